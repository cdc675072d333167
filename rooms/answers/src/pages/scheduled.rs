//! What a page says of an answer that goes out at a chosen time, and taking it back.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use maud::{Markup, html};
use requests::RequestId;
use team::Worker;
use web::buttons::Button;
use web::fields::send_value;
use web::forms::Typed;
use web::notices::{Notice, Tone};
use web::when::When;
use web::{Icon, Said, local_path, see_other};

use crate::scheduled::{self, Scheduled};

/// A scheduled answer is a draft again; one that did not go out is put aside.
pub(super) async fn take_back(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let request: RequestId = request.parse()?;
    scheduled::take_back(&ground, &who, request).await?;
    let said = Said::well("Taken back.").more("It is a draft again, and goes out only when somebody sends it.");
    let back = typed.some("back").map(local_path).filter(|back| *back != "/");
    let back = back.map_or_else(|| format!("/requests/{request}"), str::to_owned);
    Ok((said, see_other(back)).into_response())
}

/// When an answer goes out, or why it did not, with the way to take it back. Leads back to `back`.
pub fn scheduled_part(scheduled: &Scheduled, when: &When, back: &str) -> Markup {
    let path = format!("/requests/{}/answer/schedule/end", scheduled.request);
    match &scheduled.stopped {
        None => {
            let body = html! { p { "It keeps the promise once it is sent. Until then it can be taken back, and a change to it stops it." } };
            let title = format!("The answer goes out {}", when.full(scheduled.send_at));
            html! { (Notice::new(Tone::Plain, &title).icon(Icon::Info).body(body).actions(send_value(&path, "back", back, &Button::submit("Take it back").small()))) }
        }
        Some(why) => {
            let title = format!("The answer did not go out as scheduled ({})", when.near(scheduled.send_at));
            let answer = format!("/requests/{}/answer", scheduled.request);
            let ways = html! {
                (Button::link("Read the answer", &answer).small())
                (send_value(&path, "back", back, &Button::submit("Put this aside").plain().small()))
            };
            html! { (Notice::new(Tone::Care, &title).icon(Icon::Care).body(html! { p { (why) } }).actions(ways)) }
        }
    }
}
