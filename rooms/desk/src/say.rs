//! The words of the public pages, in each language.

web::catalogue!(web::Language, "words");
