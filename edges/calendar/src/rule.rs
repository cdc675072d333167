//! The days that a rule of recurrence means. Periods before the days asked for are passed over, and all work is counted, so that no rule
//! keeps us busy.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::{Span, ToSpan};

use crate::Why;

/// How often something repeats. Anything finer than days is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Every {
    Year,
    Month,
    Week,
    Day,
}

/// A rule of recurrence (RFC 5545, 3.3.10), in the local time of its event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) every: Every,
    pub(crate) interval: u16,
    pub(crate) count: Option<u32>,
    /// The last local time that may start.
    pub(crate) until: Option<DateTime>,
    pub(crate) months: Vec<i8>,
    pub(crate) days_of_month: Vec<i8>,
    pub(crate) days_of_year: Vec<i16>,
    pub(crate) weeks: Vec<i8>,
    /// With the number within the month or the year, or none for each of them.
    pub(crate) weekdays: Vec<(Option<i16>, Weekday)>,
    pub(crate) hours: Vec<u8>,
    pub(crate) minutes: Vec<u8>,
    pub(crate) seconds: Vec<u8>,
    pub(crate) positions: Vec<i32>,
    pub(crate) week_starts: Weekday,
}

/// How many days and times may still be looked at for the rules of a file.
#[derive(Debug)]
pub(crate) struct Budget {
    left: u64,
}

/// For all of a file, and for one event.
const OF_FILE: u64 = 4_000_000;
const OF_EVENT: u64 = 400_000;
/// How many times of a day a rule may name.
const TIMES_A_DAY: usize = 1_440;

impl Budget {
    pub(crate) fn of_file() -> Self {
        Self { left: OF_FILE }
    }
}

fn spend(left: &mut u64, amount: usize) -> Result<(), Why> {
    let amount = u64::try_from(amount).unwrap_or(u64::MAX);
    match left.checked_sub(amount) {
        Some(rest) => {
            *left = rest;
            Ok(())
        }
        None => {
            *left = 0;
            Err(Why::TooOften)
        }
    }
}

impl Rule {
    /// The starts from `from` to `to` (both days inclusive), in order, of something that starts `first`.
    pub(crate) fn starts(
        &self,
        first: DateTime,
        from: Date,
        to: Date,
        budget: &mut Budget,
    ) -> Result<Vec<DateTime>, Why> {
        let part = budget.left.min(OF_EVENT);
        let mut left = part;
        let found = self.walk(first, from, to, &mut left);
        budget.left -= part - left;
        found
    }

    fn walk(&self, first: DateTime, from: Date, to: Date, left: &mut u64) -> Result<Vec<DateTime>, Why> {
        let rule = self.completed(first.date());
        let times = rule.times(first.time())?;
        let mut count = rule.count;
        let mut found = Vec::new();
        // A rule with a count is counted from its beginning.
        let mut place = if count.is_some() { 0 } else { rule.places_before(first.date(), from) };
        while let Some(period) = rule.period(first.date(), place) {
            if period.first > to || rule.until.is_some_and(|until| period.first > until.date()) || count == Some(0) {
                break;
            }
            spend(left, 1)?;
            let days = rule.days(period, left)?;
            spend(left, days.len().saturating_mul(times.len()))?;
            let starts = days.iter().flat_map(|day| times.iter().map(|time| day.to_datetime(*time)));
            let starts: Vec<DateTime> = if rule.positions.is_empty() {
                starts.collect()
            } else {
                chosen(&starts.collect::<Vec<_>>(), &rule.positions)
            };
            for start in starts.into_iter().filter(|start| *start >= first) {
                if rule.until.is_some_and(|until| start > until) || count == Some(0) {
                    return Ok(found);
                }
                count = count.map(|count| count - 1);
                if start.date() >= from && start.date() <= to {
                    found.push(start);
                }
            }
            place += 1;
        }
        Ok(found)
    }

