//! What a letter holds: its text, what was forwarded inside it, its files.

use super::Warning;
use super::charset;
use super::folding::{Folding, Sent, fold};
use super::header::is_direction_mark;
use super::html;
use super::tree::{Budget, Part};

/// A text beyond this is cut; a long novel has as much.
const TEXT_BYTES: usize = 1024 * 1024;
const NAME_CHARS: usize = 150;

/// A file that came with a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// A safe file name: no path, no control character; made up where the sender gave none.
    pub name: String,
    /// As the sender says, `type/subtype` in lower case; never to be trusted for showing it.
    pub content_type: String,
    /// The content, its transfer encoding undone.
    pub bytes: Vec<u8>,
    /// How it came.
    pub role: Role,
}

/// How a file came with a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Attached by the sender.
    File,
    /// Part of the text's look: a picture in it or in a signature.
    Inline,
    /// A calendar object that the sender's program put beside the text.
    Invitation,
    /// Another letter, forwarded whole.
    Letter,
}

/// The content of a letter before it is judged.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) folding: Folding,
    /// The text unfolded.
    pub(super) whole_text: String,
    pub(super) attachments: Vec<Attachment>,
    pub(super) calendar_method: Option<String>,
    pub(super) is_locked: bool,
}

/// Reads the text and the files of a letter.
pub(super) fn read(letter: &Part<'_>, sent: Sent, budget: &Budget, warnings: &mut Vec<Warning>) -> Body {
    let mut content = Content { budget, warnings, texts: Vec::new(), forwarded: Vec::new(), body: Body::default() };
    content.part(letter, Place { top: true, related: false, alternative: false });
    let Content { texts, forwarded, mut body, .. } = content;
    body.whole_text = texts.join("\n\n");
    body.folding = fold(&body.whole_text, sent);
    let inside = body.folding.forwarded_text.take().into_iter().chain(forwarded);
    body.folding.forwarded_text = Some(inside.collect::<Vec<_>>().join("\n\n")).filter(|text| !text.is_empty());
    body.is_locked |= body.folding.new_text.starts_with("-----BEGIN PGP MESSAGE-----");
    body
}

/// Bytes that are no letter, as text, so that a member sees something of them.
pub(super) fn shown_raw(raw: &[u8], warnings: &mut Vec<Warning>) -> String {
    let raw = raw.get(..TEXT_BYTES).unwrap_or(raw);
    charset::text(raw, None, warnings).trim().to_owned()
}

struct Content<'b> {
    budget: &'b Budget,
    warnings: &'b mut Vec<Warning>,
    texts: Vec<String>,
    forwarded: Vec<String>,
    body: Body,
}

#[derive(Clone, Copy)]
struct Place {
    top: bool,
    related: bool,
    alternative: bool,
}

