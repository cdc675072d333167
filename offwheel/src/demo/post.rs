//! The letters of the story: taken by the other side within seconds, but for those of which it tells otherwise.

use ground::outbox::{self, Fate, Letter};
use ground::{Clock, Ground};
use jiff::{SignedDuration, Timestamp};

/// How long the other side takes.
const TAKES: SignedDuration = SignedDuration::from_secs(2);

/// Hands over what was written at `at`. `fate` tells what becomes of a letter. Returns those that left.
pub async fn deliver(
    ground: &Ground,
    clock: &Clock,
    at: Timestamp,
    fate: impl Fn(&Letter) -> Fate,
) -> anyhow::Result<Vec<Letter>> {
    let leased = outbox::lease(ground, 64, SignedDuration::from_mins(5)).await?;
    if !leased.is_empty() {
        clock.set(at.checked_add(TAKES)?);
        for letter in &leased {
            outbox::settle(ground, letter, fate(letter)).await?;
        }
    }
    Ok(leased)
}

/// A letter as a mail server would hand it over.
pub fn as_it_came(from: (&str, &str), subject: &str, words: &str, message_id: &str, at: Timestamp) -> Vec<u8> {
    let (address, name) = from;
    let dated = at.strftime("%a, %d %b %Y %H:%M:%S +0000");
    let head = format!(
        "From: {name} <{address}>\r\nTo: learning@lindmoor.example\r\nSubject: {subject}\r\nDate: {dated}\r\nMessage-ID: {message_id}\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    );
    format!("{head}{}\r\n", words.replace('\n', "\r\n")).into_bytes()
}
