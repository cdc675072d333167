//! The real mail servers that these tests talk to: the scripts of the folder `peers`, each instance in a folder of its own.
#![allow(dead_code, reason = "each test file uses its part")]

use std::{
    path::PathBuf,
    process::{Command, Output},
    time::{Duration, Instant},
};

use mail::sender::{Secret, Security, Server, SignIn};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// A running server; it ends with the test, also when the test fails.
pub struct Peer {
    script: PathBuf,
    dir: TempDir,
    ready: String,
}

impl Peer {
    /// Starts it and waits until it answers.
    pub fn start(script: &str, flags: &[&str]) -> Self {
        // Unix sockets allow no long paths.
        let dir = tempfile::Builder::new().prefix("ow-").tempdir_in("/tmp").unwrap();
        let mut peer = Self { script: folder().join(script), dir, ready: String::new() };
        peer.ready = peer.run("start", flags);
        peer
    }

    /// The same server once more, on the same ports and with the same data.
    pub fn start_again(&mut self, flags: &[&str]) {
        self.ready = self.run("start", flags);
    }

    pub fn stop(&self) {
        self.run("stop", &[]);
    }

    /// Calls a verb of the script and returns what it prints.
    pub fn run(&self, verb: &str, more: &[&str]) -> String {
        let out = self.call(verb, more);
        assert!(out.status.success(), "{:?} {verb} {more:?}: {}", self.script, String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    }

    fn call(&self, verb: &str, more: &[&str]) -> Output {
        let mut command = Command::new("bash");
        command.arg(&self.script).arg(verb).arg(self.dir.path()).args(more).env("PEERS_CACHE", cache());
        command.output().unwrap()
    }

    /// A value that the server gave when it was ready.
    pub fn value(&self, key: &str) -> &str {
        let found = self.ready.split_whitespace().find_map(|word| word.strip_prefix(key)?.strip_prefix('='));
        found.unwrap_or_else(|| panic!("no {key} in {}", self.ready))
    }

    pub fn port(&self, key: &str) -> u16 {
        self.value(key).parse().unwrap()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// How to reach it, trusting its own authority.
    pub fn server(&self, port_key: &str, security: Security) -> Server {
        let (host, port) = (self.value("host").to_owned(), self.port(port_key));
        Server { host, port, security, ca_file: Some(self.value("ca").into()), timeout: Duration::from_secs(10) }
    }

    /// A file with a message, for the verbs that deliver one.
    pub fn letter(&self, id: &str, text: &str) -> String {
        let path = self.path(&format!("{id}.eml"));
        std::fs::write(&path, letter(id, text)).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Asks its control port.
    pub async fn control(&self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port("control_port"))).await.unwrap();
        let request = format!("{method} {path} HTTP/1.0\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200"), "{method} {path}: {answer}");
        body.to_owned()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let out = self.call("stop", &[]);
        if !out.status.success() && !std::thread::panicking() {
            panic!("{:?} does not stop: {}", self.script, String::from_utf8_lossy(&out.stderr));
        }
    }
}

/// Where the scripts are.
pub fn folder() -> PathBuf {
    let carried = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../peers");
    if carried.is_dir() {
        return carried;
    }
    std::env::var_os("OFFWHEEL_PEERS").expect("the folder peers is missing: name it in OFFWHEEL_PEERS").into()
}

fn cache() -> PathBuf {
    std::env::var_os("PEERS_CACHE").map(PathBuf::from).unwrap_or_else(|| {
        PathBuf::from(std::env::var_os("HOME").expect("a home folder")).join(".cache/offwheel-peers")
    })
}

pub fn sign_in(user: &str, password: &str) -> SignIn {
    SignIn { user: user.to_owned(), password: Secret::new(password) }
}

/// A small message, with CRLF line ends.
pub fn letter(id: &str, text: &str) -> Vec<u8> {
    let lines = [
        &format!("Message-ID: <{id}@customer.test>"),
        "From: Eva Lund <eva@customer.test>",
        "To: lnd@offwheel.test",
        "Subject: Feedback training for the night shift",
        "Date: Wed, 25 Nov 2026 09:00:00 +0100",
        "",
        text,
        "",
    ];
    lines.join("\r\n").into_bytes()
}

/// Waits until `what` holds, and fails the test if it doesn't in `limit`.
pub async fn eventually<T>(what: &str, limit: Duration, mut found: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = found() {
            return found;
        }
        assert!(start.elapsed() < limit, "after {limit:?} still not: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// A line between us and a server that can be cut.
pub struct Relay {
    pub port: u16,
    cut: watch::Sender<u32>,
}

impl Relay {
    /// Passes everything on to `port`; each connection is cut once it has brought `after` bytes down to us.
    pub async fn to(port: u16, after: Option<usize>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let own = listener.local_addr().unwrap().port();
        let (cut, cuts) = watch::channel(0);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(pass(near, port, after, cuts.clone()));
            }
        });
        Self { port: own, cut }
    }

    /// Ends all connections that are open now.
    pub fn cut(&self) {
        self.cut.send_modify(|cuts| *cuts += 1);
    }
}

async fn pass(near: TcpStream, port: u16, after: Option<usize>, mut cuts: watch::Receiver<u32>) {
    let Ok(far) = TcpStream::connect(("127.0.0.1", port)).await else { return };
    cuts.borrow_and_update();
    let (mut near_in, mut near_out) = near.into_split();
    let (far_in, mut far_out) = far.into_split();
    let mut far_in = far_in.take(after.map_or(u64::MAX, |after| u64::try_from(after).unwrap()));
    tokio::select! {
        _ = cuts.changed() => {}
        _ = tokio::io::copy(&mut near_in, &mut far_out) => {}
        _ = tokio::io::copy(&mut far_in, &mut near_out) => {}
    }
}
