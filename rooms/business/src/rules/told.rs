//! What a chart tells, in words: always whether it is a signal.

use evidence::{FEWEST, Signal};
use jiff::civil::Date;
use language::capital;

use super::figure::Figure;
use super::seen::Seen;

/// What is said below a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The finding.
    pub finding: String,
    /// What to make of it.
    pub advice: String,
    /// Whether the newest reading completes a signal.
    pub is_signal: bool,
}

/// A change this many readings back is told with a signal.
const ABOUT_THEN: usize = 8;

impl Told {
    /// Tells what is seen. `day` words a day.
    pub fn of(seen: &Seen, figure: &Figure<'_>, day: &dyn Fn(Date) -> String) -> Self {
        let Some(limits) = seen.limits() else { return Self::too_few(seen) };
        let signals = seen.signals_now();
        let is_signal = !signals.is_empty();
        let (finding, advice) = match signals.first() {
            Some(signal) => (signal_words(*signal, seen, figure), about_then(seen)),
            None => match step(seen, figure, day) {
                Some(step) => (step, "No signal since: the usual up and down.".to_owned()),
                None => {
                    let (lower, upper) = (figure.words(limits.lower), figure.words(limits.upper));
                    let finding = format!("The usual up and down between {lower} and {upper}.");
                    (finding, earlier(seen, day))
                }
            },
        };
        Self { finding, advice, is_signal }
    }

    fn too_few(seen: &Seen) -> Self {
        let finding = match seen.values.len() {
            0 => "No reading yet.".to_owned(),
            1 => "One reading so far.".to_owned(),
            many => format!("{} readings so far.", capital(&web_number(many))),
        };
        let advice = format!(
            "Limits are drawn from {} readings on; until then nobody can tell a signal from the usual up and down.",
            web_number(FEWEST)
        );
        Self { finding, advice, is_signal: false }
    }
}

fn signal_words(signal: Signal, seen: &Seen, figure: &Figure<'_>) -> String {
    let (Some(limits), Some(last)) = (seen.limits(), seen.values.last()) else { return String::new() };
    let from = seen.eras.last().map_or(0, |era| era.from);
    let era = seen.values.get(from..).unwrap_or_default();
    let side = if *last > limits.mean { "above" } else { "below" };
    match signal {
        Signal::Outside => {
            let is_beyond = |value: &f64| if side == "above" { *value > limits.upper } else { *value < limits.lower };
            let many = era.iter().rev().take_while(|value| is_beyond(value)).count();
            let (name, limit) = if side == "above" { ("upper", limits.upper) } else { ("lower", limits.lower) };
            let limit = figure.words(limit);
            match many {
                0 | 1 => format!("The last value lies {side} the {name} limit of {limit}."),
                many => {
                    format!("{} values in a row lie {side} the {name} limit of {limit}.", capital(&web_number(many)))
                }
            }
        }
        Signal::RunOfEight => {
            let is_there = |value: &f64| if side == "above" { *value > limits.mean } else { *value < limits.mean };
            let many = era.iter().rev().take_while(|value| is_there(value)).count();
            format!(
                "{} values in a row lie {side} the mean of {}.",
                capital(&web_number(many)),
                figure.words(limits.mean)
            )
        }
        Signal::ThreeOfFour => {
            let name = if side == "above" { "upper" } else { "lower" };
            format!("Three of the last four values lie nearer to the {name} limit than to the mean.")
        }
    }
}

/// What happened about when a signal began.
fn about_then(seen: &Seen) -> String {
    let since = seen.values.len().saturating_sub(ABOUT_THEN);
    let happened: Vec<String> = seen
        .marks
        .iter()
        .filter(|(place, _)| *place >= since)
        .map(|(_, change)| format!("“{}”", change.words))
        .collect();
    let plain = "That is a signal, not the usual up and down.";
    match happened.as_slice() {
        [] => format!("{plain} Ask who could tell you what changed."),
        [one] => format!("{plain} {one} began about then; that doesn’t prove it is the cause."),
        [more @ .., last] => {
            format!(
                "{plain} {} and {last} began about then; none is proven to be the cause. Ask before you credit one.",
                more.join(", ")
            )
        }
    }
}

