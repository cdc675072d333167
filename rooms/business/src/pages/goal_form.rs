//! A goal is noted, changed, ended.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use jiff::civil::Date;
use maud::{Markup, html};
use team::{Member, Worker};
use web::buttons::Button;
use web::forms::{Errors, Filled, ToMend, Typed, WithFiles};
use web::heads::PageHead;
use web::when::When;
use web::{Failure, Said, see_other};

use super::{BUSINESS, LINE, TEXT, day, form_page, goal_path, id, plan_file, plan_link, reads, version};
use crate::acts::{self, GoalWords};
use crate::store::goals::{self, Goal, GoalId};

pub(super) async fn show_new(Worker(who): Worker, said: Said) -> Markup {
    new_page(&who, said, &Filled::empty())
}

fn new_page(who: &Member, said: Said, form: &Filled) -> Markup {
    let head = PageHead::new("Note a goal")
        .under("Business", BUSINESS)
        .ends("New goal")
        .lead("What is the business trying to do this year? In its own words, not in ours.");
    let body = html! {
        form class="sheet stack" data-pad="l" data-gap="l" method="post" action="/business/goals" enctype="multipart/form-data" {
            (fields(form, false))
            div class="actions" { (Button::submit("Note the goal").primary()) (Button::link("Leave it", BUSINESS).plain()) }
        }
    };
    form_page(who, said, "Note a goal", &head, &body)
}

fn fields(form: &Filled, is_change: bool) -> Markup {
    let source_hint = if is_change {
        "Only if the words change. The words before stay on the page."
    } else {
        "As “the annual plan”, or who said it"
    };
    html! {
        (form.notice())
        (form.field("title", "The goal").question().hint("As “Decide claims right the first time”").text())
        (form.field("source", "Where these words come from").optional().hint(source_hint).text())
        (form.field("why", "Why it matters to them").optional().area())
        div class="field-row" {
            (form.field("owner", "Who answers for it").optional().text())
            (form.field("confirmed", "Confirmed with them on").optional().narrow().date())
        }
        div class="field-row" {
            (form.field("from", "From").optional().narrow().date())
            (form.field("until", "Until").optional().narrow().date())
            (form.field("look", "Look at it again on").optional().narrow().date())
        }
        (form.field("link", "The plan it stands in").optional().hint("The address of the document").text())
        (form.field("plan", "Or the plan as a file").optional().hint("Up to 25 MB. A new file takes the place of the one before.").files())
        (form.field("unknown", "What we don’t know about it").optional().hint("One thing a line").area())
    }
}

/// What was typed, or what to mend.
fn words(typed: &Typed, when: &When) -> Result<GoalWords, Errors> {
    let mut errors = typed.check();
    let title = errors.need(typed, "title", "Write what the business is trying to do.").unwrap_or_default().to_owned();
    for (field, most) in [("title", LINE), ("source", LINE), ("owner", LINE), ("why", TEXT), ("unknown", TEXT)] {
        errors.limit(typed, field, most);
    }
    let words = GoalWords {
        title,
        source: typed.text("source").to_owned(),
        why: typed.text("why").to_owned(),
        owner: typed.text("owner").to_owned(),
        link: plan_link(typed, &mut errors),
        file: None,
        from_on: day(typed, &mut errors, when, "from"),
        until_on: day(typed, &mut errors, when, "until"),
        confirmed_on: day(typed, &mut errors, when, "confirmed"),
        unknown: typed.text("unknown").to_owned(),
        look_on: day(typed, &mut errors, when, "look"),
    };
    in_order(&mut errors, words.from_on, words.until_on);
    errors.into_result()?;
    Ok(words)
}

/// What ends before it begins can't be meant.
pub(super) fn in_order(errors: &mut Errors, from: Option<Date>, until: Option<Date>) {
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        errors.add("until", "It ends before it begins. Look at the two days.");
    }
}

