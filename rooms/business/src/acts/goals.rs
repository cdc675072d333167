//! Goals, initiatives and challenges are noted, changed and ended.

use ground::files::{self, Kept};
use ground::{Actor, Ground, TeamId, events};
use jiff::civil::Date;
use serde_json::json;

use super::Refused;
use crate::store::goals::{self, Goal, GoalId, Plan, PlanFile, Step, StepId, StepKind};

/// A goal as it was typed.
#[derive(Debug, Clone, Default)]
pub struct GoalWords {
    /// The goal in the business's words.
    pub title: String,
    /// Where these words come from: “the annual plan”.
    pub source: String,
    /// Why it matters.
    pub why: String,
    /// Who answers for it.
    pub owner: String,
    /// The address of the plan it stands in.
    pub link: String,
    /// The plan as a file: its name, and its content made safe.
    pub file: Option<(String, Kept)>,
    /// From when on.
    pub from_on: Option<Date>,
    /// Until when.
    pub until_on: Option<Date>,
    /// When its owner confirmed the wording.
    pub confirmed_on: Option<Date>,
    /// What the team doesn't know about it, a line each.
    pub unknown: String,
    /// When to look at it again.
    pub look_on: Option<Date>,
}

impl GoalWords {
    fn put(self, goal: &mut Goal) {
        let Self { title, why, owner, link, file, from_on, until_on, confirmed_on, unknown, look_on, source: _ } = self;
        let plan = plan(&goal.plan, link, file);
        *goal = Goal { title, why, owner, plan, from_on, until_on, confirmed_on, unknown, look_on, ..goal.clone() };
    }
}

/// A new file takes the place of the old one; without one the old stays.
fn plan(old: &Plan, link: String, file: Option<(String, Kept)>) -> Plan {
    let file = file.map(|(name, kept)| PlanFile { print: kept.print, name }).or_else(|| old.file.clone());
    Plan { link, file }
}

/// Notes a goal.
pub async fn add_goal(ground: &Ground, team: TeamId, actor: Actor, words: GoalWords) -> Result<Goal, Refused> {
    let mut tx = ground.begin().await?;
    let now = tx.now();
    if let Some((_, kept)) = &words.file {
        files::put(&mut tx, kept).await?;
    }
    let source = words.source.clone();
    let mut goal = Goal {
        team,
        id: GoalId::new(now),
        title: String::new(),
        why: String::new(),
        owner: String::new(),
        plan: Plan::default(),
        from_on: None,
        until_on: None,
        confirmed_on: None,
        unknown: String::new(),
        look_on: None,
        ended_at: None,
        version: 1,
        made_at: now,
    };
    words.put(&mut goal);
    goals::add(&mut tx, &goal).await?;
    goals::word(&mut tx, &goal, 1, &source).await?;
    events::record(&mut tx, team, actor, "goal.noted", goal.id, json!({})).await?;
    tx.commit().await?;
    Ok(goal)
}

/// Changes a goal that was read at `version`; other words for it are kept beside those before.
pub async fn change_goal(
    ground: &Ground,
    team: TeamId,
    actor: Actor,
    id: GoalId,
    version: i64,
    words: GoalWords,
) -> Result<Goal, Refused> {
    let mut tx = ground.begin().await?;
    let mut goal = goals::find(&mut tx, team, id).await?.ok_or(Refused::Unknown)?;
    let (before, source) = (goal.title.clone(), words.source.clone());
    if let Some((_, kept)) = &words.file {
        files::put(&mut tx, kept).await?;
    }
    words.put(&mut goal);
    goal.version = version;
    goals::save(&mut tx, &goal).await?;
    if goal.title != before {
        let turns = goals::wordings(&mut tx, team, id).await?.len();
        let turn = i64::try_from(turns).unwrap_or(i64::MAX).saturating_add(1);
        goals::word(&mut tx, &goal, turn, &source).await?;
    }
    let payload = json!({ "reworded": goal.title != before });
    events::record(&mut tx, team, actor, "goal.changed", id, payload).await?;
    tx.commit().await?;
    Ok(goal)
}

