//! The ledger as it is kept.

mod ledger;
mod lessons;
mod moves;

use ground::uuid::Uuid;
use ground::{Row, StoreError, TeamId, ToValue, Tx, Value};
use jiff::Timestamp;
use team::StakeholderId;

use crate::PromiseId;
use crate::rules::{Account, Course, HowTold, ReasonKind, State, What};

pub use ledger::{Counts, Place, behind, counts, figures_of, settled};
pub(crate) use lessons::note;
pub use lessons::{Learned, lessons_of, reasons};
pub use moves::{Move, move_of, moves_of, open_move, open_moves};
pub(crate) use moves::{add_move, answer_move, lapse};

/// By this instant you will have this: given to a stakeholder, with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Whose.
    pub team: TeamId,
    /// Which.
    pub id: PromiseId,
    /// The request it belongs to.
    pub request: Uuid,
    /// To whom.
    pub to: StakeholderId,
    /// What they will have.
    pub what: What,
    /// When it was given.
    pub given_at: Timestamp,
    /// From when it was counted.
    pub counted_from_at: Timestamp,
    /// By when.
    pub due_at: Timestamp,
    /// The version of the calendar that it was given on.
    pub calendar_version: i64,
    /// Why then, as it was stored when it was given; read by [`Promise::account`].
    pub explanation: String,
    /// When what was promised was sent.
    pub fulfilled_at: Option<Timestamp>,
    /// When the stakeholder agreed to another time.
    pub renegotiated_at: Option<Timestamp>,
    /// When its request was withdrawn or found to be spam.
    pub void_at: Option<Timestamp>,
    /// The promise in whose place it stands, since that was renegotiated.
    pub replaces: Option<PromiseId>,
    pub(crate) version: i64,
}

impl Promise {
    /// Its instant, and what became of it.
    pub fn course(&self) -> Course {
        Course {
            due_at: self.due_at,
            fulfilled_at: self.fulfilled_at,
            renegotiated_at: self.renegotiated_at,
            void_at: self.void_at,
        }
    }

    /// Where it stands at `now`.
    pub fn state(&self, now: Timestamp) -> State {
        self.course().state(now)
    }

    /// Whether what was promised is still owed: it is open, or broken and unanswered.
    pub fn is_owed(&self) -> bool {
        self.course().is_owed()
    }

    pub(crate) fn with(self, course: Course) -> Self {
        let Course { due_at, fulfilled_at, renegotiated_at, void_at } = course;
        Self { due_at, fulfilled_at, renegotiated_at, void_at, ..self }
    }

    /// Why it is due when it is.
    ///
    /// # Errors
    /// [`StoreError::Broken`] if what was stored can't be read.
    pub fn account(&self) -> Result<Account, StoreError> {
        account(&self.explanation)
    }
}

/// Reads an explanation as it was stored.
pub(crate) fn account(explanation: &str) -> Result<Account, StoreError> {
    serde_json::from_str(explanation)
        .map_err(|error| StoreError::Broken(format!("the explanation of a promise can't be read: {error}")))
}

pub(crate) fn explained(account: &Account) -> Result<String, StoreError> {
    serde_json::to_string(account)
        .map_err(|error| StoreError::Broken(format!("the explanation of a promise can't be written: {error}")))
}

ground::text_enum!(What {
    FirstAnswer => "first-answer", NextStep => "next-step", LaterAnswer => "later-answer", OptionsSheet => "options-sheet",
    DeliveryDate => "delivery-date",
});
ground::text_enum!(ReasonKind {
    Waiting => "waiting", MoreWork => "more-work", Urgent => "urgent", BlockSkipped => "block-skipped", Mistake => "mistake",
});
ground::text_enum!(HowTold { Page => "page", Reply => "reply", Told => "told" });

pub(crate) const COLUMNS: &str =
    "team_id, id, request_id, stakeholder_id, what, given_at, counted_from_at, due_at, calendar_version,
    explanation, fulfilled_at, renegotiated_at, void_at, replaces_id, version";
const OWED: &str = "fulfilled_at is null and renegotiated_at is null and void_at is null";
const GIVE: &str =
    "insert into promise (team_id, id, request_id, stakeholder_id, what, given_at, counted_from_at, due_at,
    calendar_version, explanation, replaces_id, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const SAVE: &str = "update promise set fulfilled_at = $1, renegotiated_at = $2, void_at = $3, version = version + 1
    where team_id = $4 and id = $5 and version = $6";

pub(crate) fn read(row: &Row) -> Result<Promise, StoreError> {
    Ok(Promise {
        team: row.get(0)?,
        id: row.get(1)?,
        request: row.get(2)?,
        to: row.get(3)?,
        what: row.get(4)?,
        given_at: row.get(5)?,
        counted_from_at: row.get(6)?,
        due_at: row.get(7)?,
        calendar_version: row.get(8)?,
        explanation: row.get(9)?,
        fulfilled_at: row.get(10)?,
        renegotiated_at: row.get(11)?,
        void_at: row.get(12)?,
        replaces: row.get(13)?,
        version: row.get(14)?,
    })
}

pub(crate) async fn insert(tx: &mut Tx, promise: &Promise) -> Result<(), StoreError> {
    let values = (
        promise.team,
        promise.id,
        promise.request,
        promise.to,
        promise.what,
        promise.given_at,
        promise.counted_from_at,
        promise.due_at,
        promise.calendar_version,
        &promise.explanation,
        promise.replaces,
        promise.version,
    );
    tx.execute(GIVE, values).await?;
    Ok(())
}

