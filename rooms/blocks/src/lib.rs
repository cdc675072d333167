//! Reserved time to think. Here live the patterns of blocks, of the team and of members, the blocks they plan, who holds them, what was moved,
//! skipped, opened and held, the rule of an agenda, whether a pattern fits a turnaround, and the links by which calendars read blocks and
//! promises. What a block looks at must not live here: no request, no promise and no answer.

mod acts;
pub mod api;
mod holders;
mod key;
mod pages;
mod rules;
mod schema;
mod store;
#[cfg(test)]
mod tests;

use jiff::Timestamp;

pub use acts::{
    Refused, Shows, again, close, end_feed, end_pattern, end_pattern_from, feed_path, feed_was_read, keep_pattern,
    make_feed, may_change, may_change_pattern, move_because, move_to, open, renew_feed, reserve, reserve_for,
    reserve_pattern, reserve_pattern_for, reserve_pattern_from, skip,
};
pub use holders::Holders;
pub use key::BlockKey;
pub use pages::{
    feeds_part, fit_part, pattern_fields, pattern_start, pattern_typed, reserve_fields, routes, whose_words,
};
pub use rules::{Agenda, CannotChange, Course, Fit, LENGTHS, MOST, Occurrence, Rhythm, Running, State, fit, has_held};
pub use schema::SCHEMA;
pub use store::feeds::{self, Feed};
pub use store::{
    Block, Dated, Held, Kind, Pattern, all_open, around, coming, days_away, find, held, if_open, missed, open_for,
    opened_before, outlook, pattern_going_on, patterns,
};

ground::id!(
    /// The id of a pattern.
    PatternId
);
ground::id!(
    /// The id of a calendar feed.
    FeedId
);
ground::id!(
    /// The id of a block that was reserved once.
    ReservedId
);

/// Deals parked requests to the blocks to come: see the rule in product words at [`Agenda`]. `promised` is each request with the instant
/// of its next promise; blocks that can take nothing any more are left out.
pub fn agenda<Id: Copy + PartialEq>(
    blocks: &[Block],
    promised: &[(Id, Timestamp)],
    now: Timestamp,
) -> Agenda<BlockKey, Id> {
    agenda_with(blocks, &[], promised, now)
}

/// The same where some requests jump the queue: emergencies named in advance.
pub fn agenda_with<Id: Copy + PartialEq>(
    blocks: &[Block],
    jumping: &[Id],
    promised: &[(Id, Timestamp)],
    now: Timestamp,
) -> Agenda<BlockKey, Id> {
    let slots: Vec<rules::Slot<BlockKey>> = blocks
        .iter()
        .filter(|block| block.takes(now))
        .map(|block| rules::Slot { key: block.key, ends_at: block.answers_by(now) })
        .collect();
    rules::agenda(&slots, jumping, promised, now)
}
