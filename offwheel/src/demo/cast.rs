//! Who plays: the team of the sample insurer, its people, its calendar and its pattern of blocks.

use anyhow::Context;
use blocks::{Holders, Pattern, Rhythm};
use ground::{Actor, Ground, TeamId};
use jiff::civil::{Time, time};
use team::{Away, FirstPerson, Member, NewPerson, NewTeam, Role, Settings, TokenId};
use worktime::Turnaround;

use super::days::{BLOCK_MINUTES, BLOCK_STARTS, Days, calendar};
use super::script::Person;

/// The team's place in addresses.
pub const SLUG: &str = "lindmoor";
/// The address of its first person.
pub const FIRST_ADDRESS: &str = "ines.maret@lindmoor.example";
/// The member whose desk is shown.
pub const FACE: &str = "Jonas Feldt";
/// The day on which the team begins: a day before its first block.
pub const FOUNDED: i32 = -86;
/// The day on which the calendar gets its second version.
pub const RECKONED_ANEW: i32 = -40;

/// Those who work in the team, by first name in lower case.
pub struct Cast {
    pub team: TeamId,
    pub members: Vec<Member>,
    pub pattern: Pattern,
    /// The token by which the staff pages hand requests over.
    pub staff_pages: TokenId,
}

impl Cast {
    /// A member by first name.
    pub fn member(&self, key: &str) -> anyhow::Result<&Member> {
        let of_that_name =
            |member: &&Member| member.name.split(' ').next().is_some_and(|first| first.eq_ignore_ascii_case(key));
        self.members.iter().find(of_that_name).with_context(|| format!("“{key}” does not work here"))
    }
}

/// What may jump the queue here beside what comes with the product: word and limit.
const LEAK: (&str, &str) = (
    "a leak of customer data",
    "Data of customers is where it should not be, and what people do in the next hours makes it better or worse.",
);

/// What each of the others does.
const OTHERS: [(&str, Option<Role>, bool); 7] = [
    ("Aylin Korrey", Some(Role::Lead), false),
    (FACE, Some(Role::Member), false),
    ("Ruth Osterby", Some(Role::Member), false),
    ("Dana Prell", Some(Role::Member), false),
    ("Tomasz Wend", Some(Role::Member), false),
    ("Edda Roorda", Some(Role::Sponsor), false),
    ("Milan Sorka", None, true),
];

fn address(name: &str) -> String {
    format!("{}@lindmoor.example", name.to_lowercase().replace(' ', "."))
}

/// Founds the team, with its people, turnaround and blocks. The clock stands at the founding.
pub async fn assemble(ground: &Ground, days: &Days) -> anyhow::Result<Cast> {
    let new = NewTeam {
        name: "Learning at Lindmoor".to_owned(),
        slug: SLUG.to_owned(),
        prefix: "R".to_owned(),
        domains: vec!["lindmoor.example".to_owned()],
        calendar: calendar(days.date(0)?)?,
        turnaround: Turnaround::business_hours(24),
        first: FirstPerson { name: "Ines Maret".to_owned(), address: FIRST_ADDRESS.to_owned(), password: None },
    };
    let (team, ines) = team::found(ground, new).await?;
    let mut members = vec![ines.clone()];
    for (name, role, is_administrator) in OTHERS {
        let person =
            NewPerson { name: name.to_owned(), address: address(name), role, is_administrator, password: None };
        members.push(team::add_member(ground, team.id, person, ines.actor()).await?);
    }
    let lead = members.iter().find(|member| member.role == Some(Role::Lead) && member.id != ines.id);
    let (word, sentence) = LEAK;
    requests::emergencies::name_kind(ground, lead.context("nobody leads")?, word, sentence).await?;
    let pattern = blocks::reserve_pattern(ground, &ines, Rhythm::daily(BLOCK_STARTS)).await?;
    let ends_at = days.at(100, time(12, 0, 0, 0))?;
    let by = Actor::Machine("command-line");
    let token = team::make_token(ground, team.id, "Staff pages", &[team::Scope::TakeIn], ends_at, by).await?;
    Ok(Cast { team: team.id, members, pattern, staff_pages: token.record.id })
}

