//! Taking a request in: the one act behind the form, mail, a member's typing and the API.

use ground::files::Kept;
use ground::threads::Thread;
use ground::{Actor, Ground, StoreError, TeamId, Tx, events, files, links, threads};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use promises::{NewPromise, What};
use serde_json::json;
use team::Stakeholder;
use web::Language;

use super::{Refused, checked, zone_of};
use crate::rules::terms::{Said, Terms};
use crate::rules::{Channel, State, UNPROVED_AN_HOUR, asked_at, file_name, subject_from};
use crate::store::conversation::{self, Attachment, Author, Message};
use crate::store::intake;
use crate::store::requests::{self, Request};
use crate::store::similar;
use crate::{AttachmentId, MessageId, RequestId, letters, worded};

/// The largest file that may lie beside a request, in bytes.
pub const LARGEST_FILE: usize = 25 * 1024 * 1024;

/// A file that came with a request.
#[derive(Debug, Clone)]
pub struct FileIn {
    /// As the sender called it.
    pub name: String,
    /// What the sender says it is.
    pub media_type: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// By which key a door knows that the same thing came again.
#[derive(Debug, Clone)]
pub struct Door {
    /// `form`, `mail`, `api` or `manual`.
    pub name: &'static str,
    /// The form's token, the Message-ID with its content print, the Idempotency-Key.
    pub key: String,
    /// A print of the content, where one key may not be used for two things.
    pub content_print: String,
}

/// What somebody asks for, whatever door it came by.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The door.
    pub channel: Channel,
    /// Who asks.
    pub from_address: String,
    /// Their name, where they gave it.
    pub from_name: Option<String>,
    /// Their unit, where it is known.
    pub unit: Option<String>,
    /// Their time zone, where they or their browser said it.
    pub zone: Option<String>,
    /// The language they chose or their browser asks for.
    pub language: Option<Language>,
    /// What it is about; made of the words if empty.
    pub subject: Option<String>,
    /// What they said.
    pub words: String,
    /// Quoted history and signature.
    pub folded: String,
    /// What was forwarded.
    pub forwarded: String,
    /// Which result should get better.
    pub result: Option<String>,
    /// A date that can't move.
    pub fixed_on: Option<Date>,
    /// For whom, and about how many.
    pub audience: Option<String>,
    /// Files beside it.
    pub files: Vec<FileIn>,
    /// When they asked; the clock starts here.
    pub asked_at: Timestamp,
    /// How the door knows it again.
    pub door: Option<Door>,
    /// The Message-ID, for mail.
    pub message_id: Option<String>,
    /// Whether they get the acknowledgement.
    pub acknowledge: bool,
    /// A note for the team, never shown to the stakeholder.
    pub note: Option<String>,
}

impl Ask {
    /// The least that makes a request: who, by which door, when and what.
    pub fn new(channel: Channel, from_address: &str, words: &str, asked_at: Timestamp) -> Self {
        Self {
            channel,
            from_address: from_address.trim().to_owned(),
            from_name: None,
            unit: None,
            zone: None,
            language: None,
            subject: None,
            words: words.to_owned(),
            folded: String::new(),
            forwarded: String::new(),
            result: None,
            fixed_on: None,
            audience: None,
            files: Vec::new(),
            asked_at,
            door: None,
            message_id: None,
            acknowledge: true,
            note: None,
        }
    }
}

/// What whoever asked may be told.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// The request, new or known.
    pub request: RequestId,
    /// Its number, as `R-218`.
    pub label: String,
    /// What it is about.
    pub subject: String,
    /// The stakeholder's name, or nothing.
    pub name: String,
    /// When they asked.
    pub received_at: Timestamp,
    /// By when they hear from the team.
    pub due_at: Timestamp,
    /// Why then: the promise's frozen explanation.
    pub explanation: String,
    /// The zone in which to tell them.
    pub zone: TimeZone,
    /// `false` if the same thing had come before.
    pub is_new: bool,
}

/// Takes a request in, promises an answer by a definite time, and queues the acknowledgement: all of it, or nothing.
///
/// # Errors
/// [`Refused`], in words for whoever asked.
pub async fn take_in(ground: &Ground, team: TeamId, actor: Actor, ask: Ask) -> Result<Receipt, Refused> {
    let ready = prepared(ground, team, ask).await?;
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let receipt = within(&mut tx, ground, team, actor, &ready).await?;
        tx.commit().await?;
        Ok(receipt)
    })
    .await
}

/// What somebody asks for, ready to be written: whatever takes time is done, since acts wait for each other.
pub(crate) struct Ready {
    pub ask: Ask,
    /// Its files, safe.
    pub kept: Vec<Kept>,
    /// What it is about.
    terms: Terms,
}

