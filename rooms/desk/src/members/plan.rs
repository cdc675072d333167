//! What is promised and when the team looks at it: one account of the blocks to come and their agendas, the same on every page.

use std::collections::HashSet;

use blocks::{Agenda, Block, BlockKey, Holders};
use ground::uuid::Uuid;
use ground::{StoreError, TeamId, Tx};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use promises::Owed;
use requests::RequestId;
use team::{InForce, Member};
use web::when::When;

/// How many promises a page looks at, next first: which block looks at a request depends on the promises before it alone. More than
/// this are open only where a team has lost hold of them.
pub(super) const LOOKED_AT: i64 = 100;
/// How many a page looks at that goes deeper.
pub(super) const LOOKED_FAR: i64 = 1_000;

/// The blocks to come, and what each looks at.
pub(super) struct Plan {
    /// As members read times.
    pub(super) when: When,
    /// The calendar in force.
    pub(super) in_force: InForce,
    /// The blocks that can still look at requests, in order of time; an open one first.
    pub(super) blocks: Vec<Block>,
    /// What is owed, next first.
    pub(super) owed: Vec<Owed>,
    /// Whether there is more owed than was looked at.
    pub(super) is_cut: bool,
    /// The days before the first promise that no block is in time for on which the whole team is away.
    pub(super) days_away: Vec<Date>,
    /// What the open blocks keep, what jumps the queue, and what goes out by itself.
    kept: sessions::Kept,
    agenda: Agenda<BlockKey, RequestId>,
}

impl Plan {
    /// The plan, made of the next [`LOOKED_AT`] promises.
    pub(super) async fn read(tx: &mut Tx, team: TeamId) -> Result<Self, StoreError> {
        Self::of_next(tx, team, LOOKED_AT).await
    }

    /// The plan, made of so many promises.
    pub(super) async fn of_next(tx: &mut Tx, team: TeamId, looked_at: i64) -> Result<Self, StoreError> {
        let owed = promises::owed_next(tx, team, None, looked_at).await?;
        let now = tx.now();
        let in_force = team::calendar::current(tx, team).await?;
        let blocks = blocks::coming(tx, team, now, sessions::AHEAD_DAYS).await?;
        let is_cut = i64::try_from(owed.len()).is_ok_and(|owed| owed >= looked_at);
        let promised = first_of_each(&owed);
        let kept = sessions::kept_by_open(tx, team, &blocks, &promised, now).await?;
        let agenda = sessions::dealt(&blocks, &promised, &kept, now);
        let when = When::new(in_force.zone.clone(), now);
        let mut plan = Self { when, in_force, blocks, owed, is_cut, days_away: Vec::new(), kept, agenda };
        if let Some(due_at) = plan.first_without() {
            let office = &plan.in_force.office;
            let days = (office.date_of(now), office.date_of(due_at));
            plan.days_away = blocks::days_away(tx, team, &Holders::Team, days).await?;
        }
        Ok(plan)
    }

    /// The same, told in the zone in which this member reads times.
    pub(super) fn read_by(self, who: &Member) -> Self {
        Self { when: When::new(who.reads_in(&self.in_force.zone), self.now()), ..self }
    }

    /// The present instant.
    pub(super) fn now(&self) -> Timestamp {
        self.when.now()
    }

    /// The next promise of each request, next first.
    pub(super) fn promised(&self) -> impl Iterator<Item = &Owed> {
        let mut seen: HashSet<Uuid> = HashSet::new();
        self.owed.iter().filter(move |promise| seen.insert(promise.request))
    }

    /// Whether a promise is among those that were looked at, so that its block is known.
    pub(super) fn reaches(&self, owed: &Owed) -> bool {
        !self.is_cut || self.owed.last().is_some_and(|last| (owed.due_at, owed.id) <= (last.due_at, last.id))
    }

    /// The next promise of a request.
    pub(super) fn promise_of(&self, request: RequestId) -> Option<&Owed> {
        self.owed.iter().find(|promise| promise.request == request.uuid())
    }

    /// What a block looks at.
    pub(super) fn agenda_of(&self, block: &Block) -> &[RequestId] {
        self.agenda.of_block(&block.key)
    }

    /// The block that looks at a request.
    pub(super) fn block_of(&self, request: RequestId) -> Option<&Block> {
        let key = self.agenda.block_of(&request)?;
        self.blocks.iter().find(|block| block.key == *key)
    }

    /// The next block that is this member's time, alone or with others.
    pub(super) fn next_of(&self, who: &Member) -> Option<&Block> {
        let mut theirs = self.blocks.iter().filter(|block| block.holders.include(who.id));
        let open = theirs.clone().find(|block| block.state(self.now()) == blocks::State::Open);
        open.or_else(|| theirs.next())
    }

