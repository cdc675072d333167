use std::collections::HashSet;
use std::ops::Deref;

use ground::{Row, StoreError, TeamId, Tx};
use jiff::civil::{Time, Weekday};
use jiff::{SignedDuration, Timestamp};
use team::InForce;

use crate::rules::{Course, LEEWAY, Occurrence, Rhythm, Running, State};
use crate::{BlockKey, PatternId};

/// A rhythm that a team reserved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pattern {
    /// Whose.
    pub team: TeamId,
    /// Which.
    pub id: PatternId,
    /// How often, when, how long, from which day to which.
    pub running: Running,
}

/// What a block comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A daily pattern.
    Daily,
    /// A weekly one.
    Weekly,
    /// It was reserved once.
    Reserved,
}
ground::text_enum!(Kind { Daily => "daily", Weekly => "weekly", Reserved => "reserved" });

/// A block, planned or with what happened to it. Its course is read through it: `block.starts_at`, `block.state(now)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Whose.
    pub team: TeamId,
    /// Which.
    pub key: BlockKey,
    /// What it comes from.
    pub kind: Kind,
    /// When it is, and what happened to it.
    pub course: Course,
    /// Why it was skipped; empty otherwise.
    pub why: String,
    /// None while it has no row.
    pub(crate) version: Option<i64>,
}

impl Block {
    /// A block that was reserved once.
    pub(crate) fn reserved(team: TeamId, key: BlockKey, course: Course) -> Self {
        Self { team, key, kind: Kind::Reserved, course, why: String::new(), version: None }
    }

    fn planned(pattern: &Pattern, block: Occurrence) -> Self {
        let kind = match pattern.running.rhythm {
            Rhythm::Daily { .. } => Kind::Daily,
            Rhythm::Weekly { .. } => Kind::Weekly,
        };
        let key = BlockKey::Planned(pattern.id, block.on);
        let course = Course::planned(block.starts_at, block.ends_at);
        Self { team: pattern.team, key, kind, course, why: String::new(), version: None }
    }

    /// “Daily block”.
    pub fn name(&self) -> &'static str {
        match self.kind {
            Kind::Daily => "Daily block",
            Kind::Weekly => "Weekly block",
            Kind::Reserved => "Reserved block",
        }
    }
}

impl Deref for Block {
    type Target = Course;
    fn deref(&self) -> &Course {
        &self.course
    }
}

/// How many blocks of a time were held, of those that were planned and are over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// At least 60 % used, and something written.
    pub held: u32,
    /// All of them: held, not held, skipped.
    pub of: u32,
}

const PATTERN: &str = "team_id, id, weekday, starts, minutes, from_on, until_on";
const ADD_PATTERN: &str = "insert into block_pattern (team_id, id, weekday, starts, minutes, from_on, until_on)
    values ($1, $2, $3, $4, $5, $6, $7)";
const END_PATTERN: &str = "update block_pattern set until_on = $1 where team_id = $2 and id = $3 and until_on is null";
const BLOCK: &str = "team_id, id, kind, planned_at, starts_at, ends_at, skipped_at, opened_at, closed_at, minutes_used, wrote, why, version";
const ADD: &str = "insert into block (team_id, id, kind, pattern_id, planned_at, starts_at, ends_at, skipped_at, opened_at, closed_at, minutes_used,
    wrote, why, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)";
const SAVE: &str =
    "update block set starts_at = $1, ends_at = $2, skipped_at = $3, opened_at = $4, closed_at = $5, minutes_used = $6,
    wrote = $7, why = $8, version = version + 1 where team_id = $9 and id = $10 and version = $11";
const DROP: &str = "delete from block where team_id = $1 and pattern_id = $2 and opened_at is null and starts_at > $3";

fn read_pattern(row: &Row) -> Result<Pattern, StoreError> {
    let (starts, minutes): (String, i64) = (row.get(3)?, row.get(4)?);
    let broken = |what: &str| StoreError::Broken(format!("a block pattern has no {what}"));
    let starts = Time::strptime("%H:%M", &starts).map_err(|_no_time| broken("time of day"))?;
    let rhythm = match row.get::<Option<i64>>(2)? {
        None => Rhythm::Daily { starts, minutes },
        Some(day) => {
            let day = i8::try_from(day).map_err(|_no_day| broken("weekday"))?;
            let weekday = Weekday::from_monday_one_offset(day).map_err(|_no_day| broken("weekday"))?;
            Rhythm::Weekly { weekday, starts, minutes }
        }
    };
    let running = Running { rhythm, from_on: row.get(5)?, until_on: row.get(6)? };
    Ok(Pattern { team: row.get(0)?, id: row.get(1)?, running })
}