impl Content<'_> {
    fn part(&mut self, part: &Part<'_>, place: Place) {
        if part.children.is_empty() {
            self.leaf(part, place);
            return;
        }
        match part.media.subtype.as_str() {
            "alternative" => self.alternative(part),
            // The parts behind the first are for machines (RFC 3462).
            "report" => part.children.iter().take(1).for_each(|first| self.part(first, Place { top: false, ..place })),
            "encrypted" => {
                self.body.is_locked = true;
                part.children.iter().for_each(|child| self.file(child, Role::File));
            }
            subtype => {
                let place = Place { top: false, related: subtype == "related", ..place };
                part.children.iter().for_each(|child| self.part(child, place));
            }
        }
    }

    /// The same text in several forms (RFC 2046 section 5.1.4): plain, unless it is empty, so that nothing is guessed.
    fn alternative(&mut self, part: &Part<'_>) {
        let before = std::mem::take(&mut self.texts);
        let mut chosen: Option<(bool, Vec<String>)> = None;
        for child in &part.children {
            self.part(child, Place { top: false, related: false, alternative: true });
            let texts = std::mem::take(&mut self.texts);
            let plain = child.media.is("text", "plain");
            let better = chosen.as_ref().is_none_or(|(chosen_plain, _)| plain && !chosen_plain);
            if better && texts.iter().any(|text| !text.trim().is_empty()) {
                chosen = Some((plain, texts));
            }
        }
        self.texts = before;
        self.texts.extend(chosen.map(|(_, texts)| texts).unwrap_or_default());
    }

    fn leaf(&mut self, part: &Part<'_>, place: Place) {
        let media = &part.media;
        match (media.kind.as_str(), media.subtype.as_str()) {
            ("message", "rfc822" | "global") => self.letter_within(part),
            ("message", "delivery-status" | "global-delivery-status" | "disposition-notification") => {}
            ("text", "calendar") => self.calendar(part, place),
            ("application", "pkcs7-mime" | "x-pkcs7-mime") => {
                self.body.is_locked = true;
                self.file(part, Role::File);
            }
            _ if is_text(part, place) => self.text(part),
            // Another form of the text that nothing here shows (AMP, for one) is no file.
            ("text", _) if place.alternative && part.file_name().is_none() => {}
            _ => self.file(part, role(part, place)),
        }
    }

    fn text(&mut self, part: &Part<'_>) {
        let text = text_of(part, self.warnings);
        let room = TEXT_BYTES.saturating_sub(self.texts.iter().map(String::len).sum());
        let mut end = room.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        if end < text.len() {
            self.warn(Warning::TextCut);
        }
        let shown = text.get(..end).unwrap_or_default();
        if !shown.trim().is_empty() {
            self.texts.push(shown.trim_matches('\n').to_owned());
        }
    }

    fn file(&mut self, part: &Part<'_>, role: Role) {
        let (bytes, sound) = part.content();
        if !sound {
            self.warn(Warning::MimeDamaged);
        }
        let name = part.file_name().map(|name| safe_name(&name)).filter(|name| !name.is_empty());
        let content_type = part.media.essence();
        let name = name.unwrap_or_else(|| self.made_up_name(&content_type));
        self.body.attachments.push(Attachment { name, content_type, bytes: bytes.into_owned(), role });
    }

    fn made_up_name(&self, content_type: &str) -> String {
        let number = self.body.attachments.len() + 1;
        let ending = match content_type {
            "image/png" => "png",
            "image/jpeg" => "jpg",
            "image/gif" => "gif",
            "image/svg+xml" => "svg",
            "application/pdf" => "pdf",
            "text/plain" => "txt",
            "text/html" => "html",
            "text/csv" => "csv",
            "text/calendar" => "ics",
            "message/rfc822" => "eml",
            _ => "bin",
        };
        format!("file-{number}.{ending}")
    }

    /// A letter sent inside this one: a file, and its text belongs to the request. What lies deeper stays in the file.
    fn letter_within(&mut self, part: &Part<'_>) {
        let (bytes, _) = part.content();
        let inner = Part::letter(&bytes, self.budget);
        let mut texts = Vec::new();
        for leaf in shown_leaves(&inner) {
            let text = text_of(leaf, &mut Vec::new());
            if !text.trim().is_empty() {
                texts.push(text.trim().to_owned());
            }
        }
        let length: usize = self.forwarded.iter().map(String::len).sum();
        let text = texts.join("\n\n");
        if !text.is_empty() && length + text.len() <= TEXT_BYTES {
            self.forwarded.push(text);
        }
        let subject = inner.fields.text("subject").map(|subject| safe_name(&subject)).filter(|name| !name.is_empty());
        let name = part.file_name().map(|name| safe_name(&name)).filter(|name| !name.is_empty());
        self.body.attachments.push(Attachment {
            name: name
                .or_else(|| subject.map(|subject| format!("{subject}.eml")))
                .unwrap_or_else(|| "letter.eml".to_owned()),
            content_type: "message/rfc822".to_owned(),
            bytes: bytes.into_owned(),
            role: Role::Letter,
        });
    }

    fn calendar(&mut self, part: &Part<'_>, place: Place) {
        let declared = part.media.param("method").map(str::to_owned);
        let (bytes, _) = part.content();
        let method = declared.or_else(|| calendar_method(&bytes)).map(|method| method.trim().to_ascii_uppercase());
        if self.body.calendar_method.is_none() {
            self.body.calendar_method = method.filter(|method| !method.is_empty() && method.len() <= 40);
        }
        let attached = part.is_attachment() && !place.alternative;
        if part.file_name().is_some() {
            self.file(part, if attached { Role::File } else { Role::Invitation });
        } else {
            let name = "invite.ics".to_owned();
            self.body.attachments.push(Attachment {
                name,
                content_type: "text/calendar".to_owned(),
                bytes: bytes.into_owned(),
                role: Role::Invitation,
            });
        }
    }

    fn warn(&mut self, warning: Warning) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}

