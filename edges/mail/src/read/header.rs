//! Header fields as text: unfolded, repaired, decoded (RFC 5322 section 2.2, RFC 2047, RFC 2231).

use mail_parser::parsers::MessageStream;
use mail_parser::{Address, ContentType, HeaderValue};

use super::Sender;

/// No honest header is longer; what comes after is left unread.
const HEADER_BYTES: usize = 256 * 1024;
const FIELDS: usize = 2_000;
/// One field is read up to here: an address list of several hundred people fits.
const FIELD_BYTES: usize = 64 * 1024;

/// The header fields of a letter or of one of its parts, in their order.
#[derive(Debug, Default)]
pub(super) struct Fields {
    fields: Vec<(String, String)>,
    /// A line stood among the fields that is none, or the header was too long to be read whole.
    pub(super) damaged: bool,
}

impl Fields {
    /// Reads the fields at the start of `raw` and gives what follows them.
    pub(super) fn split(raw: &[u8]) -> (Self, &[u8]) {
        let mut read = Self::default();
        let mut rest = raw;
        let mut first = true;
        while !rest.is_empty() {
            let (line, after) = next_line(rest);
            if line.is_empty() {
                return (read, after);
            }
            let envelope = first && (line.starts_with(b"From ") || line.starts_with(b">From "));
            first = false;
            if raw.len() - rest.len() > HEADER_BYTES || read.fields.len() >= FIELDS {
                read.damaged = true;
                return (read, body_after_blank_line(rest));
            }
            if !envelope && !read.take(line) {
                // The blank line is missing: text begins here (or nothing was a header at all).
                read.damaged = true;
                return (read, rest);
            }
            rest = after;
        }
        (read, rest)
    }

    fn take(&mut self, line: &[u8]) -> bool {
        if matches!(line.first(), Some(b' ' | b'\t')) {
            return match self.fields.last_mut() {
                Some((_, value)) => {
                    if value.len() < FIELD_BYTES {
                        value.push(' ');
                        value.push_str(repaired(line).trim());
                    }
                    true
                }
                None => line.iter().all(u8::is_ascii_whitespace),
            };
        }
        let Some(colon) = line.iter().position(|&byte| byte == b':') else { return false };
        let (name, value) = line.split_at(colon);
        let name = name.trim_ascii_end();
        if name.is_empty() || !name.iter().all(u8::is_ascii_graphic) {
            return false;
        }
        let value = value.get(1..).unwrap_or_default();
        let value = value.get(..FIELD_BYTES).unwrap_or(value);
        self.fields.push((String::from_utf8_lossy(name).to_ascii_lowercase(), repaired(value).trim().to_owned()));
        true
    }

    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The first field of a name given in lower case, as it stands.
    pub(super) fn first(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.fields.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.first(name).is_some()
    }

    /// The first field of a name as a person reads it: decoded, on one line, single blanks.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.first(name).map(decoded)
    }

    /// Every mailbox in the fields of a name.
    pub(super) fn mailboxes(&self, name: &str) -> Vec<Mailbox> {
        self.all(name).flat_map(mailboxes).collect()
    }

    /// The message ids in the fields of a name, in their order, each with its angle brackets.
    pub(super) fn ids(&self, name: &str) -> Vec<String> {
        self.all(name).flat_map(message_ids).collect()
    }

    /// A field of a media type with parameters, such as Content-Type or Content-Disposition.
    pub(super) fn media(&self, name: &str) -> Option<Media> {
        self.first(name).and_then(Media::parse)
    }
}

/// A media type or disposition with its parameters, names in lower case.
#[derive(Debug, Clone, Default)]
pub(super) struct Media {
    pub(super) kind: String,
    pub(super) subtype: String,
    params: Vec<(String, String)>,
}

impl Media {
    fn parse(value: &str) -> Option<Self> {
        let line = format!("{value}\n");
        let HeaderValue::ContentType(ContentType { c_type, c_subtype, attributes }) =
            MessageStream::new(line.as_bytes()).parse_content_type()
        else {
            return None;
        };
        let params = attributes.unwrap_or_default();
        Some(Self {
            kind: c_type.trim().to_ascii_lowercase(),
            subtype: c_subtype.unwrap_or_default().trim().to_ascii_lowercase(),
            params: params.into_iter().map(|one| (one.name.to_ascii_lowercase(), one.value.into_owned())).collect(),
        })
    }

    pub(super) fn of(kind: &str, subtype: &str) -> Self {
        Self { kind: kind.to_owned(), subtype: subtype.to_owned(), params: Vec::new() }
    }

    pub(super) fn is(&self, kind: &str, subtype: &str) -> bool {
        self.kind == kind && self.subtype == subtype
    }

    pub(super) fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// `type/subtype`, as a browser is told.
    pub(super) fn essence(&self) -> String {
        if self.subtype.is_empty() { self.kind.clone() } else { format!("{}/{}", self.kind, self.subtype) }
    }
}

/// One entry of an address field; not every entry has an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mailbox {
    pub(super) address: Option<String>,
    pub(super) name: String,
}

impl Mailbox {
    pub(super) fn sender(self) -> Option<Sender> {
        let Self { address, name } = self;
        address.map(|address| Sender { address, name })
    }
}

