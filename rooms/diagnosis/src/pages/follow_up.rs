//! What it was in the end: the causes that follow-up confirmed.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use maud::{Markup, html};
use method::Cause;
use team::{Member, Worker};
use web::buttons::{Button, actions};
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::PageHead;
use web::shell::{Here, REQUESTS, Shell};
use web::{Said, see_other};

use super::looking::Looking;
use crate::acts::{self, By, LONGEST, Refused};
use crate::words;

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
) -> web::Result<Markup> {
    let looking = Looking::at(&ground, &who, &request).await?;
    let form = match &looking.case.review {
        Some(review) => {
            let confirmed = review.causes.iter().filter(|reviewed| reviewed.is_confirmed);
            let mut typed = Typed::filled(confirmed.map(|reviewed| ("cause", reviewed.cause.code())));
            typed.set("note", &review.note);
            Filled { typed, errors: Errors::default() }
        }
        None => Filled::empty(),
    };
    Ok(page(&who, &looking, &form))
}

pub(super) async fn submit(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let looking = Looking::at(&ground, &who, &request).await?;
    let mut errors = typed.check();
    errors.limit(&typed, "note", LONGEST);
    if errors.is_empty() {
        let confirmed: Vec<Cause> = typed.all("cause").filter_map(Cause::from_code).collect();
        match acts::review(&ground, &By::from(&who), looking.request.id, &confirmed, typed.text("note")).await {
            Ok(_) => {
                let said = Said::well("Recorded.").more("Later diagnoses learn from it.");
                return Ok((said, see_other(looking.path("/diagnosis"))).into_response());
            }
            Err(Refused::NoReason) => {
                errors.add("note", "Say how you know, in a sentence: what was seen at follow-up.");
            }
            Err(refused @ Refused::CannotReview(_)) => errors.add_whole(refused.to_string()),
            Err(refused) => return Err(refused.into()),
        }
    }
    Ok(ToMend(page(&who, &looking, &Filled::back(typed, errors))).into_response())
}

fn page(who: &Member, looking: &Looking, form: &Filled) -> Markup {
    let (path, label, diagnosis) = (looking.path(""), &looking.thread.label, looking.path("/diagnosis"));
    let head = PageHead::new("What was it in the end?")
        .under("Requests", REQUESTS)
        .under(label, &path)
        .under("Diagnosis", &diagnosis)
        .ends("Causes")
        .lead("Tick the causes that follow-up confirmed, several or none. Only what somebody looked at teaches later diagnoses.");
    let found = looking.case.found();
    let action = looking.path("/diagnosis/causes");
    let body = html! {
        (head)
        form class="stack" data-gap="l" method="post" action=(action) aria-label="What was it in the end?" {
            (form.notice())
            fieldset class="field" {
                legend { "Confirmed causes" }
                p class="hint" { "None ticked means that none of them was it." }
                div class="stack" data-gap="s" {
                    @for judged in found.ranked() {
                        @let below = format!("{}, {}", judged.band().word(), words::support(judged.support));
                        (form.tick_of("cause", judged.cause.code(), judged.cause.name(), Some(&below)))
                    }
                }
            }
            (form.field("note", "How do you know?").hint("What was done, and what the number did after it.").area())
            (actions([Button::submit("Record it").primary(), Button::link("Back to the diagnosis", &diagnosis).plain()]))
            p class="small quiet" { a href="/diagnosis/calibration" { "How well diagnoses held so far" } }
        }
    };
    Shell::new("What was it in the end?", Here::Requests, &who.shell()).narrow().page(&body)
}
