//! What the desk and the list of requests cost the server, beside a static page of the same size from the same server.
//!
//! The static page is a file of the assets, served as it is. There is none of exactly the size of a page, so its cost is
//! drawn as a line between the two assets whose sizes are nearest below and above; beyond the largest asset that one counts
//! as it is. All are asked for in turns, and the fastest round of each counts, so that what else the machine does counts
//! little. Pages are asked for as a browser does, with all the codings it reads; the size is what was transferred.
//!
//! Each is asked for in two ways: over connections that stay open, where a static page costs next to nothing; and by a
//! connection of its own, as a page comes through a proxy that keeps none or to somebody who opens it afresh.
//!
//! A page that nothing has changed since is remembered. So what it costs to make one is told as well: it is asked for with a
//! number in its address that is another one each time and that the page knows nothing of.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use anyhow::{Context, ensure};

use super::Stage;
use super::company;
use super::http::{self, Answer, By, Question};
use super::program::Program;
use super::table::{Row, Wanted, duration, size};

const WAYS: [(By, &str); 2] = [(By::Kept(4), "kept connection"), (By::New(4), "new connection")];
pub(super) const ROUNDS: usize = 5;
/// How long a round of one page or file lasts, about, and how often it is asked for in that time, at the least and the most.
const ROUND: Duration = Duration::from_millis(700);
const ASKED: (f64, f64) = (40.0, 2_000.0);
/// How often it is asked for to know how long it takes.
const TRIED: usize = 20;

/// The rows that the list has to show, and the head that each has.
const LISTED: usize = 50;
const HEAD_OF_ROW: &str = "<th scope=\"row\"";

/// The end of an address that is another one each time; its digits are counted up.
pub(super) const EACH: &str = "each=00000000";

/// Something that is asked for again and again.
pub(super) struct Measured {
    pub(super) name: String,
    /// Of the content, as it is transferred.
    size_bytes: f64,
    /// With everything around the content.
    transferred: usize,
    /// In the order of [`WAYS`].
    pub(super) ways: [Way; 2],
}

/// One way of asking for it.
pub(super) struct Way {
    by: By,
    question: Vec<u8>,
    in_a_round: usize,
    /// Nanoseconds on a processor for one, in the fastest round.
    pub(super) cost_ns: f64,
}

/// Desk and list of the 10,000 requests against static pages, and what the list costs by itself.
pub fn measure(stage: &Stage) -> anyhow::Result<Vec<Row>> {
    let company = stage.company()?;
    let (running, demo) = company.demo()?;
    let cookies = company::signed_in(&running, &demo)?;
    let page = |name: &str, path: &str| asked_for(&running, name, || page_question(&running, path, &cookies));
    let (desk, desk_answer) = page("desk", "/desk")?;
    let (open, open_answer) = page("50 open requests", "/requests")?;
    let (all, all_answer) = page("50 of all requests", "/requests?state=all")?;
    for (list, answer) in [(&open, &open_answer), (&all, &all_answer)] {
        let rows = answer.text().matches(HEAD_OF_ROW).count();
        ensure!(rows == LISTED, "the list of {} shows {rows} rows instead of {LISTED}", list.name);
    }
    let (new_desk, _) = page("desk, made anew", &format!("/desk?{EACH}"))?;
    let (new_open, _) = page("50 open requests, made anew", &format!("/requests?{EACH}"))?;
    let pages = [desk, open, all, new_desk, new_open];
    let many_pages = pages.len();
    let mut measured = Vec::from(pages);
    for path in assets(&desk_answer.text()) {
        let question = || Question::get(running.server, &path).with("Accept-Encoding", "identity");
        measured.push(asked_for(&running, &path, question)?.0);
    }
    running.come_to_rest()?;
    eprintln!("   asking for each of {} pages and files in turns", measured.len());
    for _ in 0..ROUNDS {
        for way in measured.iter_mut().flat_map(|one| &mut one.ways) {
            way.cost_ns = way.cost_ns.min(cost(&running, way)?);
        }
    }
    running.stop()?;
    for one in &measured {
        let costs = one.ways.iter().zip(WAYS).map(|(way, (_, name))| format!("{} by a {name}", duration(way.cost_ns)));
        let costs = costs.collect::<Vec<_>>().join(", ");
        eprintln!(
            "   {}: {costs}; {} bytes transferred, {} of them content",
            one.name, one.transferred, one.size_bytes
        );
    }
    let (pages, files) = measured.split_at(many_pages);
    rows(pages, files)
}

