use web::forms::Errors;
use web::{Changed, Failure};

use crate::Refused;

impl Refused {
    /// What to mend in the form that was sent.
    ///
    /// # Errors
    /// The failure that it is, if no field is at fault.
    pub fn to_mend(self) -> Result<Errors, Failure> {
        if let Self::ToMend { field, words } = self { Ok(Errors::at(field, words)) } else { Err(self.into()) }
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unknown => Failure::NotFound,
            Refused::NotYours(words) => Failure::Forbidden(words.to_owned()),
            Refused::ToMend { field, words } => Failure::Invalid(Errors::at(field, words)),
            Refused::ChangedMeanwhile => Failure::Conflict(Changed::default()),
            Refused::Store(error) => error.into(),
            Refused::Broken(words) => Failure::internal(words),
            Refused::WrongKey | Refused::NoTeam => Failure::Forbidden(refused.to_string()),
            Refused::WrongPassword | Refused::LinkSpent | Refused::FoundedAlready => {
                Failure::Refused(refused.to_string())
            }
        }
    }
}
