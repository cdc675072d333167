use ground::{Row, StoreError, TeamId, Tx};
use jiff::Timestamp;
use jiff::civil::Date;
use team::StakeholderId;

use crate::RequestId;
use crate::rules::{Channel, State, subject_key};

/// What a stakeholder asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Whose.
    pub team: TeamId,
    /// Which.
    pub id: RequestId,
    /// Its number within the team.
    pub number: i64,
    /// What it is about, in the stakeholder's words.
    pub subject: String,
    /// How it came.
    pub channel: Channel,
    /// Who asked.
    pub stakeholder: StakeholderId,
    /// The unit of who asked, when they asked.
    pub unit: Option<String>,
    /// Which result should get better, as they said.
    pub result: Option<String>,
    /// A date that can't move.
    pub fixed_on: Option<Date>,
    /// For whom, and about how many.
    pub audience: Option<String>,
    /// Where it stands.
    pub state: State,
    /// When they asked.
    pub received_at: Timestamp,
    /// When it was taken in.
    pub created_at: Timestamp,
    /// When nothing followed any more.
    pub closed_at: Option<Timestamp>,
    pub(crate) version: i64,
}

const COLUMNS: &str =
    "team_id, id, number, subject, channel, stakeholder_id, unit, result, fixed_on, audience, state, received_at,
    created_at, closed_at, version";
const INSERT: &str =
    "insert into request (team_id, id, number, subject, subject_key, channel, stakeholder_id, sender_key, unit, result,
    fixed_on, audience, state, received_at, created_at, closed_at, version)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, null, 1)";
const STAND: &str = "update request set state = $1, closed_at = $2, version = version + 1
    where team_id = $3 and id = $4 and version = $5";
const NUMBER: &str = "insert into request_count (team_id, last_number) values ($1, 1)
    on conflict (team_id) do update set last_number = request_count.last_number + 1 returning last_number";

fn read(row: &Row) -> Result<Request, StoreError> {
    Ok(Request {
        team: row.get(0)?,
        id: row.get(1)?,
        number: row.get(2)?,
        subject: row.get(3)?,
        channel: row.get(4)?,
        stakeholder: row.get(5)?,
        unit: row.get(6)?,
        result: row.get(7)?,
        fixed_on: row.get(8)?,
        audience: row.get(9)?,
        state: row.get(10)?,
        received_at: row.get(11)?,
        created_at: row.get(12)?,
        closed_at: row.get(13)?,
        version: row.get(14)?,
    })
}

/// The next number of the team. Acts of one team wait for each other here, and only here.
pub(crate) async fn next_number(tx: &mut Tx, team: TeamId) -> Result<i64, StoreError> {
    tx.query_one(NUMBER, (team,)).await?.get(0)
}

pub(crate) async fn insert(tx: &mut Tx, request: &Request, sender_key: &str) -> Result<(), StoreError> {
    let values = (
        request.team,
        request.id,
        request.number,
        &request.subject,
        subject_key(&request.subject),
        request.channel,
        request.stakeholder,
        sender_key,
        request.unit.clone(),
        request.result.clone(),
        request.fixed_on,
        request.audience.clone(),
        request.state,
        request.received_at,
        request.created_at,
    );
    tx.execute(INSERT, values).await?;
    Ok(())
}

/// Writes where the request stands now; a lost race is noticed.
pub(crate) async fn stand(tx: &mut Tx, request: &Request) -> Result<(), StoreError> {
    let values = (request.state, request.closed_at, request.team, request.id, request.version);
    if tx.execute(STAND, values).await? == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// A request of this team.
pub async fn find(tx: &mut Tx, team: TeamId, id: RequestId) -> Result<Option<Request>, StoreError> {
    let sql = format!("select {COLUMNS} from request where team_id = $1 and id = $2");
    tx.query_opt(&sql, (team, id)).await?.as_ref().map(read).transpose()
}

/// The request of this number.
pub async fn by_label(tx: &mut Tx, team: TeamId, number: i64) -> Result<Option<Request>, StoreError> {
    let sql = format!("select {COLUMNS} from request where team_id = $1 and number = $2");
    tx.query_opt(&sql, (team, number)).await?.as_ref().map(read).transpose()
}

/// The newest request of this sender under this subject.
pub async fn by_subject_and_sender(
    tx: &mut Tx,
    team: TeamId,
    subject: &str,
    sender: &str,
) -> Result<Option<Request>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from request where team_id = $1 and sender_key = $2 and subject_key = $3 order by received_at desc limit 1"
    );
    tx.query_opt(&sql, (team, sender.to_lowercase(), subject_key(subject))).await?.as_ref().map(read).transpose()
}

