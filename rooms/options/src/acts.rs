use ground::{Actor, Ground, StoreError, TeamId, Tx, events, outbox, threads};
use jiff::Timestamp;
use promises::{NewPromise, Promise, What};
use requests::{Request, RequestId, State};
use serde_json::json;
use team::{Member, Stakeholder};
use web::when::When;

use crate::SheetId;
use crate::letters;
use crate::rules::{self, CannotChoose, Chosen, Standing, Way};
use crate::store::{self, Choice, Sheet};

/// Why an act was not done, in the words of whoever reads it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no such sheet for them.
    #[error("This options sheet is not there. Open the newest letter from us.")]
    Unknown,
    /// It can't be chosen.
    #[error(transparent)]
    CannotChoose(#[from] CannotChoose),
    /// What was said with it can't be kept.
    #[error(transparent)]
    Request(#[from] requests::Refused),
    /// The calendar gives no time for the next promise.
    #[error("The next time can't be promised: {0} Tell the team.")]
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
            Self::Unknown | Self::CannotChoose(_) | Self::NoTime(_) => false,
        }
    }
}

/// Lays a sheet out, within the transaction of the answer that carries it. Its ways have passed [`rules::sheet`].
pub async fn lay_out(
    tx: &mut Tx,
    team: TeamId,
    request: RequestId,
    ways: Vec<Way>,
    holds_until_at: Option<Timestamp>,
    actor: Actor,
) -> Result<Sheet, StoreError> {
    let now = tx.now();
    let sheet = Sheet { team, id: SheetId::new(now), request, ways, holds_until_at, sent_at: now, choice: None };
    store::add(tx, &sheet).await?;
    let payload = json!({ "request": request, "ways": sheet.ways.len() });
    events::record(tx, team, actor, "options.laid-out", sheet.id, payload).await?;
    Ok(sheet)
}

/// A way that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChoice {
    /// Its number, from 1.
    pub way: usize,
    /// Why this one; nobody has to say.
    pub why: Option<String>,
    /// Who chose, as they say it; the stakeholder if empty.
    pub chosen_by: String,
}

/// A choice as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The sheet, with the choice.
    pub sheet: Sheet,
    /// The promise that it started: by when they hear about the start and the next date.
    pub promise: Promise,
}

/// The stakeholder chooses. The first choice starts the next promise, by the team's turnaround from now, and a letter confirms both. The
/// same again is the same answer; another one counts until the work begins, and the promise stays.
pub async fn choose(ground: &Ground, who: &Stakeholder, sheet: SheetId, choice: NewChoice) -> Result<Made, Refused> {
    ground::again(|| chosen(ground, who.team, sheet, Some(who), Actor::Stakeholder(who.id.uuid()), &choice)).await
}

/// A member notes what the stakeholder chose by reply or by word of mouth. It counts as if they had chosen on their page.
pub async fn note_choice(ground: &Ground, who: &Member, sheet: SheetId, choice: NewChoice) -> Result<Made, Refused> {
    ground::again(|| chosen(ground, who.team, sheet, None, who.actor(), &choice)).await
}

async fn chosen(
    ground: &Ground,
    team: TeamId,
    sheet: SheetId,
    who: Option<&Stakeholder>,
    actor: Actor,
    new: &NewChoice,
) -> Result<Made, Refused> {
    let mut tx = ground.begin().await?;
    let (sheet, request) = found(&mut tx, team, sheet, who).await?;
    let standing = standing(&mut tx, &sheet, &request).await?;
    let chosen = rules::choose(&standing, new.way, tx.now())?;
    if chosen == Chosen::Same {
        let promise = promise_of(&mut tx, &sheet).await?;
        return Ok(Made { sheet, promise });
    }
    let stakeholder = asker(&mut tx, &request).await?;
    let promise = match chosen {
        Chosen::First => promise_next(&mut tx, &request, actor).await?,
        Chosen::Another | Chosen::Same => promise_of(&mut tx, &sheet).await?,
    };
    let choice = Choice {
        way: new.way,
        why: new.why.as_deref().map(str::trim).filter(|why| !why.is_empty()).map(str::to_owned),
        chosen_by: Some(new.chosen_by.trim()).filter(|by| !by.is_empty()).unwrap_or(stakeholder.called()).to_owned(),
        chosen_at: tx.now(),
        promise: sheet.choice.as_ref().map_or(promise.id, |choice| choice.promise),
        turn: sheet.choice.as_ref().map_or(1, |choice| choice.turn + 1),
    };
    store::choose(&mut tx, team, sheet.id, &choice, actor).await.map_err(busy_if_taken)?;
    requests::stand::to(&mut tx, team, request.id, State::Parked, actor).await?;
    let payload = json!({ "way": choice.way, "turn": choice.turn, "promise": choice.promise });
    events::record(&mut tx, team, actor, "options.chosen", sheet.id, payload).await?;
    let sheet = Sheet { choice: Some(choice), ..sheet };
    let (thread, when) = reading(&mut tx, &request, &stakeholder).await?;
    if let Some(letter) = letters::chosen(&thread, &sheet, promise.due_at, &when) {
        outbox::post(&mut tx, ground, letter).await?;
    }
    tx.commit().await?;
    Ok(Made { sheet, promise })
}

