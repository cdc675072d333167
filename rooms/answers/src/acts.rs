mod upgrade;

use std::fmt;
use std::str::FromStr;

use blocks::BlockKey;
use ground::threads::{self, Thread};
use ground::{Ground, IdError, Kept, StoreError, TeamId, Tx, events, outbox};
use jiff::Timestamp;
use options::Way;
use promises::{NewPromise, What};
use requests::{NoEmergency, Request, RequestId, State};
use serde_json::json;
use team::{InForce, Member, Stakeholder};
use web::Language;
use web::when::When;

use crate::rules::{self, Answer, Facts, Kind, Missing, Outside, OutsideWhy, Parts, WAYS, Why, field, way_field};
use crate::store::{self, Draft, Sent, Where};
pub use upgrade::{Cannot, ask_additions, fill, may_still_say, reply_additions, set_order, waive};
pub(crate) use upgrade::{LONGEST, preview_questions};

use crate::upgrade::Near;
use crate::{AnswerId, letters, say};

/// How far ahead blocks are looked for when something is put off.
const AHEAD_DAYS: i64 = 92;

/// Why an act was not done, in the words the member reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no such request in this team.
    #[error("This request is not there. Look at the list of requests.")]
    Unknown,
    /// The request is closed, withdrawn or spam.
    #[error("This request is over. A new note from the stakeholder opens it again.")]
    Over,
    /// Something is missing.
    #[error("The answer is not whole yet: {0}")]
    NotWhole(NotWhole),
    /// Somebody else changed the draft since.
    #[error("{} changed this answer while you had it open. Look at what stands there now, and add yours.", .0.by)]
    Lost(Box<Lost>),
    /// Somebody sent an answer since.
    #[error("An answer was sent while you had this open. Look at the request before you write another.")]
    AnsweredMeanwhile,
    /// There is nothing to send.
    #[error("There is no answer to send yet. Write it first.")]
    NoDraft,
    /// It was to go out in a block that is not open.
    #[error("This block is not open any more. Open the next one, or answer outside a block.")]
    BlockNotOpen,
    /// It was to go out in the time of others.
    #[error("This block is the time of colleagues. They send in it, or the lead does.")]
    BlockNotTheirs,
    /// It waits for no block, or was changed since.
    #[error("This answer was changed after it was made ready. Read it again before it is sent.")]
    NotReady,
    /// It is not scheduled, or not any more.
    #[error("This answer is not scheduled any more: it was sent, or taken back. Look at the request.")]
    NotScheduled,
    /// It can't go out at the chosen time.
    #[error("{0}")]
    CannotSchedule(String),
    /// The promise would be broken before the block ends.
    #[error("This is promised by {0}, and the block ends after that. Send it now.")]
    DueBeforeTheEnd(String),
    /// What the order gains can't be kept.
    #[error(transparent)]
    Order(Box<Cannot>),
    /// The request can't stand where the answer leads.
    #[error(transparent)]
    Request(#[from] requests::Refused),
    /// No time can be promised.
    #[error(transparent)]
    NoTime(#[from] promises::NoTime),
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ground::Passing for Refused {
    fn is_passing(&self) -> bool {
        match self {
            Self::Store(error) => error.is_passing(),
            Self::Request(refused) => refused.is_passing(),
            Self::Order(cannot) => cannot.is_passing(),
            Self::Unknown
            | Self::Over
            | Self::NotWhole(_)
            | Self::Lost(_)
            | Self::AnsweredMeanwhile
            | Self::NoDraft
            | Self::BlockNotOpen
            | Self::BlockNotTheirs
            | Self::NotReady
            | Self::NotScheduled
            | Self::CannotSchedule(_)
            | Self::DueBeforeTheEnd(_)
            | Self::NoTime(_) => false,
        }
    }
}

/// What is missing before an answer can go out: the name of a field, and what to do there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotWhole(pub Vec<(String, String)>);

impl fmt::Display for NotWhole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.0.iter().map(|(_, words)| words.as_str()).collect();
        f.write_str(&words.join(" "))
    }
}

