//! The tree of a letter (RFC 2045, 2046): parts within parts, cut at their boundaries, with bounded work.
//!
//! Written here rather than taken, since a stranger decides how deep it nests: a level more is a count, never a stack.

use std::borrow::Cow;
use std::cell::Cell;

use super::header::{Fields, Media, next_line};

/// Deeper parts are kept as they are; no mail program nests half as deep.
const DEPTH: usize = 12;
/// Parts in one letter; a letter of several hundred files is none.
const PARTS: usize = 500;

/// A part of a letter, or the whole letter.
#[derive(Debug)]
pub(super) struct Part<'x> {
    pub(super) fields: Fields,
    pub(super) media: Media,
    /// As it came, still in its transfer encoding.
    pub(super) body: &'x [u8],
    /// Empty for a leaf.
    pub(super) children: Vec<Part<'x>>,
    /// The structure is not what the header says.
    pub(super) damaged: bool,
}

/// How much of the letter is left to be taken apart, shared by its whole tree.
pub(super) struct Budget(Cell<usize>);

impl Budget {
    pub(super) fn new() -> Self {
        Self(Cell::new(PARTS))
    }

    fn spend(&self) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(1));
        left > 0
    }
}

impl<'x> Part<'x> {
    /// Takes a whole letter apart.
    pub(super) fn letter(raw: &'x [u8], budget: &Budget) -> Self {
        Self::parse(raw, &Media::of("text", "plain"), 0, budget)
    }

    fn parse(raw: &'x [u8], default: &Media, depth: usize, budget: &Budget) -> Self {
        let (fields, body) = Fields::split(raw);
        let media = fields.media("content-type").unwrap_or_else(|| default.clone());
        let mut part = Self { damaged: fields.damaged, fields, media, body, children: Vec::new() };
        if part.media.kind == "multipart" {
            part.open(depth, budget);
        }
        part
    }

    fn open(&mut self, depth: usize, budget: &Budget) {
        if depth >= DEPTH {
            self.damaged = true;
            return;
        }
        let declared = self.media.param("boundary").map(|boundary| boundary.trim_end().as_bytes().to_vec());
        let mut cut = declared.map(|boundary| cut_at(self.body, &boundary)).unwrap_or_default();
        if cut.pieces.is_empty() {
            cut = guessed_boundary(self.body).map(|boundary| cut_at(self.body, boundary)).unwrap_or_default();
            cut.closed = false;
        }
        self.damaged |= !cut.closed;
        if cut.pieces.is_empty() {
            // Nothing to cut at: a leaf, whose content is shown rather than nothing.
            return;
        }
        let inner =
            if self.media.subtype == "digest" { Media::of("message", "rfc822") } else { Media::of("text", "plain") };
        for piece in cut.pieces {
            if !budget.spend() {
                self.damaged = true;
                return;
            }
            self.children.push(Self::parse(piece, &inner, depth + 1, budget));
        }
    }

    /// The content with its transfer encoding undone, and whether it was sound (RFC 2045 section 6).
    pub(super) fn content(&self) -> (Cow<'x, [u8]>, bool) {
        let encoding = self.fields.first("content-transfer-encoding").unwrap_or_default();
        // Comments and parameters don't belong there, and some add them.
        let encoding = encoding.split([';', ' ', '(']).next().unwrap_or_default();
        if encoding.eq_ignore_ascii_case("base64") {
            let (bytes, sound) = base64(self.body);
            (Cow::Owned(bytes), sound)
        } else if encoding.eq_ignore_ascii_case("quoted-printable") {
            let (bytes, sound) = quoted_printable(self.body);
            (Cow::Owned(bytes), sound)
        } else {
            (Cow::Borrowed(self.body), true)
        }
    }

    pub(super) fn is_attachment(&self) -> bool {
        self.fields.media("content-disposition").is_some_and(|disposition| disposition.kind == "attachment")
    }

    /// The file name given by the sender, raw.
    pub(super) fn file_name(&self) -> Option<String> {
        let disposition = self.fields.media("content-disposition");
        let named = disposition.as_ref().and_then(|disposition| disposition.param("filename"));
        named.or_else(|| self.media.param("name")).map(super::header::decoded).filter(|name| !name.is_empty())
    }

