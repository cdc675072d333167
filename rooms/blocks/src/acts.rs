mod feeds;

use ground::{Ground, StoreError, TeamId, Tx, events};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use team::{InForce, Member, MemberId, Right};

use crate::rules::{CannotChange, Course, LENGTHS, Rhythm, Running};
use crate::store::{self, Block, Pattern};
use crate::{BlockKey, Holders, PatternId, ReservedId};

pub(crate) use feeds::path_of;
pub use feeds::{Shows, end_feed, feed_path, feed_was_read, make_feed, renew_feed};

/// Why an act was not done, in the words the member reads.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// There is no such block or pattern in this team.
    #[error("This block is not there any more. Look at the list of blocks.")]
    Unknown,
    /// Two patterns would want the same minutes.
    #[error("This time meets a pattern that you have: {0}. Choose another time, or end that one first.")]
    MeetsPattern(Rhythm),
    /// Another block stands there.
    #[error("There is a block at that time already. Choose another time.")]
    Taken,
    /// Somebody holds a block who does not work in this team.
    #[error("Somebody you named does not work in this team any more. Choose again whose time it is.")]
    UnknownHolder,
    /// It is the time of others.
    #[error("This is the time of colleagues. They change it themselves, or the lead does.")]
    NotTheirs,
    /// A member would change what the team reserves.
    #[error("The team’s pattern is set by its lead. Reserve time of your own, or tell them what you would change.")]
    OfTheTeam,
    /// A pattern can't end in the past.
    #[error("This day is past, and what was held on it stays. Choose today or a day to come.")]
    DayPast,
    /// All who hold it are away.
    #[error("Everybody whose time this is is away that day. Take the days away back, or reserve another block.")]
    Away,
    /// There is no such feed, or it is another's.
    #[error("This calendar link is not there any more.")]
    UnknownFeed,
    /// A feed without a name could not be told from others.
    #[error("Say what will read it, so that you know which link to end.")]
    NoName,
    /// More feeds than anybody keeps in view.
    #[error("There are ten links already. End one that nothing reads any more.")]
    ManyFeeds,
    /// One session at a time.
    #[error("Another block is open. Close it first, or go on in it.")]
    AnotherOpen(BlockKey),
    /// Nothing was opened that could be closed.
    #[error("This block was not opened. Open it first.")]
    NotOpen,
    /// The rules of a block say no.
    #[error(transparent)]
    CannotChange(#[from] CannotChange),
    /// The calendar can't say when that would be.
    #[error(transparent)]
    NoTime(#[from] worktime::Error),
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ground::Passing for Refused {
    fn is_passing(&self) -> bool {
        match self {
            Self::Store(error) => error.is_passing(),
            Self::Unknown
            | Self::MeetsPattern(_)
            | Self::Taken
            | Self::UnknownHolder
            | Self::NotTheirs
            | Self::OfTheTeam
            | Self::DayPast
            | Self::Away
            | Self::UnknownFeed
            | Self::NoName
            | Self::ManyFeeds
            | Self::AnotherOpen(_)
            | Self::NotOpen
            | Self::CannotChange(_)
            | Self::NoTime(_) => false,
        }
    }
}

/// Whether this person may change time of these holders, and close and send in it: whoever holds it, and the lead.
pub fn may_change(who: &Member, holders: &Holders) -> Result<(), Refused> {
    if holders.include(who.id) || who.may(Right::Settings) { Ok(()) } else { Err(Refused::NotTheirs) }
}

/// Whether everybody who is to hold a block works here, and this person may say so.
async fn may_hold(tx: &mut Tx, who: &Member, holders: &Holders) -> Result<(), Refused> {
    may_change(who, holders)?;
    let Holders::Members(members) = holders else { return Ok(()) };
    let workers: Vec<MemberId> = store::workers(tx, who.team).await?.iter().map(|worker| worker.id).collect();
    if members.iter().all(|member| workers.contains(member)) { Ok(()) } else { Err(Refused::UnknownHolder) }
}

/// Reserves a rhythm for the whole team, from its next start on.
pub async fn reserve_pattern(ground: &Ground, who: &Member, rhythm: Rhythm) -> Result<Pattern, Refused> {
    reserve_pattern_for(ground, who, rhythm, Holders::Team).await
}

/// Reserves a rhythm for these holders, from its next start on. Patterns of people who share nobody may meet.
pub async fn reserve_pattern_for(
    ground: &Ground,
    who: &Member,
    rhythm: Rhythm,
    holders: Holders,
) -> Result<Pattern, Refused> {
    reserve_pattern_from(ground, who, rhythm, holders, Date::MIN).await
}

/// The same, from a later day on: no block comes before it.
pub async fn reserve_pattern_from(
    ground: &Ground,
    who: &Member,
    rhythm: Rhythm,
    holders: Holders,
    first: Date,
) -> Result<Pattern, Refused> {
    if !LENGTHS.contains(&rhythm.minutes()) {
        return Err(CannotChange::BadLength.into());
    }
    let mut tx = ground.begin().await?;
    let now = tx.now();
    may_hold(&mut tx, who, &holders).await?;
    may_change_pattern(who, &holders)?;
    let in_force = team::calendar::current(&mut tx, who.team).await?;
    let running = Running::from(rhythm, &in_force.office, now)?.beginning(first);
    let pattern = Pattern { team: who.team, id: PatternId::new(now), running, holders };
    meets_no_other(&mut tx, &pattern).await?;
    store::add_pattern(&mut tx, &pattern).await?;
    let payload = json!({
        "minutes": rhythm.minutes(), "from_on": running.from_on.to_string(), "holders": pattern.holders.kept(),
    });
    events::record(&mut tx, who.team, who.actor(), "pattern.reserved", pattern.id, payload).await?;
    tx.commit().await?;
    Ok(pattern)
}

/// Whether no other pattern of the same people wants the same minutes on the days on which both run.
async fn meets_no_other(tx: &mut Tx, pattern: &Pattern) -> Result<(), Refused> {
    let mut have = store::patterns(tx, pattern.team).await?.into_iter();
    let meets = |have: &Pattern| {
        have.id != pattern.id && have.holders.share(&pattern.holders) && have.running.meets(&pattern.running)
    };
    match have.find(meets) {
        Some(have) => Err(Refused::MeetsPattern(have.running.rhythm)),
        None => Ok(()),
    }
}

/// Whether this person may reserve or end a pattern of these holders: the team's is one of its settings, members' own is theirs. A program
/// that acts in nobody's name does what its scopes allow.
pub fn may_change_pattern(who: &Member, holders: &Holders) -> Result<(), Refused> {
    may_change(who, holders)?;
    let is_program = who.through.is_some() && who.role.is_none();
    match holders {
        Holders::Team if !who.may(Right::Settings) && !is_program => Err(Refused::OfTheTeam),
        Holders::Team | Holders::Members(_) => Ok(()),
    }
}

/// Gives a rhythm up at once. What has started stays as it was; ended before, it stays ended.
pub async fn end_pattern(ground: &Ground, who: &Member, id: PatternId) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    let (pattern, in_force) = store::pattern_in_force(&mut tx, who.team, id).await?.ok_or(Refused::Unknown)?;
    let today = in_force.office.date_of(tx.now());
    give_up(tx, who, pattern, &in_force, today).await
}

/// Gives a rhythm up from a day on, which is not past: its blocks before that day stay. Given up from another day before, this one holds;
/// over already, it stays as it is. No promise moves: what its blocks would have looked at goes to others that are in time.
pub async fn end_pattern_from(ground: &Ground, who: &Member, id: PatternId, free_from: Date) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    let (pattern, in_force) = store::pattern_in_force(&mut tx, who.team, id).await?.ok_or(Refused::Unknown)?;
    if free_from < in_force.office.date_of(tx.now()) {
        return Err(Refused::DayPast);
    }
    give_up(tx, who, pattern, &in_force, free_from).await
}

