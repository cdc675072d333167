//! By what a letter may belong to a request. This file names the clues; who holds the requests looks them up, in order.

use super::folding::{FoldedKind, Sent};
use super::header::{Fields, message_ids};
use super::{Own, Reading, Why, subject};

const IDS: usize = 100;
/// Fields that name the address a letter was written or delivered to.
const RECIPIENTS: [&str; 10] = [
    "to",
    "cc",
    "bcc",
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "x-forwarded-to",
    "resent-to",
    "apparently-to",
];

/// Something in a letter that may name its request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clue {
    /// Message ids it answers, the nearest first (In-Reply-To, then References from the end).
    References(Vec<String>),
    /// What stands after the `+` of our address, in lower case. Counts only where the whole tag is known: it holds the secret.
    PlusTag(String),
    /// The number in `[R-218]` of the subject.
    SubjectTag(i64),
    /// An answer by the stakeholder under the subject of the request, quoting a letter of ours.
    SubjectAndSender {
        /// Compare with [`subject_key`] of the request's subject.
        subject: String,
        /// In lower case; must be the stakeholder's address.
        sender: String,
    },
    /// Its own message id is one that we gave: a letter of ours came back.
    OwnMessageId(String),
    /// The message id of the letter that a report is about.
    DsnOriginalMessageId(Vec<String>),
    /// Message ids of ours that stand in its text.
    MessageIdInText(Vec<String>),
}

/// By which clue a letter joined its request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    /// [`Clue::References`].
    References,
    /// [`Clue::PlusTag`].
    PlusTag,
    /// [`Clue::SubjectTag`].
    SubjectTag,
    /// [`Clue::SubjectAndSender`].
    SubjectAndSender,
    /// [`Clue::OwnMessageId`].
    OwnMessageId,
    /// [`Clue::DsnOriginalMessageId`].
    DsnOriginalMessageId,
    /// [`Clue::MessageIdInText`].
    MessageIdInText,
}

impl Clue {
    /// Its kind.
    #[must_use]
    pub fn by(&self) -> By {
        match self {
            Self::References(_) => By::References,
            Self::PlusTag(_) => By::PlusTag,
            Self::SubjectTag(_) => By::SubjectTag,
            Self::SubjectAndSender { .. } => By::SubjectAndSender,
            Self::OwnMessageId(_) => By::OwnMessageId,
            Self::DsnOriginalMessageId(_) => By::DsnOriginalMessageId,
            Self::MessageIdInText(_) => By::MessageIdInText,
        }
    }
}

impl By {
    /// The word in `explain mail` and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::References => "references",
            Self::PlusTag => "plus-tag",
            Self::SubjectTag => "subject-tag",
            Self::SubjectAndSender => "subject-and-sender",
            Self::OwnMessageId => "own-message-id",
            Self::DsnOriginalMessageId => "dsn-original-message-id",
            Self::MessageIdInText => "message-id-in-text",
        }
    }

    /// Whether the clue shows that the writer holds a letter of ours. A number or a subject can be guessed: a letter
    /// joined by these is shown in the conversation, and is not proof of who wrote it.
    #[must_use]
    pub fn proves(self) -> bool {
        !matches!(self, Self::SubjectTag | Self::SubjectAndSender)
    }
}

/// A subject as the letters of one conversation have it in common; `prefix` is that of the team's numbers (`R`).
#[must_use]
pub fn subject_key(subject: &str, prefix: &str) -> String {
    subject::key(subject, prefix)
}

/// The clues of a letter, in the order in which they are to be tried.
pub(super) fn clues(fields: &Fields, reading: &Reading, own: &Own, text: &str) -> Vec<Clue> {
    let mut clues = Vec::new();
    let answered = answered(reading);
    clues.extend((!answered.is_empty()).then_some(Clue::References(answered)));
    clues.extend(plus_tags(fields, own).into_iter().map(Clue::PlusTag));
    clues.extend(subject::numbers(&reading.subject, &own.subject_prefix).into_iter().map(Clue::SubjectTag));
    clues.extend(subject_and_sender(reading, own));
    let came_back = reading.message_id.clone().filter(|id| own.gave_id(id)).map(Clue::OwnMessageId);
    let original = reading.returned.as_ref().map(|returned| returned.original_ids.clone()).unwrap_or_default();
    let original = (!original.is_empty()).then_some(Clue::DsnOriginalMessageId(original));
    // A letter that came back, or that reports on one, belongs where that letter does, whatever else it names.
    if reading.why == Some(Why::OwnLetter) {
        clues.splice(0..0, came_back);
    } else {
        clues.extend(came_back);
    }
    if reading.returned.is_some() {
        clues.splice(0..0, original);
    }
    let mentioned: Vec<String> = message_ids(text).into_iter().filter(|id| own.gave_id(id)).take(IDS).collect();
    clues.extend((!mentioned.is_empty()).then_some(Clue::MessageIdInText(mentioned)));
    clues
}

fn answered(reading: &Reading) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for id in reading.in_reply_to.iter().chain(reading.references.iter().rev()) {
        if !ids.contains(id) && ids.len() < IDS {
            ids.push(id.clone());
        }
    }
    ids
}

/// The tags of our addresses among the recipients: `learning+TAG@brightwater.example`.
fn plus_tags(fields: &Fields, own: &Own) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let recipients = RECIPIENTS.iter().flat_map(|name| fields.mailboxes(name)).filter_map(|mailbox| mailbox.address);
    for address in recipients {
        let Some((local, domain)) = address.rsplit_once('@') else { continue };
        let Some((name, tag)) = local.split_once('+') else { continue };
        let tag = tag.to_lowercase();
        if own.has_address(&format!("{name}@{domain}")) && !tag.is_empty() && !tags.contains(&tag) && tags.len() < IDS {
            tags.push(tag);
        }
    }
    tags
}

/// Only for an answer that quotes us: a fresh letter under an old subject is a new request.
fn subject_and_sender(reading: &Reading, own: &Own) -> Option<Clue> {
    let (sent, _) = subject::stripped(&reading.subject);
    let key = subject::key(&reading.subject, &own.subject_prefix);
    let sender = reading.sender.as_ref()?;
    (sent == Sent::Reply && !key.is_empty() && quotes_us(reading, own))
        .then(|| Clue::SubjectAndSender { subject: key, sender: sender.address.to_lowercase() })
}

/// Whether the folded history names one of our addresses, our message ids or a number of ours.
fn quotes_us(reading: &Reading, own: &Own) -> bool {
    let histories = reading.folded.iter().filter(|folded| folded.kind == FoldedKind::History);
    histories.into_iter().any(|history| {
        let text = history.text.to_lowercase();
        let named = |word: &str| !word.trim().is_empty() && text.contains(&word.trim().to_lowercase());
        own.addresses.iter().any(|address| named(address))
            || (!own.message_id_domain.is_empty()
                && text.contains(&format!("@{}", own.message_id_domain.to_lowercase())))
            || !subject::numbers(&history.text, &own.subject_prefix).is_empty()
    })
}
