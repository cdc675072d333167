//! Where a team fetched holidays from, so that nobody has to look the address up again next year.

use ground::{StoreError, TeamId, Tx};

const KEEP: &str = "insert into holiday_feed (team_id, address, fetched_at) values ($1, $2, $3)
    on conflict (team_id) do update set address = excluded.address, fetched_at = excluded.fetched_at";
const LAST: &str = "select address from holiday_feed where team_id = $1";

/// Keeps the address; the one before it is forgotten.
pub(crate) async fn keep(tx: &mut Tx, team: TeamId, address: &str) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(KEEP, (team, address, now)).await?;
    Ok(())
}

/// The address that was used the last time.
pub(crate) async fn last(tx: &mut Tx, team: TeamId) -> Result<Option<String>, StoreError> {
    tx.query_opt(LAST, (team,)).await?.map(|row| row.get(0)).transpose()
}
