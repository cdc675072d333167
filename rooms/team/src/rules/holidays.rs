//! The official holidays that can be proposed: a table by country and region, to be looked through before they count.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::civil::Date;

const TABLE: &str = include_str!("../../data/holidays/official.txt");

/// The years of the table.
pub(crate) const YEARS: RangeInclusive<i16> = 2024..=2030;

/// A country, or one of its regions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// `DE`, or `DE BE`.
    pub(crate) code: &'static str,
    /// What it is called.
    pub(crate) name: &'static str,
}

/// A day that the table knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Official {
    pub(crate) date: Date,
    /// Its English name.
    pub(crate) name: String,
    /// Its name there, where that is another.
    pub(crate) local_name: Option<String>,
    /// Whether the region has it and the country has not.
    pub(crate) is_of_region: bool,
    /// Whether it hangs on the moon or an announcement.
    pub(crate) may_move: bool,
}

/// The head of a part of the table, and the lines below it.
fn parts() -> impl Iterator<Item = (Place, Vec<&'static str>)> {
    let mut lines = TABLE.lines().filter(|line| !line.starts_with('#')).peekable();
    std::iter::from_fn(move || {
        let (code, name) = lines.next()?.split_once('\t')?;
        let below = std::iter::from_fn(|| lines.next_if(|line| line.starts_with(['+', '-'])));
        Some((Place { code, name }, below.collect()))
    })
}

/// Every country, by name.
pub(crate) fn countries() -> Vec<Place> {
    let mut countries: Vec<Place> = parts().map(|(place, _)| place).filter(|place| !place.code.contains(' ')).collect();
    countries.sort_by_key(|place| place.name);
    countries
}

/// The regions of a country that have days of their own, by name.
pub(crate) fn regions(country: &str) -> Vec<Place> {
    let of_it = |place: &Place| place.code.strip_prefix(country).is_some_and(|rest| rest.starts_with(' '));
    let mut regions: Vec<Place> = parts().map(|(place, _)| place).filter(of_it).collect();
    regions.sort_by_key(|place| place.name);
    regions
}

/// A country or region by its code.
pub(crate) fn place(code: &str) -> Option<Place> {
    parts().map(|(place, _)| place).find(|place| place.code == code)
}

/// The official days of a place in these years, in order; two on one date are one day with both names.
pub(crate) fn official(code: &str, years: &RangeInclusive<i16>) -> Vec<Official> {
    let country = code.split(' ').next().unwrap_or_default();
    let mut days: BTreeMap<(Date, &str), Official> = BTreeMap::new();
    for (place, lines) in parts().filter(|(place, _)| place.code == country || place.code == code) {
        let is_of_region = place.code != country;
        for line in lines {
            let is_there = line.starts_with('+');
            for day in read(line, years, is_of_region) {
                let key = (day.date, line.split('\t').nth(1).unwrap_or_default());
                if is_there {
                    days.insert(key, day);
                } else {
                    days.remove(&key);
                }
            }
        }
    }
    let mut one_a_date: Vec<Official> = Vec::new();
    for day in days.into_values() {
        match one_a_date.last_mut().filter(|last| last.date == day.date) {
            Some(last) => last.join(day),
            None => one_a_date.push(day),
        }
    }
    one_a_date
}

impl Official {
    fn join(&mut self, other: Self) {
        if self.name != other.name {
            self.name = format!("{}, {}", self.name, other.name);
        }
        self.local_name = match (self.local_name.take(), other.local_name) {
            (Some(one), Some(two)) if one != two => Some(format!("{one}, {two}")),
            (one, two) => one.or(two),
        };
        self.is_of_region &= other.is_of_region;
        self.may_move |= other.may_move;
    }
}

/// The days of one line of the table that lie in these years.
fn read<'a>(line: &'a str, years: &'a RangeInclusive<i16>, is_of_region: bool) -> impl Iterator<Item = Official> + 'a {
    let mut cells = line.trim_start_matches(['+', '-']).split('\t');
    let (dates, own, english) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default(), cells.next());
    let every_year = dates.strip_prefix('*').map(|day| YEARS.filter_map(move |year| date(year, day)));
    let listed = dates.split(' ').filter(|day| !day.starts_with('*')).filter_map(|day| {
        let (year, day) = day.trim_end_matches('?').split_at_checked(2)?;
        date(2000 + year.parse::<i16>().ok()?, day)
    });
    let may_move = dates.contains('?');
    let days = every_year.into_iter().flatten().chain(listed).filter(|date| years.contains(&date.year()));
    days.map(move |date| Official {
        date,
        name: english.unwrap_or(own).to_owned(),
        local_name: english.map(|_| own.to_owned()),
        is_of_region,
        may_move,
    })
}

