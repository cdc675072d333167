//! What an order gains, element by element, what was asked of the stakeholder, and what they said.

use std::collections::HashMap;

use ground::outbox::LetterId;
use ground::{Row, StoreError, TeamId, Tx};
use jiff::Timestamp;
use jiff::civil::Date;
use requests::RequestId;
use team::StakeholderId;

use crate::rules::{Addition, Entered, Value};

/// What is kept of an order beside its six elements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The day on which it is ready, where the team is.
    pub ready_on: Option<Date>,
    /// Something small beside it that is no training; empty if there is nothing.
    pub beside: String,
    /// When somebody began to add to it.
    pub begun_at: Timestamp,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// By whom, as `member:<id>` or `token:<id>`.
    pub changed_by: String,
    /// How often it was changed.
    pub version: i64,
}

/// Questions that were sent to the stakeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// Which of those of the request, from 1.
    pub turn: i64,
    /// What was asked.
    pub additions: Vec<Addition>,
    /// Until when an answer is waited for; after it the defaults stand.
    pub until_at: Timestamp,
    /// Who sent it.
    pub sent_by: String,
    /// When.
    pub sent_at: Timestamp,
    /// The letter.
    pub letter: LetterId,
}

/// What the stakeholder said to a question: one person's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// To which.
    pub addition: Addition,
    /// What they said; nothing if they took it back.
    pub value: Value,
    /// Who.
    pub by: StakeholderId,
    /// When last.
    pub said_at: Timestamp,
}

const ORDER: &str = "ready_on, beside, begun_at, changed_at, changed_by, version, request_id";
const ADD_ORDER: &str =
    "insert into order_upgrade (team_id, request_id, ready_on, beside, begun_at, changed_at, changed_by, version)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const SAVE_ORDER: &str =
    "update order_upgrade set ready_on = $1, beside = $2, changed_at = $3, changed_by = $4, version = $5
    where team_id = $6 and request_id = $7 and version = $8";
const ELEMENT: &str = "element, value, waived, changed_by, changed_at, version, request_id";
const ADD_ELEMENT: &str =
    "insert into order_element (team_id, request_id, element, value, waived, changed_at, changed_by, version)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const SAVE_ELEMENT: &str =
    "update order_element set value = $1, waived = $2, changed_at = $3, changed_by = $4, version = $5
    where team_id = $6 and request_id = $7 and element = $8 and version = $9";
const ASKING: &str = "turn, elements, until_at, sent_by, sent_at, letter_id, request_id";
const ADD_ASKING: &str =
    "insert into order_asking (team_id, request_id, turn, elements, until_at, sent_by, sent_at, letter_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const SAID: &str = "element, value, by_stakeholder, said_at, request_id";
const REPLY: &str = "insert into order_reply (team_id, request_id, element, value, by_stakeholder, said_at)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (team_id, request_id, element) do update set value = excluded.value, by_stakeholder = excluded.by_stakeholder,
    said_at = excluded.said_at";

fn element(name: &str) -> Result<Addition, StoreError> {
    Addition::from_field(name).ok_or_else(|| StoreError::Broken(format!("an order gains no “{name}”")))
}

fn value(text: &str) -> Result<Value, StoreError> {
    serde_json::from_str(text)
        .map_err(|error| StoreError::Broken(format!("what an order gains can't be read: {error}")))
}

fn text_of(value: &Value) -> Result<String, StoreError> {
    serde_json::to_string(value)
        .map_err(|error| StoreError::Broken(format!("what an order gains can't be kept: {error}")))
}

fn read_order(row: &Row) -> Result<Order, StoreError> {
    Ok(Order {
        ready_on: row.get(0)?,
        beside: row.get(1)?,
        begun_at: row.get(2)?,
        changed_at: row.get(3)?,
        changed_by: row.get(4)?,
        version: row.get(5)?,
    })
}

fn read_element(row: &Row) -> Result<Entered, StoreError> {
    Ok(Entered {
        addition: element(&row.get::<String>(0)?)?,
        value: value(&row.get::<String>(1)?)?,
        waived: row.get(2)?,
        by: row.get(3)?,
        at: row.get(4)?,
        version: row.get(5)?,
    })
}

fn read_asking(row: &Row) -> Result<Asking, StoreError> {
    let names = row.get::<String>(1)?;
    Ok(Asking {
        turn: row.get(0)?,
        additions: names.split_whitespace().map(element).collect::<Result<_, _>>()?,
        until_at: row.get(2)?,
        sent_by: row.get(3)?,
        sent_at: row.get(4)?,
        letter: row.get(5)?,
    })
}

fn read_reply(row: &Row) -> Result<Reply, StoreError> {
    Ok(Reply {
        addition: element(&row.get::<String>(0)?)?,
        value: value(&row.get::<String>(1)?)?,
        by: row.get(2)?,
        said_at: row.get(3)?,
    })
}

/// All that is kept of what an order gains.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gained {
    /// The order; nothing where nobody began.
    pub(crate) order: Option<Order>,
    /// What somebody put into the elements.
    pub(crate) entered: Vec<Entered>,
    /// What was asked, oldest first.
    pub(crate) askings: Vec<Asking>,
    /// What the stakeholder said.
    pub(crate) replies: Vec<Reply>,
}

