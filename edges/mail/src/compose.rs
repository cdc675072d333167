//! Writes a letter as a message: headers, text and HTML, ready for the wire. The words and the threading come from the
//! letter; nothing here decides whether it is sent.

use std::time::SystemTime;

use email_encoding::headers::{quoted_string, rfc2047, writer::EmailWriter};
use jiff::Timestamp;
use lettre::{
    Message,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use sha2::{Digest, Sha256};

pub use crate::address::NoAddress;
use crate::address::postal;

/// How many ids of earlier messages are repeated at most: the first, which names the conversation, and the latest.
const MOST_REFERENCES: usize = 20;
/// A longer message id can't be written on a line of a header.
const LONGEST_ID: usize = 900;

/// A person or a team as mail knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correspondent {
    /// The name that readers see; may be empty.
    pub name: String,
    /// The address, without angle brackets.
    pub address: String,
}

/// A letter that is to leave.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// Its Message-ID, without angle brackets: the same each time this letter is sent.
    pub message_id: String,
    /// What stands on its Date line.
    pub dated_at: Timestamp,
    /// Who writes.
    pub from: Correspondent,
    /// To whom.
    pub to: Correspondent,
    /// Where an answer goes, if not to `from`: the team's address with the tag of the conversation.
    pub reply_to: Option<Correspondent>,
    /// Its subject. Line breaks and control characters become spaces.
    pub subject: String,
    /// The words.
    pub text: String,
    /// The same words as a page; not sent where there is none.
    pub html: Option<String>,
    /// The message it answers, without angle brackets.
    pub in_reply_to: Option<String>,
    /// The messages of the conversation before it, oldest first, without angle brackets.
    pub references: Vec<String>,
    /// No person wrote it: other machines are asked not to answer (RFC 3834).
    pub automatic: bool,
}

