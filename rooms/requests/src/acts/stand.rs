//! Where a request stands.

use ground::{Actor, Ground, StoreError, TeamId, Tx, events, links};
use serde_json::json;

use super::Refused;
use crate::RequestId;
use crate::rules::{self, OPEN_AFTER_CLOSING, State};
use crate::store::{conversation, requests};

/// Takes a request to another state, in the transaction of what brings it there.
pub async fn to(tx: &mut Tx, team: TeamId, id: RequestId, state: State, actor: Actor) -> Result<(), Refused> {
    let mut request = requests::find(tx, team, id).await?.ok_or(Refused::Unknown)?;
    let next = rules::stand(request.state, state)?;
    if next == request.state {
        return Ok(());
    }
    let now = tx.now();
    request.state = next;
    request.closed_at = (!next.is_open()).then_some(now);
    requests::stand(tx, &request).await?;
    let expires_at = match request.closed_at {
        Some(closed_at) => {
            let until = closed_at.checked_add(OPEN_AFTER_CLOSING);
            Some(until.map_err(|error| StoreError::Broken(error.to_string()))?)
        }
        None => None,
    };
    links::expire(tx, team, "request", id, expires_at).await?;
    let payload = json!({ "state": next.as_str() });
    events::record(tx, team, actor, "request.stands", id, payload).await?;
    Ok(())
}

/// The stakeholder takes the request back, or a member does for them. Its open promises become void.
pub async fn withdraw(ground: &Ground, team: TeamId, id: RequestId, actor: Actor) -> Result<(), Refused> {
    over(ground, team, id, State::Withdrawn, actor).await
}

/// It was nobody's request. Its open promises become void, and nobody is written to.
pub async fn mark_spam(ground: &Ground, team: TeamId, id: RequestId, actor: Actor) -> Result<(), Refused> {
    over(ground, team, id, State::Spam, actor).await
}

async fn over(ground: &Ground, team: TeamId, id: RequestId, state: State, actor: Actor) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    to(&mut tx, team, id, state, actor).await?;
    promises::void(&mut tx, team, id.uuid(), actor).await?;
    conversation::settle(&mut tx, team, id, &actor.to_string()).await?;
    Ok(tx.commit().await?)
}
