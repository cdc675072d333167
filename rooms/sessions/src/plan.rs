//! Which block looks at which request: what the team owes, dealt to the blocks to come by the rule of blocks.

use std::collections::HashSet;

use blocks::{Agenda, Block, BlockKey};
use ground::{StoreError, TeamId, Tx};
use jiff::Timestamp;
use promises::{Owed, What};
use requests::{Request, RequestId, State};

use crate::store::items;

/// How far ahead blocks are looked for, so that every page sees the same ones.
pub const AHEAD_DAYS: i64 = 92;

/// A request that waits for a block, or is looked at in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The request.
    pub request: Request,
    /// What is promised next, or was promised and is owed still.
    pub what: What,
    /// By when.
    pub due_at: Timestamp,
}

/// The blocks to come with their requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The blocks that can still look at requests, in order of time; the open one first.
    pub blocks: Vec<Block>,
    /// Every request that waits, in order of its promise.
    pub waiting: Vec<Waiting>,
    /// Which block looks at which; and those that no block is in time for.
    pub agenda: Agenda<BlockKey, RequestId>,
}

impl Plan {
    /// What a block looks at, in its order.
    pub fn of_block(&self, key: BlockKey) -> Vec<&Waiting> {
        self.agenda.of_block(&key).iter().filter_map(|request| self.waiting(*request)).collect()
    }

    /// The block that looks at a request.
    pub fn block_of(&self, request: RequestId) -> Option<&Block> {
        let key = self.agenda.block_of(&request)?;
        self.blocks.iter().find(|block| block.key == *key)
    }

    /// Requests that no block is in time for: time should be reserved for them.
    pub fn without_block(&self) -> Vec<&Waiting> {
        self.agenda.without.iter().filter_map(|request| self.waiting(*request)).collect()
    }

    fn waiting(&self, request: RequestId) -> Option<&Waiting> {
        self.waiting.iter().find(|waiting| waiting.request.id == request)
    }
}

/// All agendas as they stand. An open block keeps what it was opened with, less what was set aside or answered since.
pub async fn plan(tx: &mut Tx, team: TeamId, now: Timestamp) -> Result<Plan, StoreError> {
    let blocks = blocks::coming(tx, team, now, AHEAD_DAYS).await?;
    let waiting = waiting(tx, team).await?;
    let promised = promised(&waiting);
    let kept = kept_by_open(tx, team, &blocks, &promised, now).await?;
    let agenda = dealt(&blocks, &promised, &kept, now);
    Ok(Plan { blocks, waiting, agenda })
}

/// What is settled before requests are dealt to blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// The open blocks with what their sessions look at: the list each was opened with, less what was set aside or is owed nothing any
    /// more, emergencies first. There are several where members hold blocks of their own.
    pub open: Vec<(BlockKey, Vec<RequestId>)>,
    /// Emergencies named in advance, in the order in which they were marked: they come before all others in the next block.
    pub jumping: Vec<RequestId>,
    /// Answers that are written and go out by themselves before their promise is due, with when: they need no further block.
    pub leaving: Vec<(RequestId, Timestamp)>,
}

/// What the open blocks keep, what jumps the queue, and what goes out by itself.
pub async fn kept_by_open(
    tx: &mut Tx,
    team: TeamId,
    blocks: &[Block],
    promised: &[(RequestId, Timestamp)],
    now: Timestamp,
) -> Result<Kept, StoreError> {
    let jumping = requests::readings::emergencies_waiting(tx, team).await?;
    let due = |id: RequestId| promised.iter().find(|(owed, _)| *owed == id).map(|(_, due_at)| *due_at);
    let scheduled = answers::scheduled::all(tx, team).await?;
    let in_time =
        scheduled.into_iter().filter(|one| one.waits() && due(one.request).is_some_and(|due| one.send_at < due));
    let leaving = in_time.map(|one| (one.request, one.send_at)).collect();
    let mut kept = Kept { open: Vec::new(), jumping, leaving };
    for open in blocks.iter().filter(|block| block.state(now) == blocks::State::Open) {
        let items = items(tx, team, open.key).await?.into_iter().filter(|item| item.set_aside_at.is_none());
        let is_owed = |id: &RequestId| promised.iter().any(|(owed, _)| owed == id);
        let mut looked_at: Vec<RequestId> = items.map(|item| item.request).filter(is_owed).collect();
        looked_at.sort_by_key(|request| !kept.jumping.contains(request));
        kept.open.push((open.key, looked_at));
    }
    Ok(kept)
}

