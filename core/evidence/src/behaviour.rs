//! Process behaviour charts of individual values and moving ranges (XmR): how far a figure moves when nothing has changed, and which
//! values can't be that.

use crate::share::real;

/// A mean moving range says the spread of single values; this is three standard deviations of them (3 / 1.128).
const TO_LIMIT: f64 = 2.66;
/// Half of what lies beyond a third of the way: nearer to a limit than to the mean begins here (half of [`TO_LIMIT`]).
const NEARER_TO_LIMIT: f64 = 1.33;
/// The upper limit of moving ranges as a multiple of their mean.
const TO_RANGE_LIMIT: f64 = 3.268;
/// How many on one side of the mean make a run.
const RUN: usize = 8;
/// Of so many in a row …
const WINDOW: usize = 4;
/// … so many nearer to the limit than to the mean make a signal.
const MOST_OF_WINDOW: usize = 3;
/// How large a difference must be to be one, as a part of the largest value: sums of decimals are off by less.
const HAIR: f64 = 1e-12;

/// Below so many readings there are no limits to draw.
pub const FEWEST: usize = 6;
/// From how many readings limits are taken, when nobody says otherwise: from then on they hardly move.
pub const BASELINE: usize = 17;

/// The mean and the limits, and what they were taken from. All in the unit of the values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// The mean of the baseline.
    pub mean: f64,
    /// The mean moving range of the baseline.
    pub mr_mean: f64,
    /// mean + 2.66 mean moving ranges.
    pub upper: f64,
    /// mean - 2.66 mean moving ranges; not cut at 0.
    pub lower: f64,
    /// Above this a moving range is a signal: 3.268 mean moving ranges.
    pub mr_upper: f64,
    /// From how many values.
    pub n: usize,
}

/// The three ways in which values can't be the usual up and down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Signal {
    /// A value beyond a limit.
    Outside,
    /// Eight in a row on one side of the mean.
    RunOfEight,
    /// Three of four in a row nearer to one limit than to the mean.
    ThreeOfFour,
}

/// Which values complete a signal, by their place from 0; in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signals {
    /// Beyond a limit; one on the limit is none.
    pub outside: Vec<usize>,
    /// The eighth in a row on one side of the mean, and every further one.
    pub run_of_8: Vec<usize>,
    /// The last of four of which three are nearer to the same limit than to the mean, itself among them.
    pub three_of_four: Vec<usize>,
}

impl Signals {
    /// Whether nothing but the usual up and down is seen.
    pub fn is_empty(&self) -> bool {
        self.outside.is_empty() && self.run_of_8.is_empty() && self.three_of_four.is_empty()
    }

    /// The signals that the value at a place completes, the plainest first.
    pub fn at(&self, place: usize) -> impl Iterator<Item = Signal> {
        let kinds = [
            (Signal::Outside, &self.outside),
            (Signal::RunOfEight, &self.run_of_8),
            (Signal::ThreeOfFour, &self.three_of_four),
        ];
        kinds.into_iter().filter(move |(_, places)| places.binary_search(&place).is_ok()).map(|(kind, _)| kind)
    }
}

/// What a chart of individual values and moving ranges shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Xmr {
    /// Mean and limits.
    pub limits: Limits,
    /// Signals among the values.
    pub signals: Signals,
    /// Values that differ from the one before by more than the limit of moving ranges.
    pub mr_signals: Vec<usize>,
}

/// Limits from the first `baseline` values, or all, and the signals among all of them. One pass; none from fewer than two values, or when
/// a value is no finite number.
///
/// After D. J. Wheeler, "Understanding Variation".
pub fn xmr(values: &[f64], baseline: Option<usize>) -> Option<Xmr> {
    let limits = limits(values.get(..baseline.unwrap_or(values.len()).min(values.len()))?)?;
    let scale = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    scale.is_finite().then(|| read(values, limits, scale * HAIR))
}

fn limits(baseline: &[f64]) -> Option<Limits> {
    if baseline.len() < 2 || !baseline.iter().all(|value| value.is_finite()) {
        return None;
    }
    let n = real(u64::try_from(baseline.len()).ok()?);
    let mean = baseline.iter().sum::<f64>() / n;
    let mr_mean = ranges(baseline).sum::<f64>() / (n - 1.0);
    let reach = TO_LIMIT * mr_mean;
    let mr_upper = TO_RANGE_LIMIT * mr_mean;
    Some(Limits { mean, mr_mean, upper: mean + reach, lower: mean - reach, mr_upper, n: baseline.len() })
}

