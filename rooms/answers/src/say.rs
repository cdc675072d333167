//! The words of this room that stakeholders read, in each language.

web::catalogue!(web::Language, "words");
