//! Instants and lengths of time as people read them. Every page and letter words its dates here.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};
use maud::{Markup, html};

use crate::{Language, say};

mod typed;

pub use typed::NotATime;

/// A name that is no time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a time zone. Write it like Europe/Berlin or America/New_York.")]
pub struct UnknownZone(pub String);

/// Where and when somebody reads: their time zone, and the present instant.
///
/// The year is named only when it is not the reader's present one; “today” and “tomorrow” are the reader's days.
#[derive(Debug, Clone)]
pub struct When {
    zone: TimeZone,
    now: Timestamp,
    language: Language,
}

impl When {
    /// Reads in `zone` at `now`.
    pub fn new(zone: TimeZone, now: Timestamp) -> Self {
        Self { zone, now, language: Language::En }
    }

    /// The same, in a language; without it in English.
    #[must_use]
    pub fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// The language that is read in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Reads in the IANA zone called `name`, such as `Europe/Berlin`, at `now`.
    pub fn in_zone(name: &str, now: Timestamp) -> Result<Self, UnknownZone> {
        match TimeZone::get(name) {
            Ok(zone) if zone.iana_name().is_some() => Ok(Self::new(zone, now)),
            Ok(_) | Err(_) => Err(UnknownZone(name.to_owned())),
        }
    }

    /// The zone that is read in.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The present day here.
    pub fn today(&self) -> Date {
        self.here(self.now).date()
    }

    /// What the zone is called on a page: “Berlin”, “New York”, “UTC”, in the language's own name for it: “Wien”, “Londres”.
    pub fn city(&self) -> String {
        self.language.city(&city(&self.zone)).to_owned()
    }

    /// “Thursday 26 November, 10:15 (Berlin)”: how a promise is always written.
    pub fn full(&self, at: Timestamp) -> String {
        format!("{} ({})", self.long(at), self.place(at))
    }

    /// “Thursday 26 November, 10:15”, “jeudi 26 novembre à 10:15”, where the zone was named before.
    pub fn long(&self, at: Timestamp) -> String {
        format!("{}{}{}", self.day(self.here(at).date()), self.language.between_day_and_time(), self.time(at))
    }

    /// “Thu 26 Nov, 09:00”, for rows of a list that names the zone once.
    pub fn short(&self, at: Timestamp) -> String {
        format!("{}, {}", self.day_short(self.here(at).date()), self.time(at))
    }

    /// “today, 16:30”, “tomorrow, 09:00”, “yesterday, 09:00”, else the short form.
    pub fn near(&self, at: Timestamp) -> String {
        format!("{}, {}", self.day_near(self.here(at).date()), self.time(at))
    }

    /// “16:30”.
    pub fn time(&self, at: Timestamp) -> String {
        let here = self.here(at);
        format!("{:02}:{:02}", here.hour(), here.minute())
    }

    /// “Thursday”.
    pub fn weekday(&self, at: Timestamp) -> &'static str {
        self.language.weekday(self.here(at).weekday())
    }

    /// “Thursday 26 November”, with the year if it is not the present one.
    pub fn day(&self, day: Date) -> String {
        self.language.day(day, self.year(day))
    }

    /// “Thu 26 Nov”, with the year if it is not the present one.
    pub fn day_short(&self, day: Date) -> String {
        self.language.day_short(day, self.year(day))
    }

    /// “today”, “tomorrow”, “yesterday”, else the short form of the day.
    pub fn day_near(&self, day: Date) -> String {
        let today = self.today();
        if day == today {
            say::today(self.language).to_owned()
        } else if today.tomorrow().is_ok_and(|tomorrow| tomorrow == day) {
            say::tomorrow(self.language).to_owned()
        } else if today.yesterday().is_ok_and(|yesterday| yesterday == day) {
            say::yesterday(self.language).to_owned()
        } else {
            self.day_short(day)
        }
    }

    /// The day of an instant here.
    pub fn day_of(&self, at: Timestamp) -> Date {
        self.here(at).date()
    }

    /// “just now”, “a minute ago”, “38 minutes ago”, “3 hours ago”, else the day and time.
    pub fn ago(&self, at: Timestamp) -> String {
        let minutes = self.now.duration_since(at).as_mins();
        match minutes {
            ..0 => self.near(at),
            0 => "just now".to_owned(),
            1 => "a minute ago".to_owned(),
            2..60 => format!("{minutes}\u{a0}minutes ago"),
            60..120 => "an hour ago".to_owned(),
            120..360 => format!("{}\u{a0}hours ago", minutes / 60),
            _ => self.near(at),
        }
    }

    /// The instant in full as the page marks it, where the words may break only after the day.
    pub fn moment(&self, at: Timestamp) -> Markup {
        let (before, behind) = self.language.between_day_and_time().split_once(' ').unwrap_or((",", ""));
        html! {
            time class="moment" datetime=(self.machine(at)) {
                span { (self.day(self.here(at).date())) (before) } " "
                span { (behind) (self.time(at)) " " span class="zone" { "(" (self.place(at)) ")" } }
            }
        }
    }

    /// [`full`](Self::full) in a sentence, marked as an instant and standing out. It may break, as a long weekday on a small screen leaves
    /// no room for the time.
    pub fn moment_strong(&self, at: Timestamp) -> Markup {
        html! { time class="moment" datetime=(self.machine(at)) { b { (self.full(at)) } } }
    }

    /// [`long`](Self::long), marked as an instant.
    pub fn moment_long(&self, at: Timestamp) -> Markup {
        html! { time class="moment" datetime=(self.machine(at)) { (self.long(at)) } }
    }

    /// [`short`](Self::short), marked as an instant.
    pub fn moment_short(&self, at: Timestamp) -> Markup {
        html! { time class="moment" datetime=(self.machine(at)) { (self.short(at)) } }
    }

    /// [`near`](Self::near), marked as an instant.
    pub fn moment_near(&self, at: Timestamp) -> Markup {
        html! { time class="moment" datetime=(self.machine(at)) { (self.near(at)) } }
    }

    /// “11:30 to 12:00”, marked by its start; over midnight the end names its day.
    pub fn stretch(&self, from: Timestamp, to: Timestamp) -> Markup {
        let end_day = self.here(to).date();
        let end = if self.here(from).date() == end_day { self.time(to) } else { self.short(to) };
        html! { time class="moment" datetime=(self.machine(from)) { (self.time(from)) " to " (end) } }
    }

    /// “2026-11-26T09:00”, the value of a `datetime-local` field.
    pub fn field_value(&self, at: Timestamp) -> String {
        let here = self.here(at);
        format!("{}T{:02}:{:02}", here.date(), here.hour(), here.minute())
    }

    /// Reads what a person typed as a day and time here; the day nearest to now where the year is left out.
    ///
    /// A time that the clocks skip counts an hour later, one that they show twice counts as the first (RFC 5545).
    pub fn parse(&self, typed: &str) -> Result<Timestamp, NotATime> {
        typed::instant(self, typed)
    }

    /// Reads what a person typed as a day: “2026-11-25”, “25.11.2026”, “Wednesday 25 November”, “tomorrow”.
    pub fn parse_day(&self, typed: &str) -> Result<Date, NotATime> {
        typed::day(self, typed)
    }

    fn here(&self, at: Timestamp) -> ZonedDateTime {
        at.to_zoned_datetime(self.zone.clone())
    }

    fn year(&self, day: Date) -> Option<i16> {
        Some(day.year()).filter(|year| *year != self.today().year())
    }

    /// The city, and the offset too in the one hour of a year that clocks show twice.
    fn place(&self, at: Timestamp) -> String {
        let here = self.here(at);
        if self.zone.to_ambiguous_timestamp(here.datetime()).is_ambiguous() {
            format!("{}, UTC{}", self.city(), signed_hours(here.offset().seconds()))
        } else {
            self.city()
        }
    }

    /// “2026-11-26T09:00+01:00”.
    fn machine(&self, at: Timestamp) -> String {
        self.here(at).strftime("%Y-%m-%dT%H:%M%:z").to_string()
    }
}

