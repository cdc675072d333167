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

/// Counts the promises that fell due from `from` to `as_of`, both included, as they stood at `as_of`: each with the instant at which it
/// was given.
pub fn figures(promises: impl IntoIterator<Item = (Timestamp, Course)>, from: Timestamp, as_of: Timestamp) -> Figures {
    let mut figures = Figures::default();
    for (_, promise) in promises.into_iter().filter(|(given_at, _)| *given_at <= as_of) {
        let falls_in = from <= promise.due_at && promise.due_at <= as_of;
        match promise.state(as_of) {
            State::Void => figures.void += 1,
            State::Open => figures.not_yet_due += u32::from(as_of < promise.due_at),
            State::Renegotiated => figures.renegotiated += u32::from(falls_in),
            // What is answered before a due time still to come is counted when that comes.
            State::Kept if as_of < promise.due_at => figures.not_yet_due += 1,
            State::Kept => figures.kept += u32::from(falls_in),
            State::Broken if promise.fulfilled_at.is_some_and(|at| at <= as_of) => figures.late += u32::from(falls_in),
            State::Broken => figures.open_overdue += u32::from(falls_in),
        }
    }
    figures
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::super::{agree, ask};
    use super::*;

    #[derive(Deserialize)]
    struct Case {
        id: String,
        period_start: Timestamp,
        as_of: Timestamp,
        promises: Vec<Given>,
        expected: Expected,
    }

    #[derive(Deserialize)]
    struct Given {
        due: Timestamp,
        fulfilled_at: Option<Timestamp>,
        #[serde(default)]
        void: bool,
        #[serde(default)]
        moves: Vec<Moved>,
    }

    #[derive(Deserialize)]
    struct Moved {
        at: Timestamp,
        new_due: Timestamp,
        agreed: bool,
    }

    #[derive(Deserialize)]
    struct Expected {
        n: u32,
        kept: u32,
        late: u32,
        open_overdue: u32,
        renegotiated: u32,
        void: u32,
        not_yet_due: u32,
    }

    /// The promises that one given and its moves come to, by the rules.
    fn promises(given: &Given) -> Vec<(Timestamp, Course)> {
        let mut chain = Vec::new();
        let (mut given_at, mut last) = (Timestamp::MIN, Course::given(given.due));
        for moved in &given.moves {
            let Ok(asked) = ask(&last, moved.new_due, "as given", moved.at) else { continue };
            if moved.agreed {
                let (old, asked) = agree(&last, &asked, moved.at).unwrap();
                chain.push((given_at, old));
                (given_at, last) = (moved.at, Course::given(asked.due_at));
            }
        }
        last.void_at = given.void.then_some(Timestamp::MIN);
        last.fulfilled_at = given.fulfilled_at;
        chain.push((given_at, last));
        chain
    }

    #[test]
    fn every_case_of_the_ledger_is_counted_as_expected() {
        let mut cases = 0;
        for line in include_str!("../../tests/data/promises.jsonl").lines() {
            let case: Case = serde_json::from_str(line).unwrap();
            let figures = figures(case.promises.iter().flat_map(promises), case.period_start, case.as_of);
            let Expected { n, kept, late, open_overdue, renegotiated, void, not_yet_due } = case.expected;
            let expected = Figures { kept, late, open_overdue, renegotiated, void, not_yet_due };
            assert_eq!((figures, figures.fell_due()), (expected, n), "{}", case.id);
            cases += 1;
        }
        assert_eq!(cases, 10);
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
