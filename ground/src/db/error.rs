use std::future::Future;

/// Why the database did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// A row of that key is there already. The call that can meet it knows what that means.
    #[error("This is there already.")]
    Unique,
    /// A row that this one points to is missing.
    #[error("This belongs to something that is not there any more.")]
    Missing,
    /// Somebody else changed the row in the meantime.
    #[error("Somebody changed this in the meantime. Look at it again and repeat what you meant.")]
    Conflict,
    /// Two acts were in each other's way; the whole act can be run again.
    #[error("The database is busy. Try again in a moment.")]
    Busy,
    /// The server can't be reached, or changes its leader.
    #[error("The database can't be reached: {0}. Nothing was changed; try again in a moment.")]
    Unavailable(String),
    /// The disk is full, or may not be written to.
    #[error(
        "The database can't write: {0}. Free some space or give the folder back its rights; nothing that was there is lost."
    )]
    CannotWrite(String),
    /// A mistake in the program or a damaged database.
    #[error("The database did not understand: {0}")]
    Broken(String),
}

/// An error that can tell whether the act it ended may be run again as a whole.
pub trait Passing {
    /// Two acts were in each other's way, and the next try may find the way free.
    fn is_passing(&self) -> bool;
}

impl Passing for StoreError {
    fn is_passing(&self) -> bool {
        *self == Self::Busy
    }
}

/// Runs an act again while two acts are in each other's way, three times at most. The act must begin its own transaction.
pub async fn again<T, E, Act, Running>(act: Act) -> Result<T, E>
where
    E: Passing,
    Act: Fn() -> Running,
    Running: Future<Output = Result<T, E>>,
{
    for _ in 0..2 {
        match act().await {
            Err(error) if error.is_passing() => {}
            other => return other,
        }
    }
    act().await
}