/// `1225` in a year.
fn date(year: i16, day: &str) -> Option<Date> {
    let (month, day) = day.split_at_checked(2)?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The country that most offices of a zone lie in, to begin with.
pub(crate) fn country_of_zone(zone: &str) -> Option<&'static str> {
    Some(match zone {
        "Europe/Berlin" => "DE",
        "Europe/Vienna" => "AT",
        "Europe/Zurich" => "CH",
        "Europe/London" => "GB",
        "Europe/Paris" => "FR",
        "Europe/Madrid" => "ES",
        "Europe/Rome" => "IT",
        "Europe/Amsterdam" => "NL",
        "Europe/Brussels" => "BE",
        "Europe/Warsaw" => "PL",
        "Europe/Prague" => "CZ",
        "Europe/Stockholm" => "SE",
        "Europe/Oslo" => "NO",
        "Europe/Copenhagen" => "DK",
        "Europe/Helsinki" => "FI",
        "Europe/Dublin" => "IE",
        "Europe/Lisbon" => "PT",
        "Europe/Athens" => "GR",
        "Europe/Bucharest" => "RO",
        "Europe/Istanbul" => "TR",
        "Africa/Cairo" => "EG",
        "Africa/Johannesburg" => "ZA",
        "Africa/Lagos" => "NG",
        "Africa/Nairobi" => "KE",
        "America/Bogota" => "CO",
        "America/Mexico_City" => "MX",
        "America/Santiago" => "CL",
        "America/Sao_Paulo" => "BR",
        "America/Toronto" | "America/Vancouver" => "CA",
        "America/New_York" | "America/Chicago" | "America/Denver" | "America/Los_Angeles" => "US",
        "Asia/Bangkok" => "TH",
        "Asia/Dubai" => "AE",
        "Asia/Hong_Kong" => "HK",
        "Asia/Jakarta" => "ID",
        "Asia/Jerusalem" => "IL",
        "Asia/Kolkata" => "IN",
        "Asia/Kuala_Lumpur" => "MY",
        "Asia/Manila" => "PH",
        "Asia/Riyadh" => "SA",
        "Asia/Seoul" => "KR",
        "Asia/Shanghai" => "CN",
        "Asia/Singapore" => "SG",
        "Asia/Tokyo" => "JP",
        "Australia/Brisbane" | "Australia/Perth" | "Australia/Sydney" | "Australia/Melbourne" => "AU",
        "Pacific/Auckland" => "NZ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(code: &str, year: i16) -> Vec<String> {
        let days = official(code, &(year..=year)).into_iter();
        days.map(|day| format!("{} {}", day.date.strftime("%d.%m."), day.name)).collect()
    }

    #[test]
    fn berlin_has_womens_day_beside_the_days_of_germany() {
        let of_germany = [
            "01.01. New Year's Day",
            "26.03. Good Friday",
            "29.03. Easter Monday",
            "01.05. Labor Day",
            "06.05. Ascension Day",
            "17.05. Pentecost Monday",
            "03.10. German Unity Day",
            "25.12. Christmas Day",
            "26.12. Second Day of Christmas",
        ];
        assert_eq!(days("DE", 2027), of_germany);
        let berlin = official("DE BE", &(2027..=2027));
        let own: Vec<_> = berlin.iter().filter(|day| day.is_of_region).collect();
        assert_eq!((berlin.len(), own.len()), (10, 1));
        assert_eq!(own[0].local_name.as_deref(), Some("Frauentag"));
    }

    #[test]
    fn a_region_lacks_the_days_that_it_gives_up() {
        assert!(days("AU", 2027).contains(&"25.04. ANZAC Day".to_owned()));
        assert!(!days("AU NT", 2027).contains(&"25.04. ANZAC Day".to_owned()));
        assert!(days("AU NT", 2026).contains(&"25.04. ANZAC Day".to_owned()));
    }

    #[test]
    fn what_hangs_on_the_moon_says_so() {
        let (last, next) = (official("AE", &(2026..=2026)), official("AE", &(2030..=2030)));
        assert!(last.iter().all(|day| !day.may_move), "these were announced");
        assert!(next.iter().any(|day| day.may_move) && next.iter().any(|day| !day.may_move));
    }

    #[test]
    fn every_country_has_some_days_in_every_year_and_every_date_once() {
        assert_eq!(countries().len(), 59);
        for country in countries() {
            let all = std::iter::once(country).chain(regions(country.code));
            for place in all {
                assert_eq!(super::place(place.code), Some(place));
                for year in YEARS {
                    let days = official(place.code, &(year..=year));
                    assert!((3..40).contains(&days.len()), "{} {year}: {}", place.name, days.len());
                    assert!(days.iter().zip(days.iter().skip(1)).all(|(one, next)| one.date < next.date));
                    assert!(days.iter().all(|day| !day.name.is_empty() && day.local_name.as_deref() != Some("")));
                }
            }
        }
        assert_eq!(regions("DE").len(), 17);
        assert!(regions("AT").is_empty() && regions("XX").is_empty() && official("XX", &YEARS).is_empty());
    }

    #[test]
    fn the_country_that_is_proposed_for_a_zone_is_in_the_table() {
        for zone in jiff::tz::db().available() {
            if let Some(country) = country_of_zone(zone.as_str()) {
                assert!(place(country).is_some(), "{zone}");
            }
        }
    }
}
