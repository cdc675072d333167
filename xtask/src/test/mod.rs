//! `cargo xtask test`: everything that must hold before a change lands, in one command on a fresh machine.
//!
//! The steps run to the end even when one fails, so that one run tells all; what the steps started is stopped in any case.

mod count;
mod journeys;
mod peer;
mod prerequisites;
mod suite;

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use clap::Args;

use crate::house::House;
use crate::{run, tidy};
use count::Count;
use peer::Peers;

/// What of the tests is asked for.
#[derive(Args)]
pub struct Wishes {
    /// One step (format, clippy, tidy, tests, docs, journeys), or else the tests whose name contains NAME.
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Leaves out the journeys, and with them Chromium and Node.
    #[arg(long)]
    no_journeys: bool,
    /// Format, tidy and the tests; leaves out clippy, the doc tests and the journeys.
    #[arg(long)]
    fast: bool,
}

/// The steps in their order, by the names that `--only` takes.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Step {
    Format,
    Clippy,
    Tidy,
    Tests,
    Docs,
    Journeys,
}

const STEPS: [Step; 6] = [Step::Format, Step::Clippy, Step::Tidy, Step::Tests, Step::Docs, Step::Journeys];

impl Step {
    fn name(self) -> &'static str {
        match self {
            Step::Format => "format",
            Step::Clippy => "clippy",
            Step::Tidy => "tidy",
            Step::Tests => "tests",
            Step::Docs => "docs",
            Step::Journeys => "journeys",
        }
    }

    fn what(self) -> &'static str {
        match self {
            Step::Format => "every file as rustfmt writes it",
            Step::Clippy => "no warning in any target",
            Step::Tidy => "the rules of the house",
            Step::Tests => "all tests, on SQLite and PostgreSQL",
            Step::Docs => "the examples in the documentation",
            Step::Journeys => "whole stories in Chromium",
        }
    }
}

/// Which steps run, and for the tests which names.
#[derive(PartialEq, Debug)]
struct Plan {
    steps: Vec<Step>,
    named: Option<String>,
}

impl Wishes {
    fn plan(&self) -> Plan {
        let wanted = |step: &Step| match step {
            Step::Format | Step::Tidy | Step::Tests => true,
            Step::Clippy | Step::Docs => !self.fast,
            Step::Journeys => !self.fast && !self.no_journeys,
        };
        match &self.only {
            None => Plan { steps: STEPS.into_iter().filter(wanted).collect(), named: None },
            Some(name) => match STEPS.into_iter().find(|step| step.name() == name) {
                Some(step) => Plan { steps: vec![step], named: None },
                None => Plan { steps: vec![Step::Tests], named: Some(name.clone()) },
            },
        }
    }
}

/// How a step ended.
struct Ended {
    step: Step,
    took: Duration,
    outcome: anyhow::Result<Count>,
}

/// Runs what was asked for and sums it up; true when all of it holds.
pub fn test(house: &House, wishes: &Wishes) -> anyhow::Result<bool> {
    let plan = wishes.plan();
    let began = Instant::now();
    println!("── prerequisites: what the steps need from Debian");
    prerequisites::install(&plan.steps)?;
    println!("   prerequisites: there, {}", clock(began.elapsed()));
    // Started when the first step asks for it, and stopped when the last step has ended.
    let mut peers = None;
    let ended = plan.steps.iter().map(|step| take(house, &mut peers, *step, plan.named.as_deref())).collect::<Vec<_>>();
    drop(peers);
    Ok(sum_up(&ended, began.elapsed()))
}

fn take(house: &House, peers: &mut Option<Peers>, step: Step, named: Option<&str>) -> Ended {
    println!("── {}: {}", step.name(), step.what());
    let began = Instant::now();
    let outcome = match step {
        Step::Format => must_succeed(house.cargo().args(["fmt", "--all", "--check"])),
        Step::Clippy => must_succeed(house.cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "--deny",
            "warnings",
        ])),
        Step::Tidy => must_be_tidy(house),
        Step::Tests => started(house, peers).and_then(|peers| suite::tests(house, peers, named)),
        Step::Docs => suite::examples(house),
        Step::Journeys => started(house, peers).and_then(|peers| journeys::walk(house, peers)),
    };
    let took = began.elapsed();
    match &outcome {
        Ok(_) => println!("   {}: ok, {}", step.name(), clock(took)),
        Err(error) => println!("   {}: FAILED, {}: {error:#}", step.name(), clock(took)),
    }
    Ended { step, took, outcome }
}

fn started<'a>(house: &House, peers: &'a mut Option<Peers>) -> anyhow::Result<&'a Peers> {
    if peers.is_none() {
        *peers = Some(Peers::start(house)?);
    }
    peers.as_ref().context("the servers that the tests talk to are gone")
}

fn must_succeed(command: &mut Command) -> anyhow::Result<Count> {
    let status = run::aloud(command, |_| ())?;
    if !status.success() {
        bail!("see above ({status})");
    }
    Ok(Count::default())
}

fn must_be_tidy(house: &House) -> anyhow::Result<Count> {
    if !tidy::report(&house.root)? {
        bail!("see above");
    }
    Ok(Count::default())
}

/// The closing lines: a step a line, then what the runners themselves said last, then one plain sum.
fn sum_up(ended: &[Ended], took: Duration) -> bool {
    let mut sum = Count::default();
    println!("── in sum, after {}", clock(took));
    for Ended { step, took, outcome } in ended {
        let word = if outcome.is_ok() { "ok" } else { "FAILED" };
        println!("   {:<9} {:<7} {:>6}", step.name(), word, clock(*took));
        match outcome {
            Ok(count) => sum.add(count),
            Err(error) => match error.downcast_ref::<count::SomeFailed>() {
                Some(count::SomeFailed(count)) => sum.add(count),
                None => sum.failed += 1,
            },
        }
    }
    for line in &sum.closing_lines {
        println!("{line}");
    }
    println!("{} passed, {} failed", sum.passed, sum.failed);
    ended.iter().all(|ended| ended.outcome.is_ok())
}

/// Minutes and seconds.
fn clock(took: Duration) -> String {
    format!("{}:{:02}", took.as_secs() / 60, took.as_secs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wishes(only: Option<&str>, no_journeys: bool, fast: bool) -> Wishes {
        Wishes { only: only.map(str::to_owned), no_journeys, fast }
    }

    #[test]
    fn everything_runs_unless_it_is_left_out() {
        assert_eq!(wishes(None, false, false).plan().steps, STEPS);
        assert!(!wishes(None, true, false).plan().steps.contains(&Step::Journeys));
        assert_eq!(wishes(None, false, true).plan().steps, [Step::Format, Step::Tidy, Step::Tests]);
    }

    #[test]
    fn only_takes_a_step_or_a_part_of_a_tests_name() {
        assert_eq!(wishes(Some("clippy"), false, false).plan(), Plan { steps: vec![Step::Clippy], named: None });
        let named = Plan { steps: vec![Step::Tests], named: Some("weekend".into()) };
        assert_eq!(wishes(Some("weekend"), false, false).plan(), named);
    }

    #[test]
    fn a_failed_step_fails_the_whole() {
        let ended = |outcome| Ended { step: Step::Format, took: Duration::ZERO, outcome };
        assert!(sum_up(&[ended(Ok(Count::default()))], Duration::ZERO));
        assert!(!sum_up(&[ended(Ok(Count::default())), ended(Err(anyhow::anyhow!("no")))], Duration::ZERO));
    }

    #[test]
    fn time_is_told_in_minutes_and_seconds() {
        assert_eq!(clock(Duration::from_secs(125)), "2:05");
    }
}
