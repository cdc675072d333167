//! Decides what makes an answer whole, and how fast it was.

mod came;
mod kinds;
mod pace;
mod parts;
mod schedule;
mod upgrade;
mod value;
mod whole;

pub use came::{After, Came, Way, came};
pub use kinds::{Addition, Kind, Outside, OutsideWhy, SayMore};
pub use pace::is_rapid;
pub(crate) use parts::field;
pub use parts::{Parts, WAYS, way_field};
pub(crate) use schedule::may_schedule;
pub use upgrade::{
    AskedFor, CannotAsk, Entered, Fallback, Known, Mark, QUESTIONS, Standing, ask, fallback, follow_up_on, heard_by,
    may_take_the_place, outcome_draft, to_ask,
};
pub use value::{Value, part};
pub use whole::{Answer, Facts, Missing, Questions, Why, complete, next_possible, so_far};
