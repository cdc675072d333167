//! What is decided here: how a figure is written and read, what a chart tells, and when a question is due.

mod figure;
mod pasted;
mod plan;
mod seen;
mod told;

pub use figure::Better;
pub(crate) use figure::{Figure, number};
pub(crate) use pasted::{Dates, Decimals, MOST_ROWS, Pasted, Row, Shape, Values, Verdict, amount, is_same, read};
pub(crate) use plan::opens;
pub use seen::Change;
pub(crate) use seen::Seen;
pub use told::Told;
