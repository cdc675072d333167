//! Calendars fetched from a server of our own over TLS, which answers well or badly.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use calendar::{Fetcher, Trouble};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

fn openssl(folder: &Path, arguments: &str) {
    let out = Command::new("openssl").current_dir(folder).args(arguments.split(' ')).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}

/// A server for localhost with a certificate of its own.
struct Server {
    folder: TempDir,
    port: u16,
    asked: Arc<AtomicUsize>,
}

impl Server {
    /// Answers each question with what `answer` makes of its first line and of the port.
    async fn start(answer: fn(&str, u16) -> Vec<u8>) -> Self {
        let folder = TempDir::new().unwrap();
        let at = folder.path();
        openssl(
            at,
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=ca -keyout ca.key -out ca.pem",
        );
        openssl(
            at,
            "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -keyout leaf.key -out leaf.csr",
        );
        std::fs::write(at.join("ext"), "subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n")
            .unwrap();
        openssl(
            at,
            "x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out leaf.pem",
        );
        let leaf = CertificateDer::from_pem_file(at.join("leaf.pem")).unwrap();
        let key = PrivateKeyDer::from_pem_file(at.join("leaf.key")).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let config = config.with_no_client_auth().with_single_cert(vec![leaf], key).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let asked = Arc::new(AtomicUsize::new(0));
        let counted = asked.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, counted) = (acceptor.clone(), counted.clone());
                tokio::spawn(async move {
                    let Ok(mut stream) = acceptor.accept(stream).await else { return };
                    let mut head = vec![0; 4096];
                    let length = stream.read(&mut head).await.unwrap_or(0);
                    counted.fetch_add(1, Ordering::SeqCst);
                    let head = String::from_utf8_lossy(head.get(..length).unwrap_or_default()).into_owned();
                    let line = head.lines().next().unwrap_or_default();
                    // Whoever had enough hangs up; that is no fault of the server.
                    drop(stream.write_all(&answer(line, port)).await);
                    drop(stream.shutdown().await);
                });
            }
        });
        Self { folder, port, asked }
    }

    fn fetcher(&self, inner: &[String]) -> Fetcher {
        Fetcher::new(inner, Some(&self.folder.path().join("ca.pem"))).unwrap()
    }

    /// One that may ask this server by the name `localhost`, and no other of the inner network.
    fn allowed(&self) -> Fetcher {
        self.fetcher(&[format!("localhost:{}", self.port)])
    }

    fn url(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.port)
    }
}

fn ok(body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len()).into_bytes()
}

fn to(place: &str) -> Vec<u8> {
    format!("HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").into_bytes()
}

fn answers(line: &str, port: u16) -> Vec<u8> {
    match line.split(' ').nth(1).unwrap_or_default() {
        "/calendar.ics?key=1" => ok("BEGIN:VCALENDAR"),
        "/moved" => to("/calendar.ics?key=1"),
        "/around" => to("/around"),
        "/inner" => to(&format!("https://127.0.0.1:{port}/calendar.ics?key=1")),
        "/metadata" => to("https://169.254.169.254/latest/"),
        "/plain" => to("http://localhost/"),
        "/large" => b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n".to_vec(),
        "/endless" => {
            let mut all = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_vec();
            all.resize(11 * 1024 * 1024, b'x');
            all
        }
        "/cut" => b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nBEGIN".to_vec(),
        "/garbage" => b"SSH-2.0-OpenSSH\r\n".to_vec(),
        "/heads" => format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(200_000)).into_bytes(),
        "/fault" => b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n".to_vec(),
        _ => b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec(),
    }
}

#[tokio::test]
async fn a_calendar_is_fetched_also_from_where_its_server_sends() {
    let server = Server::start(answers).await;
    for path in ["/calendar.ics?key=1", "/moved"] {
        assert_eq!(server.allowed().fetch(&server.url(path)).await, Ok(b"BEGIN:VCALENDAR".to_vec()), "{path}");
    }
}

#[tokio::test]
async fn the_inner_network_is_not_asked_at_first_nor_after_a_turn() {
    let server = Server::start(answers).await;
    let open = server.fetcher(&[]);
    for address in [
        server.url("/calendar.ics?key=1"),
        format!("https://127.0.0.1:{}/calendar.ics?key=1", server.port),
        format!("https://[::ffff:127.0.0.1]:{}/calendar.ics?key=1", server.port),
        "https://169.254.169.254/latest/meta-data/".to_owned(),
        "https://0.0.0.0/".to_owned(),
        "https://10.0.0.1/".to_owned(),
        "https://[::1]/".to_owned(),
        "https://2130706433/".to_owned(),
    ] {
        let told = open.fetch(&address).await;
        assert!(matches!(told, Err(Trouble::Inner | Trouble::NoAnswer)), "{address}: {told:?}");
    }
    assert_eq!(server.asked.load(Ordering::SeqCst), 0, "nobody asked");
    let allowed = server.allowed();
    assert_eq!(allowed.fetch(&server.url("/inner")).await, Err(Trouble::Inner));
    assert_eq!(allowed.fetch(&server.url("/metadata")).await, Err(Trouble::Inner));
    assert_eq!(allowed.fetch(&server.url("/plain")).await, Err(Trouble::Address));
    assert_eq!(server.asked.load(Ordering::SeqCst), 3, "asked once each, and not where they sent us");
}

#[tokio::test]
async fn what_is_no_calendar_is_told_in_words_without_the_address() {
    let server = Server::start(answers).await;
    for (path, trouble) in [
        ("/around", Trouble::Around),
        ("/large", Trouble::TooLarge),
        ("/endless", Trouble::TooLarge),
        ("/cut", Trouble::NoAnswer),
        ("/garbage", Trouble::NoAnswer),
        ("/heads", Trouble::NoAnswer),
        ("/fault", Trouble::Fault),
        ("/nothing", Trouble::Gone),
    ] {
        let told = server.allowed().fetch(&server.url(path)).await.unwrap_err();
        assert_eq!(told, trouble, "{path}");
        assert!(!format!("{told} {told:?}").contains("localhost"));
    }
}

#[tokio::test]
async fn a_server_that_can_not_prove_its_name_is_not_believed() {
    let server = Server::start(answers).await;
    let unbelieving = Fetcher::new(&[format!("localhost:{}", server.port)], None).unwrap();
    assert_eq!(unbelieving.fetch(&server.url("/calendar.ics?key=1")).await, Err(Trouble::NotProved));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_never_answers_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let fetcher = Fetcher::new(&[format!("localhost:{port}")], None).unwrap();
    assert_eq!(fetcher.fetch(&format!("https://localhost:{port}/")).await, Err(Trouble::Slow));
}
