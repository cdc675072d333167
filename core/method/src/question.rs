use crate::Cause;
use crate::Cause::{Capacity, Expectations, Feedback, Incentives, Motives, Process, Skill, Tools};

/// What is asked about a request, in the order in which it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// Q1: which result, today's number, the wanted one.
    Gap,
    /// Q2: when it started, and for whom.
    Onset,
    /// Q3: what the gap costs.
    Cost,
    /// Q4: what was seen or counted.
    Seen,
    /// Q5: who must do what differently.
    Behaviour,
    /// Q6: how many could do it today.
    CouldToday,
    /// Q7: whether they did it before, and how often.
    DoneBefore,
    /// Q8: whether they share one picture of good.
    PictureOfGood,
    /// Q9: how soon they hear whether it was right.
    Feedback,
    /// Q10: whether tools are at hand.
    Tools,
    /// Q11: what stands in the way.
    Process,
    /// Q12: what happens to who does it right.
    Consequences,
    /// Q13: whether there is time, and the people fit.
    Capacity,
    /// Q14: whether they want to.
    Willingness,
}

/// What an answer to a question is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name, two numbers and where they are counted.
    Gap,
    /// Numbers from low to high, and on what they rest.
    Cost,
    /// Ticks, and where it lies.
    Seen,
    /// A group, and what they must do.
    Behaviour,
    /// One of the question's choices.
    Choice,
}

/// One answer to a question, with what it tells about the causes.
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    /// The word by which it is kept and exchanged.
    pub word: &'static str,
    /// As a member reads it.
    pub title: &'static str,
    /// The points it gives, before evidence.
    pub weights: &'static [(Cause, i32)],
}

impl Choice {
    /// What it tells about one cause.
    pub fn weight(&self, cause: Cause) -> i32 {
        self.weights.iter().find(|(of, _)| *of == cause).map_or(0, |(_, weight)| *weight)
    }
}

const fn choice(word: &'static str, title: &'static str, weights: &'static [(Cause, i32)]) -> Choice {
    Choice { word, title, weights }
}

static ONSET: [Choice; 5] = [
    choice("after_change", "After a change", &[(Tools, 2), (Process, 2), (Expectations, 1), (Skill, 1)]),
    choice("peaks_only", "Only at peaks", &[(Capacity, 3), (Process, 1), (Skill, -2)]),
    choice("some_fine", "Some teams are fine", &[(Skill, 1), (Feedback, 1), (Expectations, 1), (Process, -1)]),
    choice("new_task", "It is a new task", &[(Skill, 3), (Expectations, 1)]),
    choice("always_everyone", "Always, and for everyone", &[(Process, 1), (Tools, 1), (Incentives, 1), (Skill, -1)]),
];
static COULD_TODAY: [Choice; 3] = [
    choice("most_could", "Most could", &[(Skill, -5), (Incentives, 1), (Motives, 1), (Process, 1), (Feedback, 1)]),
    choice("some_could", "Some could", &[(Skill, 1)]),
    choice("few_could", "Only a few could", &[(Skill, 4), (Capacity, 1)]),
];
static DONE_BEFORE: [Choice; 3] = [
    choice("never_did", "They never did", &[(Skill, 3)]),
    choice("did_now_rare", "They did, and do it rarely now", &[(Skill, 1), (Tools, 1), (Feedback, 1)]),
    choice("do_it_often", "They do it often", &[(Skill, -3), (Feedback, 2), (Incentives, 1)]),
];
static PICTURE_OF_GOOD: [Choice; 3] = [
    choice("0-1", "None or one of five say the same", &[(Expectations, 5)]),
    choice("2-3", "Two or three of five say the same", &[(Expectations, 2)]),
    choice("4-5", "Four or five of five say the same", &[(Expectations, -4)]),
];
static FEEDBACK: [Choice; 3] = [
    choice("same_day_specific", "The same day, and exactly", &[(Feedback, -4)]),
    choice("weeks_or_totals", "After weeks, or as totals", &[(Feedback, 2)]),
    choice("rare_never", "Rarely or never", &[(Feedback, 5)]),
];
static TOOLS: [Choice; 3] = [
    choice("all_at_hand", "Everything is at hand", &[(Tools, -4)]),
    choice("partly", "Part of it is", &[(Tools, 2)]),
    choice("missing", "What they need is missing", &[(Tools, 5)]),
];
static PROCESS: [Choice; 3] = [
    choice("clear_path", "Nothing stands in the way", &[(Process, -3)]),
    choice("some_obstacles", "Some steps do", &[(Process, 2)]),
    choice("many_obstacles", "Many steps do", &[(Process, 5)]),
];
static CONSEQUENCES: [Choice; 4] = [
    choice("right_pays", "Doing it right pays off", &[(Incentives, -4)]),
    choice("no_difference", "It makes no difference", &[(Incentives, 2), (Motives, 1)]),
    choice("right_costs", "Doing it right costs them something", &[(Incentives, 5)]),
    choice("wrong_pays", "Doing it wrong pays off", &[(Incentives, 5)]),
];
static CAPACITY: [Choice; 4] = [
    choice("time_and_fit", "Both are fine", &[(Capacity, -3)]),
    choice("short_of_time", "They are short of time", &[(Capacity, 4)]),
    choice("poor_fit", "The fit of people and work is poor", &[(Capacity, 4)]),
    choice("both", "Both are a problem", &[(Capacity, 5)]),
];
static WILLINGNESS: [Choice; 3] = [
    choice("want_to", "They want to", &[(Motives, -3)]),
    choice("mixed", "Mixed", &[(Motives, 1)]),
    choice("do_not", "They don’t", &[(Motives, 4)]),
];

