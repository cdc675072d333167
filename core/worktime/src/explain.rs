//! Why something is due when it is: every second from the start to the due time, and what became of it.

use jiff::civil::Time;
use jiff::{Timestamp, ZonedDateTime};
use serde::{Deserialize, Serialize};

use crate::clocks::{End, Leg};
use crate::pauses::{Pause, stops};
use crate::spans::{Span, instant, second};
use crate::zone::DayNumber;
use crate::{Clock, ClockTime, Due, Error, Hours, Office, Turnaround};

/// What happens to the time of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// It counts.
    Counted,
    /// The office is closed on a working day, and only open time counts.
    OutsideHours,
    /// No working day.
    DayOff,
    /// A holiday, with its name.
    Holiday,
    /// A closure, with its name.
    Closure,
    /// Waiting for somebody else.
    Pause,
    /// Waiting for the opening from which the working-day clock counts.
    BeforeOpening,
    /// The amount is reached outside office hours, so the due time moves to the next opening.
    MovedToOpening,
}

/// A span of time and what the clock did in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Where it begins.
    #[serde(with = "crate::zoned_text")]
    pub from: ZonedDateTime,
    /// Where it ends.
    #[serde(with = "crate::zoned_text")]
    pub to: ZonedDateTime,
    /// What happens to the time.
    pub kind: Kind,
    /// The seconds that were counted.
    pub seconds: i64,
    /// The name of the holiday or closure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A count from its start to its due time, step by step without a hole. The seconds of the steps sum up to the amount.
///
/// It stands for itself: stored with a promise it tells the same in years, whatever became of the calendar. For people
/// it comes in words by [`account`](Explanation::account) and [`because`](Explanation::because).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// What was counted.
    pub turnaround: Turnaround,
    /// From when, in the zone of the calendar.
    #[serde(with = "crate::zoned_text")]
    pub start: ZonedDateTime,
    /// When it is due; none while a pause goes on.
    #[serde(with = "crate::zoned_text::option")]
    pub due: Option<ZonedDateTime>,
    /// The office hours of the day of the start.
    pub hours: Vec<Hours>,
    /// What happened to the time in between.
    pub steps: Vec<Step>,
}

impl Office {
    /// Explains when a turnaround is due: the same count as [`due`](Office::due), with every step of it.
    ///
    /// # Errors
    /// Those of [`due`](Office::due).
    pub fn explain(&self, start: Timestamp, turnaround: Turnaround, pauses: &[Pause]) -> Result<Explanation, Error> {
        let from = second(start)?;
        let mut legs = Vec::new();
        let end = self.count(from, turnaround, &stops(pauses, from), |leg| legs.push(leg))?;
        let mut steps = Steps { office: self, clock: turnaround.clock, taken: Vec::new() };
        legs.iter().try_for_each(|leg| steps.leg(leg))?;
        let due = match end {
            End::Due { raw, due } => {
                steps.take(Span { from: raw, to: due }, Kind::MovedToOpening, None, 0)?;
                Due::At(instant(due)?)
            }
            End::Paused { since } => Due::Paused(instant(since)?),
        };
        Ok(Explanation {
            turnaround,
            start: self.zoned(instant(from)?),
            due: due.at().map(|at| self.zoned(at)),
            hours: self.wall_hours(self.days.wall(from)?.day)?,
            steps: steps.taken,
        })
    }

    /// The office hours of a date as its clock shows them.
    fn wall_hours(&self, day: DayNumber) -> Result<Vec<Hours>, Error> {
        let date = self.days.span(day)?;
        let shown = |at: i64| {
            let wall = self.zone().to_datetime(instant(at).ok()?);
            let end = at == date.to && wall.time() == Time::midnight();
            ClockTime::at(if end { 24 } else { wall.hour() }, wall.minute())
        };
        let hours = |span: &Span| Hours::new(shown(span.from)?, shown(span.to)?).ok();
        Ok(self.hours_on(day)?.iter().filter_map(hours).collect())
    }
}

/// The steps taken so far; neighbours of one kind and name are one step.
struct Steps<'a> {
    office: &'a Office,
    clock: Clock,
    taken: Vec<Step>,
}

