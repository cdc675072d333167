//! The released program as a process of its own: started on a data folder, asked for what it costs the machine, stopped.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use serde::Deserialize;

use crate::house::House;
use crate::run;

/// How long the program may take to come to rest, and to stop.
const PATIENCE: Duration = Duration::from_secs(180);

/// Builds the program as it is released and gives its file.
pub fn build(house: &House) -> anyhow::Result<PathBuf> {
    eprintln!("   building offwheel as it is released");
    run::quietly(house.cargo().args(["build", "--release", "--quiet", "--locked", "--package", "offwheel"]))?;
    Ok(house.target.join("release/offwheel"))
}

/// The program, deaf to what the environment says about it, in a folder that holds no configuration of anybody's.
pub fn command(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    for named in
        ["OFFWHEEL_DATA", "OFFWHEEL_LISTEN", "OFFWHEEL_PUBLIC_URL", "OFFWHEEL_DATABASE_URL", "OFFWHEEL_LOG", "RUST_LOG"]
    {
        command.env_remove(named);
    }
    command.current_dir(folder);
    command
}

/// What the demo tells about itself.
#[derive(Deserialize)]
pub struct Demo {
    /// The address that everything else begins with.
    pub url: String,
    /// What signs in by being opened.
    pub sign_in: SignIn,
    /// The public form.
    pub ask: String,
    /// Takes requests in and reads them.
    pub token: String,
}

/// Addresses that sign in.
#[derive(Deserialize)]
pub struct SignIn {
    /// As a member of the team.
    pub member: String,
}

impl Demo {
    /// The path of one of its addresses.
    pub fn path<'a>(&self, address: &'a str) -> &'a str {
        address.strip_prefix(&self.url).unwrap_or(address)
    }
}

/// A running program; killed when it is dropped.
pub struct Program {
    child: Child,
    /// Where it answers.
    pub server: SocketAddr,
    /// Kept open, so that whatever it prints later finds somebody there.
    _printed: BufReader<ChildStdout>,
}

impl Program {
    /// Starts the demo on the data folder `folder/data`, going on with what is in it.
    pub fn demo(program: &Path, folder: &Path) -> anyhow::Result<(Program, Demo)> {
        let mut command = command(program, folder);
        command.args(["demo", "--data", "data", "--port", "0", "--json"]);
        let (child, line, printed) = start(&mut command, folder)?;
        let demo: Demo = serde_json::from_str(&line).with_context(|| format!("the demo printed:\n{line}"))?;
        let server = demo.url.trim_start_matches("http://").parse();
        let server = server.with_context(|| format!("the demo is reached at {}", demo.url))?;
        Ok((Program { child, server, _printed: printed }, demo))
    }

    /// Serves the data folder `folder/data`; `folder/offwheel.toml` is its configuration, if it is there.
    pub fn serve(program: &Path, folder: &Path) -> anyhow::Result<Program> {
        let mut command = command(program, folder);
        command.args(["--data", "data", "serve", "--listen", "127.0.0.1:0"]);
        let (child, line, printed) = start(&mut command, folder)?;
        let server = listens_on(&line).with_context(|| format!("the program printed:\n{line}"))?;
        Ok(Program { child, server, _printed: printed })
    }

    /// What it used of the processors since its start.
    pub fn spent(&self) -> anyhow::Result<Spent> {
        Spent::of(self.child.id())
    }

    /// Bytes of memory that it holds.
    pub fn resident_bytes(&self) -> anyhow::Result<f64> {
        let file = format!("/proc/{}/status", self.child.id());
        let status = fs::read_to_string(&file).with_context(|| format!("{file} can't be read"))?;
        resident_bytes(&status).with_context(|| format!("{file} tells no VmRSS"))
    }

    /// Waits until it has nothing to do: letters are offered, the log is checkpointed.
    pub fn come_to_rest(&self) -> anyhow::Result<()> {
        const LOOK: Duration = Duration::from_millis(500);
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let before = self.spent()?;
            rest(LOOK);
            if self.spent()?.since(&before) * 100.0 < LOOK.as_secs_f64() * 1e9 {
                return Ok(());
            }
        }
        bail!("the program did not come to rest within {} s", PATIENCE.as_secs())
    }

    /// Asks it to stop and waits.
    pub fn stop(mut self) -> anyhow::Result<()> {
        run::quietly(Command::new("kill").arg("-TERM").arg(self.child.id().to_string()))?;
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                anyhow::ensure!(status.success(), "the program was asked to stop and ended with {status}");
                return Ok(());
            }
            rest(Duration::from_millis(10));
        }
        bail!("the program was asked to stop and did not")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait()) {
            eprintln!("   the program may still run: {error}");
        }
    }
}

