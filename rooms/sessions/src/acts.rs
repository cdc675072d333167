use answers::Sent;
use answers::scheduled::Scheduled;
use blocks::{Block, BlockKey};
use decisions::{Driver, NewDecision};
use ground::uuid::Builder;
use ground::{Actor, Ground, Kept, StoreError, TeamId, Tx, events};
use jiff::Timestamp;
use requests::{RequestId, State};
use serde_json::json;
use team::Member;

use crate::rules::{Merge, merge, minutes_used};
use crate::store::{self, Direction, Field, Of, Word, Words};
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
    /// Somebody else changed the same fields since.
    #[error("Somebody changed this while you had it open. Look at what stands there now, and add yours.")]
    Lost(Vec<Lost>),
    /// A decision was begun and does not say enough.
    #[error("{0}")]
    Undecided(&'static str),
    /// The decision can't be written down.
    #[error(transparent)]
    Decision(#[from] decisions::Refused),
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
            Self::Decision(refused) => refused.is_passing(),
            Self::NotOpen | Self::Unknown | Self::Lost(_) | Self::Undecided(_) => false,
        }
    }
}

/// Somebody else's words stand in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Whose.
    pub by: String,
    /// What stands there now.
    pub word: Word,
}

/// Opens a block: its agenda is fixed, and its requests are in review. Open already, it stays as it is.
pub async fn open(ground: &Ground, who: &Member, key: BlockKey) -> Result<Block, Refused> {
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let now = tx.now();
        let before = blocks::find(&mut tx, who.team, key).await?.ok_or(blocks::Refused::Unknown)?;
        let block = blocks::open(&mut tx, who, key).await.map_err(busy_if_block_raced)?;
        if before.opened_at.is_none() {
            let agenda = plan::of_opened(&mut tx, who.team, key, now).await?;
            for (place, request) in (1..).zip(agenda) {
                store::add_item(&mut tx, who.team, key, place, request).await?;
                stand(&mut tx, who, request, State::InReview).await?;
            }
        }
        store::came(&mut tx, who.team, key, who.id).await?;
        tx.commit().await?;
        Ok(block)
    })
    .await
}

/// Marks a request as an emergency named in advance. While a block of theirs is open it joins the agenda of that, which is given back; else
/// it comes first in the next one.
pub async fn mark_emergency(
    ground: &Ground,
    who: &Member,
    request: RequestId,
    kind: &str,
    why: &str,
) -> Result<Option<Block>, Refused> {
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let now = tx.now();
        requests::emergencies::mark(&mut tx, who, request, kind, why).await?;
        let stands = requests::readings::find(&mut tx, who.team, request).await?.map(|request| request.state);
        let is_owed = !promises::owed_of(&mut tx, who.team, request.uuid()).await?.is_empty();
        let mut looks_at_it = None;
        if let Some(open) = blocks::open_for(&mut tx, who, now).await? {
            let items = store::items(&mut tx, who.team, open.key).await?;
            match items.iter().find(|item| item.request == request) {
                Some(item) => looks_at_it = Some(open).filter(|_| item.set_aside_at.is_none()),
                None if is_owed && stands == Some(State::Parked) => {
                    let place = items.iter().map(|item| item.place).max().unwrap_or(0) + 1;
                    store::add_item(&mut tx, who.team, open.key, place, request).await?;
                    stand(&mut tx, who, request, State::InReview).await?;
                    looks_at_it = Some(open);
                }
                None => {}
            }
        }
        tx.commit().await?;
        Ok(looks_at_it)
    })
    .await
}

/// Puts a request off to the next block: it waits again. In the time of colleagues alone, they do that or the lead.
pub async fn set_aside(ground: &Ground, who: &Member, key: BlockKey, request: RequestId) -> Result<(), Refused> {
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let block = is_open(&mut tx, who.team, key).await?;
        blocks::may_change(who, &block.holders)?;
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

/// A field as it came from a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typing {
    /// Which.
    pub field: Field,
    /// As it was typed.
    pub words: String,
    /// The version that the page had before it; 0 if there was none.
    pub base: i64,
    /// Whether it is as it was when the page was opened.
    pub is_as_loaded: bool,
}

