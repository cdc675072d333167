use method::{Answers, Diagnosis, Question};

/// The most questions that one letter asks.
pub const MOST_ASKED: usize = 3;

/// The question to show next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// Which.
    pub question: Question,
    /// Why this one.
    pub why: WhyNow,
}

/// Why a question is the one to ask now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNow {
    /// Without it nothing else means much.
    First,
    /// It would tell most.
    TellsMost,
    /// One of the three that the fast lane asks.
    FastLane,
    /// It gives no points, and says whether the gap is worth the work, or how firm the rest is.
    Beside,
    /// Nothing is open; its answer is the weak one that matters most.
    Again,
}

impl WhyNow {
    /// As it stands beside the question.
    pub fn words(self) -> &'static str {
        match self {
            Self::First => "comes first",
            Self::TellsMost => "it would tell most",
            Self::FastLane => "fast lane: one of the three that would tell most",
            Self::Beside => "gives no points, and is good to know",
            Self::Again => "asked again: it would firm up most",
        }
    }
}

/// The question to show next, but for those that somebody skipped just now. `open` are the ones without an answer.
pub fn next(answers: &Answers, found: &Diagnosis, open: &[Question], skipped: &[Question]) -> Option<Next> {
    let is_left = |question: Question| !skipped.contains(&question);
    let first = [(Question::Gap, answers.has_measure), (Question::Behaviour, answers.has_behaviour)];
    if let Some((question, _)) = first.into_iter().find(|(question, is_there)| !is_there && is_left(*question)) {
        return Some(Next { question, why: WhyNow::First });
    }
    let fast = answers.left_in_the_fast_lane();
    let best = found.values.iter().map(|(question, _)| *question).find(|question| is_left(*question));
    let is_open = best.is_some_and(|best| !answers.has(best));
    if let (Some(question), true) = (best, is_open && fast != Some(0)) {
        let why = if fast.is_some() { WhyNow::FastLane } else { WhyNow::TellsMost };
        return Some(Next { question, why });
    }
    let beside = [Question::Seen, Question::Cost].into_iter();
    if let Some(question) = beside.into_iter().find(|question| open.contains(question) && is_left(*question)) {
        return Some(Next { question, why: WhyNow::Beside });
    }
    best.filter(|_| !is_open).map(|question| Next { question, why: WhyNow::Again })
}

/// The questions that can be sent to a stakeholder: all but what the team itself saw.
pub fn askable() -> impl Iterator<Item = Question> {
    Question::ALL.into_iter().filter(|question| *question != Question::Seen)
}

/// The questions to propose for a letter: the one that somebody wants to send, then what comes first and what would tell most of what is
/// open or weak, and was not sent before.
pub fn proposed(wanted: Option<Question>, answers: &Answers, found: &Diagnosis, sent: &[Question]) -> Vec<Question> {
    let first = [(Question::Gap, answers.has_measure), (Question::Behaviour, answers.has_behaviour)];
    let first = first.into_iter().filter(|(_, is_there)| !is_there).map(|(question, _)| question);
    let best = found.values.iter().map(|(question, _)| *question);
    let mut proposed: Vec<Question> = wanted.into_iter().collect();
    for question in first.chain(best) {
        if proposed.len() < MOST_ASKED && !sent.contains(&question) && !proposed.contains(&question) {
            proposed.push(question);
        }
    }
    proposed
}

/// Why questions can't be sent, in the words the member reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotAsk {
    /// None was picked.
    #[error("Pick one question at least, and three at most.")]
    None,
    /// More than a reader answers on the way.
    #[error("Pick three questions at most. More are left unanswered.")]
    TooMany,
    /// Only the team can answer it.
    #[error("What was seen or counted is for the team to say. Pick another question.")]
    OwnQuestion,
}

