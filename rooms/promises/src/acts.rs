mod lesson;

use ground::uuid::Uuid;
use ground::{Actor, Ground, StoreError, TeamId, Tx, events, outbox};
use jiff::Timestamp;
use serde_json::json;
use team::{InForce, Member, StakeholderId};

use crate::letters;
use crate::rules::{self, Account, Asked, CannotMove, Counted, HowTold, NoTime, ReasonKind, What};
use crate::store::{self, Move, Promise};
use crate::{MoveId, PromiseId};

pub use lesson::{NotNoted, note_lesson};

/// Why an act was not done, in the words the person reads.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// There is no such promise or question in this team.
    #[error("This promise is not there. Look at the list of promises.")]
    Unknown,
    /// A promise can't be moved as it stands.
    #[error(transparent)]
    CannotMove(#[from] CannotMove),
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ground::Passing for Refused {
    fn is_passing(&self) -> bool {
        match self {
            Self::Store(error) => error.is_passing(),
            Self::Unknown | Self::CannotMove(_) => false,
        }
    }
}

/// An instant that can be promised, with all that is frozen when it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed {
    /// By when.
    pub due_at: Timestamp,
    /// From when it counts.
    pub counted_from_at: Timestamp,
    /// The version of the calendar.
    pub calendar_version: i64,
    /// Why then.
    pub account: Account,
}

impl Computed {
    fn on(in_force: &InForce, counted: Counted) -> Self {
        let Counted { due_at, counted_from_at, account } = counted;
        Self { due_at, counted_from_at, calendar_version: in_force.version, account }
    }
}

/// By when somebody who asked at `asked_at` and is told at `now` is promised an answer, by the turnaround in force.
///
/// # Errors
/// [`NoTime`] when the calendar gives none.
pub fn computed(in_force: &InForce, asked_at: Timestamp, now: Timestamp) -> Result<Computed, NoTime> {
    let counted = rules::counted(&in_force.office, in_force.turnaround, in_force.made_at, asked_at, now)?;
    Ok(Computed::on(in_force, counted))
}

/// An instant that a person names, with the reason in a sentence, as for *later, by*.
///
/// # Errors
/// [`NoTime::Past`] for an instant that is not to come.
pub fn named(in_force: &InForce, due_at: Timestamp, words: &str, now: Timestamp) -> Result<Computed, NoTime> {
    Ok(Computed::on(in_force, rules::named(due_at, words, now)?))
}

/// A promise to be given.
#[derive(Debug, Clone)]
pub struct NewPromise {
    /// The request it belongs to.
    pub request: Uuid,
    /// To whom.
    pub to: StakeholderId,
    /// What they will have.
    pub what: What,
    /// By when, by [`computed`] or [`named`].
    pub computed: Computed,
}

/// Gives a promise, within the transaction of what it belongs to. From now on nothing but an answer or a yes changes it.
pub async fn give(tx: &mut Tx, team: TeamId, actor: Actor, new: NewPromise) -> Result<Promise, StoreError> {
    give_in_place_of(tx, team, actor, new, None).await
}

async fn give_in_place_of(
    tx: &mut Tx,
    team: TeamId,
    actor: Actor,
    new: NewPromise,
    replaces: Option<PromiseId>,
) -> Result<Promise, StoreError> {
    let now = tx.now();
    let promise = Promise {
        team,
        id: PromiseId::new(now),
        request: new.request,
        to: new.to,
        what: new.what,
        given_at: now,
        counted_from_at: new.computed.counted_from_at,
        due_at: new.computed.due_at,
        calendar_version: new.computed.calendar_version,
        explanation: store::explained(&new.computed.account)?,
        fulfilled_at: None,
        renegotiated_at: None,
        void_at: None,
        replaces,
        version: 1,
    };
    store::insert(tx, &promise).await?;
    let payload = json!({
        "request": promise.request.to_string(), "what": promise.what.as_str(), "due_at": promise.due_at.as_millisecond(),
        "calendar_version": promise.calendar_version, "replaces": replaces.map(|id| id.to_string()),
    });
    events::record(tx, team, actor, "promise.given", promise.id, payload).await?;
    Ok(promise)
}

