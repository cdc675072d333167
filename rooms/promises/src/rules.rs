//! Decides by when an answer is promised, where a promise stands to the instant, whether it may be moved, and what counts as kept.

mod course;
mod counted;
mod figures;
mod moving;
mod what;

pub use counted::{Account, Computed, computed};
pub use course::{Course, EndOfRequest, State};
pub use figures::{Figures, figures};
pub use moving::{Asked, CannotMove, agree, ask, may_be_moved, refuse};
pub use what::{HowTold, ReasonKind, What};
