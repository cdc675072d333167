//! The parts that pages of other rooms show too: a metric's chart with its words and its account, and what stands beside a request.

use std::fmt::Write;

use ground::uuid::Uuid;
use maud::{Markup, Render, html};
use web::buttons::Button;
use web::charts::{Behaviour, Mark, Stretch};
use web::fields::send_value;
use web::forms::Filled;
use web::heads::section;
use web::promise::explain;
use web::when::When;

use super::{goal_path, metric_path};
use crate::store::charted::{Beside, Charted, Choice, Moved};

/// How many readings a small chart shows: a year of weeks.
const YEAR_OF_WEEKS: usize = 52;
/// How many a large one shows: more would lie on each other.
const MOST: usize = 500;

/// How many days have room below a chart when the year is named with them.
const DAYS_WITH_YEAR: usize = 5;
/// How many signs of what happened stand on a chart.
const MARK: usize = 28;

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn<'a> {
    /// Its id on the page.
    pub id: &'a str,
    /// In pixels.
    pub height: u32,
    /// How many days are named below it.
    pub days: usize,
    /// Whether limits and mean are named.
    pub names_limits: bool,
    /// Whether all readings are shown, or the last year of weeks.
    pub all: bool,
}

impl<'a> Drawn<'a> {
    /// For a section's main chart.
    pub fn large(id: &'a str) -> Self {
        Self { id, height: 250, days: 8, names_limits: true, all: false }
    }

    /// For a chart beside another one.
    pub fn small(id: &'a str) -> Self {
        Self { id, height: 180, days: 4, names_limits: false, all: false }
    }
}

/// The drawing alone.
pub fn chart(charted: &Charted, drawn: Drawn<'_>, when: &When) -> Markup {
    let seen = &charted.seen;
    let most = if drawn.all { MOST } else { YEAR_OF_WEEKS };
    let first = seen.values.len().saturating_sub(most);
    let values = seen.values.get(first..).unwrap_or_default();
    let days = seen.days.get(first..).unwrap_or_default();
    let inside = |place: &usize| place.checked_sub(first);
    let stretches: Vec<Stretch> = seen
        .eras
        .iter()
        .filter(|era| era.to > first)
        .filter_map(|era| {
            let limits = era.seen.as_ref()?.limits;
            let (from, to) = (era.from.saturating_sub(first), era.to - first);
            Some(Stretch { from, to, mean: limits.mean, upper: limits.upper, lower: limits.lower })
        })
        .collect();
    let signals: Vec<usize> = seen.signals().iter().filter_map(inside).collect();
    let marks: Vec<Mark> = seen
        .marks
        .iter()
        .filter_map(|(place, change)| Some(Mark { place: inside(place)?, words: in_short(&change.words) }))
        .collect();
    let far = days.first().zip(days.last()).is_some_and(|(first, last)| first.year() != last.year());
    let day = |place: usize| {
        let shape = if far { "%-d %b %y" } else { "%-d %b" };
        days.get(place).map(|day| day.strftime(shape).to_string()).unwrap_or_default()
    };
    let figure = charted.figure();
    let told = account_for_who_cannot_see(charted, when);
    Behaviour {
        id: drawn.id,
        title: &charted.metric.name,
        told: &told,
        height: drawn.height,
        values,
        stretches: &stretches,
        signals: &signals,
        wanted: charted.metric.wanted,
        marks: if drawn.names_limits { &marks } else { &[] },
        days: if far { drawn.days.min(DAYS_WITH_YEAR) } else { drawn.days },
        day: &day,
        value: &|value| figure.words(value),
        names_limits: drawn.names_limits,
    }
    .render()
}

/// The first words, as many as a chart has room for.
fn in_short(words: &str) -> String {
    if words.chars().count() <= MARK {
        return words.to_owned();
    }
    let cut: String = words.chars().take(MARK).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}

fn account_for_who_cannot_see(charted: &Charted, when: &When) -> String {
    let mut told = String::new();
    let days = charted.readings.first().zip(charted.readings.last());
    if let Some((first, last)) = days {
        let value = charted.figure().words(last.value);
        // Writing to a string can't fail.
        let _written = write!(told, "From {} to {}, the last value {value}. ", when.day(first.on), when.day(last.on));
    }
    told.push_str(&charted.told().finding);
    if let Some(wanted) = charted.wanted_words() {
        let _written = write!(told, " Wanted: {wanted}.");
    }
    told
}

