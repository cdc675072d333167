use answers::Sent;
use blocks::{Block, BlockKey};
use ground::{Ground, Kept, StoreError, TeamId, Tx, events};
use requests::{RequestId, State};
use serde_json::json;
use team::Member;

use crate::rules::minutes_used;
use crate::store::{self, Direction, Note};
use crate::{Item, plan};

/// Why an act was not done, in the words the member reads.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The block says no.
    #[error(transparent)]
    Block(#[from] blocks::Refused),
    /// The block is not open.
    #[error("This block is not open. Open it, or another one, before you go on.")]
    NotOpen,
    /// There is no such request on its agenda.
    #[error("This request is not on the agenda of this block.")]
    Unknown,
    /// Somebody else changed the note since.
    #[error("{} changed this note while you had it open. Look at what stands there now, and add yours.", .0.by)]
    Lost(Box<Lost>),
    /// The request can't stand where this leads.
    #[error(transparent)]
    Request(#[from] requests::Refused),
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ground::Passing for Refused {
    fn is_passing(&self) -> bool {
        match self {
            Self::Store(error) => error.is_passing(),
            Self::Block(refused) => refused.is_passing(),
            Self::Request(refused) => refused.is_passing(),
            Self::NotOpen | Self::Unknown | Self::Lost(_) => false,
        }
    }
}

/// Somebody else's words stand in the note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Whose.
    pub by: String,
    /// What stands there now.
    pub note: Note,
}

/// Opens a block: its agenda is fixed, and its requests are in review. Open already, it stays as it is.
pub async fn open(ground: &Ground, who: &Member, key: BlockKey) -> Result<Block, Refused> {
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let now = tx.now();
        let before = blocks::find(&mut tx, who.team, key).await?.ok_or(blocks::Refused::Unknown)?;
        let block = blocks::open(&mut tx, who.team, key, who.actor()).await.map_err(busy_if_block_raced)?;
        if before.opened_at.is_none() {
            let agenda = plan::of_opened(&mut tx, who.team, key, now).await?;
            for (place, request) in (1..).zip(agenda) {
                store::add_item(&mut tx, who.team, key, place, request).await?;
                stand(&mut tx, who, request, State::InReview).await?;
            }
        }
        tx.commit().await?;
        Ok(block)
    })
    .await
}

/// Puts a request off to the next block: it waits again.
pub async fn set_aside(ground: &Ground, who: &Member, key: BlockKey, request: RequestId) -> Result<(), Refused> {
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        is_open(&mut tx, who.team, key).await?;
        on_agenda(&mut tx, who.team, key, request).await?;
        if store::set_aside(&mut tx, who.team, key, request).await? {
            back_to_waiting(&mut tx, who, request).await?;
            let payload = json!({ "request": request });
            events::record(&mut tx, who.team, who.actor(), "block.set-aside", key, payload).await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// What a member typed about a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Thoughts {
    /// What lies behind it.
    pub behind: String,
    /// Which goal or metric it touches, and what is not known yet.
    pub touches: String,
    /// What a trusted partner would do with it.
    pub direction: Option<Direction>,
}

/// Keeps a note as it is typed. `base` is the version that the writer had before them, 0 if there was none; what somebody else wrote since
/// is never overwritten.
///
/// # Errors
/// [`Refused::Lost`] with what stands there now.
pub async fn keep_note(
    ground: &Ground,
    who: &Member,
    request: RequestId,
    thoughts: &Thoughts,
    base: i64,
) -> Result<Note, Refused> {
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        requests::readings::find(&mut tx, who.team, request).await?.ok_or(Refused::Unknown)?;
        let note = kept(&mut tx, who, request, thoughts, base).await?;
        tx.commit().await?;
        Ok(note)
    })
    .await
}

async fn kept(tx: &mut Tx, who: &Member, request: RequestId, thoughts: &Thoughts, base: i64) -> Result<Note, Refused> {
    let changed_at = tx.now();
    let Thoughts { behind, touches, direction } = thoughts.clone();
    let Some(before) = store::note_of(tx, who.team, request).await? else {
        let note = Note { request, behind, touches, direction, changed_at, kept: Kept::new(who.id) };
        if *thoughts != Thoughts::default() {
            store::add_note(tx, who.team, &note).await.map_err(busy_if_raced)?;
        }
        return Ok(note);
    };
    let stands =
        Thoughts { behind: before.behind.clone(), touches: before.touches.clone(), direction: before.direction };
    if stands == *thoughts {
        return Ok(before);
    }
    if !before.kept.may_be_changed(&who.id, base) {
        let by = team::members::get(tx, who.team, before.kept.by).await?;
        let by = by.map_or_else(|| "Somebody".to_owned(), |by| by.name);
        return Err(Refused::Lost(Box::new(Lost { by, note: before })));
    }
    let version = before.kept.version;
    let note = Note { request, behind, touches, direction, changed_at, kept: before.kept.changed(who.id) };
    store::save_note(tx, who.team, &note, version).await.map_err(busy_if_raced)?;
    Ok(note)
}

