/// What kind of answer it is. There is no sixth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// We take the order and add what makes it work.
    YesAnd,
    /// Two to four ways forward, and the stakeholder chooses.
    Options,
    /// The cause lies elsewhere.
    NotTrainingBut,
    /// A new promise, with its reason.
    LaterBy,
    /// With the reason, and who else may help.
    NoBecause,
}

impl Kind {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 5] = [Self::YesAnd, Self::Options, Self::NotTrainingBut, Self::LaterBy, Self::NoBecause];

    /// As the page names it.
    pub fn title(self) -> &'static str {
        match self {
            Self::YesAnd => "Yes, and",
            Self::Options => "Options",
            Self::NotTrainingBut => "Not training, but",
            Self::LaterBy => "Later, by",
            Self::NoBecause => "No, because",
        }
    }

    /// What it means, in a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::YesAnd => "We take the order and add what makes it work.",
            Self::Options => "Two to four ways forward, and the stakeholder chooses.",
            Self::NotTrainingBut => "The cause lies elsewhere. We say where, and what we propose.",
            Self::LaterBy => "A new promise, with its reason.",
            Self::NoBecause => "With the reason, and who else may help.",
        }
    }

    /// In the middle of a sentence: “yes, and”.
    pub fn words(self) -> &'static str {
        match self {
            Self::YesAnd => "yes, and",
            Self::Options => "options",
            Self::NotTrainingBut => "not training, but",
            Self::LaterBy => "later, by",
            Self::NoBecause => "no, because",
        }
    }
}

/// What an accepted order gains, so that one can tell later whether it worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Addition {
    /// What people will do at work, in which situation, from when on.
    Outcome,
    /// The number that says whether it worked.
    Measure,
    /// The goal that gets easier.
    Link,
    /// That number today.
    Baseline,
    /// Who in the business notices first.
    Owner,
    /// When both look at the number together.
    FollowUp,
}

impl Addition {
    /// All six, in the order in which what is empty becomes a question.
    pub const ALL: [Self; 6] = [Self::Outcome, Self::Measure, Self::Link, Self::Baseline, Self::Owner, Self::FollowUp];

    /// As the page and the letter name it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Outcome => "Outcome",
            Self::Measure => "Measure",
            Self::Link => "Link to performance",
            Self::Baseline => "Baseline",
            Self::Owner => "Owner of the result",
            Self::FollowUp => "Follow-up date",
        }
    }

    /// The name of its field.
    pub fn field(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::Measure => "measure",
            Self::Link => "link",
            Self::Baseline => "baseline",
            Self::Owner => "owner",
            Self::FollowUp => "follow-up",
        }
    }

    /// The element of a name, as [`Addition::field`] has it.
    pub fn from_field(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|addition| addition.field() == name)
    }

    /// Its ready question, as a member reads it; the stakeholder reads it in their language.
    pub fn question(self) -> &'static str {
        match self {
            Self::Outcome => "Thirty days after, what will they do at work that they do not do now?",
            Self::Measure => "Which number would make you say it worked, and where is it counted?",
            Self::Link => "Which of this year’s goals gets easier if this works?",
            Self::Baseline => "What is that number today? May we read the last three months?",
            Self::Owner => "Who will notice first if nothing changes?",
            Self::FollowUp => "May we come back 45 days after it is delivered, with the number?",
        }
    }

    /// What to write there.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Outcome => "Account managers date the next step on the day of the call",
            Self::Measure => "Open deals with a dated next step",
            Self::Link => "Renew nine of ten fleet customers",
            Self::Baseline => "62 percent, mean of the last three months",
            Self::Owner => "Ben Ruhl",
            Self::FollowUp => "Monday 25 January",
        }
    }
}

/// What makes it right to answer outside a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutsideWhy {
    /// Safety, a date set by law or regulator, an outage: named in advance, and not counted as outside.
    Exception,
    /// For example a date, a link, or who to ask.
    ThinkingWouldNotChangeIt,
    /// They stand beside whoever answers.
    TheyStandBesideMe,
    /// Said in one line.
    SomethingElse,
}

impl OutsideWhy {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 4] =
        [Self::Exception, Self::ThinkingWouldNotChangeIt, Self::TheyStandBesideMe, Self::SomethingElse];

    /// As the page names it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Exception => "One of our exceptions",
            Self::ThinkingWouldNotChangeIt => "Thinking would not change it",
            Self::TheyStandBesideMe => "They stand beside me",
            Self::SomethingElse => "Something else",
        }
    }

    /// What it means; nothing where the line below says it.
    pub fn sentence(self) -> Option<&'static str> {
        match self {
            Self::Exception => Some("It jumps the queue and counts neither as outside a block nor as rapid."),
            Self::ThinkingWouldNotChangeIt => Some("for example a date, a link, or who to ask"),
            Self::TheyStandBesideMe => Some("say what you know, and promise the rest"),
            Self::SomethingElse => None,
        }
    }

    /// Whether an answer for this reason counts as one outside a block.
    pub fn counts_as_outside(self) -> bool {
        self != Self::Exception
    }
}

/// Why an answer goes out outside a block, as a member said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// The reason.
    pub why: OutsideWhy,
    /// The same in one line; may be empty where the reason says it all.
    pub words: String,
}

/// “Something else” says nothing by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Say it in one line. It stays with the request, and nobody is asked to justify it later.")]
pub struct SayMore;

impl Outside {
    /// A reason to answer now.
    ///
    /// # Errors
    /// [`SayMore`] for something else without a word.
    pub fn new(why: OutsideWhy, words: &str) -> Result<Self, SayMore> {
        let words = words.trim().to_owned();
        if why == OutsideWhy::SomethingElse && words.is_empty() { Err(SayMore) } else { Ok(Self { why, words }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_named_in_advance_does_not_count_as_outside() {
        let counted: Vec<bool> = OutsideWhy::ALL.iter().map(|why| why.counts_as_outside()).collect();
        assert_eq!(counted, [false, true, true, true]);
    }

    #[test]
    fn something_else_has_to_be_said() {
        for why in OutsideWhy::ALL {
            assert_eq!(Outside::new(why, " ").is_err(), why == OutsideWhy::SomethingElse);
            assert!(Outside::new(why, "Ben speaks to his team at 11:00.").is_ok());
        }
    }
}
