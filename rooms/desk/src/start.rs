//! The start: nobody stays there, each is led to where their day begins.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use ground::Ground;
use maud::{Markup, html};
use team::SignedIn;
use web::shell::{DESK, PROMISES, Public, Reach, SETTINGS, SIGN_IN};
use web::{Failure, see_other};

pub(crate) fn routes() -> Router<Ground> {
    Router::new().route("/", get(start))
}

/// Who is signed in goes to their first page, everybody else to the sign-in, which shows the way to the form as well.
async fn start(State(ground): State<Ground>, who: Result<SignedIn, Failure>) -> web::Result<Response> {
    match who {
        Ok(who) => Ok(see_other(first_page(who.shell().reach)).into_response()),
        Err(Failure::SignIn { .. }) if team::first_run::key(&ground).await?.is_some() => {
            Ok(nobody_yet().into_response())
        }
        Err(Failure::SignIn { .. }) => Ok(see_other(SIGN_IN).into_response()),
        Err(failure) => Err(failure),
    }
}

fn first_page(reach: Reach) -> &'static str {
    match reach {
        Reach::Team => DESK,
        Reach::Sponsor => PROMISES,
        Reach::Nothing => SETTINGS,
    }
}

fn nobody_yet() -> Markup {
    let body = html! {
        div class="stack" data-gap="l" {
            h1 { "Nobody has moved in yet" }
            p class="lead measure" {
                "The first team is founded by a link that Offwheel prints when it starts. Look at its log for the line that holds "
                code { "/welcome?key=" } ", and open that address here."
            }
            p class="quiet" { "The link stays the same at each start, and opens nothing any more once the first team is founded." }
        }
    };
    Public { title: "Offwheel", foot: Some("Offwheel runs on your own server and calls nobody."), ..Public::default() }
        .page(&body)
}
