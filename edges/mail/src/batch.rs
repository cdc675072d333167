//! `offwheel explain mail`: letters from files, each read against a context given in a file instead of a database.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::read::{By, Clue, Own, Reading, Role, read, subject_key};

/// What is ours and which requests exist before a letter comes in.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Context {
    /// The team's addresses.
    pub own_addresses: Vec<String>,
    /// The right side of the message ids that we give.
    pub own_message_id_domain: String,
    /// The requests that a letter may join.
    #[serde(default)]
    pub requests: Vec<Known>,
}

/// A request of the context.
#[derive(Debug, Clone, Deserialize)]
pub struct Known {
    /// Prefix and number: `OW-1001`.
    pub key: String,
    /// The tag of its reply address, with its secret.
    #[serde(default)]
    pub plus: String,
    /// Its subject.
    #[serde(default)]
    pub subject: String,
    /// The stakeholder's address.
    #[serde(default)]
    pub stakeholder: String,
    /// The ids of the letters that came and went in it.
    #[serde(default)]
    pub message_ids: Vec<String>,
}

impl Context {
    /// What a letter is read against; the prefix of the numbers is that of the first request.
    #[must_use]
    pub fn own(&self) -> Own {
        let prefix = self.requests.first().and_then(|known| known.key.rsplit_once('-')).map(|(prefix, _)| prefix);
        Own {
            addresses: self.own_addresses.clone(),
            message_id_domain: self.own_message_id_domain.clone(),
            subject_prefix: prefix.unwrap_or_default().to_owned(),
        }
    }

    fn joined(&self, reading: &Reading, own: &Own) -> Option<(&Known, By)> {
        reading.clues().iter().find_map(|clue| {
            let found = self.requests.iter().find(|known| known.is_named_by(clue, own))?;
            Some((found, clue.by()))
        })
    }
}

impl Known {
    fn is_named_by(&self, clue: &Clue, own: &Own) -> bool {
        match clue {
            Clue::References(ids) | Clue::DsnOriginalMessageId(ids) | Clue::MessageIdInText(ids) => {
                ids.iter().any(|id| self.message_ids.contains(id))
            }
            Clue::OwnMessageId(id) => self.message_ids.contains(id),
            Clue::PlusTag(tag) => !self.plus.is_empty() && self.plus.to_lowercase() == *tag,
            Clue::SubjectTag(number) => {
                self.key.to_lowercase() == format!("{}-{number}", own.subject_prefix).to_lowercase()
            }
            Clue::SubjectAndSender { subject, sender } => {
                self.stakeholder.to_lowercase() == *sender
                    && subject_key(&self.subject, &own.subject_prefix) == *subject
            }
        }
    }
}

/// Letters read one after the other; each against the context alone, but a second delivery of an earlier one is told.
#[derive(Debug)]
pub struct Batch {
    context: Context,
    own: Own,
    read_at: Timestamp,
    taken: HashMap<(Option<String>, [u8; 32]), String>,
}

impl Batch {
    /// Begins with nothing read. A Date line more than a day after `read_at` is called implausible.
    #[must_use]
    pub fn new(context: Context, read_at: Timestamp) -> Self {
        let own = context.own();
        Self { context, own, read_at, taken: HashMap::new() }
    }

    /// Reads a letter: `{"file": name, "result": {…}}`, the result in the shape of the expected files.
    pub fn read(&mut self, name: &str, raw: &[u8]) -> Value {
        let mut reading = read(raw, &self.own);
        reading.compare_date(self.read_at);
        let key = (reading.message_id.clone(), reading.content_print);
        let duplicate_of = self.taken.get(&key).cloned();
        if duplicate_of.is_none() {
            self.taken.insert(key, stem(name).to_owned());
        }
        let joined = self.context.joined(&reading, &self.own);
        json!({"file": name, "result": result(&reading, joined, duplicate_of)})
    }
}

fn result(reading: &Reading, joined: Option<(&Known, By)>, duplicate_of: Option<String>) -> Value {
    let conclusion = reading.concluded(joined.map(|(_, by)| by));
    let sender = reading.sender.as_ref();
    let mut result = Map::new();
    let mut put = |name: &str, value: Value| result.insert(name.to_owned(), value);
    put("kind", json!(conclusion.kind.as_str()));
    put("sender", json!({"address": sender.map(|one| &one.address), "name": sender.map(|one| &one.name)}));
    put("subject", json!(reading.subject));
    put("new_text", json!(reading.new_text));
    if let Some(text) = &reading.forwarded_text {
        put("forwarded_text", json!(text));
    }
    put("attachments", attachments(reading));
    put("should_acknowledge", json!(conclusion.should_acknowledge && duplicate_of.is_none()));
    put(
        "threading",
        json!({
            "message_id": reading.message_id,
            "in_reply_to": reading.in_reply_to,
            "references": reading.references,
            "joins": joined.map(|(known, _)| &known.key),
            "by": joined.map(|(_, by)| by.as_str()),
        }),
    );
    if let Some(name) = duplicate_of {
        put("duplicate_of", json!(name));
    }
    if let Some(method) = &reading.calendar_method {
        put("calendar_method", json!(method));
    }
    if !reading.warnings.is_empty() {
        put("warnings", reading.warnings.iter().map(|warning| warning.as_str()).collect());
    }
    Value::Object(result)
}

/// The files, without the calendar object that a mail program puts beside an invitation's text.
fn attachments(reading: &Reading) -> Value {
    let listed = reading.attachments.iter().filter(|file| file.role != Role::Invitation);
    listed.map(|file| json!({"name": file.name, "type": file.content_type, "bytes": file.bytes.len()})).collect()
}

/// `duplicate-1` of `mail/duplicate-1.eml`.
fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.strip_suffix(".eml").unwrap_or(name)
}
