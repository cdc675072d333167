//! An explanation in words: line by line for who wants to follow it, and in a sentence for who doesn't.

use jiff::ToSpan;
use jiff::ZonedDateTime;
use jiff::civil::{Date, Time, Weekday};
use serde::{Deserialize, Serialize};

use crate::office::place;
use crate::{Clock, Explanation, Kind, Step};

/// One line of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The day: "Tue 24 Nov", or several: "Sat 28 Nov to Sun 29 Nov".
    pub day: String,
    /// The time within it: "17:50", "09:00 to 24:00", "17:00 to Wed 25 Nov, 09:00"; empty for whole days.
    pub time: String,
    /// What the clock does, in a sentence or two.
    pub words: String,
    /// What this line adds: "7 h 30 min", "0 h". In the result it is the whole amount.
    pub counted: String,
    /// What is counted from the start to the end of this line.
    pub total: String,
    /// What the line is about.
    pub role: Role,
}

impl Line {
    /// Day and time together: "Wed 25 Nov, 09:00 to 24:00".
    pub fn when(&self) -> String {
        if self.time.is_empty() { self.day.clone() } else { format!("{}, {}", self.day, self.time) }
    }
}

/// What a line of an account is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Time counts.
    Counts,
    /// The clock stands still.
    StandsStill,
    /// The end of the count; always the last line, and no other.
    Result,
}

impl Explanation {
    /// The zone of the calendar as people name it: "Berlin".
    pub fn place(&self) -> String {
        place(self.start.time_zone())
    }

    /// The count line by line; the last line is the result. Times are wall times of the calendar's zone, to the minute.
    pub fn account(&self) -> Vec<Line> {
        let mut account = Account { lines: Vec::new(), seconds: 0 };
        for (nth, step) in self.steps.iter().enumerate() {
            if step.kind == Kind::Counted {
                account.counts(step, self.turnaround.clock);
            } else if nth == 0 && step.kind != Kind::Pause {
                account.stands_still(When::at(&step.from), self.received(step));
            } else {
                account.stands_still(When::span(&step.from, &step.to), self.still(step));
            }
        }
        account.lines.push(self.result());
        account.lines
    }

    /// Why this time, in a sentence or two: "Saturday and Sunday stand still."
    pub fn because(&self) -> String {
        let Some(due) = &self.due else {
            let since = self.steps.last().map_or(&self.start, |step| &step.to);
            return format!("Paused since {}.", self.day_and_time(since));
        };
        let begins = self.steps.iter().position(|step| step.kind == Kind::Counted).unwrap_or(self.steps.len());
        let (waited, rest) = self.steps.split_at_checked(begins).unwrap_or_default();
        let mut sentences = Vec::new();
        if let Some(last) = waited.last() {
            sentences.push(format!("Counts from {}.", self.day_and_time(&last.to)));
        }
        sentences.extend(standing_still(rest));
        if rest.iter().any(|step| step.kind == Kind::Pause) {
            sentences.push("The clock stands still while waiting for the stakeholder.".to_owned());
        }
        if sentences.is_empty() {
            sentences.push(self.plainly());
        }
        if let Some(moved) = rest.last().filter(|step| step.kind == Kind::MovedToOpening) {
            let moves =
                format!("{} is outside office hours, so it moves to {}.", clock(&moved.from), self.day_and_time(due));
            sentences.push(moves);
        }
        sentences.join(" ")
    }

    /// Nothing stands in the way: just how much later.
    fn plainly(&self) -> String {
        let days = usize::try_from(self.turnaround.amount_minutes / 1_440).unwrap_or(usize::MAX);
        let rest = self.turnaround.amount_minutes % 1_440;
        match (self.turnaround.clock, days, rest) {
            (_, 0, 0) => "At once.".to_owned(),
            (Clock::OfficeHours, ..) if self.steps.len() > 1 => "Only open minutes count.".to_owned(),
            (Clock::WorkingDay, 1, 0) => "One working day later, same time.".to_owned(),
            (Clock::WorkingDay, _, 0) => format!("{} working days later, same time.", capital(&number(days))),
            (Clock::WorkingDay | Clock::OfficeHours, ..) => format!("{} later.", self.turnaround),
        }
    }

