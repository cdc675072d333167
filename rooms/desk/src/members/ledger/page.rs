use maud::{Markup, html};
use promises::{State, state_mark};
use team::Member;
use web::heads::{PageHead, View, section, views};
use web::lists::{Table, empty_page};
use web::paging::more;
use web::shell::{Here, PROMISES, Shell};
use web::when::When;
use web::{Said, capital};

use super::figures;
use super::gathered::{Beside, Ledger, Line};
use crate::members::people::path_of;
use crate::members::plan::Plan;
use crate::members::{how_many, looking};

/// What a member sees.
pub(super) fn page(who: &Member, said: Said, ledger: &Ledger) -> Markup {
    let lead = lead(ledger);
    let states = std::iter::once(None).chain(State::ALL.map(Some));
    let named: Vec<(String, String, u64, bool)> = states
        .map(|state| {
            let count = state.map_or(ledger.counts.all(), |state| ledger.counts.of(state));
            let word = capital(state.map_or("all", State::word));
            (word, ledger.path(state, &[]), count, state == ledger.state)
        })
        .collect();
    let shown: Vec<View<'_>> = named
        .iter()
        .map(|(word, path, count, current)| View { word, path, count: Some(*count), current: *current })
        .collect();
    let first = (!ledger.is_first).then(|| ledger.path(ledger.state, &[]));
    let body = html! {
        (PageHead::new("Promises").lead(&lead))
        div class="split" {
            div class="stack" data-gap="l" {
                (views("Promises by state", &shown))
                @if ledger.counts.all() == 0 { (nothing_yet()) } @else { (tables(ledger)) }
                (more("Pages of the ledger", first.as_deref(), ledger.next.as_deref()))
            }
            aside class="stack" data-gap="l" aria-label="About promises" {
                (figures::periods(ledger))
                (figures::kept(&ledger.told, &ledger.plan.when, true))
                (figures::rapid(&ledger.told, &ledger.plan.when))
                (figures::why_broken(ledger))
                section class="stack" data-gap="s" aria-labelledby="cant" {
                    h2 class="eyebrow" id="cant" { "A promise that can’t be kept" }
                    p class="small quiet" { "Ask before it is due: “Ask to move it” stands at each open promise. Once the stakeholder agrees, the old time counts apart from kept and broken, and the new one is a promise of its own. Until then, and after a no or silence, the old time stands." }
                }
            }
        }
    };
    Shell::new("Promises", Here::Promises, &looking(who, said)).page(&body)
}

fn nothing_yet() -> Markup {
    let body = html! { p { "When somebody writes to you, they are told within seconds by when they will hear from you. That promise is written down here, and what became of it." } };
    empty_page("No promise has been given yet", &body, None)
}

fn lead(ledger: &Ledger) -> String {
    let now = ledger.plan.now();
    let open = usize::try_from(ledger.counts.open).unwrap_or(usize::MAX);
    let unanswered = ledger.plan.owed.iter().take_while(|owed| owed.due_at < now).count();
    let week = ledger.week.1;
    let first = match (open, week) {
        (0, _) => "None is open.".to_owned(),
        // Only where those to come are shown is it known how many of them are due this week.
        (1, _) if !shows_open(ledger) => "One is open.".to_owned(),
        (many, _) if !shows_open(ledger) => format!("{} are open.", capital(&how_many(many))),
        (1, 0) => "One is open, due later than this week.".to_owned(),
        (1, _) => "One is open, due this week.".to_owned(),
        (many, 0) => format!("{} are open, none of them due this week.", capital(&how_many(many))),
        (many, week) => {
            let all = if many == week { "all".to_owned() } else { how_many(week) };
            format!("{} are open, {all} of them due this week.", capital(&how_many(many)))
        }
    };
    let without = match ledger.plan.without().len() {
        0 => String::new(),
        1 => " For one no block is in time.".to_owned(),
        many => format!(" For {} no block is in time.", how_many(many)),
    };
    let unanswered = match unanswered {
        0 => String::new(),
        1 => " One fell due and is not answered yet.".to_owned(),
        many => format!(" {} fell due and are not answered yet.", capital(&how_many(many))),
    };
    let kept = figures::share_kept(&ledger.told).filter(|share| share.is_enough()).map(|share| {
        format!(" {} {} of {} were kept.", capital(&ledger.told.period.since(&ledger.plan.when)), share.part, share.of)
    });
    format!("{first}{without}{unanswered}{}", kept.unwrap_or_default())
}

fn shows_open(ledger: &Ledger) -> bool {
    matches!((ledger.state, ledger.is_first), (None, true) | (Some(State::Open), _))
}

