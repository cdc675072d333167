//! How many of the promises that fell due in a period were kept.

use jiff::Timestamp;
use serde::Deserialize;

use crate::Share;

/// A promise as it was given, and what was asked and done since.
#[derive(Debug, Clone, Deserialize)]
pub struct Promise {
    /// The instant that was promised first.
    pub due: Timestamp,
    /// When what was promised was sent.
    pub fulfilled_at: Option<Timestamp>,
    /// Whether its request was withdrawn, or was spam.
    #[serde(default)]
    pub void: bool,
    /// Asked for another time, in order of asking.
    #[serde(default)]
    pub moves: Vec<Move>,
}

/// Asked for another time.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Move {
    /// When that was asked.
    pub at: Timestamp,
    /// The new instant.
    pub new_due: Timestamp,
    /// Whether the stakeholder said yes.
    pub agreed: bool,
}

/// What became of the promises that fell due in a period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    /// Fulfilled at or before their instant.
    pub kept: u64,
    /// Fulfilled after it.
    pub late: u64,
    /// Not fulfilled, and past their instant.
    pub open_overdue: u64,
    /// Moved in time and with a yes: counted apart, where the old instant lies.
    pub renegotiated: u64,
    /// Withdrawn or spam: counted apart, whenever they would have been due.
    pub void: u64,
    /// Due later than now.
    pub not_yet_due: u64,
}

impl Kept {
    /// The kept ones of those that fell due and stood.
    pub fn share(&self) -> Share {
        Share { part: self.kept, of: self.kept + self.late + self.open_overdue }
    }
}

/// Counts the promises due from `from` to `as_of`, both included. A move that was asked before the instant and agreed to makes a promise of
/// its own of the new instant; any other changes nothing. What happened after `as_of` hasn't happened.
pub fn kept(promises: &[Promise], from: Timestamp, as_of: Timestamp) -> Kept {
    let mut counted = Kept::default();
    for promise in promises {
        count(&mut counted, promise, from, as_of);
    }
    counted
}

fn count(counted: &mut Kept, promise: &Promise, from: Timestamp, as_of: Timestamp) {
    if promise.void {
        counted.void += 1;
        return;
    }
    let mut due = promise.due;
    for asked in promise.moves.iter().filter(|asked| asked.agreed && asked.at <= as_of) {
        if asked.at < due {
            counted.renegotiated += u64::from((from..=as_of).contains(&due));
            due = asked.new_due;
        }
    }
    let fulfilled_at = promise.fulfilled_at.filter(|at| *at <= as_of);
    let place = match fulfilled_at {
        _ if due > as_of => &mut counted.not_yet_due,
        _ if due < from => return,
        Some(at) if at <= due => &mut counted.kept,
        Some(_) => &mut counted.late,
        None => &mut counted.open_overdue,
    };
    *place += 1;
}
