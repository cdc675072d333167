use ground::uuid::Uuid;
use ground::{Row, StoreError, TeamId, ToValue, Tx, Value};

use super::{Promise, find, owed_of};
use crate::rules::{Asked, HowTold, ReasonKind};
use crate::{MoveId, PromiseId};

/// A question whether a promise may be moved, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Whose.
    pub team: TeamId,
    /// Which.
    pub id: MoveId,
    /// The promise to be moved.
    pub promise: PromiseId,
    /// Who asked, as `member:<id>`.
    pub asked_by: String,
    /// When, to when, and what the stakeholder said.
    pub asked: Asked,
    /// Why, in the words that the stakeholder read.
    pub reason: String,
    /// What kept us; for the team alone.
    pub kind: ReasonKind,
    /// What they have at the old time all the same.
    pub meanwhile: Option<String>,
    /// How the answer reached us.
    pub told: Option<HowTold>,
    /// Who gave or noted it, as `stakeholder:<id>` or `member:<id>`.
    pub answered_by: Option<String>,
    pub(crate) version: i64,
}

const COLUMNS: &str = "team_id, id, promise_id, asked_by, asked_at, due_at, agreed_at, refused_at, lapsed_at, reason, kind, meanwhile, told,
    answered_by, version";
const ADD: &str =
    "insert into promise_move (team_id, id, promise_id, asked_by, asked_at, due_at, reason, kind, meanwhile, version)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const ANSWER: &str =
    "update promise_move set agreed_at = $1, refused_at = $2, told = $3, answered_by = $4, version = version + 1
    where team_id = $5 and id = $6 and version = $7";
const LAPSE: &str = "update promise_move set lapsed_at = $1, version = version + 1
    where team_id = $2 and promise_id = $3 and agreed_at is null and refused_at is null and lapsed_at is null";

fn read(row: &Row) -> Result<Move, StoreError> {
    Ok(Move {
        team: row.get(0)?,
        id: row.get(1)?,
        promise: row.get(2)?,
        asked_by: row.get(3)?,
        asked: Asked {
            asked_at: row.get(4)?,
            due_at: row.get(5)?,
            agreed_at: row.get(6)?,
            refused_at: row.get(7)?,
            lapsed_at: row.get(8)?,
        },
        reason: row.get(9)?,
        kind: row.get(10)?,
        meanwhile: row.get(11)?,
        told: row.get(12)?,
        answered_by: row.get(13)?,
        version: row.get(14)?,
    })
}

pub(crate) async fn add_move(tx: &mut Tx, asked: &Move) -> Result<(), StoreError> {
    let values = (
        asked.team,
        asked.id,
        asked.promise,
        &asked.asked_by,
        asked.asked.asked_at,
        asked.asked.due_at,
        &asked.reason,
        asked.kind,
        asked.meanwhile.clone(),
        asked.version,
    );
    tx.execute(ADD, values).await?;
    Ok(())
}

/// Writes down what the stakeholder said; a lost race is noticed.
pub(crate) async fn answer_move(tx: &mut Tx, answered: &Move) -> Result<(), StoreError> {
    let values = (
        answered.asked.agreed_at,
        answered.asked.refused_at,
        answered.told,
        answered.answered_by.clone(),
        answered.team,
        answered.id,
        answered.version,
    );
    match tx.execute(ANSWER, values).await? {
        0 => Err(StoreError::Conflict),
        _ => Ok(()),
    }
}

/// Lets every unanswered question about a promise fall away.
pub(crate) async fn lapse(tx: &mut Tx, team: TeamId, promise: PromiseId) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(LAPSE, (now, team, promise)).await?;
    Ok(())
}

/// The question of this id.
pub async fn move_of(tx: &mut Tx, team: TeamId, id: MoveId) -> Result<Option<Move>, StoreError> {
    let sql = format!("select {COLUMNS} from promise_move where team_id = $1 and id = $2");
    tx.query_opt(&sql, (team, id)).await?.as_ref().map(read).transpose()
}

/// Every question about these promises, oldest first.
pub async fn moves_of(tx: &mut Tx, team: TeamId, promises: &[PromiseId]) -> Result<Vec<Move>, StoreError> {
    let mut moves = Vec::new();
    for ids in promises.chunks(500) {
        let places = (2..).take(ids.len()).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
        let sql =
            format!("select {COLUMNS} from promise_move where team_id = $1 and promise_id in ({places}) order by id");
        let values: Vec<Value> = std::iter::once(team.to_value()).chain(ids.iter().map(|id| id.to_value())).collect();
        for row in tx.query(&sql, values).await? {
            moves.push(read(&row)?);
        }
    }
    Ok(moves)
}

/// The questions of a team that nobody answered and no answer overtook, oldest first.
pub async fn open_moves(tx: &mut Tx, team: TeamId, limit: i64) -> Result<Vec<Move>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from promise_move where team_id = $1 and agreed_at is null and refused_at is null and lapsed_at is null
            order by asked_at, id limit $2"
    );
    tx.query(&sql, (team, limit)).await?.iter().map(read).collect()
}

/// The question that a request's stakeholder can still answer, with the promise it is about.
pub async fn open_move(tx: &mut Tx, team: TeamId, request: Uuid) -> Result<Option<(Promise, Move)>, StoreError> {
    let now = tx.now();
    let owed = owed_of(tx, team, request).await?;
    let ids: Vec<PromiseId> = owed.iter().map(|promise| promise.id).collect();
    let open = moves_of(tx, team, &ids).await?.into_iter().rfind(|asked| asked.asked.is_open(now));
    let Some(open) = open else { return Ok(None) };
    Ok(find(tx, team, open.promise).await?.map(|promise| (promise, open)))
}
