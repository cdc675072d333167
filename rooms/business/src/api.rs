//! The business for machines: goals with their initiatives and challenges, metrics with their readings, clues, questions, and which goal
//! or metric a request belongs to. What is sent is checked as on a page, and told at its place in the document.

mod described;
mod goals;
mod heard;
mod metrics;

use std::fmt::Display;
use std::str::FromStr;

use axum::Router;
use axum::extract::FromRequestParts;
use axum::routing::{get, post, put};
use ground::{Ground, TeamId, Tx};
use http::request::Parts;
use jiff::civil::Date;
use serde::Deserialize;
use team::{Scope, Token};
use web::forms::Errors;
use web::{Failure, Listed};

pub use described::described;

/// The longest line, and the longest text, in signs.
const LINE: usize = 300;
const TEXT: usize = 5_000;
/// The longest address of a plan, and the longest unit.
const PLAN: usize = 2_000;
const UNIT: usize = 20;
/// How many lines may say what is not known yet.
const UNKNOWN: usize = 15;
/// Most items of a page.
const MOST: i64 = web::MOST_ITEMS;

/// The routes below `/api/v1`.
pub fn routes() -> Router<Ground> {
    Router::new()
        .route("/api/v1/goals", get(goals::list).post(goals::add))
        .route("/api/v1/goals/{id}", get(goals::one).put(goals::change))
        .route("/api/v1/goals/{id}/end", post(goals::end))
        .route("/api/v1/goals/{id}/plan", get(goals::plan_of_goal))
        .route("/api/v1/goals/{id}/steps", post(goals::add_step))
        .route("/api/v1/steps/{id}", put(goals::change_step))
        .route("/api/v1/steps/{id}/end", post(goals::end_step))
        .route("/api/v1/steps/{id}/plan", get(goals::plan_of_step))
        .route("/api/v1/metrics", get(metrics::list).post(metrics::add))
        .route("/api/v1/metrics/{id}", get(metrics::one).put(metrics::change))
        .route("/api/v1/metrics/{id}/end", post(metrics::end))
        .route("/api/v1/metrics/{id}/readings", get(metrics::readings).post(metrics::enter))
        .route("/api/v1/metrics/{id}/readings/removal", post(metrics::take_out_reading))
        .route("/api/v1/metrics/{id}/readings/undoing", post(metrics::undo))
        .route("/api/v1/metrics/{id}/changes", post(metrics::note_change))
        .route("/api/v1/metrics/{id}/changes/removal", post(metrics::take_back_change))
        .route("/api/v1/clues/{id}/removal", post(heard::take_out_clue))
        .route("/api/v1/clues", get(heard::clues).post(heard::note_clue))
        .route("/api/v1/questions", get(heard::questions).post(heard::ask))
        .route("/api/v1/questions/{id}/outcome", post(heard::close))
        .route("/api/v1/requests/{id}/links", get(heard::links).post(heard::link))
        .route("/api/v1/requests/{id}/links/end", post(heard::unlink))
}

/// A program that may read the business.
struct Reads(Token);

/// A program that may change it.
struct Writes(Token);

impl FromRequestParts<Ground> for Reads {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, ground: &Ground) -> Result<Self, Failure> {
        let token = Token::from_request_parts(parts, ground).await?;
        token.need(Scope::ReadBusiness)?;
        Ok(Self(token))
    }
}

impl FromRequestParts<Ground> for Writes {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, ground: &Ground) -> Result<Self, Failure> {
        let token = Token::from_request_parts(parts, ground).await?;
        token.need(Scope::WriteBusiness)?;
        Ok(Self(token))
    }
}

/// Which part of a list.
#[derive(Debug, Deserialize)]
struct Page {
    limit: Option<i64>,
    after: Option<String>,
}

impl Page {
    fn limit(&self) -> web::Result<i64> {
        Listed::<()>::limit(self.limit)
    }
}

/// An id from an address; what is none of ours is not found.
fn id<T: FromStr>(text: &str) -> web::Result<T> {
    text.parse().map_err(|_unknown| Failure::NotFound)
}

fn at(field: &str, words: impl Display) -> Failure {
    Failure::Invalid(Errors::at(field, words.to_string()))
}

/// What the description can’t tell: another thing of the team, or another field, stands against it.
fn against(field: &str, words: impl Display) -> Failure {
    Failure::RefusedAt(Errors::at(field, words.to_string()))
}

/// What is new has no version yet.
fn no_version(version: Option<i64>) -> web::Result<()> {
    match version {
        Some(_) => Err(at("version", "What is new has no version yet. Leave it out.")),
        None => Ok(()),
    }
}

/// A line that must be there.
fn line(errors: &mut Errors, field: &str, text: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        errors.add(field, "This can’t be empty.");
    }
    short(errors, field, text, LINE)
}

/// A text that may be left out.
fn text(errors: &mut Errors, field: &str, text: Option<&String>, most: usize) -> String {
    short(errors, field, text.map_or("", |text| text.trim()), most)
}

fn short(errors: &mut Errors, field: &str, text: &str, most: usize) -> String {
    let signs = text.chars().count();
    if signs > most {
        errors.add(field, format!("Shorten this to {most} signs; it has {signs}."));
    }
    text.to_owned()
}

/// The team's present day: no reading can be of a later one.
async fn today(tx: &mut Tx, team: TeamId) -> web::Result<Date> {
    let in_force = team::calendar::current(tx, team).await?;
    Ok(tx.now().to_zoned_datetime(in_force.zone.clone()).date())
}