    /// What is said of time that passes before anything counts.
    fn received(&self, step: &Step) -> String {
        let name = |why: &Option<String>| why.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
        let place = match step.kind {
            Kind::DayOff => format!("on {}, which is no working day", weekday(step.from.date())),
            Kind::Holiday => format!("on a holiday{}", name(&step.why)),
            Kind::Closure => format!("during a closure{}", name(&step.why)),
            Kind::Counted | Kind::OutsideHours | Kind::Pause | Kind::BeforeOpening | Kind::MovedToOpening => {
                self.beside_hours(step)
            }
        };
        format!("Received {place}. The clock waits for the next opening.")
    }

    /// "after office hours (09:00 to 17:00)"
    fn beside_hours(&self, step: &Step) -> String {
        let now = i64::from(step.from.hour()) * 60 + i64::from(step.from.minute());
        let opens = self.hours.first().map_or(0, |hours| i64::from(hours.opens().minutes()));
        let closes = self.hours.last().map_or(0, |hours| i64::from(hours.closes().minutes()));
        let beside = match now {
            _ if self.hours.is_empty() => return "outside office hours".to_owned(),
            now if now < opens => "before",
            now if now >= closes => "after",
            _ => "between",
        };
        let hours: Vec<String> =
            self.hours.iter().map(|hours| format!("{} to {}", hours.opens(), hours.closes())).collect();
        format!("{beside} office hours ({})", and(&hours))
    }

    /// What is said of time that doesn't count in between.
    fn still(&self, step: &Step) -> String {
        let named = |kind: &str| step.why.as_ref().map_or(kind.to_owned(), |name| format!("{kind}: {name}"));
        match step.kind {
            Kind::Counted => String::new(),
            Kind::OutsideHours => "Outside office hours: the clock stands still.".to_owned(),
            Kind::DayOff => format!("No working day: {}", stand(&[days_off(step)])),
            Kind::Holiday => format!("{}. The clock stands still.", named("Holiday")),
            Kind::Closure => format!("{}. The clock stands still.", named("Closure")),
            Kind::Pause => "Waiting for the stakeholder: the clock stands still.".to_owned(),
            Kind::BeforeOpening => "The clock waits for the next opening.".to_owned(),
            Kind::MovedToOpening => format!(
                "{} reached, but {} is outside office hours. The time moves to the next opening.",
                self.amount_is(),
                clock(&step.from)
            ),
        }
    }

    fn result(&self) -> Line {
        let total = duration(self.turnaround.seconds());
        let line = |when: When, words: String, counted: String| Line {
            day: when.day,
            time: when.time,
            words,
            total: counted.clone(),
            counted,
            role: Role::Result,
        };
        let Some(due) = &self.due else {
            let since = self.steps.last().map_or(&self.start, |step| &step.to);
            let counted = duration(whole_minutes(self.steps.iter().map(|step| step.seconds).sum()));
            let words = "Waiting for the stakeholder, still. There is no due time until the clock runs again.";
            return line(When::at(since), words.to_owned(), counted);
        };
        let words = match (self.steps.last().map(|step| step.kind), self.turnaround.clock) {
            (Some(Kind::MovedToOpening), _) => format!("The office opens. {} is the due time.", clock(due)),
            _ if self.turnaround.amount_minutes == 0 => "The office is open, and nothing is left to count.".to_owned(),
            (_, Clock::OfficeHours) => format!("{} reached.", self.amount_is()),
            (_, Clock::WorkingDay) => {
                format!("{} reached. {} is inside office hours, so nothing moves.", self.amount_is(), clock(due))
            }
        };
        line(When::at(due), words, total)
    }

    /// "24 business hours are"
    fn amount_is(&self) -> String {
        let verb = if matches!(self.turnaround.amount_minutes, 1 | 60) { "is" } else { "are" };
        format!("{} {verb}", self.turnaround)
    }

