//! One story: Learning at Lindmoor, founded by Jonas Feldt, and a second team on the same installation.

mod founding;
mod hours;
mod letters;
mod machines;
mod me;
mod meeting;
mod signing_in;
mod turnaround;

use std::collections::BTreeMap;
use std::sync::MutexGuard;

use axum::Router;
use axum::routing::get;
use ground::testing::{TestGround, on_each};
use ground::{Actor, Ground, Settings as Installation};
use http::header::{CONTENT_TYPE, HOST};
use http::{HeaderMap, Request, StatusCode};
use jiff::Timestamp;
use worktime::{Calendar, Turnaround};

use crate::testing::Answered;
use crate::*;

const PASSWORD: &str = "rye lantern orbit quay";

fn story<Running: Future<Output = ()>>(test: impl Fn(TestGround) -> Running) {
    on_each(&[SCHEMA], test);
}

fn lindmoor() -> NewTeam {
    let calendar = Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00").unwrap();
    NewTeam {
        name: "Learning at Lindmoor".to_owned(),
        slug: String::new(),
        prefix: String::new(),
        domains: Vec::new(),
        calendar: calendar.with_holiday("2026-12-25".parse().unwrap(), "Christmas Day"),
        turnaround: Turnaround::business_hours(24),
        first: FirstPerson {
            name: "Jonas Feldt".to_owned(),
            address: "Jonas.Feldt@Lindmoor.example".to_owned(),
            password: Some(PASSWORD.to_owned()),
        },
    }
}

fn harrow() -> NewTeam {
    NewTeam {
        name: "Harrow Academy".to_owned(),
        prefix: "ha".to_owned(),
        first: FirstPerson {
            name: "Ines Marchetti".to_owned(),
            address: "ines@harrow.example".to_owned(),
            password: Some(PASSWORD.to_owned()),
        },
        ..lindmoor()
    }
}

fn person(name: &str, role: Option<Role>, is_administrator: bool) -> NewPerson {
    let address = format!("{}@lindmoor.example", name.to_lowercase().replace(' ', "."));
    NewPerson { name: name.to_owned(), address, role, is_administrator, password: Some(PASSWORD.to_owned()) }
}

async fn add(ground: &Ground, team: &Team, name: &str, role: Option<Role>, is_administrator: bool) -> Member {
    let by = Actor::Machine("command-line");
    add_member(ground, team.id, person(name, role, is_administrator), by).await.unwrap()
}

/// The same database and clock, for an installation that was told otherwise.
fn told(ground: &TestGround, installation: Installation) -> Ground {
    Ground::new(ground.database().clone(), ground.clock().clone(), ground.secret().clone(), installation)
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Somebody with a browser before the real pages, and four pages of other rooms that need a right each.
struct Browser {
    browser: testing::Browser,
    host: Option<String>,
}

struct Answer {
    status: StatusCode,
    leads_to: String,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn leads_to(&self) -> &str {
        &self.leads_to
    }

    #[track_caller]
    fn assert_shows(&self, words: &str) {
        assert!(self.body.contains(words), "{} does not show “{words}”:\n{}", self.status, self.body);
    }
}

impl Browser {
    fn before(ground: &Ground) -> Self {
        let others = Router::new()
            .route("/desk", get(async |who: Worker| who.name.clone()))
            .route("/promises", get(async |who: Reader| who.name.clone()))
            .route("/accounts", get(async |who: Administrator| who.name.clone()))
            .route(
                "/api/v1/requests",
                get(async |token: Token| token.need(Scope::Read).map(|()| token.team.to_string())),
            );
        Self { browser: testing::Browser::stranger(ground, others.merge(routes())), host: None }
    }

    fn cookies(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.browser.cookies()
    }

    async fn send(&mut self, request: http::request::Builder, body: String) -> Answer {
        let request = match &self.host {
            Some(host) => request.header(HOST, host),
            None => request,
        };
        let Answered { status, leads_to, headers, page } = self.browser.send(request, body).await;
        Answer { status, leads_to, headers, body: page }
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), String::new()).await
    }

    async fn post(&mut self, path: &str, values: &[(&str, &str)]) -> Answer {
        let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, testing::form(values)).await
    }

    async fn sign_in(&mut self, address: &str, password: &str) -> Answer {
        self.post("/sign-in", &[("address", address), ("password", password)]).await
    }

    async fn signed_in(ground: &Ground, address: &str) -> Self {
        Self::before(ground).enter(address).await
    }

    /// Somebody before pages that know rooms below, signed in.
    async fn above(ground: &Ground, address: &str, below: Below) -> Self {
        let browser = testing::Browser::stranger(ground, routes().layer(axum::Extension(below)));
        Self { browser, host: None }.enter(address).await
    }

    async fn enter(mut self, address: &str) -> Self {
        let answer = self.sign_in(address, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        self
    }
}

/// What stands in the form when the page opens, read from the page as a browser would.
fn values_of(page: &str, action: &str) -> Vec<(String, String)> {
    let form = page.split_once(&format!("action=\"{action}\"")).unwrap().1.split_once("</form>").unwrap().0;
    let attribute = |tag: &str, name: &str| {
        let value = tag.split_once(&format!(" {name}=\"")).map(|(_, rest)| rest.split('"').next().unwrap());
        value.map(|value| value.replace("&quot;", "\"").replace("&lt;", "<").replace("&amp;", "&"))
    };
    let inputs = form.split("<input ").skip(1).map(|tag| format!(" {}", tag.split_once('>').unwrap().0));
    let sent = inputs.filter(|tag| {
        let ticked = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
        !ticked || tag.ends_with(" checked")
    });
    let pairs = sent.filter_map(|tag| Some((attribute(&tag, "name")?, attribute(&tag, "value").unwrap_or_default())));
    pairs.collect()
}

fn with<'a>(values: &'a [(String, String)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = values.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.map(|(name, value)| (name.as_str(), value.as_str())).chain(changes.iter().copied()).collect()
}
