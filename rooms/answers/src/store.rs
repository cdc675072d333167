mod pace;
pub(crate) mod scheduled;
pub(crate) mod upgrade;

use blocks::BlockKey;
use ground::outbox::LetterId;
use ground::{Kept, Row, StoreError, TeamId, ToValue, Tx, Value};
use jiff::Timestamp;
use requests::RequestId;
use team::MemberId;

use crate::AnswerId;
use crate::rules::{Kind, Outside, OutsideWhy, Parts};

pub use pace::{Pace, Paced, between, pace};
pub(crate) use pace::{count_taken, taken_between};

ground::text_enum!(Kind {
    YesAnd => "yes-and", Options => "options", NotTrainingBut => "not-training-but", LaterBy => "later-by", NoBecause => "no-because",
});
ground::text_enum!(OutsideWhy {
    Exception => "exception", ThinkingWouldNotChangeIt => "thinking-would-not-change-it",
    TheyStandBesideMe => "they-stand-beside-me", SomethingElse => "something-else",
});

/// An answer that is being written: one a request, whoever writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Whose.
    pub team: TeamId,
    /// The request that it will answer.
    pub request: RequestId,
    /// The kind that was picked last; none while nobody picked one.
    pub kind: Option<Kind>,
    /// What was typed, for every kind that was looked at.
    pub parts: Parts,
    /// Why it may go out outside a block, as a member said it.
    pub outside: Option<Outside>,
    /// The block at whose end it is to be sent.
    pub ready_in: Option<BlockKey>,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// Version and writer.
    pub kept: Kept<MemberId>,
}

/// Where an answer was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Where {
    /// In this block, while its session was open.
    InBlock(BlockKey),
    /// Outside a block, deliberately.
    Outside(Outside),
}

impl Where {
    /// Whether it counts as an answer outside a block: an exception named in advance does not.
    pub fn counts_as_outside(&self) -> bool {
        match self {
            Self::InBlock(_) => false,
            Self::Outside(outside) => outside.why.counts_as_outside(),
        }
    }
}

/// An answer that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Whose.
    pub team: TeamId,
    /// Which.
    pub id: AnswerId,
    /// The request that it answered.
    pub request: RequestId,
    /// Its kind.
    pub kind: Kind,
    /// Its parts as they were typed.
    pub parts: Parts,
    /// Where it was sent.
    pub place: Where,
    /// When.
    pub sent_at: Timestamp,
    /// By whom.
    pub sent_by: MemberId,
    /// The letter that carried it.
    pub letter: LetterId,
}

/// How many answers of a time were given outside a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutsideShare {
    /// Outside a block; exceptions named in advance don't count.
    pub outside: i64,
    /// All of them.
    pub of: i64,
}

const DRAFT: &str =
    "team_id, request_id, kind, parts, outside_why, outside_words, ready_in, changed_at, changed_by, found, version";
const ADD_DRAFT: &str =
    "insert into answer_draft (team_id, request_id, kind, parts, outside_why, outside_words, ready_in, changed_at,
    changed_by, found, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const SAVE_DRAFT: &str =
    "update answer_draft set kind = $1, parts = $2, ready_in = null, changed_at = $3, changed_by = $4, found = $5,
    version = $6 where team_id = $7 and request_id = $8 and version = $9";
const SAY_OUTSIDE: &str = "insert into answer_draft (team_id, request_id, kind, parts, outside_why, outside_words, ready_in, changed_at,
    changed_by, found, version) values ($1, $2, null, $3, $4, $5, null, $6, $7, 0, 1)
    on conflict (team_id, request_id) do update set outside_why = excluded.outside_why, outside_words = excluded.outside_words";
const MAKE_READY: &str =
    "update answer_draft set ready_in = $1 where team_id = $2 and request_id = $3 and version = $4";
const DROP_DRAFT: &str = "delete from answer_draft where team_id = $1 and request_id = $2 and version = $3";
const UNREADY: &str = "update answer_draft set ready_in = null where team_id = $1 and ready_in = $2";
const SENT: &str =
    "team_id, id, request_id, kind, parts, in_block, outside_why, outside_words, sent_at, sent_by, letter_id";
const ADD: &str = "insert into answer (team_id, id, request_id, kind, parts, in_block, outside_why, outside_words, sent_at, sent_by, letter_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

fn read_draft(row: &Row) -> Result<Draft, StoreError> {
    Ok(Draft {
        team: row.get(0)?,
        request: row.get(1)?,
        kind: row.get(2)?,
        parts: typed(&row.get::<String>(3)?)?,
        outside: said(row.get(4)?, row.get(5)?),
        ready_in: row.get(6)?,
        changed_at: row.get(7)?,
        kept: Kept { by: row.get(8)?, found: row.get(9)?, version: row.get(10)? },
    })
}

