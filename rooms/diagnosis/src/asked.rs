//! The questions as the stakeholder reads them, on their private page and in the letter: plain, about their people, and none of the words
//! of the method.

use method::{Choice, Question};

use crate::rules::{Parts, field, is_answered};

/// A question as the stakeholder reads it.
pub(crate) fn words(question: Question) -> &'static str {
    match question {
        Question::Gap => "Which number should get better, and what is it today?",
        Question::Onset => "When did it start, and for whom?",
        Question::Cost => "What does it cost you a month, roughly?",
        Question::Seen => "What did you see or count that shows it?",
        Question::Behaviour => "Who should do what differently, and in which moment?",
        Question::CouldToday => "If it really mattered today, how many of your people could do it right?",
        Question::DoneBefore => "Have they done it right before, and how often do they do it?",
        Question::PictureOfGood => {
            "If five of them were asked apart what good looks like, how many would say the same?"
        }
        Question::Feedback => "How soon do they hear whether it was right, and how exactly?",
        Question::Tools => "Do they have the tools, the information and the access at hand when they need them?",
        Question::Process => "Which steps, rules or interruptions stand in their way?",
        Question::Consequences => "What happens to someone who does it right every time?",
        Question::Capacity => "Do they have enough time for it, and is it work that suits them?",
        Question::Willingness => "With all of that out of the way, would they want to do it?",
    }
}

/// An answer to choose, as the stakeholder reads it.
pub(crate) fn choice(question: Question, choice: &Choice) -> &'static str {
    match (question, choice.word) {
        (Question::CouldToday, "most_could") => "Most of them",
        (Question::CouldToday, "some_could") => "Some of them",
        (Question::CouldToday, _) => "Only a few",
        (Question::Consequences, "right_pays") => "It pays off for them",
        (Question::Consequences, "no_difference") => "It makes no difference",
        (Question::Consequences, "right_costs") => "It costs them something",
        (Question::Consequences, _) => "Doing it wrong pays off more",
        (Question::PictureOfGood, "0-1") => "None, or one",
        (Question::PictureOfGood, "2-3") => "Two or three",
        (Question::PictureOfGood, _) => "Four, or all five",
        (Question::Capacity, "time_and_fit") => "Yes, both",
        (Question::Capacity, "short_of_time") => "They are short of time",
        (Question::Capacity, "poor_fit") => "It does not suit all of them",
        (Question::Capacity, _) => "Neither",
        _ => choice.title,
    }
}

/// A few words below an answer.
pub(crate) fn choice_note(question: Question, choice: &Choice) -> Option<&'static str> {
    match (question, choice.word) {
        (Question::Consequences, "right_costs") => Some("time, sales, trouble"),
        (Question::Onset, "after_change") => Some("a new tool, a new rule, a move"),
        _ => None,
    }
}

/// “I don't know”, always there.
pub(crate) const UNKNOWN: &str = "I don’t know";

/// What stands below it.
pub(crate) fn unknown_note(question: Question) -> Option<&'static str> {
    (!question.is_known_to_the_requester()).then_some("We will ask a few of them, if you let us.")
}

/// What is asked beside the answer.
pub(crate) fn more(question: Question) -> &'static str {
    match question {
        Question::Onset => "Since when, and what changed?",
        Question::Process => "Which ones?",
        Question::Consequences => "What does it cost them, or bring them?",
        Question::Tools => "What is missing?",
        Question::Gap
        | Question::Cost
        | Question::Seen
        | Question::Behaviour
        | Question::CouldToday
        | Question::DoneBefore
        | Question::PictureOfGood
        | Question::Feedback
        | Question::Capacity
        | Question::Willingness => "Anything to add?",
    }
}

/// Why any of this is asked.
pub(crate) const WHY: &str = "A course helps when people cannot do something yet. If most can, the cause lies elsewhere, and we would rather mend \
     that with you than take hours from your people.";

/// An answer in the stakeholder's own words: what it says, and what was added; none where it is left open.
pub(crate) fn answer(question: Question, parts: &Parts) -> Option<(String, Option<String>)> {
    let added = parts.some(field::WORDS).map(str::to_owned);
    if parts.is_unknown() {
        return Some((UNKNOWN.to_owned(), added));
    }
    if let Some(choice) = question.choice(parts.text(field::ANSWER)) {
        return Some((self::choice(question, choice).to_owned(), added));
    }
    if question.choices().is_empty() && (is_answered(question, parts) || !parts.is_empty()) {
        let texts: Vec<&str> = crate::rules::fields_of(question).iter().filter_map(|name| parts.some(name)).collect();
        return Some((texts.join(", "), None));
    }
    added.map(|added| (added, None))
}

/// Question and answer as they join the conversation.
pub(crate) fn told(question: Question, parts: &Parts) -> Option<String> {
    let (answer, added) = answer(question, parts)?;
    let added = added.map(|added| format!("\n“{added}”")).unwrap_or_default();
    Some(format!("{}\n{answer}.{added}", words(question)))
}
