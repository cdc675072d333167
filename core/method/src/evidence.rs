/// How an answer is known. A count weighs more than an opinion, and replacing one by the other visibly moves the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Evidence {
    /// Nobody knows.
    Unknown,
    /// One person's view: the default for whoever asked.
    #[default]
    OnePerson,
    /// Several people say so, some of them who do the work.
    SeveralPeople,
    /// Counted, or observed at the work.
    Counted,
}

impl Evidence {
    /// Those that an answer can have, the strongest first.
    pub const ALL: [Self; 3] = [Self::Counted, Self::SeveralPeople, Self::OnePerson];

    /// What an answer's weight is multiplied with.
    pub fn factor(self) -> f64 {
        match self {
            Self::Unknown => 0.0,
            Self::OnePerson => 0.4,
            Self::SeveralPeople => 0.7,
            Self::Counted => 1.0,
        }
    }

    /// The evidence of this factor.
    pub fn from_factor(factor: f64) -> Option<Self> {
        [Self::Unknown, Self::OnePerson, Self::SeveralPeople, Self::Counted]
            .into_iter()
            .find(|evidence| (evidence.factor() - factor).abs() < 1e-9)
    }

    /// The word by which it is kept and typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::OnePerson => "one-person",
            Self::SeveralPeople => "several-people",
            Self::Counted => "counted",
        }
    }

    /// The evidence of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Unknown, Self::OnePerson, Self::SeveralPeople, Self::Counted]
            .into_iter()
            .find(|evidence| evidence.as_str() == word)
    }

    /// As a member reads it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::OnePerson => "one person",
            Self::SeveralPeople => "several people",
            Self::Counted => "counted",
        }
    }

    /// Whether it is strong enough not to be asked for again.
    pub fn is_firm(self) -> bool {
        matches!(self, Self::SeveralPeople | Self::Counted)
    }
}
