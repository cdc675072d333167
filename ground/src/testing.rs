//! Databases for tests: the same test runs on embedded SQLite and on PostgreSQL, each time on one of its own, with a clock set by hand.

use std::future::Future;
use std::ops::Deref;

use jiff::Timestamp;
use tokio_postgres::error::SqlState;

use crate::db::Server;
use crate::{Clock, Database, Ground, Schema, Secret, Settings};

/// The variable that holds the address of a PostgreSQL server on which the tests may make databases.
pub const POSTGRES: &str = "OFFWHEEL_TEST_POSTGRES";

/// A ground for one test, with a hand on its clock. What it made is gone when it is dropped.
pub struct TestGround {
    ground: Ground,
    clock: Clock,
    engine: &'static str,
    _folder: tempfile::TempDir,
}

impl Deref for TestGround {
    type Target = Ground;
    fn deref(&self) -> &Ground {
        &self.ground
    }
}

impl TestGround {
    /// Sets the clock to `instant`, in RFC 3339 or RFC 9557.
    ///
    /// # Panics
    /// If the text is no instant.
    #[expect(clippy::unwrap_used, reason = "a test that names no instant is wrong")]
    pub fn set(&self, instant: &str) {
        self.clock.set(instant.parse().unwrap());
    }

    /// The clock, to be moved while the ground is in use elsewhere.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// `sqlite` or `postgres`, for a message.
    pub fn engine(&self) -> &'static str {
        self.engine
    }
}

/// Runs `test` on a fresh database of each engine, with the tables of `rooms`, at Wednesday 25 November 2026, 10:15 in Berlin.
///
/// # Panics
/// If a database can't be made: a test must not pass because a server is missing.
#[expect(clippy::unwrap_used, clippy::expect_used, reason = "a test without its database must fail")]
pub fn on_each<Test, Running>(rooms: &[Schema], test: Test)
where
    Test: Fn(TestGround) -> Running,
    Running: Future<Output = ()>,
{
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::embedded(&folder.path().join("offwheel.db")).unwrap();
        test(ready(database, folder, "sqlite", rooms).await).await;

        let url = std::env::var(POSTGRES);
        let url =
            url.expect("OFFWHEEL_TEST_POSTGRES names no server: run the tests by `cargo xtask test`, which starts one");
        let name = format!("test_{}", crate::fresh_token());
        on_server(&url, &format!("create database {name}")).await.unwrap();
        let server = Server { url: in_database(&url, &name), ca_file: None, connections: 8 };
        let database = Database::server(&server).unwrap();
        test(ready(database, tempfile::tempdir().unwrap(), "postgres", rooms).await).await;
        // The server's own housekeeping may be in the database at this moment, and only its own user can end that.
        while let Err(error) = on_server(&url, &format!("drop database {name} with (force)")).await {
            assert!(error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE), "{error}");
        }
    });
}

#[expect(clippy::unwrap_used, reason = "a test without its database must fail")]
async fn ready(database: Database, folder: tempfile::TempDir, engine: &'static str, rooms: &[Schema]) -> TestGround {
    let clock = Clock::standing_at("2026-11-25T09:15:00Z".parse::<Timestamp>().unwrap());
    let settings = Settings {
        public_url: "http://127.0.0.1:4600".to_owned(),
        message_id_domain: "offwheel.brightwater.example".to_owned(),
        data_dir: folder.path().to_owned(),
        demo: false,
        trusted_proxies: Vec::new(),
        first_team: None,
    };
    let ground = Ground::new(database, clock.clone(), Secret::fresh(), settings);
    ground.migrate(rooms).await.unwrap();
    TestGround { ground, clock, engine, _folder: folder }
}

/// The same address with another database.
///
/// # Panics
/// If the address names no database.
#[expect(clippy::unwrap_used, reason = "a test without its database must fail")]
pub fn in_database(url: &str, name: &str) -> String {
    let (address, options) =
        url.split_once('?').map_or((url, String::new()), |(address, rest)| (address, format!("?{rest}")));
    let (server, _) = address.rsplit_once('/').unwrap();
    format!("{server}/{name}{options}")
}

#[expect(clippy::unwrap_used, reason = "a test without its database must fail")]
async fn on_server(url: &str, sql: &str) -> Result<(), tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
    let running = tokio::spawn(connection);
    let done = client.batch_execute(sql).await;
    drop(client);
    running.await.unwrap()?;
    done
}
