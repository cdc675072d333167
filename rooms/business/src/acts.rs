//! What is done with the business, each in one transaction.

mod calendars;
mod goals;
mod heard;
mod links;
mod metrics;

use ground::StoreError;

pub use calendars::{Seen as Meetings, forget_calendar, give_calendar, meetings, set_meeting_aside};
pub use goals::{GoalWords, StepWords, add_goal, add_step, change_goal, change_step, end_goal, end_step};
pub use heard::{About, NewQuestion, ask, close_question, note_clue, take_out_clue};
pub use links::{link, unlink};
pub(crate) use metrics::MOST as MOST_VALUE;
pub use metrics::{
    Entered, MetricWords, NewReading, add_metric, change_metric, end_metric, enter, note_change, take_back_change,
    take_out_reading, undo_paste,
};

/// Why an act was not done, in the words of whoever reads it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no such thing in this team.
    #[error("This is not there any more. Open the business page and look for it there.")]
    Unknown,
    /// Somebody entered the same days meanwhile.
    #[error("Meanwhile somebody entered a reading for {0}. Look at the rows again.")]
    Entered(String),
    /// A number that no chart can draw.
    #[error("A reading is a number below a million million. Look at the value again.")]
    NoNumber,
    /// A day that has not come.
    #[error("A reading can't be of a day still to come.")]
    StillToCome,
    /// A day that nobody can mean.
    #[error("A reading is of a day from 1900 on. Look at the year again.")]
    TooOld,
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ground::Passing for Refused {
    fn is_passing(&self) -> bool {
        match self {
            Self::Store(error) => error.is_passing(),
            Self::Unknown | Self::Entered(_) | Self::NoNumber | Self::StillToCome | Self::TooOld => false,
        }
    }
}
