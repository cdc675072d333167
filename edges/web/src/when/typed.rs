use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::{MONTHS, When, month, weekday};

/// Why typed text is no time, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotATime {
    /// Nothing was typed.
    #[error("Write a day and time, for example {0}")]
    Empty(String),
    /// The text could not be read.
    #[error("“{typed}” is not a day and time we can read. Write it like {example}")]
    Unreadable {
        /// What was typed.
        typed: String,
        /// The present instant in a form that can be read.
        example: String,
    },
    /// There is a day but no time.
    #[error("Add the time, for example {0}")]
    NoTime(String),
    /// The day is in no calendar, such as 31 November.
    #[error("There is no {0}. Look at the day once more")]
    NoSuchDay(String),
    /// The named weekday is not the one of the date.
    #[error("{date} is a {is}, not a {typed}. Change one of the two")]
    OtherWeekday {
        /// The date, in words.
        date: String,
        /// Its weekday.
        is: &'static str,
        /// The one that was typed.
        typed: &'static str,
    },
    /// Another place was named than the one that is read in.
    #[error("Times here are read in {here}. Write the time as it is there, and leave “({typed})” out")]
    OtherPlace {
        /// The city that is read in.
        here: String,
        /// The one that was typed.
        typed: String,
    },
}

pub(super) fn instant(when: &When, typed: &str) -> Result<Timestamp, NotATime> {
    let example = when.long(when.now());
    let unreadable = || NotATime::Unreadable { typed: typed.trim().to_owned(), example: example.clone() };
    let text = without_place(when, typed)?;
    let words = words(&text);
    if words.is_empty() {
        return Err(NotATime::Empty(example));
    }
    let (time, words) = time_at_end(&words).map_or((None, words.as_slice()), |(time, before)| (Some(time), before));
    let day = if words.is_empty() { when.today() } else { date(when, words)?.ok_or_else(unreadable)? };
    let time = time.ok_or_else(|| NotATime::NoTime(format!("{}, 10:30", when.day(day))))?;
    let local = day.to_datetime(time);
    when.zone().to_ambiguous_timestamp(local).compatible().map_err(|_beyond_all_time| unreadable())
}

pub(super) fn day(when: &When, typed: &str) -> Result<Date, NotATime> {
    let example = when.day(when.today());
    let text = without_place(when, typed)?;
    let words = words(&text);
    if words.is_empty() {
        return Err(NotATime::Empty(example));
    }
    date(when, &words)?.ok_or_else(|| NotATime::Unreadable { typed: typed.trim().to_owned(), example })
}

/// Takes off a “(Berlin)” at the end, as we write it ourselves; another city is refused.
fn without_place(when: &When, typed: &str) -> Result<String, NotATime> {
    let typed = typed.trim();
    let Some((text, place)) = typed.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) else {
        return Ok(typed.to_owned());
    };
    if place.trim().eq_ignore_ascii_case(&when.city()) {
        Ok(text.to_owned())
    } else {
        Err(NotATime::OtherPlace { here: when.city(), typed: place.trim().to_owned() })
    }
}

/// Words without commas, “at” and “on”; an ISO day and time are parted at the T.
fn words(text: &str) -> Vec<String> {
    let iso = |word: &str| word.split_once('T').is_some_and(|(day, _)| day.parse::<Date>().is_ok());
    text.split(|sign: char| sign.is_whitespace() || sign == ',')
        .flat_map(|word| if iso(word) { word.split('T').collect::<Vec<_>>() } else { vec![word] })
        .map(str::to_lowercase)
        .filter(|word| !matches!(word.as_str(), "" | "at" | "on" | "the" | "of"))
        .collect()
}

/// Reads “10:30”, “9:05”, “10:30:15”, “9 am” or “9:30pm” at the end, and gives the words before it.
fn time_at_end(words: &[String]) -> Option<(Time, &[String])> {
    let (last, before) = words.split_last()?;
    let shift = match (last.ends_with("am"), last.ends_with("pm")) {
        (true, _) => 0,
        (_, true) => 12,
        (false, false) => return clock(last, 2).map(|time| (time, before)),
    };
    let (digits, before) = match last.trim_end_matches(|sign: char| sign.is_ascii_alphabetic()) {
        "" => before.split_last().map(|(digits, before)| (digits.as_str(), before))?,
        digits => (digits, before),
    };
    let time = clock(digits, 1).filter(|time| (1..=12).contains(&time.hour()))?;
    Time::new(time.hour() % 12 + shift, time.minute(), time.second(), 0).ok().map(|time| (time, before))
}

/// “10:30” or “10:30:15”; with `least` 1 an hour alone will do.
fn clock(word: &str, least: usize) -> Option<Time> {
    let parts: Vec<i8> = word.split(':').map(small).collect::<Option<_>>()?;
    match (parts.as_slice(), least) {
        ([hour], 1) => Time::new(*hour, 0, 0, 0).ok(),
        ([hour, minute], _) => Time::new(*hour, *minute, 0, 0).ok(),
        ([hour, minute, second], _) => Time::new(*hour, *minute, *second, 0).ok(),
        _ => None,
    }
}

