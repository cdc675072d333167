use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use web::forms::Errors;
use web::paging::with_query;
use web::{Asked, Failure, Json, Listed};

use super::{LINE, Page, Reads, TEXT, UNIT, Writes, against, at, id, line, no_version, text, today};
use crate::acts::{self, MetricWords, NewReading, Refused};
use crate::rules::{Better, Change};
use crate::store::charted::{Charted, all_charted, charted};
use crate::store::goals::GoalId;
use crate::store::metrics::{ChangeId, MetricId};
use crate::store::readings::PasteId;

/// A metric as it is sent; `version` only where one is changed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    goal: Option<GoalId>,
    name: String,
    what: Option<String>,
    unit: Option<String>,
    better: String,
    wanted: Option<f64>,
    source: Option<String>,
    counted_of: Option<String>,
    owner: Option<String>,
    read_when: Option<String>,
    baseline: Option<i64>,
    version: Option<i64>,
}

/// A metric as it is given, with its newest reading and what the readings tell.
#[derive(Debug, Serialize)]
pub(super) struct Item {
    id: MetricId,
    goal: Option<GoalId>,
    name: String,
    what: String,
    unit: String,
    better: &'static str,
    wanted: Option<f64>,
    source: String,
    counted_of: String,
    owner: String,
    read_when: String,
    baseline: i64,
    ended_at: Option<Timestamp>,
    version: i64,
    readings: usize,
    last: Option<Last>,
    limits: Option<Limits>,
    signal: bool,
    told: String,
    changes: Vec<ChangeItem>,
}

#[derive(Debug, Serialize)]
struct Last {
    on: Date,
    value: f64,
}

#[derive(Debug, Serialize)]
struct Limits {
    mean: f64,
    lower: f64,
    upper: f64,
    mean_moving_range: f64,
    n: usize,
}

