//! A series unrolled into its occurrences.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::Why;
use crate::event::{Event, File, Stamp, Until, after};
use crate::rule::Budget;

/// One event on its day or at its time.
#[derive(Debug, Clone)]
pub(crate) struct Occurrence<'a> {
    pub(crate) event: &'a Event,
    pub(crate) when: When,
}

/// When an occurrence is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum When {
    /// From the first day to the last, both inclusive.
    Days { first: Date, last: Date },
    /// From one instant to another; where the start was said on a wall, in that zone.
    Times { starts_at: Timestamp, ends_at: Timestamp, zone: Option<TimeZone> },
}

/// What could be unrolled and what not, in the order of the file.
#[derive(Debug, Default)]
pub(crate) struct Unrolled<'a> {
    pub(crate) occurrences: Vec<Occurrence<'a>>,
    pub(crate) left_out: Vec<(&'a Event, Why)>,
}

/// The longest that one occurrence may take and still be found by its start, in days.
const LONGEST_DAYS: i32 = 400;

impl File {
    /// All occurrences that touch the days from `from` to `to`, with times without a zone read in `zone`. Cancelled ones are gone.
    pub(crate) fn unrolled(&self, zone: &TimeZone, from: Date, to: Date) -> Unrolled<'_> {
        let mut unrolled = Unrolled::default();
        let mut budget = Budget::of_file();
        let mut replaced: HashMap<&str, BTreeSet<Place>> = HashMap::new();
        for event in &self.events {
            if let Some(place) = event.replaces.as_ref().and_then(|stamp| self.place(stamp, zone)) {
                replaced.entry(&event.uid).or_default().insert(place);
            }
        }
        let no_places = BTreeSet::new();
        for event in self.events.iter().filter(|event| !event.is_cancelled) {
            let places = if event.replaces.is_some() { None } else { replaced.get(event.uid.as_str()) };
            let reach = Reach { zone, from, to, gone: places.unwrap_or(&no_places) };
            match self.occurrences(event, &reach, &mut budget) {
                Ok(found) => unrolled.occurrences.extend(found),
                Err(why) => unrolled.left_out.push((event, why)),
            }
        }
        unrolled
    }

    /// Where a stamp is, so that an exception finds its occurrence in whatever zone it names it.
    fn place(&self, stamp: &Stamp, zone: &TimeZone) -> Option<Place> {
        match stamp {
            Stamp::Day(day) => Some(Place::Day(*day)),
            Stamp::Wall(..) | Stamp::Instant(_) => self.instant(stamp, zone).map(Place::Instant),
        }
    }

    fn occurrences<'a>(
        &'a self,
        event: &'a Event,
        reach: &Reach<'_>,
        budget: &mut Budget,
    ) -> Result<Vec<Occurrence<'a>>, Why> {
        let start = event.start.clone()?;
        let mut starts = if event.rules.is_empty() || event.replaces.is_some() {
            vec![start.clone()]
        } else {
            self.by_rules(event, &start, reach, budget)?
        };
        if event.replaces.is_none() {
            starts.extend(event.also.iter().cloned());
        }
        let except: BTreeSet<Place> = event.except.iter().filter_map(|stamp| self.place(stamp, reach.zone)).collect();
        let except_days: BTreeSet<Date> = event
            .except
            .iter()
            .filter_map(|stamp| if let Stamp::Day(day) = stamp { Some(*day) } else { None })
            .collect();
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for stamp in starts {
            // A time that the clocks skip has no occurrence.
            let Some(place) = self.place(&stamp, reach.zone) else { continue };
            let is_gone = except.contains(&place)
                || reach.gone.contains(&place)
                || matches!(&stamp, Stamp::Wall(local, _) if except_days.contains(&local.date()));
            if is_gone || !seen.insert(place) {
                continue;
            }
            let when = self.when(event, &start, &stamp, reach.zone)?;
            if reach.touches(&when) {
                found.push(Occurrence { event, when });
            }
        }
        Ok(found)
    }

    fn by_rules(
        &self,
        event: &Event,
        start: &Stamp,
        reach: &Reach<'_>,
        budget: &mut Budget,
    ) -> Result<Vec<Stamp>, Why> {
        // Times of another zone, and occurrences that began before, are found a little further out.
        let from = reach.from.saturating_sub(LONGEST_DAYS.min(self.days_of(event, start) + 2).days());
        let to = reach.to.saturating_add(2.days());
        let mut starts = Vec::new();
        for (rule, ends) in event.rules.iter().zip(&event.rules_end) {
            let mut rule = rule.clone()?;
            let zone = match start {
                Stamp::Wall(_, named) => self.zone_of(named.as_deref(), reach.zone),
                Stamp::Day(_) | Stamp::Instant(_) => TimeZone::UTC,
            };
            rule.until = ends.as_ref().map(|ends| match ends {
                Stamp::Day(day) => day.to_datetime(Time::MAX),
                Stamp::Wall(local, _) => *local,
                // For whole days the last one counts, however the producer wrote it.
                Stamp::Instant(at) if matches!(start, Stamp::Day(_)) => reach.zone.to_datetime(*at),
                Stamp::Instant(at) => zone.to_datetime(*at),
            });
            let first = match start {
                Stamp::Day(day) => day.to_datetime(Time::midnight()),
                Stamp::Wall(local, _) => *local,
                Stamp::Instant(at) => TimeZone::UTC.to_datetime(*at),
            };
            let again = |local: DateTime| match start {
                Stamp::Day(_) => Some(Stamp::Day(local.date())),
                Stamp::Wall(_, named) => Some(Stamp::Wall(local, named.clone())),
                Stamp::Instant(_) => TimeZone::UTC.to_timestamp(local).ok().map(Stamp::Instant),
            };
            starts.extend(rule.starts(first, from, to, budget)?.into_iter().filter_map(again));
        }
        Ok(starts)
    }

    /// How many days an event takes, roughly.
    fn days_of(&self, event: &Event, start: &Stamp) -> i32 {
        match &event.until {
            Until::Unsaid => 1,
            Until::Length { days, time } => days.saturating_add(i32::try_from(time.as_hours() / 24).unwrap_or(0)) + 1,
            Until::End(end) => {
                let zone = TimeZone::UTC;
                let between = self
                    .instant(start, &zone)
                    .zip(self.instant(end, &zone))
                    .map(|(start, end)| end.duration_since(start));
                between.and_then(|length| i32::try_from(length.as_hours() / 24).ok()).unwrap_or(0).max(0) + 1
            }
        }
    }

    /// When the occurrence is that starts at `stamp`, of an event that starts at `first`.
    fn when(&self, event: &Event, first: &Stamp, stamp: &Stamp, zone: &TimeZone) -> Result<When, Why> {
        match stamp {
            Stamp::Day(day) => {
                let days = match (&event.until, first) {
                    (Until::End(Stamp::Day(end)), Stamp::Day(first)) => (*end - *first).get_days(),
                    (Until::Length { days, .. }, _) => *days,
                    (Until::End(_) | Until::Unsaid, _) => 1,
                };
                // No end, or one that is not after the start, is one day.
                let last = day.checked_add((days.max(1) - 1).days()).map_err(|_out_of_time| Why::Date)?;
                Ok(When::Days { first: *day, last })
            }
            Stamp::Wall(local, named) => {
                let zone = self.zone_of(named.as_deref(), zone);
                let starts_at = self.instant(stamp, &zone).ok_or(Why::Date)?;
                let ends_at = match (&event.until, first) {
                    (Until::End(Stamp::Wall(end, other)), Stamp::Wall(first, _)) if other == named => {
                        let ends = local.checked_add(end.duration_since(*first)).map_err(|_out_of_time| Why::Date)?;
                        zone.to_timestamp(ends).map_err(|_out_of_time| Why::Date)?
                    }
                    (Until::Length { days, time }, _) => {
                        let day = after(*local, *days, SignedDuration::ZERO).ok_or(Why::Date)?;
                        let day = zone.to_timestamp(day).map_err(|_out_of_time| Why::Date)?;
                        day.checked_add(*time).map_err(|_out_of_time| Why::Date)?
                    }
                    (Until::End(end), first) => self.shifted(first, end, starts_at, &zone)?,
                    (Until::Unsaid, _) => starts_at,
                };
                Ok(When::Times { starts_at, ends_at, zone: Some(zone) })
            }
            Stamp::Instant(starts_at) => {
                let ends_at = match &event.until {
                    Until::End(end) => self.shifted(first, end, *starts_at, zone)?,
                    Until::Length { days, time } => {
                        let length = SignedDuration::from_hours(i64::from(*days) * 24).saturating_add(*time);
                        starts_at.checked_add(length).map_err(|_out_of_time| Why::Date)?
                    }
                    Until::Unsaid => *starts_at,
                };
                Ok(When::Times { starts_at: *starts_at, ends_at, zone: None })
            }
        }
    }

    /// The end of an occurrence, as long after its start as the end said is after the start said.
    fn shifted(&self, first: &Stamp, end: &Stamp, starts_at: Timestamp, zone: &TimeZone) -> Result<Timestamp, Why> {
        let first = self.instant(first, zone).ok_or(Why::Date)?;
        let end = self.instant(end, zone).ok_or(Why::Date)?;
        starts_at.checked_add(end.duration_since(first)).map_err(|_out_of_time| Why::Date)
    }
}

/// Where an occurrence of a series stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Day(Date),
    Instant(Timestamp),
}

struct Reach<'a> {
    zone: &'a TimeZone,
    from: Date,
    to: Date,
    /// The occurrences that stand elsewhere in the file.
    gone: &'a BTreeSet<Place>,
}

impl Reach<'_> {
    fn touches(&self, when: &When) -> bool {
        match when {
            When::Days { first, last } => *first <= self.to && *last >= self.from,
            When::Times { starts_at, ends_at, .. } => {
                let first = self.zone.to_datetime(*starts_at).date();
                let last = self.zone.to_datetime(*ends_at).date();
                // A day more on each side: whole days may be meant in another zone.
                first <= self.to.saturating_add(1.day()) && last >= self.from.saturating_sub(1.day())
            }
        }
    }
}
