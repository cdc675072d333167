//! The real program as a child process.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio};

use super::{Form, PASSWORD, Visitor, eventually, seconds};

const PROGRAM: &str = env!("CARGO_BIN_EXE_offwheel");

/// Runs the program to its end.
pub fn run(arguments: &[&str]) -> Output {
    command().args(arguments).output().unwrap()
}

/// The program, deaf to what the tester's environment says about Offwheel.
fn command() -> Command {
    let mut command = Command::new(PROGRAM);
    for named in ["OFFWHEEL_DATA", "OFFWHEEL_LISTEN", "OFFWHEEL_PUBLIC_URL", "OFFWHEEL_DATABASE_URL", "RUST_LOG"] {
        command.env_remove(named);
    }
    command
}

/// A serving Offwheel; killed with the test.
pub struct Program {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// What it calls itself in links.
    pub url: String,
    /// What it printed after its address.
    out: BufReader<ChildStdout>,
    log: PathBuf,
}

impl Program {
    /// Starts it and waits for the address that it prints.
    pub fn start(config: &Path, log: &Path, more: &[&str]) -> Self {
        let mut serve = command();
        serve.arg("--config").arg(config).arg("serve").args(more);
        Self::of(serve, log)
    }

    /// The same from a shell, which sets limits for it first.
    pub fn start_limited(config: &Path, log: &Path, limit: &str) -> Self {
        let mut shell = Command::new("bash");
        shell
            .arg("-c")
            .arg(format!("{limit}; exec \"$0\" \"$@\""))
            .arg(PROGRAM)
            .arg("--config")
            .arg(config)
            .arg("serve");
        Self::of(shell, log)
    }

    fn of(mut command: Command, log: &Path) -> Self {
        let stderr = File::options().create(true).append(true).open(log).unwrap();
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(stderr).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let told = line.trim().strip_prefix("Offwheel listens on ").and_then(|rest| rest.split_once(", reached at "));
        let Some((address, url)) = told else {
            let status = child.wait().unwrap();
            panic!("it ended ({status}) and said {line:?}; {}", std::fs::read_to_string(log).unwrap());
        };
        Self { child, address: address.parse().unwrap(), url: url.to_owned(), out, log: log.to_owned() }
    }

    /// The next line that it prints.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line
    }

    /// Ends it as the loss of power would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and waits.
    pub fn stop(mut self) -> ExitStatus {
        let asked = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        assert!(asked.success());
        eventually("it stops", seconds(20), || self.child.try_wait().unwrap())
    }

    /// Whether it still runs.
    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Where it is reached.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What it logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// A stranger before its door.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(self.address, &self.url)
    }

    /// Somebody of a team, signed in.
    #[track_caller]
    pub fn signed_in(&self, address: &str) -> Visitor {
        let mut visitor = self.visitor();
        let page = visitor.page("/sign-in").with(200).text();
        let form = Form::going(&page, |action| action == "/sign-in");
        visitor.submit(&form.fill("address", address).fill("password", PASSWORD)).unwrap().with(303);
        visitor
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if self.is_running() {
            self.child.kill().unwrap();
            self.child.wait().unwrap();
        }
        if std::thread::panicking() {
            let log = self.log();
            let from = log.len().saturating_sub(4000);
            let from = (from..log.len()).find(|at| log.is_char_boundary(*at)).unwrap_or(log.len());
            println!("the end of the program's log:\n{}", &log[from..]);
        }
    }
}