fn read(row: &Row) -> Result<Sent, StoreError> {
    let place = match (row.get::<Option<BlockKey>>(5)?, said(row.get(6)?, row.get(7)?)) {
        (Some(block), _) => Where::InBlock(block),
        (None, Some(outside)) => Where::Outside(outside),
        (None, None) => return Err(StoreError::Broken("an answer was sent nowhere".to_owned())),
    };
    Ok(Sent {
        team: row.get(0)?,
        id: row.get(1)?,
        request: row.get(2)?,
        kind: row.get(3)?,
        parts: typed(&row.get::<String>(4)?)?,
        place,
        sent_at: row.get(8)?,
        sent_by: row.get(9)?,
        letter: row.get(10)?,
    })
}

fn typed(text: &str) -> Result<Parts, StoreError> {
    serde_json::from_str(text)
        .map_err(|error| StoreError::Broken(format!("the parts of an answer can't be read: {error}")))
}

fn text_of(parts: &Parts) -> Result<String, StoreError> {
    serde_json::to_string(parts)
        .map_err(|error| StoreError::Broken(format!("the parts of an answer can't be kept: {error}")))
}

fn said(why: Option<OutsideWhy>, words: String) -> Option<Outside> {
    why.map(|why| Outside { why, words })
}

fn outside_columns(outside: Option<&Outside>) -> (Option<OutsideWhy>, String) {
    (outside.map(|outside| outside.why), outside.map_or(String::new(), |outside| outside.words.clone()))
}

/// Writes a draft down for the first time; with [`StoreError::Unique`] if somebody else was faster.
pub(crate) async fn add_draft(tx: &mut Tx, draft: &Draft) -> Result<(), StoreError> {
    let (why, words) = outside_columns(draft.outside.as_ref());
    let values = (
        draft.team,
        draft.request,
        draft.kind,
        text_of(&draft.parts)?,
        why,
        words,
        draft.ready_in,
        draft.changed_at,
        draft.kept.by,
        draft.kept.found,
        draft.kept.version,
    );
    tx.execute(ADD_DRAFT, values).await?;
    Ok(())
}

