//! Questions to bring: the list, one of them with what came of it, and putting another on the list.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use maud::{Markup, html};
use team::{Member, Worker};
use web::buttons::Button;
use web::forms::{Filled, ToMend, Typed};
use web::heads::{PageHead, section};
use web::lists::{empty, facts};
use web::when::When;
use web::{Failure, Said, local_path, see_other};

use super::clues::about;
use super::heard::{question_form, question_meta, question_rows};
use super::parts::day_month;
use super::{BUSINESS, LINE, TEXT, form_page, goal_path, id, metric_path, page, reads};
use crate::acts::{self, NewQuestion};
use crate::store::questions::{self, Question};
use crate::store::{charted, goals, metrics};

const QUESTIONS: &str = "/business/questions";

/// What a question carries with it from the page it was put on.
const HIDDEN: [&str; 4] = ["goal", "metric", "why", "back"];

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    said: Said,
    typed: Typed,
) -> web::Result<Markup> {
    let hidden = carried(&typed);
    let hidden: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let form = Filled::with([("question", typed.text("question")), ("for", typed.text("for"))]);
    all(&ground, &who, said, &form, &hidden).await
}

fn carried(typed: &Typed) -> Vec<(&'static str, String)> {
    HIDDEN.into_iter().filter_map(|name| Some((name, typed.some(name)?.to_owned()))).collect()
}

async fn all(ground: &Ground, who: &Member, said: Said, form: &Filled, hidden: &[(&str, &str)]) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let when = reads(&mut tx, who).await?;
    let open = questions::open(&mut tx, who.team).await?;
    let closed = questions::closed(&mut tx, who.team, 50).await?;
    let today = super::met::today(&mut tx, who, &when).await?;
    let list = if open.is_empty() {
        let words = html! { p { "A question you bring makes you somebody who thinks along, before anybody places an order. A goal without a figure or a figure that moved is a good reason for one." } };
        empty("No question to bring", &words, None)
    } else {
        question_rows(&open, &today, &when)
    };
    let body = html! {
        div class="split" {
            div class="stack" data-gap="xl" {
                (section("q-open", "To bring", None, &list))
                @if !closed.is_empty() { (section("q-closed", "What came of others", None, &closed_rows(&closed, &when))) }
            }
            aside class="stack" data-gap="l" aria-label="Another question" {
                section class="sheet" data-pad="s" { h2 class="eyebrow" { "Another question" } (form.notice()) (question_form(form, hidden)) }
            }
        }
    };
    let head = PageHead::new("Questions to bring")
        .under("Business", BUSINESS)
        .ends("Questions")
        .lead("To whom, when, and what came of them.");
    Ok(page(who, said, "Questions to bring", &head, &body))
}

fn closed_rows(closed: &[Question], when: &When) -> Markup {
    html! {
        ol class="diary" role="list" {
            @for question in closed {
                li class="diary-row" {
                    div class="diary-body" {
                        p class="serif" { a href={ (QUESTIONS) "/" (question.id) } { "“" (question.words) "”" } }
                        @if !question.came.is_empty() { p class="small" { (question.came) } }
                        p class="meta" { (closed_meta(question, when)) }
                    }
                }
            }
        }
    }
}

fn closed_meta(question: &Question, when: &When) -> String {
    let name = if question.for_name.is_empty() { "nobody named" } else { &question.for_name };
    match (question.asked_at, question.closed_at) {
        (Some(at), _) => format!("asked {name}, {}", day_month(when, at)),
        (None, Some(at)) => format!("let go, {}", day_month(when, at)),
        (None, None) => name.to_owned(),
    }
}

