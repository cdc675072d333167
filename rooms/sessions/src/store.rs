use answers::Kind;
use blocks::BlockKey;
use ground::{FromValue, Kept, Row, StoreError, TeamId, ToValue, Tx, Value};
use jiff::Timestamp;
use requests::RequestId;
use team::MemberId;

/// A request that a block looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number on the agenda, from 1.
    pub place: i64,
    /// Which request.
    pub request: RequestId,
    /// When it was put off to another block.
    pub set_aside_at: Option<Timestamp>,
}

/// What a trusted partner would do with a request, as far as the team sees it; the answer itself is written later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// An answer of this kind.
    Answer(Kind),
    /// One question first.
    Question,
}

impl Direction {
    /// All six, in the order of the page.
    pub fn all() -> impl Iterator<Item = Self> {
        Kind::ALL.into_iter().map(Self::Answer).chain([Self::Question])
    }

    /// The word under which it is kept, the same as on the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answer(kind) => kind.as_str(),
            Self::Question => "question",
        }
    }

    /// The direction of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::all().find(|direction| direction.as_str() == word)
    }

    /// As the page names it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Answer(kind) => kind.title(),
            Self::Question => "Ask one question",
        }
    }
}

impl ToValue for Direction {
    fn to_value(self) -> Value {
        self.as_str().to_value()
    }
}

impl FromValue for Direction {
    fn from_value(value: &Value) -> Option<Self> {
        Self::from_word(&String::from_value(value)?)
    }
}

/// What the team noted about a request in its blocks; never shown to the stakeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// About which request.
    pub request: RequestId,
    /// What lies behind it.
    pub behind: String,
    /// Which goal or metric it touches, and what is not known yet.
    pub touches: String,
    /// What a trusted partner would do with it.
    pub direction: Option<Direction>,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// Version and writer.
    pub kept: Kept<MemberId>,
}

const ADD_ITEM: &str =
    "insert into session_item (team_id, block_id, place, request_id, set_aside_at) values ($1, $2, $3, $4, null)
    on conflict (team_id, block_id, request_id) do nothing";
const SET_ASIDE: &str = "update session_item set set_aside_at = $1
    where team_id = $2 and block_id = $3 and request_id = $4 and set_aside_at is null";
const ITEMS: &str =
    "select place, request_id, set_aside_at from session_item where team_id = $1 and block_id = $2 order by place";
const NOTE: &str =
    "select request_id, behind, touches, direction, changed_at, changed_by, found, version from session_note
    where team_id = $1 and request_id = $2";
const ADD_NOTE: &str =
    "insert into session_note (team_id, request_id, behind, touches, direction, changed_at, changed_by, found, version)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const SAVE_NOTE: &str =
    "update session_note set behind = $1, touches = $2, direction = $3, changed_at = $4, changed_by = $5, found = $6,
    version = $7 where team_id = $8 and request_id = $9 and version = $10";

pub(crate) async fn add_item(
    tx: &mut Tx,
    team: TeamId,
    block: BlockKey,
    place: i64,
    request: RequestId,
) -> Result<(), StoreError> {
    tx.execute(ADD_ITEM, (team, block, place, request)).await?;
    Ok(())
}

/// Puts a request off; says whether it was still to be looked at.
pub(crate) async fn set_aside(
    tx: &mut Tx,
    team: TeamId,
    block: BlockKey,
    request: RequestId,
) -> Result<bool, StoreError> {
    let now = tx.now();
    Ok(tx.execute(SET_ASIDE, (now, team, block, request)).await? == 1)
}

/// The requests that a block looks at since it was opened, in their order.
pub async fn items(tx: &mut Tx, team: TeamId, block: BlockKey) -> Result<Vec<Item>, StoreError> {
    let item = |row: &Row| Ok(Item { place: row.get(0)?, request: row.get(1)?, set_aside_at: row.get(2)? });
    tx.query(ITEMS, (team, block)).await?.iter().map(item).collect()
}

/// What the team noted about a request.
pub async fn note_of(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Option<Note>, StoreError> {
    let row = tx.query_opt(NOTE, (team, request)).await?;
    row.as_ref()
        .map(|row| {
            Ok(Note {
                request: row.get(0)?,
                behind: row.get(1)?,
                touches: row.get(2)?,
                direction: row.get(3)?,
                changed_at: row.get(4)?,
                kept: Kept { by: row.get(5)?, found: row.get(6)?, version: row.get(7)? },
            })
        })
        .transpose()
}

/// Writes a note down for the first time; with [`StoreError::Unique`] if somebody else was faster.
pub(crate) async fn add_note(tx: &mut Tx, team: TeamId, note: &Note) -> Result<(), StoreError> {
    let values = (
        team,
        note.request,
        &note.behind,
        &note.touches,
        note.direction,
        note.changed_at,
        note.kept.by,
        note.kept.found,
        note.kept.version,
    );
    tx.execute(ADD_NOTE, values).await?;
    Ok(())
}

/// Writes a note down in place of the one of `version`; a lost race is noticed.
pub(crate) async fn save_note(tx: &mut Tx, team: TeamId, note: &Note, version: i64) -> Result<(), StoreError> {
    let values = (
        &note.behind,
        &note.touches,
        note.direction,
        note.changed_at,
        note.kept.by,
        note.kept.found,
        note.kept.version,
        team,
        note.request,
        version,
    );
    if tx.execute(SAVE_NOTE, values).await? == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}