/// How a figure moved from one stretch to the next.
fn step(seen: &Seen, figure: &Figure<'_>, day: &dyn Fn(Date) -> String) -> Option<String> {
    let [.., before, after] = seen.eras.as_slice() else { return None };
    let (old, new) = (before.seen.as_ref()?.limits, after.seen.as_ref()?.limits);
    let from = seen.days.get(after.from)?;
    let verb = if new.mean > old.mean { "rose" } else { "fell" };
    let (old_mean, new_mean) = (figure.words(old.mean), figure.words(new.mean));
    if new.mean <= old.upper && new.mean >= old.lower {
        return Some(format!("Around {new_mean} since {}; before it was around {old_mean}.", day(*from)));
    }
    Some(format!(
        "It {verb} in one step, from around {old_mean} to around {new_mean}, and has been steady since {}.",
        day(*from)
    ))
}

/// An earlier signal of the present stretch.
fn earlier(seen: &Seen, day: &dyn Fn(Date) -> String) -> String {
    let from = seen.eras.last().map_or(0, |era| era.from);
    match seen.signals().into_iter().rfind(|place| *place >= from).and_then(|place| seen.days.get(place)) {
        Some(on) => format!("No signal now; the last one was on {}.", day(*on)),
        None => "No signal.".to_owned(),
    }
}

fn web_number(many: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(many).map_or_else(|| many.to_string(), ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Change;

    const REOPENED: [f64; 22] =
        [9.8, 9.4, 9.9, 9.1, 9.6, 9.3, 9.7, 9.2, 9.5, 9.9, 9.4, 9.0, 9.6, 9.3, 9.1, 9.5, 8.9, 9.2, 8.8, 8.6, 8.0, 7.1];
    const DEALS: [f64; 22] = [
        71.0, 73.0, 69.0, 72.0, 70.0, 74.0, 71.0, 70.0, 73.0, 72.0, 66.0, 63.0, 61.0, 64.0, 60.0, 62.0, 63.0, 61.0,
        62.0, 60.0, 63.0, 62.0,
    ];

    fn seen(values: &[f64], changes: &[Change]) -> Seen {
        let first: Date = "2026-06-29".parse().unwrap();
        let days = (0..).map(|week| first.checked_add(jiff::Span::new().weeks(week)).unwrap());
        Seen::of(days.zip(values.iter().copied()), changes, evidence::BASELINE)
    }

    fn told(values: &[f64], changes: &[Change]) -> Told {
        Told::of(&seen(values, changes), &Figure::of("%", values.iter().copied()), &|day| {
            day.strftime("%-d %B").to_string()
        })
    }

    fn change(on: &str, words: &str, new_limits: bool) -> Change {
        Change { on: on.parse().unwrap(), words: words.into(), new_limits }
    }

    #[test]
    fn a_signal_is_told_with_what_happened_about_then() {
        let happened = [change("2026-11-12", "second reviewer in Motor", false)];
        let told = told(&REOPENED, &happened);
        assert_eq!(told.finding, "Two values in a row lie below the lower limit of 8.2\u{a0}%.");
        assert_eq!(
            told.advice,
            "That is a signal, not the usual up and down. “second reviewer in Motor” began about then; that doesn’t prove it is the cause."
        );
        assert!(told.is_signal);
    }

    #[test]
    fn a_signal_began_with_the_first_of_its_values() {
        assert_eq!(seen(&REOPENED, &[]).signal_began(), Some("2026-11-16".parse().unwrap()));
        assert_eq!(seen(&REOPENED[..19], &[]).signal_began(), None);
    }

    #[test]
    fn without_a_named_change_the_fall_is_a_long_run_and_with_one_it_is_a_step() {
        let run = told(&DEALS, &[]);
        assert!(run.is_signal, "{run:?}");
        let step = told(&DEALS, &[change("2026-09-07", "nine required fields", true)]);
        assert_eq!(
            step.finding,
            "It fell in one step, from around 72\u{a0}% to around 62\u{a0}%, and has been steady since 7 September."
        );
        assert!(!step.is_signal && step.advice.starts_with("No signal since"), "{step:?}");
    }

    #[test]
    fn the_usual_up_and_down_is_told_as_such_and_too_few_readings_as_too_few() {
        let steady = told(&[5.0, 6.0, 5.0, 6.0, 5.0, 6.0, 5.0], &[]);
        assert_eq!(
            (steady.finding.as_str(), steady.is_signal),
            ("The usual up and down between 3\u{a0}% and 8\u{a0}%.", false)
        );
        let few = told(&[5.0, 6.0], &[]);
        assert_eq!(few.finding, "Two readings so far.");
        assert_eq!(told(&[], &[]).finding, "No reading yet.");
    }
}