/// What one order gains.
pub(crate) async fn gained(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Gained, StoreError> {
    Ok(Gained {
        order: order(tx, team, request).await?,
        entered: elements(tx, team, request).await?,
        askings: askings(tx, team, request).await?,
        replies: replies(tx, team, request).await?,
    })
}

/// What many orders gain, a statement for each kind of it.
pub(crate) async fn gained_each(
    tx: &mut Tx,
    team: TeamId,
    requests: &[RequestId],
) -> Result<HashMap<RequestId, Gained>, StoreError> {
    let mut all: HashMap<RequestId, Gained> = HashMap::with_capacity(requests.len());
    for row in tx
        .query_each(team, requests, |places| {
            format!("select {ORDER} from order_upgrade where team_id = $1 and request_id in ({places})")
        })
        .await?
    {
        all.entry(row.get(6)?).or_default().order = Some(read_order(&row)?);
    }
    for row in tx
        .query_each(team, requests, |places| {
            format!("select {ELEMENT} from order_element where team_id = $1 and request_id in ({places})")
        })
        .await?
    {
        all.entry(row.get(6)?).or_default().entered.push(read_element(&row)?);
    }
    for row in tx
        .query_each(team, requests, |places| {
            format!("select {ASKING} from order_asking where team_id = $1 and request_id in ({places})")
        })
        .await?
    {
        all.entry(row.get(6)?).or_default().askings.push(read_asking(&row)?);
    }
    for row in tx
        .query_each(team, requests, |places| {
            format!("select {SAID} from order_reply where team_id = $1 and request_id in ({places})")
        })
        .await?
    {
        all.entry(row.get(4)?).or_default().replies.push(read_reply(&row)?);
    }
    for gained in all.values_mut() {
        gained.askings.sort_by_key(|asking| asking.turn);
    }
    Ok(all)
}

/// What is kept of an order, if somebody began to add to it.
pub(crate) async fn order(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Option<Order>, StoreError> {
    let sql = format!("select {ORDER} from order_upgrade where team_id = $1 and request_id = $2");
    tx.query_opt(&sql, (team, request)).await?.as_ref().map(read_order).transpose()
}

/// Begins an order. Somebody who did so at the same moment makes it [`StoreError::Unique`].
pub(crate) async fn add_order(tx: &mut Tx, team: TeamId, request: RequestId, order: &Order) -> Result<(), StoreError> {
    let Order { ready_on, beside, begun_at, changed_at, changed_by, version } = order;
    let values = (team, request, *ready_on, beside, *begun_at, *changed_at, changed_by, *version);
    tx.execute(ADD_ORDER, values).await?;
    Ok(())
}

/// Keeps an order in the place of the version before; a lost race is noticed.
pub(crate) async fn save_order(tx: &mut Tx, team: TeamId, request: RequestId, order: &Order) -> Result<(), StoreError> {
    let Order { ready_on, beside, changed_at, changed_by, version, .. } = order;
    let values = (*ready_on, beside, *changed_at, changed_by, *version, team, request, *version - 1);
    if tx.execute(SAVE_ORDER, values).await? == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// What somebody put into the elements of an order, in the order of the table.
pub(crate) async fn elements(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Vec<Entered>, StoreError> {
    let sql = format!("select {ELEMENT} from order_element where team_id = $1 and request_id = $2");
    let mut all: Vec<Entered> =
        tx.query(&sql, (team, request)).await?.iter().map(read_element).collect::<Result<_, StoreError>>()?;
    all.sort_by_key(|entered| Addition::ALL.iter().position(|addition| *addition == entered.addition));
    Ok(all)
}

/// Puts something into an element: for the first time, or in the place of the version before. A lost race is noticed, as
/// [`StoreError::Unique`] or [`StoreError::Conflict`].
pub(crate) async fn put(tx: &mut Tx, team: TeamId, request: RequestId, entered: &Entered) -> Result<(), StoreError> {
    let Entered { addition, value, waived, by, at, version } = entered;
    let value = text_of(value)?;
    if *version == 1 {
        let values = (team, request, addition.field(), value, waived.as_deref(), *at, by, *version);
        tx.execute(ADD_ELEMENT, values).await?;
        return Ok(());
    }
    let values = (value, waived.as_deref(), *at, by, *version, team, request, addition.field(), *version - 1);
    if tx.execute(SAVE_ELEMENT, values).await? == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// What was asked about an order, oldest first.
pub(crate) async fn askings(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Vec<Asking>, StoreError> {
    let sql = format!("select {ASKING} from order_asking where team_id = $1 and request_id = $2 order by turn");
    tx.query(&sql, (team, request)).await?.iter().map(read_asking).collect()
}

/// Remembers what was asked. Somebody who asked at the same moment makes it [`StoreError::Unique`].
pub(crate) async fn add_asking(
    tx: &mut Tx,
    team: TeamId,
    request: RequestId,
    asking: &Asking,
) -> Result<(), StoreError> {
    let names: Vec<&str> = asking.additions.iter().map(|addition| addition.field()).collect();
    let Asking { turn, until_at, sent_by, sent_at, letter, .. } = asking;
    let values = (team, request, *turn, names.join(" "), *until_at, sent_by, *sent_at, *letter);
    tx.execute(ADD_ASKING, values).await?;
    Ok(())
}

/// What the stakeholder said.
pub(crate) async fn replies(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Vec<Reply>, StoreError> {
    let sql = format!("select {SAID} from order_reply where team_id = $1 and request_id = $2");
    tx.query(&sql, (team, request)).await?.iter().map(read_reply).collect()
}

/// Remembers what the stakeholder said, in the place of what they said before.
pub(crate) async fn reply(tx: &mut Tx, team: TeamId, request: RequestId, reply: &Reply) -> Result<(), StoreError> {
    let value = text_of(&reply.value)?;
    tx.execute(REPLY, (team, request, reply.addition.field(), value, reply.by, reply.said_at)).await?;
    Ok(())
}
