use std::cmp::Ordering;
use std::fmt;

use crate::{Answers, Cause, Choice, Evidence, Priors, Question};

/// From this support on a cause is likely.
pub const LIKELY: f64 = 0.60;
/// Below this support a cause is unlikely.
pub const UNLIKELY: f64 = 0.35;
/// Below this coverage too little is known to recommend anything.
const ENOUGH_COVERAGE: f64 = 0.40;
/// What must be known of every other cause before a course alone is recommended.
const COVERAGE_OF_OTHERS: f64 = 0.25;
/// What must be known of skill before it may stay in doubt.
const COVERAGE_OF_SKILL: f64 = 0.60;
/// From this coverage on a missing cause means that the gap itself is in doubt.
const NEARLY_ALL: f64 = 0.80;

/// What the answers come to for one cause.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Which.
    pub cause: Cause,
    /// The points with which it starts.
    pub prior: f64,
    /// The points with those of the answers.
    pub points: f64,
    /// An aid for the order, between 0 and 1; no probability.
    pub support: f64,
    /// How much of what the questions could tell about it is known, between 0 and 1.
    pub coverage: f64,
    /// The answers that gave points, by their size, then by the number of the question.
    pub because: Vec<Point>,
}

impl Judged {
    /// Whether it is likely, possible or unlikely.
    pub fn band(&self) -> Band {
        Band::of(self.support)
    }
}

/// The points that one answer gives a cause.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Which question.
    pub question: Question,
    /// What was answered.
    pub choice: &'static Choice,
    /// How it is known.
    pub evidence: Evidence,
    /// The points: evidence times weight.
    pub points: f64,
}

/// How likely a cause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// Support of 0.60 or more.
    Likely,
    /// From 0.35 to below 0.60.
    Possible,
    /// Below 0.35.
    Unlikely,
}

impl Band {
    /// The band of a support.
    pub fn of(support: f64) -> Self {
        if support >= LIKELY {
            Self::Likely
        } else if support >= UNLIKELY {
            Self::Possible
        } else {
            Self::Unlikely
        }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Likely => "likely",
            Self::Possible => "possible",
            Self::Unlikely => "unlikely",
        }
    }
}

/// What follows from the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Recommendation {
    /// Too little is known.
    NeedMore,
    /// Nearly all is known, and no cause explains the gap.
    CheckTheGap,
    /// Skill is missing, and something else as well: the other first.
    TrainAndOther,
    /// Skill is missing, and nothing else.
    Train,
    /// Something else than skill is missing.
    NotTraining,
    /// Something else is missing; whether skill is too, stays in doubt.
    NotTrainingButCheckSkill,
}

impl Recommendation {
    /// Those that a person may decide for, whatever the answers say.
    pub const DECIDABLE: [Self; 4] =
        [Self::NotTraining, Self::TrainAndOther, Self::Train, Self::NotTrainingButCheckSkill];

    /// In the words of the method.
    pub fn words(self) -> &'static str {
        match self {
            Self::NeedMore => "need more information",
            Self::CheckTheGap => "no cause explains the gap: check that the gap is real",
            Self::TrainAndOther => "train + other",
            Self::Train => "train",
            Self::NotTraining => "not training",
            Self::NotTrainingButCheckSkill => "not training, re-check skill",
        }
    }

    /// The word by which it is kept.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NeedMore => "need-more",
            Self::CheckTheGap => "check-the-gap",
            Self::TrainAndOther => "train-and-other",
            Self::Train => "train",
            Self::NotTraining => "not-training",
            Self::NotTrainingButCheckSkill => "not-training-check-skill",
        }
    }

    /// The recommendation of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        let all = [
            Self::NeedMore,
            Self::CheckTheGap,
            Self::TrainAndOther,
            Self::Train,
            Self::NotTraining,
            Self::NotTrainingButCheckSkill,
        ];
        all.into_iter().find(|recommendation| recommendation.as_str() == word)
    }
}

impl fmt::Display for Recommendation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// What the answers about one request come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnosis {
    /// Each cause, in the order of the model.
    pub causes: Vec<Judged>,
    /// How much of what the questions could tell is known: the mean over the causes.
    pub coverage: f64,
    /// What follows.
    pub recommendation: Recommendation,
    /// The number of the rule that decided.
    pub rule: u8,
    /// The question to ask next; none if all is answered and firm.
    pub next: Option<Question>,
    /// What each question that is open, or weakly answered when none is open, would tell: the largest first.
    pub values: Vec<(Question, f64)>,
}

impl Diagnosis {
    /// One cause.
    pub fn of(&self, cause: Cause) -> Option<&Judged> {
        self.causes.iter().find(|judged| judged.cause == cause)
    }

    /// The causes by support; equal ones in the order of the model.
    pub fn ranked(&self) -> Vec<&Judged> {
        let mut ranked: Vec<&Judged> = self.causes.iter().collect();
        ranked.sort_by(|one, other| other.support.total_cmp(&one.support));
        ranked
    }

    /// The likely causes by support.
    pub fn likely(&self) -> Vec<&Judged> {
        self.ranked().into_iter().filter(|judged| judged.band() == Band::Likely).collect()
    }

