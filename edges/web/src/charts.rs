//! Charts as inline SVG: x in percent, y in pixels, lines in a nested drawing that stretches, so that a chart fits any width and its text
//! never scales. Styled by class alone. What a figure means is decided elsewhere; here it is drawn.

use std::fmt::Write;

use maud::{Markup, Render, html};

/// Where the first and the last value stand, in percent of the width.
const FIRST: f64 = 2.0;
const LAST: f64 = 98.0;
/// How far limits and band reach beyond their values.
const BEYOND: f64 = 1.0;
/// The axis stands so far above the lower edge, the days below it so far.
const AXIS: f64 = 26.0;
const DAYS: f64 = 6.0;
/// What stays free for labels above and below the values.
const ABOVE: f64 = 27.0;
const BELOW: f64 = 42.0;
/// From so many values on only signals and the last value are dots: more would run into a bar.
const MANY: usize = 150;
/// Labels nearer than this run into each other.
const LINE: f64 = 15.0;
/// What a label needs below and above a dot.
const UNDER_DOT: f64 = 21.0;
const OVER_DOT: f64 = 12.0;
/// The gap between a mark's line and its dot, and between its words and what they must not touch.
const MARK_GAP: f64 = 8.0;
const MARK_CLEAR: f64 = 14.0;
/// How much of the width the words of a mark may take.
const MARK_WIDE: f64 = 28.0;

/// A stretch of values with its own mean and limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// The place of its first value.
    pub from: usize,
    /// The place after its last.
    pub to: usize,
    /// The mean.
    pub mean: f64,
    /// The upper limit.
    pub upper: f64,
    /// The lower limit.
    pub lower: f64,
}

/// Something that happened before a value was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The place of that value.
    pub place: usize,
    /// What happened, in two or three words.
    pub words: String,
}

/// A process behaviour chart: values in order of time, mean and limits where there are any, signals ringed, the wanted value dashed.
pub struct Behaviour<'a> {
    /// What its title and description are tied to it by; once on a page.
    pub id: &'a str,
    /// What it shows, for who can't see it.
    pub title: &'a str,
    /// What is to be seen, in a sentence or two, for who can't see it.
    pub told: &'a str,
    /// In pixels.
    pub height: u32,
    /// The values; each must be a finite number.
    pub values: &'a [f64],
    /// Stretches with limits; none where there are too few values.
    pub stretches: &'a [Stretch],
    /// Places of values that are no usual up and down.
    pub signals: &'a [usize],
    /// The value that is wanted.
    pub wanted: Option<f64>,
    /// What happened.
    pub marks: &'a [Mark],
    /// How many days are named below the axis, where there is room.
    pub days: usize,
    /// How the day of a place is written: “29 Jun”.
    pub day: &'a dyn Fn(usize) -> String,
    /// How a value is written, with its unit: “7.1 %”.
    pub value: &'a dyn Fn(f64) -> String,
    /// Whether limits are named in words; left out in small charts.
    pub names_limits: bool,
}

/// Values to pixels.
struct Scale {
    top: f64,
    bottom: f64,
    low: f64,
    high: f64,
    places: usize,
}

impl Scale {
    fn of(chart: &Behaviour<'_>) -> Self {
        let limits = chart.stretches.iter().flat_map(|stretch| [stretch.upper, stretch.lower]);
        let all = chart.values.iter().copied().chain(limits).chain(chart.wanted);
        let (low, high) =
            all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = if low < high { (low, high) } else { (low - 1.0, high + 1.0) };
        let bottom = f64::from(chart.height) - AXIS - BELOW;
        Self { top: ABOVE, bottom: bottom.max(ABOVE + 1.0), low, high, places: chart.values.len() }
    }

    fn y(&self, value: f64) -> f64 {
        self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)
    }

    fn x(&self, place: usize) -> f64 {
        let steps = real(self.places.saturating_sub(1).max(1));
        FIRST + (LAST - FIRST) * real(place) / steps
    }
}

