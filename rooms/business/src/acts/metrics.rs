//! Metrics are noted, their readings entered and corrected, and what happened to what they count is named.

use ground::{Actor, Ground, StoreError, TeamId, Tx, events};
use jiff::civil::Date;
use serde_json::json;

use super::Refused;
use crate::rules::{Better, Change, is_same};
use crate::store::goals::{self, GoalId};
use crate::store::metrics::{self, ChangeId, Metric, MetricId, Noted};
use crate::store::readings::{self, PasteId, Reading};

/// Beyond this a chart has nothing to tell, and a number has no decimals left.
pub(crate) const MOST: f64 = 1e12;
/// No business has figures of a year before this.
const OLDEST: i16 = 1900;

/// A metric as it was typed.
#[derive(Debug, Clone)]
pub struct MetricWords {
    /// The goal it counts for.
    pub goal: Option<GoalId>,
    /// What it is called.
    pub name: String,
    /// What exactly is counted.
    pub what: String,
    /// Its unit.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// The value that is wanted.
    pub wanted: Option<f64>,
    /// Where it is counted.
    pub source: String,
    /// Of what.
    pub counted_of: String,
    /// Who answers for it.
    pub owner: String,
    /// When it is read.
    pub read_when: String,
    /// From how many readings each stretch takes its limits.
    pub baseline: i64,
}

impl MetricWords {
    /// A metric of this name, unit and direction, without more.
    pub fn new(name: &str, unit: &str, better: Better) -> Self {
        Self {
            goal: None,
            name: name.to_owned(),
            what: String::new(),
            unit: unit.to_owned(),
            better,
            wanted: None,
            source: String::new(),
            counted_of: String::new(),
            owner: String::new(),
            read_when: String::new(),
            baseline: i64::try_from(evidence::BASELINE).unwrap_or_default(),
        }
    }

    fn put(self, metric: &mut Metric) {
        let Self { goal, name, what, unit, better, wanted, source, counted_of, owner, read_when, baseline } = self;
        *metric = Metric {
            goal,
            name,
            what,
            unit,
            better,
            wanted,
            source,
            counted_of,
            owner,
            read_when,
            baseline,
            ..metric.clone()
        };
    }
}

async fn check(tx: &mut Tx, team: TeamId, words: &MetricWords) -> Result<(), Refused> {
    if words.wanted.is_some_and(|wanted| !is_number(wanted)) {
        return Err(Refused::NoNumber);
    }
    match words.goal {
        Some(goal) => goals::find(tx, team, goal).await?.map(|_| ()).ok_or(Refused::Unknown),
        None => Ok(()),
    }
}

fn is_number(value: f64) -> bool {
    value.is_finite() && value.abs() < MOST
}

/// Notes a metric.
pub async fn add_metric(ground: &Ground, team: TeamId, actor: Actor, words: MetricWords) -> Result<Metric, Refused> {
    let mut tx = ground.begin().await?;
    check(&mut tx, team, &words).await?;
    let now = tx.now();
    let mut metric = Metric {
        team,
        id: MetricId::new(now),
        goal: None,
        name: String::new(),
        what: String::new(),
        unit: String::new(),
        better: Better::Higher,
        wanted: None,
        source: String::new(),
        counted_of: String::new(),
        owner: String::new(),
        read_when: String::new(),
        baseline: 0,
        ended_at: None,
        version: 1,
        made_at: now,
    };
    words.put(&mut metric);
    metrics::add(&mut tx, &metric).await?;
    events::record(&mut tx, team, actor, "metric.noted", metric.id, json!({ "goal": metric.goal })).await?;
    tx.commit().await?;
    Ok(metric)
}

/// Changes a metric that was read at `version`.
pub async fn change_metric(
    ground: &Ground,
    team: TeamId,
    actor: Actor,
    id: MetricId,
    version: i64,
    words: MetricWords,
) -> Result<Metric, Refused> {
    let mut tx = ground.begin().await?;
    check(&mut tx, team, &words).await?;
    let mut metric = metrics::find(&mut tx, team, id).await?.ok_or(Refused::Unknown)?;
    words.put(&mut metric);
    metric.version = version;
    metrics::save(&mut tx, &metric).await?;
    events::record(&mut tx, team, actor, "metric.changed", id, json!({ "goal": metric.goal })).await?;
    tx.commit().await?;
    metric.version += 1;
    Ok(metric)
}

/// Ends a metric: it is read no more. Its readings stay.
pub async fn end_metric(ground: &Ground, team: TeamId, actor: Actor, id: MetricId) -> Result<Metric, Refused> {
    let mut tx = ground.begin().await?;
    let mut metric = metrics::find(&mut tx, team, id).await?.ok_or(Refused::Unknown)?;
    if metric.ended_at.is_none() {
        metric.ended_at = Some(tx.now());
        metrics::save(&mut tx, &metric).await?;
        events::record(&mut tx, team, actor, "metric.ended", id, json!({})).await?;
        tx.commit().await?;
    }
    Ok(metric)
}

/// A reading to enter.
#[derive(Debug, Clone, PartialEq)]
pub struct NewReading {
    /// The day it stands for.
    pub on: Date,
    /// The value, in the metric's unit.
    pub value: f64,
    /// Where it comes from.
    pub source: String,
    /// Whether it may take the place of another value of that day; without that it is refused.
    pub corrects: bool,
}

