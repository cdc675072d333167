//! What a member does with the tray.

use ground::{Actor, Ground, StoreError, events, threads};
use serde_json::json;
use team::Member;

use super::Refused;
use super::conversation::{Reply, join};
use super::take_in::{self, Ask, Door, Receipt};
use crate::rules::Channel;
use crate::store::conversation::Author;
use crate::store::requests;
use crate::store::tray::{self, TrayItem, TrayState};
use crate::{RequestId, TrayId};

/// Takes a letter in for a person. `from` and `words` are as the member left them: what could not be read, they type. The clock counts
/// from when the letter reached the mailbox.
pub async fn take_in(
    ground: &Ground,
    who: &Member,
    id: TrayId,
    from: (&str, &str),
    words: &str,
) -> Result<Receipt, Refused> {
    let item = {
        let mut tx = ground.read().await?;
        tray::find(&mut tx, who.team, id).await?.ok_or(Refused::Unknown)?
    };
    let (address, name) = from;
    let mut ask = Ask::new(Channel::Email, address, words, item.arrived_at);
    super::checked(words)?;
    ask.from_name = Some(name.to_owned());
    ask.subject = Some(item.subject.clone());
    ask.message_id.clone_from(&item.message_id);
    ask.door = Some(Door { name: "tray", key: id.to_string(), content_print: String::new() });
    let ready = take_in::prepared(ground, who.team, ask).await?;
    let mut tx = ground.begin().await?;
    let receipt = take_in::within(&mut tx, ground, who.team, who.actor(), &ready).await?;
    settle(&mut tx, &item, TrayState::TakenIn, Some(receipt.request), who.actor()).await?;
    tx.commit().await?;
    Ok(receipt)
}

/// Adds a letter to a request as a machine's message. It starts no clock and answers nothing.
pub async fn add_to(ground: &Ground, who: &Member, id: TrayId, label: &str) -> Result<RequestId, Refused> {
    let mut tx = ground.begin().await?;
    let item = tray::find(&mut tx, who.team, id).await?.ok_or(Refused::Unknown)?;
    let thread = threads::by_label(&mut tx, who.team, label.trim()).await?;
    let thread = thread.ok_or_else(|| Refused::NoNumber(label.trim().to_owned()))?;
    let request = requests::find(&mut tx, who.team, thread.id.into()).await?.ok_or(Refused::Unknown)?;
    let reply = Reply {
        author: Author::Machine,
        author_name: if item.from_name.is_empty() { item.from_address.clone() } else { item.from_name.clone() },
        words: item.words.clone(),
        folded: String::new(),
        forwarded: String::new(),
        files: Vec::new(),
        message_id: item.message_id.clone(),
        at: item.arrived_at,
    };
    join(&mut tx, who.team, request.id, who.actor(), &reply, &[]).await?;
    settle(&mut tx, &item, TrayState::TakenIn, Some(request.id), who.actor()).await?;
    tx.commit().await?;
    Ok(request.id)
}

/// Sets a letter aside: it is kept, and can be taken in later.
pub async fn set_aside(ground: &Ground, who: &Member, id: TrayId) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    let item = tray::find(&mut tx, who.team, id).await?.ok_or(Refused::Unknown)?;
    settle(&mut tx, &item, TrayState::SetAside, None, who.actor()).await?;
    Ok(tx.commit().await?)
}

async fn settle(
    tx: &mut ground::Tx,
    item: &TrayItem,
    state: TrayState,
    request: Option<RequestId>,
    actor: Actor,
) -> Result<(), Refused> {
    if item.state == TrayState::TakenIn {
        return Err(Refused::Settled);
    }
    tray::settle(tx, item, state, request).await.map_err(|error| match error {
        StoreError::Conflict => Refused::Settled,
        other @ (StoreError::Unique
        | StoreError::Missing
        | StoreError::Busy
        | StoreError::Unavailable(_)
        | StoreError::CannotWrite(_)
        | StoreError::Broken(_)) => Refused::Store(other),
    })?;
    let kind = match state {
        TrayState::TakenIn => "tray.taken-in",
        TrayState::SetAside => "tray.set-aside",
        TrayState::Waiting => "tray.waiting",
    };
    events::record(tx, item.team, actor, kind, item.id, json!({ "request": request })).await?;
    Ok(())
}