/// The entries of an address field; groups are opened (RFC 5322 section 3.4).
pub(super) fn mailboxes(value: &str) -> Vec<Mailbox> {
    let line = format!("{}\n", joined_words(value));
    let entries = match MessageStream::new(line.as_bytes()).parse_address() {
        HeaderValue::Address(Address::List(list)) => list,
        HeaderValue::Address(Address::Group(groups)) => groups.into_iter().flat_map(|group| group.addresses).collect(),
        HeaderValue::Text(_)
        | HeaderValue::TextList(_)
        | HeaderValue::DateTime(_)
        | HeaderValue::ContentType(_)
        | HeaderValue::Received(_)
        | HeaderValue::Empty => Vec::new(),
    };
    entries
        .into_iter()
        .map(|entry| Mailbox {
            address: entry.address.map(|address| address.trim().to_owned()).filter(|address| is_address(address)),
            name: entry.name.map(|name| one_line(&name)).unwrap_or_default(),
        })
        .collect()
}

/// Whether a letter can be sent there: `local@domain` without blanks or control characters (RFC 5321 section 4.1.2).
fn is_address(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else { return false };
    !local.is_empty()
        && !domain.is_empty()
        && address.len() <= 254
        && !address.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';'))
        && !domain.contains('@')
}

/// Message ids in a field or a text: `<left@right>`; a lone id without brackets counts as well (RFC 5322 section 3.6.4).
pub(super) fn message_ids(value: &str) -> Vec<String> {
    let bracketed: Vec<String> = value
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .map(|(id, _)| id.trim())
        .filter(|id| is_message_id(id))
        .map(|id| format!("<{id}>"))
        .collect();
    if !bracketed.is_empty() {
        return bracketed;
    }
    let bare = value.trim();
    if bare.contains('@') && is_message_id(bare) { vec![format!("<{bare}>")] } else { Vec::new() }
}

fn is_message_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= 998 && !id.chars().any(|c| c.is_whitespace() || c.is_control() || c == '<')
}

/// A field as a person reads it: encoded words decoded (RFC 2047), no line break, no control character, single blanks.
pub(super) fn decoded(value: &str) -> String {
    let line = format!("{}\n", joined_words(value));
    match MessageStream::new(line.as_bytes()).parse_unstructured() {
        HeaderValue::Text(text) => one_line(&text),
        HeaderValue::Address(_)
        | HeaderValue::TextList(_)
        | HeaderValue::DateTime(_)
        | HeaderValue::ContentType(_)
        | HeaderValue::Received(_)
        | HeaderValue::Empty => String::new(),
    }
}

/// Text on one line: breaks and runs of blanks become one blank, other control and direction marks go.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() || matches!(c, '\u{0085}' | '\u{2028}' | '\u{2029}') {
            if !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !c.is_control() && !is_direction_mark(c) {
            line.push(c);
        }
    }
    line.trim().to_owned()
}

/// Marks that turn the direction of what follows, so that a name reads as something else, and the byte order mark.
pub(super) fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Adjacent encoded words of one charset and encoding joined, so that a character cut in two survives.
///
/// RFC 2047 section 5 forbids the cut, and clients make it all the same.
fn joined_words(value: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for piece in value.split(' ') {
        let joined = parts.last().and_then(|before| joined_pair(before, piece));
        match (joined, parts.last_mut()) {
            (Some(joined), Some(last)) => *last = joined,
            _ => parts.push(piece.to_owned()),
        }
    }
    parts.join(" ")
}

fn joined_pair(first: &str, second: &str) -> Option<String> {
    let (head, text) = encoded_word(first)?;
    let (other_head, other_text) = encoded_word(second)?;
    let base64 = head.to_ascii_lowercase().ends_with("?b?");
    let whole = !base64 || (text.len().is_multiple_of(4) && !text.ends_with('='));
    (whole && head.eq_ignore_ascii_case(other_head)).then(|| format!("{head}{text}{other_text}?="))
}

/// `=?charset?q?` and the text of an encoded word.
fn encoded_word(piece: &str) -> Option<(&str, &str)> {
    let inner = piece.strip_prefix("=?")?.strip_suffix("?=")?;
    let (charset, rest) = inner.split_once('?')?;
    let (encoding, text) = rest.split_once('?')?;
    let head = piece.get(..2 + charset.len() + 1 + encoding.len() + 1)?;
    (encoding.len() == 1 && !text.contains('?')).then_some((head, text))
}

/// Bytes of a header as text: UTF-8, else windows-1252, which is what undeclared bytes are in practice; no NUL.
fn repaired(line: &[u8]) -> String {
    let text = match std::str::from_utf8(line) {
        Ok(text) => text.to_owned(),
        Err(_not_utf8) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(line).0.into_owned(),
    };
    if text.contains('\0') { text.replace('\0', "") } else { text }
}

/// The next line without its end, and what follows.
pub(super) fn next_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let (line, rest) = match bytes.iter().position(|&byte| byte == b'\n') {
        Some(end) => (bytes.get(..end).unwrap_or_default(), bytes.get(end + 1..).unwrap_or_default()),
        None => (bytes, &[][..]),
    };
    (line.strip_suffix(b"\r").unwrap_or(line), rest)
}

fn body_after_blank_line(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    while !rest.is_empty() {
        let (line, after) = next_line(rest);
        rest = after;
        if line.is_empty() {
            break;
        }
    }
    rest
}
