/// What is promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The considered answer to a request.
    FirstAnswer,
    /// The start and the next date, after the stakeholder chose.
    NextStep,
    /// The answer after *later, by*.
    LaterAnswer,
    /// Two to four ways forward.
    OptionsSheet,
    /// When the accepted work will be there.
    DeliveryDate,
}

/// What kept us, as the team counts it. The stakeholder never sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReasonKind {
    /// Something has to come first that is not in our hands.
    Waiting,
    /// It is larger than it looked.
    MoreWork,
    /// Something else could not wait.
    Urgent,
    /// The time to think fell out.
    BlockSkipped,
    /// We forgot, or were wrong.
    Mistake,
}

impl ReasonKind {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::MoreWork, Self::Urgent, Self::BlockSkipped, Self::Mistake];

    /// As the page says it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Waiting => "we wait for something",
            Self::MoreWork => "more work than thought",
            Self::Urgent => "something urgent came first",
            Self::BlockSkipped => "a block was skipped",
            Self::Mistake => "our mistake",
        }
    }

    /// The same of what is over: “four times a block was skipped”.
    pub fn told(self) -> &'static str {
        match self {
            Self::Waiting => "we waited for something",
            Self::MoreWork => "it was more work than thought",
            Self::Urgent | Self::BlockSkipped => self.words(),
            Self::Mistake => "it was our mistake",
        }
    }
}

/// How a stakeholder's yes or no reached us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowTold {
    /// They said it on their private page.
    Page,
    /// They answered our letter, and a member notes it.
    Reply,
    /// They told a member, who notes it.
    Told,
}