    /// The emergencies that wait to be answered, in the order in which they were marked.
    pub(super) fn emergencies(&self) -> impl Iterator<Item = RequestId> {
        self.kept.jumping.iter().copied().filter(|request| self.promise_of(*request).is_some())
    }

    /// Requests that no block is in time for.
    pub(super) fn without(&self) -> &[RequestId] {
        &self.agenda.without
    }

    /// The blocks that are still to come on the present day, the open one among them.
    pub(super) fn of_today(&self) -> &[Block] {
        let today = self.when.today();
        let is_today = |block: &Block| {
            block.state(self.now()) == blocks::State::Open || self.when.day_of(block.starts_at) <= today
        };
        let many = self.blocks.iter().take_while(|block| is_today(block)).count();
        self.blocks.get(..many).unwrap_or_default()
    }

    /// When the answer to a request goes out by itself, in time for its promise.
    pub(super) fn leaves_at(&self, request: RequestId) -> Option<Timestamp> {
        self.kept.leaving.iter().find(|(leaving, _)| *leaving == request).map(|(_, send_at)| *send_at)
    }

    /// How many answers go out by themselves, in time for their promises.
    pub(super) fn leaving(&self) -> usize {
        self.kept.leaving.len()
    }

    /// “in today’s block, 11:30”, or “goes out today, 15:00”; nothing if no block looks at it.
    pub(super) fn place_of(&self, request: RequestId) -> Option<String> {
        let leaves = || self.leaves_at(request).map(|send_at| format!("goes out {}", self.when.near(send_at)));
        self.block_of(request).map(|block| format!("in {}", block_words(&self.when, block.starts_at))).or_else(leaves)
    }

    /// Where a request that asks for an answer by `due_at` would come, its place on the agenda, and the block after that one.
    pub(super) fn if_promised(&self, due_at: Timestamp) -> Option<Joining<'_>> {
        let mut promised = first_of_each(&self.owed);
        let new = RequestId::new(self.now());
        promised.push((new, due_at));
        let agenda = sessions::dealt(&self.blocks, &promised, &self.kept, self.now());
        let key = agenda.block_of(&new)?;
        let at = self.blocks.iter().position(|block| block.key == *key)?;
        let place = agenda.of_block(key).iter().position(|id| *id == new)? + 1;
        Some(Joining { block: self.blocks.get(at)?, place, next: self.blocks.get(at + 1) })
    }

    /// The requests whose block would be gone if those went that `goes` names, and where each would go.
    pub(super) fn if_gone(&self, goes: impl Fn(&Block) -> bool) -> Vec<Displaced<'_>> {
        let stay: Vec<Block> = self.blocks.iter().filter(|block| !goes(block)).cloned().collect();
        let agenda = sessions::dealt(&stay, &first_of_each(&self.owed), &self.kept, self.now());
        let displaced = |promise: &Owed| {
            let request: RequestId = promise.request.into();
            let from = self.block_of(request).filter(|block| goes(block))?;
            let key = agenda.block_of(&request);
            Some(Displaced { request, from, to: self.blocks.iter().find(|block| Some(&block.key) == key) })
        };
        self.promised().filter_map(displaced).collect()
    }

    /// Half an hour in which what no block is in time for can be looked at: in office hours, beside the blocks, before the first of
    /// these promises is due, on a day on which somebody is there, and not within the next hour if that can be.
    pub(super) fn fitting(&self) -> Option<Timestamp> {
        let now = self.now();
        let until = self.first_without().unwrap_or_else(|| later(now, SignedDuration::from_hours(7 * 24)));
        let in_an_hour = later(now, SignedDuration::from_hours(1));
        let free = |from| self.free(&Holders::Team, HALF_AN_HOUR, from, until);
        free(in_an_hour).or_else(|| free(later(now, SignedDuration::from_mins(5))))
    }

    /// When a block that passed can come again: the next free time of its day at the office, in office hours, and before the promises are due that no
    /// other block is in time for, if that can be.
    pub(super) fn again(&self, missed: &Block) -> Option<Again> {
        let length = missed.ends_at.duration_since(missed.starts_at);
        let from = later(self.now(), SignedDuration::from_mins(5));
        let tomorrow = self.in_force.office.date_of(missed.starts_at).tomorrow().ok()?;
        let tonight = self.in_force.office.instant(tomorrow.at(0, 0, 0, 0)).ok()?;
        let free = |until: Timestamp| self.free(&missed.holders, length, from, until);
        match self.first_without().and_then(|due_at| free(due_at.min(tonight))) {
            Some(starts_at) => Some(Again { starts_at, waits: true }),
            None => Some(Again { starts_at: free(tonight)?, waits: false }),
        }
    }

    /// When the first promise is due that no block is in time for.
    fn first_without(&self) -> Option<Timestamp> {
        let due = |id: &RequestId| self.promise_of(*id).map(|promise| promise.due_at);
        self.without().iter().filter_map(due).filter(|due| self.now() < *due).min()
    }

    fn free(&self, holders: &Holders, length: SignedDuration, from: Timestamp, until: Timestamp) -> Option<Timestamp> {
        const QUARTER: i64 = 15 * 60;
        if until <= from {
            return None;
        }
        let spans = self.in_force.office.open_spans(from, until).ok()?;
        spans.into_iter().find_map(|span| {
            let first = span.from.as_second().div_euclid(QUARTER) * QUARTER;
            let starts = (0..).map(|quarter| Timestamp::from_second(first + quarter * QUARTER).ok());
            let starts = starts.take_while(|start| start.is_some_and(|start| later(start, length) <= span.to));
            starts.flatten().find(|start| {
                let end = later(*start, length);
                let stands = |block: &Block| block.holders.share(holders) && block.meets(*start, end);
                let is_there =
                    *holders != Holders::Team || !self.days_away.contains(&self.in_force.office.date_of(*start));
                span.from <= *start && is_there && !self.blocks.iter().any(stands)
            })
        })
    }
}