pub(super) async fn add(State(ground): State<Ground>, Worker(who): Worker, form: WithFiles) -> web::Result<Response> {
    let when = reads(&mut ground.read().await?, &who).await?;
    let words = match words(&form.typed, &when) {
        Ok(words) => words,
        Err(errors) => {
            return Ok(ToMend(new_page(&who, Said::default(), &Filled::back(form.typed, errors))).into_response());
        }
    };
    let file = plan_file::keep(&ground, &who, form.files).await?;
    let goal = acts::add_goal(&ground, who.team, who.actor(), GoalWords { file, ..words }).await?;
    let said = Said::well("Noted.")
        .more("How does the business count it? Add the metric, and it stands beside every request for this goal.");
    Ok((said, see_other(goal_path(goal.id))).into_response())
}

fn filled(goal: &Goal) -> Filled {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    Filled::with([
        ("title", goal.title.clone()),
        ("why", goal.why.clone()),
        ("owner", goal.owner.clone()),
        ("link", goal.plan.link.clone()),
        ("from", day(goal.from_on)),
        ("until", day(goal.until_on)),
        ("confirmed", day(goal.confirmed_on)),
        ("unknown", goal.unknown.clone()),
        ("look", day(goal.look_on)),
        ("version", goal.version.to_string()),
    ])
}

fn edit_page(who: &Member, said: Said, goal: &Goal, form: &Filled) -> Markup {
    let path = goal_path(goal.id);
    let head = PageHead::new("Change the goal").under("Business", BUSINESS).under(&goal.title, &path).ends("Change");
    let body = html! {
        form class="sheet stack" data-pad="l" data-gap="l" method="post" action={ (path) "/edit" } enctype="multipart/form-data" {
            (form.hidden("version"))
            (fields(form, true))
            div class="actions" { (Button::submit("Keep the goal").primary()) (Button::link("Leave it", &path).plain()) }
        }
        form class="stack" data-gap="s" method="post" action={ (path) "/end" } {
            p class="small quiet" { "A goal that is reached or given up ends. Its metrics and what was linked to it stay to be read." }
            div class="actions" { (Button::submit("End the goal").quiet().small()) }
        }
    };
    form_page(who, said, "Change the goal", &head, &body)
}

async fn found(ground: &Ground, who: &Member, goal: &str) -> web::Result<(Goal, When)> {
    let mut tx = ground.read().await?;
    let goal: GoalId = id(goal)?;
    let goal = goals::find(&mut tx, who.team, goal).await?.ok_or(Failure::NotFound)?;
    Ok((goal, reads(&mut tx, who).await?))
}

pub(super) async fn show_edit(
    State(ground): State<Ground>,
    Worker(who): Worker,
    said: Said,
    Path(goal): Path<String>,
) -> web::Result<Markup> {
    let (goal, _) = found(&ground, &who, &goal).await?;
    Ok(edit_page(&who, said, &goal, &filled(&goal)))
}

pub(super) async fn change(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(goal): Path<String>,
    form: WithFiles,
) -> web::Result<Response> {
    let (goal, when) = found(&ground, &who, &goal).await?;
    let words = match words(&form.typed, &when) {
        Ok(words) => words,
        Err(errors) => {
            return Ok(
                ToMend(edit_page(&who, Said::default(), &goal, &Filled::back(form.typed, errors))).into_response()
            );
        }
    };
    let file = plan_file::keep(&ground, &who, form.files).await?;
    acts::change_goal(&ground, who.team, who.actor(), goal.id, version(&form.typed), GoalWords { file, ..words })
        .await?;
    Ok((Said::well("Kept."), see_other(goal_path(goal.id))).into_response())
}

pub(super) async fn end(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(goal): Path<String>,
) -> web::Result<Response> {
    acts::end_goal(&ground, who.team, who.actor(), id(&goal)?).await?;
    Ok((Said::well("The goal has ended."), see_other(BUSINESS)).into_response())
}
