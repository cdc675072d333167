//! What must hold for any calendar, any start, any amount and any pauses.

#![expect(clippy::unwrap_used, reason = "a law that can't be stated should stop the test")]

use jiff::civil::{Date, DateTime, date};
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use worktime::{Calendar, Clock, Due, Error, Explanation, Hours, Kind, Office, Pause, Period, Turnaround, Week};

/// Zones whose clocks change by an hour, by half an hour, at midnight, over midnight, by a whole day, and not at all.
const ZONES: [&str; 11] = [
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "America/Havana",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "UTC",
];

/// Years with the oddest changes of these zones: St. John's at 00:01, Apia without 30 December, and one of today's.
fn day() -> impl Strategy<Value = Date> {
    let from = |start: Date, days: i32| (0..days).prop_map(move |plus| start.saturating_add(plus.days()));
    prop_oneof![from(date(2010, 10, 1), 90), from(date(2011, 10, 15), 90), from(date(2026, 1, 1), 365)]
}

fn wall() -> impl Strategy<Value = DateTime> {
    (day(), 0..86_400_i64)
        .prop_map(|(day, second)| day.at(0, 0, 0, 0).saturating_add(SignedDuration::from_secs(second)))
}

fn hours() -> impl Strategy<Value = Hours> {
    let quarter = |last: i32| (0..=last).prop_map(|quarter| format!("{:02}:{:02}", quarter / 4, quarter % 4 * 15));
    (quarter(95), quarter(96))
        .prop_map(|(opens, closes)| Hours::new(opens.parse().unwrap(), closes.parse().unwrap()).unwrap())
}

fn week() -> impl Strategy<Value = Week> {
    let always = "Mon-Sun 00:00-24:00".parse::<Week>().unwrap();
    let office = "Mon-Fri 09:00-17:00".parse::<Week>().unwrap();
    let nights = "Wed-Sun 22:00-06:00".parse::<Week>().unwrap();
    let any = (vec(vec(hours(), 0..3), 7), hours()).prop_map(|(days, one)| {
        let [mon, tue, wed, thu, fri, sat, sun] = <[Vec<Hours>; 7]>::try_from(days).unwrap();
        Week { mon: [mon, vec![one]].concat(), tue, wed, thu, fri, sat, sun }
    });
    prop_oneof![1 => Just(always), 1 => Just(office), 1 => Just(nights), 4 => any]
}

fn periods() -> impl Strategy<Value = Vec<Period>> {
    let period = (wall(), 1..4_000_i64).prop_map(|(from, minutes)| Period {
        from,
        to: from.saturating_add(SignedDuration::from_mins(minutes)),
        name: "A period".to_owned(),
    });
    vec(period, 0..4)
}

prop_compose! {
    fn office()(zone in prop::sample::select(&ZONES[..]), week in week(), days in vec(day(), 0..6),
                closures in periods(), extra in periods()) -> Office {
        let calendar = Calendar { zone: zone.to_owned(), week, closures, extra, ..Calendar::default() };
        Office::new(&days.into_iter().fold(calendar, |calendar, day| calendar.with_holiday(day, "A holiday"))).unwrap()
    }
}

fn clock() -> impl Strategy<Value = Clock> {
    prop_oneof![Just(Clock::WorkingDay), Just(Clock::OfficeHours)]
}

/// Some amounts are whole days, as most turnarounds are.
fn minutes() -> impl Strategy<Value = u32> {
    prop_oneof![0..6_000_u32, (0..12_u32).prop_map(|days| days * 1_440)]
}

/// A start and pauses around it, by seconds from the start and seconds of length.
fn pauses(start: Timestamp, parts: &[(i64, Option<i64>)]) -> Vec<Pause> {
    let after = |seconds: i64| start.saturating_add(SignedDuration::from_secs(seconds)).unwrap();
    parts
        .iter()
        .map(|(from, length)| Pause { from: after(*from), to: length.map(|length| after(from + length)) })
        .collect()
}

