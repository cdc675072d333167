//! Marking a request as an emergency named in advance, from its page; and the form once more where something is to mend.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use maud::{Markup, html};
use requests::RequestId;
use team::{Member, Worker};
use web::buttons::{Button, actions};
use web::forms::{Filled, ToMend, Typed};
use web::heads::PageHead;
use web::shell::{Here, REQUESTS, Shell};
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
    match acts::mark_emergency(&ground, &who, request, typed.text("kind"), typed.text("why")).await {
        Ok(open) => {
            let said = Said::well("Marked as an emergency.");
            let more = match open {
                Some(_) => "It stands on the agenda of your open block.",
                None => {
                    "It comes first in the next block. If it can’t wait for that, answer it now: such an answer counts neither as outside a block nor as rapid."
                }
            };
            Ok((said.more(more), see_other(format!("{REQUESTS}/{request}"))).into_response())
        }
        Err(Refused::Request(requests::Refused::Emergency(refused))) => {
            let form = Filled::back(typed, requests::pages::mark_errors(refused));
            Ok(ToMend(to_mend(&ground, &who, request, &form).await?).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

async fn to_mend(ground: &Ground, who: &Member, request: RequestId, form: &Filled) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let found = requests::readings::find(&mut tx, who.team, request).await?.ok_or(Failure::NotFound)?;
    let kinds = requests::readings::kinds_in_force(&mut tx, who.team).await?;
    drop(tx);
    let (title, path) = ("Mark it as an emergency", format!("{REQUESTS}/{request}"));
    let body = html! {
        (PageHead::new(title).under("Requests", REQUESTS).under(&found.subject, &path).ends("Emergency")
            .lead("It was not marked yet. Only what was agreed in advance jumps the queue, and is counted."))
        form class="stack" data-gap="l" method="post" action={ (path) "/emergency" } novalidate {
            (form.notice())
            (requests::pages::mark_fields(form, &kinds))
            (actions([Button::submit("Mark it"), Button::link("Back to the request", &path).plain()]))
        }
    };
    Ok(Shell::new(title, Here::Requests, &who.shell()).form().page(&body))
}
