//! Bytes to text: the declared charset where it is known and true, else the best that can be done, and said so.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use mail_parser::decoders::charsets::map::charset_decoder;

use super::Warning;

/// The text of a part, without NUL and control characters, line ends as `\n`.
///
/// A label is understood as the web does (WHATWG Encoding: Latin-1 means windows-1252); older names come from `mail-parser`.
pub(super) fn text(bytes: &[u8], label: Option<&str>, warnings: &mut Vec<Warning>) -> String {
    let label = label.map(str::trim).filter(|label| !label.is_empty());
    let decoded = match label {
        None => undeclared(bytes),
        Some(label) => match Encoding::for_label(label.as_bytes()) {
            Some(encoding) if encoding == UTF_8 || label.eq_ignore_ascii_case("us-ascii") => {
                declared_utf8(bytes, label)
            }
            Some(encoding) => encoding.decode_with_bom_removal(bytes).0.into_owned(),
            None => match charset_decoder(label.as_bytes()) {
                Some(decode) => decode(bytes),
                None => {
                    warnings.push(Warning::CharsetUnknown);
                    undeclared(bytes)
                }
            },
        },
    };
    clean(&decoded, warnings)
}

fn undeclared(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_not_utf8) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

fn declared_utf8(bytes: &[u8], label: &str) -> String {
    // "us-ascii" with bytes above 127 is a client that did not look; UTF-8 that is none is damaged.
    if label.eq_ignore_ascii_case("us-ascii") { undeclared(bytes) } else { String::from_utf8_lossy(bytes).into_owned() }
}

fn clean(text: &str, warnings: &mut Vec<Warning>) -> String {
    let mut damaged = false;
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    clean.push('\n');
                }
            }
            '\n' | '\t' => clean.push(c),
            '\u{feff}' => {}
            '\u{2028}' | '\u{2029}' | '\u{0085}' => clean.push('\n'),
            '\u{c}' | '\u{1b}' => {}
            _ if c.is_control() => damaged = true,
            _ => {
                damaged |= c == char::REPLACEMENT_CHARACTER;
                clean.push(c);
            }
        }
    }
    if damaged && !warnings.contains(&Warning::TextDamaged) {
        warnings.push(Warning::TextDamaged);
    }
    clean
}

/// Paragraphs of `format=flowed` put together again (RFC 3676): a line that ends in a blank goes on in the next.
pub(super) fn unflowed(text: &str, delete_space: bool) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut flowing = false;
    let mut depth_before = 0;
    for line in text.lines() {
        let depth = line.bytes().take_while(|&byte| byte == b'>').count();
        let (marks, content) = line.split_at(depth);
        let content = content.strip_prefix(' ').unwrap_or(content);
        let signature = content == "-- ";
        let continues = flowing && depth == depth_before && !signature;
        let soft = content.ends_with(' ') && !signature;
        let kept = if soft && delete_space { content.strip_suffix(' ').unwrap_or(content) } else { content };
        match lines.last_mut() {
            Some(last) if continues => last.push_str(kept),
            _ if depth > 0 => lines.push(format!("{marks} {kept}")),
            _ => lines.push(kept.to_owned()),
        }
        flowing = soft;
        depth_before = depth;
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flowed_paragraphs_are_one_line_and_the_signature_mark_stays() {
        assert_eq!(unflowed("One \nparagraph.\n\n-- \nAnna", false), "One paragraph.\n\n-- \nAnna");
        assert_eq!(unflowed("> quoted \n> text\nmine", false), "> quoted text\nmine");
        assert_eq!(unflowed(" >stuffed", false), ">stuffed");
    }

    #[test]
    fn an_unknown_charset_is_read_as_it_looks() {
        let mut warnings = Vec::new();
        assert_eq!(text(b"Caf\xe9", Some("x-unknown-9"), &mut warnings), "Café");
        assert_eq!(warnings, [Warning::CharsetUnknown]);
    }
}