/// The agendas of all blocks for what is promised, in order of the promises. An open block keeps what its session looks at; the others are
/// dealt the rest.
pub fn dealt(
    blocks: &[Block],
    promised: &[(RequestId, Timestamp)],
    kept: &Kept,
    now: Timestamp,
) -> Agenda<BlockKey, RequestId> {
    let others: Vec<Block> =
        blocks.iter().filter(|block| !kept.open.iter().any(|(open, _)| block.key == *open)).cloned().collect();
    let is_looked_at = |id: &RequestId| kept.open.iter().any(|(_, looked_at)| looked_at.contains(id));
    let leaves = |id: &RequestId| kept.leaving.iter().any(|(leaving, _)| leaving == id);
    let rest: Vec<_> = promised.iter().filter(|(id, _)| !is_looked_at(id) && !leaves(id)).copied().collect();
    let mut agenda = blocks::agenda_with(&others, &kept.jumping, &rest, now);
    agenda.of.splice(0..0, kept.open.iter().cloned());
    agenda
}

/// The agendas as they will stand when the open block is closed and what is in `sent` was answered.
pub async fn after(
    tx: &mut Tx,
    team: TeamId,
    open: BlockKey,
    sent: &[RequestId],
    now: Timestamp,
) -> Result<Plan, StoreError> {
    let mut blocks = blocks::coming(tx, team, now, AHEAD_DAYS).await?;
    blocks.retain(|block| block.key != open);
    let mut waiting = waiting(tx, team).await?;
    waiting.retain(|waiting| !sent.contains(&waiting.request.id));
    let promised = promised(&waiting);
    let kept = kept_by_open(tx, team, &blocks, &promised, now).await?;
    let agenda = dealt(&blocks, &promised, &kept, now);
    Ok(Plan { blocks, waiting, agenda })
}

/// The block that would look at a request of the open one if it were set aside now. Only the blocks and the promises before its own can
/// decide that, so no more is read.
pub(crate) async fn next_block_for(
    tx: &mut Tx,
    team: TeamId,
    open: BlockKey,
    (request, due_at): (RequestId, Timestamp),
) -> Result<Option<Block>, StoreError> {
    let now = tx.now();
    // One that fell due comes to the next block, whenever that is.
    let is_fallen = due_at < now;
    let days = if is_fallen { AHEAD_DAYS } else { due_at.duration_since(now).as_hours() / 24 + 1 };
    let mut blocks = blocks::coming(tx, team, now, days.clamp(1, AHEAD_DAYS)).await?;
    blocks.retain(|block| block.key != open);
    let owed = promises::owed_by(tx, team, due_at).await?;
    let mut waiting = waiting_for(tx, team, owed).await?;
    // What else the open block looks at is looked at there.
    let here: Vec<RequestId> = items(tx, team, open).await?.into_iter().map(|item| item.request).collect();
    waiting.retain(|waiting| waiting.request.id == request || !here.contains(&waiting.request.id));
    let promised = promised(&waiting);
    let kept = kept_by_open(tx, team, &blocks, &promised, now).await?;
    let agenda = dealt(&blocks, &promised, &kept, now);
    let key = agenda.block_of(&request).copied();
    Ok(key.and_then(|key| blocks.into_iter().find(|block| block.key == key)))
}

/// What a block that was opened just now looks at.
pub(crate) async fn of_opened(
    tx: &mut Tx,
    team: TeamId,
    open: BlockKey,
    now: Timestamp,
) -> Result<Vec<RequestId>, StoreError> {
    let blocks = blocks::coming(tx, team, now, AHEAD_DAYS).await?;
    let promised = promised(&waiting(tx, team).await?);
    // What another open block looks at already is not looked at twice.
    let mut kept = kept_by_open(tx, team, &blocks, &promised, now).await?;
    kept.open.retain(|(other, _)| *other != open);
    Ok(dealt(&blocks, &promised, &kept, now).of_block(&open).to_vec())
}

fn promised(waiting: &[Waiting]) -> Vec<(RequestId, Timestamp)> {
    waiting.iter().map(|waiting| (waiting.request.id, waiting.due_at)).collect()
}

/// The requests that something is owed for and that nobody has answered, in order of their promises.
async fn waiting(tx: &mut Tx, team: TeamId) -> Result<Vec<Waiting>, StoreError> {
    let owed = promises::owed_next(tx, team, None, i64::MAX).await?;
    waiting_for(tx, team, owed).await
}

/// The same, of these promises.
async fn waiting_for(tx: &mut Tx, team: TeamId, owed: Vec<Owed>) -> Result<Vec<Waiting>, StoreError> {
    let mut seen = HashSet::new();
    let next: Vec<_> = owed.into_iter().filter(|promise| seen.insert(promise.request)).collect();
    let ids: Vec<RequestId> = next.iter().map(|promise| promise.request.into()).collect();
    let requests = requests::readings::many(tx, team, &ids).await?;
    let mut waiting = Vec::with_capacity(next.len());
    for promise in next {
        let request = requests.iter().find(|request| request.id.uuid() == promise.request);
        if let Some(request) = request.filter(|request| matches!(request.state, State::Parked | State::InReview)) {
            waiting.push(Waiting { request: request.clone(), what: promise.what, due_at: promise.due_at });
        }
    }
    Ok(waiting)
}
