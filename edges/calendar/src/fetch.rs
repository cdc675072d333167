//! Fetches a calendar from its address. The address opens all of somebody's calendar, so it stands in no error and no log.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_LENGTH, HOST, LOCATION, USER_AGENT};
use http::{Request, Response, StatusCode, Uri};
use http_body_util::{BodyExt, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use crate::LARGEST_BYTES;
use crate::reach::is_open;

/// Why a calendar could not be fetched, in words for its owner. None of them names the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// It is no https address.
    #[error("This is no address of a calendar. It begins with https:// and holds no password; copy the whole of it.")]
    Address,
    /// It leads into the inner network.
    #[error(
        "This address leads into the inner network, where we fetch nothing. If your calendar’s server is there, ask whoever looks after \
         Offwheel to name it among the servers that may be asked."
    )]
    Inner,
    /// Nobody answers there.
    #[error("The calendar’s server did not answer. We try again later.")]
    NoAnswer,
    /// Who answers can't prove who it is.
    #[error("The calendar’s server could not prove that it is the one you named. We try again later.")]
    NotProved,
    /// It took too long.
    #[error("The calendar’s server was too slow. We try again later.")]
    Slow,
    /// It sends somewhere else, again and again.
    #[error("The calendar’s server sends from one address to the next. Copy the address of your calendar anew.")]
    Around,
    /// It is more than a calendar.
    #[error("What comes from this address is larger than 10 MB, which is more than we read.")]
    TooLarge,
    /// There is nothing any more, or not for us.
    #[error("The calendar’s server says that there is no calendar for us. Copy the address of your calendar anew.")]
    Gone,
    /// It answers with a fault of its own.
    #[error("The calendar’s server has trouble of its own. We try again later.")]
    Fault,
}

impl Trouble {
    /// The same for somebody who waits for it now, and to whom nothing happens later by itself.
    pub fn now_words(self) -> String {
        self.to_string().replace("We try again later.", "Try again in a while.")
    }
}

/// How long all of a fetch may take.
const WHOLE: Duration = Duration::from_secs(30);
/// How long it may take until a server is reached.
const CONNECT: Duration = Duration::from_secs(10);
/// How often a server may send us elsewhere.
const TURNS: usize = 5;
/// How much a server may say before the calendar begins, in bytes.
const HEAD_BYTES: usize = 64 * 1024;

/// Fetches calendars over https.
#[derive(Clone)]
pub struct Fetcher {
    tls: Arc<ClientConfig>,
    /// Servers of the inner network that may be asked all the same, as `host:port`.
    inner: Arc<[String]>,
}

impl std::fmt::Debug for Fetcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fetcher").finish_non_exhaustive()
    }
}

