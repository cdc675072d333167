//! Deciding otherwise than the answers recommend, with a reason; and the orders that have to be taken.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use decisions::Driver;
use ground::Ground;
use maud::{Markup, html};
use method::Recommendation;
use team::{Member, Worker};
use web::buttons::{Button, actions};
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::PageHead;
use web::shell::{Here, REQUESTS, Shell};
use web::{Said, see_other};

use super::looking::Looking;
use crate::acts::{self, By, LONGEST, Otherwise, Refused};
use crate::words;

/// The choice to let the answers decide.
const AS_RECOMMENDED: &str = "as-recommended";

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
) -> web::Result<Markup> {
    let looking = Looking::at(&ground, &who, &request).await?;
    let form = match &looking.case.decided {
        Some(decided) => Filled::with([("decision", decided.recommendation.as_str()), ("why", &decided.why)]),
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
    errors.limit(&typed, "why", LONGEST);
    let word = typed.text("decision");
    let otherwise = Recommendation::from_word(word).filter(|wanted| Recommendation::DECIDABLE.contains(wanted));
    if otherwise.is_none() && word != AS_RECOMMENDED {
        errors.add("decision", "Pick what you decide for.");
    }
    let driver = Driver::from_word(typed.text("driver"));
    if otherwise.is_some() && driver.is_none() {
        errors.add("driver", "Pick what drove it. None is forbidden.");
    }
    if !errors.is_empty() {
        return Ok(mend(&who, &looking, typed, errors));
    }
    let decided = otherwise.zip(driver);
    let decided = decided.map(|(recommendation, driver)| Otherwise { recommendation, why: typed.text("why"), driver });
    match acts::decide(&ground, &By::from(&who), looking.request.id, decided).await {
        Ok(()) => {
            let said = match otherwise {
                Some(_) => Said::well("Decided.").more("The answers and what they recommend stay beside it."),
                None => Said::well("The answers decide again."),
            };
            Ok((said, see_other(looking.path("/diagnosis"))).into_response())
        }
        Err(refused @ Refused::NoReason) => {
            errors.add("why", refused.to_string());
            Ok(mend(&who, &looking, typed, errors))
        }
        Err(refused) => Err(refused.into()),
    }
}

fn mend(who: &Member, looking: &Looking, typed: Typed, errors: Errors) -> Response {
    ToMend(page(who, looking, &Filled::back(typed, errors))).into_response()
}

fn page(who: &Member, looking: &Looking, form: &Filled) -> Markup {
    let found = looking.case.found();
    let (path, label, diagnosis) = (looking.path(""), &looking.thread.label, looking.path("/diagnosis"));
    let lead =
        html! { "The answers recommend: " (words::recommended(&found)) " A person may know better, and says why." };
    let head = PageHead::new("Decide otherwise?")
        .under("Requests", REQUESTS)
        .under(label, &path)
        .under("Diagnosis", &diagnosis)
        .ends("Decision")
        .lead(lead);
    let mut choices = form.choices("decision", "What do you decide for?");
    for recommendation in Recommendation::DECIDABLE {
        choices = choices.option(recommendation.as_str(), words::titled(recommendation), None);
    }
    if looking.case.decided.is_some() {
        choices = choices.option(AS_RECOMMENDED, "As the answers recommend", Some("Takes the decision back."));
    }
    let action = looking.path("/diagnosis/decision");
    let body = html! {
        (head)
        form class="stack" data-gap="l" method="post" action=(action) aria-label="Decide otherwise" {
            (form.notice())
            (choices)
            (form.field("why", "Why").hint("It stays with the request, with your name, beside what the answers recommended. At follow-up it is read again.").area())
            (decisions::driver_field(form))
            (actions([Button::submit("Decide").primary(), Button::link("Back to the diagnosis", &diagnosis).plain()]))
        }
    };
    Shell::new("Decide otherwise?", Here::Requests, &who.shell()).narrow().page(&body)
}

/// Notes which law, regulator or licence makes the order one to take; nothing typed takes it back.
pub(super) async fn say_mandatory(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let looking = Looking::at(&ground, &who, &request).await?;
    let mut errors = typed.check();
    errors.limit(&typed, "why", LONGEST);
    errors.into_result()?;
    acts::say_mandatory(&ground, &By::from(&who), looking.request.id, typed.some("why")).await?;
    let said = match typed.some("why") {
        Some(_) => Said::well("Noted: the order has to be taken.").more("What lies behind it is shown all the same."),
        None => Said::well("Noted: it need not be taken."),
    };
    Ok((said, see_other(looking.path("/diagnosis"))).into_response())
}
