//! The cases that were computed apart from this crate (`data/vectors.jsonl`), and the worked ones of the method's own text
//! (`data/worked.jsonl`).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a case that can't be read should stop the test")]

use method::batch::answer;
use serde_json::Value;

const VECTORS: &str = include_str!("data/vectors.jsonl");
const WORKED: &str = include_str!("data/worked.jsonl");

#[test]
fn every_computed_case_comes_out_as_it_must() {
    assert_eq!(check(VECTORS, 1e-9), 15);
}

#[test]
fn the_worked_cases_come_out_as_they_are_told() {
    assert_eq!(check(WORKED, 6e-4), 4);
}

/// Compares what is expected of each case; words exactly, numbers within `tolerance` of their size.
fn check(cases: &str, tolerance: f64) -> usize {
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let said: Value = serde_json::from_str(&answer(line)).unwrap();
        assert_eq!(said["id"], case["id"]);
        for (field, wanted) in case["expected"].as_object().unwrap() {
            let got = &said["result"][field];
            assert!(same(got, wanted, tolerance), "{} {field}: {got}, not {wanted}", case["id"]);
        }
        if let Some(history) = case.get("history") {
            assert!(same(&said["result"]["priors"], &history["priors"], tolerance), "{}", case["id"]);
        }
    }
    cases.lines().count()
}

fn same(got: &Value, wanted: &Value, tolerance: f64) -> bool {
    match (got, wanted) {
        (Value::Number(got), Value::Number(wanted)) => {
            let (got, wanted) = (got.as_f64().unwrap(), wanted.as_f64().unwrap());
            (got - wanted).abs() <= tolerance * wanted.abs().max(1.0)
        }
        (Value::Array(got), Value::Array(wanted)) => {
            got.len() == wanted.len() && got.iter().zip(wanted).all(|(got, wanted)| same(got, wanted, tolerance))
        }
        (Value::Object(got), Value::Object(wanted)) => {
            got.len() == wanted.len()
                && got
                    .iter()
                    .zip(wanted)
                    .all(|((key, got), (name, wanted))| key == name && same(got, wanted, tolerance))
        }
        _ => got == wanted,
    }
}

#[test]
fn a_case_without_sense_is_told_so_and_stops_nothing() {
    let cases = [
        ("", "can't be read"),
        ("[]", "can't be read"),
        (r#"{"id": 1}"#, "missing field `answers`"),
        (r#"{"id": 1, "answers": {"Q15": ["?", 0.0]}}"#, "no question “Q15”"),
        (r#"{"id": 1, "answers": {"Q1": ["?", 0.0]}}"#, "no answer to Q1"),
        (r#"{"id": 1, "answers": {"Q6": ["all", 1.0]}}"#, "Take one of: most_could, some_could, few_could, ?."),
        (r#"{"id": 1, "answers": {"Q6": ["few_could", 0.9]}}"#, "evidence is 1.0, 0.7, 0.4 or 0"),
        (r#"{"id": 1, "answers": {}, "history": {"closed_diagnoses": 30, "confirmed": {"XYZ": 1}}}"#, "XYZ"),
    ];
    for (line, words) in cases {
        let said: Value = serde_json::from_str(&answer(line)).unwrap();
        assert_eq!(said["result"]["error"], "malformed_case", "{line}");
        assert!(said["result"]["message"].as_str().unwrap().contains(words), "{line}: {said}");
    }
}
