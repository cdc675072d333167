//! Watches one mailbox by IMAP and hands over what arrives, message by message, in order. What a message means, whether it was
//! there before, and the transaction that keeps it are the [`Intake`]'s; which server of several watches is decided by a lease
//! outside.

mod heard;
mod pause;
mod round;
mod session;

use std::{convert::Infallible, fmt::Display, future::Future, time::Duration};

use jiff::Timestamp;
use tokio::sync::watch;

pub use crate::server::{Mend, Secret, Security, Server, SignIn, Trouble};
use pause::Pause;
use round::Stumble;
use session::Session;

/// The mark that a message gets in the mailbox after it was committed, for people who look there with a mail program. It decides
/// nothing: the place does.
pub const TAKEN: &str = "$OffwheelTaken";

/// The mailbox of a team and how it is watched.
#[derive(Debug, Clone)]
pub struct Mailbox {
    /// The server it lies on.
    pub server: Server,
    /// The account.
    pub sign_in: SignIn,
    /// The folder that is read: `INBOX` as a rule. Plain ASCII.
    pub folder: String,
    /// Tell of new mail at once where the server can (IDLE). Switched off, it is looked every `poll_every`.
    pub idle: bool,
    /// How long at most between two looks, also while the server tells.
    pub poll_every: Duration,
    /// A larger message is not fetched: of it only the header is handed over.
    pub largest_bytes: u32,
}

/// A message in a mailbox: valid as long as the mailbox keeps its UIDVALIDITY.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which numbering the UID belongs to. A mailbox that was restored or moved gets another.
    pub uidvalidity: u32,
    /// The number; later messages have higher ones. 0 stands before the first.
    pub uid: u32,
}

/// Up to where a mailbox was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// Everything up to here was handed over, or lay there at the start.
    pub place: Place,
    /// The later of the instant the mailbox was connected and the arrival of the last message taken. After a new UIDVALIDITY it
    /// tells what is new.
    pub read_at: Timestamp,
}

/// A message that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// The place to commit together with the message. After a change of UIDVALIDITY several messages come with the place that
    /// was reached already: it must not be used to tell whether a message is new.
    pub place: Place,
    /// When it reached the mailbox (INTERNALDATE). None if the server does not say.
    pub arrived_at: Option<Timestamp>,
    /// Its size as the server counts it.
    pub size_bytes: u32,
    /// What there is of it.
    pub content: Content,
}

/// What the server gave of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The message as it lies in the mailbox.
    Whole(Vec<u8>),
    /// It is over the limit; only its header was fetched.
    TooLarge {
        /// The header, as far as the server gave it.
        header: Vec<u8>,
    },
    /// The server failed to give it several times. It lies in the mailbox, for a person to look at.
    NotGiven {
        /// The header, as far as the server gave it.
        header: Vec<u8>,
        /// What happened, in a sentence.
        why: String,
    },
}

/// Where arriving mail goes. Each function returns after its commit.
pub trait Intake: Send + Sync {
    /// Why it could not be committed, in words; the same message is tried again after a while.
    type Error: Display + Send;

    /// Up to where the mailbox was read; none before the first connection.
    fn reached(&self) -> impl Future<Output = Result<Option<Reached>, Self::Error>> + Send;

    /// Reading begins (again) behind `place`. `waiting` messages lie there that are not taken in by themselves: they are to be
    /// offered for import. Happens at the first connection and after each change of UIDVALIDITY.
    fn start_at(&self, place: Place, waiting: u32) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// Commits the message and its place in one transaction. A message may come again (a crash before the commit, another
    /// server at the mailbox, a new UIDVALIDITY): once is enough. What can't be read is kept for a member to see; an error
    /// is only for what will pass, since the messages behind wait.
    fn take(&self, mail: Arrived) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// The present instant, for what is told of the mailbox.
    fn now(&self) -> Timestamp;
}

/// How it stands with a mailbox, for the pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// The last instant at which everything there was taken in.
    pub read_at: Option<Timestamp>,
    /// What keeps mail from being taken in since then; none if all is well.
    pub trouble: Option<Trouble>,
}

/// Watches the mailbox until `stop` becomes true or its other end is gone; connects again after every trouble.
///
/// It ends at once, also in the middle of a message: what was not committed comes again the next time.
pub async fn attend<I: Intake>(
    mailbox: &Mailbox,
    intake: &I,
    standing: &watch::Sender<Standing>,
    mut stop: watch::Receiver<bool>,
) {
    tokio::select! {
        biased;
        _ends = stop.wait_for(|stop| *stop) => {}
        never = keep_attending(mailbox, intake, standing) => match never {},
    }
}

/// Tries the settings: finds the host, connects, encrypts, signs in, opens the folder. Returns how many messages lie there.
///
/// # Errors
/// What is wrong, in words for the settings page.
pub async fn check(mailbox: &Mailbox) -> Result<u32, Trouble> {
    let mut session = Session::open(mailbox).await?;
    Ok(session.select(&mailbox.folder).await?.exists)
}

async fn keep_attending<I: Intake>(mailbox: &Mailbox, intake: &I, standing: &watch::Sender<Standing>) -> Infallible {
    let mut pause = Pause::default();
    let mut stumble = Stumble::default();
    loop {
        let Err(trouble) = attend_once(mailbox, intake, standing, &mut pause, &mut stumble).await;
        tracing::warn!(host = mailbox.server.host, user = mailbox.sign_in.user, "mail is not read: {trouble}");
        let wait = pause.after(trouble.mend);
        standing.send_modify(|standing| standing.trouble = Some(trouble));
        tokio::time::sleep(wait).await;
    }
}

/// One connection, from its beginning to the trouble that ends it.
async fn attend_once<I: Intake>(
    mailbox: &Mailbox,
    intake: &I,
    standing: &watch::Sender<Standing>,
    pause: &mut Pause,
    stumble: &mut Stumble,
) -> Result<Infallible, Trouble> {
    let mut session = Session::open(mailbox).await?;
    let folder = session.select(&mailbox.folder).await?;
    loop {
        round::take_in(&mut session, &folder, mailbox, intake, stumble).await?;
        pause.is_over();
        standing.send_replace(Standing { read_at: Some(intake.now()), trouble: None });
        session.wait_for_mail(mailbox).await?;
    }
}
