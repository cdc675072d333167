//! The teams of an installation.

use ground::{Row, StoreError, TeamId, Tx};
use jiff::Timestamp;

use crate::rules::domain_of;

/// One L&D team; it owns all its data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Which.
    pub id: TeamId,
    /// Its place in addresses: `/t/{slug}/ask`.
    pub slug: String,
    /// As it signs its letters: “Learning at Lindmoor”.
    pub name: String,
    /// What the numbers of its requests begin with: the `R` of R-218.
    pub prefix: String,
    /// Its own mail domains, folded.
    pub domains: Vec<String>,
    /// When it was founded.
    pub created_at: Timestamp,
}

impl Team {
    /// Whether a mail address lies in one of the team's own domains.
    pub fn is_own(&self, address: &str) -> bool {
        domain_of(address).is_some_and(|domain| self.domains.contains(&domain))
    }
}

const COLUMNS: &str = "team_id, slug, name, prefix, domains, created_at";
const FOUND: &str =
    "insert into team (team_id, slug, name, prefix, domains, created_at) values ($1, $2, $3, $4, $5, $6)";

fn read(row: &Row) -> Result<Team, StoreError> {
    Ok(Team {
        id: row.get(0)?,
        slug: row.get(1)?,
        name: row.get(2)?,
        prefix: row.get(3)?,
        domains: row.get::<String>(4)?.split_whitespace().map(str::to_owned).collect(),
        created_at: row.get(5)?,
    })
}

/// The team of this id.
pub async fn get(tx: &mut Tx, team: TeamId) -> Result<Option<Team>, StoreError> {
    let sql = format!("select {COLUMNS} from team where team_id = $1");
    tx.query_opt(&sql, (team,)).await?.as_ref().map(read).transpose()
}

/// The team at this place in addresses.
pub async fn by_slug(tx: &mut Tx, slug: &str) -> Result<Option<Team>, StoreError> {
    let sql = format!("select {COLUMNS} from team where slug = $1");
    tx.query_opt(&sql, (slug,)).await?.as_ref().map(read).transpose()
}

/// All teams, in the order of their founding.
pub async fn list(tx: &mut Tx) -> Result<Vec<Team>, StoreError> {
    let sql = format!("select {COLUMNS} from team order by created_at, team_id");
    tx.query(&sql, ()).await?.iter().map(read).collect()
}

/// Fails with [`StoreError::Unique`] when the place in addresses is taken.
pub(crate) async fn insert(tx: &mut Tx, team: &Team) -> Result<(), StoreError> {
    let domains = team.domains.join(" ");
    tx.execute(FOUND, (team.id, &team.slug, &team.name, &team.prefix, domains, team.created_at)).await?;
    Ok(())
}

const MARK_FIRST: &str = "insert into first_run (what, team_id, at) values ('first-team', $1, $2)";
const MARK: &str =
    "insert into first_run (what, team_id, at) values ('first-team', $1, $2) on conflict (what) do nothing";

/// Writes down that the first run is over; with [`StoreError::Unique`] if it was over before.
pub(crate) async fn mark_first(tx: &mut Tx, team: TeamId) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(MARK_FIRST, (team, now)).await?;
    Ok(())
}

/// Writes down that the first run is over, if that is not known yet.
pub(crate) async fn mark(tx: &mut Tx, team: TeamId) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(MARK, (team, now)).await?;
    Ok(())
}

/// Whether a team was ever founded here.
pub(crate) async fn is_founded(tx: &mut Tx) -> Result<bool, StoreError> {
    Ok(tx.query_opt("select 1 from first_run where what = 'first-team'", ()).await?.is_some())
}
