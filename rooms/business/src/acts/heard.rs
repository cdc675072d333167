//! Clues are noted; questions are put on the list, and what came of them is told.

use ground::{Actor, Ground, TeamId, Tx, events};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::json;
use sha2::{Digest, Sha256};
use team::Member;

use super::Refused;
use crate::store::clues::{self, Clue, ClueId};
use crate::store::goals::{self, GoalId};
use crate::store::metrics::{self, MetricId};
use crate::store::questions::{self, Question, QuestionId};

/// What a clue or question bears on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct About {
    /// A goal.
    pub goal: Option<GoalId>,
    /// A metric.
    pub metric: Option<MetricId>,
}

async fn check(tx: &mut Tx, team: TeamId, about: About) -> Result<(), Refused> {
    if let Some(goal) = about.goal {
        goals::find(tx, team, goal).await?.ok_or(Refused::Unknown)?;
    }
    if let Some(metric) = about.metric {
        metrics::find(tx, team, metric).await?.ok_or(Refused::Unknown)?;
    }
    Ok(())
}

/// Notes a clue, in one line with its source, within a transaction of the caller. Sent again by the same on the same day, or across
/// midnight, it is the clue that is there: a form may come twice.
pub async fn note_clue(
    tx: &mut Tx,
    team: TeamId,
    actor: Actor,
    words: &str,
    source: &str,
    about: About,
) -> Result<Clue, Refused> {
    check(tx, team, about).await?;
    let now = tx.now();
    let (words, source, by) = (one_line(words), one_line(source), actor.to_string());
    let on = TimeZone::UTC.to_datetime(now).date();
    let told = format!("{words}\n{source}\n{:?}\n{:?}\n{by}", about.goal, about.metric);
    if let Some(noted) = clues::find(tx, team, clue_of(&told, on.saturating_sub(1.day()))).await? {
        return Ok(noted);
    }
    let id = clue_of(&told, on);
    let clue = Clue { id, words, source, goal: about.goal, metric: about.metric, by, noted_at: now };
    if !clues::add(tx, team, &clue).await? {
        return Ok(clues::find(tx, team, id).await?.unwrap_or(clue));
    }
    events::record(tx, team, actor, "clue.noted", clue.id, json!({ "goal": clue.goal, "metric": clue.metric })).await?;
    Ok(clue)
}

/// The id of what is told on a day, so that of two sendings at once the database keeps one: a UUIDv8 (RFC 9562) of its SHA-256.
fn clue_of(told: &str, on: Date) -> ClueId {
    let print: [u8; 32] = Sha256::digest(format!("{on}\n{told}")).into();
    let bytes: [u8; 16] = print.first_chunk().copied().unwrap_or_default();
    ground::uuid::Builder::from_custom_bytes(bytes).into_uuid().into()
}

/// One line: what was typed over several becomes one.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Takes a clue out that turned out wrong.
pub async fn take_out_clue(ground: &Ground, who: &Member, id: ClueId) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    if !clues::take_out(&mut tx, who.team, id).await? {
        return Err(Refused::Unknown);
    }
    events::record(&mut tx, who.team, who.actor(), "clue.taken-out", id, json!({})).await?;
    Ok(tx.commit().await?)
}

/// A question as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewQuestion {
    /// The question.
    pub words: String,
    /// For whom.
    pub for_name: String,
    /// Why: “because a metric moved”.
    pub why: String,
    /// What it is about.
    pub about: About,
    /// When they are met.
    pub bring_at: Option<Timestamp>,
    /// Whether it is for the team's own next block.
    pub in_block: bool,
}

/// Puts a question on the list.
pub async fn ask(ground: &Ground, team: TeamId, actor: Actor, new: NewQuestion) -> Result<Question, Refused> {
    let mut tx = ground.begin().await?;
    check(&mut tx, team, new.about).await?;
    let now = tx.now();
    let question = Question {
        id: QuestionId::new(now),
        words: one_line(&new.words),
        for_name: one_line(&new.for_name),
        why: one_line(&new.why),
        goal: new.about.goal,
        metric: new.about.metric,
        bring_at: new.bring_at,
        in_block: new.in_block,
        by: actor.to_string(),
        made_at: now,
        asked_at: None,
        came: String::new(),
        closed_at: None,
    };
    questions::add(&mut tx, team, &question).await?;
    let payload = json!({ "goal": question.goal, "metric": question.metric });
    events::record(&mut tx, team, actor, "question.noted", question.id, payload).await?;
    tx.commit().await?;
    Ok(question)
}

/// Puts a question aside: it was asked, and this came of it; or it was let go. Told again, the newer words stand.
pub async fn close_question(
    ground: &Ground,
    team: TeamId,
    actor: Actor,
    id: QuestionId,
    was_asked: bool,
    came: &str,
) -> Result<Question, Refused> {
    let mut tx = ground.begin().await?;
    let mut question = questions::find(&mut tx, team, id).await?.ok_or(Refused::Unknown)?;
    let now = tx.now();
    question.asked_at = was_asked.then_some(question.asked_at.unwrap_or(now));
    came.trim().clone_into(&mut question.came);
    question.closed_at = Some(question.closed_at.unwrap_or(now));
    questions::save(&mut tx, team, &question).await?;
    events::record(&mut tx, team, actor, "question.closed", id, json!({ "asked": was_asked })).await?;
    tx.commit().await?;
    Ok(question)
}
