pub mod feeds;

use std::collections::HashSet;
use std::ops::Deref;

use ground::{Row, StoreError, TeamId, Tx};
use jiff::civil::{Date, Time, Weekday};
use jiff::{SignedDuration, Timestamp, ToSpan};
use team::{Absence, InForce, Member, MemberId, Right};
use worktime::Office;

use crate::rules::{self, Course, LEEWAY, Occurrence, Rhythm, Running, State, Taken};
use crate::{BlockKey, Holders, PatternId};

/// A rhythm that a team or some of its members reserved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Whose.
    pub team: TeamId,
    /// Which.
    pub id: PatternId,
    /// How often, when, how long, from which day to which.
    pub running: Running,
    /// Whose time it is.
    pub holders: Holders,
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
    /// Why it was skipped, or moved by hand; empty if neither, or if nothing was said of the move.
    pub why: String,
    /// Whose time it is.
    pub holders: Holders,
    /// The names of those of them who are away on its day.
    pub absent: Vec<String>,
    /// Whether it falls away because all of them are. Such a block is skipped without anybody having done so, as on a holiday.
    pub is_away: bool,
    /// The block that passed without being held, in whose place this one was reserved.
    pub instead_of: Option<BlockKey>,
    /// When something happened to it last; nothing has while it is only planned.
    pub changed_at: Option<Timestamp>,
    /// None while it has no row.
    pub(crate) version: Option<i64>,
}

impl Block {
    /// A block that was reserved once.
    pub(crate) fn reserved(team: TeamId, key: BlockKey, course: Course, holders: Holders) -> Self {
        Self {
            team,
            key,
            kind: Kind::Reserved,
            course,
            why: String::new(),
            holders,
            absent: Vec::new(),
            is_away: false,
            instead_of: None,
            changed_at: None,
            version: None,
        }
    }

    fn planned(pattern: &Pattern, block: Occurrence) -> Self {
        let kind = match pattern.running.rhythm {
            Rhythm::Daily { .. } => Kind::Daily,
            Rhythm::Weekly { .. } => Kind::Weekly,
        };
        let key = BlockKey::Planned(pattern.id, block.on);
        let course = Course::planned(block.starts_at, block.ends_at);
        Self { kind, ..Self::reserved(pattern.team, key, course, pattern.holders.clone()) }
    }

    /// How often it was changed since it was planned.
    pub fn changes(&self) -> i64 {
        self.version.unwrap_or(0)
    }

    /// Takes note of who is away on its day. What nobody has opened falls away if everybody is whose time it is.
    fn attended(&mut self, workers: &[Member], absences: &[Absence], in_force: &InForce) {
        let day = in_force.office.date_of(self.starts_at);
        let away: Vec<MemberId> = absences.iter().filter(|away| away.covers(day)).map(|away| away.member).collect();
        let ids: Vec<MemberId> = workers.iter().map(|worker| worker.id).collect();
        let holders = self.holders.among(&ids);
        let is_absent = |worker: &&Member| holders.contains(&worker.id) && away.contains(&worker.id);
        self.absent = workers.iter().filter(is_absent).map(|worker| worker.name.clone()).collect();
        let is_untouched = self.opened_at.is_none() && self.skipped_at.is_none();
        if is_untouched && rules::are_all_away(&holders, &away) {
            self.is_away = true;
            self.course.skipped_at = Some(self.starts_at);
            self.why = if holders.len() == 1 { "Away" } else { "Everybody whose time it is is away" }.to_owned();
        }
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
    /// All of them: held, not held, skipped. What fell away because everybody was away is none of them.
    pub of: u32,
}

const PATTERN: &str = "team_id, id, weekday, starts, minutes, from_on, until_on, holders";
const ADD_PATTERN: &str =
    "insert into block_pattern (team_id, id, weekday, starts, minutes, from_on, until_on, holders)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const END_PATTERN: &str =
    "update block_pattern set until_on = $1 where team_id = $2 and id = $3 and coalesce(until_on, '') = $4";
const BLOCK: &str = "team_id, id, kind, planned_at, starts_at, ends_at, skipped_at, opened_at, closed_at, minutes_used, wrote, why, version,
    holders, instead_of, changed_at";
const ADD: &str = "insert into block (team_id, id, kind, pattern_id, planned_at, starts_at, ends_at, skipped_at, opened_at, closed_at, minutes_used,
    wrote, why, version, holders, instead_of, changed_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14, $15, $16)";
const SAVE: &str =
    "update block set starts_at = $1, ends_at = $2, skipped_at = $3, opened_at = $4, closed_at = $5, minutes_used = $6,
    wrote = $7, why = $8, changed_at = $9, version = version + 1 where team_id = $10 and id = $11 and version = $12";
