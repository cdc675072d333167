use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::spans::RANGE;

/// A time of waiting for somebody else, `[from, to)`. Without an end it still goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// When the waiting began.
    pub from: Timestamp,
    /// When it ended; none while it goes on.
    pub to: Option<Timestamp>,
}

/// A pause in whole seconds that begins at or after the start of the count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stop {
    pub(crate) from: i64,
    pub(crate) to: Option<i64>,
}

/// The pauses after `start`, in order; those that touch or overlap are one, empty ones are nothing.
pub(crate) fn stops(pauses: &[Pause], start: i64) -> Vec<Stop> {
    if pauses.is_empty() {
        return Vec::new();
    }
    let second = |at: Timestamp| at.as_millisecond().div_euclid(1_000).clamp(RANGE.from, RANGE.to - 1);
    let cut = |pause: &Pause| Stop { from: second(pause.from).max(start), to: pause.to.map(second) };
    let mut stops: Vec<Stop> = pauses.iter().map(cut).filter(|stop| stop.to.is_none_or(|to| stop.from < to)).collect();
    stops.sort_unstable_by_key(|stop| stop.from);
    stops.dedup_by(|next, stop| joined(stop, next));
    stops
}

/// Whether `next` touches the stop before it, which then holds both.
fn joined(stop: &mut Stop, next: &mut Stop) -> bool {
    let touches = stop.to.is_none_or(|to| next.from <= to);
    if touches {
        stop.to = stop.to.zip(next.to).map(|(one, other)| one.max(other));
    }
    touches
}
