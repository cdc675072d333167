use jiff::Timestamp;
use jiff::civil::Date;

use super::parts::field;
use super::upgrade::{Known, Standing, to_ask};
use super::value::{Value, part};
use super::{Addition, Kind, Parts};

/// An answer with all that its kind needs. The ways of an options sheet are checked by the room that keeps them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The order is taken, and gains something.
    YesAnd {
        /// What is taken on, and by when.
        words: String,
        /// The day on which it is ready.
        ready_on: Option<Date>,
        /// Why something is added, in a sentence; may be empty.
        why: String,
        /// What it gains; one at least.
        additions: Vec<(Addition, Value)>,
        /// Something small beside it that is no training; may be empty.
        beside: String,
        /// What the letter asks, since it is empty.
        questions: Questions,
    },
    /// Ways forward to choose from.
    Options {
        /// What was seen and what the ways are for; may be empty.
        words: String,
        /// Until when the dates on the sheet hold.
        holds_until_at: Option<Timestamp>,
    },
    /// The cause lies elsewhere.
    NotTrainingBut {
        /// What was seen.
        observed: String,
        /// What is proposed instead; one at least.
        proposals: Vec<String>,
        /// What happens next; may be empty.
        next: String,
    },
    /// A second promise.
    LaterBy {
        /// By when.
        due_at: Timestamp,
        /// Why not now.
        reason: String,
    },
    /// It is not taken.
    NoBecause {
        /// Why.
        reason: String,
        /// Who may help.
        helper: String,
    },
}

/// The questions of a letter, with what holds if nobody answers them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Questions {
    /// What is asked: three at the most.
    pub asked: Vec<Addition>,
    /// What the defaults are made of.
    pub known: Known,
    /// By when an answer counts, before the defaults stand; none where the calendar gives no time.
    pub heard_by_at: Option<Timestamp>,
    /// Which of the askings of the request it is, from 1.
    pub turn: i64,
}

/// What is known beside the typed text when an answer is judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The present instant.
    pub now: Timestamp,
    /// The time typed for *later, by*, or why it could not be read; none if nothing was typed.
    pub due_at: Option<Result<Timestamp, String>>,
    /// Until when the dates of a sheet hold, likewise.
    pub holds_until_at: Option<Result<Timestamp, String>>,
    /// When the blocks to come end, the one that is open now left out: what is put off is looked at in another.
    pub block_ends: Vec<Timestamp>,
    /// What the ways of a sheet lack.
    pub ways: Vec<Missing>,
    /// The day typed for the delivery of an order, or why it could not be read; none if nothing was typed.
    pub ready_on: Option<Result<Date, String>>,
    /// The day typed for the follow-up, if it is one.
    pub follow_up_on: Option<Date>,
    /// Today, where the team is.
    pub today: Date,
    /// When the text was changed last, where it is to be sent: what somebody put among the six after that is not written over.
    pub written_at: Option<Timestamp>,
    /// Where the six stand; one that is missing is empty.
    pub standings: Vec<(Addition, Standing)>,
    /// What the six may be filled with: of the linked goal, its metric, the diagnosis.
    pub suggested: Vec<(Addition, Value)>,
    /// What the defaults are made of.
    pub known: Known,
    /// By when an answer to the questions counts.
    pub heard_by_at: Option<Timestamp>,
    /// Which of the askings of the request this would be, from 1.
    pub turn: i64,
}

/// What is missing before an answer can go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The name of the field.
    pub field: String,
    /// What to do there.
    pub why: Why,
}

/// What to do about something that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// As it says.
    Say(String),
    /// No block ends in time; the end of the next one is the earliest time that holds. None: no block is reserved.
    NoBlockInTime(Option<Timestamp>),
}

impl Missing {
    fn at(field: &str, words: &str) -> Self {
        Self { field: field.to_owned(), why: Why::Say(words.to_owned()) }
    }

    /// What to do, in a sentence. `full` words an instant.
    pub fn words(&self, full: impl Fn(Timestamp) -> String) -> String {
        match &self.why {
            Why::Say(words) => words.clone(),
            Why::NoBlockInTime(Some(possible_at)) => {
                format!("No block ends before that. The next one makes it possible by {}.", full(*possible_at))
            }
            Why::NoBlockInTime(None) => {
                "No block is reserved that would end before that. Reserve one first.".to_owned()
            }
        }
    }
}