/// One or two digits, with nothing else.
fn small(part: &str) -> Option<i8> {
    let plain = (1..=2).contains(&part.len()) && part.bytes().all(|sign| sign.is_ascii_digit());
    plain.then(|| part.parse().ok()).flatten()
}

fn date(when: &When, words: &[String]) -> Result<Option<Date>, NotATime> {
    let (named, rest) = match words.split_first() {
        Some((first, rest)) if weekday_called(first).is_some() => (weekday_called(first), rest),
        _ => (None, words),
    };
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    let today = when.today();
    let day = match rest.as_slice() {
        ["today"] => Some(today),
        ["tomorrow"] => today.tomorrow().ok(),
        ["yesterday"] => today.yesterday().ok(),
        [one] if one.contains('-') => one.parse::<Date>().ok(),
        [one] if one.contains('.') => return dotted(today, one, named),
        [day, month] => match in_words(day, month) {
            Some((day, month)) => return nearest(today, day, month, named).map(Some),
            None => None,
        },
        [day, month, year] => match (in_words(day, month), year.parse::<i16>()) {
            (Some((day, month)), Ok(year)) if year >= 1000 => Some(exact(day, month, year)?),
            _ => None,
        },
        _ => None,
    };
    day.map(|day| fitting(day, named)).transpose()
}

/// “25.11.2026”, “25.11.” and “25.11”.
fn dotted(today: Date, word: &str, named: Option<&'static str>) -> Result<Option<Date>, NotATime> {
    let parts: Vec<&str> = word.trim_end_matches('.').split('.').collect();
    match parts.as_slice() {
        [day, month] => match (small(day), small(month)) {
            (Some(day), Some(month)) => nearest(today, day, month, named).map(Some),
            _ => Ok(None),
        },
        [day, month, year] => match (small(day), small(month), year.parse::<i16>()) {
            (Some(day), Some(month), Ok(year)) if year >= 1000 => fitting(exact(day, month, year)?, named).map(Some),
            _ => Ok(None),
        },
        _ => Ok(None),
    }
}

/// “25 November”, “25th Nov”, “November 25”.
fn in_words(one: &str, other: &str) -> Option<(i8, i8)> {
    let day = |word: &str| {
        let bare = word.trim_end_matches('.');
        small(["st", "nd", "rd", "th"].iter().find_map(|ending| bare.strip_suffix(ending)).unwrap_or(bare))
    };
    match (day(one), month_called(other)) {
        (Some(day), Some(month)) => Some((day, month)),
        _ => Some((day(other)?, month_called(one)?)),
    }
}

fn exact(day: i8, month_number: i8, year: i16) -> Result<Date, NotATime> {
    let none = |_| NotATime::NoSuchDay(format!("{day} {} {year}", month_name(month_number)));
    Date::new(year, month_number, day).map_err(none)
}

/// The day of this year, the last or the next that lies nearest to today, and falls on the weekday if one is named.
fn nearest(today: Date, day: i8, month_number: i8, named: Option<&'static str>) -> Result<Date, NotATime> {
    let distance = |date: &Date| (date.duration_since(today)).abs();
    let years = (today.year().saturating_sub(1)..=today.year().saturating_add(1))
        .filter_map(|year| Date::new(year, month_number, day).ok());
    let mut days: Vec<Date> = years.collect();
    days.sort_by_key(distance);
    let none = || NotATime::NoSuchDay(format!("{day} {}", month_name(month_number)));
    let closest = days.first().copied().ok_or_else(none)?;
    match days.into_iter().find(|date| fitting(*date, named).is_ok()) {
        Some(date) => Ok(date),
        None => fitting(closest, named),
    }
}

fn fitting(date: Date, named: Option<&'static str>) -> Result<Date, NotATime> {
    match named {
        Some(typed) if weekday(date.weekday()) != typed => Err(NotATime::OtherWeekday {
            date: format!("{} {} {}", date.day(), month(date.month()), date.year()),
            is: weekday(date.weekday()),
            typed,
        }),
        _ => Ok(date),
    }
}

fn month_name(number: i8) -> String {
    match month(number) {
        "" => format!("in month {number}"),
        name => name.to_owned(),
    }
}

fn month_called(word: &str) -> Option<i8> {
    let index = MONTHS.iter().position(|name| abbreviates(word, name))?;
    i8::try_from(index + 1).ok()
}

fn weekday_called(word: &str) -> Option<&'static str> {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    DAYS.into_iter().find(|name| abbreviates(word, name))
}

/// Whether a word is a name or its beginning, of three letters at least: “nov”, “sept.”, “november”.
fn abbreviates(word: &str, name: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.len() >= 3 && name.to_lowercase().starts_with(word)
}
