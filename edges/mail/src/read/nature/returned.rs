//! Letters that came back: delivery reports in the form of RFC 3464, and the plain text of servers that know no form.

use super::super::Reading;
use super::super::header::{Fields, message_ids, one_line};
use super::super::tree::Part;

const RECIPIENTS: usize = 50;
/// How subjects of bounces begin or what they hold, in lower case.
const SUBJECTS: [&str; 20] = [
    "undelivered mail",
    "undeliverable",
    "undeliver",
    "delivery status notification",
    "delivery failure",
    "delivery failed",
    "delivery has failed",
    "mail delivery failed",
    "mail delivery failure",
    "mail delivery problem",
    "returned mail",
    "mail could not be delivered",
    "message not delivered",
    "failure notice",
    "unzustellbar",
    "nicht zustellbar",
    "non remis",
    "échec de la remise",
    "no se puede entregar",
    "mancato recapito",
];

/// What is said about the letter that came back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Returned {
    /// The server still tries; nothing to do yet.
    pub is_delay: bool,
    /// Whom it did not reach.
    pub recipients: Vec<String>,
    /// The enhanced status code (RFC 3463): `5.1.1`.
    pub status: Option<String>,
    /// The server's words: `550 5.1.1 user unknown`.
    pub diagnostic: Option<String>,
    /// The Message-ID of the letter that came back, as the report names it.
    pub original_ids: Vec<String>,
}

/// A bounce without the form of one, told by its sender, its missing return path and its subject.
pub(super) fn is_plain_bounce(fields: &Fields, reading: &Reading) -> bool {
    if fields.has("x-failed-recipients") {
        return true;
    }
    let from = fields.first("from").unwrap_or_default().to_lowercase();
    let no_return = fields.first("return-path").is_some_and(|path| path.trim() == "<>");
    let subject = reading.subject.to_lowercase();
    let says_so = SUBJECTS.iter().any(|words| subject.starts_with(words));
    let local = reading
        .sender
        .as_ref()
        .and_then(|sender| sender.address.rsplit_once('@'))
        .map(|(local, _)| local.to_lowercase());
    let daemon = local.as_deref() == Some("mailer-daemon") || (local.is_none() && from.contains("mailer-daemon"));
    let postmaster = local.as_deref() == Some("postmaster");
    daemon || (postmaster && (no_return || says_so)) || (no_return && says_so)
}

/// Whether every recipient of a report is only late (Action: delayed, RFC 3464 section 2.3.3).
pub(super) fn is_delay(letter: &Part<'_>) -> bool {
    let actions: Vec<String> = status_fields(letter)
        .into_iter()
        .filter(|(name, _)| name == "action")
        .map(|(_, value)| value.to_ascii_lowercase())
        .collect();
    !actions.is_empty() && actions.iter().all(|action| action == "delayed")
}

/// Reads what a report says.
pub(super) fn read(letter: &Part<'_>, fields: &Fields, text: &str) -> Returned {
    let mut returned = Returned { is_delay: is_delay(letter), ..Returned::default() };
    for (name, value) in status_fields(letter) {
        match name.as_str() {
            "final-recipient" | "original-recipient" => returned.reached_not(after_type(&value)),
            "status" if returned.status.is_none() => returned.status = Some(value),
            "diagnostic-code" if returned.diagnostic.is_none() => {
                returned.diagnostic = Some(after_type(&value).to_owned())
            }
            "original-message-id" => returned.original_ids.extend(message_ids(&value)),
            _ => {}
        }
    }
    for address in fields.all("x-failed-recipients").flat_map(|value| value.split(',')) {
        returned.reached_not(address);
    }
    returned.original_ids.extend(letter.leaves().into_iter().filter(|leaf| is_original(leaf)).flat_map(|leaf| {
        let (content, _) = leaf.content();
        Fields::split(&content).0.ids("message-id")
    }));
    if returned.diagnostic.is_none() && returned.status.is_none() {
        returned.diagnostic =
            text.lines().find(|line| line.trim_start().starts_with(['4', '5']) && line.contains('.')).map(one_line);
    }
    returned
}

impl Returned {
    fn reached_not(&mut self, address: &str) {
        let address = address.trim().trim_matches(['<', '>']);
        let known = self.recipients.iter().any(|one| one.eq_ignore_ascii_case(address));
        if address.contains('@') && !known && self.recipients.len() < RECIPIENTS {
            self.recipients.push(one_line(address));
        }
    }
}

fn is_original(leaf: &Part<'_>) -> bool {
    leaf.media.is("text", "rfc822-headers")
        || leaf.media.is("message", "rfc822")
        || leaf.media.is("message", "global")
        || leaf.media.is("message", "global-headers")
}

/// The fields of every status part; its groups stand apart by blank lines.
fn status_fields(letter: &Part<'_>) -> Vec<(String, String)> {
    const SUBTYPES: [&str; 3] = ["delivery-status", "global-delivery-status", "disposition-notification"];
    let mut found = Vec::new();
    for leaf in letter
        .leaves()
        .into_iter()
        .filter(|leaf| leaf.media.kind == "message" && SUBTYPES.contains(&leaf.media.subtype.as_str()))
    {
        let (content, _) = leaf.content();
        let text = String::from_utf8_lossy(&content);
        for line in text.lines().take(1_000) {
            if let Some((name, value)) = line.split_once(':').filter(|(name, _)| !name.starts_with([' ', '\t'])) {
                found.push((name.trim().to_ascii_lowercase(), one_line(value)));
            }
        }
    }
    found
}

/// `rfc822; dana@brightwater.example` without its type.
fn after_type(value: &str) -> &str {
    value.split_once(';').map_or(value, |(_, rest)| rest).trim()
}
