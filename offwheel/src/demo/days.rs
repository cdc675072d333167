//! The story's days: counted in working days from the next block, so that it is as good on a Sunday as on a Tuesday.

use std::collections::BTreeMap;

use anyhow::Context;
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp, ToSpan};
use web::Language;
use worktime::{Calendar, Office};

use super::holidays;

/// When the daily block starts.
pub const BLOCK_STARTS: Time = Time::constant(11, 30, 0, 0);
/// How long it is.
pub const BLOCK_MINUTES: i64 = 30;
/// Whoever starts the demo shortly before a block ends, or just after, finds it moved by a while, so that it is still to come.
const LEFT: SignedDuration = SignedDuration::from_mins(25);
const JUST_OVER: SignedDuration = SignedDuration::from_mins(10);
/// How long sessions last, in minutes, one after the other.
const LASTED: [i64; 7] = [26, 24, 29, 22, 27, 28, 25];
/// How far the story looks back and ahead.
const BACK: i32 = 90;
const AHEAD: i32 = 130;

/// The working days around an instant. Day 0 is that of the next block; day -1 is that of the block before it, which is over.
pub struct Days {
    office: Office,
    dates: BTreeMap<i32, Date>,
    /// When the next block starts.
    next_starts: Time,
    now: Timestamp,
}

/// The team's working calendar around a day.
pub fn calendar(today: Date) -> anyhow::Result<Calendar> {
    let mut calendar = Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00")?;
    "Lindmoor offices, Berlin".clone_into(&mut calendar.note);
    for year in today.year() - 1..=today.year() + 1 {
        for (date, name) in holidays::of(year) {
            calendar = calendar.with_holiday(date, name);
        }
    }
    Ok(calendar)
}

impl Days {
    /// The days around `now`.
    pub fn around(now: Timestamp) -> anyhow::Result<Self> {
        let berlin = jiff::tz::TimeZone::get("Europe/Berlin")?;
        let office = Office::new(&calendar(berlin.to_datetime(now).date())?)?;
        let mut first = office.working_date(office.date_of(now), 0)?;
        let starts_at = office.instant(first.to_datetime(BLOCK_STARTS))?;
        let left = starts_at.checked_add(SignedDuration::from_mins(BLOCK_MINUTES))?.duration_since(now);
        let mut next_starts = BLOCK_STARTS;
        if left < -JUST_OVER {
            first = office.working_date(first, 1)?;
        } else if left < LEFT {
            next_starts = quarter_after(berlin.to_datetime(now).time());
        }
        let mut dates = BTreeMap::from([(0, first)]);
        let mut date = first;
        for index in 1..=AHEAD {
            date = office.working_date(date, 1)?;
            dates.insert(index, date);
        }
        date = first;
        for index in 1..=BACK {
            date = date.checked_sub(1.day())?;
            while !office.is_working_day(date) {
                date = date.checked_sub(1.day())?;
            }
            dates.insert(-index, date);
        }
        Ok(Self { office, dates, next_starts, now })
    }

    /// The office on whose calendar they are counted.
    pub fn office(&self) -> &Office {
        &self.office
    }

    /// The date of a day.
    pub fn date(&self, day: i32) -> anyhow::Result<Date> {
        self.dates.get(&day).copied().with_context(|| format!("day {day} lies outside the story"))
    }

    /// The instant at which the clock in the office shows `time` on a day.
    pub fn at(&self, day: i32, time: Time) -> anyhow::Result<Timestamp> {
        Ok(self.office.instant(self.date(day)?.to_datetime(time))?)
    }

    /// When the session of that day's block, which starts then, is closed.
    pub fn closes_at(day: i32, starts_at: Timestamp) -> anyhow::Result<Timestamp> {
        let lasted = usize::try_from(day.unsigned_abs())?.checked_rem(LASTED.len()).and_then(|place| LASTED.get(place));
        Ok(starts_at.checked_add(SignedDuration::from_mins(*lasted.unwrap_or(&BLOCK_MINUTES)))?)
    }

    /// When the next block starts, if it was moved.
    pub fn next_moved_to(&self) -> Option<Time> {
        Some(self.next_starts).filter(|starts| *starts != BLOCK_STARTS)
    }

    /// Whether an instant lies before the end of the story.
    pub fn is_over(&self, at: Timestamp) -> bool {
        at < self.now
    }