/// Somebody else's words stand in the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Whose.
    pub by: String,
    /// What stands there now.
    pub draft: Draft,
}

/// What a page had before it when it was opened: how many answers were sent, and which version of the draft.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Base {
    /// How many answers the request had.
    pub answers: i64,
    /// The version of the draft; 0 if there was none.
    pub version: i64,
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.answers, self.version)
    }
}

impl FromStr for Base {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let (answers, version) = text.split_once('.').ok_or(IdError)?;
        let number = |text: &str| text.parse().map_err(|_no_number| IdError);
        Ok(Self { answers: number(answers)?, version: number(version)? })
    }
}

/// What a member typed: the kind they picked, and fields by name. A field that is not among them stays as it was kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// The kind; none leaves it.
    pub kind: Option<Kind>,
    /// Fields as typed.
    pub typed: Vec<(String, String)>,
}

impl Written {
    fn onto(&self, kind: Option<Kind>, mut parts: Parts) -> (Option<Kind>, Parts) {
        for (field, typed) in &self.typed {
            parts.set(field, typed);
        }
        (self.kind.or(kind), parts)
    }
}

/// Keeps what is typed as it is typed. Whoever is alone in a draft may go on from any version of their own; what somebody else wrote since
/// is never overwritten.
///
/// # Errors
/// [`Refused::Lost`] with what stands there now.
pub async fn keep(
    ground: &Ground,
    who: &Member,
    request: RequestId,
    written: &Written,
    base: Base,
) -> Result<Draft, Refused> {
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let draft = kept(&mut tx, who, request, written, base).await?;
        tx.commit().await?;
        Ok(draft)
    })
    .await
}

async fn kept(tx: &mut Tx, who: &Member, request: RequestId, written: &Written, base: Base) -> Result<Draft, Refused> {
    let now = tx.now();
    writable(tx, who.team, request, base.answers).await?;
    let Some(before) = store::draft_of(tx, who.team, request).await? else {
        let (kind, parts) = written.onto(None, Parts::default());
        let kept = Kept::new(who.id);
        let draft =
            Draft { team: who.team, request, kind, parts, outside: None, ready_in: None, changed_at: now, kept };
        store::add_draft(tx, &draft).await.map_err(busy_if_raced)?;
        return Ok(draft);
    };
    let (kind, parts) = written.onto(before.kind, before.parts.clone());
    if (kind, &parts) == (before.kind, &before.parts) {
        return Ok(before);
    }
    let is_blank = before.kind.is_none() && before.parts.is_empty();
    if !is_blank && !before.kept.may_be_changed(&who.id, base.version) {
        return Err(lost(tx, before).await?);
    }
    let kept = before.kept.changed(who.id);
    let kept = if is_blank { Kept { found: 0, ..kept } } else { kept };
    let draft = Draft { kind, parts, ready_in: None, changed_at: now, kept, ..before };
    store::save_draft(tx, &draft, before.kept.version).await.map_err(busy_if_raced)?;
    Ok(draft)
}

/// Says why an answer goes out outside a block. Asked once; it stays with the draft until that is sent, and with the answer after.
///
/// # Errors
/// [`NoEmergency::NoKind`] for an exception where the request is not marked as one; [`say_exception`] marks it.
pub async fn say_outside(ground: &Ground, who: &Member, request: RequestId, outside: &Outside) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    open_request(&mut tx, who.team, request).await?;
    is_emergency(&mut tx, who.team, request, outside).await?;
    store::say_outside(&mut tx, who.team, request, outside, who.id).await?;
    Ok(tx.commit().await?)
}

/// The same for one of the exceptions named in advance: the request is marked as an emergency of that kind, and counted.
pub async fn say_exception(
    ground: &Ground,
    who: &Member,
    request: RequestId,
    kind: &str,
    why: &str,
) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    open_request(&mut tx, who.team, request).await?;
    requests::emergencies::mark(&mut tx, who, request, kind, why).await?;
    let outside = Outside { why: OutsideWhy::Exception, words: why.trim().to_owned() };
    store::say_outside(&mut tx, who.team, request, &outside, who.id).await?;
    Ok(tx.commit().await?)
}

