use std::fmt;

use jiff::civil::{Date, Time, Weekday};
use jiff::{SignedDuration, Timestamp, ToSpan};
use worktime::{Error, Office, Week};

/// How often time to think is reserved, at which wall time of the team's zone, and for how many minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    /// Every working day.
    Daily {
        /// When it starts.
        starts: Time,
        /// Its length.
        minutes: i64,
    },
    /// On one day of the week.
    Weekly {
        /// The day.
        weekday: Weekday,
        /// When it starts.
        starts: Time,
        /// Its length.
        minutes: i64,
    },
}

impl Rhythm {
    /// Half an hour a day.
    pub fn daily(starts: Time) -> Self {
        Self::Daily { starts, minutes: 30 }
    }

    /// One hour a week.
    pub fn weekly(weekday: Weekday, starts: Time) -> Self {
        Self::Weekly { weekday, starts, minutes: 60 }
    }

    /// The same, of another length.
    pub fn lasting(self, minutes: i64) -> Self {
        match self {
            Self::Daily { starts, .. } => Self::Daily { starts, minutes },
            Self::Weekly { weekday, starts, .. } => Self::Weekly { weekday, starts, minutes },
        }
    }

    /// “daily”, “Mondays”.
    pub fn how_often(self) -> String {
        match self {
            Self::Daily { .. } => "daily".to_owned(),
            Self::Weekly { weekday, .. } => format!("{weekday:?}s"),
        }
    }

    /// When it starts, in the team's zone.
    pub fn starts(self) -> Time {
        match self {
            Self::Daily { starts, .. } | Self::Weekly { starts, .. } => starts,
        }
    }

    /// How long it is.
    pub fn minutes(self) -> i64 {
        match self {
            Self::Daily { minutes, .. } | Self::Weekly { minutes, .. } => minutes,
        }
    }

    /// Whether the two would ever reserve the same minute, as far as the clock on the wall tells.
    pub fn meets(self, other: Self) -> bool {
        const WEEK: i64 = 7 * 24 * 60;
        let meets = |one: i64, other: i64| (other - one).rem_euclid(WEEK);
        self.minutes_of_week().into_iter().any(|one| {
            other
                .minutes_of_week()
                .into_iter()
                .any(|two| meets(one, two) < self.minutes() || meets(two, one) < other.minutes())
        })
    }

    /// Whether it would have a block on this day if the office kept its usual hours: on its weekday, or for a daily one on any day with hours.
    fn names(self, day: Date, week: &Week) -> bool {
        match self {
            Self::Daily { .. } => !week.on(day.weekday()).is_empty(),
            Self::Weekly { weekday, .. } => day.weekday() == weekday,
        }
    }

    /// The starts in a week, in minutes after Monday 00:00.
    fn minutes_of_week(self) -> Vec<i64> {
        let of_day = i64::from(self.starts().hour()) * 60 + i64::from(self.starts().minute());
        match self {
            Self::Daily { .. } => (0..7).map(|day| day * 24 * 60 + of_day).collect(),
            Self::Weekly { weekday, .. } => vec![i64::from(weekday.to_monday_zero_offset()) * 24 * 60 + of_day],
        }
    }

    /// The day that this rhythm means by `day`: a holiday skips a daily block and moves a weekly one to the next working day,
    /// unless the next week's has come by then.
    fn day_meant(self, day: Date, office: &Office) -> Option<Date> {
        match self {
            Self::Daily { .. } => office.is_working_day(day).then_some(day),
            Self::Weekly { weekday, .. } if day.weekday() == weekday => {
                let working = office.working_date(day, 0).ok()?;
                (working < day.checked_add(1.week()).ok()?).then_some(working)
            }
            Self::Weekly { .. } => None,
        }
    }
}

/// As a person says it: “30 minutes every working day at 11:30”, “60 minutes on Mondays at 13:00”.
impl fmt::Display for Rhythm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let amount = match self.minutes() {
            30 => "half an hour".to_owned(),
            60 => "one hour".to_owned(),
            minutes => format!("{minutes}\u{a0}minutes"),
        };
        let at = self.starts().strftime("%H:%M");
        match self {
            Self::Daily { .. } => write!(f, "{amount} every working day at {at}"),
            Self::Weekly { weekday, .. } => write!(f, "{amount} on {weekday:?}s at {at}"),
        }
    }
}

