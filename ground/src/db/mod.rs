//! The database behind one SQL text: embedded SQLite or PostgreSQL. Which one it is must not be felt by any room.

mod error;
mod postgres;
mod sqlite;

use std::path::Path;

use jiff::Timestamp;

use crate::TeamId;
use crate::values::{Row, ToValue, Value, Values};
pub use error::{Passing, StoreError, again};
pub use postgres::Server;

/// An open database.
#[derive(Clone)]
pub struct Database(Engine);

#[derive(Clone)]
enum Engine {
    Embedded(sqlite::Embedded),
    Server(postgres::Pool),
}

impl Database {
    /// Opens (or makes) the embedded database in the file `path`.
    pub fn embedded(path: &Path) -> Result<Self, StoreError> {
        Ok(Self(Engine::Embedded(sqlite::Embedded::open(path)?)))
    }

    /// Makes a pool of connections to a PostgreSQL server; the first is opened when it is needed.
    pub fn server(server: &Server) -> Result<Self, StoreError> {
        Ok(Self(Engine::Server(postgres::Pool::new(server)?)))
    }

    /// Whether files are kept in the data folder (embedded) or in the database (server), where every process finds them.
    pub fn is_embedded(&self) -> bool {
        matches!(self.0, Engine::Embedded(_))
    }

    /// A number that is another one after every commit, whoever made it, so that what was read at the same number is still so. Nothing
    /// where finding out would cost what it saves: on a server.
    pub fn version(&self) -> Result<Option<i64>, StoreError> {
        match &self.0 {
            Engine::Embedded(embedded) => embedded.version().map(Some),
            Engine::Server(_) => Ok(None),
        }
    }

    pub(crate) async fn begin(&self, now: Timestamp) -> Result<Tx, StoreError> {
        let inner = match &self.0 {
            Engine::Embedded(embedded) => Inner::Write(embedded.begin().await?),
            Engine::Server(pool) => Inner::Server(pool.begin("begin").await?),
        };
        Ok(Tx { inner, now })
    }

    pub(crate) async fn read(&self, now: Timestamp) -> Result<Tx, StoreError> {
        let inner = match &self.0 {
            Engine::Embedded(embedded) => Inner::Read(embedded.read().await?),
            Engine::Server(pool) => Inner::Server(pool.begin("begin isolation level repeatable read read only").await?),
        };
        Ok(Tx { inner, now })
    }
}

/// A transaction. Dropped without [`Tx::commit`], it leaves nothing behind.
pub struct Tx {
    inner: Inner,
    now: Timestamp,
}

enum Inner {
    Write(sqlite::Act),
    Read(sqlite::Snapshot),
    Server(postgres::Transaction),
}

impl Tx {
    /// The instant at which it began: one for all that an act writes.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Runs a statement and tells how many rows it touched.
    pub async fn execute(&mut self, sql: &str, values: impl Values) -> Result<u64, StoreError> {
        let values = values.into_values();
        match &mut self.inner {
            Inner::Write(act) => act.execute(sql, &values),
            Inner::Read(_) => Err(StoreError::Broken("a reading transaction was asked to write".to_owned())),
            Inner::Server(transaction) => transaction.execute(sql, &values).await,
        }
    }

    /// All rows of the answer.
    pub async fn query(&mut self, sql: &str, values: impl Values) -> Result<Vec<Row>, StoreError> {
        self.rows(sql, values.into_values()).await
    }

    /// The first row of the answer, if there is one.
    pub async fn query_opt(&mut self, sql: &str, values: impl Values) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, values.into_values()).await?.into_iter().next())
    }

    /// The one row that an answer always has.
    pub async fn query_one(&mut self, sql: &str, values: impl Values) -> Result<Row, StoreError> {
        let row = self.query_opt(sql, values).await?;
        row.ok_or_else(|| StoreError::Broken("an answer that always has a row had none".to_owned()))
    }

    /// The rows about many things of one team, in no order. `sql` is given the places of their ids, `$2` and following; `$1` is the team.
    pub async fn query_each(
        &mut self,
        team: TeamId,
        ids: &[impl ToValue + Copy],
        sql: impl FnOnce(&str) -> String,
    ) -> Result<Vec<Row>, StoreError> {
        /// How many one statement asks for; fewer are filled up, so that it is one prepared statement whatever their number.
        const AT_ONCE: usize = 50;
        let places = (2..).take(AT_ONCE).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
        let sql = sql(&places);
        let mut rows = Vec::with_capacity(ids.len());
        for part in ids.chunks(AT_ONCE) {
            let filled_up = part.iter().chain(part.last().into_iter().cycle()).take(AT_ONCE);
            let values: Vec<Value> =
                std::iter::once(team.to_value()).chain(filled_up.map(|id| id.to_value())).collect();
            rows.extend(self.rows(&sql, values).await?);
        }
        Ok(rows)
    }

    async fn rows(&mut self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        match &mut self.inner {
            Inner::Write(act) => act.query(sql, &values),
            Inner::Read(snapshot) => snapshot.query(sql, &values),
            Inner::Server(transaction) => transaction.query(sql, &values).await,
        }
    }

    /// Keeps all that was written. Returns when it would survive the loss of power.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.inner {
            Inner::Write(act) => act.commit().await,
            Inner::Read(_) => Ok(()),
            Inner::Server(transaction) => transaction.commit().await,
        }
    }
}