/// Why no calendar can be fetched at all.
#[derive(Debug, thiserror::Error)]
pub enum CannotFetch {
    /// The file of certificates can't be read.
    #[error("The file of certificates for calendars can't be read: {0}")]
    Certificates(#[from] rustls::pki_types::pem::Error),
    /// TLS can't be set up.
    #[error("TLS can't be set up: {0}")]
    Tls(#[from] rustls::Error),
}

impl Fetcher {
    /// A fetcher that believes the certificates of the operating system, and those in `ca_file`. `inner` names the servers (`host` or
    /// `host:port`) that may be asked although they are in the inner network.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn new(inner: &[String], ca_file: Option<&Path>) -> Result<Self, CannotFetch> {
        let mut roots = RootCertStore::empty();
        // A certificate of the system that can't be read is believed by nobody.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if let Some(file) = ca_file {
            for certificate in CertificateDer::pem_file_iter(file)? {
                roots.add(certificate?)?;
            }
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let tls = Arc::new(versions.with_root_certificates(roots).with_no_client_auth());
        let with_port = |host: &String| if host.contains(':') { host.clone() } else { format!("{host}:443") };
        Ok(Self { tls, inner: inner.iter().map(with_port).collect() })
    }

    /// What lies at an address.
    ///
    /// # Errors
    /// In words for whose calendar it is.
    pub async fn fetch(&self, address: &str) -> Result<Vec<u8>, Trouble> {
        timeout(WHOLE, self.follow(address)).await.unwrap_or(Err(Trouble::Slow))
    }

    async fn follow(&self, address: &str) -> Result<Vec<u8>, Trouble> {
        let mut place = Place::parse(address)?;
        for _turn in 0..TURNS {
            // The connection ends with this set.
            let mut line = JoinSet::new();
            let response = self.ask(&place, &mut line).await?;
            match response.status() {
                StatusCode::OK => return body(response).await,
                status if status.is_redirection() => {
                    let next = response.headers().get(LOCATION).and_then(|next| next.to_str().ok());
                    place = place.next(next.ok_or(Trouble::Fault)?)?;
                }
                status if status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS => {
                    return Err(Trouble::Gone);
                }
                _ => return Err(Trouble::Fault),
            }
        }
        Err(Trouble::Around)
    }

    async fn ask(&self, place: &Place, line: &mut JoinSet<()>) -> Result<Response<Incoming>, Trouble> {
        let stream = timeout(CONNECT, self.connect(place)).await.map_err(|_late| Trouble::Slow)??;
        let name = ServerName::try_from(place.host.clone()).map_err(|_no_name| Trouble::Address)?;
        let connector = TlsConnector::from(self.tls.clone());
        let stream = timeout(CONNECT, connector.connect(name, stream)).await.map_err(|_late| Trouble::Slow)?;
        let stream = TokioIo::new(stream.map_err(|_not_proved| Trouble::NotProved)?);
        let (mut asker, connection) = http1::Builder::new()
            .max_buf_size(HEAD_BYTES)
            .handshake(stream)
            .await
            .map_err(|_broken| Trouble::NoAnswer)?;
        line.spawn(async move { drop(connection.await) });
        let request = Request::get(&place.path)
            .header(HOST, place.authority())
            .header(USER_AGENT, "Offwheel")
            .header(ACCEPT, "text/calendar, */*;q=0.1")
            .body(Empty::<Bytes>::new())
            .map_err(|_no_request| Trouble::Address)?;
        asker.send_request(request).await.map_err(|_broken| Trouble::NoAnswer)
    }

    /// Connects to one of the addresses that were looked at, so that the name can't mean another a moment later.
    async fn connect(&self, place: &Place) -> Result<TcpStream, Trouble> {
        let found = tokio::net::lookup_host((place.host.as_str(), place.port)).await;
        let addresses: Vec<SocketAddr> = found.map_err(|_unknown| Trouble::NoAnswer)?.collect();
        let named = format!("{}:{}", place.host, place.port);
        let may_be_inner = self.inner.iter().any(|inner| inner.eq_ignore_ascii_case(&named));
        if !may_be_inner && addresses.iter().any(|address| !is_open(address.ip())) {
            return Err(Trouble::Inner);
        }
        for address in addresses {
            if let Ok(stream) = TcpStream::connect(address).await {
                return Ok(stream);
            }
        }
        Err(Trouble::NoAnswer)
    }
}

async fn body(response: Response<Incoming>) -> Result<Vec<u8>, Trouble> {
    let said = response.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if said.is_some_and(|said| said > LARGEST_BYTES) {
        return Err(Trouble::TooLarge);
    }
    let mut body = response.into_body();
    let mut all = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_broken| Trouble::NoAnswer)?;
        if let Some(part) = frame.data_ref() {
            if all.len() + part.len() > LARGEST_BYTES {
                return Err(Trouble::TooLarge);
            }
            all.extend_from_slice(part);
        }
    }
    Ok(all)
}

/// Where something is asked for.
struct Place {
    host: String,
    port: u16,
    /// With what is asked behind it.
    path: String,
}

