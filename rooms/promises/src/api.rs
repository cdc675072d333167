//! Promises for machines: the ledger, asking to move a promise, noting what was agreed, and what was learned from a broken one. Whether a
//! promise is kept, follows from the answers alone; it is void only with its request.

mod described;

use axum::Router;
use axum::extract::{Path, State as AxumState};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use ground::uuid::Uuid;
use ground::{Ground, TeamId, Tx, threads};
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use team::{Scope, Token};
use web::forms::Errors;
use web::paging::{Place as Placed, with_query};
use web::{Asked, Failure, Json, Listed};

pub use described::described;

use crate::acts::{self, By, NewTime};
use crate::rules::{Account, CannotLearn, CannotMove, HowTold, LONGEST_LESSON, ReasonKind, State};
use crate::store::{self, Learned, Move, Place, Promise};
use crate::{MoveId, PromiseId};

/// The longest reason, in signs.
const LONGEST: usize = 5_000;

/// The routes below `/api/v1`.
pub fn routes() -> Router<Ground> {
    Router::new()
        .route("/api/v1/promises", get(list))
        .route("/api/v1/promises/{id}", get(one))
        .route("/api/v1/requests/{id}/promises", get(of_request))
        .route("/api/v1/promises/{id}/renegotiation", post(ask_to_move))
        .route("/api/v1/promises/{id}/renegotiation/agreed", post(note_agreed))
        .route("/api/v1/renegotiations/{id}/agreed", post(agree))
        .route("/api/v1/renegotiations/{id}/refused", post(refuse))
        .route("/api/v1/promises/{id}/lesson", put(note_lesson))
}

#[derive(Debug, Serialize)]
struct Item {
    id: PromiseId,
    request: Uuid,
    what: &'static str,
    state: &'static str,
    given_at: Timestamp,
    counted_from_at: Timestamp,
    due_at: Timestamp,
    fulfilled_at: Option<Timestamp>,
    renegotiated_at: Option<Timestamp>,
    void_at: Option<Timestamp>,
    replaces: Option<PromiseId>,
}

#[derive(Debug, Serialize)]
struct Whole {
    #[serde(flatten)]
    promise: Item,
    /// Why it is due then, as it was frozen when it was given.
    account: Account,
    renegotiations: Vec<MoveItem>,
    lesson: Option<LessonItem>,
}

