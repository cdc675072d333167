//! Why a letter waits in the tray, in the words that a member reads there.

use super::Nature;

/// Why a letter is not taken in by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// An absence note, sent by a mail program.
    AbsenceNote,
    /// A receipt in plain text: "read", "delivered".
    Receipt,
    /// A receipt or another report in the form of RFC 3798.
    ReadReport,
    /// An answer to an invitation, or a cancelled one.
    CalendarAnswer,
    /// Any other letter that a machine wrote.
    Machine,
    /// A letter of ours, sent back or redirected to us.
    OwnLetter,
    /// Written from one of our own addresses.
    OwnAddress,
    /// A letter could not be delivered.
    Undelivered,
    /// A letter is late; the mail server still tries.
    Delayed,
    /// It came through a mailing list.
    List,
    /// The mail server marked it.
    Spam,
    /// It names nobody who could be answered.
    NoSender,
    /// Encrypted or sealed, so that only sender, time and subject can be read.
    Locked,
    /// Longer than what is taken apart.
    TooLarge,
    /// No header, or a form that cannot be read.
    Unreadable,
}

impl Why {
    /// Every reason, for a page that explains them.
    pub const ALL: [Self; 15] = [
        Self::AbsenceNote,
        Self::Receipt,
        Self::ReadReport,
        Self::CalendarAnswer,
        Self::Machine,
        Self::OwnLetter,
        Self::OwnAddress,
        Self::Undelivered,
        Self::Delayed,
        Self::List,
        Self::Spam,
        Self::NoSender,
        Self::Locked,
        Self::TooLarge,
        Self::Unreadable,
    ];

    /// The sentences after "Why it lies here." in the tray.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::AbsenceNote => {
                "It is an absence note, sent by a mail program. A machine’s letter answers nothing and moves nothing: \
                 a promise stays where it is."
            }
            Self::Receipt | Self::ReadReport => {
                "It is a receipt, sent by a mail program. It says that a letter arrived or was opened, and asks for nothing."
            }
            Self::CalendarAnswer => "It is a calendar’s answer or cancellation. A calendar is never written to.",
            Self::Machine => {
                "It was sent by a machine. A machine is never answered; if it speaks for a person, take it in for that person."
            }
            Self::OwnLetter => {
                "It is a letter of ours that came back to us, by a redirection or a loop. We don’t answer ourselves."
            }
            Self::OwnAddress => "It was written from one of the team’s own addresses. We don’t answer ourselves.",
            Self::Undelivered => "A mail server says that a letter could not be delivered.",
            Self::Delayed => {
                "A mail server says that a letter is late. It still tries, and there is nothing to do yet."
            }
            Self::List => "It came through a mailing list. We never answer a list, since many people would read it.",
            Self::Spam => "The mail server marked it as unwanted. It is kept aside, and nobody was answered.",
            Self::NoSender => "It names no sender who could be answered.",
            Self::Locked => {
                "The text is locked (encrypted, or sealed in a form that we can’t open). Sender, time and subject are all \
                 that can be read."
            }
            Self::TooLarge => {
                "It is larger than 40 MB and was not taken apart. Sender, time and subject are all that was read."
            }
            Self::Unreadable => "It could not be read as a letter. What came is kept as it is.",
        }
    }

    /// A word for the database and logs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AbsenceNote => "absence-note",
            Self::Receipt => "receipt",
            Self::ReadReport => "read-report",
            Self::CalendarAnswer => "calendar-answer",
            Self::Machine => "machine",
            Self::OwnLetter => "own-letter",
            Self::OwnAddress => "own-address",
            Self::Undelivered => "undelivered",
            Self::Delayed => "delayed",
            Self::List => "list",
            Self::Spam => "spam",
            Self::NoSender => "no-sender",
            Self::Locked => "locked",
            Self::TooLarge => "too-large",
            Self::Unreadable => "unreadable",
        }
    }

    /// The reason of a word given by [`Why::as_str`].
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.as_str() == word)
    }

    /// What kind of letter has this reason.
    #[must_use]
    pub fn nature(self) -> Nature {
        match self {
            Self::AbsenceNote
            | Self::Receipt
            | Self::ReadReport
            | Self::CalendarAnswer
            | Self::Machine
            | Self::OwnLetter
            | Self::OwnAddress => Nature::Automatic,
            Self::Undelivered | Self::Delayed => Nature::Bounce,
            Self::List => Nature::List,
            Self::Spam => Nature::SpamIsh,
            Self::NoSender | Self::Locked | Self::TooLarge | Self::Unreadable => Nature::Malformed,
        }
    }
}
