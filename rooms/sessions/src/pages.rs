//! A block in progress: what it looks at, one request at a time, and its end.

mod end;
mod one;
mod reading;
mod start;

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
        .route("/blocks/{key}/notes", post(one::keep))
        .route("/blocks/{key}/end", get(end::show).post(end::submit))
        .route("/blocks/{key}/{n}", get(one::show).post(one::submit))
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unknown => Self::NotFound,
            Refused::Store(error) => error.into(),
            Refused::Block(refused) => refused.into(),
            Refused::Request(refused) => refused.into(),
            Refused::NotOpen | Refused::Lost(_) => Self::Refused(refused.to_string()),
        }
    }
}
