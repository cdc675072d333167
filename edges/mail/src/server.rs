//! How a mail server is reached, for sending as for receiving: its address, encryption, the certificates it is believed by,
//! and what went wrong in words for the person who looks after the settings. What is spoken over the line lives with
//! [`crate::sender`] and [`crate::inbox`].

use std::{
    fmt,
    future::Future,
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use rustls::{
    CertificateError, ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};
use tokio_rustls::{TlsConnector, client::TlsStream};

/// How the line to a server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Encrypted from the first byte (ports 465 and 993).
    Tls,
    /// Begins in clear and must become encrypted before anything is said that matters (ports 587 and 143).
    StartTls,
    /// Never encrypted: for a server on the same machine or the same protected network.
    Plain,
}

/// Where a mail server is and how it is reached.
#[derive(Debug, Clone)]
pub struct Server {
    /// Its name, which must stand in its certificate, or its IP address.
    pub host: String,
    /// The port it listens on.
    pub port: u16,
    /// How the line is encrypted.
    pub security: Security,
    /// A file with certificates (PEM) that are believed beside those of the operating system.
    pub ca_file: Option<PathBuf>,
    /// How long one step may take: finding the host, connecting, encrypting, one question and its answer.
    pub timeout: Duration,
}

/// The name and password that a server asks for.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// The name of the account, often the address of the mailbox.
    pub user: String,
    /// Its password.
    pub password: Secret,
}

/// A password that does not show in logs.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Keeps `text` out of sight.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What mends a trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mend {
    /// Trying again later: the server or the network is away, busy or slow.
    Time,
    /// An administrator: as the settings are, it will not work however often it is tried.
    Settings,
}

/// Why a mail server could not be used, in words for its administrator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct Trouble {
    /// One or two sentences: what happened, and what to look at.
    pub why: String,
    /// Whether waiting helps.
    pub mend: Mend,
    /// The server's reply code, where it was a reply (SMTP alone has codes).
    pub code: Option<u16>,
}

impl Trouble {
    pub(crate) fn passing(why: impl Into<String>) -> Self {
        Self { why: why.into(), mend: Mend::Time, code: None }
    }

    pub(crate) fn of_settings(why: impl Into<String>) -> Self {
        Self { why: why.into(), mend: Mend::Settings, code: None }
    }
}

impl Server {
    /// Opens the line; with [`Security::Tls`] it is encrypted when this returns.
    pub(crate) async fn dial(&self) -> Result<Wire, Trouble> {
        let stream = self.connect().await?;
        match self.security {
            Security::Tls => self.encrypt(stream).await,
            Security::StartTls | Security::Plain => Ok(Wire::Plain(stream)),
        }
    }

    async fn connect(&self) -> Result<TcpStream, Trouble> {
        let host = &self.host;
        let found = self.in_time(tokio::net::lookup_host((host.as_str(), self.port))).await?;
        let addresses: Vec<SocketAddr> = found.map_err(|_unknown| self.not_found())?.collect();
        let mut last = self.not_found();
        for address in addresses {
            match self.in_time(TcpStream::connect(address)).await {
                Ok(Ok(stream)) => {
                    // Best effort: without it a short command only waits a little longer.
                    drop(stream.set_nodelay(true));
                    return Ok(stream);
                }
                Ok(Err(error)) => last = self.not_connected(&error),
                Err(late) => last = late,
            }
        }
        Err(last)
    }

    /// Encrypts a line that was opened in clear. The certificate must be believed and carry the host's name.
    pub(crate) async fn encrypt(&self, stream: TcpStream) -> Result<Wire, Trouble> {
        let name = ServerName::try_from(self.host.clone()).map_err(|_invalid| {
            Trouble::of_settings(format!("“{}” is no host name. Write it like mail.example.com.", self.host))
        })?;
        let connector = TlsConnector::from(Arc::new(believed(self.ca_file.clone()).await?));
        match self.in_time(connector.connect(name, stream)).await? {
            Ok(stream) => Ok(Wire::Tls(Box::new(stream))),
            Err(error) => Err(self.not_encrypted(&error)),
        }
    }

    /// Waits for one step no longer than the settings allow.
    pub(crate) async fn in_time<F: Future>(&self, step: F) -> Result<F::Output, Trouble> {
        self.within(self.timeout, step).await
    }

    /// Waits for a step that may take longer than usual.
    pub(crate) async fn within<F: Future>(&self, limit: Duration, step: F) -> Result<F::Output, Trouble> {
        tokio::time::timeout(limit, step).await.map_err(|_elapsed| {
            let seconds = limit.as_secs_f64().ceil();
            Trouble::passing(format!(
                "{} did not answer on port {} within {seconds} s. It may be busy, or a firewall may swallow the connection.",
                self.host, self.port
            ))
        })
    }

