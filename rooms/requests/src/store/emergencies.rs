//! Emergencies named in advance: which kinds a team agreed on, and which requests a member marked as one.

use ground::{Row, StoreError, TeamId, ToValue, Tx, Value};
use jiff::{SignedDuration, Timestamp};
use team::MemberId;

use super::placeholders;
use crate::RequestId;

/// How far back they are counted.
const EIGHT_WEEKS: SignedDuration = SignedDuration::from_hours(8 * 7 * 24);

/// A kind of emergency that may jump the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyKind {
    /// Which, within the team.
    pub id: String,
    /// In a word or two: “safety”.
    pub word: String,
    /// What belongs to it, in a sentence.
    pub sentence: String,
    /// Since when it holds; always, if it came with the product.
    pub agreed_at: Option<Timestamp>,
    /// Since when no request is marked as one any more. What was marked stays.
    pub ended_at: Option<Timestamp>,
}

/// The kinds that every team begins with: id, word, sentence.
const CAME_WITH: [(&str, &str, &str); 3] = [
    ("safety", "safety", "Somebody could come to harm if it waits for a block."),
    ("law", "a date set by law or regulator", "A date that nobody here can move falls before the next block."),
    ("outage", "an outage", "Work has stopped, and an answer gets it going again."),
];

/// A request that a member marked as an emergency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emergency {
    /// Which request.
    pub request: RequestId,
    /// Of which kind.
    pub kind: String,
    /// What makes it one, in a line.
    pub why: String,
    /// When it was marked.
    pub marked_at: Timestamp,
    /// By whom.
    pub marked_by: MemberId,
    /// When the mark was taken back; such a one is not counted.
    pub taken_back_at: Option<Timestamp>,
}

const KINDS: &str =
    "select id, word, sentence, agreed_at, ended_at from emergency_kind where team_id = $1 order by agreed_at, id";
const KEEP_KIND: &str =
    "insert into emergency_kind (team_id, id, word, sentence, agreed_at, ended_at) values ($1, $2, $3, $4, $5, $6)
    on conflict (team_id, id) do update set ended_at = excluded.ended_at";
const COLUMNS: &str = "request_id, kind, why, marked_at, marked_by, taken_back_at";
const MARK: &str = "insert into emergency (team_id, request_id, kind, why, marked_at, marked_by, taken_back_at)
    values ($1, $2, $3, $4, $5, $6, null)
    on conflict (team_id, request_id) do update set kind = excluded.kind, why = excluded.why, marked_at = excluded.marked_at,
        marked_by = excluded.marked_by, taken_back_at = null";
const TAKE_BACK: &str =
    "update emergency set taken_back_at = $1 where team_id = $2 and request_id = $3 and taken_back_at is null";
const WAITING: &str = "select emergency.request_id from emergency
    join request on request.team_id = emergency.team_id and request.id = emergency.request_id
    where emergency.team_id = $1 and taken_back_at is null and request.closed_at is null order by marked_at, emergency.request_id";

fn read(row: &Row) -> Result<Emergency, StoreError> {
    Ok(Emergency {
        request: row.get(0)?,
        kind: row.get(1)?,
        why: row.get(2)?,
        marked_at: row.get(3)?,
        marked_by: row.get(4)?,
        taken_back_at: row.get(5)?,
    })
}

/// All kinds that a team has or had: first those that came with the product, then its own in the order in which they were agreed.
pub async fn kinds(tx: &mut Tx, team: TeamId) -> Result<Vec<EmergencyKind>, StoreError> {
    let kind = |row: &Row| {
        let agreed_at: i64 = row.get(3)?;
        Ok(EmergencyKind {
            id: row.get(0)?,
            word: row.get(1)?,
            sentence: row.get(2)?,
            agreed_at: Timestamp::from_millisecond(agreed_at).ok().filter(|_| agreed_at > 0),
            ended_at: row.get(4)?,
        })
    };
    let kept: Vec<EmergencyKind> =
        tx.query(KINDS, (team,)).await?.iter().map(kind).collect::<Result<_, StoreError>>()?;
    let mut kinds: Vec<EmergencyKind> = CAME_WITH
        .iter()
        .filter(|(id, _, _)| !kept.iter().any(|kind| kind.id == *id))
        .map(|(id, word, sentence)| EmergencyKind {
            id: (*id).to_owned(),
            word: (*word).to_owned(),
            sentence: (*sentence).to_owned(),
            agreed_at: None,
            ended_at: None,
        })
        .collect();
    kinds.extend(kept);
    kinds.sort_by_key(|kind| kind.agreed_at);
    Ok(kinds)
}

