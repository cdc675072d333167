//! An explanation in words: line by line for who wants to follow it, and in a sentence for who doesn't.

use jiff::ToSpan;
use jiff::ZonedDateTime;
use jiff::civil::{Date, Time, Weekday};
use language::{Language, capital};
use serde::{Deserialize, Serialize};

use crate::office::place;
use crate::{Clock, Explanation, Kind, Step, Turnaround, say};

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

    /// The count line by line in a language; the last line is the result. Times are wall times of the calendar's zone, to the minute.
    pub fn account(&self, language: Language) -> Vec<Line> {
        let mut account = Account { lines: Vec::new(), seconds: 0, language };
        for (nth, step) in self.steps.iter().enumerate() {
            if step.kind == Kind::Counted {
                account.counts(step, self.turnaround.clock);
            } else if nth == 0 && step.kind != Kind::Pause {
                account.stands_still(When::at(&step.from, language), self.received(step, language));
            } else {
                account.stands_still(When::span(&step.from, &step.to, language), self.still(step, language));
            }
        }
        account.lines.push(self.result(language));
        account.lines
    }

    /// Why this time, in a sentence or two of a language: "Saturday and Sunday stand still."
    pub fn because(&self, language: Language) -> String {
        let Some(due) = &self.due else {
            let since = self.steps.last().map_or(&self.start, |step| &step.to);
            return say::paused_since(language, self.day_and_time(since, language));
        };
        let begins = self.steps.iter().position(|step| step.kind == Kind::Counted).unwrap_or(self.steps.len());
        let (waited, rest) = self.steps.split_at_checked(begins).unwrap_or_default();
        let mut sentences = Vec::new();
        if let Some(last) = waited.last() {
            sentences.push(say::counts_from(language, self.day_and_time(&last.to, language)));
        }
        sentences.extend(standing_still(rest, language));
        if rest.iter().any(|step| step.kind == Kind::Pause) {
            sentences.push(say::while_waiting(language).to_owned());
        }
        if sentences.is_empty() {
            sentences.push(self.plainly(language));
        }
        if let Some(moved) = rest.last().filter(|step| step.kind == Kind::MovedToOpening) {
            sentences.push(say::moves(language, clock(&moved.from), self.day_and_time(due, language)));
        }
        sentences.join(" ")
    }

    /// Nothing stands in the way: just how much later.
    fn plainly(&self, language: Language) -> String {
        let days = usize::try_from(self.turnaround.amount_minutes / 1_440).unwrap_or(usize::MAX);
        let rest = self.turnaround.amount_minutes % 1_440;
        match (self.turnaround.clock, days, rest) {
            (_, 0, 0) => say::at_once(language).to_owned(),
            (Clock::OfficeHours, ..) if self.steps.len() > 1 => say::open_minutes(language).to_owned(),
            (Clock::WorkingDay, 1, 0) => say::one_day_later(language).to_owned(),
            (Clock::WorkingDay, _, 0) => say::days_later(language, capital(&language.number(days))),
            (Clock::WorkingDay | Clock::OfficeHours, ..) => say::later(language, self.turnaround.words(language)),
        }
    }

    /// What is said of time that passes before anything counts.
    fn received(&self, step: &Step, language: Language) -> String {
        let received = match (step.kind, &step.why) {
            (Kind::DayOff, _) => say::received_day_off(language, language.weekday(step.from.weekday())),
            (Kind::Holiday, None) => say::received_holiday(language).to_owned(),
            (Kind::Holiday, Some(name)) => say::received_holiday_named(language, name),
            (Kind::Closure, None) => say::received_closure(language).to_owned(),
            (Kind::Closure, Some(name)) => say::received_closure_named(language, name),
            (Kind::Counted | Kind::OutsideHours | Kind::Pause | Kind::BeforeOpening | Kind::MovedToOpening, _) => {
                self.beside_hours(step, language)
            }
        };
        format!("{received} {}", say::waits(language))
    }

    /// "Received after office hours (09:00 to 17:00)."
    fn beside_hours(&self, step: &Step, language: Language) -> String {
        let now = i64::from(step.from.hour()) * 60 + i64::from(step.from.minute());
        let opens = self.hours.first().map_or(0, |hours| i64::from(hours.opens().minutes()));
        let closes = self.hours.last().map_or(0, |hours| i64::from(hours.closes().minutes()));
        let hours: Vec<String> =
            self.hours.iter().map(|hours| say::span(language, hours.opens(), hours.closes())).collect();
        let hours = language.and(&hours);
        match now {
            _ if self.hours.is_empty() => say::received_outside(language).to_owned(),
            now if now < opens => say::received_before(language, hours),
            now if now >= closes => say::received_after(language, hours),
            _ => say::received_between(language, hours),
        }
    }

    /// What is said of time that doesn't count in between.
    fn still(&self, step: &Step, language: Language) -> String {
        match (step.kind, &step.why) {
            (Kind::Counted, _) => String::new(),
            (Kind::OutsideHours, _) => say::outside(language).to_owned(),
            (Kind::DayOff, _) => say::day_off(language, stand(&[days_off(step, language)], language)),
            (Kind::Holiday, None) => say::holiday(language).to_owned(),
            (Kind::Holiday, Some(name)) => say::holiday_named(language, name),
            (Kind::Closure, None) => say::closure(language).to_owned(),
            (Kind::Closure, Some(name)) => say::closure_named(language, name),
            (Kind::Pause, _) => say::pause(language).to_owned(),
            (Kind::BeforeOpening, _) => say::waits(language).to_owned(),
            (Kind::MovedToOpening, _) => say::moved(language, self.reached(language), clock(&step.from)),
        }
    }

    fn result(&self, language: Language) -> Line {
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
            return line(When::at(since, language), say::result_waiting(language).to_owned(), counted);
        };
        let words = match (self.steps.last().map(|step| step.kind), self.turnaround.clock) {
            (Some(Kind::MovedToOpening), _) => say::result_opens(language, clock(due)),
            _ if self.turnaround.amount_minutes == 0 => say::result_nothing(language).to_owned(),
            (_, Clock::OfficeHours) => say::result_reached(language, self.reached(language)),
            (_, Clock::WorkingDay) => say::result_inside(language, self.reached(language), clock(due)),
        };
        line(When::at(due, language), words, total)
    }

    /// "24 business hours are reached"
    fn reached(&self, language: Language) -> String {
        let minutes = |minutes: u32| usize::try_from(minutes).unwrap_or(usize::MAX);
        match (self.turnaround.amount_minutes / 60, self.turnaround.amount_minutes % 60) {
            (hours, 0) => say::reached_hours(language, minutes(hours)),
            (0, rest) => say::reached_minutes(language, minutes(rest)),
            (hours, rest) => say::reached_both(language, hours, rest),
        }
    }

    /// "Monday, 09:00" within the coming week, else "Monday 4 January, 09:00".
    fn day_and_time(&self, at: &ZonedDateTime, language: Language) -> String {
        let date = at.date();
        let near = self.start.date().duration_until(date).as_hours() < 7 * 24;
        let day = if near { language.weekday(date.weekday()).to_owned() } else { language.day(date, None) };
        format!("{day}{}{}", language.between_day_and_time(), clock(at))
    }
}

