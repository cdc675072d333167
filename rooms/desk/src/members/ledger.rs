//! The ledger of promises: to come, and fallen due. A sponsor sees those that were kept, and nothing of what was asked.

use std::collections::HashMap;

use axum::extract::State as AxumState;
use ground::{Ground, StoreError, Tx};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use maud::{Markup, html};
use promises::{Counts, Figures, Move, Promise, PromiseId, State, state_mark};
use requests::RequestId;
use team::{Member, Reader, Right, Stakeholder, StakeholderId, stakeholders};
use web::Said;
use web::forms::Typed;
use web::heads::{PageHead, View, section, views};
use web::lists::{Table, empty, empty_page};
use web::paging::{Place, more, with_query};
use web::promise::{explain, figure, figure_few};
use web::shell::{Here, PROMISES, Shell};

use super::people::{Entries, entries};
use super::plan::{LOOKED_FAR, Plan};
use super::{capital, how_many, looking};

/// How many promises of a state a page shows.
const PAGE: i64 = 50;
/// How many that fell due stand below those to come.
const NEWEST: i64 = 10;
/// From how many cases on a rate is told.
const LEAST: u32 = 10;

/// What the ledger shows.
struct Ledger {
    plan: Plan,
    /// What is owed, next first.
    owed: Vec<Promise>,
    /// What the numbers of requests begin with.
    prefix: String,
    counts: Counts,
    from_on: Date,
    figures: Figures,
    state: Option<State>,
    /// Those that are not open any more, or those of one state.
    settled: Vec<Promise>,
    next: Option<String>,
    is_first: bool,
    moves: HashMap<PromiseId, Vec<Move>>,
    entries: Entries,
    people: HashMap<StakeholderId, Stakeholder>,
}

pub(super) async fn show(
    AxumState(ground): AxumState<Ground>,
    Reader(who): Reader,
    said: Said,
    typed: Typed,
) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let after = typed.text("after").parse::<Place>().ok();
    if !who.may(Right::Work) {
        let ledger = read(&mut tx, &who, Some(State::Kept), after).await?;
        return Ok(sponsors_page(&who, said, &ledger));
    }
    let ledger = read(&mut tx, &who, State::from_word(typed.text("state")), after).await?;
    Ok(page(&who, said, &ledger))
}

async fn read(tx: &mut Tx, who: &Member, state: Option<State>, after: Option<Place>) -> Result<Ledger, StoreError> {
    let plan = Plan::of_next(tx, who.team, LOOKED_FAR).await?;
    let owed = promises::owed(tx, who.team).await?;
    let counts = promises::counts(tx, who.team).await?;
    let from_on = two_months_before(plan.when.today());
    let midnight = from_on.to_zoned_datetime(plan.in_force.zone.clone());
    let from = midnight.map_or(Timestamp::MIN, |midnight| midnight.timestamp());
    let figures = promises::figures_of(tx, who.team, from, plan.now()).await?;
    let is_first = after.is_none();
    let (settled, next) = settled(tx, who, state, after).await?;
    let shown: Vec<&Promise> = settled.iter().chain(&owed).collect();
    let ids: Vec<RequestId> = shown.iter().map(|promise| promise.request.into()).collect();
    let mut people: Vec<StakeholderId> = shown.iter().map(|promise| promise.to).collect();
    people.sort_unstable();
    people.dedup();
    let people = stakeholders::get_many(tx, who.team, &people).await?;
    let entries = entries(tx, who.team, &ids).await?;
    let moved: Vec<PromiseId> = shown.iter().map(|promise| promise.id).collect();
    let mut moves: HashMap<PromiseId, Vec<Move>> = HashMap::new();
    for asked in promises::moves_of(tx, who.team, &moved).await? {
        moves.entry(asked.promise).or_default().push(asked);
    }
    let people = people.into_iter().map(|person| (person.id, person)).collect();
    let prefix = who.team_prefix.clone();
    Ok(Ledger { plan, owed, prefix, counts, from_on, figures, state, settled, next, is_first, moves, entries, people })
}

/// The promises of a page that fell due, or are of one state, and the address of the next page.
async fn settled(
    tx: &mut Tx,
    who: &Member,
    state: Option<State>,
    after: Option<Place>,
) -> Result<(Vec<Promise>, Option<String>), StoreError> {
    let limit = if state.is_none() && after.is_none() { NEWEST } else { PAGE };
    let before = after.and_then(|place| {
        let due_at = Timestamp::from_millisecond(place.key).ok()?;
        Some(promises::Place { due_at, id: place.id.parse().ok()? })
    });
    let mut settled = match state {
        // Those to come stand in order of time, like everything; the plan has them.
        Some(State::Open) => Vec::new(),
        state => promises::settled(tx, who.team, state, before, limit + 1).await?,
    };
    let has_more = i64::try_from(settled.len()).is_ok_and(|many| many > limit);
    settled.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let last = settled.last().filter(|_| has_more);
    let next = last.map(|promise| {
        let place = Place { key: promise.due_at.as_millisecond(), id: promise.id.to_string() }.to_string();
        with_query(PROMISES, &[("state", state.map_or("", State::word)), ("after", &place)])
    });
    Ok((settled, next))
}

