//! A data folder with 10,000 requests: the months of history that the demo makes, and the rest taken in by the API.
//!
//! Some hundreds of them are open, which is much for a team. No door closes a request without an answer in words, so the
//! others were withdrawn by a member; the database and its indexes are as large as those of answered ones would be.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

use super::folder::Folder;
use super::http::{self, Answer, By, Question};
use super::program::{Demo, Program};
use crate::house::House;

const REQUESTS: usize = 10_000;
/// How many of those taken in by the API stay open.
const OPEN: usize = 300;
/// How many people asked.
const PEOPLE: usize = 400;
const CONNECTIONS: usize = 16;

/// The data folder while no program runs on it.
pub struct Company {
    folder: Folder,
    program: PathBuf,
    /// The path of the team's public form.
    pub ask: String,
}

impl Company {
    /// Starts a demo on a new folder, fills it and stops it.
    pub fn filled(house: &House, program: &Path) -> anyhow::Result<Company> {
        let folder = Folder::new(house, "company")?;
        let (running, demo) = Program::demo(program, folder.path())?;
        let api = Api { running: &running, demo: &demo };
        let there = api.count()?;
        eprintln!("   taking in {} requests beside the {there} of the demo", REQUESTS.saturating_sub(there));
        let ids = api.take_in(REQUESTS.saturating_sub(there))?;
        let withdrawn = withdrawn(&ids);
        eprintln!("   withdrawing {} of them, so that {OPEN} stay open", withdrawn.len());
        withdraw(&running, &demo, &withdrawn)?;
        ensure!(api.count()? == REQUESTS, "there should be {REQUESTS} requests, and are {}", api.count()?);
        running.come_to_rest()?;
        let ask = demo.path(&demo.ask).to_owned();
        running.stop()?;
        Ok(Company { folder, program: program.to_owned(), ask })
    }

    /// Shows it as the demo does, where a member can sign in without a password.
    pub fn demo(&self) -> anyhow::Result<(Program, Demo)> {
        Program::demo(&self.program, self.folder.path())
    }

    /// Serves it as teams are served.
    pub fn serve(&self) -> anyhow::Result<Program> {
        Program::serve(&self.program, self.folder.path())
    }
}

/// Signs a member in and gives the cookies of the session.
pub fn signed_in(running: &Program, demo: &Demo) -> anyhow::Result<String> {
    let answer = http::ask(running.server, Question::get(running.server, demo.path(&demo.sign_in.member)))?;
    let cookies = answer.with_status(&[302, 303])?.cookies();
    ensure!(!cookies.is_empty(), "signing in by {} gave no cookie", demo.sign_in.member);
    Ok(cookies)
}

struct Api<'a> {
    running: &'a Program,
    demo: &'a Demo,
}

/// A page of requests, as far as it matters here.
#[derive(Deserialize)]
struct Listed {
    items: Vec<Value>,
    next: Option<String>,
}

/// A request that was taken in, as far as it matters here.
#[derive(Deserialize)]
struct TakenIn {
    id: String,
}

impl Api<'_> {
    fn bearer(&self) -> String {
        format!("Bearer {}", self.demo.token)
    }

    /// How many requests there are, page by page.
    fn count(&self) -> anyhow::Result<usize> {
        let mut count = 0;
        let mut next = Some("/api/v1/requests?limit=200".to_owned());
        while let Some(path) = next {
            let question = Question::get(self.running.server, &path).with("Authorization", &self.bearer());
            let listed = http::ask(self.running.server, question)?.with_status(&[200])?;
            let listed: Listed = serde_json::from_slice(&listed.body).context("the list of requests is unknown")?;
            count += listed.items.len();
            next = listed.next.map(|address| self.demo.path(&address).to_owned());
        }
        Ok(count)
    }

    /// Takes so many in and gives their ids in the order of asking.
    fn take_in(&self, count: usize) -> anyhow::Result<Vec<String>> {
        let questions = (0..count).map(|number| self.question(number)).collect::<Vec<_>>();
        let ids = Mutex::new(vec![String::new(); count]);
        http::ask_all(self.running.server, By::Kept(CONNECTIONS), &questions, |number, answer| {
            let taken: TakenIn = serde_json::from_slice(&answer.with_status(&[201])?.body)?;
            let mut ids = ids.lock().unwrap_or_else(PoisonError::into_inner);
            ids.get_mut(number).context("more answers than questions")?.clone_from(&taken.id);
            Ok(())
        })?;
        Ok(ids.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    fn question(&self, number: usize) -> Vec<u8> {
        let person = number % PEOPLE;
        let document = json!({
            "from": { "address": format!("person{person}@lindmoor.example"), "name": format!("Person {person}") },
            "subject": format!("Training for team {number} before the new process starts"),
            "text": format!(
                "Hello, our team {number} is to work by the new process from next month on. Many of us have never seen it, and \
                 the first tries took twice as long as planned. Could you run a course for twelve people, a day at the most?\n\n\
                 Person {person}"
            ),
        });
        Question::post(self.running.server, "/api/v1/requests", "application/json", document.to_string().into_bytes())
            .with("Authorization", &self.bearer())
            .with("Idempotency-Key", &format!("bench-{number}"))
            .wire()
    }
}

/// All but those that stay open, which are spread over the whole time.
fn withdrawn(ids: &[String]) -> Vec<&String> {
    let step = ids.len().div_ceil(OPEN).max(1);
    ids.iter().enumerate().filter(|(place, _)| place % step != 0).map(|(_, id)| id).collect()
}

fn withdraw(running: &Program, demo: &Demo, ids: &[&String]) -> anyhow::Result<()> {
    let cookies = signed_in(running, demo)?;
    let question = |id: &&String| {
        let path = format!("/requests/{id}/withdrawal");
        let question = Question::post(running.server, &path, "application/x-www-form-urlencoded", Vec::new());
        question.with("Cookie", &cookies).wire()
    };
    let questions = ids.iter().map(question).collect::<Vec<_>>();
    let done = |_, answer: Answer| answer.with_status(&[303]).map(drop);
    http::ask_all(running.server, By::Kept(CONNECTIONS), &questions, done).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_stay_open_are_spread_over_the_whole_time() {
        let ids = (0..9_900).map(|number| number.to_string()).collect::<Vec<_>>();
        let gone = withdrawn(&ids);
        assert_eq!(ids.len() - gone.len(), OPEN);
        let stays = |place: usize| !gone.contains(&&ids[place]);
        assert!(stays(0) && stays(33) && stays(9_867) && !stays(1) && !stays(9_899));
    }
}
