//! One metric: its chart in words, readings typed or pasted, what happened, and a question and a clue beside it.

use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::{Ground, Tx};
use maud::{Markup, Render, html};
use team::{Member, Worker};
use web::buttons::Button;
use web::forms::{Filled, ToMend, Typed};
use web::heads::{PageHead, section};
use web::lists::{Table, facts};
use web::promise::explain;
use web::when::When;
use web::{Failure, Said, see_other};

use super::heard::{clue_form, clue_rows, question_form};
use super::parts::{Drawn, chart, chart_account, first_name};
use super::{BUSINESS, LINE, goal_path, id, metric_path, page, paste, reads};
use crate::acts::{self, NewReading, Refused};
use crate::rules::{Change, Decimals, Pasted, amount};
use crate::store::charted::{Charted, charted, names};
use crate::store::clues::{self, Clue};
use crate::store::goals::{self, Goal};
use crate::store::metrics::MetricId;
use crate::store::readings::Reading;

/// How many readings and clues stand on the page.
const LAST: usize = 8;
const CLUES: i64 = 5;

/// All that the page of a metric shows.
pub(super) struct Known {
    pub(super) when: When,
    pub(super) charted: Charted,
    goal: Option<(Goal, String)>,
    clues: Vec<Clue>,
    names: HashMap<String, String>,
}

impl Known {
    pub(super) async fn read(tx: &mut Tx, who: &Member, metric: MetricId) -> web::Result<Self> {
        let charted = charted(tx, who.team, metric).await?.ok_or(Failure::NotFound)?;
        let goal = match charted.metric.goal {
            Some(goal) => goals::find(tx, who.team, goal).await?,
            None => None,
        };
        Ok(Self {
            when: reads(tx, who).await?,
            clues: clues::of_metric(tx, who.team, metric, CLUES).await?,
            names: names(tx, who.team).await?,
            goal: goal.map(|goal| {
                let path = goal_path(goal.id);
                (goal, path)
            }),
            charted,
        })
    }

    fn path(&self) -> String {
        metric_path(self.charted.metric.id)
    }
}

/// What stands in the forms of the page: untouched, or with what is to be mended.
pub(super) enum Forms<'a> {
    /// As the page opens.
    Fresh,
    /// One of them came back with errors.
    Back(&'a Filled),
    /// Rows were pasted, and this becomes of each.
    Pasted(&'a Filled, &'a Pasted),
}

impl Forms<'_> {
    fn filled(&self) -> Filled {
        match self {
            Self::Fresh => Filled::empty(),
            Self::Back(form) | Self::Pasted(form, _) => (*form).clone(),
        }
    }
}

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    said: Said,
    Path(metric): Path<String>,
) -> web::Result<Markup> {
    let known = Known::read(&mut ground.read().await?, &who, id(&metric)?).await?;
    Ok(whole(&who, said, &known, &Forms::Fresh))
}

/// The page.
pub(super) fn whole(who: &Member, said: Said, known: &Known, forms: &Forms<'_>) -> Markup {
    let mut form = forms.filled();
    if let (Forms::Fresh, Some(began)) = (forms, known.charted.seen.signal_began()) {
        form.typed.set("changed-on", began.to_string());
    }
    let body = html! {
        div class="split" {
            div class="stack" data-gap="xl" {
                (form.notice())
                (chart_section(known, &form))
                div class="stack" data-gap="xl" id="readings" {
                    (paste::part(known, forms, &form))
                    (by_hand(known, &form))
                }
                (last_readings(known))
            }
            aside class="stack" data-gap="l" aria-label="What to do with it" { (beside(known)) }
        }
    };
    page(who, said, &known.charted.metric.name, &head(known), &body)
}

fn head(known: &Known) -> PageHead<'_> {
    let metric = &known.charted.metric;
    let path = format!("{}/edit", known.path());
    let side = html! { (Button::link("Change the metric", &path).quiet().small()) };
    let lead = match (known.charted.last(), known.charted.last_words()) {
        (Some(last), Some(value)) => {
            let wanted = known.charted.wanted_words().map(|wanted| format!(", {wanted} wanted")).unwrap_or_default();
            format!("{value} on {}{wanted}.", known.when.day(last.on))
        }
        (None, _) | (_, None) => "No reading yet. Type the first, or paste what you have.".to_owned(),
    };
    let mut head = PageHead::new(&metric.name).under("Business", BUSINESS);
    if let Some((goal, path)) = &known.goal {
        head = head.under(&goal.title, path);
    }
    head.ends("Metric").lead(lead).side(side)
}

