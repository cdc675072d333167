//! In which language somebody reads: what they chose, else what their browser asks for; and the links to choose another.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
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
        let header = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Ok(Self(header.and_then(Language::accepted)))
    }
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
