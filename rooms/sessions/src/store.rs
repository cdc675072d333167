//! What a block looks at, and what is typed in it, as it is kept.

mod words;

use blocks::BlockKey;
use ground::{Row, StoreError, TeamId, Tx};
use jiff::Timestamp;
use requests::RequestId;

pub use words::{Direction, Field, Note, Of, Word, Words, note_of, words_of};
pub(crate) use words::{add, came, decided_since, last_elsewhere, save, there};

/// A request that a block looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number on the agenda, from 1.
    pub place: i64,
    /// Which request.
    pub request: RequestId,
    /// When it was put off to another block.
    pub set_aside_at: Option<Timestamp>,
}

const ADD_ITEM: &str =
    "insert into session_item (team_id, block_id, place, request_id, set_aside_at) values ($1, $2, $3, $4, null)
    on conflict (team_id, block_id, request_id) do nothing";
const SET_ASIDE: &str = "update session_item set set_aside_at = $1
    where team_id = $2 and block_id = $3 and request_id = $4 and set_aside_at is null";
const ITEMS: &str =
    "select place, request_id, set_aside_at from session_item where team_id = $1 and block_id = $2 order by place";

pub(crate) async fn add_item(
    tx: &mut Tx,
    team: TeamId,
    block: BlockKey,
    place: i64,
    request: RequestId,
) -> Result<(), StoreError> {
    tx.execute(ADD_ITEM, (team, block, place, request)).await?;
    Ok(())
}

/// Puts a request off; says whether it was still to be looked at.
pub(crate) async fn set_aside(
    tx: &mut Tx,
    team: TeamId,
    block: BlockKey,
    request: RequestId,
) -> Result<bool, StoreError> {
    let now = tx.now();
    Ok(tx.execute(SET_ASIDE, (now, team, block, request)).await? == 1)
}

/// The requests that a block looks at since it was opened, in their order.
pub async fn items(tx: &mut Tx, team: TeamId, block: BlockKey) -> Result<Vec<Item>, StoreError> {
    let item = |row: &Row| Ok(Item { place: row.get(0)?, request: row.get(1)?, set_aside_at: row.get(2)? });
    tx.query(ITEMS, (team, block)).await?.iter().map(item).collect()
}
