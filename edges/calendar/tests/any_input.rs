//! Whatever a file holds, it is read in bounded time, and what it offers lies within the days asked for.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fmt::Write;
use std::time::{Duration, Instant};

use calendar::{read_holidays, read_meetings};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use proptest::prelude::*;

const FROM: Date = date(2026, 1, 1);
const TO: Date = date(2027, 12, 31);

/// Reads a file in both ways and looks at what came.
fn is_read(bytes: &[u8]) {
    is_read_in_zones(bytes, &["Europe/Berlin", "Pacific/Apia"]);
}

fn is_read_in_zones(bytes: &[u8], zones: &[&str]) {
    for zone in zones {
        let zone = TimeZone::get(zone).unwrap();
        if let Ok(feed) = read_holidays(bytes, &zone, FROM, TO) {
            assert!(feed.holidays.iter().all(|day| day.date >= FROM && day.date <= TO && !day.name.is_empty()));
            assert!(feed.holidays.is_sorted_by(|one, two| one.date < two.date), "one entry a date, in order");
            assert!(feed.closures.iter().all(|closure| closure.from < closure.to || closure.to.date() <= TO));
        }
        let (from, to) =
            (zone.to_timestamp(FROM.at(0, 0, 0, 0)).unwrap(), zone.to_timestamp(TO.at(0, 0, 0, 0)).unwrap());
        if let Ok(meetings) = read_meetings(bytes, &zone, from, to, &["me@team.example"]) {
            assert!(
                meetings.iter().all(|one| one.starts_at >= from && one.starts_at < to && one.starts_at < one.ends_at)
            );
        }
    }
}

fn is_read_in(bytes: &[u8], limit: Duration) {
    let begun = Instant::now();
    is_read_in_zones(bytes, &["Europe/Berlin"]);
    assert!(begun.elapsed() < limit, "{:?}", begun.elapsed());
}

fn calendar(inside: &str) -> Vec<u8> {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inside}\r\nEND:VCALENDAR\r\n").into_bytes()
}

fn any_stamp() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("20260329T023000".to_owned()),
        Just("20261025T023000Z".to_owned()),
        Just("99991231T235959".to_owned()),
        Just("00010101".to_owned()),
        Just("20261332T996099".to_owned()),
        "[0-9]{8}(T[0-9]{6}Z?)?",
        "[-0-9TZ:+]{0,20}",
    ]
}

fn any_rule() -> impl Strategy<Value = String> {
    let frequency =
        prop_oneof![Just("YEARLY"), Just("MONTHLY"), Just("WEEKLY"), Just("DAILY"), Just("SECONDLY"), Just("NEVER")];
    let part = prop_oneof![
        (-40_i32..400).prop_map(|number| format!("INTERVAL={number}")),
        any::<u32>().prop_map(|number| format!("COUNT={number}")),
        any_stamp().prop_map(|stamp| format!("UNTIL={stamp}")),
        prop::collection::vec(-400_i32..400, 0..6).prop_map(|all| format!("BYYEARDAY={}", joined(&all))),
        prop::collection::vec(-60_i32..60, 0..6).prop_map(|all| format!("BYWEEKNO={}", joined(&all))),
        prop::collection::vec(-40_i32..40, 0..6).prop_map(|all| format!("BYMONTHDAY={}", joined(&all))),
        prop::collection::vec(-3_i32..15, 0..6).prop_map(|all| format!("BYMONTH={}", joined(&all))),
        prop::collection::vec(0_i32..70, 0..60).prop_map(|all| format!("BYSECOND={}", joined(&all))),
        prop::collection::vec(0_i32..70, 0..60).prop_map(|all| format!("BYHOUR={}", joined(&all))),
        prop::collection::vec(any::<i32>(), 0..6).prop_map(|all| format!("BYSETPOS={}", joined(&all))),
        prop::collection::vec((-60_i32..60, prop_oneof![Just("MO"), Just("SU"), Just("XX")]), 0..6).prop_map(
            |all| format!(
                "BYDAY={}",
                all.iter().map(|(number, day)| format!("{number}{day}")).collect::<Vec<_>>().join(",")
            )
        ),
        prop_oneof![Just("WKST=SU".to_owned()), Just("WKST=".to_owned())],
    ];
    (frequency, prop::collection::vec(part, 0..5))
        .prop_map(|(frequency, parts)| format!("RRULE:FREQ={frequency};{}", parts.join(";")))
}

