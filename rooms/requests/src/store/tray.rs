use ground::{Row, StoreError, TeamId, Tx};
use jiff::Timestamp;

use crate::{RequestId, TrayId};

/// Whether somebody looked at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrayState {
    /// It waits for a member.
    Waiting,
    /// A member took it in, or added it to a request.
    TakenIn,
    /// A member set it aside; it is kept.
    SetAside,
}
ground::text_enum!(TrayState { Waiting => "waiting", TakenIn => "taken-in", SetAside => "set-aside" });

/// A letter that is no person's request, or could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrayItem {
    /// Whose.
    pub team: TeamId,
    /// Which.
    pub id: TrayId,
    /// One word for why it lies here, as `list` or `unreadable`.
    pub reason: String,
    /// Why it lies here, in a sentence.
    pub why: String,
    /// The sender's address, or nothing where it could not be read.
    pub from_address: String,
    /// The sender's name, or nothing.
    pub from_name: String,
    /// Its subject.
    pub subject: String,
    /// What could be read of it.
    pub words: String,
    /// Its Message-ID.
    pub message_id: Option<String>,
    /// The print of the letter as it came; nothing where only its head was fetched.
    pub print: Option<String>,
    /// Its size in bytes.
    pub size_bytes: i64,
    /// When it reached the mailbox.
    pub arrived_at: Timestamp,
    /// What became of it.
    pub state: TrayState,
    /// The request it became or joined.
    pub request: Option<RequestId>,
}

const COLUMNS: &str =
    "team_id, id, reason, why, from_address, from_name, subject, words, message_id, print, size_bytes, arrived_at,
    state, request_id";
const INSERT: &str = "insert into tray (team_id, id, reason, why, from_address, from_name, subject, words, message_id, print, size_bytes,
    arrived_at, created_at, state, settled_at, request_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, null, null)";
const SETTLE: &str =
    "update tray set state = $1, settled_at = $2, request_id = $3 where team_id = $4 and id = $5 and state = $6";

fn read(row: &Row) -> Result<TrayItem, StoreError> {
    Ok(TrayItem {
        team: row.get(0)?,
        id: row.get(1)?,
        reason: row.get(2)?,
        why: row.get(3)?,
        from_address: row.get(4)?,
        from_name: row.get(5)?,
        subject: row.get(6)?,
        words: row.get(7)?,
        message_id: row.get(8)?,
        print: row.get(9)?,
        size_bytes: row.get(10)?,
        arrived_at: row.get(11)?,
        state: row.get(12)?,
        request: row.get(13)?,
    })
}

pub(crate) async fn insert(tx: &mut Tx, item: &TrayItem) -> Result<(), StoreError> {
    let now = tx.now();
    let values = (
        item.team,
        item.id,
        &item.reason,
        &item.why,
        &item.from_address,
        &item.from_name,
        &item.subject,
        &item.words,
        item.message_id.clone(),
        item.print.clone(),
        item.size_bytes,
        item.arrived_at,
        now,
        item.state,
    );
    tx.execute(INSERT, values).await?;
    Ok(())
}

/// Writes what became of it; whoever comes second is told.
pub(crate) async fn settle(
    tx: &mut Tx,
    item: &TrayItem,
    state: TrayState,
    request: Option<RequestId>,
) -> Result<(), StoreError> {
    let now = tx.now();
    let values = (state, now, request, item.team, item.id, item.state);
    if tx.execute(SETTLE, values).await? == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Something in this team's tray.
pub async fn find(tx: &mut Tx, team: TeamId, id: TrayId) -> Result<Option<TrayItem>, StoreError> {
    let sql = format!("select {COLUMNS} from tray where team_id = $1 and id = $2");
    tx.query_opt(&sql, (team, id)).await?.as_ref().map(read).transpose()
}

/// What waits in the tray, newest first, and after it what was set aside.
pub async fn waiting(tx: &mut Tx, team: TeamId, state: TrayState, limit: i64) -> Result<Vec<TrayItem>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from tray where team_id = $1 and state = $2 order by arrived_at desc, id desc limit $3"
    );
    tx.query(&sql, (team, state, limit)).await?.iter().map(read).collect()
}
