//! Which message ids came and went in the thread of a request, so that a letter of any room goes in thread and a reply finds home.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{StoreError, TeamId, Tx};

pub(crate) const TABLE: &str = "create table if not exists thread_message (
    team_id text not null, message_id text not null, thread_id text not null, came boolean not null, at bigint not null,
    id text not null, primary key (team_id, message_id))";
pub(crate) const OF_THREAD: &str =
    "create index if not exists thread_message_thread on thread_message (team_id, thread_id, at)";

const NOTE: &str =
    "insert into thread_message (team_id, message_id, thread_id, came, at, id) values ($1, $2, $3, $4, $5, $6)
    on conflict (team_id, message_id) do nothing";
const FIND: &str = "select thread_id, came from thread_message where team_id = $1 and message_id = $2";
const LIST: &str = "select message_id from thread_message where team_id = $1 and thread_id = $2 order by at, id";

/// Remembers that a message of this id belongs to the thread. The first thread of an id keeps it.
pub async fn note(
    tx: &mut Tx,
    team: TeamId,
    thread: Uuid,
    message_id: &str,
    came: bool,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(NOTE, (team, message_id, thread, came, at, crate::new_uuid(at))).await?;
    Ok(())
}

/// The thread that a message id belongs to.
pub async fn find(tx: &mut Tx, team: TeamId, message_id: &str) -> Result<Option<Uuid>, StoreError> {
    tx.query_opt(FIND, (team, message_id)).await?.map(|row| row.get(0)).transpose()
}

/// Whether this message id is that of a letter of ours.
pub async fn is_ours(tx: &mut Tx, team: TeamId, message_id: &str) -> Result<bool, StoreError> {
    let row = tx.query_opt(FIND, (team, message_id)).await?;
    Ok(row.map(|row| row.get::<bool>(1)).transpose()?.is_some_and(|came| !came))
}

/// All message ids of a thread, oldest first.
pub async fn of(tx: &mut Tx, team: TeamId, thread: Uuid) -> Result<Vec<String>, StoreError> {
    tx.query(LIST, (team, thread)).await?.iter().map(|row| row.get(0)).collect()
}
