//! What the pages of a block show, read at one moment.

use std::collections::HashMap;

use answers::{Draft, Sent};
use blocks::{Block, BlockKey};
use ground::{Ground, TeamId, Tx};
use maud::{Markup, html};
use promises::Promise;
use requests::{Request, RequestId, State};
use team::{Member, Stakeholder, StakeholderId};
use web::lists::{Step, steps_compact};
use web::when::{When, number};
use web::{Failure, Said, shell};

use crate::store;

/// A request on the agenda of a block, with where it stands.
pub(super) struct Looked {
    pub(super) number: usize,
    pub(super) request: Request,
    pub(super) asker: Option<Stakeholder>,
    pub(super) owed: Option<Promise>,
    pub(super) draft: Option<Draft>,
    pub(super) sent: Option<Sent>,
    pub(super) is_set_aside: bool,
}

impl Looked {
    pub(super) fn is_ready(&self, block: BlockKey) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.ready_in == Some(block))
    }

    /// Whether nothing is left to do about it in this block.
    pub(super) fn is_settled(&self, block: BlockKey) -> bool {
        self.is_set_aside || self.sent.is_some() || self.is_ready(block) || !self.is_open()
    }

    pub(super) fn is_open(&self) -> bool {
        matches!(self.request.state, State::Parked | State::InReview)
    }

    pub(super) fn asker(&self) -> &str {
        self.asker.as_ref().map_or("somebody", Stakeholder::called)
    }
}

/// A block with its agenda.
pub(super) struct Session {
    pub(super) block: Block,
    pub(super) looked: Vec<Looked>,
    pub(super) written: Vec<Sent>,
    /// Reads in the team's zone.
    pub(super) when: When,
    pub(super) zone_name: String,
}

impl Session {
    pub(super) async fn of(ground: &Ground, who: &Member, key: &str) -> web::Result<Self> {
        let key: BlockKey = key.parse()?;
        let mut tx = ground.read().await?;
        Self::within(&mut tx, who.team, key).await
    }

    async fn within(tx: &mut Tx, team: TeamId, key: BlockKey) -> web::Result<Self> {
        let now = tx.now();
        let block = blocks::find(tx, team, key).await?.ok_or(Failure::NotFound)?;
        let in_force = team::calendar::current(tx, team).await?;
        let written = answers::readings::written_in(tx, team, key).await?;
        let items = store::items(tx, team, key).await?;
        let ids: Vec<RequestId> = items.iter().map(|item| item.request).collect();
        let requests = requests::readings::many(tx, team, &ids).await?;
        let askers: Vec<StakeholderId> = requests.iter().map(|request| request.stakeholder).collect();
        let askers = team::stakeholders::get_many(tx, team, &askers).await?;
        let askers: HashMap<StakeholderId, Stakeholder> = askers.into_iter().map(|asker| (asker.id, asker)).collect();
        let mut looked = Vec::with_capacity(items.len());
        for (number, item) in (1..).zip(items) {
            let Some(request) = requests.iter().find(|request| request.id == item.request).cloned() else { continue };
            looked.push(Looked {
                number,
                asker: askers.get(&request.stakeholder).cloned(),
                owed: promises::owed_of(tx, team, item.request.uuid()).await?.into_iter().next(),
                draft: answers::readings::draft_of(tx, team, item.request).await?,
                sent: written.iter().rfind(|sent| sent.request == item.request).cloned(),
                is_set_aside: item.set_aside_at.is_some(),
                request,
            });
        }
        let when = When::new(in_force.zone.clone(), now);
        Ok(Self { block, looked, written, when, zone_name: in_force.zone_name })
    }

    /// The same, while its session is open; otherwise the way to its first page.
    pub(super) async fn open(ground: &Ground, who: &Member, key: &str) -> web::Result<Result<Self, String>> {
        let session = Self::of(ground, who, key).await?;
        let is_open = session.block.state(session.when.now()) == blocks::State::Open;
        Ok(if is_open { Ok(session) } else { Err(session.path()) })
    }

    pub(super) fn path(&self) -> String {
        format!("/blocks/{}", self.block.key)
    }

    /// The page of the request of this number.
    pub(super) fn path_of(&self, number: usize) -> String {
        format!("{}/{number}", self.path())
    }

    /// “Wednesday 25 November, 11:30 to 12:00 (Berlin)”.
    pub(super) fn time(&self) -> String {
        let (when, block) = (&self.when, &self.block);
        let end = when.day_of(block.ends_at) == when.day_of(block.starts_at);
        let end = if end { when.time(block.ends_at) } else { when.short(block.ends_at) };
        format!("{} to {end} ({})", when.long(block.starts_at), when.city())
    }

    /// Where the next page leads from the request of this number: to the next that is open, else to the end.
    pub(super) fn next(&self, from: usize) -> Option<&Looked> {
        let settled: Vec<bool> = self.looked.iter().map(|looked| looked.is_settled(self.block.key)).collect();
        let number = crate::rules::next_to_look_at(&settled, from)?;
        self.looked.iter().find(|looked| looked.number == number)
    }

    /// The frame of a page of the block: steps on the left, what is known on the right.
    pub(super) fn frame(
        &self,
        title: &str,
        here: Here,
        said: Said,
        beside: Option<(&str, Markup)>,
        body: &Markup,
    ) -> Markup {
        let time = self.time();
        let frame = shell::Focus {
            title,
            block: self.block.name(),
            when: &time,
            pause: shell::DESK,
            steps: self.steps(here),
            beside,
            habits: shell::Habits::default(),
            said,
        };
        frame.page(body)
    }

    fn steps(&self, here: Here) -> Markup {
        let first = Step::done(html! { a href=(self.path()) { "What is held and due" } });
        let of = number(u64::try_from(self.looked.len()).unwrap_or(u64::MAX));
        let requests = self.looked.iter().map(|looked| {
            let word = html! { a href=(self.path_of(looked.number)) { (looked.request.subject) } };
            let step = if here == Here::Request(looked.number) {
                Step::here(word)
            } else if looked.is_settled(self.block.key) {
                Step::done(word)
            } else {
                Step::to_come(word)
            };
            step.below(self.stands(looked, &of))
        });
        let last = html! { a href={ (self.path()) "/end" } { "Send and close" } };
        let last = if here == Here::End { Step::here(last) } else { Step::to_come(last) };
        html! {
            (steps_compact("Steps of this block", [first].into_iter().chain(requests).chain([last])))
            p class="small quiet" {
                @if here == Here::End { "What you leave open here stays open. Nothing is sent by itself." }
                @else { "About four minutes each. What you don’t reach now moves to the next block if its promise allows." }
            }
        }
    }

    fn stands(&self, looked: &Looked, of: &str) -> String {
        if looked.sent.is_some() {
            "answered".to_owned()
        } else if !looked.is_open() {
            looked.request.state.words().to_owned()
        } else if looked.is_set_aside {
            "set aside".to_owned()
        } else if looked.is_ready(self.block.key) {
            "answer ready".to_owned()
        } else if looked.draft.as_ref().is_some_and(|draft| !draft.parts.is_empty()) {
            "draft written".to_owned()
        } else {
            format!("{} of {of}", number(u64::try_from(looked.number).unwrap_or(u64::MAX)))
        }
    }
}

/// Which page of a block is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Here {
    Request(usize),
    End,
}
