//! Answers to cases that are written one a line as JSON, by the rules by which the ledger counts.
//!
//! ```
//! let case = r#"{"id": "1", "period_start": "2026-09-21T08:00Z", "as_of": "2026-11-24T08:00Z", "promises": []}"#;
//! assert!(promises::batch::kept_promises(case).starts_with(r#"{"id":"1","result":{"n":0,"kept":0"#));
//! ```

use evidence::Share;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use crate::rules::{Course, agree, ask, figures};

/// Promises of a period.
#[derive(Deserialize)]
pub(crate) struct Case {
    pub(crate) period_start: Timestamp,
    pub(crate) as_of: Timestamp,
    pub(crate) promises: Vec<Given>,
}

/// A promise as it was given, and what was asked and done since.
#[derive(Deserialize)]
pub(crate) struct Given {
    due: Timestamp,
    fulfilled_at: Option<Timestamp>,
    #[serde(default)]
    void: bool,
    #[serde(default)]
    moves: Vec<Moved>,
}

/// Asked for another time, and answered at once.
#[derive(Deserialize)]
struct Moved {
    at: Timestamp,
    new_due: Timestamp,
    agreed: bool,
}

impl Given {
    /// The promises that it and its moves come to, each with the instant at which it was given. A move that the rules refuse changes
    /// nothing; a case doesn't say why anybody asked.
    pub(crate) fn promises(&self) -> Vec<(Timestamp, Course)> {
        let mut chain = Vec::new();
        let (mut given_at, mut last) = (Timestamp::MIN, Course::given(self.due));
        for moved in self.moves.iter().filter(|moved| moved.agreed) {
            let asked = ask(&last, moved.new_due, "as given", moved.at);
            let Ok((old, asked)) = asked.and_then(|asked| agree(&last, &asked, moved.at)) else { continue };
            chain.push((given_at, old));
            (given_at, last) = (moved.at, Course::given(asked.due_at));
        }
        last.void_at = self.void.then_some(Timestamp::MIN);
        last.fulfilled_at = self.fulfilled_at;
        chain.push((given_at, last));
        chain
    }
}

/// Answers a case of `promises`, `period_start` and `as_of` with `{"id": …, "result": …}`, as [`evidence::batch::answer`] says.
pub fn kept_promises(line: &str) -> String {
    evidence::batch::answer(line, |case: Case| {
        let counted = figures(case.promises.iter().flat_map(Given::promises), case.period_start, case.as_of);
        let share = Share { part: counted.kept.into(), of: counted.fell_due().into() };
        Ok(json!({
            "n": share.of,
            "kept": counted.kept,
            "late": counted.late,
            "open_overdue": counted.open_overdue,
            "renegotiated": counted.renegotiated,
            "void": counted.void,
            "not_yet_due": counted.not_yet_due,
            "rate": share.rate(),
            "wilson95": share.interval().map(|interval| [interval.low, interval.high]),
            "show_percentage": share.is_enough(),
        }))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn every_case_of_the_ledger_is_counted_as_expected() {
        let cases: Vec<&str> = include_str!("../tests/data/promises.jsonl").lines().collect();
        assert_eq!(cases.len(), 10);
        for line in cases {
            let (case, said): (Value, Value) =
                (serde_json::from_str(line).unwrap(), serde_json::from_str(&kept_promises(line)).unwrap());
            assert_eq!(said["id"], case["id"]);
            for (field, wanted) in case["expected"].as_object().unwrap() {
                assert!(is_same(&said["result"][field], wanted), "{field} of {line} is {}", said["result"][field]);
            }
        }
    }

    /// Numbers may differ by a billionth, all else not at all.
    fn is_same(said: &Value, wanted: &Value) -> bool {
        match (said.as_f64(), wanted.as_f64(), said.as_array(), wanted.as_array()) {
            (Some(said), Some(wanted), _, _) => (said - wanted).abs() < 1e-9,
            (_, _, Some(said), Some(wanted)) => {
                said.len() == wanted.len() && said.iter().zip(wanted).all(|(said, wanted)| is_same(said, wanted))
            }
            (_, _, _, _) => said == wanted,
        }
    }

    #[test]
    fn a_line_without_sense_is_told_so() {
        for line in ["", "no json", "[1]", r#"{"id": 7}"#] {
            let said: Value = serde_json::from_str(&kept_promises(line)).unwrap();
            assert_eq!(said["result"]["error"], "malformed_case", "{line}");
        }
    }
}
