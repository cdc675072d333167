//! What the tests of every room begin with: a small company, and somebody of it before the pages of the rooms that are tested, with a
//! browser or with a program. What goes wrong here stops the test.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};

use axum::Router;
use axum::body::{Body, to_bytes};
use ground::threads::{self, Thread};
use ground::uuid::Uuid;
use ground::{Ground, new_uuid};
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use http::{HeaderMap, Request, StatusCode, request};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tower::ServiceExt;
use worktime::{Calendar, Turnaround};

use crate::{FirstPerson, Member, NewPerson, NewTeam, Role, Scope};

/// The password of everybody.
pub const PASSWORD: &str = "a long way to the sea";

/// Learning at Lindmoor, whose first person is Jonas Feldt. In Berlin, from 9 to 17, with 24 business hours.
pub fn lindmoor(slug: &str) -> NewTeam {
    NewTeam {
        name: "Learning at Lindmoor".to_owned(),
        slug: slug.to_owned(),
        prefix: "R".to_owned(),
        domains: Vec::new(),
        calendar: Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00").unwrap(),
        turnaround: Turnaround::business_hours(24),
        first: FirstPerson {
            name: "Jonas Feldt".to_owned(),
            address: format!("jonas.feldt@{slug}.example"),
            password: Some(PASSWORD.to_owned()),
        },
    }
}

/// Founds [`lindmoor`], and a team that is not it by another slug.
pub async fn found(ground: &Ground, slug: &str) -> Member {
    crate::found(ground, lindmoor(slug)).await.unwrap().1
}

/// The address of somebody at Lindmoor.
pub fn address(name: &str) -> String {
    format!("{}@lindmoor.example", name.to_lowercase().replace(' ', "."))
}

/// Somebody of this role, to be added to a team.
pub fn person(name: &str, role: Role) -> NewPerson {
    NewPerson {
        name: name.to_owned(),
        address: address(name),
        role: Some(role),
        is_administrator: false,
        password: Some(PASSWORD.to_owned()),
    }
}

/// Adds somebody with the role of a member to the team of `who`.
pub async fn colleague(ground: &Ground, who: &Member, name: &str) -> Member {
    crate::add_member(ground, who.team, person(name, Role::Member), who.actor()).await.unwrap()
}

