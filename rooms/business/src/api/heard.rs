use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::uuid::Uuid;
use ground::{Ground, TeamId, threads};
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use web::forms::Errors;
use web::paging::{Place, with_query};
use web::{Asked, Failure, Json, Listed};

use super::{LINE, Page, Reads, TEXT, Writes, against, at, id, line, text};
use crate::acts::{self, About, NewQuestion, Refused};
use crate::store::clues::{self, Clue, ClueId};
use crate::store::goals::GoalId;
use crate::store::links::{self, Thing};
use crate::store::metrics::MetricId;
use crate::store::questions::{self, Question, QuestionId};

#[derive(Debug, Serialize)]
pub(super) struct ClueItem {
    id: ClueId,
    words: String,
    source: String,
    goal: Option<GoalId>,
    metric: Option<MetricId>,
    noted_at: Timestamp,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SentClue {
    words: String,
    source: Option<String>,
    goal: Option<GoalId>,
    metric: Option<MetricId>,
}

#[derive(Debug, Serialize)]
pub(super) struct QuestionItem {
    id: QuestionId,
    words: String,
    for_name: String,
    why: String,
    goal: Option<GoalId>,
    metric: Option<MetricId>,
    bring_at: Option<Timestamp>,
    in_block: bool,
    made_at: Timestamp,
    asked_at: Option<Timestamp>,
    came: String,
    closed_at: Option<Timestamp>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SentQuestion {
    words: String,
    for_name: Option<String>,
    why: Option<String>,
    goal: Option<GoalId>,
    metric: Option<MetricId>,
    bring_at: Option<Timestamp>,
    #[serde(default)]
    in_block: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outcome {
    asked: bool,
    came: Option<String>,
}

/// What a request is linked to: one of the two.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SentLink {
    goal: Option<GoalId>,
    metric: Option<MetricId>,
}

#[derive(Debug, Serialize)]
pub(super) struct LinkItem {
    goal: Option<GoalId>,
    metric: Option<MetricId>,
    linked_at: Timestamp,
}

fn clue_item(clue: Clue) -> ClueItem {
    let Clue { id, words, source, goal, metric, by: _, noted_at } = clue;
    ClueItem { id, words, source, goal, metric, noted_at }
}

fn question_item(question: Question) -> QuestionItem {
    let Question {
        id,
        words,
        for_name,
        why,
        goal,
        metric,
        bring_at,
        in_block,
        by: _,
        made_at,
        asked_at,
        came,
        closed_at,
    } = question;
    QuestionItem { id, words, for_name, why, goal, metric, bring_at, in_block, made_at, asked_at, came, closed_at }
}

/// What it bears on is told at its field if it is not there.
fn at_about(refused: Refused) -> Failure {
    match refused {
        Refused::Unknown => against("goal", "There is no such goal or metric."),
        Refused::Entered(_) | Refused::NoNumber | Refused::StillToCome | Refused::TooOld | Refused::Store(_) => {
            refused.into()
        }
    }
}

pub(super) async fn clues(
    State(ground): State<Ground>,
    Reads(token): Reads,
    Asked(page): Asked<Page>,
) -> web::Result<Json<Listed<ClueItem>>> {
    let limit = page.limit()?;
    let after = page.after.as_deref().map(place).transpose()?;
    let mut found = clues::list(&mut ground.read().await?, token.team, after, limit + 1).await?;
    let has_more = i64::try_from(found.len()).is_ok_and(|many| many > limit);
    if has_more {
        found.pop();
    }
    let next = found.last().filter(|_| has_more).map(|last| {
        let after = Place { key: last.noted_at.as_millisecond(), id: last.id.to_string() }.to_string();
        let path = format!("{}/api/v1/clues", ground.settings().public_url);
        with_query(&path, &[("limit", &limit.to_string()), ("after", &after)])
    });
    Ok(Json(Listed { items: found.into_iter().map(clue_item).collect(), next }))
}

fn place(text: &str) -> web::Result<(Timestamp, ClueId)> {
    let place = text.parse::<Place>().ok();
    let place = place.and_then(|place| Some((Timestamp::from_millisecond(place.key).ok()?, place.id.parse().ok()?)));
    place.ok_or_else(|| at("after", "Take the address of the next page as it was given in next."))
}

pub(super) async fn note_clue(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Json(sent): Json<SentClue>,
) -> web::Result<Response> {
    let mut errors = Errors::default();
    let words = line(&mut errors, "words", &sent.words);
    let source = text(&mut errors, "source", sent.source.as_ref(), LINE);
    errors.into_result()?;
    let about = About { goal: sent.goal, metric: sent.metric };
    let mut tx = ground.begin().await?;
    let noted = acts::note_clue(&mut tx, token.team, token.actor(), &words, &source, about).await.map_err(at_about)?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(clue_item(noted))).into_response())
}