/// Starts it with its log in `folder/log.txt`, and waits for its first line.
fn start(command: &mut Command, folder: &Path) -> anyhow::Result<(Child, String, BufReader<ChildStdout>)> {
    let log = folder.join("log.txt");
    let stderr = File::create(&log).with_context(|| format!("{} can't be written", log.display()))?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(stderr)
        .spawn()
        .context("offwheel can't be started")?;
    let mut printed = BufReader::new(child.stdout.take().context("offwheel has no output")?);
    let mut line = String::new();
    printed.read_line(&mut line)?;
    if line.is_empty() {
        let status = child.wait()?;
        let mut told = String::new();
        File::open(&log)?.take(4_000).read_to_string(&mut told)?;
        bail!("offwheel ended with {status} and said:\n{told}");
    }
    Ok((child, line.trim_end().to_owned(), printed))
}

fn listens_on(line: &str) -> Option<SocketAddr> {
    let (address, _) = line.strip_prefix("Offwheel listens on ")?.split_once(',')?;
    address.parse().ok()
}

fn resident_bytes(status: &str) -> Option<f64> {
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(kilobytes.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()? * 1024.0)
}

/// Nanoseconds on a processor, of each thread of a process.
pub struct Spent(HashMap<String, f64>);

impl Spent {
    /// Of the process of this number, by its threads: the kernel counts a process as a whole in hundredths of a second only.
    fn of(process: u32) -> anyhow::Result<Spent> {
        let folder = format!("/proc/{process}/task");
        let mut spent = HashMap::new();
        for thread in fs::read_dir(&folder).with_context(|| format!("{folder} can't be read"))? {
            let thread = thread?;
            // A thread that ended in between is none any more.
            let Ok(told) = fs::read_to_string(thread.path().join("schedstat")) else { continue };
            let on_processor = told.split(' ').next().and_then(|number| number.parse().ok());
            let on_processor = on_processor.with_context(|| format!("a schedstat in {folder} holds {told}"))?;
            spent.insert(thread.file_name().to_string_lossy().into_owned(), on_processor);
        }
        Ok(Spent(spent))
    }

    /// Nanoseconds since then. What a thread did that ended in between is not among them; only idle ones end.
    pub fn since(&self, before: &Spent) -> f64 {
        self.0.iter().map(|(thread, now)| now - before.0.get(thread).unwrap_or(&0.0)).sum()
    }
}

/// Lets time pass.
pub fn rest(time: Duration) {
    let begun = Instant::now();
    while let Some(left) = time.checked_sub(begun.elapsed()).filter(|left| !left.is_zero()) {
        thread::park_timeout(left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_says_where_it_listens() {
        let line = "Offwheel listens on 127.0.0.1:40123, reached at http://127.0.0.1:40123";
        assert_eq!(listens_on(line), Some(SocketAddr::from(([127, 0, 0, 1], 40123))));
        assert_eq!(listens_on("Something else, 127.0.0.1:1"), None);
    }

    #[test]
    fn memory_is_read_from_the_status_of_a_process() {
        let status = "Name:\toffwheel\nVmHWM:\t   30000 kB\nVmRSS:\t   21000 kB\nRssAnon:\t 1 kB\n";
        assert_eq!(resident_bytes(status), Some(21_504_000.0));
        assert_eq!(resident_bytes("Name:\toffwheel\n"), None);
    }

    #[test]
    fn what_a_process_spends_is_counted_by_its_threads() {
        let before = Spent::of(std::process::id()).unwrap();
        let begun = Instant::now();
        // Work until it shows; the other tests work as well.
        while Spent::of(std::process::id()).unwrap().since(&before) < 10e6 {
            assert!(begun.elapsed() < Duration::from_secs(30), "nothing is counted");
        }
    }

    #[test]
    fn a_thread_that_began_in_between_counts_whole() {
        let spent =
            |threads: &[(&str, f64)]| Spent(threads.iter().map(|(name, ns)| ((*name).to_owned(), *ns)).collect());
        let (before, after) = (spent(&[("1", 100.0), ("2", 50.0)]), spent(&[("1", 130.0), ("3", 7.0)]));
        assert!((after.since(&before) - 37.0).abs() < 1e-9);
    }

    #[test]
    fn an_address_of_the_demo_is_taken_without_its_server() {
        let demo: Demo = serde_json::from_str(
            r#"{"url": "http://127.0.0.1:4000", "sign_in": {"administrator": "", "member": "http://127.0.0.1:4000/sign-in/as/x"},
                "ask": "http://127.0.0.1:4000/t/a/ask", "status": "", "token": "t"}"#,
        )
        .unwrap();
        assert_eq!(demo.path(&demo.sign_in.member), "/sign-in/as/x");
        assert_eq!(demo.path(&demo.ask), "/t/a/ask");
    }
}
