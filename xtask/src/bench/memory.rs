//! What the program holds of the machine while nobody asks for anything, and how long a start takes until the first page is there.
//!
//! Both with 10,000 requests in the data folder. The database is embedded, so its memory is among the program's.

use std::time::{Duration, Instant};

use anyhow::Context;

use super::Stage;
use super::company::{self, Company};
use super::http::{self, Answer, By, Connection, Question};
use super::program::{Program, rest};
use super::table::{Row, Wanted, duration, size};

/// How long nothing is asked for before the memory is looked at.
const QUIET: Duration = Duration::from_secs(5);
/// How many pages a member opened before, over so many connections.
const PAGES: usize = 400;
const CONNECTIONS: usize = 4;
const STARTS: usize = 9;

const MEMORY: Wanted = Wanted::AtMost(40e6);
const START: Wanted = Wanted::AtMost(0.1e9);

/// Memory at rest, fresh and used; the start as a server and as the demo.
pub fn measure(stage: &Stage) -> anyhow::Result<Vec<Row>> {
    let company = stage.company()?;
    eprintln!("   starting {STARTS} times as a server, and as the demo");
    let serve = first_page(&company.ask, || company.serve())?;
    let demo = first_page(&company.ask, || company.demo().map(|(running, _)| running))?;
    let fresh = fresh(company)?;
    let used = used(company)?;
    let quiet = QUIET.as_secs();
    Ok(vec![
        Row::alone(format!("memory {quiet} s after the first page"), fresh, size, MEMORY),
        Row::alone(format!("memory {quiet} s after {PAGES} pages of a member"), used, size, MEMORY),
        Row::alone("start of the server to its first page", serve, duration, START),
        Row::alone("start of the demo to its first page", demo, duration, START),
    ])
}

/// The middle one of several starts, in nanoseconds from the call to the last byte of the public form.
fn first_page(ask: &str, start: impl Fn() -> anyhow::Result<Program>) -> anyhow::Result<f64> {
    let mut took = Vec::with_capacity(STARTS);
    for _ in 0..STARTS {
        let begun = Instant::now();
        let running = start()?;
        http::ask(running.server, Question::get(running.server, ask))?.with_status(&[200])?;
        took.push(begun.elapsed().as_secs_f64() * 1e9);
        running.stop()?;
    }
    middle(took).context("nothing was started")
}

fn middle(mut figures: Vec<f64>) -> Option<f64> {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied()
}

fn fresh(company: &Company) -> anyhow::Result<f64> {
    let running = company.serve()?;
    http::ask(running.server, Question::get(running.server, &company.ask))?.with_status(&[200])?;
    at_rest(running)
}

fn used(company: &Company) -> anyhow::Result<f64> {
    let (running, demo) = company.demo()?;
    let cookies = company::signed_in(&running, &demo)?;
    let page = |path| Question::get(running.server, path).with("Cookie", &cookies).wire();
    let pages = [page("/desk"), page("/requests"), page("/requests?state=all"), page("/promises")];
    let opened = pages.iter().cycle().take(PAGES).cloned().collect::<Vec<_>>();
    http::ask_all(running.server, By::Kept(CONNECTIONS), &opened, |_, answer: Answer| {
        answer.with_status(&[200]).map(drop)
    })?;
    at_rest(running)
}

fn at_rest(running: Program) -> anyhow::Result<f64> {
    rest(QUIET);
    let resident = running.resident_bytes()?;
    // It was there all the time.
    Connection::open(running.server)?;
    running.stop()?;
    Ok(resident)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_one_counts() {
        assert_eq!(middle(vec![9.0, 1.0, 5.0]), Some(5.0));
        assert_eq!(middle(Vec::new()), None);
    }
}
