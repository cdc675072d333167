//! Reading a letter that arrived: who wrote it, whether a person did, what is new in it, what came with it, and by which
//! clues it belongs to a request. Pure: bytes in, a [`Reading`] out; no clock, database or network, and no error, since
//! every letter is kept and shown, however broken.

mod body;
mod charset;
mod folding;
mod header;
mod html;
mod nature;
mod print;
mod subject;
mod threading;
mod tree;
mod why;

use jiff::{SignedDuration, Timestamp};

use header::Fields;
use tree::{Budget, Part};

pub use body::{Attachment, Role};
pub use folding::{Folded, FoldedKind};
pub use nature::{Nature, Returned};
pub use threading::{By, Clue, subject_key};
pub use why::Why;

/// A longer letter is not taken apart: 25 MB of files are 34 MB in base64, and some text.
pub const LETTER_BYTES: usize = 40 * 1024 * 1024;
/// A Date line this far after the arrival is wrong.
const DATE_AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// What is ours: by this a letter of our own, a reply and an address tag are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Own {
    /// The addresses that the team is written to, without tag: `learning@brightwater.example`.
    pub addresses: Vec<String>,
    /// The right side of the message ids that we give: `offwheel.brightwater.example`.
    pub message_id_domain: String,
    /// What stands before the number in `[R-218]`: `R`.
    pub subject_prefix: String,
}

impl Own {
    fn has_address(&self, address: &str) -> bool {
        self.addresses.iter().any(|own| own.trim().eq_ignore_ascii_case(address))
    }

    fn gave_id(&self, message_id: &str) -> bool {
        let domain = message_id.trim_matches(['<', '>']).rsplit_once('@').map(|(_, domain)| domain);
        !self.message_id_domain.is_empty()
            && domain.is_some_and(|domain| domain.eq_ignore_ascii_case(&self.message_id_domain))
    }
}

/// Who wrote, as the From field says (nobody checks it).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The address as written; compare without regard to case.
    pub address: String,
    /// The display name, decoded; empty where there is none.
    pub name: String,
}

/// Something about a letter that could not be read as it should; for people, and for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Warning {
    /// The parts are not cut as the header says; what could be found is shown.
    MimeDamaged,
    /// The text holds bytes that are no text in its charset.
    TextDamaged,
    /// The charset has a name that nobody knows.
    CharsetUnknown,
    /// The Date line lies after the arrival.
    DateImplausible,
    /// There is no Message-ID; the content alone tells a second delivery.
    NoMessageId,
    /// The text is longer than what is shown; the letter is kept whole.
    TextCut,
}

impl Warning {
    /// The word for logs and for `explain mail`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MimeDamaged => "mime-damaged",
            Self::TextDamaged => "text-damaged",
            Self::CharsetUnknown => "charset-unknown",
            Self::DateImplausible => "date-implausible",
            Self::NoMessageId => "no-message-id",
            Self::TextCut => "text-cut",
        }
    }
}

/// A letter, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What kind of sender it comes from, before anybody looks whether it joins a request.
    pub nature: Nature,
    /// Why it waits in the tray unless it joins something; `None` for a person's letter.
    pub why: Option<Why>,
    /// Who wrote; `None` where the letter names nobody who can be answered.
    pub sender: Option<Sender>,
    /// Where an answer goes, when not to the sender; never one of our own addresses.
    pub reply_to: Option<Sender>,
    /// Decoded, on one line.
    pub subject: String,
    /// What was written now, without quotation and signature; lines end with `\n`.
    pub new_text: String,
    /// What was forwarded with it; belongs to the request and stays visible.
    pub forwarded_text: Option<String>,
    /// Quoted history, signatures and reports, to be shown folded.
    pub folded: Vec<Folded>,
    /// The files that came along.
    pub attachments: Vec<Attachment>,
    /// With its angle brackets.
    pub message_id: Option<String>,
    /// With its angle brackets.
    pub in_reply_to: Option<String>,
    /// In the order of the letter, the oldest first, each with its angle brackets.
    pub references: Vec<String>,
    /// SHA-256 over what makes two deliveries the same letter: sender, date, subject, message id, and every part's
    /// content. What transport adds or changes (Received, Delivered-To, boundaries, encodings) is left out.
    pub content_print: [u8; 32],
    /// What the Date line says; a promise never counts from it.
    pub date_at: Option<Timestamp>,
    /// The method of an enclosed calendar object, in capitals: `REQUEST`, `CANCEL`.
    pub calendar_method: Option<String>,
    /// The list it came through: its id or address.
    pub list: Option<String>,
    /// What a bounce says about the letter that came back.
    pub returned: Option<Returned>,
    /// Whether the letter says itself that no person wrote it (RFC 3834).
    pub is_auto_submitted: bool,
    /// The sender asks for no automatic answer (X-Auto-Response-Suppress).
    pub asks_for_silence: bool,
    /// Whether the sender is one of our own addresses.
    pub is_from_us: bool,
    /// What could not be read as it should.
    pub warnings: Vec<Warning>,
    clues: Vec<Clue>,
}

