//! Metrics, and what happened to what they count.

use ground::{Row, StoreError, TeamId, Tx};
use jiff::Timestamp;
use jiff::civil::Date;

use super::goals::GoalId;
use super::{once, read_all};
use crate::rules::{Better, Change};

ground::id!(
    /// The id of a metric.
    MetricId
);
ground::id!(
    /// The id of something that happened to what a metric counts.
    ChangeId
);

/// A figure the business decides by.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// Whose.
    pub team: TeamId,
    /// Which.
    pub id: MetricId,
    /// The goal it counts for.
    pub goal: Option<GoalId>,
    /// What it is called.
    pub name: String,
    /// What exactly is counted, in a sentence.
    pub what: String,
    /// “%”, “days”, or empty.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// The value that is wanted.
    pub wanted: Option<f64>,
    /// Where it is counted.
    pub source: String,
    /// Of what: “claims closed in the week”.
    pub counted_of: String,
    /// Who answers for it.
    pub owner: String,
    /// When it is read: “every Monday, 08:00”.
    pub read_when: String,
    /// From how many readings each stretch takes its limits.
    pub baseline: i64,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// How often it was changed.
    pub version: i64,
    /// When it was noted.
    pub made_at: Timestamp,
}

/// Something that happened, as it was noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Noted {
    pub(crate) id: ChangeId,
    pub(crate) change: Change,
    pub(crate) by: String,
}

const COLUMNS: &str =
    "team_id, id, goal_id, name, what, unit, better, wanted, source, counted_of, owner, read_when, baseline, ended_at,
    version, made_at";
const ADD: &str =
    "insert into business_metric (team_id, id, goal_id, name, what, unit, better, wanted, source, counted_of, owner,
    read_when, baseline, ended_at, version, made_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
const SAVE: &str =
    "update business_metric set goal_id = $1, name = $2, what = $3, unit = $4, better = $5, wanted = $6, source = $7,
    counted_of = $8, owner = $9, read_when = $10, baseline = $11, ended_at = $12, version = version + 1
    where team_id = $13 and id = $14 and version = $15";
const CHANGES: &str =
    "select id, changed_on, words, new_limits, by from business_change where team_id = $1 and metric_id = $2
    order by changed_on, made_at, id";
const ADD_CHANGE: &str =
    "insert into business_change (team_id, metric_id, id, changed_on, words, new_limits, by, made_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const END_CHANGE: &str = "delete from business_change where team_id = $1 and metric_id = $2 and id = $3";

fn metric(row: &Row) -> Result<Metric, StoreError> {
    let better: String = row.get(6)?;
    let unknown = || StoreError::Broken(format!("a metric is better {better}"));
    Ok(Metric {
        team: row.get(0)?,
        id: row.get(1)?,
        goal: row.get(2)?,
        name: row.get(3)?,
        what: row.get(4)?,
        unit: row.get(5)?,
        better: Better::from_word(&better).ok_or_else(unknown)?,
        wanted: row.get(7)?,
        source: row.get(8)?,
        counted_of: row.get(9)?,
        owner: row.get(10)?,
        read_when: row.get(11)?,
        baseline: row.get(12)?,
        ended_at: row.get(13)?,
        version: row.get(14)?,
        made_at: row.get(15)?,
    })
}

pub(crate) async fn add(tx: &mut Tx, metric: &Metric) -> Result<(), StoreError> {
    let values = (
        metric.team,
        metric.id,
        metric.goal,
        &metric.name,
        &metric.what,
        &metric.unit,
        metric.better.as_str(),
        metric.wanted,
        &metric.source,
        &metric.counted_of,
        &metric.owner,
        &metric.read_when,
        metric.baseline,
        metric.ended_at,
        metric.version,
        metric.made_at,
    );
    tx.execute(ADD, values).await?;
    Ok(())
}

/// Saves a metric; with [`StoreError::Conflict`] if somebody changed it since it was read.
pub(crate) async fn save(tx: &mut Tx, metric: &Metric) -> Result<(), StoreError> {
    let values = (
        metric.goal,
        &metric.name,
        &metric.what,
        &metric.unit,
        metric.better.as_str(),
        metric.wanted,
        &metric.source,
        &metric.counted_of,
        &metric.owner,
        &metric.read_when,
        metric.baseline,
        metric.ended_at,
        metric.team,
        metric.id,
        metric.version,
    );
    once(tx.execute(SAVE, values).await?)
}

/// A metric of this team.
pub async fn find(tx: &mut Tx, team: TeamId, id: MetricId) -> Result<Option<Metric>, StoreError> {
    let sql = format!("select {COLUMNS} from business_metric where team_id = $1 and id = $2");
    tx.query_opt(&sql, (team, id)).await?.as_ref().map(metric).transpose()
}

/// The metrics that are still read, in the order in which they were noted.
pub async fn going_on(tx: &mut Tx, team: TeamId) -> Result<Vec<Metric>, StoreError> {
    let sql =
        format!("select {COLUMNS} from business_metric where team_id = $1 and ended_at is null order by made_at, id");
    read_all(&tx.query(&sql, (team,)).await?, metric)
}

/// What happened to what a metric counts, by day.
pub(crate) async fn changes(tx: &mut Tx, team: TeamId, id: MetricId) -> Result<Vec<Noted>, StoreError> {
    let rows = tx.query(CHANGES, (team, id)).await?;
    read_all(&rows, |row| {
        let on: Date = row.get(1)?;
        let change = Change { on, words: row.get(2)?, new_limits: row.get(3)? };
        Ok(Noted { id: row.get(0)?, change, by: row.get(4)? })
    })
}

pub(crate) async fn add_change(tx: &mut Tx, team: TeamId, metric: MetricId, noted: &Noted) -> Result<(), StoreError> {
    let now = tx.now();
    let Noted { id, change, by } = noted;
    tx.execute(ADD_CHANGE, (team, metric, *id, change.on, &change.words, change.new_limits, by, now)).await?;
    Ok(())
}

/// Takes back what was noted; whether it was there.
pub(crate) async fn end_change(tx: &mut Tx, team: TeamId, metric: MetricId, id: ChangeId) -> Result<bool, StoreError> {
    Ok(tx.execute(END_CHANGE, (team, metric, id)).await? > 0)
}
