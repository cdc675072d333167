//! The real servers of the folder `peers`, each instance in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A running server; it ends with the test, also when the test fails.
pub struct Peer {
    script: PathBuf,
    dir: TempDir,
    ready: String,
    flags: Vec<String>,
}

impl Peer {
    /// Starts it and waits until it answers.
    pub fn start(script: &str, flags: &[&str]) -> Self {
        // Unix sockets allow no long paths.
        let dir = tempfile::Builder::new().prefix("ow-").tempdir_in("/tmp").unwrap();
        let flags: Vec<String> = flags.iter().map(|flag| (*flag).to_owned()).collect();
        let mut peer = Self { script: folder().join(script), dir, ready: String::new(), flags };
        peer.start_again();
        peer
    }

    /// The same server once more, on the same ports and with the same data.
    pub fn start_again(&mut self) {
        let flags: Vec<&str> = self.flags.iter().map(String::as_str).collect();
        self.ready = self.run("start", &flags);
    }

    /// Stops it; a guard does that at the end anyway.
    pub fn stop(&self) {
        self.run("stop", &[]);
    }

    /// Calls a verb of the script and returns what it prints.
    #[track_caller]
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

    /// A port that the server gave.
    pub fn port(&self, key: &str) -> u16 {
        self.value(key).parse().unwrap()
    }

    /// A file of the instance.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// What an SMTP sink kept, in the order of arrival: envelope recipient and message.
    pub fn kept(&self) -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(self.value("out")).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|end| end == "eml"));
        files.sort();
        let told = |file: &PathBuf| {
            let raw = std::fs::read(file).ok()?;
            let envelope: Value = serde_json::from_slice(&std::fs::read(file.with_extension("json")).ok()?).ok()?;
            let to = envelope["to"][0].as_str()?.to_owned();
            Some((to, raw))
        };
        files.iter().filter_map(told).collect()
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

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../peers")
}

fn cache() -> PathBuf {
    let named = std::env::var_os("PEERS_CACHE").map(PathBuf::from);
    named.unwrap_or_else(|| {
        PathBuf::from(std::env::var_os("HOME").expect("a home folder")).join(".cache/offwheel-peers")
    })
}

/// What `mail-check.py` finds wrong with a letter of ours. Its warnings are no faults: a long id can't be folded, and what a stakeholder
/// wrote may look like anything.
pub fn mail_check(letter: &[u8], kind: &str, reply_to_id: Option<&str>) -> Vec<String> {
    let mut file = tempfile::Builder::new().suffix(".eml").tempfile().unwrap();
    std::io::Write::write_all(&mut file, letter).unwrap();
    let mut command = Command::new("python3");
    command.arg(folder().join("mail-check.py")).arg(file.path()).arg(format!("--kind={kind}"));
    if let Some(id) = reply_to_id {
        command.arg(format!("--reply-to-id={id}"));
    }
    let out = command.output().unwrap();
    let told: Value =
        serde_json::from_slice(&out.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&out.stderr)));
    let problems = told["problems"].as_array().unwrap().iter();
    problems.filter(|problem| problem["level"] == "error").map(Value::to_string).collect()
}

/// A folder that stands beside the checkout or is carried along.
pub fn shared() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    std::env::var_os("OFFWHEEL_SHARED").map_or_else(beside, PathBuf::from)
}
