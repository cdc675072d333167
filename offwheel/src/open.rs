//! Opening what the program stands on: data folder, key, database; each failure told in one sentence that says what and where.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use ground::db::Server;
use ground::{Clock, Database, Ground, Secret, Settings};
use jiff::SignedDuration;

use crate::app::ROOMS;
use crate::config::Config;

/// Seconds by which the clock of a build for development is set ahead.
const AHEAD: &str = "OFFWHEEL_AHEAD";

/// The clock that the program goes by: the machine's.
///
/// A build for development can be set ahead, so that a journey goes through a week without waiting for it. A build for use never is.
pub fn clock() -> anyhow::Result<Clock> {
    match std::env::var(AHEAD) {
        Ok(seconds) if cfg!(debug_assertions) => {
            let seconds = seconds.parse().with_context(|| format!("{AHEAD}: {seconds} is no number of seconds"))?;
            Ok(Clock::Ahead(SignedDuration::from_secs(seconds)))
        }
        Ok(_) | Err(_) => Ok(Clock::Machine),
    }
}

/// Opens the ground that the configuration names, and brings its tables to what this program needs.
pub async fn ground(config: &Config, listening_at: SocketAddr, is_demo: bool, clock: Clock) -> anyhow::Result<Ground> {
    let data = config.data();
    std::fs::create_dir_all(&data).with_context(|| {
        format!(
            "the data folder {} can't be made; give its parent folder to the user that runs Offwheel",
            data.display()
        )
    })?;
    let secret_file = config.secret_file.clone().unwrap_or_else(|| data.join("secret.key"));
    let secret = Secret::kept_in(&secret_file).map_err(|error| anyhow!("{error}"))?;
    let public_url = config.public_url.clone().unwrap_or_else(|| format!("http://{listening_at}"));
    let settings = Settings {
        message_id_domain: config.message_id_domain.clone().unwrap_or_else(|| host_of(&public_url)),
        public_url,
        data_dir: data.clone(),
        demo: is_demo,
        trusted_proxies: config.trusted_proxies.clone(),
        first_team: config.mailbox.first().map(|mailbox| mailbox.team.clone()),
    };
    let database = database(config, &data)?;
    let ground = Ground::new(database, clock, secret, settings);
    let place = config
        .database
        .as_ref()
        .map_or_else(|| data.join(FILE).display().to_string(), |_| "the database server".to_owned());
    ground.migrate(&ROOMS).await.map_err(|error| anyhow!("{place} can't be made ready: {error}"))?;
    Ok(ground)
}

/// The embedded database's file in the data folder.
pub const FILE: &str = "offwheel.db";

fn database(config: &Config, data: &Path) -> anyhow::Result<Database> {
    let Some(server) = &config.database else {
        let file = data.join(FILE);
        return Database::embedded(&file)
            .map_err(|error| anyhow!("the database {} can't be opened: {error}", file.display()));
    };
    let server =
        Server { url: server.url.clone(), ca_file: server.ca_file.clone(), connections: server.connections.max(2) };
    Database::server(&server).map_err(|error| anyhow!("[database] url: {error}"))
}

/// The host of an address, for Message-IDs. A bare number is no domain that mail programs like, so it is put under one of ours.
fn host_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    if host.contains('.') && !host.bytes().all(|sign| sign.is_ascii_digit() || sign == b'.') {
        host.to_owned()
    } else {
        "offwheel.localdomain".to_owned()
    }
}

/// Takes the address to listen on, before anything else is done.
pub async fn listener(address: SocketAddr) -> anyhow::Result<tokio::net::TcpListener> {
    match tokio::net::TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            bail!("the address {address} is in use; stop what listens there, or name another with --listen")
        }
        Err(error) => Err(error).with_context(|| format!("the address {address} can't be listened on")),
    }
}
