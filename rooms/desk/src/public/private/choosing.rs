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
use web::{Failure, Said, see_other};

use super::Visit;
use crate::public::after;
use crate::say;

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
    Ok(page(&visit, &laid, said, None, &Filled::empty().in_language(visit.language())))
}

fn page(visit: &Visit, laid: &Laid, said: Said, refused: Option<&CannotChoose>, counter: &Filled) -> Markup {
    let (language, sheet) = (visit.language(), &laid.sheet);
    let title = say::sheet_title(language, &visit.thread.title, language.number(sheet.ways.len()));
    let base = visit.path("/options");
    let can_choose = visit.request.state.is_open() && !laid.have_dates_passed(visit);
    let recommended = sheet.numbered().find(|(_, way)| way.is_recommended);
    let body = html! {
        div class="options-page" {
            div class="page-head" {
                p class="meta" { (say::sheet_for(language, visit.stakeholder.called())) }
                h1 { (title) }
                @if let Some((number, way)) = recommended { p class="measure" { b { (say::sheet_recommended(language, number)) } " " (way.title) "." } }
                @if let Some(until) = sheet.holds_until_at.filter(|_| can_choose) {
                    p class="measure" { (say::sheet_hold_html(language, visit.when.moment_strong(until))) }
                }
            }
            @if let Some(why) = refused { (Notice::new(Tone::Stop, say::sheet_none_chosen(language)).why(options::words(*why, language))) }
            @else if visit.request.state.is_open() && laid.have_dates_passed(visit) {
                (Notice::new(Tone::Care, say::sheet_passed(language)).why(say::sheet_passed_why(language)))
            }
            (options::chosen_notice(sheet, laid.owed.as_ref().map(|owed| owed.due_at), &visit.when))
            (options::compared(sheet, language))
            (options::ways_to_choose(sheet, can_choose.then_some(base.as_str()), language))
            @if visit.request.state.is_open() { (options::counter_form(counter, &base)) }
        }
    };
    let prepared = visit.when.day(visit.when.day_of(sheet.sent_at));
    let foot = say::sheet_foot(language, prepared, visit.stakeholder.called(), &visit.thread.label);
    let aside = html! { a class="no-print" href=(visit.path("")) { (say::sheet_back(language)) } };
    visit.framed(&title, aside, true, &foot, &after(&said, &body))
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
    once_more(&visit, &laid, way, said, &Filled::with([("chosen-by", by)]).in_language(visit.language()))
        .ok_or(Failure::NotFound)
}

fn once_more(visit: &Visit, laid: &Laid, way: usize, said: Said, form: &Filled) -> Option<Markup> {
    let (action, back) = (visit.path(&format!("/options/{way}")), visit.path("/options"));
    let body = options::choose_form(&laid.sheet, way, form, &action, &back)?;
    Some(visit.page(&say::choose_title(visit.language(), way), said, &body))
}

/// Chooses. The next promise is told at once.
pub(super) async fn choose(
    State(ground): State<Ground>,
    visit: Visit,
    Path((_, way)): Path<(String, usize)>,
    typed: Typed,
) -> web::Result<Response> {
    let laid = Laid::of(&ground, &visit).await?;
    let (typed, language) = (visit.typed(typed), visit.language());
    let choice = match options::choice_typed(&typed, way) {
        Ok(choice) => choice,
        Err(errors) => {
            let page = once_more(&visit, &laid, way, Said::default(), &Filled::back(typed, errors));
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page.ok_or(Failure::NotFound)?).into_response());
        }
    };
    match options::choose(&ground, &visit.stakeholder, laid.sheet.id, choice).await {
        Ok(made) => {
            let more = say::is_chosen_more(language, visit.when.full(made.promise.due_at));
            let said = Said::well(say::is_chosen(language, way)).more(more);
            Ok((said, see_other(visit.path(""))).into_response())
        }
        Err(Refused::CannotChoose(why)) => {
            let page = page(&visit, &laid, Said::default(), Some(&why), &Filled::empty().in_language(language));
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(refused) => Err(refused.into()),
    }
}

/// None of the ways fits: what the stakeholder writes starts the next promise as a choice does.
pub(super) async fn counter(State(ground): State<Ground>, visit: Visit, typed: Typed) -> web::Result<Response> {
    let laid = Laid::of(&ground, &visit).await?;
    let (typed, language) = (visit.typed(typed), visit.language());
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
            let more = say::look_again(language, visit.when.full(promise.due_at));
            let said = Said::well(say::has_words(language)).more(more);
            Ok((said, see_other(visit.path(""))).into_response())
        }
        Err(Refused::CannotChoose(why)) => mend(typed, Errors::at("counter", options::words(why, language))),
        Err(refused) => Err(refused.into()),
    }
}
