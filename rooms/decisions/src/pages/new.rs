//! Noting a decision that was made outside a block.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::{Ground, threads};
use maud::html;
use team::{Member, Worker};
use web::buttons::{Button, actions};
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::PageHead;
use web::shell::{Here, Shell};
use web::{Said, see_other};

use super::parts::driver_field;
use super::{DECISIONS, reads};
use crate::DecisionId;
use crate::acts::{self, NewDecision, Refused};
use crate::rules::{Driver, WHAT, WHY};

pub(super) async fn show(State(ground): State<Ground>, Worker(who): Worker, typed: Typed) -> maud::Markup {
    // Sent twice, it is recorded once: under the id that the form was given.
    let id = DecisionId::new(ground.now()).to_string();
    page(&who, &Filled::with([("id", id.as_str()), ("request", typed.text("request"))]))
}

pub(super) async fn submit(
    State(ground): State<Ground>,
    Worker(who): Worker,
    mut typed: Typed,
) -> web::Result<Response> {
    let mut errors = typed.check();
    errors.need(&typed, "what", "Write what was decided, in one line.");
    errors.need(&typed, "why", "Say why, in a sentence. Whoever reads it later was not there.");
    errors.limit(&typed, "what", WHAT);
    errors.limit(&typed, "why", WHY);
    let driver = Driver::from_word(typed.text("driver"));
    if driver.is_none() {
        errors.add("driver", "Pick what drove it. None is forbidden.");
    }
    let mut tx = ground.read().await?;
    let when = reads(&mut tx, &who).await?;
    let review_on = typed.some("review_on").and_then(|text| errors.keep("review_on", when.parse_day(text)));
    let about = match typed.some("request") {
        Some(label) => {
            let thread = threads::by_label(&mut tx, who.team, &label.to_uppercase()).await?;
            if thread.is_none() {
                errors.add("request", Refused::NoRequest.to_string());
            }
            thread.map(|thread| thread.id)
        }
        None => None,
    };
    drop(tx);
    let Some(driver) = driver.filter(|_| errors.is_empty()) else { return Ok(mend(&who, typed, errors)) };
    let id = typed.text("id").parse().ok();
    let new = NewDecision { id, about, review_on, ..NewDecision::new(typed.text("what"), typed.text("why"), driver) };
    let recorded = ground::again(|| async {
        let mut tx = ground.begin().await?;
        let id = acts::record(&mut tx, who.team, who.actor(), new.clone()).await?;
        tx.commit().await?;
        Ok::<_, Refused>(id)
    })
    .await;
    match recorded {
        Ok(id) => Ok((Said::well("Written into the log."), see_other(format!("{DECISIONS}/{id}"))).into_response()),
        Err(Refused::CannotRecord(why)) => {
            errors.add(why.field(), why.to_string());
            Ok(mend(&who, typed, errors))
        }
        Err(refused @ Refused::StandsAlready) => {
            typed.set("id", DecisionId::new(ground.now()).to_string());
            errors.add_whole(refused.to_string());
            Ok(mend(&who, typed, errors))
        }
        Err(refused) => Err(refused.into()),
    }
}

fn mend(who: &Member, typed: Typed, errors: Errors) -> Response {
    ToMend(page(who, &Filled::back(typed, errors))).into_response()
}

fn page(who: &Member, form: &Filled) -> maud::Markup {
    let head = PageHead::new("Write a decision")
        .under("Decisions", DECISIONS)
        .ends("New")
        .lead("For what is decided outside a block. In a block it is asked for at the end.");
    let body = html! {
        (head)
        form class="stack" data-gap="l" method="post" action=(DECISIONS) aria-label="A decision" {
            (form.notice()) (form.hidden("id"))
            (form.field("what", "What was decided?").text())
            (form.field("why", "Why?").hint("What was known, and what was not. It stays as it is written.").area())
            (driver_field(form))
            (form.field("request", "About which request?").optional().hint("Its number, as R-218.").narrow().text())
            (form.field("review_on", "When do we look at it again?").optional().narrow().date())
            (actions([Button::submit("Write it into the log").primary(), Button::link("Back to the log", DECISIONS).plain()]))
        }
    };
    Shell::new("Write a decision", Here::Blocks, &who.shell()).form().page(&body)
}
