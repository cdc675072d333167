//! What stands before every request and behind every answer: numbers and times for the log, limits, the same-origin check,
//! the headers that bind the browser, and a calm page for whatever went wrong.

use std::any::Any;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, COOKIE, HeaderName, ORIGIN, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::limit::RequestBodyLimitLayer;

use crate::asking::{self, Asking};
use crate::failure::Failure;
use crate::forms::{BODY_BYTES, FORM_BYTES};
use crate::languages::browser_of;
use crate::said::Taken;
use crate::shell::{PRIVATE, PUBLIC};

mod address;
mod number;

pub use address::Client;

/// What a page may load and do: our own style, script and pictures, forms to ourselves, nothing in anybody's frame.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                                           connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Headers of every answer, whatever it is.
const ALWAYS: [(&str, &str); 6] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("x-robots-tag", "noindex, nofollow"),
];

/// What the guard has to know of the installation.
#[derive(Debug, Clone)]
pub struct Rules {
    public_url: String,
    trusted_proxies: Vec<IpAddr>,
    patience: Duration,
    patience_for_files: Duration,
}

impl Rules {
    /// The rules of an installation that is reached at `public_url`, through these proxies or none.
    pub fn new(public_url: &str, trusted_proxies: &[IpAddr]) -> Self {
        Self {
            public_url: public_url.trim_end_matches('/').to_owned(),
            trusted_proxies: trusted_proxies.to_vec(),
            patience: Duration::from_secs(30),
            patience_for_files: Duration::from_secs(300),
        }
    }

    /// The same, where an answer may take only so long.
    #[must_use]
    pub fn answering_within(self, patience: Duration) -> Self {
        Self { patience, patience_for_files: patience, ..self }
    }

    fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

impl From<&ground::Settings> for Rules {
    fn from(settings: &ground::Settings) -> Self {
        Self::new(&settings.public_url, &settings.trusted_proxies)
    }
}

/// Puts the guard around all routes of the program. The assets are among them.
///
/// The listener gives the peer's address by `into_make_service_with_connect_info::<SocketAddr>()`.
pub fn around(routes: Router, rules: Rules) -> Router {
    let same_origin = CsrfLayer::new().with_insecure_bypass(|_, uri| is_api(uri.path()));
    // An address that is no origin can't be trusted; then the Host of the request alone decides.
    let same_origin = same_origin.clone().add_trusted_origin(&rules.public_url).unwrap_or(same_origin);
    routes
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(RequestBodyLimitLayer::new(BODY_BYTES))
        .layer(same_origin.with_rejection_response(foreign))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(dress))
        .layer(from_fn_with_state(Arc::new(rules), answer))
}

/// The outermost: a number for the log, the client's address, a limit of time, and the headers of the answer.
async fn answer(State(rules): State<Arc<Rules>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let private = request.uri().path().starts_with(PRIVATE);
    let language =
        if private || request.uri().path().starts_with(PUBLIC) { browser_of(request.headers()) } else { None };
    let api = is_api(request.uri().path());
    let asking = Asking { id: number::next(), api, language: language.unwrap_or_default() };
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    let (id, taken) = (asking.id.clone(), Taken::default());
    let client = Client::of(&request, &rules.trusted_proxies);
    request.extensions_mut().insert(client);
    request.extensions_mut().insert(taken.clone());
    relax(&mut request, api, private);
    let patience = if carries_files(request.headers()) { rules.patience_for_files } else { rules.patience };
    let (mut response, spoken) = asking::within(asking, async {
        match tokio::time::timeout(patience, next.run(request)).await {
            Ok(response) => response,
            Err(_elapsed) => Failure::TooSlow.into_response(),
        }
    })
    .await;
    bind(response.headers_mut(), rules.is_secure(), private);
    if let Some(language) = spoken {
        response.headers_mut().insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    }
    taken.clear(response.headers_mut());
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", id);
    }
    // The route, never the address: that of a private page is its key.
    let milliseconds = started.elapsed().as_millis();
    tracing::info!(request = id, %method, route, status = response.status().as_u16(), milliseconds, "answered");
    response
}

/// Two cases in which the same-origin check would see wrong.
fn relax(request: &mut Request, api: bool, private: bool) {
    let headers = request.headers_mut();
    if api {
        // A token opens the API, never the browser's cookie; so a foreign page can do nothing there.
        headers.remove(COOKIE);
    }
    // A page with `no-referrer` sends its own forms with the origin “null”. Browsers that say where a request comes from are
    // believed; of the others, who knows the address of a private page may post to it.
    let unsaid = !headers.contains_key("sec-fetch-site");
    if private && unsaid && headers.get(ORIGIN).is_some_and(|origin| origin == "null") {
        headers.remove(ORIGIN);
    }
}

/// Answers that are nobody's page yet, such as an unknown path or a body that could not be parsed, become one.
async fn dress(request: Request, next: Next) -> Response {
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    let response = next.run(request).await;
    let status = response.status();
    let media = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let bare = media.is_none_or(|media| media.starts_with("text/plain"));
    if !bare || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let failure = match status {
        StatusCode::NOT_FOUND => Failure::NotFound,
        // An id in an address that is none of ours.
        StatusCode::BAD_REQUEST if reading => Failure::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge("This is larger than we can take here.".to_owned()),
        StatusCode::METHOD_NOT_ALLOWED => {
            let allowed = response.headers().get(http::header::ALLOW).cloned();
            let mut dressed = Failure::Unreadable("This address can’t be used in that way.".to_owned())
                .answered_as(StatusCode::METHOD_NOT_ALLOWED);
            dressed.headers_mut().extend(allowed.map(|allowed| (http::header::ALLOW, allowed)));
            return dressed;
        }
        status if status.is_server_error() => Failure::internal(format!("a bare answer {status}")),
        status => {
            return Failure::Unreadable("What was sent is not what this address takes.".to_owned()).answered_as(status);
        }
    };
    failure.into_response()
}

fn foreign(error: ProtectionError) -> Response {
    tracing::warn!(%error, "a form of another site was refused");
    Failure::Forbidden(
        "This was sent from a page that is not ours, so nothing was done. Open our page yourself and send it from there.".to_owned(),
    )
    .into_response()
}

fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    Failure::internal(format!("panic: {text}")).into_response()
}

fn bind(headers: &mut HeaderMap, secure: bool, private: bool) {
    for (name, value) in ALWAYS {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    if private {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.entry(REFERRER_POLICY).or_insert(HeaderValue::from_static("same-origin"));
    if secure {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}

fn is_api(path: &str) -> bool {
    path.starts_with("/api/")
}

fn carries_files(headers: &HeaderMap) -> bool {
    let media = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    media.is_some_and(|media| media.to_ascii_lowercase().starts_with("multipart/"))
}

#[cfg(test)]
mod tests;