/// Sends the answer and keeps the promise: all of it, or nothing. `base` is what the sender had before them.
pub async fn send(
    ground: &Ground,
    who: &Member,
    request: RequestId,
    base: Base,
    place: &Where,
) -> Result<Sent, Refused> {
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let (request, draft) = same_draft(&mut tx, who.team, request, base).await?;
        if let Where::InBlock(key) = place {
            is_open(&mut tx, who, *key).await?;
        }
        let sent = sent(&mut tx, ground, who, &request, draft, place.clone()).await?;
        tx.commit().await?;
        Ok(sent)
    })
    .await
}

/// Sends an answer that was made ready, at the end of its block and while that is still open.
///
/// # Errors
/// [`Refused::NotReady`] if it was changed since it was made ready.
pub async fn send_ready(ground: &Ground, who: &Member, request: RequestId, block: BlockKey) -> Result<Sent, Refused> {
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let request = open_request(&mut tx, who.team, request).await?;
        let draft = store::draft_of(&mut tx, who.team, request.id).await?.ok_or(Refused::NoDraft)?;
        if draft.ready_in != Some(block) {
            return Err(Refused::NotReady);
        }
        is_open(&mut tx, who, block).await?;
        let sent = sent(&mut tx, ground, who, &request, draft, Where::InBlock(block)).await?;
        tx.commit().await?;
        Ok(sent)
    })
    .await
}

/// Sends what stands in a draft, within a transaction of the caller, who knows that it may go out from there.
pub(crate) async fn sent(
    tx: &mut Tx,
    ground: &Ground,
    who: &Member,
    request: &Request,
    draft: Draft,
    place: Where,
) -> Result<Sent, Refused> {
    let now = tx.now();
    let place = of_emergency(tx, who.team, request.id, place).await?;
    let in_force = team::calendar::current(tx, who.team).await?;
    let (answer, ways) = whole(tx, request, &in_force, &draft).await?;
    store::drop_draft(tx, &draft).await.map_err(busy_if_raced)?;
    // Whatever was scheduled for it is settled by this one.
    store::scheduled::forget(tx, who.team, request.id).await?;
    let (thread, reading) = reading(tx, &in_force, request).await?;
    let language = reading.language();
    let letter = letters::letter(&thread, &answer, &ways, &who.name, &reading);
    let letter = outbox::post(tx, ground, letter.draft(letters::ANSWER)).await?;
    promises::fulfil(tx, who.team, request.id.uuid(), who.actor()).await.map_err(busy_if_raced)?;
    upgrade::taken(tx, who, request, &answer, letter).await?;
    follow(tx, who, request, &answer, ways, (&in_force, language)).await?;
    requests::conversation::settle(tx, who.team, request.id, who.actor()).await?;
    let id = AnswerId::new(now);
    let (kind, parts) = (answer.kind(), draft.parts);
    let sent =
        Sent { team: who.team, id, request: request.id, kind, parts, place, sent_at: now, sent_by: who.id, letter };
    store::add(tx, &sent).await?;
    let (in_block, outside) = match &sent.place {
        Where::InBlock(key) => (Some(key.to_string()), None),
        Where::Outside(outside) => (None, Some(outside.why.as_str())),
    };
    let payload = json!({
        "answer": sent.id, "kind": kind.as_str(), "in_block": in_block, "outside": outside, "letter": sent.letter,
    });
    events::record(tx, who.team, who.actor(), "request.answered", request.id, payload).await?;
    Ok(sent)
}

/// Whatever was said about why it goes out now: the answer to an emergency named in advance is an exception, and counts as one.
async fn of_emergency(tx: &mut Tx, team: TeamId, request: RequestId, place: Where) -> Result<Where, Refused> {
    let Where::Outside(outside) = place else { return Ok(place) };
    let is_marked = is_emergency(tx, team, request, &outside).await?;
    let why = if is_marked { OutsideWhy::Exception } else { outside.why };
    Ok(Where::Outside(Outside { why, ..outside }))
}

