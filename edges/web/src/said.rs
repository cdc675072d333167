use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::FromRequestParts;
use axum::response::{IntoResponseParts, ResponseParts};
use http::header::SET_COOKIE;
use http::request::Parts;
use http::{HeaderMap, HeaderValue};
use maud::{Markup, Render, html};

use crate::cookies;
use crate::notices::{Notice, Tone};
use crate::words::unbroken;

const COOKIE: &str = "offwheel-said";

/// What the page after an act says about it, once: “Sent. The promise is kept.”
///
/// As an extractor it is what the act before left to say; in a frame it stands above the page. As a part of an answer,
/// `(Said::well("Sent. The promise is kept."), see_other("/desk"))`, it is left for the next page. It travels in a cookie
/// of its own, so it holds no more than a sentence for the eyes of who acted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    words: Option<(Tone, String, String)>,
}

impl Said {
    /// It was done.
    pub fn well(title: impl Into<String>) -> Self {
        Self { words: Some((Tone::Good, title.into(), String::new())) }
    }

    /// It was done, and there is something to know.
    pub fn with_care(title: impl Into<String>) -> Self {
        Self { words: Some((Tone::Care, title.into(), String::new())) }
    }

    /// A second sentence below.
    #[must_use]
    pub fn more(mut self, sentence: impl Into<String>) -> Self {
        if let Some((_, _, more)) = &mut self.words {
            *more = sentence.into();
        }
        self
    }

    /// Whether there is nothing to say.
    pub fn is_silent(&self) -> bool {
        self.words.is_none()
    }

    fn to_cookie(&self) -> Option<String> {
        let (tone, title, more) = self.words.as_ref()?;
        let tone = if *tone == Tone::Good { "g" } else { "c" };
        Some(form_urlencoded::Serializer::new(String::new()).append_pair(tone, title).append_pair("m", more).finish())
    }

    fn from_cookie(value: &str) -> Self {
        let mut pairs = form_urlencoded::parse(value.as_bytes());
        let words = pairs.next().zip(pairs.next()).map(|((tone, title), (_, more))| {
            (if tone == "g" { Tone::Good } else { Tone::Care }, title.into_owned(), more.into_owned())
        });
        Self { words: words.filter(|(_, title, _)| !title.is_empty()) }
    }
}

impl Render for Said {
    fn render(&self) -> Markup {
        match &self.words {
            Some((tone, title, more)) => {
                let body = html! { @if !more.is_empty() { p { (unbroken(more)) } } };
                html! { div class="stack" role="status" { (Notice::new(*tone, title).body(body)) } }
            }
            None => html! {},
        }
    }
}

/// Notes that a page has taken what there was to say, so that it is said once.
#[derive(Clone, Default)]
pub(crate) struct Taken(Arc<AtomicBool>);

impl Taken {
    /// Takes the cookie off the browser if a page has said it.
    pub(crate) fn clear(&self, headers: &mut HeaderMap) {
        if self.0.load(Ordering::Relaxed) {
            headers.append(
                SET_COOKIE,
                HeaderValue::from_static("offwheel-said=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"),
            );
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Said {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let Some(value) = cookies::value(&parts.headers, COOKIE) else { return Ok(Self::default()) };
        if let Some(taken) = parts.extensions.get::<Taken>() {
            taken.0.store(true, Ordering::Relaxed);
        }
        Ok(Self::from_cookie(value))
    }
}

impl IntoResponseParts for Said {
    type Error = Infallible;

    fn into_response_parts(self, mut response: ResponseParts) -> Result<ResponseParts, Infallible> {
        let cookie =
            self.to_cookie().map(|value| format!("{COOKIE}={value}; Path=/; Max-Age=120; HttpOnly; SameSite=Lax"));
        if let Some(value) = cookie.and_then(|cookie| HeaderValue::from_str(&cookie).ok()) {
            response.headers_mut().append(SET_COOKIE, value);
        }
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_comes_back_as_it_was_said() {
        let said = Said::well("Sent. The promise is kept.").more("Ben; Rühl, “has” it since 11:58 & <b>");
        let cookie = said.to_cookie().unwrap();
        assert!(HeaderValue::from_str(&cookie).is_ok() && !cookie.contains([';', ' ', ',']), "{cookie}");
        assert_eq!(Said::from_cookie(&cookie), said);
        assert!(said.render().into_string().contains("&lt;b&gt;"));
    }

    #[test]
    fn nothing_said_shows_nothing() {
        for value in ["", "g", "x=y", "g=&m="] {
            assert_eq!(Said::from_cookie(value).render().into_string(), "", "{value}");
        }
    }
}
