//! One story: Learning at Lindmoor, a daily block at 11:30, and Ben Ruhl's request for a CRM refresher, taken in on Wednesday at 10:15.

mod drafts;
mod five;
mod machines;
mod outside;
mod pages;
mod scheduled;
mod upgrade;

use blocks::{BlockKey, Rhythm};
use ground::outbox::Letter;
use ground::testing::{TestGround, on_each};
use ground::{Schema, outbox};
use http::StatusCode;
use jiff::civil::time;
use promises::Promise;
use requests::{Ask, Channel, RequestId, State};
use team::Member;
use team::testing::{Browser, at, colleague, found};

use super::*;

const ROOMS: [Schema; 8] = [
    team::SCHEMA,
    business::SCHEMA,
    blocks::SCHEMA,
    promises::SCHEMA,
    requests::SCHEMA,
    diagnosis::SCHEMA,
    options::SCHEMA,
    SCHEMA,
];
const NOT_TRAINING: [(&str, &str); 2] = [
    ("observed", "The share dropped in one week, when the form got nine required fields."),
    ("proposals", "Cut the update from nine fields to three\nLeave update time out of the target"),
];

struct Story {
    ground: TestGround,
    who: Member,
    request: RequestId,
}

fn story<Running: Future<Output = ()>>(test: impl Fn(Story) -> Running) {
    on_each(&ROOMS, |ground| async {
        let who = found(&ground, "lindmoor").await;
        blocks::reserve_pattern(&ground, &who, Rhythm::daily(time(11, 30, 0, 0))).await.unwrap();
        let request = asked(&ground, &who, "ben.ruhl@lindmoor.example", "Ben Ruhl").await;
        test(Story { ground, who, request }).await;
    });
}

async fn asked(ground: &TestGround, who: &Member, address: &str, name: &str) -> RequestId {
    let words = "We need a CRM refresher for all my account managers, two hours.";
    let mut ask = Ask::new(Channel::Email, address, words, ground.now());
    ask.from_name = Some(name.into());
    ask.subject = Some("CRM refresher".into());
    requests::take_in(ground, who.team, who.actor(), ask).await.unwrap().request
}

fn written(kind: Kind, typed: &[(&str, &str)]) -> Written {
    let typed = typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    Written { kind: Some(kind), typed }
}

fn outside(why: OutsideWhy) -> Where {
    Where::Outside(Outside::new(why, "Ben speaks to his team at 11:00.").unwrap())
}

impl Story {
    async fn colleague(&self, name: &str) -> Member {
        colleague(&self.ground, &self.who, name).await
    }

    async fn browser(&self) -> Browser {
        Browser::of(&self.ground, &self.who, routes()).await
    }

    /// Opens the block that is next.
    async fn open_block(&self) -> BlockKey {
        let mut tx = self.ground.begin().await.unwrap();
        let block = blocks::coming(&mut tx, self.who.team, self.ground.now(), 3).await.unwrap().remove(0);
        blocks::open(&mut tx, &self.who, block.key).await.unwrap();
        tx.commit().await.unwrap();
        block.key
    }

    async fn base(&self) -> Base {
        let mut tx = self.ground.read().await.unwrap();
        let answers = readings::of_request(&mut tx, self.who.team, self.request).await.unwrap().len();
        let draft = readings::draft_of(&mut tx, self.who.team, self.request).await.unwrap();
        Base { answers: answers.try_into().unwrap(), version: draft.map_or(0, |draft| draft.kept.version) }
    }

    /// Writes an answer and sends it.
    async fn answer(&self, kind: Kind, typed: &[(&str, &str)], place: Where) -> Result<Sent, Refused> {
        let base = self.base().await;
        let draft = keep(&self.ground, &self.who, self.request, &written(kind, typed), base).await?;
        let base = Base { version: draft.kept.version, ..base };
        send(&self.ground, &self.who, self.request, base, &place).await
    }

    async fn draft(&self) -> Option<Draft> {
        readings::draft_of(&mut self.ground.read().await.unwrap(), self.who.team, self.request).await.unwrap()
    }

    async fn state(&self) -> State {
        let mut tx = self.ground.read().await.unwrap();
        requests::readings::find(&mut tx, self.who.team, self.request).await.unwrap().unwrap().state
    }

    async fn promises(&self) -> Vec<Promise> {
        let mut tx = self.ground.read().await.unwrap();
        promises::of_request(&mut tx, self.who.team, self.request.uuid()).await.unwrap()
    }

    #[track_caller]
    fn assert_kept(&self, promise: &Promise) {
        assert_eq!(promise.state(self.ground.now()), promises::State::Kept, "{}: {promise:?}", self.ground.engine());
    }

    /// The letters that carried answers, as the stakeholder read them.
    async fn answers_sent(&self) -> Vec<Letter> {
        let mut tx = self.ground.read().await.unwrap();
        let letters = outbox::of_thread(&mut tx, self.who.team, self.request.uuid()).await.unwrap();
        letters.into_iter().filter(|letter| letter.kind == "answer").collect()
    }

    /// The one letter that carried an answer.
    async fn letter(&self) -> Letter {
        let mut letters = self.answers_sent().await;
        assert_eq!(letters.len(), 1);
        letters.remove(0)
    }
}
