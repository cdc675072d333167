//! Private links: what they open, until when. The token in a link is made from the key outside the database each time a letter repeats
//! it; here lies only its print, by which a visitor's link is found.

use jiff::Timestamp;

use crate::{Secret, StoreError, TeamId, Tx, print_of};

pub(crate) const TABLE: &str = "create table if not exists link (
    print text not null primary key, team_id text not null, id text not null, version bigint not null, scope text not null,
    subject text not null, expires_at bigint, revoked_at bigint, created_at bigint not null, unique (team_id, id, version))";
pub(crate) const OF_SUBJECT: &str = "create index if not exists link_subject on link (team_id, scope, subject)";

/// The scope of a link that signs a person in; all others open a private page.
pub const SIGN_IN: &str = "sign-in";

/// The id of a link; it stays when the link is renewed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct LinkId(uuid::Uuid);
crate::id_impl!(LinkId);

/// What a visitor's token opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The one team it belongs to.
    pub team: TeamId,
    /// Which link.
    pub id: LinkId,
    /// What kind of thing it opens, as `request`.
    pub scope: String,
    /// The id of that thing.
    pub subject: String,
    /// From when on it opens nothing; never, if empty.
    pub expires_at: Option<Timestamp>,
    /// When it was taken back or replaced.
    pub revoked_at: Option<Timestamp>,
    version: i64,
}

impl Link {
    /// Whether it opens its thing at `now`.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|until| now < until)
    }

    /// Where it leads: the path of its page, with its token.
    pub fn path(&self, secret: &Secret) -> String {
        let page = if self.scope == SIGN_IN { "/sign-in/link" } else { "/s" };
        format!("{page}/{}", self.token(secret))
    }

    /// The 26 signs that open it.
    pub fn token(&self, secret: &Secret) -> String {
        token(secret, self.team, self.id, self.version)
    }
}

fn token(secret: &Secret, team: TeamId, id: LinkId, version: i64) -> String {
    secret.token(&["link", &team.to_string(), &id.to_string(), &version.to_string()])
}

const COLUMNS: &str = "team_id, id, version, scope, subject, expires_at, revoked_at";
const MINT: &str = "insert into link (print, team_id, id, version, scope, subject, expires_at, revoked_at, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, null, $8)";
const REVOKE: &str = "update link set revoked_at = $1 where team_id = $2 and id = $3 and revoked_at is null";
const EXPIRE: &str =
    "update link set expires_at = $1 where team_id = $2 and scope = $3 and subject = $4 and revoked_at is null";

fn read(row: &crate::Row) -> Result<Link, StoreError> {
    Ok(Link {
        team: row.get(0)?,
        id: row.get(1)?,
        version: row.get(2)?,
        scope: row.get(3)?,
        subject: row.get(4)?,
        expires_at: row.get(5)?,
        revoked_at: row.get(6)?,
    })
}

async fn insert(tx: &mut Tx, secret: &Secret, link: &Link) -> Result<(), StoreError> {
    let print = print_of(&link.token(secret));
    let now = tx.now();
    let values = (print, link.team, link.id, link.version, &link.scope, &link.subject, link.expires_at, now);
    tx.execute(MINT, values).await?;
    Ok(())
}

/// Makes a link to `subject`.
pub async fn mint(
    tx: &mut Tx,
    secret: &Secret,
    team: TeamId,
    scope: &str,
    subject: impl std::fmt::Display,
    expires_at: Option<Timestamp>,
) -> Result<Link, StoreError> {
    let (scope, subject) = (scope.to_owned(), subject.to_string());
    let link = Link { team, id: LinkId::new(tx.now()), scope, subject, expires_at, revoked_at: None, version: 1 };
    insert(tx, secret, &link).await?;
    Ok(link)
}

/// The link that a visitor's token opens, open or not.
pub async fn find(tx: &mut Tx, token: &str) -> Result<Option<Link>, StoreError> {
    let row = tx.query_opt(&format!("select {COLUMNS} from link where print = $1"), (print_of(token),)).await?;
    row.as_ref().map(read).transpose()
}

/// The newest version of a link.
pub async fn get(tx: &mut Tx, team: TeamId, id: LinkId) -> Result<Option<Link>, StoreError> {
    let sql = format!("select {COLUMNS} from link where team_id = $1 and id = $2 order by version desc limit 1");
    tx.query_opt(&sql, (team, id)).await?.as_ref().map(read).transpose()
}

/// The newest link of a scope to a subject.
pub async fn to(
    tx: &mut Tx,
    team: TeamId,
    scope: &str,
    subject: impl std::fmt::Display,
) -> Result<Option<Link>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from link where team_id = $1 and scope = $2 and subject = $3 order by created_at desc, version desc limit 1"
    );
    tx.query_opt(&sql, (team, scope, subject.to_string())).await?.as_ref().map(read).transpose()
}

/// Takes a link back: its token opens nothing any more.
pub async fn revoke(tx: &mut Tx, team: TeamId, id: LinkId) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(REVOKE, (now, team, id)).await?;
    Ok(())
}

/// Replaces a link by its next version: the old token opens nothing, letters to come carry the new one.
pub async fn renew(
    tx: &mut Tx,
    secret: &Secret,
    link: &Link,
    expires_at: Option<Timestamp>,
) -> Result<Link, StoreError> {
    revoke(tx, link.team, link.id).await?;
    let next = Link { version: link.version + 1, expires_at, revoked_at: None, ..link.clone() };
    insert(tx, secret, &next).await?;
    Ok(next)
}

/// Sets until when the links of a scope to a subject open; `None` is without end.
pub async fn expire(
    tx: &mut Tx,
    team: TeamId,
    scope: &str,
    subject: impl std::fmt::Display,
    at: Option<Timestamp>,
) -> Result<(), StoreError> {
    tx.execute(EXPIRE, (at, team, scope, subject.to_string())).await?;
    Ok(())
}
