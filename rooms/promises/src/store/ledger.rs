use ground::{StoreError, TeamId, ToValue, Tx, Value};
use jiff::Timestamp;

use super::{COLUMNS, Promise, read};
use crate::PromiseId;
use crate::rules::{Course, Figure, Figures, State, figures};

/// How many promises stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// To come.
    pub open: u64,
    /// Sent in time.
    pub kept: u64,
    /// Moved in time with the stakeholder's yes.
    pub renegotiated: u64,
    /// Past their instant, answered or not.
    pub broken: u64,
    /// Of requests that were withdrawn or spam.
    pub void: u64,
}

impl Counts {
    /// All of them.
    pub fn all(&self) -> u64 {
        self.open + self.kept + self.renegotiated + self.broken + self.void
    }

    /// Those of a state.
    pub fn of(&self, state: State) -> u64 {
        match state {
            State::Open => self.open,
            State::Kept => self.kept,
            State::Renegotiated => self.renegotiated,
            State::Broken => self.broken,
            State::Void => self.void,
        }
    }
}

/// The place in the ledger where a page of it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The due time of its last promise.
    pub due_at: Timestamp,
    /// And its id.
    pub id: PromiseId,
}

const COUNT: &str = "select
    count(*) filter (where void_at is null and renegotiated_at is null and fulfilled_at is null and due_at >= $1),
    count(*) filter (where void_at is null and renegotiated_at is null and fulfilled_at <= due_at),
    count(*) filter (where void_at is null and renegotiated_at is not null),
    count(*) filter (where void_at is null and renegotiated_at is null
        and (fulfilled_at > due_at or (fulfilled_at is null and due_at < $1))),
    count(*) filter (where void_at is not null)
    from promise where team_id = $2";

/// How many promises of a team stand where, now.
pub async fn counts(tx: &mut Tx, team: TeamId) -> Result<Counts, StoreError> {
    let now = tx.now();
    let row = tx.query_one(COUNT, (now, team)).await?;
    let count = |index| row.get::<i64>(index).map(i64::unsigned_abs);
    Ok(Counts { open: count(0)?, kept: count(1)?, renegotiated: count(2)?, broken: count(3)?, void: count(4)? })
}

/// What is asked of a promise in a state at `$2`.
fn condition(state: Option<State>) -> &'static str {
    match state {
        None => "(void_at is not null or renegotiated_at is not null or fulfilled_at is not null or due_at < $2)",
        Some(State::Void) => "void_at is not null",
        Some(State::Renegotiated) => "void_at is null and renegotiated_at is not null",
        Some(State::Kept) => "void_at is null and renegotiated_at is null and fulfilled_at <= due_at",
        Some(State::Broken) => {
            "void_at is null and renegotiated_at is null
                and (fulfilled_at > due_at or (fulfilled_at is null and due_at < $2))"
        }
        Some(State::Open) => "void_at is null and renegotiated_at is null and fulfilled_at is null and due_at >= $2",
    }
}

/// The promises of a state, or all that are not open any more; those due last first, from after `before` on.
pub async fn settled(
    tx: &mut Tx,
    team: TeamId,
    state: Option<State>,
    before: Option<Place>,
    limit: i64,
) -> Result<Vec<Promise>, StoreError> {
    let now = tx.now();
    let mut sql =
        format!("select {COLUMNS} from promise where team_id = $1 and given_at <= $2 and {}", condition(state));
    let mut values: Vec<Value> = vec![team.to_value(), now.to_value()];
    if let Some(Place { due_at, id }) = before {
        sql += " and (due_at, id) < ($3, $4) order by due_at desc, id desc limit $5";
        values.extend([due_at.to_value(), id.to_value(), limit.to_value()]);
    } else {
        sql += " order by due_at desc, id desc limit $3";
        values.push(limit.to_value());
    }
    tx.query(&sql, values).await?.iter().map(read).collect()
}

/// The figures of a period as they stood at its end: see [`figures`].
pub async fn figures_of(tx: &mut Tx, team: TeamId, from: Timestamp, as_of: Timestamp) -> Result<Figures, StoreError> {
    let sql = "select given_at, due_at, fulfilled_at, renegotiated_at, void_at from promise
        where team_id = $1 and given_at <= $2 and (due_at >= $3 or void_at is not null)";
    let mut given = Vec::new();
    for row in tx.query(sql, (team, as_of, from)).await? {
        let course = Course {
            due_at: row.get(1)?,
            fulfilled_at: row.get(2)?,
            renegotiated_at: row.get(3)?,
            void_at: row.get(4)?,
        };
        given.push((row.get(0)?, course));
    }
    Ok(figures(given, from, as_of))
}

/// What is asked of a promise behind a figure of the time from `$3` to `$2`: what [`counts_as`](crate::counts_as) says, as a statement.
fn counted_by(figure: Figure) -> &'static str {
    match figure {
        Figure::FellDue => {
            "due_at >= $3 and due_at <= $2 and void_at is null and renegotiated_at is null
                and (fulfilled_at is not null or due_at < $2)"
        }
        Figure::Kept => {
            "due_at >= $3 and due_at <= $2 and void_at is null and renegotiated_at is null and fulfilled_at <= due_at"
        }
        Figure::Broken => {
            "due_at >= $3 and due_at <= $2 and void_at is null and renegotiated_at is null
                and (fulfilled_at > due_at or (fulfilled_at is null and due_at < $2))"
        }
        Figure::Late => {
            "due_at >= $3 and due_at <= $2 and void_at is null and renegotiated_at is null and fulfilled_at > due_at"
        }
        Figure::Unanswered => {
            "due_at >= $3 and due_at < $2 and void_at is null and renegotiated_at is null and fulfilled_at is null"
        }
        Figure::Renegotiated => "due_at >= $3 and due_at <= $2 and void_at is null and renegotiated_at is not null",
        Figure::Void => "(due_at >= $3 or void_at is not null) and void_at is not null",
        Figure::NotYetDue => "due_at >= $3 and due_at > $2 and void_at is null and renegotiated_at is null",
    }
}

/// The promises behind a figure of the time from `from` until now; those due last first, from after `before` on.
pub async fn behind(
    tx: &mut Tx,
    team: TeamId,
    figure: Figure,
    from: Timestamp,
    before: Option<Place>,
    limit: i64,
) -> Result<Vec<Promise>, StoreError> {
    let now = tx.now();
    let (due_at, id) =
        before.map_or((i64::MAX, String::new()), |place| (place.due_at.as_millisecond(), place.id.to_string()));
    let sql = format!(
        "select {COLUMNS} from promise where team_id = $1 and given_at <= $2 and {} and (due_at, id) < ($4, $5)
        order by due_at desc, id desc limit $6",
        counted_by(figure)
    );
    tx.query(&sql, (team, now, from, due_at, id, limit)).await?.iter().map(read).collect()
}
