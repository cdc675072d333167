//! One story: Learning at Lindmoor on a Wednesday, half an hour of thinking each day at 11:30, and a second team beside it.

mod desk;
mod ledger;
mod new_request;
mod one_request;
mod others;
mod patterns;
mod request_list;
mod rights;
mod scheduled;
mod settings;
mod similar;

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use ground::testing::{TestGround, on_each};
use ground::{Actor, Ground};
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use http::{Request, StatusCode};
use jiff::Timestamp;
use jiff::civil::time;
use requests::{Ask, Channel, Receipt, RequestId, take_in};
use team::{FirstPerson, Member, NewPerson, NewTeam, Role};
use tower::ServiceExt;
use worktime::{Calendar, Turnaround};

const PASSWORD: &str = "rye lantern orbit quay";
const ROOMS: [ground::Schema; 10] = [
    team::SCHEMA,
    decisions::SCHEMA,
    business::SCHEMA,
    blocks::SCHEMA,
    promises::SCHEMA,
    requests::SCHEMA,
    diagnosis::SCHEMA,
    options::SCHEMA,
    answers::SCHEMA,
    sessions::SCHEMA,
];

/// A team on a database of its own.
pub(super) struct Story {
    pub(super) ground: TestGround,
    pub(super) jonas: Member,
}

pub(super) fn story<Running: Future<Output = ()>>(test: impl Fn(Story) -> Running) {
    on_each(&ROOMS, |ground| async {
        let jonas = found(&ground, "lindmoor", "Learning at Lindmoor", "R").await;
        test(Story { ground, jonas }).await;
    });
}

pub(super) async fn found(ground: &Ground, slug: &str, name: &str, prefix: &str) -> Member {
    let first = FirstPerson {
        name: "Jonas Feldt".to_owned(),
        address: format!("jonas.feldt@{slug}.example"),
        password: Some(PASSWORD.to_owned()),
    };
    let new = NewTeam {
        name: name.to_owned(),
        slug: slug.to_owned(),
        prefix: prefix.to_owned(),
        domains: vec![],
        calendar: Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00").unwrap(),
        turnaround: Turnaround::business_hours(24),
        first,
    };
    team::found(ground, new).await.unwrap().1
}

/// An instant of November 2026 in Berlin, as “26 11:30”.
pub(super) fn at(text: &str) -> Timestamp {
    let (day, time) = text.split_once(' ').unwrap();
    format!("2026-11-{day}T{time}:00+01:00").parse().unwrap()
}

impl Story {
    pub(super) async fn reserve_daily(&self) {
        blocks::reserve_pattern(&self.ground, &self.jonas, blocks::Rhythm::daily(time(11, 30, 0, 0))).await.unwrap();
    }

    /// Sets the clock: “26 11:30”.
    pub(super) fn at(&self, text: &str) {
        self.ground.clock().set(at(text));
    }

    pub(super) async fn asks(&self, name: &str, words: &str) -> Receipt {
        asks(&self.ground, &self.jonas, name, words, self.ground.now()).await
    }

    /// What was owed is sent, and nothing follows.
    pub(super) async fn answered(&self, request: RequestId, state: requests::State) {
        let mut tx = self.ground.begin().await.unwrap();
        let actor = self.jonas.actor();
        promises::fulfil(&mut tx, self.jonas.team, request.uuid(), actor).await.unwrap();
        requests::stand::to(&mut tx, self.jonas.team, request, state, actor).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub(super) async fn stakeholder(&self, name: &str) -> team::Stakeholder {
        let mut tx = self.ground.read().await.unwrap();
        team::stakeholders::by_address(&mut tx, self.jonas.team, &address(name)).await.unwrap().unwrap()
    }

    pub(super) async fn person(&self, name: &str, role: Option<Role>, is_administrator: bool) -> Browser {
        let new = NewPerson {
            name: name.to_owned(),
            address: address(name),
            role,
            is_administrator,
            password: Some(PASSWORD.to_owned()),
        };
        team::add_member(&self.ground, self.jonas.team, new, Actor::Machine("command-line")).await.unwrap();
        Browser::signed_in(&self.ground, &address(name)).await
    }

    /// The member of this name.
    pub(super) async fn member(&self, name: &str) -> Member {
        let mut tx = self.ground.read().await.unwrap();
        let all = team::members::list(&mut tx, self.jonas.team).await.unwrap();
        all.into_iter().find(|member| member.name == name).unwrap()
    }

    pub(super) async fn jonas(&self) -> Browser {
        Browser::signed_in(&self.ground, &self.jonas.address).await
    }
}

pub(super) fn address(name: &str) -> String {
    format!("{}@lindmoor.example", name.to_lowercase().replace(' ', "."))
}

pub(super) async fn asks(ground: &Ground, who: &Member, name: &str, words: &str, asked_at: Timestamp) -> Receipt {
    let mut ask = Ask::new(Channel::Email, &address(name), words, asked_at);
    ask.from_name = Some(name.to_owned());
    ask.unit = Some(if name.starts_with("Ben") { "Account Management" } else { "Motor Claims" }.to_owned());
    take_in(ground, who.team, Actor::Machine("mail"), ask).await.unwrap()
}

/// Somebody with a browser before the pages of all rooms.
pub(super) struct Browser {
    pages: Router,
    cookies: BTreeMap<String, String>,
}

pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) leads_to: String,
    pub(super) body: String,
}

