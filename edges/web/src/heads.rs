//! The head of a page and of a section, and rows of links.

use maud::{Markup, Render, html};

use crate::words::unbroken;

/// The head of a member's page: trail, title, lead, meta, at most two side actions.
#[derive(Debug, Clone)]
pub struct PageHead<'a> {
    title: &'a str,
    trail: Vec<(&'a str, Option<&'a str>)>,
    lead: Option<Markup>,
    meta: Vec<Markup>,
    side: Option<Markup>,
}

impl<'a> PageHead<'a> {
    /// A head with the page's one `h1`.
    pub fn new(title: &'a str) -> Self {
        Self { title, trail: Vec::new(), lead: None, meta: Vec::new(), side: None }
    }

    /// One step of the way here, before this page: word and path.
    #[must_use]
    pub fn under(mut self, word: &'a str, path: &'a str) -> Self {
        self.trail.push((word, Some(path)));
        self
    }

    /// The last step of the trail: this page, in a word.
    #[must_use]
    pub fn ends(mut self, word: &'a str) -> Self {
        self.trail.push((word, None));
        self
    }

    /// The sentence that says what the page tells today.
    #[must_use]
    pub fn lead(self, sentence: impl Render) -> Self {
        Self { lead: Some(sentence.render()), ..self }
    }

    /// A small piece beside others below the title: state, number, who.
    #[must_use]
    pub fn meta(mut self, piece: impl Render) -> Self {
        self.meta.push(piece.render());
        self
    }

    /// At most two buttons of size s on the right.
    #[must_use]
    pub fn side(self, buttons: Markup) -> Self {
        Self { side: Some(buttons), ..self }
    }
}

impl Render for PageHead<'_> {
    fn render(&self) -> Markup {
        html! {
            div class="page-head" {
                @if !self.trail.is_empty() {
                    nav class="trail" aria-label="Trail" {
                        @for (place, (word, path)) in self.trail.iter().enumerate() {
                            @if place > 0 { span aria-hidden="true" { "/" } }
                            @match path { Some(path) => a href=(path) { (unbroken(word)) }, None => span { (unbroken(word)) } }
                        }
                    }
                }
                @match &self.side {
                    Some(side) => div class="cluster" data-justify="between" data-align="baseline" {
                        h1 { (unbroken(self.title)) } div class="cluster" { (side) }
                    },
                    None => h1 { (unbroken(self.title)) },
                }
                @if let Some(lead) = &self.lead { p class="lead" { (lead) } }
                @if !self.meta.is_empty() { div class="cluster meta" { @for piece in &self.meta { span { (piece) } } } }
            }
        }
    }
}

/// The head of a section: its title, which the section names in `aria-labelledby`, and a small piece on the right.
pub fn section_head(id: &str, title: impl Render, meta: Option<Markup>) -> Markup {
    html! { div class="section-head" { h2 id=(id) { (title) } @if let Some(meta) = meta { p class="meta" { (meta) } } } }
}

/// A section with its head.
pub fn section(id: &str, title: impl Render, meta: Option<Markup>, body: &Markup) -> Markup {
    html! { section aria-labelledby=(id) { (section_head(id, title, meta)) (body) } }
}

/// One of a row of links: the same things, another part of them.
#[derive(Debug, Clone)]
pub struct View<'a> {
    /// What it shows.
    pub word: &'a str,
    /// Where it leads.
    pub path: &'a str,
    /// How many there are, if that is told.
    pub count: Option<u64>,
    /// Whether it is what is shown.
    pub current: bool,
}

/// A row of views, also used for the pages of the settings.
pub fn views(name: &str, views: &[View<'_>]) -> Markup {
    html! {
        nav class="views" aria-label=(name) {
            @for view in views {
                a href=(view.path) aria-current=[view.current.then_some("page")] {
                    (view.word) @if let Some(count) = view.count { " " span class="count" { (count) } }
                }
            }
        }
    }
}
