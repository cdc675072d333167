//! The five answers: *yes, and* · *options* · *not training, but* · *later, by* · *no, because*. Here live the draft that a member writes,
//! what makes each kind whole, the letter that the stakeholder reads, and the one act that sends it and keeps the promise, inside a block
//! or deliberately outside. Not here: the ledger (promises), what is chosen of a sheet (options), and the course of a block (sessions).

mod acts;
mod before;
mod letters;
mod pages;
mod rules;
mod schema;
mod store;
#[cfg(test)]
mod tests;

pub use acts::{
    Base, Lost, NotWhole, Refused, Written, keep, make_ready, say_outside, send, send_ready, unready, unready_all,
};
pub use before::{Before, before, before_words};
pub use pages::{before_beside, before_part, before_words_of, routes};
pub use rules::{Addition, Answer, Kind, Outside, OutsideWhy, Parts, SayMore, WAYS, way_field};
pub use schema::SCHEMA;
pub use store::{Draft, OutsideShare, Pace, Paced, Sent, Where};
/// Readings for pages: they take a transaction and change nothing.
pub mod readings {
    pub use crate::store::{between, draft_of, drafts_ready_in, of_request, outside_share, pace, recent, written_in};
}

ground::id!(
    /// The id of an answer that was sent.
    AnswerId
);