/// Checks the questions of a letter.
pub fn ask(questions: &[Question]) -> Result<(), CannotAsk> {
    if questions.is_empty() {
        Err(CannotAsk::None)
    } else if questions.len() > MOST_ASKED {
        Err(CannotAsk::TooMany)
    } else if questions.contains(&Question::Seen) {
        Err(CannotAsk::OwnQuestion)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use method::{Evidence, Priors, diagnose};

    use super::*;

    fn shown(answers: &Answers, skipped: &[Question]) -> Option<Next> {
        let beside = [(Question::Seen, answers.brought != Evidence::default()), (Question::Cost, false)];
        let beside = beside.into_iter().filter(|(_, is_there)| !is_there).map(|(question, _)| question);
        let open: Vec<Question> = Question::scored().filter(|question| !answers.has(*question)).chain(beside).collect();
        next(answers, &diagnose(answers, &Priors::default()), &open, skipped)
    }

    fn whole() -> Answers {
        let mut answers = Answers::default();
        (answers.has_measure, answers.has_target, answers.has_behaviour) = (true, true, true);
        answers
    }

    #[test]
    fn gap_and_behaviour_come_first_and_can_be_skipped_like_any() {
        let none = Answers::default();
        let of = |skipped: &[Question]| shown(&none, skipped).map(|next| (next.question, next.why));
        assert_eq!(of(&[]), Some((Question::Gap, WhyNow::First)));
        assert_eq!(of(&[Question::Gap]), Some((Question::Behaviour, WhyNow::First)));
        assert_eq!(of(&[Question::Gap, Question::Behaviour]), Some((Question::Onset, WhyNow::TellsMost)));
        assert_eq!(of(&Question::ALL), None, "whoever skips all is not asked again");
    }

    #[test]
    fn the_fast_lane_asks_three_and_then_what_stands_beside() {
        let mut answers = whole();
        answers.brought = Evidence::Counted;
        let mut asked = Vec::new();
        while let Some(next) = shown(&answers, &[Question::Cost]) {
            assert_eq!(next.why, WhyNow::FastLane);
            answers.give(next.question, "?", Evidence::Unknown).unwrap();
            asked.push(next.question);
        }
        assert_eq!(asked.len(), 3, "{asked:?}");
        assert_eq!(shown(&answers, &[]).map(|next| next.why), Some(WhyNow::Beside));
    }

    #[test]
    fn with_all_answered_the_weak_ones_come_again() {
        let mut answers = whole();
        let mut seen = Vec::new();
        while let Some(next) =
            shown(&answers, &[Question::Seen, Question::Cost]).filter(|next| next.why != WhyNow::Again)
        {
            let choice = next.question.choices().first().unwrap();
            answers.give(next.question, choice.word, Evidence::OnePerson).unwrap();
            seen.push(next.question);
        }
        assert_eq!(seen.len(), 10);
        assert_eq!(shown(&answers, &[]).map(|next| next.why), Some(WhyNow::Beside));
        for question in Question::scored() {
            let choice = question.choices().first().unwrap();
            answers.give(question, choice.word, Evidence::Counted).unwrap();
        }
        assert_eq!(shown(&answers, &[Question::Seen, Question::Cost]), None, "all is answered and firm");
    }

    #[test]
    fn a_letter_proposes_the_wanted_one_and_what_would_tell_most() {
        let answers = whole();
        let found = diagnose(&answers, &Priors::default());
        let of = |wanted, sent: &[Question]| proposed(wanted, &answers, &found, sent);
        let best: Vec<Question> = found.values.iter().map(|(question, _)| *question).collect();
        assert_eq!(of(None, &[]), best[..3]);
        assert_eq!(of(Some(Question::Willingness), &[best[0]]), [Question::Willingness, best[1], best[2]]);
        assert_eq!(ask(&[]), Err(CannotAsk::None));
        assert_eq!(ask(&best[..4]), Err(CannotAsk::TooMany));
        assert_eq!(ask(&[Question::Seen]), Err(CannotAsk::OwnQuestion));
        assert_eq!(ask(&best[..3]), Ok(()));
        assert!(askable().count() == 13);
    }
}