/// Writes down what became of a promise; a lost race is noticed.
pub(crate) async fn save(tx: &mut Tx, promise: &Promise) -> Result<(), StoreError> {
    let values =
        (promise.fulfilled_at, promise.renegotiated_at, promise.void_at, promise.team, promise.id, promise.version);
    match tx.execute(SAVE, values).await? {
        0 => Err(StoreError::Conflict),
        _ => Ok(()),
    }
}

/// The promise of this id.
pub async fn find(tx: &mut Tx, team: TeamId, id: PromiseId) -> Result<Option<Promise>, StoreError> {
    let sql = format!("select {COLUMNS} from promise where team_id = $1 and id = $2");
    tx.query_opt(&sql, (team, id)).await?.as_ref().map(read).transpose()
}

/// Every promise of a request, in the order in which they were given.
pub async fn of_request(tx: &mut Tx, team: TeamId, request: Uuid) -> Result<Vec<Promise>, StoreError> {
    let sql = format!("select {COLUMNS} from promise where team_id = $1 and request_id = $2 order by given_at, id");
    tx.query(&sql, (team, request)).await?.iter().map(read).collect()
}

/// What a request's stakeholder waits for: the promises that are open, or broken and unanswered, next first.
pub async fn owed_of(tx: &mut Tx, team: TeamId, request: Uuid) -> Result<Vec<Promise>, StoreError> {
    tx.query(&owed_of_request(), (team, request)).await?.iter().map(read).collect()
}

/// The statement behind [`owed_of`].
pub(crate) fn owed_of_request() -> String {
    format!("select {COLUMNS} from promise where team_id = $1 and request_id = $2 and {OWED} order by due_at, id")
}

/// The next open promise of a request: the one whose instant comes first of those that have not passed.
pub async fn next_open(tx: &mut Tx, team: TeamId, request: Uuid) -> Result<Option<Promise>, StoreError> {
    let now = tx.now();
    Ok(owed_of(tx, team, request).await?.into_iter().find(|promise| promise.state(now) == State::Open))
}

/// The open promises of a team, next first.
pub async fn open(tx: &mut Tx, team: TeamId) -> Result<Vec<Promise>, StoreError> {
    let now = tx.now();
    let sql =
        format!("select {COLUMNS} from promise where team_id = $1 and {OWED} and due_at >= $2 order by due_at, id");
    tx.query(&sql, (team, now)).await?.iter().map(read).collect()
}

/// What is owed, as far as agendas and lists need it: without the account of its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Which promise.
    pub id: PromiseId,
    /// Of which request.
    pub request: Uuid,
    /// What they will have.
    pub what: What,
    /// When it was given.
    pub given_at: Timestamp,
    /// By when.
    pub due_at: Timestamp,
}

const BRIEF: &str = "id, request_id, what, given_at, due_at";

fn read_brief(row: &Row) -> Result<Owed, StoreError> {
    Ok(Owed { id: row.get(0)?, request: row.get(1)?, what: row.get(2)?, given_at: row.get(3)?, due_at: row.get(4)? })
}

/// What a team owes, next first, up to `limit` and from after the place where a page of it ended. It is read off an index alone.
pub async fn owed_next(tx: &mut Tx, team: TeamId, after: Option<Place>, limit: i64) -> Result<Vec<Owed>, StoreError> {
    let (due_at, id) =
        after.map_or((i64::MIN, String::new()), |place| (place.due_at.as_millisecond(), place.id.to_string()));
    let sql = format!(
        "select {BRIEF} from promise where team_id = $1 and {OWED} and (due_at, id) > ($2, $3) order by due_at, id limit $4"
    );
    tx.query(&sql, (team, due_at, id, limit)).await?.iter().map(read_brief).collect()
}

/// What is owed for each of these requests, next first.
pub async fn owed_for(tx: &mut Tx, team: TeamId, requests: &[Uuid]) -> Result<Vec<Owed>, StoreError> {
    const AT_ONCE: usize = 50;
    let mut owed = Vec::new();
    for part in requests.chunks(AT_ONCE) {
        let Some(last) = part.last() else { continue };
        // Padded, so that one prepared statement serves every page.
        let padded = part.iter().chain(std::iter::repeat(last)).take(AT_ONCE);
        let places = (2..).take(AT_ONCE).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
        let values: Vec<Value> = std::iter::once(team.to_value()).chain(padded.map(|id| id.to_value())).collect();
        let sql = format!("select {BRIEF} from promise where team_id = $1 and request_id in ({places}) and {OWED}");
        for row in tx.query(&sql, values).await? {
            owed.push(read_brief(&row)?);
        }
    }
    owed.sort_by_key(|owed| (owed.due_at, owed.id));
    Ok(owed)
}

/// What a team owes by an instant, that one included, next first.
pub async fn owed_by(tx: &mut Tx, team: TeamId, until: Timestamp) -> Result<Vec<Owed>, StoreError> {
    let sql = format!("select {BRIEF} from promise where team_id = $1 and {OWED} and due_at <= $2 order by due_at, id");
    tx.query(&sql, (team, until)).await?.iter().map(read_brief).collect()
}
