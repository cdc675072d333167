//! Answers that go out at a chosen time, as they are kept.

use blocks::BlockKey;
use ground::{Row, StoreError, TeamId, Tx};
use jiff::Timestamp;
use requests::RequestId;
use team::MemberId;

/// An answer that is to go out at a chosen time, or that did not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheduled {
    /// Whose.
    pub team: TeamId,
    /// The request that it answers.
    pub request: RequestId,
    /// The version of the draft that was scheduled.
    pub(crate) version: i64,
    /// The block in which it was written.
    pub block: BlockKey,
    /// When it goes out.
    pub send_at: Timestamp,
    /// Who scheduled it.
    pub by: MemberId,
    /// When they did.
    pub scheduled_at: Timestamp,
    /// Why it was not sent, if it was not.
    pub stopped: Option<String>,
}

impl Scheduled {
    /// Whether it still goes out.
    pub fn waits(&self) -> bool {
        self.stopped.is_none()
    }
}

/// What a member reads of one that was changed meanwhile.
pub(crate) const CHANGED: &str =
    "The answer was changed after it was scheduled. Read it again, and send it or choose a new time.";

const COLUMNS: &str = "s.team_id, s.request_id, s.draft_version, s.block_id, s.send_at, s.by_member, s.scheduled_at, s.stopped_why, d.version";
const FROM: &str =
    "answer_scheduled s left join answer_draft d on d.team_id = s.team_id and d.request_id = s.request_id";
const PUT: &str = "insert into answer_scheduled (team_id, request_id, draft_version, block_id, send_at, by_member, scheduled_at,
    stopped_at, stopped_why) values ($1, $2, $3, $4, $5, $6, $7, null, null) on conflict (team_id, request_id) do update set
    draft_version = excluded.draft_version, block_id = excluded.block_id, send_at = excluded.send_at, by_member = excluded.by_member,
    scheduled_at = excluded.scheduled_at, stopped_at = null, stopped_why = null";
const STOP: &str = "update answer_scheduled set stopped_at = $1, stopped_why = $2
    where team_id = $3 and request_id = $4 and send_at = $5 and stopped_at is null";
const DROP: &str = "delete from answer_scheduled where team_id = $1 and request_id = $2";
// every team: the program sends what is due of all of them in one round.
const RIPE: &str = "select s.team_id, s.request_id, s.draft_version, s.block_id, s.send_at, s.by_member, s.scheduled_at, s.stopped_why,
    s.draft_version from answer_scheduled s where s.stopped_at is null and s.send_at <= $1 order by s.send_at, s.request_id limit $2";

fn read(row: &Row) -> Result<Scheduled, StoreError> {
    let (version, stopped): (i64, Option<String>) = (row.get(2)?, row.get(7)?);
    // Until its time comes nothing is written of a change; it shows all the same.
    let has_changed = row.get::<Option<i64>>(8)? != Some(version);
    Ok(Scheduled {
        team: row.get(0)?,
        request: row.get(1)?,
        version,
        block: row.get(3)?,
        send_at: row.get(4)?,
        by: row.get(5)?,
        scheduled_at: row.get(6)?,
        stopped: stopped.or_else(|| has_changed.then(|| CHANGED.to_owned())),
    })
}

/// Schedules an answer, in place of what was scheduled for its request before.
pub(crate) async fn put(tx: &mut Tx, one: &Scheduled) -> Result<(), StoreError> {
    let Scheduled { team, request, version, block, send_at, by, scheduled_at, stopped: _ } = one;
    tx.execute(PUT, (*team, *request, *version, *block, *send_at, *by, *scheduled_at)).await?;
    Ok(())
}

/// Notes why one did not go out; says whether it still stood there as it was.
pub(crate) async fn stop(tx: &mut Tx, one: &Scheduled, why: &str) -> Result<bool, StoreError> {
    let now = tx.now();
    Ok(tx.execute(STOP, (now, why, one.team, one.request, one.send_at)).await? == 1)
}

/// Forgets what is scheduled for a request; says whether anything was.
pub(crate) async fn forget(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<bool, StoreError> {
    Ok(tx.execute(DROP, (team, request)).await? == 1)
}

/// What is scheduled for a request, or was and did not go out.
pub async fn of_request(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Option<Scheduled>, StoreError> {
    let sql = format!("select {COLUMNS} from {FROM} where s.team_id = $1 and s.request_id = $2");
    tx.query_opt(&sql, (team, request)).await?.as_ref().map(read).transpose()
}

/// What was scheduled in a block and was neither sent nor taken back.
pub async fn in_block(tx: &mut Tx, team: TeamId, block: BlockKey) -> Result<Vec<Scheduled>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from {FROM} where s.team_id = $1 and s.block_id = $2 order by s.send_at, s.request_id"
    );
    tx.query(&sql, (team, block)).await?.iter().map(read).collect()
}

/// All that is scheduled in a team, and what did not go out, in order of its time.
pub async fn all(tx: &mut Tx, team: TeamId) -> Result<Vec<Scheduled>, StoreError> {
    let sql = format!("select {COLUMNS} from {FROM} where s.team_id = $1 order by s.send_at, s.request_id");
    tx.query(&sql, (team,)).await?.iter().map(read).collect()
}

/// What is to go out by now, of all teams, the longest due first; at most so many.
pub async fn ripe(tx: &mut Tx, limit: i64) -> Result<Vec<Scheduled>, StoreError> {
    let now = tx.now();
    tx.query(RIPE, (now, limit)).await?.iter().map(read).collect()
}
