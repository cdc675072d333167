//! The parts that a stakeholder's options page and the question “choose this one?” are made of; the page itself is the desk's, as it knows
//! the private link. And the note of a member about a choice that reached the team in another way.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use ground::Ground;
use maud::{Markup, html};
use requests::RequestId;
use team::Worker;
use web::buttons::{Button, actions};
use web::forms::{Errors, Filled, Typed};
use web::lists::{Table, facts};
use web::marks::tag_accent;
use web::notices::{Notice, Tone};
use web::when::When;
use web::words::paragraphs;
use web::{Failure, Icon, Language, Said, see_other};

use crate::acts::{self, NewChoice, Refused};
use crate::rules::{CannotChoose, Way};
use crate::say;
use crate::store::{self, Sheet};

/// The longest reason and the longest counter, in signs.
const LONGEST: usize = 5_000;

/// The act of a member who notes a choice: `POST /requests/{id}/choice`.
pub fn routes() -> Router<Ground> {
    Router::new().route("/requests/{id}/choice", post(note))
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unknown => Self::NotFound,
            Refused::Store(error) => error.into(),
            Refused::Request(refused) => refused.into(),
            Refused::CannotChoose(_) | Refused::NoTime(_) => Self::Refused(refused.to_string()),
        }
    }
}

async fn note(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let request: RequestId = request.parse()?;
    let mut errors = typed.check();
    errors.limit(&typed, "why", LONGEST);
    errors.limit(&typed, "chosen-by", 200);
    let sheet = store::of_request(&mut ground.read().await?, who.team, request).await?.ok_or(Failure::NotFound)?;
    let way = errors.keep("way", way_number(typed.text("way")));
    errors.into_result()?;
    let choice = NewChoice { way: way.unwrap_or_default(), ..choice_of(&typed) };
    let made = acts::note_choice(&ground, &who, sheet.id, choice).await?;
    let zone = team::calendar::current(&mut ground.read().await?, who.team).await?.zone;
    let when = When::new(who.reads_in(&zone), ground.now());
    let said = Said::well(format!("Noted: option {}.", made.sheet.choice.map_or(0, |choice| choice.way)))
        .more(format!("They hear the start and the next date by {}.", when.full(made.promise.due_at)));
    Ok((said, see_other(format!("/requests/{request}"))).into_response())
}

fn way_number(text: &str) -> Result<usize, &'static str> {
    text.parse().map_err(|_no_number| "Pick the option that they chose.")
}

fn choice_of(typed: &Typed) -> NewChoice {
    let why = typed.some("why").map(str::to_owned);
    NewChoice { way: 0, why, chosen_by: typed.text("chosen-by").to_owned() }
}

/// The ways in short, for a phone: name and date, each leading to the way below.
pub fn compared(sheet: &Sheet, language: Language) -> Markup {
    let rows = sheet.numbered().map(|(number, way)| {
        html! {
            tr data-selected[way.is_recommended] {
                th scope="row" {
                    a href={ "#option-" (number) } { (number) ", " (way.title) }
                    @if way.is_recommended { small { (say::recommended(language)) } }
                }
                td { (way.ready_by.as_deref().unwrap_or(say::not_said(language))) }
            }
        }
    });
    let columns = [say::option(language), say::ready(language)];
    html! {
        section class="sheet only-phone no-print" data-pad="s" aria-labelledby="o-short" {
            h2 class="eyebrow" id="o-short" { (say::in_short(language)) }
            (Table::new(say::in_short_caption(language), columns).tight().rows(rows))
        }
    }
}

/// The ways beside each other. Where one can still be chosen, each leads to the page that asks once more: `base/1`, `base/2` and so on.
pub fn ways_to_choose(sheet: &Sheet, base: Option<&str>, language: Language) -> Markup {
    let chosen = sheet.choice.as_ref().map(|choice| choice.way);
    html! {
        div class="options" {
            @for (number, way) in sheet.numbered() {
                article class="option" id={ "option-" (number) } data-recommended[way.is_recommended] aria-labelledby={ "option-" (number) "-title" } {
                    div class="cluster" data-justify="between" {
                        span class="option-number" { (say::option_number(language, number)) }
                        @if chosen == Some(number) { (tag_accent(say::chosen(language))) }
                        @else if way.is_recommended { (tag_accent(say::recommended(language))) }
                    }
                    h2 class="option-title" id={ "option-" (number) "-title" } { (way.title) }
                    (facts_of(way, language))
                    @if let Some(base) = base && chosen != Some(number) {
                        @let word = say::choose_option(language, number);
                        @let path = format!("{base}/{number}");
                        @let button = Button::link(&word, &path);
                        @if way.is_recommended { (button.primary()) } @else { (button) }
                    }
                }
            }
        }
    }
}

