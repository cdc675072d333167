//! Hands letters to the mail server of the settings by SMTP and tells for each what became of it. When and how often a
//! letter is tried again is decided by whoever keeps the outbox, never here.

mod connection;

use std::{
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use lettre::Address;
use tokio::{sync::Semaphore, time::Instant};

use crate::address::postal;
pub use crate::server::{Mend, Secret, Security, Server, SignIn, Trouble};
use connection::Connection;

/// How long an unused connection is kept for the next letter. Servers close theirs after some minutes.
const KEPT_FOR: Duration = Duration::from_secs(20);

/// The server that takes our mail.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    /// Where it is. The answer to the end of a letter may take three times its timeout, since giving up there makes duplicates.
    pub server: Server,
    /// Name and password, where it asks for them.
    pub sign_in: Option<SignIn>,
    /// The name we greet with: the host of the public address.
    pub hello_name: String,
    /// How many letters may be on their way at once.
    pub connections: usize,
}

/// What became of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The server has it and is now responsible for it.
    Taken {
        /// What it said, with its queue number as a rule.
        reply: String,
    },
    /// It was not taken, but may be later.
    TryAgain {
        /// What happened, in a sentence.
        why: String,
        /// The server's reply code, where there was a reply.
        code: Option<u16>,
        /// Whether waiting helps or an administrator must look at the settings.
        mend: Mend,
    },
    /// It will not be taken as it is: a member must correct the address or the letter.
    Refused {
        /// What happened, in a sentence.
        why: String,
        /// The server's reply code; none if we saw it ourselves.
        code: Option<u16>,
    },
    /// The line broke after the letter was handed over and before the receipt: it may have been taken. To be sent again with
    /// the same Message-ID, so that it is one letter for its reader.
    Unknown {
        /// What happened, in a sentence.
        why: String,
    },
}

/// The way out to one mail server. Cloning is cheap; the clones share connections.
#[derive(Debug, Clone)]
pub struct Sender {
    settings: Arc<SmtpSettings>,
    places: Arc<Semaphore>,
    kept: Arc<Kept>,
}

impl Sender {
    /// Nothing is connected before the first letter.
    pub fn new(settings: SmtpSettings) -> Self {
        let places = Arc::new(Semaphore::new(settings.connections.max(1)));
        Self { settings: Arc::new(settings), places, kept: Arc::default() }
    }

    /// Sends one message, complete with its headers, to one person. An empty `envelope_from` is the null sender: nobody is
    /// told of a bounce.
    pub async fn send(&self, envelope_from: &str, to: &str, message: &[u8]) -> Outcome {
        let (from, to) = match envelope(envelope_from, to) {
            Ok(envelope) => envelope,
            Err(why) => return Outcome::Refused { why, code: None },
        };
        let place = match self.places.acquire().await {
            Ok(place) => place,
            Err(closed) => return Trouble::passing(closed.to_string()).into(),
        };
        let mut connection = match self.connection().await {
            Ok(connection) => connection,
            Err(trouble) => return trouble.into(),
        };
        let outcome = connection.deliver(from, to, message).await;
        if connection.is_usable() {
            self.kept.keep(connection);
        }
        drop(place);
        outcome
    }

    /// Tries the settings without sending anything: finds the host, connects, encrypts, signs in.
    ///
    /// # Errors
    /// What is wrong, in words for the settings page.
    pub async fn check(&self) -> Result<(), Trouble> {
        Connection::open(&self.settings).await?.quit().await;
        Ok(())
    }

    /// A kept connection may have been closed by the server without a word: each is tried before it is trusted with a letter.
    async fn connection(&self) -> Result<Connection, Trouble> {
        while let Some(mut kept) = self.kept.next() {
            if kept.answers().await {
                return Ok(kept);
            }
        }
        Connection::open(&self.settings).await
    }
}

fn envelope(from: &str, to: &str) -> Result<(Option<Address>, Address), String> {
    let from = if from.is_empty() { None } else { Some(postal(from).map_err(|wrong| wrong.to_string())?) };
    Ok((from, postal(to).map_err(|wrong| wrong.to_string())?))
}

impl From<Trouble> for Outcome {
    fn from(trouble: Trouble) -> Self {
        Self::TryAgain { why: trouble.why, code: trouble.code, mend: trouble.mend }
    }
}

/// Open connections between two letters, each with the instant until which it is kept.
#[derive(Debug, Default)]
struct Kept(Mutex<Vec<(Instant, Connection)>>);

impl Kept {
    fn next(&self) -> Option<Connection> {
        self.lock().pop().map(|(_until, connection)| connection)
    }

    fn keep(self: &Arc<Self>, connection: Connection) {
        let until = Instant::now() + KEPT_FOR;
        self.lock().push((until, connection));
        tokio::spawn(close_after(until, Arc::downgrade(self)));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<(Instant, Connection)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Says goodbye on connections that nobody wanted any more.
async fn close_after(until: Instant, kept: Weak<Kept>) {
    tokio::time::sleep_until(until).await;
    let Some(kept) = kept.upgrade() else { return };
    let old: Vec<_> = kept.lock().extract_if(.., |(its_end, _)| *its_end <= until).collect();
    for (_, connection) in old {
        connection.quit().await;
    }
}
