//! Answers to cases that are written one a line as JSON, for trying the library on a file of them.
//!
//! A case has an `id`, a `calendar`, an `op` and what that needs; `add` may leave out `pauses`.
//!
//! ```
//! let calendars = worktime::batch::Calendars::read(
//!     r#"[{"id": "berlin", "zone": "Europe/Berlin", "week": {"mon": [["09:00", "17:00"]]}}]"#,
//! )?;
//! let case = r#"{"id": "1", "calendar": "berlin", "op": "next_opening", "at": "2026-11-27T16:30:00+01:00"}"#;
//! assert_eq!(
//!     worktime::batch::answer(&calendars, case),
//!     r#"{"id":"1","result":{"instant":"2026-11-30T09:00:00+01:00[Europe/Berlin]","open":false}}"#
//! );
//! # Ok::<(), worktime::CalendarError>(())
//! ```

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Calendar, CalendarError, Clock, Error, Office, Pause, Turnaround};

/// Offices by the id of their calendar.
#[derive(Debug)]
pub struct Calendars(BTreeMap<String, Office>);

impl Calendars {
    /// Reads a JSON list of calendars, or a single one.
    ///
    /// # Errors
    /// When it is no JSON of that shape, or a calendar in it can't be used; the error names the calendar.
    pub fn read(text: &str) -> Result<Self, CalendarError> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Listed {
            Many(Vec<Value>),
            One(Value),
        }
        let unreadable = |error: serde_json::Error| CalendarError::Unreadable(error.to_string());
        let listed = match serde_json::from_str(text).map_err(unreadable)? {
            Listed::Many(calendars) => calendars,
            Listed::One(calendar) => vec![calendar],
        };
        let mut offices = BTreeMap::new();
        for (place, value) in (1..).zip(listed) {
            let name =
                value.get("id").and_then(Value::as_str).map_or(format!("number {place}"), |id| format!("“{id}”"));
            let named = |problem: String| CalendarError::Unreadable(format!("calendar {name}: {problem}"));
            let calendar: Calendar = serde_json::from_value(value).map_err(|error| named(error.to_string()))?;
            let office = Office::new(&calendar).map_err(|error| named(error.to_string()))?;
            if offices.insert(calendar.id.clone(), office).is_some() {
                return Err(CalendarError::SameId(calendar.id));
            }
        }
        Ok(Self(offices))
    }

    /// The office of a calendar.
    pub fn get(&self, id: &str) -> Option<&Office> {
        self.0.get(id)
    }

    /// All of them, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Office)> {
        self.0.iter().map(|(id, office)| (id.as_str(), office))
    }
}

#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
enum Question {
    Add {
        start: Timestamp,
        amount_minutes: u32,
        clock: Clock,
        #[serde(default)]
        pauses: Vec<Pause>,
    },
    Elapsed {
        start: Timestamp,
        end: Timestamp,
        clock: Clock,
        #[serde(default)]
        pauses: Vec<Pause>,
    },
    NextOpening {
        at: Timestamp,
    },
    WorkingDate {
        date: Date,
        plus_days: i32,
    },
}

/// Answers one case with one line of JSON: `{"id": …, "result": …}`. What can't be answered gives
/// `"result": {"error": code, "message": sentence}`, also a line that is no case at all.
pub fn answer(calendars: &Calendars, line: &str) -> String {
    let case: Value = serde_json::from_str(line).unwrap_or_default();
    let id = case.get("id").cloned().unwrap_or_default();
    let result = match read(calendars, line) {
        Ok((office, question)) => {
            ask(office, question).unwrap_or_else(|error| refusal(error.code(), &error.to_string()))
        }
        Err(refused) => refused,
    };
    json!({ "id": id, "result": result }).to_string()
}

fn read<'a>(calendars: &'a Calendars, line: &str) -> Result<(&'a Office, Question), Value> {
    #[derive(Deserialize)]
    struct Case {
        calendar: String,
        #[serde(flatten)]
        question: Question,
    }
    let case: Case = serde_json::from_str(line)
        .map_err(|error| refusal("malformed_case", &format!("This line can't be read as a case: {error}")))?;
    let unknown = || refusal("unknown_calendar", &format!("There is no calendar “{}” in the list.", case.calendar));
    let office = calendars.get(&case.calendar).ok_or_else(unknown)?;
    Ok((office, case.question))
}

fn refusal(code: &str, message: &str) -> Value {
    json!({ "error": code, "message": message })
}

fn ask(office: &Office, question: Question) -> Result<Value, Error> {
    Ok(match question {
        Question::Add { start, amount_minutes, clock, pauses } => {
            let explanation = office.explain(start, Turnaround::minutes(amount_minutes, clock), &pauses)?;
            match explanation.due {
                Some(due) => json!({ "due": due.to_string(), "explain": explanation.steps }),
                None => json!({ "due": null, "state": "paused", "explain": explanation.steps }),
            }
        }
        Question::Elapsed { start, end, clock, pauses } => {
            json!({ "seconds": office.elapsed(start, end, &pauses, clock)? })
        }
        Question::NextOpening { at } => {
            json!({ "instant": office.text(office.next_opening(at)?), "open": office.is_open(at) })
        }
        Question::WorkingDate { date, plus_days } => json!({ "date": office.working_date(date, plus_days)? }),
    })
}
