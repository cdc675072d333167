//! How fast answers outside a block left, and the answers of a time.

use std::collections::HashMap;

use ground::{StoreError, TeamId, Tx};
use jiff::Timestamp;
use requests::RequestId;
use team::InForce;
use worktime::{Clock, Error as NoCount};

use super::{SENT, Sent, outside_share, read};
use crate::AnswerId;
use crate::rules::{Kind, is_rapid};

/// An answer outside a block, with how much office time it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paced {
    /// The answer.
    pub sent: Sent,
    /// When the stakeholder had asked.
    pub received_at: Timestamp,
    /// The office time between, in seconds, on the calendar that was in force when it was sent.
    pub office_seconds: i64,
}

impl Paced {
    /// Whether it was a rapid response.
    pub fn is_rapid(&self) -> bool {
        is_rapid(self.office_seconds)
    }
}

/// How many answers of a time were rapid responses, with those outside a block that may have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace {
    /// The answers outside a block, newest first; exceptions named in advance are left out.
    pub outside: Vec<Paced>,
    /// All answers of the time.
    pub of: u64,
}

impl Pace {
    /// Those that were rapid, newest first.
    pub fn rapid(&self) -> impl Iterator<Item = &Paced> {
        self.outside.iter().filter(|paced| paced.is_rapid())
    }
}

/// How fast the answers outside a block left that were sent from `from` to just before `to`.
pub async fn pace(tx: &mut Tx, team: TeamId, from: Timestamp, to: Timestamp) -> Result<Pace, StoreError> {
    let sql = format!(
        "select {SENT} from answer where team_id = $1 and sent_at >= $2 and sent_at < $3 and in_block is null
        and outside_why <> 'exception' order by sent_at desc, id desc"
    );
    let sent: Vec<Sent> =
        tx.query(&sql, (team, from, to)).await?.iter().map(read).collect::<Result<_, StoreError>>()?;
    let of = outside_share(tx, team, from, to).await?.of.unsigned_abs();
    if sent.is_empty() {
        return Ok(Pace { outside: Vec::new(), of });
    }
    let mut ids: Vec<RequestId> = sent.iter().map(|sent| sent.request).collect();
    ids.sort_unstable();
    ids.dedup();
    let asked = requests::readings::many(tx, team, &ids).await?;
    let asked: HashMap<RequestId, Timestamp> =
        asked.into_iter().map(|request| (request.id, request.received_at)).collect();
    let calendars = team::calendar::history(tx, team).await?;
    let mut outside = Vec::with_capacity(sent.len());
    for sent in sent {
        let received_at = asked.get(&sent.request).copied().unwrap_or(sent.sent_at);
        let office_seconds = office_seconds(&calendars, received_at, sent.sent_at)?;
        outside.push(Paced { sent, received_at, office_seconds });
    }
    Ok(Pace { outside, of })
}

fn office_seconds(calendars: &[InForce], from: Timestamp, to: Timestamp) -> Result<i64, StoreError> {
    let in_force = calendars.iter().filter(|one| one.made_at <= to).max_by_key(|one| one.version);
    let Some(in_force) = in_force.or_else(|| calendars.iter().min_by_key(|one| one.version)) else {
        return Err(StoreError::Broken("a team has no calendar".to_owned()));
    };
    match in_force.office.elapsed(from, to, &[], Clock::OfficeHours) {
        Ok(seconds) => Ok(seconds),
        Err(NoCount::EndBeforeStart) => Ok(0),
        Err(other) => Err(StoreError::Broken(format!("office time can't be counted: {other}"))),
    }
}

/// The answers sent from `from` to just before `to`, newest first, from after the one on which a page of them ended.
pub async fn between(
    tx: &mut Tx,
    team: TeamId,
    from: Timestamp,
    to: Timestamp,
    after: Option<(Timestamp, AnswerId)>,
    limit: i64,
) -> Result<Vec<Sent>, StoreError> {
    let (at, id) = after.map_or((i64::MAX, String::new()), |(at, id)| (at.as_millisecond(), id.to_string()));
    let sql = format!(
        "select {SENT} from answer where team_id = $1 and sent_at >= $2 and sent_at < $3 and (sent_at, id) < ($4, $5)
        order by sent_at desc, id desc limit $6"
    );
    tx.query(&sql, (team, from, to, at, id, limit)).await?.iter().map(read).collect()
}

/// The answers that took an order, sent from `from` to just before `to`: the newest of each request, the latest first, `limit` at the most.
pub(crate) async fn taken_between(
    tx: &mut Tx,
    team: TeamId,
    from: Timestamp,
    to: Timestamp,
    limit: i64,
) -> Result<Vec<Sent>, StoreError> {
    let sql = format!(
        "select {SENT} from answer a where a.team_id = $1 and a.sent_at >= $2 and a.sent_at < $3 and a.kind = $4
        and not exists (select 1 from answer b where b.team_id = $1 and b.request_id = a.request_id and b.kind = $4
            and b.sent_at < $3 and (b.sent_at, b.id) > (a.sent_at, a.id))
        order by a.sent_at desc, a.id desc limit $5"
    );
    tx.query(&sql, (team, from, to, Kind::YesAnd, limit)).await?.iter().map(read).collect()
}

/// How many orders were taken from `from` to just before `to`.
pub(crate) async fn count_taken(tx: &mut Tx, team: TeamId, from: Timestamp, to: Timestamp) -> Result<i64, StoreError> {
    let sql = "select count(distinct request_id) from answer where team_id = $1 and sent_at >= $2 and sent_at < $3 and kind = $4";
    tx.query_one(sql, (team, from, to, Kind::YesAnd)).await?.get(0)
}
