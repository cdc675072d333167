//! A promise, its account, and figures.

use maud::{Markup, Render, html};

use crate::{Language, say};

/// One definite instant: who will have what, and [`When::moment`](crate::when::When::moment).
pub fn promise(label: impl Render, moment: &Markup) -> Markup {
    html! { div class="promise" { p class="promise-label" { (label) } p class="promise-when" { (moment) } } }
}

/// The same in a smaller face, with a sentence below.
pub fn promise_small(label: impl Render, moment: &Markup, note: Option<Markup>) -> Markup {
    html! {
        div class="promise" {
            p class="promise-label" { (label) }
            p class="promise-when" data-size="s" { (moment) }
            @if let Some(note) = note { p class="small quiet" { (note) } }
        }
    }
}

/// The account of a date or figure, one click below it: “Explain this date”. Works without script.
pub fn explain(summary: impl Render, body: &Markup) -> Markup {
    html! { details class="explain" { summary { (summary) } div class="explain-body" { (body) } } }
}

/// The same, open when the page comes.
pub fn explain_open(summary: impl Render, body: &Markup) -> Markup {
    html! { details class="explain" open { summary { (summary) } div class="explain-body" { (body) } } }
}

/// What a row of the clock's account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// Time ran.
    Runs,
    /// Time stood still.
    Still,
    /// The instant that was reached.
    Result,
}

/// A line of the account of how a due instant was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockRow {
    /// “Wed 25 Nov”.
    pub day: String,
    /// “09:00 to 24:00”, or one time.
    pub time: String,
    /// What the clock does, and why.
    pub words: String,
    /// What was counted, as [`counted`](crate::when::counted) says it.
    pub counted: String,
    /// Whether time ran.
    pub counts: Counts,
}

/// The account of a due instant, line by line, in the zone of `city`; rows and city are in the language already.
pub fn clock(city: &str, rows: &[ClockRow], language: Language) -> Markup {
    html! {
        table class="clock" {
            caption class="visually-hidden" { (say::clock_caption(language)) }
            thead { tr { th scope="col" { (say::clock_from(language, city)) } th scope="col" { (say::clock_does(language)) } th scope="col" { (say::clock_counted(language)) } } }
            tbody {
                @for row in rows {
                    tr data-still[row.counts == Counts::Still] data-result[row.counts == Counts::Result] {
                        th scope="row" { span { (row.day) "," } " " span { (row.time) } }
                        td { (row.words) }
                        td { (row.counted) }
                    }
                }
            }
        }
    }
}

/// A key number with its label. Below the minimum sample use [`figure_few`].
pub fn figure(label: &str, value: impl Render, beside: &str, note: Option<Markup>) -> Markup {
    figure_as(false, label, value, beside, note)
}

/// Too few for a percentage: a count in the size of text.
pub fn figure_few(label: &str, value: impl Render, note: Option<Markup>) -> Markup {
    figure_as(true, label, value, "", note)
}

fn figure_as(few: bool, label: &str, value: impl Render, beside: &str, note: Option<Markup>) -> Markup {
    html! {
        div class="figure" data-few[few] {
            p class="figure-label" { (label) }
            p class="figure-value" { (value) @if !beside.is_empty() { " " small { (beside) } } }
            @if let Some(note) = note { p class="figure-note" { (note) } }
        }
    }
}