/// What came of closing a block.
#[derive(Debug)]
pub struct Closed {
    /// The answers that went out now.
    pub sent: Vec<Sent>,
    /// Those that did not, with the reason. While there is one, the block stays open.
    pub refused: Vec<(RequestId, answers::Refused)>,
    /// The block, if it is closed now.
    pub block: Option<Block>,
}

/// Sends the answers that are ready and wanted, then closes the block. What is left open waits for the next one; what was ready and not
/// sent stays a draft: nothing is sent by itself.
pub async fn close(ground: &Ground, who: &Member, key: BlockKey, send: &[RequestId]) -> Result<Closed, Refused> {
    let (mut sent, mut refused) = (Vec::new(), Vec::new());
    for request in send {
        match answers::send_ready(ground, who, *request, key).await {
            Ok(answer) => sent.push(answer),
            Err(answers::Refused::Store(error)) => return Err(error.into()),
            Err(why) => refused.push((*request, why)),
        }
    }
    if !refused.is_empty() {
        return Ok(Closed { sent, refused, block: None });
    }
    let block = ground::again(|| closed(ground, who, key)).await?;
    Ok(Closed { sent, refused, block: Some(block) })
}

async fn closed(ground: &Ground, who: &Member, key: BlockKey) -> Result<Block, Refused> {
    let mut tx = ground.begin().await?;
    let now = tx.now();
    let block = blocks::find(&mut tx, who.team, key).await?.ok_or(blocks::Refused::Unknown)?;
    let Some(opened_at) = block.opened_at else { return Err(Refused::NotOpen) };
    if block.closed_at.is_some() {
        return Ok(block);
    }
    // Another may be open beside it, of a colleague or since nobody closed this one for half a day: that one keeps what it looks at.
    let mut elsewhere = Vec::new();
    for other in blocks::all_open(&mut tx, who.team, now).await?.iter().filter(|open| open.key != key) {
        elsewhere.extend(store::items(&mut tx, who.team, other.key).await?);
    }
    for item in store::items(&mut tx, who.team, key).await? {
        if item.set_aside_at.is_none() && !elsewhere.iter().any(|other| other.request == item.request) {
            back_to_waiting(&mut tx, who, item.request).await?;
        }
    }
    answers::unready_all(&mut tx, who.team, key).await?;
    let wrote = !answers::readings::written_in(&mut tx, who.team, key).await?.is_empty();
    let used = minutes_used(opened_at, now);
    let closed = blocks::close(&mut tx, who.team, key, who.actor(), used, wrote).await.map_err(busy_if_block_raced)?;
    tx.commit().await?;
    Ok(closed)
}

/// What is still in review waits again; what was answered, withdrawn or marked as spam meanwhile stays where it is.
async fn back_to_waiting(tx: &mut Tx, who: &Member, request: RequestId) -> Result<(), Refused> {
    let standing = requests::readings::find(tx, who.team, request).await?.map(|request| request.state);
    if standing == Some(State::InReview) { stand(tx, who, request, State::Parked).await } else { Ok(()) }
}

async fn stand(tx: &mut Tx, who: &Member, request: RequestId, state: State) -> Result<(), Refused> {
    match requests::stand::to(tx, who.team, request, state, who.actor()).await {
        Err(requests::Refused::Store(error)) => Err(busy_if_raced(error).into()),
        other => Ok(other?),
    }
}

async fn is_open(tx: &mut Tx, team: TeamId, key: BlockKey) -> Result<Block, Refused> {
    let now = tx.now();
    blocks::if_open(tx, team, key, now).await?.ok_or(Refused::NotOpen)
}

async fn on_agenda(tx: &mut Tx, team: TeamId, key: BlockKey, request: RequestId) -> Result<Item, Refused> {
    let items = store::items(tx, team, key).await?;
    items.into_iter().find(|item| item.request == request).ok_or(Refused::Unknown)
}

/// Two acted at the same moment: the act is run again, and sees what the other did.
fn busy_if_raced(error: StoreError) -> StoreError {
    if matches!(error, StoreError::Unique | StoreError::Conflict) { StoreError::Busy } else { error }
}

fn busy_if_block_raced(refused: blocks::Refused) -> blocks::Refused {
    if let blocks::Refused::Store(error) = refused { blocks::Refused::Store(busy_if_raced(error)) } else { refused }
}
