//! An initiative or a challenge of a goal is noted, changed, ended.

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

use super::goal_form::in_order;
use super::{BUSINESS, LINE, TEXT, day, form_page, goal_path, id, plan_file, plan_link, reads, version};
use crate::acts::{self, StepWords};
use crate::store::goals::{self, Goal, GoalId, Step, StepKind};

fn words_of(kind: StepKind) -> (&'static str, &'static str) {
    match kind {
        StepKind::Initiative => ("Note an initiative", "What are they doing about it?"),
        StepKind::Challenge => ("Note a challenge", "What stands in the way?"),
    }
}

fn fields(form: &Filled, kind: StepKind) -> Markup {
    html! {
        (form.notice())
        (form.field("title", words_of(kind).1).question().text())
        (form.field("note", "Where, since when, who said so").optional().text())
        (form.field("owner", "Who answers for it").optional().text())
        div class="field-row" {
            (form.field("from", "From").optional().narrow().date())
            (form.field("until", "Until").optional().narrow().date())
        }
        (form.field("link", "The plan it stands in").optional().hint("The address of the document").text())
        (form.field("plan", "Or the plan as a file").optional().hint("Up to 25 MB").files())
    }
}

fn words(typed: &Typed, when: &When) -> Result<StepWords, Errors> {
    let mut errors = typed.check();
    let title = errors.need(typed, "title", "Write it in a line.").unwrap_or_default().to_owned();
    for (field, most) in [("title", LINE), ("owner", LINE), ("note", TEXT)] {
        errors.limit(typed, field, most);
    }
    let words = StepWords {
        title,
        owner: typed.text("owner").to_owned(),
        note: typed.text("note").to_owned(),
        link: plan_link(typed, &mut errors),
        file: None,
        from_on: day(typed, &mut errors, when, "from"),
        until_on: day(typed, &mut errors, when, "until"),
    };
    in_order(&mut errors, words.from_on, words.until_on);
    errors.into_result()?;
    Ok(words)
}

fn kind(typed: &Typed) -> web::Result<StepKind> {
    StepKind::from_word(typed.text("kind")).ok_or(Failure::NotFound)
}

async fn goal_of(ground: &Ground, who: &Member, goal: GoalId) -> web::Result<(Goal, When)> {
    let mut tx = ground.read().await?;
    let goal = goals::find(&mut tx, who.team, goal).await?.ok_or(Failure::NotFound)?;
    Ok((goal, reads(&mut tx, who).await?))
}

fn new_page(who: &Member, said: Said, goal: &Goal, kind: StepKind, form: &Filled) -> Markup {
    let path = goal_path(goal.id);
    let (title, _) = words_of(kind);
    let head = PageHead::new(title).under("Business", BUSINESS).under(&goal.title, &path).ends("New");
    let body = html! {
        form class="sheet stack" data-pad="l" data-gap="l" method="post" action={ (path) "/steps" } enctype="multipart/form-data" {
            input type="hidden" name="kind" value=(kind.as_str());
            (fields(form, kind))
            div class="actions" { (Button::submit("Note it").primary()) (Button::link("Leave it", &path).plain()) }
        }
    };
    form_page(who, said, title, &head, &body)
}

pub(super) async fn show_new(
    State(ground): State<Ground>,
    Worker(who): Worker,
    said: Said,
    Path(goal): Path<String>,
    typed: Typed,
) -> web::Result<Markup> {
    let (goal, _) = goal_of(&ground, &who, id(&goal)?).await?;
    Ok(new_page(
        &who,
        said,
        &goal,
        StepKind::from_word(typed.text("kind")).unwrap_or(StepKind::Initiative),
        &Filled::empty(),
    ))
}

pub(super) async fn add(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(goal): Path<String>,
    form: WithFiles,
) -> web::Result<Response> {
    let (goal, when) = goal_of(&ground, &who, id(&goal)?).await?;
    let kind = kind(&form.typed)?;
    let words = match words(&form.typed, &when) {
        Ok(words) => words,
        Err(errors) => {
            return Ok(
                ToMend(new_page(&who, Said::default(), &goal, kind, &Filled::back(form.typed, errors))).into_response()
            );
        }
    };
    let file = plan_file::keep(&ground, &who, form.files).await?;
    acts::add_step(&ground, who.team, who.actor(), goal.id, kind, StepWords { file, ..words }).await?;
    Ok((Said::well("Noted."), see_other(goal_path(goal.id))).into_response())
}

async fn found(ground: &Ground, who: &Member, step: &str) -> web::Result<(Step, Goal, When)> {
    let step = goals::find_step(&mut ground.read().await?, who.team, id(step)?).await?.ok_or(Failure::NotFound)?;
    let (goal, when) = goal_of(ground, who, step.goal).await?;
    Ok((step, goal, when))
}

fn edit_page(who: &Member, said: Said, step: &Step, goal: &Goal, form: &Filled) -> Markup {
    let path = goal_path(goal.id);
    let here = format!("{BUSINESS}/steps/{}", step.id);
    let head = PageHead::new(&step.title).under("Business", BUSINESS).under(&goal.title, &path).ends("Change");
    let body = html! {
        form class="sheet stack" data-pad="l" data-gap="l" method="post" action=(here) enctype="multipart/form-data" {
            (form.hidden("version"))
            (fields(form, step.kind))
            div class="actions" { (Button::submit("Keep it").primary()) (Button::link("Leave it", &path).plain()) }
        }
        form class="stack" data-gap="s" method="post" action={ (here) "/end" } {
            p class="small quiet" { "What is done or gone leaves the list." }
            div class="actions" { (Button::submit("It is over").quiet().small()) }
        }
    };
    form_page(who, said, &step.title, &head, &body)
}

pub(super) async fn show_edit(
    State(ground): State<Ground>,
    Worker(who): Worker,
    said: Said,
    Path(step): Path<String>,
) -> web::Result<Markup> {
    let (step, goal, _) = found(&ground, &who, &step).await?;
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let form = Filled::with([
        ("title", step.title.clone()),
        ("note", step.note.clone()),
        ("owner", step.owner.clone()),
        ("from", day(step.from_on)),
        ("until", day(step.until_on)),
        ("link", step.plan.link.clone()),
        ("version", step.version.to_string()),
    ]);
    Ok(edit_page(&who, said, &step, &goal, &form))
}

pub(super) async fn change(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(step): Path<String>,
    form: WithFiles,
) -> web::Result<Response> {
    let (step, goal, when) = found(&ground, &who, &step).await?;
    let words = match words(&form.typed, &when) {
        Ok(words) => words,
        Err(errors) => {
            return Ok(ToMend(edit_page(&who, Said::default(), &step, &goal, &Filled::back(form.typed, errors)))
                .into_response());
        }
    };
    let file = plan_file::keep(&ground, &who, form.files).await?;
    acts::change_step(&ground, who.team, who.actor(), step.id, version(&form.typed), StepWords { file, ..words })
        .await?;
    Ok((Said::well("Kept."), see_other(goal_path(goal.id))).into_response())
}

pub(super) async fn end(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(step): Path<String>,
) -> web::Result<Response> {
    let step = acts::end_step(&ground, who.team, who.actor(), id(&step)?).await?;
    Ok((Said::well("It is over."), see_other(goal_path(step.goal))).into_response())
}
