//! How a figure is written: its unit, its decimals, and which way is better.

/// Which way a metric should go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Better {
    /// Lower is better.
    Lower,
    /// Higher is better.
    Higher,
    /// Near the wanted value is better.
    Near,
}

impl Better {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Lower, Self::Higher, Self::Near];

    /// Their words, in the same order.
    pub const WORDS: &'static [&'static str] = &[Self::Lower.as_str(), Self::Higher.as_str(), Self::Near.as_str()];

    /// The word it is kept by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lower => "lower",
            Self::Higher => "higher",
            Self::Near => "near",
        }
    }

    /// Reads [`as_str`](Self::as_str).
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|better| better.as_str() == word)
    }

    /// “Lower is better”.
    pub fn words(self) -> &'static str {
        match self {
            Self::Lower => "Lower is better",
            Self::Higher => "Higher is better",
            Self::Near => "Near the wanted value is better",
        }
    }
}

/// The most decimals that are shown.
const MOST_DECIMALS: usize = 4;

/// How the figures of one metric are written: all with the same decimals, and the unit held to the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure<'a> {
    unit: &'a str,
    decimals: usize,
}

impl<'a> Figure<'a> {
    /// As exact as the most exact of `values`.
    pub fn of(unit: &'a str, values: impl IntoIterator<Item = f64>) -> Self {
        let decimals = values.into_iter().map(decimals).max().unwrap_or(0);
        Self { unit, decimals }
    }

    /// “7.1 %”, “104”, “1,240 days”.
    pub fn words(&self, value: f64) -> String {
        self.with_unit(grouped(value, self.decimals))
    }

    /// The same with as few decimals as the value has: “6 %”.
    pub fn brief(&self, value: f64) -> String {
        self.with_unit(number(value))
    }

    /// A value that was worked out, without its unit, with one decimal at least.
    pub fn finer(&self, value: f64) -> String {
        grouped(value, self.decimals.max(1))
    }

    /// A value that was worked out, without its unit, two decimals where the readings have one or none.
    pub fn finest(&self, value: f64) -> String {
        grouped(value, self.decimals.max(2))
    }

    fn with_unit(&self, number: String) -> String {
        if self.unit.is_empty() { number } else { format!("{number}\u{a0}{}", self.unit) }
    }
}

/// A number as it is written: with its own decimals and thousands marks.
pub(crate) fn number(value: f64) -> String {
    grouped(value, decimals(value))
}

/// How many decimals a value has, up to [`MOST_DECIMALS`].
fn decimals(value: f64) -> usize {
    let text = format!("{value:.MOST_DECIMALS$}");
    text.trim_end_matches('0').split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

fn grouped(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let is_zero = text.bytes().all(|sign| matches!(sign, b'0' | b'.'));
    let mut out = String::from(if value < 0.0 && !is_zero { "\u{2212}" } else { "" });
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 && whole.len() > 4 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(rest) = rest {
        out.push('.');
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_a_metric_have_the_same_decimals_and_hold_their_unit() {
        let share = Figure::of("%", [7.1, 8.0, 9.25]);
        assert_eq!((share.words(8.0), share.brief(6.0)), ("8.00\u{a0}%".to_owned(), "6\u{a0}%".to_owned()));
        let days = Figure::of("", [104.0, 118.0]);
        assert_eq!((days.words(103.7), days.finer(103.75)), ("104".to_owned(), "103.8".to_owned()));
        assert_eq!(Figure::of("€", [12_400.5]).words(-12_400.5), "\u{2212}12,400.5\u{a0}€");
        assert_eq!((number(1240.0), number(-0.000_001), number(0.1 + 0.2)), ("1240".into(), "0".into(), "0.3".into()));
    }
}
