use ground::uuid::Uuid;
use ground::{Row, StoreError, TeamId, Tx};
use jiff::Timestamp;

use crate::{AttachmentId, MessageId, RequestId};

/// Whose words a message holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// The request itself.
    Asked,
    /// The stakeholder, or whoever answers in the thread.
    Stakeholder,
    /// A member, for the team alone.
    Note,
    /// A machine, such as an absence note.
    Machine,
}
ground::text_enum!(Author { Asked => "asked", Stakeholder => "stakeholder", Note => "note", Machine => "machine" });

/// One message of a conversation. Our letters are not among them: the outbox keeps these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Which.
    pub id: MessageId,
    /// Of which request.
    pub request: RequestId,
    /// Whose words.
    pub author: Author,
    /// The stakeholder or member.
    pub author_id: Option<Uuid>,
    /// As shown.
    pub author_name: String,
    /// What is new in it.
    pub words: String,
    /// Quoted history and signature, folded away.
    pub folded: String,
    /// What was forwarded with it.
    pub forwarded: String,
    /// When it came.
    pub at: Timestamp,
    /// When a member answered it or set it aside.
    pub settled_at: Option<Timestamp>,
}

/// A file beside a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Which.
    pub id: AttachmentId,
    /// Of which request.
    pub request: RequestId,
    /// Beside which message.
    pub message: MessageId,
    /// As the sender called it.
    pub name: String,
    /// What the sender says it is; never believed when it is served.
    pub media_type: String,
    /// The print under which its content is kept.
    pub print: String,
    /// Its size in bytes.
    pub size_bytes: i64,
}

const MESSAGES: &str =
    "select id, request_id, author, author_id, author_name, words, folded, forwarded, at, settled_at from message";
const INSERT: &str = "insert into message (team_id, id, request_id, author, author_id, author_name, words, folded, forwarded, message_id,
    at, settled_at, settled_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, null)";
const SETTLE: &str = "update message set settled_at = $1, settled_by = $2
    where team_id = $3 and request_id = $4 and settled_at is null and author = 'stakeholder'";
const ATTACH: &str = "insert into attachment (team_id, id, request_id, message_id, name, media_type, print, size_bytes)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const ATTACHMENTS: &str = "select id, request_id, message_id, name, media_type, print, size_bytes from attachment";

fn read(row: &Row) -> Result<Message, StoreError> {
    Ok(Message {
        id: row.get(0)?,
        request: row.get(1)?,
        author: row.get(2)?,
        author_id: row.get(3)?,
        author_name: row.get(4)?,
        words: row.get(5)?,
        folded: row.get(6)?,
        forwarded: row.get(7)?,
        at: row.get(8)?,
        settled_at: row.get(9)?,
    })
}

fn read_attachment(row: &Row) -> Result<Attachment, StoreError> {
    Ok(Attachment {
        id: row.get(0)?,
        request: row.get(1)?,
        message: row.get(2)?,
        name: row.get(3)?,
        media_type: row.get(4)?,
        print: row.get(5)?,
        size_bytes: row.get(6)?,
    })
}

pub(crate) async fn insert(
    tx: &mut Tx,
    team: TeamId,
    message: &Message,
    message_id: Option<&str>,
) -> Result<(), StoreError> {
    let values = (
        team,
        message.id,
        message.request,
        message.author,
        message.author_id,
        &message.author_name,
        &message.words,
        &message.folded,
        &message.forwarded,
        message_id,
        message.at,
        message.settled_at,
    );
    tx.execute(INSERT, values).await?;
    Ok(())
}

pub(crate) async fn attach(tx: &mut Tx, team: TeamId, attachment: &Attachment) -> Result<(), StoreError> {
    let values = (
        team,
        attachment.id,
        attachment.request,
        attachment.message,
        &attachment.name,
        &attachment.media_type,
        &attachment.print,
        attachment.size_bytes,
    );
    tx.execute(ATTACH, values).await?;
    Ok(())
}

/// Marks all that the stakeholder wrote as answered or set aside.
pub(crate) async fn settle(tx: &mut Tx, team: TeamId, request: RequestId, by: &str) -> Result<u64, StoreError> {
    let now = tx.now();
    tx.execute(SETTLE, (now, by, team, request)).await
}

/// All messages of a request, oldest first.
pub async fn messages(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Vec<Message>, StoreError> {
    let sql = format!("{MESSAGES} where team_id = $1 and request_id = $2 order by at, id");
    tx.query(&sql, (team, request)).await?.iter().map(read).collect()
}

/// The words of the request itself.
pub(crate) async fn asked(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Option<Message>, StoreError> {
    let sql = format!("{MESSAGES} where team_id = $1 and request_id = $2 and author = 'asked' order by at, id limit 1");
    tx.query_opt(&sql, (team, request)).await?.as_ref().map(read).transpose()
}

/// The words of many requests themselves, in no order.
pub async fn asked_in(tx: &mut Tx, team: TeamId, requests: &[RequestId]) -> Result<Vec<Message>, StoreError> {
    let sql = |places: &str| format!("{MESSAGES} where team_id = $1 and author = 'asked' and request_id in ({places})");
    tx.query_each(team, requests, sql).await?.iter().map(read).collect()
}

/// What stakeholders wrote and nobody has answered or set aside, oldest first. Whether it stands on the desk depends on whether an
/// open promise covers its request.
pub async fn standing(tx: &mut Tx, team: TeamId) -> Result<Vec<Message>, StoreError> {
    let sql = format!(
        "{MESSAGES} where team_id = $1 and author = 'stakeholder' and settled_at is null order by at, id limit 200"
    );
    tx.query(&sql, (team,)).await?.iter().map(read).collect()
}

/// All files of a request.
pub async fn attachments(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Vec<Attachment>, StoreError> {
    let sql = format!("{ATTACHMENTS} where team_id = $1 and request_id = $2 order by id");
    tx.query(&sql, (team, request)).await?.iter().map(read_attachment).collect()
}

/// One file of this team.
pub async fn attachment(tx: &mut Tx, team: TeamId, id: AttachmentId) -> Result<Option<Attachment>, StoreError> {
    let sql = format!("{ATTACHMENTS} where team_id = $1 and id = $2");
    tx.query_opt(&sql, (team, id)).await?.as_ref().map(read_attachment).transpose()
}
