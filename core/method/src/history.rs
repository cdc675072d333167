use std::fmt;

use crate::{Cause, PerCause};

/// From how many reviewed cases on the start values follow them.
pub const ENOUGH_CASES: u32 = 20;
/// The start value of a cause without history.
const START: f64 = -2.0;
/// The start value of unwillingness: it is the last thing to believe of people.
const START_OF_MOTIVES: f64 = -3.0;
/// Between which bounds history may move a start value.
const BOUNDS: (f64, f64) = (-4.0, 0.0);

/// The points with which each cause starts. That somebody wishes for a course is no evidence, so it adds nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Priors {
    points: PerCause<f64>,
    /// How many reviewed cases they follow; none while they are the method's own.
    pub cases: Option<u32>,
}

impl Default for Priors {
    fn default() -> Self {
        let start = |cause| if cause == Cause::Motives { START_OF_MOTIVES } else { START };
        Self { points: PerCause::each(start), cases: None }
    }
}

impl Priors {
    /// What `cases` reviewed cases teach, of which `confirmed` had each cause: log odds, with one case added on either side, doubled
    /// because support halves the points. Below [`ENOUGH_CASES`] the method's own start values stay.
    pub fn from_history(cases: u32, confirmed: &PerCause<u32>) -> Self {
        if cases < ENOUGH_CASES {
            return Self::default();
        }
        let (least, most) = BOUNDS;
        let learned = |cause| {
            let with = f64::from((*confirmed.of(cause)).min(cases));
            (2.0 * ((with + 1.0) / (f64::from(cases) - with + 1.0)).ln()).clamp(least, most)
        };
        Self { points: PerCause::each(learned), cases: Some(cases) }
    }

    /// The start value of one cause.
    pub fn of(&self, cause: Cause) -> f64 {
        *self.points.of(cause)
    }

    /// Each cause with its start value.
    pub fn iter(&self) -> impl Iterator<Item = (Cause, f64)> {
        self.points.iter().map(|(cause, points)| (cause, *points))
    }
}

/// The bands in which supports are counted, to see how often a cause of that support was confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SupportBand {
    /// Below 0.35.
    Unlikely,
    /// From 0.35 to below 0.60.
    Possible,
    /// From 0.60 to below 0.80.
    Likely,
    /// From 0.80.
    VeryLikely,
}

impl SupportBand {
    /// All of them, the strongest first.
    pub const ALL: [Self; 4] = [Self::VeryLikely, Self::Likely, Self::Possible, Self::Unlikely];

    /// The band of a support.
    pub fn of(support: f64) -> Self {
        if support >= 0.80 {
            Self::VeryLikely
        } else if support >= crate::LIKELY {
            Self::Likely
        } else if support >= crate::UNLIKELY {
            Self::Possible
        } else {
            Self::Unlikely
        }
    }

    /// The word by which it is kept.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unlikely => "unlikely",
            Self::Possible => "possible",
            Self::Likely => "likely",
            Self::VeryLikely => "very-likely",
        }
    }

    /// The band of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.as_str() == word)
    }
}

impl fmt::Display for SupportBand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unlikely => "unlikely, below 0.35",
            Self::Possible => "possible, 0.35 to below 0.60",
            Self::Likely => "likely, 0.60 to below 0.80",
            Self::VeryLikely => "likely, 0.80 or more",
        })
    }
}