/// Checks what somebody asks for, makes its files safe and reads what it is about, before the transaction begins.
pub(crate) async fn prepared(ground: &Ground, team: TeamId, mut ask: Ask) -> Result<Ready, Refused> {
    ask.from_address = team::mail_address(&ask.from_address)?.to_owned();
    ask.words = match checked(&ask.words) {
        Ok(words) => words.to_owned(),
        // A mail may be its subject, its file or what it forwards.
        Err(Refused::NoWords) if ask.channel == Channel::Email => String::new(),
        Err(refused) => return Err(refused),
    };
    for text in [&mut ask.from_name, &mut ask.unit, &mut ask.subject, &mut ask.result, &mut ask.audience, &mut ask.note]
    {
        *text = text.take().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        if text.as_ref().is_some_and(|text| text.contains('\0')) {
            return Err(Refused::BadSign);
        }
    }
    let subject = ask.subject.take().unwrap_or_else(|| subject_from(&ask.words));
    ask.subject = Some(subject.chars().take(300).collect());
    let mut kept = Vec::with_capacity(ask.files.len());
    for file in &mut ask.files {
        kept.push(files::keep(ground, team, std::mem::take(&mut file.content)).await?);
    }
    let terms = Terms::of_request(&said(&ask), ask.language.unwrap_or_default());
    Ok(Ready { ask, kept, terms })
}

/// What an asking says about its matter.
fn said(ask: &Ask) -> Said<'_> {
    Said {
        subject: ask.subject.as_deref().unwrap_or_default(),
        words: &ask.words,
        forwarded: &ask.forwarded,
        result: ask.result.as_deref(),
        audience: ask.audience.as_deref(),
    }
}

/// The act itself, in a transaction that another act began.
pub(crate) async fn within(
    tx: &mut Tx,
    ground: &Ground,
    team_id: TeamId,
    actor: Actor,
    ready: &Ready,
) -> Result<Receipt, Refused> {
    let Ready { ask, kept, terms } = ready;
    let now = tx.now();
    let id = RequestId::new(now);
    if let Some(door) = &ask.door
        && let Some(entered) = intake::enter(tx, team_id, door.name, &door.key, &door.content_print, Some(id)).await?
    {
        if entered.content_print != door.content_print {
            return Err(Refused::KeyUsed);
        }
        let known = entered.request.ok_or(Refused::Unknown)?;
        return receipt_of(tx, team_id, known).await;
    }
    let team = team::teams::get(tx, team_id).await?.ok_or(Refused::Unknown)?;
    let in_force = team::calendar::current(tx, team_id).await?;
    let mut stakeholder = team::stakeholders::meet(tx, team_id, &ask.from_address, ask.from_name.as_deref()).await?;
    if describe(&mut stakeholder, ask) {
        team::stakeholders::describe(tx, &stakeholder).await?;
    }
    let received_at = asked_at(ask.asked_at, now);
    let promise =
        promises::computed(&in_force, received_at, now).map_err(|error| Refused::NoTime(error.to_string()))?;
    let number = requests::next_number(tx, team_id).await?;
    let label = format!("{}-{number}", team.prefix);
    let subject = ask.subject.clone().unwrap_or_default();
    let request = Request {
        team: team_id,
        id,
        number,
        subject: subject.clone(),
        channel: ask.channel,
        stakeholder: stakeholder.id,
        unit: stakeholder.unit.clone(),
        result: ask.result.clone(),
        fixed_on: ask.fixed_on,
        audience: ask.audience.clone(),
        state: State::Parked,
        received_at,
        created_at: now,
        closed_at: None,
        version: 1,
    };
    requests::insert(tx, &request, &ask.from_address.to_lowercase()).await?;
    let language = team::languages::of(tx, &stakeholder).await?;
    if terms.shows_language || terms.language == language {
        similar::note(tx, team_id, number, terms).await?;
    } else {
        // A text of few words says in no language; it is read in that of who asked.
        similar::note(tx, team_id, number, &Terms::of_request(&said(ask), language)).await?;
    }
    let link = links::mint(tx, ground.secret(), team_id, "request", id, None).await?;
    let thread = Thread {
        team: team_id,
        id: id.uuid(),
        label: label.clone(),
        title: subject.clone(),
        to_address: ask.from_address.clone(),
        to_name: stakeholder.name.clone(),
        from_name: team.name.clone(),
        reply_tag: reply_tag(&team.prefix, number),
        link: Some(link.id),
    };
    threads::open(tx, &thread).await?;
    if let Some(message_id) = &ask.message_id {
        threads::note(tx, team_id, id.uuid(), message_id, true, received_at).await?;
    }
    say(tx, &request, &stakeholder, ask, kept).await?;
    if let Some(note) = &ask.note {
        let by = match actor {
            Actor::Member(who) => team::members::get(tx, team_id, who.into()).await?,
            Actor::Stakeholder(_) | Actor::Token(_) | Actor::Machine(_) => None,
        };
        let name = by.map_or_else(String::new, |member| member.name);
        super::conversation::note_within(tx, team_id, id, actor, &name, note).await?;
    }
    let given = NewPromise { request: id.uuid(), to: stakeholder.id, what: What::FirstAnswer, computed: promise };
    let promise = promises::give(tx, team_id, actor, given).await?;
    let zone = zone_of(&stakeholder, &in_force);
    if ask.acknowledge && may_acknowledge(tx, team_id, ask).await? {
        let is_known = team.is_own(&ask.from_address) || ask.channel != Channel::Portal;
        let words = if is_known { ask.words.as_str() } else { "" };
        let own = team::wordings::of(tx, team_id, letters::ACKNOWLEDGEMENT, language.tag()).await?;
        let wording = own.unwrap_or_else(|| worded::came_with(language.tag()));
        let worded = letters::Words { wording: &wording, language };
        let letter = letters::acknowledgement(&thread, promise.due_at, &zone, now, words, &worded);
        ground::outbox::post(tx, ground, letter).await?;
    }
    let payload =
        json!({ "number": number, "channel": ask.channel.as_str(), "due_at": promise.due_at.as_millisecond() });
    events::record(tx, team_id, actor, "request.taken-in", id, payload).await?;
    Ok(Receipt {
        request: id,
        label,
        subject,
        name: stakeholder.name,
        received_at,
        due_at: promise.due_at,
        explanation: promise.explanation,
        zone,
        is_new: true,
    })
}