fn ranges(values: &[f64]) -> impl Iterator<Item = f64> {
    values.iter().zip(values.iter().skip(1)).map(|(before, value)| (value - before).abs())
}

/// On which side of something: -1 below, 1 above, 0 on it, within a hair.
fn side(difference: f64, hair: f64) -> i8 {
    if difference > hair {
        1
    } else if difference < -hair {
        -1
    } else {
        0
    }
}

fn read(values: &[f64], limits: Limits, hair: f64) -> Xmr {
    let mut signals = Signals::default();
    let mut run = (0_i8, 0_usize);
    let mut last_four = [0_i8; WINDOW];
    let nearer = NEARER_TO_LIMIT * limits.mr_mean;
    for (place, value) in values.iter().enumerate() {
        if value - limits.upper > hair || limits.lower - value > hair {
            signals.outside.push(place);
        }
        let of_mean = side(value - limits.mean, hair);
        run = if of_mean == run.0 { (of_mean, run.1 + 1) } else { (of_mean, 1) };
        if run.0 != 0 && run.1 >= RUN {
            signals.run_of_8.push(place);
        }
        let beyond = (value - limits.mean).abs() - nearer > hair;
        last_four.rotate_left(1);
        let zone = if beyond { of_mean } else { 0 };
        if let Some(last) = last_four.last_mut() {
            *last = zone;
        }
        if zone != 0
            && place + 1 >= WINDOW
            && last_four.iter().filter(|other| **other == zone).count() >= MOST_OF_WINDOW
        {
            signals.three_of_four.push(place);
        }
    }
    let mr_signals = (1..).zip(ranges(values)).filter(|(_, range)| range - limits.mr_upper > hair);
    Xmr { limits, signals, mr_signals: mr_signals.map(|(place, _)| place).collect() }
}

/// A stretch of readings between two changes, with its own limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Era {
    /// The place of its first value among all.
    pub from: usize,
    /// The place after its last.
    pub to: usize,
    /// Its limits and signals, with places counted among **all** values; none below [`FEWEST`] values.
    pub seen: Option<Xmr>,
}

/// Splits values where something changed, and gives every stretch its own limits. A change needs [`FEWEST`] values after it: until then the
/// old limits stay, and the new values are judged by them. `changes` are places of the first values after a change; each stretch takes its
/// limits from its first `baseline` values.
pub fn eras(values: &[f64], changes: &[usize], baseline: usize) -> Vec<Era> {
    let mut starts: Vec<usize> = changes.iter().copied().filter(|place| *place > 0 && *place < values.len()).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut taken = vec![0];
    let mut ends = starts.iter().skip(1).copied().chain([values.len()]);
    for start in &starts {
        let end = ends.next().unwrap_or(values.len());
        if end - start >= FEWEST {
            taken.push(*start);
        }
    }
    let ends = taken.iter().skip(1).copied().chain([values.len()]);
    let kept_until = |from: usize, to: usize| starts.iter().copied().find(|start| *start > from).unwrap_or(to).min(to);
    taken.iter().zip(ends).map(|(from, to)| era(values, *from, to, kept_until(*from, to) - from, baseline)).collect()
}

/// Limits come from before any change that hasn't its own limits yet.
fn era(values: &[f64], from: usize, to: usize, until_change: usize, baseline: usize) -> Era {
    let stretch = values.get(from..to).unwrap_or_default();
    let n = until_change.min(baseline.max(FEWEST));
    let seen = (n >= FEWEST).then(|| xmr(stretch, Some(n))).flatten().map(|seen| seen.moved_by(from));
    Era { from, to, seen }
}

impl Xmr {
    fn moved_by(mut self, from: usize) -> Self {
        let Signals { outside, run_of_8, three_of_four } = &mut self.signals;
        for places in [outside, run_of_8, three_of_four, &mut self.mr_signals] {
            places.iter_mut().for_each(|place| *place += from);
        }
        self
    }
}
