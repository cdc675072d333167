use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use ground::files::Kept;
use ground::{Ground, TeamId, Tx, files};
use http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use web::forms::{Attached, Errors};
use web::{Failure, Json, Listed, WithDocument};

use super::{LINE, PLAN, Reads, TEXT, UNKNOWN, Writes, against, id, line, no_version, text};
use crate::acts::{self, GoalWords, StepWords};
use crate::rules::opens;
use crate::served;
use crate::store::goals::{self, Goal, GoalId, PlanFile, Step, StepId, StepKind};

/// The part of a form in which the plan comes as a file.
pub(super) const PLAN_FILE: &str = "plan_file";

/// A goal as it is sent; `version` only where one is changed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    title: String,
    source: Option<String>,
    why: Option<String>,
    owner: Option<String>,
    plan: Option<String>,
    from_on: Option<Date>,
    until_on: Option<Date>,
    confirmed_on: Option<Date>,
    unknown: Option<Vec<String>>,
    look_on: Option<Date>,
    version: Option<i64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SentStep {
    kind: Option<String>,
    title: String,
    owner: Option<String>,
    note: Option<String>,
    plan: Option<String>,
    from_on: Option<Date>,
    until_on: Option<Date>,
    version: Option<i64>,
}

/// A goal as it is given.
#[derive(Debug, Serialize)]
pub(super) struct Item {
    id: GoalId,
    title: String,
    why: String,
    owner: String,
    plan: String,
    plan_file: Option<String>,
    from_on: Option<Date>,
    until_on: Option<Date>,
    confirmed_on: Option<Date>,
    unknown: Vec<String>,
    look_on: Option<Date>,
    ended_at: Option<Timestamp>,
    version: i64,
    steps: Vec<StepItem>,
}

#[derive(Debug, Serialize)]
pub(super) struct StepItem {
    id: StepId,
    goal: GoalId,
    kind: &'static str,
    title: String,
    owner: String,
    note: String,
    plan: String,
    plan_file: Option<String>,
    from_on: Option<Date>,
    until_on: Option<Date>,
    ended_at: Option<Timestamp>,
    version: i64,
}

fn plan(errors: &mut Errors, link: Option<&String>) -> String {
    let link = text(errors, "plan", link, PLAN);
    if !opens(&link) {
        errors.add("plan", "Write the whole address, as https://intranet.example/plan.");
    }
    link
}

impl Sent {
    fn words(&self) -> web::Result<GoalWords> {
        let mut errors = Errors::default();
        let unknown = self.unknown.as_ref().map(|lines| lines.join("\n"));
        unknown_lines(&mut errors, self.unknown.as_deref().unwrap_or_default());
        let words = GoalWords {
            title: line(&mut errors, "title", &self.title),
            source: text(&mut errors, "source", self.source.as_ref(), LINE),
            why: text(&mut errors, "why", self.why.as_ref(), TEXT),
            owner: text(&mut errors, "owner", self.owner.as_ref(), LINE),
            link: plan(&mut errors, self.plan.as_ref()),
            file: None,
            from_on: self.from_on,
            until_on: self.until_on,
            confirmed_on: self.confirmed_on,
            unknown: text(&mut errors, "unknown", unknown.as_ref(), TEXT),
            look_on: self.look_on,
        };
        errors.into_result()?;
        in_order(self.from_on, self.until_on)?;
        Ok(words)
    }
}

fn in_order(from: Option<Date>, until: Option<Date>) -> web::Result<()> {
    match from.zip(until) {
        Some((from, until)) if until < from => Err(against("until_on", "It ends before it begins.")),
        Some(_) | None => Ok(()),
    }
}

/// What is not known yet is kept a line each.
fn unknown_lines(errors: &mut Errors, lines: &[String]) {
    if lines.len() > UNKNOWN {
        errors.add("unknown", format!("Name at most {UNKNOWN} things."));
    }
    for (place, words) in lines.iter().enumerate() {
        let field = format!("unknown.{place}");
        if words.contains(['\n', '\r']) {
            errors.add(&field, "Write each on one line.");
        }
        super::short(errors, &field, words, LINE);
    }
}

const NO_KIND: &str = "A step is an initiative or a challenge.";