pub(super) async fn take_out_clue(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Path(clue): Path<String>,
) -> web::Result<StatusCode> {
    acts::take_out_clue(&ground, &token.hand(&ground, None).await?, id(&clue)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn questions(
    State(ground): State<Ground>,
    Reads(token): Reads,
) -> web::Result<Json<Listed<QuestionItem>>> {
    let mut tx = ground.read().await?;
    let mut all = questions::open(&mut tx, token.team).await?;
    all.extend(questions::closed(&mut tx, token.team, super::MOST).await?);
    Ok(Json(Listed::whole(all.into_iter().map(question_item).collect())))
}

pub(super) async fn ask(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Json(sent): Json<SentQuestion>,
) -> web::Result<Response> {
    let mut errors = Errors::default();
    let new = NewQuestion {
        words: line(&mut errors, "words", &sent.words),
        for_name: text(&mut errors, "for_name", sent.for_name.as_ref(), LINE),
        why: text(&mut errors, "why", sent.why.as_ref(), LINE),
        about: About { goal: sent.goal, metric: sent.metric },
        bring_at: sent.bring_at,
        in_block: sent.in_block,
    };
    errors.into_result()?;
    let asked = acts::ask(&ground, token.team, token.actor(), new).await.map_err(at_about)?;
    Ok((StatusCode::CREATED, Json(question_item(asked))).into_response())
}

pub(super) async fn close(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Path(question): Path<String>,
    Json(sent): Json<Outcome>,
) -> web::Result<Json<QuestionItem>> {
    let mut errors = Errors::default();
    let came = text(&mut errors, "came", sent.came.as_ref(), TEXT);
    errors.into_result()?;
    let closed = acts::close_question(&ground, token.team, token.actor(), id(&question)?, sent.asked, &came).await?;
    Ok(Json(question_item(closed)))
}

impl SentLink {
    fn thing(&self) -> web::Result<Thing> {
        match (self.goal, self.metric) {
            (Some(goal), None) => Ok(Thing::Goal(goal)),
            (None, Some(metric)) => Ok(Thing::Metric(metric)),
            (Some(_), Some(_)) | (None, None) => Err(against("goal", "Name a goal or a metric, one of the two.")),
        }
    }
}

async fn of_request(ground: &Ground, team: TeamId, request: Uuid) -> web::Result<Json<Listed<LinkItem>>> {
    let mut tx = ground.read().await?;
    threads::get(&mut tx, team, request).await?.ok_or(Failure::NotFound)?;
    let all = links::of_request(&mut tx, team, request).await?;
    let item = |link: links::Link| {
        let (goal, metric) = match link.thing {
            Thing::Goal(goal) => (Some(goal), None),
            Thing::Metric(metric) => (None, Some(metric)),
        };
        LinkItem { goal, metric, linked_at: link.linked_at }
    };
    Ok(Json(Listed::whole(all.into_iter().map(item).collect())))
}

pub(super) async fn links(
    State(ground): State<Ground>,
    Reads(token): Reads,
    Path(request): Path<String>,
) -> web::Result<Json<Listed<LinkItem>>> {
    of_request(&ground, token.team, id(&request)?).await
}

pub(super) async fn link(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Path(request): Path<String>,
    Json(sent): Json<SentLink>,
) -> web::Result<Json<Listed<LinkItem>>> {
    let (request, thing) = (id(&request)?, sent.thing()?);
    acts::link(&ground, token.team, token.actor(), request, thing).await?;
    of_request(&ground, token.team, request).await
}

pub(super) async fn unlink(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Path(request): Path<String>,
    Json(sent): Json<SentLink>,
) -> web::Result<Json<Listed<LinkItem>>> {
    let (request, thing) = (id(&request)?, sent.thing()?);
    acts::unlink(&ground, token.team, token.actor(), request, thing).await?;
    of_request(&ground, token.team, request).await
}
