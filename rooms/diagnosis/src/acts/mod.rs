//! What is done with a diagnosis: each act is one transaction.

mod answering;
mod asking;
mod deciding;

use ground::{Actor, StoreError, TeamId, Tx};
use requests::{Request, RequestId, State};
use team::Member;

pub use answering::answer;
pub(crate) use asking::preview;
pub use asking::{may_still_answer, reply, send_questions};
pub use deciding::{Otherwise, decide, review, say_mandatory};

use crate::rules::{CannotAsk, CannotReview};
use crate::store::answers::Answered;

/// Why an act was not done, in the words the member reads.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refused {
    /// There is no such request in this team.
    #[error("This request is not there. Look at the list of requests.")]
    Unknown,
    /// The request was withdrawn, or was spam.
    #[error("This request is over. A new note from the stakeholder opens it again.")]
    Over,
    /// The causes were confirmed: what was thought before stands.
    #[error(
        "The causes were recorded at follow-up. The answers stand as they were then, so that later diagnoses learn from them."
    )]
    Reviewed,
    /// Somebody else changed the answer since.
    #[error("Somebody changed this answer while you had it open. Look at what stands there now, and add yours.")]
    Lost(Box<Lost>),
    /// There is no reason.
    #[error("Say why, in a sentence. Whoever reads it later was not there.")]
    NoReason,
    /// Too many signs, or one that no text may hold.
    #[error("Shorten this to {0} signs, and leave out signs that can’t be kept (U+0000).")]
    BadText(usize),
    /// The questions can't be sent.
    #[error(transparent)]
    CannotAsk(#[from] CannotAsk),
    /// The team has answered, so what was said stays.
    #[error("We have answered your request, so this can’t be changed here any more. Write to us on your page.")]
    Answered,
    /// The causes can't be recorded yet.
    #[error(transparent)]
    CannotReview(#[from] CannotReview),
    /// What was said could not join the conversation.
    #[error(transparent)]
    Request(#[from] requests::Refused),
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ground::Passing for Refused {
    fn is_passing(&self) -> bool {
        match self {
            Self::Store(error) => error.is_passing(),
            Self::Request(refused) => refused.is_passing(),
            Self::Unknown
            | Self::Over
            | Self::Reviewed
            | Self::Lost(_)
            | Self::NoReason
            | Self::BadText(_)
            | Self::CannotAsk(_)
            | Self::Answered
            | Self::CannotReview(_) => false,
        }
    }
}

/// What stands in an answer that somebody else changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// It.
    pub now: Answered,
}

/// Who does something for the team: a member at a page, or a program with a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// For which team.
    pub team: TeamId,
    /// Who.
    pub actor: Actor,
    /// By which name letters are signed; the team's if it is empty.
    pub name: String,
}

impl From<&Member> for By {
    fn from(member: &Member) -> Self {
        Self { team: member.team, actor: member.actor(), name: member.name.clone() }
    }
}

/// The longest text of one field, in signs.
pub(crate) const LONGEST: usize = 5_000;

/// Checks a text that somebody typed.
pub(crate) fn checked(text: &str) -> Result<&str, Refused> {
    let text = text.trim();
    if text.contains('\0') || text.chars().count() > LONGEST { Err(Refused::BadText(LONGEST)) } else { Ok(text) }
}

/// A request that is no nonsense and was not taken back.
async fn request_of(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Request, Refused> {
    let request = requests::readings::find(tx, team, request).await?.ok_or(Refused::Unknown)?;
    match request.state {
        State::Withdrawn | State::Spam => Err(Refused::Over),
        State::Parked | State::InReview | State::Answered | State::Closed => Ok(request),
    }
}

/// Two wrote in the same moment: the act is run again and sees what the other did.
fn busy_if_raced(error: StoreError) -> StoreError {
    if matches!(error, StoreError::Unique | StoreError::Conflict) { StoreError::Busy } else { error }
}