/// Keeps what is typed as it is typed, each field by itself. What somebody else wrote since is never overwritten: what this page left alone
/// stays as they wrote it, and where both wrote, both texts are told.
///
/// # Errors
/// [`Refused::Lost`] with what stands there now, field by field. The other fields are kept all the same.
pub async fn keep(
    ground: &Ground,
    who: &Member,
    block: Option<BlockKey>,
    of: Of,
    typing: &[Typing],
) -> Result<(), Refused> {
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        match of {
            Of::Request(request) => {
                requests::readings::find(&mut tx, who.team, request).await?.ok_or(Refused::Unknown)?;
            }
            Of::Block(key) => {
                is_going_on(&mut tx, who.team, key).await?;
            }
        }
        let before = store::words_of(&mut tx, who.team, of).await?;
        let mut both = Vec::new();
        let mut wrote = false;
        for typed in typing {
            match kept(&mut tx, who, of, typed, &before).await? {
                Merge::Stay => {}
                Merge::Write => wrote = true,
                Merge::Both => both.push(typed.field),
            }
        }
        if let Some(block) = block.filter(|_| wrote || !both.is_empty()) {
            match is_going_on(&mut tx, who.team, block).await {
                Ok(_) => store::came(&mut tx, who.team, block, who.id).await?,
                // What is about a request is kept outside a block as well.
                Err(Refused::NotOpen | Refused::Block(blocks::Refused::Unknown)) => {}
                Err(refused) => return Err(refused),
            }
        }
        let lost = lost(&mut tx, who.team, &before, &both).await?;
        tx.commit().await?;
        if lost.is_empty() { Ok(()) } else { Err(Refused::Lost(lost)) }
    })
    .await
}

async fn kept(tx: &mut Tx, who: &Member, of: Of, typed: &Typing, before: &Words) -> Result<Merge, Refused> {
    let Typing { field, words, base, is_as_loaded } = typed;
    let changed_at = tx.now();
    let (field, words) = (*field, words.clone());
    let Some(stands) = before.find(field) else {
        if words.is_empty() {
            return Ok(Merge::Stay);
        }
        let word = Word { field, words, changed_at, kept: Kept::new(who.id) };
        store::add(tx, who.team, of, &word).await.map_err(busy_if_raced)?;
        return Ok(Merge::Write);
    };
    let decided = merge(stands.words == words, *is_as_loaded, stands.kept.may_be_changed(&who.id, *base));
    if decided == Merge::Write {
        let word = Word { field, words, changed_at, kept: stands.kept.changed(who.id) };
        store::save(tx, who.team, of, &word, stands.kept.version).await.map_err(busy_if_raced)?;
    }
    Ok(decided)
}

async fn lost(tx: &mut Tx, team: TeamId, before: &Words, fields: &[Field]) -> Result<Vec<Lost>, StoreError> {
    let mut lost = Vec::with_capacity(fields.len());
    for word in fields.iter().filter_map(|field| before.find(*field)) {
        let by = team::members::get(tx, team, word.kept.by).await?;
        let by = by.map_or_else(|| "Somebody".to_owned(), |by| by.name);
        lost.push(Lost { by, word: word.clone() });
    }
    Ok(lost)
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

/// Keeps a note about a request, all of it as one. `base` is the version that the writer had of each field, 0 if there was none.
///
/// # Errors
/// As of [`keep`].
pub async fn keep_note(
    ground: &Ground,
    who: &Member,
    request: RequestId,
    thoughts: &Thoughts,
    base: i64,
) -> Result<(), Refused> {
    let Thoughts { behind, touches, direction } = thoughts;
    let direction = direction.map_or("", Direction::as_str);
    let fields = [(Field::Behind, behind.as_str()), (Field::Touches, touches), (Field::Direction, direction)];
    let typing = fields.map(|(field, words)| Typing { field, words: words.to_owned(), base, is_as_loaded: false });
    keep(ground, who, None, Of::Request(request), &typing).await
}

/// An answer that is ready and wanted at the end of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// To which request.
    pub request: RequestId,
    /// When it is to go out; now if no time is named.
    pub send_at: Option<Timestamp>,
}

/// What came of closing a block.
#[derive(Debug)]
pub struct Closed {
    /// The answers that went out now.
    pub sent: Vec<Sent>,
    /// Those that go out later.
    pub scheduled: Vec<Scheduled>,
    /// Those that do neither, with the reason. While there is one, the block stays open.
    pub refused: Vec<(RequestId, answers::Refused)>,
    /// The block, if it is closed now.
    pub block: Option<Block>,
}