/// The sentence below a chart: always whether there is a signal.
pub fn chart_words(charted: &Charted) -> Markup {
    let told = charted.told();
    html! {
        p class="chart-words" {
            @if told.is_signal { b { (told.finding) } } @else { (told.finding) }
            @if !told.advice.is_empty() { " " (told.advice) }
        }
    }
}

/// A chart with its title, the goal it counts for and what it tells; and its account, one click below.
pub fn chart_part(charted: &Charted, goal: Option<(&str, &str)>, drawn: Drawn<'_>, when: &When) -> Markup {
    html! {
        figure class="chart" {
            figcaption {
                p class="chart-title" { a href=(metric_path(charted.metric.id)) { (charted.metric.name) } }
                p class="chart-sub" {
                    @if let Some((title, path)) = goal { "Goal: " a href=(path) { (title) } ". " }
                    (charted.metric.what)
                }
            }
            @if charted.readings.is_empty() { (no_reading(charted)) } @else { (chart(charted, drawn, when)) (chart_words(charted)) }
        }
        @if !charted.readings.is_empty() { (chart_account(charted)) }
    }
}

fn no_reading(charted: &Charted) -> Markup {
    html! {
        p class="quiet" { "No reading yet. " a href={ (metric_path(charted.metric.id)) "#readings" } { "Enter or paste readings" } "." }
    }
}

/// “Explain this chart”: the rule, the figures of each stretch, and the rows.
pub fn chart_account(charted: &Charted) -> Markup {
    let formula = formula(charted);
    let many = charted.readings.len();
    let readings = if many == 1 { "1 reading".to_owned() } else { format!("{many} readings") };
    let body = html! {
        p {
            "Each dot is one reading. Limits show how far the figure moves when nothing has changed: mean ± 2.66 × mean moving range of the first "
            (charted.metric.baseline) " readings, or of all while there are fewer; anew after each change that a member named, from six readings after it on."
        }
        @if !formula.is_empty() { p class="formula" { (formula) } }
        p {
            "A signal is one value outside the limits, eight in a row on one side of the mean, or three of four in a row nearer to a limit than to the mean. "
            a href={ (metric_path(charted.metric.id)) "/readings" } { (readings) }
            @if !charted.metric.source.is_empty() { ", counted in: " (charted.metric.source) } "."
        }
    };
    explain("Explain this chart", &body)
}

