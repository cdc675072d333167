//! What a working calendar that is not saved yet would change.

use jiff::civil::Weekday;
use worktime::{Calendar, Holiday, Hours, Period};

/// One thing that two calendars have in different ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    Name(String),
    Zone { from: String, to: String },
    Day { day: Weekday, from: Vec<Hours>, to: Vec<Hours> },
    HolidayAdded(Holiday),
    HolidayGone(Holiday),
    ClosureAdded(Period),
    ClosureGone(Period),
    OpeningAdded(Period),
    OpeningGone(Period),
}

/// Everything in which `after` differs from `before`: name, zone, week, and each day in order of time.
pub(crate) fn changes(before: &Calendar, after: &Calendar) -> Vec<Change> {
    let mut all = Vec::new();
    if before.note != after.note {
        all.push(Change::Name(after.note.clone()));
    }
    if before.zone != after.zone {
        all.push(Change::Zone { from: before.zone.clone(), to: after.zone.clone() });
    }
    for day in Weekday::Monday.cycle_forward().take(7) {
        let (from, to) = (before.week.on(day), after.week.on(day));
        if from != to {
            all.push(Change::Day { day, from: from.to_vec(), to: to.to_vec() });
        }
    }
    all.extend(missing(&before.holidays, &after.holidays).map(Change::HolidayAdded));
    all.extend(missing(&after.holidays, &before.holidays).map(Change::HolidayGone));
    all.extend(missing(&before.closures, &after.closures).map(Change::ClosureAdded));
    all.extend(missing(&after.closures, &before.closures).map(Change::ClosureGone));
    all.extend(missing(&before.extra, &after.extra).map(Change::OpeningAdded));
    all.extend(missing(&after.extra, &before.extra).map(Change::OpeningGone));
    all
}

fn missing<T: PartialEq + Clone>(from: &[T], of: &[T]) -> impl Iterator<Item = T> {
    of.iter().filter(|one| !from.contains(one)).cloned()
}

/// The minutes that a week without holidays is open; what overlaps counts once.
pub(crate) fn open_minutes(calendar: &Calendar) -> u32 {
    const DAY: u32 = 24 * 60;
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for (place, day) in (0u32..).zip(Weekday::Monday.cycle_forward().take(7)) {
        for hours in calendar.week.on(day) {
            let (opens, closes) = (u32::from(hours.opens().minutes()), u32::from(hours.closes().minutes()));
            let end = if closes <= opens { closes + DAY } else { closes };
            let (from, to) = (place * DAY + opens, place * DAY + end);
            spans.push((from, to.min(7 * DAY)));
            if to > 7 * DAY {
                spans.push((0, to - 7 * DAY));
            }
        }
    }
    spans.sort_unstable();
    let counted = spans.into_iter().fold((0, 0), |(sum, until), (from, to)| {
        let from = from.max(until);
        (sum + to.saturating_sub(from), until.max(to))
    });
    counted.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_calendar_changes_nothing_and_each_difference_is_named_once() {
        let before = Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00")
            .unwrap()
            .with_holiday("2026-12-25".parse().unwrap(), "Christmas Day");
        assert_eq!(changes(&before, &before), []);
        let mut after = Calendar::of("Europe/Warsaw", "Mon-Thu 09:00-17:00, Sat 10:00-12:00").unwrap();
        after = after.with_holiday("2027-01-01".parse().unwrap(), "New Year’s Day");
        let told = changes(&before, &after);
        let day = |change: &Change| if let Change::Day { day, .. } = change { Some(*day) } else { None };
        assert_eq!(told.iter().filter_map(day).collect::<Vec<_>>(), [Weekday::Friday, Weekday::Saturday]);
        assert!(matches!(&told[0], Change::Zone { to, .. } if to == "Europe/Warsaw"));
        assert!(matches!(&told[3], Change::HolidayAdded(day) if day.name == "New Year’s Day"));
        assert!(matches!(&told[4], Change::HolidayGone(day) if day.name == "Christmas Day"));
        assert_eq!(told.len(), 5);
    }

    proptest::proptest! {
        #[test]
        fn two_calendars_differ_in_something_exactly_when_they_are_not_the_same(
            one in proptest::collection::btree_map(0u8..6, "[a-c]", 0..5), other in proptest::collection::btree_map(0u8..6, "[a-c]", 0..5)
        ) {
            let calendar = |days: &std::collections::BTreeMap<u8, String>| {
                days.iter().fold(Calendar::of("Etc/UTC", "Mon 09:00-17:00").unwrap(), |calendar, (day, name)| {
                    calendar.with_holiday(jiff::civil::date(2027, 1, 1 + i8::try_from(*day).unwrap()), name)
                })
            };
            let (one, other) = (calendar(&one), calendar(&other));
            assert_eq!(changes(&one, &other).is_empty(), one == other);
            assert_eq!(changes(&one, &other).len(), changes(&other, &one).len());
        }
    }

    #[test]
    fn open_hours_of_a_week_count_breaks_nights_and_overlaps_as_they_are() {
        for (week, hours) in [
            ("Mon-Fri 09:00-17:00", 40),
            ("Mon-Fri 08:00-12:00 13:00-18:00", 45),
            ("Fri 22:00-04:00", 6),
            ("Sun 22:00-04:00, Mon 02:00-06:00", 8),
            ("Mon 09:00-12:00 11:00-13:00", 4),
            ("Mon-Sun 00:00-24:00", 168),
        ] {
            assert_eq!(open_minutes(&Calendar::of("Europe/Berlin", week).unwrap()), hours * 60, "{week}");
        }
    }
}