/// The earliest time that an answer can be put off to: the end of the next block.
pub fn next_possible(facts: &Facts) -> Option<Timestamp> {
    facts.block_ends.iter().copied().filter(|ends_at| facts.now < *ends_at).min()
}

/// Decides whether an answer is whole. Each kind is refused while its part is missing: *yes, and* an addition, *not training, but* what was
/// seen and another way, *later, by* a time with a block before it and the reason, *no, because* the reason and who may help.
///
/// # Errors
/// All that is missing, in the order of the page.
pub fn complete(kind: Option<Kind>, parts: &Parts, facts: &Facts) -> Result<Answer, Vec<Missing>> {
    let Some(kind) = kind else {
        return Err(vec![Missing::at(field::KIND, "Pick the kind of answer first. There are five.")]);
    };
    let missing = match kind {
        Kind::YesAnd => missing_yes(parts, facts),
        Kind::Options => missing_options(facts),
        Kind::NotTrainingBut => missing_not_training(parts),
        Kind::LaterBy => missing_later(parts, facts),
        Kind::NoBecause => missing_no(parts),
    };
    if !missing.is_empty() {
        return Err(missing);
    }
    so_far(kind, parts, facts).ok_or_else(|| vec![Missing::at(field::DUE, WHEN)])
}

const WHEN: &str = "Say by when they will have it: a day and a time.";

fn missing_yes(parts: &Parts, facts: &Facts) -> Vec<Missing> {
    let mut missing = Vec::new();
    if parts.text(field::YES).is_empty() {
        missing.push(Missing::at(field::YES, "Say what you take on, and by when."));
    }
    match &facts.ready_on {
        Some(Err(words)) => missing.push(Missing::at(field::READY_ON, words)),
        Some(Ok(on)) if *on < facts.today => {
            missing.push(Missing::at(field::READY_ON, "That day has passed already. Name one that is still to come."));
        }
        Some(Ok(_)) | None => {}
    }
    if Addition::ALL.iter().all(|addition| added(*addition, parts, facts).is_none()) {
        let words = "Add at least one of the six. A yes without one is a plain order.";
        missing.push(Missing::at(Addition::Outcome.field(), words));
    }
    let changed = Addition::ALL.into_iter().filter(|addition| is_changed_since(*addition, parts, facts));
    missing.extend(changed.map(|addition| Missing::at(addition.field(), CHANGED)));
    missing
}

const CHANGED: &str = "Somebody changed this among the additions after it was written here. Take over what stands there, or put yours there first.";

/// Whether something else was typed for an element than what somebody put there later, or waived.
fn is_changed_since(addition: Addition, parts: &Parts, facts: &Facts) -> bool {
    let entered = match standing(addition, facts) {
        Some(Standing::Filled(entered) | Standing::Answered(entered) | Standing::Waived(entered)) => entered,
        Some(Standing::Empty | Standing::Asked { .. } | Standing::ByDefault { .. }) | None => return false,
    };
    facts.written_at.is_some_and(|written_at| written_at < entered.at)
        && !parts.text(addition.field()).is_empty()
        && (entered.waived.is_some() || added(addition, parts, facts).as_ref() != Some(&entered.value))
}

/// What an element holds: what was typed, or else what somebody put there before. What was taken over as it was proposed keeps all that is
/// known of it.
fn added(addition: Addition, parts: &Parts, facts: &Facts) -> Option<Value> {
    let stands = standing(addition, facts).and_then(|standing| match standing {
        Standing::Filled(entered) | Standing::Answered(entered) => Some(&entered.value),
        Standing::Empty | Standing::Asked { .. } | Standing::ByDefault { .. } | Standing::Waived(_) => None,
    });
    let typed = parts.text(addition.field());
    if typed.is_empty() {
        return stands.cloned();
    }
    let suggested = facts.suggested.iter().filter(|(of, _)| *of == addition).map(|(_, value)| value);
    let same = stands.into_iter().chain(suggested).find(|value| value.text(part::WORDS) == typed);
    let value = same.cloned().unwrap_or_else(|| Value::words(typed));
    Some(match facts.follow_up_on {
        Some(on) if addition == Addition::FollowUp && value.day().is_none() => value.with(part::ON, &on.to_string()),
        Some(_) | None => value,
    })
}