fn formula(charted: &Charted) -> String {
    let figure = charted.figure();
    let lines = charted.seen.eras.iter().filter_map(|era| {
        let limits = era.seen.as_ref()?.limits;
        let from = charted.seen.days.get(era.from)?.strftime("%-d %b");
        let name = if charted.seen.eras.len() > 1 { format!("from {from}: ") } else { String::new() };
        let (mean, range) = (figure.finest(limits.mean), figure.finest(limits.mr_mean));
        let (lower, upper, n) = (figure.finer(limits.lower), figure.finer(limits.upper), limits.n);
        Some(format!("{name}mean {mean}, mean moving range {range}, limits {lower} to {upper} (n\u{a0}=\u{a0}{n})"))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A metric as a figure: its newest value, what is wanted, and a word if it moved.
pub fn figure_part(charted: &Charted) -> Markup {
    let wanted = charted.wanted_words();
    html! {
        div class="figure" data-size="s" {
            p class="figure-label" { a href=(metric_path(charted.metric.id)) { (charted.metric.name) } }
            p class="figure-value" {
                @if let Some(last) = charted.last_words() { (last) } @else { small { "no reading yet" } }
                @if let Some(wanted) = wanted { " " small { "wanted " (wanted) } }
            }
            @if charted.told().is_signal { p class="figure-note" { "A signal." } }
        }
    }
}

/// A metric that moved, as a session shows it: chart, words and account.
pub fn moved_part(moved: &Moved, drawn: Drawn<'_>, when: &When) -> Markup {
    let path = moved.goal.as_ref().map(|goal| goal_path(goal.id));
    let goal = moved.goal.as_ref().zip(path.as_deref()).map(|(goal, path)| (goal.title.as_str(), path));
    chart_part(&moved.charted, goal, drawn, when)
}

/// The goals and metrics a request is linked to, each with its newest reading and what it tells; and a way to link one.
///
/// Where nothing is linked and there is nothing to link to, it says how a goal gets here.
pub fn beside_part(beside: &[Beside], choices: &[Choice], request: Uuid, when: &When) -> Markup {
    let meta = beside.first().map(|beside| {
        let kind = if beside.charted.len() == 1 && beside.link.thing.kind() == "metric" { "metric" } else { "goal" };
        let by =
            if beside.linked_by.is_empty() { String::new() } else { format!(" by {}", first_name(&beside.linked_by)) };
        html! { (kind) " linked" (by) ", " (day_month(when, beside.link.linked_at)) }
    });
    let body = html! {
        @for (place, beside) in beside.iter().enumerate() { (one_beside(beside, place, request, when)) }
        @if beside.is_empty() {
            p class="quiet" {
                "No goal is linked yet. Which result of the business would be better if this worked? "
                @if choices.is_empty() { a href="/business/goals/new" { "Note the first goal" } }
            }
        }
        (link_form(request, choices, beside))
    };
    section("r-biz", "What the business is trying to do", meta, &body)
}

fn one_beside(beside: &Beside, place: usize, request: Uuid, when: &When) -> Markup {
    let path = beside.goal.as_ref().map(|goal| goal_path(goal.id));
    let goal = beside.goal.as_ref().zip(path.as_deref()).map(|(goal, path)| (goal.title.as_str(), path));
    let id = format!("beside-{place}");
    let (first, rest) = match beside.charted.split_first() {
        Some((first, rest)) => (Some(first), rest),
        None => (None, &[][..]),
    };
    html! {
        div class="sheet" {
            @match first {
                Some(charted) => (chart_part(charted, goal, Drawn { height: 230, ..Drawn::large(&id) }, when)),
                None => @if let Some((title, path)) = goal {
                    p class="chart-title" { "Goal: " a href=(path) { (title) } }
                    p class="quiet small" { "No metric counts for it yet. A goal without a figure is a wish; ask who counts it." }
                },
            }
            @if !rest.is_empty() { div class="columns" data-size="s" { @for charted in rest { (figure_part(charted)) } } }
            (send_value(&unlink_path(request), "thing", &beside.link.thing.word(), &Button::submit("Take the link away").plain().small()))
        }
    }
}

/// Links a request to a goal or metric; nothing where all are linked or there are none.
pub fn link_form(request: Uuid, choices: &[Choice], beside: &[Beside]) -> Markup {
    let linked: Vec<String> = beside.iter().map(|beside| beside.link.thing.word()).collect();
    let open: Vec<(&str, &str)> = choices
        .iter()
        .filter(|choice| !linked.contains(&choice.value))
        .map(|choice| (choice.value.as_str(), choice.words.as_str()))
        .collect();
    if open.is_empty() {
        return html! {};
    }
    let form = Filled::empty();
    let fields = html! {
        form class="stack" data-gap="s" method="post" action={ "/requests/" (request) "/goal" } {
            (form.field("thing", "Goal or metric").small().select(&open))
            div class="actions" { (Button::submit("Link it").small()) }
        }
    };
    let words = if beside.is_empty() { "Link a goal or metric" } else { "Link another goal or metric" };
    explain(words, &fields)
}

fn unlink_path(request: Uuid) -> String {
    format!("/requests/{request}/goal/end")
}

/// “Jonas”, of “Jonas Feldt”; the whole name of a program.
pub(super) fn first_name(name: &str) -> &str {
    if name.starts_with("API token") { name } else { name.split_whitespace().next().unwrap_or(name) }
}

/// “25 Nov”, with the year if it is not the reader's.
pub(super) fn day_month(when: &When, at: jiff::Timestamp) -> String {
    let words = when.day_short(when.day_of(at));
    words.split_once(' ').map_or(words.clone(), |(_, rest)| rest.to_owned())
}
