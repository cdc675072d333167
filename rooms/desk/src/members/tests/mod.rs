//! One story: Learning at Lindmoor on a Wednesday, half an hour of thinking each day at 11:30, and a second team beside it.

mod desk;
mod ledger;
mod new_request;
mod one_request;
mod others;
mod patterns;
mod request_list;
mod rights;
mod scheduled;
mod settings;
mod similar;

use ground::testing::{TestGround, on_each};
use ground::{Actor, Ground};
use http::StatusCode;
use jiff::Timestamp;
use jiff::civil::time;
use requests::{Ask, Channel, Receipt, RequestId, take_in};
use team::testing::{Answered, PASSWORD, address, at, lindmoor};
use team::{Member, NewPerson, NewTeam, Role};

const ROOMS: [ground::Schema; 10] = [
    team::SCHEMA,
    decisions::SCHEMA,
    business::SCHEMA,
    blocks::SCHEMA,
    promises::SCHEMA,
    requests::SCHEMA,
    diagnosis::SCHEMA,
    options::SCHEMA,
    answers::SCHEMA,
    sessions::SCHEMA,
];

/// A team on a database of its own.
pub(super) struct Story {
    pub(super) ground: TestGround,
    pub(super) jonas: Member,
}

pub(super) fn story<Running: Future<Output = ()>>(test: impl Fn(Story) -> Running) {
    on_each(&ROOMS, |ground| async {
        let jonas = found(&ground, "lindmoor", "Learning at Lindmoor", "R").await;
        test(Story { ground, jonas }).await;
    });
}

pub(super) async fn found(ground: &Ground, slug: &str, name: &str, prefix: &str) -> Member {
    let new = NewTeam { name: name.to_owned(), prefix: prefix.to_owned(), ..lindmoor(slug) };
    team::found(ground, new).await.unwrap().1
}

impl Story {
    pub(super) async fn reserve_daily(&self) {
        blocks::reserve_pattern(&self.ground, &self.jonas, blocks::Rhythm::daily(time(11, 30, 0, 0))).await.unwrap();
    }

    /// Sets the clock: “26 11:30”.
    pub(super) fn at(&self, text: &str) {
        self.ground.clock().set(at(text));
    }

    pub(super) async fn asks(&self, name: &str, words: &str) -> Receipt {
        asks(&self.ground, &self.jonas, name, words, self.ground.now()).await
    }

    /// What was owed is sent, and nothing follows.
    pub(super) async fn answered(&self, request: RequestId, state: requests::State) {
        let mut tx = self.ground.begin().await.unwrap();
        let actor = self.jonas.actor();
        promises::fulfil(&mut tx, self.jonas.team, request.uuid(), actor).await.unwrap();
        requests::stand::to(&mut tx, self.jonas.team, request, state, actor).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub(super) async fn stakeholder(&self, name: &str) -> team::Stakeholder {
        let mut tx = self.ground.read().await.unwrap();
        team::stakeholders::by_address(&mut tx, self.jonas.team, &address(name)).await.unwrap().unwrap()
    }

    pub(super) async fn person(&self, name: &str, role: Option<Role>, is_administrator: bool) -> Browser {
        let new = NewPerson { role, is_administrator, ..team::testing::person(name, Role::Member) };
        team::add_member(&self.ground, self.jonas.team, new, Actor::Machine("command-line")).await.unwrap();
        Browser::signed_in(&self.ground, &address(name)).await
    }

    /// The member of this name.
    pub(super) async fn member(&self, name: &str) -> Member {
        let mut tx = self.ground.read().await.unwrap();
        let all = team::members::list(&mut tx, self.jonas.team).await.unwrap();
        all.into_iter().find(|member| member.name == name).unwrap()
    }

    pub(super) async fn jonas(&self) -> Browser {
        Browser::signed_in(&self.ground, &self.jonas.address).await
    }
}

pub(super) async fn asks(ground: &Ground, who: &Member, name: &str, words: &str, asked_at: Timestamp) -> Receipt {
    let mut ask = Ask::new(Channel::Email, &address(name), words, asked_at);
    ask.from_name = Some(name.to_owned());
    ask.unit = Some(if name.starts_with("Ben") { "Account Management" } else { "Motor Claims" }.to_owned());
    take_in(ground, who.team, Actor::Machine("mail"), ask).await.unwrap()
}

/// Somebody with a browser before the pages of all rooms.
pub(super) struct Browser(team::testing::Browser);

pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) leads_to: String,
    pub(super) body: String,
}

impl From<Answered> for Answer {
    fn from(Answered { status, leads_to, page, .. }: Answered) -> Self {
        Self { status, leads_to, body: page }
    }
}

impl Answer {
    #[track_caller]
    pub(super) fn assert_shows(&self, words: &str) -> &Self {
        assert!(self.text().contains(words), "{} does not show “{words}”:\n{}", self.status, self.text());
        self
    }

    #[track_caller]
    pub(super) fn assert_hides(&self, words: &str) -> &Self {
        assert!(!self.body.contains(words), "it shows “{words}”:\n{}", self.body);
        self
    }

    /// The page without its tags, as it is read.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let mut is_tag = false;
        for sign in self.body.replace("&quot;", "\"").replace("&amp;", "&").chars() {
            match sign {
                '<' => is_tag = true,
                '>' => is_tag = false,
                sign if !is_tag => text.push(sign),
                _ => {}
            }
        }
        text
    }

    /// Whether it leads to a path.
    pub(super) fn links_to(&self, path: &str) -> bool {
        self.body.contains(&format!("href=\"{path}\""))
    }

    /// The addresses of requests, in the order of the page.
    pub(super) fn requests(&self) -> Vec<RequestId> {
        let parts = self.body.split("href=\"/requests/").skip(1);
        parts.filter_map(|part| part.split('"').next()?.parse().ok()).collect()
    }

    /// Where the link called `name` leads.
    pub(super) fn link(&self, name: &str) -> Option<String> {
        let before = self.body.split(&format!(">{name}</a>")).next().filter(|before| before.len() < self.body.len())?;
        let path = before.rsplit("href=\"").next()?.split('"').next()?;
        Some(path.replace("&amp;", "&"))
    }

    /// The value of the first hidden field of this name.
    pub(super) fn hidden(&self, name: &str) -> String {
        let field = self.body.split(&format!("name=\"{name}\" value=\"")).nth(1);
        field.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    }
}

impl Browser {
    pub(super) fn before(ground: &Ground) -> Self {
        let rooms = team::routes()
            .layer(axum::Extension(crate::beside_team()))
            .merge(blocks::routes())
            .merge(promises::routes())
            .merge(requests::pages::routes())
            .merge(options::routes())
            .merge(answers::routes())
            .merge(sessions::routes())
            .merge(super::routes());
        Self(team::testing::Browser::stranger(ground, rooms))
    }

    pub(super) async fn signed_in(ground: &Ground, address: &str) -> Self {
        let mut browser = Self::before(ground);
        let answer = browser.post("/sign-in", &[("address", address), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }

    pub(super) async fn get(&mut self, path: &str) -> Answer {
        self.0.get(path).await.into()
    }

    /// The page at `path`, which is there.
    pub(super) async fn opens(&mut self, path: &str) -> Answer {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        answer
    }

    pub(super) async fn post(&mut self, path: &str, values: &[(&str, &str)]) -> Answer {
        self.0.post(path, values).await.into()
    }

    /// Posts, and opens the page that it leads to.
    pub(super) async fn does(&mut self, path: &str, values: &[(&str, &str)]) -> Answer {
        let answer = self.post(path, values).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.text());
        self.opens(&answer.leads_to).await
    }
}
