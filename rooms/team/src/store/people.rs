//! Accounts: how a person signs in, in whatever teams they are.

use ground::{Row, StoreError, TeamId, Tx};

use web::shell::Habits;

use super::members::word_of;
use crate::AccountId;
use crate::rules::fold;

/// How a person signs in.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) id: AccountId,
    pub(crate) address: String,
    pub(crate) name: String,
    /// Argon2id in PHC form; none as long as only mailed links are used.
    pub(crate) password: Option<String>,
    /// The team that was looked at last.
    pub(crate) last_team: Option<TeamId>,
}

const COLUMNS: &str = "id, address, name, password, last_team_id";
const INSERT: &str =
    "insert into account (id, address, address_key, name, password, password_at, last_team_id, created_at)
    values ($1, $2, $3, $4, $5, $6, null, $7)";

fn read(row: &Row) -> Result<Account, StoreError> {
    Ok(Account {
        id: row.get(0)?,
        address: row.get(1)?,
        name: row.get(2)?,
        password: row.get(3)?,
        last_team: row.get(4)?,
    })
}

pub(crate) async fn by_address(tx: &mut Tx, address: &str) -> Result<Option<Account>, StoreError> {
    let sql = format!("select {COLUMNS} from account where address_key = $1");
    tx.query_opt(&sql, (fold(address),)).await?.as_ref().map(read).transpose()
}

pub(crate) async fn get(tx: &mut Tx, id: AccountId) -> Result<Option<Account>, StoreError> {
    let sql = format!("select {COLUMNS} from account where id = $1");
    tx.query_opt(&sql, (id,)).await?.as_ref().map(read).transpose()
}

pub(crate) async fn insert(tx: &mut Tx, account: &Account) -> Result<(), StoreError> {
    let now = tx.now();
    let key = fold(&account.address);
    let password_at = account.password.as_ref().map(|_| now);
    let values = (account.id, &account.address, key, &account.name, account.password.clone(), password_at, now);
    tx.execute(INSERT, values).await?;
    Ok(())
}

pub(crate) async fn set_password(tx: &mut Tx, id: AccountId, password: &str) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute("update account set password = $1, password_at = $2 where id = $3", (password, now, id)).await?;
    Ok(())
}

pub(crate) async fn look_at(tx: &mut Tx, id: AccountId, team: TeamId) -> Result<(), StoreError> {
    tx.execute("update account set last_team_id = $1 where id = $2", (team, id)).await?;
    Ok(())
}

pub(crate) async fn rename(tx: &mut Tx, id: AccountId, name: &str) -> Result<(), StoreError> {
    tx.execute("update account set name = $1 where id = $2", (name, id)).await?;
    Ok(())
}

const KEEP_HABITS: &str =
    "insert into habit (account_id, zone, keys_off, light, changed_at) values ($1, $2, $3, $4, $5)
    on conflict (account_id) do update set zone = excluded.zone, keys_off = excluded.keys_off, light = excluded.light,
    changed_at = excluded.changed_at";

pub(crate) async fn keep_habits(
    tx: &mut Tx,
    id: AccountId,
    zone: Option<&str>,
    habits: Habits,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(KEEP_HABITS, (id, zone, habits.keys_off, word_of(habits.light), now)).await?;
    Ok(())
}