/// What was promised about a request is sent: every promise that is still owed is kept, or stays broken and is answered. Questions to
/// move them fall away. Called within the transaction that sends the answer.
pub async fn fulfil(tx: &mut Tx, team: TeamId, request: Uuid, actor: Actor) -> Result<Vec<Promise>, StoreError> {
    let now = tx.now();
    let mut fulfilled = Vec::new();
    for promise in store::owed_of(tx, team, request).await? {
        let course = promise.course().fulfilled(now);
        let kind = "promise.fulfilled";
        fulfilled.push(end(tx, promise.with(course), actor, kind).await?);
    }
    Ok(fulfilled)
}

/// A request was withdrawn or is spam: every promise that is still owed is void, and questions to move them fall away. Not for a merge,
/// in which both promises live on.
pub async fn void(tx: &mut Tx, team: TeamId, request: Uuid, actor: Actor) -> Result<Vec<Promise>, StoreError> {
    let now = tx.now();
    let mut voided = Vec::new();
    for promise in store::owed_of(tx, team, request).await? {
        let course = promise.course().void(now);
        voided.push(end(tx, promise.with(course), actor, "promise.void").await?);
    }
    Ok(voided)
}

async fn end(tx: &mut Tx, ended: Promise, actor: Actor, kind: &str) -> Result<Promise, StoreError> {
    let now = tx.now();
    store::save(tx, &ended).await?;
    store::lapse(tx, ended.team, ended.id).await?;
    events::record(tx, ended.team, actor, kind, ended.id, json!({ "state": ended.state(now).word() })).await?;
    Ok(Promise { version: ended.version + 1, ..ended })
}

/// A time to move a promise to, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTime {
    /// The new time.
    pub due_at: Timestamp,
    /// Why, in the words that the stakeholder reads.
    pub reason: String,
    /// What kept us; for the team alone.
    pub kind: ReasonKind,
    /// What they have at the old time all the same; it ends the sentence “On Friday you will have …”.
    pub meanwhile: Option<String>,
}

/// Asks the stakeholder by letter whether a promise may be moved. A question asked before and not answered falls away.
pub async fn ask_to_move(ground: &Ground, who: &Member, promise: PromiseId, new: NewTime) -> Result<Move, Refused> {
    let mut tx = ground.begin().await?;
    let promise = store::find(&mut tx, who.team, promise).await?.ok_or(Refused::Unknown)?;
    let asked = asked_within(&mut tx, who, &promise, new).await?;
    let reading = letters::reading(&mut tx, &promise).await?;
    let letter = letters::question(&reading, &promise, &letters::Told::of(&asked), &who.name);
    outbox::post(&mut tx, ground, letter.draft(letters::QUESTION)).await?;
    tx.commit().await?;
    Ok(asked)
}

async fn asked_within(tx: &mut Tx, who: &Member, promise: &Promise, new: NewTime) -> Result<Move, Refused> {
    let now = tx.now();
    let asked = Move {
        team: who.team,
        id: MoveId::new(now),
        promise: promise.id,
        asked_by: who.actor().to_string(),
        asked: rules::ask(&promise.course(), new.due_at, &new.reason, now)?,
        reason: new.reason.trim().to_owned(),
        kind: new.kind,
        meanwhile: new.meanwhile.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty()),
        told: None,
        answered_by: None,
        version: 1,
    };
    store::lapse(tx, who.team, promise.id).await?;
    store::add_move(tx, &asked).await?;
    let payload = json!({
        "move": asked.id.to_string(), "due_at": asked.asked.due_at.as_millisecond(), "kind": asked.kind.as_str(),
    });
    events::record(tx, who.team, who.actor(), "promise.asked-to-move", promise.id, payload).await?;
    Ok(asked)
}

/// Who brings the stakeholder's answer.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    /// The stakeholder, on the private page.
    Stakeholder,
    /// A member, who notes what they were told or what was replied.
    Member(&'a Member, HowTold),
}

impl By<'_> {
    fn actor(&self, promise: &Promise) -> Actor {
        match self {
            Self::Stakeholder => Actor::Stakeholder(promise.to.uuid()),
            Self::Member(member, _) => member.actor(),
        }
    }

    fn how(&self) -> HowTold {
        match self {
            Self::Stakeholder => HowTold::Page,
            Self::Member(_, how) => *how,
        }
    }
}

/// The stakeholder said yes: the old promise is renegotiated, and the new time is a promise like any other, which is returned. Where a
/// member notes it, a letter confirms the new time. Said twice, it counts once.
pub async fn agree(ground: &Ground, team: TeamId, id: MoveId, by: By<'_>) -> Result<Promise, Refused> {
    let mut tx = ground.begin().await?;
    let new = agree_within(&mut tx, ground, team, id, by).await?;
    tx.commit().await?;
    Ok(new)
}

