//! Requests that the public form takes in durably, beside bare commits of single rows with the same SQLite settings on the same disk.
//!
//! Each request comes as a browser sends the form, from an address of its own behind a trusted proxy, since the form takes only
//! so many notes from one; and from a person of their own, so that each gets an acknowledgement. Both sides are measured in
//! turns, since a disk that others use as well is ten times faster in one second than in another; each round of ours is compared
//! with the bare commits just before and after it, and the round in the middle counts.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};
use serde::Deserialize;

use super::Stage;
use super::folder::Folder;
use super::http::{self, Answer, By, Question};
use super::program::{self, Program};
use super::table::{Row, Wanted, duration, rate};
use crate::run;

const CONNECTIONS: usize = 16;
const ROUNDS: usize = 7;
const IN_A_ROUND: usize = 1_000;
/// How long the bare commits of a round last.
const SECONDS: &str = "1";

const CONFIGURATION: &str = "trusted_proxies = [\"127.0.0.1\"]\n";
/// What a person fills in. The key and the zone are filled in by the page.
const FIELDS: [&str; 8] = ["what", "result", "fixed", "date", "name", "address", "audience", "zone"];
const BOUNDARY: &str = "----form-of-the-bench";

/// What `intake.py` prints.
#[derive(Deserialize)]
struct Bare {
    commits: f64,
    seconds: f64,
}

/// The form at 16 connections against one connection that commits a row at a time.
pub fn measure(stage: &Stage) -> anyhow::Result<Vec<Row>> {
    let folder = Folder::new(stage.house, "intake")?;
    let (ask, token) = found_team(stage.program()?, folder.path())?;
    let running = Program::serve(stage.program()?, folder.path())?;
    let form = Form::open(&running, &ask)?;
    let mut rounds = Vec::with_capacity(ROUNDS);
    let mut before = bare_commits(folder.path())?;
    for round in 0..ROUNDS {
        let ours = taken_in(&running, &form, round)?;
        running.come_to_rest()?;
        let after = bare_commits(folder.path())?;
        let bare = f64::midpoint(before, after);
        eprintln!("   round {}: {} taken in, {} bare commits", round + 1, rate(ours), rate(bare));
        rounds.push((ours, bare));
        before = after;
    }
    let newest = newest_number(&running, &token)?;
    ensure!(newest == ROUNDS * IN_A_ROUND, "{} requests were sent, and {newest} taken in", ROUNDS * IN_A_ROUND);
    running.stop()?;
    let name = format!("form intake, {CONNECTIONS} connections: bare commits of a row");
    let (ours, bare) = middle(rounds).context("nothing was measured")?;
    Ok(vec![Row::beside(name, rate(ours), rate(bare), ours / bare, Wanted::AtLeast(1.0))])
}

/// The round, of ours and theirs, whose ratio lies in the middle.
fn middle(mut rounds: Vec<(f64, f64)>) -> Option<(f64, f64)> {
    rounds.sort_by(|one, other| (one.0 / one.1).total_cmp(&(other.0 / other.1)));
    rounds.get(rounds.len() / 2).copied()
}

/// Requests taken in a second, over one round.
fn taken_in(running: &Program, form: &Form, round: usize) -> anyhow::Result<f64> {
    let questions = (0..IN_A_ROUND).map(|number| form.sent(round * IN_A_ROUND + number)).collect::<Vec<_>>();
    let before = running.spent()?;
    let done = |_, answer: Answer| answer.with_status(&[303]).map(drop);
    let took = http::ask_all(running.server, By::Kept(CONNECTIONS), &questions, done)?;
    let (many, spent) = (f64::from(u32::try_from(IN_A_ROUND)?), running.spent()?.since(&before));
    eprintln!("   {} of the server's CPU for each", duration(spent / many));
    Ok(many / took.as_secs_f64())
}

/// Makes a team by the command line. Gives the path of its form, and a token.
fn found_team(program: &Path, folder: &Path) -> anyhow::Result<(String, String)> {
    fs::write(folder.join("offwheel.toml"), CONFIGURATION)?;
    let told =
        |arguments: &[&str]| run::quietly(program::command(program, folder).args(["--data", "data"]).args(arguments));
    let person = ["--person", "Mira Sandholt", "--address", "mira@lindmoor.example"];
    let founded = told(&[&["team", "new", "Learning at Lindmoor"], person.as_slice()].concat())?;
    let ask = form_path(&founded).with_context(|| format!("`offwheel team new` printed:\n{founded}"))?;
    let slug = ask.split('/').nth(2).context("the path of the form holds no team")?;
    let token = told(&["token", "new", slug, "bench"])?;
    Ok((ask, token.trim().to_owned()))
}

/// The path `/t/…/ask` in what the program printed.
fn form_path(printed: &str) -> Option<String> {
    let (_, rest) = printed.split_once("/t/")?;
    let (slug, _) = rest.split_once("/ask")?;
    Some(format!("/t/{slug}/ask"))
}