fn real(place: usize) -> f64 {
    u32::try_from(place).map_or(f64::MAX, f64::from)
}

/// A number for an attribute: two decimals, none that say nothing.
fn short(number: f64) -> String {
    let mut text = format!("{number:.2}");
    text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    if text == "-0" { "0".to_owned() } else { text }
}

impl Render for Behaviour<'_> {
    fn render(&self) -> Markup {
        let scale = Scale::of(self);
        let axis = short(f64::from(self.height) - AXIS);
        let (title, told) = (format!("{}-t", self.id), format!("{}-d", self.id));
        html! {
            svg class="plot" height=(self.height) role="img" aria-labelledby={ (title) " " (told) } {
                title id=(title) { (self.title) }
                desc id=(told) { (self.told) }
                @for stretch in self.stretches { (limits(&scale, stretch)) }
                (self.names(&scale))
                @if let Some(wanted) = self.wanted { (self.target(&scale, wanted)) }
                line class="axis" x1="0" x2="100%" y1=(axis) y2=(axis) {}
                (self.line(&scale))
                (self.dots(&scale))
                (self.last_value(&scale))
                @for mark in self.marks { (self.mark(&scale, mark)) }
                (self.named_days(&scale))
            }
        }
    }
}

fn limits(scale: &Scale, stretch: &Stretch) -> Markup {
    let from = scale.x(stretch.from) - BEYOND;
    let to = scale.x(stretch.to.saturating_sub(1)) + BEYOND;
    let (upper, mean, lower) = (scale.y(stretch.upper), scale.y(stretch.mean), scale.y(stretch.lower));
    let rule = |class: &str, y: f64| {
        html! { line class=(class) x1={ (short(from)) "%" } x2={ (short(to)) "%" } y1=(short(y)) y2=(short(y)) {} }
    };
    html! {
        rect class="band" x={ (short(from)) "%" } width={ (short(to - from)) "%" } y=(short(upper)) height=(short(lower - upper)) {}
        (rule("limit", upper)) (rule("limit", lower)) (rule("mean", mean))
    }
}