/// The first of the month two months before: a period that names its beginning.
fn two_months_before(today: Date) -> Date {
    today.first_of_month().checked_sub(2.months()).unwrap_or(today)
}

/// “118 of 127”, or nothing below the least number of cases.
fn rate(figures: &Figures) -> Option<String> {
    (figures.fell_due() >= LEAST).then(|| format!("{} of {}", figures.kept, figures.fell_due()))
}

/// “since 1 September”.
fn since(ledger: &Ledger) -> String {
    format!("since {}", ledger.plan.when.day(ledger.from_on).split_once(' ').map_or("", |(_, day)| day))
}

/// The promises that are still open, next first.
fn open(ledger: &Ledger) -> impl Iterator<Item = &Promise> {
    let now = ledger.plan.now();
    ledger.owed.iter().filter(move |promise| now <= promise.due_at)
}

/// The first instant of next week, by the team's calendar day.
fn next_monday(ledger: &Ledger) -> Timestamp {
    let today = ledger.plan.when.today();
    let to_monday = 8 - i64::from(today.weekday().to_monday_one_offset());
    let monday = today.checked_add(to_monday.days()).unwrap_or(today);
    monday.to_zoned_datetime(ledger.plan.in_force.zone.clone()).map_or(Timestamp::MAX, |at| at.timestamp())
}