    /// With what its event's first day says where the rule is silent.
    fn completed(&self, first: Date) -> Self {
        let mut rule = self.clone();
        let says_a_day = !rule.weeks.is_empty()
            || !rule.days_of_year.is_empty()
            || !rule.days_of_month.is_empty()
            || !rule.weekdays.is_empty();
        match rule.every {
            _ if says_a_day => {}
            Every::Year => {
                if rule.months.is_empty() {
                    rule.months.push(first.month());
                }
                rule.days_of_month.push(first.day());
            }
            Every::Month => rule.days_of_month.push(first.day()),
            Every::Week => rule.weekdays.push((None, first.weekday())),
            Every::Day => {}
        }
        rule
    }

    fn times(&self, first: Time) -> Result<Vec<Time>, Why> {
        let or = |said: &[u8], first: i8| -> Vec<i8> {
            if said.is_empty() { vec![first] } else { said.iter().filter_map(|one| i8::try_from(*one).ok()).collect() }
        };
        let (hours, minutes) = (or(&self.hours, first.hour()), or(&self.minutes, first.minute()));
        let seconds = or(&self.seconds, first.second());
        if hours.len().saturating_mul(minutes.len()).saturating_mul(seconds.len()) > TIMES_A_DAY {
            return Err(Why::TooOften);
        }
        let mut times = Vec::new();
        for hour in &hours {
            for minute in &minutes {
                times.extend(seconds.iter().filter_map(|second| Time::new(*hour, *minute, (*second).min(59), 0).ok()));
            }
        }
        times.sort_unstable();
        times.dedup();
        Ok(times)
    }

    fn interval(&self) -> i64 {
        i64::from(self.interval.max(1))
    }

    /// How many periods may be passed over, so that the next one begins at or before `from`.
    fn places_before(&self, first: Date, from: Date) -> i64 {
        let years = i64::from(from.year()) - i64::from(first.year());
        let days = i64::from((from - first).get_days());
        let passed = match self.every {
            Every::Year => years,
            Every::Month => years * 12 + i64::from(from.month()) - i64::from(first.month()),
            Every::Week => days / 7,
            Every::Day => days,
        };
        (passed / self.interval()).max(0)
    }

    /// The period of a place; none past the end of time.
    fn period(&self, first: Date, place: i64) -> Option<Period> {
        let passed = place.checked_mul(self.interval())?;
        let whole = |day: Date, last: fn(Date) -> Date| Some(Period { first: day, last: last(day) });
        match self.every {
            Every::Year => {
                let day = Date::new(first.year(), 1, 1).ok()?;
                whole(day.checked_add(Span::new().try_years(passed).ok()?).ok()?, Date::last_of_year)
            }
            Every::Month => {
                let day = first.first_of_month();
                whole(day.checked_add(Span::new().try_months(passed).ok()?).ok()?, Date::last_of_month)
            }
            Every::Week => {
                let into = i64::from(first.weekday().since(self.week_starts));
                let day = first.checked_sub(into.days()).ok()?.checked_add(Span::new().try_weeks(passed).ok()?).ok()?;
                whole(day, |day| day.saturating_add(6.days()))
            }
            Every::Day => whole(first.checked_add(Span::new().try_days(passed).ok()?).ok()?, |day| day),
        }
    }

    /// The days of a period that the rule means.
    fn days(&self, period: Period, left: &mut u64) -> Result<Vec<Date>, Why> {
        let mut days = Vec::new();
        let mut next = Some(period.first);
        while let Some(day) = next.filter(|day| *day <= period.last) {
            spend(left, 1)?;
            if !self.months.is_empty() && !self.months.contains(&day.month()) {
                next = day.last_of_month().tomorrow().ok();
                continue;
            }
            if self.means(day) {
                days.push(day);
            }
            next = day.tomorrow().ok();
        }
        Ok(days)
    }