/// Whether the request is marked as an emergency. Exceptions don't count as answers outside a block, so none is claimed for a request that
/// is not marked: the mark names which one it is, and is counted in its place.
async fn is_emergency(tx: &mut Tx, team: TeamId, request: RequestId, outside: &Outside) -> Result<bool, Refused> {
    let is_marked = requests::readings::emergency_of(tx, team, request).await?.is_some();
    if outside.why == OutsideWhy::Exception && !is_marked {
        return Err(requests::Refused::Emergency(NoEmergency::NoKind).into());
    }
    Ok(is_marked)
}

/// What follows from an answer: where the request stands, and for *later, by* the second promise, for *options* the sheet.
async fn follow(
    tx: &mut Tx,
    who: &Member,
    request: &Request,
    answer: &Answer,
    ways: Vec<Way>,
    (in_force, language): (&InForce, Language),
) -> Result<(), Refused> {
    let now = tx.now();
    let state = match answer {
        Answer::YesAnd { .. } => State::Answered,
        Answer::Options { holds_until_at, .. } => {
            options::lay_out(tx, who.team, request.id, ways, *holds_until_at, who.actor()).await?;
            State::Answered
        }
        Answer::LaterBy { due_at, reason } => {
            let words = say::letter_later_account(language, reason);
            let computed = promises::named(in_force, *due_at, &words, now)?;
            let (id, to) = (request.id.uuid(), request.stakeholder);
            let second = NewPromise { request: id, to, what: What::LaterAnswer, computed };
            promises::give(tx, who.team, who.actor(), second).await?;
            State::Parked
        }
        Answer::NotTrainingBut { .. } | Answer::NoBecause { .. } => State::Closed,
    };
    match requests::stand::to(tx, who.team, request.id, state, who.actor()).await {
        Err(requests::Refused::Store(error)) => Err(busy_if_raced(error).into()),
        other => Ok(other?),
    }
}

