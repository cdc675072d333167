//! Buttons, and links that look like them.

use maud::{Markup, Render, html};

use crate::Icon;

/// A button of a form, or a link that looks like one. One primary on a page; the word says the result.
#[derive(Debug, Clone)]
pub struct Button<'a> {
    word: &'a str,
    to: Option<&'a str>,
    pressed: Option<(&'a str, &'a str)>,
    kind: Option<&'static str>,
    size: Option<&'static str>,
    icon: Option<Icon>,
    unseen: Option<String>,
    formaction: Option<&'a str>,
    unchecked: bool,
}

impl<'a> Button<'a> {
    /// Sends the form it stands in.
    pub fn submit(word: &'a str) -> Self {
        Self {
            word,
            to: None,
            pressed: None,
            kind: None,
            size: None,
            icon: None,
            unseen: None,
            formaction: None,
            unchecked: false,
        }
    }

    /// Leads to `path`.
    pub fn link(word: &'a str, path: &'a str) -> Self {
        Self { to: Some(path), ..Self::submit(word) }
    }

    /// The one thing to do on the page.
    #[must_use]
    pub fn primary(self) -> Self {
        Self { kind: Some("primary"), ..self }
    }

    /// Beside the main thing.
    #[must_use]
    pub fn quiet(self) -> Self {
        Self { kind: Some("quiet"), ..self }
    }

    /// Without a frame.
    #[must_use]
    pub fn plain(self) -> Self {
        Self { kind: Some("plain"), ..self }
    }

    /// Ends something: withdraw, remove.
    #[must_use]
    pub fn stop(self) -> Self {
        Self { kind: Some("stop"), ..self }
    }

    /// In rows and notices.
    #[must_use]
    pub fn small(self) -> Self {
        Self { size: Some("s"), ..self }
    }

    /// At the end of a whole page.
    #[must_use]
    pub fn large(self) -> Self {
        Self { size: Some("l"), ..self }
    }

    /// With an icon before the word.
    #[must_use]
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// Adds `name=value` to the form when this button sends it.
    #[must_use]
    pub fn named(self, name: &'a str, value: &'a str) -> Self {
        Self { pressed: Some((name, value)), ..self }
    }

    /// Sends the form to another path than its own.
    #[must_use]
    pub fn sending_to(self, path: &'a str) -> Self {
        Self { formaction: Some(path), ..self }
    }

    /// Sends the form without the browser's own checks, for “keep” and “preview”.
    #[must_use]
    pub fn unchecked(self) -> Self {
        Self { unchecked: true, ..self }
    }

    /// What is added for those who hear the page: “ the letter to Mira Sandholt”.
    #[must_use]
    pub fn heard_as(self, rest: impl Into<String>) -> Self {
        Self { unseen: Some(rest.into()), ..self }
    }

    fn inside(&self) -> Markup {
        html! {
            @if let Some(icon) = self.icon { (icon.small()) }
            (self.word)
            @if let Some(rest) = &self.unseen { span class="visually-hidden" { (rest) } }
        }
    }
}

impl Render for Button<'_> {
    fn render(&self) -> Markup {
        let (name, value) = self.pressed.unzip();
        match self.to {
            Some(path) => {
                html! { a class="button" href=(path) data-kind=[self.kind] data-size=[self.size] { (self.inside()) } }
            }
            None => html! {
                button class="button" data-kind=[self.kind] data-size=[self.size] type="submit" name=[name] value=[value]
                    formaction=[self.formaction] formnovalidate[self.unchecked] { (self.inside()) }
            },
        }
    }
}

/// Buttons in a row.
pub fn actions<'a>(buttons: impl IntoIterator<Item = Button<'a>>) -> Markup {
    html! { div class="actions" { @for button in buttons { (button) } } }
}

/// A form that is one button: the change is a POST, so that no link checker and no crawler does it.
pub fn one_button(path: &str, button: &Button<'_>) -> Markup {
    html! { form method="post" action=(path) { (button) } }
}