/// Why a letter can't be written as a message.
#[derive(Debug, thiserror::Error)]
pub enum CannotCompose {
    /// The sender, the recipient or the address for answers is none.
    #[error(transparent)]
    NoAddress(#[from] NoAddress),
    /// The Message-ID given is none.
    #[error("“{0}” can't be a Message-ID. It must look like left@right.")]
    NoMessageId(String),
    /// The instant lies outside what this machine can write.
    #[error("The date of the letter can't be written: {0}.")]
    NoDate(#[from] jiff::Error),
    /// The library refused it.
    #[error("The letter can't be written as a message: {0}.")]
    Unwritable(#[from] lettre::error::Error),
}

/// The letter as bytes with CRLF line ends, the same bytes for the same letter.
///
/// # Errors
/// An address or the Message-ID is none.
pub fn compose(letter: &Outgoing) -> Result<Vec<u8>, CannotCompose> {
    if !is_our_id(&letter.message_id) {
        return Err(CannotCompose::NoMessageId(one_line(&letter.message_id)));
    }
    let mut message = Message::builder()
        .date(SystemTime::try_from(letter.dated_at)?)
        .from(mailbox(&letter.from)?)
        .to(mailbox(&letter.to)?)
        .message_id(Some(bracketed(&letter.message_id)));
    message =
        message.raw_header(folded("From", &mailbox(&letter.from)?)).raw_header(folded("To", &mailbox(&letter.to)?));
    if let Some(answers) = &letter.reply_to {
        message = message.raw_header(folded("Reply-To", &mailbox(answers)?));
    }
    let (in_reply_to, references) = thread(letter);
    for (name, ids) in [("In-Reply-To", in_reply_to.as_slice()), ("References", &references)] {
        if !ids.is_empty() {
            message = message.raw_header(folded_ids(name, ids));
        }
    }
    message = message.raw_header(subject(&letter.subject));
    if letter.automatic {
        let kind = if in_reply_to.is_empty() { "auto-generated" } else { "auto-replied" };
        message =
            message.raw_header(plain("Auto-Submitted", kind)).raw_header(plain("X-Auto-Response-Suppress", "All"));
    }
    Ok(body(letter, message)?.formatted())
}

fn body(letter: &Outgoing, message: lettre::message::MessageBuilder) -> Result<Message, lettre::error::Error> {
    let text = part(ContentType::TEXT_PLAIN, &letter.text);
    match &letter.html {
        None => message.singlepart(text),
        Some(html) => {
            let both = MultiPart::alternative().boundary(boundary(letter));
            message.multipart(both.singlepart(text).singlepart(part(ContentType::TEXT_HTML, html)))
        }
    }
}

fn part(kind: ContentType, words: &str) -> SinglePart {
    let lines = words.replace("\r\n", "\n").replace('\r', "\n");
    // Other control characters can't be typed, and mail programs show them as boxes or not at all.
    let clean: String = lines.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    SinglePart::builder().header(kind).body(clean)
}

/// The same each time the letter is sent, and no text can contain it by chance or on purpose: it depends on the whole letter.
fn boundary(letter: &Outgoing) -> String {
    let mut print = Sha256::new();
    for words in [&letter.message_id, &letter.text, letter.html.as_ref().unwrap_or(&letter.text)] {
        print.update(words.as_bytes());
        print.update([0]);
    }
    let hex: String = print.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("=_{hex}")
}

/// A name that holds an address could be taken for the address that the mail is from or goes to: then the address stands alone.
fn mailbox(person: &Correspondent) -> Result<Mailbox, NoAddress> {
    let name: String = one_line(&person.name).chars().take(LONGEST_NAME).collect();
    let name = Some(name).filter(|name| !name.is_empty() && !name.contains('@'));
    Ok(Mailbox::new(name, postal(&person.address)?))
}

/// A name and an address under the name of their header, on two lines where they are too long for one.
fn folded(name: &'static str, person: &Mailbox) -> HeaderValue {
    let header = HeaderName::new_from_ascii_str(name);
    let column = header.len() + ": ".len();
    let address = person.email.to_string();
    let written = match &person.name {
        // Writing to a string does not fail; if it did, the address stands alone.
        Some(called) => quoted(called, column).map_or_else(
            |std::fmt::Error| address.clone(),
            |called| {
                let line = called.rsplit_once("\r\n").map_or(column + called.len(), |(_, last)| last.len());
                let fold = if line + " <>".len() + address.len() > LONGEST_LINE { "\r\n " } else { " " };
                format!("{called}{fold}<{address}>")
            },
        ),
        None => address,
    };
    HeaderValue::dangerous_new_pre_encoded(header, person.to_string(), written)
}

fn quoted(name: &str, column: usize) -> Result<String, std::fmt::Error> {
    let mut written = String::new();
    quoted_string::encode(name, &mut EmailWriter::new(&mut written, column, 0, false))?;
    Ok(written)
}

/// How long a line of a header should be at the most (RFC 5322, 2.1.1).
const LONGEST_LINE: usize = 78;

/// Of a longer name only so many characters are written, so that its line can be folded.
const LONGEST_NAME: usize = 60;

/// What a line of a header can hold: control characters become spaces, several spaces become one.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Plain where it can be plain. Encoded (RFC 2047) where it has other letters, a word too long to fold, or looks encoded already.
fn subject(subject: &str) -> HeaderValue {
    const NAME: HeaderName = HeaderName::new_from_ascii_str("Subject");
    let line = one_line(subject);
    let foldable = line.split(' ').all(|word| word.len() <= LONGEST_WORD);
    if line.is_ascii() && foldable && !line.contains("=?") {
        return HeaderValue::new(NAME, line);
    }
    // Writing to a string does not fail; if it did, the library's own way serves.
    match encoded(&line, NAME.len() + ": ".len()) {
        Ok(encoded) => HeaderValue::dangerous_new_pre_encoded(NAME, line, encoded),
        Err(std::fmt::Error) => HeaderValue::new(NAME, line),
    }
}

fn encoded(line: &str, column: usize) -> Result<String, std::fmt::Error> {
    let mut encoded = String::new();
    rfc2047::encode(line, &mut EmailWriter::new(&mut encoded, column, 0, false))?;
    Ok(encoded)
}

/// Leaves room on a line of 78 for the name of the header.
const LONGEST_WORD: usize = 60;

fn plain(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// What the letter answers and what came before, ready to be written: the last of the references is what it answers.
fn thread(letter: &Outgoing) -> (Vec<String>, Vec<String>) {
    let usable = |id: &&String| is_id(id) && **id != letter.message_id;
    let answers = letter.in_reply_to.as_ref().filter(usable);
    let mut earlier: Vec<&String> = Vec::new();
    for id in letter.references.iter().filter(usable) {
        if Some(id) != answers && !earlier.contains(&id) {
            earlier.push(id);
        }
    }
    earlier.extend(answers);
    let too_many = earlier.len().saturating_sub(MOST_REFERENCES);
    let kept = earlier.iter().enumerate().filter(|(index, _)| *index == 0 || *index > too_many);
    (answers.into_iter().map(|id| bracketed(id)).collect(), kept.map(|(_, id)| bracketed(id)).collect())
}

/// One id a line, since together they soon pass the length of a line.
fn folded_ids(name: &'static str, ids: &[String]) -> HeaderValue {
    // Only what `is_id` let through stands here: no white space, no control character.
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), ids.join(" "), ids.join("\r\n "))
}

fn bracketed(id: &str) -> String {
    format!("<{}>", id.trim_matches(['<', '>']))
}

/// An id that came with somebody's mail: repeated as it is, if it can be written in a header at all.
fn is_id(id: &str) -> bool {
    let bare = id.strip_prefix('<').and_then(|id| id.strip_suffix('>')).unwrap_or(id);
    !bare.is_empty()
        && bare.len() <= LONGEST_ID
        && bare.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'<' | b'>'))
}

/// An id we make ourselves has no excuse: `left@right` in plain characters.
fn is_our_id(id: &str) -> bool {
    is_id(id) && id.split('@').filter(|half| !half.is_empty()).count() == 2 && id.matches('@').count() == 1
}
