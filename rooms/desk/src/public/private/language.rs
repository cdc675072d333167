//! Choosing the language: it is kept with the stakeholder, and pages and letters follow.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::Ground;
use web::forms::Typed;
use web::languages::{BACK, FIELD};
use web::{Failure, Language, Said, see_other};

use super::Visit;
use crate::say;

/// Keeps the choice, and leads back to the page on which it was made.
pub(super) async fn choose(State(ground): State<Ground>, visit: Visit, typed: Typed) -> web::Result<Response> {
    let language = Language::of_tag(typed.text(FIELD)).ok_or(Failure::NotFound)?;
    team::choose_language(&ground, &visit.stakeholder, language).await?;
    let said = Said::well(say::language_kept(language));
    Ok((said, see_other(visit.path(opened(typed.text(BACK))))).into_response())
}

/// A page below the private page, as a form says which one was open; the private page itself if it is none that a link opens.
fn opened(below: &str) -> &str {
    let (place, rest) = below.trim_start_matches('/').split_once('/').unwrap_or((below.trim_start_matches('/'), ""));
    let is_path = below.starts_with('/') && rest.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'/');
    let opens = matches!(place, "promise" | "options" | "link" | "withdrawal" | "questions" | "additions");
    if is_path && opens { below } else { "" }
}

#[cfg(test)]
mod tests {
    use super::opened;

    #[test]
    fn a_choice_leads_back_to_pages_that_open_and_to_no_other() {
        for below in [
            "/promise",
            "/options",
            "/options/2",
            "/link",
            "/withdrawal",
            "/questions/1",
            "/questions/1/thanks",
            "/additions/1",
        ] {
            assert_eq!(opened(below), below);
        }
        for below in ["", "/", "/messages", "/language", "promise", "//evil.example", "/options/../x", "/promise?x=1"] {
            assert_eq!(opened(below), "", "{below}");
        }
    }
}
