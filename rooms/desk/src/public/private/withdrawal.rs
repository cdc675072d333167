//! Taking a request back.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::Ground;
use maud::{Markup, html};
use requests::Refused;
use web::buttons::{Button, actions};
use web::{Said, see_other};

use super::Visit;

/// Asks once more; a link alone takes nothing back.
pub(super) async fn ask(visit: Visit, said: Said) -> Response {
    if !visit.request.state.is_open() {
        return see_other(visit.path("")).into_response();
    }
    page(&visit, said).into_response()
}

fn page(visit: &Visit, said: Said) -> Markup {
    let (path, back) = (visit.path("/withdrawal"), visit.path(""));
    let body = html! {
        form class="stack" data-gap="l" method="post" action=(path) {
            div class="stack" {
                h1 { "Take this request back?" }
                p class="lead" { "We stop working on “" (visit.thread.title) "”, and what we promised about it falls away. What was written stays on your page." }
            }
            (actions([
                Button::submit("Take it back").stop().large(),
                Button::link("Leave it with you", &back).quiet().large(),
            ]))
            p class="small quiet" { "You can write to us again at any time." }
        }
    };
    visit.page("Take the request back", said, &body)
}

/// Takes it back. Said twice, it counts once.
pub(super) async fn withdraw(State(ground): State<Ground>, visit: Visit) -> web::Result<Response> {
    let said = if visit.request.state.is_open() {
        match requests::stand::withdraw(&ground, visit.team_id(), visit.request.id, visit.actor()).await {
            Ok(()) | Err(Refused::Stand(_)) => {
                Said::well("Taken back.").more("What we had promised about it falls away.")
            }
            Err(refused) => return Err(refused.into()),
        }
    } else {
        Said::well("This request is over already.")
    };
    Ok((said, see_other(visit.path(""))).into_response())
}