/// The public form of the team.
struct Form<'a> {
    running: &'a Program,
    path: &'a str,
}

impl<'a> Form<'a> {
    /// Opens the form once and sees that its fields are those that will be sent.
    fn open(running: &'a Program, path: &'a str) -> anyhow::Result<Form<'a>> {
        let page = http::ask(running.server, Question::get(running.server, path))?.with_status(&[200])?.text();
        for field in FIELDS {
            ensure!(page.contains(&format!("name=\"{field}\"")), "the form has no field {field} any more");
        }
        Ok(Form { running, path })
    }

    /// The form as the person of this number fills it in and sends it.
    fn sent(&self, number: usize) -> Vec<u8> {
        let media = format!("multipart/form-data; boundary={BOUNDARY}");
        let question = Question::post(self.running.server, self.path, &media, filled_in(number).into_bytes());
        question.with("X-Forwarded-For", &client(number)).wire()
    }
}

fn filled_in(number: usize) -> String {
    let words = format!(
        "A course for twelve people of team {number} on the new process, a day at the most. The first tries took twice as long as planned."
    );
    let (name, address) = (format!("Person {number}"), format!("person{number}@lindmoor.example"));
    let key = format!("{number:0>26}");
    let fields = [
        ("what", words.as_str()),
        ("result", "14 % of decisions are wrong, 4 % would be fine"),
        ("fixed", "no"),
        ("date", ""),
        ("name", &name),
        ("address", &address),
        ("audience", "Twelve people in the service centre"),
        ("homepage", ""),
        ("form", &key),
        ("zone", "Europe/Berlin"),
    ];
    let mut body = String::new();
    for (name, value) in fields {
        body.push_str(&format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
    }
    // What a browser sends for a field of files in which none is chosen.
    body.push_str(&format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n\
         --{BOUNDARY}--\r\n"
    ));
    body
}

/// An address of one's own for each.
fn client(number: usize) -> String {
    format!("10.{}.{}.{}", number / 65_536 % 256, number / 256 % 256, number % 256)
}

fn bare_commits(folder: &Path) -> anyhow::Result<f64> {
    let mut python = Command::new("/usr/bin/python3");
    python.args(["-c", include_str!("intake.py")]).arg(folder).arg(SECONDS);
    let printed = run::quietly(&mut python)?;
    let bare: Bare = serde_json::from_str(&printed).with_context(|| format!("intake.py printed:\n{printed}"))?;
    Ok(bare.commits / bare.seconds)
}

/// The number of the newest request. Numbers have no gaps.
fn newest_number(running: &Program, token: &str) -> anyhow::Result<usize> {
    #[derive(Deserialize)]
    struct Listed {
        items: Vec<Numbered>,
    }
    #[derive(Deserialize)]
    struct Numbered {
        number: usize,
    }
    let question = Question::get(running.server, "/api/v1/requests?limit=200");
    let answer = http::ask(running.server, question.with("Authorization", &format!("Bearer {token}")))?;
    let listed: Listed = serde_json::from_slice(&answer.with_status(&[200])?.body)?;
    listed.items.iter().map(|item| item.number).max().context("no request was taken in")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_path_of_the_form_is_read_from_what_the_program_prints() {
        let printed = "Learning at Lindmoor is founded. Its form: http://127.0.0.1:4600/t/learning-at-lindmoor/ask\n";
        assert_eq!(form_path(printed).unwrap(), "/t/learning-at-lindmoor/ask");
        assert_eq!(form_path("nothing"), None);
    }

    #[test]
    fn nobody_sends_from_the_address_or_with_the_key_of_another() {
        let all = 0..ROUNDS * IN_A_ROUND;
        assert_eq!(all.clone().map(client).collect::<HashSet<_>>().len(), ROUNDS * IN_A_ROUND);
        assert_eq!(client(66_051), "10.1.2.3");
        let key = |number| {
            filled_in(number).split("name=\"form\"\r\n\r\n").nth(1).unwrap().chars().take(26).collect::<String>()
        };
        assert_eq!(all.map(key).collect::<HashSet<_>>().len(), ROUNDS * IN_A_ROUND);
    }

    #[test]
    fn the_round_in_the_middle_is_that_of_the_ratio() {
        let rounds = vec![(900.0, 300.0), (1_000.0, 5_000.0), (800.0, 400.0), (1_200.0, 800.0), (500.0, 400.0)];
        assert_eq!(middle(rounds), Some((1_200.0, 800.0)));
        assert_eq!(middle(Vec::new()), None);
    }

    #[test]
    fn every_field_that_the_page_has_to_have_is_filled_in() {
        let body = filled_in(7);
        for field in FIELDS {
            assert_eq!(body.matches(&format!("name=\"{field}\"")).count(), 1, "{field}");
        }
        assert!(body.ends_with(&format!("--{BOUNDARY}--\r\n")));
    }
}
