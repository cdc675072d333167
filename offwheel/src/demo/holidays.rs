//! The days on which an office in Berlin is closed by law, computed, so that the demo's calendar is right in any year.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// The public holidays of Berlin in a year, with their names, and the two half-holidays on which the house is closed as well.
pub fn of(year: i16) -> Vec<(Date, &'static str)> {
    let fixed = [
        (1, 1, "New Year’s Day"),
        (3, 8, "International Women’s Day"),
        (5, 1, "Labour Day"),
        (10, 3, "Day of German Unity"),
        (12, 24, "Christmas Eve"),
        (12, 25, "Christmas Day"),
        (12, 26, "Boxing Day"),
        (12, 31, "New Year’s Eve"),
    ];
    let fixed = fixed.into_iter().filter_map(|(month, day, name)| Some((Date::new(year, month, day).ok()?, name)));
    let after_easter = [(-2, "Good Friday"), (1, "Easter Monday"), (39, "Ascension Day"), (50, "Whit Monday")];
    let moving = after_easter.into_iter().filter_map(|(days, name)| {
        let span: Span = i64::from(days).days();
        Some((easter(year)?.checked_add(span).ok()?, name))
    });
    let mut days: Vec<_> = fixed.chain(moving).collect();
    days.sort();
    days
}

/// Easter Sunday, by the algorithm of Oudin as the U.S. Naval Observatory gives it.
fn easter(year: i16) -> Option<Date> {
    let y = i64::from(year);
    let century = y / 100;
    let golden = y % 19;
    let k = (century - 17) / 25;
    let mut epact = (century - century / 4 - (century - k) / 3 + 19 * golden + 15) % 30;
    epact -= (epact / 28) * (1 - (epact / 28) * (29 / (epact + 1)) * ((21 - golden) / 11));
    let weekday = (y + y / 4 + epact + 2 - century + century / 4) % 7;
    let from_march = epact - weekday;
    let month = 3 + (from_march + 40) / 44;
    let day = from_march + 28 - 31 * (month / 4);
    let date = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    (date.weekday() == Weekday::Sunday).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_is_where_the_almanac_has_it() {
        let known =
            [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2030, 4, 21), (2038, 4, 25), (2049, 4, 18)];
        for (year, month, day) in known {
            assert_eq!(easter(year), Date::new(year, month, day).ok());
        }
    }

    #[test]
    fn a_year_has_its_twelve_days() {
        let days = of(2026);
        assert_eq!(days.len(), 12);
        assert!(days.contains(&(Date::constant(2026, 5, 14), "Ascension Day")));
        assert!(days.contains(&(Date::constant(2026, 5, 25), "Whit Monday")));
    }
}
