use std::error::Error;
use std::time::Duration;

use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use maud::{Markup, html};
use serde::Serialize;

use crate::fields::errors_notice;
use crate::forms::Errors;
use crate::shell::Public;
use crate::{Language, asking, say};

/// What a handler answers: a page, or the reason why not.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// Why a request could not be done, in the words the person reads.
///
/// It becomes a calm page, or below `/api/` a problem document (RFC 9457).
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is no such thing, or it is another team's.
    #[error("This is not here. The address may be old or incomplete.")]
    NotFound,
    /// Nobody is signed in. The page leads to the sign-in and from there to `back`, a path on this server.
    #[error("Sign in first.")]
    SignIn {
        /// Path to return to.
        back: String,
    },
    /// Who is asking may not do this; the words say who may.
    #[error("{0}")]
    Forbidden(String),
    /// A rule says no; the words say why and what to do next.
    #[error("{0}")]
    Refused(String),
    /// Something typed has to be mended. A page shows its own form again instead; this is for the API and for forms without fields.
    #[error("{}", say::invalid(Language::En))]
    Invalid(Errors),
    /// A rule says no at a place in a document that is as described: only the team's own things, or two fields beside each other, can
    /// tell. For the API; a page shows its form again.
    #[error("A rule says no to something here.")]
    RefusedAt(Errors),
    /// Somebody else changed it first.
    #[error("{}", .0.words())]
    Conflict(Changed),
    /// Too often in a short time.
    #[error("{words}")]
    TooMany {
        /// What there was too much of, and what to do.
        words: String,
        /// When the next one is taken.
        retry_after: Duration,
    },
    /// The body is over a limit; the words name it.
    #[error("{0}")]
    TooLarge(String),
    /// It may work in a moment.
    #[error("{}", say::unavailable(Language::En))]
    Unavailable,
    /// The disk is full or read-only; only the administrator can help.
    #[error("{}", say::cannot_write(Language::En))]
    CannotWrite(#[source] Box<dyn Error + Send + Sync>),
    /// It took too long; whether it was done is not known.
    #[error("{}", say::too_slow(Language::En))]
    TooSlow,
    /// The request can’t be read as what it should be; the words say what it should be.
    #[error("{0}")]
    Unreadable(String),
    /// A fault of ours. It is logged with the number that the page shows; the person reads nothing of it.
    #[error("{}", say::internal(Language::En))]
    Internal(#[source] Box<dyn Error + Send + Sync>),
}

/// A change by somebody else that came before this one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    /// Who changed it, if known.
    pub by: Option<String>,
    /// How long ago, in words: “a minute ago”.
    pub ago: Option<String>,
    /// What stands there now.
    pub theirs: Option<String>,
    /// What was to be saved.
    pub yours: Option<String>,
}

impl Changed {
    fn words(&self) -> String {
        let by = self.by.as_deref().map(|name| format!(" by {name}")).unwrap_or_default();
        let ago = self.ago.as_deref().map(|ago| format!(" {ago}")).unwrap_or_default();
        format!(
            "This was changed{by}{ago}, while you had it open. Open it again, look at what is there now, and add yours."
        )
    }
}

/// A problem document (RFC 9457), as the API answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// `about:blank`: the status says it all.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The kind of problem in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong and what to do.
    pub detail: String,
    /// The number of the request in our log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// What to mend, field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<AtField>,
}

/// What to mend at one field of a document that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AtField {
    /// JSON pointer to the field, such as `#/from/address`.
    pub pointer: String,
    /// What to do.
    pub detail: String,
}

impl Failure {
    /// A fault of ours, to be logged.
    pub fn internal(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Internal(error.into())
    }

    pub(crate) fn unreadable_form() -> Self {
        Self::Unreadable(say::unreadable(Language::En).to_owned())
    }

    /// The HTTP status it is answered with.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::SignIn { .. } => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::Refused(_) | Self::RefusedAt(_) | Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unavailable | Self::TooSlow | Self::CannotWrite(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unreadable(_) => StatusCode::BAD_REQUEST,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The same page or document under another status.
    pub(crate) fn answered_as(self, status: StatusCode) -> Response {
        let mut response = if asking::is_api() {
            let reason = status.canonical_reason().unwrap_or("Problem").to_owned();
            Problem { status: status.as_u16(), title: reason, ..self.problem() }.into_response()
        } else {
            self.into_response()
        };
        *response.status_mut() = status;
        response
    }

