//! The words of a team for its letters, version by version. Letters that were sent keep theirs.

use ground::{Row, StoreError, TeamId, Tx};

use crate::rules::Wording;

/// A version of the words of a letter in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Version {
    /// Counted from 1 in each letter and language.
    pub(crate) number: i64,
    /// The words; none where the team went back to those that we came with.
    pub(crate) words: Option<Wording>,
}

const NEWEST: &str = "select version, words from wording where team_id = $1 and letter = $2 and language = $3
    order by version desc limit 1";
const INSERT: &str = "insert into wording (team_id, letter, language, version, words, made_at, made_by) values ($1, $2, $3, $4, $5, $6, $7)";

fn read(row: &Row) -> Result<Version, StoreError> {
    let words = row.get::<Option<String>>(1)?.map(|text| serde_json::from_str(&text)).transpose();
    let words = words.map_err(|error| StoreError::Broken(format!("the words of a letter: {error}")))?;
    Ok(Version { number: row.get(0)?, words })
}

pub(crate) async fn newest(
    tx: &mut Tx,
    team: TeamId,
    letter: &str,
    language: &str,
) -> Result<Option<Version>, StoreError> {
    tx.query_opt(NEWEST, (team, letter, language)).await?.as_ref().map(read).transpose()
}

/// The team's own words for a letter in a language; none where it goes out in the words that we came with.
pub async fn of(tx: &mut Tx, team: TeamId, letter: &str, language: &str) -> Result<Option<Wording>, StoreError> {
    Ok(newest(tx, team, letter, language).await?.and_then(|version| version.words))
}

/// Writes a version down; with [`StoreError::Unique`] if somebody else made this one first.
pub(crate) async fn insert(
    tx: &mut Tx,
    team: TeamId,
    letter: &str,
    language: &str,
    version: &Version,
    made_by: &str,
) -> Result<(), StoreError> {
    let now = tx.now();
    let words = version.words.as_ref().map(serde_json::to_string).transpose();
    let words = words.map_err(|error| StoreError::Broken(error.to_string()))?;
    tx.execute(INSERT, (team, letter, language, version.number, words, now, made_by)).await?;
    Ok(())
}
