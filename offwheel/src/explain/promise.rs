//! When an answer is due: cases from a file, or one date for a person.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, bail};
use jiff::Timestamp;
use jiff::civil::DateTime;
use worktime::{Clock, Office, Turnaround};

use super::read;

/// What `explain promise` is asked.
#[derive(Debug, clap::Args)]
pub struct Promise {
    /// Calendars for a batch, a JSON list.
    #[arg(long, requires = "batch", value_name = "FILE")]
    calendars: Option<PathBuf>,
    /// Cases, one JSON object a line.
    #[arg(long, requires = "calendars", value_name = "FILE", conflicts_with_all = ["received", "turnaround", "calendar"])]
    batch: Option<PathBuf>,
    /// When somebody asked: a wall time in the calendar's zone (2026-11-27T16:30), or an instant with its offset.
    #[arg(long, required_unless_present = "batch", value_name = "WHEN")]
    received: Option<String>,
    /// How long an answer may take: 24h, 90m or 1h30m.
    #[arg(long, required_unless_present = "batch", allow_hyphen_values = true, value_name = "AMOUNT")]
    turnaround: Option<String>,
    /// Which clock counts it: working-day or office-hours.
    #[arg(long, default_value = "working-day", value_name = "CLOCK")]
    clock: String,
    /// One calendar, in the shape of one entry of a batch's list.
    #[arg(long, required_unless_present = "batch", value_name = "FILE")]
    calendar: Option<PathBuf>,
}

/// Explains one promise in words, or answers a batch.
pub fn promise(asked: &Promise, out: &mut impl Write) -> anyhow::Result<()> {
    if let (Some(calendars), Some(batch)) = (&asked.calendars, &asked.batch) {
        let known = worktime::batch::Calendars::read(&read(calendars)?);
        let known = known.with_context(|| format!("{} holds no calendars", calendars.display()))?;
        for line in read(batch)?.lines().filter(|line| !line.trim().is_empty()) {
            writeln!(out, "{}", worktime::batch::answer(&known, line))?;
        }
        return Ok(());
    }
    let (Some(received), Some(amount), Some(calendar)) = (&asked.received, &asked.turnaround, &asked.calendar) else {
        bail!("give --received, --turnaround and --calendar; or --calendars and --batch");
    };
    let clock: Clock = asked.clock.parse().with_context(|| format!("--clock {}", asked.clock))?;
    let turnaround: Turnaround = turnaround(amount, clock)?;
    let known = worktime::batch::Calendars::read(&read(calendar)?);
    let known = known.with_context(|| format!("{} holds no calendar", calendar.display()))?;
    let mut offices = known.iter();
    let (Some((_, office)), None) = (offices.next(), offices.next()) else {
        bail!("{} holds several calendars; give a file with one", calendar.display());
    };
    let start = instant(received, office)?;
    let explanation = office.explain(start, turnaround, &[]).map_err(|error| anyhow::anyhow!("{error}"))?;
    write_account(&explanation, out)
}

fn turnaround(amount: &str, clock: Clock) -> anyhow::Result<Turnaround> {
    let unclear = || format!("--turnaround {amount}: write an amount such as 24h, 90m or 1h30m");
    let span: jiff::SignedDuration = amount.parse().with_context(unclear)?;
    let minutes = u32::try_from(span.as_mins()).ok().filter(|_| span.as_secs() % 60 == 0);
    Ok(Turnaround::minutes(minutes.with_context(|| format!("{}; whole minutes, not below 0", unclear()))?, clock))
}

fn instant(text: &str, office: &Office) -> anyhow::Result<Timestamp> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at);
    }
    let wall: DateTime =
        text.parse().with_context(|| format!("--received {text}: write a time such as 2026-11-27T16:30"))?;
    office.instant(wall).map_err(|error| anyhow::anyhow!("{error}"))
}

fn write_account(explanation: &worktime::Explanation, out: &mut impl Write) -> anyhow::Result<()> {
    if let Some(due) = &explanation.due {
        let zone = due.time_zone().iana_name().unwrap_or_default();
        writeln!(out, "Due {} ({zone})", due.strftime("%A %-d %B %Y, %H:%M"))?;
    }
    writeln!(out, "{}", explanation.because(web::Language::En))?;
    writeln!(out)?;
    let lines = explanation.account(web::Language::En);
    let wide = lines.iter().map(|line| line.when().chars().count()).max().unwrap_or_default();
    let far = lines.iter().map(|line| line.counted.chars().count()).max().unwrap_or_default();
    for line in lines {
        writeln!(out, "{:wide$}  {:>far$}  {}", line.when(), line.counted, line.words)?;
    }
    Ok(())
}
