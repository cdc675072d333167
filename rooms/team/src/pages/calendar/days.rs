//! Holidays, closures and extra openings: how each travels in a form, and how it is called.

use jiff::civil::{Date, DateTime, Time};
use web::when::When;
use worktime::{Calendar, Holiday, Period};

/// A day, or a part of it, on which the office is not open as usual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Day {
    Holiday(Holiday),
    Closure(Period),
    Extra(Period),
}

impl Day {
    pub(super) fn of(calendar: &Calendar) -> Vec<Day> {
        let holidays = calendar.holidays.iter().cloned().map(Day::Holiday);
        let closures = calendar.closures.iter().cloned().map(Day::Closure);
        let extra = calendar.extra.iter().cloned().map(Day::Extra);
        holidays.chain(closures).chain(extra).collect()
    }

    pub(super) fn put_into(self, calendar: &mut Calendar) {
        match self {
            Day::Holiday(holiday) => calendar.holidays.push(holiday),
            Day::Closure(period) => calendar.closures.push(period),
            Day::Extra(period) => calendar.extra.push(period),
        }
    }

    /// Whether a calendar has it: a holiday by its date, since a day is closed once whatever it is called.
    pub(super) fn is_in(&self, calendar: &Calendar) -> bool {
        let same = |period: &Period, other: &Period| (period.from, period.to) == (other.from, other.to);
        match self {
            Day::Holiday(holiday) => calendar.holidays.iter().any(|one| one.date == holiday.date),
            Day::Closure(period) => calendar.closures.iter().any(|one| same(one, period)),
            Day::Extra(period) => calendar.extra.iter().any(|one| same(one, period)),
        }
    }

    /// Takes it out of a calendar.
    pub(super) fn take_from(&self, calendar: &mut Calendar) {
        match self {
            Day::Holiday(holiday) => calendar.holidays.retain(|one| one != holiday),
            Day::Closure(period) => calendar.closures.retain(|one| one != period),
            Day::Extra(period) => calendar.extra.retain(|one| one != period),
        }
    }

    pub(super) fn to_value(&self) -> Option<String> {
        let (kind, json) = match self {
            Day::Holiday(holiday) => ("holiday", serde_json::to_string(holiday)),
            Day::Closure(period) => ("closure", serde_json::to_string(period)),
            Day::Extra(period) => ("extra", serde_json::to_string(period)),
        };
        json.ok().map(|json| format!("{kind} {json}"))
    }

    pub(super) fn from_value(value: &str) -> Option<Day> {
        let (kind, json) = value.split_once(' ')?;
        match kind {
            "holiday" => serde_json::from_str(json).ok().map(Day::Holiday),
            "closure" => serde_json::from_str(json).ok().map(Day::Closure),
            "extra" => serde_json::from_str(json).ok().map(Day::Extra),
            _ => None,
        }
    }

    pub(super) fn first(&self) -> DateTime {
        match self {
            Day::Holiday(holiday) => holiday.date.to_datetime(Time::midnight()),
            Day::Closure(period) | Day::Extra(period) => period.from,
        }
    }

    pub(super) fn is_past(&self, today: Date) -> bool {
        match self {
            Day::Holiday(holiday) => holiday.date < today,
            Day::Closure(period) | Day::Extra(period) => period.to <= today.to_datetime(Time::midnight()),
        }
    }

    pub(super) fn kind(&self) -> &'static str {
        match self {
            Day::Holiday(_) => "holiday",
            Day::Closure(_) => "closure",
            Day::Extra(_) => "extra opening",
        }
    }

    pub(super) fn name(&self) -> &str {
        match self {
            Day::Holiday(holiday) => &holiday.name,
            Day::Closure(period) | Day::Extra(period) => &period.name,
        }
    }

    /// “Friday 25 December”, “Friday 12 February 2027, 13:00 to 17:00”.
    pub(super) fn when(&self, when: &When) -> String {
        let (from, to) = match self {
            Day::Holiday(holiday) => return when.day(holiday.date),
            Day::Closure(period) | Day::Extra(period) => (period.from, period.to),
        };
        let midnight = Time::midnight();
        let whole_days = from.time() == midnight && to.time() == midnight;
        let last = if whole_days { to.date().yesterday().unwrap_or(to.date()) } else { to.date() };
        match (whole_days, from.date() == last) {
            (true, true) => when.day(last),
            (true, false) => format!("{} to {}", when.day(from.date()), when.day(last)),
            (false, true) => format!("{}, {} to {}", when.day(last), from.strftime("%H:%M"), to.strftime("%H:%M")),
            (false, false) => format!(
                "{}, {} to {}, {}",
                when.day(from.date()),
                from.strftime("%H:%M"),
                when.day(last),
                to.strftime("%H:%M")
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wall(text: &str) -> DateTime {
        text.parse().unwrap()
    }

    #[test]
    fn every_kind_of_day_travels_unchanged_and_leaves_as_it_came() {
        let calendar = Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00")
            .unwrap()
            .with_holiday("2026-12-25".parse().unwrap(), "Christmas “Day” & more")
            .with_closure(wall("2027-02-12T13:00"), wall("2027-02-12T17:00"), "Carnival")
            .with_extra(wall("2026-12-19T10:00"), wall("2026-12-19T14:00"), "Stocktaking");
        let mut empty = Calendar { holidays: vec![], closures: vec![], extra: vec![], ..calendar.clone() };
        let days = Day::of(&calendar).into_iter().map(|day| Day::from_value(&day.to_value().unwrap()).unwrap());
        for day in days {
            assert!(!day.is_in(&empty) && day.is_in(&calendar));
            day.put_into(&mut empty);
        }
        assert_eq!(empty, calendar);
        Day::of(&calendar).iter().for_each(|day| day.take_from(&mut empty));
        assert!(Day::of(&empty).is_empty());
    }

    #[test]
    fn a_closure_says_from_when_to_when() {
        let when = When::in_zone("Europe/Berlin", "2026-11-25T09:15Z".parse().unwrap()).unwrap();
        let closure = |from: &str, to: &str| {
            Day::Closure(Period { from: from.parse().unwrap(), to: to.parse().unwrap(), name: String::new() })
                .when(&when)
        };
        assert_eq!(closure("2026-12-24T00:00", "2026-12-25T00:00"), "Thursday 24 December");
        assert_eq!(closure("2026-12-24T00:00", "2027-01-02T00:00"), "Thursday 24 December to Friday 1 January 2027");
        assert_eq!(closure("2027-02-12T13:00", "2027-02-12T17:00"), "Friday 12 February 2027, 13:00 to 17:00");
        assert_eq!(
            closure("2026-12-24T12:00", "2026-12-25T08:00"),
            "Thursday 24 December, 12:00 to Friday 25 December, 08:00"
        );
    }
}
