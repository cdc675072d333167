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
use web::when::{When, number};
use web::words::paragraphs;
use web::{Failure, Icon, Said, see_other};

use crate::acts::{self, NewChoice, Refused};
use crate::rules::Way;
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
    let when = When::new(team::calendar::current(&mut ground.read().await?, who.team).await?.zone, ground.now());
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
pub fn compared(sheet: &Sheet) -> Markup {
    let rows = sheet.numbered().map(|(number, way)| {
        html! {
            tr data-selected[way.is_recommended] {
                th scope="row" {
                    a href={ "#option-" (number) } { (number) ", " (way.title) }
                    @if way.is_recommended { small { "recommended" } }
                }
                td { (way.ready_by.as_deref().unwrap_or("not said")) }
            }
        }
    });
    html! {
        section class="sheet only-phone no-print" data-pad="s" aria-labelledby="o-short" {
            h2 class="eyebrow" id="o-short" { "In short" }
            (Table::new("The options in short", ["Option", "Ready"]).tight().rows(rows))
        }
    }
}

/// The ways beside each other. Where one can still be chosen, each leads to the page that asks once more: `base/1`, `base/2` and so on.
pub fn ways_to_choose(sheet: &Sheet, base: Option<&str>) -> Markup {
    let chosen = sheet.choice.as_ref().map(|choice| choice.way);
    html! {
        div class="options" {
            @for (number, way) in sheet.numbered() {
                article class="option" id={ "option-" (number) } data-recommended[way.is_recommended] aria-labelledby={ "option-" (number) "-title" } {
                    div class="cluster" data-justify="between" {
                        span class="option-number" { "Option " (number) }
                        @if chosen == Some(number) { (tag_accent("chosen")) }
                        @else if way.is_recommended { (tag_accent("recommended")) }
                    }
                    h2 class="option-title" id={ "option-" (number) "-title" } { (way.title) }
                    (facts_of(way))
                    @if let Some(base) = base && chosen != Some(number) {
                        @let word = format!("Choose option {number}");
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
pub fn facts_of(way: &Way) -> Markup {
    let said = |text: &Option<String>| {
        text.as_deref().map_or_else(|| html! { span class="unshared" { "not said" } }, paragraphs)
    };
    facts([
        ("What is done, and how it differs", paragraphs(&way.what)),
        ("Ready", said(&way.ready_by)),
        ("Effort", said(&way.effort)),
    ])
}

/// Asks once more before anything is chosen: a form that posts to `action`. `back` leads to all ways.
pub fn choose_form(sheet: &Sheet, way: usize, form: &Filled, action: &str, back: &str) -> Option<Markup> {
    let chosen = sheet.way(way)?;
    let yes = format!("Yes, option {way}");
    let all = match sheet.ways.len() {
        2 => "Back to both".to_owned(),
        many => format!("Back to all {}", number(u64::try_from(many).unwrap_or(u64::MAX))),
    };
    let lead = if chosen.is_recommended { " It is the one we recommend." } else { "" };
    Some(html! {
        form class="stack" data-gap="l" method="post" action=(action) {
            (form.notice())
            div class="stack" { h1 { "Choose option " (way) "?" } p class="lead" { (chosen.title) "." (lead) } }
            section class="sheet" aria-label="What you choose" { (facts_of(chosen)) }
            (form.field("why", "Why this one?").optional().hint("One sentence. It helps us with the next sheet, and you when somebody asks.").area())
            (form.field("chosen-by", "Chosen by").autocomplete("name").text())
            div class="stack" data-gap="s" {
                (actions([Button::submit(&yes).primary().large(), Button::link(&all, back).quiet().large()]))
                p class="small quiet" { "With your choice the clock starts for the next promise: when we begin, and the next date. You can change your mind until the work begins." }
            }
        }
    })
}

/// Reads [`choose_form`].
pub fn choice_typed(typed: &Typed, way: usize) -> Result<NewChoice, Errors> {
    let mut errors = typed.check();
    errors.limit(typed, "why", LONGEST);
    errors.limit(typed, "chosen-by", 200);
    errors.need(typed, "chosen-by", "Write who chooses, so that we know whom to ask.");
    errors.into_result()?;
    Ok(NewChoice { way, ..choice_of(typed) })
}

/// What was chosen, and by when they hear more; nothing while nothing is.
pub fn chosen_notice(sheet: &Sheet, due_at: Option<jiff::Timestamp>, when: &When) -> Markup {
    let Some((choice, way)) = sheet.choice.as_ref().and_then(|choice| Some((choice, sheet.way(choice.way)?))) else {
        return html! {};
    };
    let title = format!("Option {} is chosen: {}", choice.way, way.title);
    let body = html! {
        p { "Chosen by " (choice.chosen_by) ", " (when.moment_short(choice.chosen_at)) "." }
        @if let Some(due_at) = due_at { p { "You will hear when we start, and the next date, by " (when.moment_strong(due_at)) "." } }
    };
    html! { (Notice::new(Tone::Good, &title).icon(Icon::Check).body(body)) }
}

/// None of these: says what does not fit, to `action`. It starts the next promise as a choice does.
pub fn counter_form(form: &Filled, action: &str) -> Markup {
    html! {
        form class="stack no-print" method="post" action=(action) {
            (form.notice())
            (form.field("counter", "None of these?").hint("Say what does not fit. We look again, and tell you by when you hear from us.").area())
            (actions([Button::submit("Send it to the team")]))
        }
    }
}

/// Reads [`counter_form`].
pub fn counter_typed(typed: &Typed) -> Result<String, Errors> {
    let mut errors = typed.check();
    errors.limit(typed, "counter", LONGEST);
    let words =
        errors.need(typed, "counter", "Write what does not fit, in a sentence or two.").unwrap_or_default().to_owned();
    errors.into_result()?;
    Ok(words)
}
