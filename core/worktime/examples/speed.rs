//! What a due time costs: nanoseconds of one "add 24 business hours", of a day ahead and of a year ahead, as JSON.
//!
//! `cargo run --release -p worktime --example speed -- calendars.json berlin`

#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use jiff::{SignedDuration, Timestamp};
use worktime::batch::Calendars;
use worktime::{Clock, Office, Turnaround};

/// Starts through 2026, at all times of the day.
const STARTS: i64 = 20_000;
const ROUNDS: u32 = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (file, id) = arguments.next().zip(arguments.next()).ok_or("say which calendar: speed FILE ID")?;
    let calendars = Calendars::read(&std::fs::read_to_string(&file)?)?;
    let office = calendars.get(&id).ok_or("there is no such calendar in the file")?;
    let hours = |hours: u32, clock: Clock| Turnaround::business_hours(hours).on(clock);
    let figures = serde_json::json!({
        "office_hours_24_ns": cost(office, hours(24, Clock::OfficeHours))?,
        "working_day_24_ns": cost(office, hours(24, Clock::WorkingDay))?,
        "day_ahead_ns": cost(office, hours(8, Clock::OfficeHours))?,
        "year_ahead_ns": cost(office, hours(8 * 250, Clock::OfficeHours))?,
        "working_day_year_ahead_ns": cost(office, hours(24 * 250, Clock::WorkingDay))?,
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
