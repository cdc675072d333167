//! Mail arrives. How far the mailbox was read is committed together with what became of each letter, so that a letter is taken in once
//! and never skipped, whatever dies in between.

use ground::files::Kept;
use ground::{Actor, Ground, TeamId, Tx, files, outbox};
use jiff::Timestamp;

use super::Refused;
use super::conversation::{self, Reply};
use super::take_in::{self, Ask, Receipt};
use crate::store::conversation::Author;
use crate::store::intake;
use crate::store::places::{self, Place};
use crate::store::tray::{self, TrayItem, TrayState};
use crate::{RequestId, TrayId};

/// A letter, read.
#[derive(Debug, Clone)]
pub struct Arrived {
    /// What shall become of it.
    pub disposition: Disposition,
    /// Its key: Message-ID and content print together.
    pub entry_key: String,
    /// Its Message-ID.
    pub message_id: Option<String>,
    /// When it reached the mailbox; never its Date line.
    pub arrived_at: Timestamp,
    /// The letter as it came, to be kept; nothing where only its head was fetched.
    pub raw: Option<Vec<u8>>,
    /// Its size in bytes.
    pub size_bytes: i64,
    /// Where it lay.
    pub place: Option<Place>,
}

/// What shall become of a letter.
#[derive(Debug, Clone)]
pub enum Disposition {
    /// A person asks for something.
    New(Box<Ask>),
    /// It belongs to a conversation that is there.
    Joins {
        /// Which.
        request: RequestId,
        /// What it says.
        reply: Box<Reply>,
        /// Who says it: the address of a person, nothing for a machine.
        from_address: Option<String>,
    },
    /// A letter of ours came back.
    Returned {
        /// The Message-ID of ours.
        original: String,
        /// What their server says.
        why: String,
        /// The conversation it belongs to.
        request: Option<RequestId>,
    },
    /// A letter of ours was looped back, or a delay was told: nothing to do.
    Nothing,
    /// It waits for a member.
    Tray {
        /// One word for why.
        reason: String,
        /// Why, in a sentence.
        why: String,
        /// The sender's address, or nothing.
        from_address: String,
        /// The sender's name, or nothing.
        from_name: String,
        /// Its subject.
        subject: String,
        /// What could be read of it.
        words: String,
    },
}

/// What became of a letter.
#[derive(Debug, Clone)]
pub enum Became {
    /// A request.
    Request(Box<Receipt>),
    /// Part of a conversation.
    Joined(RequestId),
    /// Something in the tray.
    InTray(TrayId),
    /// Nothing: it came before, or there was nothing to do.
    Nothing,
}

/// Takes a letter from the mailbox, once.
///
/// # Errors
/// Only where the database fails: whatever a letter says, it becomes something, and the ones behind it come next.
pub async fn arrive(ground: &Ground, team: TeamId, mut letter: Arrived) -> Result<Became, Refused> {
    let raw = match letter.raw.take() {
        Some(raw) => Some(files::keep(ground, team, raw).await?),
        None => None,
    };
    let ready = match letter.disposition.clone() {
        Disposition::New(ask) => {
            let (subject, words) = (ask.subject.clone(), ask.words.clone());
            let (from_address, from_name) = (ask.from_address.clone(), ask.from_name.clone());
            match take_in::prepared(ground, team, *ask).await {
                Ok(ready) => Ready::New(Box::new(ready)),
                Err(Refused::Store(error)) => return Err(error.into()),
                Err(refused) => Ready::Tray(tray_item(
                    team,
                    &letter,
                    raw.as_ref(),
                    ("unreadable", &refused.to_string()),
                    (&from_address, from_name.as_deref().unwrap_or_default()),
                    (subject.as_deref().unwrap_or_default(), &words),
                    ground.now(),
                )),
            }
        }
        Disposition::Joins { request, reply, from_address } => {
            let (reply, kept) = conversation::prepared(ground, team, *reply).await?;
            Ready::Joins { request, reply: Box::new(reply), kept, from_address }
        }
        Disposition::Returned { original, why, request } => Ready::Returned { original, why, request },
        Disposition::Nothing => Ready::Nothing,
        Disposition::Tray { reason, why, from_address, from_name, subject, words } => Ready::Tray(tray_item(
            team,
            &letter,
            raw.as_ref(),
            (&reason, &why),
            (&from_address, &from_name),
            (&subject, &words),
            ground.now(),
        )),
    };
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let became = become_something(&mut tx, ground, team, &letter, raw.as_ref(), &ready).await?;
        if let Some(place) = &letter.place {
            let known = places::place(&mut tx, team, &place.mailbox).await?;
            let (read_at, lay_there) =
                known.map_or((letter.arrived_at, 0), |(_, read_at, lay_there)| (read_at, lay_there));
            places::reach(&mut tx, team, place, read_at.max(letter.arrived_at), lay_there).await?;
        }
        tx.commit().await?;
        Ok(became)
    })
    .await
}

