//! Feeds of holidays in the styles that producers use, each with what an import has to offer.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use std::fs;
use std::path::PathBuf;

use calendar::{HolidayFeed, NotACalendar, Why, read_holidays};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

fn data() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/holidays")
}

/// As the file beside the feed says it; `zone`, range and note belong to the question.
fn told(feed: &HolidayFeed) -> Value {
    let holidays = feed.holidays.iter().map(|day| {
        let mut told = json!({ "date": day.date.to_string(), "name": day.name, "import": day.is_ticked });
        if let Some(why) = day.why {
            told["why"] = json!(why);
        }
        told
    });
    let closures = feed.closures.iter().map(|closure| {
        let time = |at: jiff::civil::DateTime| at.strftime("%Y-%m-%dT%H:%M").to_string();
        json!({ "from": time(closure.from), "to": time(closure.to), "name": closure.name })
    });
    let skipped = feed.skipped.iter().map(|one| json!({ "name": one.name, "why": one.why.word() }));
    json!({
        "holidays": holidays.collect::<Vec<_>>(),
        "closures": closures.collect::<Vec<_>>(),
        "skipped": skipped.collect::<Vec<_>>(),
        "warnings": feed.warnings,
    })
}

fn expected(case: &Value) -> Value {
    let list = |key: &str| case.get(key).cloned().unwrap_or_else(|| json!([]));
    json!({
        "holidays": list("holidays"), "closures": list("closures"), "skipped": list("skipped"), "warnings": list("warnings"),
    })
}

#[test]
fn every_feed_offers_what_stands_beside_it() {
    let mut cases: Vec<PathBuf> = fs::read_dir(data()).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.extension().is_some_and(|kind| kind == "json"));
    cases.sort();
    assert_eq!(cases.len(), 9, "{cases:?}");
    for path in cases {
        let case: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let zone = TimeZone::get(case["zone"].as_str().unwrap()).unwrap();
        let day = |key: &str| case[key].as_str().map_or(Date::constant(2026, 1, 1), |day| day.parse().unwrap());
        let bytes = fs::read(path.with_extension("ics")).unwrap();
        let read = || read_holidays(&bytes, &zone, day("from"), day("to"));
        if case.get("error").is_some() {
            assert_eq!(read(), Err(NotACalendar::Other), "{}", path.display());
            continue;
        }
        let feed = read().unwrap();
        assert_eq!(told(&feed), expected(&case), "{}", path.display());
        assert_eq!(read().unwrap(), feed, "read again, it says the same");
    }
}

fn read(lines: &str) -> HolidayFeed {
    let text = format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{lines}\nEND:VCALENDAR\n");
    let berlin = TimeZone::get("Europe/Berlin").unwrap();
    read_holidays(text.as_bytes(), &berlin, Date::constant(2026, 1, 1), Date::constant(2026, 12, 31)).unwrap()
}

fn days(feed: &HolidayFeed) -> Vec<String> {
    feed.holidays.iter().map(|day| day.date.to_string()).collect()
}

#[test]
fn a_cancelled_occurrence_is_gone_and_a_moved_one_stands_elsewhere() {
    let series =
        "BEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20260105\nRRULE:FREQ=MONTHLY;COUNT=4\nSUMMARY:Day\nEND:VEVENT\n";
    let gone = "BEGIN:VEVENT\nUID:a\nRECURRENCE-ID;VALUE=DATE:20260205\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20260205\nSUMMARY:Day\nEND:VEVENT\n";
    let moved =
        "BEGIN:VEVENT\nUID:a\nRECURRENCE-ID;VALUE=DATE:20260305\nDTSTART;VALUE=DATE:20260310\nSUMMARY:Day\nEND:VEVENT";
    let feed = read(&format!("{series}{gone}{moved}"));
    assert_eq!(days(&feed), ["2026-01-05", "2026-03-10", "2026-04-05"]);
}

#[test]
fn a_repetition_within_a_day_is_named_and_left_out() {
    let feed = read(
        "BEGIN:VEVENT\nUID:a\nDTSTART:20260105T090000Z\nDURATION:PT1M\nRRULE:FREQ=SECONDLY\nSUMMARY:Bomb\nEND:VEVENT",
    );
    assert_eq!(
        feed.skipped.iter().map(|one| (one.name.as_str(), one.why)).collect::<Vec<_>>(),
        [("Bomb", Why::TooOften)]
    );
}

#[test]
fn a_zone_of_the_file_s_own_is_read_by_its_rules() {
    let zone = "BEGIN:VTIMEZONE\nTZID:Our office\nBEGIN:STANDARD\nDTSTART:16010101T020000\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\n\
                RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:-0500\n\
                TZOFFSETTO:-0400\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
    let event = |uid: &str, day: &str| {
        format!(
            "BEGIN:VEVENT\nUID:{uid}\nDTSTART;TZID=Our office:{day}T120000\nDTEND;TZID=Our office:{day}T140000\nSUMMARY:x\nEND:VEVENT\n"
        )
    };
    let feed = read(&format!("{zone}{}{}", event("winter", "20260115"), event("summer", "20260715")));
    let starts: Vec<String> = feed.closures.iter().map(|one| one.from.to_string()).collect();
    assert_eq!(starts, ["2026-01-15T18:00:00", "2026-07-15T18:00:00"], "both are six hours behind Berlin");
}
