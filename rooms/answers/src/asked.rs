//! The six additions as the stakeholder reads them, in the letter and on their private page.

use web::when::When;
use web::{Language, capital};

use crate::rules::{Addition, Known, Value, part};
use crate::say;

/// What an element is called.
pub(crate) fn title(addition: Addition, language: Language) -> &'static str {
    match addition {
        Addition::Outcome => say::outcome_title(language),
        Addition::Measure => say::measure_title(language),
        Addition::Link => say::link_title(language),
        Addition::Baseline => say::baseline_title(language),
        Addition::Owner => say::owner_title(language),
        Addition::FollowUp => say::follow_up_title(language),
    }
}

/// Its ready question.
pub(crate) fn question(addition: Addition, known: &Known, when: &When) -> String {
    let language = when.language();
    let question = match (addition, known.follow_up_on) {
        (Addition::Outcome, _) => say::outcome_question(language),
        (Addition::Measure, _) => say::measure_question(language),
        (Addition::Link, _) => say::link_question(language),
        (Addition::Baseline, _) => say::baseline_question(language),
        (Addition::Owner, _) => say::owner_question(language),
        (Addition::FollowUp, Some(on)) => return say::follow_up_question_on(language, when.day(on)),
        (Addition::FollowUp, None) => say::follow_up_question(language),
    };
    question.to_owned()
}

/// What holds if nobody answers it, as a sentence.
pub(crate) fn unanswered(addition: Addition, known: &Known, when: &When) -> String {
    let language = when.language();
    let sentence = match addition {
        Addition::Outcome => say::outcome_default(language),
        Addition::Measure => match &known.measure {
            Some(measure) => return say::measure_default_this(language, measure.text(part::WORDS)),
            None => say::measure_default(language),
        },
        Addition::Link => say::link_default(language),
        Addition::Baseline => say::baseline_default(language),
        Addition::Owner => say::owner_default(language),
        Addition::FollowUp => match known.follow_up_on {
            Some(on) => return say::follow_up_default_on(language, when.day(on)),
            None => say::follow_up_default(language),
        },
    };
    sentence.to_owned()
}

/// What stands in an element, in one line.
pub(crate) fn line(addition: Addition, value: &Value, when: &When) -> String {
    let words = value.text(part::WORDS);
    match addition {
        Addition::Outcome => match value.some(part::GROUP) {
            Some(group) if !words.is_empty() => format!("{group}: {words}"),
            Some(_) | None => words.to_owned(),
        },
        Addition::Link if words.is_empty() => say::link_none(when.language()).to_owned(),
        Addition::FollowUp => match value.day() {
            Some(day) if words.is_empty() => when.day(day),
            Some(_) | None => words.to_owned(),
        },
        Addition::Measure | Addition::Link | Addition::Baseline | Addition::Owner => words.to_owned(),
    }
}

/// A number as a sentence begins with it: “Three”.
pub(crate) fn capital_number(many: usize, language: Language) -> String {
    capital(&language.number(many))
}
