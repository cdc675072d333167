//! What happened: one row per thing, written by the act in its transaction and never changed. Holds ids and values; no names, no
//! addresses and no words of people, so that erasing a person leaves the log whole.

use std::fmt::Display;

use jiff::Timestamp;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{StoreError, TeamId, Tx};

pub(crate) const TABLE: &str = "create table if not exists event (
    team_id text not null, id text not null, at bigint not null, actor text not null, kind text not null, subject text not null,
    payload text not null, primary key (team_id, id))";
pub(crate) const OF_SUBJECT: &str = "create index if not exists event_subject on event (team_id, subject, id)";

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A person with an account.
    Member(Uuid),
    /// A stakeholder, by private link, form or mail.
    Stakeholder(Uuid),
    /// A program, by its API token.
    Token(Uuid),
    /// Offwheel itself; the word says which part.
    Machine(&'static str),
}

impl Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Member(id) => write!(f, "member:{id}"),
            Self::Stakeholder(id) => write!(f, "stakeholder:{id}"),
            Self::Token(id) => write!(f, "token:{id}"),
            Self::Machine(part) => write!(f, "machine:{part}"),
        }
    }
}

/// Something that happened, as it was written down.
#[derive(Debug, Clone)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// Who, as `member:<id>`, `stakeholder:<id>`, `token:<id>` or `machine:<part>`.
    pub actor: String,
    /// What, as `promise.renegotiated`.
    pub kind: String,
    /// The id of what it happened to.
    pub subject: String,
    /// Ids and values beside it.
    pub payload: Json,
}

const RECORD: &str =
    "insert into event (team_id, id, at, actor, kind, subject, payload) values ($1, $2, $3, $4, $5, $6, $7)";
const LIST: &str =
    "select at, actor, kind, subject, payload from event where team_id = $1 and subject = $2 order by id";

const COUNT: &str = "select count(*) from event where team_id = $1 and subject = $2 and kind in ($3, $4)";

/// Writes down that `kind` happened to `subject`, at the instant of the transaction.
pub async fn record(
    tx: &mut Tx,
    team: TeamId,
    actor: Actor,
    kind: &str,
    subject: impl Display,
    payload: Json,
) -> Result<(), StoreError> {
    let at = tx.now();
    let id = crate::new_uuid(at);
    tx.execute(RECORD, (team, id, at, actor.to_string(), kind, subject.to_string(), payload.to_string())).await?;
    Ok(())
}

/// How often either of two kinds of things happened to `subject`.
pub async fn count(
    tx: &mut Tx,
    team: TeamId,
    subject: impl Display,
    [one, other]: [&str; 2],
) -> Result<i64, StoreError> {
    tx.query_one(COUNT, (team, subject.to_string(), one, other)).await?.get(0)
}

/// All that happened to `subject`, oldest first.
pub async fn of(tx: &mut Tx, team: TeamId, subject: impl Display) -> Result<Vec<Event>, StoreError> {
    let rows = tx.query(LIST, (team, subject.to_string())).await?;
    rows.iter()
        .map(|row| {
            let payload = serde_json::from_str(&row.get::<String>(4)?);
            let payload =
                payload.map_err(|error| StoreError::Broken(format!("an event's payload is no JSON: {error}")))?;
            Ok(Event { at: row.get(0)?, actor: row.get(1)?, kind: row.get(2)?, subject: row.get(3)?, payload })
        })
        .collect()
}
