//! What other rooms show of a diagnosis.

use ground::{StoreError, TeamId, Tx};
use method::{Cause, Question, Recommendation, Worth};
use requests::RequestId;

use crate::rules::{Gap, WhyNow, next};
use crate::store::case::{Case, Decided, case};
use crate::words;

/// A diagnosis in short.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// What counts: what somebody decided, or else what the answers recommend.
    pub recommendation: Recommendation,
    /// The same in a sentence or two, with what to work on.
    pub words: String,
    /// The number of the rule that decided.
    pub rule: u8,
    /// That rule in words; it begins small.
    pub rule_words: &'static str,
    /// What somebody decided otherwise, and why.
    pub decided: Option<Decided>,
    /// The likely causes, the strongest first.
    pub likely: Vec<Likely>,
    /// How much of what the questions could tell is known, between 0 and 1.
    pub coverage: f64,
    /// How many of the fourteen questions have an answer.
    pub answered: usize,
    /// The question to ask next.
    pub next_question: Option<Question>,
    /// Why that one, in a few words.
    pub next_why: Option<&'static str>,
    /// The gap, as far as it is known: measure, today's number, the wanted one, where it is counted.
    pub gap: Option<Gap>,
    /// Who must do what differently.
    pub behaviour: Option<String>,
    /// Why the order has to be taken all the same.
    pub mandatory: Option<String>,
    /// Whether the gap is worth the work; none while that is not known.
    pub worth: Option<Worth>,
    /// How many questions wait for the stakeholder.
    pub asked_and_open: usize,
}

/// A likely cause, with what usually helps.
#[derive(Debug, Clone, PartialEq)]
pub struct Likely {
    /// Which.
    pub cause: Cause,
    /// What it says.
    pub name: &'static str,
    /// Its support, an aid for the order and no probability.
    pub support: f64,
    /// What usually helps, the default first.
    pub solutions: &'static [&'static str],
}

/// The diagnosis of a request in short; none where nothing was answered yet.
pub async fn summary(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Option<Summary>, StoreError> {
    let case = case(tx, team, request).await?;
    let is_begun = !case.answers.is_empty() || case.decided.is_some() || case.mandatory.is_some();
    Ok((is_begun || !case.askings.is_empty()).then(|| of(&case)))
}

/// A case in short.
pub(crate) fn of(case: &Case) -> Summary {
    let (given, found) = (case.given(), case.found());
    let open = case.open();
    let next = next(&given, &found, &open, &[]);
    let likely = found.likely().into_iter().map(|judged| Likely {
        cause: judged.cause,
        name: judged.cause.name(),
        support: judged.support,
        solutions: judged.cause.solutions(),
    });
    let asked = case.askings.iter().flat_map(|asking| &asking.questions);
    let mut waiting: Vec<Question> = asked.copied().filter(|question| case.reply(*question).is_none()).collect();
    waiting.sort();
    waiting.dedup();
    let decided = case.decided.as_ref();
    Summary {
        recommendation: decided.map_or(found.recommendation, |decided| decided.recommendation),
        words: decided.map_or_else(
            || words::recommended(&found),
            |decided| format!("{}.", words::titled(decided.recommendation)),
        ),
        rule: found.rule,
        rule_words: found.rule_words(),
        decided: case.decided.clone(),
        likely: likely.collect(),
        coverage: found.coverage,
        answered: Question::ALL.len() - open.len(),
        next_question: next.map(|next| next.question),
        next_why: next.map(|next| WhyNow::words(next.why)),
        gap: case.gap(),
        behaviour: case.answer(Question::Behaviour).filter(|answer| answer.is_whole()).map(|answer| answer.words()),
        mandatory: case.mandatory.clone(),
        worth: case.worth(),
        asked_and_open: waiting.len(),
    }
}
