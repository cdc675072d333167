//! Fields of a form: label, hint before the control, error that says what to do, and the typed text still there.

use maud::{Markup, Render, html};

use crate::buttons::Button;
use crate::forms::{Errors, Filled};
use crate::notices::{Notice, Tone};
use crate::{Icon, Language, capital, say};

/// The id of the control called `name`; links from the notice on top lead to it.
pub fn id_of(name: &str) -> String {
    format!("f-{name}")
}

/// A field that is being put together; ends with the control: [`text`](Field::text), [`area`](Field::area), …
#[derive(Debug, Clone)]
pub struct Field<'a> {
    form: &'a Filled,
    name: &'a str,
    label: &'a str,
    hint: Option<Markup>,
    note: Option<&'a str>,
    question: bool,
    inline: bool,
    small: bool,
    narrow: bool,
    mono: bool,
    autocomplete: Option<&'a str>,
    placeholder: Option<&'a str>,
    inputmode: Option<&'static str>,
    list: Option<&'a str>,
    range: (Option<i64>, Option<i64>),
}

impl Filled {
    /// The field called `name`.
    pub fn field<'a>(&'a self, name: &'a str, label: &'a str) -> Field<'a> {
        Field {
            form: self,
            name,
            label,
            hint: None,
            note: None,
            question: false,
            inline: false,
            small: false,
            narrow: false,
            mono: false,
            autocomplete: None,
            placeholder: None,
            inputmode: None,
            list: None,
            range: (None, None),
        }
    }

    /// One of few that need a sentence each.
    pub fn choices<'a>(&'a self, name: &'a str, legend: impl Render) -> Choices<'a> {
        Choices {
            form: self,
            name,
            legend: legend.render(),
            legend_class: None,
            note: None,
            hint: None,
            grid: false,
            options: Vec::new(),
            after: None,
        }
    }

    /// One of few, in one or two words each: value and word.
    pub fn segments(&self, name: &str, legend: &str, options: &[(&str, &str)]) -> Markup {
        let error = self.errors.of(name);
        html! {
            fieldset class="field" data-invalid[error.is_some()] aria-describedby=[error.map(|_| error_id(name))] {
                legend { (legend) }
                div class="segments" {
                    @for (place, (value, word)) in options.iter().enumerate() {
                        label { input type="radio" id=[(place == 0).then(|| id_of(name))] name=(name) value=(value) checked[self.typed.chose(name, value)]; (word) }
                    }
                }
                (error_line(name, error))
            }
        }
    }

    /// A box to tick, sent as `on`.
    pub fn tick(&self, name: &str, words: impl Render, below: Option<&str>) -> Markup {
        self.tick_of(name, "on", words, below)
    }

    /// One of several boxes of the same name, each with its value.
    pub fn tick_of(&self, name: &str, value: &str, words: impl Render, below: Option<&str>) -> Markup {
        html! {
            label class="tick" {
                input type="checkbox" name=(name) value=(value) checked[self.typed.chose(name, value)];
                span { (words) @if let Some(below) = below { small { (below) } } }
            }
        }
    }

    /// Something that is on or off, sent as `on`.
    pub fn switch(&self, name: &str, words: impl Render, below: &str) -> Markup {
        html! {
            label class="switch" {
                span { (words) small { (below) } }
                input type="checkbox" role="switch" name=(name) value="on" checked[self.typed.ticked(name)];
            }
        }
    }

    /// A value that travels with the form unseen.
    pub fn hidden(&self, name: &str) -> Markup {
        html! { input type="hidden" name=(name) value=(self.typed.verbatim(name)); }
    }

    /// What to mend, on top of the form, with a link to each field; nothing if there is nothing.
    pub fn notice(&self) -> Markup {
        errors_notice_in(&self.errors, self.typed.language)
    }
}

impl<'a> Field<'a> {
    /// What helps to fill it in, before the control.
    #[must_use]
    pub fn hint(self, hint: impl Render) -> Self {
        Self { hint: Some(hint.render()), ..self }
    }

    /// May be left empty.
    #[must_use]
    pub fn optional(self) -> Self {
        let word = say::optional(self.form.typed.language);
        self.note(word)
    }

    /// A word behind the label: “optional, never shown to the stakeholder”.
    #[must_use]
    pub fn note(self, note: &'a str) -> Self {
        Self { note: Some(note), ..self }
    }

    /// The label is a question, set in the book face.
    #[must_use]
    pub fn question(self) -> Self {
        Self { question: true, ..self }
    }

    /// Label and control on one line, in a `boxed` list.
    #[must_use]
    pub fn inline(self) -> Self {
        Self { inline: true, small: true, ..self }
    }

    /// In side columns and filters.
    #[must_use]
    pub fn small(self) -> Self {
        Self { small: true, ..self }
    }

    /// For dates and numbers.
    #[must_use]
    pub fn narrow(self) -> Self {
        Self { narrow: true, ..self }
    }

    /// In the machine face, for rows of a sheet and addresses.
    #[must_use]
    pub fn mono(self) -> Self {
        Self { mono: true, ..self }
    }

