//! Tables as files that a spreadsheet opens.

/// A cell of text: quoted where it must be, and never a formula to a spreadsheet.
pub fn cell(text: &str) -> String {
    let safe = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    if safe.contains([',', '"', '\n', '\r']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_is_text_and_never_a_formula() {
        for (text, kept) in [
            ("Monday report", "Monday report"),
            ("a, “b”", "\"a, “b”\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("=1+1", "'=1+1"),
        ] {
            assert_eq!(cell(text), kept);
        }
    }
}