fn tables(ledger: &Ledger) -> Markup {
    let fallen = ledger.counts.all() - ledger.counts.open;
    let title = match ledger.state {
        None => "Fallen due, or over",
        Some(State::Kept) => "Kept",
        Some(State::Renegotiated) => "Renegotiated",
        Some(State::Broken) => "Broken",
        Some(State::Void | State::Open) => "Void",
    };
    let meta = match ledger.state {
        None if ledger.is_first => format!("newest first, {} of {fallen}", ledger.settled.len()),
        _ => "newest first".to_owned(),
    };
    let (week, later) = (&ledger.week, &ledger.later);
    let of_page = ledger.state == Some(State::Open) && !ledger.is_first;
    html! {
        @if shows_open(ledger) {
            @if !(of_page && week.0.is_empty()) { (part(ledger, "week", "Due this week", &of(week), &week.0)) }
            @if !(of_page && later.0.is_empty()) { (part(ledger, "later", "Later", &of(later), &later.0)) }
            @if ledger.state.is_none() && week.0.len() + later.0.len() < week.1 + later.1 {
                p class="small" { a href=(ledger.path(Some(State::Open), &[])) { "All " (ledger.counts.open) " open promises" } }
            }
        }
        @if ledger.state != Some(State::Open) { (part(ledger, "fallen", title, &meta, &ledger.settled)) }
    }
}

/// “five”, or “next first, 20 of 120”.
fn of((shown, all): &(Vec<Line>, usize)) -> String {
    match (shown.len(), *all) {
        (_, 0) => "none".to_owned(),
        (shown, all) if shown < all => format!("next first, {shown} of {all}"),
        (_, all) => how_many(all),
    }
}

fn part(ledger: &Ledger, id: &str, title: &str, meta: &str, lines: &[Line]) -> Markup {
    section(id, title, Some(html! { (meta) }), &table(&ledger.plan, &ledger.prefix, &ledger.beside, title, lines))
}

/// Promises, each with what became of it.
pub(super) fn table(plan: &Plan, prefix: &str, beside: &Beside, title: &str, lines: &[Line]) -> Markup {
    if lines.is_empty() {
        return html! { p class="quiet" { "Nothing stands here." } };
    }
    let city = plan.when.city();
    let (caption, due) = (format!("{title}. Times are {city}."), format!("Due ({city})"));
    let columns = [due.as_str(), "To whom, what", "State"];
    Table::new(&caption, columns).even().rows(lines.iter().map(|line| row(plan, prefix, beside, line)))
}

fn row(plan: &Plan, prefix: &str, beside: &Beside, line: &Line) -> Markup {
    let when = &plan.when;
    let entry = beside.entries.get(&line.request);
    let label = entry.map(|entry| format!(", {}", entry.label(prefix).replace('-', "\u{2011}")));
    html! {
        tr {
            th scope="row" class="nowrap" { (capital(&when.near(line.due_at))) small { "given " (when.near(line.given_at)) } }
            td {
                a href=(path_of(line.request)) { (to_whom(beside, line)) }
                small { (line.what.words()) (label.unwrap_or_default()) }
            }
            td { (state_mark(line.state)) small { (became(plan, beside, line)) } }
        }
    }
}

fn to_whom<'a>(beside: &'a Beside, line: &Line) -> &'a str {
    beside.entries.get(&line.request).map_or("somebody", |entry| entry.name())
}

/// What became of a promise, or what is about to.
fn became(plan: &Plan, beside: &Beside, line: &Line) -> Markup {
    let when = &plan.when;
    let moves = beside.moves.get(&line.id).map_or(&[][..], Vec::as_slice);
    match line.state {
        State::Open => {
            let place = plan.place_of(line.request).unwrap_or_else(|| "no block in time".to_owned());
            let path = format!("{PROMISES}/{}/renegotiation", line.id);
            let asked = moves.iter().rfind(|asked| asked.asked.is_open(when.now()));
            html! {
                (place) ". "
                @match asked {
                    Some(asked) => { "Asked to move it to " (when.near(asked.asked.due_at)) ". " a href=(path) { "Note the answer" } }
                    None => a href=(path) { "Ask to move it" span class="visually-hidden" { ": " (to_whom(beside, line)) ", " (when.short(line.due_at)) } },
                }
            }
        }
        State::Kept => html! { @if let Some(at) = line.fulfilled_at { "sent " (when.near(at)) } },
        State::Broken => html! {
            @match line.fulfilled_at { Some(at) => { "answered " (when.near(at)) } None => "not answered yet" }
            "; " (learned(when, beside, line))
        },
        State::Renegotiated => {
            let agreed = moves.iter().find(|asked| asked.asked.agreed_at.is_some());
            html! {
                @match agreed {
                    Some(asked) => {
                        "asked " (when.near(asked.asked.asked_at)) ", agreed" @if let Some(at) = asked.asked.agreed_at { " " (when.near(at)) }
                        "; " (when.near(asked.asked.due_at)) " is a promise of its own"
                    }
                    None => "agreed",
                }
            }
        }
        State::Void => html! { "the request was withdrawn, or was spam" },
    }
}

/// What was learned from a broken promise, or where to note it.
fn learned(when: &When, beside: &Beside, line: &Line) -> Markup {
    let path = format!("{PROMISES}/{}/lesson", line.id);
    let of = html! { span class="visually-hidden" { ": " (to_whom(beside, line)) ", " (when.short(line.due_at)) } };
    match beside.learned.get(&line.id) {
        Some(learned) => html! {
            (learned.lesson.kind.told()) @if !learned.lesson.words.is_empty() { ": “" (learned.lesson.words) "”" }
            ". " a href=(path) { "Change it" (of) }
        },
        None => html! { a href=(path) { "note what was learned" (of) } },
    }
}