    fn means(&self, day: Date) -> bool {
        let is_one = |said: i32, number: i32, last: i32| said == number || (said < 0 && last + 1 + said == number);
        let in_month = |said: &i8| is_one(i32::from(*said), i32::from(day.day()), i32::from(day.days_in_month()));
        let in_year =
            |said: &i16| is_one(i32::from(*said), i32::from(day.day_of_year()), i32::from(day.days_in_year()));
        (self.days_of_month.is_empty() || self.days_of_month.iter().any(in_month))
            && (self.days_of_year.is_empty() || self.days_of_year.iter().any(in_year))
            && (self.weeks.is_empty() || self.is_in_weeks(day))
            && (self.weekdays.is_empty() || self.weekdays.iter().any(|said| self.is_weekday(day, *said)))
    }

    fn is_weekday(&self, day: Date, (number, weekday): (Option<i16>, Weekday)) -> bool {
        if day.weekday() != weekday {
            return false;
        }
        let Some(number) = number.filter(|number| *number != 0) else { return true };
        let (place, last) = match self.every {
            Every::Year if self.months.is_empty() => (day.day_of_year(), day.days_in_year()),
            Every::Year | Every::Month => (i16::from(day.day()), i16::from(day.days_in_month())),
            Every::Week | Every::Day => return true,
        };
        if number > 0 { (place - 1) / 7 + 1 == number } else { (last - place) / 7 + 1 == number.saturating_neg() }
    }

    /// Weeks begin on the rule's day, and the first of a year has at least four of its days.
    fn is_in_weeks(&self, day: Date) -> bool {
        let years = [day.year().saturating_sub(1), day.year(), day.year().saturating_add(1)];
        let starts = years.map(|year| self.first_week(year));
        let [before, this, next] = starts;
        let (from, to) = match (this, next) {
            (Some(this), _) if day < this => (before, Some(this)),
            (_, Some(next)) if day >= next => return self.weeks.contains(&1),
            _ => (this, next),
        };
        let (Some(from), Some(to)) = (from, to) else { return false };
        let (week, last) = ((day - from).get_days() / 7 + 1, (to - from).get_days() / 7);
        self.weeks.iter().map(|said| i32::from(*said)).any(|said| said == week || (said < 0 && last + 1 + said == week))
    }

    fn first_week(&self, year: i16) -> Option<Date> {
        let fourth = Date::new(year, 1, 4).ok()?;
        fourth.checked_sub(i64::from(fourth.weekday().since(self.week_starts)).days()).ok()
    }
}

#[derive(Debug, Clone, Copy)]
struct Period {
    first: Date,
    last: Date,
}

