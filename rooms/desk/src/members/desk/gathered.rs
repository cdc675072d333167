//! What stands on the desk, read once.

use std::collections::HashSet;

use answers::scheduled::Scheduled;
use blocks::Block;
use ground::outbox::{self, Letter};
use ground::{StoreError, Tx};
use jiff::{SignedDuration, Timestamp};
use promises::Owed;
use requests::letters::QUESTION;
use requests::readings::{self, messages};
use requests::{Author, Message, RequestId, State, TrayState, View};
use team::Member;

use crate::members::outgoing::{Letters, written_before};
use crate::members::people::{Entries, entries};
use crate::members::plan::{LOOKED_AT, Plan};

/// How many promises after the next block are listed.
const AFTER: usize = 5;
/// How many rows of one kind stand on the desk; the rest is a link away.
const ROWS: usize = 10;
/// How long a mail server may take until a member should know.
const AN_HOUR: SignedDuration = SignedDuration::from_hours(1);
/// How long a question is waited for before the desk forgets it.
const A_QUARTER: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Everything that the desk shows.
pub(super) struct Desk {
    pub(super) plan: Plan,
    pub(super) entries: Entries,
    /// The next block that is theirs who looks.
    pub(super) next: Option<Block>,
    /// Their block of today that passed without being held.
    pub(super) missed: Option<Block>,
    /// What the next block looks at.
    pub(super) agenda: Vec<RequestId>,
    /// The promises after that.
    pub(super) after: Vec<Owed>,
    /// How many more fall due later than these.
    pub(super) later: usize,
    pub(super) standing: Vec<Message>,
    pub(super) waiting: Vec<Waiting>,
    /// Answers that go out at a chosen time, and those that did not.
    pub(super) scheduled: Vec<Scheduled>,
    pub(super) not_through: Vec<Letter>,
    /// What becomes of letters.
    pub(super) letters: Letters,
    /// How many letters wait in the tray; at most one more than is told.
    pub(super) tray: usize,
    /// Whether nobody has asked for anything yet.
    pub(super) is_first_day: bool,
}

/// What somebody else has to do before it goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Waiting {
    pub(super) request: RequestId,
    pub(super) since_at: Timestamp,
    pub(super) what: WaitsFor,
}

/// What is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum WaitsFor {
    /// A choice between so many ways, whose dates hold until then.
    Choice(usize, Option<Timestamp>),
    /// A yes or no to a new time.
    Move(Timestamp),
    /// The reply to a question.
    Reply,
}

impl Desk {
    pub(super) async fn read(tx: &mut Tx, who: &Member, letters: Letters) -> Result<Self, StoreError> {
        let plan = Plan::read(tx, who.team).await?.read_by(who);
        let missed = blocks::missed(tx, who, plan.now()).await?;
        let next = plan.next_of(who).cloned();
        let agenda = next.as_ref().map(|block| plan.agenda_of(block).to_vec()).unwrap_or_default();
        let shown: HashSet<RequestId> = agenda.iter().chain(plan.without()).copied().collect();
        let rest: Vec<&Owed> = plan.promised().filter(|promise| !shown.contains(&promise.request.into())).collect();
        let after: Vec<Owed> = rest.iter().take(AFTER).map(|promise| (*promise).clone()).collect();
        let later = rest.len().saturating_sub(after.len());
        let standing = standing(tx, who, &plan).await?;
        let waiting = waiting(tx, who, &plan).await?;
        let scheduled = answers::scheduled::all(tx, who.team).await?;
        let hour_ago = plan.now().checked_sub(AN_HOUR).unwrap_or(Timestamp::MIN);
        let not_through = outbox::not_through(tx, who.team, written_before(hour_ago, letters)).await?;
        let tray = readings::tray(tx, who.team, TrayState::Waiting, 11).await?.len();

        let mut ids: Vec<RequestId> =
            agenda.iter().take(ROWS).chain(plan.without().iter().take(ROWS)).copied().collect();
        ids.extend(plan.emergencies());
        ids.extend(after.iter().map(|promise| RequestId::from(promise.request)));
        ids.extend(standing.iter().map(|message| message.request));
        ids.extend(waiting.iter().map(|waits| waits.request));
        ids.extend(scheduled.iter().take(ROWS).map(|scheduled| scheduled.request));
        ids.extend(not_through.iter().filter_map(|letter| letter.thread).map(RequestId::from));
        let entries = entries(tx, who.team, &ids).await?;
        let is_first_day = entries.is_empty() && readings::list(tx, who.team, View::All, None, 1).await?.is_empty();
        Ok(Self {
            plan,
            entries,
            next,
            missed,
            agenda,
            after,
            later,
            standing,
            waiting,
            scheduled,
            letters,
            not_through,
            tray,
            is_first_day,
        })
    }
}

