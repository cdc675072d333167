//! What the desk and the list of requests cost the server, beside a static page of the same size from the same server.
//!
//! The static page is a file of the assets, served as it is. There is none of exactly the size of a page, so its cost is
//! drawn as a line between the two assets whose sizes are nearest below and above; beyond the largest asset that one counts
//! as it is. All are asked for in turns over the same number of connections, and the fastest round of each counts, so that
//! what else the machine does counts little. Pages are asked for as a browser does, with all the codings it reads; the size
//! is what was transferred.

use std::collections::BTreeSet;

use anyhow::{Context, ensure};

use super::Stage;
use super::company;
use super::http::{self, Answer, Question};
use super::program::Program;
use super::table::{Row, Wanted, duration, size};

const CONNECTIONS: usize = 4;
const ROUNDS: usize = 6;
/// How often a page is asked for in a round, and an asset, which takes less.
const PAGES: usize = 400;
const ASSETS: usize = 2_000;

/// The rows that the list has to show, and the head that each has.
const LISTED: usize = 50;
const HEAD_OF_ROW: &str = "<th scope=\"row\"";

/// Something that is asked for again and again.
struct Measured {
    name: String,
    question: Vec<u8>,
    in_a_round: usize,
    /// Of the content, as it is transferred.
    size_bytes: f64,
    /// With everything around the content.
    transferred: usize,
    /// Nanoseconds on a processor for one, in the fastest round.
    cost_ns: f64,
}

/// Desk and list of the 10,000 requests against static pages, and what the list costs by itself.
pub fn measure(stage: &Stage) -> anyhow::Result<Vec<Row>> {
    let company = stage.company()?;
    let (running, demo) = company.demo()?;
    let cookies = company::signed_in(&running, &demo)?;
    let page = |name: &str, path: &str| asked_for(&running, name, page_question(&running, path, &cookies), PAGES);
    let (desk, desk_answer) = page("desk", "/desk")?;
    let (open, open_answer) = page("50 of the open requests", "/requests")?;
    let (all, all_answer) = page("50 of all requests", "/requests?state=all")?;
    for (list, answer) in [(&open, &open_answer), (&all, &all_answer)] {
        let rows = answer.text().matches(HEAD_OF_ROW).count();
        ensure!(rows == LISTED, "the list of {} shows {rows} rows instead of {LISTED}", list.name);
    }
    let mut measured = vec![desk, open, all];
    for path in assets(&desk_answer.text()) {
        let question = Question::get(running.server, &path).with("Accept-Encoding", "identity");
        measured.push(asked_for(&running, &path, question, ASSETS)?.0);
    }
    running.come_to_rest()?;
    eprintln!("   asking for each of {} pages and files in turns, {CONNECTIONS} at a time", measured.len());
    for _ in 0..ROUNDS {
        for one in &mut measured {
            one.cost_ns = one.cost_ns.min(cost(&running, one)?);
        }
    }
    running.stop()?;
    let (pages, files) = measured.split_at(3);
    for one in &measured {
        let (cost, transferred) = (duration(one.cost_ns), one.transferred);
        eprintln!(
            "   {:<36} {cost:>9} of CPU, {transferred} bytes transferred, {} of them content",
            one.name, one.size_bytes
        );
    }
    rows(pages, files)
}

fn rows(pages: &[Measured], files: &[Measured]) -> anyhow::Result<Vec<Row>> {
    let mut sizes = files.iter().map(|file| (file.size_bytes, file.cost_ns)).collect::<Vec<_>>();
    sizes.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut rows = Vec::new();
    for page in pages {
        let fixed = static_cost(&sizes, page.size_bytes).context("the page leads to no assets")?;
        let name = format!("CPU of {}: a static page of its {}", page.name, size(page.size_bytes));
        let wanted = Wanted::AtMost(4.0);
        rows.push(Row::beside(name, duration(page.cost_ns), duration(fixed), page.cost_ns / fixed, wanted));
    }
    for list in pages.iter().skip(1) {
        rows.push(Row::alone(format!("CPU of {}", list.name), list.cost_ns, duration, Wanted::AtMost(0.3e6)));
    }
    Ok(rows)
}

/// What a static page of this size costs: on the line between the files next to it in size, given smallest first.
fn static_cost(files: &[(f64, f64)], size_bytes: f64) -> Option<f64> {
    let below = files.iter().rev().find(|file| file.0 <= size_bytes);
    let above = files.iter().find(|file| file.0 > size_bytes);
    match (below, above) {
        (Some(below), Some(above)) => {
            let part = (size_bytes - below.0) / (above.0 - below.0);
            Some(below.1 + part * (above.1 - below.1))
        }
        (one, other) => one.or(other).map(|file| file.1),
    }
}

fn page_question(running: &Program, path: &str, cookies: &str) -> Question {
    let question = Question::get(running.server, path).with("Cookie", cookies);
    question.with("Accept", "text/html").with("Accept-Encoding", "gzip, deflate, br, zstd")
}

/// Asks for it once, so that its size is known.
fn asked_for(
    running: &Program,
    name: &str,
    question: Question,
    in_a_round: usize,
) -> anyhow::Result<(Measured, Answer)> {
    let question = question.wire();
    let answer = http::Connection::open(running.server)?.ask(&question)?;
    let answer = answer.with_status(&[200]).with_context(|| format!("{name} can't be measured"))?;
    let size_bytes = f64::from(u32::try_from(answer.body.len())?);
    let transferred = answer.transferred;
    let name = name.to_owned();
    Ok((Measured { name, question, in_a_round, size_bytes, transferred, cost_ns: f64::INFINITY }, answer))
}

/// Nanoseconds on a processor for one, over one round.
fn cost(running: &Program, measured: &Measured) -> anyhow::Result<f64> {
    let questions = vec![measured.question.clone(); measured.in_a_round];
    let before = running.spent()?;
    http::ask_all(running.server, CONNECTIONS, &questions, |_, answer| answer.with_status(&[200]).map(drop))?;
    Ok(running.spent()?.since(&before) / f64::from(u32::try_from(measured.in_a_round)?))
}

/// The paths of the assets that a page leads to.
fn assets(html: &str) -> BTreeSet<String> {
    let addresses = html.split('"').filter(|text| text.starts_with("/assets/"));
    addresses.map(|address| address.split('#').next().unwrap_or(address).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_static_page_costs_what_lies_between_its_neighbours_in_size() {
        let files = [(1_000.0, 30.0), (5_000.0, 40.0), (75_000.0, 75.0)];
        for (size, cost) in [(500.0, 30.0), (1_000.0, 30.0), (3_000.0, 35.0), (40_000.0, 57.5), (90_000.0, 75.0)] {
            assert_eq!(static_cost(&files, size), Some(cost), "{size}");
        }
        assert_eq!(static_cost(&[], 1.0), None);
    }

    #[test]
    fn the_assets_of_a_page_are_each_found_once() {
        let html = "<link href=\"/assets/a-1.css\"><use href=\"/assets/icons-2.svg#i-x\"></use><use href=\"/assets/icons-2.svg#i-y\">\
                    <a href=\"/desk\">/assets/none</a>";
        assert_eq!(assets(html).into_iter().collect::<Vec<_>>(), ["/assets/a-1.css", "/assets/icons-2.svg"]);
    }
}