/// The team takes an afternoon for itself: the second version of its calendar. The clock stands at that day.
pub async fn reckon_anew(ground: &Ground, cast: &Cast, days: &Days) -> anyhow::Result<()> {
    let in_force = team::calendar::current(&mut ground.read().await?, cast.team).await?;
    let date = days.date(30)?;
    let (from, to) = (date.to_datetime(time(13, 0, 0, 0)), date.to_datetime(time(17, 0, 0, 0)));
    let calendar = in_force.calendar.as_ref().clone().with_closure(from, to, "Afternoon of the team");
    let settings = Settings { calendar, turnaround: in_force.turnaround, based_on: Some(in_force.version) };
    team::change_turnaround(ground, cast.member("aylin")?, settings).await?;
    Ok(())
}

/// When the lead and the founder reserve an hour of their own, and Ruth half an hour on two days of her week.
pub const OWN_HOUR_RESERVED: (i32, Time) = (-1, time(10, 20, 0, 0));
/// When it starts, on the weekday on which it is reserved: too early for that day itself, so that a week passes first.
const OWN_HOUR: Time = time(9, 15, 0, 0);
/// Ruth's days: that of the reservation, likewise too early for itself, and the one before it, whose next is about a week away.
const RUTHS_DAYS: [(i32, Time); 2] = [(-1, time(9, 30, 0, 0)), (-2, time(15, 30, 0, 0))];

/// An hour a week for the two who plan, and two half hours for Ruth: their own blocks, beside those of the team.
pub async fn reserve_own_hour(ground: &Ground, cast: &Cast, days: &Days) -> anyhow::Result<()> {
    let (lead, founder) = (cast.member("aylin")?, cast.member("ines")?);
    let rhythm = Rhythm::weekly(days.date(OWN_HOUR_RESERVED.0)?.weekday(), OWN_HOUR);
    blocks::reserve_pattern_for(ground, lead, rhythm, Holders::of([lead.id, founder.id])).await?;
    let ruth = cast.member("ruth")?;
    for (day, starts) in RUTHS_DAYS {
        let rhythm = Rhythm::Weekly { weekday: days.date(day)?.weekday(), starts, minutes: BLOCK_MINUTES };
        blocks::reserve_pattern_for(ground, ruth, rhythm, Holders::only(ruth.id)).await?;
    }
    Ok(())
}

/// Days away, as they are said beforehand: noted on which day, who, from which to which day, what for. Days are those of the story.
#[derive(Debug, Clone, Copy)]
pub struct AwayDays {
    pub noted_on: i32,
    who: &'static str,
    from: i32,
    until: i32,
    why: &'static str,
}

const fn away(noted_on: i32, who: &'static str, from: i32, until: i32, why: &'static str) -> AwayDays {
    AwayDays { noted_on, who, from, until, why }
}

/// All of them. The last two are still to come or go on.
pub const AWAY: [AwayDays; 5] = [
    away(-76, "ruth", -71, -70, "travelling"),
    away(-29, "jonas", -24, -23, "with the team in Porto"),
    away(-27, "dana", -24, -22, "with the team in Porto"),
    away(-8, "tomasz", -1, 3, "holiday"),
    away(-3, "aylin", 6, 8, "strategy days"),
];

/// Somebody says when they will be away.
pub async fn be_away(ground: &Ground, cast: &Cast, days: &Days, away: AwayDays) -> anyhow::Result<()> {
    let who = cast.member(away.who)?;
    let (from_on, until_on) = (days.date(away.from)?, days.date(away.until)?);
    let away = Away { member: who.id, from_on, until_on, why: Some(away.why.to_owned()) };
    team::be_away(ground, who, away).await?;
    Ok(())
}

/// Writes down what is known of somebody who asks.
pub async fn introduce(ground: &Ground, team: TeamId, person: &Person) -> anyhow::Result<()> {
    let mut tx = ground.begin().await?;
    let mut known = team::stakeholders::meet(&mut tx, team, &person.address, Some(person.name)).await?;
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    (known.unit, known.position, known.zone) = (some(person.unit), some(person.position), some(person.zone));
    known.language = some(person.language);
    team::stakeholders::describe(&mut tx, &known).await?;
    Ok(tx.commit().await?)
}