#[derive(Debug, Serialize)]
struct MoveItem {
    id: MoveId,
    promise: PromiseId,
    asked_at: Timestamp,
    due_at: Timestamp,
    reason: String,
    kind: &'static str,
    meanwhile: Option<String>,
    agreed_at: Option<Timestamp>,
    refused_at: Option<Timestamp>,
    lapsed_at: Option<Timestamp>,
    told: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct LessonItem {
    kind: &'static str,
    words: String,
    noted_at: Timestamp,
    version: i64,
}

fn item(promise: Promise, now: Timestamp) -> Item {
    Item {
        id: promise.id,
        request: promise.request,
        what: promise.what.as_str(),
        state: promise.state(now).word(),
        given_at: promise.given_at,
        counted_from_at: promise.counted_from_at,
        due_at: promise.due_at,
        fulfilled_at: promise.fulfilled_at,
        renegotiated_at: promise.renegotiated_at,
        void_at: promise.void_at,
        replaces: promise.replaces,
    }
}

impl From<Move> for MoveItem {
    fn from(asked: Move) -> Self {
        Self {
            id: asked.id,
            promise: asked.promise,
            asked_at: asked.asked.asked_at,
            due_at: asked.asked.due_at,
            reason: asked.reason,
            kind: asked.kind.as_str(),
            meanwhile: asked.meanwhile,
            agreed_at: asked.asked.agreed_at,
            refused_at: asked.asked.refused_at,
            lapsed_at: asked.asked.lapsed_at,
            told: asked.told.map(HowTold::as_str),
        }
    }
}

impl From<Learned> for LessonItem {
    fn from(learned: Learned) -> Self {
        let Learned { lesson, noted_at, version, .. } = learned;
        Self { kind: lesson.kind.as_str(), words: lesson.words, noted_at, version }
    }
}

fn id<T: std::str::FromStr>(text: &str) -> web::Result<T> {
    text.parse().map_err(|_no_id| Failure::NotFound)
}

async fn found(tx: &mut Tx, team: TeamId, promise: PromiseId) -> web::Result<Whole> {
    let promise = store::find(tx, team, promise).await?.ok_or(Failure::NotFound)?;
    let account = promise.account()?;
    let renegotiations = store::moves_of(tx, team, &[promise.id]).await?.into_iter().map(MoveItem::from).collect();
    let lesson = store::lessons_of(tx, team, &[promise.id]).await?.pop().map(LessonItem::from);
    Ok(Whole { promise: item(promise, tx.now()), account, renegotiations, lesson })
}

#[derive(Debug, Deserialize)]
struct Page {
    limit: Option<i64>,
    after: Option<String>,
    state: Option<String>,
}

async fn list(
    AxumState(ground): AxumState<Ground>,
    token: Token,
    Asked(page): Asked<Page>,
) -> web::Result<Json<Listed<Item>>> {
    token.need(Scope::ReadPromises)?;
    let limit = Listed::<Item>::limit(page.limit)?;
    let word = page.state.as_deref().unwrap_or(State::Open.word());
    let state = State::ALL.into_iter().find(|state| state.word() == word).ok_or_else(|| {
        let words = State::ALL.map(State::word).join(", ");
        Failure::Invalid(Errors::at("state", format!("Take one of {words}.")))
    })?;
    let after = page.after.as_deref().map(place).transpose()?;
    let mut tx = ground.read().await?;
    let now = tx.now();
    let found = store::settled(&mut tx, token.team, Some(state), after, limit + 1).await?;
    let next = |last: &Promise| {
        let after = Placed { key: last.due_at.as_millisecond(), id: last.id.to_string() }.to_string();
        let path = format!("{}/api/v1/promises", ground.settings().public_url);
        with_query(&path, &[("state", state.word()), ("limit", &limit.to_string()), ("after", &after)])
    };
    Ok(Json(Listed::part(found, limit, next, |promise| item(promise, now))))
}

fn place(text: &str) -> web::Result<Place> {
    let read = || {
        let place: Placed = text.parse().ok()?;
        Some(Place { due_at: Timestamp::from_millisecond(place.key).ok()?, id: place.id.parse().ok()? })
    };
    read().ok_or_else(Listed::<Item>::no_place)
}

async fn one(
    AxumState(ground): AxumState<Ground>,
    token: Token,
    Path(promise): Path<String>,
) -> web::Result<Json<Whole>> {
    token.need(Scope::ReadPromises)?;
    Ok(Json(found(&mut ground.read().await?, token.team, id(&promise)?).await?))
}

async fn of_request(
    AxumState(ground): AxumState<Ground>,
    token: Token,
    Path(request): Path<String>,
) -> web::Result<Json<Listed<Item>>> {
    token.need(Scope::ReadPromises)?;
    let request: Uuid = id(&request)?;
    let mut tx = ground.read().await?;
    threads::get(&mut tx, token.team, request).await?.ok_or(Failure::NotFound)?;
    let now = tx.now();
    let all = store::of_request(&mut tx, token.team, request).await?;
    Ok(Json(Listed::whole(all.into_iter().map(|promise| item(promise, now)).collect())))
}

/// Another time for a promise, as it is sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentTime {
    due_at: Timestamp,
    reason: String,
    kind: String,
    meanwhile: Option<String>,
    by: Option<String>,
}

/// The same, where the stakeholder agreed to it already.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AgreedTime {
    due_at: Timestamp,
    reason: String,
    kind: String,
    how: String,
    by: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    how: String,
    by: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentLesson {
    kind: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    base: i64,
    by: Option<String>,
}

fn kind(errors: &mut Errors, word: &str) -> ReasonKind {
    ReasonKind::from_word(word).unwrap_or_else(|| {
        errors.add("kind", format!("Take one of {}.", ReasonKind::WORDS.join(", ")));
        ReasonKind::Waiting
    })
}

/// How a member was told; on the page, only the stakeholder answers.
fn how(word: &str) -> web::Result<HowTold> {
    let known = HowTold::from_word(word).filter(|how| *how != HowTold::Page);
    known.ok_or_else(|| Failure::Invalid(Errors::at("how", "Take reply or told.")))
}

