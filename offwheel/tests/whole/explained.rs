//! `offwheel explain`, by its command line: cases from files, and one date for a person.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::harness::run;

fn of(crate_folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(crate_folder).join("tests/data")
}

fn lines(arguments: &[&str]) -> Vec<Value> {
    let out = run(arguments);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_case_of_working_time_comes_out_of_a_batch_as_it_must() {
    let data = of("core/worktime");
    let (calendars, vectors) = (data.join("calendars.json"), data.join("vectors.jsonl"));
    let asked =
        ["explain", "promise", "--calendars", calendars.to_str().unwrap(), "--batch", vectors.to_str().unwrap()];
    let cases: Vec<Value> =
        std::fs::read_to_string(&vectors).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let answers = lines(&asked);
    assert_eq!((cases.len(), answers.len()), (2_260, 2_260));
    let mut errors = 0;
    for (case, answer) in cases.iter().zip(&answers) {
        assert_eq!(case["id"], answer["id"]);
        for (field, wanted) in case["expected"].as_object().unwrap() {
            assert_eq!(&answer["result"][field], wanted, "{}: {field}", case["id"]);
            errors += usize::from(field == "error");
        }
        if let Some(wanted) = case.get("explain") {
            assert_eq!(&answer["result"]["explain"], wanted, "{}", case["id"]);
        }
    }
    assert!(errors > 0, "a case that expects an error stops nothing");
}

#[test]
fn every_case_of_a_diagnosis_comes_out_of_a_batch_as_it_must() {
    for (file, many) in [("vectors.jsonl", 15), ("worked.jsonl", 4)] {
        let vectors = of("core/method").join(file);
        let cases: Vec<Value> = std::fs::read_to_string(&vectors)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let answers = lines(&["explain", "diagnosis", "--batch", vectors.to_str().unwrap()]);
        assert_eq!((cases.len(), answers.len()), (many, many));
        for (case, answer) in cases.iter().zip(&answers) {
            assert_eq!(case["id"], answer["id"]);
            // The numbers are compared in the crate's own test, with their tolerance.
            for field in ["likely", "recommendation", "rule", "next_question"] {
                let Some(wanted) = case["expected"].get(field) else { continue };
                assert_eq!(&answer["result"][field], wanted, "{}: {field}", case["id"]);
            }
        }
    }
}

#[test]
fn every_process_behaviour_chart_and_every_kept_rate_comes_out_of_a_batch_as_it_must() {
    let topics = [
        ("process-behaviour", "core/evidence", "process_behaviour.jsonl", 22, &["signals", "mr_signals"][..]),
        (
            "kept-promises",
            "rooms/promises",
            "promises.jsonl",
            10,
            &["n", "kept", "late", "open_overdue", "renegotiated", "void", "not_yet_due", "show_percentage"],
        ),
    ];
    for (topic, room, file, many, exact) in topics {
        let vectors = of(room).join(file);
        let cases = std::fs::read_to_string(&vectors).unwrap();
        let cases: Vec<Value> = cases.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let answers = lines(&["explain", topic, "--batch", vectors.to_str().unwrap()]);
        assert_eq!((cases.len(), answers.len()), (many, many));
        for (case, answer) in cases.iter().zip(&answers) {
            assert_eq!(case["id"], answer["id"]);
            // The other numbers are compared in the crate's own test, with their tolerance.
            for field in exact {
                assert_eq!(answer["result"][field], case["expected"][field], "{}: {field}", case["id"]);
            }
        }
    }
}

#[test]
fn letters_are_explained_as_their_expected_files_say() {
    let data = of("edges/mail");
    let mut letters: Vec<PathBuf> = std::fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().path()).collect();
    letters.retain(|path| path.extension().is_some_and(|end| end == "eml"));
    letters.sort();
    let context = data.join("context.json");
    let mut asked = vec!["explain", "mail", "--context", context.to_str().unwrap()];
    asked.extend(letters.iter().map(|path| path.to_str().unwrap()));
    let answers = lines(&asked);
    assert_eq!((letters.len(), answers.len()), (63, 63));
    for (path, answer) in letters.iter().zip(&answers) {
        assert_eq!(answer["file"], path.file_name().unwrap().to_str().unwrap());
        let expected: Value = serde_json::from_slice(&std::fs::read(path.with_extension("json")).unwrap()).unwrap();
        for field in ["kind", "subject", "should_acknowledge", "threading", "duplicate_of", "calendar_method"] {
            assert_eq!(answer["result"][field], expected[field], "{}: {field}", path.display());
        }
    }
}

#[test]
fn one_date_is_explained_line_by_line_in_words() {
    let calendar = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/office.json");
    let asked = ["--received", "2026-11-27T16:30", "--turnaround", "24h", "--clock", "working-day", "--calendar"];
    let out = run(&[&["explain", "promise"][..], &asked, &[calendar.to_str().unwrap()]].concat());
    let told = String::from_utf8(out.stdout).unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    // Friday 16:30 and a weekend that stands still: Monday at the same time.
    assert!(told.lines().next().unwrap().contains("Monday 30 November"), "{told}");
    assert!(told.contains("16:30") && told.lines().count() >= 4, "{told}");
    let asked_of_the_other_clock =
        ["--received", "2026-11-27T16:30", "--turnaround", "1h", "--clock", "office-hours", "--calendar"];
    let out = run(&[&["explain", "promise"][..], &asked_of_the_other_clock, &[calendar.to_str().unwrap()]].concat());
    let told = String::from_utf8(out.stdout).unwrap();
    assert!(told.lines().next().unwrap().contains("09:30"), "{told}");
}