impl Place {
    fn parse(address: &str) -> Result<Self, Trouble> {
        let uri: Uri = address.trim().parse().map_err(|_no_uri| Trouble::Address)?;
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'));
        let is_https = uri.scheme_str().is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"));
        let (true, Some(authority)) = (is_https, authority) else { return Err(Trouble::Address) };
        let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
        if host.is_empty() {
            return Err(Trouble::Address);
        }
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Ok(Self { host, port: authority.port_u16().unwrap_or(443), path })
    }

    fn authority(&self) -> String {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        if self.port == 443 { host } else { format!("{host}:{}", self.port) }
    }

    /// Where this place sends.
    fn next(&self, location: &str) -> Result<Self, Trouble> {
        let own = self.authority();
        let whole = if location.contains("://") {
            location.to_owned()
        } else if let Some(rest) = location.strip_prefix("//") {
            format!("https://{rest}")
        } else if location.starts_with('/') {
            format!("https://{own}{location}")
        } else {
            let path = self.path.split_once('?').map_or(self.path.as_str(), |(path, _)| path);
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            format!("https://{own}{folder}/{location}")
        };
        Self::parse(&whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(place: Result<Place, Trouble>) -> String {
        place.map_or_else(|trouble| format!("{trouble:?}"), |place| format!("{}{}", place.authority(), place.path))
    }

    #[test]
    fn an_address_is_https_and_holds_no_password() {
        for (address, place) in [
            ("https://cal.example/a.ics?key=1", "cal.example/a.ics?key=1"),
            (" HTTPS://Cal.Example:8443 ", "cal.example:8443/"),
            ("https://[2606:4700::1]/a", "[2606:4700::1]/a"),
            ("http://cal.example/a.ics", "Address"),
            ("file:///etc/passwd", "Address"),
            ("https://me:secret@cal.example/", "Address"),
            ("https://", "Address"),
            ("cal.example/a.ics", "Address"),
        ] {
            assert_eq!(told(Place::parse(address)), place, "{address}");
        }
    }

    #[test]
    fn whoever_waits_now_is_not_told_that_something_happens_later() {
        // Every trouble, in turn; a new one has to name its place.
        let next = |trouble| match trouble {
            Trouble::Address => Some(Trouble::Inner),
            Trouble::Inner => Some(Trouble::NoAnswer),
            Trouble::NoAnswer => Some(Trouble::NotProved),
            Trouble::NotProved => Some(Trouble::Slow),
            Trouble::Slow => Some(Trouble::Around),
            Trouble::Around => Some(Trouble::TooLarge),
            Trouble::TooLarge => Some(Trouble::Gone),
            Trouble::Gone => Some(Trouble::Fault),
            Trouble::Fault => None,
        };
        let all: Vec<Trouble> = std::iter::successors(Some(Trouble::Address), |trouble| next(*trouble)).collect();
        assert_eq!(all.len(), 9, "{all:?}");
        for trouble in all {
            let (words, now_words) = (trouble.to_string(), trouble.now_words());
            assert!(!now_words.contains("later"), "{now_words}");
            assert_eq!(words.contains("later"), now_words.contains("in a while"), "{now_words}");
        }
    }

    #[test]
    fn a_server_may_send_elsewhere_but_not_out_of_https() {
        let place = Place::parse("https://cal.example/a/b.ics?key=1").unwrap();
        for (location, next) in [
            ("https://other.example/c.ics", "other.example/c.ics"),
            ("//other.example/c.ics", "other.example/c.ics"),
            ("/c.ics?key=2", "cal.example/c.ics?key=2"),
            ("c.ics", "cal.example/a/c.ics"),
            ("http://other.example/c.ics", "Address"),
            ("gopher://127.0.0.1/", "Address"),
        ] {
            assert_eq!(told(place.next(location)), next, "{location}");
        }
    }
}
