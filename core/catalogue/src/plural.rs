//! The plural forms of whole numbers, as CLDR has them for our languages. “Many” of Spanish and French begins at a million, which no
//! message of ours counts to.

/// The forms that a language tells apart, beside exact numbers.
pub(crate) fn forms(_tag: &str) -> &'static [&'static str] {
    &["one", "other"]
}

/// The pattern of a `match` that a form stands for.
pub(crate) fn pattern(tag: &str, form: &str) -> String {
    match (form, tag) {
        ("one", "fr") => "0 | 1".to_owned(),
        ("one", _) => "1".to_owned(),
        ("other", _) => "_".to_owned(),
        (number, _) => number.to_owned(),
    }
}