fn chart_section(known: &Known, form: &Filled) -> Markup {
    let charted = &known.charted;
    let told = charted.told();
    let metric = &charted.metric;
    if charted.readings.is_empty() {
        return html! {};
    }
    html! {
        section class="sheet" aria-label="Chart" {
            figure class="chart" {
                figcaption {
                    p class="chart-title" { (told.finding) }
                    p class="chart-sub" { @if !metric.what.is_empty() { (metric.what) " " } (metric.better.words()) "." }
                }
                (chart(charted, Drawn { height: 300, all: true, ..Drawn::large("metric") }, &known.when))
                p class="chart-words" { (told.advice) }
            }
            (happened(known, form))
            (chart_account(charted))
        }
    }
}

/// What happened, and naming something more.
fn happened(known: &Known, form: &Filled) -> Markup {
    let path = known.path();
    let action = format!("{path}/changes");
    let has_error = ["changed-on", "happened"].iter().any(|field| form.errors.of(field).is_some());
    let fields = html! {
        @if !known.charted.noted.is_empty() {
            ul class="small" role="list" {
                @for noted in &known.charted.noted {
                    li {
                        form method="post" action={ (action) "/removal" } class="cluster" {
                            input type="hidden" name="change" value=(noted.id);
                            span { (known.when.day_short(noted.change.on)) ": " (noted.change.words) @if noted.change.new_limits { ", new limits from here" }
                                " " span class="faint" { (known.names.get(&noted.by).map_or("a former member", |name| first_name(name))) } }
                            (Button::submit("Take back").plain().small().heard_as(noted.change.words.as_str()))
                        }
                    }
                }
            }
        }
        form class="stack" data-gap="s" method="post" action=(action) {
            (form.field("happened", "What happened").small().placeholder("Second reviewer in Motor").text())
            (form.field("changed-on", "From which day on").small().narrow().date())
            (form.tick("new-limits", "Draw new limits from there", Some("They need six readings after it; until then the old ones stay.")))
            div class="actions" { (Button::submit("Mark it on the chart").small()) }
        }
    };
    let words = "Mark what happened, or draw new limits";
    if has_error { web::promise::explain_open(words, &fields) } else { explain(words, &fields) }
}

fn by_hand(known: &Known, form: &Filled) -> Markup {
    let unit = if known.charted.metric.unit.is_empty() {
        "Value".to_owned()
    } else {
        format!("Value in {}", known.charted.metric.unit)
    };
    html! {
        form class="stack" method="post" action={ (known.path()) "/readings" } aria-labelledby="mt-one" {
            h2 id="mt-one" { "Or type one" }
            div class="field-row" {
                (form.field("read-on", "Day").small().date())
                (form.field("value", &unit).small().text())
            }
            (form.tick("corrects", "It corrects what is there for this day", None))
            div class="actions" { (Button::submit("Add the reading").small()) }
        }
    }
}

fn last_readings(known: &Known) -> Markup {
    let all = known.charted.readings.len();
    if all == 0 {
        return html! {};
    }
    let figure = known.charted.figure();
    let rows = known
        .charted
        .readings
        .iter()
        .rev()
        .take(LAST)
        .map(|reading| row(reading, &known.names, &figure.words(reading.value), &known.when, None));
    let body = html! {
        (Table::new("Last readings, newest first", ["Read on", "Value", "From", "By"]).numbers_in(1).rows(rows))
        p class="small" {
            a href={ (known.path()) "/readings" } { "All " (all) " readings" } " · "
            a href={ (known.path()) "/readings.csv" } download { "Download as CSV" }
        }
        (paste::undo_part(known))
    };
    section("mt-read", "Readings", Some(html! { (all) ", newest first" }), &body)
}

/// A reading as a row of a table.
pub(super) fn row(
    reading: &Reading,
    names: &HashMap<String, String>,
    value: &str,
    when: &When,
    end: Option<Markup>,
) -> Markup {
    let by = names.get(&reading.by).map_or("a former member", String::as_str);
    html! {
        tr {
            th scope="row" { (when.day_short(reading.on)) }
            td class="num" data-label="Value:" { (value) }
            td data-label="From:" { (reading.source) }
            td data-label="By:" { (by) }
            @if let Some(end) = end { td { (end) } }
        }
    }
}

