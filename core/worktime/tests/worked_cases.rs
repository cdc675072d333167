//! One line a behaviour, and the sum that a reader would do by hand.

#![expect(clippy::unwrap_used, reason = "a test that can't read its own sample should stop")]

use std::sync::Arc;

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use worktime::{Calendar, Clock, Error, Office, Pause, Turnaround};

fn office(week: &str, zone: &str) -> Office {
    Office::new(&Calendar::of(zone, week).unwrap()).unwrap()
}

fn at(office: &Office, wall: &str) -> Timestamp {
    office.instant(wall.parse().unwrap()).unwrap()
}

fn due(office: &Office, received: &str, turnaround: Turnaround) -> String {
    office.due(at(office, received), turnaround, &[]).unwrap().text(office).unwrap()
}

#[test]
fn the_weekend_stands_still() {
    let office = office("Mon-Fri 09:00-17:00", "Europe/Berlin");
    let promised = |received: &str| due(&office, received, Turnaround::business_hours(24));
    // Friday 15:00: nine hours of Friday, fifteen of Monday. Friday 19:30: from Monday's opening, once round the clock.
    assert_eq!(promised("2026-11-13T15:00"), "2026-11-16T15:00:00+01:00[Europe/Berlin]");
    assert_eq!(promised("2026-11-13T19:30"), "2026-11-17T09:00:00+01:00[Europe/Berlin]");
}

#[test]
fn on_the_office_clock_a_day_is_three() {
    let office = office("Mon-Fri 09:00-17:00", "Europe/Berlin");
    let promised = |hours: u32| due(&office, "2026-11-23T10:15", Turnaround::office_hours(hours));
    assert_eq!(promised(24), "2026-11-26T10:15:00+01:00[Europe/Berlin]");
    // Due just when the office closes, not at the next opening.
    assert_eq!(
        due(&office, "2026-11-23T09:00", Turnaround::office_hours(8)),
        "2026-11-23T17:00:00+01:00[Europe/Berlin]"
    );
}

#[test]
fn same_time_next_day_holds_when_the_clocks_change() {
    let office = office("Mon-Sun 00:00-24:00", "America/New_York");
    let day = |received: &str| due(&office, received, Turnaround::business_hours(24));
    assert_eq!(day("2026-03-07T12:00"), "2026-03-08T12:00:00-04:00[America/New_York]");
    assert_eq!(day("2026-03-07T02:30"), "2026-03-08T03:30:00-04:00[America/New_York]"); // 02:30 does not exist
    assert_eq!(day("2026-10-31T01:30"), "2026-11-01T01:30:00-04:00[America/New_York]"); // 01:30 comes twice
}

#[test]
fn a_night_shift_over_a_change_of_the_clocks_has_its_real_length() {
    let office = office("Sat 22:00-06:00", "Europe/Berlin");
    let hours = |from: &str, to: &str| {
        office.elapsed(at(&office, from), at(&office, to), &[], Clock::OfficeHours).unwrap() / 3_600
    };
    assert_eq!(hours("2026-10-24T12:00", "2026-10-25T12:00"), 9);
    assert_eq!(hours("2026-03-28T12:00", "2026-03-29T12:00"), 7);
    assert_eq!(hours("2026-04-04T12:00", "2026-04-05T12:00"), 8);
}

#[test]
fn the_shift_of_the_evening_before_a_holiday_runs_to_its_end() {
    let nights = Calendar::of("Europe/Paris", "Thu-Fri 22:00-06:00").unwrap().with_holiday(date(2026, 12, 25), "Noël");
    let office = Office::new(&nights).unwrap();
    assert!(office.is_open(at(&office, "2026-12-25T05:59")));
    assert!(!office.is_open(at(&office, "2026-12-25T22:00")));
    assert!(office.is_working_day(date(2026, 12, 25)) && !office.is_working_day(date(2026, 12, 26)));
}

#[test]
fn extra_openings_win_over_holidays_and_closures() {
    let wall = |text: &str| text.parse().unwrap();
    let calendar = Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00")
        .unwrap()
        .with_holiday(date(2026, 12, 25), "Christmas Day")
        .with_closure(wall("2026-12-24T00:00"), wall("2027-01-02T00:00"), "Company closure")
        .with_extra(wall("2026-12-25T10:00"), wall("2026-12-25T12:00"), "Emergency desk");
    let office = Office::new(&calendar).unwrap();
    let opening = office.next_opening(at(&office, "2026-12-23T17:00")).unwrap();
    assert_eq!(office.text(opening), "2026-12-25T10:00:00+01:00[Europe/Berlin]");
    assert_eq!(office.working_date(date(2026, 12, 26), 0), Ok(date(2027, 1, 4)));
}

#[test]
fn waiting_counts_once_however_it_is_noted() {
    let office = office("Mon-Fri 09:00-17:00", "Europe/Berlin");
    let waited = |from: &str, to: &str| Pause { from: at(&office, from), to: Some(at(&office, to)) };
    let (one, other) = (waited("2026-11-24T11:00", "2026-11-24T13:00"), waited("2026-11-24T10:00", "2026-11-24T12:00"));
    let elapsed = |pauses: &[Pause]| {
        office.elapsed(at(&office, "2026-11-24T09:00"), at(&office, "2026-11-24T16:00"), pauses, Clock::OfficeHours)
    };
    assert_eq!(elapsed(&[one, other, one]), Ok(4 * 3_600));
}

