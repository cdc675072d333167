//! Running other programs in sight of whoever waits: what they print passes through line by line, and is read on the way.

use std::io::{BufRead, BufReader, IsTerminal, Read};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use anyhow::Context;

/// Runs a program, prints its lines as they come, and gives each to `read` without its colours.
pub fn aloud(command: &mut Command, mut read: impl FnMut(&str)) -> anyhow::Result<ExitStatus> {
    if std::io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
    }
    let name = Path::new(command.get_program()).display().to_string();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{name} can't be started"))?;
    let (lines, printed) = channel();
    if let Some(stdout) = child.stdout.take() {
        forward(stdout, lines.clone());
    }
    if let Some(stderr) = child.stderr.take() {
        forward(stderr, lines.clone());
    }
    drop(lines);
    for line in printed {
        println!("{line}");
        read(&plain(&line));
    }
    child.wait().with_context(|| format!("{name} ran, and its end can't be read"))
}

/// Runs a program and gives what it printed on standard output; its errors become ours.
pub fn quietly(command: &mut Command) -> anyhow::Result<String> {
    let name = Path::new(command.get_program()).display().to_string();
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("{name} can't be started"))?;
    let errors = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "{name} failed ({}):\n{}", output.status, errors.trim_end());
    String::from_utf8(output.stdout).with_context(|| format!("{name} printed something that is no text"))
}

/// Passes the lines of one stream on. It ends with the stream, or when nobody listens any more.
fn forward(stream: impl Read + Send + 'static, lines: Sender<String>) {
    thread::spawn(move || {
        let mut stream = BufReader::new(stream);
        let mut line = Vec::new();
        while stream.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
            let text = String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']).to_owned();
            if lines.send(text).is_err() {
                return;
            }
            line.clear();
        }
    });
}

/// A line without the escape sequences of a terminal.
fn plain(line: &str) -> String {
    let mut kept = String::new();
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            kept.push(character);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_left_out_of_what_is_read() {
        assert_eq!(plain("\u{1b}[32;1m     Summary\u{1b}[0m [ 1.0s] 3 tests"), "     Summary [ 1.0s] 3 tests");
    }

    #[test]
    fn both_streams_of_a_program_are_read() {
        let mut lines = Vec::new();
        let mut shell = Command::new("sh");
        let status = aloud(shell.args(["-c", "echo out; echo err >&2; exit 3"]), |line| lines.push(line.to_owned()));
        lines.sort();
        assert_eq!(lines, ["err", "out"]);
        assert_eq!(status.unwrap().code(), Some(3));
    }

    #[test]
    fn a_program_that_fails_quietly_says_why() {
        let refused = quietly(Command::new("sh").args(["-c", "echo no such thing >&2; exit 1"])).unwrap_err();
        assert!(refused.to_string().contains("no such thing"), "{refused}");
    }
}
