/// Between which two values something lies, in one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The low end.
    pub low: f64,
    /// The high end.
    pub high: f64,
}

impl Range {
    /// A range; its ends in either order.
    pub fn of(one: f64, other: f64) -> Self {
        Self { low: one.min(other), high: one.max(other) }
    }

    /// What a month's range comes to in a year.
    pub fn in_a_year(self) -> Self {
        Self { low: 12.0 * self.low, high: 12.0 * self.high }
    }
}

/// Whether a gap is worth the work of closing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// Even the high end of a year costs less than the solution.
    SmallestFixOrLeave,
    /// Neither end decides.
    Between,
    /// Even the low end of a year is more than three times the solution.
    ProperLook,
}

impl Worth {
    /// The verdict, as a member reads it.
    pub fn words(self) -> &'static str {
        match self {
            Self::SmallestFixOrLeave => "smallest useful fix or leave",
            Self::Between => "the range does not decide",
            Self::ProperLook => "worth a proper look",
        }
    }
}

/// How many times the solution the low end of a year must cost.
const TIMES: f64 = 3.0;

/// Judges what a gap costs a month against what closing it would cost once, both in one unit.
pub fn worth(a_month: Range, solution: f64) -> Worth {
    let year = a_month.in_a_year();
    if year.high < solution {
        Worth::SmallestFixOrLeave
    } else if year.low > TIMES * solution {
        Worth::ProperLook
    } else {
        Worth::Between
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_judged_by_the_end_that_could_change_the_verdict() {
        // Twelve thousand a year at most against a solution of 13,000; 12 × 1,000 is not below 12,000.
        assert_eq!(worth(Range::of(100.0, 1_000.0), 13_000.0), Worth::SmallestFixOrLeave);
        assert_eq!(worth(Range::of(100.0, 1_000.0), 12_000.0), Worth::Between);
        // 12 × 1,000 is more than three times 3,999, and just three times 4,000.
        assert_eq!(worth(Range::of(1_000.0, 5_000.0), 3_999.0), Worth::ProperLook);
        assert_eq!(worth(Range::of(1_000.0, 5_000.0), 4_000.0), Worth::Between);
        assert_eq!(Range::of(5.0, 1.0), Range { low: 1.0, high: 5.0 });
    }
}
