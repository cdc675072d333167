//! Reserved time to think. Here live the patterns of blocks, the blocks they plan, what was moved, skipped, opened and held, the rule of
//! an agenda, and whether a pattern fits a turnaround. What a block looks at must not live here: no request, no promise and no answer.

mod acts;
mod key;
mod pages;
mod rules;
mod schema;
mod store;
#[cfg(test)]
mod tests;

use jiff::Timestamp;

pub use acts::{Refused, close, end_pattern, move_to, open, reserve, reserve_pattern, skip};
pub use key::BlockKey;
pub use pages::{pattern_fields, pattern_start, pattern_typed, reserve_fields, routes};
pub use rules::{Agenda, CannotChange, Course, Fit, LENGTHS, MOST, Occurrence, Rhythm, Running, State, fit, has_held};
pub use schema::SCHEMA;
pub use store::{Block, Held, Kind, Pattern, around, coming, find, held, open_now, patterns};

ground::id!(
    /// The id of a pattern.
    PatternId
);
ground::id!(
    /// The id of a block that was reserved once.
    ReservedId
);

/// Deals parked requests to the blocks to come: see the rule in product words at [`Agenda`]. `promised` is each request with the instant
/// of its next promise; blocks that can take nothing any more are left out.
pub fn agenda<Id: Copy>(blocks: &[Block], promised: &[(Id, Timestamp)], now: Timestamp) -> Agenda<BlockKey, Id> {
    let slots: Vec<rules::Slot<BlockKey>> = blocks
        .iter()
        .filter(|block| block.takes(now))
        .map(|block| rules::Slot { key: block.key, ends_at: block.answers_by(now) })
        .collect();
    rules::agenda(&slots, promised, now)
}
