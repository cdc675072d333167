//! Diagnosis: what lies behind a request. Here live the answers to the fourteen questions with who gave them and how they are known, the
//! questions that are sent to the stakeholder, what somebody decided otherwise, and the causes that were confirmed at follow-up, from which
//! the start values of later diagnoses follow. Not here: the arithmetic (method), what is answered to the stakeholder (answers), and their
//! private page (desk), which is put together from the parts below. Who asked, how often and how urgently plays no part anywhere here.

mod acts;
pub mod api;
mod asked;
mod letters;
mod pages;
mod rules;
mod say;
mod schema;
mod store;
mod summary;
#[cfg(test)]
mod tests;
mod words;

pub use acts::{
    By, Lost, Otherwise, Refused, answer, decide, may_still_answer, reply, review, say_mandatory, send_questions,
};
pub use pages::{
    Reader, questions_form, questions_thanks, questions_title, questions_typed, routes, summary_part, why_part,
};
pub use rules::{Cost, Gap, MOST_ASKED, Parts, field, fields_of, number, written};
pub use schema::SCHEMA;
pub use store::answers::Answered;
pub use store::askings::{Asking, Reply};
pub use store::case::{Case, Decided};
pub use store::reviews::{BandCount, BandRow, Confirmed, Review, Reviewed};
pub use summary::{Likely, Summary, summary};
/// Readings for pages: they take a transaction and change nothing.
pub mod readings {
    pub use crate::store::answers::gaps;
    pub use crate::store::case::case;
    pub use crate::store::reviews::{calibration, confirmed, rows_of_band};
}
