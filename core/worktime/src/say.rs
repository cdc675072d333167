//! The words for a count, in each language.

language::catalogue!(language::Language, "words");
