use ground::{StoreError, TeamId, Tx};

use crate::RequestId;

const ENTER: &str =
    "insert into intake (team_id, door, entry_key, content_print, request_id, at) values ($1, $2, $3, $4, $5, $6)
    on conflict (team_id, door, entry_key) do nothing";
const FIND: &str = "select content_print, request_id from intake where team_id = $1 and door = $2 and entry_key = $3";

/// What came by this key before.
pub(crate) struct Entered {
    /// The print of what came.
    pub content_print: String,
    /// What became of it, if a request.
    pub request: Option<RequestId>,
}

/// Writes the key down. What came by it before is returned instead, and then nothing may be taken in.
pub(crate) async fn enter(
    tx: &mut Tx,
    team: TeamId,
    door: &str,
    key: &str,
    content_print: &str,
    request: Option<RequestId>,
) -> Result<Option<Entered>, StoreError> {
    let now = tx.now();
    if tx.execute(ENTER, (team, door, key, content_print, request, now)).await? == 1 {
        return Ok(None);
    }
    let row = tx.query_one(FIND, (team, door, key)).await?;
    Ok(Some(Entered { content_print: row.get(0)?, request: row.get(1)? }))
}

/// The request that came by this key of a door, if one did.
pub async fn came_by(tx: &mut Tx, team: TeamId, door: &str, key: &str) -> Result<Option<RequestId>, StoreError> {
    match tx.query_opt(FIND, (team, door, key)).await? {
        Some(row) => row.get(1),
        None => Ok(None),
    }
}