pub(super) async fn ask(State(ground): State<Ground>, Worker(who): Worker, typed: Typed) -> web::Result<Response> {
    let when = reads(&mut ground.read().await?, &who).await?;
    let mut errors = typed.check();
    errors.need(&typed, "question", "Write the question as you would ask it.");
    for field in ["question", "for", "why"] {
        errors.limit(&typed, field, LINE);
    }
    let bring_at = typed.some("when").and_then(|text| errors.keep("when", when.parse(text)));
    if !errors.is_empty() {
        let hidden = carried(&typed);
        let hidden: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = all(&ground, &who, Said::default(), &Filled::back(typed, errors), &hidden).await?;
        return Ok(ToMend(page).into_response());
    }
    let new = NewQuestion {
        words: typed.text("question").to_owned(),
        for_name: typed.text("for").to_owned(),
        why: typed.text("why").to_owned(),
        about: about(&typed)?,
        bring_at,
        in_block: typed.ticked("in-block"),
    };
    acts::ask(&ground, who.team, who.actor(), new).await?;
    let back = typed.some("back").map_or(BUSINESS, local_path);
    Ok((Said::well("On the list."), see_other(back)).into_response())
}

async fn found(ground: &Ground, who: &Member, question: &str) -> web::Result<Question> {
    let question = questions::find(&mut ground.read().await?, who.team, id(question)?).await?;
    question.ok_or(Failure::NotFound)
}

pub(super) async fn show_one(
    State(ground): State<Ground>,
    Worker(who): Worker,
    said: Said,
    Path(question): Path<String>,
) -> web::Result<Markup> {
    let question = found(&ground, &who, &question).await?;
    let asked = if question.asked_at.is_some() || question.closed_at.is_none() { "asked" } else { "let-go" };
    let form = Filled::with([("came", question.came.as_str()), ("outcome", asked)]);
    one(&ground, &who, said, &question, &form).await
}

async fn one(ground: &Ground, who: &Member, said: Said, question: &Question, form: &Filled) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let when = reads(&mut tx, who).await?;
    let today = super::met::today(&mut tx, who, &when).await?;
    let goal = match question.goal {
        Some(goal) => goals::find(&mut tx, who.team, goal).await?,
        None => None,
    };
    let metric = match question.metric {
        Some(metric) => metrics::find(&mut tx, who.team, metric).await?,
        None => None,
    };
    let names = charted::names(&mut tx, who.team).await?;
    let by = names.get(&question.by).map_or("a former member", String::as_str);
    let about = html! {
        @if let Some(goal) = &goal { a href=(goal_path(goal.id)) { (goal.title) } }
        @if goal.is_some() && metric.is_some() { ", " }
        @if let Some(metric) = &metric { a href=(metric_path(metric.id)) { (metric.name) } }
        @if goal.is_none() && metric.is_none() { "the business as a whole" }
    };
    let noted = html! { (by) ", " (when.day(when.day_of(question.made_at))) };
    let action = format!("{QUESTIONS}/{}", question.id);
    let body = html! {
        section class="sheet" aria-label="The question" {
            p class="question serif" { "“" (question.words) "”" }
            (facts([("For", html! { (question_meta(question, &today, &when)) }), ("About", about), ("Noted by", noted)]))
        }
        form class="sheet stack" data-gap="l" method="post" action=(action) {
            (form.notice())
            h2 { "What came of it?" }
            (form.choices("outcome", "Was it asked?").unseen_legend().grid()
                .option("asked", "It was asked", Some("What they said, in their words where you can."))
                .option("let-go", "Let it go", Some("It answered itself, or it is not worth their time.")))
            (form.field("came", "What they said, and what follows").optional().area())
            div class="actions" { (Button::submit("Keep it").primary()) (Button::link("Leave it on the list", QUESTIONS).plain()) }
        }
    };
    let head =
        PageHead::new("A question to bring").under("Business", BUSINESS).under("Questions", QUESTIONS).ends("One");
    Ok(form_page(who, said, "A question to bring", &head, &body))
}

pub(super) async fn close(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(question): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let question = found(&ground, &who, &question).await?;
    let mut errors = typed.check();
    errors.limit(&typed, "came", TEXT);
    let outcome = typed.text("outcome");
    if !["asked", "let-go"].contains(&outcome) {
        errors.add("outcome", "Say whether it was asked.");
    }
    if !errors.is_empty() {
        let page = one(&ground, &who, Said::default(), &question, &Filled::back(typed, errors)).await?;
        return Ok(ToMend(page).into_response());
    }
    acts::close_question(&ground, who.team, who.actor(), question.id, outcome == "asked", typed.text("came")).await?;
    Ok((Said::well("Kept."), see_other(QUESTIONS)).into_response())
}
