//! What stands in one of the six elements that an order gains.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Addition;

/// The names of what is typed into an element. The element's own field, [`Addition::field`], holds its main words.
pub mod part {
    /// Of every element: its words, in one line.
    pub const WORDS: &str = "words";
    /// Outcome: which people.
    pub const GROUP: &str = "group";
    /// Outcome: in which situation.
    pub const SITUATION: &str = "situation";
    /// Outcome: from when on.
    pub const FROM_WHEN: &str = "from-when";
    /// Measure: in which unit.
    pub const UNIT: &str = "unit";
    /// Measure: where it is counted.
    pub const SOURCE: &str = "source";
    /// Measure: which way is better, `lower`, `higher` or `near`.
    pub const BETTER: &str = "better";
    /// Measure: the wanted value.
    pub const TARGET: &str = "target";
    /// Measure, link: the goal or metric, as `goal:<id>` or `metric:<id>`; of a link also `none`, if none is known.
    pub const THING: &str = "thing";
    /// Baseline: of how many.
    pub const OF_MANY: &str = "of-many";
    /// Baseline: over which time.
    pub const PERIOD: &str = "period";
    /// Baseline: the day on which it was collected, as ISO text.
    pub const COLLECTED_ON: &str = "collected-on";
    /// Follow-up date: the day, as ISO text.
    pub const ON: &str = "on";
    /// Follow-up date: how the number is looked at.
    pub const METHOD: &str = "method";
    /// The value of [`THING`] where no goal is known.
    pub const NONE: &str = "none";
}

impl Addition {
    /// What is kept of it.
    pub fn parts(self) -> &'static [&'static str] {
        use part::{
            BETTER, COLLECTED_ON, FROM_WHEN, GROUP, METHOD, OF_MANY, ON, PERIOD, SITUATION, SOURCE, TARGET, THING,
            UNIT, WORDS,
        };
        match self {
            Self::Outcome => &[WORDS, GROUP, SITUATION, FROM_WHEN],
            Self::Measure => &[WORDS, UNIT, SOURCE, BETTER, TARGET, THING],
            Self::Link => &[WORDS, THING],
            Self::Baseline => &[WORDS, OF_MANY, PERIOD, COLLECTED_ON],
            Self::Owner => &[WORDS],
            Self::FollowUp => &[WORDS, ON, METHOD],
        }
    }
}

/// What stands in one element, by part; blank ones are not in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Value(BTreeMap<String, String>);

impl Value {
    /// An element of which only the main words are known.
    pub fn words(words: &str) -> Self {
        Self::default().with(part::WORDS, words)
    }

    /// The same with another part.
    #[must_use]
    pub fn with(mut self, part: &str, text: &str) -> Self {
        self.set(part, text);
        self
    }

    /// Types into a part.
    pub fn set(&mut self, part: &str, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            self.0.remove(part);
        } else {
            self.0.insert(part.to_owned(), text.to_owned());
        }
    }

    /// The text of a part, or nothing.
    pub fn text(&self, part: &str) -> &str {
        self.0.get(part).map_or("", String::as_str)
    }

    /// The text of a part, if something was typed.
    pub fn some(&self, part: &str) -> Option<&str> {
        self.0.get(part).map(String::as_str)
    }

    /// All parts with a text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(part, text)| (part.as_str(), text.as_str()))
    }

    /// Whether it fills the element: its main words are there, the day of a follow-up, or what a link leads to.
    pub fn fills(&self, addition: Addition) -> bool {
        let other = match addition {
            Addition::Link => self.some(part::THING),
            Addition::FollowUp => self.some(part::ON),
            Addition::Outcome | Addition::Measure | Addition::Baseline | Addition::Owner => None,
        };
        self.some(part::WORDS).or(other).is_some()
    }

    /// The day of a follow-up, if it is known.
    pub fn day(&self) -> Option<Date> {
        self.text(part::ON).parse().ok()
    }

    /// Only the parts that the element has.
    #[must_use]
    pub fn of(self, addition: Addition) -> Self {
        Self(self.0.into_iter().filter(|(part, _)| addition.parts().contains(&part.as_str())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_keeps_only_what_it_has() {
        for addition in Addition::ALL {
            let value = Value::words("a").with(part::ON, "2027-01-25").with(part::THING, "none").with("other", "b");
            let parts: Vec<String> = value.of(addition).iter().map(|(part, _)| part.to_owned()).collect();
            assert!(parts.iter().all(|part| addition.parts().contains(&part.as_str())), "{addition:?}: {parts:?}");
            assert!(Value::words("a").fills(addition) && !Value::default().with(part::GROUP, "a").fills(addition));
        }
    }
}
