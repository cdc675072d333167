//! Sessions: who is signed in, and which of their teams they look at. The token is with the browser alone; here lies its print.

use ground::links::LinkId;
use ground::{StoreError, TeamId, Tx, print_of};
use jiff::Timestamp;

use super::members::{self, Member};
use crate::AccountId;

/// A session as it is kept, with who it stands for.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) member: Member,
    pub(crate) begun_at: Timestamp,
    pub(crate) seen_at: Timestamp,
    /// Whether it began with a mailed link.
    pub(crate) by_link: bool,
}

const BEGIN: &str =
    "insert into session (print, account_id, team_id, link_id, begun_at, seen_at) values ($1, $2, $3, $4, $5, $5)";

/// Fails with [`StoreError::Unique`] when a session began with this link already.
pub(crate) async fn begin(
    tx: &mut Tx,
    token: &str,
    account: AccountId,
    team: TeamId,
    link: Option<LinkId>,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(BEGIN, (print_of(token), account, team, link, now)).await?;
    Ok(())
}

/// The session of a token, whether or not it is over.
pub(crate) async fn find(tx: &mut Tx, token: &str) -> Result<Option<Kept>, StoreError> {
    let (columns, joins) = (members::COLUMNS, members::JOINS);
    let sql = format!(
        "select {columns}, session.begun_at, session.seen_at, session.link_id
            from session join member on member.team_id = session.team_id and member.account_id = session.account_id {joins}
            where session.print = $1 and member.team_id = session.team_id"
    );
    let Some(row) = tx.query_opt(&sql, (print_of(token),)).await? else { return Ok(None) };
    let by_link = row.get::<Option<String>>(14)?.is_some();
    Ok(Some(Kept { member: members::read(&row)?, begun_at: row.get(12)?, seen_at: row.get(13)?, by_link }))
}

pub(crate) async fn note_seen(tx: &mut Tx, token: &str) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute("update session set seen_at = $1 where print = $2", (now, print_of(token))).await?;
    Ok(())
}

pub(crate) async fn turn_to(tx: &mut Tx, token: &str, team: TeamId) -> Result<(), StoreError> {
    tx.execute("update session set team_id = $1 where print = $2", (team, print_of(token))).await?;
    Ok(())
}

pub(crate) async fn end(tx: &mut Tx, token: &str) -> Result<(), StoreError> {
    tx.execute("delete from session where print = $1", (print_of(token),)).await?;
    Ok(())
}

/// Ends every session of an account.
pub(crate) async fn end_all(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    tx.execute("delete from session where account_id = $1", (account,)).await?;
    Ok(())
}

/// Takes away what nobody can use any more, so that the table does not grow for ever.
pub(crate) async fn sweep(tx: &mut Tx, begun_before: Timestamp) -> Result<(), StoreError> {
    tx.execute("delete from session where begun_at <= $1", (begun_before,)).await?;
    Ok(())
}

/// One of somebody's sessions, as they see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) begun_at: Timestamp,
    pub(crate) seen_at: Timestamp,
    pub(crate) by_link: bool,
    /// Whether it is the one with this token.
    pub(crate) is_here: bool,
}

/// The sessions of an account, the newest first.
pub(crate) async fn list(tx: &mut Tx, account: AccountId, here: &str) -> Result<Vec<Listed>, StoreError> {
    let sql =
        "select begun_at, seen_at, link_id, print from session where account_id = $1 order by begun_at desc, print";
    let print = print_of(here);
    let rows = tx.query(sql, (account,)).await?;
    let read = |row: &ground::Row| {
        Ok(Listed {
            begun_at: row.get(0)?,
            seen_at: row.get(1)?,
            by_link: row.get::<Option<String>>(2)?.is_some(),
            is_here: row.get::<String>(3)? == print,
        })
    };
    rows.iter().map(read).collect()
}

/// Ends the sessions of an account that began at this instant, but for the one with the token `here`. Says whether there was any.
pub(crate) async fn end_other(tx: &mut Tx, account: AccountId, begun_at: i64, here: &str) -> Result<bool, StoreError> {
    let sql = "delete from session where account_id = $1 and begun_at = $2 and print <> $3";
    Ok(tx.execute(sql, (account, begun_at, print_of(here))).await? > 0)
}
