//! Whom a member meets: today's meetings bring a question, yesterday's ask for a clue. Their own alone, read from their calendar.

use ground::Tx;
use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, ToSpan};
use maud::{Markup, html};
use team::Member;
use web::buttons::Button;
use web::when::When;

use super::BUSINESS;
use super::heard::is_for;
use crate::store::calendars::{self, Calendar, Meeting, Met};
use crate::store::questions::Question;

/// What the page shows one member of their own calendar.
pub(super) struct Own {
    pub(super) calendar: Option<Calendar>,
    pub(super) today: Vec<Meeting>,
    pub(super) before: Vec<Meeting>,
}

impl Own {
    pub(super) async fn read(tx: &mut Tx, who: &Member, when: &When) -> web::Result<Self> {
        let calendar = calendars::of(tx, who.team, who.id).await?;
        if calendar.is_none() {
            return Ok(Self { calendar, today: Vec::new(), before: Vec::new() });
        }
        let colleagues: Vec<String> =
            team::members::list(tx, who.team).await?.iter().map(|member| team::fold(&member.address)).collect();
        let morning = start_of(when.today(), when)?;
        let meetings =
            calendars::between(tx, who.team, who.id, start_of(asks_since(when.today()), when)?, morning).await?;
        let before = with_others(meetings, &colleagues);
        Ok(Self { calendar, before, today: today_without(tx, who, when, &colleagues).await? })
    }
}

/// Today's meetings of a member with somebody outside the team.
pub(super) async fn today(tx: &mut Tx, who: &Member, when: &When) -> web::Result<Vec<Meeting>> {
    Ok(Own::read(tx, who, when).await?.today)
}

async fn today_without(tx: &mut Tx, who: &Member, when: &When, colleagues: &[String]) -> web::Result<Vec<Meeting>> {
    let morning = start_of(when.today(), when)?;
    let evening = start_of(when.today().tomorrow().map_err(web::Failure::internal)?, when)?;
    Ok(with_others(calendars::between(tx, who.team, who.id, morning, evening).await?, colleagues))
}

fn start_of(day: Date, when: &When) -> web::Result<Timestamp> {
    let start = when.zone().to_ambiguous_timestamp(day.to_datetime(jiff::civil::Time::midnight())).compatible();
    start.map_err(web::Failure::internal)
}

/// The last day on which people work: a clue from Friday's meeting is asked for until Monday.
fn asks_since(today: Date) -> Date {
    let back = match today.weekday() {
        Weekday::Monday => 3,
        Weekday::Sunday => 2,
        Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday | Weekday::Friday | Weekday::Saturday => 1,
    };
    today.checked_sub(back.days()).unwrap_or(today)
}

/// Only who is not of the team; meetings of the team among itself bring no question.
fn with_others(meetings: Vec<Meeting>, colleagues: &[String]) -> Vec<Meeting> {
    let others = |mut meeting: Meeting| {
        meeting.people.retain(|person| !colleagues.contains(&team::fold(&person.address)));
        (!meeting.people.is_empty()).then_some(meeting)
    };
    meetings.into_iter().filter_map(others).collect()
}

/// A question for somebody whom nobody has one for.
const ALWAYS: &str = "Which of next year’s plans worries you most, and who has to work differently for it?";

/// The sections; where no calendar is given, the way to give one.
pub(super) fn part(own: &Own, questions: &[Question], when: &When) -> Markup {
    let Some(calendar) = &own.calendar else {
        let way = html! { a href={ (BUSINESS) "/calendar" } { "Let your calendar say whom you meet" } };
        return html! { p class="small quiet" { (way) ", seen by you alone" } };
    };
    html! {
        @if !own.today.is_empty() {
            section aria-labelledby="bz-today" {
                h2 class="eyebrow" id="bz-today" { "Whom you meet today" }
                ol class="diary" role="list" { @for meeting in &own.today { (meets(meeting, questions, when)) } }
            }
        }
        @if !own.before.is_empty() {
            section aria-labelledby="bz-before" {
                h2 class="eyebrow" id="bz-before" { "Whom you met" }
                @for (place, meeting) in own.before.iter().enumerate() { (met(meeting, place, when)) }
            }
        }
        p class="small quiet" {
            @if !calendar.trouble.is_empty() { "Your calendar could not be read. " } @else if calendar.read_at.is_none() { "Your calendar will be read within the hour. " }
            a href={ (BUSINESS) "/calendar" } { "Your calendar" } ", seen by you alone"
        }
    }
}

fn people(meeting: &Meeting) -> String {
    let names: Vec<&str> = meeting.people.iter().map(Met::called).collect();
    match names.as_slice() {
        [first, second, third, _, ..] => format!("{first}, {second}, {third} and others"),
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        _ => names.concat(),
    }
}

fn meets(meeting: &Meeting, questions: &[Question], when: &When) -> Markup {
    let theirs: Vec<&Question> = questions
        .iter()
        .filter(|question| meeting.people.iter().any(|person| is_for(question, person.called())))
        .collect();
    let first = meeting.people.first().map_or("", |person| person.called());
    html! {
        li class="diary-row" {
            div class="diary-body" {
                p class="small" { b { (when.time(meeting.starts_at)) } " " (people(meeting)) }
                @for question in &theirs { p class="serif" { "“" (question.words) "”" } }
                @if theirs.is_empty() {
                    p class="serif" { "“" (ALWAYS) "”" }
                    form method="post" action="/business/questions" {
                        input type="hidden" name="question" value=(ALWAYS);
                        input type="hidden" name="for" value=(first);
                        (Button::submit("Put it on the list").small().quiet().heard_as(first))
                    }
                }
            }
        }
    }
}

fn met(meeting: &Meeting, place: usize, when: &When) -> Markup {
    let field = format!("met-{place}");
    let question =
        format!("You met {} {}. What did you hear about the business?", people(meeting), when.near(meeting.starts_at));
    html! {
        form class="stack" data-gap="s" method="post" action="/business/clues" {
            input type="hidden" name="meeting" value=(meeting.id);
            input type="hidden" name="source" value=(people(meeting));
            label class="small" for=(field) { (question) }
            div class="prompt-line" {
                input class="input" id=(field) type="text" name="clue" placeholder="One line is enough";
                (Button::submit("Note").small())
            }
        }
        form method="post" action="/business/meetings/setting-aside" {
            input type="hidden" name="meeting" value=(meeting.id);
            (Button::submit("Nothing new").plain().small())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_monday_fridays_meetings_ask_for_a_clue() {
        let since = |day: &str| asks_since(day.parse().unwrap()).to_string();
        assert_eq!(since("2026-11-30"), "2026-11-27");
        assert_eq!(since("2026-11-29"), "2026-11-27");
        assert_eq!(since("2026-11-25"), "2026-11-24");
    }
}
