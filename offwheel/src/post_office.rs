//! Mail out: takes letters from the outbox, writes them as messages and hands them to the team's mail server. A letter that is not taken
//! rests and is offered again under the same Message-ID; what will never be taken is shown to a member.

use std::collections::HashMap;
use std::time::Duration;

use ground::outbox::{self, Fate, Letter};
use ground::{Ground, StoreError, TeamId};
use jiff::SignedDuration;
use mail::compose::{Correspondent, Outgoing, compose};
use mail::sender::{Outcome, Sender};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// How long a letter stays with a worker that does not come back: longer than [`PATIENCE`].
const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// How long one letter may take, its turn at the mail server included. Then it rests and is offered again.
const PATIENCE: Duration = Duration::from_secs(270);
/// How often the outbox is looked at. An acknowledgement leaves within seconds of the asking.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How many letters are taken from the outbox in one act.
const HANDFUL: usize = 32;
/// How many letters are on their way at once, of all teams; how many talk to one mail server is its sender's to say. Far more than any
/// server takes at once, so that one that hangs leaves room for the letters to all others.
const UNDER_WAY: usize = 256;

/// How the letters of one team leave.
#[derive(Clone)]
pub struct Exit {
    /// The address that letters come from.
    pub address: String,
    /// The mail server.
    pub sender: Sender,
}

/// All exits, by team. In a demo letters are kept and none leaves.
pub struct PostOffice {
    ground: Ground,
    exits: HashMap<TeamId, Exit>,
}

impl PostOffice {
    /// An office with these exits.
    pub fn new(ground: Ground, exits: HashMap<TeamId, Exit>) -> Self {
        Self { ground, exits }
    }

    /// Hands letters over until `stop`. Each goes its own way: one whose mail server hangs holds up no other.
    pub async fn work(&self, mut stop: watch::Receiver<bool>) {
        let mut under_way = JoinSet::new();
        while !*stop.borrow() {
            let handed = match self.hand_over_due(&mut under_way).await {
                Ok(handed) => handed,
                Err(error) => {
                    tracing::warn!(%error, "the outbox can't be read");
                    0
                }
            };
            while let Some(offered) = under_way.try_join_next() {
                tell_if_broken(&offered);
            }
            // A full hand: there may be more.
            if handed < HANDFUL {
                tokio::select! {
                    _ends = stop.wait_for(|stop| *stop) => {}
                    () = tokio::time::sleep(LOOK_EVERY) => {}
                }
            }
        }
        while let Some(offered) = under_way.join_next().await {
            tell_if_broken(&offered);
        }
    }

    /// Takes letters that are due from the outbox, as many as there is room for, and sets them on their way. Returns how many.
    async fn hand_over_due(&self, under_way: &mut JoinSet<()>) -> Result<usize, StoreError> {
        let room = HANDFUL.min(UNDER_WAY.saturating_sub(under_way.len()));
        if room == 0 {
            return Ok(0);
        }
        let letters = outbox::lease(&self.ground, i64::try_from(room).unwrap_or_default(), LEASE).await?;
        let count = letters.len();
        for letter in letters {
            let ground = self.ground.clone();
            let exit = self.exits.get(&letter.team).cloned();
            under_way.spawn(async move {
                let offer = tokio::time::timeout(PATIENCE, offer(&ground, exit.as_ref(), &letter));
                let fate = offer.await.unwrap_or_else(|_elapsed| Fate::Again("The mail server did not take it in time.".to_owned()));
                if let Err(error) = outbox::settle(&ground, &letter, fate).await {
                    tracing::warn!(%error, letter = %letter.id, "what became of a letter was not written down; it is offered again");
                }
            });
        }
        Ok(count)
    }
}

fn tell_if_broken(offered: &Result<(), tokio::task::JoinError>) {
    if let Err(error) = offered {
        tracing::error!(%error, "offering a letter ended before its time");
    }
}

async fn offer(ground: &Ground, exit: Option<&Exit>, letter: &Letter) -> Fate {
    if ground.settings().demo {
        return Fate::Taken;
    }
    let Some(exit) = exit else {
        return Fate::Again(
            "No mail server is set up for this team. Name one in the configuration; the letter waits.".to_owned(),
        );
    };
    let filled = match letter.filled(ground).await {
        Ok(filled) => filled,
        Err(error) => return Fate::Again(error.to_string()),
    };
    let message = match compose(&outgoing(exit, &filled)) {
        Ok(message) => message,
        Err(error) => return Fate::Never(error.to_string()),
    };
    match exit.sender.send(&exit.address, &letter.to_address, &message).await {
        Outcome::Taken { .. } => Fate::Taken,
        Outcome::TryAgain { why, .. } | Outcome::Unknown { why } => Fate::Again(why),
        Outcome::Refused { why, .. } => Fate::Never(why),
    }
}

fn outgoing(exit: &Exit, letter: &Letter) -> Outgoing {
    let person = |name: &str, address: &str| Correspondent { name: name.to_owned(), address: address.to_owned() };
    let reply_to = letter.reply_tag.as_ref().and_then(|tag| {
        let (local, domain) = exit.address.rsplit_once('@')?;
        Some(person(&letter.from_name, &format!("{local}+{tag}@{domain}")))
    });
    Outgoing {
        message_id: letter.message_id.clone(),
        dated_at: letter.created_at,
        from: person(&letter.from_name, &exit.address),
        to: person(&letter.to_name, &letter.to_address),
        reply_to,
        subject: readable(&letter.subject),
        text: readable(&letter.text),
        html: Some(readable(&letter.html)).filter(|html| !html.is_empty()),
        in_reply_to: letter.in_reply_to.clone(),
        references: letter.references.clone(),
        automatic: letter.automatic,
    }
}

/// What a stakeholder wrote may hold bytes that no charset explains. Repeated in a letter, the sign for them looks like a fault of ours to
/// mail programs and to filters of unwanted mail.
fn readable(text: &str) -> String {
    text.replace(char::REPLACEMENT_CHARACTER, "?")
}
