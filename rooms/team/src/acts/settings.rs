use ground::{Ground, events};
use jiff::Timestamp;
use serde_json::json;
use worktime::{Calendar, Office, Turnaround};

use super::Refused;
use crate::rules::{Right, who_may};
use crate::store::holiday_feeds;
use crate::{Member, calendar};

/// The shortest and the longest turnaround, in minutes.
const AMOUNT_MINUTES: std::ops::RangeInclusive<u32> = 60..=240 * 60;

/// A working calendar and a turnaround to be in force from now on.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Zone, office hours, holidays and closures.
    pub calendar: Calendar,
    /// How long an answer may take.
    pub turnaround: Turnaround,
    /// The version that was open while these were typed; none if it does not matter.
    pub based_on: Option<i64>,
}

/// Whether promises can be made with these; the office they make.
pub(crate) fn check_working_time(
    calendar: &Calendar,
    turnaround: Turnaround,
    now: Timestamp,
) -> Result<Office, Refused> {
    if !AMOUNT_MINUTES.contains(&turnaround.amount_minutes) {
        return Err(Refused::at("amount", "Choose between 1 and 240 hours."));
    }
    let office = Office::new(calendar).map_err(|error| {
        let field = if matches!(error, worktime::CalendarError::UnknownZone(_)) { "zone" } else { "week" };
        Refused::at(field, error)
    })?;
    if calendar.week.is_empty() && calendar.extra.is_empty() {
        return Err(Refused::at("week", "Tick at least one day, and say when it opens and closes."));
    }
    office.due(now, turnaround, &[]).map_err(|error| Refused::at("week", error))?;
    Ok(office)
}

/// Puts a working calendar and a turnaround into force. Promises already given keep their time. Returns the version.
///
/// Saving what is in force already makes no version.
pub async fn change_turnaround(ground: &Ground, who: &Member, new: Settings) -> Result<i64, Refused> {
    if !who.may(Right::Settings) {
        return Err(Refused::NotYours(who_may(Right::Settings)));
    }
    check_working_time(&new.calendar, new.turnaround, ground.now())?;
    let mut tx = ground.begin().await?;
    let current = calendar::current(&mut tx, who.team).await?;
    if new.based_on.is_some_and(|version| version != current.version) {
        return Err(Refused::ChangedMeanwhile);
    }
    if *current.calendar == new.calendar && current.turnaround == new.turnaround {
        return Ok(current.version);
    }
    let (version, actor) = (current.version + 1, who.actor());
    let written = calendar::insert(&mut tx, who.team, version, &new.calendar, new.turnaround, &actor.to_string()).await;
    written.map_err(Refused::ChangedMeanwhile.if_taken())?;
    let payload = json!({
        "version": version,
        "amount_minutes": new.turnaround.amount_minutes,
        "clock": new.turnaround.clock.as_str(),
        "zone": new.calendar.zone,
    });
    events::record(&mut tx, who.team, actor, "calendar.changed", who.team, payload).await?;
    tx.commit().await?;
    Ok(version)
}

/// Remembers where holidays were fetched from.
pub async fn remember_holidays_from(ground: &Ground, who: &Member, address: &str) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    holiday_feeds::keep(&mut tx, who.team, address).await?;
    events::record(&mut tx, who.team, who.actor(), "holidays.fetched", who.team, json!({})).await?;
    Ok(tx.commit().await?)
}
