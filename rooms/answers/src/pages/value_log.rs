//! What we added beyond the order: a row for each order that was taken, which of the six are made, and what came back.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::{Ground, Tx};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use maud::{Markup, html};
use requests::State as Stands;
use team::{Member, Worker};
use web::csv::cell;
use web::forms::Typed;
use web::heads::{PageHead, View, views};
use web::lists::{Table, empty};
use web::promise::explain;
use web::shell::{Here, REQUESTS, Shell};
use web::when::{When, number};
use web::{Said, capital};

use crate::asked;
use crate::rules::{Addition, Came, Standing, part};
use crate::upgrade::Element;
use crate::value_log::{Taken, taken};

/// Where the page of what was added beyond the orders lies.
pub const VALUE_LOG: &str = "/value-log";
/// How many orders stand on the page at first, how many are counted there, and how many stand in the file.
const SHOWN: usize = 20;
const COUNTED: usize = 300;
const DOWNLOADED: usize = 2_000;
/// From how many on a percentage is given.
const FEWEST: usize = 10;

/// The time that is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Period {
    Quarter,
    Year,
}

impl Period {
    fn of(typed: &Typed) -> Self {
        if typed.text("period") == "year" { Self::Year } else { Self::Quarter }
    }

    fn path(self, of: &str) -> String {
        match self {
            Self::Quarter => of.to_owned(),
            Self::Year => format!("{of}?period=year"),
        }
    }

    /// The first of the month that it begins with: this month is the last of three, or of twelve.
    fn begins_on(self, today: Date) -> Date {
        let months = match self {
            Self::Quarter => 2,
            Self::Year => 11,
        };
        today.first_of_month().checked_sub(months.months()).unwrap_or(today)
    }
}

struct Log {
    all: Vec<Taken>,
    /// How many there are; more than are shown, perhaps.
    many: usize,
    period: Period,
    begins_on: Date,
    when: When,
    prefix: String,
}

impl Log {
    async fn of(tx: &mut Tx, who: &Member, period: Period, limit: usize) -> web::Result<Self> {
        let zone = team::calendar::current(tx, who.team).await?.zone;
        let when = When::new(who.reads_in(&zone), tx.now());
        let begins_on = period.begins_on(when.today());
        let from = begins_on.to_zoned_datetime(zone).map_or(Timestamp::MIN, |at| at.timestamp());
        let to = tx.now().checked_add(1.second()).unwrap_or(Timestamp::MAX);
        let (all, many) = taken(tx, who.team, from, to, limit).await?;
        Ok(Self { all, many, period, begins_on, when, prefix: who.team_prefix.clone() })
    }

    fn count(&self, is_so: impl Fn(&Taken) -> bool) -> usize {
        self.all.iter().filter(|taken| is_so(taken)).count()
    }
}

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    said: Said,
    typed: Typed,
) -> web::Result<Markup> {
    let log = Log::of(&mut ground.read().await?, &who, Period::of(&typed), COUNTED).await?;
    let shown = if typed.text("rows") == "all" { log.all.len() } else { SHOWN };
    let title = "What we added beyond the order";
    let lead = lead(&log);
    let head = PageHead::new(title).under("Requests", REQUESTS).ends("Beyond the order").lead(&lead);
    let (quarter, year) = (Period::Quarter.path(VALUE_LOG), Period::Year.path(VALUE_LOG));
    let periods = [
        View { word: "Three months", path: &quarter, count: None, current: log.period == Period::Quarter },
        View { word: "Twelve months", path: &year, count: None, current: log.period == Period::Year },
    ];
    let body = html! {
        (head)
        (views("Period", &periods))
        @if log.all.is_empty() { (nothing()) } @else {
            div class="split" {
                div class="stack" data-gap="l" { (table(&log, shown)) (foot(&log, shown)) }
                aside class="stack" data-gap="l" aria-label="In sum" { (made(&log)) (came_back(&log)) }
            }
        }
    };
    let mut frame = who.shell();
    frame.said = said;
    Ok(Shell::new(title, Here::Requests, &frame).page(&body))
}

fn nothing() -> Markup {
    let body = html! { p { "An order that is taken with “yes, and” stands here, with what was added to it and what came of that." } };
    empty(
        "No order was taken in this time",
        &body,
        Some(html! { a class="button" href=(REQUESTS) { "Look at the requests" } }),
    )
}

fn lead(log: &Log) -> String {
    let today = log.when.today();
    let words = if log.begins_on.year() == today.year() { "%B" } else { "%B %Y" };
    let month = |day: Date| day.strftime(words).to_string();
    let (first, last) = (month(log.begins_on), month(today));
    let all_six = log.count(|taken| taken.upgrade.is_upgraded());
    let beside = log.count(|taken| !taken.upgrade.beside.is_empty());
    match (log.many, log.all.len()) {
        (1, _) => {
            let six = if all_six == 1 { "with" } else { "without" };
            let beside = if beside == 1 { "with something" } else { "with nothing" };
            format!(
                "{first} to {last}: one order was taken, {six} all six additions, and {beside} that was not training at all."
            )
        }
        (many, shown) => {
            let of = if shown == many { "of them".to_owned() } else { format!("of the latest {shown}") };
            format!(
                "{first} to {last}: {many} orders were taken. {} {of} have all six additions, and {} that was not training at all.",
                capital(&how_many(all_six)),
                if beside == 0 { "none has anything".to_owned() } else { format!("{} something", how_many(beside)) }
            )
        }
    }
}

