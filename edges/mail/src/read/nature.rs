//! Whether a person wrote a letter, told from its headers and form, in this order: what says it for sure comes first.
//!
//! Sources: RFC 3834 (automatic responses), RFC 3464 (delivery status), RFC 3798 (dispositions), RFC 2369 and 2919
//! (lists), RFC 5546 (calendar methods), Microsoft's [MS-OXCMAIL] for X-Auto-Response-Suppress, and what programs do
//! that heed none of them.

use super::body::Body;
use super::header::Fields;
use super::tree::Part;
use super::{Own, Reading, Why};

mod machine;
mod returned;

pub use returned::Returned;

/// What kind of sender a letter comes from, before anybody looks whether it joins a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nature {
    /// A person.
    Person,
    /// A machine: absence notes, receipts, calendar answers, monitoring, our own letters.
    Automatic,
    /// A mail server about a letter that did not arrive, or not yet.
    Bounce,
    /// A mailing list, even where a person wrote to it.
    List,
    /// Marked as unwanted by the mail server.
    SpamIsh,
    /// Nobody to answer, or nothing to read.
    Malformed,
}

/// What was found about a letter.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) why: Option<Why>,
    pub(super) list: Option<String>,
    pub(super) returned: Option<Returned>,
    pub(super) is_auto_submitted: bool,
    pub(super) asks_for_silence: bool,
}

/// Judges a letter by its headers and its form.
pub(super) fn judge(letter: &Part<'_>, reading: &Reading, body: &Body, own: &Own) -> Found {
    let fields = &letter.fields;
    let list = list(fields, own);
    let why = reported(letter)
        .or_else(|| own_letter(reading, own))
        .or_else(|| returned::is_plain_bounce(fields, reading).then_some(Why::Undelivered))
        .or_else(|| reading.sender.is_none().then_some(Why::NoSender))
        .or_else(|| is_marked_as_spam(fields).then_some(Why::Spam))
        .or_else(|| is_calendar_answer(body).then_some(Why::CalendarAnswer))
        .or_else(|| machine::said(fields, &reading.subject))
        .or_else(|| list.is_some().then_some(Why::List))
        .or_else(|| machine::bulk(fields, &reading.subject))
        .or_else(|| machine::seen(fields, reading))
        .or_else(|| reading.is_from_us.then_some(Why::OwnAddress))
        .or_else(|| body.is_locked.then_some(Why::Locked));
    let returned = matches!(why, Some(Why::Undelivered | Why::Delayed | Why::ReadReport))
        .then(|| returned::read(letter, fields, &body.whole_text));
    Found {
        why,
        list,
        returned,
        is_auto_submitted: machine::is_auto_submitted(fields),
        asks_for_silence: machine::asks_for_silence(fields),
    }
}

/// A report by its form: `multipart/report` (RFC 3462), or a part that only reports have.
fn reported(letter: &Part<'_>) -> Option<Why> {
    let leaves = letter.leaves();
    let has = |subtypes: &[&str]| {
        leaves.iter().any(|leaf| leaf.media.kind == "message" && subtypes.contains(&leaf.media.subtype.as_str()))
    };
    let report = letter.media.is("multipart", "report");
    let kind = letter.media.param("report-type").unwrap_or_default().to_ascii_lowercase();
    if report && (kind == "delivery-status" || has(&["delivery-status", "global-delivery-status"])) {
        return Some(if returned::is_delay(letter) { Why::Delayed } else { Why::Undelivered });
    }
    if report && (kind == "disposition-notification" || has(&["disposition-notification"])) {
        return Some(Why::ReadReport);
    }
    report.then_some(Why::Machine)
}

fn own_letter(reading: &Reading, own: &Own) -> Option<Why> {
    reading.message_id.as_deref().is_some_and(|id| own.gave_id(id)).then_some(Why::OwnLetter)
}

/// The marks of SpamAssassin, rspamd and Exchange.
fn is_marked_as_spam(fields: &Fields) -> bool {
    let yes = |name: &str| {
        fields.all(name).any(|value| value.trim_start().get(..3).is_some_and(|start| start.eq_ignore_ascii_case("yes")))
    };
    yes("x-spam-flag")
        || yes("x-spam-status")
        || yes("x-spam")
        || fields
            .all("x-forefront-antispam-report")
            .any(|value| value.split(';').any(|verdict| verdict.trim() == "SFV:SPM"))
}

/// A method that answers or withdraws; `REQUEST` and `PUBLISH` are a person's (RFC 5546 section 1.4).
fn is_calendar_answer(body: &Body) -> bool {
    body.calendar_method
        .as_deref()
        .is_some_and(|method| matches!(method, "REPLY" | "CANCEL" | "COUNTER" | "DECLINECOUNTER" | "REFRESH"))
}

/// The list a letter came through; where our own address is the list, it came straight to us.
fn list(fields: &Fields, own: &Own) -> Option<String> {
    const FIELDS: [&str; 9] = [
        "list-id",
        "list-post",
        "x-mailing-list",
        "mailing-list",
        "x-beenthere",
        "x-google-group-id",
        "list-unsubscribe",
        "list-subscribe",
        "list-help",
    ];
    let found = FIELDS.iter().find_map(|name| fields.first(name).map(|value| (*name, value)));
    let named = |value: &str| {
        let value = value.to_lowercase();
        own.addresses.iter().map(|address| address.trim().to_lowercase()).filter(|address| !address.is_empty()).any(
            |address| {
                value.contains(&format!("<mailto:{address}>"))
                    || value.contains(&format!("<{}>", address.replacen('@', ".", 1)))
            },
        )
    };
    if fields.all("list-id").chain(fields.all("list-post")).any(named) {
        return None;
    }
    let by_precedence = fields.all("precedence").any(|value| value.trim().eq_ignore_ascii_case("list"));
    match found {
        Some((_, value)) => Some(list_name(value)),
        None => by_precedence.then(String::new),
    }
}

/// `<hr-partners.brightwater.example>` without brackets, else the field as it stands.
fn list_name(value: &str) -> String {
    let inner = value.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(inner, _)| inner);
    let name = inner.unwrap_or(value).trim();
    super::header::one_line(name.strip_prefix("mailto:").unwrap_or(name))
}
