//! Decides when a block is planned, what became of it, which requests it looks at, and whether a pattern fits a turnaround.

mod agenda;
mod course;
mod fit;
mod planned;
mod rhythm;

pub use agenda::{Agenda, MOST, Slot, agenda};
pub(crate) use course::LEEWAY;
pub use course::{CannotChange, Course, LENGTHS, State, has_held};
pub use fit::{Fit, fit};
pub(crate) use planned::{Taken, are_all_away, planned};
pub use rhythm::{Occurrence, Rhythm, Running};
