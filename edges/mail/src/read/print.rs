//! The content print: what two deliveries of one letter have in common, whatever transport did to them.

use sha2::{Digest, Sha256};

use super::Reading;
use super::tree::Part;

/// The print of bytes that are not taken apart.
pub(super) fn of_bytes(raw: &[u8]) -> [u8; 32] {
    Sha256::digest(raw).into()
}

/// The print of a letter that was taken apart: its headers that people see, then each leaf with its decoded content.
pub(super) fn of_letter(reading: &Reading, letter: &Part<'_>) -> [u8; 32] {
    let mut print = Sha256::new();
    let sender = reading.sender.as_ref().map(|sender| sender.address.to_lowercase()).unwrap_or_default();
    let date = letter.fields.first("date").unwrap_or_default();
    for field in [&sender, date, &reading.subject, reading.message_id.as_deref().unwrap_or_default()] {
        add(&mut print, field.as_bytes());
    }
    for leaf in letter.leaves() {
        add(&mut print, leaf.media.essence().as_bytes());
        add(&mut print, leaf.file_name().unwrap_or_default().as_bytes());
        add_lines(&mut print, &leaf.content().0);
    }
    print.finalize().into()
}

/// Each piece with its length, so that no two rows of pieces give the same bytes.
fn add(print: &mut Sha256, piece: &[u8]) {
    print.update((piece.len() as u64).to_be_bytes());
    print.update(piece);
}

/// Content with line ends as they leave no trace: servers change them, and add or drop the last one.
fn add_lines(print: &mut Sha256, content: &[u8]) {
    let content = content.trim_ascii_end();
    let mut length: u64 = 0;
    for piece in content.split_inclusive(|&byte| byte == b'\n') {
        let line = piece.strip_suffix(b"\r\n");
        let pieces: [&[u8]; 2] = line.map_or([piece, b""], |line| [line, b"\n"]);
        for piece in pieces {
            print.update(piece);
            length += piece.len() as u64;
        }
    }
    print.update(length.to_be_bytes());
}
