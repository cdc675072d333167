use ground::{Row, StoreError, TeamId, Tx};
use jiff::Timestamp;
use method::{Cause, PerCause, Priors, SupportBand};
use requests::RequestId;

use super::{broken, cause};

/// The causes that were confirmed at follow-up.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// How the team knows.
    pub note: String,
    /// How much was known when it was reviewed.
    pub coverage: f64,
    /// Who recorded it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Each cause with the support that it had, and whether it was confirmed.
    pub causes: Vec<Reviewed>,
}

/// One cause at follow-up.
#[derive(Debug, Clone, PartialEq)]
pub struct Reviewed {
    /// Which.
    pub cause: Cause,
    /// Its support when it was reviewed.
    pub support: f64,
    /// Whether it was confirmed.
    pub is_confirmed: bool,
}

/// How often causes of a band of support were confirmed later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BandCount {
    /// Which band.
    pub band: SupportBand,
    /// How many causes of reviewed requests were in it.
    pub of: i64,
    /// How many of them were confirmed.
    pub confirmed: i64,
}

impl BandCount {
    /// The share that was confirmed.
    pub fn share(&self) -> evidence::Share {
        let whole = |many: i64| u64::try_from(many).unwrap_or_default();
        evidence::Share { part: whole(self.confirmed), of: whole(self.of) }
    }
}

/// One cause of one request, as a row behind a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct BandRow {
    /// Of which request.
    pub request: RequestId,
    /// The cause.
    pub reviewed: Reviewed,
    /// When it was reviewed.
    pub at: Timestamp,
}

const FIND: &str = "select note, coverage, reviewed_by, reviewed_at from diagnosis_review
    where team_id = $1 and request_id = $2";
const CAUSES: &str =
    "select cause, support, is_confirmed from diagnosis_reviewed_cause where team_id = $1 and request_id = $2";
const PUT: &str =
    "insert into diagnosis_review (team_id, request_id, note, coverage, reviewed_by, reviewed_at) values ($1, $2, $3, $4, $5, $6)
    on conflict (team_id, request_id) do update set note = excluded.note, coverage = excluded.coverage,
    reviewed_by = excluded.reviewed_by, reviewed_at = excluded.reviewed_at";
const PUT_CAUSE: &str =
    "insert into diagnosis_reviewed_cause (team_id, request_id, cause, support, band, is_confirmed, reviewed_at)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (team_id, request_id, cause) do update set support = excluded.support, band = excluded.band,
    is_confirmed = excluded.is_confirmed, reviewed_at = excluded.reviewed_at";
const CASES: &str = "select count(*) from diagnosis_review where team_id = $1 and reviewed_at < $2";
const CONFIRMED: &str = "select cause, count(*) from diagnosis_reviewed_cause
    where team_id = $1 and reviewed_at < $2 and is_confirmed group by cause";
const CONFIRMED_BEHIND: &str = "select c.request_id, c.cause, r.note from diagnosis_reviewed_cause c
    join diagnosis_review r on r.team_id = c.team_id and r.request_id = c.request_id
    where c.team_id = $1 and c.is_confirmed and c.request_id in ($2, $3, $4, $5, $6)";
const BANDS: &str = "select band, count(*), count(case when is_confirmed then 1 end) from diagnosis_reviewed_cause
    where team_id = $1 group by band";
const ROWS: &str = "select request_id, cause, support, is_confirmed, reviewed_at from diagnosis_reviewed_cause
    where team_id = $1 and band = $2 order by reviewed_at desc, request_id, cause limit $3";

