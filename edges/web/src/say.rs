//! The words of the frame, of forms and of days that stakeholders read, in each language.

crate::catalogue!(crate::Language, "words");
