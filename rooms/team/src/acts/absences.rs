use ground::{Ground, events};
use jiff::civil::Date;
use serde_json::json;

use super::Refused;
use crate::rules::{Right, who_may};
use crate::store::absences;
use crate::{Absence, AbsenceId, Member, MemberId, calendar, members};

/// The longest absence that can be written down at once, in days: who is away longer hands over instead.
const LONGEST_DAYS: i32 = 400;
/// The longest reason of an absence, in signs.
pub(crate) const LONGEST_WHY: usize = 200;

/// Days on which somebody will be away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Away {
    /// Who.
    pub member: MemberId,
    /// The first day.
    pub from_on: Date,
    /// The last day, which is one of them.
    pub until_on: Date,
    /// What for; need not be said.
    pub why: Option<String>,
}

/// Whether this person may say of that member when they are away: everybody of themselves, the lead of all.
fn is_theirs(who: &Member, member: MemberId) -> Result<(), Refused> {
    match who.id == member || who.may(Right::Settings) {
        true => Ok(()),
        false => Err(Refused::NotYours(who_may(Right::Settings))),
    }
}

/// Writes down that a member is away on these days. The same days twice are one absence.
pub async fn be_away(ground: &Ground, who: &Member, away: Away) -> Result<Absence, Refused> {
    is_theirs(who, away.member)?;
    let mut tx = ground.begin().await?;
    let today = calendar::current(&mut tx, who.team).await?.office.date_of(tx.now());
    if away.until_on < away.from_on {
        return Err(Refused::at("until", "The last day lies before the first. Turn them round."));
    }
    if away.until_on < today {
        return Err(Refused::at("until", "These days are over. Only days to come change what is planned."));
    }
    if away.from_on.duration_until(away.until_on).as_hours() / 24 >= i64::from(LONGEST_DAYS) {
        return Err(Refused::at("until", "Write down 400 days at the most."));
    }
    let member = members::get(&mut tx, who.team, away.member).await?.ok_or(Refused::Unknown)?;
    let known = absences::of_member(&mut tx, who.team, member.id, today).await?;
    if let Some(same) = known.into_iter().find(|one| (one.from_on, one.until_on) == (away.from_on, away.until_on)) {
        return Ok(same);
    }
    let absence = Absence {
        team: who.team,
        id: AbsenceId::new(tx.now()),
        member: member.id,
        member_name: member.name,
        from_on: away.from_on,
        until_on: away.until_on,
        why: away.why,
    };
    absences::insert(&mut tx, &absence).await?;
    let payload = json!({ "from": absence.from_on, "until": absence.until_on });
    events::record(&mut tx, who.team, who.actor(), "member.away", absence.member, payload).await?;
    tx.commit().await?;
    Ok(absence)
}

/// Takes an absence back. One that is gone already stays gone.
pub async fn be_back(ground: &Ground, who: &Member, id: AbsenceId) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    let Some(absence) = absences::find(&mut tx, who.team, id).await? else { return Ok(()) };
    is_theirs(who, absence.member)?;
    absences::remove(&mut tx, who.team, id).await?;
    let payload = json!({ "from": absence.from_on, "until": absence.until_on });
    events::record(&mut tx, who.team, who.actor(), "member.back", absence.member, payload).await?;
    Ok(tx.commit().await?)
}
