//! The clock is a parameter: one file asks the machine for the time, everything else is told.

use super::Finding;
use super::source::Source;

/// The one file that may.
const CLOCK: &str = "ground/src/clock.rs";

/// Types whose `now` reads the clock of the machine; `Instant` only measures how long something took.
const CLOCKS: [&str; 6] = ["Timestamp", "Zoned", "ZonedDateTime", "SystemTime", "Utc", "Local"];

/// Every look at the clock outside its file. A test that talks to a real server may need it; clippy has it say why.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    let elsewhere = sources.iter().filter(|source| source.path != CLOCK);
    elsewhere
        .flat_map(|source| {
            source
                .lines()
                .filter(|(line, code)| looks(code) && !source.is_test(*line))
                .map(|(line, _)| told(source, line))
        })
        .collect()
}

fn told(source: &Source, line: usize) -> Finding {
    Finding::new(
        &source.path,
        line,
        "Clock: now() outside its one place",
        "Take the instant as a parameter, or ask ground.now().",
    )
}

fn looks(code: &str) -> bool {
    code.match_indices("::now").any(|(at, found)| {
        let (before, after) = (code.get(..at).unwrap_or(""), code.get(at + found.len()..).unwrap_or(""));
        let goes_on = after.starts_with(|next: char| next.is_alphanumeric() || next == '_');
        let of_clock = |clock: &&str| {
            before
                .strip_suffix(*clock)
                .is_some_and(|left| !left.ends_with(|last: char| last.is_alphanumeric() || last == '_'))
        };
        !goes_on && CLOCKS.iter().any(of_clock)
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{source, told};
    use super::*;

    #[test]
    fn the_clock_is_asked_in_one_place() {
        let code = "let a = Timestamp::now();\nlet b = std::time::SystemTime::now;\n// Timestamp::now()\nlet c = \"Zoned::now()\";";
        let rule = "Clock: now() outside its one place";
        let found = told(check(&[source("rooms/team/src/acts.rs", code)]));
        assert_eq!(found, [format!("1: {rule}"), format!("2: {rule}")]);
        assert!(check(&[source(CLOCK, code), source("edges/mail/tests/inbox.rs", code)]).is_empty());
    }

    #[test]
    fn measuring_and_asking_ground_are_no_looks_at_the_clock() {
        let code = "Instant::now(); ground.now(); tx.now(); MyTimestamp::now(); Timestamp::nowhere();";
        assert!(check(&[source("rooms/team/src/acts.rs", code)]).is_empty());
    }
}
