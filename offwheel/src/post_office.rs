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

/// How long a letter stays with a worker that does not come back: longer than any conversation with a mail server lasts.
const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// How often the outbox is looked at. An acknowledgement leaves within seconds of the asking.
const LOOK_EVERY: Duration = Duration::from_millis(500);

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

    /// Hands letters over until `stop`.
    pub async fn work(&self, mut stop: watch::Receiver<bool>) {
        loop {
            match self.hand_over_due().await {
                // A full hand: there may be more.
                Ok(handed) if handed > 0 => {}
                Ok(_) => {
                    tokio::select! {
                        _ends = stop.wait_for(|stop| *stop) => {}
                        () = tokio::time::sleep(LOOK_EVERY) => {}
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "the outbox can't be read");
                    tokio::time::sleep(LOOK_EVERY * 4).await;
                }
            }
            if *stop.borrow() {
                return;
            }
        }
    }

    /// Offers every letter that is due, once. Returns how many were offered.
    pub async fn hand_over_due(&self) -> Result<usize, StoreError> {
        let letters = outbox::lease(&self.ground, 32, LEASE).await?;
        let count = letters.len();
        let mut offers = JoinSet::new();
        for letter in letters {
            let ground = self.ground.clone();
            let exit = self.exits.get(&letter.team).cloned();
            offers.spawn(async move {
                let fate = offer(&ground, exit.as_ref(), &letter).await;
                if let Err(error) = outbox::settle(&ground, &letter, fate).await {
                    tracing::warn!(%error, letter = %letter.id, "what became of a letter was not written down; it is offered again");
                }
            });
        }
        while let Some(offered) = offers.join_next().await {
            if let Err(error) = offered {
                tracing::error!(%error, "offering a letter ended before its time");
            }
        }
        Ok(count)
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
        subject: letter.subject.clone(),
        text: letter.text.clone(),
        html: Some(letter.html.clone()).filter(|html| !html.is_empty()),
        in_reply_to: letter.in_reply_to.clone(),
        references: letter.references.clone(),
        automatic: letter.automatic,
    }
}