fn read(row: &Row) -> Result<Block, StoreError> {
    let (planned_at, starts_at): (Timestamp, Timestamp) = (row.get(3)?, row.get(4)?);
    let course = Course {
        starts_at,
        ends_at: row.get(5)?,
        moved_from_at: Some(planned_at).filter(|planned_at| *planned_at != starts_at),
        skipped_at: row.get(6)?,
        opened_at: row.get(7)?,
        closed_at: row.get(8)?,
        minutes_used: row.get(9)?,
        wrote: row.get(10)?,
    };
    Ok(Block {
        team: row.get(0)?,
        key: row.get(1)?,
        kind: row.get(2)?,
        course,
        why: row.get(11)?,
        version: Some(row.get(12)?),
    })
}

pub(crate) async fn add_pattern(tx: &mut Tx, pattern: &Pattern) -> Result<(), StoreError> {
    let Running { rhythm, from_on, until_on } = pattern.running;
    let weekday = match rhythm {
        Rhythm::Daily { .. } => None,
        Rhythm::Weekly { weekday, .. } => Some(i64::from(weekday.to_monday_one_offset())),
    };
    let starts = rhythm.starts().strftime("%H:%M").to_string();
    tx.execute(ADD_PATTERN, (pattern.team, pattern.id, weekday, starts, rhythm.minutes(), from_on, until_on)).await?;
    Ok(())
}

/// Ends a pattern, and forgets what was moved or skipped of its blocks to come.
pub(crate) async fn end_pattern(tx: &mut Tx, pattern: &Pattern) -> Result<(), StoreError> {
    let now = tx.now();
    if tx.execute(END_PATTERN, (pattern.running.until_on, pattern.team, pattern.id)).await? == 0 {
        return Err(StoreError::Conflict);
    }
    tx.execute(DROP, (pattern.team, pattern.id, now)).await?;
    Ok(())
}

/// Every pattern that a team has or had, oldest first.
async fn all_patterns(tx: &mut Tx, team: TeamId) -> Result<Vec<Pattern>, StoreError> {
    let sql = format!("select {PATTERN} from block_pattern where team_id = $1 order by id");
    tx.query(&sql, (team,)).await?.iter().map(read_pattern).collect()
}

/// The patterns that go on, oldest first.
pub async fn patterns(tx: &mut Tx, team: TeamId) -> Result<Vec<Pattern>, StoreError> {
    let mut patterns = all_patterns(tx, team).await?;
    patterns.retain(|pattern| pattern.running.until_on.is_none());
    Ok(patterns)
}

async fn pattern(tx: &mut Tx, team: TeamId, id: PatternId) -> Result<Option<Pattern>, StoreError> {
    let sql = format!("select {PATTERN} from block_pattern where team_id = $1 and id = $2");
    tx.query_opt(&sql, (team, id)).await?.as_ref().map(read_pattern).transpose()
}

/// Writes a block down. With [`StoreError::Conflict`] if somebody else did so first.
pub(crate) async fn save(tx: &mut Tx, block: &Block) -> Result<(), StoreError> {
    let course = &block.course;
    let Some(version) = block.version else {
        let pattern = match block.key {
            BlockKey::Planned(pattern, _) => Some(pattern),
            BlockKey::Reserved(_) => None,
        };
        let planned_at = course.moved_from_at.unwrap_or(course.starts_at);
        let values = (
            block.team,
            block.key,
            block.kind,
            pattern,
            planned_at,
            course.starts_at,
            course.ends_at,
            course.skipped_at,
            course.opened_at,
            course.closed_at,
            course.minutes_used,
            course.wrote,
            &block.why,
        );
        return match tx.execute(ADD, values).await {
            Ok(_) => Ok(()),
            Err(StoreError::Unique) => Err(StoreError::Conflict),
            Err(other) => Err(other),
        };
    };
    let values = (
        course.starts_at,
        course.ends_at,
        course.skipped_at,
        course.opened_at,
        course.closed_at,
        course.minutes_used,
        course.wrote,
        &block.why,
        block.team,
        block.key,
        version,
    );
    match tx.execute(SAVE, values).await? {
        0 => Err(StoreError::Conflict),
        _ => Ok(()),
    }
}

