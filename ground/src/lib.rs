//! What every room stands on: the database behind one SQL text, its transactions and migrations, the clock, ids, the event log, the
//! outbox, private links, kept files and leases. It knows that there are teams, and nothing of what a team does: no request, no
//! promise, no page and no word that a stakeholder reads may live here, and it opens no connection but the database's own.

mod clock;
pub mod db;
pub mod events;
pub mod files;
mod ids;
mod kept;
pub mod leases;
pub mod links;
pub mod outbox;
mod schema;
mod secret;
#[cfg(feature = "testing")]
pub mod testing;
pub mod threads;
mod values;

use std::collections::HashSet;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

pub use clock::Clock;
pub use db::{Database, Passing, StoreError, Tx, again};
pub use events::Actor;
#[doc(hidden)]
pub use ids::uuid_at as new_uuid;
pub use ids::{IdError, TeamId};
pub use kept::Kept;
pub use schema::{By, Schema};
pub use secret::{Secret, SecretError, fresh_token, print_of};
pub use values::{FromValue, Row, ToValue, Value, Values};

#[doc(hidden)]
pub use {jiff, serde, uuid};

/// What the installation was told about itself; the same for every team and every request.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address people reach, without a closing slash. Links in letters begin with it, never with what a browser sent as Host.
    pub public_url: String,
    /// The domain in the Message-ID of our letters.
    pub message_id_domain: String,
    /// Where attachments and the key lie, and the embedded database.
    pub data_dir: PathBuf,
    /// A demo shows its letters and sends none.
    pub demo: bool,
    /// Proxies whose word about the client's address is taken.
    pub trusted_proxies: Vec<IpAddr>,
    /// The short name of the team that is made first, where the configuration names one already.
    pub first_team: Option<String>,
}

impl Settings {
    /// Whether people reach us by https, which decides on the form of cookies.
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// The floor under all rooms, handed to every page, job and command: database, clock, secret and settings. Cheap to clone.
#[derive(Clone)]
pub struct Ground(Arc<Parts>);

struct Parts {
    database: Database,
    clock: Clock,
    secret: Secret,
    settings: Settings,
    exits: OnceLock<HashSet<TeamId>>,
}

impl Ground {
    /// Joins the parts that the program opened.
    pub fn new(database: Database, clock: Clock, secret: Secret, settings: Settings) -> Self {
        Self(Arc::new(Parts { database, clock, secret, settings, exits: OnceLock::new() }))
    }

    /// Begins a writing transaction. Dropped without [`Tx::commit`], it leaves nothing behind.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        self.0.database.begin(self.now()).await
    }

    /// Begins a reading transaction: all its answers come from one moment.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        self.0.database.read(self.now()).await
    }

    /// The present instant, to the millisecond, as the database keeps it.
    pub fn now(&self) -> jiff::Timestamp {
        self.0.clock.now()
    }

    /// What the installation was told about itself.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Tells which teams have a mail server for letters that leave, once, when the program begins to serve. Until it is told, all have one.
    pub fn tell_exits(&self, teams: HashSet<TeamId>) {
        self.0.exits.get_or_init(|| teams);
    }

    /// Whether what this team writes can leave. If not it waits in the outbox, and no page may promise that a letter comes. A demo shows
    /// its stakeholders what they would read elsewhere.
    pub fn lets_letters_leave(&self, team: TeamId) -> bool {
        self.0.exits.get().is_none_or(|teams| teams.contains(&team))
    }

    /// The same where it is not known whose letter it would be: whether any team's can leave.
    pub fn lets_any_letter_leave(&self) -> bool {
        !self.settings().demo && self.0.exits.get().is_none_or(|teams| !teams.is_empty())
    }

    /// The key outside the database from which the tokens of links are made.
    pub fn secret(&self) -> &Secret {
        &self.0.secret
    }

    /// The database, for migrations and for the question whether it answers.
    pub fn database(&self) -> &Database {
        &self.0.database
    }
}