impl SentStep {
    fn kind(&self) -> web::Result<Option<StepKind>> {
        let known = |word: &str| StepKind::from_word(word).ok_or_else(|| super::at("kind", NO_KIND));
        self.kind.as_deref().map(known).transpose()
    }

    fn words(&self) -> web::Result<StepWords> {
        let mut errors = Errors::default();
        let words = StepWords {
            title: line(&mut errors, "title", &self.title),
            owner: text(&mut errors, "owner", self.owner.as_ref(), LINE),
            note: text(&mut errors, "note", self.note.as_ref(), TEXT),
            link: plan(&mut errors, self.plan.as_ref()),
            file: None,
            from_on: self.from_on,
            until_on: self.until_on,
        };
        errors.into_result()?;
        in_order(self.from_on, self.until_on)?;
        Ok(words)
    }
}

fn item(goal: Goal, steps: &[Step]) -> Item {
    Item {
        id: goal.id,
        title: goal.title,
        why: goal.why,
        owner: goal.owner,
        plan: goal.plan.link,
        plan_file: goal.plan.file.map(|file| file.name),
        from_on: goal.from_on,
        until_on: goal.until_on,
        confirmed_on: goal.confirmed_on,
        unknown: goal.unknown.lines().map(str::to_owned).collect(),
        look_on: goal.look_on,
        ended_at: goal.ended_at,
        version: goal.version,
        steps: steps.iter().filter(|step| step.goal == goal.id).map(step_item).collect(),
    }
}

fn step_item(step: &Step) -> StepItem {
    StepItem {
        id: step.id,
        goal: step.goal,
        kind: step.kind.as_str(),
        title: step.title.clone(),
        owner: step.owner.clone(),
        note: step.note.clone(),
        plan: step.plan.link.clone(),
        plan_file: step.plan.file.as_ref().map(|file| file.name.clone()),
        from_on: step.from_on,
        until_on: step.until_on,
        ended_at: step.ended_at,
        version: step.version,
    }
}

/// The plan that came with a document: one file, which says something.
fn plan_file(files: Vec<Attached>) -> web::Result<Option<Attached>> {
    let mut files = files.into_iter();
    match (files.next(), files.next()) {
        (None, _) => Ok(None),
        (Some(file), None) if file.content.is_empty() => {
            Err(against(PLAN_FILE, "This file is empty. Send it with its content, or leave it out."))
        }
        (Some(file), None) => Ok(Some(file)),
        (Some(_), Some(_)) => Err(super::at(PLAN_FILE, "A plan is one file. Send one.")),
    }
}

/// Makes the plan safe, before the act begins.
async fn keep(ground: &Ground, team: TeamId, file: Option<Attached>) -> web::Result<Option<(String, Kept)>> {
    let Some(file) = file else { return Ok(None) };
    let kept = files::keep(ground, team, file.content.to_vec()).await?;
    Ok(Some((file.name, kept)))
}

async fn found(tx: &mut Tx, team: TeamId, goal: GoalId) -> web::Result<Item> {
    let goal = goals::find(tx, team, goal).await?.ok_or(Failure::NotFound)?;
    let steps = goals::steps_of(tx, team, goal.id).await?;
    Ok(item(goal, &steps))
}

async fn found_step(ground: &Ground, team: TeamId, step: StepId) -> web::Result<StepItem> {
    let step = goals::find_step(&mut ground.read().await?, team, step).await?.ok_or(Failure::NotFound)?;
    Ok(step_item(&step))
}

fn version(version: Option<i64>) -> web::Result<i64> {
    version.ok_or_else(|| super::at("version", "Say which version is changed, as it was read."))
}

pub(super) async fn list(State(ground): State<Ground>, Reads(token): Reads) -> web::Result<Json<Listed<Item>>> {
    let mut tx = ground.read().await?;
    let steps = goals::steps(&mut tx, token.team).await?;
    let goals = goals::going_on(&mut tx, token.team).await?;
    Ok(Json(Listed::whole(goals.into_iter().map(|goal| item(goal, &steps)).collect())))
}

pub(super) async fn one(
    State(ground): State<Ground>,
    Reads(token): Reads,
    Path(goal): Path<String>,
) -> web::Result<Json<Item>> {
    Ok(Json(found(&mut ground.read().await?, token.team, id(&goal)?).await?))
}