/// The stakeholder wants none of the ways as it stands, and says what does not fit. As a choice does, it starts the next promise; where one
/// is open already, that one stays.
pub async fn counter(ground: &Ground, who: &Stakeholder, sheet: SheetId, words: &str) -> Result<Promise, Refused> {
    ground::again(|| countered(ground, who, sheet, words)).await
}

async fn countered(ground: &Ground, who: &Stakeholder, sheet: SheetId, words: &str) -> Result<Promise, Refused> {
    let mut tx = ground.begin().await?;
    let (sheet, request) = found(&mut tx, who.team, sheet, Some(who)).await?;
    if !request.state.is_open() {
        return Err(CannotChoose::Over.into());
    }
    if store::is_replaced(&mut tx, &sheet).await? {
        return Err(CannotChoose::Replaced.into());
    }
    requests::conversation::add_within(&mut tx, who, request.id, words).await?;
    let owed = promises::owed_of(&mut tx, who.team, request.id.uuid()).await?;
    if let Some(promise) = owed.into_iter().next() {
        tx.commit().await?;
        return Ok(promise);
    }
    let actor = Actor::Stakeholder(who.id.uuid());
    let promise = promise_next(&mut tx, &request, actor).await?;
    requests::stand::to(&mut tx, who.team, request.id, State::Parked, actor).await?;
    events::record(&mut tx, who.team, actor, "options.countered", sheet.id, json!({ "promise": promise.id })).await?;
    let (thread, when) = reading(&mut tx, &request, who).await?;
    outbox::post(&mut tx, ground, letters::countered(&thread, promise.due_at, &when)).await?;
    tx.commit().await?;
    Ok(promise)
}

/// A sheet and its request; for a stakeholder only if it is theirs.
async fn found(
    tx: &mut Tx,
    team: TeamId,
    sheet: SheetId,
    who: Option<&Stakeholder>,
) -> Result<(Sheet, Request), Refused> {
    let sheet = store::find(tx, team, sheet).await?.ok_or(Refused::Unknown)?;
    let request = requests::readings::find(tx, team, sheet.request).await?.ok_or(Refused::Unknown)?;
    match who {
        Some(who) if who.id != request.stakeholder => Err(Refused::Unknown),
        _ => Ok((sheet, request)),
    }
}

async fn standing(tx: &mut Tx, sheet: &Sheet, request: &Request) -> Result<Standing, StoreError> {
    let given = promises::of_request(tx, sheet.team, sheet.request.uuid()).await?;
    let is_sent = |promise: &Promise| {
        promise.what == What::NextStep && promise.given_at >= sheet.sent_at && promise.fulfilled_at.is_some()
    };
    Ok(Standing {
        ways: sheet.ways.len(),
        holds_until_at: sheet.holds_until_at,
        chosen: sheet.choice.as_ref().map(|choice| choice.way),
        has_begun: given.iter().any(is_sent),
        is_replaced: store::is_replaced(tx, sheet).await?,
        is_over: !request.state.is_open(),
    })
}

/// The promise that the choice of a sheet started, or the one in its place.
async fn promise_of(tx: &mut Tx, sheet: &Sheet) -> Result<Promise, StoreError> {
    let started = sheet.choice.as_ref().map(|choice| choice.promise);
    let given = promises::of_request(tx, sheet.team, sheet.request.uuid()).await?;
    let mut found = given.iter().find(|promise| Some(promise.id) == started);
    while let Some(next) = given.iter().find(|next| next.replaces.is_some() && next.replaces == found.map(|old| old.id))
    {
        found = Some(next);
    }
    found.cloned().ok_or_else(|| StoreError::Broken("a choice has no promise".to_owned()))
}

/// Promises the start and the next date, by the team's turnaround from now.
async fn promise_next(tx: &mut Tx, request: &Request, actor: Actor) -> Result<Promise, Refused> {
    let now = tx.now();
    let in_force = team::calendar::current(tx, request.team).await?;
    let computed = promises::computed(&in_force, now, now)?;
    let new = NewPromise { request: request.id.uuid(), to: request.stakeholder, what: What::NextStep, computed };
    Ok(promises::give(tx, request.team, actor, new).await?)
}

async fn asker(tx: &mut Tx, request: &Request) -> Result<Stakeholder, Refused> {
    team::stakeholders::get(tx, request.team, request.stakeholder).await?.ok_or(Refused::Unknown)
}

/// The thread of a request, and how its stakeholder reads.
async fn reading(tx: &mut Tx, request: &Request, who: &Stakeholder) -> Result<(threads::Thread, When), Refused> {
    let now = tx.now();
    let thread = threads::get(tx, request.team, request.id.uuid()).await?.ok_or(Refused::Unknown)?;
    let in_force = team::calendar::current(tx, request.team).await?;
    let language = team::languages::of(tx, who).await?;
    Ok((thread, When::new(requests::zone_of(who, &in_force), now).in_language(language)))
}

/// Two chose in the same turn: the act is run again and sees what the other did.
fn busy_if_taken(error: StoreError) -> StoreError {
    if error == StoreError::Unique { StoreError::Busy } else { error }
}
