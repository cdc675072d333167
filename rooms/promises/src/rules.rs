//! Decides by when an answer is promised, where a promise stands to the instant, whether it may be moved, and what counts as kept.

mod counted;
mod course;
mod figures;
mod moving;
mod what;

pub use counted::{Account, Counted, NoTime, counted, named};
pub use course::{Course, State};
pub use figures::{Figures, figures};
pub use moving::{Asked, CannotMove, agree, ask, may_be_moved, refuse};
pub use what::{HowTold, ReasonKind, What};
