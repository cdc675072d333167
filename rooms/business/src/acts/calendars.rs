//! A member gives the address of their own calendar, and what is read of it is kept for them alone.

use ground::{Ground, StoreError, TeamId, events};
use jiff::Timestamp;
use serde_json::json;
use team::{Member, MemberId};

use super::Refused;
use crate::store::calendars::{self, Meeting};

/// Gives the address of one's own calendar, or another one. What was read of the one before is forgotten.
pub async fn give_calendar(ground: &Ground, who: &Member, address: &str) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    calendars::end(&mut tx, who.team, who.id).await?;
    calendars::keep(&mut tx, who.team, who.id, address).await?;
    events::record(&mut tx, who.team, who.actor(), "calendar.given", who.id, json!({})).await?;
    Ok(tx.commit().await?)
}

/// Takes the address back; all that was read of the calendar is forgotten.
pub async fn forget_calendar(ground: &Ground, who: &Member) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    calendars::end(&mut tx, who.team, who.id).await?;
    events::record(&mut tx, who.team, who.actor(), "calendar.forgotten", who.id, json!({})).await?;
    Ok(tx.commit().await?)
}

/// What a reading of a calendar brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// All meetings that begin in this stretch of time.
    All {
        /// From when on.
        from: Timestamp,
        /// Until when, not included.
        to: Timestamp,
        /// The meetings.
        meetings: Vec<Meeting>,
    },
    /// It could not be read; why, in words for its owner.
    Trouble(String),
}

/// Notes what was read of a member's calendar. A calendar taken back meanwhile keeps nothing.
pub async fn meetings(ground: &Ground, team: TeamId, member: MemberId, seen: &Seen) -> Result<(), StoreError> {
    let mut tx = ground.begin().await?;
    let trouble = match seen {
        Seen::All { .. } => "",
        Seen::Trouble(words) => words,
    };
    if !calendars::was_read(&mut tx, team, member, trouble).await? {
        return Ok(());
    }
    if let Seen::All { from, to, meetings } = seen {
        calendars::put(&mut tx, team, member, (*from, *to), meetings).await?;
    }
    tx.commit().await
}

/// Asks no more for a clue from a meeting.
pub async fn set_meeting_aside(ground: &Ground, who: &Member, id: &str) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    calendars::set_aside(&mut tx, who.team, who.id, id).await?;
    Ok(tx.commit().await?)
}
