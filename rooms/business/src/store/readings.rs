//! Dated values of metrics. A corrected value stays readable.

use ground::{Actor, Row, StoreError, TeamId, Tx};
use jiff::Timestamp;
use jiff::civil::Date;

use super::metrics::MetricId;
use super::read_all;

ground::id!(
    /// The id of readings that were pasted together.
    PasteId
);

/// One dated value.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The day it stands for.
    pub on: Date,
    /// The value, in the metric's unit.
    pub value: f64,
    /// Where it comes from: “pasted from a sheet”.
    pub source: String,
    /// Who entered it, as in events.
    pub by: String,
    /// When it was entered.
    pub entered_at: Timestamp,
    /// With which others it was pasted.
    pub paste: Option<PasteId>,
}

/// A value that was corrected.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Before {
    pub(crate) on: Date,
    pub(crate) value: f64,
    pub(crate) by: String,
    pub(crate) replaced_by: String,
    pub(crate) replaced_at: Timestamp,
}

const COLUMNS: &str = "read_on, value, source, by, entered_at, paste_id";
const ADD: &str = "insert into business_reading (team_id, metric_id, read_on, value, source, by, entered_at, paste_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const CHANGE: &str = "update business_reading set value = $1, source = $2, by = $3, entered_at = $4, paste_id = $5
    where team_id = $6 and metric_id = $7 and read_on = $8";
const KEEP: &str =
    "insert into business_reading_before (team_id, metric_id, read_on, turn, value, source, by, entered_at, paste_id,
    replaced_by, replaced_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const TURNS: &str =
    "select coalesce(max(turn), 0) from business_reading_before where team_id = $1 and metric_id = $2 and read_on = $3";
const TAKE_OUT: &str = "delete from business_reading where team_id = $1 and metric_id = $2 and read_on = $3";
const BEFORE: &str = "select read_on, value, by, replaced_by, replaced_at from business_reading_before
    where team_id = $1 and metric_id = $2 order by read_on desc, turn desc limit 200";
const LAST_BEFORE: &str = "select read_on, value, source, by, entered_at, paste_id from business_reading_before
    where team_id = $1 and metric_id = $2 and read_on = $3 and replaced_at <= $4 order by turn desc limit 1";

fn reading(row: &Row) -> Result<Reading, StoreError> {
    Ok(Reading {
        on: row.get(0)?,
        value: row.get(1)?,
        source: row.get(2)?,
        by: row.get(3)?,
        entered_at: row.get(4)?,
        paste: row.get(5)?,
    })
}

/// The readings of a metric, oldest first.
pub async fn of(tx: &mut Tx, team: TeamId, metric: MetricId) -> Result<Vec<Reading>, StoreError> {
    let sql = format!("select {COLUMNS} from business_reading where team_id = $1 and metric_id = $2 order by read_on");
    read_all(&tx.query(&sql, (team, metric)).await?, reading)
}

/// The reading of a day.
pub(crate) async fn on_day(
    tx: &mut Tx,
    team: TeamId,
    metric: MetricId,
    on: Date,
) -> Result<Option<Reading>, StoreError> {
    let sql = format!("select {COLUMNS} from business_reading where team_id = $1 and metric_id = $2 and read_on = $3");
    tx.query_opt(&sql, (team, metric, on)).await?.as_ref().map(reading).transpose()
}

/// Adds a reading; with [`StoreError::Unique`] if the day has one.
pub(crate) async fn add(tx: &mut Tx, team: TeamId, metric: MetricId, reading: &Reading) -> Result<(), StoreError> {
    let Reading { on, value, source, by, entered_at, paste } = reading;
    tx.execute(ADD, (team, metric, *on, *value, source, by, *entered_at, *paste)).await?;
    Ok(())
}

/// Puts a reading in place of the one of its day, which is kept beside.
pub(crate) async fn correct(
    tx: &mut Tx,
    team: TeamId,
    metric: MetricId,
    reading: &Reading,
    actor: Actor,
) -> Result<(), StoreError> {
    keep(tx, team, metric, reading.on, actor).await?;
    let Reading { on, value, source, by, entered_at, paste } = reading;
    tx.execute(CHANGE, (*value, source, by, *entered_at, *paste, team, metric, *on)).await?;
    Ok(())
}

/// Keeps the reading of a day as it is, before something else is put in its place; whether there is one.
async fn keep(tx: &mut Tx, team: TeamId, metric: MetricId, on: Date, actor: Actor) -> Result<bool, StoreError> {
    let Some(reading) = on_day(tx, team, metric, on).await? else { return Ok(false) };
    let turn: i64 = tx.query_one(TURNS, (team, metric, on)).await?.get(0)?;
    let now = tx.now();
    let Reading { on, value, source, by, entered_at, paste } = reading;
    let values = (team, metric, on, turn + 1, value, source, by, entered_at, paste, actor.to_string(), now);
    tx.execute(KEEP, values).await?;
    Ok(true)
}

/// Takes a reading out, and keeps it beside; whether there was one.
pub(crate) async fn take_out(
    tx: &mut Tx,
    team: TeamId,
    metric: MetricId,
    on: Date,
    actor: Actor,
) -> Result<bool, StoreError> {
    let was_there = keep(tx, team, metric, on, actor).await?;
    tx.execute(TAKE_OUT, (team, metric, on)).await?;
    Ok(was_there)
}

/// What stood in a reading's place before it was entered.
pub(crate) async fn before(
    tx: &mut Tx,
    team: TeamId,
    metric: MetricId,
    reading: &Reading,
) -> Result<Option<Reading>, StoreError> {
    let row = tx.query_opt(LAST_BEFORE, (team, metric, reading.on, reading.entered_at)).await?;
    row.as_ref().map(self::reading).transpose()
}

/// Values that were corrected or taken out, the newest days first.
pub(crate) async fn corrected(tx: &mut Tx, team: TeamId, metric: MetricId) -> Result<Vec<Before>, StoreError> {
    read_all(&tx.query(BEFORE, (team, metric)).await?, |row| {
        Ok(Before {
            on: row.get(0)?,
            value: row.get(1)?,
            by: row.get(2)?,
            replaced_by: row.get(3)?,
            replaced_at: row.get(4)?,
        })
    })
}
