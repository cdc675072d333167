use ground::Schema;
use ground::testing::{TestGround, on_each};
use http::header::CONTENT_TYPE;
use http::{Request, StatusCode};
use jiff::civil::Date;
use team::Member;
use team::testing::{Answered, Browser, colleague, found, thread};

use super::*;

mod goals;
mod heard;
mod machines;
mod metrics;
mod pasting;

const ROOMS: [Schema; 2] = [team::SCHEMA, SCHEMA];

fn day(text: &str) -> Date {
    text.parse().unwrap()
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
