//! Due times on the Berlin calendar with its holidays: ours, and those of pandas and numpy one at a time.

use std::process::Command;

use anyhow::Context;
use serde::Deserialize;

use super::Stage;
use super::python;
use super::table::{Row, Wanted, duration};
use crate::house::House;
use crate::run;

const PACKAGES: [&str; 2] = ["numpy==2.3.5", "pandas==2.3.3"];

/// The calendars, of which the one named `berlin` is measured.
const CALENDARS: &str = "core/worktime/tests/data/calendars.json";

/// Nanoseconds for one due time, as the example `speed` of worktime prints them.
#[derive(Deserialize)]
struct Ours {
    /// 24 open hours: three days of eight.
    office_hours_24_ns: f64,
    /// 250 days of open hours.
    office_hours_year_ahead_ns: f64,
    /// 24 hours round the clock on working days: the next working day.
    day_ahead_ns: f64,
    /// 250 working days.
    year_ahead_ns: f64,
}

/// Nanoseconds of CPU for one due time, as `worktime.py` prints them.
#[derive(Deserialize)]
struct Theirs {
    pandas_ns: f64,
    numpy_ns: f64,
}

/// 24 business hours against both libraries, each on the clock that it can count, and a year ahead against a day.
pub fn measure(stage: &Stage) -> anyhow::Result<Vec<Row>> {
    let ours = ours(stage.house)?;
    let theirs = theirs(stage.house)?;
    let faster = |name, ours: f64, theirs: f64, times| {
        Row::beside(name, duration(ours), duration(theirs), theirs / ours, Wanted::AtLeast(times))
    };
    let year =
        |name, year: f64, day: f64| Row::beside(name, duration(year), duration(day), year / day, Wanted::AtMost(3.0));
    Ok(vec![
        faster("24 open hours: pandas CustomBusinessHour", ours.office_hours_24_ns, theirs.pandas_ns, 200.0),
        faster("24 h of working days: numpy busday_offset", ours.day_ahead_ns, theirs.numpy_ns, 10.0),
        year("office hours: a year ahead, three days ahead", ours.office_hours_year_ahead_ns, ours.office_hours_24_ns),
        year("working days: a year ahead, a day ahead", ours.year_ahead_ns, ours.day_ahead_ns),
    ])
}

fn ours(house: &House) -> anyhow::Result<Ours> {
    let mut speed = house.cargo();
    speed.args(["run", "--release", "--quiet", "--locked", "--package", "worktime", "--example", "speed"]);
    let printed = run::quietly(&mut speed)?;
    serde_json::from_str(&printed).with_context(|| format!("the example speed of worktime printed:\n{printed}"))
}

fn theirs(house: &House) -> anyhow::Result<Theirs> {
    let python = python::with_packages(house, "worktime", &PACKAGES)?;
    let mut measuring = Command::new(python);
    measuring.args(["-c", include_str!("worktime.py")]).arg(house.root.join(CALENDARS));
    let printed = run::quietly(&mut measuring)?;
    serde_json::from_str(&printed).with_context(|| format!("worktime.py printed:\n{printed}"))
}
