/// Reads a number as people write it: “62”, “62 %”, “12 000”, “12,000”, “3,5”, “1.5”. A comma or point before exactly three digits at the end
/// parts thousands where it can't be meant otherwise: “1.250” is read as English does, one and a quarter, “1,250” as over a thousand.
pub fn number(text: &str) -> Option<f64> {
    let text = text.trim().trim_end_matches('%').trim();
    let is_minus = text.starts_with(['-', '−']);
    let plain: String = text
        .trim_start_matches(['-', '−', '+'])
        .chars()
        .filter(|sign| !sign.is_whitespace() && !matches!(sign, '\'' | '’' | '\u{202f}'))
        .collect();
    let is_number = plain.starts_with(|sign: char| sign.is_ascii_digit())
        && plain.ends_with(|sign: char| sign.is_ascii_digit())
        && plain.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | ','));
    let value: f64 = is_number.then(|| in_english(&plain))??.parse().ok()?;
    let value = if is_minus { -value } else { value };
    value.is_finite().then_some(value)
}

/// The same number with a point for decimals and nothing between thousands.
fn in_english(text: &str) -> Option<String> {
    match (text.rfind('.'), text.rfind(',')) {
        (None, None) => Some(text.to_owned()),
        (Some(point), Some(comma)) if point > comma => parted(text, ',', '.'),
        (Some(_), Some(_)) => parted(text, '.', ','),
        (Some(_), None) if text.matches('.').count() == 1 => Some(text.to_owned()),
        (Some(_), None) => parted(text, '.', ','),
        (None, Some(_)) if are_thousands(text, ',') => parted(text, ',', '.'),
        (None, Some(_)) if text.matches(',').count() == 1 => Some(text.replace(',', ".")),
        (None, Some(_)) => None,
    }
}

/// Thousands parted by `between`, decimals after `decimal`.
fn parted(text: &str, between: char, decimal: char) -> Option<String> {
    let (whole, rest) = text.split_once(decimal).map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    if !are_thousands(whole, between) || rest.is_some_and(|rest| !rest.chars().all(|sign| sign.is_ascii_digit())) {
        return None;
    }
    let whole = whole.replace(between, "");
    Some(rest.map_or_else(|| whole.clone(), |rest| format!("{whole}.{rest}")))
}

fn are_thousands(text: &str, between: char) -> bool {
    let mut groups = text.split(between);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && first != "0" && groups.all(|group| group.len() == 3)
}

/// A number as a page writes it: at most two decimals, thousands parted by a narrow blank.
pub fn written(value: f64) -> String {
    let text = format!("{:.2}", value.abs());
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (whole, rest) = text.split_once('.').map_or((text, ""), |(whole, rest)| (whole, rest));
    let mut parted = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && whole.len() > 4 && (whole.len() - place) % 3 == 0 {
            parted.push('\u{202f}');
        }
        parted.push(digit);
    }
    let minus = if value < 0.0 && text != "0" { "−" } else { "" };
    let point = if rest.is_empty() { "" } else { "." };
    format!("{minus}{parted}{point}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, wanted) in [
            ("62", 62.0),
            (" 62 % ", 62.0),
            ("-3", -3.0),
            ("−3.5", -3.5),
            ("3,5", 3.5),
            ("0,125", 0.125),
            ("1.25", 1.25),
            ("1.250", 1.25),
            ("1,250", 1_250.0),
            ("12 000", 12_000.0),
            ("12\u{202f}000,50", 12_000.5),
            ("1,234,567.8", 1_234_567.8),
            ("1.234.567,8", 1_234_567.8),
            ("1.234.567", 1_234_567.0),
            ("12’000", 12_000.0),
        ] {
            let read = number(text);
            assert!(read.is_some_and(|read| (read - wanted).abs() < 1e-9), "{text}: {read:?}");
        }
        for text in ["", "%", "a lot", "12 of 40", "1,2,3", "1.2,3.4", ".5", "5.", "1e9", "NaN", "inf", "12,34,567"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_written_so_that_they_read_well() {
        for (value, wanted) in [
            (62.0, "62"),
            (3.5, "3.5"),
            (0.004, "0"),
            (-0.004, "0"),
            (-3.25, "−3.25"),
            (9_999.0, "9999"),
            (12_000.0, "12\u{202f}000"),
            (1_234_567.8, "1\u{202f}234\u{202f}567.8"),
        ] {
            assert_eq!(written(value), wanted);
        }
    }
}
