//! What the installation is told: a file, the environment over it, flags over both. A key that is not known is refused with its place.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::Deserialize;

/// All that can be configured. `offwheel config` prints it with its meaning.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where the embedded database, attachments and the key lie.
    pub data: Option<PathBuf>,
    /// The address to listen on.
    pub listen: Option<SocketAddr>,
    /// The address people reach.
    pub public_url: Option<String>,
    /// The domain in the Message-ID of our letters; the host of `public_url` if not given.
    pub message_id_domain: Option<String>,
    /// The key from which private links are made; `secret.key` in the data folder if not given.
    pub secret_file: Option<PathBuf>,
    /// Proxies whose word about the client's address is taken.
    pub trusted_proxies: Vec<IpAddr>,
    /// A PostgreSQL server; the embedded database if not given.
    pub database: Option<DatabaseConfig>,
    /// The mailboxes, each of one team.
    pub mailbox: Vec<MailboxConfig>,
    /// How members' own calendars are fetched.
    pub calendars: CalendarsConfig,
}

/// How members' own calendars are fetched.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CalendarsConfig {
    /// Servers of the inner network that may be asked, as `host` or `host:port`.
    pub inner: Vec<String>,
    /// A certificate authority of one's own, in PEM.
    pub ca_file: Option<PathBuf>,
}

/// A PostgreSQL server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseConfig {
    /// As libpq takes it; several hosts are tried in turn.
    pub url: String,
    /// A certificate authority of one's own, in PEM.
    pub ca_file: Option<PathBuf>,
    /// Connections at the most.
    #[serde(default = "sixteen")]
    pub connections: usize,
}

fn sixteen() -> usize {
    16
}

/// A team's mail.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailboxConfig {
    /// The team's short name, as in the address of its form.
    pub team: String,
    /// The address that letters come from and replies go to.
    pub address: String,
    /// Further addresses that reach the same mailbox.
    #[serde(default)]
    pub also: Vec<String>,
    /// Where mail is read.
    pub imap: Option<MailServer>,
    /// Where mail is handed over.
    pub smtp: Option<MailServer>,
}

/// One mail server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailServer {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    #[serde(default)]
    pub security: Security,
    /// Who signs in.
    pub user: Option<String>,
    /// The password itself.
    pub password: Option<String>,
    /// Or a file that holds it.
    pub password_file: Option<PathBuf>,
    /// The folder that is read; `INBOX` if not given.
    pub folder: Option<String>,
    /// A certificate authority of one's own, in PEM.
    pub ca_file: Option<PathBuf>,
}

/// How a connection to a mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// TLS from the first byte.
    #[default]
    Tls,
    /// TLS after STARTTLS.
    Starttls,
    /// None: only within one machine.
    Plain,
}

impl MailServer {
    /// The password, from its file if it is kept in one.
    pub fn password(&self) -> anyhow::Result<Option<String>> {
        let Some(file) = &self.password_file else { return Ok(self.password.clone()) };
        let password = std::fs::read_to_string(file);
        let password = password.with_context(|| format!("the password file {} can't be read", file.display()))?;
        Ok(Some(password.trim_end_matches(['\r', '\n']).to_owned()))
    }
}

/// The file looked for when none is named.
pub const FILE: &str = "offwheel.toml";

impl Config {
    /// Reads the file, then the environment.
    ///
    /// # Errors
    /// One sentence that says what is wrong and where.
    pub fn read(file: Option<&Path>) -> anyhow::Result<Self> {
        let named = file.unwrap_or(Path::new(FILE));
        let mut config = match std::fs::read_to_string(named) {
            Ok(text) => toml::from_str::<Self>(&text)
                .map_err(|error| anyhow::anyhow!("{}: {}", named.display(), one_line(&error, &text)))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && file.is_none() => Self::default(),
            Err(error) => bail!("the configuration {} can't be read: {error}", named.display()),
        };
        let said = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        if let Some(data) = said("OFFWHEEL_DATA") {
            config.data = Some(data.into());
        }
        if let Some(listen) = said("OFFWHEEL_LISTEN") {
            config.listen =
                Some(listen.parse().with_context(|| format!("OFFWHEEL_LISTEN: {listen} is no address with a port"))?);
        }
        let mut place = format!("{}: public_url", named.display());
        if let Some(url) = said("OFFWHEEL_PUBLIC_URL") {
            config.public_url = Some(url);
            place = "OFFWHEEL_PUBLIC_URL".to_owned();
        }
        if let Some(url) = said("OFFWHEEL_DATABASE_URL") {
            let before = config.database.take();
            let ca_file = before.as_ref().and_then(|database| database.ca_file.clone());
            let connections = before.map_or_else(sixteen, |database| database.connections);
            config.database = Some(DatabaseConfig { url, ca_file, connections });
        }
        if let Some(url) = &config.public_url
            && (!(url.starts_with("https://") || url.starts_with("http://")) || url.ends_with('/'))
        {
            bail!("{place}: {url} must begin with https:// (or http://) and end without a slash");
        }
        Ok(config)
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(|| PathBuf::from("offwheel-data"))
    }

