//! What the ledger shows, read at one moment.

use std::collections::HashMap;

use answers::Pace;
use ground::{StoreError, Tx};
use jiff::civil::Weekday;
use jiff::{SignedDuration, Timestamp, ToSpan};
use promises::{Counts, Figures, Learned, Move, Owed, Promise, PromiseId, ReasonKind, State, What};
use requests::RequestId;
use team::Member;
use web::paging::{Place, with_query};
use web::shell::PROMISES;

use super::period::Period;
use crate::members::people::{Entries, entries};
use crate::members::plan::{LOOKED_FAR, Plan};

/// How many promises a page of one state shows.
const PAGE: i64 = 50;
/// How many to come stand on the page of all states, this week and later.
const TO_COME: usize = 20;
/// How many that fell due stand below those to come.
const NEWEST: i64 = 10;

/// A promise as a row shows it.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) id: PromiseId,
    pub(super) request: RequestId,
    pub(super) what: What,
    pub(super) given_at: Timestamp,
    pub(super) due_at: Timestamp,
    pub(super) fulfilled_at: Option<Timestamp>,
    pub(super) state: State,
}

impl Line {
    fn to_come(owed: &Owed) -> Self {
        let Owed { id, request, what, given_at, due_at } = owed.clone();
        Self { id, request: request.into(), what, given_at, due_at, fulfilled_at: None, state: State::Open }
    }

    pub(super) fn of(promise: &Promise, now: Timestamp) -> Self {
        let Promise { id, request, what, given_at, due_at, fulfilled_at, .. } = promise;
        Self {
            id: *id,
            request: (*request).into(),
            what: *what,
            given_at: *given_at,
            due_at: *due_at,
            fulfilled_at: *fulfilled_at,
            state: promise.state(now),
        }
    }
}

/// What stands beside the rows of a page.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) moves: HashMap<PromiseId, Vec<Move>>,
    pub(super) learned: HashMap<PromiseId, Learned>,
    pub(super) entries: Entries,
}

impl Beside {
    pub(super) async fn of(tx: &mut Tx, who: &Member, lines: &[&Line]) -> Result<Self, StoreError> {
        let requests: Vec<RequestId> = lines.iter().map(|line| line.request).collect();
        let mut beside = Self { entries: entries(tx, who.team, &requests).await?, ..Self::default() };
        let asked = |line: &&&Line| matches!(line.state, State::Open | State::Renegotiated);
        let moved: Vec<PromiseId> = lines.iter().filter(asked).map(|line| line.id).collect();
        for asked in promises::moves_of(tx, who.team, &moved).await? {
            beside.moves.entry(asked.promise).or_default().push(asked);
        }
        let broken: Vec<PromiseId> =
            lines.iter().filter(|line| line.state == State::Broken).map(|line| line.id).collect();
        let learned = promises::lessons_of(tx, who.team, &broken).await?;
        beside.learned = learned.into_iter().map(|learned| (learned.promise, learned)).collect();
        Ok(beside)
    }
}

/// The figures of a period.
pub(super) struct Told {
    pub(super) period: Period,
    pub(super) kept: Figures,
    pub(super) pace: Pace,
    /// What was noted about those broken in it.
    pub(super) reasons: Vec<(ReasonKind, u64)>,
}

impl Told {
    pub(super) async fn of(tx: &mut Tx, who: &Member, plan: &Plan, period: Period) -> Result<Self, StoreError> {
        let (now, from) = (plan.now(), period.begin(plan.in_force.office.date_of(plan.now()), &plan.in_force.zone));
        // An answer of this very millisecond is one of them.
        let until = now.checked_add(SignedDuration::from_millis(1)).unwrap_or(now);
        Ok(Self {
            period,
            kept: promises::figures_of(tx, who.team, from, now).await?,
            pace: answers::readings::pace(tx, who.team, from, until).await?,
            reasons: promises::reasons(tx, who.team, from).await?,
        })
    }
}

/// What the ledger shows.
pub(super) struct Ledger {
    pub(super) plan: Plan,
    /// What the numbers of requests begin with.
    pub(super) prefix: String,
    pub(super) counts: Counts,
    pub(super) told: Told,
    pub(super) state: Option<State>,
    /// Those to come this week, and how many there are.
    pub(super) week: (Vec<Line>, usize),
    /// Those to come later, and how many there are.
    pub(super) later: (Vec<Line>, usize),
    /// Those that are not open any more, or those of one state.
    pub(super) settled: Vec<Line>,
    pub(super) next: Option<String>,
    pub(super) is_first: bool,
    pub(super) beside: Beside,
}