/// What is known of one way: what is done, by when, with what effort. The same rows for every way, so that they stand beside each other.
pub fn facts_of(way: &Way, language: Language) -> Markup {
    let said = |text: &Option<String>| {
        text.as_deref().map_or_else(|| html! { span class="unshared" { (say::not_said(language)) } }, paragraphs)
    };
    facts([
        (say::what_is_done(language), paragraphs(&way.what)),
        (say::ready(language), said(&way.ready_by)),
        (say::effort(language), said(&way.effort)),
    ])
}

/// Asks once more before anything is chosen: a form that posts to `action`. `back` leads to all ways.
pub fn choose_form(sheet: &Sheet, way: usize, form: &Filled, action: &str, back: &str) -> Option<Markup> {
    let (chosen, language) = (sheet.way(way)?, form.language());
    let yes = say::choose_yes(language, way);
    let all = match sheet.ways.len() {
        2 => say::choose_back_both(language).to_owned(),
        many => say::choose_back_all(language, language.number(many)),
    };
    let lead = if chosen.is_recommended { say::choose_lead_recommended } else { say::choose_lead };
    Some(html! {
        form class="stack" data-gap="l" method="post" action=(action) {
            (form.notice())
            div class="stack" { h1 { (say::choose_heading(language, way)) } p class="lead" { (lead(language, &chosen.title)) } }
            section class="sheet" aria-label=(say::choose_what(language)) { (facts_of(chosen, language)) }
            (form.field("why", say::choose_why(language)).optional().hint(say::choose_why_hint(language)).area())
            (form.field("chosen-by", say::choose_by(language)).autocomplete("name").text())
            div class="stack" data-gap="s" {
                (actions([Button::submit(&yes).primary().large(), Button::link(&all, back).quiet().large()]))
                p class="small quiet" { (say::choose_foot(language)) }
            }
        }
    })
}

/// Reads [`choose_form`].
pub fn choice_typed(typed: &Typed, way: usize) -> Result<NewChoice, Errors> {
    let mut errors = typed.check();
    errors.limit(typed, "why", LONGEST);
    errors.limit(typed, "chosen-by", 200);
    errors.need(typed, "chosen-by", say::choose_by_missing(typed.language()));
    errors.into_result()?;
    Ok(NewChoice { way, ..choice_of(typed) })
}

/// What was chosen, and by when they hear more; nothing while nothing is.
pub fn chosen_notice(sheet: &Sheet, due_at: Option<jiff::Timestamp>, when: &When) -> Markup {
    let Some((choice, way)) = sheet.choice.as_ref().and_then(|choice| Some((choice, sheet.way(choice.way)?))) else {
        return html! {};
    };
    let language = when.language();
    let title = say::is_chosen(language, choice.way, &way.title);
    let body = html! {
        p { (say::is_chosen_by_html(language, &choice.chosen_by, when.moment_short(choice.chosen_at))) }
        @if let Some(due_at) = due_at { p { (say::will_hear_html(language, when.moment_strong(due_at))) } }
    };
    html! { (Notice::new(Tone::Good, &title).icon(Icon::Check).body(body)) }
}

/// None of these: says what does not fit, to `action`. It starts the next promise as a choice does.
pub fn counter_form(form: &Filled, action: &str) -> Markup {
    let language = form.language();
    html! {
        form class="stack no-print" method="post" action=(action) {
            (form.notice())
            (form.field("counter", say::counter(language)).hint(say::counter_hint(language)).area())
            (actions([Button::submit(say::counter_send(language))]))
        }
    }
}

/// Why a way can't be chosen, as its stakeholder reads it.
pub fn words(why: CannotChoose, language: Language) -> &'static str {
    match why {
        CannotChoose::NoSuchWay => say::no_such_way(language),
        CannotChoose::DatesPassed => say::dates_passed(language),
        CannotChoose::Begun => say::begun(language),
        CannotChoose::Replaced => say::replaced(language),
        CannotChoose::Over => say::over(language),
    }
}

/// Reads [`counter_form`].
pub fn counter_typed(typed: &Typed) -> Result<String, Errors> {
    let mut errors = typed.check();
    errors.limit(typed, "counter", LONGEST);
    let words = errors.need(typed, "counter", say::counter_missing(typed.language())).unwrap_or_default().to_owned();
    errors.into_result()?;
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stakeholder_reads_in_english_what_the_rule_says() {
        use CannotChoose::{Begun, DatesPassed, NoSuchWay, Over, Replaced};
        for why in [NoSuchWay, DatesPassed, Begun, Replaced, Over] {
            assert_eq!(words(why, Language::En), why.to_string());
        }
    }
}