fn beside(known: &Known) -> Markup {
    let metric = &known.charted.metric;
    let (id, back) = (metric.id.to_string(), known.path());
    let told = known.charted.told();
    let why = if told.is_signal { "because a metric moved" } else { "" };
    let question = if told.is_signal {
        "Who could tell you what changed?"
    } else {
        "What would you like to know about this number?"
    };
    html! {
        section class="sheet" data-pad="s" data-tone="accent" {
            div class="prompt" {
                h2 class="eyebrow" { "A question to bring" }
                p class="question" { (question) }
                (question_form(&Filled::empty(), &[("metric", &id), ("back", &back), ("why", why)]))
            }
        }
        section class="sheet" data-pad="s" {
            div class="prompt" {
                h2 class="eyebrow" { "One clue" }
                p class="question" { "What have you heard that bears on this number?" }
                (clue_form(&Filled::empty(), &[("metric", &id), ("back", &back)]))
                @if !known.clues.is_empty() { (clue_rows(&known.clues, &known.names, &known.when)) }
            }
        }
        section { h2 class="eyebrow" { "What it is" } (what_it_is(known)) }
    }
}

fn what_it_is(known: &Known) -> Markup {
    let metric = &known.charted.metric;
    let said = |text: &str| {
        if text.is_empty() {
            html! { span class="unshared" { "not known yet" } }
        } else {
            text.render()
        }
    };
    let goal = known.goal.as_ref().map(|(goal, path)| html! { a href=(path) { (goal.title) } });
    let all = [
        ("Counted in", said(&metric.source)),
        ("Of", said(&metric.counted_of)),
        ("Owner", said(&metric.owner)),
        ("Serves", goal.unwrap_or_else(|| html! { span class="unshared" { "no goal in particular" } })),
        ("Read", said(&metric.read_when)),
        ("Limits from", html! { "the first " (metric.baseline) " readings" }),
    ];
    facts(all)
}

pub(super) async fn enter(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(metric): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let metric: MetricId = id(&metric)?;
    let known = Known::read(&mut ground.read().await?, &who, metric).await?;
    let today = known.when.today();
    let mut errors = typed.check();
    let on = errors
        .need(&typed, "read-on", "Say which day it is of.")
        .and_then(|text| errors.keep("read-on", known.when.parse_day(text)));
    if on.is_some_and(|on| on > today) {
        errors.add("read-on", "That day is still to come.");
    }
    let unit = known.charted.metric.unit.as_str();
    let value = errors
        .need(&typed, "value", "Write the value.")
        .and_then(|text| errors.keep("value", amount(text, Decimals::AsSeen, unit)));
    if let (Some(on), Some(value), true) = (on, value, errors.is_empty()) {
        let reading = NewReading { on, value, source: "typed".to_owned(), corrects: typed.ticked("corrects") };
        match acts::enter(&ground, who.team, who.actor(), metric, &[reading], today).await {
            Ok(_) => return Ok((Said::well("Added."), see_other(metric_path(metric))).into_response()),
            Err(Refused::Entered(_)) => {
                let old = known.charted.readings.iter().find(|reading| reading.on == on);
                let old = old.map(|reading| known.charted.figure().words(reading.value)).unwrap_or_default();
                errors.add(
                    "read-on",
                    format!("Already there with {old}. Tick below to correct it; the old value stays readable."),
                );
            }
            Err(Refused::TooOld) => errors.add("read-on", Refused::TooOld.to_string()),
            Err(Refused::NoNumber) => errors.add("value", Refused::NoNumber.to_string()),
            Err(refused) => return Err(refused.into()),
        }
    }
    let form = Filled::back(typed, errors);
    Ok(ToMend(whole(&who, Said::default(), &known, &Forms::Back(&form))).into_response())
}

pub(super) async fn note_change(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(metric): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let metric: MetricId = id(&metric)?;
    let known = Known::read(&mut ground.read().await?, &who, metric).await?;
    let mut errors = typed.check();
    errors.limit(&typed, "happened", LINE);
    let words = errors.need(&typed, "happened", "Write what happened, in a few words.").map(str::to_owned);
    let on = errors
        .need(&typed, "changed-on", "Say from which day on.")
        .and_then(|text| errors.keep("changed-on", known.when.parse_day(text)));
    if let (Some(words), Some(on), true) = (words, on, errors.is_empty()) {
        let change = Change { on, words, new_limits: typed.ticked("new-limits") };
        acts::note_change(&ground, who.team, who.actor(), metric, change).await?;
        return Ok((Said::well("Marked on the chart."), see_other(metric_path(metric))).into_response());
    }
    let form = Filled::back(typed, errors);
    Ok(ToMend(whole(&who, Said::default(), &known, &Forms::Back(&form))).into_response())
}

pub(super) async fn take_back_change(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(metric): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let metric: MetricId = id(&metric)?;
    acts::take_back_change(&ground, who.team, who.actor(), metric, id(typed.text("change"))?).await?;
    Ok((Said::well("Taken back."), see_other(metric_path(metric))).into_response())
}