    /// The address to listen on.
    pub fn listen(&self) -> SocketAddr {
        self.listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 4600)))
    }
}

fn one_line(error: &toml::de::Error, text: &str) -> String {
    let line = error.span().map(|span| text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1);
    let place = line.map(|line| format!("line {line}: ")).unwrap_or_default();
    format!("{place}{}", error.message().replace('\n', " "))
}

/// What `offwheel config` prints: every key, what it means, what holds without it.
pub const EXPLAINED: &str = r#"# offwheel.toml: every key, with what holds without it. Environment variables named in brackets win over the file.

# Where the embedded database, attachments and the key lie. [OFFWHEEL_DATA]
data = "offwheel-data"
# The address to listen on. [OFFWHEEL_LISTEN]
listen = "127.0.0.1:4600"
# The address people reach; links in letters begin with it. Without it: http:// and the address listened on. [OFFWHEEL_PUBLIC_URL]
# Elsewhere than on one's own machine it begins with https://: sign-in needs it.
public_url = "https://learning.lindmoor.example"
# The domain in the Message-ID of our letters. Without it: the host of public_url.
message_id_domain = "learning.lindmoor.example"
# The key from which private links are made. Without it: secret.key in the data folder. Several servers share one.
secret_file = "/etc/offwheel/secret.key"
# Proxies whose word about the client's address is taken.
trusted_proxies = ["127.0.0.1"]

# A PostgreSQL server, 15 or later. Without it: embedded SQLite in the data folder. [OFFWHEEL_DATABASE_URL]
[database]
url = "postgres://offwheel:secret@db1,db2/offwheel?target_session_attrs=read-write&sslmode=require"
ca_file = "/etc/offwheel/db-ca.pem"
connections = 16

# A team's mail; one table for each mailbox.
[[mailbox]]
team = "lindmoor"                       # the team's short name, as in the address of its form
address = "learning@lindmoor.example"   # letters come from it; learning+r218-secret@ must reach the same mailbox
also = ["academy@lindmoor.example"]     # further addresses of the same mailbox

[mailbox.imap]
host = "imap.lindmoor.example"
port = 993
security = "tls"                        # tls, starttls or plain
user = "learning"
password_file = "/etc/offwheel/imap.password"
folder = "INBOX"

[mailbox.smtp]
host = "smtp.lindmoor.example"
port = 587
security = "starttls"
user = "learning"
password_file = "/etc/offwheel/smtp.password"

# Members may give the address of their own calendar. It is fetched by https from the open network alone.
[calendars]
inner = ["mail.lindmoor.example"]       # servers of the inner network that may be asked all the same, as host or host:port
ca_file = "/etc/offwheel/ca.pem"        # a certificate authority of one's own
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_explained_configuration_is_one() {
        let config: Config = toml::from_str(EXPLAINED).unwrap();
        assert_eq!(config.mailbox[0].smtp.as_ref().unwrap().security, Security::Starttls);
        assert_eq!(config.database.unwrap().connections, 16);
    }

    #[test]
    fn a_wrong_key_is_told_with_its_file_and_line() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("offwheel.toml");
        std::fs::write(&file, "data = \"x\"\nlisten_on = \"127.0.0.1:80\"\n").unwrap();
        let said = format!("{:#}", Config::read(Some(&file)).unwrap_err());
        assert!(said.contains("offwheel.toml: line 2: unknown field `listen_on`"), "{said}");
        assert!(!said.contains('\n'), "one sentence: {said}");
    }
}