fn how_many(many: usize) -> String {
    if many == 0 { "none".to_owned() } else { number(u64::try_from(many).unwrap_or(u64::MAX)) }
}

fn table(log: &Log, shown: usize) -> Markup {
    let rows = log.all.iter().take(shown).map(|taken| {
        let label = format!("{}-{}", log.prefix, taken.request.number);
        let on = log.when.day_short(log.when.day_of(taken.answer.sent_at));
        let path = format!("{REQUESTS}/{}", taken.request.id);
        html! {
            tr {
                th scope="row" { a href=(path) { (taken.request.subject) } small { (label) ", " (taken.asker) ", " (on) } }
                td data-label="Ordered:" { (ordered(taken)) }
                td data-label="We added:" { (added(taken)) }
                td data-label="What came of it:" { (came_words(taken, &log.when)) }
            }
        }
    });
    let table = Table::new(
        "Orders and what was added, the latest first",
        ["Request", "Ordered", "We added", "What came of it"],
    );
    table.rows(rows)
}

/// The order in its own words.
fn ordered(taken: &Taken) -> String {
    let words = taken.upgrade.known.outcome.as_ref().map(|value| value.text(part::WORDS).to_owned());
    words.unwrap_or_else(|| taken.request.subject.clone())
}

fn added(taken: &Taken) -> Markup {
    let words = added_words(taken);
    html! { @if words.is_empty() { span class="quiet" { "nothing" } } @else { (words) } }
}

/// “Shorten the form; outcome, measure, owner of the result; no goal known; baseline waived: “one day””.
fn added_words(taken: &Taken) -> String {
    let mut words: Vec<String> = Vec::new();
    if !taken.upgrade.beside.is_empty() {
        words.push(taken.upgrade.beside.clone());
    }
    let is_none = |addition: Addition| {
        let value = taken.upgrade.element(addition).and_then(|element| element.standing.value());
        addition == Addition::Link && value.is_some_and(|value| value.text(part::THING) == part::NONE)
    };
    let is_waived = |addition: Addition| {
        matches!(taken.upgrade.element(addition).map(|element| &element.standing), Some(Standing::Waived(_)))
    };
    let filled = Addition::ALL.into_iter().filter(|addition| taken.has(*addition));
    let filled = filled.filter(|addition| !is_waived(*addition) && !is_none(*addition));
    let names: Vec<String> = filled.map(|addition| addition.title().to_lowercase()).collect();
    if !names.is_empty() {
        words.push(names.join(", "));
    }
    if is_none(Addition::Link) && taken.has(Addition::Link) {
        words.push("no goal known".to_owned());
    }
    for element in &taken.upgrade.elements {
        if let Standing::Waived(entered) = &element.standing {
            let why = entered.waived.as_deref().unwrap_or_default();
            words.push(format!("{} waived: “{why}”", element.addition.title().to_lowercase()));
        }
    }
    words.join("; ")
}

fn came_words(taken: &Taken, when: &When) -> Markup {
    match (taken.came, &taken.charted) {
        (Came::Read { before, after, .. }, Some(charted)) => html! {
            b { (charted.metric.name) " " (charted.value_words(before.1)) " to " (charted.value_words(after.1)) }
            small { (when.day_short(before.0)) " and " (when.day_short(after.0)) "; one group" }
        },
        (Came::InDelivery | Came::Read { .. }, _) => html! { span class="quiet" { (without_a_day(taken)) } },
        (Came::Ready(on), _) => html! { "ready " (when.day_short(on)) },
        (Came::FirstLook(on), _) => html! { span class="quiet" { "first look " (when.day_short(on)) } },
        (Came::NotRead(on), _) => html! { span class="quiet" { "was to be read " (when.day_short(on)) } },
    }
}

/// Where it stands when no day was named.
fn without_a_day(taken: &Taken) -> &'static str {
    match taken.request.state {
        Stands::Closed => "closed",
        Stands::Withdrawn | Stands::Spam => "withdrawn",
        Stands::Parked | Stands::InReview | Stands::Answered => "taken; no day was named",
    }
}

fn foot(log: &Log, shown: usize) -> Markup {
    let file = log.period.path("/value-log.csv");
    let period = if log.period == Period::Year { "year" } else { "" };
    let all = web::paging::with_query(VALUE_LOG, &[("period", period), ("rows", "all")]);
    let shown = shown.min(log.all.len());
    html! {
        p class="meta" {
            (shown) " of " (log.many) " shown. "
            @if shown < log.all.len() { a href=(all) { "Show all" } " · " }
            a href=(file) download { "Download" }
        }
    }
}

