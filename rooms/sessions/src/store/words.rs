//! What is typed in a block, field by field: about a request, so that the next block goes on with it, or about the block itself.

use answers::Kind;
use blocks::BlockKey;
use ground::{Kept, Row, StoreError, TeamId, ToValue, Tx, Value};
use jiff::Timestamp;
use requests::RequestId;
use team::MemberId;

/// A field of a page of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// What lies behind a request.
    Behind,
    /// Which goal or metric it touches, and what is not known yet.
    Touches,
    /// What else is possible besides yes and no.
    Besides,
    /// What a trusted partner would do with it.
    Direction,
    /// What is best for the business.
    Best,
    /// What would help it most.
    Help,
    /// Where the team makes the largest difference.
    Difference,
    /// The next step of the one strategic project.
    NextStep,
    /// What stands in its way.
    Obstacle,
    /// Whether its hours are booked.
    Hours,
    /// What can wait, shrink, stop, or be done by someone else.
    Lighter,
    /// Which of these it is.
    LighterHow,
    /// What that frees.
    Frees,
    /// One result that came in, and what changes by it.
    Learned,
    /// What was decided.
    What,
    /// Why.
    Why,
    /// What drove it.
    Driver,
    /// A clue about the business.
    Clue,
    /// Where it was heard.
    Source,
}
ground::text_enum!(Field {
    Behind => "behind", Touches => "touches", Besides => "besides", Direction => "direction", Best => "best", Help => "help",
    Difference => "difference", NextStep => "next-step", Obstacle => "obstacle", Hours => "hours", Lighter => "lighter",
    LighterHow => "lighter-how", Frees => "frees", Learned => "learned", What => "what", Why => "why", Driver => "driver",
    Clue => "clue", Source => "source",
});

impl Field {
    /// Those that are about a request.
    pub const OF_REQUEST: [Self; 4] = [Self::Behind, Self::Touches, Self::Besides, Self::Direction];
}

/// What a text is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A request: the next block goes on with it.
    Request(RequestId),
    /// One block.
    Block(BlockKey),
}

impl ToValue for Of {
    fn to_value(self) -> Value {
        match self {
            Self::Request(request) => request.to_value(),
            Self::Block(block) => block.to_value(),
        }
    }
}

/// A text as it stands in a field; never shown to a stakeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In which field.
    pub field: Field,
    /// As it was typed.
    pub words: String,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// Version and writer.
    pub kept: Kept<MemberId>,
}

/// All texts about one thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<Word>);

impl Words {
    /// The text of a field as it was typed; empty if nothing was.
    pub fn verbatim(&self, field: Field) -> &str {
        self.find(field).map_or("", |word| word.words.as_str())
    }

    /// The text of a field, if there is any.
    pub fn some(&self, field: Field) -> Option<&str> {
        Some(self.verbatim(field).trim()).filter(|words| !words.is_empty())
    }