impl Answer {
    #[track_caller]
    pub(super) fn assert_shows(&self, words: &str) -> &Self {
        assert!(self.text().contains(words), "{} does not show “{words}”:\n{}", self.status, self.text());
        self
    }

    #[track_caller]
    pub(super) fn assert_hides(&self, words: &str) -> &Self {
        assert!(!self.body.contains(words), "it shows “{words}”:\n{}", self.body);
        self
    }

    /// The page without its tags, as it is read.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let mut is_tag = false;
        for sign in self.body.replace("&quot;", "\"").replace("&amp;", "&").chars() {
            match sign {
                '<' => is_tag = true,
                '>' => is_tag = false,
                sign if !is_tag => text.push(sign),
                _ => {}
            }
        }
        text
    }

    /// Whether it leads to a path.
    pub(super) fn links_to(&self, path: &str) -> bool {
        self.body.contains(&format!("href=\"{path}\""))
    }

    /// The addresses of requests, in the order of the page.
    pub(super) fn requests(&self) -> Vec<RequestId> {
        let parts = self.body.split("href=\"/requests/").skip(1);
        parts.filter_map(|part| part.split('"').next()?.parse().ok()).collect()
    }

    /// Where the link called `name` leads.
    pub(super) fn link(&self, name: &str) -> Option<String> {
        let before = self.body.split(&format!(">{name}</a>")).next().filter(|before| before.len() < self.body.len())?;
        let path = before.rsplit("href=\"").next()?.split('"').next()?;
        Some(path.replace("&amp;", "&"))
    }

    /// The value of the first hidden field of this name.
    pub(super) fn hidden(&self, name: &str) -> String {
        let field = self.body.split(&format!("name=\"{name}\" value=\"")).nth(1);
        field.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    }
}

impl Browser {
    pub(super) fn before(ground: &Ground) -> Self {
        let rooms = team::routes()
            .layer(axum::Extension(crate::beside_team()))
            .merge(blocks::routes())
            .merge(promises::routes())
            .merge(requests::pages::routes())
            .merge(options::routes())
            .merge(answers::routes())
            .merge(sessions::routes())
            .merge(super::routes());
        let pages = web::guard::around(rooms.with_state(ground.clone()), ground.settings().into());
        Self { pages, cookies: BTreeMap::new() }
    }

    pub(super) async fn signed_in(ground: &Ground, address: &str) -> Self {
        let mut browser = Self::before(ground);
        let answer = browser.post("/sign-in", &[("address", address), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }

    async fn send(&mut self, request: http::request::Builder, body: String) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = request.header(COOKIE, cookies.join("; ")).body(Body::from(body)).unwrap();
        let (parts, body) = self.pages.clone().oneshot(request).await.unwrap().into_parts();
        for cookie in parts.headers.get_all(SET_COOKIE) {
            let (pair, attributes) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let body = String::from_utf8(to_bytes(body, 4_000_000).await.unwrap().to_vec()).unwrap();
        let leads_to = parts.headers.get(LOCATION).map_or("", |to| to.to_str().unwrap()).to_owned();
        Answer { status: parts.status, leads_to, body }
    }

    pub(super) async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), String::new()).await
    }

    /// The page at `path`, which is there.
    pub(super) async fn opens(&mut self, path: &str) -> Answer {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        answer
    }

    pub(super) async fn post(&mut self, path: &str, values: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            values.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, body.join("&")).await
    }

    /// Posts, and opens the page that it leads to.
    pub(super) async fn does(&mut self, path: &str, values: &[(&str, &str)]) -> Answer {
        let answer = self.post(path, values).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.text());
        self.opens(&answer.leads_to).await
    }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