fn made(log: &Log) -> Markup {
    let of = log.all.len();
    let mut counts: Vec<(Addition, usize)> =
        Addition::ALL.into_iter().map(|addition| (addition, log.count(|taken| taken.has(addition)))).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let all_six = log.count(|taken| taken.upgrade.is_upgraded());
    let by_default = log.count(|taken| taken.upgrade.by_default() > 0);
    let account = html! {
        p { "Orders answered “yes, and” in the time, each once. An addition counts where somebody filled it, or waived it with a reason. What stands only by its default does not." }
        p { (all_six) " have all six, with defaults that nobody contradicted; in " (by_default) " at least one stands by its default. The rows are on the left." }
    };
    html! {
        section class="sheet" data-pad="s" aria-labelledby="v-made" {
            h2 class="eyebrow" id="v-made" { "Which additions are made" }
            div class="intervals" { @for (addition, count) in counts { (bar(addition.title(), count, of)) } }
            (explain("Explain these counts", &account))
        }
    }
}

fn bar(title: &str, count: usize, of: usize) -> Markup {
    let tenths = count.saturating_mul(1_000).checked_div(of).unwrap_or_default();
    let width = format!("{}.{}%", tenths / 10, tenths % 10);
    html! {
        div class="interval" {
            span { (title) }
            svg class="plot" height="16" aria-hidden="true" {
                rect class="track-base" width="100%" height="8" y="4" rx="2" {}
                rect class="track-value" width=(width) height="8" y="4" rx="2" {}
            }
            span class="interval-value" { b { (count) } " " small { "of " (of) } }
        }
    }
}

fn came_back(log: &Log) -> Markup {
    let reached = log.count(|taken| matches!(taken.came, Came::Read { .. } | Came::NotRead(_)));
    let right = log.count(|taken| matches!(taken.came, Came::Read { is_right_way: true, .. }));
    let other = log.count(|taken| matches!(taken.came, Came::Read { is_right_way: false, .. }));
    let unread = log.count(|taken| matches!(taken.came, Came::NotRead(_)));
    html! {
        section aria-labelledby="v-back" {
            h2 class="eyebrow" id="v-back" { "What came back" }
            p class="small quiet" {
                (reached) " of " (log.all.len()) " reached their follow-up date. "
                @if reached > 0 { "In " (right) " the number moved the right way, in " (other) " it did not, in " (unread) " it could not be read here. " }
                "Each is one group without another to compare with"
                @if reached < FEWEST { ", and too few for a percentage of what we caused." } @else { ", so nothing is said of what we caused." }
            }
        }
    }
}

/// All rows as a file.
pub(super) async fn download(State(ground): State<Ground>, Worker(who): Worker, typed: Typed) -> web::Result<Response> {
    let log = Log::of(&mut ground.read().await?, &who, Period::of(&typed), DOWNLOADED).await?;
    let mut csv =
        String::from("request,subject,asked_by,answered_on,ordered,added,filled,ready_on,follow_up_on,came_of_it,");
    csv.push_str(&Addition::ALL.map(|addition| addition.field().replace('-', "_")).join(","));
    csv.push_str("\r\n");
    for taken in &log.all {
        let upgrade = &taken.upgrade;
        let on = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let label = format!("{}-{}", log.prefix, taken.request.number);
        let lines = upgrade.elements.iter().map(|element| line(element, &log.when));
        let cells = [
            label,
            taken.request.subject.clone(),
            taken.asker.clone(),
            log.when.day_of(taken.answer.sent_at).to_string(),
            ordered(taken),
            added_words(taken),
            upgrade.filled().to_string(),
            on(upgrade.ready_on),
            on(upgrade.follow_up_on()),
            came_text(taken),
        ];
        let cells: Vec<String> = cells.into_iter().chain(lines).map(|text| cell(&text)).collect();
        csv.push_str(&cells.join(","));
        csv.push_str("\r\n");
    }
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"value-log.csv\"")];
    Ok((headers, csv).into_response())
}

fn line(element: &Element, when: &When) -> String {
    if let Standing::Waived(entered) = &element.standing {
        return format!("waived: {}", entered.waived.as_deref().unwrap_or_default());
    }
    let value = element.standing.value();
    value.map(|value| asked::line(element.addition, value, when)).unwrap_or_default()
}

fn came_text(taken: &Taken) -> String {
    match (taken.came, &taken.charted) {
        (Came::Read { before, after, .. }, Some(charted)) => format!(
            "{} {} ({}) to {} ({})",
            charted.metric.name,
            charted.value_words(before.1),
            before.0,
            charted.value_words(after.1),
            after.0
        ),
        (Came::InDelivery | Came::Read { .. }, _) => without_a_day(taken).to_owned(),
        (Came::Ready(on), _) => format!("ready {on}"),
        (Came::FirstLook(on), _) => format!("first look {on}"),
        (Came::NotRead(on), _) => format!("was to be read {on}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_begins_with_a_month() {
        let today: Date = "2026-11-25".parse().unwrap();
        assert_eq!(Period::Quarter.begins_on(today).to_string(), "2026-09-01");
        assert_eq!(Period::Year.begins_on(today).to_string(), "2025-12-01");
    }
}