/// The thread of Ben Ruhl's request, as requests open it, for the rooms above that know no more of a request.
pub async fn thread(ground: &Ground, who: &Member, label: &str, title: &str) -> Uuid {
    let mut tx = ground.begin().await.unwrap();
    let id = new_uuid(ground.now());
    let thread = Thread {
        team: who.team,
        id,
        label: label.to_owned(),
        title: title.to_owned(),
        to_address: address("Ben Ruhl"),
        to_name: "Ben Ruhl".to_owned(),
        from_name: "Learning at Lindmoor".to_owned(),
        reply_tag: format!("tag{}", label.to_lowercase()),
        link: None,
    };
    threads::open(&mut tx, &thread).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// An instant of November or December 2026 in Berlin, as “26 11:30” or “12-03 11:30”.
pub fn at(text: &str) -> Timestamp {
    let (day, time) = text.split_once(' ').unwrap();
    let day = if day.contains('-') { day.to_owned() } else { format!("11-{day}") };
    format!("2026-{day}T{time}:00+01:00").parse().unwrap()
}

/// Somebody with a browser before the pages of some rooms. It keeps its cookies, and runs no script.
pub struct Browser {
    pages: Router,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl Browser {
    /// Nobody that is known.
    pub fn stranger(ground: &Ground, pages: Router<Ground>) -> Self {
        Self { pages: guarded(ground, pages), cookies: Mutex::default() }
    }

    /// A member who is signed in.
    pub async fn of(ground: &Ground, who: &Member, pages: Router<Ground>) -> Self {
        let browser = Self::stranger(ground, pages);
        let session = crate::sign_in(ground, &who.address, PASSWORD).await.unwrap();
        browser.keep(session.cookie(ground).unwrap().to_str().unwrap());
        browser
    }

    /// What it keeps, by name; to be looked at between two pages.
    pub fn cookies(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.cookies.lock().unwrap()
    }

    fn keep(&self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        if attributes.contains("Max-Age=0") {
            self.cookies().remove(name);
        } else {
            self.cookies().insert(name.to_owned(), value.to_owned());
        }
    }

    /// Sends a request with the cookies, and keeps those that come back.
    pub async fn send(&self, request: request::Builder, body: impl Into<Body>) -> Answered {
        let cookies: Vec<String> = self.cookies().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answered = answered(&self.pages, request.header(COOKIE, cookies.join("; ")), body.into()).await;
        for cookie in answered.headers.get_all(SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        answered
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answered {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Sends a form with these names and values.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answered {
        self.post_form(path, &form(fields)).await
    }

    /// Sends a form that is written as it travels: `how=daily&starts=half+past`.
    pub async fn post_form(&self, path: &str, form: &str) -> Answered {
        let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, form.to_owned()).await
    }
}

/// Names and values, written as a form travels.
pub fn form(fields: &[(&str, &str)]) -> String {
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    pairs.join("&")
}

/// A program with a token called “Monday readings”, before the API of some rooms.
pub struct Program {
    routes: Router,
    bearer: String,
}

impl Program {
    /// A program with a token that was never made.
    pub fn stranger(ground: &Ground, routes: Router<Ground>) -> Self {
        Self { routes: guarded(ground, routes), bearer: "Bearer ow_none".to_owned() }
    }

    /// A program of the team of `who`.
    pub async fn of(ground: &Ground, who: &Member, scopes: &[Scope], routes: Router<Ground>) -> Self {
        let ends_at = ground.now().checked_add(SignedDuration::from_hours(24)).unwrap();
        let token = crate::make_token(ground, who.team, "Monday readings", scopes, ends_at, who.actor()).await.unwrap();
        Self { bearer: format!("Bearer {}", token.text), ..Self::stranger(ground, routes) }
    }

    /// Sends a request in the name of the token.
    pub async fn answer(&self, request: request::Builder, body: impl Into<Body>) -> Answered {
        answered(&self.routes, request.header(AUTHORIZATION, &self.bearer), body.into()).await
    }

    /// Sends a document, or none, to a path below `/api/v1`. Told is null where the answer is no JSON.
    pub async fn send(&self, method: &str, path: &str, document: Option<Value>) -> (u16, Value) {
        let request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        let body = document.map_or_else(Body::empty, |document| Body::from(document.to_string()));
        self.answer(request.header(CONTENT_TYPE, "application/json"), body).await.told()
    }

    /// What is told at a path below `/api/v1`.
    pub async fn get(&self, path: &str) -> (u16, Value) {
        self.send("GET", path, None).await
    }

    /// Posts a document to a path below `/api/v1`.
    pub async fn post(&self, path: &str, document: Value) -> (u16, Value) {
        self.send("POST", path, Some(document)).await
    }
}

fn guarded(ground: &Ground, routes: Router<Ground>) -> Router {
    web::guard::around(routes.with_state(ground.clone()), ground.settings().into())
}

async fn answered(routes: &Router, request: request::Builder, body: Body) -> Answered {
    let answer = routes.clone().oneshot(request.body(body).unwrap()).await.unwrap();
    let (parts, body) = answer.into_parts();
    let leads_to = parts.headers.get(LOCATION).map_or("", |to| to.to_str().unwrap()).to_owned();
    let page = String::from_utf8_lossy(&to_bytes(body, 60_000_000).await.unwrap()).into_owned();
    Answered { status: parts.status, leads_to, headers: parts.headers, page }
}

/// What came back.
#[derive(Debug)]
pub struct Answered {
    /// Whether it was done.
    pub status: StatusCode,
    /// The address to open next; empty if there is none.
    pub leads_to: String,
    /// Everything that is said beside the page.
    pub headers: HeaderMap,
    /// The page, or the document.
    pub page: String,
}

impl Answered {
    /// The status, and the document; null if it is no JSON.
    pub fn told(&self) -> (u16, Value) {
        (self.status.as_u16(), serde_json::from_str(&self.page).unwrap_or_default())
    }

    /// The status is this one, and the page says all of the words.
    #[track_caller]
    pub fn assert_shows(&self, status: StatusCode, words: &[&str]) {
        assert_eq!(self.status, status, "{}", self.page);
        for word in words {
            assert!(self.page.contains(word), "no “{word}” in {}", self.page);
        }
    }

    /// It was done, and leads to exactly this path.
    #[track_caller]
    pub fn assert_leads_to(&self, path: &str) {
        assert_eq!((self.status, self.leads_to.as_str()), (StatusCode::SEE_OTHER, path), "{}", self.page);
    }
}