/// What a letter is, once it is known whether it joins a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A person asks for something.
    NewRequest,
    /// A person writes in a conversation of ours.
    Reply,
    /// A machine speaks: absence notes, receipts, calendar answers, our own letters coming back.
    Automatic,
    /// A letter of ours could not be delivered, or not yet.
    Bounce,
    /// It came through a mailing list.
    List,
    /// The mail server says that it is spam.
    SpamIsh,
    /// There is nobody to answer, or nothing that can be read.
    Malformed,
}

impl Kind {
    /// The word in `explain mail`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NewRequest => "new-request",
            Self::Reply => "reply",
            Self::Automatic => "automatic",
            Self::Bounce => "bounce",
            Self::List => "list",
            Self::SpamIsh => "spam-ish",
            Self::Malformed => "malformed",
        }
    }
}

/// What is to be done with a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conclusion {
    /// What it is.
    pub kind: Kind,
    /// Whether an acknowledgement may be sent: only to a person who asks for something new and doesn't ask for silence.
    pub should_acknowledge: bool,
    /// Why it waits in the tray; `None` where it becomes a request or joins one.
    pub tray: Option<Why>,
}

/// Reads a letter as it came. Never fails and never panics: what can't be read is a letter with less in it.
#[must_use]
pub fn read(raw: &[u8], own: &Own) -> Reading {
    // A stranger chooses these bytes, and one letter must never stop the ones behind it; what no test foresaw waits in the tray.
    std::panic::catch_unwind(|| opened(raw, own)).unwrap_or_else(|_panic| Reading::closed(raw, Why::Unreadable))
}

fn opened(raw: &[u8], own: &Own) -> Reading {
    if raw.len() > LETTER_BYTES {
        return Reading::headers_only(raw, own, Why::TooLarge);
    }
    let budget = Budget::new();
    let letter = Part::letter(raw, &budget);
    if letter.fields.is_empty() {
        let mut reading = Reading::closed(raw, Why::Unreadable);
        reading.new_text = body::shown_raw(raw, &mut reading.warnings);
        return reading;
    }
    let mut reading = Reading::of_headers(&letter.fields, own);
    reading.content_print = print::of_letter(&reading, &letter);
    if letter.is_damaged() {
        reading.warnings.push(Warning::MimeDamaged);
    }
    let body = body::read(&letter, subject::stripped(&reading.subject).0, &budget, &mut reading.warnings);
    let found = nature::judge(&letter, &reading, &body, own);
    reading.nature = found.why.map_or(Nature::Person, Why::nature);
    reading.why = found.why;
    reading.list = found.list;
    reading.returned = found.returned;
    reading.is_auto_submitted = found.is_auto_submitted;
    reading.asks_for_silence = found.asks_for_silence;
    reading.calendar_method = body.calendar_method.clone();
    let text = reading.take(body);
    reading.clues = threading::clues(&letter.fields, &reading, own, &text);
    reading
}

impl Reading {
    /// Words for what the letter lacks and the reason, where nothing of it can be read.
    fn closed(raw: &[u8], why: Why) -> Self {
        Self {
            nature: why.nature(),
            why: Some(why),
            sender: None,
            reply_to: None,
            subject: String::new(),
            new_text: String::new(),
            forwarded_text: None,
            folded: Vec::new(),
            attachments: Vec::new(),
            message_id: None,
            in_reply_to: None,
            references: Vec::new(),
            content_print: print::of_bytes(raw),
            date_at: None,
            calendar_method: None,
            list: None,
            returned: None,
            is_auto_submitted: false,
            asks_for_silence: false,
            is_from_us: false,
            warnings: Vec::new(),
            clues: Vec::new(),
        }
    }

    fn headers_only(raw: &[u8], own: &Own, why: Why) -> Self {
        let (fields, _) = Fields::split(raw);
        let mut reading = Self::of_headers(&fields, own);
        reading.content_print = print::of_bytes(raw);
        reading.nature = why.nature();
        reading.why = Some(why);
        reading.clues = threading::clues(&fields, &reading, own, "");
        reading
    }

