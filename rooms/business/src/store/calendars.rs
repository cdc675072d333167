//! A member's own calendar: its address, and whom they meet. Shown to nobody else.

use ground::{Row, StoreError, TeamId, Tx};
use jiff::Timestamp;
use team::MemberId;

use super::read_all;

/// The calendar of a member. Its address opens all of their calendar, so it is a secret: no page shows it again, and nobody else has it.
#[derive(Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Whose team.
    pub team: TeamId,
    /// Whose.
    pub member: MemberId,
    /// Where it can be read.
    pub address: String,
    /// When it was given.
    pub given_at: Timestamp,
    /// When it was read last.
    pub read_at: Option<Timestamp>,
    /// What went wrong at the last reading; empty if nothing.
    pub trouble: String,
}

impl std::fmt::Debug for Calendar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Calendar").field("member", &self.member).field("read_at", &self.read_at).finish_non_exhaustive()
    }
}

/// Somebody who is met.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Met {
    /// Their name, or empty.
    pub name: String,
    /// Their mail address, or empty.
    pub address: String,
}

impl Met {
    /// What to call them: their name, else their address.
    pub fn called(&self) -> &str {
        if self.name.trim().is_empty() { &self.address } else { &self.name }
    }
}

/// A meeting in a member's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Its UID with the instant of its occurrence: the same at every reading.
    pub id: String,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// What it is called.
    pub title: String,
    /// Who else is in it.
    pub people: Vec<Met>,
}

const CALENDAR: &str = "team_id, member_id, address, given_at, read_at, trouble";
const KEEP: &str = "insert into business_calendar (team_id, member_id, address, given_at, read_at, trouble)
    values ($1, $2, $3, $4, null, '') on conflict (team_id, member_id)
    do update set address = excluded.address, given_at = excluded.given_at, read_at = null, trouble = ''";
const END: &str = "delete from business_calendar where team_id = $1 and member_id = $2";
const WAS_READ: &str = "update business_calendar set read_at = $1, trouble = $2 where team_id = $3 and member_id = $4";
const FORGET: &str =
    "delete from business_meeting where team_id = $1 and member_id = $2 and starts_at >= $3 and starts_at < $4";
const FORGET_ALL: &str = "delete from business_meeting where team_id = $1 and member_id = $2";
const FORGET_OLD: &str = "delete from business_meeting where team_id = $1 and member_id = $2 and ends_at < $3";
const ADD: &str = "insert into business_meeting (team_id, member_id, id, starts_at, ends_at, title, people, set_aside_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (team_id, member_id, id)
    do update set starts_at = excluded.starts_at, ends_at = excluded.ends_at, title = excluded.title, people = excluded.people";
const SET_ASIDE: &str =
    "update business_meeting set set_aside_at = $1 where team_id = $2 and member_id = $3 and id = $4";
const ASIDE: &str = "select id, set_aside_at from business_meeting
    where team_id = $1 and member_id = $2 and starts_at >= $3 and starts_at < $4 and set_aside_at is not null";
const BETWEEN: &str = "select id, starts_at, ends_at, title, people from business_meeting
    where team_id = $1 and member_id = $2 and starts_at >= $3 and starts_at < $4 and set_aside_at is null order by starts_at, id";

fn calendar(row: &Row) -> Result<Calendar, StoreError> {
    Ok(Calendar {
        team: row.get(0)?,
        member: row.get(1)?,
        address: row.get(2)?,
        given_at: row.get(3)?,
        read_at: row.get(4)?,
        trouble: row.get(5)?,
    })
}

/// The calendars of all teams, for the program that reads them.
pub async fn all(tx: &mut Tx) -> Result<Vec<Calendar>, StoreError> {
    // every team: the program reads the calendars of all members in one round.
    let sql = format!("select {CALENDAR} from business_calendar order by team_id, member_id");
    read_all(&tx.query(&sql, ()).await?, calendar)
}

pub(crate) async fn of(tx: &mut Tx, team: TeamId, member: MemberId) -> Result<Option<Calendar>, StoreError> {
    let sql = format!("select {CALENDAR} from business_calendar where team_id = $1 and member_id = $2");
    tx.query_opt(&sql, (team, member)).await?.as_ref().map(calendar).transpose()
}

pub(crate) async fn keep(tx: &mut Tx, team: TeamId, member: MemberId, address: &str) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(KEEP, (team, member, address, now)).await?;
    Ok(())
}

/// Forgets a calendar with all that was read of it.
pub(crate) async fn end(tx: &mut Tx, team: TeamId, member: MemberId) -> Result<(), StoreError> {
    tx.execute(END, (team, member)).await?;
    tx.execute(FORGET_ALL, (team, member)).await?;
    Ok(())
}

pub(crate) async fn was_read(tx: &mut Tx, team: TeamId, member: MemberId, trouble: &str) -> Result<bool, StoreError> {
    let now = tx.now();
    Ok(tx.execute(WAS_READ, (now, trouble, team, member)).await? > 0)
}

/// Puts what a calendar says of a stretch of time in place of what it said before; what was set aside stays so.
pub(crate) async fn put(
    tx: &mut Tx,
    team: TeamId,
    member: MemberId,
    (from, to): (Timestamp, Timestamp),
    meetings: &[Meeting],
) -> Result<(), StoreError> {
    let aside = tx.query(ASIDE, (team, member, from, to)).await?;
    let aside: std::collections::HashMap<String, Timestamp> =
        aside.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect::<Result<_, StoreError>>()?;
    tx.execute(FORGET, (team, member, from, to)).await?;
    tx.execute(FORGET_OLD, (team, member, from)).await?;
    for meeting in meetings.iter().filter(|meeting| meeting.starts_at >= from && meeting.starts_at < to) {
        let people = serde_json::to_string(&meeting.people).map_err(|error| StoreError::Broken(error.to_string()))?;
        let set_aside_at = aside.get(&meeting.id).copied();
        let values =
            (team, member, &meeting.id, meeting.starts_at, meeting.ends_at, &meeting.title, people, set_aside_at);
        tx.execute(ADD, values).await?;
    }
    Ok(())
}

pub(crate) async fn set_aside(tx: &mut Tx, team: TeamId, member: MemberId, id: &str) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(SET_ASIDE, (now, team, member, id)).await?;
    Ok(())
}

/// A member's meetings that begin in a stretch of time and weren't set aside, in order.
pub(crate) async fn between(
    tx: &mut Tx,
    team: TeamId,
    member: MemberId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Meeting>, StoreError> {
    read_all(&tx.query(BETWEEN, (team, member, from, to)).await?, |row| {
        let people: String = row.get(4)?;
        let people = serde_json::from_str(&people)
            .map_err(|error| StoreError::Broken(format!("who is in a meeting can't be read: {error}")))?;
        Ok(Meeting { id: row.get(0)?, starts_at: row.get(1)?, ends_at: row.get(2)?, title: row.get(3)?, people })
    })
}
