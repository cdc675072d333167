//! What 100,000 requests cost beside 1,000, with the same number of them open: the desk, the search for similar ones, and two pages that
//! gather much: a request in a block, and a chart of 500 readings.
//!
//! Pages are made anew each time and compared in turns, as in [`super::pages`]. The search is told as time that passes, since a person
//! waits for it: of many asked for one after another by one connection, the time that 95 of 100 stay within.

use std::time::Instant;

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use super::Stage;
use super::company::{self, Company};
use super::http::{self, Connection, Question};
use super::pages::{EACH, Measured, ROUNDS, asked_for, cost, page_question};
use super::program::{Demo, Program};
use super::table::{Row, Wanted, duration};

const FEW: usize = 1_000;
const MANY: usize = 100_000;
/// How many requests are searched for similar ones.
const SEARCHED: usize = 200;
const READINGS: i64 = 500;

/// A company that is looked at.
struct Shown {
    running: Program,
    demo: Demo,
    cookies: String,
}

impl Shown {
    fn of(company: &Company) -> anyhow::Result<Shown> {
        let (running, demo) = company.demo()?;
        let cookies = company::signed_in(&running, &demo)?;
        // The index is brought to the newest request now.
        running.come_to_rest()?;
        Ok(Shown { running, demo, cookies })
    }

    fn page(&self, name: &str, path: &str) -> anyhow::Result<Measured> {
        Ok(asked_for(&self.running, name, || page_question(&self.running, path, &self.cookies))?.0)
    }

    fn post(&self, path: &str, form: &str) -> anyhow::Result<String> {
        let media = "application/x-www-form-urlencoded";
        let question = Question::post(self.running.server, path, media, form.as_bytes().to_vec());
        let answer = http::ask(self.running.server, question.with("Cookie", &self.cookies))?.with_status(&[303])?;
        Ok(answer.header("location").unwrap_or_default().to_owned())
    }
}

/// Desk, search, block and chart.
pub fn measure(stage: &Stage) -> anyhow::Result<Vec<Row>> {
    let few = Company::filled(stage.house, stage.program()?, FEW)?;
    let many = Company::filled(stage.house, stage.program()?, MANY)?;
    let (few, many) = (Shown::of(&few)?, Shown::of(&many)?);
    let ids = company::some_of(&many.running, &many.demo, SEARCHED)?;
    let bearer = format!("Bearer {}", many.demo.token);
    let searched = within(&many.running, &ids, |server, id| {
        Question::get(server, &format!("/api/v1/requests/{id}/similar")).with("Authorization", &bearer)
    })?;
    let shown = within(&many.running, &ids, |server, id| {
        Question::get(server, &format!("/requests/{id}")).with("Cookie", &many.cookies)
    })?;
    let mut rows = vec![
        Row::alone(format!("similar requests of {MANY}, 95 of 100 within"), searched, duration, Wanted::AtMost(50e6)),
        Row::alone(format!("page of one of {MANY} requests, 95 of 100 within"), shown, duration, Wanted::AtMost(50e6)),
    ];
    let mut desks =
        [few.page("desk of few", &format!("/desk?{EACH}"))?, many.page("desk of many", &format!("/desk?{EACH}"))?];
    let mut pages = [
        many.page("a request in a block", &format!("{}?{EACH}", in_a_block(&many)?))?,
        many.page("a chart of 500 readings", &format!("{}?{EACH}", chart(&many)?))?,
    ];
    for _ in 0..ROUNDS {
        for (shown, desk) in [&few, &many].into_iter().zip(&mut desks) {
            measured_again(shown, desk)?;
        }
        for page in &mut pages {
            measured_again(&many, page)?;
        }
    }
    let [one, other] = desks.each_ref().map(kept);
    let name = format!("CPU, desk made anew: {MANY} requests, {FEW}");
    rows.push(Row::beside(name, duration(other), duration(one), other / one, Wanted::AtMost(1.3)));
    for page in &pages {
        rows.push(Row::alone(format!("CPU of {}", page.name), kept(page), duration, Wanted::Anything));
    }
    few.running.stop()?;
    many.running.stop()?;
    Ok(rows)
}