/// Ends a goal. Links of requests to it end with it.
pub async fn end_goal(ground: &Ground, team: TeamId, actor: Actor, id: GoalId) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    let mut goal = goals::find(&mut tx, team, id).await?.ok_or(Refused::Unknown)?;
    if goal.ended_at.is_some() {
        return Ok(());
    }
    goal.ended_at = Some(tx.now());
    goals::save(&mut tx, &goal).await?;
    events::record(&mut tx, team, actor, "goal.ended", id, json!({})).await?;
    Ok(tx.commit().await?)
}

/// An initiative or challenge as it was typed.
#[derive(Debug, Clone, Default)]
pub struct StepWords {
    /// What it is.
    pub title: String,
    /// Who answers for it.
    pub owner: String,
    /// Where, since when, who said so.
    pub note: String,
    /// The address of the plan it stands in.
    pub link: String,
    /// The plan as a file.
    pub file: Option<(String, Kept)>,
    /// From when on.
    pub from_on: Option<Date>,
    /// Until when.
    pub until_on: Option<Date>,
}

/// Notes an initiative or a challenge of a goal.
pub async fn add_step(
    ground: &Ground,
    team: TeamId,
    actor: Actor,
    goal: GoalId,
    kind: StepKind,
    words: StepWords,
) -> Result<Step, Refused> {
    let mut tx = ground.begin().await?;
    let now = tx.now();
    goals::find(&mut tx, team, goal).await?.ok_or(Refused::Unknown)?;
    if let Some((_, kept)) = &words.file {
        files::put(&mut tx, kept).await?;
    }
    let StepWords { title, owner, note, link, file, from_on, until_on } = words;
    let plan = plan(&Plan::default(), link, file);
    let id = StepId::new(now);
    let step = Step {
        team,
        id,
        goal,
        kind,
        title,
        owner,
        note,
        plan,
        from_on,
        until_on,
        ended_at: None,
        version: 1,
        made_at: now,
    };
    goals::add_step(&mut tx, &step).await?;
    events::record(&mut tx, team, actor, "goal.step-noted", goal, json!({ "step": id, "kind": kind.as_str() })).await?;
    tx.commit().await?;
    Ok(step)
}

/// Changes an initiative or challenge that was read at `version`.
pub async fn change_step(
    ground: &Ground,
    team: TeamId,
    actor: Actor,
    id: StepId,
    version: i64,
    words: StepWords,
) -> Result<Step, Refused> {
    let mut tx = ground.begin().await?;
    let step = goals::find_step(&mut tx, team, id).await?.ok_or(Refused::Unknown)?;
    if let Some((_, kept)) = &words.file {
        files::put(&mut tx, kept).await?;
    }
    let StepWords { title, owner, note, link, file, from_on, until_on } = words;
    let plan = plan(&step.plan, link, file);
    let step = Step { title, owner, note, plan, from_on, until_on, version, ..step };
    goals::save_step(&mut tx, &step).await?;
    events::record(&mut tx, team, actor, "goal.step-changed", step.goal, json!({ "step": id })).await?;
    tx.commit().await?;
    Ok(step)
}

/// Ends an initiative or challenge: it is done, or gone.
pub async fn end_step(ground: &Ground, team: TeamId, actor: Actor, id: StepId) -> Result<Step, Refused> {
    let mut tx = ground.begin().await?;
    let mut step = goals::find_step(&mut tx, team, id).await?.ok_or(Refused::Unknown)?;
    if step.ended_at.is_none() {
        step.ended_at = Some(tx.now());
        goals::save_step(&mut tx, &step).await?;
        events::record(&mut tx, team, actor, "goal.step-ended", step.goal, json!({ "step": id })).await?;
        tx.commit().await?;
    }
    Ok(step)
}
