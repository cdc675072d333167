//! In which language a team writes to people, and in which each of them reads.

use ground::{StoreError, TeamId, Tx};
use web::Language;

use super::Stakeholder;

const KEEP: &str = "insert into team_language (team_id, language) values ($1, $2)
    on conflict (team_id) do update set language = excluded.language";

/// The team's own language, in which people read of whom none is known; English until a team says another.
pub async fn of_team(tx: &mut Tx, team: TeamId) -> Result<Language, StoreError> {
    let row = tx.query_opt("select language from team_language where team_id = $1", (team,)).await?;
    let tag: Option<String> = row.map(|row| row.get(0)).transpose()?;
    Ok(tag.as_deref().and_then(Language::of_tag).unwrap_or_default())
}

/// The language in which a stakeholder reads: their own where it is known and one of ours, else the team's.
pub async fn of(tx: &mut Tx, who: &Stakeholder) -> Result<Language, StoreError> {
    match who.language.as_deref().and_then(Language::of_tag) {
        Some(own) => Ok(own),
        None => of_team(tx, who.team).await,
    }
}

pub(crate) async fn keep(tx: &mut Tx, team: TeamId, language: Language) -> Result<(), StoreError> {
    tx.execute(KEEP, (team, language.tag())).await?;
    Ok(())
}
