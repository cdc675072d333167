//! People who ask or decide, known by their mail address and met by it.

use ground::{Row, StoreError, TeamId, Tx};

use crate::StakeholderId;
use crate::rules::{fold, zone_named};

/// Somebody who asks or decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stakeholder {
    /// The team that met them.
    pub team: TeamId,
    /// Who.
    pub id: StakeholderId,
    /// Their mail address as they first wrote it.
    pub address: String,
    /// Their name; empty if it is not known.
    pub name: String,
    /// The unit they belong to.
    pub unit: Option<String>,
    /// Their position, folded away during review.
    pub position: Option<String>,
    /// The IANA zone they read times in; the team's if it is not known.
    pub zone: Option<String>,
    /// The language they read, as an IETF tag; the team's if it is not known.
    pub language: Option<String>,
}

impl Stakeholder {
    /// Their name, or where it is not known their address.
    pub fn called(&self) -> &str {
        if self.name.is_empty() { &self.address } else { &self.name }
    }
}

const COLUMNS: &str = "team_id, id, address, name, unit, position, zone, language";
const MEET: &str = "insert into stakeholder (team_id, id, address, address_key, name, met_at) values ($1, $2, $3, $4, $5, $6)
    on conflict (team_id, address_key) do update set name = case when stakeholder.name = '' then excluded.name else stakeholder.name end
    returning team_id, id, address, name, unit, position, zone, language";
const DESCRIBE: &str = "update stakeholder set name = $1, unit = $2, position = $3, zone = $4, language = $5 where team_id = $6 and id = $7";

fn read(row: &Row) -> Result<Stakeholder, StoreError> {
    Ok(Stakeholder {
        team: row.get(0)?,
        id: row.get(1)?,
        address: row.get(2)?,
        name: row.get(3)?,
        unit: row.get(4)?,
        position: row.get(5)?,
        zone: row.get(6)?,
        language: row.get(7)?,
    })
}

/// Finds who has this address, or writes them down. A name that was not known before is kept; a known one stays.
pub async fn meet(tx: &mut Tx, team: TeamId, address: &str, name: Option<&str>) -> Result<Stakeholder, StoreError> {
    let now = tx.now();
    let (address, name) = (address.trim(), name.map_or("", str::trim));
    let row = tx.query_one(MEET, (team, StakeholderId::new(now), address, fold(address), name, now)).await?;
    read(&row)
}

/// The stakeholder of this id.
pub async fn get(tx: &mut Tx, team: TeamId, id: StakeholderId) -> Result<Option<Stakeholder>, StoreError> {
    let sql = format!("select {COLUMNS} from stakeholder where team_id = $1 and id = $2");
    tx.query_opt(&sql, (team, id)).await?.as_ref().map(read).transpose()
}

/// Those of these ids that there are, in no order.
pub async fn get_many(tx: &mut Tx, team: TeamId, ids: &[StakeholderId]) -> Result<Vec<Stakeholder>, StoreError> {
    let sql = |places: &str| format!("select {COLUMNS} from stakeholder where team_id = $1 and id in ({places})");
    tx.query_each(team, ids, sql).await?.iter().map(read).collect()
}

/// The stakeholder who has this address, however it is written.
pub async fn by_address(tx: &mut Tx, team: TeamId, address: &str) -> Result<Option<Stakeholder>, StoreError> {
    let sql = format!("select {COLUMNS} from stakeholder where team_id = $1 and address_key = $2");
    tx.query_opt(&sql, (team, fold(address))).await?.as_ref().map(read).transpose()
}

/// Everybody the team has met, by address.
pub async fn list(tx: &mut Tx, team: TeamId) -> Result<Vec<Stakeholder>, StoreError> {
    let sql = format!("select {COLUMNS} from stakeholder where team_id = $1 order by address_key");
    tx.query(&sql, (team,)).await?.iter().map(read).collect()
}

/// Keeps what is known of a stakeholder: name, unit, position, zone and language.
///
/// # Errors
/// [`StoreError::Broken`] for a zone that is none: [`zone_named`] tells before.
pub async fn describe(tx: &mut Tx, who: &Stakeholder) -> Result<(), StoreError> {
    let zone = match &who.zone {
        Some(zone) => Some(zone_named(zone).ok_or_else(|| StoreError::Broken(format!("“{zone}” is no time zone")))?),
        None => None,
    };
    let values = (&who.name, who.unit.clone(), who.position.clone(), zone, who.language.clone(), who.team, who.id);
    match tx.execute(DESCRIBE, values).await? {
        0 => Err(StoreError::Missing),
        _ => Ok(()),
    }
}
