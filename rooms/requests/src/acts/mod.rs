//! What happens to requests: each act is one transaction, whichever door called it.

pub mod arrive;
pub mod conversation;
pub mod emergencies;
pub mod outgoing;
pub mod similar;
pub mod stand;
pub mod take_in;
pub mod tray;

use ground::StoreError;
use jiff::tz::TimeZone;
use team::{InForce, Stakeholder};

use crate::rules::CannotStand;
use crate::rules::emergencies::NoEmergency;

/// Why an act did not happen, in words for whoever asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no such thing in this team.
    #[error("This is not there, or not yours to see. Start from the desk.")]
    Unknown,
    /// No request has this number.
    #[error("There is no request {0}. Write its number as on its page, as in R-218.")]
    NoNumber(String),
    /// There are no words.
    #[error("Write what is needed, in a sentence or two.")]
    NoWords,
    /// The words are too many.
    #[error("That is more than {0} signs. Put the rest into a file and add it.")]
    TooLong(usize),
    /// A sign that no text may hold.
    #[error("There is a sign in it that can't be kept (U+0000). Copy the text again without it.")]
    BadSign,
    /// The address is none.
    #[error(transparent)]
    NoAddress(#[from] team::NotAnAddress),
    /// The key was used for something else.
    #[error("This Idempotency-Key was used for another request before. Use a new key for a new request.")]
    KeyUsed,
    /// It can't stand there.
    #[error(transparent)]
    Stand(#[from] CannotStand),
    /// Somebody was faster with this letter.
    #[error("Somebody has looked at this letter already. Open the tray again to see what became of it.")]
    Settled,
    /// There is nothing that a promise would be for.
    #[error("Nothing stands here that waits for an answer. Open the request to see what was written.")]
    NothingStands,
    /// A letter that arrived needs nothing more.
    #[error("The other side has taken this letter, so it need not go again.")]
    Through,
    /// It is no emergency.
    #[error(transparent)]
    Emergency(#[from] NoEmergency),
    /// No time to answer by can be computed.
    #[error("No answer can be promised: {0}")]
    NoTime(String),
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ground::Passing for Refused {
    fn is_passing(&self) -> bool {
        match self {
            Self::Store(error) => error.is_passing(),
            Self::Unknown
            | Self::NoNumber(_)
            | Self::NoWords
            | Self::TooLong(_)
            | Self::BadSign
            | Self::NoAddress(_)
            | Self::KeyUsed
            | Self::Stand(_)
            | Self::Settled
            | Self::NothingStands
            | Self::Emergency(_)
            | Self::Through
            | Self::NoTime(_) => false,
        }
    }
}

/// The most signs that one text of a person may have.
pub const LONGEST_WORDS: usize = 100_000;

/// Checks words that somebody typed or sent.
pub(crate) fn checked(words: &str) -> Result<&str, Refused> {
    let words = words.trim();
    if words.is_empty() {
        return Err(Refused::NoWords);
    }
    if words.contains('\0') {
        return Err(Refused::BadSign);
    }
    if words.chars().count() > LONGEST_WORDS {
        return Err(Refused::TooLong(LONGEST_WORDS));
    }
    Ok(words)
}

/// The zone in which a stakeholder is told a time: their own where it is known, else the team's.
pub fn zone_of(who: &Stakeholder, in_force: &InForce) -> TimeZone {
    let own = who.zone.as_deref().and_then(|zone| TimeZone::get(zone).ok());
    own.unwrap_or_else(|| in_force.zone.clone())
}
