//! Options for machines: the newest sheet of a request, and noting what the stakeholder chose of it.

mod described;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ground::Ground;
use http::StatusCode;
use jiff::Timestamp;
use promises::PromiseId;
use requests::RequestId;
use serde::{Deserialize, Serialize};
use team::{Scope, Token};
use web::forms::Errors;
use web::{Failure, Json};

pub use described::described;

use crate::SheetId;
use crate::acts::{self, NewChoice};
use crate::rules::{MOST, Way};
use crate::store::{self, Sheet};

/// The longest reason, and the longest name, in signs.
const LONGEST: usize = 5_000;
const NAME: usize = 200;

/// The routes below `/api/v1`.
pub fn routes() -> Router<Ground> {
    Router::new()
        .route("/api/v1/requests/{id}/options", get(read))
        .route("/api/v1/requests/{id}/options/choice", post(note))
}

#[derive(Debug, Serialize)]
struct SheetTold {
    id: SheetId,
    request: RequestId,
    ways: Vec<Way>,
    holds_until_at: Option<Timestamp>,
    sent_at: Timestamp,
    choice: Option<ChoiceTold>,
}

#[derive(Debug, Serialize)]
struct ChoiceTold {
    way: usize,
    why: Option<String>,
    chosen_by: String,
    chosen_at: Timestamp,
    promise: PromiseId,
}

impl From<Sheet> for SheetTold {
    fn from(sheet: Sheet) -> Self {
        let choice = sheet.choice.map(|choice| ChoiceTold {
            way: choice.way,
            why: choice.why,
            chosen_by: choice.chosen_by,
            chosen_at: choice.chosen_at,
            promise: choice.promise,
        });
        let Sheet { id, request, ways, holds_until_at, sent_at, .. } = sheet;
        Self { id, request, ways, holds_until_at, sent_at, choice }
    }
}

async fn newest(ground: &Ground, token: &Token, request: &str) -> web::Result<Sheet> {
    let request: RequestId = request.parse().map_err(|_no_id| Failure::NotFound)?;
    store::of_request(&mut ground.read().await?, token.team, request).await?.ok_or(Failure::NotFound)
}

async fn read(State(ground): State<Ground>, token: Token, Path(request): Path<String>) -> web::Result<Json<SheetTold>> {
    token.need(Scope::ReadAnswers)?;
    Ok(Json(newest(&ground, &token, &request).await?.into()))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentChoice {
    way: usize,
    why: Option<String>,
    chosen_by: Option<String>,
    by: Option<String>,
}

async fn note(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
    Json(sent): Json<SentChoice>,
) -> web::Result<Response> {
    token.need(Scope::WriteAnswers)?;
    let mut errors = Errors::default();
    if !(1..=MOST).contains(&sent.way) {
        errors.add("way", format!("A sheet has up to {MOST} ways, counted from 1."));
    }
    for (field, text, most) in [("why", &sent.why, LONGEST), ("chosen_by", &sent.chosen_by, NAME)] {
        let signs = text.as_deref().map_or(0, |text| text.chars().count());
        if signs > most {
            errors.add(field, format!("Shorten this to {most} signs; it has {signs}."));
        }
    }
    errors.into_result()?;
    let sheet = newest(&ground, &token, &request).await?;
    let who = token.hand(&ground, sent.by.as_deref()).await?;
    let choice = NewChoice { way: sent.way, why: sent.why, chosen_by: sent.chosen_by.unwrap_or_default() };
    let made = acts::note_choice(&ground, &who, sheet.id, choice).await?;
    Ok((StatusCode::CREATED, Json(SheetTold::from(made.sheet))).into_response())
}