impl Ledger {
    pub(super) async fn read(
        tx: &mut Tx,
        who: &Member,
        state: Option<State>,
        period: Period,
        after: Option<Place>,
    ) -> Result<Self, StoreError> {
        let plan = Plan::of_next(tx, who.team, LOOKED_FAR).await?.read_by(who);
        let counts = promises::counts(tx, who.team).await?;
        let told = Told::of(tx, who, &plan, period).await?;
        let mut ledger = Self {
            prefix: who.team_prefix.clone(),
            counts,
            told,
            state,
            week: (Vec::new(), 0),
            later: (Vec::new(), 0),
            settled: Vec::new(),
            next: None,
            is_first: after.is_none(),
            beside: Beside::default(),
            plan,
        };
        let after = after.and_then(place_of);
        match state {
            None if after.is_none() => {
                ledger.all_to_come();
                ledger.settle(tx, who, None, NEWEST).await?;
            }
            Some(State::Open) => ledger.open(tx, who, after).await?,
            None | Some(State::Kept | State::Renegotiated | State::Broken | State::Void) => {
                ledger.settle(tx, who, after, PAGE).await?;
            }
        }
        let lines: Vec<&Line> = ledger.week.0.iter().chain(&ledger.later.0).chain(&ledger.settled).collect();
        ledger.beside = Beside::of(tx, who, &lines).await?;
        Ok(ledger)
    }

    /// Those to come, apart by the end of the week, the first of each.
    fn all_to_come(&mut self) {
        let (now, monday) = (self.plan.now(), next_monday(&self.plan));
        let open: Vec<&Owed> = self.plan.owed.iter().filter(|owed| now <= owed.due_at).collect();
        let (week, later): (Vec<&Owed>, Vec<&Owed>) = open.into_iter().partition(|owed| owed.due_at < monday);
        let counted = usize::try_from(self.counts.open).unwrap_or(usize::MAX);
        let first = |of: &[&Owed]| of.iter().take(TO_COME).map(|owed| Line::to_come(owed)).collect::<Vec<_>>();
        self.later = (first(&later), counted.saturating_sub(week.len()));
        self.week = (first(&week), week.len());
    }

    /// A page of those to come, next first.
    async fn open(&mut self, tx: &mut Tx, who: &Member, after: Option<promises::Place>) -> Result<(), StoreError> {
        let (now, monday) = (self.plan.now(), next_monday(&self.plan));
        // What is broken and unanswered is owed too, and is due before.
        let just_before = now.checked_sub(SignedDuration::from_millis(1)).unwrap_or(now);
        let begin = promises::Place { due_at: just_before, id: PromiseId::from(ground::uuid::Uuid::max()) };
        let mut owed = promises::owed_next(tx, who.team, Some(after.unwrap_or(begin)), PAGE + 1).await?;
        let has_more = i64::try_from(owed.len()).is_ok_and(|many| many > PAGE);
        owed.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        self.next = owed.last().filter(|_| has_more).map(|last| self.page_after(last.due_at, last.id));
        let (week, later): (Vec<Line>, Vec<Line>) =
            owed.iter().map(Line::to_come).partition(|line| line.due_at < monday);
        let of_week = self.plan.owed.iter().filter(|owed| now <= owed.due_at && owed.due_at < monday).count();
        let counted = usize::try_from(self.counts.open).unwrap_or(usize::MAX);
        (self.week, self.later) = ((week, of_week), (later, counted.saturating_sub(of_week)));
        Ok(())
    }

    /// A page of those that fell due, or are of one state.
    async fn settle(
        &mut self,
        tx: &mut Tx,
        who: &Member,
        before: Option<promises::Place>,
        limit: i64,
    ) -> Result<(), StoreError> {
        let mut settled = promises::settled(tx, who.team, self.state, before, limit + 1).await?;
        let has_more = i64::try_from(settled.len()).is_ok_and(|many| many > limit);
        settled.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        self.next = settled.last().filter(|_| has_more).map(|last| self.page_after(last.due_at, last.id));
        self.settled = settled.iter().map(|promise| Line::of(promise, self.plan.now())).collect();
        Ok(())
    }

    fn page_after(&self, due_at: Timestamp, id: PromiseId) -> String {
        let place = Place { key: due_at.as_millisecond(), id: id.to_string() }.to_string();
        self.path(self.state, &[("after", &place)])
    }

    /// The address of the ledger with this state and the period that was chosen.
    pub(super) fn path(&self, state: Option<State>, more: &[(&str, &str)]) -> String {
        let mut query = vec![("state", state.map_or("", State::word)), ("period", self.told.period.word())];
        query.extend(more);
        with_query(PROMISES, &query)
    }
}

/// A place in the ledger as an address says it.
pub(super) fn place_of(place: Place) -> Option<promises::Place> {
    Some(promises::Place { due_at: Timestamp::from_millisecond(place.key).ok()?, id: place.id.parse().ok()? })
}

/// The first instant of next week, by the team's calendar day.
fn next_monday(plan: &Plan) -> Timestamp {
    let today = plan.when.today();
    let monday = today.nth_weekday(1, Weekday::Monday).unwrap_or_else(|_| today.saturating_add(7.days()));
    monday.to_zoned_datetime(plan.in_force.zone.clone()).map_or(Timestamp::MAX, |at| at.timestamp())
}