    /// A field with whoever wrote it.
    pub fn find(&self, field: Field) -> Option<&Word> {
        self.0.iter().find(|word| word.field == field)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Word> {
        self.0.iter()
    }
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

/// What the team noted about a request in its blocks; never shown to the stakeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What lies behind it.
    pub behind: String,
    /// Which goal or metric it touches, and what is not known yet.
    pub touches: String,
    /// What else is possible besides yes and no.
    pub besides: String,
    /// What a trusted partner would do with it.
    pub direction: Option<Direction>,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// By whom.
    pub changed_by: MemberId,
}

impl Note {
    pub(crate) fn of(words: &Words) -> Option<Self> {
        let last = words.iter().max_by_key(|word| word.changed_at)?;
        let text = |field: Field| words.verbatim(field).to_owned();
        Some(Self {
            behind: text(Field::Behind),
            touches: text(Field::Touches),
            besides: text(Field::Besides),
            direction: Direction::from_word(words.verbatim(Field::Direction)),
            changed_at: last.changed_at,
            changed_by: last.kept.by,
        })
    }
}

const COLUMNS: &str = "field, words, changed_at, changed_by, found, version";
const ADD: &str = "insert into session_word (team_id, of_id, field, words, changed_at, changed_by, found, version)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const SAVE: &str = "update session_word set words = $1, changed_at = $2, changed_by = $3, found = $4, version = $5
    where team_id = $6 and of_id = $7 and field = $8 and version = $9";
const CAME: &str = "insert into session_member (team_id, block_id, member_id, came_at) values ($1, $2, $3, $4)
    on conflict (team_id, block_id, member_id) do nothing";
const THERE: &str =
    "select member_id from session_member where team_id = $1 and block_id = $2 order by came_at, member_id";

fn read(row: &Row) -> Result<Option<Word>, StoreError> {
    let field: String = row.get(0)?;
    // A field of a newer program is none of this one's.
    let Some(field) = Field::from_word(&field) else { return Ok(None) };
    Ok(Some(Word {
        field,
        words: row.get(1)?,
        changed_at: row.get(2)?,
        kept: Kept { by: row.get(3)?, found: row.get(4)?, version: row.get(5)? },
    }))
}

/// All that was typed about one thing.
pub async fn words_of(tx: &mut Tx, team: TeamId, of: Of) -> Result<Words, StoreError> {
    let sql = format!("select {COLUMNS} from session_word where team_id = $1 and of_id = $2 order by field");
    let rows = tx.query(&sql, (team, of)).await?;
    let words: Vec<Option<Word>> = rows.iter().map(read).collect::<Result<_, _>>()?;
    Ok(Words(words.into_iter().flatten().collect()))
}

/// The blocks in which a decision was begun, or changed, since an instant.
pub(crate) async fn decided_since(tx: &mut Tx, team: TeamId, since: Timestamp) -> Result<Vec<BlockKey>, StoreError> {
    let sql = "select of_id from session_word where team_id = $1 and field = $2 and changed_at >= $3 and words <> '' order by changed_at, of_id";
    tx.query(sql, (team, Field::What, since)).await?.iter().map(|row| row.get(0)).collect()
}

/// What the team noted about a request.
pub async fn note_of(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Option<Note>, StoreError> {
    Ok(Note::of(&words_of(tx, team, Of::Request(request)).await?))
}

/// The newest text of a field of any other block.
pub(crate) async fn last_elsewhere(
    tx: &mut Tx,
    team: TeamId,
    block: BlockKey,
    field: Field,
) -> Result<Option<Word>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from session_word where team_id = $1 and field = $2 and of_id <> $3 and words <> ''
        order by changed_at desc, of_id limit 1"
    );
    Ok(tx.query_opt(&sql, (team, field, block)).await?.as_ref().map(read).transpose()?.flatten())
}

/// Writes a field down for the first time; with [`StoreError::Unique`] if somebody else was faster.
pub(crate) async fn add(tx: &mut Tx, team: TeamId, of: Of, word: &Word) -> Result<(), StoreError> {
    let Word { field, words, changed_at, kept } = word;
    tx.execute(ADD, (team, of, *field, words, *changed_at, kept.by, kept.found, kept.version)).await?;
    Ok(())
}

/// Writes a field down in place of the one of `version`; a lost race is noticed.
pub(crate) async fn save(tx: &mut Tx, team: TeamId, of: Of, word: &Word, version: i64) -> Result<(), StoreError> {
    let Word { field, words, changed_at, kept } = word;
    let values = (words, *changed_at, kept.by, kept.found, kept.version, team, of, *field, version);
    if tx.execute(SAVE, values).await? == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// A member opened a block or wrote in it.
pub(crate) async fn came(tx: &mut Tx, team: TeamId, block: BlockKey, member: MemberId) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(CAME, (team, block, member, now)).await?;
    Ok(())
}

/// Who opened a block or wrote in it, in the order in which they came.
pub(crate) async fn there(tx: &mut Tx, team: TeamId, block: BlockKey) -> Result<Vec<MemberId>, StoreError> {
    tx.query(THERE, (team, block)).await?.iter().map(|row| row.get(0)).collect()
}