#[derive(Debug, Serialize)]
struct ChangeItem {
    id: ChangeId,
    on: Date,
    words: String,
    new_limits: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct ReadingItem {
    on: Date,
    value: f64,
    source: String,
    entered_at: Timestamp,
    entry: Option<PasteId>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SentReadings {
    readings: Vec<SentReading>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentReading {
    on: Date,
    value: f64,
    source: Option<String>,
    #[serde(default)]
    corrects: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SentChange {
    on: Date,
    words: String,
    #[serde(default)]
    new_limits: bool,
}

/// What became of readings that were sent. By `entry` they can be undone together; there is none where nothing was written.
#[derive(Debug, Serialize)]
pub(super) struct Entered {
    entry: Option<PasteId>,
    new: usize,
    corrected: usize,
    same: usize,
}

/// The most readings at once.
pub(super) const READINGS: usize = 2_000;

impl Sent {
    fn words(&self) -> Result<MetricWords, Errors> {
        let mut errors = Errors::default();
        let better = Better::from_word(&self.better).unwrap_or_else(|| {
            errors.add("better", "One of lower, higher, near.");
            Better::Higher
        });
        let usual = i64::try_from(evidence::BASELINE).unwrap_or_default();
        let baseline = self.baseline.unwrap_or(usual);
        if !(6..=500).contains(&baseline) {
            errors.add("baseline", "Limits need 6 to 500 readings.");
        }
        let words = MetricWords {
            goal: self.goal,
            name: line(&mut errors, "name", &self.name),
            what: text(&mut errors, "what", self.what.as_ref(), TEXT),
            unit: text(&mut errors, "unit", self.unit.as_ref(), UNIT),
            better,
            wanted: self.wanted,
            source: text(&mut errors, "source", self.source.as_ref(), LINE),
            counted_of: text(&mut errors, "counted_of", self.counted_of.as_ref(), LINE),
            owner: text(&mut errors, "owner", self.owner.as_ref(), LINE),
            read_when: text(&mut errors, "read_when", self.read_when.as_ref(), LINE),
            baseline,
        };
        errors.into_result()?;
        Ok(words)
    }
}

fn item(charted: &Charted) -> Item {
    let metric = charted.metric.clone();
    let told = charted.told();
    let limits = charted.seen.limits().map(|limits| Limits {
        mean: limits.mean,
        lower: limits.lower,
        upper: limits.upper,
        mean_moving_range: limits.mr_mean,
        n: limits.n,
    });
    let change = |noted: &crate::store::metrics::Noted| {
        let Change { on, words, new_limits } = noted.change.clone();
        ChangeItem { id: noted.id, on, words, new_limits }
    };
    Item {
        id: metric.id,
        goal: metric.goal,
        name: metric.name,
        what: metric.what,
        unit: metric.unit,
        better: metric.better.as_str(),
        wanted: metric.wanted,
        source: metric.source,
        counted_of: metric.counted_of,
        owner: metric.owner,
        read_when: metric.read_when,
        baseline: metric.baseline,
        ended_at: metric.ended_at,
        version: metric.version,
        readings: charted.readings.len(),
        last: charted.last().map(|reading| Last { on: reading.on, value: reading.value }),
        limits,
        signal: told.is_signal,
        told: format!("{} {}", told.finding, told.advice).trim().to_owned(),
        changes: charted.noted.iter().map(change).collect(),
    }
}

async fn found(ground: &Ground, team: ground::TeamId, metric: MetricId) -> web::Result<Item> {
    let charted = charted(&mut ground.read().await?, team, metric).await?.ok_or(Failure::NotFound)?;
    Ok(item(&charted))
}

/// A goal that is not there is told at its field, not as if the metric were not there.
fn at_goal(refused: Refused) -> Failure {
    match refused {
        Refused::Unknown => against("goal", "There is no such goal."),
        Refused::NoNumber => at("wanted", Refused::NoNumber),
        Refused::Entered(_) | Refused::StillToCome | Refused::TooOld | Refused::Store(_) => refused.into(),
    }
}

pub(super) async fn list(State(ground): State<Ground>, Reads(token): Reads) -> web::Result<Json<Listed<Item>>> {
    let all = all_charted(&mut ground.read().await?, token.team).await?;
    Ok(Json(Listed::whole(all.iter().map(item).collect())))
}

pub(super) async fn one(
    State(ground): State<Ground>,
    Reads(token): Reads,
    Path(metric): Path<String>,
) -> web::Result<Json<Item>> {
    Ok(Json(found(&ground, token.team, id(&metric)?).await?))
}

pub(super) async fn add(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Json(sent): Json<Sent>,
) -> web::Result<Response> {
    no_version(sent.version)?;
    let metric = acts::add_metric(&ground, token.team, token.actor(), sent.words()?).await.map_err(at_goal)?;
    Ok((StatusCode::CREATED, Json(found(&ground, token.team, metric.id).await?)).into_response())
}

pub(super) async fn change(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Path(metric): Path<String>,
    Json(sent): Json<Sent>,
) -> web::Result<Json<Item>> {
    let metric: MetricId = id(&metric)?;
    found(&ground, token.team, metric).await?;
    let version = sent.version.ok_or_else(|| at("version", "Say which version is changed, as it was read."))?;
    let words = sent.words()?;
    acts::change_metric(&ground, token.team, token.actor(), metric, version, words).await.map_err(at_goal)?;
    Ok(Json(found(&ground, token.team, metric).await?))
}

pub(super) async fn end(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Path(metric): Path<String>,
) -> web::Result<Json<Item>> {
    let metric = acts::end_metric(&ground, token.team, token.actor(), id(&metric)?).await?;
    Ok(Json(found(&ground, token.team, metric.id).await?))
}

pub(super) async fn readings(
    State(ground): State<Ground>,
    Reads(token): Reads,
    Path(metric): Path<String>,
    Asked(page): Asked<Page>,
) -> web::Result<Json<Listed<ReadingItem>>> {
    let limit = usize::try_from(page.limit()?).unwrap_or_default();
    let charted = charted(&mut ground.read().await?, token.team, id(&metric)?).await?.ok_or(Failure::NotFound)?;
    let after = page.after.as_deref().map(str::parse::<Date>).transpose();
    let after = after.map_err(|_no_day| at("after", "Take the address of the next page as it was given in next."))?;
    let older = charted.readings.iter().rev().filter(|reading| after.is_none_or(|after| reading.on < after));
    let shown: Vec<_> = older.clone().take(limit).collect();
    let next = shown.last().filter(|_| older.count() > limit).map(|last| {
        let path = format!("{}/api/v1/metrics/{}/readings", ground.settings().public_url, charted.metric.id);
        with_query(&path, &[("limit", &limit.to_string()), ("after", &last.on.to_string())])
    });
    let item = |reading: &crate::store::readings::Reading| ReadingItem {
        on: reading.on,
        value: reading.value,
        source: reading.source.clone(),
        entered_at: reading.entered_at,
        entry: reading.paste,
    };
    Ok(Json(Listed { items: shown.into_iter().map(item).collect(), next }))
}

/// Enters readings: all, or none. The same again changes nothing, so a program may send a stretch twice.
pub(super) async fn enter(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Path(metric): Path<String>,
    Json(sent): Json<SentReadings>,
) -> web::Result<Json<Entered>> {
    let mut errors = Errors::default();
    if sent.readings.len() > READINGS {
        errors.add("readings", format!("Send up to {READINGS} readings at once."));
    }
    let today = today(&mut ground.read().await?, token.team).await?;
    let mut new = Vec::new();
    let mut days = std::collections::HashSet::new();
    let mut ruled = Errors::default();
    for (place, reading) in sent.readings.into_iter().enumerate() {
        let field = format!("readings.{place}");
        if reading.on > today {
            ruled.add(&format!("{field}.on"), Refused::StillToCome.to_string());
        }
        if !days.insert(reading.on) {
            ruled.add(&format!("{field}.on"), "The same day comes twice.");
        }
        let source = text(&mut errors, &format!("{field}.source"), reading.source.as_ref(), LINE);
        new.push(NewReading { on: reading.on, value: reading.value, source, corrects: reading.corrects });
    }
    errors.into_result()?;
    ruled.into_result().map_err(Failure::RefusedAt)?;
    let entered = acts::enter(&ground, token.team, token.actor(), id(&metric)?, &new, today).await;
    let entered = entered.map_err(|refused| match refused {
        Refused::NoNumber => at("readings", refused),
        Refused::TooOld => against("readings", refused),
        Refused::Unknown | Refused::Entered(_) | Refused::StillToCome | Refused::Store(_) => refused.into(),
    })?;
    let acts::Entered { paste, new, corrected, same } = entered;
    Ok(Json(Entered { entry: Some(paste).filter(|_| new + corrected > 0), new, corrected, same }))
}

pub(super) async fn note_change(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Path(metric): Path<String>,
    Json(sent): Json<SentChange>,
) -> web::Result<Response> {
    let mut errors = Errors::default();
    let words = line(&mut errors, "words", &sent.words);
    errors.into_result()?;
    let metric: MetricId = id(&metric)?;
    let change = Change { on: sent.on, words, new_limits: sent.new_limits };
    acts::note_change(&ground, token.team, token.actor(), metric, change).await?;
    Ok((StatusCode::CREATED, Json(found(&ground, token.team, metric).await?)).into_response())
}

/// The day of a reading that turned out wrong.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfDay {
    on: Date,
}

/// Readings that were entered together, and are undone together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfEntry {
    entry: PasteId,
}

/// A change that turned out wrong.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfChange {
    change: ChangeId,
}

pub(super) async fn take_out_reading(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Path(metric): Path<String>,
    Json(sent): Json<OfDay>,
) -> web::Result<Json<Item>> {
    let metric: MetricId = id(&metric)?;
    found(&ground, token.team, metric).await?;
    let taken_out = acts::take_out_reading(&ground, token.team, token.actor(), metric, sent.on).await;
    taken_out.map_err(|refused| match refused {
        Refused::Unknown => against("on", "There is no reading of that day."),
        Refused::Entered(_) | Refused::NoNumber | Refused::StillToCome | Refused::TooOld | Refused::Store(_) => {
            refused.into()
        }
    })?;
    Ok(Json(found(&ground, token.team, metric).await?))
}

/// Undoes what was entered together: what is new goes, and what was corrected has its old value again.
pub(super) async fn undo(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Path(metric): Path<String>,
    Json(sent): Json<OfEntry>,
) -> web::Result<Json<Item>> {
    let metric: MetricId = id(&metric)?;
    match acts::undo_paste(&ground, token.team, token.actor(), metric, sent.entry).await? {
        0 => Err(against("entry", "No reading of this metric stands here that was entered so.")),
        _ => Ok(Json(found(&ground, token.team, metric).await?)),
    }
}

pub(super) async fn take_back_change(
    State(ground): State<Ground>,
    Writes(token): Writes,
    Path(metric): Path<String>,
    Json(sent): Json<OfChange>,
) -> web::Result<Json<Item>> {
    let metric: MetricId = id(&metric)?;
    acts::take_back_change(&ground, token.team, token.actor(), metric, sent.change).await?;
    Ok(Json(found(&ground, token.team, metric).await?))
}
