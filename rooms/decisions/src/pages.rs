//! The log, one decision, and noting one outside a block; a row and a field for pages of other rooms.

mod list;
mod new;
mod one;
mod parts;

use axum::Router;
use axum::routing::get;
use ground::{Ground, Tx};
use team::Member;
use web::Failure;
use web::when::When;

use crate::acts::Refused;

pub use parts::{driver_field, row};

/// The log.
const DECISIONS: &str = "/decisions";

/// The pages of this room.
pub fn routes() -> Router<Ground> {
    Router::new()
        .route("/decisions", get(list::show).post(new::submit))
        .route("/decisions/new", get(new::show))
        .route("/decisions/{id}", get(one::show))
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Store(error) => error.into(),
            Refused::CannotRecord(_) | Refused::NoRequest | Refused::StandsAlready => {
                Self::Refused(refused.to_string())
            }
        }
    }
}

/// Where and when this member reads.
async fn reads(tx: &mut Tx, who: &Member) -> web::Result<When> {
    let in_force = team::calendar::current(tx, who.team).await?;
    let now = tx.now();
    Ok(When::new(who.reads_in(&in_force.zone), now))
}
