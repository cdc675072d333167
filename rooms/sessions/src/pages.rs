//! A block in progress: the business first, what it looks at, one request at a time, the steps about the block itself, and its end.

mod business;
mod emergency;
mod end;
mod one;
mod reading;
mod start;
mod steps;
mod typing;

use axum::Router;
use axum::routing::{get, post};
use ground::Ground;
use web::Failure;
use web::shell::NEXT_BLOCK;

use crate::acts::Refused;

/// The pages of this room.
pub fn routes() -> Router<Ground> {
    Router::new()
        .route(NEXT_BLOCK, get(start::next))
        .route("/blocks/{key}", get(start::show).post(start::open))
        .route("/blocks/{key}/business", get(business::show).post(business::submit))
        .route("/blocks/{key}/project", get(steps::show).post(steps::submit))
        .route("/blocks/{key}/lighter", get(steps::show).post(steps::submit))
        .route("/blocks/{key}/decision", get(steps::show).post(steps::submit))
        .route("/blocks/{key}/notes", post(one::keep))
        .route("/blocks/{key}/words", post(steps::keep))
        .route("/blocks/{key}/end", get(end::show).post(end::submit))
        .route("/blocks/{key}/{n}", get(one::show).post(one::submit))
        .route("/requests/{id}/emergency", post(emergency::mark))
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unknown => Self::NotFound,
            Refused::Store(error) => error.into(),
            Refused::Block(refused) => refused.into(),
            Refused::Request(refused) => refused.into(),
            Refused::Decision(refused) => refused.into(),
            Refused::NotOpen | Refused::Lost(_) | Refused::Undecided(_) => Self::Refused(refused.to_string()),
        }
    }
}
