//! Due times on the Berlin calendar with its holidays: ours, and those of pandas and numpy one at a time.

use std::process::Command;

use anyhow::Context;
use serde::Deserialize;

use super::python;
use super::table::{Row, Wanted, duration};
use crate::house::House;
use crate::run;

const PACKAGES: [&str; 2] = ["numpy==2.3.5", "pandas==2.3.3"];

/// The calendars, of which the one named `berlin` is measured.
const CALENDARS: &str = "core/worktime/tests/data/calendars.json";

/// Nanoseconds of CPU for one due time, as the example `speed` of worktime prints them.
#[derive(Deserialize)]
struct Ours {
    /// 24 business hours.
    day_ahead_ns: f64,
    /// A year of them.
    year_ahead_ns: f64,
}

/// Nanoseconds of CPU for one due time, as `worktime.py` prints them.
#[derive(Deserialize)]
struct Theirs {
    pandas_ns: f64,
    numpy_ns: f64,
}

/// 24 business hours against both libraries, and a year ahead against a day.
pub fn measure(house: &House) -> anyhow::Result<Vec<Row>> {
    let ours = ours(house)?;
    let theirs = theirs(house)?;
    let against = |name: &str, theirs: f64, wanted: Wanted| Row {
        name: format!("24 business hours, {name}"),
        ours: duration(ours.day_ahead_ns),
        theirs: duration(theirs),
        ratio: theirs / ours.day_ahead_ns,
        wanted,
    };
    Ok(vec![
        against("pandas CustomBusinessHour", theirs.pandas_ns, Wanted::AtLeast(200.0)),
        against("numpy busday_offset", theirs.numpy_ns, Wanted::AtLeast(10.0)),
        Row {
            name: "a due time a year ahead, a day ahead".into(),
            ours: duration(ours.year_ahead_ns),
            theirs: duration(ours.day_ahead_ns),
            ratio: ours.year_ahead_ns / ours.day_ahead_ns,
            wanted: Wanted::AtMost(3.0),
        },
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