    fn not_found(&self) -> Trouble {
        Trouble::passing(format!("The host {} was not found. Check its name in the settings.", self.host))
    }

    fn not_connected(&self, error: &io::Error) -> Trouble {
        let (host, port) = (&self.host, self.port);
        let unreachable = [io::ErrorKind::TimedOut, io::ErrorKind::NetworkUnreachable, io::ErrorKind::HostUnreachable];
        Trouble::passing(if error.kind() == io::ErrorKind::ConnectionRefused {
            format!("{host} refuses connections on port {port}. Check the port, and that the server is running.")
        } else if unreachable.contains(&error.kind()) {
            format!("{host} can't be reached on port {port}. Check the network and the firewall.")
        } else {
            format!("No connection to {host} on port {port}: {error}.")
        })
    }

    /// The line ended or broke while something was still to come.
    pub(crate) fn cut(&self, error: Option<&io::Error>) -> Trouble {
        match error {
            Some(error) => Trouble::passing(format!("The connection to {} broke: {error}.", self.host)),
            None => Trouble::passing(format!("{} closed the connection.", self.host)),
        }
    }

    fn not_encrypted(&self, error: &io::Error) -> Trouble {
        let (host, port) = (&self.host, self.port);
        let Some(cause) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) else {
            return Trouble::passing(format!("{host} broke off while the line was being encrypted: {error}."));
        };
        if let rustls::Error::InvalidCertificate(reason) = cause {
            return self.not_believed(reason);
        }
        Trouble::of_settings(if matches!(cause, rustls::Error::InvalidMessage(_)) {
            format!(
                "Port {port} of {host} does not speak TLS from the start. Choose STARTTLS, or the port for TLS (465 for \
                 sending, 993 for IMAP)."
            )
        } else {
            format!("No encrypted connection to {host}: {cause}.")
        })
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the usual reasons have words of ours, the rare ones the library's"
    )]
    fn not_believed(&self, reason: &CertificateError) -> Trouble {
        let host = &self.host;
        Trouble::of_settings(match reason {
            CertificateError::UnknownIssuer => format!(
                "The certificate of {host} is signed by nobody this machine knows. If it is your own authority, name its \
                 certificate file in the settings."
            ),
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => format!(
                "The certificate of this server is not made out to {host}. Use the host name that stands in the certificate."
            ),
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                format!("The certificate of {host} has expired. It must be renewed on the server.")
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                format!("The certificate of {host} is not valid yet. Check the clocks of both machines.")
            }
            other => format!("The certificate of {host} is not accepted: {other}."),
        })
    }
}

/// The certificates of the operating system and those of the file.
async fn believed(ca_file: Option<PathBuf>) -> Result<ClientConfig, Trouble> {
    let read = move || {
        let mut roots = RootCertStore::empty();
        // Single unreadable certificates of the system are passed over: the others still serve.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if let Some(path) = &ca_file {
            for certificate in certificates_of(path)? {
                roots.add(certificate).map_err(|error| {
                    Trouble::of_settings(format!("A certificate in {} can't be used: {error}.", path.display()))
                })?;
            }
        }
        let ring = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(ring)
            .with_safe_default_protocol_versions()
            .map_err(|error| Trouble::of_settings(format!("TLS can't be set up: {error}.")))?;
        Ok(config.with_root_certificates(roots).with_no_client_auth())
    };
    tokio::task::spawn_blocking(read)
        .await
        .map_err(|error| Trouble::passing(format!("The certificates could not be read: {error}.")))?
}

fn certificates_of(path: &Path) -> Result<Vec<CertificateDer<'static>>, Trouble> {
    let unreadable = |error: rustls::pki_types::pem::Error| {
        let path = path.display();
        Trouble::of_settings(format!("The certificate file {path} can't be read ({error}). It must be PEM text."))
    };
    let found: Vec<_> =
        CertificateDer::pem_file_iter(path).map_err(unreadable)?.collect::<Result<_, _>>().map_err(unreadable)?;
    if found.is_empty() {
        return Err(Trouble::of_settings(format!("There is no certificate in the file {}.", path.display())));
    }
    Ok(found)
}

/// An open line to a server.
#[derive(Debug)]
pub(crate) enum Wire {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

impl Wire {
    pub(crate) fn peer(&self) -> io::Result<SocketAddr> {
        match self {
            Self::Plain(stream) => stream.peer_addr(),
            Self::Tls(stream) => stream.get_ref().0.peer_addr(),
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_read(cx, buf),
            Self::Tls(stream) => Pin::new(stream).poll_read(cx, buf),
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_write(cx, buf),
            Self::Tls(stream) => Pin::new(stream).poll_write(cx, buf),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Self::Tls(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Self::Tls(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}
