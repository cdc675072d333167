//! Leases: which process does what only one may do at a time, such as reading a mailbox. A lease that isn't renewed falls to whoever
//! asks next.

use jiff::SignedDuration;

use crate::{Ground, StoreError};

pub(crate) const TABLE: &str =
    "create table if not exists lease (name text not null primary key, holder text not null, until_at bigint not null)";

const HOLD: &str = "insert into lease (name, holder, until_at) values ($1, $2, $3)
    on conflict (name) do update set holder = excluded.holder, until_at = excluded.until_at
    where lease.holder = excluded.holder or lease.until_at <= $4";
const LET_GO: &str = "delete from lease where name = $1 and holder = $2";

/// Takes or renews the lease `name` for `holder`. `false` means that somebody else holds it.
pub async fn hold(ground: &Ground, name: &str, holder: &str, duration: SignedDuration) -> Result<bool, StoreError> {
    let mut tx = ground.begin().await?;
    let now = tx.now();
    let until = now.checked_add(duration).map_err(|error| StoreError::Broken(error.to_string()))?;
    let held = tx.execute(HOLD, (name, holder, until, now)).await? == 1;
    tx.commit().await?;
    Ok(held)
}

/// Gives the lease back, so that another needs not wait for its end.
pub async fn let_go(ground: &Ground, name: &str, holder: &str) -> Result<(), StoreError> {
    let mut tx = ground.begin().await?;
    tx.execute(LET_GO, (name, holder)).await?;
    tx.commit().await
}
