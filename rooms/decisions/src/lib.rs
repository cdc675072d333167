//! The log of decisions: what was chosen, why, and what drove it. A decision is written once and never changed; whatever room decides
//! something records it here, within its own act. Not here: what a decision brings about, and the figures made of many (scorecard).

mod acts;
pub mod api;
mod pages;
mod rules;
mod schema;
mod store;
#[cfg(test)]
mod tests;

pub use acts::{NewDecision, Refused, record};
pub use pages::{driver_field, routes, row};
pub use rules::{CannotRecord, Driver, WHAT, WHY};
pub use schema::SCHEMA;
pub use store::{Decision, about, find, in_block, recent};

ground::id!(
    /// The id of a decision.
    DecisionId
);

/// A place in the list, as an address names it: the instant and the id of the row before.
pub(crate) fn place_of(text: &str) -> Option<(jiff::Timestamp, DecisionId)> {
    let place: web::paging::Place = text.parse().ok()?;
    Some((jiff::Timestamp::from_millisecond(place.key).ok()?, place.id.parse().ok()?))
}
