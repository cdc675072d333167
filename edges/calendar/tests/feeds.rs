//! Feeds as they are written, read by the four parsers of the peers: all see the same events, and just those that were meant.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test stops at the first surprise")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use calendar::{Feed, FeedEvent, write};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::Value;

fn checker() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../peers");
    std::env::var_os("OFFWHEEL_PEERS").map_or_else(beside, PathBuf::from).join("ics-check.py")
}

/// What the checker says of a feed between two days.
fn checked(feed: &str, from: Date, to: Date) -> Value {
    let mut file = tempfile::Builder::new().suffix(".ics").tempfile().unwrap();
    file.write_all(feed.as_bytes()).unwrap();
    let mut command = Command::new("python3");
    command.arg(checker()).arg(file.path()).arg(format!("--from={from}")).arg(format!("--to={to}"));
    let out = command.output().unwrap();
    serde_json::from_slice(&out.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&out.stderr)))
}

fn event(uid: &str, starts_at: Timestamp, minutes: i64) -> FeedEvent {
    FeedEvent {
        uid: format!("{uid}@offwheel"),
        sequence: 0,
        changed_at: "2026-01-05T08:00:00Z".parse().unwrap(),
        starts_at,
        ends_at: starts_at + SignedDuration::from_mins(minutes),
        summary: "Daily block".to_owned(),
        words: String::new(),
        page: format!("https://offwheel.example/blocks/{uid}"),
        is_busy: true,
        is_cancelled: false,
    }
}

/// An event a day at this hour of the wall, over three weeks from a day on; the clocks may skip it or show it twice.
fn daily(zone: &TimeZone, first: Date, hour: i8) -> Vec<FeedEvent> {
    let days = first.series(1.day()).take(21);
    days.map(|day| event(&format!("{day}-{hour}"), zone.to_timestamp(day.at(hour, 15, 0, 0)).unwrap(), 90)).collect()
}

fn assert_all_see(feed: &Feed, from: Date, to: Date) {
    let text = write(feed);
    let told = checked(&text, from, to);
    let name = feed.zone.iana_name().unwrap_or_default();
    assert_eq!(told["lint"], serde_json::json!([]), "{name}\n{text}");
    assert_eq!(told["agree"], true, "{name}: {:#}\n{text}", told["differences"]);
    let mut meant: Vec<(String, String, String)> = feed
        .events
        .iter()
        .map(|event| (event.starts_at.to_string(), event.ends_at.to_string(), event.summary.clone()))
        .collect();
    meant.sort();
    for parser in ["icalendar", "vobject", "ical.js", "node-ical"] {
        let text = |event: &Value, key: &str| event[key].as_str().unwrap_or_default().to_owned();
        let events = told["parsers"][parser]["events"].as_array().unwrap().iter();
        let mut seen: Vec<_> =
            events.map(|event| (text(event, "start"), text(event, "end"), text(event, "summary"))).collect();
        seen.sort();
        assert_eq!(seen, meant, "{parser} in {name}\n{text}", text = write(feed));
    }
}

#[test]
fn four_parsers_see_the_same_events_over_both_changes_of_the_clocks() {
    let zones = [
        "Europe/Berlin",
        "Europe/London",
        "America/New_York",
        "America/Santiago",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Pacific/Auckland",
        "UTC",
    ];
    for name in zones {
        let zone = TimeZone::get(name).unwrap();
        let mut events = Vec::new();
        for first in [date(2026, 3, 1), date(2026, 3, 22), date(2026, 9, 20), date(2026, 10, 18)] {
            for hour in [1, 2, 11, 23] {
                events.extend(daily(&zone, first, hour));
            }
        }
        events.dedup_by(|one, two| one.uid == two.uid);
        events.sort_by(|one, two| one.uid.cmp(&two.uid));
        events.dedup_by(|one, two| one.uid == two.uid);
        assert_all_see(&Feed { name: "Blocks".to_owned(), zone, events }, date(2026, 1, 1), date(2027, 1, 1));
    }
}

#[test]
fn a_zone_whose_changes_follow_no_rule_tells_them_one_by_one() {
    for name in ["Africa/Casablanca", "Asia/Jerusalem"] {
        let zone = TimeZone::get(name).unwrap();
        let events = [date(2026, 2, 10), date(2026, 3, 15), date(2026, 10, 18)].map(|first| daily(&zone, first, 11));
        let feed = Feed { name: "Blocks".to_owned(), zone, events: events.into_iter().flatten().collect() };
        assert_all_see(&feed, date(2026, 1, 1), date(2027, 1, 1));
    }
}

#[test]
fn words_are_escaped_and_lines_folded_by_octets() {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let mut event = event("a", "2026-11-26T10:30:00Z".parse().unwrap(), 30);
    event.summary =
        "Weekly block; options, “partnering” \\ and Größe über alles, 漢字漢字漢字漢字漢字漢字漢字漢字漢字".to_owned();
    event.words = "One, two; three\nfour \\ five: \"six\"\r\nseven\u{7}".to_owned();
    let feed = Feed { name: "Blöcke, all; of them".to_owned(), zone, events: vec![event] };
    assert_all_see(&feed, date(2026, 11, 1), date(2026, 12, 1));
    let told = checked(&write(&feed), date(2026, 11, 1), date(2026, 12, 1));
    for parser in ["icalendar", "vobject", "ical.js", "node-ical"] {
        let description = told["parsers"][parser]["events"][0]["description"].as_str().unwrap().replace("\r\n", "\n");
        assert_eq!(description, "One, two; three\nfour \\ five: \"six\"\nseven", "{parser}");
    }
}

#[test]
fn an_empty_feed_is_a_calendar() {
    let feed = Feed { name: "Blocks".to_owned(), zone: TimeZone::get("Europe/Berlin").unwrap(), events: vec![] };
    assert_all_see(&feed, date(2026, 11, 1), date(2026, 12, 1));
}