    /// The rule that decided, in a sentence.
    pub fn rule_words(&self) -> &'static str {
        match (self.rule, self.recommendation) {
            (1, _) => {
                "a result with today’s number is missing, or less than 0.40 of what the questions could tell is known"
            }
            (2, _) => {
                "skill is likely (0.60 or more), and so is another cause. The other fixes come first: a course lands only when they are under way"
            }
            (3, Recommendation::Train) => {
                "skill alone is likely (0.60 or more), and of every other cause enough is known (0.25 or more)"
            }
            (3, _) => "skill alone is likely (0.60 or more), but of another cause too little is known (below 0.25)",
            (4, _) => "skill is unlikely (below 0.35) and at least one other cause is likely (0.60 or more)",
            (5, Recommendation::NotTrainingButCheckSkill) => {
                "another cause is likely (0.60 or more), and skill stays in doubt (0.35 to 0.60) although most of it is known"
            }
            (5, _) => {
                "another cause is likely (0.60 or more), but skill is in doubt (0.35 to 0.60) and too little of it is known (below 0.60)"
            }
            (_, Recommendation::CheckTheGap) => "no cause is likely although nearly all is known (0.80 or more)",
            _ => "no cause is likely yet (0.60 or more)",
        }
    }
}

/// Judges each cause by the answers, and says what follows.
pub fn diagnose(answers: &Answers, priors: &Priors) -> Diagnosis {
    let causes: Vec<Judged> = Cause::ALL.into_iter().map(|cause| judge(answers, priors, cause)).collect();
    let coverage = mean(causes.iter().map(|judged| judged.coverage));
    let (rule, recommendation) = recommend(answers.has_measure, coverage, &causes);
    let values = values(answers, &causes);
    let next = if !answers.has_measure {
        Some(Question::Gap)
    } else if !answers.has_behaviour {
        Some(Question::Behaviour)
    } else {
        values.first().map(|(question, _)| *question)
    };
    Diagnosis { causes, coverage, recommendation, rule, next, values }
}

fn judge(answers: &Answers, priors: &Priors, cause: Cause) -> Judged {
    let mut because: Vec<Point> = Question::scored().filter_map(|question| point(answers, question, cause)).collect();
    let prior = priors.of(cause);
    let points = because.iter().fold(prior, |sum, point| sum + point.points);
    because
        .sort_by(|one, other| other.points.abs().total_cmp(&one.points.abs()).then(one.question.cmp(&other.question)));
    let most = |question: Question| f64::from(question.most(cause));
    let known: f64 = Question::scored().map(|question| answers.evidence(question) * most(question)).sum();
    let all: f64 = Question::scored().map(most).sum();
    Judged { cause, prior, points, support: support(points), coverage: known / all, because }
}

fn point(answers: &Answers, question: Question, cause: Cause) -> Option<Point> {
    let given = answers.given(question)?;
    let choice = given.choice?;
    let weight = choice.weight(cause);
    if weight == 0 || given.evidence == Evidence::Unknown {
        return None;
    }
    let points = given.evidence.factor() * f64::from(weight);
    Some(Point { question, choice, evidence: given.evidence, points })
}

fn support(points: f64) -> f64 {
    1.0 / (1.0 + (-points / 2.0).exp())
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let many = u32::try_from(values.len()).unwrap_or(u32::MAX);
    values.sum::<f64>() / f64::from(many)
}

/// The first rule that fits, with what it says.
fn recommend(has_measure: bool, coverage: f64, causes: &[Judged]) -> (u8, Recommendation) {
    let of_skill = |judged: &&Judged| judged.cause == Cause::Skill;
    let skill = causes.iter().find(of_skill).map_or(0.0, |skill| skill.support);
    let skill_coverage = causes.iter().find(of_skill).map_or(0.0, |skill| skill.coverage);
    let mut others = causes.iter().filter(|judged| judged.cause != Cause::Skill);
    let is_other_likely = others.clone().any(|other| other.support >= LIKELY);
    if !has_measure || coverage < ENOUGH_COVERAGE {
        return (1, Recommendation::NeedMore);
    }
    match (Band::of(skill), is_other_likely) {
        (Band::Likely, true) => (2, Recommendation::TrainAndOther),
        (Band::Likely, false) if others.all(|other| other.coverage >= COVERAGE_OF_OTHERS) => (3, Recommendation::Train),
        (Band::Likely, false) => (3, Recommendation::NeedMore),
        (Band::Unlikely, true) => (4, Recommendation::NotTraining),
        (Band::Possible, true) if skill_coverage >= COVERAGE_OF_SKILL => (5, Recommendation::NotTrainingButCheckSkill),
        (Band::Possible, true) => (5, Recommendation::NeedMore),
        (Band::Possible | Band::Unlikely, false) if coverage >= NEARLY_ALL => (6, Recommendation::CheckTheGap),
        (Band::Possible | Band::Unlikely, false) => (6, Recommendation::NeedMore),
    }
}

/// What each open question would tell; when none is open, each weak answer.
fn values(answers: &Answers, causes: &[Judged]) -> Vec<(Question, f64)> {
    let value = |question: Question| (question, value(answers.evidence(question), question, causes));
    let mut values: Vec<_> = Question::scored().filter(|question| !answers.has(*question)).map(value).collect();
    if values.is_empty() {
        let is_weak = |question: &Question| answers.given(*question).is_some_and(|given| !given.evidence.is_firm());
        values = Question::scored().filter(is_weak).map(value).collect();
    }
    values.sort_by(|(one, of_one), (other, of_other)| largest(*of_one, *of_other).then(one.cmp(other)));
    values
}

fn value(evidence: f64, question: Question, causes: &[Judged]) -> f64 {
    let effort = if question.is_known_to_the_requester() { 1.0 } else { 2.0 };
    let doubt = |judged: &Judged| {
        f64::from(question.most(judged.cause)) * (1.0 - evidence) * 4.0 * judged.support * (1.0 - judged.support)
    };
    causes.iter().map(doubt).sum::<f64>() / effort
}

/// Compared after rounding to nine places, so that sums of other order are ties.
fn largest(one: f64, other: f64) -> Ordering {
    let rounded = |value: f64| (value * 1e9).round();
    rounded(other).total_cmp(&rounded(one))
}
