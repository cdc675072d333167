//! Emergencies: the lead names their kinds in advance, a member marks a request as one. What a stakeholder calls urgent marks nothing.

use ground::{Ground, Tx, events, new_uuid};
use serde_json::json;
use team::Member;

pub use crate::rules::emergencies::LONGEST_WHY;

use super::Refused;
use crate::RequestId;
use crate::rules::emergencies::{NoEmergency, may_be};
use crate::store::emergencies::{self as store, Emergency, EmergencyKind};
use crate::store::requests;

/// The most kinds that a team has at once: exceptions are few, or they are none.
const MOST: usize = 6;
/// The longest name of a kind, in signs.
pub const LONGEST_WORD: usize = 60;
/// The longest sentence of what belongs to a kind, in signs.
pub const LONGEST_SENTENCE: usize = 300;

/// Names a kind of emergency. It holds for requests that come from now on.
pub async fn name_kind(ground: &Ground, who: &Member, word: &str, sentence: &str) -> Result<EmergencyKind, Refused> {
    let (word, sentence) = (word.trim(), sentence.trim());
    if word.is_empty() {
        return Err(NoEmergency::NoWord.into());
    }
    if sentence.is_empty() {
        return Err(NoEmergency::NoSentence.into());
    }
    let mut tx = ground.begin().await?;
    let known = store::kinds_in_force(&mut tx, who.team).await?;
    if known.iter().any(|kind| team::fold(&kind.word) == team::fold(word)) {
        return Err(NoEmergency::Known.into());
    }
    if known.len() >= MOST {
        return Err(NoEmergency::Many.into());
    }
    let now = tx.now();
    let kind = EmergencyKind {
        id: new_uuid(now).to_string(),
        word: word.to_owned(),
        sentence: sentence.to_owned(),
        agreed_at: Some(now),
        ended_at: None,
    };
    store::keep_kind(&mut tx, who.team, &kind).await?;
    events::record(&mut tx, who.team, who.actor(), "emergency-kind.named", &kind.id, json!({})).await?;
    tx.commit().await?;
    Ok(kind)
}

/// Ends a kind of emergency. What was marked as one stays marked and counted; what is ended, or not there, is left as it is.
pub async fn end_kind(ground: &Ground, who: &Member, id: &str) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    let kinds = store::kinds(&mut tx, who.team).await?;
    let Some(kind) = kinds.into_iter().find(|kind| kind.id == id && kind.ended_at.is_none()) else { return Ok(()) };
    let ended = EmergencyKind { ended_at: Some(tx.now()), ..kind };
    store::keep_kind(&mut tx, who.team, &ended).await?;
    events::record(&mut tx, who.team, who.actor(), "emergency-kind.ended", id, json!({})).await?;
    Ok(tx.commit().await?)
}

/// Marks a request as an emergency of a kind that was named before it came, within the transaction of what takes it in hand. Marked as
/// that kind already, it stays as it is.
pub async fn mark(tx: &mut Tx, who: &Member, request: RequestId, kind: &str, why: &str) -> Result<Emergency, Refused> {
    let found = requests::find(tx, who.team, request).await?.ok_or(Refused::Unknown)?;
    let why = why.trim();
    let kinds = store::kinds_in_force(tx, who.team).await?;
    let kind = kinds.into_iter().find(|known| known.id == kind).ok_or(NoEmergency::NoKind)?;
    may_be(kind.agreed_at, found.received_at, found.state.is_open(), why)?;
    if let Some(stands) = store::emergency_of(tx, who.team, request).await?.filter(|stands| stands.kind == kind.id) {
        return Ok(stands);
    }
    let (marked_at, marked_by, taken_back_at) = (tx.now(), who.id, None);
    let emergency = Emergency { request, kind: kind.id, why: why.to_owned(), marked_at, marked_by, taken_back_at };
    store::mark(tx, who.team, &emergency).await?;
    let payload = json!({ "kind": emergency.kind });
    events::record(tx, who.team, who.actor(), "request.emergency", request, payload).await?;
    Ok(emergency)
}

/// Takes a mark back: the request waits in its turn again, and is not counted. Without a mark it stays as it is.
pub async fn take_back(ground: &Ground, who: &Member, request: RequestId) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    requests::find(&mut tx, who.team, request).await?.ok_or(Refused::Unknown)?;
    if store::take_back(&mut tx, who.team, request).await? {
        events::record(&mut tx, who.team, who.actor(), "request.no-emergency", request, json!({})).await?;
    }
    Ok(tx.commit().await?)
}
