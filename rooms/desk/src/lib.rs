//! Where rooms meet on one page: the start, the first run, the form that anybody may fill in, its receipt, and the private page on which
//! a stakeholder sees where their request stands. The desk owns nothing: it has no table, decides nothing and puts pages together from
//! the parts and readings of the rooms above it, whose acts stay at home.

mod beside_team;
mod members;
mod public;
mod say;
mod start;
mod welcome;

use axum::Router;
use ground::Ground;

pub use beside_team::beside_team;

/// Every page on which rooms meet.
pub fn routes() -> Router<Ground> {
    Router::new().merge(members::routes()).merge(start::routes()).merge(welcome::routes()).merge(public::routes())
}