impl Behaviour<'_> {
    /// Where the names of the last limits begin.
    fn limits_from(&self, scale: &Scale, last: &Stretch) -> f64 {
        if self.stretches.len() > 1 { scale.x(last.from) } else { FIRST - BEYOND + 0.5 }
    }

    /// The mean's name stands at the right, unless the last value is in its way.
    fn mean_name(&self, scale: &Scale) -> Option<(f64, f64)> {
        let mean = self.stretches.last()?.mean;
        let ends_near = (scale.y(*self.values.last()?) - scale.y(mean)).abs() < 2.0 * LINE;
        (!ends_near).then(|| (scale.y(mean) - 5.0, mean))
    }

    fn names(&self, scale: &Scale) -> Markup {
        let Some(last) = self.stretches.last() else { return html! {} };
        let x = self.limits_from(scale, last);
        let at = |y: f64, words: String| html! { text class="halo" x={ (short(x)) "%" } text-anchor="start" y=(short(y)) { (words) } };
        html! {
            @if self.names_limits {
                (at(scale.y(last.upper) - 6.0, format!("upper limit {}", (self.value)(last.upper))))
                (at(scale.y(last.lower) + 16.0, format!("lower limit {}", (self.value)(last.lower))))
            }
            @if let Some((y, mean)) = self.mean_name(scale) {
                text class="halo" x={ (short(LAST)) "%" } text-anchor="end" y=(short(y)) { "mean " ((self.value)(mean)) }
            }
        }
    }

    /// Its name stands on the side that leads away from the values.
    fn target(&self, scale: &Scale, wanted: f64) -> Markup {
        let y = scale.y(wanted);
        let above = self.values.last().is_some_and(|last| *last <= wanted);
        let label = if above { y - 6.0 } else { y + 17.0 };
        html! {
            line class="target" x1="0" x2="100%" y1=(short(y)) y2=(short(y)) {}
            text class="label-accent halo" x="100%" text-anchor="end" y=(short(label)) { "wanted " ((self.value)(wanted)) }
        }
    }

    fn line(&self, scale: &Scale) -> Markup {
        let mut points = String::with_capacity(self.values.len() * 13);
        for (place, value) in self.values.iter().enumerate() {
            let gap = if place == 0 { "" } else { " " };
            // Writing to a string can't fail.
            let _written = write!(points, "{gap}{},{}", short(scale.x(place)), short(scale.y(*value)));
        }
        html! {
            svg x="0" y="0" width="100%" height=(self.height) viewBox={ "0 0 100 " (self.height) } preserveAspectRatio="none" {
                polyline class="series" points=(points) {}
            }
        }
    }

    fn dots(&self, scale: &Scale) -> Markup {
        let last = self.values.len().saturating_sub(1);
        let mut is_signal = vec![false; self.values.len()];
        for place in self.signals {
            if let Some(signal) = is_signal.get_mut(*place) {
                *signal = true;
            }
        }
        let all = self.values.len() <= MANY;
        let dots = self.values.iter().zip(is_signal).enumerate();
        html! {
            @for (place, (value, signal)) in dots.filter(|(place, (_, signal))| all || *signal || *place == last) {
                circle class="dot" cx={ (short(scale.x(place))) "%" } cy=(short(scale.y(*value))) r=(if signal { "5" } else { "3" }) data-signal[signal] {}
            }
        }
    }

    /// Where the last value is written: below its dot when the figure fell to it, else above.
    fn last_name(&self, scale: &Scale) -> Option<(f64, f64)> {
        let last = *self.values.last()?;
        let before = self.values.len().checked_sub(2).and_then(|place| self.values.get(place));
        let y = scale.y(last);
        Some((if before.is_some_and(|before| last <= *before) { y + UNDER_DOT } else { y - OVER_DOT }, last))
    }

    fn last_value(&self, scale: &Scale) -> Markup {
        let Some((y, last)) = self.last_name(scale) else { return html! {} };
        html! { text class="label-strong halo" x={ (short(LAST)) "%" } y=(short(y)) text-anchor="end" { ((self.value)(last)) } }
    }

    /// Where words stand already: from x to x, at y.
    fn taken(&self, scale: &Scale) -> Vec<(f64, f64, f64)> {
        let mut taken = Vec::new();
        if let Some(last) = self.stretches.last() {
            let x = self.limits_from(scale, last);
            taken.extend([(x, x + 20.0, scale.y(last.upper) - 6.0), (x, x + 20.0, scale.y(last.lower) + 16.0)]);
            // Words stand on no line of dots.
            taken.extend([last.upper, last.lower].map(|limit| (0.0, 100.0, scale.y(limit) + 4.0)));
        }
        taken.extend(self.mean_name(scale).map(|(y, _)| (82.0, 100.0, y)));
        taken.extend(self.last_name(scale).map(|(y, _)| (90.0, 100.0, y)));
        taken.extend(self.wanted.map(|wanted| (0.0, 100.0, scale.y(wanted) + 4.0)));
        taken
    }

    /// A mark's words stand off the line, on the side of its dot that leads away from the mean if there is room, and touch no other words.
    fn mark(&self, scale: &Scale, mark: &Mark) -> Markup {
        let Some(value) = self.values.get(mark.place) else { return html! {} };
        let (x, y) = (scale.x(mark.place), scale.y(*value));
        let (anchor, from, to) = if x < 55.0 { ("start", x, x + MARK_WIDE) } else { ("end", x - MARK_WIDE, x) };
        let beside = self.values.iter().enumerate().filter(|(place, _)| (from..=to).contains(&scale.x(*place)));
        let beside = beside.map(|(_, value)| scale.y(*value));
        let (top, bottom) = beside.fold((y, y), |(top, bottom), y| (top.min(y), bottom.max(y)));
        let taken = self.taken(scale);
        let is_free =
            |at: f64| !taken.iter().any(|(left, right, y)| *right > from && *left < to && (at - y).abs() < MARK_CLEAR);
        let floor = f64::from(self.height) - AXIS - 4.0;
        let steps = |first: f64, step: f64| (0..12_u32).map(move |many| first + step * f64::from(many));
        let above = || steps(top - MARK_CLEAR, -3.0).find(|at| *at > 10.0 && is_free(*at));
        let below = || steps(bottom + MARK_CLEAR + 12.0, 3.0).find(|at| *at < floor && is_free(*at));
        let goes_down = self.stretches.first().is_some_and(|first| *value < first.mean) && self.stretches.len() == 1;
        let text = if goes_down { below().or_else(above) } else { above().or_else(below) };
        let text = text.unwrap_or((top - MARK_CLEAR).max(10.0));
        let (near, far) = if text < y { (y - MARK_GAP, text + 4.0) } else { (y + MARK_GAP, text - 12.0) };
        html! {
            line class="note-line" x1={ (short(x)) "%" } x2={ (short(x)) "%" } y1=(short(near)) y2=(short(far)) {}
            text class="halo label-strong" x={ (short(x)) "%" } y=(short(text)) text-anchor=(anchor) { (mark.words) }
        }
    }

    /// The last day is always named; every other one goes on a narrow screen.
    fn named_days(&self, scale: &Scale) -> Markup {
        let last = self.values.len().saturating_sub(1);
        // Named days stand two readings apart at least, or at every reading.
        let most = self.days.saturating_sub(1).clamp(1, last.max(1));
        let steps = (1..=most).rev().find(|steps| *steps == last || last / steps >= 2).unwrap_or(1);
        let y = short(f64::from(self.height) - DAYS);
        let named = (0..=steps).map(|step| (step, (step * last + steps / 2) / steps));
        let anchor = |place: usize| {
            if place == last {
                "end"
            } else if place == 0 {
                "start"
            } else {
                "middle"
            }
        };
        html! {
            @for (step, place) in named.filter(|(step, _)| last > 0 || *step == steps) {
                @let minor = (steps - step) % 2 == 1;
                text class=[minor.then_some("minor")] x={ (short(scale.x(place))) "%" } y=(y) text-anchor=(anchor(place)) { ((self.day)(place)) }
            }
        }
    }
}