const DROP: &str = "delete from block where team_id = $1 and pattern_id = $2 and opened_at is null and starts_at > $3
    and planned_at >= $4 and starts_at >= $4";

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
    let holders = Holders::read(row.get::<Option<String>>(7)?.as_deref())?;
    Ok(Pattern { team: row.get(0)?, id: row.get(1)?, running, holders })
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
        holders: Holders::read(row.get::<Option<String>>(13)?.as_deref())?,
        absent: Vec::new(),
        is_away: false,
        instead_of: row.get(14)?,
        changed_at: row.get(15)?,
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
    let holders = pattern.holders.kept();
    let values = (pattern.team, pattern.id, weekday, starts, rhythm.minutes(), from_on, until_on, holders);
    tx.execute(ADD_PATTERN, values).await?;
    Ok(())
}

/// Gives a pattern another last day, or none, where it still has the one that is known: else [`StoreError::Conflict`]. What was moved or
/// skipped of its blocks after that day is forgotten, if it was to stand after it as well.
pub(crate) async fn end_pattern(
    tx: &mut Tx,
    pattern: &Pattern,
    known: Option<Date>,
    office: &Office,
) -> Result<(), StoreError> {
    let now = tx.now();
    let known = known.map_or_else(String::new, |day| day.to_string());
    if tx.execute(END_PATTERN, (pattern.running.until_on, pattern.team, pattern.id, known)).await? == 0 {
        return Err(StoreError::Conflict);
    }
    let after = pattern.running.until_on.and_then(|last| last.tomorrow().ok());
    if let Some(after) = after.and_then(|day| office.instant(day.at(0, 0, 0, 0)).ok()) {
        tx.execute(DROP, (pattern.team, pattern.id, now, after)).await?;
    }
    Ok(())
}

/// Every pattern that a team has or had, oldest first.
async fn all_patterns(tx: &mut Tx, team: TeamId) -> Result<Vec<Pattern>, StoreError> {
    let sql = format!("select {PATTERN} from block_pattern where team_id = $1 order by id");
    tx.query(&sql, (team,)).await?.iter().map(read_pattern).collect()
}

/// The patterns that have blocks to come, also those whose last day is set, oldest first.
pub async fn patterns(tx: &mut Tx, team: TeamId) -> Result<Vec<Pattern>, StoreError> {
    let (office, now) = (team::calendar::current(tx, team).await?.office, tx.now());
    let mut patterns = all_patterns(tx, team).await?;
    patterns.retain(|pattern| pattern.running.goes_on(&office, now));
    Ok(patterns)
}

/// One of them.
pub async fn pattern_going_on(tx: &mut Tx, team: TeamId, id: PatternId) -> Result<Option<Pattern>, StoreError> {
    let (office, now) = (team::calendar::current(tx, team).await?.office, tx.now());
    Ok(pattern(tx, team, id).await?.filter(|pattern| pattern.running.goes_on(&office, now)))
}

/// What becomes of one day that a pattern names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The day.
    pub on: Date,
    /// Its block, wherever it stands by now, skipped ones as well; none where the office is closed and no other day took it.
    pub block: Option<Block>,
    /// What the office is closed for on that day, where it is; empty if that was not said.
    pub day_off: Option<String>,
}

/// What becomes of the days that patterns name from `from` on, `days` of them, in order; for each pattern that goes on.
pub async fn outlook(
    tx: &mut Tx,
    team: TeamId,
    from: Date,
    days: i64,
) -> Result<Vec<(Pattern, Vec<Dated>)>, StoreError> {
    // A holiday moves a block by less than a week; by hand it can be moved further, and then stands where it stands.
    const NEAR: i64 = 40;
    let in_force = team::calendar::current(tx, team).await?;
    let office = &in_force.office;
    let last = from.saturating_add(days.days());
    let instant = |day: Date| office.instant(day.at(0, 0, 0, 0));
    let (Ok(from_at), Ok(to_at)) =
        (instant(from.saturating_sub(NEAR.days())), instant(last.saturating_add(NEAR.days())))
    else {
        return Ok(Vec::new());
    };
    let all = around(tx, team, from_at, to_at).await?;
    let day_off = |day: Date| {
        let name = || office.holiday_on(day).or_else(|| office.closure_on(day)).unwrap_or_default().to_owned();
        (!office.is_working_day(day)).then(name)
    };
    let dates_of = |pattern: &Pattern| {
        let mut dates: Vec<Dated> = Vec::new();
        for block in &all {
            if let BlockKey::Planned(id, on) = block.key
                && id == pattern.id
                && (from..=last).contains(&on)
            {
                dates.push(Dated { on, block: Some(block.clone()), day_off: day_off(on) });
            }
        }
        for on in pattern.running.days_off(&in_force.calendar.week, office, (from, last)) {
            if !dates.iter().any(|dated| dated.on == on) {
                dates.push(Dated { on, block: None, day_off: day_off(on) });
            }
        }
        dates.sort_by_key(|dated| dated.on);
        dates
    };
    let patterns = patterns(tx, team).await?;
    Ok(patterns
        .into_iter()
        .map(|pattern| (dates_of(&pattern), pattern))
        .map(|(dates, pattern)| (pattern, dates))
        .collect())
}

