//! Links by which a calendar reads blocks: who made which, for what. What opens a link is made from the key outside the database.

use ground::links::{Link, LinkId};
use ground::{Row, StoreError, TeamId, Tx};
use jiff::Timestamp;
use team::MemberId;

use crate::FeedId;

/// A calendar feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// The one team whose blocks it shows.
    pub team: TeamId,
    /// Which.
    pub id: FeedId,
    /// What reads it, in the words of whoever made it.
    pub name: String,
    /// Whose blocks it shows; without a member the team's, with its promises.
    pub member: Option<MemberId>,
    /// Whether it says what requests are about; else it tells their numbers alone.
    pub names_requests: bool,
    /// When it was made.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: MemberId,
    /// When it was ended: its link opens nothing any more.
    pub ended_at: Option<Timestamp>,
    /// When it was read last, to the hour.
    pub read_at: Option<Timestamp>,
    /// What the calendar that read it last calls itself.
    pub read_by: String,
    pub(crate) link: LinkId,
}

/// The scope of the links that open a feed.
pub const SCOPE: &str = "feed";

const COLUMNS: &str =
    "team_id, id, name, member_id, names_requests, made_at, made_by, ended_at, read_at, read_by, link_id";
const ADD: &str =
    "insert into feed (team_id, id, name, member_id, names_requests, made_at, made_by, ended_at, read_at, read_by, link_id)
    values ($1, $2, $3, $4, $5, $6, $7, null, null, '', $8)";
const END: &str = "update feed set ended_at = $1 where team_id = $2 and id = $3 and ended_at is null";
const WAS_READ: &str = "update feed set read_at = $1, read_by = $2 where team_id = $3 and id = $4";

fn read(row: &Row) -> Result<Feed, StoreError> {
    Ok(Feed {
        team: row.get(0)?,
        id: row.get(1)?,
        name: row.get(2)?,
        member: row.get(3)?,
        names_requests: row.get(4)?,
        made_at: row.get(5)?,
        made_by: row.get(6)?,
        ended_at: row.get(7)?,
        read_at: row.get(8)?,
        read_by: row.get(9)?,
        link: row.get(10)?,
    })
}

pub(crate) async fn add(tx: &mut Tx, feed: &Feed) -> Result<(), StoreError> {
    let Feed { team, id, name, member, names_requests, made_at, made_by, link, .. } = feed;
    tx.execute(ADD, (*team, *id, name, *member, *names_requests, *made_at, *made_by, *link)).await?;
    Ok(())
}

/// The feeds of a team that were not ended, oldest first.
pub async fn list(tx: &mut Tx, team: TeamId) -> Result<Vec<Feed>, StoreError> {
    let sql = format!("select {COLUMNS} from feed where team_id = $1 and ended_at is null order by made_at, id");
    tx.query(&sql, (team,)).await?.iter().map(read).collect()
}

pub(crate) async fn find(tx: &mut Tx, team: TeamId, id: FeedId) -> Result<Option<Feed>, StoreError> {
    let sql = format!("select {COLUMNS} from feed where team_id = $1 and id = $2");
    tx.query_opt(&sql, (team, id)).await?.as_ref().map(read).transpose()
}

/// What a link opens, if it opens anything now.
pub async fn of_link(tx: &mut Tx, link: &Link) -> Result<Option<Feed>, StoreError> {
    let now = tx.now();
    let Some(id) = link.subject.parse().ok().filter(|_| link.scope == SCOPE && link.is_open(now)) else {
        return Ok(None);
    };
    Ok(find(tx, link.team, id).await?.filter(|feed| feed.ended_at.is_none()))
}

pub(crate) async fn end(tx: &mut Tx, feed: &Feed) -> Result<bool, StoreError> {
    let now = tx.now();
    Ok(tx.execute(END, (now, feed.team, feed.id)).await? == 1)
}

pub(crate) async fn was_read(tx: &mut Tx, feed: &Feed, by: &str) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(WAS_READ, (now, by, feed.team, feed.id)).await?;
    Ok(())
}