    fn title(&self, language: Language) -> &'static str {
        match self {
            Self::NotFound => say::not_found_title(language),
            Self::SignIn { .. } => say::sign_in_title(language),
            Self::Forbidden(_) => say::forbidden_title(language),
            Self::Refused(_) | Self::RefusedAt(_) => say::refused_title(language),
            Self::Invalid(_) => say::invalid_title(language),
            Self::Conflict(_) => say::conflict_title(language),
            Self::TooMany { .. } => say::too_many_title(language),
            Self::TooLarge(_) => say::too_large_title(language),
            Self::Unavailable | Self::CannotWrite(_) => say::not_now_title(language),
            Self::TooSlow => say::too_slow_title(language),
            Self::Unreadable(_) => say::unreadable_title(language),
            Self::Internal(_) => say::internal_title(language),
        }
    }

    /// What the page says below its title. The words that came with a failure are English; another language says as much as holds for all
    /// of its kind.
    fn lead(&self, language: Language) -> String {
        match self {
            Self::NotFound => say::not_found(language).to_owned(),
            _ if language == Language::En => self.to_string(),
            Self::SignIn { .. } => say::sign_in_title(language).to_owned(),
            Self::Forbidden(_) => say::forbidden(language).to_owned(),
            Self::Refused(_) | Self::RefusedAt(_) | Self::Conflict(_) => say::refused(language).to_owned(),
            Self::Invalid(_) => say::invalid(language).to_owned(),
            Self::TooMany { .. } => say::too_many(language).to_owned(),
            Self::TooLarge(_) => say::too_large(language).to_owned(),
            Self::Unavailable => say::unavailable(language).to_owned(),
            Self::CannotWrite(_) => say::cannot_write(language).to_owned(),
            Self::TooSlow => say::too_slow(language).to_owned(),
            Self::Unreadable(_) => say::unreadable(language).to_owned(),
            Self::Internal(_) => say::internal(language).to_owned(),
        }
    }

    /// As a problem document.
    pub fn problem(&self) -> Problem {
        let errors = if let Self::Invalid(errors) | Self::RefusedAt(errors) = self {
            errors.iter().map(at_field).collect()
        } else {
            Vec::new()
        };
        Problem {
            kind: "about:blank",
            title: self.status().canonical_reason().unwrap_or("Problem").to_owned(),
            status: self.status().as_u16(),
            detail: self.to_string(),
            instance: asking::id(),
            errors,
        }
    }

    fn log(&self) {
        if let Self::Internal(error) | Self::CannotWrite(error) = self {
            let mut causes = vec![error.to_string()];
            let mut next = error.source();
            while let Some(cause) = next {
                causes.push(cause.to_string());
                next = cause.source();
            }
            tracing::error!(request = asking::id(), error = causes.join(": "), "a request failed");
        }
    }

    fn answer(&self) -> Response {
        (self.status(), self.page()).into_response()
    }

    pub(crate) fn page(&self) -> Markup {
        let language = asking::language();
        let title = self.title(language);
        let body = html! {
            div class="stack" data-gap="l" {
                h1 { (title) }
                p class="lead measure" { (self.lead(language)) }
                @match self {
                    Self::Invalid(errors) | Self::RefusedAt(errors) => (errors_notice(errors)),
                    Self::Conflict(changed) => (both_texts(changed)),
                    Self::Internal(_) | Self::CannotWrite(_) | Self::TooSlow => @if let Some(id) = asking::id() { p class="meta" { (say::number(language, id)) } },
                    _ => {},
                }
                div class="actions" { a class="button" href="/" { (say::to_start(language)) } }
            }
        };
        Public { title, language, ..Public::default() }.page(&body)
    }
}

fn both_texts(changed: &Changed) -> Markup {
    html! {
        @for (label, text) in [("What stands there now", &changed.theirs), ("What you wrote", &changed.yours)] {
            @if let Some(text) = text {
                section { h2 { (label) } (crate::words::quote(text)) }
            }
        }
    }
}

fn at_field((field, words): (Option<&str>, &str)) -> AtField {
    let pointer = field.map(|field| format!("/{}", field.replace('.', "/"))).unwrap_or_default();
    AtField { pointer: format!("#{pointer}"), detail: words.to_owned() }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, [(CONTENT_TYPE, "application/problem+json")], axum::Json(self)).into_response()
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        self.log();
        let mut response = match (&self, asking::is_api()) {
            (failure, true) => failure.problem().into_response(),
            (Self::SignIn { back }, false) => Redirect::to(&sign_in_and_back(back)).into_response(),
            (failure, false) => failure.answer(),
        };
        if let Self::TooMany { retry_after, .. } = &self {
            response.headers_mut().insert(RETRY_AFTER, retry_after.as_secs().max(1).into());
        }
        if response.status() == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(WWW_AUTHENTICATE, http::HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// The sign-in page, which leads back to a path on this server and nowhere else.
fn sign_in_and_back(back: &str) -> String {
    let back: String = form_urlencoded::byte_serialize(crate::moving::local_path(back).as_bytes()).collect();
    format!("{}?back={back}", crate::shell::SIGN_IN)
}

impl From<Errors> for Failure {
    fn from(errors: Errors) -> Self {
        Self::Invalid(errors)
    }
}

/// What the database could not do. A room matches `Unique` and `Missing` where it can meet them; here they are faults of ours.
impl From<ground::StoreError> for Failure {
    fn from(error: ground::StoreError) -> Self {
        use ground::StoreError;
        match error {
            StoreError::Conflict => Self::Conflict(Changed::default()),
            StoreError::Busy => Self::Unavailable,
            StoreError::Unavailable(_) => {
                tracing::warn!(request = asking::id(), %error, "the database can't be reached");
                Self::Unavailable
            }
            StoreError::CannotWrite(_) => Self::CannotWrite(error.into()),
            StoreError::Unique | StoreError::Missing | StoreError::Broken(_) => Self::internal(error),
        }
    }
}

/// An id in an address that is none of ours is not here.
impl From<ground::IdError> for Failure {
    fn from(_: ground::IdError) -> Self {
        Self::NotFound
    }
}
