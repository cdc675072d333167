//! Taking a request back.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::Ground;
use maud::{Markup, html};
use requests::Refused;
use web::buttons::{Button, actions};
use web::{Said, see_other};

use super::Visit;
use crate::say;

/// Asks once more; a link alone takes nothing back.
pub(super) async fn ask(visit: Visit, said: Said) -> Response {
    if !visit.request.state.is_open() {
        return see_other(visit.path("")).into_response();
    }
    page(&visit, said).into_response()
}

fn page(visit: &Visit, said: Said) -> Markup {
    let language = visit.language();
    let (path, back) = (visit.path("/withdrawal"), visit.path(""));
    let body = html! {
        form class="stack" data-gap="l" method="post" action=(path) {
            div class="stack" {
                h1 { (say::withdraw_heading(language)) }
                p class="lead" { (say::withdraw_lead(language, &visit.thread.title)) }
            }
            (actions([
                Button::submit(say::withdraw_yes(language)).stop().large(),
                Button::link(say::withdraw_no(language), &back).quiet().large(),
            ]))
            p class="small quiet" { (say::withdraw_again(language)) }
        }
    };
    visit.page(say::withdraw_title(language), said, &body)
}

/// Takes it back. Said twice, it counts once.
pub(super) async fn withdraw(State(ground): State<Ground>, visit: Visit) -> web::Result<Response> {
    let language = visit.language();
    let said = if visit.request.state.is_open() {
        match requests::stand::withdraw(&ground, visit.team_id(), visit.request.id, visit.actor()).await {
            Ok(()) | Err(Refused::Stand(_)) => Said::well(say::withdrawn(language)).more(say::withdrawn_more(language)),
            Err(refused) => return Err(refused.into()),
        }
    } else {
        Said::well(say::over(language))
    };
    Ok((said, see_other(visit.path(""))).into_response())
}
