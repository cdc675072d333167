//! Clues: something learned about the business in passing.

use ground::{Row, StoreError, TeamId, Tx};
use jiff::Timestamp;

use super::goals::GoalId;
use super::metrics::MetricId;
use super::read_all;

ground::id!(
    /// The id of a clue.
    ClueId
);

/// Something heard, in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clue {
    /// Which.
    pub id: ClueId,
    /// The line.
    pub words: String,
    /// From whom or where; may be empty.
    pub source: String,
    /// Which goal it bears on.
    pub goal: Option<GoalId>,
    /// Which metric it bears on.
    pub metric: Option<MetricId>,
    /// Who noted it, as in events.
    pub by: String,
    /// When.
    pub noted_at: Timestamp,
}

const COLUMNS: &str = "id, words, source, goal_id, metric_id, by, noted_at";
const ADD: &str = "insert into business_clue (team_id, id, words, source, goal_id, metric_id, by, noted_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (team_id, id) do nothing";
const COUNT: &str = "select count(*) from business_clue where team_id = $1";
const TAKE_OUT: &str = "delete from business_clue where team_id = $1 and id = $2";

fn clue(row: &Row) -> Result<Clue, StoreError> {
    Ok(Clue {
        id: row.get(0)?,
        words: row.get(1)?,
        source: row.get(2)?,
        goal: row.get(3)?,
        metric: row.get(4)?,
        by: row.get(5)?,
        noted_at: row.get(6)?,
    })
}

/// Adds a clue; `false` where one of its id is there.
pub(crate) async fn add(tx: &mut Tx, team: TeamId, clue: &Clue) -> Result<bool, StoreError> {
    let Clue { id, words, source, goal, metric, by, noted_at } = clue;
    Ok(tx.execute(ADD, (team, *id, words, source, *goal, *metric, by, *noted_at)).await? > 0)
}

pub(crate) async fn find(tx: &mut Tx, team: TeamId, id: ClueId) -> Result<Option<Clue>, StoreError> {
    let sql = format!("select {COLUMNS} from business_clue where team_id = $1 and id = $2");
    tx.query_opt(&sql, (team, id)).await?.as_ref().map(clue).transpose()
}

pub(crate) async fn take_out(tx: &mut Tx, team: TeamId, id: ClueId) -> Result<bool, StoreError> {
    Ok(tx.execute(TAKE_OUT, (team, id)).await? > 0)
}

/// The clues noted last, before a place in the list if one is given; the newest first.
pub async fn list(
    tx: &mut Tx,
    team: TeamId,
    before: Option<(Timestamp, ClueId)>,
    limit: i64,
) -> Result<Vec<Clue>, StoreError> {
    let rows = match before {
        None => {
            let sql = format!(
                "select {COLUMNS} from business_clue where team_id = $1 order by noted_at desc, id desc limit $2"
            );
            tx.query(&sql, (team, limit)).await?
        }
        Some((at, id)) => {
            let sql = format!(
                "select {COLUMNS} from business_clue where team_id = $1 and (noted_at, id) < ($2, $3)
                order by noted_at desc, id desc limit $4"
            );
            tx.query(&sql, (team, at, id, limit)).await?
        }
    };
    read_all(&rows, clue)
}

/// The clues that bear on a metric, the newest first.
pub(crate) async fn of_metric(
    tx: &mut Tx,
    team: TeamId,
    metric: MetricId,
    limit: i64,
) -> Result<Vec<Clue>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from business_clue where team_id = $1 and metric_id = $2 order by noted_at desc, id desc limit $3"
    );
    read_all(&tx.query(&sql, (team, metric, limit)).await?, clue)
}

/// How many there are.
pub(crate) async fn count(tx: &mut Tx, team: TeamId) -> Result<i64, StoreError> {
    tx.query_one(COUNT, (team,)).await?.get(0)
}
