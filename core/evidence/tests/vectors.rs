//! All cases of the file in `data`: every number to a billionth, every signal at its place.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a case that can't be read should stop the test")]

use serde_json::Value;

const BEHAVIOUR: &str = include_str!("data/process_behaviour.jsonl");

#[test]
fn every_process_behaviour_chart_comes_out() {
    check(BEHAVIOUR, evidence::batch::process_behaviour, 22);
}

fn check(cases: &str, answer: fn(&str) -> String, how_many: usize) {
    let wrong: Vec<String> = cases.lines().filter_map(|line| difference(line, &answer(line))).collect();
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(cases.lines().count(), how_many);
}

fn difference(line: &str, said: &str) -> Option<String> {
    let (case, said): (Value, Value) = (serde_json::from_str(line).unwrap(), serde_json::from_str(said).unwrap());
    let expected = case["expected"].as_object().unwrap();
    let (field, wanted) = expected.iter().find(|(field, wanted)| !is_same(&said["result"][field.as_str()], wanted))?;
    Some(format!("{}: {field} is {}, not {wanted}", case["id"], said["result"][field]))
}

/// Numbers may differ by a billionth, all else not at all.
fn is_same(said: &Value, wanted: &Value) -> bool {
    match (said, wanted) {
        (Value::Number(said), Value::Number(wanted)) => {
            (said.as_f64().unwrap() - wanted.as_f64().unwrap()).abs() < 1e-9
        }
        (Value::Array(said), Value::Array(wanted)) => {
            said.len() == wanted.len() && said.iter().zip(wanted).all(|(said, wanted)| is_same(said, wanted))
        }
        (Value::Object(said), Value::Object(wanted)) => {
            wanted.iter().all(|(field, wanted)| said.get(field).is_some_and(|said| is_same(said, wanted)))
        }
        _ => said == wanted,
    }
}

#[test]
fn a_line_without_sense_is_told_so_and_stops_nothing() {
    for line in ["", "no json", "[1]", r#"{"id": 7}"#] {
        let said: Value = serde_json::from_str(&evidence::batch::process_behaviour(line)).unwrap();
        assert_eq!(said["result"]["error"], "malformed_case", "{line}");
    }
    let one = evidence::batch::process_behaviour(r#"{"id": 7, "values": [1], "baseline_points": null}"#);
    assert!(one.starts_with(r#"{"id":7,"result":{"error":"too_few""#), "{one}");
}