/// The same, within the transaction of what was said with it. Where the question no longer stands, nothing was written.
pub async fn agree_within(
    tx: &mut Tx,
    ground: &Ground,
    team: TeamId,
    id: MoveId,
    by: By<'_>,
) -> Result<Promise, Refused> {
    let asked = store::move_of(tx, team, id).await?.ok_or(Refused::Unknown)?;
    let promise = store::find(tx, team, asked.promise).await?.ok_or(Refused::Unknown)?;
    if asked.asked.agreed_at.is_some() {
        let given = store::of_request(tx, team, promise.request).await?;
        return given.into_iter().find(|given| given.replaces == Some(promise.id)).ok_or(Refused::Unknown);
    }
    agreed_within(tx, ground, promise, asked, by).await
}

/// A member was told yes without a letter having asked: question, reason and yes are noted together, before the promise is due, and a
/// letter confirms the new time. Returns the new promise.
pub async fn note_agreed(
    ground: &Ground,
    who: &Member,
    promise: PromiseId,
    new: NewTime,
    how: HowTold,
) -> Result<Promise, Refused> {
    let mut tx = ground.begin().await?;
    let promise = store::find(&mut tx, who.team, promise).await?.ok_or(Refused::Unknown)?;
    let asked = asked_within(&mut tx, who, &promise, new).await?;
    let new = agreed_within(&mut tx, ground, promise, asked, By::Member(who, how)).await?;
    tx.commit().await?;
    Ok(new)
}

async fn agreed_within(
    tx: &mut Tx,
    ground: &Ground,
    promise: Promise,
    asked: Move,
    by: By<'_>,
) -> Result<Promise, Refused> {
    let (now, actor) = (tx.now(), by.actor(&promise));
    let (course, answer) = rules::agree(&promise.course(), &asked.asked, now)?;
    let old = promise.with(course);
    answer_within(tx, &asked, answer, by, &old).await?;
    store::save(tx, &old).await?;
    events::record(tx, old.team, actor, "promise.renegotiated", old.id, json!({ "move": asked.id.to_string() }))
        .await?;
    let in_force = team::calendar::current(tx, old.team).await?;
    let computed = Computed {
        due_at: asked.asked.due_at,
        counted_from_at: now,
        calendar_version: in_force.version,
        account: Account::Agreed { instead_of_at: old.due_at },
    };
    let new = NewPromise { request: old.request, to: old.to, what: old.what, computed };
    let new = give_in_place_of(tx, old.team, actor, new, Some(old.id)).await?;
    if let By::Member(member, _) = by {
        let reading = letters::reading(tx, &new).await?;
        let letter = letters::confirmation(&reading, &old, &new, &letters::Told::of(&asked), &member.name);
        outbox::post(tx, ground, letter.draft(letters::CONFIRMATION)).await?;
    }
    Ok(new)
}

/// The stakeholder said no: the old time stands. Said twice, it counts once.
pub async fn refuse(ground: &Ground, team: TeamId, id: MoveId, by: By<'_>) -> Result<Promise, Refused> {
    let mut tx = ground.begin().await?;
    let stands = refuse_within(&mut tx, team, id, by).await?;
    tx.commit().await?;
    Ok(stands)
}

/// The same, within the transaction of what was said with it. Where the question no longer stands, nothing was written.
pub async fn refuse_within(tx: &mut Tx, team: TeamId, id: MoveId, by: By<'_>) -> Result<Promise, Refused> {
    let now = tx.now();
    let asked = store::move_of(tx, team, id).await?.ok_or(Refused::Unknown)?;
    let promise = store::find(tx, team, asked.promise).await?.ok_or(Refused::Unknown)?;
    if asked.asked.refused_at.is_none() {
        let answer = rules::refuse(&promise.course(), &asked.asked, now)?;
        answer_within(tx, &asked, answer, by, &promise).await?;
        let payload = json!({ "move": asked.id.to_string() });
        events::record(tx, team, by.actor(&promise), "promise.move-refused", promise.id, payload).await?;
    }
    Ok(promise)
}

async fn answer_within(
    tx: &mut Tx,
    asked: &Move,
    answer: Asked,
    by: By<'_>,
    promise: &Promise,
) -> Result<(), StoreError> {
    let answered =
        Move { asked: answer, told: Some(by.how()), answered_by: Some(by.actor(promise).to_string()), ..asked.clone() };
    store::answer_move(tx, &answered).await
}
