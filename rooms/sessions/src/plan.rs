//! Which block looks at which request: what the team owes, dealt to the blocks to come by the rule of blocks.

use std::collections::HashSet;

use blocks::{Agenda, Block, BlockKey};
use ground::{StoreError, TeamId, Tx};
use jiff::Timestamp;
use promises::What;
use requests::{Request, RequestId, State};

use crate::store::items;

/// How far ahead blocks are looked for.
const AHEAD_DAYS: i64 = 92;

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
    let open = blocks.iter().find(|block| block.state(now) == blocks::State::Open).map(|block| block.key);
    let Some(open) = open else { return Ok(dealt(blocks, waiting, now)) };
    let looked_at: Vec<RequestId> = items(tx, team, open)
        .await?
        .into_iter()
        .filter(|item| item.set_aside_at.is_none())
        .map(|item| item.request)
        .filter(|request| waiting.iter().any(|waiting| waiting.request.id == *request))
        .collect();
    let mut agenda = deal_to_others(&blocks, &waiting, open, &looked_at, now);
    agenda.of.insert(0, (open, looked_at));
    Ok(Plan { blocks, waiting, agenda })
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
    Ok(dealt(blocks, waiting, now))
}

/// What a block that was opened just now looks at.
pub(crate) async fn of_opened(
    tx: &mut Tx,
    team: TeamId,
    open: BlockKey,
    now: Timestamp,
) -> Result<Vec<RequestId>, StoreError> {
    let blocks = blocks::coming(tx, team, now, AHEAD_DAYS).await?;
    let waiting = waiting(tx, team).await?;
    Ok(dealt(blocks, waiting, now).agenda.of_block(&open).to_vec())
}

fn dealt(blocks: Vec<Block>, waiting: Vec<Waiting>, now: Timestamp) -> Plan {
    let agenda = blocks::agenda(&blocks, &promised(&waiting, &[]), now);
    Plan { blocks, waiting, agenda }
}

fn deal_to_others(
    blocks: &[Block],
    waiting: &[Waiting],
    open: BlockKey,
    looked_at: &[RequestId],
    now: Timestamp,
) -> Agenda<BlockKey, RequestId> {
    let others: Vec<Block> = blocks.iter().filter(|block| block.key != open).cloned().collect();
    blocks::agenda(&others, &promised(waiting, looked_at), now)
}

fn promised(waiting: &[Waiting], but: &[RequestId]) -> Vec<(RequestId, Timestamp)> {
    let others = waiting.iter().filter(|waiting| !but.contains(&waiting.request.id));
    others.map(|waiting| (waiting.request.id, waiting.due_at)).collect()
}

/// The requests that something is owed for and that nobody has answered, in order of their promises.
async fn waiting(tx: &mut Tx, team: TeamId) -> Result<Vec<Waiting>, StoreError> {
    let owed = promises::owed(tx, team).await?;
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
