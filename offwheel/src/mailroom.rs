//! Mail in: joins the mailbox edge to the requests room. The edge reads a letter and names the clues; here they are looked up, and it is
//! decided what the letter becomes.

use std::time::Duration;

use ground::{Ground, StoreError, TeamId, Tx, leases, threads};
use jiff::{SignedDuration, Timestamp};
use mail::inbox::{self, Content, Mailbox, Reached, Standing};
use mail::read::{By, Clue, Conclusion, Kind, Own, Reading, Why, read};
use requests::conversation::Reply;
use requests::{Ask, Author, Channel, Disposition, Door, FileIn, RequestId};
use tokio::sync::watch;

/// How long a mailbox stays with one server that does not renew its claim.
const CLAIM: SignedDuration = SignedDuration::from_secs(60);
const RENEW_EVERY: Duration = Duration::from_secs(20);

/// One mailbox and the team it belongs to.
pub struct Mailroom {
    ground: Ground,
    team: TeamId,
    /// Its address, by which its place is remembered.
    name: String,
    own: Own,
}

impl Mailroom {
    /// The mailbox `name` of a team, with what is ours by its addresses.
    pub fn new(ground: Ground, team: TeamId, name: String, own: Own) -> Self {
        Self { ground, team, name, own }
    }

    /// Reads the mailbox until `stop`, whenever no other server does.
    pub async fn attend(&self, mailbox: &Mailbox, standing: &watch::Sender<Standing>, mut stop: watch::Receiver<bool>) {
        let lease = format!("mailbox:{}:{}", self.team, self.name);
        let holder = holder(&self.ground);
        while !*stop.borrow() {
            match leases::hold(&self.ground, &lease, &holder, CLAIM).await {
                Ok(true) => {
                    tokio::select! {
                        () = inbox::attend(mailbox, self, standing, stop.clone()) => {}
                        () = self.keep(&lease, &holder) => {}
                    }
                }
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, "the claim on a mailbox could not be asked for"),
            }
            tokio::select! {
                _ends = stop.wait_for(|stop| *stop) => {}
                () = tokio::time::sleep(RENEW_EVERY) => {}
            }
        }
        if let Err(error) = leases::let_go(&self.ground, &lease, &holder).await {
            tracing::warn!(%error, "the claim on a mailbox was not given back; it ends by itself");
        }
    }

    /// Returns when the claim is lost.
    async fn keep(&self, lease: &str, holder: &str) {
        loop {
            tokio::time::sleep(RENEW_EVERY).await;
            match leases::hold(&self.ground, lease, holder, CLAIM).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => tracing::warn!(%error, "the claim on a mailbox could not be renewed"),
            }
        }
    }

    async fn joined(&self, reading: &Reading) -> Result<Option<(RequestId, By)>, StoreError> {
        let mut tx = self.ground.read().await?;
        for clue in reading.clues() {
            if let Some(request) = self.named_by(&mut tx, clue).await? {
                return Ok(Some((request, clue.by())));
            }
        }
        Ok(None)
    }

    async fn named_by(&self, tx: &mut Tx, clue: &Clue) -> Result<Option<RequestId>, StoreError> {
        let team = self.team;
        let thread = match clue {
            Clue::References(ids) | Clue::DsnOriginalMessageId(ids) | Clue::MessageIdInText(ids) => {
                first_known(tx, team, ids).await?
            }
            Clue::OwnMessageId(id) => threads::find(tx, team, id).await?,
            Clue::PlusTag(tag) => threads::by_tag(tx, team, tag).await?.map(|thread| thread.id),
            Clue::SubjectTag(number) => {
                let label = format!("{}-{number}", self.own.subject_prefix);
                threads::by_label(tx, team, &label).await?.map(|thread| thread.id)
            }
            Clue::SubjectAndSender { subject, sender } => {
                let found = requests::readings::by_subject_and_sender(tx, team, subject, sender).await?;
                found.map(|request| request.id.uuid())
            }
        };
        Ok(thread.map(RequestId::from))
    }

    async fn disposed(&self, reading: Reading, arrived_at: Timestamp) -> Result<Disposition, StoreError> {
        let joined = self.joined(&reading).await?;
        let conclusion = reading.concluded(joined.map(|(_, by)| by));
        Ok(match (conclusion.kind, conclusion.tray, joined) {
            (Kind::NewRequest, None, _) => Disposition::New(Box::new(asking(reading, conclusion, arrived_at))),
            (Kind::Reply | Kind::List, None, Some((request, _))) => {
                joining(reading, request, Author::Stakeholder, arrived_at)
            }
            (Kind::Bounce, None, Some((request, _))) if reading.why == Some(Why::Undelivered) => {
                returned(&reading, request)
            }
            (Kind::Automatic | Kind::Bounce, None, Some((request, _))) => {
                joining(reading, request, Author::Machine, arrived_at)
            }
            (_, why, _) => in_tray(reading, why.unwrap_or(Why::Machine)),
        })
    }
}

/// In whose name a mailbox is claimed. The embedded database serves one process alone, so what its forerunner claimed before it died is
/// taken over at once; of several servers each claims for itself.
pub(crate) fn holder(ground: &Ground) -> String {
    if ground.database().is_embedded() { "the only process".to_owned() } else { ground::fresh_token() }
}

async fn first_known(tx: &mut Tx, team: TeamId, ids: &[String]) -> Result<Option<ground::uuid::Uuid>, StoreError> {
    for id in ids {
        if let Some(thread) = threads::find(tx, team, id).await? {
            return Ok(Some(thread));
        }
    }
    Ok(None)
}

impl inbox::Intake for Mailroom {
    type Error = requests::Refused;

