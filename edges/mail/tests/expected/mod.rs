//! Compares the reading of a letter with its expected file, as the data's README says.

#![allow(dead_code, reason = "each test program uses its part")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panic")]

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use mail::batch::{Batch, Context};
use serde_json::Value;

/// The letters of a folder whose name passes, read in the order of their names; what differs, a line each.
pub fn differences(folder: &Path, context: &Path, wanted: impl Fn(&str) -> bool) -> (usize, Vec<String>) {
    let letters: Vec<_> = letters(folder).into_iter().filter(|(file, _)| wanted(file)).collect();
    let mut batch = Batch::new(read_context(context), read_at());
    let mut differences = Vec::new();
    for (file, raw) in &letters {
        let name = file.strip_suffix(".eml").unwrap();
        let line = batch.read(file, raw);
        assert_eq!(line["file"], *file);
        let expected: Value = serde_json::from_slice(&fs::read(folder.join(format!("{name}.json"))).unwrap()).unwrap();
        differences.extend(
            compare(name, &expected, &line["result"]).into_iter().map(|difference| format!("{name}: {difference}")),
        );
    }
    (letters.len(), differences)
}

/// The letters of a folder in the order of their names.
pub fn letters(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name.ends_with(".eml"));
    names.sort();
    names.into_iter().map(|name| (name.clone(), fs::read(folder.join(name)).unwrap())).collect()
}

pub fn read_context(path: &Path) -> Context {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// The day the letters were made.
pub fn read_at() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

fn compare(name: &str, expected: &Value, result: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    let mut must_equal = |what: &str, expected: &Value, found: &Value| {
        if expected != found {
            differences.push(format!("{what} is {found}, not {expected}"));
        }
    };
    for field in ["kind", "subject", "should_acknowledge", "threading", "duplicate_of", "calendar_method"] {
        must_equal(field, &expected[field], &result[field]);
    }
    for field in ["address", "name"] {
        if !expected["sender"][field].is_null() {
            must_equal(field, &expected["sender"][field], &result["sender"][field]);
        }
    }
    let files = |value: &Value| value["attachments"].as_array().unwrap().clone();
    must_equal("number of attachments", &files(expected).len().into(), &files(result).len().into());
    for (expected, found) in files(expected).iter().zip(files(result)) {
        for field in ["name", "type", "bytes"] {
            if !expected[field].is_null() {
                must_equal(field, &expected[field], &found[field]);
            }
        }
    }
    // Two old letters have no id, which their files don't care to say.
    let own = expected["source"] == "own";
    if own || !expected["warnings"].is_null() {
        must_equal("warnings", &expected["warnings"], &result["warnings"]);
    }
    differences.extend(compare_texts(name, expected, result));
    differences
}

fn compare_texts(name: &str, expected: &Value, result: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    let new = lines(&result["new_text"]);
    let forwarded = lines(&result["forwarded_text"]);
    for (what, wanted, found) in [
        ("new_text", lines(&expected["new_text"]), &new),
        ("forwarded_text", lines(&expected["forwarded_text"]), &forwarded),
    ] {
        let mut rest = found.iter();
        if let Some(missing) = wanted.iter().find(|line| !rest.any(|one| one == *line)) {
            differences.push(format!("{what} lacks {missing:?} (in its place) in {found:?}"));
        }
    }
    for line in list(&expected["must_not_contain"]) {
        if new.iter().any(|one| one.contains(&line)) {
            differences.push(format!("new_text must not contain {line:?}"));
        }
    }
    // Their notes say that these texts may be shown as well as can be.
    let lenient: &[&str] = match name {
        "junk-8bit" => &["Ladder training for", "six people", "please."],
        "x-flanker-signed" => &["a pöstal sign of our times"],
        _ => &[],
    };
    let allowed =
        [lines(&expected["new_text"]), list(&expected["may_keep"]), lines(&expected["forwarded_text"])].concat();
    if let Some(more) = new.iter().find(|line| !allowed.contains(line) && lenient.is_empty()) {
        differences.push(format!("new_text holds {more:?} as well"));
    }
    differences.extend(
        lenient.iter().filter(|words| !new.concat().contains(**words)).map(|words| format!("new_text lacks {words:?}")),
    );
    differences
}

/// Lines with single blanks, without empty ones and the marks of lists, which may differ.
fn lines(text: &Value) -> Vec<String> {
    text.as_str().unwrap_or_default().lines().map(folded).filter(|line| !line.is_empty()).collect()
}

fn list(values: &Value) -> Vec<String> {
    values.as_array().into_iter().flatten().map(|value| folded(value.as_str().unwrap())).collect()
}

fn folded(line: &str) -> String {
    line.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}
