//! A block in progress: its course of the business first, one request at a time, the one strategic project, one decision and one clue; what
//! the team notes on the way; and its end, where what is ready is sent or scheduled and the block is closed. It begins what blocks keep and
//! sends what answers hold. Not here: when blocks are, and what makes one held (blocks), what an answer needs (answers), the log itself
//! (decisions), and the desk on which all agendas stand (desk).

mod acts;
pub mod api;
mod pages;
mod plan;
mod rules;
mod schema;
mod store;
#[cfg(test)]
mod tests;

pub use acts::{
    Closed, Lost, Refused, Thoughts, Typing, Wanted, close, close_with, keep, keep_note, log_unclosed, mark_emergency,
    open, set_aside,
};
pub use pages::routes;
pub use plan::{AHEAD_DAYS, Kept, Plan, Waiting, after, dealt, kept_by_open, plan};
pub use rules::{Course, Planned, Question, Step, minutes_used};
pub use schema::SCHEMA;
pub use store::{Direction, Field, Item, Note, Of, Word, Words, items, note_of, words_of};