#[test]
fn a_pause_that_begins_just_when_it_is_due_changes_nothing() {
    let office = office("Mon-Fri 09:00-17:00", "Europe/Berlin");
    let (start, due) = (at(&office, "2026-11-24T09:00"), at(&office, "2026-11-24T10:00"));
    let pause = [Pause { from: due, to: Some(at(&office, "2026-11-24T12:00")) }];
    for hour in [Turnaround::business_hours(1), Turnaround::office_hours(1)] {
        assert_eq!(office.due(start, hour, &pause).unwrap().at(), Some(due));
    }
}

/// In St. John's the clocks of 7 November 2010 went back at 00:01, so that Sunday began twice, with an hour of Saturday
/// in between.
#[test]
fn a_date_that_begins_twice_counts_from_its_first_instant_to_its_last() {
    let elapsed = |week: &str, from: &str, first: &str, later: i64| {
        let office = office(week, "America/St_Johns");
        let to = at(&office, first) + SignedDuration::from_secs(later);
        office.elapsed(at(&office, from), to, &[], Clock::WorkingDay).unwrap()
    };
    // Saturday stands still to its last instant, with the first minute of Sunday; then Sunday runs.
    assert_eq!(elapsed("Sun-Fri 09:00-17:00", "2010-11-05T16:00", "2010-11-07T00:00:30", 0), 8 * 3_600);
    assert_eq!(elapsed("Sun-Fri 09:00-17:00", "2010-11-05T16:00", "2010-11-07T00:00:30", 3_600), 8 * 3_600 + 30);
    // Two days are full at the first 00:00:30, and on goes the clock through what is Saturday again.
    assert_eq!(elapsed("Mon-Sun 00:00-24:00", "2010-11-05T00:00:30", "2010-11-07T00:00:30", 1_800), 48 * 3_600 + 1_800);
}

#[test]
fn a_calendar_that_never_opens_says_so_at_once() {
    let office = Office::new(&Calendar { zone: "UTC".to_owned(), ..Calendar::default() }).unwrap();
    let start = at(&office, "2026-11-24T09:00");
    let waiting = [Pause { from: start, to: None }];
    for clock in [Clock::WorkingDay, Clock::OfficeHours] {
        let hour = Turnaround::minutes(60, clock);
        assert_eq!(office.due(start, hour, &[]), Err(Error::NoOpenTime));
        assert_eq!(office.due(start, hour, &waiting), Err(Error::NoOpenTime));
        assert_eq!(office.elapsed(start, at(&office, "2026-12-24T09:00"), &[], clock), Ok(0));
    }
    assert_eq!(office.next_opening(start), Err(Error::NoOpenTime));
    assert_eq!(office.working_date(date(2026, 11, 24), 1), Err(Error::NoOpenTime));
}

#[test]
fn the_last_opening_of_all_is_the_end() {
    let wall = |text: &str| text.parse().unwrap();
    let week = Calendar::of("UTC", "Mon-Fri 09:00-17:00").unwrap();
    let office =
        Office::new(&week.with_closure(wall("2026-07-01T00:00"), wall("2060-01-01T00:00"), "Dissolved")).unwrap();
    let start = at(&office, "2026-06-30T16:00");
    assert!(office.due(start, Turnaround::office_hours(1), &[]).is_ok());
    assert_eq!(office.due(start, Turnaround::office_hours(2), &[]), Err(Error::NoOpenTime));
    assert_eq!(office.due(start, Turnaround::business_hours(24), &[]), Err(Error::NoOpenTime));
}

#[test]
fn a_skipped_date_has_no_hours() {
    let office = office("Mon-Sun 08:00-16:30", "Pacific/Apia");
    assert!(!office.is_working_day(date(2011, 12, 30)));
    assert_eq!(office.hours_of(date(2011, 12, 30)), Ok(vec![]));
    let next = due(&office, "2011-12-29T10:00", Turnaround::business_hours(24));
    assert_eq!(next, "2011-12-31T10:00:00+14:00[Pacific/Apia]");
}

#[test]
fn time_ends_where_it_is_no_longer_counted() {
    let office = office("Mon-Fri 09:00-17:00", "Europe/Berlin");
    let start = at(&office, "2399-12-31T10:00");
    assert_eq!(office.due(start, Turnaround::business_hours(24), &[]), Err(Error::OutOfRange));
    assert_eq!(office.next_opening(Timestamp::MAX), Err(Error::OutOfRange));
    assert_eq!(office.next_opening(Timestamp::MIN), Err(Error::OutOfRange));
    assert_eq!(office.elapsed(start, Timestamp::MAX, &[], Clock::OfficeHours), Err(Error::OutOfRange));
    assert!(!office.is_open(Timestamp::MAX) && !office.may_be_due(Timestamp::MIN));
}

#[test]
fn fractions_of_a_second_are_dropped() {
    let office = office("Mon-Fri 09:00-17:00", "Europe/Berlin");
    let start: Timestamp = "2026-11-24T10:15:23.987+01:00".parse().unwrap();
    let due = office.due(start, Turnaround::business_hours(24), &[]).unwrap();
    assert_eq!(due.text(&office).unwrap(), "2026-11-25T10:15:23+01:00[Europe/Berlin]");
    assert_eq!(office.next_opening(start), Ok(start));
}

#[test]
fn one_office_serves_many_threads() {
    let office = Arc::new(office("Mon-Fri 09:00-17:00", "Europe/Berlin"));
    let start = at(&office, "2026-11-23T10:15");
    let ask = |_| {
        let office = office.clone();
        std::thread::spawn(move || office.due(start, Turnaround::office_hours(24), &[]))
    };
    let asked: Vec<_> = (0..4).map(ask).collect();
    let told: Vec<_> = asked.into_iter().map(|thread| thread.join().unwrap()).collect();
    assert!(told.iter().all(|due| *due == told[0]));
}
