//! Pages for signing in, for what is one's own, and for the settings of a team.

mod absent;
mod calendar;
mod founding;
mod letters;
mod me;
mod settings;
mod sign_in;
mod turnaround;
mod week;
mod yours;

use axum::Router;
use ground::Ground;

pub use calendar::{Offered, OfferedClosure, OfferedDay, Skipped, feed_to_mend, review_feed};
pub use founding::{founding_fields, founding_start, founding_typed};
pub use settings::settings_row;

/// The pages of this room.
pub fn routes() -> Router<Ground> {
    Router::new()
        .merge(sign_in::routes())
        .merge(yours::routes())
        .merge(me::routes())
        .merge(turnaround::routes())
        .merge(calendar::routes())
        .merge(letters::routes())
}