/// What became of readings that were entered together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entered {
    /// Under what they can be taken out together.
    pub paste: PasteId,
    /// How many are new.
    pub new: usize,
    /// How many corrected another value.
    pub corrected: usize,
    /// How many were there already.
    pub same: usize,
}

/// Enters readings: all of them, or none. The same value again changes nothing. `today` is the last day a reading can stand for.
pub async fn enter(
    ground: &Ground,
    team: TeamId,
    actor: Actor,
    id: MetricId,
    new: &[NewReading],
    today: Date,
) -> Result<Entered, Refused> {
    if !new.iter().all(|reading| is_number(reading.value)) {
        return Err(Refused::NoNumber);
    }
    if new.iter().any(|reading| reading.on > today) {
        return Err(Refused::StillToCome);
    }
    if new.iter().any(|reading| reading.on.year() < OLDEST) {
        return Err(Refused::TooOld);
    }
    let mut tx = ground.begin().await?;
    metrics::find(&mut tx, team, id).await?.ok_or(Refused::Unknown)?;
    let now = tx.now();
    let mut entered = Entered { paste: PasteId::new(now), new: 0, corrected: 0, same: 0 };
    let known = readings::of(&mut tx, team, id).await?;
    for new in new {
        let known = known.binary_search_by_key(&new.on, |reading| reading.on).ok().and_then(|place| known.get(place));
        let reading = Reading {
            on: new.on,
            value: new.value,
            source: new.source.clone(),
            by: actor.to_string(),
            entered_at: now,
            paste: Some(entered.paste),
        };
        match known {
            Some(known) if is_same(known.value, new.value) => entered.same += 1,
            Some(_) if !new.corrects => return Err(Refused::Entered(new.on.to_string())),
            Some(_) => {
                readings::correct(&mut tx, team, id, &reading, actor).await?;
                entered.corrected += 1;
            }
            None => {
                readings::add(&mut tx, team, id, &reading).await.map_err(|error| taken(error, new.on))?;
                entered.new += 1;
            }
        }
    }
    let payload = json!({ "paste": entered.paste, "new": entered.new, "corrected": entered.corrected });
    events::record(&mut tx, team, actor, "metric.read", id, payload).await?;
    tx.commit().await?;
    Ok(entered)
}

fn taken(error: StoreError, on: Date) -> Refused {
    if error == StoreError::Unique { Refused::Entered(on.to_string()) } else { error.into() }
}

/// Takes the readings that were entered together out again, and puts back what they corrected. How many.
pub async fn undo_paste(
    ground: &Ground,
    team: TeamId,
    actor: Actor,
    id: MetricId,
    paste: PasteId,
) -> Result<usize, Refused> {
    let mut tx = ground.begin().await?;
    metrics::find(&mut tx, team, id).await?.ok_or(Refused::Unknown)?;
    let of_paste: Vec<Reading> =
        readings::of(&mut tx, team, id).await?.into_iter().filter(|reading| reading.paste == Some(paste)).collect();
    for reading in &of_paste {
        match readings::before(&mut tx, team, id, reading).await? {
            Some(before) => readings::correct(&mut tx, team, id, &before, actor).await?,
            None => {
                readings::take_out(&mut tx, team, id, reading.on, actor).await?;
            }
        }
    }
    if !of_paste.is_empty() {
        let payload = json!({ "paste": paste, "readings": of_paste.len() });
        events::record(&mut tx, team, actor, "metric.readings-undone", id, payload).await?;
        tx.commit().await?;
    }
    Ok(of_paste.len())
}

/// Takes one reading out; its value stays readable among the corrected ones.
pub async fn take_out_reading(
    ground: &Ground,
    team: TeamId,
    actor: Actor,
    id: MetricId,
    on: Date,
) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    if !readings::take_out(&mut tx, team, id, on, actor).await? {
        return Err(Refused::Unknown);
    }
    events::record(&mut tx, team, actor, "metric.reading-taken-out", id, json!({ "on": on })).await?;
    Ok(tx.commit().await?)
}

/// Names what happened to what a metric counts, and whether limits are drawn anew from there.
pub async fn note_change(
    ground: &Ground,
    team: TeamId,
    actor: Actor,
    id: MetricId,
    change: Change,
) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    metrics::find(&mut tx, team, id).await?.ok_or(Refused::Unknown)?;
    let payload = json!({ "on": change.on, "new_limits": change.new_limits });
    let noted = Noted { id: ChangeId::new(tx.now()), change, by: actor.to_string() };
    metrics::add_change(&mut tx, team, id, &noted).await?;
    events::record(&mut tx, team, actor, "metric.change-named", id, payload).await?;
    Ok(tx.commit().await?)
}

/// Takes back what was named.
pub async fn take_back_change(
    ground: &Ground,
    team: TeamId,
    actor: Actor,
    id: MetricId,
    change: ChangeId,
) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    metrics::find(&mut tx, team, id).await?.ok_or(Refused::Unknown)?;
    if metrics::end_change(&mut tx, team, id, change).await? {
        events::record(&mut tx, team, actor, "metric.change-taken-back", id, json!({ "change": change })).await?;
        tx.commit().await?;
    }
    Ok(())
}