fn kept(page: &Measured) -> f64 {
    let [kept, _] = &page.ways;
    kept.cost_ns
}

fn measured_again(shown: &Shown, page: &mut Measured) -> anyhow::Result<()> {
    let [kept, _] = &mut page.ways;
    kept.cost_ns = kept.cost_ns.min(cost(&shown.running, kept)?);
    Ok(())
}

/// Within how many nanoseconds 95 of 100 are answered, asked for one after another.
fn within(
    running: &Program,
    ids: &[String],
    question: impl Fn(std::net::SocketAddr, &str) -> Question,
) -> anyhow::Result<f64> {
    let mut connection = Connection::open(running.server)?;
    let mut took = Vec::with_capacity(ids.len());
    for id in ids {
        let question = question(running.server, id).wire();
        let begun = Instant::now();
        connection.ask(&question)?.with_status(&[200])?;
        took.push(begun.elapsed().as_secs_f64() * 1e9);
    }
    took.sort_by(f64::total_cmp);
    took.get(took.len() * 95 / 100).copied().context("nothing was asked for")
}

/// Reserves a block for now, or as soon as nothing else is planned, opens it, and gives the path of its first request.
fn in_a_block(shown: &Shown) -> anyhow::Result<String> {
    let reserve = |minutes: u32| -> anyhow::Result<Value> {
        let mut clock = std::process::Command::new("date");
        let starts_at = crate::run::quietly(clock.args(["-u", "-d", &format!("+{minutes} minutes"), "+%FT%H:%M:00Z"]))?;
        let block = json!({ "starts_at": starts_at.trim(), "minutes": 5 });
        company::told(&shown.running, &shown.demo, "/api/v1/blocks", &block)
    };
    let block = reserve(2).or_else(|_taken| reserve(62)).context("no block could be reserved")?;
    let key = block.get("key").and_then(Value::as_str).context("a block has no key")?;
    let opened = shown.post(&format!("/blocks/{key}"), "")?;
    ensure!(opened.starts_with(&format!("/blocks/{key}")), "opening a block led to {opened}");
    Ok(format!("/blocks/{key}/1"))
}

/// A metric with many readings, and the path of its page.
fn chart(shown: &Shown) -> anyhow::Result<String> {
    let metric = json!({ "name": "Deals with a dated next step", "unit": "%", "better": "higher", "wanted": 90.0 });
    let metric = company::told(&shown.running, &shown.demo, "/api/v1/metrics", &metric)?;
    let id = metric.get("id").and_then(Value::as_str).context("a metric has no id")?;
    let readings: Vec<Value> = (0..READINGS)
        .map(|day| {
            // Some values around 70, a step down, and no two alike next to each other.
            let value = 70 - 9 * i64::from(READINGS / 2 < day) + (day * 37) % 11;
            json!({ "on": day_before(READINGS - day), "value": value })
        })
        .collect();
    let path = format!("/api/v1/metrics/{id}/readings");
    company::told(&shown.running, &shown.demo, &path, &json!({ "readings": readings }))?;
    Ok(format!("/business/metrics/{id}"))
}

/// A day some days before the first of November 2026, in years of twelve months of 28 days, all of which there are.
fn day_before(days: i64) -> String {
    let at = 12 * 28 * 2025 + 10 * 28 - days;
    let (year, rest) = (at / (12 * 28) + 1, at % (12 * 28));
    format!("{year:04}-{:02}-{:02}", rest / 28 + 1, rest % 28 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_day_comes_twice_and_all_lie_before_the_year_ends() {
        let days: Vec<String> = (1..=READINGS).rev().map(day_before).collect();
        assert!(days.is_sorted() && days.windows(2).all(|pair| pair[0] != pair[1]));
        assert_eq!(days.last().unwrap(), "2026-10-28");
    }
}
