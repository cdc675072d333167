//! The index by which similar requests are found, looked after beside the pages: requests of the time before it are written into it when
//! the program starts, and what came since is folded now and then. Two servers that do it at once do it once.

use std::collections::HashMap;
use std::time::Duration;

use ground::{Ground, StoreError, TeamId};
use tokio::sync::watch;

/// How often it is looked whether there is something to do.
const LOOK_EVERY: Duration = Duration::from_secs(20);

/// Looks after the index of every team until `stop`.
pub async fn look_after(ground: &Ground, mut stop: watch::Receiver<bool>) {
    let mut seen = HashMap::new();
    while !*stop.borrow() {
        tokio::select! {
            done = round(ground, &mut seen) => {
                if let Err(error) = done {
                    tracing::warn!(%error, "the index of requests could not be looked after; it is tried again");
                }
            }
            _ends = stop.wait_for(|stop| *stop) => {}
        }
        tokio::select! {
            _ends = stop.wait_for(|stop| *stop) => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// Looks after those teams that have a request which was not there the last time.
async fn round(ground: &Ground, seen: &mut HashMap<TeamId, i64>) -> Result<(), StoreError> {
    for (team, last_number) in requests::to_look_after(ground).await? {
        if seen.get(&team) != Some(&last_number) {
            requests::look_after(ground, team).await?;
            seen.insert(team, last_number);
        }
    }
    Ok(())
}