fn rows(pages: &[Measured], files: &[Measured]) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (place, (_, way)) in WAYS.iter().enumerate() {
        let costs = |one: &Measured| one.ways.get(place).map(|way| (one.size_bytes, way.cost_ns));
        let mut sizes = files.iter().filter_map(costs).collect::<Vec<_>>();
        sizes.sort_by(|one, other| one.0.total_cmp(&other.0));
        for page in pages {
            let (size_bytes, cost_ns) = costs(page).context("a page was not measured in every way")?;
            let fixed = static_cost(&sizes, size_bytes).context("the page leads to no assets")?;
            let name = format!("CPU, {way}: {}, a static page of {}", page.name, size(size_bytes));
            let wanted = if page.name.ends_with("anew") { Wanted::Anything } else { Wanted::AtMost(4.0) };
            rows.push(Row::beside(name, duration(cost_ns), duration(fixed), cost_ns / fixed, wanted));
        }
    }
    for list in pages.iter().filter(|page| page.name.starts_with("50")) {
        let [kept, _] = &list.ways;
        let wanted = if list.name.ends_with("anew") { Wanted::Anything } else { Wanted::AtMost(0.3e6) };
        rows.push(Row::alone(format!("CPU of a page of {}", list.name), kept.cost_ns, duration, wanted));
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

pub(super) fn page_question(running: &Program, path: &str, cookies: &str) -> Question {
    let question = Question::get(running.server, path).with("Cookie", cookies);
    question.with("Accept", "text/html").with("Accept-Encoding", "gzip, deflate, br, zstd")
}

/// Asks for it some times, so that its size is known and how often it is to be asked for in a round.
pub(super) fn asked_for(
    running: &Program,
    name: &str,
    question: impl Fn() -> Question,
) -> anyhow::Result<(Measured, Answer)> {
    let answer = http::ask(running.server, question())?.with_status(&[200]);
    let answer = answer.with_context(|| format!("{name} can't be measured"))?;
    let way = |(by, _): (By, &str)| {
        let question = match by {
            By::Kept(_) => question().wire(),
            By::New(_) => question().alone().wire(),
        };
        let mut way = Way { by, question, in_a_round: TRIED, cost_ns: f64::INFINITY };
        way.in_a_round = in_a_round(asked(running, &way)?);
        anyhow::Ok(way)
    };
    let [kept, new] = WAYS;
    let measured = Measured {
        name: name.to_owned(),
        size_bytes: f64::from(u32::try_from(answer.body.len())?),
        transferred: answer.transferred,
        ways: [way(kept)?, way(new)?],
    };
    Ok((measured, answer))
}

/// Asks for it as often as in a round.
fn asked(running: &Program, way: &Way) -> anyhow::Result<Duration> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let digits = way.question.windows(EACH.len()).position(|part| part == EACH.as_bytes());
    let digits = digits.map(|at| at + EACH.len() - 8..at + EACH.len());
    let questions = std::iter::repeat_with(|| {
        let mut question = way.question.clone();
        if let Some(digits) = digits.clone().and_then(|digits| question.get_mut(digits)) {
            digits.copy_from_slice(format!("{:08}", COUNT.fetch_add(1, Ordering::Relaxed)).as_bytes());
        }
        question
    });
    let questions: Vec<Vec<u8>> = questions.take(way.in_a_round).collect();
    http::ask_all(running.server, way.by, &questions, |_, answer| answer.with_status(&[200]).map(drop))
}

/// How often something is asked for in a round that took this long when it was tried.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between the bounds of ASKED")]
fn in_a_round(took: Duration) -> usize {
    let (least, most) = ASKED;
    (ROUND.as_secs_f64() / took.as_secs_f64() * TRIED as f64).round().clamp(least, most) as usize
}

/// Nanoseconds on a processor for one, over one round.
pub(super) fn cost(running: &Program, way: &Way) -> anyhow::Result<f64> {
    let before = running.spent()?;
    asked(running, way)?;
    Ok(running.spent()?.since(&before) / f64::from(u32::try_from(way.in_a_round)?))
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
    fn a_round_of_a_slow_page_asks_for_it_less_often() {
        assert_eq!([2, 14, 140, 20_000].map(|ms| in_a_round(Duration::from_millis(ms))), [2_000, 1_000, 100, 40]);
        assert_eq!(in_a_round(Duration::ZERO), 2_000);
    }

    #[test]
    fn the_assets_of_a_page_are_each_found_once() {
        let html = "<link href=\"/assets/a-1.css\"><use href=\"/assets/icons-2.svg#i-x\"></use><use href=\"/assets/icons-2.svg#i-y\">\
                    <a href=\"/desk\">/assets/none</a>";
        assert_eq!(assets(html).into_iter().collect::<Vec<_>>(), ["/assets/a-1.css", "/assets/icons-2.svg"]);
    }
}
