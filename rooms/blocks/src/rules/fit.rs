use std::fmt;

use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Timestamp, ToSpan};
use worktime::{Error, Office, Turnaround};

use super::{Rhythm, Running};

/// One request comes in each quarter of an hour of open office time.
const APART: SignedDuration = SignedDuration::from_mins(15);

/// How far the usual week is looked for, so that Christmas is not taken for it.
const WEEKS: usize = 8;

/// How a block pattern and a turnaround fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// Requests spread evenly over the office hours of a usual week.
    pub asked: u32,
    /// Those of them that would fall due before a block.
    pub too_late: u32,
    /// A turnaround that fits the pattern there is.
    pub fitting: Option<Turnaround>,
}

impl Fit {
    /// Whether every request would find a block in time.
    pub fn is_good(self) -> bool {
        self.too_late == 0
    }

    /// Of a hundred requests of a week, how many would fall due before a block.
    pub fn too_late_of_100(self) -> u32 {
        match self.too_late.saturating_mul(100).checked_div(self.asked) {
            Some(0) if self.too_late > 0 => 1,
            Some(share) => share,
            None => 0,
        }
    }
}

/// Said on the page where pattern and turnaround are set.
impl fmt::Display for Fit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_good() {
            return f.write_str("Every request of a week finds a block before its answer is due.");
        }
        write!(f, "Of 100 requests of a week, {} would fall due before a block. ", self.too_late_of_100())?;
        f.write_str("Half an hour a day fits 24 business hours; an hour a week fits five working days.")
    }
}

/// Tries a week of requests: each needs a block that ends after it came and before (or just when) its answer is due.
///
/// # Errors
/// Those of counting: a calendar that never opens gives no due time.
pub fn fit(rhythms: &[Rhythm], office: &Office, turnaround: Turnaround, now: Timestamp) -> Result<Fit, Error> {
    let monday = usual_week(office, office.date_of(now));
    let from = office.instant(monday.at(0, 0, 0, 0))?;
    let to = office.instant(monday.saturating_add(7.days()).at(0, 0, 0, 0))?;
    let mut fit = Fit { asked: 0, too_late: 0, fitting: fitting(rhythms) };
    let running =
        |rhythm: &Rhythm| Running { rhythm: *rhythm, from_on: monday.saturating_sub(7.days()), until_on: None };
    let patterns: Vec<Running> = rhythms.iter().map(running).collect();
    for open in office.open_spans(from, to)? {
        let mut came_at = open.from;
        while came_at < open.to {
            fit.asked += 1;
            let due_at = office.due(came_at, turnaround, &[])?.at().unwrap_or(came_at);
            let in_time = patterns
                .iter()
                .any(|pattern| pattern.between(office, came_at, due_at).iter().any(|block| block.ends_at <= due_at));
            fit.too_late += u32::from(!in_time);
            came_at = came_at.checked_add(APART).map_err(|_beyond_all_time| Error::OutOfRange)?;
        }
    }
    Ok(fit)
}

/// The turnaround that the densest rhythm fits: a working day for daily blocks, five for weekly ones.
fn fitting(rhythms: &[Rhythm]) -> Option<Turnaround> {
    let is_daily = |rhythm: &Rhythm| matches!(rhythm, Rhythm::Daily { .. });
    let hours = if rhythms.iter().any(is_daily) { 24 } else { 5 * 24 };
    (!rhythms.is_empty()).then(|| Turnaround::business_hours(hours))
}

/// The Monday of the first week to come that has as many working days as any of the next weeks, it and the week after it.
fn usual_week(office: &Office, today: Date) -> Date {
    let to_monday = 7 - i64::from(today.weekday().since(Weekday::Monday));
    let first = today.saturating_add(to_monday.days());
    let working = |monday: Date| monday.series(1.day()).take(14).filter(|day| office.is_working_day(*day)).count();
    let weeks: Vec<Date> = first.series(1.week()).take(WEEKS).collect();
    let most = weeks.iter().map(|monday| working(*monday)).max();
    weeks.into_iter().find(|monday| Some(working(*monday)) == most).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use worktime::{Calendar, Clock};

    use super::*;

    fn calendar() -> Calendar {
        Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00").unwrap()
    }

    fn fits(calendar: &Calendar, rhythms: &[Rhythm], turnaround: Turnaround) -> Fit {
        let office = Office::new(calendar).unwrap();
        let now = office.instant("2026-11-25T10:15".parse().unwrap()).unwrap();
        fit(rhythms, &office, turnaround, now).unwrap()
    }

    fn daily() -> Rhythm {
        Rhythm::daily(time(11, 30, 0, 0))
    }

    fn weekly() -> Rhythm {
        Rhythm::weekly(Weekday::Monday, time(13, 0, 0, 0))
    }

    #[test]
    fn half_an_hour_a_day_fits_twenty_four_business_hours() {
        let fit = fits(&calendar(), &[daily()], Turnaround::business_hours(24));
        assert_eq!((fit.asked, fit.too_late), (5 * 8 * 4, 0));
        assert_eq!(fit.to_string(), "Every request of a week finds a block before its answer is due.");
    }

    #[test]
    fn an_hour_a_week_fits_five_working_days() {
        let fit = fits(&calendar(), &[weekly()], Turnaround::business_hours(120));
        assert!(fit.is_good(), "{fit:?}");
    }

    #[test]
    fn an_hour_a_week_is_too_little_for_twenty_four_business_hours() {
        let fit = fits(&calendar(), &[weekly()], Turnaround::business_hours(24));
        // In time are those that came from Friday 14:00 (due Monday 14:00) to Monday before 14:00: 3 and 5 hours of 40.
        assert_eq!((fit.asked, fit.too_late), (160, 160 - 8 * 4));
        assert_eq!(fit.too_late_of_100(), 80);
        assert_eq!(fit.fitting, Some(Turnaround::business_hours(120)));
        assert_eq!(
            fit.to_string(),
            "Of 100 requests of a week, 80 would fall due before a block. \
             Half an hour a day fits 24 business hours; an hour a week fits five working days."
        );
    }

    #[test]
    fn a_shorter_turnaround_than_the_pattern_is_told() {
        let fit = fits(&calendar(), &[daily()], Turnaround::minutes(240, Clock::OfficeHours));
        assert!(!fit.is_good() && fit.fitting == Some(Turnaround::business_hours(24)), "{fit:?}");
    }

    #[test]
    fn without_a_pattern_every_request_falls_due_before_a_block() {
        let fit = fits(&calendar(), &[], Turnaround::business_hours(24));
        assert_eq!((fit.too_late_of_100(), fit.fitting), (100, None));
    }

    #[test]
    fn a_week_of_holidays_is_not_taken_for_a_usual_one() {
        let calendar = calendar().with_holiday(date(2026, 11, 30), "Founders’ day");
        let closed = fits(&calendar, &[weekly()], Turnaround::business_hours(120));
        assert_eq!((closed.asked, closed.too_late), (160, 0));
    }

    #[test]
    fn a_rare_request_that_is_too_late_is_not_rounded_away() {
        let fit = Fit { asked: 160, too_late: 1, fitting: None };
        assert_eq!(fit.too_late_of_100(), 1);
        assert_eq!(Fit { asked: 0, too_late: 0, fitting: None }.too_late_of_100(), 0);
    }

    #[test]
    fn a_calendar_that_never_opens_has_no_request_to_try() {
        let never = Calendar { zone: "Europe/Berlin".into(), ..Calendar::default() };
        assert_eq!(fits(&never, &[daily()], Turnaround::business_hours(24)).asked, 0);
    }
}
