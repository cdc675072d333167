use ground::{Actor, Ground, TeamId, events, fresh_token};
use jiff::Timestamp;
use serde_json::json;

use super::Refused;
use crate::store::tokens::{self, Scope, TokenId, TokenRecord};

/// A token that was just made.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// The token itself, which is shown this once.
    pub text: String,
    /// What is kept of it.
    pub record: TokenRecord,
}

/// Makes an API token that opens these scopes until `expires_at`.
pub async fn make_token(
    ground: &Ground,
    team: TeamId,
    name: &str,
    scopes: &[Scope],
    expires_at: Timestamp,
    by: Actor,
) -> Result<NewToken, Refused> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Refused::at("name", "Say what the token is for, so that it can be told from others."));
    }
    if scopes.is_empty() {
        return Err(Refused::at(
            "scopes",
            "Say what the token may do, as requests:write to take in, or requests:read.",
        ));
    }
    let mut tx = ground.begin().await?;
    let now = tx.now();
    if expires_at <= now {
        return Err(Refused::at("expires", "Choose a day to come on which the token ends."));
    }
    let text = format!("ow_{}", fresh_token());
    let record = TokenRecord {
        team,
        id: TokenId::new(now),
        name: name.to_owned(),
        scopes: scopes.to_vec(),
        created_at: now,
        expires_at,
        ended_at: None,
    };
    tokens::insert(&mut tx, &text, &record).await?;
    let words: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
    let payload = json!({ "scopes": words, "expires_at": expires_at.as_millisecond() });
    events::record(&mut tx, team, by, "token.made", record.id, payload).await?;
    tx.commit().await?;
    Ok(NewToken { text, record })
}

/// Takes a token back: it opens nothing any more.
pub async fn end_token(ground: &Ground, team: TeamId, id: TokenId, by: Actor) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    if !tokens::end(&mut tx, team, id).await? {
        return Err(Refused::Unknown);
    }
    events::record(&mut tx, team, by, "token.ended", id, json!({})).await?;
    Ok(tx.commit().await?)
}
