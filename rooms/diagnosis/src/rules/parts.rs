use std::collections::BTreeMap;

use method::{Answers, Evidence, Kind, Question, Range, UNKNOWN};

use super::number;

/// The names of what is typed into an answer.
pub mod field {
    /// Q1: the name of the result.
    pub const MEASURE: &str = "measure";
    /// Q1: today's number.
    pub const TODAY: &str = "today";
    /// Q1: the wanted number.
    pub const WANTED: &str = "wanted";
    /// Q1, Q3: in which unit.
    pub const UNIT: &str = "unit";
    /// Q1: where it is counted.
    pub const COUNTED: &str = "counted";
    /// Q3: the low end of a month.
    pub const LOW: &str = "low";
    /// Q3: the high end of a month.
    pub const HIGH: &str = "high";
    /// Q3: who says so.
    pub const BASIS: &str = "basis";
    /// Q3: what closing the gap would cost, once.
    pub const SOLUTION: &str = "solution";
    /// Q4: what was seen, from strong to weak; ticked or not.
    pub const SEEN: [&str; 4] = ["seen-counted", "seen-watched", "seen-several", "seen-one"];
    /// Q4: where it lies.
    pub const LINK: &str = "link";
    /// Q5: who.
    pub const GROUP: &str = "group";
    /// Q5: how many they are.
    pub const MANY: &str = "many";
    /// Q5: what they must do differently, and when.
    pub const BEHAVIOUR: &str = "behaviour";
    /// Questions with points: the word of the answer.
    pub const ANSWER: &str = "answer";
    /// Questions with points: what exactly.
    pub const WORDS: &str = "words";
    /// Where an answer comes from.
    pub const SOURCE: &str = "source";
    /// How it is known.
    pub const EVIDENCE: &str = "evidence";
}

/// What can be typed into the answer to a question.
pub fn fields_of(question: Question) -> &'static [&'static str] {
    use field::{
        ANSWER, BASIS, BEHAVIOUR, COUNTED, GROUP, HIGH, LINK, LOW, MANY, MEASURE, SOLUTION, SOURCE, TODAY, UNIT,
        WANTED, WORDS,
    };
    match question.kind() {
        Kind::Gap => &[MEASURE, TODAY, WANTED, UNIT, COUNTED],
        Kind::Cost => &[LOW, HIGH, UNIT, BASIS, SOLUTION],
        Kind::Seen => &["seen-counted", "seen-watched", "seen-several", "seen-one", LINK],
        Kind::Behaviour => &[GROUP, MANY, BEHAVIOUR],
        Kind::Choice => &[ANSWER, WORDS, SOURCE],
    }
}

/// What was typed into one answer, by field; blank ones are not in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Parts(BTreeMap<String, String>);

impl Parts {
    /// The fields of a question out of what was typed; what has another name is left.
    pub fn of<'a>(question: Question, typed: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut parts = Self::default();
        for (name, text) in typed.into_iter().filter(|(name, _)| fields_of(question).contains(name)) {
            parts.set(name, text);
        }
        parts
    }

    /// The text of a field, or nothing.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The text of a field, if something was typed.
    pub fn some(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Types into a field.
    pub fn set(&mut self, name: &str, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            self.0.remove(name);
        } else {
            self.0.insert(name.to_owned(), text.to_owned());
        }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All fields with a text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Whether it says “we don't know”.
    pub fn is_unknown(&self) -> bool {
        self.text(field::ANSWER) == UNKNOWN
    }

    /// What the ticks of Q4 come to.
    pub fn brought(&self) -> Option<Evidence> {
        let [counted, watched, several, one] = field::SEEN.map(|name| self.some(name).is_some());
        if counted || watched {
            Some(Evidence::Counted)
        } else if several {
            Some(Evidence::SeveralPeople)
        } else {
            one.then_some(Evidence::OnePerson)
        }
    }
}

/// The gap of Q1.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// What is measured.
    pub measure: String,
    /// Today's number.
    pub today: Option<f64>,
    /// The wanted one.
    pub wanted: Option<f64>,
    /// In which unit.
    pub unit: String,
    /// Where it is counted.
    pub counted: String,
}

impl Gap {
    /// The gap as it was typed; none without a measure.
    pub fn of(parts: &Parts) -> Option<Self> {
        Some(Self {
            measure: parts.some(field::MEASURE)?.to_owned(),
            today: number(parts.text(field::TODAY)),
            wanted: number(parts.text(field::WANTED)),
            unit: parts.text(field::UNIT).to_owned(),
            counted: parts.text(field::COUNTED).to_owned(),
        })
    }
}

/// The cost of Q3.
#[derive(Debug, Clone, PartialEq)]
pub struct Cost {
    /// Between what and what a month costs.
    pub a_month: Range,
    /// In which unit: euros, hours, events.
    pub unit: String,
    /// Who says so, and how they know.
    pub basis: String,
    /// What closing the gap would cost once, in the same unit.
    pub solution: Option<f64>,
}

