//! The frame that every letter of a team stands in: greeting, words, a promised time, buttons to the private page, foot. One letter comes
//! as HTML, as plain text, as words for the conversation, and as the preview that a member sees before it goes.

mod letter_html;
mod plain;

use ground::outbox::Draft;
use ground::threads::Thread;
use jiff::Timestamp;
use maud::{Markup, Render, html};
use web::Language;
use web::when::When;
use web::words::{Mail, paragraphs};

use crate::say;

/// A piece of a letter. Its words are text and never markup; an empty line parts paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Headline(String),
    Greeting(String),
    Words(String),
    Strong(String),
    Promised { label: String, time: String, place: String },
    Asked(String),
    Listed(Vec<String>),
    Card(Card),
    Buttons(Vec<Button>),
    Signed(String),
}

/// A piece below the line at the end of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Foot {
    Quoted { label: String, words: String },
    Note(String),
}

/// A button of a letter. It opens a page that asks once more, so that a program that follows links can choose nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    word: String,
    place: String,
    quiet: bool,
}

impl Button {
    /// A button to a place below the private page: “/promise”, or nothing for the page itself.
    pub fn to(word: impl Into<String>, place: impl Into<String>) -> Self {
        Self { word: word.into(), place: place.into(), quiet: false }
    }

    /// Beside the one that is meant first.
    #[must_use]
    pub fn quiet(self) -> Self {
        Self { quiet: true, ..self }
    }

    fn address(&self) -> String {
        format!("{}{}", ground::outbox::LINK, self.place)
    }
}

/// One of several ways in a letter, set apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// “Option 2”.
    pub label: String,
    /// What it is, in a few words.
    pub title: String,
    /// The rest.
    pub words: String,
    /// Whether it is the one that we recommend.
    pub is_recommended: bool,
    /// The way to choose it.
    pub button: Option<Button>,
}

/// A letter being written to the stakeholder of a thread. It says who writes, greets by name, and ends its subject with the number.
///
/// ```ignore
/// let letter = Frame::new(&thread, "You will hear from us by Thursday")
///     .glimpse("A person will answer by Thursday 26 November, 10:15 (Berlin).")
///     .words("We have your note about the new rule.")
///     .promised("You will hear from us by", &when, due_at)
///     .button(Button::to("See where it stands", ""))
///     .note("The link is yours alone.");
/// ground::outbox::post(tx, ground, letter.draft("acknowledgement")).await?;
/// ```
#[derive(Debug, Clone)]
pub struct Frame {
    thread: Thread,
    subject: String,
    glimpse: String,
    body: Vec<Part>,
    foot: Vec<Foot>,
    language: Language,
}

impl Frame {
    /// A letter in a thread; its subject without the number, which is added.
    pub fn new(thread: &Thread, subject: impl Into<String>) -> Self {
        let greeting = Part::Greeting(greeting(thread, Language::En));
        Self {
            thread: thread.clone(),
            subject: one_line(&subject.into()),
            glimpse: String::new(),
            body: vec![greeting],
            foot: Vec::new(),
            language: Language::En,
        }
    }

