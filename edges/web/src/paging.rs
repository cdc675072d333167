//! Lists in pages: a page begins after the last row of the one before, so that rows that come in between move nothing.

use std::fmt;
use std::str::FromStr;

use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use http::{HeaderMap, StatusCode};
use maud::{Markup, html};

/// The last row of a page: the number it is ordered by (an instant in milliseconds, a running number), and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What the list is ordered by.
    pub key: i64,
    /// The id that parts rows of the same key.
    pub id: String,
}

/// A place that does not come from one of our links.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("This is no page of the list. Start again from its first page.")]
pub struct NoPlace;

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}_{}", self.key, self.id)
    }
}

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let (key, id) = text.split_once('_').ok_or(NoPlace)?;
        let plain =
            !id.is_empty() && id.len() <= 64 && id.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-');
        match (key.parse(), plain) {
            (Ok(key), true) => Ok(Self { key, id: id.to_owned() }),
            _ => Err(NoPlace),
        }
    }
}

/// `path` with a query, every name and value written so that it arrives as it is; empty values are left out.
pub fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs.iter().filter(|(_, value)| !value.is_empty()));
    match query.finish() {
        query if query.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

/// The links below a list: back to its first page, and on to the next.
pub fn more(name: &str, first: Option<&str>, next: Option<&str>) -> Markup {
    html! {
        @if first.is_some() || next.is_some() {
            nav class="actions" aria-label=(name) {
                @if let Some(path) = first { a class="button" href=(path) data-kind="quiet" data-size="s" { "First page" } }
                @if let Some(path) = next { a class="button" href=(path) data-kind="quiet" data-size="s" rel="next" { "Next page" } }
            }
        }
    }
}

/// A document that changes rarely: sent whole with a print of its content, or not at all if the browser has that print.
pub fn unless_known(headers: &HeaderMap, media: &'static str, content: String) -> Response {
    let print = format!("\"{:016x}\"", print_of(content.as_bytes()));
    let common = [(CACHE_CONTROL, "no-cache".to_owned()), (ETAG, print.clone())];
    let known =
        headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).flat_map(|list| list.split(','));
    if known.map(|one| one.trim().trim_start_matches("W/")).any(|one| one == print || one == "*") {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    (common, [(CONTENT_TYPE, media)], content).into_response()
}

/// FNV-1a, 64 bit: tells versions of one document apart, and holds no secret.
fn print_of(content: &[u8]) -> u64 {
    content.iter().fold(0xcbf2_9ce4_8422_2325, |print, byte| (print ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back_and_nothing_else_does() {
        let place = Place { key: 1_795_600_000_000, id: "0193-ab".to_owned() };
        assert_eq!(place.to_string().parse(), Ok(place));
        for text in ["", "7", "7_", "_a", "x_a", "7_a'b", "7_a b", "7_\u{0}"] {
            assert_eq!(text.parse::<Place>(), Err(NoPlace), "{text}");
        }
    }

    #[test]
    fn a_query_arrives_as_it_was_meant() {
        assert_eq!(with_query("/requests", &[("state", ""), ("q", "")]), "/requests");
        assert_eq!(
            with_query("/requests", &[("q", "a&b=ü c"), ("after", "7_a")]),
            "/requests?q=a%26b%3D%C3%BC+c&after=7_a"
        );
    }

    #[test]
    fn a_document_that_is_known_is_not_sent_again() {
        let first = unless_known(&HeaderMap::new(), "application/json", "{}".to_owned());
        assert_eq!(first.status(), StatusCode::OK);
        let print = first.headers()[ETAG].clone();
        let known = HeaderMap::from_iter([(IF_NONE_MATCH, print.clone())]);
        assert_eq!(unless_known(&known, "application/json", "{}".to_owned()).status(), StatusCode::NOT_MODIFIED);
        assert_eq!(unless_known(&known, "application/json", "{ }".to_owned()).status(), StatusCode::OK);
        let weak =
            HeaderMap::from_iter([(IF_NONE_MATCH, format!("\"x\", W/{}", print.to_str().unwrap()).parse().unwrap())]);
        assert_eq!(unless_known(&weak, "application/json", "{}".to_owned()).status(), StatusCode::NOT_MODIFIED);
    }
}
