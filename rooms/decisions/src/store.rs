use ground::uuid::Uuid;
use ground::{Row, StoreError, TeamId, Tx};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::DecisionId;
use crate::rules::Driver;

/// A choice that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Which.
    pub id: DecisionId,
    /// When it was made.
    pub at: Timestamp,
    /// Who wrote it down, as in events.
    pub by: String,
    /// What was decided, in one line.
    pub what: String,
    /// Why.
    pub why: String,
    /// What drove it.
    pub driver: Driver,
    /// The block in which it was made, by its key.
    pub block: Option<String>,
    /// The request that it is about.
    pub about: Option<Uuid>,
    /// The day on which it is to be looked at again.
    pub review_on: Option<Date>,
}

ground::text_enum!(Driver {
    Data => "data", Anecdote => "anecdote", Urgency => "urgency", Volume => "volume", Hierarchy => "hierarchy",
});

const COLUMNS: &str = "id, at, by, what, why, driver, block_id, about_id, review_on";
const ADD: &str = "insert into decision (team_id, id, at, by, what, why, driver, block_id, about_id, review_on)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (team_id, id) do nothing";
const COUNTS: &str = "select driver, count(*) from decision where team_id = $1 group by driver";

fn read(row: &Row) -> Result<Decision, StoreError> {
    Ok(Decision {
        id: row.get(0)?,
        at: row.get(1)?,
        by: row.get(2)?,
        what: row.get(3)?,
        why: row.get(4)?,
        driver: row.get(5)?,
        block: row.get(6)?,
        about: row.get(7)?,
        review_on: row.get(8)?,
    })
}

fn read_all(rows: &[Row]) -> Result<Vec<Decision>, StoreError> {
    rows.iter().map(read).collect()
}

/// Writes a decision down; `false` if it stands there already.
pub(crate) async fn add(tx: &mut Tx, team: TeamId, decision: &Decision) -> Result<bool, StoreError> {
    let Decision { id, at, by, what, why, driver, block, about, review_on } = decision;
    let values = (team, *id, *at, by, what, why, *driver, block.clone(), *about, *review_on);
    Ok(tx.execute(ADD, values).await? == 1)
}

/// One decision.
pub async fn find(tx: &mut Tx, team: TeamId, id: DecisionId) -> Result<Option<Decision>, StoreError> {
    let sql = format!("select {COLUMNS} from decision where team_id = $1 and id = $2");
    tx.query_opt(&sql, (team, id)).await?.as_ref().map(read).transpose()
}

/// The decisions made last, before a place in the list if one is given; all, or those that one thing drove; the newest first.
pub async fn recent(
    tx: &mut Tx,
    team: TeamId,
    driver: Option<Driver>,
    before: Option<(Timestamp, DecisionId)>,
    limit: i64,
) -> Result<Vec<Decision>, StoreError> {
    let (at, id) = match before {
        Some((at, id)) => (at.as_millisecond(), id.to_string()),
        // Before the end of time: every row is.
        None => (i64::MAX, String::new()),
    };
    let order = "order by at desc, id desc limit";
    match driver {
        Some(driver) => {
            let sql = format!(
                "select {COLUMNS} from decision where team_id = $1 and driver = $2 and (at, id) < ($3, $4) {order} $5"
            );
            read_all(&tx.query(&sql, (team, driver, at, id, limit)).await?)
        }
        None => {
            let sql = format!("select {COLUMNS} from decision where team_id = $1 and (at, id) < ($2, $3) {order} $4");
            read_all(&tx.query(&sql, (team, at, id, limit)).await?)
        }
    }
}

/// How many there are, by what drove them; a driver without any is left out.
pub(crate) async fn counts(tx: &mut Tx, team: TeamId) -> Result<Vec<(Driver, i64)>, StoreError> {
    tx.query(COUNTS, (team,)).await?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// What was decided in a block, oldest first.
pub async fn in_block(tx: &mut Tx, team: TeamId, block: &str) -> Result<Vec<Decision>, StoreError> {
    let sql = format!("select {COLUMNS} from decision where team_id = $1 and block_id = $2 order by at, id");
    read_all(&tx.query(&sql, (team, block)).await?)
}

/// What was decided about a request, oldest first.
pub async fn about(tx: &mut Tx, team: TeamId, request: Uuid) -> Result<Vec<Decision>, StoreError> {
    let sql = format!("select {COLUMNS} from decision where team_id = $1 and about_id = $2 order by at, id");
    read_all(&tx.query(&sql, (team, request)).await?)
}

/// Those to be looked at again from a day on, the next first.
pub(crate) async fn to_review(tx: &mut Tx, team: TeamId, from: Date, limit: i64) -> Result<Vec<Decision>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from decision where team_id = $1 and review_on is not null and review_on >= $2
        order by review_on nulls last, id limit $3"
    );
    read_all(&tx.query(&sql, (team, from, limit)).await?)
}
