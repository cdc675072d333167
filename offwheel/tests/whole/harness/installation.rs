//! An installation: its folder, its configuration, its database on one of the two engines.

use std::path::{Path, PathBuf};

use ground::db::Server;
use ground::{Clock, Database, Ground, Secret, Settings, TeamId};
use tempfile::TempDir;
use worktime::{Calendar, Turnaround};

use super::{Peer, Program, eventually, run, seconds, wait};

/// The password of everybody in these tests.
pub const PASSWORD: &str = "a quiet hour at eleven";

/// Which database an installation stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded.
    Sqlite,
    /// A server.
    Postgres,
}

/// Where one Offwheel lives; gone with its guard.
pub struct Installation {
    folder: TempDir,
    database: Option<PostgresDatabase>,
    /// Further lines of the configuration, in front of all tables.
    pub settings: String,
    /// Tables of the configuration.
    pub tables: String,
}

/// A team to be founded, with the first person as lead and administrator.
#[derive(Debug, Clone, Copy)]
pub struct NewTeam<'a> {
    /// As it signs.
    pub name: &'a str,
    /// Its place in addresses.
    pub slug: &'a str,
    /// What numbers begin with.
    pub prefix: &'a str,
    /// Its own mail domain, and that of its first person, `lead@domain`.
    pub domain: &'a str,
}

impl NewTeam<'_> {
    /// The team to which the sample letters are written.
    pub const BRIGHTWATER: NewTeam<'static> =
        NewTeam { name: "Learning at Brightwater", slug: "brightwater", prefix: "OW", domain: "brightwater.example" };
}

impl Installation {
    /// A new one, with nothing in it.
    pub fn new(engine: Engine) -> Self {
        let database = (engine == Engine::Postgres).then(PostgresDatabase::new);
        Self { folder: tempfile::tempdir().unwrap(), database, settings: String::new(), tables: String::new() }
    }

    /// A file in its folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Its data folder.
    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// Writes the configuration and returns its file.
    pub fn configured(&self) -> PathBuf {
        let mut text = format!("data = {:?}\nlisten = \"127.0.0.1:0\"\n{}\n", self.data(), self.settings);
        if let Some(database) = &self.database {
            text.push_str(&format!("[database]\nurl = \"{}\"\n\n", database.url));
        }
        text.push_str(&self.tables);
        let file = self.path("offwheel.toml");
        std::fs::write(&file, text).unwrap();
        file
    }

