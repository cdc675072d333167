//! What a turnaround gives, shown on requests that could come: now, on Friday afternoon, before a holiday, on Saturday.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use worktime::{Calendar, Clock, Error, Office, Turnaround};

/// One request that could come, and when it would be answered.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Example {
    /// When it comes, in words.
    pub(crate) title: &'static str,
    /// When it comes.
    pub(crate) received_at: Timestamp,
    /// By when it is answered.
    pub(crate) due_at: Result<Timestamp, Error>,
    /// Why then.
    pub(crate) why: Option<String>,
    /// The clock that was not chosen.
    pub(crate) other_clock: Clock,
    /// By when it would be answered on that one.
    pub(crate) other_due_at: Result<Timestamp, Error>,
}

/// The four examples; the one before a holiday is left out while none lies within the next two years.
pub(crate) fn examples(calendar: &Calendar, office: &Office, turnaround: Turnaround, now: Timestamp) -> Vec<Example> {
    let today = office.date_of(now);
    let moments = [
        ("Received now", Some(now)),
        ("On Friday afternoon", coming(office, today, Weekday::Friday, 16, 20, now)),
        ("Before a holiday", before_a_holiday(calendar, office, today)),
        ("On Saturday", coming(office, today, Weekday::Saturday, 11, 0, now)),
    ];
    let shown = moments.into_iter().filter_map(|(title, at)| Some((title, at?)));
    shown.map(|(title, received_at)| example(calendar, office, turnaround, title, received_at)).collect()
}

/// A request that comes on the next Friday, twenty to six in the evening, when most offices are closed.
pub(crate) fn on_friday_evening(
    calendar: &Calendar,
    office: &Office,
    turnaround: Turnaround,
    now: Timestamp,
) -> Option<Example> {
    let at = coming(office, office.date_of(now), Weekday::Friday, 17, 40, now)?;
    Some(example(calendar, office, turnaround, "On Friday evening", at))
}

fn example(
    calendar: &Calendar,
    office: &Office,
    turnaround: Turnaround,
    title: &'static str,
    received_at: Timestamp,
) -> Example {
    let due = |turnaround| office.due(received_at, turnaround, &[]).and_then(|due| due.at().ok_or(Error::NoOpenTime));
    let other_clock = match turnaround.clock {
        Clock::WorkingDay => Clock::OfficeHours,
        Clock::OfficeHours => Clock::WorkingDay,
    };
    let due_at = due(turnaround);
    let why = due_at.ok().and_then(|due_at| why(calendar, office, turnaround, received_at, due_at));
    Example { title, received_at, due_at, why, other_clock, other_due_at: due(turnaround.on(other_clock)) }
}

/// The next such weekday at this time of day that has not passed.
fn coming(office: &Office, today: Date, day: Weekday, hour: i8, minute: i8, now: Timestamp) -> Option<Timestamp> {
    let days = std::iter::successors(Some(today), |day| day.tomorrow().ok()).take(15);
    let on = days.filter(|date| date.weekday() == day);
    on.filter_map(|date| office.instant(date.at(hour, minute, 0, 0)).ok()).find(|at| *at > now)
}

/// Three in the afternoon of the last working day before the next holiday or closure that takes a working day away.
fn before_a_holiday(calendar: &Calendar, office: &Office, today: Date) -> Option<Timestamp> {
    let listed = calendar.holidays.iter().map(|day| day.date);
    let closed = calendar.closures.iter().map(|closure| closure.from.date());
    let takes_a_day =
        |date: &Date| *date > today && !calendar.week.on(date.weekday()).is_empty() && !office.is_working_day(*date);
    let holiday = listed.chain(closed).filter(takes_a_day).min()?;
    let before = std::iter::successors(holiday.yesterday().ok(), |day| day.yesterday().ok()).take(31);
    let working = before.take_while(|date| *date >= today).find(|date| office.is_working_day(*date))?;
    let within_two_years = holiday.year() <= today.year().saturating_add(2);
    within_two_years.then(|| office.instant(working.at(15, 0, 0, 0)).ok()).flatten()
}

fn why(
    calendar: &Calendar,
    office: &Office,
    turnaround: Turnaround,
    received_at: Timestamp,
    due_at: Timestamp,
) -> Option<String> {
    let opens = office.next_opening(received_at).ok()?;
    let late = (opens > received_at).then(|| {
        let wall = office.zoned(opens);
        let form = if office.date_of(received_at) == wall.date() { "%H:%M" } else { "%A, %H:%M" };
        format!("Counts from {}.", wall.strftime(form))
    });
    let still = standing_still(calendar, office, office.date_of(opens), office.date_of(due_at));
    let still = (!still.is_empty()).then(|| sentence_of(&still));
    let plain = || match turnaround.clock {
        Clock::WorkingDay => same_time(turnaround, office, received_at, due_at),
        Clock::OfficeHours => Some("Only the time counts in which the office is open.".to_owned()),
    };
    match (late, still) {
        (Some(late), Some(still)) => Some(format!("{late} {still}")),
        (Some(words), None) | (None, Some(words)) => Some(words),
        (None, None) => plain(),
    }
}