fn ended() -> impl Strategy<Value = Vec<(i64, Option<i64>)>> {
    vec((-100_000..400_000_i64, (0..200_000_i64).prop_map(Some)), 0..4)
}

fn maybe_open() -> impl Strategy<Value = Vec<(i64, Option<i64>)>> {
    vec((-100_000..400_000_i64, option::weighted(0.9, 0..200_000_i64)), 0..4)
}

fn due(office: &Office, start: Timestamp, turnaround: Turnaround, pauses: &[Pause]) -> Timestamp {
    office.due(start, turnaround, pauses).unwrap().at().unwrap()
}

proptest! {
    #[test]
    fn what_was_added_is_what_is_measured(
        office in office(), wall in wall(), minutes in minutes(), parts in ended(),
    ) {
        let start = office.instant(wall).unwrap();
        let pauses = pauses(start, &parts);
        let turnaround = Turnaround::minutes(minutes, Clock::OfficeHours);
        let due = due(&office, start, turnaround, &pauses);
        prop_assert_eq!(office.elapsed(start, due, &pauses, Clock::OfficeHours), Ok(turnaround.seconds()));
        // And it is the earliest such instant.
        if minutes > 0 {
            let before = due - SignedDuration::from_secs(1);
            prop_assert!(office.elapsed(start, before, &pauses, Clock::OfficeHours).unwrap() < turnaround.seconds());
        }
    }

    #[test]
    fn at_the_due_time_the_working_day_clock_shows_at_least_the_amount(
        office in office(), wall in wall(), minutes in minutes(),
    ) {
        let start = office.instant(wall).unwrap();
        let turnaround = Turnaround::minutes(minutes, Clock::WorkingDay);
        let due = due(&office, start, turnaround, &[]);
        prop_assert!(office.elapsed(start, due, &[], Clock::WorkingDay).unwrap() >= turnaround.seconds());
    }

    #[test]
    fn more_time_is_never_due_earlier(
        office in office(), wall in wall(), minutes in minutes(), more in 0..3_000_u32, clock in clock(), parts in ended(),
    ) {
        let start = office.instant(wall).unwrap();
        let pauses = pauses(start, &parts);
        let at = |minutes: u32| due(&office, start, Turnaround::minutes(minutes, clock), &pauses);
        prop_assert!(start <= at(minutes) && at(minutes) <= at(minutes + more));
    }

    #[test]
    fn due_times_lie_in_office_hours(
        office in office(), wall in wall(), minutes in minutes(), clock in clock(), parts in ended(),
    ) {
        let start = office.instant(wall).unwrap();
        let due = due(&office, start, Turnaround::minutes(minutes, clock), &pauses(start, &parts));
        prop_assert!(office.may_be_due(due));
    }

    #[test]
    fn measured_time_never_falls(
        office in office(), wall in wall(), length in 0..3_000_000_i64, more in 0..300_000_i64, clock in clock(), parts in maybe_open(),
    ) {
        let start = office.instant(wall).unwrap();
        let pauses = pauses(start, &parts);
        let elapsed = |seconds: i64| office.elapsed(start, start + SignedDuration::from_secs(seconds), &pauses, clock).unwrap();
        prop_assert!(elapsed(0) == 0 && elapsed(length) <= elapsed(length + more));
        // An hour of real time is never more than an hour, but for whole days, which count by wall time.
        prop_assert!(clock == Clock::WorkingDay || elapsed(length + more) - elapsed(length) <= more);
    }

    #[test]
    fn an_explanation_has_no_hole_and_sums_up_to_the_amount(
        office in office(), wall in wall(), minutes in minutes(), clock in clock(), parts in maybe_open(),
    ) {
        let start = office.instant(wall).unwrap();
        let (turnaround, pauses) = (Turnaround::minutes(minutes, clock), pauses(start, &parts));
        let explanation = office.explain(start, turnaround, &pauses).unwrap();
        let due = office.due(start, turnaround, &pauses).unwrap();
        prop_assert_eq!(explanation.due.as_ref().map(|due| due.timestamp()), due.at());
        let Explanation { start, steps, .. } = &explanation;
        let bounds = steps.iter().flat_map(|step| [step.from.timestamp(), step.to.timestamp()]);
        let end = match due { Due::At(at) | Due::Paused(at) => at };
        let all: Vec<Timestamp> = [start.timestamp()].into_iter().chain(bounds).chain([end]).collect();
        prop_assert!(all.chunks(2).all(|pair| pair[0] == pair[1]), "a hole in {steps:#?}");
        prop_assert!(steps.iter().all(|step| step.from < step.to && step.seconds >= 0));
        prop_assert!(steps.iter().all(|step| (step.kind == Kind::Counted) || step.seconds == 0));
        prop_assert!(steps.windows(2).all(|pair| (pair[0].kind, &pair[0].why) != (pair[1].kind, &pair[1].why)));
        let sum: i64 = steps.iter().map(|step| step.seconds).sum();
        match due {
            Due::At(_) => prop_assert_eq!(sum, turnaround.seconds()),
            Due::Paused(since) => prop_assert_eq!(Ok(sum), office.elapsed(start.timestamp(), since, &pauses, clock)),
        }
        let told = explanation.account(language::Language::En);
        prop_assert!(told.iter().rev().nth(1).is_none_or(|line| line.total == told.last().unwrap().total));
        prop_assert!(!explanation.because(language::Language::En).is_empty());
    }

    #[test]
    fn nothing_opens_before_the_next_opening(office in office(), wall in wall()) {
        let start = office.instant(wall).unwrap();
        let opening = office.next_opening(start).unwrap();
        prop_assert!(opening >= start && office.is_open(opening));
        prop_assert_eq!(office.is_open(start), opening == start);
        prop_assert_eq!(office.open_spans(start, opening).unwrap(), []);
        prop_assert!(office.is_working_day(office.date_of(opening)));
    }

    #[test]
    fn a_date_is_a_working_day_when_it_has_hours(office in office(), day in day()) {
        // A date that begins twice shares its hours with the one before, so its span alone doesn't tell.
        let read = |span: &worktime::OpenSpan| office.date_of(span.from) == day || office.date_of(span.to - SignedDuration::from_secs(1)) == day;
        prop_assert_eq!(office.hours_of(day).unwrap().iter().any(read), office.is_working_day(day));
    }

    #[test]
    fn seconds_between_openings_are_open(office in office(), wall in wall(), length in 0..3_000_000_i64) {
        let start = office.instant(wall).unwrap();
        let end = start + SignedDuration::from_secs(length);
        let spans = office.open_spans(start, end).unwrap();
        let sum: i64 = spans.iter().map(|span| span.to.duration_since(span.from).as_secs()).sum();
        prop_assert_eq!(office.elapsed(start, end, &[], Clock::OfficeHours), Ok(sum));
        prop_assert!(spans.windows(2).all(|pair| pair[0].to < pair[1].from));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_instant_and_no_amount_is_too_much(
        office in office(), second in Timestamp::MIN.as_second()..=Timestamp::MAX.as_second(), minutes: u32, clock in clock(), plus_days: i32,
    ) {
        let start = Timestamp::from_second(second).unwrap();
        let turnaround = Turnaround::minutes(minutes, clock);
        let due = office.due(start, turnaround, &[Pause { from: Timestamp::MIN, to: Some(Timestamp::MIN) }]);
        prop_assert!(due.is_ok() || due == Err(Error::OutOfRange), "{due:?}");
        let day = office.working_date(office.date_of(start), plus_days);
        prop_assert!(day.is_ok() || day == Err(Error::OutOfRange), "{day:?}");
        prop_assert_eq!(office.elapsed(start, Timestamp::MAX, &[], clock), Err(Error::OutOfRange));
    }
}
