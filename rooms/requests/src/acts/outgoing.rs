//! What a member does with a letter that did not get through.

use ground::outbox::{Letter, LetterId, State};
use ground::{Ground, StoreError, TeamId, Tx, events, outbox};
use serde_json::json;
use team::Member;

use super::Refused;

/// Offers a letter again that did not get through, to a corrected address where one is given.
pub async fn offer_again(ground: &Ground, who: &Member, id: LetterId, address: Option<&str>) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    let mut letter = not_through(&mut tx, who.team, id).await?;
    if let Some(address) = address {
        letter.to_address = team::mail_address(address)?.to_owned();
    }
    outbox::offer_again(&mut tx, &letter).await.map_err(taken_meanwhile)?;
    events::record(&mut tx, who.team, who.actor(), "letter.offered-again", id, json!({})).await?;
    Ok(tx.commit().await?)
}

/// Decides that a letter need not go.
pub async fn set_aside(ground: &Ground, who: &Member, id: LetterId) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    let letter = not_through(&mut tx, who.team, id).await?;
    outbox::set_aside(&mut tx, &letter).await.map_err(taken_meanwhile)?;
    events::record(&mut tx, who.team, who.actor(), "letter.set-aside", id, json!({})).await?;
    Ok(tx.commit().await?)
}

/// A letter that the other side has not taken: one that it has would only come twice.
async fn not_through(tx: &mut Tx, team: TeamId, id: LetterId) -> Result<Letter, Refused> {
    let letter = outbox::find(tx, team, id).await?.ok_or(Refused::Unknown)?;
    if letter.state == State::Sent { Err(Refused::Through) } else { Ok(letter) }
}

fn taken_meanwhile(error: StoreError) -> Refused {
    if error == StoreError::Conflict { Refused::Settled } else { error.into() }
}
