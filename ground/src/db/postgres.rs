//! PostgreSQL 15 and later, through a pool. Several hosts in the address are tried in turn for the one that takes writes.

use std::error::Error;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Object, RecyclingMethod, Runtime};
use rustls::RootCertStore;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::StoreError;
use crate::values::{Row, Value};

/// Which server, and how.
#[derive(Debug, Clone)]
pub struct Server {
    /// `postgres://user:password@host,host/database?target_session_attrs=read-write&sslmode=require`
    pub url: String,
    /// A certificate authority of one's own, in PEM.
    pub ca_file: Option<PathBuf>,
    /// How many connections at the most.
    pub connections: usize,
}

#[derive(Clone)]
pub(super) struct Pool(deadpool_postgres::Pool);

impl Pool {
    pub(super) fn new(server: &Server) -> Result<Self, StoreError> {
        let mut config = tokio_postgres::Config::from_str(&server.url)
            .map_err(|error| StoreError::Broken(format!("the address of the database can't be read: {error}")))?;
        config
            .connect_timeout(Duration::from_secs(5))
            .tcp_user_timeout(Duration::from_secs(15))
            .application_name("offwheel");
        if config.get_options().is_none() {
            config.options("-c statement_timeout=60s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s");
        }
        let tls = MakeRustlsConnect::new(tls(server)?);
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let pool = deadpool_postgres::Pool::builder(Manager::from_config(config, tls, recycling))
            .max_size(server.connections)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(Duration::from_secs(10)))
            .create_timeout(Some(Duration::from_secs(10)))
            .build()
            .map_err(|error| StoreError::Broken(error.to_string()))?;
        Ok(Self(pool))
    }

    pub(super) async fn begin(&self, how: &'static str) -> Result<Transaction, StoreError> {
        let connection = self.0.get().await.map_err(|error| {
            let is_full = matches!(error, deadpool_postgres::PoolError::Timeout(deadpool_postgres::TimeoutType::Wait));
            if is_full { StoreError::Busy } else { StoreError::Unavailable(chain(&error)) }
        })?;
        let mut transaction = Transaction { connection: Some(connection), pool: self.0.clone() };
        transaction.batch(how).await?;
        Ok(transaction)
    }
}

fn tls(server: &Server) -> Result<rustls::ClientConfig, StoreError> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(file) = &server.ca_file {
        use rustls::pki_types::{CertificateDer, pem::PemObject};
        let unreadable = |why: String| {
            StoreError::Unavailable(format!("the certificate file {} can't be read: {why}", file.display()))
        };
        for certificate in CertificateDer::pem_file_iter(file).map_err(|error| unreadable(error.to_string()))? {
            let certificate = certificate.map_err(|error| unreadable(error.to_string()))?;
            roots.add(certificate).map_err(|error| unreadable(error.to_string()))?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|error| StoreError::Broken(error.to_string()))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

pub(super) struct Transaction {
    /// Empty only once it is committed.
    connection: Option<Object>,
    pool: deadpool_postgres::Pool,
}

impl Transaction {
    fn connection(&self) -> Result<&Object, StoreError> {
        self.connection.as_ref().ok_or(StoreError::Busy)
    }

    async fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        let done = self.connection()?.batch_execute(sql).await;
        done.map_err(|error| self.failed(&error))
    }

    pub(super) async fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let connection = self.connection()?;
        let done = async { connection.execute(&connection.prepare_cached(sql).await?, &bound(values)).await }.await;
        done.map_err(|error| self.failed(&error))
    }

    pub(super) async fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let connection = self.connection()?;
        let done = async { connection.query(&connection.prepare_cached(sql).await?, &bound(values)).await }.await;
        done.map_err(|error| self.failed(&error))?.iter().map(kept).collect()
    }

    pub(super) async fn commit(mut self) -> Result<(), StoreError> {
        self.batch("commit").await?;
        drop(self.connection.take());
        Ok(())
    }

    /// A server that lost its lead leaves connections that still lead to it: then the whole pool is dropped.
    fn failed(&self, error: &tokio_postgres::Error) -> StoreError {
        let failed = said(error);
        if matches!(failed, StoreError::Unavailable(_)) {
            self.pool.retain(|_, _| false);
        }
        failed
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => {
                runtime.spawn(async move {
                    if connection.batch_execute("rollback").await.is_err() {
                        drop(Object::take(connection));
                    }
                });
            }
            Err(_) => drop(Object::take(connection)),
        }
    }
}

fn bound(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Text(text) => text.to_sql_checked(kind, out),
            Self::Int(number) => number.to_sql_checked(kind, out),
            Self::Real(number) => number.to_sql_checked(kind, out),
            Self::Bool(truth) => truth.to_sql_checked(kind, out),
            Self::Bytes(bytes) => bytes.to_sql_checked(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn kept(row: &tokio_postgres::Row) -> Result<Row, StoreError> {
    let mut values = Vec::with_capacity(row.len());
    for (index, column) in row.columns().iter().enumerate() {
        let read = match *column.type_() {
            Type::TEXT | Type::VARCHAR => row.try_get::<_, Option<String>>(index).map(|it| it.map(Value::Text)),
            Type::INT8 => row.try_get::<_, Option<i64>>(index).map(|it| it.map(Value::Int)),
            Type::INT4 => row.try_get::<_, Option<i32>>(index).map(|it| it.map(|it| Value::Int(it.into()))),
            Type::FLOAT8 => row.try_get::<_, Option<f64>>(index).map(|it| it.map(Value::Real)),
            Type::BOOL => row.try_get::<_, Option<bool>>(index).map(|it| it.map(Value::Bool)),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(index).map(|it| it.map(Value::Bytes)),
            ref other => return Err(StoreError::Broken(format!("column {} is {other}: cast it", column.name()))),
        };
        values.push(read.map_err(|error| said(&error))?.unwrap_or(Value::Null));
    }
    Ok(Row(values))
}

/// PostgreSQL's error codes: <https://www.postgresql.org/docs/15/errcodes-appendix.html>.
fn said(error: &tokio_postgres::Error) -> StoreError {
    let Some(database) = error.as_db_error() else {
        return if error.is_closed() || error.source().is_some_and(|source| source.is::<std::io::Error>()) {
            StoreError::Unavailable(chain(error))
        } else {
            StoreError::Broken(chain(error))
        };
    };
    match database.code().code() {
        "23505" => StoreError::Unique,
        "23503" => StoreError::Missing,
        "40001" | "40P01" | "55P03" | "53300" => StoreError::Busy,
        "53100" => StoreError::CannotWrite("the disk of the database is full".to_owned()),
        "57P01" | "57P02" | "57P03" | "25006" => StoreError::Unavailable(database.message().to_owned()),
        code if code.starts_with("08") => StoreError::Unavailable(database.message().to_owned()),
        code => StoreError::Broken(format!("{} ({code})", database.message())),
    }
}

fn chain(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words = format!("{words}: {error}");
        cause = error.source();
    }
    words
}