impl Question {
    /// All of them, in the order in which they are asked.
    pub const ALL: [Self; 14] = [
        Self::Gap,
        Self::Onset,
        Self::Cost,
        Self::Seen,
        Self::Behaviour,
        Self::CouldToday,
        Self::DoneBefore,
        Self::PictureOfGood,
        Self::Feedback,
        Self::Tools,
        Self::Process,
        Self::Consequences,
        Self::Capacity,
        Self::Willingness,
    ];

    /// Its number, from 1.
    pub fn number(self) -> u8 {
        let before = Self::ALL.iter().take_while(|question| **question != self).count();
        u8::try_from(before + 1).unwrap_or(u8::MAX)
    }

    /// The question of this number.
    pub fn numbered(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|question| question.number() == number)
    }

    /// The sign by which it is kept and exchanged: `Q13`.
    pub fn code(self) -> String {
        format!("Q{}", self.number())
    }

    /// The question of this sign.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::numbered(code.strip_prefix('Q')?.parse().ok()?)
    }

    /// As a member asks it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Gap => "Which result is not where it is needed?",
            Self::Onset => "When did it start, and for whom?",
            Self::Cost => "What does it cost per month, and who says so?",
            Self::Seen => "What was seen or counted that shows it?",
            Self::Behaviour => "Who must do what differently, in which moment?",
            Self::CouldToday => "If it really mattered today, how many could do it right?",
            Self::DoneBefore => "Have they done it right before, and how often do they do it?",
            Self::PictureOfGood => "Ask five of them separately what good looks like. How many say the same?",
            Self::Feedback => "How soon, and how exactly, do they hear whether it was right?",
            Self::Tools => "Are tools, information and access at hand in that moment?",
            Self::Process => "Which steps, handoffs, rules or interruptions stand in the way?",
            Self::Consequences => "What happens to somebody who does it right, and to somebody who does not?",
            Self::Capacity => "Is there enough time for it, and are these the right people?",
            Self::Willingness => "With the obstacles gone, do they want to do it?",
        }
    }

    /// In two or three words, for lists.
    pub fn short(self) -> &'static str {
        match self {
            Self::Gap => "The gap",
            Self::Onset => "When, for whom",
            Self::Cost => "What it costs",
            Self::Seen => "What was seen",
            Self::Behaviour => "Who, and what",
            Self::CouldToday => "Who could today",
            Self::DoneBefore => "Done before",
            Self::PictureOfGood => "Picture of good",
            Self::Feedback => "Feedback",
            Self::Tools => "Tools",
            Self::Process => "Process",
            Self::Consequences => "Consequences",
            Self::Capacity => "Time and people",
            Self::Willingness => "Willingness",
        }
    }

    /// What an answer to it is made of.
    pub fn kind(self) -> Kind {
        match self {
            Self::Gap => Kind::Gap,
            Self::Cost => Kind::Cost,
            Self::Seen => Kind::Seen,
            Self::Behaviour => Kind::Behaviour,
            Self::Onset
            | Self::CouldToday
            | Self::DoneBefore
            | Self::PictureOfGood
            | Self::Feedback
            | Self::Tools
            | Self::Process
            | Self::Consequences
            | Self::Capacity
            | Self::Willingness => Kind::Choice,
        }
    }

    /// The answers that give points; none where words and numbers are asked for.
    pub fn choices(self) -> &'static [Choice] {
        match self {
            Self::Gap | Self::Cost | Self::Seen | Self::Behaviour => &[],
            Self::Onset => &ONSET,
            Self::CouldToday => &COULD_TODAY,
            Self::DoneBefore => &DONE_BEFORE,
            Self::PictureOfGood => &PICTURE_OF_GOOD,
            Self::Feedback => &FEEDBACK,
            Self::Tools => &TOOLS,
            Self::Process => &PROCESS,
            Self::Consequences => &CONSEQUENCES,
            Self::Capacity => &CAPACITY,
            Self::Willingness => &WILLINGNESS,
        }
    }

    /// Those whose answers give points.
    pub fn scored() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|question| !question.choices().is_empty())
    }

    /// The answer of this word.
    pub fn choice(self, word: &str) -> Option<&'static Choice> {
        self.choices().iter().find(|choice| choice.word == word)
    }

    /// The most that any of its answers tells about a cause.
    pub fn most(self, cause: Cause) -> u32 {
        self.choices().iter().map(|choice| choice.weight(cause).unsigned_abs()).max().unwrap_or(0)
    }

    /// Whether whoever asked knows it; otherwise performers or managers are to be asked, which takes twice the effort.
    pub fn is_known_to_the_requester(self) -> bool {
        matches!(
            self,
            Self::Gap | Self::Cost | Self::Seen | Self::Behaviour | Self::Onset | Self::DoneBefore | Self::Capacity
        )
    }
}
