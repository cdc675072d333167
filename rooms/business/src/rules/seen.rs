//! What a metric's readings show: limits and signals, before and after each change that a member named.

use evidence::{Era, Limits, Signal, eras};
use jiff::civil::Date;

/// Something that happened to what a metric counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The day from which on it may show.
    pub on: Date,
    /// What happened, in a few words.
    pub words: String,
    /// Whether limits are drawn anew from there.
    pub new_limits: bool,
}

/// Readings in order of time, with limits and signals.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The days, rising.
    pub days: Vec<Date>,
    /// The values, one for each day.
    pub values: Vec<f64>,
    /// Stretches with their own limits.
    pub eras: Vec<Era>,
    /// What happened, with the place of the first reading after it.
    pub marks: Vec<(usize, Change)>,
}

impl Seen {
    /// Looks at readings in order of their days. Each stretch takes its limits from its first `baseline` readings.
    pub fn of(readings: impl IntoIterator<Item = (Date, f64)>, changes: &[Change], baseline: usize) -> Self {
        let (days, values): (Vec<Date>, Vec<f64>) = readings.into_iter().unzip();
        let place = |change: &Change| days.partition_point(|day| *day < change.on);
        let marks: Vec<(usize, Change)> = changes.iter().map(|change| (place(change), change.clone())).collect();
        let anew: Vec<usize> = marks.iter().filter(|(_, change)| change.new_limits).map(|(place, _)| *place).collect();
        let eras = eras(&values, &anew, baseline);
        let marks = marks.into_iter().filter(|(place, _)| *place < days.len()).collect();
        Self { days, values, eras, marks }
    }

    /// The newest reading.
    pub fn last(&self) -> Option<(Date, f64)> {
        Some((*self.days.last()?, *self.values.last()?))
    }

    /// The limits that hold now.
    pub fn limits(&self) -> Option<Limits> {
        self.eras.last()?.seen.as_ref().map(|seen| seen.limits)
    }

    /// The signals that the newest reading completes, the plainest first.
    pub fn signals_now(&self) -> Vec<Signal> {
        let Some(last) = self.values.len().checked_sub(1) else { return Vec::new() };
        let seen = self.eras.last().and_then(|era| era.seen.as_ref());
        seen.map(|seen| seen.signals.at(last).collect()).unwrap_or_default()
    }

    /// The day on which the signal that the newest reading completes began to show.
    pub fn signal_began(&self) -> Option<Date> {
        let signal = *self.signals_now().first()?;
        let limits = self.limits()?;
        let from = self.eras.last().map_or(0, |era| era.from);
        let rises = self.values.last().is_some_and(|last| *last > limits.mean);
        let bound = match (signal, rises) {
            (Signal::Outside, true) => limits.upper,
            (Signal::Outside, false) => limits.lower,
            (Signal::RunOfEight | Signal::ThreeOfFour, _) => limits.mean,
        };
        let belongs = |value: &&f64| if rises { **value > bound } else { **value < bound };
        let many = self.values.get(from..)?.iter().rev().take_while(belongs).count();
        self.days.get(self.values.len().checked_sub(many.max(1))?).copied()
    }

    /// Every place that completes a signal, and the first reading after a change that lay outside the limits before it.
    pub fn signals(&self) -> Vec<usize> {
        let mut places: Vec<usize> = Vec::new();
        for seen in self.eras.iter().filter_map(|era| era.seen.as_ref()) {
            let signals = &seen.signals;
            places.extend(signals.outside.iter().chain(&signals.run_of_8).chain(&signals.three_of_four));
        }
        for (before, after) in self.eras.iter().zip(self.eras.iter().skip(1)) {
            let value = self.values.get(after.from);
            let limits = before.seen.as_ref().map(|seen| seen.limits);
            if let (Some(value), Some(limits)) = (value, limits)
                && (*value > limits.upper || *value < limits.lower)
            {
                places.push(after.from);
            }
        }
        places.sort_unstable();
        places.dedup();
        places
    }
}
