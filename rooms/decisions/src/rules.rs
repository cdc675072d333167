//! What a decision has to say, and what can drive one.

use jiff::civil::Date;

/// The longest line that says what was decided, in signs.
pub const WHAT: usize = 300;
/// The longest reason, in signs.
pub const WHY: usize = 5_000;

/// What drove a decision. None is forbidden: writing it down is enough to change the next choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Driver {
    /// A stored measure, finding or forecast.
    Data,
    /// One story, however true.
    Anecdote,
    /// There was no time.
    Urgency,
    /// Many asked for it.
    Volume,
    /// Somebody senior wanted it.
    Hierarchy,
}

impl Driver {
    /// All five, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Data, Self::Anecdote, Self::Urgency, Self::Volume, Self::Hierarchy];

    /// What it means, in a few words that begin small.
    pub fn means(self) -> &'static str {
        match self {
            Self::Data => "a stored measure, finding or forecast",
            Self::Anecdote => "one story, however true",
            Self::Urgency => "there was no time",
            Self::Volume => "many asked for it",
            Self::Hierarchy => "somebody senior wanted it",
        }
    }
}

/// Why a decision can't be written down, in the words the member reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotRecord {
    /// Nothing was decided.
    #[error("Write what was decided, in one line.")]
    NoWhat,
    /// There is no reason.
    #[error("Say why, in a sentence. Whoever reads it later was not there.")]
    NoWhy,
    /// Too many signs, or one that no text may hold.
    #[error("Shorten this to {0} signs, and leave out signs that can’t be kept (U+0000).")]
    BadText(usize),
    /// The day to look again has passed.
    #[error("The day to look again is one to come, or today.")]
    ReviewPassed,
}

impl CannotRecord {
    /// The field at which it is told.
    pub fn field(self) -> &'static str {
        match self {
            Self::NoWhat | Self::BadText(WHAT) => "what",
            Self::NoWhy | Self::BadText(_) => "why",
            Self::ReviewPassed => "review_on",
        }
    }
}

/// A decision in the words that are kept: one line, and a reason.
pub(crate) fn worded(what: &str, why: &str) -> Result<(String, String), CannotRecord> {
    let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
    let why = why.trim();
    for (text, most) in [(what.as_str(), WHAT), (why, WHY)] {
        if text.contains('\0') || text.chars().count() > most {
            return Err(CannotRecord::BadText(most));
        }
    }
    match (what.is_empty(), why.is_empty()) {
        (true, _) => Err(CannotRecord::NoWhat),
        (false, true) => Err(CannotRecord::NoWhy),
        (false, false) => Ok((what, why.to_owned())),
    }
}

/// Whether a day can be the one on which a decision is looked at again.
pub(crate) fn may_review(on: Date, today: Date) -> Result<(), CannotRecord> {
    if on < today { Err(CannotRecord::ReviewPassed) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_one_line_and_a_reason() {
        let kept = worded("  No refresher\n for the CRM ", " Five of five know the tool.\nThe form is long. \n");
        let expected =
            ("No refresher for the CRM".to_owned(), "Five of five know the tool.\nThe form is long.".to_owned());
        assert_eq!(kept, Ok(expected));
        let long = |signs: usize| "ä".repeat(signs);
        for (what, why, expected) in [
            ("", "Because.", CannotRecord::NoWhat),
            (" \n", "Because.", CannotRecord::NoWhat),
            ("No.", " \n ", CannotRecord::NoWhy),
            ("No\0.", "Because.", CannotRecord::BadText(WHAT)),
            ("No.", "Be\0cause.", CannotRecord::BadText(WHY)),
            (&long(WHAT + 1), "Because.", CannotRecord::BadText(WHAT)),
            ("No.", &long(WHY + 1), CannotRecord::BadText(WHY)),
        ] {
            assert_eq!(worded(what, why), Err(expected), "{what:?} {why:?}");
        }
        assert!(worded(&long(WHAT), &long(WHY)).is_ok(), "signs are counted, not bytes");
    }

    #[test]
    fn it_is_looked_at_again_today_or_later() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        for (on, can) in [("2026-11-24", false), ("2026-11-25", true), ("2027-01-04", true)] {
            assert_eq!(may_review(day(on), day("2026-11-25")).is_ok(), can, "{on}");
        }
    }
}
