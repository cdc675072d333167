//! Days on which members are away, as they said.

use ground::{Row, StoreError, TeamId, Tx};
use jiff::civil::Date;

use crate::{AbsenceId, MemberId};

/// Days on which a member is away. Reserved time of their own falls away on them; the team's does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// The team.
    pub team: TeamId,
    /// Which.
    pub id: AbsenceId,
    /// Who is away.
    pub member: MemberId,
    /// Their name.
    pub member_name: String,
    /// The first day, in the zone of the office.
    pub from_on: Date,
    /// The last day, which is one of them.
    pub until_on: Date,
    /// What for, if they said so.
    pub why: Option<String>,
}

impl Absence {
    /// Whether this day is one of them.
    pub fn covers(&self, on: Date) -> bool {
        self.from_on <= on && on <= self.until_on
    }
}

const SELECT: &str = "select absence.team_id, absence.id, absence.member_id, account.name, absence.from_on, absence.until_on, absence.why
    from absence join member on member.team_id = absence.team_id and member.id = absence.member_id
    join account on account.id = member.account_id where absence.team_id = $1";
const INSERT: &str = "insert into absence (team_id, id, member_id, from_on, until_on, why, noted_at) values ($1, $2, $3, $4, $5, $6, $7)";

fn read(row: &Row) -> Result<Absence, StoreError> {
    Ok(Absence {
        team: row.get(0)?,
        id: row.get(1)?,
        member: row.get(2)?,
        member_name: row.get(3)?,
        from_on: row.get(4)?,
        until_on: row.get(5)?,
        why: row.get(6)?,
    })
}

/// Who is away on any day from `from` to `to`, both counted, in order of time.
pub async fn between(tx: &mut Tx, team: TeamId, from: Date, to: Date) -> Result<Vec<Absence>, StoreError> {
    let sql =
        format!("{SELECT} and absence.until_on >= $2 and absence.from_on <= $3 order by absence.from_on, absence.id");
    tx.query(&sql, (team, from, to)).await?.iter().map(read).collect()
}

/// The absences of a member that are not over before `from`, in order of time.
pub async fn of_member(tx: &mut Tx, team: TeamId, member: MemberId, from: Date) -> Result<Vec<Absence>, StoreError> {
    let sql =
        format!("{SELECT} and absence.member_id = $2 and absence.until_on >= $3 order by absence.from_on, absence.id");
    tx.query(&sql, (team, member, from)).await?.iter().map(read).collect()
}

pub(crate) async fn find(tx: &mut Tx, team: TeamId, id: AbsenceId) -> Result<Option<Absence>, StoreError> {
    tx.query_opt(&format!("{SELECT} and absence.id = $2"), (team, id)).await?.as_ref().map(read).transpose()
}

pub(crate) async fn insert(tx: &mut Tx, absence: &Absence) -> Result<(), StoreError> {
    let now = tx.now();
    let Absence { team, id, member, from_on, until_on, why, .. } = absence;
    tx.execute(INSERT, (*team, *id, *member, *from_on, *until_on, why.clone(), now)).await?;
    Ok(())
}

pub(crate) async fn remove(tx: &mut Tx, team: TeamId, id: AbsenceId) -> Result<(), StoreError> {
    tx.execute("delete from absence where team_id = $1 and id = $2", (team, id)).await?;
    Ok(())
}
