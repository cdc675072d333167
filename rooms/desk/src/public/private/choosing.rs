//! The options sheet as the stakeholder reads it, and choosing from it: a page that asks once more, and only then a choice.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use http::StatusCode;
use maud::{Markup, html};
use options::{CannotChoose, Refused, Sheet};
use promises::Promise;
use web::forms::{Errors, Filled, Typed};
use web::notices::{Notice, Tone};
use web::shell::Public;
use web::when::number;
use web::{Failure, Said, see_other};

use super::Visit;
use crate::public::{after, frame};

/// The sheet, with the promise that is owed now.
struct Laid {
    sheet: Sheet,
    owed: Option<Promise>,
}

impl Laid {
    async fn of(ground: &Ground, visit: &Visit) -> web::Result<Self> {
        let mut tx = ground.read().await?;
        let (team, request) = (visit.team_id(), visit.request.id);
        let sheet = options::of_request(&mut tx, team, request).await?.ok_or(Failure::NotFound)?;
        let owed = promises::owed_of(&mut tx, team, request.uuid()).await?.into_iter().next();
        Ok(Self { sheet, owed })
    }

    fn have_dates_passed(&self, visit: &Visit) -> bool {
        self.sheet.holds_until_at.is_some_and(|until| until < visit.when.now())
    }
}

pub(super) async fn show(State(ground): State<Ground>, visit: Visit, said: Said) -> web::Result<Markup> {
    let laid = Laid::of(&ground, &visit).await?;
    Ok(page(&visit, &laid, said, None, &Filled::empty()))
}

fn page(visit: &Visit, laid: &Laid, said: Said, refused: Option<&CannotChoose>, counter: &Filled) -> Markup {
    let sheet = &laid.sheet;
    let ways = number(u64::try_from(sheet.ways.len()).unwrap_or(u64::MAX));
    let title = format!("{}: {ways} ways forward", visit.thread.title);
    let base = visit.path("/options");
    let can_choose = visit.request.state.is_open() && !laid.have_dates_passed(visit);
    let recommended = sheet.numbered().find(|(_, way)| way.is_recommended);
    let body = html! {
        div class="options-page" {
            div class="page-head" {
                p class="meta" { "Options sheet for " (visit.stakeholder.called()) }
                h1 { (title) }
                @if let Some((number, way)) = recommended { p class="measure" { b { "We recommend option " (number) "." } " " (way.title) "." } }
                @if let Some(until) = sheet.holds_until_at.filter(|_| can_choose) {
                    p class="measure" { "The dates hold until " (visit.when.moment_strong(until)) "." }
                }
            }
            @if let Some(why) = refused { (Notice::new(Tone::Stop, "Nothing was chosen").why(why.to_string())) }
            @else if visit.request.state.is_open() && laid.have_dates_passed(visit) {
                (Notice::new(Tone::Care, "The dates of this sheet have passed").why("Tell us below which option you want, and we work them out again."))
            }
            (options::chosen_notice(sheet, laid.owed.as_ref().map(|owed| owed.due_at), &visit.when))
            (options::compared(sheet))
            (options::ways_to_choose(sheet, can_choose.then_some(base.as_str())))
            @if visit.request.state.is_open() { (options::counter_form(counter, &base)) }
        }
    };
    let (back, foot) = (
        visit.path(""),
        format!(
            "Prepared {} for {}. {}.",
            visit.when.day(visit.when.day_of(sheet.sent_at)),
            visit.stakeholder.called(),
            visit.thread.label
        ),
    );
    let aside = html! { a class="no-print" href=(back) { "Back to your page" } };
    Public { wide: true, aside: Some(aside), ..frame(&visit.team, &title, &foot) }.page(&after(&said, &body))
}

/// Asks once more: opening this page chooses nothing.
pub(super) async fn ask(
    State(ground): State<Ground>,
    visit: Visit,
    Path((_, way)): Path<(String, usize)>,
    said: Said,
) -> web::Result<Markup> {
    let laid = Laid::of(&ground, &visit).await?;
    let by = visit.stakeholder.name.as_str();
    once_more(&visit, &laid, way, said, &Filled::with([("chosen-by", by)])).ok_or(Failure::NotFound)
}

fn once_more(visit: &Visit, laid: &Laid, way: usize, said: Said, form: &Filled) -> Option<Markup> {
    let (action, back) = (visit.path(&format!("/options/{way}")), visit.path("/options"));
    let body = options::choose_form(&laid.sheet, way, form, &action, &back)?;
    Some(visit.page(&format!("Choose option {way}"), said, &body))
}

/// Chooses. The next promise is told at once.
pub(super) async fn choose(
    State(ground): State<Ground>,
    visit: Visit,
    Path((_, way)): Path<(String, usize)>,
    typed: Typed,
) -> web::Result<Response> {
    let laid = Laid::of(&ground, &visit).await?;
    let choice = match options::choice_typed(&typed, way) {
        Ok(choice) => choice,
        Err(errors) => {
            let page = once_more(&visit, &laid, way, Said::default(), &Filled::back(typed, errors));
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page.ok_or(Failure::NotFound)?).into_response());
        }
    };
    match options::choose(&ground, &visit.stakeholder, laid.sheet.id, choice).await {
        Ok(made) => {
            let said = Said::well(format!("Option {way} is chosen.")).more(format!(
                "You will hear when we start, and the next date, by {}.",
                visit.when.full(made.promise.due_at)
            ));
            Ok((said, see_other(visit.path(""))).into_response())
        }
        Err(Refused::CannotChoose(why)) => {
            let page = page(&visit, &laid, Said::default(), Some(&why), &Filled::empty());
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(refused) => Err(refused.into()),
    }
}

/// None of the ways fits: what the stakeholder writes starts the next promise as a choice does.
pub(super) async fn counter(State(ground): State<Ground>, visit: Visit, typed: Typed) -> web::Result<Response> {
    let laid = Laid::of(&ground, &visit).await?;
    let mend = |typed: Typed, errors: Errors| {
        let page = page(&visit, &laid, Said::default(), None, &Filled::back(typed, errors));
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let words = match options::counter_typed(&typed) {
        Ok(words) => words,
        Err(errors) => return mend(typed, errors),
    };
    match options::counter(&ground, &visit.stakeholder, laid.sheet.id, &words).await {
        Ok(promise) => {
            let said = Said::well("The team has your words.")
                .more(format!("We look again. You will hear from us by {}.", visit.when.full(promise.due_at)));
            Ok((said, see_other(visit.path(""))).into_response())
        }
        Err(Refused::CannotChoose(why)) => mend(typed, Errors::at("counter", why.to_string())),
        Err(refused) => Err(refused.into()),
    }
}
