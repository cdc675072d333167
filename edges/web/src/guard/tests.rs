use std::net::SocketAddr;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Path};
use axum::response::Html;
use axum::routing::{get, post};
use http::header::{HOST, LOCATION, RETRY_AFTER, SET_COOKIE, WWW_AUTHENTICATE};
use maud::{Markup, html};
use tower::ServiceExt;

use super::*;
use crate::forms::Typed;
use crate::shell::{Here, Public, Shell, Who};
use crate::{Said, see_other};

const HERE: &str = "https://learning.lindmoor.example";

fn page(said: &Said) -> Markup {
    Public { title: "Page", said: said.clone(), ..Public::default() }.page(&html! { h1 { "Page" } })
}

fn member_s() -> Markup {
    Shell::new("Page", Here::Elsewhere, &Who::default()).page(&html! { h1 { "Page" } })
}

fn app() -> Router {
    let routes = Router::new()
        .route(
            "/desk",
            get(async |said: Said| page(&said))
                .post(async || (Said::well("Sent. The promise is kept."), see_other("/desk"))),
        )
        .route("/kept", get(async || Html(member_s().into_string())))
        .route("/made", get(async || member_s()))
        .route("/requests/{number}", get(async |Path(number): Path<u32>| format!("R-{number}")))
        .route("/s/{key}", get(async || page(&Said::default())).post(async || "thanks"))
        .route("/form", post(async |form: Typed| form.text("what").to_owned()))
        .route("/panic", get(async || -> &'static str { panic!("the reason, for the log alone") }))
        .route("/slow", get(async || std::future::pending::<&'static str>().await))
        .route("/member", get(async || Failure::SignIn { back: "/requests?state=open".to_owned() }))
        .route("/broken", get(async || Failure::from(ground::StoreError::Broken("no such table: secret".to_owned()))))
        .route(
            "/often",
            get(async || Failure::TooMany {
                words: "Three an hour to one address.".to_owned(),
                retry_after: Duration::from_secs(90),
            }),
        )
        .route(
            "/whence",
            get(async |client: Client| client.address.map(|address| address.to_string()).unwrap_or_default()),
        )
        .route("/api/v1/requests", post(async |headers: HeaderMap| headers.contains_key(COOKIE).to_string()))
        .route("/api/v1/member", get(async || Failure::SignIn { back: "/".to_owned() }))
        .route("/api/v1/panic", get(async || -> &'static str { panic!("the reason, for the log alone") }))
        .merge(crate::assets::routes());
    around(routes, Rules::new(HERE, &["10.0.0.1".parse().unwrap()]).answering_within(Duration::from_millis(200)))
}

#[tokio::test]
async fn a_page_of_a_member_is_answered_alike_whether_it_is_made_or_kept() {
    let (made, kept) = (ask("GET", "/made", &[], "").await, ask("GET", "/kept", &[], "").await);
    assert_eq!((made.header("content-language"), &made.text), (kept.header("content-language"), &kept.text));
    assert_eq!(ask("GET", "/s/key", &[], "").await.header("content-language"), "en");
}

struct Told {
    status: u16,
    headers: HeaderMap,
    text: String,
}

impl Told {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

async fn ask(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Told {
    let mut request = Request::builder().method(method).uri(path).header(HOST, "learning.lindmoor.example");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut request = request.body(Body::from(body.to_owned())).unwrap();
    request.extensions_mut().insert(ConnectInfo("10.0.0.1:4711".parse::<SocketAddr>().unwrap()));
    let response = app().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let text = String::from_utf8_lossy(&to_bytes(body, 1_000_000).await.unwrap()).into_owned();
    Told { status: parts.status.as_u16(), headers: parts.headers, text }
}

#[tokio::test]
async fn the_browser_is_bound_on_every_answer() {
    for path in ["/desk", "/nowhere", "/panic", "/s/key", crate::assets::STYLE] {
        let told = ask("GET", path, &[], "").await;
        let policy = told.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'")
                && policy.contains("frame-ancestors 'none'")
                && policy.contains("base-uri 'none'"),
            "{path}"
        );
        assert!(
            !policy.contains("unsafe-inline")
                && !policy.contains("unsafe-eval")
                && !policy.contains("http")
                && !policy.contains('*')
        );
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("cross-origin-opener-policy", "same-origin"),
            ("strict-transport-security", "max-age=31536000"),
            ("x-robots-tag", "noindex, nofollow"),
        ] {
            assert_eq!(told.header(name), value, "{path}");
        }
        assert!(!told.header("x-request-id").is_empty() && told.header("permissions-policy").contains("camera=()"));
    }
}

#[tokio::test]
async fn pages_are_never_stored_and_a_private_address_never_leaks() {
    let member = ask("GET", "/desk", &[], "").await;
    assert_eq!((member.header("cache-control"), member.header("referrer-policy")), ("no-store", "same-origin"));
    for path in ["/s/key", "/s/", "/s/key/more"] {
        let private = ask("GET", path, &[], "").await;
        assert_eq!(
            (private.header("cache-control"), private.header("referrer-policy")),
            ("no-store", "no-referrer"),
            "{path}"
        );
    }
    assert!(ask("GET", crate::assets::STYLE, &[], "").await.header("cache-control").contains("immutable"));
}

#[tokio::test]
async fn an_asset_comes_in_the_smallest_form_the_browser_takes() {
    for (accept, coding) in [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("identity", "")] {
        let told = ask("GET", crate::assets::STYLE, &[("accept-encoding", accept)], "").await;
        assert_eq!(
            (told.status, told.header("content-encoding"), told.header("vary")),
            (200, coding, "accept-encoding")
        );
        assert_eq!(told.header("content-type"), "text/css; charset=utf-8");
    }
    assert_eq!(ask("GET", "/assets/offwheel-000000000000.css", &[], "").await.status, 404);
    assert_eq!(ask("GET", "/robots.txt", &[], "").await.text, "User-agent: *\nDisallow: /\n");
}

#[tokio::test]
async fn only_our_own_pages_change_anything() {
    for (headers, status) in [
        (&[("sec-fetch-site", "same-origin")] as &[(&str, &str)], 303),
        (&[("sec-fetch-site", "none")], 303),
        (&[("sec-fetch-site", "cross-site")], 403),
        (&[("sec-fetch-site", "same-site")], 403),
        (&[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")], 403),
        // Browsers that don't say where a request comes from.
        (&[("origin", HERE)], 303),
        (&[("origin", "https://evil.example")], 403),
        (&[("origin", "https://learning.lindmoor.example.evil.example")], 403),
        (&[("origin", "null")], 403),
        // A proxy that changes the Host: the public address still counts.
        (&[("origin", HERE), ("x-forwarded-host", "inner")], 303),
        // No browser.
        (&[], 303),
    ] {
        let told = ask("POST", "/desk", headers, "").await;
        assert_eq!(told.status, status, "{headers:?}");
        assert!(status != 403 || told.text.contains("nothing was done"), "{headers:?}");
    }
    assert_eq!(
        ask("GET", "/desk", &[("sec-fetch-site", "cross-site")], "").await.status,
        200,
        "links from elsewhere lead here"
    );
}

#[tokio::test]
async fn a_private_page_takes_its_own_form_from_a_browser_that_hides_the_origin() {
    assert_eq!(ask("POST", "/s/key", &[("origin", "null")], "").await.status, 200);
    assert_eq!(ask("POST", "/s/key", &[("origin", "null"), ("sec-fetch-site", "same-origin")], "").await.status, 200);
    assert_eq!(ask("POST", "/s/key", &[("origin", "null"), ("sec-fetch-site", "cross-site")], "").await.status, 403);
    assert_eq!(ask("POST", "/s/key", &[("origin", "https://evil.example")], "").await.status, 403);
}

#[tokio::test]
async fn the_api_knows_tokens_and_never_a_cookie() {
    let headers = [
        ("origin", "https://tool.example"),
        ("sec-fetch-site", "cross-site"),
        ("authorization", "Bearer t"),
        ("cookie", "__Host-offwheel=stolen"),
    ];
    let told = ask("POST", "/api/v1/requests", &headers, "").await;
    assert_eq!((told.status, told.text.as_str()), (200, "false"));
}

#[tokio::test]
async fn what_was_said_is_said_once() {
    let sent = ask("POST", "/desk", &[], "").await;
    assert_eq!((sent.status, sent.header("location")), (303, "/desk"));
    let cookie = sent.headers[SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    // Another page, without a place for it, leaves it there.
    assert!(!ask("GET", "/s/key", &[("cookie", &cookie)], "").await.headers.contains_key(SET_COOKIE));
    let shown = ask("GET", "/desk", &[("cookie", &cookie)], "").await;
    assert!(shown.text.contains("Sent. The promise is kept."));
    assert!(shown.headers[SET_COOKIE].to_str().unwrap().starts_with("offwheel-said=; Path=/; Max-Age=0"));
    assert!(!ask("GET", "/desk", &[], "").await.headers.contains_key(SET_COOKIE));
}

#[tokio::test]
async fn whatever_goes_wrong_is_a_calm_page_or_a_problem_document() {
    for (method, path, status, words) in [
        ("GET", "/nowhere", 404, "This page is not here"),
        ("GET", "/requests/seven", 404, "This page is not here"),
        ("GET", "/panic", 500, "Something went wrong on our side"),
        ("GET", "/broken", 500, "Something went wrong on our side"),
        ("GET", "/slow", 503, "we can’t say whether it was done"),
        ("GET", "/often", 429, "Three an hour to one address."),
        ("PUT", "/desk", 405, "can’t be used in that way"),
        ("POST", "/form", 400, "The form did not arrive whole"),
    ] {
        let told = ask(method, path, &[], "").await;
        assert_eq!(told.status, status, "{path}");
        assert!(told.text.starts_with("<!DOCTYPE html>") && told.text.contains(words), "{path}: {}", told.text);
        assert!(!told.text.contains("for the log alone") && !told.text.contains("secret"), "{path} tells too much");
        assert!(status != 500 || told.text.contains(told.header("x-request-id")), "{path} names its number");
    }
    for (method, path, status) in [
        ("GET", "/api/v1/nowhere", 404),
        ("GET", "/api/v1/panic", 500),
        ("GET", "/api/v1/member", 401),
        ("PUT", "/api/v1/requests", 405),
    ] {
        let told = ask(method, path, &[], "").await;
        assert_eq!((told.status, told.header("content-type")), (status, "application/problem+json"), "{path}");
        let problem: serde_json::Value = serde_json::from_str(&told.text).unwrap();
        assert_eq!(
            (problem["status"].as_u64(), problem["type"].as_str()),
            (Some(u64::from(status)), Some("about:blank"))
        );
        assert!(
            problem["title"].is_string() && problem["detail"].is_string() && !told.text.contains("for the log alone")
        );
        assert_eq!(problem["instance"].as_str(), Some(told.header("x-request-id")));
    }
}

#[tokio::test]
async fn limits_and_missing_sign_in_say_how_to_go_on() {
    assert_eq!(ask("GET", "/often", &[], "").await.headers[RETRY_AFTER], "90");
    assert_eq!(ask("GET", "/api/v1/member", &[], "").await.headers[WWW_AUTHENTICATE], "Bearer");
    let told = ask("GET", "/member", &[], "").await;
    assert_eq!(
        (told.status, told.headers[LOCATION].to_str().unwrap()),
        (303, "/sign-in?back=%2Frequests%3Fstate%3Dopen")
    );
    assert_eq!(ask("PUT", "/desk", &[], "").await.headers[http::header::ALLOW], "GET,HEAD,POST");
    let large = format!("what={}", "a".repeat(BODY_BYTES));
    let told = ask(
        "POST",
        "/form",
        &[("content-type", "application/x-www-form-urlencoded"), ("content-length", &large.len().to_string())],
        &large,
    )
    .await;
    assert!(told.status == 413 && told.text.starts_with("<!DOCTYPE html>"), "{}", told.status);
}

#[tokio::test]
async fn the_client_s_address_is_the_proxy_s_word() {
    assert_eq!(ask("GET", "/whence", &[("x-forwarded-for", "203.0.113.9")], "").await.text, "203.0.113.9");
    assert_eq!(ask("GET", "/whence", &[], "").await.text, "10.0.0.1");
}

#[test]
fn a_way_on_never_leaves_this_server() {
    for (path, local) in [
        ("/desk", "/desk"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("", "/"),
        ("/a\r\nb", "/"),
    ] {
        assert_eq!(crate::local_path(path), local);
    }
}
