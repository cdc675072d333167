//! The five answers: *yes, and* · *options* · *not training, but* · *later, by* · *no, because*. Here live the draft that a member writes,
//! what makes each kind whole, the letter that the stakeholder reads, and the one act that sends it and keeps the promise: inside a block,
//! deliberately outside, or at a time that was chosen. Here too is what an order gains (six additions, what is asked of them until when, and what
//! holds if nobody answers), and the account of what was added beyond the orders. Not here: the ledger (promises), what is chosen of a sheet
//! (options), why a cause is likely (diagnosis), and the course of a block (sessions).

mod acts;
pub mod api;
mod asked;
mod before;
mod letters;
mod pages;
mod rules;
mod say;
pub mod scheduled;
mod schema;
mod store;
#[cfg(test)]
mod tests;
mod upgrade;
mod value_log;

pub use acts::{
    Base, Cannot, Lost, NotWhole, Refused, Written, ask_additions, fill, keep, make_ready, may_still_say,
    reply_additions, say_exception, say_outside, send, send_ready, set_order, unready, unready_all, waive,
};
pub use before::{Before, before, before_words};
pub use diagnosis::{By, Reader};
pub use pages::{
    Named, VALUE_LOG, additions_form, additions_notice, additions_thanks, additions_title, additions_typed,
    before_beside, before_part, before_words_of, routes, scheduled_part, upgrade_part,
};
pub use rules::{
    Addition, Answer, Came, CannotAsk, Entered, Fallback, Kind, Known, Mark, Outside, OutsideWhy, Parts, QUESTIONS,
    Questions, SayMore, Standing, Value, WAYS, part, way_field,
};
pub use schema::SCHEMA;
pub use store::upgrade::{Asking, Reply};
pub use store::{Draft, OutsideShare, Pace, Paced, Sent, Where};
pub use upgrade::{Element, Upgrade, upgrade_of};
pub use value_log::{Taken, taken};
/// Readings for pages: they take a transaction and change nothing.
pub mod readings {
    pub use crate::store::{
        between, draft_of, drafts_of, drafts_ready_in, of_request, outside_share, pace, recent, written_in,
    };
}

ground::id!(
    /// The id of an answer that was sent.
    AnswerId
);