fn same_time(turnaround: Turnaround, office: &Office, received_at: Timestamp, due_at: Timestamp) -> Option<String> {
    let whole_days = turnaround.amount_minutes.is_multiple_of(24 * 60).then_some(turnaround.amount_minutes / (24 * 60));
    let same = office.zoned(received_at).time() == office.zoned(due_at).time();
    match whole_days.filter(|_| same)? {
        0 => None,
        1 => Some("One working day later, same time.".to_owned()),
        days => {
            let words = ["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
            let word = usize::try_from(days - 2).ok().and_then(|place| words.get(place))?;
            Some(format!("{word} working days later, same time."))
        }
    }
}

/// The days between two dates on which the clock stands still, as they are called.
fn standing_still(calendar: &Calendar, office: &Office, from: Date, to: Date) -> Vec<String> {
    let days = std::iter::successors(from.tomorrow().ok(), |day| day.tomorrow().ok());
    let between = days.take_while(|day| *day < to).take(400);
    let mut names: Vec<String> = Vec::new();
    for name in between.filter(|day| !office.is_working_day(*day)).map(|day| called(calendar, day)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn called(calendar: &Calendar, day: Date) -> String {
    let holiday = calendar.holidays.iter().find(|holiday| holiday.date == day).map(|holiday| &holiday.name);
    let closure = calendar.closures.iter().find(|closure| closure.from.date() <= day && day < closure.to.date());
    let name = holiday.or_else(|| closure.map(|closure| &closure.name));
    match name {
        Some(name) if !name.is_empty() => name.clone(),
        Some(_) => day.strftime("%-d %B").to_string(),
        None => day.strftime("%A").to_string(),
    }
}

fn sentence_of(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("{one} stands still."),
        [many @ .., last] if many.len() < 5 => format!("{} and {last} stand still.", many.join(", ")),
        [first, second, rest @ ..] => format!("{first}, {second} and {} more stand still.", rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(turnaround: Turnaround, holidays: &[(&str, &str)], now: &str) -> Vec<(String, String, String, String)> {
        let mut calendar = Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00").unwrap();
        for (date, name) in holidays {
            calendar = calendar.with_holiday(date.parse().unwrap(), name);
        }
        let office = Office::new(&calendar).unwrap();
        let text = |at: Timestamp| office.zoned(at).strftime("%a %-d %b %H:%M").to_string();
        let examples = examples(&calendar, &office, turnaround, now.parse().unwrap());
        let row = |one: Example| {
            (text(one.received_at), text(one.due_at.unwrap()), one.why.unwrap(), text(one.other_due_at.unwrap()))
        };
        examples.into_iter().map(row).collect()
    }

    fn row(received: &str, due: &str, why: &str, other: &str) -> (String, String, String, String) {
        (received.to_owned(), due.to_owned(), why.to_owned(), other.to_owned())
    }

    #[test]
    fn four_requests_that_could_come_show_what_the_turnaround_gives() {
        let holidays = [("2026-12-24", "Christmas Eve"), ("2026-12-25", "Christmas Day"), ("2026-12-26", "Boxing Day")];
        assert_eq!(
            shown(Turnaround::business_hours(24), &holidays, "2026-11-25T10:52+01:00"),
            [
                row("Wed 25 Nov 10:52", "Thu 26 Nov 10:52", "One working day later, same time.", "Mon 30 Nov 10:52"),
                row("Fri 27 Nov 16:20", "Mon 30 Nov 16:20", "Saturday and Sunday stand still.", "Wed 2 Dec 16:20"),
                row(
                    "Wed 23 Dec 15:00",
                    "Mon 28 Dec 15:00",
                    "Christmas Eve, Christmas Day, Boxing Day and Sunday stand still.",
                    "Wed 30 Dec 15:00"
                ),
                row("Sat 28 Nov 11:00", "Tue 1 Dec 09:00", "Counts from Monday, 09:00.", "Wed 2 Dec 17:00"),
            ]
        );
    }

    #[test]
    fn several_working_days_are_counted_in_words() {
        let (_, due, why, _) = shown(Turnaround::business_hours(48), &[], "2026-11-24T10:52+01:00").remove(0);
        assert_eq!((due.as_str(), why.as_str()), ("Thu 26 Nov 10:52", "Two working days later, same time."));
    }

    #[test]
    fn without_a_holiday_to_come_that_example_is_left_out() {
        let past = [("2026-05-01", "Labour Day")];
        assert_eq!(shown(Turnaround::office_hours(8), &past, "2026-11-27T18:00+01:00").len(), 3);
        // A holiday on a Sunday takes nothing away.
        assert_eq!(shown(Turnaround::office_hours(8), &[("2026-11-29", "Advent")], "2026-11-25T09:00Z").len(), 3);
    }

    #[test]
    fn a_calendar_that_never_opens_says_so_instead_of_a_date() {
        let calendar = Calendar::of("Europe/Berlin", "Mon 09:00-17:00").unwrap();
        let closed = Calendar { week: worktime::Week::default(), ..calendar };
        let office = Office::new(&closed).unwrap();
        let now = "2026-11-25T09:15Z".parse().unwrap();
        let examples = examples(&closed, &office, Turnaround::business_hours(24), now);
        assert!(examples.iter().all(|one| one.due_at == Err(Error::NoOpenTime) && one.why.is_none()));
    }
}