impl Steps<'_> {
    fn leg(&mut self, leg: &Leg) -> Result<(), Error> {
        match self.clock {
            Clock::OfficeHours => self.open_time(leg)?,
            Clock::WorkingDay => self.working_days(leg)?,
        }
        // While a pause goes on, the steps end where it began.
        match leg.stop.map(|stop| (stop.from, stop.to)) {
            Some((from, Some(to))) => self.take(Span { from, to }, Kind::Pause, None, 0),
            Some((_, None)) | None => Ok(()),
        }
    }

    fn open_time(&mut self, leg: &Leg) -> Result<(), Error> {
        let mut at = leg.span.from;
        for open in self.office.open.within(leg.span)? {
            self.closed(Span { from: at, to: open.from }, Kind::OutsideHours)?;
            self.take(open, Kind::Counted, None, open.to - open.from)?;
            at = open.to;
        }
        self.closed(Span { from: at, to: leg.span.to }, Kind::OutsideHours)
    }

    fn working_days(&mut self, leg: &Leg) -> Result<(), Error> {
        self.closed(Span { from: leg.span.from, to: leg.opens }, Kind::BeforeOpening)?;
        let runs = self.office.running.within(Span { from: leg.opens, to: leg.span.to })?;
        let (mut at, mut counted) = (leg.opens, 0);
        for (nth, run) in (1..).zip(&runs) {
            // What the clock shows at the end of each run; the last one takes it to the amount.
            let shows = if nth == runs.len() { leg.seconds } else { self.office.worked(leg.opens, run.to)? };
            self.closed(Span { from: at, to: run.from }, Kind::DayOff)?;
            self.take(*run, Kind::Counted, None, shows - counted)?;
            (at, counted) = (run.to, shows);
        }
        self.closed(Span { from: at, to: leg.span.to }, Kind::DayOff)
    }

    /// Time that doesn't count, date by date: a holiday, a closure, a day off, or else `on_working_day`.
    fn closed(&mut self, span: Span, on_working_day: Kind) -> Result<(), Error> {
        let office = self.office;
        let mut at = span.from;
        while at < span.to {
            let day = office.days.wall(at)?.day;
            let next = office.days.span(day + 1)?.from;
            let ends = if next > at { next } else { office.days.span(day)?.to };
            let part = Span { from: at, to: ends.min(span.to) };
            if let Some(name) = office.pattern.holiday(day) {
                self.take(part, Kind::Holiday, Some(name), 0)?;
            } else if office.days.is_working(day) {
                self.closed_on_working_day(part, on_working_day)?;
            } else if let Some(name) = office.closure_of(day)? {
                self.take(part, Kind::Closure, Some(name), 0)?;
            } else {
                self.take(part, Kind::DayOff, None, 0)?;
            }
            at = part.to;
        }
        Ok(())
    }

    fn closed_on_working_day(&mut self, part: Span, kind: Kind) -> Result<(), Error> {
        let mut at = part.from;
        while at < part.to {
            let rest = Span { from: at, to: part.to };
            let closure = self.office.pattern.closures(rest).min_by_key(|closure| closure.span.from.max(at));
            let Some(closure) = closure else { return self.take(rest, kind, None, 0) };
            let closed = Span { from: closure.span.from.max(at), to: closure.span.to.min(part.to) };
            self.take(Span { from: at, to: closed.from }, kind, None, 0)?;
            self.take(closed, Kind::Closure, Some(&closure.name), 0)?;
            at = closed.to;
        }
        Ok(())
    }

    fn take(&mut self, span: Span, kind: Kind, why: Option<&str>, seconds: i64) -> Result<(), Error> {
        if span.is_empty() {
            return Ok(());
        }
        let (from, to) = (self.office.zoned(instant(span.from)?), self.office.zoned(instant(span.to)?));
        let why = why.filter(|name| !name.is_empty());
        match self.taken.last_mut() {
            Some(last) if last.kind == kind && last.why.as_deref() == why && last.to == from => {
                last.to = to;
                last.seconds += seconds;
            }
            _ => self.taken.push(Step { from, to, kind, seconds, why: why.map(str::to_owned) }),
        }
        Ok(())
    }
}

impl Office {
    /// The closure that makes a date no working day: it holds the whole date, or some of its weekly hours.
    pub(crate) fn closure_of(&self, day: DayNumber) -> Result<Option<&str>, Error> {
        let date = self.days.span(day)?;
        let cuts = |closed: Span| closed.covers(date) || self.pattern.weekly(day).any(|hours| hours.meets(closed));
        let mut closures = self.pattern.closures(date).filter(|closure| cuts(closure.span));
        Ok(closures.next().map(|closure| closure.name.as_str()))
    }
}
