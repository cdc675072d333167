use ground::{StoreError, TeamId, Tx};
use jiff::Timestamp;

/// How far a mailbox was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The mailbox's name in the configuration.
    pub mailbox: String,
    /// As the server gave it (RFC 9051, 2.3.1.1).
    pub uidvalidity: i64,
    /// The last message that was read.
    pub uid: i64,
}

const GET: &str = "select uidvalidity, uid, read_at, lay_there from mailbox_place where team_id = $1 and mailbox = $2";
const PUT: &str = "insert into mailbox_place (team_id, mailbox, uidvalidity, uid, read_at, lay_there) values ($1, $2, $3, $4, $5, $6)
    on conflict (team_id, mailbox) do update set uidvalidity = excluded.uidvalidity, uid = excluded.uid, read_at = excluded.read_at,
    lay_there = excluded.lay_there";

/// How far a mailbox was read, when, and how many letters lay there when it was connected.
pub async fn place(tx: &mut Tx, team: TeamId, mailbox: &str) -> Result<Option<(Place, Timestamp, i64)>, StoreError> {
    let Some(row) = tx.query_opt(GET, (team, mailbox)).await? else { return Ok(None) };
    let place = Place { mailbox: mailbox.to_owned(), uidvalidity: row.get(0)?, uid: row.get(1)? };
    Ok(Some((place, row.get(2)?, row.get(3)?)))
}

/// Writes how far the mailbox was read: `read_at` is the arrival of the last letter that was taken, so that after a new UIDVALIDITY
/// only what came later is taken in by itself.
pub(crate) async fn reach(
    tx: &mut Tx,
    team: TeamId,
    place: &Place,
    read_at: Timestamp,
    lay_there: i64,
) -> Result<(), StoreError> {
    tx.execute(PUT, (team, &place.mailbox, place.uidvalidity, place.uid, read_at, lay_there)).await?;
    Ok(())
}