pub(super) async fn add(
    State(ground): State<Ground>,
    Writes(token): Writes,
    request: Request,
) -> web::Result<Response> {
    let arrived = WithDocument::of(request, PLAN_FILE).await?;
    let sent: Sent = arrived.read()?;
    no_version(sent.version)?;
    let (words, file) = (sent.words()?, plan_file(arrived.files)?);
    let words = GoalWords { file: keep(&ground, token.team, file).await?, ..words };
    let goal = acts::add_goal(&ground, token.team, token.actor(), words).await?;
    Ok((StatusCode::CREATED, Json(item(goal, &[]))).into_response())
}

pub(super) async fn change(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Path(goal): Path<String>,
    request: Request,
) -> web::Result<Json<Item>> {
    let goal: GoalId = id(&goal)?;
    let arrived = WithDocument::of(request, PLAN_FILE).await?;
    let sent: Sent = arrived.read()?;
    let (version, words, file) = (version(sent.version)?, sent.words()?, plan_file(arrived.files)?);
    let words = GoalWords { file: keep(&ground, token.team, file).await?, ..words };
    acts::change_goal(&ground, token.team, token.actor(), goal, version, words).await?;
    Ok(Json(found(&mut ground.read().await?, token.team, goal).await?))
}

pub(super) async fn end(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Path(goal): Path<String>,
) -> web::Result<Json<Item>> {
    let goal: GoalId = id(&goal)?;
    acts::end_goal(&ground, token.team, token.actor(), goal).await?;
    Ok(Json(found(&mut ground.read().await?, token.team, goal).await?))
}

pub(super) async fn add_step(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Path(goal): Path<String>,
    request: Request,
) -> web::Result<Response> {
    let goal: GoalId = id(&goal)?;
    let arrived = WithDocument::of(request, PLAN_FILE).await?;
    let sent: SentStep = arrived.read()?;
    no_version(sent.version)?;
    let kind = sent.kind()?.ok_or_else(|| super::at("kind", NO_KIND))?;
    let (words, file) = (sent.words()?, plan_file(arrived.files)?);
    let words = StepWords { file: keep(&ground, token.team, file).await?, ..words };
    let step = acts::add_step(&ground, token.team, token.actor(), goal, kind, words).await?;
    Ok((StatusCode::CREATED, Json(step_item(&step))).into_response())
}

pub(super) async fn change_step(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Path(step): Path<String>,
    request: Request,
) -> web::Result<Json<StepItem>> {
    let step: StepId = id(&step)?;
    let arrived = WithDocument::of(request, PLAN_FILE).await?;
    let sent: SentStep = arrived.read()?;
    sent.kind()?;
    let (version, words, file) = (version(sent.version)?, sent.words()?, plan_file(arrived.files)?);
    let words = StepWords { file: keep(&ground, token.team, file).await?, ..words };
    acts::change_step(&ground, token.team, token.actor(), step, version, words).await?;
    Ok(Json(found_step(&ground, token.team, step).await?))
}

pub(super) async fn end_step(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Path(step): Path<String>,
) -> web::Result<Json<StepItem>> {
    let step: StepId = id(&step)?;
    acts::end_step(&ground, token.team, token.actor(), step).await?;
    Ok(Json(found_step(&ground, token.team, step).await?))
}

pub(super) async fn plan_of_goal(
    State(ground): State<Ground>,
    Reads(token): Reads,
    Path(goal): Path<String>,
) -> web::Result<Response> {
    let goal = goals::find(&mut ground.read().await?, token.team, id(&goal)?).await?.ok_or(Failure::NotFound)?;
    plan_served(&ground, token.team, goal.plan.file).await
}

pub(super) async fn plan_of_step(
    State(ground): State<Ground>,
    Reads(token): Reads,
    Path(step): Path<String>,
) -> web::Result<Response> {
    let step = goals::find_step(&mut ground.read().await?, token.team, id(&step)?).await?.ok_or(Failure::NotFound)?;
    plan_served(&ground, token.team, step.plan.file).await
}

async fn plan_served(ground: &Ground, team: TeamId, file: Option<PlanFile>) -> web::Result<Response> {
    served::plan(ground, team, file.ok_or(Failure::NotFound)?).await
}