/// Writes what was typed in place of the draft of `version`, which is ready for no block any more; a lost race is noticed.
pub(crate) async fn save_draft(tx: &mut Tx, draft: &Draft, version: i64) -> Result<(), StoreError> {
    let values = (
        draft.kind,
        text_of(&draft.parts)?,
        draft.changed_at,
        draft.kept.by,
        draft.kept.found,
        draft.kept.version,
        draft.team,
        draft.request,
        version,
    );
    if tx.execute(SAVE_DRAFT, values).await? == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Writes down why an answer goes out outside a block, beside whatever is typed of it.
pub(crate) async fn say_outside(
    tx: &mut Tx,
    team: TeamId,
    request: RequestId,
    outside: &Outside,
    by: MemberId,
) -> Result<(), StoreError> {
    let now = tx.now();
    let values = (team, request, text_of(&Parts::default())?, outside.why, &outside.words, now, by);
    tx.execute(SAY_OUTSIDE, values).await?;
    Ok(())
}

/// Sets at the end of which block a draft is sent, or that it is not; a draft that changed meanwhile is noticed.
pub(crate) async fn make_ready(tx: &mut Tx, draft: &Draft, block: Option<BlockKey>) -> Result<(), StoreError> {
    let values = (block, draft.team, draft.request, draft.kept.version);
    if tx.execute(MAKE_READY, values).await? == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// The draft became an answer; a lost race is noticed.
pub(crate) async fn drop_draft(tx: &mut Tx, draft: &Draft) -> Result<(), StoreError> {
    let dropped = tx.execute(DROP_DRAFT, (draft.team, draft.request, draft.kept.version)).await?;
    if dropped == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// No draft waits for the end of this block any more.
pub(crate) async fn unready_all(tx: &mut Tx, team: TeamId, block: BlockKey) -> Result<u64, StoreError> {
    tx.execute(UNREADY, (team, block)).await
}

pub(crate) async fn add(tx: &mut Tx, sent: &Sent) -> Result<(), StoreError> {
    let (in_block, outside) = match &sent.place {
        Where::InBlock(block) => (Some(*block), None),
        Where::Outside(outside) => (None, Some(outside)),
    };
    let (why, words) = outside_columns(outside);
    let values = (
        sent.team,
        sent.id,
        sent.request,
        sent.kind,
        text_of(&sent.parts)?,
        in_block,
        why,
        words,
        sent.sent_at,
        sent.sent_by,
        sent.letter,
    );
    tx.execute(ADD, values).await?;
    Ok(())
}

/// The answer that is being written for a request.
pub async fn draft_of(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Option<Draft>, StoreError> {
    let sql = format!("select {DRAFT} from answer_draft where team_id = $1 and request_id = $2");
    tx.query_opt(&sql, (team, request)).await?.as_ref().map(read_draft).transpose()
}

/// The answers that are being written for these requests, in no order.
pub async fn drafts_of(tx: &mut Tx, team: TeamId, requests: &[RequestId]) -> Result<Vec<Draft>, StoreError> {
    const AT_ONCE: usize = 10;
    let mut drafts = Vec::new();
    for part in requests.chunks(AT_ONCE) {
        let Some(last) = part.last() else { continue };
        // Padded, so that one prepared statement serves every agenda.
        let padded = part.iter().chain(std::iter::repeat(last)).take(AT_ONCE);
        let places = (2..).take(AT_ONCE).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
        let values: Vec<Value> = std::iter::once(team.to_value()).chain(padded.map(|id| id.to_value())).collect();
        let sql = format!("select {DRAFT} from answer_draft where team_id = $1 and request_id in ({places})");
        for row in tx.query(&sql, values).await? {
            drafts.push(read_draft(&row)?);
        }
    }
    Ok(drafts)
}

/// The drafts that are to be sent when a block ends, in the order in which they were made ready.
pub async fn drafts_ready_in(tx: &mut Tx, team: TeamId, block: BlockKey) -> Result<Vec<Draft>, StoreError> {
    let sql = format!(
        "select {DRAFT} from answer_draft where team_id = $1 and ready_in = $2 order by changed_at, request_id"
    );
    tx.query(&sql, (team, block)).await?.iter().map(read_draft).collect()
}

/// What a request was answered, oldest first.
pub async fn of_request(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Vec<Sent>, StoreError> {
    let sql = format!("select {SENT} from answer where team_id = $1 and request_id = $2 order by sent_at, id");
    tx.query(&sql, (team, request)).await?.iter().map(read).collect()
}

/// What each of these requests was answered last, of a handful of them.
pub(crate) async fn last_of(tx: &mut Tx, team: TeamId, requests: &[RequestId]) -> Result<Vec<Sent>, StoreError> {
    let mut last: Vec<Sent> = Vec::new();
    for part in requests.chunks(5) {
        let Some(end) = part.last() else { continue };
        let mut ids = part.iter().chain(std::iter::repeat(end)).copied();
        let mut next = || ids.next().unwrap_or(*end);
        let sql = format!(
            "select {SENT} from answer where team_id = $1 and request_id in ($2, $3, $4, $5, $6) order by sent_at, id"
        );
        for row in tx.query(&sql, (team, next(), next(), next(), next(), next())).await? {
            let sent = read(&row)?;
            last.retain(|earlier| earlier.request != sent.request);
            last.push(sent);
        }
    }
    Ok(last)
}

/// How often a request was answered.
pub(crate) async fn count_of_request(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<i64, StoreError> {
    let sql = "select count(*) from answer where team_id = $1 and request_id = $2";
    tx.query_one(sql, (team, request)).await?.get(0)
}

/// The answers that were sent in a block, oldest first.
pub async fn written_in(tx: &mut Tx, team: TeamId, block: BlockKey) -> Result<Vec<Sent>, StoreError> {
    let sql = format!("select {SENT} from answer where team_id = $1 and in_block = $2 order by sent_at, id");
    tx.query(&sql, (team, block)).await?.iter().map(read).collect()
}

/// The newest answers of a team, newest first.
pub async fn recent(tx: &mut Tx, team: TeamId, limit: i64) -> Result<Vec<Sent>, StoreError> {
    let sql = format!("select {SENT} from answer where team_id = $1 order by sent_at desc, id desc limit $2");
    tx.query(&sql, (team, limit)).await?.iter().map(read).collect()
}

/// How many answers were given outside a block, of all that were sent from `from` to just before `to`.
pub async fn outside_share(
    tx: &mut Tx,
    team: TeamId,
    from: Timestamp,
    to: Timestamp,
) -> Result<OutsideShare, StoreError> {
    let sql = "select count(*) filter (where in_block is null and outside_why <> 'exception'), count(*) from answer
        where team_id = $1 and sent_at >= $2 and sent_at < $3";
    let row = tx.query_one(sql, (team, from, to)).await?;
    Ok(OutsideShare { outside: row.get(0)?, of: row.get(1)? })
}