/// What this asking adds to what is known of the stakeholder.
fn describe(stakeholder: &mut Stakeholder, ask: &Ask) -> bool {
    let before = stakeholder.clone();
    if ask.unit.is_some() {
        stakeholder.unit.clone_from(&ask.unit);
    }
    // By the form anybody can say where somebody is and what they read: it counts only while nothing is known.
    if stakeholder.zone.is_none() || ask.channel != Channel::Portal {
        stakeholder.zone = ask.zone.as_deref().and_then(team::zone_named).or(stakeholder.zone.take());
    }
    if stakeholder.language.is_none() || ask.channel != Channel::Portal {
        let said = ask.language.map(|language| language.tag().to_owned());
        stakeholder.language = said.or(stakeholder.language.take());
    }
    *stakeholder != before
}

/// The address tag: the number, so that a person can tell, and a secret, so that nobody can guess a way into another's conversation.
fn reply_tag(prefix: &str, number: i64) -> String {
    let secret: String = ground::fresh_token().chars().take(10).collect();
    format!("{}{number}-{secret}", prefix.to_lowercase())
}

async fn may_acknowledge(tx: &mut Tx, team: TeamId, ask: &Ask) -> Result<bool, StoreError> {
    if ask.channel != Channel::Portal {
        return Ok(true);
    }
    let hour_ago = tx.now().checked_sub(jiff::SignedDuration::from_hours(1)).unwrap_or(Timestamp::MIN);
    let address = ask.from_address.as_str();
    Ok(ground::outbox::written_to(tx, team, letters::ACKNOWLEDGEMENT, address, hour_ago).await? < UNPROVED_AN_HOUR)
}

/// Writes the words and files of an asking into its conversation.
async fn say(tx: &mut Tx, request: &Request, who: &Stakeholder, ask: &Ask, kept: &[Kept]) -> Result<(), StoreError> {
    let message = Message {
        id: MessageId::new(tx.now()),
        request: request.id,
        author: Author::Asked,
        author_id: Some(who.id.uuid()),
        author_name: who.name.clone(),
        words: ask.words.clone(),
        folded: ask.folded.clone(),
        forwarded: ask.forwarded.clone(),
        at: request.received_at,
        settled_at: Some(tx.now()),
    };
    conversation::insert(tx, request.team, &message, ask.message_id.as_deref()).await?;
    attach(tx, request.team, &message, &ask.files, kept).await
}

/// Lays files beside a message.
pub(crate) async fn attach(
    tx: &mut Tx,
    team: TeamId,
    message: &Message,
    named: &[FileIn],
    kept: &[Kept],
) -> Result<(), StoreError> {
    for (file, kept) in named.iter().zip(kept) {
        files::put(tx, kept).await?;
        let attachment = Attachment {
            id: AttachmentId::new(tx.now()),
            request: message.request,
            message: message.id,
            name: file_name(&file.name),
            media_type: file.media_type.clone(),
            print: kept.print.clone(),
            size_bytes: kept.size_bytes,
        };
        conversation::attach(tx, team, &attachment).await?;
    }
    Ok(())
}

/// What was told when this request was taken in.
async fn receipt_of(tx: &mut Tx, team: TeamId, id: RequestId) -> Result<Receipt, Refused> {
    let request = requests::find(tx, team, id).await?.ok_or(Refused::Unknown)?;
    let thread = threads::get(tx, team, id.uuid()).await?.ok_or(Refused::Unknown)?;
    let stakeholder = team::stakeholders::get(tx, team, request.stakeholder).await?.ok_or(Refused::Unknown)?;
    let in_force = team::calendar::current(tx, team).await?;
    let promise = promises::of_request(tx, team, id.uuid()).await?.into_iter().next().ok_or(Refused::Unknown)?;
    Ok(Receipt {
        request: id,
        label: thread.label,
        subject: request.subject,
        zone: zone_of(&stakeholder, &in_force),
        name: stakeholder.name,
        received_at: request.received_at,
        due_at: promise.due_at,
        explanation: promise.explanation,
        is_new: false,
    })
}
