use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{DateTime, Time};

use crate::spans::{DAY, Source, Span, minus, union};
use crate::zone::{DayNumber, Zone, date, number};
use crate::{Calendar, CalendarError, Period, Week};

/// A period of the calendar in real time.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) span: Span,
    pub(crate) name: String,
}

/// A calendar with its zone resolved: says when the office is open in any window, one date at a time.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) zone: Zone,
    week: Week,
    holidays: BTreeMap<DayNumber, String>,
    closures: Vec<Named>,
    extra: Vec<Named>,
}

impl Pattern {
    pub(crate) fn of(calendar: &Calendar) -> Result<Self, CalendarError> {
        let zone = Zone::named(&calendar.zone)?;
        let resolve =
            |periods: &[Period]| periods.iter().filter_map(|period| named(&zone, period).transpose()).collect();
        let (closures, extra): (Result<_, _>, Result<_, _>) = (resolve(&calendar.closures), resolve(&calendar.extra));
        // The first name stays when a day is listed twice.
        let holidays = calendar.holidays.iter().rev().map(|day| (number(day.date), day.name.clone())).collect();
        Ok(Self { week: calendar.week.clone(), holidays, closures: closures?, extra: extra?, zone })
    }

    /// The name of the holiday on a date.
    pub(crate) fn holiday(&self, day: DayNumber) -> Option<&str> {
        self.holidays.get(&day).map(String::as_str)
    }

    /// The closures that touch a span, in the order of the calendar.
    pub(crate) fn closures(&self, span: Span) -> impl Iterator<Item = &Named> {
        self.closures.iter().filter(move |closure| closure.span.meets(span))
    }

    /// The weekly hours that begin on a date, whether or not it is a holiday. A date that the zone skipped has none.
    pub(crate) fn weekly(&self, day: DayNumber) -> impl Iterator<Item = Span> {
        let date = date(day);
        let hours = date.map_or(&[][..], |date| self.week.on(date.weekday()));
        let exists = !hours.is_empty() && self.exists(day);
        hours.iter().filter(move |_| exists).filter_map(move |hours| {
            let (opens, closes) = hours.seconds();
            Some(Span { from: self.zone.instant(date?, opens)?, to: self.zone.instant(date?, closes)? })
        })
    }

    fn exists(&self, day: DayNumber) -> bool {
        let begins = date(day).and_then(|date| self.zone.instant(date, 0));
        begins.and_then(|begins| self.zone.wall(begins)).is_some_and(|(shown, _)| shown == day)
    }
}

/// The period as instants; none when a change of the clocks swallows it.
fn named(zone: &Zone, period: &Period) -> Result<Option<Named>, CalendarError> {
    let Period { from, to, name } = period.clone();
    if to <= from {
        return Err(CalendarError::EmptyPeriod { name, from, to });
    }
    let span = instant(zone, from).zip(instant(zone, to)).map(|(from, to)| Span { from, to });
    Ok(span.filter(|span| !span.is_empty()).map(|span| Named { span, name }))
}

fn instant(zone: &Zone, wall: DateTime) -> Option<i64> {
    zone.instant(wall.date(), wall.time().duration_since(Time::midnight()).as_secs())
}

impl Source for Arc<Pattern> {
    fn spans(&self, window: Span) -> Vec<Span> {
        // A shift may begin a date earlier, and the local date may be one off the date in UTC.
        let days = window.from.div_euclid(DAY) - 3..=window.to.div_euclid(DAY) + 2;
        let weekly = days.filter(|day| self.holiday(*day).is_none()).flat_map(|day| self.weekly(day)).collect();
        let closed = union(self.closures(window).map(|closure| closure.span).collect());
        let mut open = minus(&union(weekly), &closed);
        open.extend(self.extra.iter().map(|extra| extra.span));
        union(open.into_iter().filter_map(|span| span.clip(window)).collect())
    }
}
