//! Blocks for machines: those to come and those that were, reserving one, moving it, giving it up; and the patterns that plan them.
//! Opening and closing one belongs to sessions. What is some members' time is changed in the name of one of them.

mod described;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ground::{Ground, TeamId};
use http::StatusCode;
use jiff::civil::{Date, Time, Weekday};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use team::{Member, MemberId, Right, Scope, Token};
use web::forms::Errors;
use web::{Asked, Failure, Json, Listed};

pub use described::{block_told, described, key};

use crate::acts;
use crate::holders::Holders;
use crate::rules::{CannotChange, LENGTHS, Rhythm};
use crate::store::{self, Block, Pattern};
use crate::{BlockKey, PatternId};

/// The most days that one list of blocks covers, and how many it covers where nothing is said.
const MOST_DAYS: i64 = 92;
const USUAL_DAYS: i64 = 14;
/// The longest reason, and the longest address, in signs.
const LONGEST: usize = 1_000;
const ADDRESS: usize = 254;
/// How many members one block is kept for at the most.
const MOST_HOLDERS: usize = 50;
/// The days of a week by their words.
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// The routes below `/api/v1`.
pub fn routes() -> Router<Ground> {
    Router::new()
        .route("/api/v1/blocks", get(list).post(reserve))
        .route("/api/v1/blocks/{key}", get(one))
        .route("/api/v1/blocks/{key}/move", post(move_to))
        .route("/api/v1/blocks/{key}/skip", post(skip))
        .route("/api/v1/blocks/{key}/again", post(again))
        .route("/api/v1/block-patterns", get(patterns).post(reserve_pattern))
        .route("/api/v1/block-patterns/{id}/end", post(end_pattern))
}

/// A block as the API gives it.
#[derive(Debug, Serialize)]
pub struct BlockTold {
    key: BlockKey,
    kind: &'static str,
    state: &'static str,
    starts_at: Timestamp,
    ends_at: Timestamp,
    moved_from_at: Option<Timestamp>,
    opened_at: Option<Timestamp>,
    closed_at: Option<Timestamp>,
    skipped_at: Option<Timestamp>,
    minutes_used: Option<i64>,
    why: String,
    holders: Vec<MemberId>,
    is_away: bool,
    instead_of: Option<BlockKey>,
}

impl BlockTold {
    /// A block as it stands at `now`.
    pub fn at(block: Block, now: Timestamp) -> Self {
        Self {
            key: block.key,
            kind: block.kind.as_str(),
            state: block.state(now).key(),
            starts_at: block.starts_at,
            ends_at: block.ends_at,
            moved_from_at: block.moved_from_at,
            opened_at: block.opened_at,
            closed_at: block.closed_at,
            skipped_at: block.skipped_at,
            minutes_used: block.minutes_used,
            why: block.why,
            holders: ids_of(block.holders),
            is_away: block.is_away,
            instead_of: block.instead_of,
        }
    }
}

#[derive(Debug, Serialize)]
struct PatternTold {
    id: PatternId,
    words: String,
    starts: String,
    minutes: i64,
    from_on: Date,
    until_on: Option<Date>,
    holders: Vec<MemberId>,
}

fn ids_of(holders: Holders) -> Vec<MemberId> {
    match holders {
        Holders::Team => Vec::new(),
        Holders::Members(members) => members,
    }
}

/// Whose time it shall be, by their addresses; the whole team's where nobody is named.
async fn holders_of(ground: &Ground, token: &Token, addresses: &[String]) -> web::Result<Holders> {
    let mut errors = Errors::default();
    if addresses.len() > MOST_HOLDERS {
        errors.add("holders", format!("Name at most {MOST_HOLDERS} members."));
    }
    for (place, address) in addresses.iter().enumerate() {
        if address.chars().count() > ADDRESS {
            errors.add(&format!("holders.{place}"), "This is no mail address.");
        }
    }
    errors.into_result()?;
    let (mut members, mut ruled) = (Vec::new(), Errors::default());
    let known = team::members::list(&mut ground.read().await?, token.team).await?;
    for (place, address) in addresses.iter().enumerate() {
        let works = |member: &&Member| member.may(Right::Work) && team::fold(&member.address) == team::fold(address);
        match known.iter().find(works) {
            Some(member) => members.push(member.id),
            None => ruled.add(&format!("holders.{place}"), "Nobody who works in this team has this address."),
        }
    }
    ruled.into_result().map_err(Failure::RefusedAt)?;
    Ok(Holders::of(members))
}