/// A value with the interval in which the true one likely lies, on an axis; others below it may share the axis.
#[derive(Debug, Clone, Copy)]
pub struct Interval<'a> {
    /// What its title is tied to it by; once on a page.
    pub id: &'a str,
    /// “93 percent, likely between 87 and 96”.
    pub title: &'a str,
    /// Where the axis begins and ends.
    pub axis: (f64, f64),
    /// The value.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// What it is held against: a goal, or no change.
    pub reference: Option<f64>,
}

impl Render for Interval<'_> {
    fn render(&self) -> Markup {
        let (from, to) = self.axis;
        let x = |value: f64| {
            let share = if to > from { (value - from) / (to - from) } else { 0.0 };
            format!("{}%", short((share * 100.0).clamp(0.0, 100.0)))
        };
        let title = format!("{}-t", self.id);
        html! {
            svg class="plot" height="22" role="img" aria-labelledby=(title) {
                title id=(title) { (self.title) }
                line class="grid" x1="0" x2="100%" y1="11" y2="11" {}
                @if let Some(reference) = self.reference { line class="ref" x1=(x(reference)) x2=(x(reference)) y1="0" y2="22" {} }
                line class="whisker" x1=(x(self.low)) x2=(x(self.high)) y1="11" y2="11" {}
                circle class="point" r="5.5" cx=(x(self.value)) cy="11" {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
