//! What a due time costs, in nanoseconds, as JSON: a day and a year ahead on both clocks.
//!
//! `cargo run --release -p worktime --example speed` measures the Berlin calendar of the test data.

#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use jiff::{SignedDuration, Timestamp};
use worktime::batch::Calendars;
use worktime::{Office, Turnaround};

/// Starts through 2026, at all times of the day.
const STARTS: i64 = 20_000;
const ROUNDS: u32 = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let calendars = Calendars::read(include_str!("../tests/data/calendars.json"))?;
    let office = calendars.get("berlin").ok_or("the test data has no calendar “berlin”")?;
    let figures = serde_json::json!({
        "day_ahead_ns": cost(office, Turnaround::business_hours(24))?,
        "year_ahead_ns": cost(office, Turnaround::business_hours(24 * 250))?,
        "office_hours_24_ns": cost(office, Turnaround::office_hours(24))?,
        "office_hours_year_ahead_ns": cost(office, Turnaround::office_hours(8 * 250))?,
    });
    println!("{figures}");
    Ok(())
}

/// Nanoseconds of one due time: the fastest round of all starts, so that what else the machine does counts little.
fn cost(office: &Office, turnaround: Turnaround) -> Result<f64, Box<dyn Error>> {
    let first: Timestamp = "2026-01-01T00:00:00Z".parse()?;
    let starts: Vec<Timestamp> = (0..STARTS).map(|nth| first + SignedDuration::from_secs(nth * 1_553)).collect();
    let mut fastest = f64::INFINITY;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        for start in &starts {
            black_box(office.due(black_box(*start), turnaround, &[])?);
        }
        fastest = fastest.min(begun.elapsed().as_secs_f64() / f64::from(u32::try_from(starts.len())?) * 1e9);
    }
    Ok(fastest)
}
