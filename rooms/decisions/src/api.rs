//! Decisions for machines: reading the log, and writing into it.

mod described;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use ground::Ground;
use ground::uuid::Uuid;
use http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use team::{Scope, Token};
use web::forms::Errors;
use web::paging::{Place, with_query};
use web::{Asked, Failure, Json, Listed};

pub use described::described;

use crate::acts::{self, NewDecision, Refused};
use crate::rules::{CannotRecord, Driver};
use crate::store::{self, Decision};
use crate::{DecisionId, place_of};

/// The routes below `/api/v1`.
pub fn routes() -> Router<Ground> {
    Router::new().route("/api/v1/decisions", get(list).post(record)).route("/api/v1/decisions/{id}", get(one))
}

#[derive(Debug, Serialize)]
struct DecisionItem {
    id: DecisionId,
    at: Timestamp,
    what: String,
    why: String,
    driver: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    block: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review_on: Option<Date>,
}

impl From<Decision> for DecisionItem {
    fn from(decision: Decision) -> Self {
        let Decision { id, at, by: _, what, why, driver, block, about, review_on } = decision;
        Self { id, at, what, why, driver: driver.as_str(), block, request: about, review_on }
    }
}

#[derive(Debug, Deserialize)]
struct Page {
    limit: Option<i64>,
    after: Option<String>,
    driver: Option<String>,
}

fn at(field: &str, words: impl Into<String>) -> Failure {
    Failure::Invalid(Errors::at(field, words))
}

/// What the description can’t tell: the team’s own things stand against it.
fn against(field: &str, words: impl Into<String>) -> Failure {
    Failure::RefusedAt(Errors::at(field, words))
}

fn driver_of(word: &str) -> web::Result<Driver> {
    Driver::from_word(word).ok_or_else(|| at("driver", format!("Take one of {}.", Driver::WORDS.join(", "))))
}

async fn list(
    State(ground): State<Ground>,
    token: Token,
    Asked(page): Asked<Page>,
) -> web::Result<Json<Listed<DecisionItem>>> {
    token.need(Scope::Read)?;
    let limit = Listed::<DecisionItem>::limit(page.limit)?;
    let driver = page.driver.as_deref().map(driver_of).transpose()?;
    let place = |text: &str| place_of(text).ok_or_else(Listed::<DecisionItem>::no_place);
    let after = page.after.as_deref().map(place).transpose()?;
    let found = store::recent(&mut ground.read().await?, token.team, driver, after, limit + 1).await?;
    let next = |last: &Decision| {
        let after = Place { key: last.at.as_millisecond(), id: last.id.to_string() }.to_string();
        let path = format!("{}/api/v1/decisions", ground.settings().public_url);
        let driver = driver.map_or("", Driver::as_str);
        with_query(&path, &[("driver", driver), ("limit", &limit.to_string()), ("after", &after)])
    };
    Ok(Json(Listed::part(found, limit, next, DecisionItem::from)))
}

async fn one(State(ground): State<Ground>, token: Token, Path(id): Path<String>) -> web::Result<Json<DecisionItem>> {
    token.need(Scope::Read)?;
    let id = id.parse().map_err(|_no_id| Failure::NotFound)?;
    let found = store::find(&mut ground.read().await?, token.team, id).await?.ok_or(Failure::NotFound)?;
    Ok(Json(found.into()))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    what: String,
    why: String,
    driver: String,
    request: Option<Uuid>,
    review_on: Option<Date>,
}

async fn record(State(ground): State<Ground>, token: Token, Json(sent): Json<Sent>) -> web::Result<Response> {
    token.need(Scope::Work)?;
    let driver = driver_of(&sent.driver)?;
    let new = NewDecision {
        about: sent.request,
        review_on: sent.review_on,
        ..NewDecision::new(&sent.what, &sent.why, driver)
    };
    let decision = ground::again(|| async {
        let mut tx = ground.begin().await?;
        let id = acts::record(&mut tx, token.team, token.actor(), new.clone()).await?;
        let decision = store::find(&mut tx, token.team, id).await?;
        tx.commit().await?;
        Ok(decision)
    })
    .await
    .map_err(at_its_field)?;
    let decision = decision.ok_or(Failure::NotFound)?;
    Ok((StatusCode::CREATED, Json(DecisionItem::from(decision))).into_response())
}

/// What it was refused for, at its place in the document.
fn at_its_field(refused: Refused) -> Failure {
    match refused {
        Refused::CannotRecord(why @ CannotRecord::ReviewPassed) => against(why.field(), why.to_string()),
        Refused::CannotRecord(why) => at(why.field(), why.to_string()),
        Refused::StandsAlready => Failure::Refused(refused.to_string()),
        Refused::NoRequest => against("request", refused.to_string()),
        Refused::Store(error) => error.into(),
    }
}
