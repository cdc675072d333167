//! Answers that go out at a chosen time: scheduled at the end of a block, taken back until they are sent, and sent by the same act as on
//! the page. A scheduled answer keeps no promise until it is sent. What changed meanwhile is not sent, and stays here with the reason until
//! a member has seen it.

use blocks::BlockKey;
use ground::{Ground, StoreError, events};
use jiff::Timestamp;
use requests::RequestId;
use serde_json::json;
use team::Member;
use web::when::When;

use crate::acts::{self, Refused};
use crate::rules::may_schedule;
use crate::store::scheduled::CHANGED;
use crate::store::{self, Sent, Where};

pub use crate::store::scheduled::{Scheduled, all, in_block, of_request, ripe};

const OVER: &str = "The request was withdrawn or closed before that time, so nothing went out.";
const GONE: &str = "The answer was not there any more at that time. Write it again, or send another.";
const LEFT: &str = "Whoever scheduled it is not in this team any more. Read it, and send it yourself.";

/// Lets an answer that was made ready in an open block go out at a chosen time.
///
/// # Errors
/// [`Refused::CannotSchedule`] in words, if that time has passed or is not before the instant that was promised.
pub async fn schedule(
    ground: &Ground,
    who: &Member,
    request: RequestId,
    block: BlockKey,
    send_at: Timestamp,
) -> Result<Scheduled, Refused> {
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let now = tx.now();
        let request = acts::open_request(&mut tx, who.team, request).await?;
        let draft = store::draft_of(&mut tx, who.team, request.id).await?.ok_or(Refused::NoDraft)?;
        if draft.ready_in != Some(block) {
            return Err(Refused::NotReady);
        }
        acts::is_open(&mut tx, who, block).await?;
        let in_force = team::calendar::current(&mut tx, who.team).await?;
        acts::whole(&mut tx, &request, &in_force, &draft).await?;
        let owed = promises::owed_of(&mut tx, who.team, request.id.uuid()).await?;
        let due_at = owed.first().map(|promise| promise.due_at);
        if let Err(why) = may_schedule(send_at, due_at, now) {
            let when = When::new(in_force.zone.clone(), now);
            return Err(Refused::CannotSchedule(why.words(|at| when.full(at))));
        }
        let scheduled = Scheduled {
            team: who.team,
            request: request.id,
            version: draft.kept.version,
            block,
            send_at,
            by: who.id,
            scheduled_at: now,
            stopped: None,
        };
        store::make_ready(&mut tx, &draft, None).await.map_err(acts::busy_if_raced)?;
        store::scheduled::put(&mut tx, &scheduled).await?;
        let payload = json!({ "block": block, "send_at": send_at.as_millisecond() });
        events::record(&mut tx, who.team, who.actor(), "answer.scheduled", request.id, payload).await?;
        tx.commit().await?;
        Ok(scheduled)
    })
    .await
}

/// Takes a scheduled answer back: it is a draft again. One that did not go out is forgotten by it.
///
/// # Errors
/// [`Refused::NotScheduled`] if it was sent already, or taken back.
pub async fn take_back(ground: &Ground, who: &Member, request: RequestId) -> Result<(), Refused> {
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        requests::readings::find(&mut tx, who.team, request).await?.ok_or(Refused::Unknown)?;
        if !store::scheduled::forget(&mut tx, who.team, request).await? {
            return Err(Refused::NotScheduled);
        }
        events::record(&mut tx, who.team, who.actor(), "answer.schedule-taken-back", request, json!({})).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// What became of a scheduled answer at its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It went out.
    Sent(Box<Sent>),
    /// It did not, for this reason, which the desk tells.
    Stopped(String),
    /// It was sent, moved or taken back before: there was nothing to do.
    NotThere,
}

/// Sends a scheduled answer whose time has come, in the one act by which a page sends, or notes why it does not go out.
pub async fn send_ripe(ground: &Ground, ripe: &Scheduled) -> Result<Fate, StoreError> {
    let sent = ground::again(|| async {
        let mut tx = ground.begin().await?;
        let now = tx.now();
        let standing = of_request(&mut tx, ripe.team, ripe.request).await?;
        let Some(standing) = standing.filter(|standing| standing.send_at == ripe.send_at && standing.send_at <= now)
        else {
            return Ok(Ok(None));
        };
        let Some(who) = team::members::get(&mut tx, ripe.team, standing.by).await? else {
            return Ok(Err(LEFT.to_owned()));
        };
        let request = match acts::open_request(&mut tx, ripe.team, ripe.request).await {
            Ok(request) => request,
            Err(Refused::Over | Refused::Unknown) => return Ok(Err(OVER.to_owned())),
            Err(refused) => return Err(refused),
        };
        let Some(draft) = store::draft_of(&mut tx, ripe.team, ripe.request).await? else {
            return Ok(Err(GONE.to_owned()));
        };
        if draft.kept.version != standing.version {
            return Ok(Err(CHANGED.to_owned()));
        }
        let place = Where::InBlock(standing.block);
        let sent = acts::sent(&mut tx, ground, &who, &request, draft, place).await?;
        tx.commit().await?;
        Ok(Ok(Some(sent)))
    })
    .await;
    let why = match sent {
        Ok(Ok(Some(sent))) => return Ok(Fate::Sent(Box::new(sent))),
        Ok(Ok(None)) => return Ok(Fate::NotThere),
        Ok(Err(why)) => why,
        Err(Refused::Store(error)) => return Err(error),
        Err(refused) => refused.to_string(),
    };
    ground::again(|| stopped(ground, ripe, &why)).await
}

async fn stopped(ground: &Ground, ripe: &Scheduled, why: &str) -> Result<Fate, StoreError> {
    let mut tx = ground.begin().await?;
    if !store::scheduled::stop(&mut tx, ripe, why).await? {
        return Ok(Fate::NotThere);
    }
    let machine = ground::Actor::Machine("scheduled answers");
    events::record(&mut tx, ripe.team, machine, "answer.schedule-stopped", ripe.request, json!({})).await?;
    tx.commit().await?;
    Ok(Fate::Stopped(why.to_owned()))
}