async fn give_up(
    mut tx: Tx,
    who: &Member,
    pattern: Pattern,
    in_force: &InForce,
    free_from: Date,
) -> Result<(), Refused> {
    let now = tx.now();
    may_change_pattern(who, &pattern.holders)?;
    let running = pattern.running.ended_from(free_from, &in_force.office, now)?;
    if !pattern.running.goes_on(&in_force.office, now) || running == pattern.running {
        return Ok(());
    }
    let known = pattern.running.until_on;
    let ended = Pattern { running, ..pattern };
    if known.is_some_and(|known| running.until_on.is_some_and(|until| known < until)) {
        meets_no_other(&mut tx, &ended).await?;
    }
    store::end_pattern(&mut tx, &ended, known, &in_force.office).await?;
    let payload = json!({ "until_on": running.until_on.map(|day| day.to_string()) });
    events::record(&mut tx, who.team, who.actor(), "pattern.ended", ended.id, payload).await?;
    Ok(tx.commit().await?)
}

/// Lets a rhythm whose last day is set, and to come, go on without end after all.
pub async fn keep_pattern(ground: &Ground, who: &Member, id: PatternId) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    let now = tx.now();
    let (pattern, in_force) = store::pattern_in_force(&mut tx, who.team, id).await?.ok_or(Refused::Unknown)?;
    may_change_pattern(who, &pattern.holders)?;
    if !pattern.running.goes_on(&in_force.office, now) {
        return Err(Refused::Unknown);
    }
    let Some(last) = pattern.running.until_on else { return Ok(()) };
    let kept = Pattern { running: Running { until_on: None, ..pattern.running }, ..pattern };
    meets_no_other(&mut tx, &kept).await?;
    store::end_pattern(&mut tx, &kept, Some(last), &in_force.office).await?;
    events::record(&mut tx, who.team, who.actor(), "pattern.kept", id, json!({})).await?;
    Ok(tx.commit().await?)
}

