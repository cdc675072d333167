//! One story: Learning at Lindmoor, a daily block at 11:30, and four requests of Wednesday morning, due on Thursday at 10:15 and after.

mod course;
mod guided;
mod pages;

use answers::{Base, Kind, Written};
use axum::Router;
use blocks::{BlockKey, Rhythm};
use ground::testing::{TestGround, on_each};
use ground::{Ground, Schema, outbox};
use http::StatusCode;
use jiff::civil::time;
use requests::{Ask, Channel, RequestId, State};
use team::Member;
use team::testing::{Browser, at, colleague, found};

use super::*;

const ROOMS: [Schema; 10] = [
    team::SCHEMA,
    decisions::SCHEMA,
    business::SCHEMA,
    blocks::SCHEMA,
    promises::SCHEMA,
    requests::SCHEMA,
    diagnosis::SCHEMA,
    options::SCHEMA,
    answers::SCHEMA,
    SCHEMA,
];
const NOT_TRAINING: [(&str, &str); 2] =
    [("observed", "The share dropped in one week."), ("proposals", "Cut the update from nine fields to three")];

struct Story {
    ground: TestGround,
    who: Member,
    /// Four requests: the refresher, the rule, the guideline, the notes. Each was asked a minute after the one before.
    requests: [RequestId; 4],
    /// Wednesday 11:30 to 12:00.
    block: BlockKey,
}

fn story<Running: Future<Output = ()>>(test: impl Fn(Story) -> Running) {
    on_each(&ROOMS, |ground| async {
        let who = found(&ground, "lindmoor").await;
        blocks::reserve_pattern(&ground, &who, Rhythm::daily(time(11, 30, 0, 0))).await.unwrap();
        let mut requests = Vec::new();
        for (minute, (name, subject)) in [
            ("Ben Ruhl", "CRM refresher"),
            ("Karin Oldsted", "Total-loss rule"),
            ("Sofia Brandel", "Underwriting guideline"),
            ("Pavel Novak", "File notes in Health Claims"),
        ]
        .into_iter()
        .enumerate()
        {
            ground.set(&format!("2026-11-25T10:1{}:00+01:00", minute + 5));
            requests.push(asked(&ground, &who, name, subject).await);
        }
        let coming = blocks::coming(&mut ground.read().await.unwrap(), who.team, ground.now(), 2).await.unwrap();
        let requests = requests.try_into().unwrap();
        test(Story { ground, who, requests, block: coming[0].key }).await;
    });
}

async fn asked(ground: &TestGround, who: &Member, name: &str, subject: &str) -> RequestId {
    let address = format!("{}@lindmoor.example", name.to_lowercase().replace(' ', "."));
    let mut ask = Ask::new(Channel::Email, &address, "We need a course, two hours, before Christmas.", ground.now());
    ask.from_name = Some(name.into());
    ask.subject = Some(subject.into());
    requests::take_in(ground, who.team, who.actor(), ask).await.unwrap().request
}

/// The pages of this room, and those on which answers are written.
fn pages() -> Router<Ground> {
    blocks::routes().merge(answers::routes()).merge(routes())
}

fn thoughts(behind: &str) -> Thoughts {
    Thoughts { behind: behind.into(), ..Thoughts::default() }
}

impl Story {
    fn set(&self, text: &str) {
        self.ground.clock().set(at(text));
    }

    async fn colleague(&self, name: &str) -> Member {
        colleague(&self.ground, &self.who, name).await
    }

    async fn browser(&self) -> Browser {
        self.browser_of(&self.who).await
    }

    async fn browser_of(&self, who: &Member) -> Browser {
        Browser::of(&self.ground, who, pages()).await
    }

    async fn open(&self) {
        self.set("25 11:30");
        open(&self.ground, &self.who, self.block).await.unwrap();
    }

    async fn plan(&self) -> Plan {
        plan(&mut self.ground.read().await.unwrap(), self.who.team, self.ground.now()).await.unwrap()
    }

    /// What each block to come looks at, by the subjects of its requests.
    async fn agendas(&self) -> Vec<Vec<String>> {
        let plan = self.plan().await;
        let subjects = |block: &blocks::Block| -> Vec<String> {
            plan.of_block(block.key).iter().map(|waiting| waiting.request.subject.clone()).collect()
        };
        plan.blocks.iter().take(3).map(subjects).collect()
    }

    async fn states(&self) -> Vec<State> {
        let mut states = Vec::new();
        for request in self.requests {
            let mut tx = self.ground.read().await.unwrap();
            states.push(requests::readings::find(&mut tx, self.who.team, request).await.unwrap().unwrap().state);
        }
        states
    }

    /// Writes an answer and makes it ready for the end of the open block.
    async fn ready(&self, request: RequestId, kind: Kind, typed: &[(&str, &str)]) {
        let typed = typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let written = Written { kind: Some(kind), typed };
        let draft = answers::keep(&self.ground, &self.who, request, &written, Base::default()).await.unwrap();
        let base = Base { version: draft.kept.version, ..Base::default() };
        answers::make_ready(&self.ground, &self.who, request, base, self.block).await.unwrap();
    }

    async fn block(&self) -> blocks::State {
        let mut tx = self.ground.read().await.unwrap();
        let block = blocks::find(&mut tx, self.who.team, self.block).await.unwrap().unwrap();
        block.state(self.ground.now())
    }

    async fn answers_sent(&self, request: RequestId) -> usize {
        let mut tx = self.ground.read().await.unwrap();
        let letters = outbox::of_thread(&mut tx, self.who.team, request.uuid()).await.unwrap();
        letters.iter().filter(|letter| letter.kind == "answer").count()
    }
}