/// What was found at follow-up of a request.
pub(crate) async fn of_request(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Option<Review>, StoreError> {
    let Some(row) = tx.query_opt(FIND, (team, request)).await? else { return Ok(None) };
    let read = |row: &Row| {
        Ok(Reviewed { cause: cause(&row.get::<String>(0)?)?, support: row.get(1)?, is_confirmed: row.get(2)? })
    };
    let mut causes: Vec<Reviewed> =
        tx.query(CAUSES, (team, request)).await?.iter().map(read).collect::<Result<_, StoreError>>()?;
    causes.sort_by_key(|reviewed| reviewed.cause);
    Ok(Some(Review { note: row.get(0)?, coverage: row.get(1)?, by: row.get(2)?, at: row.get(3)?, causes }))
}

/// Remembers what was found at follow-up, in the place of what was recorded before.
pub(crate) async fn put(tx: &mut Tx, team: TeamId, request: RequestId, review: &Review) -> Result<(), StoreError> {
    tx.execute(PUT, (team, request, &review.note, review.coverage, &review.by, review.at)).await?;
    for one in &review.causes {
        let band = SupportBand::of(one.support).as_str();
        let values = (team, request, one.cause.code(), one.support, band, one.is_confirmed, review.at);
        tx.execute(PUT_CAUSE, values).await?;
    }
    Ok(())
}

/// What turned out to lie behind a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// Behind which.
    pub request: RequestId,
    /// A cause that was confirmed at follow-up.
    pub cause: Cause,
    /// How the team knows.
    pub note: String,
}

/// The causes that were confirmed behind these requests, of which there are a handful.
pub async fn confirmed(tx: &mut Tx, team: TeamId, requests: &[RequestId]) -> Result<Vec<Confirmed>, StoreError> {
    let mut confirmed = Vec::new();
    for part in requests.chunks(5) {
        let Some(last) = part.last() else { continue };
        let mut ids = part.iter().chain(std::iter::repeat(last)).copied();
        let mut next = || ids.next().unwrap_or(*last);
        let values = (team, next(), next(), next(), next(), next());
        for row in tx.query(CONFIRMED_BEHIND, values).await? {
            let (request, cause) = (row.get(0)?, cause(&row.get::<String>(1)?)?);
            confirmed.push(Confirmed { request, cause, note: row.get(2)? });
        }
    }
    confirmed.sort_by_key(|one| (one.request, one.cause));
    Ok(confirmed)
}

/// The start values that the reviewed cases before an instant teach. Cases that nobody reviewed teach nothing.
pub(crate) async fn priors(tx: &mut Tx, team: TeamId, before: Timestamp) -> Result<Priors, StoreError> {
    let cases: i64 = tx.query_one(CASES, (team, before)).await?.get(0)?;
    let mut confirmed = [0_u32; 8];
    for row in tx.query(CONFIRMED, (team, before)).await? {
        let (of, many) = (cause(&row.get::<String>(0)?)?, row.get::<i64>(1)?);
        for (place, known) in confirmed.iter_mut().zip(Cause::ALL) {
            if known == of {
                *place = u32::try_from(many).unwrap_or(u32::MAX);
            }
        }
    }
    let many =
        |cause: Cause| confirmed.iter().zip(Cause::ALL).find(|(_, known)| *known == cause).map_or(0, |(many, _)| *many);
    Ok(Priors::from_history(u32::try_from(cases).unwrap_or(u32::MAX), &PerCause::each(many)))
}

/// How many cases were reviewed before an instant.
pub(crate) async fn cases(tx: &mut Tx, team: TeamId, before: Timestamp) -> Result<i64, StoreError> {
    tx.query_one(CASES, (team, before)).await?.get(0)
}

/// How often causes were confirmed, by the band of their support; every band is there.
pub async fn calibration(tx: &mut Tx, team: TeamId) -> Result<Vec<BandCount>, StoreError> {
    let mut counts: Vec<BandCount> =
        SupportBand::ALL.into_iter().map(|band| BandCount { band, of: 0, confirmed: 0 }).collect();
    for row in tx.query(BANDS, (team,)).await? {
        let word: String = row.get(0)?;
        let band = SupportBand::from_word(&word).ok_or_else(|| broken("band", &word))?;
        for count in counts.iter_mut().filter(|count| count.band == band) {
            (count.of, count.confirmed) = (row.get(1)?, row.get(2)?);
        }
    }
    Ok(counts)
}

/// The causes behind the figure of a band, the newest first.
pub async fn rows_of_band(
    tx: &mut Tx,
    team: TeamId,
    band: SupportBand,
    limit: i64,
) -> Result<Vec<BandRow>, StoreError> {
    let read = |row: &Row| {
        let reviewed =
            Reviewed { cause: cause(&row.get::<String>(1)?)?, support: row.get(2)?, is_confirmed: row.get(3)? };
        Ok(BandRow { request: row.get(0)?, reviewed, at: row.get(4)? })
    };
    tx.query(ROWS, (team, band.as_str(), limit)).await?.iter().map(read).collect()
}