fn page(who: &Member, said: Said, ledger: &Ledger) -> Markup {
    let lead = lead(ledger);
    let all = State::ALL.map(Some);
    let states = std::iter::once(None).chain(all);
    let named: Vec<(String, String, u64, bool)> = states
        .map(|state| {
            let word = state.map_or("all", State::word);
            let path = with_query(PROMISES, &[("state", state.map_or("", State::word))]);
            let count = state.map_or(ledger.counts.all(), |state| ledger.counts.of(state));
            (capital(word), path, count, state == ledger.state)
        })
        .collect();
    let shown: Vec<View<'_>> = named
        .iter()
        .map(|(word, path, count, current)| View { word, path, count: Some(*count), current: *current })
        .collect();
    let body = html! {
        (PageHead::new("Promises").lead(&lead))
        div class="split" {
            div class="stack" data-gap="l" {
                (views("Promises by state", &shown))
                @if ledger.counts.all() == 0 { (nothing_yet()) } @else { (tables(ledger)) }
                @let first = (!ledger.is_first).then(|| with_query(PROMISES, &[("state", ledger.state.map_or("", State::word))]));
                (more("Pages of the ledger", first.as_deref(), ledger.next.as_deref()))
            }
            aside class="stack" data-gap="l" aria-label="About promises" {
                (kept(ledger, true))
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
    let open_ones: Vec<&Promise> = open(ledger).collect();
    let monday = next_monday(ledger);
    let week = open_ones.iter().filter(|promise| promise.due_at < monday).count();
    let first = match (open_ones.len(), week) {
        (0, _) => "None is open.".to_owned(),
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
    let unanswered = match ledger.owed.len() - open_ones.len() {
        0 => String::new(),
        1 => " One fell due and is not answered yet.".to_owned(),
        many => format!(" {} fell due and are not answered yet.", capital(&how_many(many))),
    };
    let kept = rate(&ledger.figures).map(|rate| format!(" {} {rate} were kept.", capital(&since(ledger))));
    format!("{first}{without}{unanswered}{}", kept.unwrap_or_default())
}

fn tables(ledger: &Ledger) -> Markup {
    let monday = next_monday(ledger);
    let is_open = ledger.is_first && matches!(ledger.state, None | Some(State::Open));
    let (week, later): (Vec<&Promise>, Vec<&Promise>) = open(ledger).partition(|promise| promise.due_at < monday);
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
    html! {
        @if is_open {
            (part(ledger, "week", "Due this week", &many(week.len()), &week))
            (part(ledger, "later", "Later", &many(later.len()), &later))
        }
        @if ledger.state != Some(State::Open) {
            (part(ledger, "fallen", title, &meta, &ledger.settled.iter().collect::<Vec<_>>()))
        }
    }
}

fn many(rows: usize) -> String {
    if rows == 0 { "none".to_owned() } else { how_many(rows) }
}

fn part(ledger: &Ledger, id: &str, title: &str, meta: &str, rows: &[&Promise]) -> Markup {
    let city = ledger.plan.when.city();
    let body = if rows.is_empty() {
        html! { p class="quiet" { "Nothing stands here." } }
    } else {
        let (caption, due) = (format!("{title}. Times are {city}."), format!("Due ({city})"));
        let columns = [due.as_str(), "To whom, what", "State"];
        Table::new(&caption, columns).even().rows(rows.iter().map(|promise| row(ledger, promise)))
    };
    section(id, title, Some(html! { (meta) }), &body)
}

fn to_whom<'a>(ledger: &'a Ledger, promise: &Promise) -> &'a str {
    ledger.people.get(&promise.to).map_or("somebody", Stakeholder::called)
}

fn row(ledger: &Ledger, promise: &Promise) -> Markup {
    let when = &ledger.plan.when;
    let id = RequestId::from(promise.request);
    let label =
        ledger.entries.get(&id).map(|entry| format!(", {}", entry.label(&ledger.prefix).replace('-', "\u{2011}")));
    html! {
        tr {
            th scope="row" class="nowrap" { (capital(&when.near(promise.due_at))) small { "given " (when.near(promise.given_at)) } }
            td {
                a href=(super::people::path_of(id)) { (to_whom(ledger, promise)) }
                small { (promise.what.words()) (label.unwrap_or_default()) }
            }
            td { (state_mark(promise.state(when.now()))) small { (became(ledger, promise)) } }
        }
    }
}

/// What became of a promise, or what is about to.
fn became(ledger: &Ledger, promise: &Promise) -> Markup {
    let when = &ledger.plan.when;
    let moves = ledger.moves.get(&promise.id).map_or(&[][..], Vec::as_slice);
    match promise.state(when.now()) {
        State::Open => {
            let place = ledger.plan.place_of(promise.request.into()).unwrap_or_else(|| "no block in time".to_owned());
            let path = format!("{PROMISES}/{}/renegotiation", promise.id);
            let asked = moves.iter().rfind(|asked| asked.asked.is_open(when.now()));
            html! {
                (place) ". "
                @match asked {
                    Some(asked) => { "Asked to move it to " (when.near(asked.asked.due_at)) ". " a href=(path) { "Note the answer" } }
                    None => a href=(path) { "Ask to move it" span class="visually-hidden" { ": " (to_whom(ledger, promise)) ", " (when.short(promise.due_at)) } },
                }
            }
        }
        State::Kept => html! { @if let Some(at) = promise.fulfilled_at { "sent " (when.near(at)) } },
        State::Broken => match promise.fulfilled_at {
            Some(at) => html! { "answered " (when.near(at)) },
            None => html! { "not answered yet" },
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

fn kept(ledger: &Ledger, is_whole: bool) -> Markup {
    let figures = &ledger.figures;
    let of = figures.fell_due();
    let label = format!("Kept {}", since(ledger));
    let note = html! { "Too few for a rate; we give one from 10 on." };
    let value = match rate(figures) {
        Some(rate) => figure(&label, rate, "", None),
        None if of == 0 => figure_few(&label, "none has fallen due yet", None),
        None => figure_few(&label, format!("{} of {of}", figures.kept), Some(note)),
    };
    let account = html! {
        p { "Kept means: what was promised was sent at or before its instant. Counted are the promises that fell due since " (ledger.plan.when.day(ledger.from_on)) "." }
        @if is_whole {
            p class="formula" {
                (figures.kept) " kept / (" (figures.kept) " kept + " (figures.broken()) " broken)\n"
                "broken: " (figures.late) " answered late, " (figures.open_overdue) " not answered yet\n"
                "apart: " (figures.renegotiated) " renegotiated, " (figures.void) " void, " (figures.not_yet_due) " not yet due"
            }
        } @else { p class="formula" { (figures.kept) " kept / " (of) " that fell due" } }
        @if is_whole { p { a href=(with_query(PROMISES, &[("state", "kept")])) { "The kept ones" } ", " a href=(with_query(PROMISES, &[("state", "broken")])) { "the broken ones" } } }
    };
    html! { section class="sheet" data-pad="s" aria-label="Kept promises" { (value) (explain("Explain this figure", &account)) } }
}

/// What a sponsor sees: how many were kept, and which, without what was asked and without a way to it.
fn sponsors_page(who: &Member, said: Said, ledger: &Ledger) -> Markup {
    let lead = match rate(&ledger.figures) {
        Some(rate) => format!("{} {rate} promises were kept.", capital(&since(ledger))),
        None => "Too few promises have fallen due for a rate; there is one from ten on.".to_owned(),
    };
    let when = &ledger.plan.when;
    let city = when.city();
    let (caption, due) = (format!("Kept promises, newest first. Times are {city}."), format!("Due ({city})"));
    let columns = [due.as_str(), "What", "Sent"];
    let rows = ledger.settled.iter().map(|promise| {
        html! {
            tr {
                th scope="row" class="nowrap" { (capital(&when.near(promise.due_at))) }
                td { (capital(promise.what.words())) }
                td data-label="Sent:" { @if let Some(at) = promise.fulfilled_at { (when.near(at)) } }
            }
        }
    });
    let list = if ledger.settled.is_empty() {
        empty("None kept yet", &html! { p { "A promise that was kept stands here from the moment it was." } }, None)
    } else {
        Table::new(&caption, columns).even().rows(rows)
    };
    let first = (!ledger.is_first).then_some(PROMISES);
    let body = html! {
        (PageHead::new("Promises").lead(&lead))
        div class="split" {
            div class="stack" data-gap="l" {
                (section("kept", "Kept", Some(html! { "newest first" }), &list))
                (more("Pages of the ledger", first, ledger.next.as_deref()))
            }
            aside class="stack" data-gap="l" aria-label="About promises" { (kept(ledger, false)) }
        }
    };
    Shell::new("Promises", Here::Promises, &looking(who, said)).page(&body)
}
