use axum::body::{Body, to_bytes};
use ground::testing::{TestGround, on_each};
use ground::threads::{self, Thread};
use ground::uuid::Uuid;
use ground::{Ground, Schema};
use http::header::{CONTENT_TYPE, COOKIE, LOCATION};
use http::{Request, StatusCode};
use jiff::civil::Date;
use team::{FirstPerson, Member, NewTeam};
use tower::ServiceExt;
use worktime::{Calendar, Turnaround};

use super::*;

mod goals;
mod heard;
mod machines;
mod metrics;
mod pasting;

const ROOMS: [Schema; 2] = [team::SCHEMA, SCHEMA];
const PASSWORD: &str = "a long way to the sea";

/// A team with its first member.
async fn found(ground: &TestGround, slug: &str) -> Member {
    let first = FirstPerson {
        name: "Aylin Korrey".into(),
        address: format!("aylin.korrey@{slug}.example"),
        password: Some(PASSWORD.into()),
    };
    let new = NewTeam {
        name: "Learning at Lindmoor".into(),
        slug: slug.into(),
        prefix: "R".into(),
        domains: vec![],
        calendar: Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00").unwrap(),
        turnaround: Turnaround::business_hours(24),
        first,
    };
    team::found(ground, new).await.unwrap().1
}

/// A member with a browser.
struct Browser {
    ground: Ground,
    cookie: String,
}

impl Browser {
    async fn of(ground: &TestGround, who: &Member) -> Self {
        let session = team::sign_in(ground, &who.address, PASSWORD).await.unwrap();
        let cookie = session.cookie(ground).unwrap().to_str().unwrap().split(';').next().unwrap().to_owned();
        Self { ground: (**ground).clone(), cookie }
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).header(COOKIE, &self.cookie).body(Body::empty()).unwrap();
        let (status, _, page) = self.send(request).await;
        (status, page)
    }

    /// What comes back, and where it leads.
    async fn post(&self, path: &str, form: &[(&str, &str)]) -> (StatusCode, String, String) {
        let form = web::paging::with_query("", form);
        let request = Request::post(path)
            .header(COOKIE, &self.cookie)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form.trim_start_matches('?').to_owned()))
            .unwrap();
        self.send(request).await
    }

    async fn send(&self, request: Request<Body>) -> (StatusCode, String, String) {
        let answer = routes().with_state(self.ground.clone()).oneshot(request).await.unwrap();
        let status = answer.status();
        let to = answer.headers().get(LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        let body = to_bytes(answer.into_body(), 1_000_000).await.unwrap().to_vec();
        (status, to, String::from_utf8(body).unwrap())
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The thread of a request, as requests open it.
async fn asked(ground: &TestGround, who: &Member, label: &str, title: &str) -> Uuid {
    let mut tx = ground.begin().await.unwrap();
    let id = ground::new_uuid(ground.now());
    let thread = Thread {
        team: who.team,
        id,
        label: label.into(),
        title: title.into(),
        to_address: "ben.ruhl@lindmoor.example".into(),
        to_name: "Ben Ruhl".into(),
        from_name: "Learning at Lindmoor".into(),
        reply_tag: format!("tag{}", label.to_lowercase()),
        link: None,
    };
    threads::open(&mut tx, &thread).await.unwrap();
    tx.commit().await.unwrap();
    id
}

const REOPENED: [f64; 22] =
    [9.8, 9.4, 9.9, 9.1, 9.6, 9.3, 9.7, 9.2, 9.5, 9.9, 9.4, 9.0, 9.6, 9.3, 9.1, 9.5, 8.9, 9.2, 8.8, 8.6, 8.0, 7.1];

/// A metric that was steady for weeks, and then went below its lower limit.
async fn reopened(ground: &TestGround, who: &Member, goal: Option<GoalId>) -> Metric {
    let words = MetricWords {
        goal,
        wanted: Some(6.0),
        source: "claims system, Monday report".into(),
        ..MetricWords::new("Claims reopened within 30 days", "%", Better::Lower)
    };
    let metric = add_metric(ground, who.team, who.actor(), words).await.unwrap();
    let first = day("2026-06-29");
    let readings: Vec<NewReading> = (0..)
        .zip(REOPENED)
        .map(|(week, value)| NewReading {
            on: first.checked_add(jiff::Span::new().weeks(week)).unwrap(),
            value,
            source: "claims system".into(),
            corrects: false,
        })
        .collect();
    enter(ground, who.team, who.actor(), metric.id, &readings, day("2026-11-25")).await.unwrap();
    metric
}
