//! `offwheel explain`: what a rule gives for cases from a file, one JSON line a case; and, for people, how one date comes about.

mod letters;
mod promise;

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use jiff::Timestamp;

/// What can be explained.
#[derive(Debug, clap::Subcommand)]
pub enum Topic {
    /// When an answer is due, line by line.
    Promise(promise::Promise),
    /// How letters are read.
    Mail(letters::Mail),
    /// Which causes answers point to, and what follows.
    Diagnosis(Cases),
    /// Limits and signals of process behaviour charts.
    ProcessBehaviour(Cases),
    /// How many promises of a period were kept.
    KeptPromises(Cases),
}

/// Cases from a file.
#[derive(Debug, clap::Args)]
pub struct Cases {
    /// Cases, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    batch: PathBuf,
}

/// Explains a topic; `now` is what letters are read at.
pub fn explain(topic: &Topic, now: Timestamp, out: &mut impl Write) -> anyhow::Result<()> {
    match topic {
        Topic::Promise(asked) => promise::promise(asked, out),
        Topic::Mail(asked) => letters::mail(asked, now, out),
        Topic::Diagnosis(cases) => each(cases, method::batch::answer, out),
        Topic::ProcessBehaviour(cases) => each(cases, evidence::batch::process_behaviour, out),
        Topic::KeptPromises(cases) => each(cases, promises::batch::kept_promises, out),
    }
}

/// Answers each case of a file with one line.
fn each(cases: &Cases, answer: impl Fn(&str) -> String, out: &mut impl Write) -> anyhow::Result<()> {
    for line in read(&cases.batch)?.lines().filter(|line| !line.trim().is_empty()) {
        writeln!(out, "{}", answer(line))?;
    }
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{} can't be read", path.display()))
}