impl Cost {
    /// The cost as it was typed; with one end alone, that is the range.
    pub fn of(parts: &Parts) -> Option<Self> {
        let (low, high) = (number(parts.text(field::LOW)), number(parts.text(field::HIGH)));
        let (low, high) = (low.or(high)?, high.or(low)?);
        Some(Self {
            a_month: Range::of(low, high),
            unit: parts.text(field::UNIT).to_owned(),
            basis: parts.text(field::BASIS).to_owned(),
            solution: number(parts.text(field::SOLUTION)),
        })
    }
}

/// Whether something counts as an answer to a question.
pub fn is_answered(question: Question, parts: &Parts) -> bool {
    match question.kind() {
        Kind::Gap => Gap::of(parts).is_some_and(|gap| gap.today.is_some()),
        Kind::Cost => Cost::of(parts).is_some(),
        Kind::Seen => parts.brought().is_some() || parts.some(field::LINK).is_some(),
        Kind::Behaviour => parts.some(field::BEHAVIOUR).is_some(),
        Kind::Choice => parts.is_unknown() || question.choice(parts.text(field::ANSWER)).is_some(),
    }
}

/// All answers as the method reads them. What is no answer yet counts as none.
pub fn answers<'a>(given: impl IntoIterator<Item = (Question, &'a Parts, Evidence)>) -> Answers {
    let mut answers = Answers::default();
    for (question, parts, evidence) in given {
        match question.kind() {
            Kind::Gap => {
                let gap = Gap::of(parts);
                answers.has_measure = gap.as_ref().is_some_and(|gap| gap.today.is_some());
                answers.has_target = gap.is_some_and(|gap| gap.wanted.is_some());
            }
            Kind::Behaviour => answers.has_behaviour = is_answered(question, parts),
            Kind::Seen => answers.brought = parts.brought().unwrap_or_default(),
            Kind::Cost => {}
            Kind::Choice => {
                // A word that is no answer (yet) is as good as none.
                answers.give(question, parts.text(field::ANSWER), evidence).unwrap_or_default();
            }
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_fields_of_a_question_are_kept_of_what_was_typed() {
        let typed = [("answer", " few_could "), ("words", " "), ("base", "3"), ("measure", "Deals")];
        let parts = Parts::of(Question::CouldToday, typed);
        assert_eq!(parts.iter().collect::<Vec<_>>(), [("answer", "few_could")]);
    }

    #[test]
    fn a_gap_needs_a_name_and_today_s_number() {
        let gap = |typed: &[(&'static str, &'static str)]| {
            let parts = Parts::of(Question::Gap, typed.iter().copied());
            let answers = answers([(Question::Gap, &parts, Evidence::OnePerson)]);
            (answers.has_measure, answers.has_target)
        };
        assert_eq!(gap(&[("measure", "Dated next steps"), ("today", "62 %"), ("wanted", "90")]), (true, true));
        assert_eq!(gap(&[("measure", "Dated next steps"), ("today", "62 %")]), (true, false));
        assert_eq!(gap(&[("measure", "Dated next steps"), ("today", "few")]), (false, false));
        assert_eq!(gap(&[("today", "62")]), (false, false));
    }

    #[test]
    fn what_was_seen_says_how_strong_the_evidence_is() {
        for bits in 0_usize..16 {
            let ticked = field::SEEN.iter().enumerate().filter(|(place, _)| bits >> place & 1 == 1);
            let parts = Parts::of(Question::Seen, ticked.map(|(_, name)| (*name, "on")));
            let expected = match bits {
                0 => None,
                bits if bits & 3 != 0 => Some(Evidence::Counted),
                bits if bits & 4 != 0 => Some(Evidence::SeveralPeople),
                _ => Some(Evidence::OnePerson),
            };
            assert_eq!(parts.brought(), expected, "{bits:b}");
        }
    }

    #[test]
    fn one_end_of_a_cost_is_a_range_of_its_own() {
        let cost = |typed: &[(&'static str, &'static str)]| Cost::of(&Parts::of(Question::Cost, typed.iter().copied()));
        assert_eq!(cost(&[("basis", "Mira")]), None);
        assert_eq!(cost(&[("high", "900")]).unwrap().a_month, Range { low: 900.0, high: 900.0 });
        assert_eq!(cost(&[("low", "900"), ("high", "300")]).unwrap().a_month, Range { low: 300.0, high: 900.0 });
    }

    #[test]
    fn a_word_that_is_no_answer_counts_as_none() {
        let parts = Parts::of(Question::Tools, [("answer", "hammers")]);
        assert!(!is_answered(Question::Tools, &parts));
        assert!(answers([(Question::Tools, &parts, Evidence::Counted)]).is_empty());
    }
}