/// Every block that touches the time from `from` to `to`, whatever became of it, in order of time.
pub async fn around(tx: &mut Tx, team: TeamId, from: Timestamp, to: Timestamp) -> Result<Vec<Block>, StoreError> {
    let in_force = team::calendar::current(tx, team).await?;
    let touched = touched(tx, team, from, to).await?;
    let known: HashSet<BlockKey> = touched.iter().map(|block| block.key).collect();
    let mut blocks: Vec<Block> = touched.into_iter().filter(|block| block.meets(from, to)).collect();
    for pattern in all_patterns(tx, team).await? {
        let planned = pattern.running.between(&in_force.office, from, to);
        let planned = planned.into_iter().map(|block| Block::planned(&pattern, block));
        blocks.extend(planned.filter(|block| !known.contains(&block.key)));
    }
    blocks.sort_by_key(|block| (block.starts_at, block.key));
    Ok(blocks)
}

/// The blocks with a row that stand in the time, or were planned near it.
async fn touched(tx: &mut Tx, team: TeamId, from: Timestamp, to: Timestamp) -> Result<Vec<Block>, StoreError> {
    // A holiday set later can shift what the pattern plans by more than a week, and the row must still be known.
    const NEAR: SignedDuration = SignedDuration::from_hours(16 * 24);
    let sql = format!(
        "select {BLOCK} from block where team_id = $1
            and ((starts_at < $2 and ends_at > $3) or (planned_at < $4 and planned_at > $5)) order by starts_at, id"
    );
    let near = (to.checked_add(NEAR).unwrap_or(Timestamp::MAX), from.checked_sub(NEAR).unwrap_or(Timestamp::MIN));
    tx.query(&sql, (team, to, from, near.0, near.1)).await?.iter().map(read).collect()
}

/// The blocks of the next `days` days that can still look at requests, in order of time; the open one first, also when it runs over.
pub async fn coming(tx: &mut Tx, team: TeamId, now: Timestamp, days: i64) -> Result<Vec<Block>, StoreError> {
    let from = now.checked_sub(LEEWAY).unwrap_or(Timestamp::MIN);
    let to = now.checked_add(SignedDuration::from_hours(days.clamp(1, 3_660) * 24)).unwrap_or(Timestamp::MAX);
    let mut blocks = around(tx, team, from, to).await?;
    blocks.retain(|block| block.takes(now));
    Ok(blocks)
}

/// The block of this key, with a row or without.
pub async fn find(tx: &mut Tx, team: TeamId, key: BlockKey) -> Result<Option<Block>, StoreError> {
    let sql = format!("select {BLOCK} from block where team_id = $1 and id = $2");
    if let Some(row) = tx.query_opt(&sql, (team, key)).await? {
        return read(&row).map(Some);
    }
    let BlockKey::Planned(id, day) = key else { return Ok(None) };
    let Some(pattern) = pattern(tx, team, id).await? else { return Ok(None) };
    let in_force = team::calendar::current(tx, team).await?;
    Ok(pattern.running.on(day, &in_force.office).map(|block| Block::planned(&pattern, block)))
}

/// The block whose session is open.
pub async fn open_now(tx: &mut Tx, team: TeamId, now: Timestamp) -> Result<Option<Block>, StoreError> {
    let sql = format!(
        "select {BLOCK} from block where team_id = $1 and ends_at > $2 and opened_at is not null and closed_at is null
            order by starts_at desc, id"
    );
    let since = now.checked_sub(LEEWAY).unwrap_or(Timestamp::MIN);
    let rows = tx.query(&sql, (team, since)).await?;
    let blocks = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    Ok(blocks.into_iter().find(|block| block.state(now) == State::Open))
}

/// How many of the blocks since `from` were held.
pub async fn held(tx: &mut Tx, team: TeamId, from: Timestamp, now: Timestamp) -> Result<Held, StoreError> {
    let mut held = Held { held: 0, of: 0 };
    for block in around(tx, team, from, now).await? {
        match block.state(now) {
            State::Planned | State::Open => {}
            State::Held => held = Held { held: held.held + 1, of: held.of + 1 },
            State::NotHeld | State::Skipped => held.of += 1,
        }
    }
    Ok(held)
}

/// The pattern of this id as it is kept, with the calendar it runs on.
pub(crate) async fn pattern_in_force(
    tx: &mut Tx,
    team: TeamId,
    id: PatternId,
) -> Result<Option<(Pattern, InForce)>, StoreError> {
    let in_force = team::calendar::current(tx, team).await?;
    Ok(pattern(tx, team, id).await?.map(|pattern| (pattern, in_force)))
}