/// Sends the answers that are ready and wanted, then closes the block.
///
/// # Errors
/// As of [`close_with`].
pub async fn close(ground: &Ground, who: &Member, key: BlockKey, send: &[RequestId]) -> Result<Closed, Refused> {
    let wanted: Vec<Wanted> = send.iter().map(|request| Wanted { request: *request, send_at: None }).collect();
    close_with(ground, who, key, &wanted).await
}

/// Sends or schedules the answers that are ready and wanted, then closes the block: its decision goes into the log and its clue to the
/// business, in the same act. What is left open waits for the next block; what was ready and not wanted stays a draft: nothing is sent by
/// itself.
///
/// # Errors
/// [`Refused::Undecided`] if a decision was begun and does not say enough; nothing is sent then.
pub async fn close_with(ground: &Ground, who: &Member, key: BlockKey, send: &[Wanted]) -> Result<Closed, Refused> {
    let mut tx = ground.read().await?;
    let block = blocks::find(&mut tx, who.team, key).await?.ok_or(blocks::Refused::Unknown)?;
    blocks::may_change(who, &block.holders)?;
    decision_in(&store::words_of(&mut tx, who.team, Of::Block(key)).await?)?;
    drop(tx);
    let mut closed = Closed { sent: Vec::new(), scheduled: Vec::new(), refused: Vec::new(), block: None };
    // Times first: where one can't be kept, nothing has gone out yet that nobody can take back.
    for (request, send_at) in send.iter().filter_map(|wanted| Some((wanted.request, wanted.send_at?))) {
        match answers::scheduled::schedule(ground, who, request, key, send_at).await {
            Ok(scheduled) => closed.scheduled.push(scheduled),
            Err(answers::Refused::Store(error)) => return Err(error.into()),
            Err(why) => closed.refused.push((request, why)),
        }
    }
    if !closed.refused.is_empty() {
        return Ok(closed);
    }
    for request in send.iter().filter(|wanted| wanted.send_at.is_none()).map(|wanted| wanted.request) {
        match answers::send_ready(ground, who, request, key).await {
            Ok(sent) => closed.sent.push(sent),
            Err(answers::Refused::Store(error)) => return Err(error.into()),
            Err(why) => closed.refused.push((request, why)),
        }
    }
    if closed.refused.is_empty() {
        closed.block = Some(ground::again(|| close_once(ground, who, key)).await?);
    }
    Ok(closed)
}

/// The decision of a block, if one was written.
pub(crate) fn decision_in(words: &Words) -> Result<Option<NewDecision>, Refused> {
    let driver = words.some(Field::Driver).and_then(Driver::from_word);
    let missing = |what: &'static str| Err(Refused::Undecided(what));
    match (words.some(Field::What), words.some(Field::Why), driver) {
        (None, None, _) => Ok(None),
        (None, Some(_), _) => missing("There is a reason, and no decision. Say what was decided, or empty the reason."),
        (Some(_), None, _) => missing("The decision has no reason yet. Say why, or empty it."),
        (Some(_), Some(_), None) => {
            missing("The decision does not say what drove it. Pick one, or empty the decision.")
        }
        (Some(what), Some(why), Some(driver)) => Ok(Some(NewDecision::new(what, why, driver))),
    }
}

/// The decision as the log keeps it: one a block, whoever writes it down.
fn of_block(decision: NewDecision, block: &Block, opened_at: Timestamp) -> NewDecision {
    let key = block.key.to_string();
    let print = ground::print_of(&format!("{} {key}", block.team));
    let bits = u128::from_str_radix(print.get(..32).unwrap_or_default(), 16).unwrap_or_default();
    let [_, _, _, _, _, _, bytes @ ..] = bits.to_be_bytes();
    let opened_at = u64::try_from(opened_at.as_millisecond()).unwrap_or_default();
    let id = Builder::from_unix_timestamp_millis(opened_at, &bytes).into_uuid();
    NewDecision { id: Some(id.into()), block: Some(key), ..decision }
}

