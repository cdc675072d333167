//! The time that the figures of the ledger are about: it names its beginning and runs until now.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use web::when::When;

/// From when on promises and answers are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    /// From the first of this month.
    Month,
    /// From the first of the month two months before.
    ThreeMonths,
    /// From the first of the month eleven months before.
    Year,
    /// From the first promise on.
    Everything,
}

impl Period {
    /// All of them, shortest first.
    pub(super) const ALL: [Self; 4] = [Self::Month, Self::ThreeMonths, Self::Year, Self::Everything];

    /// The word in an address; the usual one needs none.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::ThreeMonths => "",
            Self::Year => "year",
            Self::Everything => "all",
        }
    }

    /// The period of that word, or the usual one.
    pub(super) fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|period| period.word() == word).unwrap_or(Self::ThreeMonths)
    }

    /// As the choice names it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Month => "Month",
            Self::ThreeMonths => "3\u{a0}months",
            Self::Year => "Year",
            Self::Everything => "All",
        }
    }

    /// Its first day.
    pub(super) fn first_day(self, today: Date) -> Option<Date> {
        let months = match self {
            Self::Month => 0,
            Self::ThreeMonths => 2,
            Self::Year => 11,
            Self::Everything => return None,
        };
        today.first_of_month().checked_sub(months.months()).ok()
    }

    /// Its first instant.
    pub(super) fn begin(self, today: Date, zone: &TimeZone) -> Timestamp {
        let midnight = self.first_day(today).and_then(|from_on| from_on.to_zoned_datetime(zone.clone()).ok());
        midnight.map_or(Timestamp::UNIX_EPOCH, |midnight| midnight.timestamp())
    }

    /// “since 1 September”.
    pub(super) fn since(self, when: &When) -> String {
        match self.first_day(when.today()) {
            Some(from_on) => format!("since {}", when.day(from_on).split_once(' ').map_or("", |(_, day)| day)),
            None => "since the beginning".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_names_its_beginning() {
        let when = When::in_zone("Europe/Berlin", "2026-11-25T09:15:00Z".parse().unwrap()).unwrap();
        let since = Period::ALL.map(|period| period.since(&when));
        assert_eq!(since, ["since 1 November", "since 1 September", "since 1 December 2025", "since the beginning"]);
        for period in Period::ALL {
            assert_eq!(Period::from_word(period.word()), period);
        }
    }
}
