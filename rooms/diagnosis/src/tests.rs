//! One story: Ben Ruhl asks Learning at Lindmoor for a CRM refresher, Jonas and Aylin look for what lies behind it, and Ben answers two
//! questions on his page.

mod answering;
mod asking;
mod ending;
mod machines;
mod pages;

use ground::events;
use ground::testing::{TestGround, on_each};
use ground::{Schema, outbox};
use http::StatusCode;
use method::{Evidence, Question};
use requests::{Ask, Channel, RequestId, State};
use team::testing::{Browser, colleague, found};
use team::{Member, Stakeholder};

use super::*;

const ROOMS: [Schema; 5] = [team::SCHEMA, decisions::SCHEMA, promises::SCHEMA, requests::SCHEMA, SCHEMA];
const OK: StatusCode = StatusCode::OK;

/// The answers of the method's worked case: not training.
const WORKED: [(Question, &str, Evidence); 10] = [
    (Question::Onset, "always_everyone", Evidence::SeveralPeople),
    (Question::CouldToday, "most_could", Evidence::Counted),
    (Question::DoneBefore, "do_it_often", Evidence::Counted),
    (Question::PictureOfGood, "4-5", Evidence::SeveralPeople),
    (Question::Feedback, "weeks_or_totals", Evidence::SeveralPeople),
    (Question::Tools, "all_at_hand", Evidence::SeveralPeople),
    (Question::Process, "many_obstacles", Evidence::Counted),
    (Question::Consequences, "right_costs", Evidence::SeveralPeople),
    (Question::Capacity, "time_and_fit", Evidence::OnePerson),
    (Question::Willingness, "mixed", Evidence::OnePerson),
];

struct Story {
    ground: TestGround,
    who: Member,
    request: RequestId,
}

fn story<Running: Future<Output = ()>>(test: impl Fn(Story) -> Running) {
    on_each(&ROOMS, |ground| async {
        let who = found(&ground, "lindmoor").await;
        let request = asked(&ground, &who).await;
        test(Story { ground, who, request }).await;
    });
}

async fn asked(ground: &TestGround, who: &Member) -> RequestId {
    let words = "We need a CRM refresher for all my account managers, two hours.";
    let mut ask = Ask::new(Channel::Email, "ben.ruhl@lindmoor.example", words, ground.now());
    ask.from_name = Some("Ben Ruhl".into());
    ask.subject = Some("CRM refresher".into());
    requests::take_in(ground, who.team, who.actor(), ask).await.unwrap().request
}

fn parts(question: Question, typed: &[(&'static str, &'static str)]) -> Parts {
    Parts::of(question, typed.iter().copied())
}

fn gap() -> Parts {
    let typed = [("measure", "Dated next steps"), ("today", "62"), ("wanted", "90"), ("unit", "%")];
    parts(Question::Gap, &typed)
}

impl Story {
    async fn colleague(&self) -> Member {
        colleague(&self.ground, &self.who, "Aylin Sezer").await
    }

    async fn ben(&self) -> Stakeholder {
        let mut tx = self.ground.read().await.unwrap();
        team::stakeholders::by_address(&mut tx, self.who.team, "ben.ruhl@lindmoor.example").await.unwrap().unwrap()
    }

    async fn case(&self) -> Case {
        readings::case(&mut self.ground.read().await.unwrap(), self.who.team, self.request).await.unwrap()
    }

    async fn answer_as(
        &self,
        who: &Member,
        question: Question,
        parts: &Parts,
        evidence: Evidence,
        base: i64,
    ) -> Result<Option<Answered>, Refused> {
        answer(&self.ground, &By::from(who), self.request, question, parts, evidence, base).await
    }

    async fn answer(&self, question: Question, word: &'static str, evidence: Evidence) -> Answered {
        let base = self.case().await.answer(question).map_or(0, |answer| answer.kept.version);
        let parts = parts(question, &[("answer", word)]);
        self.answer_as(&self.who, question, &parts, evidence, base).await.unwrap().unwrap()
    }

    /// All ten answers of the worked case, the gap and the behaviour.
    async fn answer_all(&self) {
        self.answer_as(&self.who, Question::Gap, &gap(), Evidence::OnePerson, 0).await.unwrap();
        let behaviour = parts(Question::Behaviour, &[("behaviour", "date the next step of each deal"), ("many", "60")]);
        self.answer_as(&self.who, Question::Behaviour, &behaviour, Evidence::OnePerson, 0).await.unwrap();
        for (question, word, evidence) in WORKED {
            self.answer(question, word, evidence).await;
        }
    }

    /// The request stands answered, as after an answer was sent.
    async fn answered(&self) {
        let mut tx = self.ground.begin().await.unwrap();
        requests::stand::to(&mut tx, self.who.team, self.request, State::Closed, self.who.actor()).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn happened(&self, kind: &str) -> Vec<serde_json::Value> {
        let mut tx = self.ground.read().await.unwrap();
        let events = events::of(&mut tx, self.who.team, self.request).await.unwrap();
        events.into_iter().filter(|event| event.kind == kind).map(|event| event.payload).collect()
    }

    async fn browser(&self) -> Browser {
        Browser::of(&self.ground, &self.who, routes()).await
    }

    fn path(&self, below: &str) -> String {
        format!("/requests/{}/diagnosis{below}", self.request)
    }
}