/// Writes into the log what was decided in those blocks of a team that are over and that nobody closed, of what was noted since an instant;
/// whoever noted it decided it. What says too little stays in its block. Done again it changes nothing.
///
/// # Errors
/// Where the database fails.
pub async fn log_unclosed(ground: &Ground, team: TeamId, since: Timestamp) -> Result<(), StoreError> {
    let begun = store::decided_since(&mut ground.read().await?, team, since).await?;
    for key in begun {
        ground::again(|| log_once(ground, team, key)).await?;
    }
    Ok(())
}

async fn log_once(ground: &Ground, team: TeamId, key: BlockKey) -> Result<(), StoreError> {
    let mut tx = ground.read().await?;
    let now = tx.now();
    let Some(block) = blocks::find(&mut tx, team, key).await? else { return Ok(()) };
    let Some(opened_at) = block.opened_at else { return Ok(()) };
    let is_left = block.closed_at.is_none() && block.state(now) != blocks::State::Open;
    if !is_left || !decisions::in_block(&mut tx, team, &key.to_string()).await?.is_empty() {
        return Ok(());
    }
    let words = store::words_of(&mut tx, team, Of::Block(key)).await?;
    drop(tx);
    let (Some(what), Ok(Some(decision))) = (words.find(Field::What), decision_in(&words)) else { return Ok(()) };
    let made_at = [Field::What, Field::Why, Field::Driver].into_iter().filter_map(|field| words.find(field));
    let made_at = made_at.map(|word| word.changed_at).max();
    let decision = NewDecision { made_at, ..of_block(decision, &block, opened_at) };
    let mut tx = ground.begin().await?;
    match decisions::record(&mut tx, team, Actor::Member(what.kept.by.uuid()), decision).await {
        Ok(_) => tx.commit().await,
        Err(decisions::Refused::Store(error)) => Err(error),
        // Too long for the log: it stays in its block. Or somebody closed the block just now.
        Err(
            decisions::Refused::CannotRecord(_) | decisions::Refused::NoRequest | decisions::Refused::StandsAlready,
        ) => Ok(()),
    }
}

async fn close_once(ground: &Ground, who: &Member, key: BlockKey) -> Result<Block, Refused> {
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
    let words = store::words_of(&mut tx, who.team, Of::Block(key)).await?;
    if let Some(decision) = decision_in(&words)? {
        match decisions::record(&mut tx, who.team, who.actor(), of_block(decision, &block, opened_at)).await {
            // It was written down when the block was over, and stays as it was then.
            Ok(_) | Err(decisions::Refused::StandsAlready) => {}
            Err(refused) => return Err(refused.into()),
        }
    }
    if let Some(clue) = words.some(Field::Clue) {
        let source = words.some(Field::Source).unwrap_or_default();
        let about = business::About::default();
        business::note_clue(&mut tx, who.team, who.actor(), clue, source, about).await.map_err(busy_business)?;
    }
    let wrote = wrote_in(&mut tx, who.team, key).await?;
    let used = minutes_used(opened_at, now);
    let closed = blocks::close(&mut tx, who, key, used, wrote).await.map_err(busy_if_block_raced)?;
    tx.commit().await?;
    Ok(closed)
}

/// Whether a decision or an answer was written in a block: one that goes out later counts as well.
async fn wrote_in(tx: &mut Tx, team: TeamId, key: BlockKey) -> Result<bool, StoreError> {
    Ok(!answers::readings::written_in(tx, team, key).await?.is_empty()
        || !answers::scheduled::in_block(tx, team, key).await?.is_empty()
        || !decisions::in_block(tx, team, &key.to_string()).await?.is_empty())
}

/// A clue is about nothing in particular here, so that only the database can say no.
fn busy_business(refused: business::Refused) -> Refused {
    match refused {
        business::Refused::Store(error) => busy_if_raced(error).into(),
        business::Refused::Unknown
        | business::Refused::Entered(_)
        | business::Refused::NoNumber
        | business::Refused::StillToCome
        | business::Refused::TooOld => StoreError::Broken(refused.to_string()).into(),
    }
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

/// The block, if it was opened and nobody closed it yet.
async fn is_going_on(tx: &mut Tx, team: TeamId, key: BlockKey) -> Result<Block, Refused> {
    let block = blocks::find(tx, team, key).await?.ok_or(blocks::Refused::Unknown)?;
    if block.opened_at.is_some() && block.closed_at.is_none() { Ok(block) } else { Err(Refused::NotOpen) }
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