fn standing(addition: Addition, facts: &Facts) -> Option<&Standing> {
    facts.standings.iter().find(|(of, _)| *of == addition).map(|(_, standing)| standing)
}

/// The first three of the six that nobody typed, said, waived or asked.
fn questions(parts: &Parts, facts: &Facts) -> Vec<Addition> {
    let untyped = Addition::ALL.into_iter().filter(|addition| parts.text(addition.field()).is_empty());
    to_ask(untyped.map(|addition| (addition, standing(addition, facts).unwrap_or(&Standing::Empty))))
}

fn missing_options(facts: &Facts) -> Vec<Missing> {
    let mut missing = facts.ways.clone();
    match &facts.holds_until_at {
        Some(Err(words)) => missing.push(Missing::at(field::HOLDS_UNTIL, words)),
        Some(Ok(until)) if *until <= facts.now => {
            missing.push(Missing::at(
                field::HOLDS_UNTIL,
                "That has passed already. Give them time to choose, or leave it empty.",
            ));
        }
        Some(Ok(_)) | None => {}
    }
    missing
}

fn missing_not_training(parts: &Parts) -> Vec<Missing> {
    let mut missing = Vec::new();
    if parts.text(field::OBSERVED).is_empty() {
        missing.push(Missing::at(field::OBSERVED, "Say what you saw. Without it, this reads as a no."));
    }
    if proposals(parts).is_empty() {
        missing.push(Missing::at(field::PROPOSALS, "Propose at least one other way, one a line."));
    }
    missing
}

fn missing_later(parts: &Parts, facts: &Facts) -> Vec<Missing> {
    let mut missing = Vec::new();
    match &facts.due_at {
        None => missing.push(Missing::at(field::DUE, WHEN)),
        Some(Err(words)) => missing.push(Missing::at(field::DUE, words)),
        Some(Ok(due_at)) if *due_at <= facts.now => {
            missing.push(Missing::at(field::DUE, "That time has passed already. Promise one that is still to come."));
        }
        Some(Ok(due_at)) => {
            let possible_at = next_possible(facts);
            if possible_at.is_none_or(|possible_at| *due_at < possible_at) {
                missing.push(Missing { field: field::DUE.to_owned(), why: Why::NoBlockInTime(possible_at) });
            }
        }
    }
    if parts.text(field::LATER_REASON).is_empty() {
        missing.push(Missing::at(field::LATER_REASON, "Say why not now. They read it as it stands."));
    }
    missing
}

fn missing_no(parts: &Parts) -> Vec<Missing> {
    let mut missing = Vec::new();
    if parts.text(field::NO_REASON).is_empty() {
        missing.push(Missing::at(field::NO_REASON, "Say why. A no without a reason is heard as “not for you”."));
    }
    if parts.text(field::HELPER).is_empty() {
        missing.push(Missing::at(field::HELPER, "Name who may help: a person, a team, a page. If nobody can, say so."));
    }
    missing
}

/// The answer as far as it is written, to be looked at before it is whole; nothing while *later, by* has no time.
pub fn so_far(kind: Kind, parts: &Parts, facts: &Facts) -> Option<Answer> {
    let text = |field: &str| parts.text(field).to_owned();
    Some(match kind {
        Kind::YesAnd => {
            let additions = Addition::ALL.into_iter();
            Answer::YesAnd {
                words: text(field::YES),
                ready_on: facts.ready_on.as_ref().and_then(|on| on.as_ref().ok().copied()),
                why: text(field::WHY_ADD),
                additions: additions.filter_map(|addition| Some((addition, added(addition, parts, facts)?))).collect(),
                beside: text(field::BESIDE),
                questions: Questions {
                    asked: questions(parts, facts),
                    known: facts.known.clone(),
                    heard_by_at: facts.heard_by_at,
                    turn: facts.turn,
                },
            }
        }
        Kind::Options => {
            let holds_until_at = facts.holds_until_at.as_ref().and_then(|until| until.as_ref().ok().copied());
            Answer::Options { words: text(field::OPTIONS), holds_until_at }
        }
        Kind::NotTrainingBut => {
            let (observed, next) = (text(field::OBSERVED), text(field::NEXT));
            Answer::NotTrainingBut { observed, proposals: proposals(parts), next }
        }
        Kind::LaterBy => {
            let due_at = facts.due_at.as_ref()?.as_ref().ok().copied()?;
            Answer::LaterBy { due_at, reason: text(field::LATER_REASON) }
        }
        Kind::NoBecause => Answer::NoBecause { reason: text(field::NO_REASON), helper: text(field::HELPER) },
    })
}

