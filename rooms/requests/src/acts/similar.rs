//! Looking after the index by which similar requests are found.

use ground::{Ground, StoreError, TeamId};

use crate::store::similar;

/// The teams that have requests, each with the number of its newest one: a team whose number is as it was needs no looking after.
///
/// # Errors
/// Where the database fails.
pub async fn to_look_after(ground: &Ground) -> Result<Vec<(TeamId, i64)>, StoreError> {
    similar::newest_numbers(&mut ground.read().await?).await
}

/// Brings the index of a team to its newest request. Done again it changes nothing; broken off it goes on from there.
///
/// # Errors
/// Where the database fails.
pub async fn look_after(ground: &Ground, team: TeamId) -> Result<(), StoreError> {
    loop {
        let caught_up = ground::again(|| async {
            let mut tx = ground.begin().await?;
            let caught_up = similar::catch_up(&mut tx, team).await?;
            tx.commit().await?;
            Ok::<_, StoreError>(caught_up)
        });
        if caught_up.await? > 0 {
            continue;
        }
        let folded = ground::again(|| async {
            let mut tx = ground.begin().await?;
            let folded = similar::fold_batch(&mut tx, team).await?;
            tx.commit().await?;
            Ok::<_, StoreError>(folded)
        });
        if !folded.await? {
            return Ok(());
        }
    }
}
