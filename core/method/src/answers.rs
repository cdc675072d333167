use std::collections::BTreeMap;

use crate::{Choice, Evidence, Question};

/// The answer “we don't know”: always allowed. It counts for nothing and blocks nothing.
pub const UNKNOWN: &str = "?";
/// How many questions are asked in the fast lane.
pub const FAST_LANE: usize = 3;

/// The answer to one question, with how it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Given {
    /// What was answered; none is “we don't know”.
    pub choice: Option<&'static Choice>,
    /// How it is known.
    pub evidence: Evidence,
}

/// A question that has no such answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{word}” is no answer to {}. Take one of: {}, ?.", .question.code(), words_of(*.question))]
pub struct NoSuchAnswer {
    /// Which question.
    pub question: Question,
    /// What was given.
    pub word: String,
}

fn words_of(question: Question) -> String {
    question.choices().iter().map(|choice| choice.word).collect::<Vec<_>>().join(", ")
}

/// All that was answered about one request.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    /// Whether Q1 names a measure and today's number.
    pub has_measure: bool,
    /// Whether Q1 names the wanted number too.
    pub has_target: bool,
    /// Whether Q5 says who must do what.
    pub has_behaviour: bool,
    /// What Q4 brought: what was seen or counted.
    pub brought: Evidence,
    given: BTreeMap<Question, Given>,
}

impl Answers {
    /// Answers a question, in the place of what was answered before.
    ///
    /// # Errors
    /// When the question has no such answer.
    pub fn give(&mut self, question: Question, word: &str, evidence: Evidence) -> Result<(), NoSuchAnswer> {
        let given = match question.choice(word) {
            Some(choice) => Given { choice: Some(choice), evidence },
            None if word == UNKNOWN && !question.choices().is_empty() => {
                Given { choice: None, evidence: Evidence::Unknown }
            }
            None => return Err(NoSuchAnswer { question, word: word.to_owned() }),
        };
        self.given.insert(question, given);
        Ok(())
    }

    /// The same answers with one in another's place.
    #[must_use]
    pub(crate) fn with(&self, question: Question, given: Given) -> Self {
        let mut answers = self.clone();
        answers.given.insert(question, given);
        answers
    }

    /// What was answered to a question, “we don't know” among it.
    pub fn given(&self, question: Question) -> Option<Given> {
        self.given.get(&question).copied()
    }

    /// Whether a question that gives points was answered, even by “we don't know”.
    pub fn has(&self, question: Question) -> bool {
        self.given.contains_key(&question)
    }

    /// The evidence of an answer; nothing where none was given.
    pub(crate) fn evidence(&self, question: Question) -> f64 {
        self.given(question).map_or(0.0, |given| given.evidence.factor())
    }

    /// How many of the questions that give points were answered.
    pub fn len(&self) -> usize {
        self.given.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.given.is_empty()
    }

    /// Whether somebody brought the gap with both numbers, who must do what, and evidence of several people or a count: then only
    /// [`FAST_LANE`] questions are asked, those that would tell most.
    pub fn is_in_the_fast_lane(&self) -> bool {
        self.has_measure && self.has_target && self.has_behaviour && self.brought.is_firm()
    }

    /// How many questions the fast lane still asks; none outside it.
    pub fn left_in_the_fast_lane(&self) -> Option<usize> {
        self.is_in_the_fast_lane().then(|| FAST_LANE.saturating_sub(self.len()))
    }
}