/// A rhythm from its first day to its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Running {
    /// How often, when, how long.
    pub rhythm: Rhythm,
    /// The first day that may have a block.
    pub from_on: Date,
    /// The last one; without end, if none.
    pub until_on: Option<Date>,
}

/// One planned block of a rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The day that the rhythm names, which is not the block's own day when a holiday moved it.
    pub on: Date,
    /// When it starts.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Whether a holiday moved it from that day.
    pub is_moved: bool,
}

impl Running {
    /// A rhythm reserved at `now`: from today if today's start is still to come, else from tomorrow.
    pub fn from(rhythm: Rhythm, office: &Office, now: Timestamp) -> Result<Self, Error> {
        let today = office.date_of(now);
        let is_to_come = now < office.instant(today.to_datetime(rhythm.starts()))?;
        let from_on = if is_to_come { today } else { today.tomorrow().unwrap_or(today) };
        Ok(Self { rhythm, from_on, until_on: None })
    }

    /// The same, beginning on a later day.
    pub fn beginning(self, first: Date) -> Self {
        Self { from_on: self.from_on.max(first), ..self }
    }

    /// The same, given up at `now`: what has started stays.
    pub fn ended(self, office: &Office, now: Timestamp) -> Result<Self, Error> {
        let today = office.date_of(now);
        let has_started = office.instant(today.to_datetime(self.rhythm.starts()))? <= now;
        let until_on = if has_started { today } else { today.yesterday().unwrap_or(today) };
        Ok(Self { until_on: Some(until_on), ..self })
    }

    /// The same, given up from this day on. What has started by `now` stays whatever the day.
    pub fn ended_from(self, free_from: Date, office: &Office, now: Timestamp) -> Result<Self, Error> {
        let soonest = self.ended(office, now)?;
        let last = free_from.yesterday().unwrap_or(free_from);
        Ok(Self { until_on: soonest.until_on.map(|until| until.max(last)), ..self })
    }

    /// Whether it has blocks to come at `now`, as far as holidays leave it any.
    pub fn goes_on(&self, office: &Office, now: Timestamp) -> bool {
        let starts_at = |last: Date| office.instant(last.to_datetime(self.rhythm.starts()));
        self.until_on.is_none_or(|last| self.from_on <= last && starts_at(last).is_ok_and(|at| now < at))
    }

    /// Whether the two would ever reserve the same minute, on the days on which both run.
    pub fn meets(&self, other: &Self) -> bool {
        let reaches = |one: &Self, two: &Self| one.last_touched().is_none_or(|last| two.from_on <= last);
        self.rhythm.meets(other.rhythm) && reaches(self, other) && reaches(other, self)
    }

    /// The last day on which a minute of it lies: a block over midnight ends on the day after.
    fn last_touched(&self) -> Option<Date> {
        let starts = self.rhythm.starts();
        let ends = i64::from(starts.hour()) * 60 + i64::from(starts.minute()) + self.rhythm.minutes();
        self.until_on.map(|last| last.saturating_add((ends.max(1) - 1).div_euclid(24 * 60).days()))
    }

    /// The days from `from` to `to` on which it would have a block if the office were not closed on them, by a holiday or otherwise.
    pub fn days_off(&self, week: &Week, office: &Office, (from, to): (Date, Date)) -> Vec<Date> {
        let last = self.until_on.map_or(to, |until| until.min(to));
        let days = from.max(self.from_on).series(1.day()).take_while(|day| *day <= last);
        days.filter(|day| self.rhythm.names(*day, week) && !office.is_working_day(*day)).collect()
    }

    /// The planned block of one day that the rhythm names.
    pub fn on(&self, day: Date, office: &Office) -> Option<Occurrence> {
        let begins = self.from_on <= day;
        let meant =
            self.rhythm.day_meant(day, office).filter(|meant| self.until_on.is_none_or(|last| *meant <= last))?;
        let starts_at = office.instant(meant.to_datetime(self.rhythm.starts())).ok()?;
        let ends_at = starts_at.checked_add(SignedDuration::from_mins(self.rhythm.minutes())).ok()?;
        begins.then_some(Occurrence { on: day, starts_at, ends_at, is_moved: meant != day })
    }

