//! The ledger of promises. Here live the instants that were promised to stakeholders, why they are when they are, what became of them,
//! the asking to move one, and the frame that every letter of the team stands in. What was asked or answered must not live here.

mod acts;
pub mod api;
pub mod batch;
pub mod frame;
mod letters;
mod pages;
mod rules;
mod say;
mod schema;
mod store;
#[cfg(test)]
mod tests;
mod worded;

pub use acts::{
    By, Computed, NewPromise, NewTime, NotNoted, Refused, agree, agree_within, ask_to_move, computed, fulfil, give,
    named, note_agreed, note_lesson, refuse, refuse_within, void,
};
pub use pages::{explain, routes, state_mark};
pub use rules::{
    Account, Asked, CannotLearn, CannotMove, CountsAs, Course, Figure, Figures, HowTold, Lesson, NoTime, ReasonKind,
    State, What, counts_as, figures,
};
pub use schema::SCHEMA;
pub use store::{
    Counts, Learned, Move, Owed, Place, Promise, behind, counts, figures_of, find, lessons_of, move_of, moves_of,
    next_open, of_request, open, open_move, open_moves, owed_by, owed_for, owed_next, owed_of, reasons, settled,
};
pub use worded::{Apart, apart};

ground::id!(
    /// The id of a promise.
    PromiseId
);
ground::id!(
    /// The id of a question whether a promise may be moved.
    MoveId
);
