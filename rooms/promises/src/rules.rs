//! Decides by when an answer is promised, where a promise stands to the instant, whether it may be moved, and what counts as kept.

mod counted;
mod course;
mod figures;
mod lesson;
mod moving;
mod what;

pub use counted::{Account, Counted, NoTime, counted, named};
pub use course::{Course, State};
pub use figures::{CountsAs, Figure, Figures, counts_as, figures};
pub use lesson::{CannotLearn, LONGEST_LESSON, Lesson, learn};
pub use moving::{Asked, CannotMove, agree, ask, may_be_moved, refuse};
pub use what::{HowTold, ReasonKind, What};
