//! A thread: the correspondence about one request. It knows to whom letters go, under which number, with which address tag and private
//! link, and which message ids came and went; so a letter of any room goes in thread, and a reply finds home.

use jiff::Timestamp;
use uuid::Uuid;

use crate::links::LinkId;
use crate::{Row, StoreError, TeamId, ToValue, Tx, Value};

pub(crate) const TABLE: &str = "create table if not exists thread (
    team_id text not null, id text not null, label text not null, title text not null, to_address text not null,
    to_name text not null, from_name text not null, reply_tag text not null, link_id text, primary key (team_id, id),
    unique (team_id, reply_tag), unique (team_id, label))";
pub(crate) const MESSAGES: &str = "create table if not exists thread_message (
    team_id text not null, message_id text not null, thread_id text not null, came boolean not null, at bigint not null,
    id text not null, primary key (team_id, message_id))";
pub(crate) const OF_THREAD: &str =
    "create index if not exists thread_message_thread on thread_message (team_id, thread_id, at)";

const NOTE: &str =
    "insert into thread_message (team_id, message_id, thread_id, came, at, id) values ($1, $2, $3, $4, $5, $6)
    on conflict (team_id, message_id) do nothing";
const FIND: &str = "select thread_id, came from thread_message where team_id = $1 and message_id = $2";
const LIST: &str = "select message_id from thread_message where team_id = $1 and thread_id = $2 order by at, id";
const OPEN: &str = "insert into thread (team_id, id, label, title, to_address, to_name, from_name, reply_tag, link_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (team_id, id) do update set title = excluded.title, to_address = excluded.to_address, to_name = excluded.to_name,
    from_name = excluded.from_name, link_id = excluded.link_id";
const COLUMNS: &str = "team_id, id, label, title, to_address, to_name, from_name, reply_tag, link_id";

/// The correspondence about one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread {
    /// Whose.
    pub team: TeamId,
    /// The id of its request.
    pub id: Uuid,
    /// The number that each subject ends with, as `R-218`.
    pub label: String,
    /// What it is about, as the stakeholder called it.
    pub title: String,
    /// The stakeholder's address.
    pub to_address: String,
    /// Their name, or nothing.
    pub to_name: String,
    /// Who writes: the team's name.
    pub from_name: String,
    /// The part of our address that brings a reply home, secret and in lower case.
    pub reply_tag: String,
    /// The private link to the stakeholder's page.
    pub link: Option<LinkId>,
}

fn read(row: &Row) -> Result<Thread, StoreError> {
    Ok(Thread {
        team: row.get(0)?,
        id: row.get(1)?,
        label: row.get(2)?,
        title: row.get(3)?,
        to_address: row.get(4)?,
        to_name: row.get(5)?,
        from_name: row.get(6)?,
        reply_tag: row.get(7)?,
        link: row.get(8)?,
    })
}

/// Opens a thread, or writes down what changed about it. Its label and tag never change.
pub async fn open(tx: &mut Tx, thread: &Thread) -> Result<(), StoreError> {
    let values = (
        thread.team,
        thread.id,
        &thread.label,
        &thread.title,
        &thread.to_address,
        &thread.to_name,
        &thread.from_name,
        &thread.reply_tag,
        thread.link,
    );
    tx.execute(OPEN, values).await?;
    Ok(())
}

/// The thread of this id.
pub async fn get(tx: &mut Tx, team: TeamId, id: Uuid) -> Result<Option<Thread>, StoreError> {
    let sql = format!("select {COLUMNS} from thread where team_id = $1 and id = $2");
    tx.query_opt(&sql, (team, id)).await?.as_ref().map(read).transpose()
}

/// The threads of these ids, in no order; one that is not there is left out.
pub async fn get_many(tx: &mut Tx, team: TeamId, ids: &[Uuid]) -> Result<Vec<Thread>, StoreError> {
    /// How many one statement finds; fewer are filled up, so that it is one statement whatever their number.
    const AT_ONCE: usize = 50;
    let places = (2..).take(AT_ONCE).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
    let sql = format!("select {COLUMNS} from thread where team_id = $1 and id in ({places})");
    let mut found = Vec::with_capacity(ids.len());
    for part in ids.chunks(AT_ONCE) {
        let filled_up = part.iter().chain(part.last().into_iter().cycle()).take(AT_ONCE);
        let values: Vec<Value> = std::iter::once(team.to_value()).chain(filled_up.map(|id| id.to_value())).collect();
        for row in tx.query(&sql, values).await? {
            found.push(read(&row)?);
        }
    }
    Ok(found)
}

/// The thread whose address tag this is; capitals don't matter.
pub async fn by_tag(tx: &mut Tx, team: TeamId, tag: &str) -> Result<Option<Thread>, StoreError> {
    let sql = format!("select {COLUMNS} from thread where team_id = $1 and reply_tag = $2");
    tx.query_opt(&sql, (team, tag.to_ascii_lowercase())).await?.as_ref().map(read).transpose()
}

/// The thread of this label, as `R-218`.
pub async fn by_label(tx: &mut Tx, team: TeamId, label: &str) -> Result<Option<Thread>, StoreError> {
    let sql = format!("select {COLUMNS} from thread where team_id = $1 and label = $2");
    tx.query_opt(&sql, (team, label)).await?.as_ref().map(read).transpose()
}

/// Remembers that a message of this id belongs to the thread. The first thread of an id keeps it.
pub async fn note(
    tx: &mut Tx,
    team: TeamId,
    thread: Uuid,
    message_id: &str,
    came: bool,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(NOTE, (team, message_id, thread, came, at, crate::new_uuid(at))).await?;
    Ok(())
}

/// The thread that a message id belongs to.
pub async fn find(tx: &mut Tx, team: TeamId, message_id: &str) -> Result<Option<Uuid>, StoreError> {
    tx.query_opt(FIND, (team, message_id)).await?.map(|row| row.get(0)).transpose()
}

/// Whether this message id is that of a letter of ours.
pub async fn is_ours(tx: &mut Tx, team: TeamId, message_id: &str) -> Result<bool, StoreError> {
    let row = tx.query_opt(FIND, (team, message_id)).await?;
    Ok(row.map(|row| row.get::<bool>(1)).transpose()?.is_some_and(|came| !came))
}

/// All message ids of a thread, oldest first.
pub async fn of(tx: &mut Tx, team: TeamId, thread: Uuid) -> Result<Vec<String>, StoreError> {
    tx.query(LIST, (team, thread)).await?.iter().map(|row| row.get(0)).collect()
}