/// Marks an answer as ready: it is sent when the block ends and somebody closes it. It has to be whole now.
///
/// # Errors
/// [`Refused::DueBeforeTheEnd`] if the promise would be broken by then.
pub async fn make_ready(
    ground: &Ground,
    who: &Member,
    request: RequestId,
    base: Base,
    block: BlockKey,
) -> Result<(), Refused> {
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let (request, draft) = same_draft(&mut tx, who.team, request, base).await?;
        let ends_at = is_open(&mut tx, who, block).await?;
        let in_force = team::calendar::current(&mut tx, who.team).await?;
        whole(&mut tx, &request, &in_force, &draft).await?;
        let next = promises::next_open(&mut tx, who.team, request.id.uuid()).await?;
        if let Some(next) = next.filter(|next| next.due_at < ends_at) {
            let due = When::new(in_force.zone.clone(), tx.now()).full(next.due_at);
            return Err(Refused::DueBeforeTheEnd(due));
        }
        store::make_ready(&mut tx, &draft, Some(block)).await.map_err(busy_if_raced)?;
        events::record(&mut tx, who.team, who.actor(), "answer.made-ready", request.id, json!({ "block": block }))
            .await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Takes an answer back from those that are sent when a block ends. It stays a draft.
pub async fn unready(ground: &Ground, who: &Member, request: RequestId) -> Result<(), Refused> {
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        requests::readings::find(&mut tx, who.team, request).await?.ok_or(Refused::Unknown)?;
        let draft = store::draft_of(&mut tx, who.team, request).await?.ok_or(Refused::NoDraft)?;
        store::make_ready(&mut tx, &draft, None).await.map_err(busy_if_raced)?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// What was ready for a block and was not sent goes on as a draft, within the transaction that closes the block: nothing is sent by itself.
pub async fn unready_all(tx: &mut Tx, team: TeamId, block: BlockKey) -> Result<(), StoreError> {
    store::unready_all(tx, team, block).await?;
    Ok(())
}

pub(crate) async fn open_request(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Request, Refused> {
    let request = requests::readings::find(tx, team, request).await?.ok_or(Refused::Unknown)?;
    if request.state.is_open() { Ok(request) } else { Err(Refused::Over) }
}

/// A request that may be answered by somebody who had `answers` of it before them. The request is read before its answers are counted: if
/// it is over since one went out in between, the answers tell.
async fn writable(tx: &mut Tx, team: TeamId, request: RequestId, answers: i64) -> Result<Request, Refused> {
    let request = requests::readings::find(tx, team, request).await?.ok_or(Refused::Unknown)?;
    if store::count_of_request(tx, team, request.id).await? != answers {
        return Err(Refused::AnsweredMeanwhile);
    }
    if request.state.is_open() { Ok(request) } else { Err(Refused::Over) }
}

/// The request and its draft, as the sender had them before them. The draft is read first: if it is gone since an answer went out in between,
/// the answers tell.
async fn same_draft(tx: &mut Tx, team: TeamId, request: RequestId, base: Base) -> Result<(Request, Draft), Refused> {
    let draft = store::draft_of(tx, team, request).await?;
    let request = writable(tx, team, request, base.answers).await?;
    let draft = draft.ok_or(Refused::NoDraft)?;
    if draft.kept.version == base.version { Ok((request, draft)) } else { Err(lost(tx, draft).await?) }
}

async fn lost(tx: &mut Tx, draft: Draft) -> Result<Refused, StoreError> {
    let by = team::members::get(tx, draft.team, draft.kept.by).await?;
    let by = by.map_or_else(|| "Somebody".to_owned(), |by| by.name);
    Ok(Refused::Lost(Box::new(Lost { by, draft })))
}

/// When the block ends, if it is open and this person may send in it.
pub(crate) async fn is_open(tx: &mut Tx, who: &Member, key: BlockKey) -> Result<Timestamp, Refused> {
    let now = tx.now();
    let open = blocks::if_open(tx, who.team, key, now).await?.ok_or(Refused::BlockNotOpen)?;
    blocks::may_change(who, &open.holders).map_err(|_of_colleagues| Refused::BlockNotTheirs)?;
    Ok(open.ends_at)
}

/// The thread of a request, and how its stakeholder reads: their zone and language where they are known, else the team's.
pub(crate) async fn reading(tx: &mut Tx, in_force: &InForce, request: &Request) -> Result<(Thread, When), Refused> {
    let now = tx.now();
    let thread = threads::get(tx, request.team, request.id.uuid()).await?.ok_or(Refused::Unknown)?;
    let who: Option<Stakeholder> = team::stakeholders::get(tx, request.team, request.stakeholder).await?;
    let language = match &who {
        Some(who) => team::languages::of(tx, who).await?,
        None => team::languages::of_team(tx, request.team).await?,
    };
    let zone = who.map_or_else(|| in_force.zone.clone(), |who| requests::zone_of(&who, in_force));
    Ok((thread, When::new(zone, now).in_language(language)))
}

/// The answer of a draft with its ways, or all that is missing.
pub(crate) async fn whole(
    tx: &mut Tx,
    request: &Request,
    in_force: &InForce,
    draft: &Draft,
) -> Result<(Answer, Vec<Way>), Refused> {
    let (facts, ways) = facts(tx, request, in_force, &draft.parts).await?;
    let facts = Facts { written_at: Some(draft.changed_at), ..facts };
    let answer = rules::complete(draft.kind, &draft.parts, &facts);
    answer.map(|answer| (answer, ways)).map_err(|missing| Refused::NotWhole(in_words(&missing, in_force, facts.now)))
}

fn in_words(missing: &[Missing], in_force: &InForce, now: Timestamp) -> NotWhole {
    let when = When::new(in_force.zone.clone(), now);
    NotWhole(missing.iter().map(|missing| (missing.field.clone(), missing.words(|at| when.full(at)))).collect())
}

/// What is known beside the typed text, and the ways of a sheet as far as they are written. Times are read in the team's zone.
pub(crate) async fn facts(
    tx: &mut Tx,
    request: &Request,
    in_force: &InForce,
    parts: &Parts,
) -> Result<(Facts, Vec<Way>), StoreError> {
    let (team, now) = (request.team, tx.now());
    let when = When::new(in_force.zone.clone(), now);
    let time = |field: &str| {
        let typed = parts.text(field);
        (!typed.is_empty()).then(|| when.parse(typed).map_err(|error| error.to_string()))
    };
    let blocks = blocks::coming(tx, team, now, AHEAD_DAYS).await?;
    let to_come = blocks.iter().filter(|block| block.state(now) == blocks::State::Planned);
    let typed = ways_of(parts);
    let (ways, lacking) = match options::sheet(typed.clone()) {
        Ok(ways) => (ways, Vec::new()),
        Err(lacking) => (typed.into_iter().filter(|way| !way.is_blank()).collect(), lacking),
    };
    let facts = Facts {
        now,
        due_at: time(field::DUE),
        holds_until_at: time(field::HOLDS_UNTIL),
        block_ends: to_come.map(|block| block.ends_at).collect(),
        ways: lacking.into_iter().map(at_its_field).collect(),
        ..facts_of_the_order(tx, request, in_force, parts, &when).await?
    };
    Ok((facts, ways))
}

/// What is known of the six that an order gains, beside what is typed.
async fn facts_of_the_order(
    tx: &mut Tx,
    request: &Request,
    in_force: &InForce,
    parts: &Parts,
    when: &When,
) -> Result<Facts, StoreError> {
    let day = |field: &str| {
        let typed = parts.text(field);
        (!typed.is_empty()).then(|| when.parse_day(typed).map_err(|error| error.to_string()))
    };
    let near = Near::of(tx, request).await?;
    let upgrade = crate::upgrade::standing(tx, request, in_force, &near).await?;
    let ready_on = day(field::READY_ON);
    let delivery_on = ready_on.as_ref().and_then(|on| on.as_ref().ok().copied()).or(upgrade.ready_on);
    Ok(Facts {
        ready_on,
        follow_up_on: day(rules::Addition::FollowUp.field()).and_then(Result::ok),
        today: when.today(),
        suggested: near.suggested(in_force),
        known: near.known(in_force, delivery_on),
        heard_by_at: rules::heard_by(&in_force.office, when.now(), delivery_on).ok(),
        turn: i64::try_from(upgrade.askings.len()).unwrap_or(i64::MAX).saturating_add(1),
        standings: upgrade.elements.into_iter().map(|element| (element.addition, element.standing)).collect(),
        ..Facts::default()
    })
}

fn ways_of(parts: &Parts) -> Vec<Way> {
    let way = |number: usize| {
        let text = |part: &str| parts.text(&way_field(number, part)).to_owned();
        let some = |part: &str| Some(text(part)).filter(|text| !text.is_empty());
        let is_recommended = parts.text(field::RECOMMENDED) == number.to_string();
        Way {
            title: text("title"),
            what: text("what"),
            ready_by: some("ready"),
            effort: some("effort"),
            is_recommended,
        }
    };
    (1..=WAYS).map(way).collect()
}

fn at_its_field(lacking: options::Missing) -> Missing {
    let field = match lacking.place {
        options::Place::Title(number) => way_field(number.min(WAYS), "title"),
        options::Place::What(number) => way_field(number.min(WAYS), "what"),
        options::Place::Recommended => field::RECOMMENDED.to_owned(),
    };
    Missing { field, why: Why::Say(lacking.words) }
}

/// Two wrote at the same moment: the act is run again, and sees what the other did.
pub(crate) fn busy_if_raced(error: StoreError) -> StoreError {
    if matches!(error, StoreError::Unique | StoreError::Conflict) { StoreError::Busy } else { error }
}