async fn pattern(tx: &mut Tx, team: TeamId, id: PatternId) -> Result<Option<Pattern>, StoreError> {
    let sql = format!("select {PATTERN} from block_pattern where team_id = $1 and id = $2");
    tx.query_opt(&sql, (team, id)).await?.as_ref().map(read_pattern).transpose()
}

/// Writes a block down. With [`StoreError::Conflict`] if somebody else did so first.
pub(crate) async fn save(tx: &mut Tx, block: &Block) -> Result<(), StoreError> {
    let (course, now) = (&block.course, tx.now());
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
            block.holders.kept(),
            block.instead_of,
            now,
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
        now,
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
    let patterns = all_patterns(tx, team).await?;
    let running: Vec<(Running, &Holders)> =
        patterns.iter().map(|pattern| (pattern.running, &pattern.holders)).collect();
    let standing = touched.iter().filter(|block| block.skipped_at.is_none());
    let holders: Vec<&Holders> = standing.clone().map(|block| &block.holders).collect();
    let taken: Vec<Taken<&&Holders>> = standing
        .zip(&holders)
        .map(|(block, whose)| Taken { from: block.starts_at, to: block.ends_at, whose })
        .collect();
    let is_known = |place: usize, day: Date| {
        patterns.get(place).is_some_and(|pattern| known.contains(&BlockKey::Planned(pattern.id, day)))
    };
    let share = |one: &&Holders, two: &&Holders| one.share(two);
    let planned = rules::planned(&running, &taken, is_known, share, &in_force.office, (from, to));
    let planned = planned.into_iter().filter_map(|(place, block)| Some(Block::planned(patterns.get(place)?, block)));
    let planned: Vec<Block> = planned.collect();
    let mut blocks: Vec<Block> = touched.into_iter().filter(|block| block.meets(from, to)).chain(planned).collect();
    attended(tx, team, &in_force, &mut blocks).await?;
    blocks.sort_by_key(|block| (block.starts_at, block.key));
    Ok(blocks)
}

/// Takes note of who is away on the days of these blocks.
async fn attended(tx: &mut Tx, team: TeamId, in_force: &InForce, blocks: &mut [Block]) -> Result<(), StoreError> {
    let days = blocks.iter().map(|block| in_force.office.date_of(block.starts_at));
    let (Some(first), Some(last)) = (days.clone().min(), days.max()) else { return Ok(()) };
    let absences = team::absences::between(tx, team, first, last).await?;
    if absences.is_empty() {
        return Ok(());
    }
    let workers = workers(tx, team).await?;
    for block in blocks {
        block.attended(&workers, &absences, in_force);
    }
    Ok(())
}

/// The days from `from` to `to` on which everybody is away whose time a block would be: it would fall away.
pub async fn days_away(
    tx: &mut Tx,
    team: TeamId,
    holders: &Holders,
    (from, to): (Date, Date),
) -> Result<Vec<Date>, StoreError> {
    let absences = team::absences::between(tx, team, from, to).await?;
    if absences.is_empty() {
        return Ok(Vec::new());
    }
    let workers: Vec<MemberId> = workers(tx, team).await?.iter().map(|worker| worker.id).collect();
    let holders = holders.among(&workers);
    let is_away = |day: &Date| {
        let away: Vec<MemberId> = absences.iter().filter(|away| away.covers(*day)).map(|away| away.member).collect();
        rules::are_all_away(&holders, &away)
    };
    Ok(from.series(1.day()).take_while(|day| *day <= to).filter(is_away).collect())
}

/// Who works in the team: whoever can hold a block.
pub(crate) async fn workers(tx: &mut Tx, team: TeamId) -> Result<Vec<Member>, StoreError> {
    let members = team::members::list(tx, team).await?;
    Ok(members.into_iter().filter(|member| member.may(Right::Work)).collect())
}