/// Reserves one block for the whole team.
pub async fn reserve(ground: &Ground, who: &Member, starts_at: Timestamp, minutes: i64) -> Result<Block, Refused> {
    reserve_for(ground, who, starts_at, minutes, Holders::Team).await
}

/// Reserves one block for these holders.
pub async fn reserve_for(
    ground: &Ground,
    who: &Member,
    starts_at: Timestamp,
    minutes: i64,
    holders: Holders,
) -> Result<Block, Refused> {
    let mut tx = ground.begin().await?;
    let now = tx.now();
    let course = Course::reserved(starts_at, minutes, now)?;
    may_hold(&mut tx, who, &holders).await?;
    let block = Block::reserved(who.team, BlockKey::Reserved(ReservedId::new(now)), course, holders);
    is_free(&mut tx, &block).await?;
    store::save(&mut tx, &block).await?;
    let payload =
        json!({ "starts_at": starts_at.as_millisecond(), "minutes": minutes, "holders": block.holders.kept() });
    events::record(&mut tx, who.team, who.actor(), "block.reserved", block.key, payload).await?;
    commit(tx, who.team, block.key).await
}

/// Reserves a block in the place of one that passed without being held, on the same day, for the same people and as long. Offered again
/// already, that one stays.
pub async fn again(ground: &Ground, who: &Member, key: BlockKey, starts_at: Timestamp) -> Result<Block, Refused> {
    let mut tx = ground.begin().await?;
    let now = tx.now();
    let missed = changeable(&mut tx, who, key).await?;
    if let Some(already) = store::instead(&mut tx, who.team, key).await? {
        return Ok(already);
    }
    let course = missed.course.again(starts_at, now)?;
    let office = team::calendar::current(&mut tx, who.team).await?.office;
    let day = office.date_of(missed.starts_at);
    if day != office.date_of(now) || day != office.date_of(starts_at) {
        return Err(CannotChange::AnotherDay.into());
    }
    let new = Block::reserved(who.team, BlockKey::Reserved(ReservedId::new(now)), course, missed.holders);
    let block = Block { instead_of: Some(key), ..new };
    is_free(&mut tx, &block).await?;
    store::save(&mut tx, &block).await?;
    let payload = json!({ "starts_at": starts_at.as_millisecond(), "instead_of": key });
    events::record(&mut tx, who.team, who.actor(), "block.again", block.key, payload).await?;
    commit(tx, who.team, block.key).await
}

/// Moves a block to another start; its length stays.
pub async fn move_to(ground: &Ground, who: &Member, key: BlockKey, starts_at: Timestamp) -> Result<Block, Refused> {
    move_because(ground, who, key, starts_at, "").await
}

