//! The working calendar and the turnaround of a team, version by version. A version never changes; what was promised keeps its own.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use ground::{Row, StoreError, TeamId, Tx};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use worktime::{Calendar, Clock, Office, Turnaround};

/// A version of a team's working calendar, ready to be asked.
#[derive(Debug, Clone)]
pub struct InForce {
    /// Which version, counted from 1 in each team.
    pub version: i64,
    /// The calendar as it was written down.
    pub calendar: Arc<Calendar>,
    /// The calendar made ready to answer; compiled once in each process.
    pub office: Arc<Office>,
    /// How long an answer may take.
    pub turnaround: Turnaround,
    /// The zone of the office.
    pub zone: TimeZone,
    /// Its IANA name.
    pub zone_name: String,
    /// From when on it was in force.
    pub made_at: Timestamp,
}

/// Compiled calendars by team and version, with the text they were made of: a text that differs is compiled anew, so that a version
/// that was rolled back and made again is never mistaken.
static COMPILED: LazyLock<Mutex<Compiled>> = LazyLock::new(Mutex::default);
type Compiled = HashMap<(TeamId, i64), (String, InForce)>;
/// How many are kept before all are forgotten: a year of one is some 10 KB.
const KEPT: usize = 1_000;

const COLUMNS: &str = "version, calendar, amount_minutes, clock, made_at";
const INSERT: &str =
    "insert into calendar_version (team_id, version, calendar, amount_minutes, clock, made_at, made_by)
    values ($1, $2, $3, $4, $5, $6, $7)";

fn read(team: TeamId, row: &Row) -> Result<InForce, StoreError> {
    let (version, text): (i64, String) = (row.get(0)?, row.get(1)?);
    let key = (team, version);
    let known = COMPILED.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
    if let Some((of, in_force)) = known
        && of == text
    {
        return Ok(in_force);
    }
    let broken = |error: &dyn std::fmt::Display| StoreError::Broken(format!("calendar {version} of a team: {error}"));
    let calendar: Calendar = serde_json::from_str(&text).map_err(|error| broken(&error))?;
    let office = Office::new(&calendar).map_err(|error| broken(&error))?;
    let amount = u32::try_from(row.get::<i64>(2)?).map_err(|error| broken(&error))?;
    let clock: Clock = row.get::<String>(3)?.parse().map_err(|error| broken(&error))?;
    let in_force = InForce {
        version,
        zone: office.zone().clone(),
        zone_name: calendar.zone.clone(),
        turnaround: Turnaround::minutes(amount, clock),
        calendar: Arc::new(calendar),
        office: Arc::new(office),
        made_at: row.get(4)?,
    };
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    if compiled.len() >= KEPT {
        compiled.clear();
    }
    compiled.insert(key, (text, in_force.clone()));
    Ok(in_force)
}

/// The version in force. Every team has one from its founding on.
pub async fn current(tx: &mut Tx, team: TeamId) -> Result<InForce, StoreError> {
    let sql = format!("select {COLUMNS} from calendar_version where team_id = $1 order by version desc limit 1");
    let row = tx.query_opt(&sql, (team,)).await?;
    let row = row.ok_or_else(|| StoreError::Broken("a team has no working calendar".to_owned()))?;
    read(team, &row)
}

/// One version, for a promise that was made with it.
pub async fn version(tx: &mut Tx, team: TeamId, version: i64) -> Result<Option<InForce>, StoreError> {
    let sql = format!("select {COLUMNS} from calendar_version where team_id = $1 and version = $2");
    tx.query_opt(&sql, (team, version)).await?.map(|row| read(team, &row)).transpose()
}

/// All versions, newest first.
pub async fn history(tx: &mut Tx, team: TeamId) -> Result<Vec<InForce>, StoreError> {
    let sql = format!("select {COLUMNS} from calendar_version where team_id = $1 order by version desc");
    tx.query(&sql, (team,)).await?.iter().map(|row| read(team, row)).collect()
}

/// Writes a version down; with [`StoreError::Unique`] if somebody else made this one first.
pub(crate) async fn insert(
    tx: &mut Tx,
    team: TeamId,
    version: i64,
    calendar: &Calendar,
    turnaround: Turnaround,
    made_by: &str,
) -> Result<(), StoreError> {
    let now = tx.now();
    let text = serde_json::to_string(calendar).map_err(|error| StoreError::Broken(error.to_string()))?;
    let amount = i64::from(turnaround.amount_minutes);
    tx.execute(INSERT, (team, version, text, amount, turnaround.clock.as_str(), now, made_by)).await?;
    Ok(())
}