    /// What the browser may fill in: `name`, `email`, `username`, `off`.
    #[must_use]
    pub fn autocomplete(self, token: &'a str) -> Self {
        Self { autocomplete: Some(token), ..self }
    }

    /// Faint words in an empty control; never the only hint.
    #[must_use]
    pub fn placeholder(self, words: &'a str) -> Self {
        Self { placeholder: Some(words), ..self }
    }

    /// The keys a phone offers: digits.
    #[must_use]
    pub fn digits(self) -> Self {
        Self { inputmode: Some("numeric"), ..self }
    }

    /// Proposals from the `datalist` with this id.
    #[must_use]
    pub fn proposals(self, id: &'a str) -> Self {
        Self { list: Some(id), ..self }
    }

    /// One line.
    pub fn text(self) -> Markup {
        self.input("text")
    }

    /// A mail address. The kind of keys only: what is wrong is said by us, with the text still there.
    pub fn email(self) -> Markup {
        self.input("email")
    }

    /// A day.
    pub fn date(self) -> Markup {
        self.input("date")
    }

    /// A day and time.
    pub fn date_time(self) -> Markup {
        self.input("datetime-local")
    }

    /// Words to look for.
    pub fn search(self) -> Markup {
        self.input("search")
    }

    /// A whole number within bounds, which the server checks again.
    pub fn number(self, least: Option<i64>, most: Option<i64>) -> Markup {
        Self { range: (least, most), ..self }.input("number")
    }

    /// A password, which never comes back to the page.
    pub fn password(self) -> Markup {
        self.input("password")
    }

    /// Several lines.
    pub fn area(self) -> Markup {
        let value = self.form.typed.verbatim(self.name).to_owned();
        // A browser drops the first line end in a textarea, so one is added.
        self.around(|field| html! {
            textarea class="input" data-face=[field.mono.then_some("mono")] id=(id_of(field.name)) name=(field.name) placeholder=[field.placeholder] autocomplete=[field.autocomplete]
                aria-describedby=[field.described()] aria-invalid=[field.invalid()] { @if value.starts_with('\n') { "\n" } (value) }
        })
    }

    /// One of many: value and word.
    pub fn select<V: AsRef<str>, W: AsRef<str>>(self, options: &[(V, W)]) -> Markup {
        self.around(|field| html! {
            select id=(id_of(field.name)) name=(field.name) autocomplete=[field.autocomplete]
                aria-describedby=[field.described()] aria-invalid=[field.invalid()] {
                @for (value, word) in options {
                    option value=(value.as_ref()) selected[field.form.typed.chose(field.name, value.as_ref())] { (word.as_ref()) }
                }
            }
        })
    }

    /// Files; the form needs `enctype="multipart/form-data"`. Browsers never keep a chosen file over an error.
    pub fn files(self) -> Markup {
        self.around(|field| {
            html! {
                input class="input" type="file" id=(id_of(field.name)) name=(field.name) multiple
                    aria-describedby=[field.described()] aria-invalid=[field.invalid()];
            }
        })
    }

    fn input(self, kind: &'static str) -> Markup {
        let value = if kind == "password" { "" } else { self.form.typed.verbatim(self.name) };
        let (least, most) = self.range;
        self.around(|field| html! {
            input class="input" type=(kind) id=(id_of(field.name)) name=(field.name) value=[Some(value).filter(|value| !value.is_empty())]
                placeholder=[field.placeholder] autocomplete=[field.autocomplete] inputmode=[field.inputmode] list=[field.list]
                min=[least] max=[most] aria-describedby=[field.described()] aria-invalid=[field.invalid()];
        })
    }

    fn around(&self, control: impl FnOnce(&Self) -> Markup) -> Markup {
        let error = self.form.errors.of(self.name);
        let size = self.small.then_some("s");
        let width = self.narrow.then_some("s");
        html! {
            div class="field" data-inline[self.inline] data-size=[size] data-width=[width] data-invalid[error.is_some()] {
                label class=[self.question.then_some("block-question")] for=(id_of(self.name)) {
                    (self.label) @if let Some(note) = self.note { " " span class="field-optional" { (note) } }
                }
                @if let Some(hint) = &self.hint { p class="hint" id=(hint_id(self.name)) { (hint) } }
                (control(self))
                (error_line(self.name, error))
            }
        }
    }

    fn described(&self) -> Option<String> {
        described(self.name, self.hint.is_some(), self.invalid().is_some())
    }

    fn invalid(&self) -> Option<&'static str> {
        self.form.errors.of(self.name).map(|_| "true")
    }
}

/// A group of choices that is being put together.
#[derive(Debug, Clone)]
pub struct Choices<'a> {
    form: &'a Filled,
    name: &'a str,
    legend: Markup,
    legend_class: Option<&'static str>,
    note: Option<&'a str>,
    hint: Option<Markup>,
    grid: bool,
    options: Vec<(String, Markup, Option<Markup>)>,
    after: Option<Markup>,
}

