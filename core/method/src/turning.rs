use crate::score::{Diagnosis, diagnose};
use crate::{Answers, Band, Cause, Choice, Evidence, Given, Priors, Question, Recommendation};

/// Another answer than the one that is known, as a count would show it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// To which question.
    pub question: Question,
    /// What the answer would be.
    pub choice: &'static Choice,
}

/// What other answers would come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// The answers that would differ, one or two.
    pub changes: Vec<Change>,
    /// The cause that they would move most.
    pub cause: Cause,
    /// Its support now.
    pub from: f64,
    /// Its support then.
    pub to: f64,
    /// What would be recommended.
    pub recommendation: Recommendation,
    /// Which cause would lead.
    pub leads: Cause,
}

/// What would change the result: the fewest other answers that change the recommendation, where they move most; then the one other answer
/// that would take the leading cause out of the likely ones. Each answer is taken as counted.
pub fn turns(answers: &Answers, priors: &Priors) -> Vec<Turn> {
    let now = diagnose(answers, priors);
    let changes = possible_changes(answers);
    let mut found: Vec<Turn> = changing(&now, answers, priors, &changes).into_iter().collect();
    if let Some(lead) = now.likely().first().map(|lead| lead.cause) {
        let falls = |turn: &Turn| turn.cause == lead && Band::of(turn.to) != Band::Likely;
        let singles = changes.iter().map(|change| turn(&now, answers, priors, &[*change])).filter(falls);
        let most = singles.max_by(|one, other| moved(one).total_cmp(&moved(other)));
        found.extend(most.filter(|turn| found.iter().all(|known| known.changes != turn.changes)));
    }
    found
}

/// The one other answer that would move a cause most to the other side: down where it is likely, up where it is not.
pub fn what_moves(answers: &Answers, priors: &Priors, cause: Cause) -> Option<Turn> {
    let now = diagnose(answers, priors);
    let judged = now.of(cause)?;
    let is_likely = judged.band() == Band::Likely;
    let of_cause = |change: Change| {
        let then = changed(answers, priors, &[change]);
        let support = then.of(cause).map_or(judged.support, |judged| judged.support);
        Turn { cause, from: judged.support, to: support, ..told(&now, &then, vec![change]) }
    };
    let is_other_side = |turn: &Turn| if is_likely { turn.to < turn.from } else { turn.to > turn.from };
    let turns = possible_changes(answers).into_iter().map(of_cause).filter(is_other_side);
    turns.reduce(|best, next| if moved(&next) > moved(&best) { next } else { best })
}

/// Every answer that is not the one given already.
fn possible_changes(answers: &Answers) -> Vec<Change> {
    let of = |question: Question| {
        let given = answers.given(question).and_then(|given| given.choice).map(|choice| choice.word);
        let others = question.choices().iter().filter(move |choice| Some(choice.word) != given);
        others.map(move |choice| Change { question, choice })
    };
    Question::scored().flat_map(of).collect()
}

/// One or, where no single answer does it, two that change the recommendation.
fn changing(now: &Diagnosis, answers: &Answers, priors: &Priors, changes: &[Change]) -> Option<Turn> {
    let differs = |turn: &Turn| turn.recommendation != now.recommendation;
    let better = |best: Turn, next: Turn| if moved(&next) > moved(&best) { next } else { best };
    let singles = changes.iter().map(|change| turn(now, answers, priors, &[*change]));
    let pairs = || {
        let pair = |(place, one): (usize, &Change)| {
            let one = *one;
            let others = changes.iter().skip(place + 1).filter(move |other| other.question != one.question);
            others.map(move |other| [one, *other])
        };
        changes.iter().enumerate().flat_map(pair).map(|pair| turn(now, answers, priors, &pair)).filter(differs)
    };
    singles.filter(differs).reduce(better).or_else(|| pairs().reduce(better))
}

fn moved(turn: &Turn) -> f64 {
    (turn.to - turn.from).abs()
}

fn changed(answers: &Answers, priors: &Priors, changes: &[Change]) -> Diagnosis {
    let counted = |choice| Given { choice: Some(choice), evidence: Evidence::Counted };
    let answers =
        changes.iter().fold(answers.clone(), |answers, change| answers.with(change.question, counted(change.choice)));
    diagnose(&answers, priors)
}

fn turn(now: &Diagnosis, answers: &Answers, priors: &Priors, changes: &[Change]) -> Turn {
    told(now, &changed(answers, priors, changes), changes.to_vec())
}

fn told(now: &Diagnosis, then: &Diagnosis, changes: Vec<Change>) -> Turn {
    let both = now.causes.iter().zip(&then.causes);
    let most = both.max_by(|(a, b), (c, d)| (a.support - b.support).abs().total_cmp(&(c.support - d.support).abs()));
    let (cause, from, to) = most.map_or((Cause::Skill, 0.0, 0.0), |(now, then)| (now.cause, now.support, then.support));
    let leads = then.ranked().first().map_or(cause, |lead| lead.cause);
    Turn { changes, cause, from, to, recommendation: then.recommendation, leads }
}
