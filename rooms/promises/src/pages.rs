//! Asking to move a promise, and noting what the stakeholder said; noting what was learned from a broken one; and the parts that show a
//! promise on pages of other rooms.

mod lesson;
mod parts;
mod renegotiation;

use axum::Router;
use axum::routing::{get, post};
use ground::Ground;
use web::Failure;

use crate::acts::{NotNoted, Refused};

pub use parts::{explain, state_mark};

/// The pages of this room.
pub fn routes() -> Router<Ground> {
    Router::new()
        .route("/promises/{id}/renegotiation", get(renegotiation::show).post(renegotiation::ask))
        .route("/promises/{id}/renegotiation/agreed", post(renegotiation::agreed))
        .route("/promises/{id}/renegotiation/refused", post(renegotiation::refused))
        .route("/promises/{id}/lesson", get(lesson::show).post(lesson::note))
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unknown => Self::NotFound,
            Refused::Store(error) => error.into(),
            Refused::CannotMove(why) => Self::Refused(why.to_string()),
        }
    }
}

impl From<NotNoted> for Failure {
    fn from(refused: NotNoted) -> Self {
        match refused {
            NotNoted::Unknown => Self::NotFound,
            NotNoted::Store(error) => error.into(),
            NotNoted::CannotLearn(_) | NotNoted::Meanwhile => Self::Refused(refused.to_string()),
        }
    }
}
