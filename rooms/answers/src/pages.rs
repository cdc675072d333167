//! Writing an answer, seeing it as the stakeholder will, and sending it: in a block, or outside one after a page that asks once.

mod before;
mod outside;
mod parts;
mod reading;
mod write;

use axum::Router;
use axum::routing::{get, post};
use ground::Ground;
use web::Failure;

use crate::acts::Refused;

pub use before::{before_beside, before_part, before_words_of};

/// The pages of this room.
pub fn routes() -> Router<Ground> {
    Router::new()
        .route("/requests/{id}/answer", get(write::show).post(write::submit))
        .route("/requests/{id}/answer/draft", post(write::keep))
        .route("/requests/{id}/answer/preview", post(write::preview))
        .route("/requests/{id}/answer/taking-back", post(write::take_back))
        .route("/requests/{id}/answer/outside", get(outside::show).post(outside::submit))
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unknown => Self::NotFound,
            Refused::Store(error) => error.into(),
            Refused::Request(refused) => refused.into(),
            Refused::Over
            | Refused::NotWhole(_)
            | Refused::Lost(_)
            | Refused::AnsweredMeanwhile
            | Refused::NoDraft
            | Refused::BlockNotOpen
            | Refused::NotReady
            | Refused::DueBeforeTheEnd(_)
            | Refused::NoTime(_) => Self::Refused(refused.to_string()),
        }
    }
}
