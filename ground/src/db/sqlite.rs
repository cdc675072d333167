//! Embedded SQLite with group commit. There is one writing connection, and acts take turns at it in the order in which they came; each
//! runs in a savepoint of one `begin immediate`. The first act that commits sends a committer to the end of the queue: all acts that
//! were waiting by then run before it, it makes their work durable with one `commit`, and then all are answered. So a disk that takes
//! a millisecond to be sure serves a whole queue in that millisecond, and an act alone waits for nobody. Readings have connections of
//! their own and see what was committed; they run where they are asked for, since a page's question takes microseconds.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, Statement, ToSql};
use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit, Semaphore, oneshot};

use super::StoreError;
use crate::values::{Row, Value};

/// How long an act waits for its turn, and how long it may hold it.
const PATIENCE: Duration = Duration::from_secs(10);
const READERS: usize = 4;

#[derive(Clone)]
pub(super) struct Embedded {
    writer: Arc<tokio::sync::Mutex<Writer>>,
    readers: Arc<Readers>,
    /// Looks at how far the others have written, and does nothing else: what it tells is of its own connection alone.
    watch: Arc<Mutex<Connection>>,
}

struct Writer {
    connection: Connection,
    /// Whether a `begin immediate` is open.
    is_open: bool,
    /// Acts that are done and wait to be told that they are durable.
    waiting: Vec<oneshot::Sender<Result<(), StoreError>>>,
}

struct Readers {
    places: Arc<Semaphore>,
    idle: Mutex<Vec<Connection>>,
    path: std::path::PathBuf,
}

impl Embedded {
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open(path).map_err(failed)?;
        connection
            .execute_batch(
                "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000;
                 pragma wal_autocheckpoint = 1000; pragma temp_store = memory;",
            )
            .map_err(failed)?;
        steady(&connection)?;
        connection.set_prepared_statement_cache_capacity(256);
        let writer = Writer { connection, is_open: false, waiting: Vec::new() };
        let readers =
            Readers { places: Arc::new(Semaphore::new(READERS)), idle: Mutex::default(), path: path.to_owned() };
        let watch = Arc::new(Mutex::new(open_reader(path)?));
        Ok(Self { writer: Arc::new(tokio::sync::Mutex::new(writer)), readers: Arc::new(readers), watch })
    }

    /// A number that is another one after every commit of this or another process.
    pub(super) fn version(&self) -> Result<i64, StoreError> {
        let watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        let mut statement = watch.prepare_cached("pragma data_version").map_err(failed)?;
        statement.query_row((), |row| row.get(0)).map_err(failed)
    }

    /// Waits for the turn to write.
    pub(super) async fn begin(&self) -> Result<Act, StoreError> {
        let turn = tokio::time::timeout(PATIENCE, self.writer.clone().lock_owned());
        let Ok(mut writer) = turn.await else { return Err(StoreError::Busy) };
        if !writer.is_open {
            run(&writer.connection, "begin immediate")?;
            writer.is_open = true;
        }
        run(&writer.connection, "savepoint act")?;
        Ok(Act { writer: Some(writer), queue: self.writer.clone(), until: Instant::now() + PATIENCE })
    }

    pub(super) async fn read(&self) -> Result<Snapshot, StoreError> {
        let place = tokio::time::timeout(PATIENCE, self.readers.places.clone().acquire_owned());
        let Ok(Ok(place)) = place.await else { return Err(StoreError::Busy) };
        let idle = self.readers.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => open_reader(&self.readers.path)?,
        };
        run(&connection, "begin")?;
        Ok(Snapshot { connection: Some(connection), readers: self.readers.clone(), _place: place })
    }
}

/// A prepared statement keeps its plan whatever is bound: without this SQLite plans it anew each time, which costs more than its answer.
fn steady(connection: &Connection) -> Result<(), StoreError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop).map_err(failed)
}

fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
    connection.execute_batch("pragma busy_timeout = 5000; pragma temp_store = memory;").map_err(failed)?;
    steady(&connection)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

/// The turn to write, held by one act.
pub(super) struct Act {
    /// Empty only once the turn was given back.
    writer: Option<OwnedMutexGuard<Writer>>,
    queue: Arc<tokio::sync::Mutex<Writer>>,
    until: Instant,
}

impl Act {
    fn connection(&self) -> Result<&Connection, StoreError> {
        let writer = self.writer.as_ref().filter(|writer| writer.is_open && Instant::now() < self.until);
        writer.map(|writer| &writer.connection).ok_or(StoreError::Busy)
    }

    pub(super) fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let done = execute(self.connection()?, sql, values);
        self.after(done)
    }

    pub(super) fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let done = query(self.connection()?, sql, values);
        self.after(done)
    }

    /// On a full disk SQLite takes back the whole transaction by itself, and with it the acts that were waiting to be durable.
    fn after<T>(&mut self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        if let (Err(error), Some(writer)) = (&done, self.writer.as_mut())
            && writer.connection.is_autocommit()
        {
            writer.lose_all(error);
        }
        done
    }

    pub(super) async fn commit(mut self) -> Result<(), StoreError> {
        self.connection()?;
        let Some(mut writer) = self.writer.take() else { return Err(StoreError::Busy) };
        if let Err(error) = run(&writer.connection, "release act") {
            writer.take_back();
            return Err(error);
        }
        let (told, durable) = oneshot::channel();
        writer.waiting.push(told);
        if writer.waiting.len() == 1 {
            tokio::spawn(make_durable(self.queue.clone()));
        }
        drop(writer);
        durable.await.unwrap_or_else(|_| Err(StoreError::Unavailable("the program is ending".to_owned())))
    }
}

