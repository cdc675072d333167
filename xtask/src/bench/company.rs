//! A data folder with very many requests: the months of history that the demo makes, and the rest taken in by the API.
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

/// How many requests a company has, if nothing else is said.
pub const USUAL: usize = 10_000;
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
    /// Starts a demo on a new folder, fills it up to so many requests and stops it.
    pub fn filled(house: &House, program: &Path, requests: usize) -> anyhow::Result<Company> {
        let folder = Folder::new(house, &format!("company-of-{requests}"))?;
        let (running, demo) = Program::demo(program, folder.path())?;
        let api = Api { running: &running, demo: &demo };
        let there = api.count()?;
        eprintln!("   taking in {} requests beside the {there} of the demo", requests.saturating_sub(there));
        let ids = api.take_in(requests.saturating_sub(there))?;
        let withdrawn = withdrawn(&ids);
        eprintln!("   withdrawing {} of them, so that {OPEN} stay open", withdrawn.len());
        withdraw(&running, &demo, &withdrawn)?;
        ensure!(api.count()? == requests, "there should be {requests} requests, and are {}", api.count()?);
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

/// Ids of requests, spread over all of them.
pub fn some_of(running: &Program, demo: &Demo, some: usize) -> anyhow::Result<Vec<String>> {
    let api = Api { running, demo };
    let ids = api.ids()?;
    let step = (ids.len() / some.max(1)).max(1);
    Ok(ids.into_iter().step_by(step).take(some).collect())
}

/// Sends a document to the API and reads what it answers.
pub fn told(running: &Program, demo: &Demo, path: &str, document: &Value) -> anyhow::Result<Value> {
    let question = Question::post(running.server, path, "application/json", document.to_string().into_bytes());
    let question = question.with("Authorization", &format!("Bearer {}", demo.token)).with("Idempotency-Key", path);
    Ok(serde_json::from_slice(&http::ask(running.server, question)?.with_status(&[200, 201])?.body)?)
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
    items: Vec<TakenIn>,
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

    /// How many requests there are.
    fn count(&self) -> anyhow::Result<usize> {
        Ok(self.ids()?.len())
    }

    /// The ids of all requests, page by page.
    fn ids(&self) -> anyhow::Result<Vec<String>> {
        let mut ids = Vec::new();
        let mut next = Some("/api/v1/requests?limit=200".to_owned());
        while let Some(path) = next {
            let question = Question::get(self.running.server, &path).with("Authorization", &self.bearer());
            let listed = http::ask(self.running.server, question)?.with_status(&[200])?;
            let listed: Listed = serde_json::from_slice(&listed.body).context("the list of requests is unknown")?;
            ids.extend(listed.items.into_iter().map(|item| item.id));
            next = listed.next.map(|address| self.demo.path(&address).to_owned());
        }
        Ok(ids)
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
            "subject": format!("{} for {}", one_of(&THINGS, number, 7), one_of(&PEOPLE_OF, number, 11)),
            "text": wish(number),
        });
        Question::post(self.running.server, "/api/v1/requests", "application/json", document.to_string().into_bytes())
            .with("Authorization", &self.bearer())
            .with("Idempotency-Key", &format!("bench-{number}"))
            .wire()
    }
}

/// What people ask for, for whom, what they have seen, and what is behind it in their eyes; each combination comes now and then.
const THINGS: [&str; 24] = [
    "A negotiation course",
    "A refresher on the CRM",
    "Training on the quote tool",
    "An introduction to data protection",
    "Excel for beginners",
    "A workshop on hand-overs",
    "Coaching on feedback",
    "Training on the new total-loss rule",
    "A phishing exercise",
    "A forklift licence",
    "A course on hygiene",
    "Training on complaint handling",
    "A leadership programme",
    "Time management",
    "A writing course",
    "Training on the ticket system",
    "A moderation course",
    "Onboarding for starters",
    "A language course",
    "Project management basics",
    "Training on quality records",
    "A safety instruction",
    "Training on price lists",
    "A session on meetings",
];
const PEOPLE_OF: [&str; 20] = [
    "account managers",
    "buyers",
    "adjudicators",
    "team leads",
    "shift managers",
    "controllers",
    "the service desk",
    "trainees",
    "brokers",
    "planners",
    "operators",
    "the depot",
    "night shift",
    "engineers",
    "store staff",
    "dispatchers",
    "underwriters",
    "assistants",
    "the laboratory",
    "field technicians",
];
const SEEN: [&str; 19] = [
    "Only 62 of a hundred deals have a dated next step",
    "Quotes leave two days late",
    "Complaints doubled since spring",
    "The audit found gaps",
    "Returns are booked twice",
    "Nobody reads the manual",
    "Hand-overs go wrong every week",
    "Customers wait ten minutes",
    "New people take months to be productive",
    "Half of the forms come back",
    "Reports arrive after the meeting",
    "Claims are decided differently",
    "The old tool is switched off",
    "Mistakes cost us a day each",
    "Contracts are not used",
    "The dashboard shows red and nobody acts",
    "Overtime grew in three plants",
    "Inspections are skipped",
    "Invoices wait for approval",
];
const BEHIND: [&str; 17] = [
    "I think they have never learned it",
    "They know how, but the form is too long",
    "Two required fields stop them",
    "Nobody tells them how they did",
    "The rule changed in August",
    "Every site does it in its own way",
    "There is no time for it on the line",
    "The bonus rewards the opposite",
    "They wait for a role in the system",
    "The handbook is out of date",
    "It worked before the reorganisation",
    "Perhaps the tablets are too slow",
    "Their leads do it differently",
    "The supplier offered three days",
    "A colleague did it well last year",
    "They ask each other all the time",
    "The template is hard to find",
];

fn one_of<'a>(words: &[&'a str], number: usize, step: usize) -> &'a str {
    words.get(number * step / 3 % words.len()).copied().unwrap_or_default()
}

fn wish(number: usize) -> String {
    format!(
        "Hello, could we have {} for {} people from {}? {}. {}. It concerns team {number}, and a day at the most would be good.\n\nPerson {}",
        one_of(&THINGS, number, 7).to_lowercase(),
        number % 90 + 3,
        one_of(&PEOPLE_OF, number, 11),
        one_of(&SEEN, number, 5),
        one_of(&BEHIND, number, 13),
        number % PEOPLE,
    )
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
    fn what_is_asked_for_differs_from_request_to_request_and_comes_again_now_and_then() {
        let first = wish(0);
        let body =
            |number: usize| wish(number).split_once('?').unwrap().1.split(" It concerns").next().unwrap().to_owned();
        assert!(
            first.starts_with("Hello, could we have a negotiation course for 3 people from account managers?"),
            "{first}"
        );
        let all = (0..2_000).map(body).collect::<std::collections::HashSet<_>>();
        assert!((200..2_000).contains(&all.len()), "{} of 2,000 differ", all.len());
    }

    #[test]
    fn those_that_stay_open_are_spread_over_the_whole_time() {
        let ids = (0..9_900).map(|number| number.to_string()).collect::<Vec<_>>();
        let gone = withdrawn(&ids);
        assert_eq!(ids.len() - gone.len(), OPEN);
        let stays = |place: usize| !gone.contains(&&ids[place]);
        assert!(stays(0) && stays(33) && stays(9_867) && !stays(1) && !stays(9_899));
    }
}
