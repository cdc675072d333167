//! Shares, and how far off a share of so few may be.

/// From how many cases on a share may be told as a percentage; with fewer it is told as a count.
pub const ENOUGH: u64 = 10;

/// The 97.5th percentile of the normal distribution: 95 of 100 lie within it on both sides.
const Z: f64 = 1.959_963_984_540_054;

/// Between which two shares the true one lies in 95 of 100 cases. Both are from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many have it.
    pub part: u64,
    /// How many there are.
    pub of: u64,
}

impl Share {
    /// The share from 0 to 1; of nothing there is none.
    pub fn rate(self) -> Option<f64> {
        (self.of > 0 && self.part <= self.of).then(|| real(self.part) / real(self.of))
    }

    /// Its Wilson interval.
    pub fn interval(self) -> Option<Interval> {
        wilson(self.part, self.of)
    }

    /// Whether there are enough cases to tell it as a percentage.
    pub fn is_enough(self) -> bool {
        self.of >= ENOUGH
    }
}

/// The Wilson score interval (95 %) of `part` of `of`: exactly 0 at the lower end for none, exactly 1 at the upper end for all.
/// There is none of nothing, nor of more than all.
///
/// After E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
///
/// ```
/// let one = evidence::wilson(1, 1).unwrap();
/// assert_eq!((format!("{:.3}", one.low), one.high), ("0.207".to_owned(), 1.0));
/// assert_eq!(evidence::wilson(0, 0), None);
/// ```
pub fn wilson(part: u64, of: u64) -> Option<Interval> {
    let share = Share { part, of }.rate()?;
    let n = real(of);
    let spread = Z * Z / n;
    let middle = share + spread / 2.0;
    let half = Z * (share * (1.0 - share) / n + spread / (4.0 * n)).sqrt();
    let low = if part == 0 { 0.0 } else { (middle - half) / (1.0 + spread) };
    let high = if part == of { 1.0 } else { (middle + half) / (1.0 + spread) };
    Some(Interval { low, high })
}

/// A count as a real number: exact up to 2^53, and no team has more of anything.
pub(crate) fn real(count: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts beyond 2^53 don't occur, and would be off by a billionth")]
    let real = count as f64;
    real
}