/// Replies that no promise covers: the newest of each request, oldest request first.
async fn standing(tx: &mut Tx, who: &Member, plan: &Plan) -> Result<Vec<Message>, StoreError> {
    let mut standing: Vec<Message> = Vec::new();
    for message in readings::standing(tx, who.team).await? {
        let is_covered = plan.promise_of(message.request).is_some_and(|promise| plan.now() <= promise.due_at);
        match standing.iter_mut().find(|known| known.request == message.request) {
            Some(known) => *known = message,
            None if !is_covered => standing.push(message),
            None => {}
        }
    }
    standing.truncate(ROWS);
    Ok(standing)
}

async fn waiting(tx: &mut Tx, who: &Member, plan: &Plan) -> Result<Vec<Waiting>, StoreError> {
    let mut waiting = choices(tx, who, plan).await?;
    waiting.extend(moves(tx, who, plan).await?);
    let known: HashSet<RequestId> = waiting.iter().map(|waits| waits.request).collect();
    waiting.extend(questions(tx, who, plan).await?.into_iter().filter(|waits| !known.contains(&waits.request)));
    waiting.sort_by_key(|waits| waits.since_at);
    waiting.truncate(ROWS);
    Ok(waiting)
}

async fn choices(tx: &mut Tx, who: &Member, plan: &Plan) -> Result<Vec<Waiting>, StoreError> {
    let mut waiting = Vec::new();
    let answered = readings::list(tx, who.team, View::In(State::Answered), None, 20).await?;
    for request in answered.into_iter().filter(|request| plan.promise_of(request.id).is_none()).take(ROWS) {
        let sheet = options::of_request(tx, who.team, request.id).await?;
        if let Some(sheet) = sheet.filter(|sheet| sheet.choice.is_none()) {
            let what = WaitsFor::Choice(sheet.ways.len(), sheet.holds_until_at);
            waiting.push(Waiting { request: request.id, since_at: sheet.sent_at, what });
        }
    }
    Ok(waiting)
}

async fn moves(tx: &mut Tx, who: &Member, plan: &Plan) -> Result<Vec<Waiting>, StoreError> {
    let asked = promises::open_moves(tx, who.team, LOOKED_AT).await?;
    let waits = asked.into_iter().filter(|asked| asked.asked.is_open(plan.now())).filter_map(|asked| {
        let promise = plan.owed.iter().find(|promise| promise.id == asked.promise)?;
        let what = WaitsFor::Move(asked.asked.due_at);
        Some(Waiting { request: promise.request.into(), since_at: asked.asked.asked_at, what })
    });
    Ok(waits.collect())
}

/// Questions to stakeholders that nobody has replied to and no answer overtook.
async fn questions(tx: &mut Tx, who: &Member, plan: &Plan) -> Result<Vec<Waiting>, StoreError> {
    let since = plan.now().checked_sub(A_QUARTER).unwrap_or(Timestamp::MIN);
    let asked = outbox::threads_of_kind(tx, who.team, QUESTION, since, LOOKED_AT).await?;
    let asked: Vec<(RequestId, Timestamp)> = asked.into_iter().map(|(thread, at)| (thread.into(), at)).collect();
    let settled: Vec<RequestId> =
        asked.iter().map(|(request, _)| *request).filter(|request| plan.promise_of(*request).is_none()).collect();
    let settled = readings::many(tx, who.team, &settled).await?;
    let mut waiting = Vec::new();
    for (request, asked_at) in asked {
        let waits = match plan.promise_of(request) {
            // What was promised after the question is an answer of ours: later, by.
            Some(promise) => promise.given_at <= asked_at,
            None => {
                let is_open = settled.iter().any(|known| known.id == request && known.state.is_open());
                is_open && is_last_word(tx, who, request, asked_at).await?
            }
        };
        if !waits {
            continue;
        }
        let said = messages(tx, who.team, request).await?;
        if !said.iter().any(|message| message.author == Author::Stakeholder && asked_at < message.at) {
            waiting.push(Waiting { request, since_at: asked_at, what: WaitsFor::Reply });
        }
        if waiting.len() == ROWS {
            break;
        }
    }
    Ok(waiting)
}

/// Whether we wrote nothing after that question: a later letter is an answer, or another question.
async fn is_last_word(tx: &mut Tx, who: &Member, request: RequestId, asked_at: Timestamp) -> Result<bool, StoreError> {
    let letters = outbox::of_thread(tx, who.team, request.uuid()).await?;
    Ok(letters.iter().all(|letter| letter.kind == QUESTION || letter.created_at <= asked_at))
}

/// The rows of a list that stand on the desk, and how many more there are.
pub(super) fn rows<T>(all: &[T]) -> (&[T], usize) {
    let shown = all.get(..ROWS).unwrap_or(all);
    (shown, all.len() - shown.len())
}
