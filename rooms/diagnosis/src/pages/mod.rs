//! The pages of a diagnosis: one question at a time with what follows from the answers, questions to the stakeholder, deciding otherwise,
//! the causes at follow-up, and how well diagnoses held. And the parts that other pages show.

mod calibration;
mod deciding;
mod fields;
mod follow_up;
mod follows;
mod given;
mod looking;
mod question;
mod sending;
mod stakeholder;
mod summary;

use axum::Router;
use axum::routing::{get, post};
use ground::Ground;
use web::Failure;
use web::forms::Errors;

pub use follows::why_part;
pub use stakeholder::{Reader, questions_form, questions_thanks, questions_title, questions_typed};
pub use summary::summary_part;

use crate::acts::Refused;

/// The pages of this room.
pub fn routes() -> Router<Ground> {
    Router::new()
        .route("/requests/{id}/diagnosis", get(question::show))
        .route("/requests/{id}/diagnosis/questions", get(sending::show).post(sending::submit))
        .route("/requests/{id}/diagnosis/decision", get(deciding::show).post(deciding::submit))
        .route("/requests/{id}/diagnosis/mandatory", post(deciding::say_mandatory))
        .route("/requests/{id}/diagnosis/causes", get(follow_up::show).post(follow_up::submit))
        .route("/requests/{id}/diagnosis/{n}", post(question::submit))
        .route("/requests/{id}/diagnosis/{n}/draft", post(question::keep))
        .route("/requests/{id}/diagnosis/{n}/preview", post(question::preview))
        .route("/diagnosis/calibration", get(calibration::show))
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unknown => Self::NotFound,
            Refused::Store(error) => error.into(),
            Refused::Request(refused) => refused.into(),
            Refused::BadText(_) | Refused::NoReason => {
                let mut errors = Errors::default();
                errors.add_whole(refused.to_string());
                Self::Invalid(errors)
            }
            Refused::Over
            | Refused::Reviewed
            | Refused::Lost(_)
            | Refused::CannotAsk(_)
            | Refused::Answered
            | Refused::CannotReview(_) => Self::Refused(refused.to_string()),
        }
    }
}
