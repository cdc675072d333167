//! API tokens: shown once, kept as a print, with scopes and an end.

use ground::{Row, StoreError, TeamId, Tx, print_of};
use jiff::Timestamp;

ground::id!(
    /// The id of an API token.
    TokenId
);

/// What an API token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Take in requests.
    TakeIn,
    /// Read requests with their conversations, their diagnoses and the log of decisions.
    Read,
    /// Work on requests: write to stakeholders, note, diagnose, decide, withdraw.
    Work,
    /// Read promises.
    ReadPromises,
    /// Ask to move promises, and note what was agreed and learned.
    WritePromises,
    /// Read blocks.
    ReadBlocks,
    /// Reserve, move, skip, open and close them.
    WriteBlocks,
    /// Read answers and options sheets.
    ReadAnswers,
    /// Write and send answers, and note what was chosen.
    WriteAnswers,
    /// Read goals, metrics, clues and questions.
    ReadBusiness,
    /// Note and change them, and enter readings.
    WriteBusiness,
}
ground::text_enum!(Scope {
    TakeIn => "requests:write",
    Read => "requests:read",
    Work => "requests:work",
    ReadPromises => "promises:read",
    WritePromises => "promises:write",
    ReadBlocks => "blocks:read",
    WriteBlocks => "blocks:write",
    ReadAnswers => "answers:read",
    WriteAnswers => "answers:write",
    ReadBusiness => "business:read",
    WriteBusiness => "business:write",
});

impl Scope {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::TakeIn,
        Self::Read,
        Self::Work,
        Self::ReadPromises,
        Self::WritePromises,
        Self::ReadBlocks,
        Self::WriteBlocks,
        Self::ReadAnswers,
        Self::WriteAnswers,
        Self::ReadBusiness,
        Self::WriteBusiness,
    ];
}

/// An API token as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRecord {
    /// The one team it belongs to.
    pub team: TeamId,
    /// Which.
    pub id: TokenId,
    /// What it is for, in the words of whoever made it.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it opens nothing.
    pub expires_at: Timestamp,
    /// When it was taken back.
    pub ended_at: Option<Timestamp>,
}

impl TokenRecord {
    /// Whether it opens anything at `now`.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && now < self.expires_at
    }
}

const COLUMNS: &str = "team_id, id, name, scopes, created_at, expires_at, ended_at";
const INSERT: &str = "insert into token (print, team_id, id, name, scopes, created_at, expires_at, ended_at)
    values ($1, $2, $3, $4, $5, $6, $7, null)";
const END: &str = "update token set ended_at = $1 where team_id = $2 and id = $3 and ended_at is null";

fn read(row: &Row) -> Result<TokenRecord, StoreError> {
    let scopes: String = row.get(3)?;
    let scopes = scopes.split_whitespace().map(|word| {
        Scope::from_word(word).ok_or_else(|| StoreError::Broken(format!("a token has the unknown scope {word}")))
    });
    Ok(TokenRecord {
        team: row.get(0)?,
        id: row.get(1)?,
        name: row.get(2)?,
        scopes: scopes.collect::<Result<_, _>>()?,
        created_at: row.get(4)?,
        expires_at: row.get(5)?,
        ended_at: row.get(6)?,
    })
}

pub(crate) async fn insert(tx: &mut Tx, token: &str, record: &TokenRecord) -> Result<(), StoreError> {
    let scopes = record.scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(" ");
    let values = (print_of(token), record.team, record.id, &record.name, scopes, record.created_at, record.expires_at);
    tx.execute(INSERT, values).await?;
    Ok(())
}

/// The record of a token, whether or not it still opens anything.
pub(crate) async fn find(tx: &mut Tx, token: &str) -> Result<Option<TokenRecord>, StoreError> {
    let sql = format!("select {COLUMNS} from token where print = $1");
    tx.query_opt(&sql, (print_of(token),)).await?.as_ref().map(read).transpose()
}

/// All tokens of a team, newest first.
pub async fn list(tx: &mut Tx, team: TeamId) -> Result<Vec<TokenRecord>, StoreError> {
    let sql = format!("select {COLUMNS} from token where team_id = $1 order by created_at desc, id desc");
    tx.query(&sql, (team,)).await?.iter().map(read).collect()
}

/// Tells whether there was an open token to take back.
pub(crate) async fn end(tx: &mut Tx, team: TeamId, id: TokenId) -> Result<bool, StoreError> {
    let now = tx.now();
    Ok(tx.execute(END, (now, team, id)).await? == 1)
}