impl Drop for Act {
    fn drop(&mut self) {
        if let Some(writer) = self.writer.as_mut() {
            writer.take_back();
        }
    }
}

impl Writer {
    /// Takes back what one act wrote, and closes the transaction if no other act is in it.
    fn take_back(&mut self) {
        let back = self.connection.execute_batch("rollback to act; release act");
        if back.is_err() || self.waiting.is_empty() {
            if !self.connection.is_autocommit() {
                drop(self.connection.execute_batch("rollback"));
            }
            self.lose_all(&StoreError::Unavailable("another act failed while this one was being kept".to_owned()));
        }
    }

    fn lose_all(&mut self, error: &StoreError) {
        self.is_open = false;
        for told in self.waiting.drain(..) {
            drop(told.send(Err(error.clone())));
        }
    }
}

async fn make_durable(queue: Arc<tokio::sync::Mutex<Writer>>) {
    let mut writer = queue.lock_owned().await;
    let done = tokio::task::spawn_blocking(move || {
        if !writer.is_open {
            return;
        }
        match run(&writer.connection, "commit") {
            Ok(()) => {
                writer.is_open = false;
                for told in writer.waiting.drain(..) {
                    drop(told.send(Ok(())));
                }
            }
            Err(error) => {
                if !writer.connection.is_autocommit() {
                    drop(writer.connection.execute_batch("rollback"));
                }
                writer.lose_all(&error);
            }
        }
    });
    if let Err(error) = done.await {
        tracing::error!(%error, "the committer ended before its commit");
    }
}

/// A reading of one moment.
pub(super) struct Snapshot {
    connection: Option<Connection>,
    readers: Arc<Readers>,
    _place: OwnedSemaphorePermit,
}

impl Snapshot {
    pub(super) fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let connection = self.connection.as_ref().ok_or(StoreError::Busy)?;
        query(connection, sql, values)
    }
}

impl Drop for Snapshot {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take()
            && run(&connection, "rollback").is_ok()
        {
            self.readers.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
    }
}

/// Runs a statement of every transaction, which is read by SQLite only once.
fn run(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    connection.prepare_cached(sql).map_err(failed)?.raw_execute().map(drop).map_err(failed)
}

fn execute(connection: &Connection, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    bind(&mut statement, values)?;
    let touched = if statement.column_count() == 0 {
        statement.raw_execute().map_err(failed)?
    } else {
        let mut rows = statement.raw_query();
        let mut count = 0;
        while rows.next().map_err(failed)?.is_some() {
            count += 1;
        }
        count
    };
    Ok(touched.try_into().unwrap_or(u64::MAX))
}

fn query(connection: &Connection, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    bind(&mut statement, values)?;
    let width = statement.column_count();
    let mut rows = statement.raw_query();
    let mut answer = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        let mut read = Vec::with_capacity(width);
        for index in 0..width {
            read.push(kept(row.get_ref(index).map_err(failed)?)?);
        }
        answer.push(Row(read));
    }
    Ok(answer)
}

/// Binds by name: SQLite numbers `$7` by its first use, not by its figure.
fn bind(statement: &mut Statement<'_>, values: &[Value]) -> Result<(), StoreError> {
    let count = statement.parameter_count();
    if count != values.len() {
        return Err(StoreError::Broken(format!("{count} placeholders, {} values", values.len())));
    }
    for place in 1..=count {
        let number =
            statement.parameter_name(place).and_then(|name| name.get(1..)).and_then(|name| name.parse::<usize>().ok());
        let value = number.and_then(|number| values.get(number.checked_sub(1)?));
        let value = value.ok_or_else(|| StoreError::Broken(format!("placeholder {place} is not $1 to ${count}")))?;
        statement.raw_bind_parameter(place, value).map_err(failed)?;
    }
    Ok(())
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Real(number) => ValueRef::Real(*number),
            Self::Bool(truth) => ValueRef::Integer(i64::from(*truth)),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn kept(value: ValueRef<'_>) -> Result<Value, StoreError> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(text) => match std::str::from_utf8(text) {
            Ok(text) => Value::Text(text.to_owned()),
            Err(error) => return Err(StoreError::Broken(format!("a text is not UTF-8: {error}"))),
        },
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    })
}

/// SQLite's extended result codes: <https://sqlite.org/rescode.html>.
fn failed(error: rusqlite::Error) -> StoreError {
    let rusqlite::Error::SqliteFailure(code, message) = &error else { return StoreError::Broken(error.to_string()) };
    let words = || message.clone().unwrap_or_else(|| code.to_string());
    match (code.extended_code, code.code) {
        (1555 | 2067, _) => StoreError::Unique,
        (787 | 3850, _) => StoreError::Missing,
        (_, ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
        (_, ErrorCode::DiskFull) => StoreError::CannotWrite("the disk is full".to_owned()),
        (_, ErrorCode::ReadOnly | ErrorCode::SystemIoFailure | ErrorCode::PermissionDenied) => {
            StoreError::CannotWrite(words())
        }
        (_, ErrorCode::CannotOpen) => StoreError::Unavailable(words()),
        _ => StoreError::Broken(words()),
    }
}