/// The blocks with a row that stand in the time, or were planned near it.
async fn touched(tx: &mut Tx, team: TeamId, from: Timestamp, to: Timestamp) -> Result<Vec<Block>, StoreError> {
    // A holiday set later can shift what the pattern plans by more than a week, and the row must still be known; and what a holiday
    // moved leans on what stands on the days before.
    const NEAR: SignedDuration = SignedDuration::from_hours(40 * 24);
    let sql = format!(
        "select {BLOCK} from block where team_id = $1
            and ((starts_at < $2 and ends_at > $3) or (planned_at < $2 and planned_at > $3)) order by starts_at, id"
    );
    let near = (to.checked_add(NEAR).unwrap_or(Timestamp::MAX), from.checked_sub(NEAR).unwrap_or(Timestamp::MIN));
    tx.query(&sql, (team, near.0, near.1)).await?.iter().map(read).collect()
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
    let in_force = team::calendar::current(tx, team).await?;
    if let Some(mut block) = kept(tx, team, key).await? {
        attended(tx, team, &in_force, std::slice::from_mut(&mut block)).await?;
        return Ok(Some(block));
    }
    let BlockKey::Planned(_, day) = key else { return Ok(None) };
    // A holiday moves a block by less than a week, and where to depends on the other patterns.
    let Ok(from) = in_force.office.instant(day.at(0, 0, 0, 0)) else { return Ok(None) };
    let to = from.checked_add(SignedDuration::from_hours(8 * 24)).unwrap_or(Timestamp::MAX);
    Ok(around(tx, team, from, to).await?.into_iter().find(|block| block.key == key))
}

/// The block of this key, if something happened to it.
async fn kept(tx: &mut Tx, team: TeamId, key: BlockKey) -> Result<Option<Block>, StoreError> {
    let sql = format!("select {BLOCK} from block where team_id = $1 and id = $2");
    tx.query_opt(&sql, (team, key)).await?.as_ref().map(read).transpose()
}

/// The blocks whose sessions are open, the latest first: several, where members hold blocks of their own.
pub async fn all_open(tx: &mut Tx, team: TeamId, now: Timestamp) -> Result<Vec<Block>, StoreError> {
    let sql = format!(
        "select {BLOCK} from block where team_id = $1 and ends_at > $2 and opened_at is not null and closed_at is null
            order by starts_at desc, id"
    );
    let since = now.checked_sub(LEEWAY).unwrap_or(Timestamp::MIN);
    let rows = tx.query(&sql, (team, since)).await?;
    let mut blocks = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    blocks.retain(|block| block.state(now) == State::Open);
    Ok(blocks)
}

/// The open block that is this member's time.
pub async fn open_for(tx: &mut Tx, who: &Member, now: Timestamp) -> Result<Option<Block>, StoreError> {
    Ok(all_open(tx, who.team, now).await?.into_iter().find(|block| block.holders.include(who.id)))
}

/// When this member’s block before this one was opened: the last that is their time, alone or with others.
pub async fn opened_before(
    tx: &mut Tx,
    who: &Member,
    key: BlockKey,
    before: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    /// Blocks of colleagues are passed over: more than a large team opens in a week.
    const LOOKED_BACK: i64 = 500;
    const LAST: &str = "select opened_at, holders from block where team_id = $1 and id <> $2 and opened_at < $3
        order by opened_at desc nulls last limit $4";
    for row in tx.query(LAST, (who.team, key, before, LOOKED_BACK)).await? {
        if Holders::read(row.get::<Option<String>>(1)?.as_deref())?.include(who.id) {
            return row.get(0);
        }
    }
    Ok(None)
}

/// The block of this key, if its session is open.
pub async fn if_open(tx: &mut Tx, team: TeamId, key: BlockKey, now: Timestamp) -> Result<Option<Block>, StoreError> {
    Ok(kept(tx, team, key).await?.filter(|block| block.state(now) == State::Open))
}

/// The last of this member's blocks of the day, if it passed without being held and nothing was reserved in its place. It is offered again.
pub async fn missed(tx: &mut Tx, who: &Member, now: Timestamp) -> Result<Option<Block>, StoreError> {
    let office = team::calendar::current(tx, who.team).await?.office;
    let Ok(morning) = office.instant(office.date_of(now).at(0, 0, 0, 0)) else { return Ok(None) };
    let mut today = around(tx, who.team, morning, now).await?;
    today.retain(|block| {
        block.holders.include(who.id)
            && morning <= block.starts_at
            && block.state(now) != State::Planned
            && !block.is_away
    });
    let Some(last) = today.pop().filter(|block| block.state(now) == State::NotHeld) else { return Ok(None) };
    Ok(if instead(tx, who.team, last.key).await?.is_some() { None } else { Some(last) })
}

/// The block that was reserved in the place of one that passed, and not given up.
pub(crate) async fn instead(tx: &mut Tx, team: TeamId, of: BlockKey) -> Result<Option<Block>, StoreError> {
    let sql = format!("select {BLOCK} from block where team_id = $1 and instead_of = $2 and skipped_at is null");
    tx.query_opt(&sql, (team, of)).await?.as_ref().map(read).transpose()
}

/// How many of the blocks since `from` were held.
pub async fn held(tx: &mut Tx, team: TeamId, from: Timestamp, now: Timestamp) -> Result<Held, StoreError> {
    let mut held = Held { held: 0, of: 0 };
    for block in around(tx, team, from, now).await?.iter().filter(|block| !block.is_away) {
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
