//! How letters are read.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use jiff::Timestamp;

use super::read;

/// What `explain mail` is asked.
#[derive(Debug, clap::Args)]
pub struct Mail {
    /// What is ours, and which requests exist.
    #[arg(long, value_name = "FILE")]
    context: PathBuf,
    /// Letters as they came.
    #[arg(required = true, value_name = "FILE.eml")]
    letters: Vec<PathBuf>,
}

/// Reads letters against a context: one JSON line a letter.
pub fn mail(asked: &Mail, now: Timestamp, out: &mut impl Write) -> anyhow::Result<()> {
    let context = serde_json::from_str(&read(&asked.context)?);
    let context = context.with_context(|| format!("{} is no context", asked.context.display()))?;
    let mut batch = mail::batch::Batch::new(context, now);
    for path in &asked.letters {
        let raw = std::fs::read(path).with_context(|| format!("{} can't be read", path.display()))?;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        writeln!(out, "{}", batch.read(&name, &raw))?;
    }
    Ok(())
}