/// What a zone is called on a page: its city.
pub fn city(zone: &TimeZone) -> String {
    let name = zone.iana_name().unwrap_or("UTC");
    let last = name.rsplit('/').next().unwrap_or(name);
    match last {
        "UTC" | "UCT" | "Universal" | "Zulu" | "GMT" | "GMT0" | "GMT+0" | "GMT-0" | "Greenwich" => "UTC".to_owned(),
        // These count west of Greenwich as plus; nobody but POSIX does.
        west if west.starts_with("GMT+") => west.replace("GMT+", "UTC−"),
        east if east.starts_with("GMT-") => east.replace("GMT-", "UTC+"),
        city => city.replace('_', " "),
    }
}

/// A length of time in words: “less than a minute”, “38 minutes”, “7 h 30 min”, “3 days”.
///
/// From two days on in whole days where that is exact, else in hours.
pub fn lasting(length: SignedDuration) -> String {
    let minutes = length.as_mins();
    match minutes {
        ..=0 => "less than a minute".to_owned(),
        1 => "1\u{a0}minute".to_owned(),
        2..60 => format!("{minutes}\u{a0}minutes"),
        _ if minutes >= 2880 && minutes % 1440 == 0 => format!("{}\u{a0}days", minutes / 1440),
        _ => hours_and_minutes(minutes),
    }
}

/// A length of time as the clock counts it, exact to the second: “0 h”, “45 min”, “7 h 30 min”, “13 h 44 min 37 s”.
pub fn counted(length: SignedDuration) -> String {
    let (minutes, seconds) = (length.as_mins(), length.as_secs() % 60);
    match (minutes, seconds) {
        (_, 0) => hours_and_minutes(minutes),
        (0, _) => format!("{seconds}\u{a0}s"),
        (_, _) => format!("{} {seconds}\u{a0}s", hours_and_minutes(minutes)),
    }
}

/// A number with its unit in the right number, held together: “1 hour”, “3 hours”.
pub fn amount(number: u64, one: &str, many: &str) -> String {
    format!("{number}\u{a0}{}", if number == 1 { one } else { many })
}

/// Small numbers as words, as text has them: “no”, “one”, … “twelve”, then digits.
pub fn number(number: u64) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    usize::try_from(number)
        .ok()
        .and_then(|index| WORDS.get(index))
        .map_or_else(|| number.to_string(), ToString::to_string)
}

fn hours_and_minutes(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("{hours}\u{a0}h"),
        (0, minutes) => format!("{minutes}\u{a0}min"),
        (hours, minutes) => format!("{hours}\u{a0}h {minutes}\u{a0}min"),
    }
}

fn signed_hours(seconds: i32) -> String {
    let sign = if seconds < 0 { '−' } else { '+' };
    let minutes = seconds.abs() / 60;
    match minutes % 60 {
        0 => format!("{sign}{}", minutes / 60),
        rest => format!("{sign}{}:{rest:02}", minutes / 60),
    }
}

fn weekday(day: Weekday) -> &'static str {
    Language::En.weekday(day)
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests;
