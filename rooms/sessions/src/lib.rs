//! A block in progress: which requests it looks at, one at a time; what the team notes about each; and its end, where what is ready is
//! sent and the block is closed. It begins what blocks keep and sends what answers hold. Not here: when blocks are, and what makes one
//! held (blocks), what an answer needs (answers), and the desk on which all agendas stand (desk).

mod acts;
mod pages;
mod plan;
mod rules;
mod schema;
mod store;
#[cfg(test)]
mod tests;

pub use acts::{Closed, Lost, Refused, Thoughts, close, keep_note, open, set_aside};
pub use pages::routes;
pub use plan::{AHEAD_DAYS, Kept, Plan, Waiting, after, dealt, kept_by_open, plan};
pub use rules::minutes_used;
pub use schema::SCHEMA;
pub use store::{Direction, Item, Note, items, note_of};