impl<'a> Choices<'a> {
    /// What helps to choose.
    #[must_use]
    pub fn hint(self, hint: impl Render) -> Self {
        Self { hint: Some(hint.render()), ..self }
    }

    /// None need be chosen.
    #[must_use]
    pub fn optional(self) -> Self {
        Self { note: Some(say::optional(self.form.typed.language)), ..self }
    }

    /// The legend is a question, set in the book face.
    #[must_use]
    pub fn question(self) -> Self {
        Self { legend_class: Some("block-question"), ..self }
    }

    /// The legend is heard, not seen.
    #[must_use]
    pub fn unseen_legend(self) -> Self {
        Self { legend_class: Some("visually-hidden"), ..self }
    }

    /// Side by side where there is room.
    #[must_use]
    pub fn grid(self) -> Self {
        Self { grid: true, ..self }
    }

    /// One choice: value, title, and a sentence.
    #[must_use]
    pub fn option(mut self, value: impl Into<String>, title: impl Render, sentence: Option<&str>) -> Self {
        self.options.push((value.into(), title.render(), sentence.map(|words| words.render())));
        self
    }

    /// What follows the choices in the same group, such as a date field.
    #[must_use]
    pub fn followed_by(self, after: Markup) -> Self {
        Self { after: Some(after), ..self }
    }
}

impl Render for Choices<'_> {
    fn render(&self) -> Markup {
        let error = self.form.errors.of(self.name);
        let described = described(self.name, self.hint.is_some(), error.is_some());
        html! {
            fieldset class="field" data-invalid[error.is_some()] aria-describedby=[described] {
                legend class=[self.legend_class] { (self.legend) @if let Some(note) = self.note { " " span class="field-optional" { (note) } } }
                @if let Some(hint) = &self.hint { p class="hint" id=(hint_id(self.name)) { (hint) } }
                div class="choices" data-layout=[self.grid.then_some("grid")] {
                    @for (place, (value, title, sentence)) in self.options.iter().enumerate() {
                        label class="choice" {
                            input type="radio" id=[(place == 0).then(|| id_of(self.name))] name=(self.name) value=(value) checked[self.form.typed.chose(self.name, value)];
                            span class="choice-title" { (title) }
                            @if let Some(sentence) = sentence { span class="choice-note" { (sentence) } }
                        }
                    }
                }
                (error_line(self.name, error))
                @if let Some(after) = &self.after { (after) }
            }
        }
    }
}

/// What to mend, on top of a form, with a link to each field; it takes the focus, as the page came back for its sake.
pub fn errors_notice(errors: &Errors) -> Markup {
    errors_notice_in(errors, Language::En)
}

fn errors_notice_in(errors: &Errors, language: Language) -> Markup {
    if errors.is_empty() {
        return html! {};
    }
    let many = errors.len();
    let title = capital(&say::to_mend(language, many, language.number(many)));
    let body = html! {
        @for (field, words) in errors.iter() {
            p { @match field { Some(field) => a href={ "#" (id_of(field)) } { (words) }, None => (words) } }
        }
    };
    html! { div role="alert" tabindex="-1" autofocus { (Notice::new(Tone::Stop, &title).icon(Icon::Care).body(body)) } }
}

/// A field that people never see and machines fill in. What is typed there is read with [`Typed::text`](crate::forms::Typed::text).
pub fn honeypot(name: &str, language: Language) -> Markup {
    html! {
        div class="visually-hidden" aria-hidden="true" {
            label { (say::leave_empty(language)) input type="text" name=(name) tabindex="-1" autocomplete="off"; }
        }
    }
}

/// The line in a form with `data-keep` that says when its text was kept, or that it was not; empty until then.
///
/// Such a form posts itself to the path in `data-keep` while somebody types; the path answers 204 once the text is on the disk, and 409
/// where it can't stand beside what is there now: sent by hand, the page says why. The time is read in the zone of `data-zone`.
pub fn kept_line() -> Markup {
    html! {
        div role="status" {
            p data-kept hidden { (Icon::Check) span {} }
            p class="small" data-unkept hidden { "Not kept yet. Your words stay on this page: send it, or type on and we try again." }
            p class="small" data-changed hidden { "Not kept yet: this changed meanwhile. Your words stay on this page: send it, and both stand side by side." }
        }
    }
}

/// A small form in one line: a hidden value and a button.
pub fn send_value(path: &str, name: &str, value: &str, button: &Button<'_>) -> Markup {
    html! { form method="post" action=(path) { input type="hidden" name=(name) value=(value); (button) } }
}

fn hint_id(name: &str) -> String {
    format!("f-{name}-h")
}

fn error_id(name: &str) -> String {
    format!("f-{name}-e")
}

fn described(name: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (true, true) => Some(format!("{} {}", hint_id(name), error_id(name))),
        (true, false) => Some(hint_id(name)),
        (false, true) => Some(error_id(name)),
        (false, false) => None,
    }
}

fn error_line(name: &str, error: Option<&str>) -> Markup {
    html! { @if let Some(words) = error { p class="field-error" id=(error_id(name)) { (Icon::Care.small()) (words) } } }
}
