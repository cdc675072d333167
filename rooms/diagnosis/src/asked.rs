//! The questions as the stakeholder reads them, on their private page and in the letter: plain, about their people, and none of the words
//! of the method.

use method::{Choice, Question};
use web::{Language, capital};

use crate::rules::{Parts, field, is_answered};
use crate::say;

/// A question as the stakeholder reads it. What the team itself saw is never asked.
pub(crate) fn words(question: Question, language: Language) -> &'static str {
    match question {
        Question::Gap => say::q_gap(language),
        Question::Onset => say::q_onset(language),
        Question::Cost => say::q_cost(language),
        Question::Behaviour | Question::Seen => say::q_behaviour(language),
        Question::CouldToday => say::q_could(language),
        Question::DoneBefore => say::q_before(language),
        Question::PictureOfGood => say::q_picture(language),
        Question::Feedback => say::q_feedback(language),
        Question::Tools => say::q_tools(language),
        Question::Process => say::q_process(language),
        Question::Consequences => say::q_consequences(language),
        Question::Capacity => say::q_capacity(language),
        Question::Willingness => say::q_willing(language),
    }
}

/// An answer to choose, as the stakeholder reads it.
pub(crate) fn choice(choice: &Choice, language: Language) -> &'static str {
    match choice.word {
        "after_change" => say::a_after_change(language),
        "peaks_only" => say::a_peaks_only(language),
        "some_fine" => say::a_some_fine(language),
        "new_task" => say::a_new_task(language),
        "always_everyone" => say::a_always(language),
        "most_could" => say::a_most_could(language),
        "some_could" => say::a_some_could(language),
        "few_could" => say::a_few_could(language),
        "never_did" => say::a_never_did(language),
        "did_now_rare" => say::a_now_rare(language),
        "do_it_often" => say::a_often(language),
        "0-1" => say::a_picture_none(language),
        "2-3" => say::a_picture_some(language),
        "4-5" => say::a_picture_most(language),
        "same_day_specific" => say::a_feedback_soon(language),
        "weeks_or_totals" => say::a_feedback_late(language),
        "rare_never" => say::a_feedback_never(language),
        "all_at_hand" => say::a_tools_all(language),
        "partly" => say::a_tools_partly(language),
        "missing" => say::a_tools_missing(language),
        "clear_path" => say::a_process_clear(language),
        "some_obstacles" => say::a_process_some(language),
        "many_obstacles" => say::a_process_many(language),
        "right_pays" => say::a_right_pays(language),
        "no_difference" => say::a_no_difference(language),
        "right_costs" => say::a_right_costs(language),
        "wrong_pays" => say::a_wrong_pays(language),
        "time_and_fit" => say::a_capacity_both_fine(language),
        "short_of_time" => say::a_capacity_no_time(language),
        "poor_fit" => say::a_capacity_poor_fit(language),
        "both" => say::a_capacity_neither(language),
        "want_to" => say::a_willing(language),
        "mixed" => say::a_willing_mixed(language),
        "do_not" => say::a_unwilling(language),
        _ => choice.title,
    }
}

/// A few words below an answer.
pub(crate) fn choice_note(choice: &Choice, language: Language) -> Option<&'static str> {
    match choice.word {
        "right_costs" => Some(say::a_right_costs_note(language)),
        "after_change" => Some(say::a_after_change_note(language)),
        _ => None,
    }
}

/// What stands below “I don't know”.
pub(crate) fn unknown_note(question: Question, language: Language) -> Option<&'static str> {
    (!question.is_known_to_the_requester()).then(|| say::a_unknown_note(language))
}

/// What is asked beside the answer, where more than the answer helps.
pub(crate) fn more(question: Question, language: Language) -> Option<&'static str> {
    match question {
        Question::Onset => Some(say::more_onset(language)),
        Question::Process => Some(say::more_which(language)),
        Question::Consequences => Some(say::more_consequences(language)),
        Question::Tools => Some(say::more_tools(language)),
        Question::Gap
        | Question::Cost
        | Question::Seen
        | Question::Behaviour
        | Question::CouldToday
        | Question::DoneBefore
        | Question::PictureOfGood
        | Question::Feedback
        | Question::Capacity
        | Question::Willingness => None,
    }
}

/// “Three questions”.
pub(crate) fn how_many(many: usize, language: Language) -> String {
    say::many_questions(language, many, capital(&language.number(many)))
}

/// An answer in the stakeholder's own words: what it says, and what was added; none where it is left open.
pub(crate) fn answer(question: Question, parts: &Parts, language: Language) -> Option<(String, Option<String>)> {
    let added = parts.some(field::WORDS).map(str::to_owned);
    if parts.is_unknown() {
        return Some((say::a_unknown(language).to_owned(), added));
    }
    if let Some(choice) = question.choice(parts.text(field::ANSWER)) {
        return Some((self::choice(choice, language).to_owned(), added));
    }
    if question.choices().is_empty() && (is_answered(question, parts) || !parts.is_empty()) {
        let texts: Vec<&str> = crate::rules::fields_of(question).iter().filter_map(|name| parts.some(name)).collect();
        return Some((texts.join(", "), None));
    }
    added.map(|added| (added, None))
}

/// Question and answer as they join the conversation.
pub(crate) fn told(question: Question, parts: &Parts, language: Language) -> Option<String> {
    let (answer, added) = answer(question, parts, language)?;
    let added = added.map(|added| format!("\n“{added}”")).unwrap_or_default();
    Some(format!("{}\n{answer}.{added}", words(question, language)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_of_the_model_has_words_of_its_own_for_the_stakeholder() {
        for question in Question::scored() {
            for language in Language::ALL {
                let words: Vec<&str> = question.choices().iter().map(|choice| self::choice(choice, language)).collect();
                let mut different = words.clone();
                different.sort_unstable();
                different.dedup();
                assert_eq!(different.len(), words.len(), "{question:?} {words:?}");
                if language != Language::En {
                    let english: Vec<&str> = question.choices().iter().map(|choice| choice.title).collect();
                    assert!(
                        words.iter().all(|word| *word == "No" || !english.contains(word)),
                        "{question:?} {words:?}"
                    );
                }
            }
        }
        assert_eq!(how_many(3, Language::De), "Drei Fragen");
        assert_eq!(how_many(1, Language::Fr), "Une question");
    }
}
