//! Refusals, warnings and confirmations.

use maud::{Markup, Render, html};

use crate::Icon;
use crate::words::unbroken;

/// What a notice is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    Plain,
    /// It was done.
    Good,
    /// A warning.
    Care,
    /// A refusal.
    Stop,
}

/// A refusal, warning or confirmation: what, why, and a way on.
#[derive(Debug, Clone)]
pub struct Notice<'a> {
    tone: Tone,
    icon: Option<Icon>,
    title: &'a str,
    body: Option<Markup>,
    actions: Option<Markup>,
}

impl<'a> Notice<'a> {
    /// A notice whose title says what.
    pub fn new(tone: Tone, title: &'a str) -> Self {
        Self { tone, icon: None, title, body: None, actions: None }
    }

    /// Another icon than the tone's own.
    #[must_use]
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// Why, as paragraphs.
    #[must_use]
    pub fn body(self, body: Markup) -> Self {
        Self { body: Some(body), ..self }
    }

    /// Why, as one sentence.
    #[must_use]
    pub fn why(self, sentence: impl Render) -> Self {
        self.body(html! { p { (sentence) } })
    }

    /// The ways on: buttons of size s.
    #[must_use]
    pub fn actions(self, actions: Markup) -> Self {
        Self { actions: Some(actions), ..self }
    }
}

impl Render for Notice<'_> {
    fn render(&self) -> Markup {
        let (tone, icon) = match self.tone {
            Tone::Plain => (None, Icon::Info),
            Tone::Good => (Some("good"), Icon::Check),
            Tone::Care => (Some("care"), Icon::Care),
            Tone::Stop => (Some("stop"), Icon::Refuse),
        };
        html! {
            div class="notice" data-tone=[tone] {
                (self.icon.unwrap_or(icon))
                p class="notice-title" { (unbroken(self.title)) }
                @if let Some(body) = &self.body { (body) }
                @if let Some(actions) = &self.actions { div class="actions" { (actions) } }
            }
        }
    }
}