fn new_time(due_at: Timestamp, reason: String, word: &str, meanwhile: Option<String>) -> web::Result<NewTime> {
    let mut errors = Errors::default();
    for (field, text) in [("reason", Some(&reason)), ("meanwhile", meanwhile.as_ref())] {
        let signs = text.map_or(0, |text| text.chars().count());
        if signs > LONGEST {
            errors.add(field, format!("Shorten this to {LONGEST} signs; it has {signs}."));
        }
    }
    if reason.trim().is_empty() {
        errors.add("reason", CannotMove::NoReason.to_string());
    }
    let kind = kind(&mut errors, word);
    errors.into_result()?;
    Ok(NewTime { due_at, reason, kind, meanwhile })
}

async fn ask_to_move(
    AxumState(ground): AxumState<Ground>,
    token: Token,
    Path(promise): Path<String>,
    Json(sent): Json<SentTime>,
) -> web::Result<Response> {
    token.need(Scope::WritePromises)?;
    let new = new_time(sent.due_at, sent.reason, &sent.kind, sent.meanwhile)?;
    let promise = id(&promise)?;
    let who = token.hand(&ground, sent.by.as_deref()).await?;
    let asked = acts::ask_to_move(&ground, &who, promise, new).await?;
    Ok((StatusCode::CREATED, Json(MoveItem::from(asked))).into_response())
}

async fn note_agreed(
    AxumState(ground): AxumState<Ground>,
    token: Token,
    Path(promise): Path<String>,
    Json(sent): Json<AgreedTime>,
) -> web::Result<Response> {
    token.need(Scope::WritePromises)?;
    let new = new_time(sent.due_at, sent.reason, &sent.kind, None)?;
    let (promise, how) = (id(&promise)?, how(&sent.how)?);
    let who = token.hand(&ground, sent.by.as_deref()).await?;
    let given = acts::note_agreed(&ground, &who, promise, new, how).await?;
    Ok((StatusCode::CREATED, Json(found(&mut ground.read().await?, token.team, given.id).await?)).into_response())
}

async fn agree(
    AxumState(ground): AxumState<Ground>,
    token: Token,
    Path(asked): Path<String>,
    Json(sent): Json<Told>,
) -> web::Result<Json<Whole>> {
    token.need(Scope::WritePromises)?;
    let (asked, how): (MoveId, _) = (id(&asked)?, how(&sent.how)?);
    let who = token.hand(&ground, sent.by.as_deref()).await?;
    let given = acts::agree(&ground, token.team, asked, By::Member(&who, how)).await?;
    Ok(Json(found(&mut ground.read().await?, token.team, given.id).await?))
}

async fn refuse(
    AxumState(ground): AxumState<Ground>,
    token: Token,
    Path(asked): Path<String>,
    Json(sent): Json<Told>,
) -> web::Result<Json<Whole>> {
    token.need(Scope::WritePromises)?;
    let (asked, how): (MoveId, _) = (id(&asked)?, how(&sent.how)?);
    let who = token.hand(&ground, sent.by.as_deref()).await?;
    let stands = acts::refuse(&ground, token.team, asked, By::Member(&who, how)).await?;
    Ok(Json(found(&mut ground.read().await?, token.team, stands.id).await?))
}

async fn note_lesson(
    AxumState(ground): AxumState<Ground>,
    token: Token,
    Path(promise): Path<String>,
    Json(sent): Json<SentLesson>,
) -> web::Result<Json<LessonItem>> {
    token.need(Scope::WritePromises)?;
    let mut errors = Errors::default();
    let kind = kind(&mut errors, &sent.kind);
    if sent.words.chars().count() > LONGEST_LESSON {
        errors.add("words", CannotLearn::TooLong.to_string());
    }
    errors.into_result()?;
    let promise: PromiseId = id(&promise)?;
    let who = token.hand(&ground, sent.by.as_deref()).await?;
    let learned = acts::note_lesson(&ground, &who, promise, kind, &sent.words, sent.base).await;
    Ok(Json(learned.map_err(Failure::from)?.into()))
}
