use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Wednesday 25 November 2026, 10:52 in Berlin.
fn berlin() -> When {
    When::in_zone("Europe/Berlin", at("2026-11-25T09:52:00Z")).unwrap()
}

#[test]
fn an_instant_is_written_with_weekday_date_time_and_city() {
    for (zone, instant, words) in [
        ("Europe/Berlin", "2026-11-26T09:15:00Z", "Thursday 26 November, 10:15 (Berlin)"),
        ("America/New_York", "2026-11-26T09:15:00Z", "Thursday 26 November, 04:15 (New York)"),
        ("UTC", "2026-11-26T09:15:00Z", "Thursday 26 November, 09:15 (UTC)"),
        ("Etc/UTC", "2026-11-26T09:15:00Z", "Thursday 26 November, 09:15 (UTC)"),
        ("Etc/GMT+5", "2026-11-26T09:15:00Z", "Thursday 26 November, 04:15 (UTC−5)"),
        ("America/Argentina/Buenos_Aires", "2026-11-26T09:15:00Z", "Thursday 26 November, 06:15 (Buenos Aires)"),
        ("Asia/Kathmandu", "2026-11-26T09:15:00Z", "Thursday 26 November, 15:00 (Kathmandu)"),
        ("Europe/Berlin", "2027-01-15T11:00:00Z", "Friday 15 January 2027, 12:00 (Berlin)"),
        // New Year has come in Berlin, not yet in UTC.
        ("Europe/Berlin", "2026-12-31T23:30:00Z", "Friday 1 January 2027, 00:30 (Berlin)"),
        // 25 October 2026, 02:30 comes twice in Berlin.
        ("Europe/Berlin", "2026-10-25T00:30:00Z", "Sunday 25 October, 02:30 (Berlin, UTC+2)"),
        ("Europe/Berlin", "2026-10-25T01:30:00Z", "Sunday 25 October, 02:30 (Berlin, UTC+1)"),
    ] {
        let when = When::in_zone(zone, at("2026-11-25T09:52:00Z")).unwrap();
        assert_eq!(when.full(at(instant)), words);
    }
}

#[test]
fn a_row_names_near_days_by_word() {
    let when = berlin();
    for (instant, short, near) in [
        ("2026-11-25T15:30:00Z", "Wed 25 Nov, 16:30", "today, 16:30"),
        ("2026-11-25T23:30:00Z", "Thu 26 Nov, 00:30", "tomorrow, 00:30"),
        ("2026-11-24T16:50:00Z", "Tue 24 Nov, 17:50", "yesterday, 17:50"),
        ("2026-11-27T11:00:00Z", "Fri 27 Nov, 12:00", "Fri 27 Nov, 12:00"),
        ("2027-01-15T11:00:00Z", "Fri 15 Jan 2027, 12:00", "Fri 15 Jan 2027, 12:00"),
    ] {
        assert_eq!((when.short(at(instant)).as_str(), when.near(at(instant)).as_str()), (short, near));
    }
}

#[test]
fn the_page_marks_an_instant_as_the_design_does() {
    assert_eq!(
        berlin().moment(at("2026-11-26T08:00:00Z")).into_string(),
        "<time class=\"moment\" datetime=\"2026-11-26T09:00+01:00\"><span>Thursday 26 November,</span> <span>09:00 <span \
         class=\"zone\">(Berlin)</span></span></time>"
    );
    assert_eq!(
        berlin().stretch(at("2026-11-25T10:30:00Z"), at("2026-11-25T11:00:00Z")).into_string(),
        "<time class=\"moment\" datetime=\"2026-11-25T11:30+01:00\">11:30 to 12:00</time>"
    );
}

#[test]
fn how_long_ago_is_told_in_words_for_a_while_and_then_by_the_clock() {
    let when = berlin();
    for (minutes, words) in [
        (-5, "today, 10:57"),
        (0, "just now"),
        (1, "a minute ago"),
        (38, "38\u{a0}minutes ago"),
        (61, "an hour ago"),
        (150, "2\u{a0}hours ago"),
        (400, "today, 04:12"),
        (1440, "yesterday, 10:52"),
    ] {
        assert_eq!(when.ago(when.now() - SignedDuration::from_mins(minutes)), words);
    }
}

#[test]
fn lengths_read_as_a_person_says_them() {
    for (minutes, words, exact) in [
        (0, "less than a minute", "0\u{a0}h"),
        (1, "1\u{a0}minute", "1\u{a0}min"),
        (38, "38\u{a0}minutes", "38\u{a0}min"),
        (60, "1\u{a0}h", "1\u{a0}h"),
        (450, "7\u{a0}h 30\u{a0}min", "7\u{a0}h 30\u{a0}min"),
        (1440, "24\u{a0}h", "24\u{a0}h"),
        (4320, "3\u{a0}days", "72\u{a0}h"),
    ] {
        let length = SignedDuration::from_mins(minutes);
        assert_eq!((lasting(length), counted(length)), (words.to_owned(), exact.to_owned()));
    }
    assert_eq!(counted(SignedDuration::from_secs(49_477)), "13\u{a0}h 44\u{a0}min 37\u{a0}s");
    assert_eq!(counted(SignedDuration::from_secs(9)), "9\u{a0}s");
    assert_eq!((amount(1, "hour", "hours"), amount(3, "hour", "hours")), ("1\u{a0}hour".into(), "3\u{a0}hours".into()));
    assert_eq!(
        (number(0), number(3), number(12), number(13)),
        ("no".into(), "three".into(), "twelve".into(), "13".into())
    );
}