    fn of_headers(fields: &Fields, own: &Own) -> Self {
        let mut reading = Self::closed(&[], Why::Unreadable);
        reading.sender = sender(fields);
        reading.is_from_us = reading.sender.as_ref().is_some_and(|sender| own.has_address(&sender.address));
        reading.reply_to = reply_to(fields, own, reading.sender.as_ref());
        reading.subject = fields.text("subject").unwrap_or_default();
        reading.message_id = fields.ids("message-id").into_iter().next();
        reading.in_reply_to = fields.ids("in-reply-to").into_iter().next();
        reading.references = fields.ids("references");
        reading.date_at = fields.first("date").and_then(instant);
        if reading.message_id.is_none() {
            reading.warnings.push(Warning::NoMessageId);
        }
        reading
    }

    /// Takes the content over and gives the whole text back.
    fn take(&mut self, body: body::Body) -> String {
        let body::Body { folding, whole_text, attachments, .. } = body;
        if self.returned.is_some() {
            // A report is nobody's words: it stands folded, whole. What came back with it is in the letter as it came.
            let text = whole_text.trim_matches('\n').to_owned();
            self.folded.extend((!text.trim().is_empty()).then_some(Folded { kind: FoldedKind::Report, text }));
        } else {
            self.attachments = attachments;
            self.new_text = folding.new_text;
            self.forwarded_text = folding.forwarded_text;
            self.folded = folding.folded;
        }
        whole_text
    }

    /// Notes whether the Date line lies after the arrival, when that is known.
    pub fn compare_date(&mut self, arrived_at: Timestamp) {
        let latest = arrived_at.checked_add(DATE_AHEAD).unwrap_or(Timestamp::MAX);
        if self.date_at.is_some_and(|date_at| date_at > latest) && !self.warnings.contains(&Warning::DateImplausible) {
            self.warnings.push(Warning::DateImplausible);
        }
    }

    /// By what it may belong to a request, the surest first; the first that is found decides.
    #[must_use]
    pub fn clues(&self) -> &[Clue] {
        &self.clues
    }

    /// What a second delivery of the same letter has in common with the first: both count, the id and the content.
    /// Without a message id the content alone does, which holds sender, date, subject and text.
    #[must_use]
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.message_id == other.message_id && self.content_print == other.content_print
    }

    /// What the letter is and whether it may be acknowledged, once it is known whether a clue found its request.
    #[must_use]
    pub fn concluded(&self, joined: Option<By>) -> Conclusion {
        let kind = match (self.nature, joined) {
            (Nature::Person, None) => Kind::NewRequest,
            (Nature::Person, Some(_)) => Kind::Reply,
            // Who answers a letter of ours holds it in hand; no filter knows better.
            (Nature::SpamIsh, Some(by)) if by.proves() => Kind::Reply,
            (Nature::Automatic, _) => Kind::Automatic,
            (Nature::Bounce, _) => Kind::Bounce,
            (Nature::List, _) => Kind::List,
            (Nature::SpamIsh, _) => Kind::SpamIsh,
            (Nature::Malformed, _) => Kind::Malformed,
        };
        Conclusion {
            kind,
            should_acknowledge: kind == Kind::NewRequest && !self.asks_for_silence && !self.is_from_us,
            tray: self.why.filter(|_| kind != Kind::Reply && (joined.is_none() || kind == Kind::Malformed)),
        }
    }
}

/// Who wrote: the first usable address of From; where From names several, the one that Sender names (RFC 5322 section 3.6.2).
fn sender(fields: &Fields) -> Option<Sender> {
    let from: Vec<Sender> = fields.mailboxes("from").into_iter().filter_map(header::Mailbox::sender).collect();
    let acting = fields.mailboxes("sender").into_iter().find_map(header::Mailbox::sender);
    let named = acting.and_then(|acting| from.iter().find(|one| one.address.eq_ignore_ascii_case(&acting.address)));
    named.or_else(|| from.first()).cloned()
}

fn reply_to(fields: &Fields, own: &Own, sender: Option<&Sender>) -> Option<Sender> {
    let wanted = fields.mailboxes("reply-to").into_iter().find_map(header::Mailbox::sender)?;
    let same = sender.is_some_and(|sender| sender.address.eq_ignore_ascii_case(&wanted.address));
    (!same && !own.has_address(&wanted.address)).then_some(wanted)
}

fn instant(date: &str) -> Option<Timestamp> {
    let date = mail_parser::DateTime::parse_rfc822(&format!("{date}\n")).filter(mail_parser::DateTime::is_valid)?;
    Timestamp::from_second(date.to_timestamp()).ok()
}

#[cfg(test)]
mod tests;
