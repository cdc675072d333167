//! Time as a working team counts it. Here live working calendars (weekly hours in a zone, holidays, closures, extra
//! openings), the two clocks of a turnaround, due instants with their explanation, and the words for them. What must not
//! live here: the current time, storage, and what is promised to whom.

pub mod batch;
mod calendar;
mod clocks;
mod days;
mod error;
mod explain;
mod office;
mod pattern;
mod pauses;
mod spans;
mod turnaround;
mod words;
mod zone;
mod zoned_text;

pub use calendar::{Calendar, ClockTime, Holiday, Hours, Period, Week};
pub use clocks::Due;
pub use error::{CalendarError, Error};
pub use explain::{Explanation, Kind, Step};
pub use office::{Office, OpenSpan};
pub use pauses::Pause;
pub use turnaround::{Clock, Turnaround, TurnaroundError};
pub use words::{Line, Role};
