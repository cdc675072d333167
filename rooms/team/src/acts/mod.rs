//! What people do here, each in one transaction.

mod absences;
mod founding;
mod languages;
mod own;
mod passwords;
mod settings;
mod signing_in;
mod tokens;
mod wordings;

use ground::StoreError;

pub(crate) use absences::LONGEST_WHY;
pub use absences::{Away, be_away, be_back};
pub use founding::{FirstPerson, NewPerson, NewTeam, add_member, first_run, found};
pub use languages::{choose_language, speak};
pub(crate) use own::end_session;
pub use own::{Own, describe_oneself};
pub(crate) use settings::check_working_time;
pub use settings::{Settings, change_turnaround, remember_holidays_from};
pub use signing_in::{
    Session, change_password, mail_sign_in_link, one_click, session_of, set_password, sign_in, sign_in_by_link,
    sign_out, switch_team,
};
pub(crate) use signing_in::{sign_in_by_one_click, waits_for_old_password};
pub use tokens::{NewToken, end_token, make_token};
pub use wordings::change_wording;

use crate::rules::{NotAPassword, NotAnAddress};

/// Why an act was not done, in the words the person reads.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Address and password don't belong together; which of them is wrong is not told.
    #[error("Address and password don’t belong together. Try again, or have a link mailed to you.")]
    WrongPassword,
    /// A mailed link that opens nothing.
    #[error("This link was used already, or it is older than half an hour. Have a new one mailed to you.")]
    LinkSpent,
    /// The key of the first run is wrong.
    #[error("This link to the first run is not the one that was printed when Offwheel started. Copy it whole.")]
    WrongKey,
    /// The first run is over.
    #[error("The first team is founded already. Sign in instead.")]
    FoundedAlready,
    /// The account is in no team.
    #[error("This account is in no team. Ask an administrator to add you to theirs.")]
    NoTeam,
    /// No such team or person here.
    #[error("This is not here. The address may be old or incomplete.")]
    Unknown,
    /// A right that is missing; the words say who may.
    #[error("{0}")]
    NotYours(&'static str),
    /// Something typed has to be mended.
    #[error("{words}")]
    ToMend {
        /// Name of the field.
        field: &'static str,
        /// What to do.
        words: String,
    },
    /// Somebody saved other settings first.
    #[error(
        "Somebody else saved these settings while you had them open. Open them again, look at what is there now, and add yours."
    )]
    ChangedMeanwhile,
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A fault of ours.
    #[error("Something went wrong on our side: {0}")]
    Broken(String),
}

impl Refused {
    pub(crate) fn at(field: &'static str, words: impl std::fmt::Display) -> Self {
        Self::ToMend { field, words: words.to_string() }
    }

    /// This, where the database says that there is such a row already.
    pub(crate) fn if_taken(self) -> impl FnOnce(StoreError) -> Self {
        |error| if error == StoreError::Unique { self } else { Self::Store(error) }
    }
}

impl From<NotAPassword> for Refused {
    fn from(error: NotAPassword) -> Self {
        Self::at("password", error)
    }
}

impl From<NotAnAddress> for Refused {
    fn from(error: NotAnAddress) -> Self {
        Self::at("address", error)
    }
}