/// Those at the positions, counted from the front, or from the back if negative; in order.
fn chosen(starts: &[DateTime], positions: &[i32]) -> Vec<DateTime> {
    let at = |position: &i32| {
        let number = usize::try_from(position.unsigned_abs()).ok()?;
        let place = if *position > 0 { number.checked_sub(1)? } else { starts.len().checked_sub(number)? };
        starts.get(place).copied()
    };
    let mut chosen: Vec<DateTime> = positions.iter().filter(|position| **position != 0).filter_map(at).collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn rule(every: Every) -> Rule {
        Rule {
            every,
            interval: 1,
            count: None,
            until: None,
            months: vec![],
            days_of_month: vec![],
            days_of_year: vec![],
            weeks: vec![],
            weekdays: vec![],
            hours: vec![],
            minutes: vec![],
            seconds: vec![],
            positions: vec![],
            week_starts: Weekday::Monday,
        }
    }

    fn starts(rule: &Rule, first: &str, from: &str, to: &str) -> Vec<String> {
        let days = (from.parse().unwrap(), to.parse().unwrap());
        let starts = rule.starts(first.parse().unwrap(), days.0, days.1, &mut Budget::of_file()).unwrap();
        starts.iter().map(|start| start.date().to_string()).collect()
    }

    #[test]
    fn a_week_is_counted_from_the_day_it_begins_on() {
        // The example of RFC 5545, 3.8.5.3: the day on which a week begins makes a difference.
        let weekdays = vec![(None, Weekday::Tuesday), (None, Weekday::Sunday)];
        let every_other = Rule { interval: 2, count: Some(4), weekdays, ..rule(Every::Week) };
        let of = |week_starts| {
            let rule = Rule { week_starts, ..every_other.clone() };
            starts(&rule, "1997-08-05T09:00", "1997-08-01", "1997-12-31")
        };
        assert_eq!(of(Weekday::Monday), ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"]);
        assert_eq!(of(Weekday::Sunday), ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"]);
    }

    #[test]
    fn the_examples_of_the_standard_give_its_own_dates() {
        let weekday = |day| vec![(None, day)];
        let friday_13 = Rule { days_of_month: vec![13], weekdays: weekday(Weekday::Friday), ..rule(Every::Month) };
        assert_eq!(
            starts(&friday_13, "1997-09-02T09:00", "1998-01-01", "1999-12-31"),
            ["1998-02-13", "1998-03-13", "1998-11-13", "1999-08-13"]
        );
        let working = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
        let working = working.map(|day| (None, day)).to_vec();
        let second_last = Rule { weekdays: working, positions: vec![-2], ..rule(Every::Month) };
        assert_eq!(
            starts(&second_last, "1997-09-29T09:00", "1997-09-01", "1997-12-31"),
            ["1997-09-29", "1997-10-30", "1997-11-27", "1997-12-30"]
        );
        let twentieth_monday = Rule { weekdays: vec![(Some(20), Weekday::Monday)], ..rule(Every::Year) };
        assert_eq!(
            starts(&twentieth_monday, "1997-05-19T09:00", "1997-01-01", "1999-12-31"),
            ["1997-05-19", "1998-05-18", "1999-05-17"]
        );
        let monday_of_20 = Rule { weeks: vec![20], weekdays: weekday(Weekday::Monday), ..rule(Every::Year) };
        assert_eq!(
            starts(&monday_of_20, "1997-05-12T09:00", "1997-01-01", "1999-12-31"),
            ["1997-05-12", "1998-05-11", "1999-05-17"]
        );
        let days = Rule { interval: 3, count: Some(10), days_of_year: vec![1, 100, 200], ..rule(Every::Year) };
        let found = starts(&days, "1997-01-01T09:00", "1997-01-01", "2010-12-31");
        assert_eq!((found.len(), found[3].as_str(), found[4].as_str()), (10, "2000-01-01", "2000-04-09"));
        assert_eq!(found[9], "2006-01-01");
    }

    #[test]
    fn a_far_range_is_reached_without_walking_there_and_gives_the_same_days() {
        let every_fifth = Rule { interval: 5, ..rule(Every::Day) };
        let all = starts(&every_fifth, "1800-01-01T00:00", "1800-01-01", "2026-12-31");
        let near = starts(&every_fifth, "1800-01-01T00:00", "2026-11-20", "2026-12-31");
        assert_eq!(all[all.len() - near.len()..], near);
        assert!(near.len() >= 8);
        let mut budget = Budget::of_file();
        let first = date(1, 1, 1).at(0, 0, 0, 0);
        every_fifth.starts(first, date(2026, 11, 20), date(2026, 12, 31), &mut budget).unwrap();
        assert!(OF_FILE - budget.left < 100, "{} spent", OF_FILE - budget.left);
    }

    #[test]
    fn a_rule_that_never_fits_ends_and_one_that_names_every_second_is_left_out() {
        let never = Rule { months: vec![2], days_of_month: vec![30], ..rule(Every::Year) };
        assert_eq!(starts(&never, "2000-01-01T00:00", "2026-01-01", "9999-12-31"), Vec::<String>::new());
        let every_second = Rule {
            hours: (0..24).collect(),
            minutes: (0..60).collect(),
            seconds: (0..60).collect(),
            ..rule(Every::Day)
        };
        let days = (date(2026, 1, 1), date(2026, 1, 2));
        let found = every_second.starts(days.0.at(0, 0, 0, 0), days.0, days.1, &mut Budget::of_file());
        assert_eq!(found, Err(Why::TooOften));
    }
}