/// When a block that passed can come again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Again {
    /// When it would start.
    pub(super) starts_at: Timestamp,
    /// Whether promises wait for it, and it would be in time.
    pub(super) waits: bool,
}

/// A request whose block goes.
pub(super) struct Displaced<'a> {
    /// Which.
    pub(super) request: RequestId,
    /// The block that looks at it now.
    pub(super) from: &'a Block,
    /// The one that would; none, if no other is in time.
    pub(super) to: Option<&'a Block>,
}

/// Where a request would come.
pub(super) struct Joining<'a> {
    /// The block that would look at it.
    pub(super) block: &'a Block,
    /// Its place on the agenda, from 1.
    pub(super) place: usize,
    /// The block after that one.
    pub(super) next: Option<&'a Block>,
}

/// How long a block is that the desk offers to reserve.
const HALF_AN_HOUR: SignedDuration = SignedDuration::from_mins(30);

fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

fn first_of_each(owed: &[Owed]) -> Vec<(RequestId, Timestamp)> {
    let mut seen: HashSet<Uuid> = HashSet::with_capacity(owed.len());
    let first = owed.iter().filter(|promise| seen.insert(promise.request));
    first.map(|promise| (promise.request.into(), promise.due_at)).collect()
}

/// “today’s block”, “tomorrow’s block”, “Thursday’s block”, “the block of Thu 14 Jan”.
pub(super) fn whose_block(when: &When, starts_at: Timestamp) -> String {
    let day = when.day_of(starts_at);
    let days = when.today().until(day).map_or(i32::MAX, |span| span.get_days());
    match days {
        0 | 1 => format!("{}’s block", when.day_near(day)),
        2..=6 => {
            let long = when.day(day);
            format!("{}’s block", long.split(' ').next().unwrap_or(&long))
        }
        _ => format!("the block of {}", when.day_short(day)),
    }
}

/// The same with its time: “today’s block, 11:30”.
pub(super) fn block_words(when: &When, starts_at: Timestamp) -> String {
    format!("{}, {}", whose_block(when, starts_at), when.time(starts_at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_called_by_its_day() {
        let when = When::in_zone("Europe/Berlin", "2026-11-25T09:15:00Z".parse().unwrap()).unwrap();
        for (at, words) in [
            ("2026-11-25T10:30:00Z", "today’s block, 11:30"),
            ("2026-11-26T10:30:00Z", "tomorrow’s block, 11:30"),
            ("2026-11-27T10:30:00Z", "Friday’s block, 11:30"),
            ("2026-12-01T12:00:00Z", "Tuesday’s block, 13:00"),
            ("2026-12-02T10:30:00Z", "the block of Wed 2 Dec, 11:30"),
            ("2027-01-14T10:30:00Z", "the block of Thu 14 Jan 2027, 11:30"),
            ("2026-11-24T10:30:00Z", "the block of Tue 24 Nov, 11:30"),
        ] {
            assert_eq!(block_words(&when, at.parse().unwrap()), words);
        }
    }
}
