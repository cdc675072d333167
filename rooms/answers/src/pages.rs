//! Writing an answer, seeing it as the stakeholder will, and sending it: in a block, or outside one after a page that asks once.

mod additions;
mod before;
mod outside;
mod parts;
mod reading;
mod scheduled;
mod stakeholder;
mod standing;
mod taking;
mod value_log;
mod write;

use axum::Router;
use axum::routing::{get, post};
use ground::Ground;
use web::Failure;
use web::forms::Errors;

pub use stakeholder::{additions_form, additions_notice, additions_thanks, additions_title, additions_typed};
pub use standing::{Named, upgrade_part};
pub use value_log::VALUE_LOG;

use crate::acts::{Cannot, Refused};

pub use before::{before_beside, before_part, before_words_of};
pub use scheduled::scheduled_part;

/// The pages of this room.
pub fn routes() -> Router<Ground> {
    Router::new()
        .route("/requests/{id}/answer", get(write::show).post(write::submit))
        .route("/requests/{id}/answer/draft", post(write::keep))
        .route("/requests/{id}/answer/preview", post(write::preview))
        .route("/requests/{id}/answer/taking-back", post(write::take_back))
        .route("/requests/{id}/answer/schedule/end", post(scheduled::take_back))
        .route("/requests/{id}/answer/outside", get(outside::show).post(outside::submit))
        .route("/requests/{id}/additions", get(additions::show).post(additions::set))
        .route("/requests/{id}/additions/questions", post(additions::ask))
        .route("/requests/{id}/additions/{element}", post(additions::change))
        .route("/value-log", get(value_log::show))
        .route("/value-log.csv", get(value_log::download))
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unknown => Self::NotFound,
            Refused::Store(error) => error.into(),
            Refused::Request(refused) => refused.into(),
            Refused::Order(cannot) => (*cannot).into(),
            Refused::Over
            | Refused::NotWhole(_)
            | Refused::Lost(_)
            | Refused::AnsweredMeanwhile
            | Refused::NoDraft
            | Refused::BlockNotOpen
            | Refused::BlockNotTheirs
            | Refused::NotReady
            | Refused::NotScheduled
            | Refused::CannotSchedule(_)
            | Refused::DueBeforeTheEnd(_)
            | Refused::NoTime(_) => Self::Refused(refused.to_string()),
        }
    }
}

impl From<Cannot> for Failure {
    fn from(cannot: Cannot) -> Self {
        match cannot {
            Cannot::Unknown => Self::NotFound,
            Cannot::Store(error) => error.into(),
            Cannot::Request(refused) => refused.into(),
            Cannot::BadText(_) | Cannot::BadValue(_) | Cannot::NoReason | Cannot::Nothing => {
                let mut errors = Errors::default();
                errors.add_whole(cannot.to_string());
                Self::Invalid(errors)
            }
            Cannot::Over | Cannot::Lost | Cannot::CannotAsk(_) | Cannot::NoTime => Self::Refused(cannot.to_string()),
        }
    }
}