    /// An instant since the last block ended, by the share of that time in percent: of its office hours, if there are any.
    pub fn since_last_block(&self, percent: i64) -> anyhow::Result<Timestamp> {
        let from = self.at(-1, BLOCK_STARTS)?.checked_add(SignedDuration::from_mins(BLOCK_MINUTES))?;
        let until = self.now.checked_sub(SignedDuration::from_secs(8))?.max(from);
        let open = self.office.open_spans(from, until)?;
        let all: i64 = open.iter().map(|span| span.to.duration_since(span.from).as_secs()).sum();
        if all < 300 {
            let all = until.as_millisecond() - from.as_millisecond();
            return Ok(from.checked_add(SignedDuration::from_millis(all * percent / 100))?);
        }
        let mut left = all * percent / 100;
        for span in open {
            let length = span.to.duration_since(span.from).as_secs();
            if left <= length {
                return Ok(span.from.checked_add(SignedDuration::from_secs(left))?);
            }
            left -= length;
        }
        Ok(until)
    }

    /// A day as a letter names it, “Friday 4 December”.
    fn named(&self, language: Language, day: i32) -> anyhow::Result<String> {
        Ok(language.day(self.date(day)?, None))
    }

    /// A text with its days in place: `{+9}` is the ninth working day after `from`, and `{+9 de}` names it as a German does.
    pub fn filled(&self, text: &str, from: i32) -> anyhow::Result<String> {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (days, after) = after.split_once('}').with_context(|| format!("an open brace in “{text}”"))?;
            let (days, tag) = days.split_once(' ').unwrap_or((days, "en"));
            let language = Language::of_tag(tag).with_context(|| format!("“{tag}” is no language of ours"))?;
            let days: i32 = days.parse().with_context(|| format!("“{days}” is no number of days"))?;
            filled.push_str(before);
            filled.push_str(&self.named(language, from + days)?);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }
}

/// The quarter of an hour that begins five minutes after `time` or later.
fn quarter_after(time: Time) -> Time {
    let minutes = i64::from(time.hour()) * 60 + i64::from(time.minute()) + 5;
    Time::midnight().wrapping_add(SignedDuration::from_mins((minutes + 14) / 15 * 15))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(now: &str) -> Days {
        Days::around(format!("{now}[Europe/Berlin]").parse::<jiff::ZonedDateTime>().unwrap().timestamp()).unwrap()
    }

    #[test]
    fn day_nought_is_that_of_the_next_block() {
        for (now, next, before) in [
            ("2026-11-25T10:15", "2026-11-25", "2026-11-24"),
            ("2026-11-25T12:10", "2026-11-25", "2026-11-24"),
            ("2026-11-25T12:11", "2026-11-26", "2026-11-25"),
            ("2026-11-28T20:00", "2026-11-30", "2026-11-27"),
            ("2026-12-25T09:00", "2026-12-28", "2026-12-23"),
            ("2027-03-28T03:30", "2027-03-30", "2027-03-25"),
        ] {
            let days = days(now);
            let found = (days.date(0).unwrap().to_string(), days.date(-1).unwrap().to_string());
            assert_eq!(found, (next.to_owned(), before.to_owned()), "{now}");
        }
    }

    #[test]
    fn a_block_that_is_almost_over_was_moved() {
        let moved = [("11:35", ""), ("11:36", "11:45"), ("11:54", "12:00"), ("11:56", "12:15"), ("12:10", "12:15")];
        for (now, starts) in moved {
            let moved = days(&format!("2026-11-25T{now}")).next_moved_to();
            let moved = moved.map(|at| at.strftime("%H:%M").to_string()).unwrap_or_default();
            assert_eq!(moved, starts, "{now}");
        }
    }

    #[test]
    fn what_came_since_the_last_block_came_in_order_and_before_now() {
        for now in
            ["2026-11-25T10:15", "2026-11-25T11:51", "2026-11-25T12:11:30", "2026-11-29T23:59", "2026-12-26T12:00"]
        {
            let days = days(now);
            let shares: Vec<_> = (0..=100).step_by(10).map(|share| days.since_last_block(share).unwrap()).collect();
            assert!(shares.is_sorted() && shares.iter().all(|at| *at < days.now), "{now}: {shares:?}");
        }
    }

    #[test]
    fn a_text_names_its_days() {
        let days = days("2026-11-25T10:15");
        assert_eq!(days.filled("By {+3}, or {-1}.", 0).unwrap(), "By Monday 30 November, or Tuesday 24 November.");
        assert_eq!(days.filled("Bis {+3 de}.", 0).unwrap(), "Bis Montag, 30. November.");
        assert!(days.filled("By {soon}.", 0).is_err());
    }
}
