//! Decides what makes an answer whole, and how fast it was.

mod kinds;
mod pace;
mod parts;
mod whole;

pub use kinds::{Addition, Kind, Outside, OutsideWhy, SayMore};
pub use pace::is_rapid;
pub(crate) use parts::field;
pub use parts::{Parts, WAYS, way_field};
pub use whole::{Answer, Facts, Missing, QUESTIONS, Why, complete, next_possible, so_far};