    /// "Monday, 09:00" within the coming week, else "Monday 4 January, 09:00".
    fn day_and_time(&self, at: &ZonedDateTime) -> String {
        let date = at.date();
        if self.start.date().duration_until(date).as_hours() < 7 * 24 {
            format!("{}, {}", weekday(date), clock(at))
        } else {
            format!("{} {}, {}", weekday(date), day_of_month(date), clock(at))
        }
    }
}

/// Lines that add up. What is shown is rounded up to the minute by the running total, so that the lines agree with the
/// times beside them, which show no seconds.
struct Account {
    lines: Vec<Line>,
    seconds: i64,
}

impl Account {
    fn stands_still(&mut self, when: When, words: String) {
        self.line(when, words, 0, Role::StandsStill);
    }

    /// On the working-day clock date by date, as it runs through the nights; whole dates in a row are one line.
    fn counts(&mut self, step: &Step, clock: Clock) {
        if clock == Clock::OfficeHours {
            let when = When::span(&step.from, &step.to);
            return self.line(when, "Office hours: time runs.".to_owned(), step.seconds, Role::Counts);
        }
        let parts = by_date(step);
        let mut left = step.seconds;
        for (nth, part) in (1..).zip(&parts) {
            let seconds = if nth == parts.len() { left } else { part.shown_seconds.min(left) };
            left -= seconds;
            let days = if part.dates > 1 { "Working days" } else { "Working day" };
            let words = format!("{days}: time runs around the clock.");
            self.line(When::span(&part.from, &part.to), words, seconds, Role::Counts);
        }
    }

    fn line(&mut self, When { day, time }: When, words: String, seconds: i64, role: Role) {
        let before = whole_minutes(self.seconds);
        self.seconds += seconds;
        let after = whole_minutes(self.seconds);
        let (counted, total) = (duration(after - before), duration(after));
        self.lines.push(Line { day, time, words, counted, total, role });
    }
}

/// A part of a step: what it has of its first date, the whole dates after it, what it has of its last.
struct Part {
    from: ZonedDateTime,
    to: ZonedDateTime,
    /// What the wall clock says has passed, which is what a whole day by wall time counts.
    shown_seconds: i64,
    dates: i64,
}

fn by_date(step: &Step) -> Vec<Part> {
    let midnight = |date: Date| date.to_zoned_datetime(step.from.time_zone().clone()).ok();
    let cuts = [step.from.date().tomorrow().ok().and_then(midnight), midnight(step.to.date())];
    let mut parts: Vec<Part> = Vec::new();
    let mut from = step.from.clone();
    for to in cuts.into_iter().flatten().chain([step.to.clone()]) {
        if from < to && to <= step.to {
            let shown = from.datetime().duration_until(to.datetime());
            parts.push(Part { dates: shown.as_hours() / 24, shown_seconds: shown.as_secs(), from, to: to.clone() });
            from = to;
        }
    }
    parts
}

/// When a line is: its day and its time.
struct When {
    day: String,
    time: String,
}

impl When {
    fn at(at: &ZonedDateTime) -> Self {
        Self { day: day(at.date()), time: clock(at) }
    }

    fn span(from: &ZonedDateTime, to: &ZonedDateTime) -> Self {
        let starts_day = from.time() == Time::midnight();
        let ends_day = to.time() == Time::midnight();
        let last = if ends_day { to.date().yesterday().unwrap_or(to.date()) } else { to.date() };
        let ends = if ends_day { "24:00".to_owned() } else { clock(to) };
        match last == from.date() {
            true => Self { day: day(last), time: format!("{} to {ends}", clock(from)) },
            false if starts_day && ends_day => {
                Self { day: format!("{} to {}", day(from.date()), day(last)), time: String::new() }
            }
            false => Self { day: day(from.date()), time: format!("{} to {}, {ends}", clock(from), day(last)) },
        }
    }
}

/// What stands still, and whether that is more than one.
struct Still {
    name: String,
    many: bool,
}