/// The same, with why, in a few words. Moved back to where it stood first, nothing is left to be said.
pub async fn move_because(
    ground: &Ground,
    who: &Member,
    key: BlockKey,
    starts_at: Timestamp,
    why: &str,
) -> Result<Block, Refused> {
    let mut tx = ground.begin().await?;
    let now = tx.now();
    let block = changeable(&mut tx, who, key).await?;
    let from_at = block.starts_at;
    let course = block.course.moved(starts_at, now)?;
    let why = if course.moved_from_at.is_some() { why.trim().to_owned() } else { String::new() };
    let moved = Block { course, why, ..block };
    is_free(&mut tx, &moved).await?;
    store::save(&mut tx, &moved).await?;
    let payload = json!({ "from_at": from_at.as_millisecond(), "starts_at": starts_at.as_millisecond() });
    events::record(&mut tx, who.team, who.actor(), "block.moved", key, payload).await?;
    commit(tx, who.team, key).await
}

/// Gives one block up, with the reason.
pub async fn skip(ground: &Ground, who: &Member, key: BlockKey, why: &str) -> Result<Block, Refused> {
    let mut tx = ground.begin().await?;
    let now = tx.now();
    let block = changeable(&mut tx, who, key).await?;
    let skipped = Block { course: block.course.skipped(why, now)?, why: why.trim().to_owned(), ..block };
    store::save(&mut tx, &skipped).await?;
    events::record(&mut tx, who.team, who.actor(), "block.skipped", key, json!({})).await?;
    commit(tx, who.team, key).await
}

/// A block that this person may move or give up.
async fn changeable(tx: &mut Tx, who: &Member, key: BlockKey) -> Result<Block, Refused> {
    let block = store::find(tx, who.team, key).await?.ok_or(Refused::Unknown)?;
    may_change(who, &block.holders)?;
    if block.is_away { Err(Refused::Away) } else { Ok(block) }
}

/// Opens a block's session, within the transaction of the session. Open already, it stays as it is; of blocks that share somebody, one at
/// a time is open. Whoever opens it, also by a program, opens only what is their time.
pub async fn open(tx: &mut Tx, who: &Member, key: BlockKey) -> Result<Block, Refused> {
    let now = tx.now();
    let team = who.team;
    let block = store::find(tx, team, key).await?.ok_or(Refused::Unknown)?;
    if !block.holders.include(who.id) {
        return Err(Refused::NotTheirs);
    }
    if block.is_away {
        return Err(Refused::Away);
    }
    let mut open = store::all_open(tx, team, now).await?.into_iter();
    if let Some(other) = open.find(|other| other.key != key && other.holders.share(&block.holders)) {
        return Err(Refused::AnotherOpen(other.key));
    }
    let opened = Block { course: block.course.open(now)?, ..block.clone() };
    if opened != block {
        store::save(tx, &opened).await?;
        events::record(tx, team, who.actor(), "block.opened", key, json!({})).await?;
    }
    written(tx, team, key).await
}

/// Closes a block's session, within the transaction of the session: with the minutes that were used, and whether a decision or an answer
/// was written. Closed already, it stays as it is.
pub async fn close(tx: &mut Tx, who: &Member, key: BlockKey, minutes_used: i64, wrote: bool) -> Result<Block, Refused> {
    let now = tx.now();
    let team = who.team;
    let block = store::find(tx, team, key).await?.ok_or(Refused::Unknown)?;
    may_change(who, &block.holders)?;
    if block.opened_at.is_none() {
        return Err(Refused::NotOpen);
    }
    let closed = Block { course: block.course.close(minutes_used, wrote, now), ..block.clone() };
    if closed != block {
        store::save(tx, &closed).await?;
        let payload = json!({ "state": closed.state(now).word(), "minutes_used": minutes_used, "wrote": wrote });
        events::record(tx, team, who.actor(), "block.closed", key, payload).await?;
    }
    written(tx, team, key).await
}

/// Whether no other block that can still be held stands where this one would.
async fn is_free(tx: &mut Tx, block: &Block) -> Result<(), Refused> {
    let now = tx.now();
    let others = store::around(tx, block.team, block.starts_at, block.ends_at).await?;
    let meets = |other: &Block| other.key != block.key && other.holders.share(&block.holders) && other.takes(now);
    let taken = others.iter().any(meets);
    if taken { Err(Refused::Taken) } else { Ok(()) }
}

async fn written(tx: &mut Tx, team: TeamId, key: BlockKey) -> Result<Block, Refused> {
    store::find(tx, team, key).await?.ok_or(Refused::Unknown)
}

async fn commit(mut tx: Tx, team: TeamId, key: BlockKey) -> Result<Block, Refused> {
    let block = written(&mut tx, team, key).await?;
    tx.commit().await?;
    Ok(block)
}
