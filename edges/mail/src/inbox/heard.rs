//! What an IMAP server says, reduced to what reading a mailbox needs.
#![expect(clippy::wildcard_enum_match_arm, reason = "of all that a server may say, most does not matter here")]

use async_imap::imap_proto::{
    AttributeValue, Capability, MailboxDatum, MessageSection, Outcome, Response, ResponseCode, SectionPath, Status,
};
use jiff::Timestamp;

use super::TAKEN;

/// What is kept of a server's own words.
const LONGEST_REPLY: usize = 300;

/// One thing said.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// The end of the command with that tag, and the server's words.
    Done {
        tag: String,
        succeeded: bool,
        words: String,
    },
    /// The server waits for the rest of the command.
    GoOn,
    /// It is there (the greeting, or a remark).
    Ready,
    /// It hangs up, and why.
    Bye(String),
    /// What it can do, in capitals.
    Capabilities(Vec<String>),
    UidValidity(u32),
    UidNext(u32),
    /// Whether it keeps our mark on a message.
    KeepsMark(bool),
    /// How many messages there are.
    Exists(u32),
    Message(Message),
    /// Nothing that matters here.
    Other,
}

/// What was said about one message: what was asked for, or the news of a changed flag.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) uid: Option<u32>,
    pub(super) arrived_at: Option<Timestamp>,
    pub(super) size_bytes: Option<u32>,
    /// The whole of it or its header, whichever was asked for.
    pub(super) bytes: Option<Vec<u8>>,
}

impl From<&Response<'_>> for Heard {
    fn from(response: &Response<'_>) -> Self {
        match response {
            Response::Done { tag, status, outcome } => {
                Self::Done { tag: tag.0.clone(), succeeded: *status == Status::Ok, words: words(outcome) }
            }
            Response::Continue(_) => Self::GoOn,
            Response::Data { status: Status::Bye, outcome } => Self::Bye(words(outcome)),
            Response::Data { outcome: Outcome { code: Some(code), .. }, .. } => coded(code),
            Response::Data { .. } => Self::Ready,
            Response::Capabilities(listed) => Self::Capabilities(names(listed)),
            Response::MailboxData(MailboxDatum::Exists(number)) => Self::Exists(*number),
            Response::Fetch(_, attributes) => Self::Message(message(attributes)),
            _other => Self::Other,
        }
    }
}

fn coded(code: &ResponseCode<'_>) -> Heard {
    match code {
        ResponseCode::UidValidity(number) => Heard::UidValidity(*number),
        ResponseCode::UidNext(number) => Heard::UidNext(*number),
        ResponseCode::PermanentFlags(flags) => {
            Heard::KeepsMark(flags.iter().any(|flag| flag == "\\*" || flag.eq_ignore_ascii_case(TAKEN)))
        }
        _other => Heard::Ready,
    }
}

fn names(listed: &[Capability<'_>]) -> Vec<String> {
    let named = listed.iter().filter_map(|offer| match offer {
        Capability::Atom(name) => Some(name.to_ascii_uppercase()),
        Capability::Imap4rev1 | Capability::Auth(_) => None,
    });
    named.collect()
}

fn message(attributes: &[AttributeValue<'_>]) -> Message {
    let mut message = Message::default();
    for attribute in attributes {
        match attribute {
            AttributeValue::Uid(number) => message.uid = Some(*number),
            AttributeValue::InternalDate(date) => message.arrived_at = instant(date),
            AttributeValue::Rfc822Size(number) => message.size_bytes = Some(*number),
            AttributeValue::BodySection {
                section: None | Some(SectionPath::Full(MessageSection::Header)),
                data,
                ..
            } => {
                // NIL stands for nothing at all: an empty message.
                message.bytes = Some(data.as_deref().unwrap_or_default().to_vec());
            }
            _other => {}
        }
    }
    message
}

/// INTERNALDATE: `17-Jul-2026 02:44:25 -0700`, the day with a leading space below ten.
fn instant(date: &str) -> Option<Timestamp> {
    Timestamp::strptime("%d-%b-%Y %H:%M:%S %z", date.trim_start()).ok()
}

/// The server's words, fit for a page: one line, not endless, with its full stop.
fn words(outcome: &Outcome<'_>) -> String {
    let words = outcome.information.as_deref().unwrap_or("no reason given");
    let mut line: String = words.chars().filter(|c| !c.is_control()).take(LONGEST_REPLY).collect();
    line.truncate(line.trim_end_matches(['.', ' ']).len());
    line.push('.');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(said: &str) -> Heard {
        Heard::from(&Response::parse(said.as_bytes()).unwrap().1)
    }

    #[test]
    fn the_arrival_is_read_with_and_without_a_leading_zero() {
        let at = |date| instant(date).map(|instant| instant.to_string());
        assert_eq!(at("17-Jul-2026 02:44:25 -0700").as_deref(), Some("2026-07-17T09:44:25Z"));
        assert_eq!(at(" 7-Jul-2026 02:44:25 +0200").as_deref(), Some("2026-07-07T00:44:25Z"));
        assert_eq!(at("yesterday"), None);
    }

    #[test]
    fn what_a_server_says_is_understood() {
        let refused = "A1 NO [AUTHENTICATIONFAILED] Authentication failed.\r\n";
        let words = "[AUTHENTICATIONFAILED] Authentication failed.".to_owned();
        assert_eq!(heard(refused), Heard::Done { tag: "A1".into(), succeeded: false, words });
        assert_eq!(heard("* BYE Server shutting down.\r\n"), Heard::Bye("Server shutting down.".into()));
        assert_eq!(heard("* OK [UIDVALIDITY 17] valid\r\n"), Heard::UidValidity(17));
        assert_eq!(heard("* OK [PERMANENTFLAGS (\\Seen \\*)] any\r\n"), Heard::KeepsMark(true));
        assert_eq!(heard("* OK [PERMANENTFLAGS (\\Seen)] few\r\n"), Heard::KeepsMark(false));
        assert_eq!(heard("* 4 EXISTS\r\n"), Heard::Exists(4));
        let whole = Message { uid: Some(9), bytes: Some(b"a\r\nb".to_vec()), ..Message::default() };
        assert_eq!(heard("* 3 FETCH (UID 9 BODY[] {4}\r\na\r\nb)\r\n"), Heard::Message(whole));
        let flags = Message { uid: Some(9), ..Message::default() };
        assert_eq!(
            heard("* 3 FETCH (UID 9 FLAGS (\\Seen))\r\n"),
            Heard::Message(flags),
            "a changed flag brings no text"
        );
    }
}