    /// In which language its words are: greeting and frame speak it too, and whoever reads it aloud; without it English.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        let (was, is) = (greeting(&self.thread, self.language), greeting(&self.thread, language));
        for part in &mut self.body {
            if *part == Part::Greeting(was.clone()) {
                *part = Part::Greeting(is.clone());
            }
        }
        Self { language, ..self }
    }

    /// In which language its words are.
    pub fn language(&self) -> Language {
        self.language
    }

    /// What mail programs show beside the subject before the letter is opened.
    #[must_use]
    pub fn glimpse(self, sentence: impl Into<String>) -> Self {
        Self { glimpse: one_line(&sentence.into()), ..self }
    }

    /// A headline above the greeting.
    #[must_use]
    pub fn headline(mut self, words: impl Into<String>) -> Self {
        self.body.insert(0, Part::Headline(one_line(&words.into())));
        self
    }

    /// Another greeting than the usual one.
    #[must_use]
    pub fn greeted(mut self, words: impl Into<String>) -> Self {
        let greeting = Part::Greeting(one_line(&words.into()));
        for part in &mut self.body {
            if matches!(part, Part::Greeting(_)) {
                *part = greeting.clone();
            }
        }
        self
    }

    /// Paragraphs.
    #[must_use]
    pub fn words(self, words: impl Into<String>) -> Self {
        self.with(Part::Words(said(words)))
    }

    /// A paragraph that stands out.
    #[must_use]
    pub fn strong(self, words: impl Into<String>) -> Self {
        self.with(Part::Strong(said(words)))
    }

    /// A definite instant: weekday, date, time and zone as the stakeholder reads them.
    #[must_use]
    pub fn promised(self, label: impl Into<String>, when: &When, at: Timestamp) -> Self {
        let full = when.full(at);
        let (time, place) = full.split_once(" (").unwrap_or((&full, ""));
        let place = if place.is_empty() { String::new() } else { format!("({place}") };
        self.with(Part::Promised { label: said(label), time: time.to_owned(), place })
    }

    /// A question to the stakeholder, set in.
    #[must_use]
    pub fn asked(self, question: impl Into<String>) -> Self {
        self.with(Part::Asked(said(question)))
    }

    /// A numbered list.
    #[must_use]
    pub fn listed(self, items: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.with(Part::Listed(items.into_iter().map(said).collect()))
    }

    /// One of several ways.
    #[must_use]
    pub fn card(self, card: Card) -> Self {
        let (label, title, words) = (said(card.label), said(card.title), said(card.words));
        self.with(Part::Card(Card { label, title, words, ..card }))
    }

    /// A button to the private page.
    #[must_use]
    pub fn button(self, button: Button) -> Self {
        self.buttons([button])
    }

    /// Several buttons in a row.
    #[must_use]
    pub fn buttons(self, buttons: impl IntoIterator<Item = Button>) -> Self {
        self.with(Part::Buttons(buttons.into_iter().collect()))
    }

    /// The person who writes; the team's name is added.
    #[must_use]
    pub fn signed(self, name: &str) -> Self {
        let line = format!("{}, {}", one_line(name), self.thread.from_name);
        self.with(Part::Signed(line))
    }

    /// The stakeholder's own words, below the line: label as “Your words, R-221”.
    #[must_use]
    pub fn quoted(mut self, label: impl Into<String>, words: impl Into<String>) -> Self {
        self.foot.push(Foot::Quoted { label: said(label), words: said(words) });
        self
    }

    /// A small sentence below the line.
    #[must_use]
    pub fn note(mut self, sentence: impl Into<String>) -> Self {
        self.foot.push(Foot::Note(said(sentence)));
        self
    }

    fn with(mut self, part: Part) -> Self {
        self.body.push(part);
        self
    }

    /// The subject with its number.
    pub fn subject(&self) -> String {
        format!("{} [{}]", self.subject, self.thread.label)
    }

    /// The letter for the outbox. One that a person signs comes from that person.
    pub fn draft(&self, kind: &'static str) -> Draft {
        let letter = Draft::in_thread(&self.thread, kind, &self.subject, self.heart(), self.text(), self.html());
        let signed =
            self.body.iter().find_map(|part| if let Part::Signed(line) = part { Some(line.clone()) } else { None });
        Draft { from_name: signed.unwrap_or_else(|| self.thread.from_name.clone()), ..letter }
    }

    /// Who writes: the person that signs, with the team's name; else the team.
    fn sender(&self) -> &str {
        let signed = self.body.iter().find_map(|part| if let Part::Signed(line) = part { Some(line) } else { None });
        signed.unwrap_or(&self.thread.from_name)
    }

    /// The letter as HTML that every mail program shows; [`ground::outbox::LINK`] stands for the private link.
    pub fn html(&self) -> String {
        letter_html::write(self)
    }

    /// The same as plain text, wrapped for reading.
    pub fn text(&self) -> String {
        plain::write(self)
    }

    /// The heart of it, for the conversation: without greeting, buttons and foot.
    pub fn heart(&self) -> String {
        plain::heart(self)
    }

    /// The letter as the stakeholder will read it, for the member who is about to send it.
    pub fn preview(&self) -> Markup {
        let subject = self.subject();
        let name = if self.thread.to_name.is_empty() { &self.thread.to_address } else { &self.thread.to_name };
        let body = html! { @for part in &self.body { (shown(part, self.language)) } };
        // Beside the member's own page, which is English.
        let body =
            html! { @if self.language == Language::En { (body) } @else { div lang=(self.language.tag()) { (body) } } };
        Mail { to: name, from: self.sender(), subject: &subject, body }.render()
    }
}

/// How a stakeholder is greeted: German by the whole name, else by the first.
fn greeting(thread: &Thread, language: Language) -> String {
    let name = match language {
        Language::De => thread.to_name.as_str(),
        Language::En | Language::Es | Language::Fr => thread.to_name.split_whitespace().next().unwrap_or_default(),
    };
    match one_line(name).as_str() {
        "" => say::hello(language).to_owned(),
        name => say::hello_name(language, name),
    }
}

/// The label of one of several ways.
fn labelled(card: &Card, language: Language) -> String {
    if card.is_recommended { say::recommended(language, &card.label) } else { card.label.clone() }
}

fn shown(part: &Part, language: Language) -> Markup {
    html! {
        @match part {
            Part::Headline(words) => p { b { (words) } },
            Part::Greeting(words) | Part::Signed(words) => p { (words) },
            Part::Words(words) => (paragraphs(words)),
            Part::Strong(words) => p { b { (words) } },
            Part::Promised { label, time, place } => {
                @if !label.is_empty() { p { (label) } }
                p { b { (time) " " (place) } }
            },
            Part::Asked(words) => (paragraphs(words)),
            Part::Listed(items) => ol { @for item in items { li { (item) } } },
            Part::Card(card) => {
                p { b { (say::titled(language, labelled(card, language), &card.title)) } }
                (paragraphs(&card.words))
                @if let Some(button) = &card.button { div class="actions" { (shown_button(button)) } }
            },
            Part::Buttons(buttons) => div class="actions" { @for button in buttons { (shown_button(button)) } },
        }
    }
}

fn shown_button(button: &Button) -> Markup {
    html! { span class="button" data-size="s" data-kind=[button.quiet.then_some("quiet")] { (button.word) } }
}

/// Words of a person as they stand in a letter. What looks like our mark for the private link is not one: it gets another hyphen.
fn said(words: impl Into<String>) -> String {
    words.into().replace(ground::outbox::LINK, "{private\u{2011}link}")
}

fn one_line(text: &str) -> String {
    said(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
