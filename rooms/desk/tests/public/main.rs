//! What people without an account meet, through the real router on both databases. One story: Karin Oldsted asks Learning at Lindmoor.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![allow(clippy::indexing_slicing, clippy::panic, reason = "a test stops at the first surprise")]

mod additions;
mod browser;
mod form;
mod languages;
mod moving;
mod private;
mod questions;
mod welcome;

use ground::outbox::Letter;
use ground::testing::{TestGround, on_each};
use ground::{Actor, Schema, TeamId, links, outbox};
use http::StatusCode;
use jiff::Timestamp;
use options::Way;
use promises::{NewTime, Promise, ReasonKind};
use requests::{Ask, Channel, Receipt, RequestId, State};
use team::testing::{PASSWORD, lindmoor};
use team::{Member, NewTeam, Team};

use browser::Browser;

const ROOMS: [Schema; 8] = [
    team::SCHEMA,
    business::SCHEMA,
    blocks::SCHEMA,
    promises::SCHEMA,
    requests::SCHEMA,
    diagnosis::SCHEMA,
    options::SCHEMA,
    answers::SCHEMA,
];
const KARIN: &str = "karin.oldsted@lindmoor.example";
const NOTE: &str = "The new total-loss rule applies from 1 January. My 40 adjudicators need training on it.";

/// A team with its first member, and a browser before its pages.
struct Story {
    ground: TestGround,
    team: Team,
    who: Member,
}

fn story<Running: Future<Output = ()>>(test: impl Fn(Story) -> Running) {
    on_each(&ROOMS, |ground| async {
        let (team, who) = founded(&ground, "Learning at Lindmoor", "lindmoor").await;
        test(Story { ground, team, who }).await;
    });
}

async fn founded(ground: &TestGround, name: &str, slug: &str) -> (Team, Member) {
    team::found(ground, NewTeam { name: name.into(), ..lindmoor(slug) }).await.unwrap()
}

fn at(text: &str) -> Timestamp {
    format!("2026-{text}:00+01:00").parse().unwrap()
}

impl Story {
    fn browser(&self) -> Browser {
        Browser::before(&self.ground)
    }

    /// Somebody's request, with the path of its private page.
    async fn asked_by(&self, address: &str, words: &str) -> (Receipt, String) {
        let mut ask = Ask::new(Channel::Email, address, words, self.ground.now());
        ask.from_name = Some(if address == KARIN { "Karin Oldsted".into() } else { "Pavel Drost".into() });
        let receipt = requests::take_in(&self.ground, self.team.id, Actor::Machine("mail"), ask).await.unwrap();
        let page = self.private_path(receipt.request).await;
        (receipt, page)
    }

    async fn karin_s(&self) -> (Receipt, String) {
        self.asked_by(KARIN, NOTE).await
    }

    async fn private_path(&self, request: RequestId) -> String {
        private_path(&self.ground, self.team.id, request).await
    }

    async fn letters(&self) -> Vec<Letter> {
        outbox::newest(&mut self.ground.read().await.unwrap(), self.team.id, None, 100).await.unwrap()
    }

    async fn promises(&self, request: RequestId) -> Vec<Promise> {
        promises::of_request(&mut self.ground.read().await.unwrap(), self.team.id, request.uuid()).await.unwrap()
    }

    async fn execute(&self, sql: &str) {
        let mut tx = self.ground.begin().await.unwrap();
        tx.execute(sql, ()).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn state(&self, request: RequestId) -> State {
        let mut tx = self.ground.read().await.unwrap();
        requests::readings::find(&mut tx, self.team.id, request).await.unwrap().unwrap().state
    }

    async fn requests(&self) -> i64 {
        let mut tx = self.ground.read().await.unwrap();
        requests::readings::count(&mut tx, self.team.id, requests::View::All).await.unwrap()
    }

    /// Answers with two ways, so that the stakeholder is to choose.
    async fn answers_with_options(&self, request: RequestId) {
        let way = |title: &str, what: &str| Way { title: title.into(), what: what.into(), ..Way::default() };
        let ways = vec![
            way("As ordered: a one-day course", "Four course days of ten people."),
            Way { is_recommended: true, ..way("Settle the standard first", "One written standard, then practice.") },
        ];
        let mut tx = self.ground.begin().await.unwrap();
        let until = Some(at("12-01T17:00"));
        options::lay_out(&mut tx, self.team.id, request, ways, until, self.who.actor()).await.unwrap();
        promises::fulfil(&mut tx, self.team.id, request.uuid(), self.who.actor()).await.unwrap();
        requests::stand::to(&mut tx, self.team.id, request, State::Answered, self.who.actor()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Asks to move the promise of a request to Tuesday.
    async fn asks_to_move(&self, request: RequestId) -> promises::Move {
        let promise = self.promises(request).await.remove(0);
        let new = NewTime {
            due_at: at("12-01T12:00"),
            reason: "The new text of the rule comes on Monday.".into(),
            kind: ReasonKind::Waiting,
            meanwhile: Some("the list of open questions".into()),
        };
        promises::ask_to_move(&self.ground, &self.who, promise.id, new).await.unwrap()
    }

    /// How many rows there are of everything that an act could write.
    async fn rows(&self) -> Vec<i64> {
        const TABLES: [&str; 12] = [
            "event",
            "letter",
            "link",
            "thread_message",
            "request",
            "message",
            "attachment",
            "intake",
            "promise",
            "promise_move",
            "option_choice",
            "stakeholder",
        ];
        let mut tx = self.ground.read().await.unwrap();
        let mut rows = Vec::new();
        for table in TABLES {
            rows.push(tx.query_one(&format!("select count(*) from {table}"), ()).await.unwrap().get(0).unwrap());
        }
        rows
    }
}

async fn private_path(ground: &TestGround, team: TeamId, request: RequestId) -> String {
    let link = links::to(&mut ground.read().await.unwrap(), team, "request", request).await.unwrap().unwrap();
    link.path(ground.secret())
}

fn assert_status(answer: &browser::Answer, status: StatusCode) {
    assert_eq!(answer.status, status, "{}", answer.body);
}