#[test]
fn what_people_type_is_read_as_they_mean_it() {
    let when = berlin();
    for (typed, instant) in [
        ("2026-11-25T10:30", "2026-11-25T09:30:00Z"),
        ("2026-11-25T10:30:15", "2026-11-25T09:30:15Z"),
        ("2026-11-25 10:30", "2026-11-25T09:30:00Z"),
        ("Wednesday 25 November, 10:30", "2026-11-25T09:30:00Z"),
        ("Wednesday 25 November 2026, 10:30 (Berlin)", "2026-11-25T09:30:00Z"),
        ("Tuesday 1 December, 12:00", "2026-12-01T11:00:00Z"),
        ("25.11.2026 10:30", "2026-11-25T09:30:00Z"),
        ("25.11. 10:30", "2026-11-25T09:30:00Z"),
        ("25 Nov 10:30", "2026-11-25T09:30:00Z"),
        ("Nov 25, 10:30", "2026-11-25T09:30:00Z"),
        ("25th Nov at 10:30", "2026-11-25T09:30:00Z"),
        ("on Wed 25 nov at 9:05", "2026-11-25T08:05:00Z"),
        ("today 10:30", "2026-11-25T09:30:00Z"),
        ("Today, 10:30", "2026-11-25T09:30:00Z"),
        ("yesterday, 16:00", "2026-11-24T15:00:00Z"),
        ("tomorrow 9 am", "2026-11-26T08:00:00Z"),
        ("12:15pm", "2026-11-25T11:15:00Z"),
        ("12 am", "2026-11-24T23:00:00Z"),
        ("10:30", "2026-11-25T09:30:00Z"),
        // No year: the nearest one.
        ("5 January 09:00", "2027-01-05T08:00:00Z"),
        ("Friday 15 January, 12:00", "2027-01-15T11:00:00Z"),
        ("30 June 09:00", "2026-06-30T07:00:00Z"),
        // A weekday that fits another year than the nearest one.
        ("Wednesday 30 June 09:00", "2027-06-30T07:00:00Z"),
        ("29 Feb 2028 09:00", "2028-02-29T08:00:00Z"),
        // 28 March 2027 has no 02:30, 25 October 2026 has two.
        ("2027-03-28T02:30", "2027-03-28T01:30:00Z"),
        ("2026-10-25T02:30", "2026-10-25T00:30:00Z"),
    ] {
        assert_eq!(when.parse(typed), Ok(at(instant)), "{typed}");
    }
}

#[test]
fn what_cannot_be_read_is_told_with_what_to_write() {
    let when = berlin();
    for (typed, message) in [
        ("  ", "Write a day and time, for example Wednesday 25 November, 10:52"),
        ("soon", "“soon” is not a day and time we can read. Write it like Wednesday 25 November, 10:52"),
        ("25:10", "“25:10” is not a day and time we can read. Write it like Wednesday 25 November, 10:52"),
        ("13 pm", "“13 pm” is not a day and time we can read. Write it like Wednesday 25 November, 10:52"),
        ("25 Nov", "Add the time, for example Wednesday 25 November, 10:30"),
        ("31 Nov 10:30", "There is no 31 November. Look at the day once more"),
        ("31.11.2026 10:30", "There is no 31 November 2026. Look at the day once more"),
        ("1.13.2026 10:30", "There is no 1 in month 13 2026. Look at the day once more"),
        ("Thursday 25 November 2026, 10:30", "25 November 2026 is a Wednesday, not a Thursday. Change one of the two"),
        ("Monday today 10:30", "25 November 2026 is a Wednesday, not a Monday. Change one of the two"),
        (
            "25 Nov 10:30 (Warsaw)",
            "Times here are read in Berlin. Write the time as it is there, and leave “(Warsaw)” out",
        ),
        (
            "99999-01-01T10:30",
            "“99999-01-01T10:30” is not a day and time we can read. Write it like Wednesday 25 November, 10:52",
        ),
    ] {
        assert_eq!(when.parse(typed).unwrap_err().to_string(), message, "{typed}");
    }
}

#[test]
fn what_we_write_can_be_typed_back() {
    let when = berlin();
    for hours in [-4000, -700, -30, -1, 0, 5, 40, 800, 3000] {
        let instant = when.parse("10:30").unwrap() + SignedDuration::from_hours(hours);
        for words in
            [when.full(instant), when.long(instant), when.short(instant), when.near(instant), when.field_value(instant)]
        {
            assert_eq!(when.parse(&words), Ok(instant), "{words}");
        }
    }
}

#[test]
fn a_day_is_read_without_a_time() {
    let when = berlin();
    for (typed, day) in [
        ("2027-01-01", "2027-01-01"),
        ("1.1.2027", "2027-01-01"),
        ("Friday 1 January", "2027-01-01"),
        ("tomorrow", "2026-11-26"),
    ] {
        assert_eq!(when.parse_day(typed), Ok(day.parse().unwrap()), "{typed}");
    }
    assert!(when.parse_day("a law").is_err());
}

#[test]
fn a_zone_that_is_none_is_named() {
    let error = When::in_zone("Europe/Bielefeld", at("2026-11-25T09:52:00Z")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "“Europe/Bielefeld” is not a time zone. Write it like Europe/Berlin or America/New_York."
    );
}