/// The METHOD of a calendar object (RFC 5545 section 3.7.2); it stands near the top.
fn calendar_method(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes.get(..8_192).unwrap_or(bytes));
    text.lines()
        .take_while(|line| !line.trim().eq_ignore_ascii_case("BEGIN:VEVENT"))
        .find_map(|line| line.trim().split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("METHOD")))
        .map(|(_, method)| method.trim().to_owned())
}

/// Whether a leaf is shown as text: not attached, and not named, but for the letter's one and only part.
fn is_text(part: &Part<'_>, place: Place) -> bool {
    let media = &part.media;
    let form = match (media.kind.as_str(), media.subtype.as_str()) {
        ("text", "plain" | "html" | "enriched" | "markdown" | "") => true,
        // Old clients name plain text so.
        ("application", "plain") | ("", _) => true,
        // A multipart that holds nothing: whatever stands there.
        ("multipart", _) => true,
        _ => false,
    };
    form && !part.is_attachment() && (place.top || part.file_name().is_none())
}

fn role(part: &Part<'_>, place: Place) -> Role {
    if part.is_attachment() {
        return Role::File;
    }
    let pictured = part.fields.has("content-id") && part.media.kind == "image";
    if place.related || pictured { Role::Inline } else { Role::File }
}

/// The leaves of an inner letter that a reader would see: one of several alternatives, no files.
fn shown_leaves<'p, 'x>(part: &'p Part<'x>) -> Vec<&'p Part<'x>> {
    if part.children.is_empty() {
        let text = is_text(part, Place { top: false, related: false, alternative: false });
        return if text { vec![part] } else { Vec::new() };
    }
    if part.media.subtype == "alternative" {
        let plain =
            part.children.iter().find(|child| child.media.is("text", "plain") && !child.body.trim_ascii().is_empty());
        let shown = plain.or_else(|| part.children.iter().rev().find(|child| !shown_leaves(child).is_empty()));
        return shown.map(shown_leaves).unwrap_or_default();
    }
    part.children.iter().flat_map(shown_leaves).collect()
}

fn text_of(part: &Part<'_>, warnings: &mut Vec<Warning>) -> String {
    let (bytes, sound) = part.content();
    let is_html = part.media.is("text", "html");
    let label =
        part.media.param("charset").map(str::to_owned).or_else(|| if is_html { html_charset(&bytes) } else { None });
    let text = charset::text(&bytes, label.as_deref(), warnings);
    if !sound && !warnings.contains(&Warning::TextDamaged) {
        warnings.push(Warning::TextDamaged);
    }
    if is_html {
        let (text, cut) = html::to_text(&text);
        if cut && !warnings.contains(&Warning::TextCut) {
            warnings.push(Warning::TextCut);
        }
        return text;
    }
    let flowed = part.media.param("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
    let delete_space = part.media.param("delsp").is_some_and(|delsp| delsp.eq_ignore_ascii_case("yes"));
    if flowed { charset::unflowed(&text, delete_space) } else { text }
}

/// The charset that an HTML page names itself, where the header is silent.
fn html_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..1_024).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    (!label.is_empty()).then_some(label)
}

/// A name that is safe in a header and in any folder: its last path element, without control and direction marks.
fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean = |c: char| if c.is_control() || matches!(c, '"' | '<' | '>' | ':' | '|' | '?' | '*') { '_' } else { c };
    let name: String = last.chars().filter(|&c| !is_direction_mark(c)).map(clean).collect();
    let name = name.trim_matches([' ', '.']).trim();
    shortened(name)
}

/// Long names lose their middle, so that the ending stays.
fn shortened(name: &str) -> String {
    let length = name.chars().count();
    if length <= NAME_CHARS {
        return name.to_owned();
    }
    let start: String = name.chars().take(NAME_CHARS - 20).collect();
    let end: String = name.chars().skip(length - 19).collect();
    format!("{start}…{end}")
}

#[cfg(test)]
mod tests {
    use super::safe_name;

    #[test]
    fn a_file_name_can_leave_no_folder_and_hide_no_ending() {
        assert_eq!(safe_name("../../etc/passwd"), "passwd");
        assert_eq!(safe_name("C:\\secret\\plan.pdf"), "plan.pdf");
        assert_eq!(safe_name("invoice\u{202e}fdp.exe"), "invoicefdp.exe");
        assert_eq!(safe_name("a\r\nb.txt"), "a__b.txt");
        assert_eq!(safe_name(".."), "");
        assert!(safe_name(&format!("{}.pdf", "x".repeat(500))).ends_with("x.pdf"));
    }
}
