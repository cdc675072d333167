use serde::{Deserialize, Serialize};

/// Why a result is not where it should be. Causes are judged one by one: several can hold at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Cause {
    /// People do not share one picture of good.
    #[serde(rename = "EXP")]
    Expectations,
    /// People do not learn soon whether their work was right.
    #[serde(rename = "FBK")]
    Feedback,
    /// Tools, access or information are not there when needed.
    #[serde(rename = "TLS")]
    Tools,
    /// Steps, handoffs, rules or interruptions get in the way.
    #[serde(rename = "PRC")]
    Process,
    /// Right work is costly to the person, or wrong work pays.
    #[serde(rename = "INC")]
    Incentives,
    /// Too little time, or people not suited or selected for the work.
    #[serde(rename = "CAP")]
    Capacity,
    /// People do not want the result although obstacles are gone.
    #[serde(rename = "MOT")]
    Motives,
    /// People cannot do it yet, even under good conditions.
    #[serde(rename = "SKL")]
    Skill,
}

impl Cause {
    /// All of them, in the order of the model.
    pub const ALL: [Self; 8] = [
        Self::Expectations,
        Self::Feedback,
        Self::Tools,
        Self::Process,
        Self::Incentives,
        Self::Capacity,
        Self::Motives,
        Self::Skill,
    ];

    /// The three letters by which it is kept and exchanged.
    pub fn code(self) -> &'static str {
        match self {
            Self::Expectations => "EXP",
            Self::Feedback => "FBK",
            Self::Tools => "TLS",
            Self::Process => "PRC",
            Self::Incentives => "INC",
            Self::Capacity => "CAP",
            Self::Motives => "MOT",
            Self::Skill => "SKL",
        }
    }

    /// The cause of these three letters.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.code() == code)
    }

    /// What it says, as a member reads it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Expectations => "No shared picture of good",
            Self::Feedback => "They learn too late whether it was right",
            Self::Tools => "Tools, access or information are missing",
            Self::Process => "Steps, handoffs or rules get in the way",
            Self::Incentives => "Right work is costly to the person",
            Self::Capacity => "Too little time, or the wrong people",
            Self::Motives => "They don’t want the result",
            Self::Skill => "They cannot do it yet",
        }
    }

    /// What is worked on where it holds: “work on the process and the feedback”.
    pub fn what_to_work_on(self) -> &'static str {
        match self {
            Self::Expectations => "the shared picture of good",
            Self::Feedback => "the feedback",
            Self::Tools => "the tools",
            Self::Process => "the process",
            Self::Incentives => "the consequences",
            Self::Capacity => "the staffing",
            Self::Motives => "the willingness",
            Self::Skill => "the skill",
        }
    }

    /// What usually helps, the default first.
    pub fn solutions(self) -> &'static [&'static str] {
        match self {
            Self::Expectations => &[
                "Write down the expected result with one example, and agree on it",
                "Have each manager brief their people on it",
                "Give a checklist",
            ],
            Self::Feedback => &[
                "Show errors at the work: a daily list, or a sample that somebody reviews",
                "Agree on a coaching routine with the managers",
            ],
            Self::Tools => &[
                "Give a job aid where the work is done",
                "Give a template",
                "Give access to what is missing",
                "Make it findable",
                "Have the tool mended",
            ],
            Self::Process => {
                &["Mend the process with its owner", "Remove the rule that contradicts it", "Shorten the form"]
            }
            Self::Incentives => &[
                "Remove what punishes right work",
                "Bring targets into line with it",
                "Recognise who does it right",
                "Take it to the leaders to decide",
            ],
            Self::Capacity => &[
                "Staff the work, or shift part of it",
                "Cut the work differently between roles",
                "Select by what the work needs",
            ],
            Self::Motives => {
                &["Explain what it is for", "Let them help to design it", "Have their manager talk with them"]
            }
            Self::Skill => &[
                "Train with practice on real cases",
                "If it is done rarely: practice, or a job aid",
                "Coach at the work",
            ],
        }
    }
}

/// One value for each cause.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PerCause<T>([T; 8]);

impl<T> PerCause<T> {
    /// The values that `value` gives.
    pub fn each(value: impl FnMut(Cause) -> T) -> Self {
        Self(Cause::ALL.map(value))
    }

    /// The value of one cause.
    pub fn of(&self, cause: Cause) -> &T {
        let [expectations, feedback, tools, process, incentives, capacity, motives, skill] = &self.0;
        match cause {
            Cause::Expectations => expectations,
            Cause::Feedback => feedback,
            Cause::Tools => tools,
            Cause::Process => process,
            Cause::Incentives => incentives,
            Cause::Capacity => capacity,
            Cause::Motives => motives,
            Cause::Skill => skill,
        }
    }

    /// Each cause with its value, in the order of the model.
    pub fn iter(&self) -> impl Iterator<Item = (Cause, &T)> {
        Cause::ALL.into_iter().zip(&self.0)
    }
}