impl From<Pattern> for PatternTold {
    fn from(pattern: Pattern) -> Self {
        let rhythm = pattern.running.rhythm;
        Self {
            id: pattern.id,
            words: rhythm.to_string(),
            starts: rhythm.starts().strftime("%H:%M").to_string(),
            minutes: rhythm.minutes(),
            from_on: pattern.running.from_on,
            until_on: pattern.running.until_on,
            holders: ids_of(pattern.holders),
        }
    }
}

fn key_of(text: &str) -> web::Result<BlockKey> {
    text.parse().map_err(|_no_key| Failure::NotFound)
}

async fn found(ground: &Ground, team: TeamId, key: BlockKey) -> web::Result<BlockTold> {
    let mut tx = ground.read().await?;
    let now = tx.now();
    let block = store::find(&mut tx, team, key).await?.ok_or(Failure::NotFound)?;
    Ok(BlockTold::at(block, now))
}

#[derive(Debug, Deserialize)]
struct Days {
    from: Option<Date>,
    days: Option<i64>,
}

async fn list(
    State(ground): State<Ground>,
    token: Token,
    Asked(asked): Asked<Days>,
) -> web::Result<Json<Listed<BlockTold>>> {
    token.need(Scope::ReadBlocks)?;
    let days = asked.days.unwrap_or(USUAL_DAYS);
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(Failure::Invalid(Errors::at("days", format!("Ask for 1 to {MOST_DAYS} days at once."))));
    }
    let mut tx = ground.read().await?;
    let now = tx.now();
    let zone = team::calendar::current(&mut tx, token.team).await?.zone;
    let from = asked.from.unwrap_or_else(|| now.to_zoned_datetime(zone.clone()).date());
    let starts_at = |day: Date| zone.to_timestamp(day.to_datetime(Time::midnight()));
    let far = |_too_far| Failure::RefusedAt(Errors::at("from", "No block is that far away. Ask for a nearer day."));
    let until = from.checked_add(days.days()).map_err(far)?;
    let (from_at, until_at) = (starts_at(from).map_err(far)?, starts_at(until).map_err(far)?);
    let blocks = store::around(&mut tx, token.team, from_at, until_at).await?;
    Ok(Json(Listed::whole(blocks.into_iter().map(|block| BlockTold::at(block, now)).collect())))
}