fn joined(numbers: &[i32]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

fn any_line() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        Just("DTSTART"),
        Just("DTEND"),
        Just("RDATE"),
        Just("EXDATE"),
        Just("RECURRENCE-ID"),
        Just("DTSTART;VALUE=DATE"),
        Just("DTSTART;TZID=Europe/Berlin"),
        Just("DTEND;TZID=\"Pacific/Apia\""),
        Just("DTSTART;TZID=Nowhere"),
    ];
    prop_oneof![
        4 => (name, any_stamp()).prop_map(|(name, stamp)| format!("{name}:{stamp}")),
        2 => any_rule(),
        1 => "(UID|SUMMARY|DESCRIPTION|STATUS|ATTENDEE|ORGANIZER|SEQUENCE|CATEGORIES):[ -~äß€]{0,30}",
        1 => "DURATION:-?P[0-9]{0,12}[DW](T[0-9]{0,12}[HMS])?",
        1 => "BEGIN:(VEVENT|VALARM|VTIMEZONE|VCALENDAR|STANDARD)",
        1 => "END:(VEVENT|VALARM|VTIMEZONE|VCALENDAR|STANDARD)",
        1 => "[ -~\\t]{0,60}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn any_lines_of_an_event_are_read(lines in prop::collection::vec(any_line(), 0..14)) {
        is_read(&calendar(&format!("BEGIN:VEVENT\r\n{}\r\nEND:VEVENT", lines.join("\r\n"))));
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        is_read(&bytes);
        let mut inside = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260105T090000\n".to_vec();
        inside.extend(bytes);
        is_read(&inside);
    }

    #[test]
    fn a_rule_gives_the_same_days_for_a_part_of_the_time(rule in any_rule(), first in 0_i64..4000) {
        let first = date(2015, 1, 1).checked_add(jiff::Span::new().days(first)).unwrap();
        let event = format!("BEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:{}\n{rule}\nSUMMARY:x\nEND:VEVENT", first.strftime("%Y%m%d"));
        let days = |from, to| {
            let feed = read_holidays(&calendar(&event), &TimeZone::UTC, from, to).unwrap();
            feed.holidays.into_iter().map(|day| day.date).collect::<Vec<_>>()
        };
        let (whole, part) = (days(FROM, TO), days(date(2026, 9, 1), date(2026, 10, 31)));
        let within: Vec<_> = whole.into_iter().filter(|day| *day >= date(2026, 9, 1) && *day <= date(2026, 10, 31)).collect();
        prop_assert_eq!(within, part);
    }
}

/// Generous, since a debug build on a busy machine is slow; without a bound these would take hours.
const LIMIT: Duration = Duration::from_secs(60);

#[test]
fn many_rules_that_never_end_are_read_in_bounded_time() {
    let mut inside = String::new();
    for number in 0..20_000 {
        write!(
            inside,
            "BEGIN:VEVENT\r\nUID:{number}\r\nDTSTART:00010101T000000Z\r\nDTEND:00010101T010000Z\r\nRRULE:FREQ=DAILY;COUNT=4000000000\r\nEND:VEVENT\r\n"
        )
        .unwrap();
    }
    is_read_in(&calendar(&inside), LIMIT);
}

#[test]
fn a_deep_nest_is_read_in_bounded_time() {
    is_read_in(&calendar(&"BEGIN:VEVENT\r\n".repeat(200_000)), LIMIT);
    is_read_in(
        &calendar(&format!("{}{}", "BEGIN:VALARM\r\n".repeat(100_000), "END:VALARM\r\n".repeat(100_000))),
        LIMIT,
    );
}

#[test]
fn a_huge_file_is_read_in_bounded_time() {
    let event = "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260105\r\nSUMMARY:A day\r\nEND:VEVENT\r\n";
    is_read_in(&calendar(&event.repeat(130_000)), LIMIT);
    is_read_in(
        &calendar(&format!("BEGIN:VEVENT\r\nDTSTART:20260105\r\nSUMMARY:{}\r\nEND:VEVENT", "long ".repeat(1_900_000))),
        LIMIT,
    );
    let also = format!(
        "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260105\r\nRDATE;VALUE=DATE:{}20260106\r\nEND:VEVENT",
        "20260106,".repeat(900_000)
    );
    is_read_in(&calendar(&also), LIMIT);
}