    /// The planned blocks that touch the time from `from` to `to`, in order.
    pub fn between(&self, office: &Office, from: Timestamp, to: Timestamp) -> Vec<Occurrence> {
        // A weekly block can stand up to six days after the day it is named by, and end on the day after that.
        let first = office.date_of(from).saturating_sub(8.days());
        let last = office.date_of(to).saturating_add(1.day());
        let days = first.max(self.from_on).series(1.day()).take_while(|day| *day <= last);
        days.filter_map(|day| self.on(day, office))
            .filter(|block| block.starts_at < to && from < block.ends_at)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use worktime::Calendar;

    use super::*;

    fn office(week: &str) -> Office {
        Office::new(&berlin(week)).unwrap()
    }

    fn berlin(week: &str) -> Calendar {
        Calendar::of("Europe/Berlin", week).unwrap()
    }

    fn starts(rhythm: Rhythm, office: &Office, from: &str, to: &str) -> Vec<String> {
        let running = Running { rhythm, from_on: date(2026, 1, 1), until_on: None };
        let instant = |text: &str| office.instant(text.parse().unwrap()).unwrap();
        let blocks = running.between(office, instant(from), instant(to));
        assert!(blocks.iter().all(|block| block.ends_at.duration_since(block.starts_at).as_mins() == rhythm.minutes()));
        blocks.iter().map(|block| office.zoned(block.starts_at).strftime("%a %d %b %H:%M").to_string()).collect()
    }

    #[test]
    fn a_daily_block_stands_on_every_working_day_at_its_wall_time() {
        let office = office("Mon-Fri 09:00-17:00");
        let daily = Rhythm::daily(time(11, 30, 0, 0));
        assert_eq!(
            starts(daily, &office, "2026-11-26T08:00", "2026-12-01T18:00"),
            ["Thu 26 Nov 11:30", "Fri 27 Nov 11:30", "Mon 30 Nov 11:30", "Tue 01 Dec 11:30"]
        );
    }

    #[test]
    fn a_block_keeps_its_wall_time_over_a_change_of_the_clocks() {
        let office = office("Mon-Sun 00:00-24:00");
        let daily = Rhythm::daily(time(11, 30, 0, 0));
        let running = Running { rhythm: daily, from_on: date(2026, 1, 1), until_on: None };
        for (from, to) in [("2026-03-28T00:00", "2026-03-30T00:00"), ("2026-10-24T00:00", "2026-10-26T00:00")] {
            assert_eq!(starts(daily, &office, from, to).len(), 2);
            let instant = |text: &str| office.instant(text.parse().unwrap()).unwrap();
            let [first, second] = running.between(&office, instant(from), instant(to))[..] else { panic!("two") };
            let hours = if from.contains("-03-") { 23 } else { 25 };
            assert_eq!(second.starts_at.duration_since(first.starts_at).as_hours(), hours, "{from}");
        }
    }

    #[test]
    fn a_block_that_the_clocks_skip_comes_an_hour_later_and_keeps_its_length() {
        let office = office("Mon-Sun 00:00-24:00");
        let early = Rhythm::daily(time(2, 15, 0, 0));
        assert_eq!(starts(early, &office, "2026-03-29T00:00", "2026-03-30T00:00"), ["Sun 29 Mar 03:15"]);
        assert_eq!(starts(early, &office, "2026-10-25T00:00", "2026-10-26T00:00"), ["Sun 25 Oct 02:15"]);
    }

    #[test]
    fn a_holiday_skips_a_daily_block_and_moves_a_weekly_one_to_the_next_working_day() {
        let easter = berlin("Mon-Fri 09:00-17:00").with_holiday(date(2026, 4, 6), "Easter Monday");
        let office = Office::new(&easter).unwrap();
        let (from, to) = ("2026-04-02T00:00", "2026-04-08T00:00");
        let daily = Rhythm::daily(time(11, 30, 0, 0));
        assert_eq!(
            starts(daily, &office, from, to),
            ["Thu 02 Apr 11:30", "Fri 03 Apr 11:30", "Tue 07 Apr 11:30"],
            "no block on Easter Monday"
        );
        let weekly = Rhythm::weekly(Weekday::Monday, time(13, 0, 0, 0));
        assert_eq!(starts(weekly, &office, from, to), ["Tue 07 Apr 13:00"]);
    }

    #[test]
    fn a_weekly_block_whose_whole_week_is_closed_does_not_double_the_next_one() {
        let closed = berlin("Mon-Fri 09:00-17:00").with_closure(
            "2026-12-21T00:00".parse().unwrap(),
            "2026-12-28T00:00".parse().unwrap(),
            "Between the years",
        );
        let office = Office::new(&closed).unwrap();
        let weekly = Rhythm::weekly(Weekday::Monday, time(13, 0, 0, 0));
        assert_eq!(
            starts(weekly, &office, "2026-12-14T00:00", "2027-01-01T00:00"),
            ["Mon 14 Dec 13:00", "Mon 28 Dec 13:00"]
        );
    }

    #[test]
    fn a_date_that_the_zone_skipped_has_no_block() {
        let apia = Office::new(&Calendar::of("Pacific/Apia", "Mon-Sun 00:00-24:00").unwrap()).unwrap();
        let daily = Running { rhythm: Rhythm::daily(time(11, 30, 0, 0)), from_on: date(2011, 12, 1), until_on: None };
        assert!(daily.on(date(2011, 12, 29), &apia).is_some());
        assert!(daily.on(date(2011, 12, 30), &apia).is_none());
    }

    #[test]
    fn a_block_over_midnight_is_found_from_the_day_after() {
        let office = office("Mon-Fri 20:00-04:00");
        let late = Rhythm::daily(time(23, 45, 0, 0));
        assert_eq!(starts(late, &office, "2026-11-26T00:05", "2026-11-26T09:00"), ["Wed 25 Nov 23:45"]);
    }

    #[test]
    fn a_calendar_that_never_opens_has_no_block() {
        let office = Office::new(&Calendar { zone: "Europe/Berlin".into(), ..Calendar::default() }).unwrap();
        for rhythm in [Rhythm::daily(time(11, 30, 0, 0)), Rhythm::weekly(Weekday::Monday, time(13, 0, 0, 0))] {
            assert!(starts(rhythm, &office, "2026-11-01T00:00", "2026-12-01T00:00").is_empty());
        }
    }

    #[test]
    fn a_pattern_begins_today_only_if_its_start_is_to_come_and_ends_without_taking_back_what_started() {
        let office = office("Mon-Fri 09:00-17:00");
        let daily = Rhythm::daily(time(11, 30, 0, 0));
        let at = |text: &str| office.instant(text.parse().unwrap()).unwrap();
        let from = |now: &str| Running::from(daily, &office, at(now)).unwrap().from_on;
        assert_eq!(from("2026-11-25T11:29"), date(2026, 11, 25));
        assert_eq!(from("2026-11-25T11:30"), date(2026, 11, 26));

        let running = Running { rhythm: daily, from_on: date(2026, 11, 1), until_on: None };
        let until = |now: &str| running.ended(&office, at(now)).unwrap();
        assert_eq!(until("2026-11-25T11:29").until_on, Some(date(2026, 11, 24)));
        assert_eq!(until("2026-11-25T11:30").until_on, Some(date(2026, 11, 25)));
        assert!(until("2026-11-25T11:30").on(date(2026, 11, 25), &office).is_some());
        assert!(until("2026-11-25T11:30").on(date(2026, 11, 26), &office).is_none());
    }

    #[test]
    fn a_pattern_is_given_up_from_a_day_on_and_goes_on_until_then() {
        let office = office("Mon-Fri 09:00-17:00");
        let daily = Rhythm::daily(time(11, 30, 0, 0));
        let at = |text: &str| office.instant(text.parse().unwrap()).unwrap();
        let running = Running { rhythm: daily, from_on: date(2026, 11, 1), until_on: None };
        let from = |day: Date, now: &str| running.ended_from(day, &office, at(now)).unwrap();
        let later = from(date(2026, 12, 7), "2026-11-25T11:29");
        assert_eq!(later.until_on, Some(date(2026, 12, 6)));
        assert!(later.on(date(2026, 12, 4), &office).is_some() && later.on(date(2026, 12, 7), &office).is_none());
        for (day, now, until) in [
            (date(2026, 11, 25), "2026-11-25T11:29", date(2026, 11, 24)),
            (date(2026, 11, 25), "2026-11-25T11:30", date(2026, 11, 25)),
            (date(2026, 11, 26), "2026-11-25T11:29", date(2026, 11, 25)),
            (date(2026, 11, 1), "2026-11-25T11:30", date(2026, 11, 25)),
        ] {
            assert_eq!(from(day, now).until_on, Some(until), "{day} {now}");
        }
        assert!(running.goes_on(&office, at("2026-11-25T11:30")));
        let until_friday = Running { until_on: Some(date(2026, 12, 4)), ..running };
        assert!(until_friday.goes_on(&office, at("2026-12-04T11:29")), "its last block is to come");
        assert!(!until_friday.goes_on(&office, at("2026-12-04T11:30")));
        let never = Running { from_on: date(2026, 12, 7), ..until_friday };
        assert!(!never.goes_on(&office, at("2026-11-25T11:30")), "given up before it began");
    }

    #[test]
    fn two_patterns_meet_on_the_days_on_which_both_run() {
        let until =
            |day: i8, rhythm| Running { rhythm, from_on: date(2026, 11, 1), until_on: Some(date(2026, 12, day)) };
        let from = |day: i8, rhythm| Running { rhythm, from_on: date(2026, 12, day), until_on: None };
        let (noon, one) = (Rhythm::daily(time(11, 30, 0, 0)), Rhythm::daily(time(13, 0, 0, 0)));
        for (first, second, meets) in [
            (until(4, noon), from(5, noon), false),
            (until(4, noon), from(4, noon), true),
            (until(4, noon), from(4, one), false),
            (until(4, Rhythm::daily(time(23, 45, 0, 0))), from(5, Rhythm::daily(time(0, 10, 0, 0))), true),
            (until(4, Rhythm::daily(time(23, 30, 0, 0))), from(5, Rhythm::daily(time(23, 15, 0, 0))), false),
            (from(1, noon), from(9, noon), true),
        ] {
            assert_eq!((first.meets(&second), second.meets(&first)), (meets, meets), "{first:?} {second:?}");
        }
    }

    #[test]
    fn the_days_off_of_a_rhythm_are_those_it_would_have_had_a_block_on() {
        let christmas = berlin("Mon-Fri 09:00-17:00")
            .with_holiday(date(2026, 12, 25), "Christmas Day")
            .with_holiday(date(2026, 12, 26), "Boxing Day")
            .with_closure(
                "2026-12-28T00:00".parse().unwrap(),
                "2026-12-29T00:00".parse().unwrap(),
                "Between the years",
            );
        let office = Office::new(&christmas).unwrap();
        let days = (date(2026, 12, 1), date(2026, 12, 31));
        let off = |rhythm, until_on| {
            let running = Running { rhythm, from_on: date(2026, 11, 1), until_on };
            running.days_off(&christmas.week, &office, days)
        };
        let daily = Rhythm::daily(time(11, 30, 0, 0));
        assert_eq!(off(daily, None), [date(2026, 12, 25), date(2026, 12, 28)], "a Saturday has none anyway");
        assert_eq!(off(daily, Some(date(2026, 12, 27))), [date(2026, 12, 25)]);
        assert_eq!(off(Rhythm::weekly(Weekday::Monday, time(13, 0, 0, 0)), None), [date(2026, 12, 28)]);
        assert_eq!(off(Rhythm::weekly(Weekday::Tuesday, time(13, 0, 0, 0)), None), []);
    }

    #[test]
    fn two_rhythms_meet_where_they_share_a_minute_of_the_week() {
        let daily = |hour, minute, minutes| Rhythm::Daily { starts: time(hour, minute, 0, 0), minutes };
        let weekly = |weekday, hour, minute| Rhythm::weekly(weekday, time(hour, minute, 0, 0));
        assert!(daily(11, 30, 30).meets(weekly(Weekday::Monday, 11, 0)));
        assert!(weekly(Weekday::Monday, 11, 0).meets(daily(11, 30, 30)));
        assert!(!daily(11, 30, 30).meets(weekly(Weekday::Monday, 12, 0)), "one ends when the other starts");
        assert!(!daily(11, 30, 30).meets(weekly(Weekday::Monday, 10, 30)));
        assert!(!weekly(Weekday::Monday, 13, 0).meets(weekly(Weekday::Tuesday, 13, 0)));
        assert!(weekly(Weekday::Sunday, 23, 30).meets(daily(0, 0, 30)), "over the end of the week");
    }

    #[test]
    fn a_rhythm_is_said_in_words() {
        assert_eq!(Rhythm::daily(time(11, 30, 0, 0)).to_string(), "half an hour every working day at 11:30");
        assert_eq!(Rhythm::weekly(Weekday::Monday, time(9, 5, 0, 0)).to_string(), "one hour on Mondays at 09:05");
        assert_eq!(
            Rhythm::Daily { starts: time(8, 0, 0, 0), minutes: 45 }.to_string(),
            "45\u{a0}minutes every working day at 08:00"
        );
    }
}
