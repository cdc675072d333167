//! Decides when a block is planned, what became of it, which requests it looks at, and whether a pattern fits a turnaround.

mod agenda;
mod course;
mod fit;
mod rhythm;

pub use agenda::{Agenda, MOST, Slot, agenda};
pub use course::{CannotChange, Course, State, has_held, longest, shortest};
pub use fit::{Fit, fit};
pub use rhythm::{Occurrence, Rhythm, Running};