    /// Runs the program on it to its end, and returns what it printed.
    #[track_caller]
    pub fn command(&self, arguments: &[&str]) -> String {
        let file = self.configured();
        let mut all = vec!["--config", file.to_str().unwrap()];
        all.extend_from_slice(arguments);
        let out = run(&all);
        assert!(out.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    }

    /// Starts the server.
    pub fn start(&self) -> Program {
        Program::start(&self.configured(), &self.path("log.txt"), &[])
    }

    /// A mailbox of a team: read from a Dovecot, sent by an SMTP sink, whichever there is.
    pub fn connect_mail(&mut self, slug: &str, address: &str, also: &[&str], imap: Option<&Peer>, smtp: Option<&Peer>) {
        let server = |kind: &str, peer: &Peer| {
            format!(
                "[mailbox.{kind}]\nhost = \"{}\"\nport = {}\nsecurity = \"starttls\"\nca_file = \"{}\"\nuser = \"lnd@offwheel.test\"\npassword = \"secret\"\n",
                peer.value("host"),
                peer.port("port"),
                peer.value("ca")
            )
        };
        self.tables.push_str(&format!("[[mailbox]]\nteam = \"{slug}\"\naddress = \"{address}\"\nalso = {also:?}\n"));
        if let Some(imap) = imap {
            self.tables.push_str(&server("imap", imap));
        }
        if let Some(smtp) = smtp {
            self.tables.push_str(&server("smtp", smtp));
        }
    }

    /// The ground that the program stands on, opened by the test itself; with the embedded database only while no program runs.
    pub fn ground(&self) -> Ground {
        let database = match &self.database {
            Some(database) => Database::server(&Server { url: database.url.clone(), ca_file: None, connections: 4 }),
            None => Database::embedded(&self.data().join("offwheel.db")),
        };
        let secret = Secret::kept_in(&self.data().join("secret.key")).unwrap();
        let settings = Settings {
            public_url: "http://127.0.0.1:4600".to_owned(),
            message_id_domain: "offwheel.brightwater.example".to_owned(),
            data_dir: self.data(),
            demo: false,
            trusted_proxies: Vec::new(),
            first_team: None,
        };
        Ground::new(database.unwrap(), Clock::Machine, secret, settings)
    }

    /// Founds a team while no program runs.
    pub fn found(&self, team: NewTeam) -> TeamId {
        self.command(&["team", "list"]);
        let new = team::NewTeam {
            name: team.name.to_owned(),
            slug: team.slug.to_owned(),
            prefix: team.prefix.to_owned(),
            domains: vec![team.domain.to_owned()],
            calendar: Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00").unwrap(),
            turnaround: Turnaround::business_hours(24),
            first: team::FirstPerson {
                name: "Mira Sandholt".to_owned(),
                address: format!("lead@{}", team.domain),
                password: Some(PASSWORD.to_owned()),
            },
        };
        wait(async { team::found(&self.ground(), new).await.unwrap().0.id })
    }

    /// Adds somebody to a team by the command line, and returns their address.
    pub fn add_person(&self, slug: &str, name: &str, address: &str, right: &[&str]) {
        let file = self.path("password");
        std::fs::write(&file, PASSWORD).unwrap();
        let mut arguments = vec!["member", "add", slug, name, address, "--password-file", file.to_str().unwrap()];
        arguments.extend_from_slice(right);
        self.command(&arguments);
    }

    /// A token that may take in and read requests.
    pub fn token(&self, slug: &str) -> String {
        self.command(&["token", "new", slug, "a test"]).trim().to_owned()
    }

    /// All rows of an answer, each value as text; with the embedded database only while no program runs.
    pub fn rows(&self, sql: &str) -> Vec<Vec<String>> {
        let columns = sql.split(" from ").next().unwrap().matches(',').count() + 1;
        wait(async {
            let ground = self.ground();
            let mut tx = ground.read().await.unwrap();
            let rows = tx.query(sql, ()).await.unwrap();
            rows.iter().map(|row| (0..columns).map(|column| text_of(row, column)).collect()).collect()
        })
    }

    /// The one number that an answer is.
    pub fn number(&self, sql: &str) -> i64 {
        self.rows(sql)[0][0].parse().unwrap()
    }
}

fn text_of(row: &ground::Row, column: usize) -> String {
    if let Ok(text) = row.get::<Option<String>>(column) {
        return text.unwrap_or_default();
    }
    row.get::<i64>(column).map_or_else(|_| row.get::<bool>(column).unwrap().to_string(), |number| number.to_string())
}

/// A database of one test on the server of the tests.
struct PostgresDatabase {
    name: String,
    server: String,
    url: String,
}

impl PostgresDatabase {
    fn new() -> Self {
        let server = std::env::var("OFFWHEEL_TEST_POSTGRES");
        let server = server
            .expect("OFFWHEEL_TEST_POSTGRES names no server: run the tests by `cargo xtask test`, which starts one");
        let name = format!("test_{}", ground::fresh_token());
        psql(&server, &format!("create database {name}")).unwrap();
        let (address, _) = server.rsplit_once('/').unwrap();
        let url = format!("{address}/{name}");
        Self { name, server, url }
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        let drop = format!("drop database if exists {} with (force)", self.name);
        if std::thread::panicking() {
            // The test has failed already; what it says must not be lost in a second failure.
            std::mem::drop(psql(&self.server, &drop));
            return;
        }
        // What cleans tables up on the server by itself belongs to its superuser, and can't be sent away by us; it ends soon.
        eventually("the database can be dropped", seconds(30), || psql(&self.server, &drop).ok());
    }
}

fn psql(url: &str, sql: &str) -> Result<(), tokio_postgres::Error> {
    wait(async {
        let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
        let running = tokio::spawn(connection);
        let done = client.batch_execute(sql).await;
        drop(client);
        running.await.unwrap()?;
        done
    })
}
