//! What was decided in blocks that nobody closed: it goes into the log once they are over. Two servers that do it at once do it once.

use std::time::Duration;

use ground::{Ground, StoreError};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

/// How often it is looked whether a block is over.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// A block is over this long after anything was noted in it, however early it was opened and however long it is.
const LATELY: SignedDuration = SignedDuration::from_hours(48);

/// Looks after the blocks of every team until `stop`: all that there ever were when the program starts, and those of the last days from then
/// on.
pub async fn work(ground: Ground, mut stop: watch::Receiver<bool>) {
    let mut since = Timestamp::MIN;
    while !*stop.borrow() {
        let next = ground.now().checked_sub(LATELY).unwrap_or(Timestamp::MIN);
        match round(&ground, since).await {
            Ok(()) => since = next,
            Err(error) => {
                tracing::warn!(%error, "blocks that nobody closed could not be looked after; it is tried again")
            }
        }
        tokio::select! {
            _ends = stop.wait_for(|stop| *stop) => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

async fn round(ground: &Ground, since: Timestamp) -> Result<(), StoreError> {
    let teams = team::teams::list(&mut ground.read().await?).await?;
    for team in teams {
        sessions::log_unclosed(ground, team.id, since).await?;
    }
    Ok(())
}
