use jiff::Timestamp;

use super::{Course, State};

/// How the promises of a period stand, counted apart. Kept and broken together are what a share is of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Sent at or before the instant.
    pub kept: u32,
    /// Sent after it.
    pub late: u32,
    /// Past their instant and not answered yet.
    pub open_overdue: u32,
    /// Moved in time with the stakeholder's yes; counted where the old time lies.
    pub renegotiated: u32,
    /// Of requests that were withdrawn or spam; whenever they were due.
    pub void: u32,
    /// Due after the period.
    pub not_yet_due: u32,
}

impl Figures {
    /// How many fell due: kept or broken.
    pub fn fell_due(&self) -> u32 {
        self.kept + self.broken()
    }

    /// Those past their instant, answered or not.
    pub fn broken(&self) -> u32 {
        self.late + self.open_overdue
    }
}

/// What one promise counts as, in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountsAs {
    /// Sent at or before the instant.
    Kept,
    /// Sent after it.
    Late,
    /// Past its instant and not answered yet.
    Unanswered,
    /// Moved in time with the stakeholder's yes.
    Renegotiated,
    /// Its request was withdrawn or spam.
    Void,
    /// Due after the period.
    NotYetDue,
}

/// What a promise counts as that was given at `given_at`, of those that fell due from `from` to `as_of`, both included, as it stood at
/// `as_of`; nothing for one of another time.
pub fn counts_as(given_at: Timestamp, promise: &Course, from: Timestamp, as_of: Timestamp) -> Option<CountsAs> {
    if as_of < given_at {
        return None;
    }
    let fell_in = |counts: CountsAs| (from <= promise.due_at && promise.due_at <= as_of).then_some(counts);
    match promise.state(as_of) {
        State::Void => Some(CountsAs::Void),
        State::Open => (as_of < promise.due_at).then_some(CountsAs::NotYetDue),
        State::Renegotiated => fell_in(CountsAs::Renegotiated),
        // What is answered before a due time still to come is counted when that comes.
        State::Kept if as_of < promise.due_at => Some(CountsAs::NotYetDue),
        State::Kept => fell_in(CountsAs::Kept),
        State::Broken if promise.fulfilled_at.is_some_and(|at| at <= as_of) => fell_in(CountsAs::Late),
        State::Broken => fell_in(CountsAs::Unanswered),
    }
}

/// Counts the promises of a period, each with the instant at which it was given: see [`counts_as`].
pub fn figures(promises: impl IntoIterator<Item = (Timestamp, Course)>, from: Timestamp, as_of: Timestamp) -> Figures {
    let mut figures = Figures::default();
    for (given_at, promise) in promises {
        match counts_as(given_at, &promise, from, as_of) {
            Some(CountsAs::Kept) => figures.kept += 1,
            Some(CountsAs::Late) => figures.late += 1,
            Some(CountsAs::Unanswered) => figures.open_overdue += 1,
            Some(CountsAs::Renegotiated) => figures.renegotiated += 1,
            Some(CountsAs::Void) => figures.void += 1,
            Some(CountsAs::NotYetDue) => figures.not_yet_due += 1,
            None => {}
        }
    }
    figures
}

/// A figure of the ledger that leads to its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// All that fell due: kept or broken.
    FellDue,
    /// Those kept.
    Kept,
    /// Those past their instant, answered or not.
    Broken,
    /// Those answered late.
    Late,
    /// Those past their instant and not answered yet.
    Unanswered,
    /// Those moved in time with a yes.
    Renegotiated,
    /// Those whose request was withdrawn or spam.
    Void,
    /// Those that are due later.
    NotYetDue,
}

impl Figure {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::FellDue,
        Self::Kept,
        Self::Broken,
        Self::Late,
        Self::Unanswered,
        Self::Renegotiated,
        Self::Void,
        Self::NotYetDue,
    ];

    /// Whether a promise that counts so is one of its rows.
    pub fn has(self, counts: CountsAs) -> bool {
        match self {
            Self::FellDue => matches!(counts, CountsAs::Kept | CountsAs::Late | CountsAs::Unanswered),
            Self::Kept => counts == CountsAs::Kept,
            Self::Broken => matches!(counts, CountsAs::Late | CountsAs::Unanswered),
            Self::Late => counts == CountsAs::Late,
            Self::Unanswered => counts == CountsAs::Unanswered,
            Self::Renegotiated => counts == CountsAs::Renegotiated,
            Self::Void => counts == CountsAs::Void,
            Self::NotYetDue => counts == CountsAs::NotYetDue,
        }
    }

    /// The word in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::FellDue => "fell-due",
            Self::Kept => "kept",
            Self::Broken => "broken",
            Self::Late => "late",
            Self::Unanswered => "unanswered",
            Self::Renegotiated => "renegotiated",
            Self::Void => "void",
            Self::NotYetDue => "not-yet-due",
        }
    }

    /// The figure of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|figure| figure.word() == word)
    }
}

impl Figures {
    /// One of them.
    pub fn of(&self, figure: Figure) -> u32 {
        match figure {
            Figure::FellDue => self.fell_due(),
            Figure::Kept => self.kept,
            Figure::Broken => self.broken(),
            Figure::Late => self.late,
            Figure::Unanswered => self.open_overdue,
            Figure::Renegotiated => self.renegotiated,
            Figure::Void => self.void,
            Figure::NotYetDue => self.not_yet_due,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::{Case, Given};

    #[test]
    fn a_figure_has_as_many_rows_as_it_says() {
        for line in include_str!("../../tests/data/promises.jsonl").lines() {
            let case: Case = serde_json::from_str(line).unwrap();
            let all: Vec<(Timestamp, Course)> = case.promises.iter().flat_map(Given::promises).collect();
            let figures = figures(all.clone(), case.period_start, case.as_of);
            for figure in Figure::ALL {
                let has = |(given_at, course): &&(Timestamp, Course)| {
                    counts_as(*given_at, course, case.period_start, case.as_of).is_some_and(|counts| figure.has(counts))
                };
                let rows = all.iter().filter(has).count();
                assert_eq!(u32::try_from(rows).unwrap(), figures.of(figure), "{figure:?} of {line}");
                assert_eq!(Figure::from_word(figure.word()), Some(figure));
            }
        }
    }

    #[test]
    fn both_ends_of_the_period_belong_to_it() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let (from, as_of) = (at("2026-09-21T08:00:00Z"), at("2026-11-24T08:00:00Z"));
        let kept = |due: &str| Course::given(at(due)).fulfilled(at("2026-09-01T00:00:00Z"));
        let dues = ["2026-09-21T07:59:59.999Z", "2026-09-21T08:00:00Z", "2026-11-24T08:00:00Z"];
        assert_eq!(figures(dues.map(|due| (from, kept(due))), from, as_of).kept, 2);
    }

    #[test]
    fn an_open_promise_due_at_the_last_instant_is_neither_kept_nor_broken_yet() {
        let at: Timestamp = "2026-11-24T08:00:00Z".parse().unwrap();
        assert_eq!(figures([(at, Course::given(at))], at, at), Figures::default());
    }
}
