//! Marking a request as an emergency named in advance, from its page.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use requests::RequestId;
use team::Worker;
use web::forms::Typed;
use web::{Failure, Said, see_other};

use crate::acts::{self, Refused};

pub(super) async fn mark(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let request: RequestId = request.parse().map_err(|_no_id| Failure::NotFound)?;
    typed.check().into_result()?;
    let back = format!("/requests/{request}");
    match acts::mark_emergency(&ground, &who, request, typed.text("kind"), typed.text("why")).await {
        Ok(()) => {
            let said = Said::well("Marked as an emergency.");
            let more = "It comes first in the next block. If it can’t wait for that, answer it now: such an answer counts neither as outside a block nor as rapid.";
            Ok((said.more(more), see_other(back)).into_response())
        }
        Err(Refused::Request(requests::Refused::Emergency(refused))) => {
            Ok((Said::with_care("It was not marked.").more(refused.to_string()), see_other(back)).into_response())
        }
        Err(other) => Err(other.into()),
    }
}
