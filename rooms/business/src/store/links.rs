//! Which goal or metric a request belongs to. A person confirms each link.

use ground::uuid::Uuid;
use ground::{StoreError, TeamId, Tx};
use jiff::Timestamp;

use super::goals::GoalId;
use super::metrics::MetricId;
use super::read_all;

/// What a request is linked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Thing {
    /// A goal.
    Goal(GoalId),
    /// A metric, and with it its goal.
    Metric(MetricId),
}

/// A link, as it was confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The request.
    pub request: Uuid,
    /// What it belongs to.
    pub thing: Thing,
    /// Who confirmed it, as in events.
    pub by: String,
    /// When.
    pub linked_at: Timestamp,
}

impl Thing {
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::Goal(_) => "goal",
            Self::Metric(_) => "metric",
        }
    }

    pub(crate) fn id(self) -> Uuid {
        match self {
            Self::Goal(id) => id.uuid(),
            Self::Metric(id) => id.uuid(),
        }
    }

    /// Reads “goal:<id>” and “metric:<id>”, as a form sends them.
    pub fn from_word(word: &str) -> Option<Self> {
        let (kind, id) = word.split_once(':')?;
        Self::of(kind, id.parse().ok()?)
    }

    /// Its value in a form, as [`from_word`](Self::from_word) reads it.
    pub fn word(self) -> String {
        format!("{}:{}", self.kind(), self.id())
    }

    fn of(kind: &str, id: Uuid) -> Option<Self> {
        match kind {
            "goal" => Some(Self::Goal(id.into())),
            "metric" => Some(Self::Metric(id.into())),
            _ => None,
        }
    }
}

const ADD: &str =
    "insert into business_link (team_id, request_id, thing_id, kind, by, linked_at) values ($1, $2, $3, $4, $5, $6)
    on conflict (team_id, request_id, thing_id) do nothing";
const END: &str = "delete from business_link where team_id = $1 and request_id = $2 and thing_id = $3";
const OF_REQUEST: &str =
    "select request_id, kind, thing_id, by, linked_at from business_link where team_id = $1 and request_id = $2
    order by linked_at, thing_id";
const OF_THING: &str =
    "select request_id, kind, thing_id, by, linked_at from business_link where team_id = $1 and thing_id = $2
    order by linked_at desc, request_id limit $3";
const COUNTS: &str = "select thing_id, count(*) from business_link where team_id = $1 group by thing_id";

fn link(row: &ground::Row) -> Result<Link, StoreError> {
    let (kind, id): (String, Uuid) = (row.get(1)?, row.get(2)?);
    let thing = Thing::of(&kind, id).ok_or_else(|| StoreError::Broken(format!("a request is linked to a {kind}")))?;
    Ok(Link { request: row.get(0)?, thing, by: row.get(3)?, linked_at: row.get(4)? })
}

/// Links; whether it was not linked before.
pub(crate) async fn add(tx: &mut Tx, team: TeamId, link: &Link) -> Result<bool, StoreError> {
    let values = (team, link.request, link.thing.id(), link.thing.kind(), &link.by, link.linked_at);
    Ok(tx.execute(ADD, values).await? > 0)
}

/// Ends a link; whether there was one.
pub(crate) async fn end(tx: &mut Tx, team: TeamId, request: Uuid, thing: Thing) -> Result<bool, StoreError> {
    Ok(tx.execute(END, (team, request, thing.id())).await? > 0)
}

/// What a request is linked to, in the order in which it was linked.
pub async fn of_request(tx: &mut Tx, team: TeamId, request: Uuid) -> Result<Vec<Link>, StoreError> {
    read_all(&tx.query(OF_REQUEST, (team, request)).await?, link)
}

/// What many requests are linked to, each in the order in which it was linked.
pub(crate) async fn of_requests(tx: &mut Tx, team: TeamId, requests: &[Uuid]) -> Result<Vec<Link>, StoreError> {
    let sql = |places: &str| {
        format!(
            "select request_id, kind, thing_id, by, linked_at from business_link where team_id = $1 and request_id in ({places})
            order by linked_at, thing_id"
        )
    };
    read_all(&tx.query_each(team, requests, sql).await?, link)
}

/// The requests that are linked to a goal or metric, the latest link first.
pub async fn of_thing(tx: &mut Tx, team: TeamId, thing: Thing, limit: i64) -> Result<Vec<Link>, StoreError> {
    read_all(&tx.query(OF_THING, (team, thing.id(), limit)).await?, link)
}

/// How many requests are linked to each goal and metric.
pub(crate) async fn counts(tx: &mut Tx, team: TeamId) -> Result<std::collections::HashMap<Uuid, i64>, StoreError> {
    let rows = tx.query(COUNTS, (team,)).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}
