//! Bytes as they came, made into text that is read line by line.

use std::borrow::Cow;

use crate::{LARGEST_BYTES, NotACalendar};

/// The text of a calendar: unfolded, without a byte order mark, and cut into physical lines of one property each.
///
/// Producers fold lines within a character, so lines are joined before the bytes are decoded.
pub(crate) fn unfolded(bytes: &[u8]) -> Result<String, NotACalendar> {
    if bytes.len() > LARGEST_BYTES {
        return Err(NotACalendar::TooLarge);
    }
    let bytes = as_utf8(bytes);
    let mut joined = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'\r' if rest.peek() == Some(&b'\n') => {}
            b'\r' | b'\n' => match rest.peek() {
                Some(b' ' | b'\t') => {
                    rest.next();
                }
                Some(_) | None => joined.push(b'\n'),
            },
            // What no text of a calendar may hold; a reader that keeps it passes it on to pages and letters.
            0..=8 | 11 | 12 | 14..=31 | 127 => {}
            other => joined.push(other),
        }
    }
    let text = String::from_utf8(joined).unwrap_or_else(|error| latin(error.as_bytes()));
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let begins = text.lines().take(20).any(|line| line.trim().eq_ignore_ascii_case("BEGIN:VCALENDAR"));
    if begins { Ok(text.to_owned()) } else { Err(NotACalendar::Other) }
}

/// Some programs write UTF-16, with its mark in front.
fn as_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    let wide = |make: fn([u8; 2]) -> u16| {
        let units =
            bytes.get(2..).unwrap_or_default().chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(make);
        let text: String = char::decode_utf16(units).map(|one| one.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        Cow::Owned(text.into_bytes())
    };
    match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => Cow::Borrowed(bytes),
    }
}

/// Bytes that are no UTF-8 are Latin-1 in what old programs write.
fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_folded_within_a_character_is_whole_again() {
        let folded = b"BEGIN:VCALENDAR\r\nSUMMARY:Gr\xc3\r\n \xbcn\nX:a\n\tb\r\n";
        assert_eq!(unfolded(folded).unwrap(), "BEGIN:VCALENDAR\nSUMMARY:Grün\nX:ab\n");
    }

    #[test]
    fn what_is_no_calendar_is_said_to_be_none() {
        assert_eq!(unfolded(b"<!DOCTYPE html><p>Sign in"), Err(NotACalendar::Other));
        assert_eq!(unfolded(b""), Err(NotACalendar::Other));
        assert_eq!(unfolded(&vec![b'a'; LARGEST_BYTES + 1]), Err(NotACalendar::TooLarge));
    }

    #[test]
    fn other_encodings_are_read_as_well() {
        let wide: Vec<u8> =
            "\u{feff}BEGIN:VCALENDAR\r\nSUMMARY:Grün".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(unfolded(&wide).unwrap(), "BEGIN:VCALENDAR\nSUMMARY:Grün");
        assert_eq!(unfolded(b"BEGIN:VCALENDAR\nSUMMARY:Gr\xfcn").unwrap(), "BEGIN:VCALENDAR\nSUMMARY:Grün");
    }
}