    /// Every leaf below this part (or the part itself), in order.
    pub(super) fn leaves(&self) -> Vec<&Self> {
        if self.children.is_empty() { vec![self] } else { self.children.iter().flat_map(Self::leaves).collect() }
    }

    /// Whether this part or one below it is damaged.
    pub(super) fn is_damaged(&self) -> bool {
        self.damaged || self.children.iter().any(Self::is_damaged)
    }
}

#[derive(Default)]
struct Cut<'x> {
    pieces: Vec<&'x [u8]>,
    /// The closing delimiter came.
    closed: bool,
}

/// Cuts a body at the lines that are `--boundary`, until `--boundary--` (RFC 2046 section 5.1.1).
fn cut_at<'x>(body: &'x [u8], boundary: &[u8]) -> Cut<'x> {
    let mut cut = Cut::default();
    if boundary.is_empty() {
        return cut;
    }
    let mut rest = body;
    let mut begun: Option<usize> = None;
    while !rest.is_empty() && cut.pieces.len() <= PARTS {
        let at = body.len() - rest.len();
        let (line, after) = next_line(rest);
        rest = after;
        let Some(tail) = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary)) else { continue };
        let closing = tail.trim_ascii() == b"--";
        if !closing && !tail.trim_ascii().is_empty() {
            continue;
        }
        if let Some(start) = begun {
            cut.pieces.push(without_last_break(body.get(start..at).unwrap_or_default()));
        }
        begun = Some(body.len() - rest.len());
        if closing {
            cut.closed = true;
            return cut;
        }
    }
    if let Some(start) = begun {
        cut.pieces.push(body.get(start..).unwrap_or_default());
    }
    cut
}

/// The line break before a delimiter belongs to the delimiter.
fn without_last_break(piece: &[u8]) -> &[u8] {
    let piece = piece.strip_suffix(b"\n").unwrap_or(piece);
    piece.strip_suffix(b"\r").unwrap_or(piece)
}

/// The boundary that was meant, where the declared one never comes: a line `--x` with a MIME field right below.
fn guessed_boundary(body: &[u8]) -> Option<&[u8]> {
    let mut rest = body;
    for _line in 0..200 {
        if rest.is_empty() {
            return None;
        }
        let (line, after) = next_line(rest);
        rest = after;
        let Some(boundary) = line.strip_prefix(b"--").map(<[u8]>::trim_ascii_end) else { continue };
        let (below, _) = next_line(rest);
        let field = below.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"content-"));
        if !boundary.is_empty() && field {
            return Some(boundary);
        }
    }
    None
}

/// Base64 with all that is no part of it passed over, as RFC 2045 section 6.8 asks.
fn base64(body: &[u8]) -> (Vec<u8>, bool) {
    let foreign =
        |byte: u8| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=') || byte.is_ascii_whitespace());
    let sound = !body.iter().copied().any(foreign);
    let clean: Cow<'_, [u8]> = if sound {
        body.into()
    } else {
        body.iter().copied().filter(|&byte| !foreign(byte)).collect::<Vec<_>>().into()
    };
    match mail_parser::decoders::base64::base64_decode(&clean) {
        Some(bytes) => (bytes, sound),
        None => (body.to_vec(), false),
    }
}

/// Quoted-printable; what is no valid escape stays as it stands (RFC 2045 section 6.7, note on robustness).
fn quoted_printable(body: &[u8]) -> (Vec<u8>, bool) {
    let mut bytes = Vec::with_capacity(body.len());
    let mut sound = true;
    let mut rest = body;
    while !rest.is_empty() {
        let (line, after) = next_line(rest);
        let ended = !after.is_empty() || rest.ends_with(b"\n");
        let line = line.trim_ascii_end();
        let soft = line.ends_with(b"=");
        sound &= push_unescaped(&mut bytes, line.strip_suffix(b"=").unwrap_or(line));
        if ended && !soft {
            bytes.push(b'\n');
        }
        rest = after;
    }
    (bytes, sound)
}

fn push_unescaped(bytes: &mut Vec<u8>, line: &[u8]) -> bool {
    let mut sound = true;
    let mut rest = line;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'=' {
            bytes.push(byte);
            continue;
        }
        match (after.first().copied().and_then(hex), after.get(1).copied().and_then(hex)) {
            (Some(high), Some(low)) => {
                bytes.push(high << 4 | low);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(byte);
                sound = false;
            }
        }
    }
    sound
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}