/// Writes down where a mailbox stands when it is connected, or begins to count anew: what lies there is not taken in by itself.
pub async fn start_at(ground: &Ground, team: TeamId, place: &Place, lay_there: i64) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    let now = tx.now();
    let read_at = places::place(&mut tx, team, &place.mailbox).await?.map_or(now, |(_, read_at, _)| read_at);
    places::reach(&mut tx, team, place, read_at, lay_there).await?;
    Ok(tx.commit().await?)
}

/// What is ready to be written, its files safe.
enum Ready {
    New(Box<take_in::Ready>),
    Joins { request: RequestId, reply: Box<Reply>, kept: Vec<Kept>, from_address: Option<String> },
    Returned { original: String, why: String, request: Option<RequestId> },
    Nothing,
    Tray(TrayItem),
}

async fn become_something(
    tx: &mut Tx,
    ground: &Ground,
    team: TeamId,
    letter: &Arrived,
    raw: Option<&Kept>,
    ready: &Ready,
) -> Result<Became, Refused> {
    if let Ready::New(ready) = ready {
        let receipt = take_in::within(tx, ground, team, Actor::Machine("mail"), ready).await?;
        return Ok(if receipt.is_new { Became::Request(Box::new(receipt)) } else { Became::Nothing });
    }
    if intake::enter(tx, team, "mail", &letter.entry_key, "", None).await?.is_some() {
        return Ok(Became::Nothing);
    }
    match ready {
        Ready::Joins { request, reply, kept, from_address } => {
            let actor = match from_address {
                Some(address) => Actor::Stakeholder(
                    team::stakeholders::meet(tx, team, address, Some(&reply.author_name)).await?.id.uuid(),
                ),
                None => Actor::Machine("mail"),
            };
            conversation::join(tx, team, *request, actor, reply, kept).await?;
            Ok(Became::Joined(*request))
        }
        Ready::Returned { original, why, request } => {
            outbox::returned(tx, team, original, why).await?;
            let Some(request) = request else { return Ok(Became::Nothing) };
            let reply = Reply {
                author: Author::Machine,
                author_name: String::new(),
                words: why.clone(),
                folded: String::new(),
                forwarded: String::new(),
                files: Vec::new(),
                message_id: letter.message_id.clone(),
                at: letter.arrived_at,
            };
            conversation::join(tx, team, *request, Actor::Machine("mail"), &reply, &[]).await?;
            Ok(Became::Joined(*request))
        }
        Ready::Tray(item) => {
            if let Some(raw) = raw {
                files::put(tx, raw).await?;
            }
            tray::insert(tx, item).await?;
            Ok(Became::InTray(item.id))
        }
        Ready::New(..) | Ready::Nothing => Ok(Became::Nothing),
    }
}

fn tray_item(
    team: TeamId,
    letter: &Arrived,
    raw: Option<&Kept>,
    (reason, why): (&str, &str),
    (from_address, from_name): (&str, &str),
    (subject, words): (&str, &str),
    now: Timestamp,
) -> TrayItem {
    TrayItem {
        team,
        id: TrayId::new(now),
        reason: reason.to_owned(),
        why: why.to_owned(),
        from_address: from_address.to_owned(),
        from_name: from_name.to_owned(),
        subject: subject.to_owned(),
        words: words.to_owned(),
        message_id: letter.message_id.clone(),
        print: raw.map(|raw| raw.print.clone()),
        size_bytes: letter.size_bytes,
        arrived_at: letter.arrived_at,
        state: TrayState::Waiting,
        request: None,
    }
}