    async fn reached(&self) -> Result<Option<Reached>, Self::Error> {
        let mut tx = self.ground.read().await?;
        let reached = requests::readings::place(&mut tx, self.team, &self.name).await?;
        Ok(reached.and_then(|(place, read_at, _)| {
            let place =
                inbox::Place { uidvalidity: place.uidvalidity.try_into().ok()?, uid: place.uid.try_into().ok()? };
            Some(Reached { place, read_at })
        }))
    }

    async fn start_at(&self, place: inbox::Place, waiting: u32) -> Result<(), Self::Error> {
        requests::start_at(&self.ground, self.team, &self.place(place), waiting.into()).await
    }

    async fn take(&self, letter: inbox::Arrived) -> Result<(), Self::Error> {
        let now = self.ground.now();
        let arrived_at = letter.arrived_at.map_or(now, |at| at.min(now));
        let (bytes, why) = match &letter.content {
            Content::Whole(raw) => (raw, None),
            Content::TooLarge { header } => (header, Some(Why::TooLarge)),
            Content::NotGiven { header, .. } => (header, Some(Why::Unreadable)),
        };
        let mut reading = read(bytes, &self.own);
        reading.compare_date(now);
        let entry_key = entry_key(&reading);
        let message_id = reading.message_id.clone();
        let disposition = match why {
            None => self.disposed(reading, arrived_at).await?,
            Some(why) => in_tray(reading, why),
        };
        let raw = match letter.content {
            Content::Whole(raw) => Some(raw),
            Content::TooLarge { .. } | Content::NotGiven { .. } => None,
        };
        let arrived = requests::Arrived {
            disposition,
            entry_key,
            message_id,
            arrived_at,
            raw,
            size_bytes: letter.size_bytes.into(),
            place: Some(self.place(letter.place)),
        };
        requests::arrive(&self.ground, self.team, arrived).await?;
        Ok(())
    }

    fn now(&self) -> Timestamp {
        self.ground.now()
    }
}

impl Mailroom {
    fn place(&self, place: inbox::Place) -> requests::Place {
        requests::Place { mailbox: self.name.clone(), uidvalidity: place.uidvalidity.into(), uid: place.uid.into() }
    }
}

/// By which a second delivery of the same letter is known: both its id and its content.
fn entry_key(reading: &Reading) -> String {
    let print: String = reading.content_print.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}|{print}", reading.message_id.as_deref().unwrap_or_default())
}

fn asking(reading: Reading, conclusion: Conclusion, arrived_at: Timestamp) -> Ask {
    let entry_key = entry_key(&reading);
    let folded = folded(&reading);
    let (address, name) = reading.sender.map(|sender| (sender.address, sender.name)).unwrap_or_default();
    let mut ask = Ask::new(Channel::Email, &address, &reading.new_text, arrived_at);
    ask.from_name = Some(name);
    ask.subject = Some(reading.subject);
    ask.folded = folded;
    ask.forwarded = reading.forwarded_text.unwrap_or_default();
    ask.files = reading.attachments.into_iter().map(file_in).collect();
    ask.door = Some(Door { name: "mail", key: entry_key, content_print: String::new() });
    ask.message_id = reading.message_id;
    ask.acknowledge = conclusion.should_acknowledge;
    ask
}

fn joining(reading: Reading, request: RequestId, author: Author, arrived_at: Timestamp) -> Disposition {
    let folded = folded(&reading);
    let sender = reading.sender;
    let author_name = sender.as_ref().map(|sender| if sender.name.is_empty() { &sender.address } else { &sender.name });
    let author_name = author_name.cloned().unwrap_or_default();
    let from_address = sender.filter(|_| author == Author::Stakeholder).map(|sender| sender.address);
    let reply = Reply {
        author,
        author_name,
        words: reading.new_text,
        folded,
        forwarded: reading.forwarded_text.unwrap_or_default(),
        files: reading.attachments.into_iter().map(file_in).collect(),
        message_id: reading.message_id,
        at: arrived_at,
    };
    Disposition::Joins { request, reply: Box::new(reply), from_address }
}

fn returned(reading: &Reading, request: RequestId) -> Disposition {
    let ids = reading.clues().iter().find_map(|clue| match clue {
        Clue::DsnOriginalMessageId(ids) | Clue::MessageIdInText(ids) | Clue::References(ids) => ids.first().cloned(),
        Clue::PlusTag(_) | Clue::SubjectTag(_) | Clue::SubjectAndSender { .. } | Clue::OwnMessageId(_) => None,
    });
    let told = reading.folded.first().map(|folded| folded.text.as_str()).unwrap_or_default();
    let told = told.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("The mail server gave no reason.");
    Disposition::Returned {
        original: ids.unwrap_or_default(),
        why: format!("A letter came back: {told}"),
        request: Some(request),
    }
}

fn in_tray(reading: Reading, why: Why) -> Disposition {
    let (from_address, from_name) = reading.sender.map(|sender| (sender.address, sender.name)).unwrap_or_default();
    let words = if reading.new_text.trim().is_empty() {
        reading.folded.first().map(|folded| folded.text.clone()).unwrap_or_default()
    } else {
        reading.new_text
    };
    Disposition::Tray {
        reason: why.as_str().to_owned(),
        why: why.words().to_owned(),
        from_address,
        from_name,
        subject: reading.subject,
        words,
    }
}

fn folded(reading: &Reading) -> String {
    reading.folded.iter().map(|folded| folded.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn file_in(file: mail::read::Attachment) -> FileIn {
    FileIn { name: file.name, media_type: file.content_type, content: file.bytes }
}
