//! What a calendar that is not saved yet gives and changes.

use jiff::Timestamp;
use maud::{Markup, html};
use web::lists::{DiaryRow, diary_unordered};
use web::when::When;
use worktime::{Calendar, Holiday, Hours, Office, Period};

use super::days::Day;
use super::typed::Draft;
use crate::InForce;
use crate::rules::{Change, changes, on_friday_evening};

/// The part beside the form; while something has to be mended, what to do instead.
pub(super) fn shown(draft: &Draft, in_force: &InForce, now: Timestamp) -> Markup {
    let office = Office::new(&draft.calendar).ok().filter(|_| draft.errors.is_empty());
    let Some(office) = office else {
        return html! { p class="quiet" { "Mend what is marked in the form; then what it gives stands here." } };
    };
    let when = When::new(office.zone().clone(), now);
    html! { (example(&draft.calendar, &office, in_force, &when)) (changed(draft, in_force, &when)) }
}

fn example(calendar: &Calendar, office: &Office, in_force: &InForce, when: &When) -> Markup {
    let Some(example) = on_friday_evening(calendar, office, in_force.turnaround, when.now()) else { return html! {} };
    let due_now = in_force.office.due(example.received_at, in_force.turnaround, &[]).ok().and_then(|due| due.at());
    html! {
        section class="sheet" data-pad="s" {
            h2 class="eyebrow" { "Received " (when.long(example.received_at)) }
            p class="promise-when" data-size="s" {
                @match example.due_at { Ok(at) => (when.moment(at)), Err(error) => (error) }
            }
            @if let Some(why) = &example.why { p class="small quiet" { (why) } }
            @if let Some(before) = due_now.filter(|before| example.due_at != Ok(*before)) {
                p class="meta" { "As saved: " (When::new(in_force.zone.clone(), when.now()).full(before)) }
            }
        }
    }
}

fn changed(draft: &Draft, in_force: &InForce, when: &When) -> Markup {
    let all = changes(&in_force.calendar, &draft.calendar);
    if all.is_empty() {
        return html! {};
    }
    html! {
        section {
            h2 class="eyebrow" { "What changes when you save" }
            (diary_unordered(all.iter().map(|change| row(change, when))))
            p class="small quiet" { "It holds for requests from then on. Promises given never move." }
        }
    }
}

fn row(change: &Change, when: &When) -> DiaryRow {
    let (title, note) = match change {
        Change::Name(name) if name.is_empty() => ("The name is taken away".to_owned(), String::new()),
        Change::Name(name) => (format!("It is called “{name}”"), String::new()),
        Change::Zone { from, to } => (format!("Hours are meant in {to}"), format!("so far in {from}")),
        Change::Day { day, from, to } => {
            (format!("{}: {}", web::Language::En.weekday(*day), hours(to)), format!("so far {}", hours(from)))
        }
        Change::HolidayAdded(day) => (day_of(day, when), named(&day.name, "holiday, added")),
        Change::HolidayGone(day) => (day_of(day, when), named(&day.name, "no holiday any more")),
        Change::ClosureAdded(period) => (closure(period, when), named(&period.name, "closure, added")),
        Change::ClosureGone(period) => (closure(period, when), named(&period.name, "no closure any more")),
        Change::OpeningAdded(period) => (closure(period, when), named(&period.name, "extra opening, added")),
        Change::OpeningGone(period) => (closure(period, when), named(&period.name, "no extra opening any more")),
    };
    DiaryRow::new(title).note(note)
}

fn day_of(holiday: &Holiday, when: &When) -> String {
    Day::Holiday(holiday.clone()).when(when)
}

fn closure(period: &Period, when: &When) -> String {
    Day::Closure(period.clone()).when(when)
}

fn named(name: &str, what: &str) -> String {
    if name.is_empty() { what.to_owned() } else { format!("{name}: {what}") }
}

fn hours(hours: &[Hours]) -> String {
    let stretches: Vec<String> = hours.iter().map(|one| format!("{} to {}", one.opens(), one.closes())).collect();
    if stretches.is_empty() { "closed".to_owned() } else { stretches.join(" and ") }
}
