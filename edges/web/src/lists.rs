//! Diaries, steps, facts, tables, and what stands where nothing is yet.

use maud::{Markup, Render, html};

/// A row of a diary: anything in order of time, and other lists of one to three lines.
#[derive(Debug, Clone, Default)]
pub struct DiaryRow {
    when: Option<(Markup, Option<Markup>)>,
    title: Markup,
    note: Option<Markup>,
    actions: Option<Markup>,
    end: Option<Markup>,
}

impl DiaryRow {
    /// A row that says `title`.
    pub fn new(title: impl Render) -> Self {
        Self { title: title.render(), ..Self::bare() }
    }

    /// A row whose title leads to `path`.
    pub fn link(title: impl Render, path: &str) -> Self {
        Self { title: html! { a href=(path) { (title) } }, ..Self::bare() }
    }

    fn second_line(&self) -> Markup {
        html! { @if let Some(note) = &self.note { p class="diary-note" { (note) } } }
    }

    fn bare() -> Self {
        Self { when: None, title: html! {}, note: None, actions: None, end: None }
    }

    /// The left column: a strong word, and one below it.
    #[must_use]
    pub fn when(self, strong: impl Render, below: Option<&str>) -> Self {
        Self { when: Some((strong.render(), below.map(|word| word.render()))), ..self }
    }

    /// The second line.
    #[must_use]
    pub fn note(self, note: impl Render) -> Self {
        Self { note: Some(note.render()), ..self }
    }

    /// Buttons below the lines, where they are too many for the right column.
    #[must_use]
    pub fn actions(self, actions: impl Render) -> Self {
        Self { actions: Some(actions.render()), ..self }
    }

    /// The right column.
    #[must_use]
    pub fn end(self, end: impl Render) -> Self {
        Self { end: Some(end.render()), ..self }
    }
}

impl Render for DiaryRow {
    fn render(&self) -> Markup {
        html! {
            li class="diary-row" {
                @if let Some((strong, below)) = &self.when {
                    div class="diary-when" { b { (strong) } @if let Some(below) = below { span { (below) } } }
                }
                div class="diary-body" {
                    p class="diary-title" { (self.title) }
                    @if let Some(actions) = &self.actions {
                        div class="stack" data-gap="s" { (self.second_line()) div class="actions" { (actions) } }
                    } @else { (self.second_line()) }
                }
                @if let Some(end) = &self.end { div class="diary-end" { (end) } }
            }
        }
    }
}

/// Rows in order of time.
pub fn diary(rows: impl IntoIterator<Item = DiaryRow>) -> Markup {
    html! { ol class="diary" role="list" { @for row in rows { (row) } } }
}

/// Rows in no order of time.
pub fn diary_unordered(rows: impl IntoIterator<Item = DiaryRow>) -> Markup {
    html! { ul class="diary" role="list" { @for row in rows { (row) } } }
}

/// How far a step of a sequence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reached {
    Done,
    Here,
    ToCome,
}

/// A step of a sequence: where one is, never how late.
#[derive(Debug, Clone)]
pub struct Step {
    reached: Reached,
    words: Markup,
    below: Option<Markup>,
}

impl Step {
    /// Behind us.
    pub fn done(words: impl Render) -> Self {
        Self { reached: Reached::Done, words: words.render(), below: None }
    }

    /// Where we are.
    pub fn here(words: impl Render) -> Self {
        Self { reached: Reached::Here, words: words.render(), below: None }
    }

    /// Still to come.
    pub fn to_come(words: impl Render) -> Self {
        Self { reached: Reached::ToCome, words: words.render(), below: None }
    }

    /// A smaller line below.
    #[must_use]
    pub fn below(self, words: impl Render) -> Self {
        Self { below: Some(words.render()), ..self }
    }
}

impl Render for Step {
    fn render(&self) -> Markup {
        html! {
            li data-done[self.reached == Reached::Done] aria-current=[(self.reached == Reached::Here).then_some("step")] {
                span { (self.words) @if let Some(below) = &self.below { small { (below) } } }
            }
        }
    }
}

/// A sequence of steps; the name is heard, not seen.
pub fn steps(name: &str, steps: impl IntoIterator<Item = Step>) -> Markup {
    html! { ol class="steps" role="list" aria-label=(name) { @for step in steps { (step) } } }
}

/// The same, as dots on a phone.
pub fn steps_compact(name: &str, steps: impl IntoIterator<Item = Step>) -> Markup {
    html! { ol class="steps" data-compact role="list" aria-label=(name) { @for step in steps { (step) } } }
}

/// Names with their values: “Asked by”, “Unit”.
pub fn facts<V: Render>(facts: impl IntoIterator<Item = (&'static str, V)>) -> Markup {
    html! { dl class="facts" { @for (name, value) in facts { div { dt { (name) } dd { (value) } } } } }
}

/// A table that stacks on a phone and can be scrolled by keyboard. Rows are `tr` with one `th scope="row"`.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    caption: &'a str,
    columns: Vec<&'a str>,
    stack: bool,
    even: bool,
    tight: bool,
    numbers: Option<usize>,
}

impl<'a> Table<'a> {
    /// A table of these columns; a column without a name is for links. The caption is heard, and says the order and the zone.
    pub fn new(caption: &'a str, columns: impl IntoIterator<Item = &'a str>) -> Self {
        Self { caption, columns: columns.into_iter().collect(), stack: true, even: false, tight: false, numbers: None }
    }

    /// Shares its columns with the tables above and below.
    #[must_use]
    pub fn even(self) -> Self {
        Self { even: true, ..self }
    }

    /// The column of this place, counted from 0, holds numbers; its cells have the class `num`.
    #[must_use]
    pub fn numbers_in(self, column: usize) -> Self {
        Self { numbers: Some(column), ..self }
    }

    /// Small and close, and never stacked.
    #[must_use]
    pub fn tight(self) -> Self {
        Self { tight: true, stack: false, ..self }
    }

    /// The table with its rows.
    pub fn rows(&self, rows: impl IntoIterator<Item = Markup>) -> Markup {
        html! {
            div class="table-wrap" tabindex="0" role="region" aria-label=(self.caption) {
                table class="table" data-stack[self.stack] data-even[self.even] data-tight[self.tight] {
                    caption class="visually-hidden" { (self.caption) }
                    thead { tr { @for (place, column) in self.columns.iter().enumerate() {
                        @let class = (self.numbers == Some(place)).then_some("num");
                        @if column.is_empty() { td {} } @else { th scope="col" class=[class] { (column) } }
                    } } }
                    tbody { @for row in rows { (row) } }
                }
            }
        }
    }
}

/// What will stand here, how it gets here, one thing to try; below a section's `h2`.
pub fn empty(title: &str, body: &Markup, actions: Option<Markup>) -> Markup {
    html! { div class="empty" { h3 { (title) } (body) @if let Some(actions) = actions { div class="actions" { (actions) } } } }
}

/// The same where there is no section's title above it.
pub fn empty_page(title: &str, body: &Markup, actions: Option<Markup>) -> Markup {
    html! { div class="empty" { h2 { (title) } (body) @if let Some(actions) = actions { div class="actions" { (actions) } } } }
}