impl Turnaround {
    /// How much time it is, in a language: "24 business hours", "24 Stunden an Arbeitstagen".
    pub fn words(&self, language: Language) -> String {
        match (self.amount_minutes / 60, self.amount_minutes % 60) {
            (hours, 0) => say::turnaround_hours(language, usize::try_from(hours).unwrap_or(usize::MAX)),
            (0, minutes) => format!("{minutes} min"),
            (hours, minutes) => say::turnaround_both(language, hours, minutes),
        }
    }
}

/// Lines that add up. What is shown is rounded up to the minute by the running total, so that the lines agree with the
/// times beside them, which show no seconds.
struct Account {
    lines: Vec<Line>,
    seconds: i64,
    language: Language,
}

impl Account {
    fn stands_still(&mut self, when: When, words: String) {
        self.line(when, words, 0, Role::StandsStill);
    }

    /// On the working-day clock date by date, as it runs through the nights; whole dates in a row are one line.
    fn counts(&mut self, step: &Step, clock: Clock) {
        let language = self.language;
        if clock == Clock::OfficeHours {
            let when = When::span(&step.from, &step.to, language);
            return self.line(when, say::runs_office(language).to_owned(), step.seconds, Role::Counts);
        }
        let parts = by_date(step);
        let mut left = step.seconds;
        for (nth, part) in (1..).zip(&parts) {
            let seconds = if nth == parts.len() { left } else { part.shown_seconds.min(left) };
            left -= seconds;
            let words = if part.dates > 1 { say::runs_days(language) } else { say::runs_day(language) };
            self.line(When::span(&part.from, &part.to, language), words.to_owned(), seconds, Role::Counts);
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
    fn at(at: &ZonedDateTime, language: Language) -> Self {
        Self { day: language.day_short(at.date(), None), time: clock(at) }
    }

    fn span(from: &ZonedDateTime, to: &ZonedDateTime, language: Language) -> Self {
        let day = |date: Date| language.day_short(date, None);
        let starts_day = from.time() == Time::midnight();
        let ends_day = to.time() == Time::midnight();
        let last = if ends_day { to.date().yesterday().unwrap_or(to.date()) } else { to.date() };
        let ends = if ends_day { "24:00".to_owned() } else { clock(to) };
        match last == from.date() {
            true => Self { day: day(last), time: say::span(language, clock(from), ends) },
            false if starts_day && ends_day => {
                Self { day: say::days(language, day(from.date()), day(last)), time: String::new() }
            }
            false => Self { day: day(from.date()), time: say::span_over(language, clock(from), day(last), ends) },
        }
    }
}

/// What stands still, and whether that is more than one.
struct Still {
    name: String,
    many: bool,
}

/// "Saturday and Sunday stand still.", "The closure on 24 December, the holiday and the weekend stand still."
fn standing_still(steps: &[Step], language: Language) -> Option<String> {
    let of = |kind: Kind| steps.iter().filter(move |step| step.kind == kind).collect::<Vec<_>>();
    let one = |name: String| Some(Still { name, many: false });
    let many = |name: String| Some(Still { name, many: true });
    let number = |number: usize| language.number(number);
    let closures = match of(Kind::Closure).as_slice() {
        [] => None,
        [step] if dates(step) < 2 => one(say::closure_on(language, language.day_of_month(step.from.date(), None))),
        [step] => one(say::closure_from(language, first_of(step, language), last_of(step, language))),
        closures => many(say::closures(language, number(closures.len()))),
    };
    let holidays = match of(Kind::Holiday).into_iter().map(dates).sum() {
        0 => None,
        1 => one(say::the_holiday(language).to_owned()),
        days => many(say::holidays(language, number(days))),
    };
    let alone = closures.is_none() && holidays.is_none();
    let off = match of(Kind::DayOff).as_slice() {
        [] => None,
        [step] if is_weekend(step) && !alone => one(say::the_weekend(language).to_owned()),
        [step] => Some(days_off(step, language)),
        off if off.iter().all(|step| is_weekend(step)) => many(say::weekends(language, number(off.len()))),
        off => many(say::days_off(language, number(off.iter().map(|step| dates(step)).sum()))),
    };
    let things: Vec<Still> = [closures, holidays, off].into_iter().flatten().collect();
    (!things.is_empty()).then(|| stand(&things, language))
}

/// "Sunday stands still.", "Saturday and Sunday stand still."
fn stand(things: &[Still], language: Language) -> String {
    let names: Vec<String> = things.iter().map(|thing| thing.name.clone()).collect();
    let names = capital(&language.and(&names));
    let many = things.len() > 1 || things.iter().any(|thing| thing.many);
    if many { say::stands_many(language, names) } else { say::stands_one(language, names) }
}

/// The weekdays of a day off: "Saturday and Sunday", or with their dates when they are more than a week.
fn days_off(step: &Step, language: Language) -> Still {
    let name = |date: Date| language.weekday(date.weekday());
    let (first, last) = (name(step.from.date()), name(last_date(step)));
    let a_day = |name: &str| say::a_weekday(language, name);
    match dates(step) {
        0 | 1 => Still { name: a_day(first), many: false },
        2 => Still { name: language.and(&[a_day(first), a_day(last)]), many: true },
        3..=7 => Still { name: say::weekdays(language, first, last), many: true },
        _ => {
            Still { name: say::days_off_from(language, first_of(step, language), last_of(step, language)), many: true }
        }
    }
}

/// "24 December"
fn first_of(step: &Step, language: Language) -> String {
    language.day_of_month(step.from.date(), None)
}

fn last_of(step: &Step, language: Language) -> String {
    language.day_of_month(last_date(step), None)
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

fn clock(at: &ZonedDateTime) -> String {
    at.strftime("%H:%M").to_string()
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
