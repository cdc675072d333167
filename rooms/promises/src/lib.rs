//! The ledger of promises. Here live the instants that were promised to stakeholders, why they are when they are, what became of them,
//! the asking to move one, and the frame that every letter of the team stands in. What was asked or answered must not live here.

mod acts;
pub mod frame;
mod letters;
mod pages;
mod rules;
mod schema;
mod store;
#[cfg(test)]
mod tests;

pub use acts::{
    By, Computed, NewPromise, NewTime, Refused, agree, ask_to_move, computed, fulfil, give, named, note_agreed, refuse,
    void,
};
pub use pages::{explain, routes, state_mark};
pub use rules::{Account, Asked, CannotMove, Course, Figures, HowTold, NoTime, ReasonKind, State, What, figures};
pub use schema::SCHEMA;
pub use store::{
    Counts, Move, Owed, Place, Promise, counts, figures_of, find, move_of, moves_of, next_open, of_request, open,
    open_move, open_moves, owed, owed_for, owed_next, owed_of, settled,
};

ground::id!(
    /// The id of a promise.
    PromiseId
);
ground::id!(
    /// The id of a question whether a promise may be moved.
    MoveId
);