impl Answer {
    /// Which kind it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::YesAnd { .. } => Kind::YesAnd,
            Self::Options { .. } => Kind::Options,
            Self::NotTrainingBut { .. } => Kind::NotTrainingBut,
            Self::LaterBy { .. } => Kind::LaterBy,
            Self::NoBecause { .. } => Kind::NoBecause,
        }
    }
}

fn proposals(parts: &Parts) -> Vec<String> {
    let lines = parts.text(field::PROPOSALS).lines().map(|line| line.trim().trim_start_matches(['-', '•', '*']).trim());
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        format!("2026-11-{text}:00+01:00").parse().unwrap()
    }

    /// Wednesday 10:15; blocks end on Wednesday and Thursday at noon.
    fn facts() -> Facts {
        Facts { now: at("25T10:15"), block_ends: vec![at("26T12:00"), at("25T12:00")], ..Facts::default() }
    }

    fn parts(filled: &[&str]) -> Parts {
        let mut parts = Parts::default();
        for field in filled {
            parts.set(field, "something\n");
        }
        parts
    }

    fn fields(result: Result<Answer, Vec<Missing>>) -> Vec<String> {
        result.err().unwrap_or_default().into_iter().map(|missing| missing.field).collect()
    }

    /// Tries every way of leaving needed parts out: exactly what is left out is missing.
    #[track_caller]
    fn needs(kind: Kind, needed: &[&str], facts: &Facts) {
        for bits in 0_u32..1 << needed.len() {
            let is_filled = |place: &usize| bits >> *place & 1 == 1;
            let filled: Vec<&str> = (0..needed.len()).filter(is_filled).map(|place| needed[place]).collect();
            let left_out: Vec<&str> =
                (0..needed.len()).filter(|place| !is_filled(place)).map(|place| needed[place]).collect();
            let result = complete(Some(kind), &parts(&filled), facts);
            if let Ok(answer) = &result {
                assert_eq!(answer.kind(), kind);
            }
            assert_eq!(fields(result), left_out, "{kind:?} with {filled:?}");
        }
    }

    #[test]
    fn without_a_kind_there_is_no_answer() {
        assert_eq!(fields(complete(None, &parts(&["yes", "outcome"]), &facts())), ["kind"]);
    }

    #[test]
    fn yes_and_needs_an_addition_any_of_the_six() {
        needs(Kind::YesAnd, &["yes", "outcome"], &facts());
        for addition in Addition::ALL {
            let answer = complete(Some(Kind::YesAnd), &parts(&["yes", addition.field()]), &facts()).unwrap();
            let Answer::YesAnd { additions, questions, .. } = answer else { panic!("another kind") };
            assert_eq!(additions, [(addition, Value::words("something"))]);
            let expected: Vec<Addition> =
                Addition::ALL.into_iter().filter(|other| *other != addition).take(3).collect();
            assert_eq!(questions.asked, expected, "the first three that are empty, in the order of the table");
        }
    }

    #[test]
    fn an_order_with_all_six_asks_nothing() {
        let fields: Vec<&str> = Addition::ALL.iter().map(|addition| addition.field()).chain(["yes"]).collect();
        let answer = complete(Some(Kind::YesAnd), &parts(&fields), &facts()).unwrap();
        assert!(
            matches!(answer, Answer::YesAnd { additions, questions, .. } if additions.len() == 6 && questions.asked.is_empty())
        );
    }

    /// All the ways in which the six can be typed, stand there from before, be waived, wait for an answer or be empty.
    #[test]
    fn what_stands_already_or_is_waived_is_neither_asked_nor_lost() {
        use crate::rules::Entered;
        let entered = |addition: Addition, waived: Option<&str>| Entered {
            addition,
            value: if waived.is_none() { Value::words("from before").with(part::UNIT, "%") } else { Value::default() },
            waived: waived.map(str::to_owned),
            by: "member:1".to_owned(),
            at: at("25T10:00"),
            version: 1,
        };
        for number in 0_u32..5_u32.pow(6) {
            let how = |place: usize| number / 5_u32.pow(u32::try_from(place).unwrap()) % 5;
            let mut typed = parts(&["yes"]);
            let mut standings = Vec::new();
            for (place, addition) in (0..).zip(Addition::ALL) {
                match how(place) {
                    0 => typed.set(addition.field(), "from before"),
                    1 => standings.push((addition, Standing::Filled(entered(addition, None)))),
                    2 => standings.push((addition, Standing::Waived(entered(addition, Some("one day"))))),
                    3 => standings.push((addition, Standing::Asked { until_at: at("26T10:15") })),
                    _ => {}
                }
            }
            let facts = Facts { standings, ..facts() };
            let places = |wanted: &[u32]| -> Vec<Addition> {
                (0..6).filter(|place| wanted.contains(&how(*place))).map(|place| Addition::ALL[place]).collect()
            };
            let Some(Answer::YesAnd { additions, questions, .. }) = so_far(Kind::YesAnd, &typed, &facts) else {
                panic!()
            };
            assert_eq!(additions.iter().map(|(addition, _)| *addition).collect::<Vec<_>>(), places(&[0, 1]));
            assert_eq!(questions.asked, places(&[4]).into_iter().take(3).collect::<Vec<_>>());
            let is_whole = complete(Some(Kind::YesAnd), &typed, &facts).is_ok();
            assert_eq!(is_whole, !additions.is_empty(), "{number}");
        }
    }

    #[test]
    fn what_is_taken_over_as_proposed_keeps_all_that_is_known_of_it() {
        let metric = Value::words("Dated next steps").with(part::UNIT, "%").with(part::THING, "metric:1");
        let suggested = vec![(Addition::Measure, Value::words("Other")), (Addition::Measure, metric.clone())];
        let follow_up_on = "2027-01-25".parse().ok();
        let facts = Facts { suggested, follow_up_on, ..facts() };
        let mut typed = parts(&["yes", "follow-up"]);
        typed.set("measure", " Dated next steps ");
        let Answer::YesAnd { additions, .. } = complete(Some(Kind::YesAnd), &typed, &facts).unwrap() else { panic!() };
        let day = Value::words("something").with(part::ON, "2027-01-25");
        assert_eq!(additions, [(Addition::Measure, metric), (Addition::FollowUp, day)]);

        let agreed = Value::words("something").with(part::ON, "2027-02-01").with(part::METHOD, "by phone");
        let entered = crate::rules::Entered {
            addition: Addition::FollowUp,
            value: agreed.clone(),
            waived: None,
            by: "member:1".to_owned(),
            at: at("25T10:00"),
            version: 1,
        };
        let facts = Facts { standings: vec![(Addition::FollowUp, Standing::Filled(entered))], ..facts };
        let Answer::YesAnd { additions, .. } = complete(Some(Kind::YesAnd), &typed, &facts).unwrap() else { panic!() };
        assert_eq!(additions.last(), Some(&(Addition::FollowUp, agreed)), "the day that stands stays");
    }

    #[test]
    fn an_order_is_ready_on_a_day_that_is_still_to_come() {
        let today: Date = "2026-11-25".parse().unwrap();
        for (ready_on, is_missing) in [
            (None, false),
            (Some(Err("soon is no day".to_owned())), true),
            (Some(Ok("2026-11-24".parse().unwrap())), true),
            (Some(Ok(today)), false),
        ] {
            let facts = Facts { ready_on, today, ..facts() };
            let result = complete(Some(Kind::YesAnd), &parts(&["yes", "outcome"]), &facts);
            assert_eq!(fields(result), if is_missing { vec!["ready-on"] } else { vec![] });
        }
    }

    #[test]
    fn options_need_what_their_ways_lack() {
        let lacking = vec![Missing::at("way-2-title", "Set at least two ways beside each other.")];
        let result = complete(Some(Kind::Options), &Parts::default(), &Facts { ways: lacking, ..facts() });
        assert_eq!(fields(result), ["way-2-title"]);
        assert!(
            complete(Some(Kind::Options), &Parts::default(), &facts()).is_ok(),
            "words around the ways may be left out"
        );
        for (holds_until_at, is_missing) in [
            (Some(Ok(at("25T10:15"))), true),
            (Some(Err("soon is no time".to_owned())), true),
            (Some(Ok(at("25T10:16"))), false),
        ] {
            let result = complete(Some(Kind::Options), &Parts::default(), &Facts { holds_until_at, ..facts() });
            assert_eq!(!fields(result).is_empty(), is_missing);
        }
    }

    #[test]
    fn not_training_needs_what_was_seen_and_another_way() {
        needs(Kind::NotTrainingBut, &["observed", "proposals"], &facts());
        let mut lines = parts(&["observed"]);
        lines.set("proposals", "- Cut the update to three fields\n\n•  \n* Leave update time out of the target\n");
        let answer = complete(Some(Kind::NotTrainingBut), &lines, &facts()).unwrap();
        let Answer::NotTrainingBut { proposals, .. } = answer else { panic!("another kind") };
        assert_eq!(proposals, ["Cut the update to three fields", "Leave update time out of the target"]);
        lines.set("proposals", "-\n•");
        assert_eq!(fields(complete(Some(Kind::NotTrainingBut), &lines, &facts())), ["proposals"]);
    }

    #[test]
    fn later_needs_the_reason_and_a_second_promise_with_a_block_in_time() {
        needs(Kind::LaterBy, &["later-reason"], &Facts { due_at: Some(Ok(at("26T12:00"))), ..facts() });
        let tried = |due_at: Option<Result<Timestamp, String>>, block_ends: Vec<Timestamp>| {
            let facts = Facts { due_at, block_ends, ..facts() };
            complete(Some(Kind::LaterBy), &parts(&["later-reason"]), &facts)
        };
        let both = || vec![at("26T12:00"), at("25T12:00")];
        assert_eq!(fields(tried(None, both())), ["due"]);
        assert_eq!(fields(tried(Some(Err("no time".to_owned())), both())), ["due"]);
        assert_eq!(fields(tried(Some(Ok(at("25T10:15"))), both())), ["due"], "a time already past");
        for (due, block_ends, possible) in [
            ("25T11:59", both(), Some("25T12:00")),
            ("26T11:59", vec![at("26T12:00")], Some("26T12:00")),
            ("30T09:00", vec![], None),
            ("30T09:00", vec![at("25T10:15"), at("24T12:00")], None),
        ] {
            let missing = tried(Some(Ok(at(due))), block_ends).unwrap_err();
            let expected = Why::NoBlockInTime(possible.map(at));
            assert_eq!(missing, [Missing { field: "due".to_owned(), why: expected }], "{due}");
        }
        for (due, block_ends) in [("25T12:00", both()), ("26T12:00", vec![at("26T12:00")]), ("30T09:00", both())] {
            let answer = tried(Some(Ok(at(due))), block_ends).unwrap();
            assert_eq!(answer, Answer::LaterBy { due_at: at(due), reason: "something".to_owned() });
        }
    }

    #[test]
    fn a_refusal_of_a_later_time_offers_the_next_possible_one() {
        let missing = Missing { field: "due".to_owned(), why: Why::NoBlockInTime(Some(at("26T12:00"))) };
        let words = missing.words(|_| "Thursday 26 November, 12:00 (Berlin)".to_owned());
        assert_eq!(
            words,
            "No block ends before that. The next one makes it possible by Thursday 26 November, 12:00 (Berlin)."
        );
        let missing = Missing { field: "due".to_owned(), why: Why::NoBlockInTime(None) };
        assert!(missing.words(|_| String::new()).contains("Reserve one first"));
    }

    #[test]
    fn no_needs_the_reason_and_who_may_help() {
        needs(Kind::NoBecause, &["no-reason", "helper"], &facts());
    }

    #[test]
    fn the_parts_of_another_kind_make_no_answer() {
        let everything: Vec<String> = Kind::ALL.iter().flat_map(|kind| Parts::fields_of(*kind)).collect();
        for kind in Kind::ALL {
            let own = Parts::fields_of(kind);
            let others: Vec<&str> =
                everything.iter().filter(|field| !own.contains(field)).map(String::as_str).collect();
            let facts = Facts { ways: vec![Missing::at("way-1-title", "Name it.")], ..facts() };
            assert!(complete(Some(kind), &parts(&others), &facts).is_err(), "{kind:?}");
        }
    }
}
