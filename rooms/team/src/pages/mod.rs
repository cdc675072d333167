//! Pages for signing in, for one's own password and team, and for the turnaround.

mod founding;
mod sign_in;
mod turnaround;
mod week;
mod yours;

use axum::Router;
use ground::Ground;

pub use founding::{founding_fields, founding_start, founding_typed};

/// The pages of this room.
pub fn routes() -> Router<Ground> {
    Router::new().merge(sign_in::routes()).merge(yours::routes()).merge(turnaround::routes())
}
