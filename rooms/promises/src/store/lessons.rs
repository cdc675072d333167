use ground::{Row, StoreError, TeamId, ToValue, Tx, Value};
use jiff::Timestamp;
use team::MemberId;

use crate::PromiseId;
use crate::rules::{Lesson, ReasonKind};

/// What was learned from a broken promise, as a member noted it last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learned {
    /// Which promise.
    pub promise: PromiseId,
    /// What was learned.
    pub lesson: Lesson,
    /// When it was noted.
    pub noted_at: Timestamp,
    /// By whom.
    pub noted_by: MemberId,
    /// How often it was changed.
    pub version: i64,
}

const COLUMNS: &str = "promise_id, kind, words, noted_at, noted_by, version";
/// Whoever has another version before them changes nothing.
const NOTE: &str = "insert into promise_lesson (team_id, promise_id, kind, words, noted_at, noted_by, version)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (team_id, promise_id) do update set kind = excluded.kind, words = excluded.words,
    noted_at = excluded.noted_at, noted_by = excluded.noted_by, version = excluded.version
    where promise_lesson.version = excluded.version - 1";

fn read(row: &Row) -> Result<Learned, StoreError> {
    Ok(Learned {
        promise: row.get(0)?,
        lesson: Lesson { kind: row.get(1)?, words: row.get(2)? },
        noted_at: row.get(3)?,
        noted_by: row.get(4)?,
        version: row.get(5)?,
    })
}

/// Writes down what was learned, in place of the version before it; `false` if somebody else was faster.
pub(crate) async fn note(tx: &mut Tx, team: TeamId, learned: &Learned) -> Result<bool, StoreError> {
    let Learned { promise, lesson, noted_at, noted_by, version } = learned;
    let values = (team, *promise, lesson.kind, &lesson.words, *noted_at, *noted_by, *version);
    Ok(tx.execute(NOTE, values).await? == 1)
}

/// What was learned from these promises.
pub async fn lessons_of(tx: &mut Tx, team: TeamId, promises: &[PromiseId]) -> Result<Vec<Learned>, StoreError> {
    const AT_ONCE: usize = 50;
    let mut learned = Vec::new();
    for part in promises.chunks(AT_ONCE) {
        let Some(last) = part.last() else { continue };
        let padded = part.iter().chain(std::iter::repeat(last)).take(AT_ONCE);
        let places = (2..).take(AT_ONCE).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
        let values: Vec<Value> = std::iter::once(team.to_value()).chain(padded.map(|id| id.to_value())).collect();
        let sql = format!("select {COLUMNS} from promise_lesson where team_id = $1 and promise_id in ({places})");
        for row in tx.query(&sql, values).await? {
            learned.push(read(&row)?);
        }
    }
    Ok(learned)
}

/// What kept us from the promises that were broken from `from` on: how many were noted as what.
pub async fn reasons(tx: &mut Tx, team: TeamId, from: Timestamp) -> Result<Vec<(ReasonKind, u64)>, StoreError> {
    let sql = "select lesson.kind, count(*) from promise_lesson lesson
        join promise on promise.team_id = lesson.team_id and promise.id = lesson.promise_id
        where lesson.team_id = $1 and promise.due_at >= $2 and promise.void_at is null and promise.renegotiated_at is null
        group by lesson.kind";
    let mut reasons = Vec::new();
    for row in tx.query(sql, (team, from)).await? {
        reasons.push((row.get(0)?, row.get::<i64>(1)?.unsigned_abs()));
    }
    // The most frequent first; of equals, in the order of the form.
    let place = |kind: ReasonKind| ReasonKind::ALL.iter().position(|known| *known == kind);
    reasons.sort_by_key(|(kind, many)| (std::cmp::Reverse(*many), place(*kind)));
    Ok(reasons)
}