/// Requests by their ids, in no order.
pub async fn many(tx: &mut Tx, team: TeamId, ids: &[RequestId]) -> Result<Vec<Request>, StoreError> {
    let sql = |places: &str| format!("select {COLUMNS} from request where team_id = $1 and id in ({places})");
    tx.query_each(team, ids, sql).await?.iter().map(read).collect()
}

/// Requests by their numbers, in no order.
pub(crate) async fn by_numbers(tx: &mut Tx, team: TeamId, numbers: &[i64]) -> Result<Vec<Request>, StoreError> {
    let sql = |places: &str| format!("select {COLUMNS} from request where team_id = $1 and number in ({places})");
    tx.query_each(team, numbers, sql).await?.iter().map(read).collect()
}

/// A stakeholder's requests, newest first.
pub async fn of_stakeholder(tx: &mut Tx, team: TeamId, stakeholder: StakeholderId) -> Result<Vec<Request>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from request where team_id = $1 and stakeholder_id = $2 order by received_at desc, id desc limit 50"
    );
    tx.query(&sql, (team, stakeholder)).await?.iter().map(read).collect()
}

/// Which requests a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// All that are not over.
    Open,
    /// All that are: closed, withdrawn or spam.
    Over,
    /// Those in one state.
    In(State),
    /// Every one.
    All,
}

impl View {
    /// The states that it shows; nothing where it shows all.
    fn states(&self) -> Option<&[State]> {
        match self {
            Self::Open => Some(&[State::Parked, State::InReview, State::Answered]),
            Self::Over => Some(&[State::Closed, State::Withdrawn, State::Spam]),
            Self::In(state) => Some(std::slice::from_ref(state)),
            Self::All => None,
        }
    }
}

/// One page of requests, newest first, after the one received at `after` (its instant and id).
pub async fn list(
    tx: &mut Tx,
    team: TeamId,
    view: View,
    after: Option<(Timestamp, RequestId)>,
    limit: i64,
) -> Result<Vec<Request>, StoreError> {
    let (at, id) = after.map_or((i64::MAX, String::new()), |(at, id)| (at.as_millisecond(), id.to_string()));
    // A statement a view, so that each walks an index in the order of the page and stops at its end; of several states, one a state:
    // walking all requests for the few that are open would read nearly every one.
    let before = format!("select {COLUMNS} from request where team_id = $1 and (received_at, id) < ($2, $3)");
    let Some(states) = view.states() else {
        let sql = format!("{before} order by received_at desc, id desc limit $4");
        return tx.query(&sql, (team, at, id, limit)).await?.iter().map(read).collect();
    };
    let sql = format!("{before} and state = $4 order by received_at desc, id desc limit $5");
    let mut found = Vec::new();
    for state in states {
        for row in tx.query(&sql, (team, at, id.as_str(), *state, limit)).await? {
            found.push(read(&row)?);
        }
    }
    if states.len() > 1 {
        found.sort_by_key(|request| std::cmp::Reverse((request.received_at, request.id.to_string())));
        found.truncate(usize::try_from(limit).unwrap_or_default());
    }
    Ok(found)
}

/// The most that [`count`] counts: beyond it a figure beside a view says nothing, and counting costs.
pub const COUNTED: i64 = 1_000;

/// How many requests a view holds, counted up to [`COUNTED`]; of all, the newest number, since none is ever deleted.
pub async fn count(tx: &mut Tx, team: TeamId, view: View) -> Result<i64, StoreError> {
    let in_state =
        "select count(*) from (select number from request where team_id = $1 and state = $2 limit $3) as found";
    let Some(states) = view.states() else {
        let sql = "select coalesce(max(number), 0) from request where team_id = $1";
        return tx.query_one(sql, (team,)).await?.get(0);
    };
    let mut found = 0;
    for state in states {
        found += tx.query_one(in_state, (team, *state, COUNTED)).await?.get::<i64>(0)?;
    }
    Ok(found)
}
