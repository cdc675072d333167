//! All cases of `data/vectors.jsonl`, which tell to the second what working-calendar time is.

#![expect(clippy::unwrap_used, reason = "a case that can't be read should stop the test")]

use jiff::Timestamp;
use serde_json::Value;
use worktime::batch::{Calendars, answer};

const CALENDARS: &str = include_str!("data/calendars.json");
const VECTORS: &str = include_str!("data/vectors.jsonl");

#[test]
fn every_case_comes_out_to_the_second() {
    let calendars = Calendars::read(CALENDARS).unwrap();
    let cases: Vec<Value> = VECTORS.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let answers = VECTORS.lines().map(|line| serde_json::from_str(&answer(&calendars, line)).unwrap());
    let wrong: Vec<String> = answers.zip(&cases).filter_map(|(said, case)| difference(&said, case)).collect();
    assert!(wrong.is_empty(), "{} of {} cases differ:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert_eq!(cases.len(), 2_260);
    assert_eq!(cases.iter().filter(|case| case.get("name").is_some()).count(), 115);
    assert_eq!(cases.iter().filter(|case| case.get("explain").is_some()).count(), 60);
}

/// What differs, under the id and the name of the case.
fn difference(said: &Value, case: &Value) -> Option<String> {
    let result = &said["result"];
    let fields =
        case["expected"].as_object().unwrap().iter().map(|(field, wanted)| (field.as_str(), &result[field], wanted));
    let explain = case.get("explain").map(|wanted| ("explain", &result["explain"], wanted));
    let id = [("id", &said["id"], &case["id"])];
    let (field, got, wanted) = id.into_iter().chain(fields).chain(explain).find(|(_, got, wanted)| got != wanted)?;
    let what = if instant(got).is_some() && instant(got) == instant(wanted) { "the same instant, but" } else { "" };
    let name = case["name"].as_str().unwrap_or_default();
    Some(format!("{} {name}: {field} is {what} {got}, not {wanted}; {result}", case["id"]))
}

fn instant(text: &Value) -> Option<Timestamp> {
    text.as_str()?.parse().ok()
}

#[test]
fn a_case_without_sense_is_told_so_and_stops_nothing() {
    let calendars = Calendars::read(CALENDARS).unwrap();
    let code = |line: &str| {
        let said: Value = serde_json::from_str(&answer(&calendars, line)).unwrap();
        format!("{} {}", said["id"], said["result"]["error"])
    };
    let add = r#"{"id": "x", "calendar": "berlin", "op": "add", "clock": "office-hours""#;
    let cases = [
        ("", r#"null "malformed_case""#),
        ("no json", r#"null "malformed_case""#),
        ("[1]", r#"null "malformed_case""#),
        (r#"{"id": 7, "op": "fly"}"#, r#"7 "malformed_case""#),
        (
            r#"{"id": "x", "calendar": "moon", "op": "next_opening", "at": "2026-11-24T10:00Z"}"#,
            r#""x" "unknown_calendar""#,
        ),
        (&format!(r#"{add}, "start": "2026-11-24T10:00Z", "amount_minutes": -1}}"#), r#""x" "malformed_case""#),
        (&format!(r#"{add}, "start": "2026-11-24T10:00Z", "amount_minutes": 1e99}}"#), r#""x" "malformed_case""#),
        (&format!(r#"{add}, "start": "2026-11-24T10:00", "amount_minutes": 1}}"#), r#""x" "malformed_case""#),
        (&format!(r#"{add}, "start": "9999-12-30T22:00Z", "amount_minutes": 1}}"#), r#""x" "out_of_range""#),
        (&format!(r#"{add}, "start": "-009999-01-02T10:00Z", "amount_minutes": 1}}"#), r#""x" "out_of_range""#),
        (&format!(r#"{add}, "start": "2026-11-24T10:00Z", "amount_minutes": 4294967295}}"#), r#""x" "out_of_range""#),
    ];
    for (line, wanted) in cases {
        assert_eq!(code(line), wanted, "{line}");
    }
}

#[test]
fn calendars_that_cannot_be_used_say_why() {
    let problem = |text: &str| Calendars::read(text).unwrap_err().to_string();
    assert!(
        problem(r#"[{"id": "a", "zone": "Europe/Atlantis"}]"#)
            .contains("calendar “a”: “Europe/Atlantis” is no time zone")
    );
    assert!(problem(r#"{"zone": "UTC", "week": {"mon": [["9", "17:00"]]}}"#).contains("“9” is no time of day"));
    assert!(problem(r#"{"zone": "UTC", "week": {"mon": [["24:00", "17:00"]]}}"#).contains("Opening at 24:00"));
    assert!(problem(r#"{"zone": "UTC", "week": {"monday": []}}"#).contains("unknown field `monday`"));
    assert!(
        problem(
            r#"{"zone": "UTC", "closures": [{"from": "2026-01-02T10:00", "to": "2026-01-02T10:00", "name": "Nil"}]}"#
        )
        .contains("“Nil” ends at")
    );
    assert!(
        problem(r#"{"zone": "UTC", "extra": [{"from": "2026-01-02T10:00Z", "to": "2026-01-02T11:00"}]}"#)
            .contains("no local date and time")
    );
    assert!(problem(r#"[{"id": "a", "zone": "UTC"}, {"id": "a", "zone": "UTC"}]"#).contains("Two calendars"));
    assert!(problem("{").starts_with("The calendars can't be read"));
}
