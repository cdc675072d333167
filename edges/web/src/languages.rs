//! In which language somebody reads: what they chose, else what their browser asks for; and the links to choose another.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use http::request::Parts;
use maud::{Markup, html};

use crate::{Language, say};

/// The name under which a chosen language travels in an address or a form.
pub const FIELD: &str = "language";

/// The language that the browser asks for first among ours, if it asks for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Browser(pub Option<Language>);

impl<S: Send + Sync> FromRequestParts<S> for Browser {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(browser_of(&parts.headers)))
    }
}

/// What the browser asks for, by the head of its request.
pub(crate) fn browser_of(headers: &HeaderMap) -> Option<Language> {
    headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).and_then(Language::accepted)
}

/// The same page in each language, as links: `path` gives the address for a language.
pub fn links(now: Language, path: impl Fn(Language) -> String) -> Markup {
    html! {
        nav aria-label=(say::language(now)) {
            ul class="cluster" role="list" {
                @for language in Language::ALL {
                    li {
                        a href=(path(language)) lang=(language.tag()) hreflang=(language.tag()) aria-current=[(language == now).then_some("true")] { (language.name()) }
                    }
                }
            }
        }
    }
}

/// The name of the hidden field that says which page somebody was on when they chose a language.
pub const BACK: &str = "back";

/// The languages as buttons of one form, for a choice that is kept: it posts [`FIELD`] to `path`, with the page that was open as [`BACK`].
pub fn choice(now: Language, path: &str, back: &str) -> Markup {
    html! {
        nav aria-label=(say::language(now)) {
            form method="post" action=(path) {
                input type="hidden" name=(BACK) value=(back);
                ul class="cluster" role="list" {
                    @for language in Language::ALL {
                        li {
                            button class="button" data-kind="plain" data-size="s" type="submit" name=(FIELD) value=(language.tag()) lang=(language.tag()) aria-current=[(language == now).then_some("true")] { (language.name()) }
                        }
                    }
                }
            }
        }
    }
}