/// "Saturday and Sunday stand still.", "The closure on 24 December, the holiday and the weekend stand still."
fn standing_still(steps: &[Step]) -> Option<String> {
    let of = |kind: Kind| steps.iter().filter(move |step| step.kind == kind).collect::<Vec<_>>();
    let closures = match of(Kind::Closure).as_slice() {
        [] => None,
        [step] if dates(step) < 2 => Some(Still { name: format!("the closure on {}", days_of(step)), many: false }),
        [step] => Some(Still { name: format!("the closure from {}", days_of(step)), many: false }),
        closures => Some(Still { name: format!("{} closures", number(closures.len())), many: true }),
    };
    let holidays = match of(Kind::Holiday).into_iter().map(dates).sum() {
        0 => None,
        1 => Some(Still { name: "the holiday".to_owned(), many: false }),
        days => Some(Still { name: format!("{} holidays", number(days)), many: true }),
    };
    let alone = closures.is_none() && holidays.is_none();
    let off = match of(Kind::DayOff).as_slice() {
        [] => None,
        [step] if is_weekend(step) && !alone => Some(Still { name: "the weekend".to_owned(), many: false }),
        [step] => Some(days_off(step)),
        off if off.iter().all(|step| is_weekend(step)) => {
            Some(Still { name: format!("{} weekends", number(off.len())), many: true })
        }
        off => {
            let days = off.iter().map(|step| dates(step)).sum();
            Some(Still { name: format!("{} days off", number(days)), many: true })
        }
    };
    let things: Vec<Still> = [closures, holidays, off].into_iter().flatten().collect();
    (!things.is_empty()).then(|| stand(&things))
}

/// "Sunday stands still.", "Saturday and Sunday stand still."
fn stand(things: &[Still]) -> String {
    let names: Vec<String> = things.iter().map(|thing| thing.name.clone()).collect();
    let many = things.len() > 1 || things.iter().any(|thing| thing.many);
    format!("{} {} still.", capital(&and(&names)), if many { "stand" } else { "stands" })
}

/// The weekdays of a day off: "Saturday and Sunday", or with their dates when they are more than a week.
fn days_off(step: &Step) -> Still {
    let (first, last) = (weekday(step.from.date()), weekday(last_date(step)));
    match dates(step) {
        0 | 1 => Still { name: first.to_owned(), many: false },
        2 => Still { name: format!("{first} and {last}"), many: true },
        3..=7 => Still { name: format!("{first} to {last}"), many: true },
        _ => Still { name: format!("the days off from {}", days_of(step)), many: true },
    }
}

/// "24 December", "24 December to 1 January"
fn days_of(step: &Step) -> String {
    match dates(step) {
        0 | 1 => day_of_month(step.from.date()),
        _ => format!("{} to {}", day_of_month(step.from.date()), day_of_month(last_date(step))),
    }
}

fn is_weekend(step: &Step) -> bool {
    dates(step) == 2 && step.from.date().weekday() == Weekday::Saturday
}

/// How many dates a step touches.
fn dates(step: &Step) -> usize {
    usize::try_from(step.from.date().duration_until(last_date(step)).as_hours() / 24 + 1).unwrap_or(0)
}

fn last_date(step: &Step) -> Date {
    step.to.checked_sub(1.second()).map_or(step.to.date(), |last| last.date())
}

fn day(date: Date) -> String {
    date.strftime("%a %-d %b").to_string()
}

fn day_of_month(date: Date) -> String {
    date.strftime("%-d %B").to_string()
}

fn clock(at: &ZonedDateTime) -> String {
    at.strftime("%H:%M").to_string()
}

fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// Seconds rounded up to the minute.
fn whole_minutes(seconds: i64) -> i64 {
    (seconds + 59).div_euclid(60) * 60
}

/// Seconds as people say them: "15 h", "7 h 30 min", "45 min"; nothing is "0 h".
fn duration(seconds: i64) -> String {
    match (seconds / 3_600, seconds / 60 % 60) {
        (hours, 0) => format!("{hours} h"),
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// Small numbers in letters.
fn number(number: usize) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "a", "a and b", "a, b and c"
fn and(things: &[String]) -> String {
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
