//! How the cause behind a request is found. Here live the fourteen questions and their answers, the eight causes, how strong an answer's
//! evidence is, the points and the support that follow, the recommendation with the rule that gave it, the question worth asking next,
//! what would change the result, whether the gap is worth the work, and how past cases move the start values. What must not live here:
//! who asks and who answers, storage, pages, and anything about the rank of a person or how urgent something was called.
//!
//! ```
//! use method::{Answers, Evidence, Priors, Question, Recommendation, diagnose};
//!
//! let mut answers = Answers::default();
//! (answers.has_measure, answers.has_behaviour) = (true, true);
//! answers.give(Question::CouldToday, "most_could", Evidence::Counted)?;
//! answers.give(Question::Process, "many_obstacles", Evidence::SeveralPeople)?;
//! let found = diagnose(&answers, &Priors::default());
//!
//! // Two answers of ten tell too little, and the next one to ask is the one that would tell most.
//! assert_eq!((found.recommendation, found.rule), (Recommendation::NeedMore, 1));
//! assert_eq!(found.next, Some(Question::Onset));
//! # Ok::<(), method::NoSuchAnswer>(())
//! ```

mod answers;
pub mod batch;
mod cause;
mod evidence;
mod history;
mod question;
mod score;
mod turning;
mod worth;

pub use answers::{Answers, FAST_LANE, Given, NoSuchAnswer, UNKNOWN};
pub use cause::{Cause, PerCause};
pub use evidence::Evidence;
pub use history::{ENOUGH_CASES, Priors, SupportBand};
pub use question::{Choice, Kind, Question};
pub use score::{Band, Diagnosis, Judged, LIKELY, Point, Recommendation, UNLIKELY, diagnose};
pub use turning::{Change, Turn, turns, what_moves};
pub use worth::{Range, Worth, worth};