async fn one(State(ground): State<Ground>, token: Token, Path(key): Path<String>) -> web::Result<Json<BlockTold>> {
    token.need(Scope::ReadBlocks)?;
    Ok(Json(found(&ground, token.team, key_of(&key)?).await?))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewBlock {
    starts_at: Timestamp,
    minutes: i64,
    #[serde(default)]
    holders: Vec<String>,
    by: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPattern {
    weekday: Option<String>,
    starts: String,
    minutes: i64,
    from_on: Option<Date>,
    #[serde(default)]
    holders: Vec<String>,
    by: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Moving {
    starts_at: Timestamp,
    #[serde(default)]
    why: String,
    by: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewStart {
    starts_at: Timestamp,
    by: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Skipping {
    why: String,
    by: Option<String>,
}

async fn reserve(State(ground): State<Ground>, token: Token, Json(sent): Json<NewBlock>) -> web::Result<Response> {
    token.need(Scope::WriteBlocks)?;
    if !LENGTHS.contains(&sent.minutes) {
        return Err(Failure::Invalid(Errors::at("minutes", CannotChange::BadLength.to_string())));
    }
    let holders = holders_of(&ground, &token, &sent.holders).await?;
    let who = token.hand(&ground, sent.by.as_deref()).await?;
    let block = acts::reserve_for(&ground, &who, sent.starts_at, sent.minutes, holders).await?;
    Ok((StatusCode::CREATED, Json(BlockTold::at(block, ground.now()))).into_response())
}

/// Whether a reason is short enough.
fn short(why: &str) -> web::Result<()> {
    let signs = why.chars().count();
    if signs > LONGEST {
        let words = format!("Shorten this to {LONGEST} signs; it has {signs}.");
        return Err(Failure::Invalid(Errors::at("why", words)));
    }
    Ok(())
}

async fn move_to(
    State(ground): State<Ground>,
    token: Token,
    Path(key): Path<String>,
    Json(sent): Json<Moving>,
) -> web::Result<Json<BlockTold>> {
    token.need(Scope::WriteBlocks)?;
    short(&sent.why)?;
    let who = token.hand(&ground, sent.by.as_deref()).await?;
    let block = acts::move_because(&ground, &who, key_of(&key)?, sent.starts_at, &sent.why).await?;
    Ok(Json(BlockTold::at(block, ground.now())))
}

async fn skip(
    State(ground): State<Ground>,
    token: Token,
    Path(key): Path<String>,
    Json(sent): Json<Skipping>,
) -> web::Result<Json<BlockTold>> {
    token.need(Scope::WriteBlocks)?;
    short(&sent.why)?;
    if sent.why.trim().is_empty() {
        return Err(Failure::Invalid(Errors::at("why", CannotChange::NoReason.to_string())));
    }
    let who = token.hand(&ground, sent.by.as_deref()).await?;
    let block = acts::skip(&ground, &who, key_of(&key)?, &sent.why).await?;
    Ok(Json(BlockTold::at(block, ground.now())))
}

/// A block that passed without being held comes again, on the same day.
async fn again(
    State(ground): State<Ground>,
    token: Token,
    Path(key): Path<String>,
    Json(sent): Json<NewStart>,
) -> web::Result<Response> {
    token.need(Scope::WriteBlocks)?;
    let who = token.hand(&ground, sent.by.as_deref()).await?;
    let block = acts::again(&ground, &who, key_of(&key)?, sent.starts_at).await?;
    Ok((StatusCode::CREATED, Json(BlockTold::at(block, ground.now()))).into_response())
}

async fn reserve_pattern(
    State(ground): State<Ground>,
    token: Token,
    Json(sent): Json<NewPattern>,
) -> web::Result<Response> {
    token.need(Scope::WriteBlocks)?;
    let mut errors = Errors::default();
    let minutes = sent.minutes;
    if !LENGTHS.contains(&minutes) {
        errors.add("minutes", CannotChange::BadLength.to_string());
    }
    let day = sent.weekday.as_deref().map(|word| WEEKDAYS.into_iter().find(|(known, _)| *known == word));
    if day == Some(None) {
        errors.add("weekday", "Take a day from monday to sunday; without one, the pattern is daily.");
    }
    let starts = Time::strptime("%H:%M", &sent.starts).ok().filter(|_| sent.starts.len() == 5);
    if starts.is_none() {
        errors.add("starts", "Write a time of day as 09:30.");
    }
    errors.into_result()?;
    let starts = starts.unwrap_or_default();
    let rhythm = match day.flatten() {
        Some((_, weekday)) => Rhythm::Weekly { weekday, starts, minutes },
        None => Rhythm::Daily { starts, minutes },
    };
    let holders = holders_of(&ground, &token, &sent.holders).await?;
    let who = token.hand(&ground, sent.by.as_deref()).await?;
    let first = sent.from_on.unwrap_or(Date::MIN);
    let pattern = acts::reserve_pattern_from(&ground, &who, rhythm, holders, first).await?;
    Ok((StatusCode::CREATED, Json(PatternTold::from(pattern))).into_response())
}

async fn patterns(State(ground): State<Ground>, token: Token) -> web::Result<Json<Listed<PatternTold>>> {
    token.need(Scope::ReadBlocks)?;
    let all = store::patterns(&mut ground.read().await?, token.team).await?;
    Ok(Json(Listed::whole(all.into_iter().map(PatternTold::from).collect())))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ending {
    free_from: Option<Date>,
    by: Option<String>,
}

async fn end_pattern(
    State(ground): State<Ground>,
    token: Token,
    Path(id): Path<String>,
    Json(sent): Json<Ending>,
) -> web::Result<StatusCode> {
    token.need(Scope::WriteBlocks)?;
    let id: PatternId = id.parse().map_err(|_no_id| Failure::NotFound)?;
    let who = token.hand(&ground, sent.by.as_deref()).await?;
    match sent.free_from {
        None => acts::end_pattern(&ground, &who, id).await?,
        Some(day) => match acts::end_pattern_from(&ground, &who, id, day).await {
            Err(refused @ acts::Refused::DayPast) => {
                return Err(Failure::RefusedAt(Errors::at("free_from", refused.to_string())));
            }
            ended => ended?,
        },
    }
    Ok(StatusCode::NO_CONTENT)
}