/// The kinds that a request can be marked as now.
pub async fn kinds_in_force(tx: &mut Tx, team: TeamId) -> Result<Vec<EmergencyKind>, StoreError> {
    let mut kinds = kinds(tx, team).await?;
    kinds.retain(|kind| kind.ended_at.is_none());
    Ok(kinds)
}

pub(crate) async fn keep_kind(tx: &mut Tx, team: TeamId, kind: &EmergencyKind) -> Result<(), StoreError> {
    let agreed_at = kind.agreed_at.map_or(0, Timestamp::as_millisecond);
    tx.execute(KEEP_KIND, (team, &kind.id, &kind.word, &kind.sentence, agreed_at, kind.ended_at)).await?;
    Ok(())
}

pub(crate) async fn mark(tx: &mut Tx, team: TeamId, emergency: &Emergency) -> Result<(), StoreError> {
    let Emergency { request, kind, why, marked_at, marked_by, .. } = emergency;
    tx.execute(MARK, (team, *request, kind, why, *marked_at, *marked_by)).await?;
    Ok(())
}

/// Tells whether there was a mark to take back.
pub(crate) async fn take_back(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<bool, StoreError> {
    let now = tx.now();
    Ok(tx.execute(TAKE_BACK, (now, team, request)).await? == 1)
}

/// The mark of a request, if it stands.
pub async fn emergency_of(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Option<Emergency>, StoreError> {
    let sql =
        format!("select {COLUMNS} from emergency where team_id = $1 and request_id = $2 and taken_back_at is null");
    tx.query_opt(&sql, (team, request)).await?.as_ref().map(read).transpose()
}

/// The marks of these requests that stand, in no order.
pub(crate) async fn emergencies_of(tx: &mut Tx, team: TeamId, ids: &[RequestId]) -> Result<Vec<Emergency>, StoreError> {
    let mut found = Vec::new();
    for part in ids.chunks(50) {
        let Some(last) = part.last() else { continue };
        // Padded to 50, so that one prepared statement serves every page.
        let padded = part.iter().chain(std::iter::repeat(last)).take(50);
        let values: Vec<Value> = std::iter::once(team.to_value()).chain(padded.map(|id| id.to_value())).collect();
        let sql = format!(
            "select {COLUMNS} from emergency where team_id = $1 and request_id in ({}) and taken_back_at is null",
            placeholders(2, 50)
        );
        for row in tx.query(&sql, values).await? {
            found.push(read(&row)?);
        }
    }
    Ok(found)
}

/// The open requests that are marked, in the order in which they were: they come before all others on an agenda.
pub async fn emergencies_waiting(tx: &mut Tx, team: TeamId) -> Result<Vec<RequestId>, StoreError> {
    tx.query(WAITING, (team,)).await?.iter().map(|row| row.get(0)).collect()
}

/// What was marked from `from` to just before `to`, newest first; marks that were taken back are among them, and not counted.
pub async fn emergencies_between(
    tx: &mut Tx,
    team: TeamId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Emergency>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from emergency where team_id = $1 and marked_at >= $2 and marked_at < $3
            order by marked_at desc, request_id"
    );
    tx.query(&sql, (team, from, to)).await?.iter().map(read).collect()
}

/// What was marked in the last eight weeks, newest first.
pub(crate) async fn emergencies_lately(tx: &mut Tx, team: TeamId) -> Result<Vec<Emergency>, StoreError> {
    let now = tx.now();
    let from = now.checked_sub(EIGHT_WEEKS).unwrap_or(Timestamp::MIN);
    // What is marked in this very moment counts too.
    let to = now.checked_add(SignedDuration::from_millis(1)).unwrap_or(now);
    emergencies_between(tx, team, from, to).await
}
