//! What the pages of a block show, read at one moment.

use std::collections::HashMap;

use answers::scheduled::Scheduled;
use answers::{Draft, Sent};
use blocks::{Block, BlockKey, Holders};
use ground::Tx;
use jiff::Timestamp;
use maud::{Markup, html};
use promises::Owed;
use requests::{Request, RequestId, State};
use team::{Member, MemberId, Stakeholder, StakeholderId};
use web::lists::{self, steps_compact};
use web::when::{When, number};
use web::{Failure, Said, capital, shell};

use crate::rules::{Course, Planned, Step};
use crate::store::{self, Field, Of, Words};

/// Where a request stands among the others of its block.
const PLACES: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// A request on the agenda of a block, with where it stands.
pub(super) struct Looked {
    pub(super) number: usize,
    pub(super) request: Request,
    pub(super) asker: Option<Stakeholder>,
    pub(super) owed: Option<Owed>,
    pub(super) draft: Option<Draft>,
    pub(super) sent: Option<Sent>,
    pub(super) scheduled: Option<Scheduled>,
    pub(super) is_set_aside: bool,
}

impl Looked {
    pub(super) fn is_ready(&self, block: BlockKey) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.ready_in == Some(block))
    }

    /// When its answer goes out, if that is set.
    pub(super) fn goes_out_at(&self) -> Option<Timestamp> {
        self.scheduled.as_ref().filter(|scheduled| scheduled.waits()).map(|scheduled| scheduled.send_at)
    }

    /// Whether nothing is left to do about it in this block.
    pub(super) fn is_settled(&self, block: BlockKey) -> bool {
        self.is_set_aside
            || self.sent.is_some()
            || self.is_ready(block)
            || self.goes_out_at().is_some()
            || !self.is_open()
    }

    pub(super) fn is_open(&self) -> bool {
        matches!(self.request.state, State::Parked | State::InReview)
    }

    pub(super) fn asker(&self) -> &str {
        self.asker.as_ref().map_or("somebody", Stakeholder::called)
    }
}

/// A block with its agenda and its notes.
pub(super) struct Session {
    pub(super) block: Block,
    pub(super) course: Course,
    pub(super) looked: Vec<Looked>,
    pub(super) written: Vec<Sent>,
    pub(super) scheduled: Vec<Scheduled>,
    /// What was typed about the block itself.
    pub(super) words: Words,
    /// Who else opened it or wrote in it, by first name.
    others: Vec<(MemberId, String)>,
    /// Whose time it is, if not the whole team’s: “yours”, “Mira’s and Tom’s”.
    whose: Option<String>,
    /// Whether it is the member’s own time.
    pub(super) is_theirs: bool,
    /// Whether the member may send and put off in it, and close it. What they note is welcome in any block.
    pub(super) may_change: bool,
    /// Reads as the member does.
    pub(super) when: When,
    /// Its zone by its IANA name, for the script.
    pub(super) zone_name: String,
    habits: shell::Habits,
}

impl Session {
    pub(super) async fn of(tx: &mut Tx, who: &Member, key: &str) -> web::Result<Self> {
        let (key, team): (BlockKey, _) = (key.parse()?, who.team);
        let now = tx.now();
        let block = blocks::find(tx, team, key).await?.ok_or(Failure::NotFound)?;
        let in_force = team::calendar::current(tx, team).await?;
        let zone = who.reads_in(&in_force.zone);
        let zone_name = zone.iana_name().unwrap_or_default().to_owned();
        let mut session = Self {
            course: Course::of(block.length_minutes()),
            looked: Vec::new(),
            written: Vec::new(),
            scheduled: Vec::new(),
            words: Words::default(),
            others: Vec::new(),
            whose: whose(tx, who, &block.holders).await?,
            is_theirs: block.holders.include(who.id),
            may_change: blocks::may_change(who, &block.holders).is_ok(),
            when: When::new(zone, now),
            zone_name,
            habits: who.shell().habits,
            block,
        };
        // Of one that nobody opened there is nothing more to read.
        if session.block.opened_at.is_some() {
            session.read(tx, who).await?;
        }
        Ok(session)
    }

    async fn read(&mut self, tx: &mut Tx, who: &Member) -> web::Result<()> {
        let (team, key) = (who.team, self.block.key);
        self.written = answers::readings::written_in(tx, team, key).await?;
        self.scheduled = answers::scheduled::in_block(tx, team, key).await?;
        self.words = store::words_of(tx, team, Of::Block(key)).await?;
        self.others = others(tx, who, key, &self.written).await?;
        let items = store::items(tx, team, key).await?;
        let ids: Vec<RequestId> = items.iter().map(|item| item.request).collect();
        let uuids: Vec<ground::uuid::Uuid> = ids.iter().map(|id| id.uuid()).collect();
        let requests = requests::readings::many(tx, team, &ids).await?;
        let askers: Vec<StakeholderId> = requests.iter().map(|request| request.stakeholder).collect();
        let askers = team::stakeholders::get_many(tx, team, &askers).await?;
        let askers: HashMap<StakeholderId, Stakeholder> = askers.into_iter().map(|asker| (asker.id, asker)).collect();
        let owed = promises::owed_for(tx, team, &uuids).await?;
        let drafts = answers::readings::drafts_of(tx, team, &ids).await?;
        for (number, item) in (1..).zip(items) {
            let Some(request) = requests.iter().find(|request| request.id == item.request).cloned() else { continue };
            self.looked.push(Looked {
                number,
                asker: askers.get(&request.stakeholder).cloned(),
                owed: owed.iter().find(|owed| owed.request == item.request.uuid()).cloned(),
                draft: drafts.iter().find(|draft| draft.request == item.request).cloned(),
                sent: self.written.iter().rfind(|sent| sent.request == item.request).cloned(),
                scheduled: self.scheduled.iter().find(|scheduled| scheduled.request == item.request).cloned(),
                is_set_aside: item.set_aside_at.is_some(),
                request,
            });
        }
        Ok(())
    }

    /// The same, while its session is open; otherwise the way to its first page.
    pub(super) async fn open(tx: &mut Tx, who: &Member, key: &str) -> web::Result<Result<Self, String>> {
        let session = Self::of(tx, who, key).await?;
        Ok(if session.is_open() { Ok(session) } else { Err(session.path()) })
    }

    pub(super) fn is_open(&self) -> bool {
        self.block.state(self.when.now()) == blocks::State::Open
    }

    pub(super) fn path(&self) -> String {
        format!("/blocks/{}", self.block.key)
    }

    /// The page of a step.
    pub(super) fn path_of(&self, step: Step) -> String {
        let path = self.path();
        match step {
            Step::Due => path,
            Step::Business => format!("{path}/business"),
            Step::Request(number) => format!("{path}/{number}"),
            Step::Project => format!("{path}/project"),
            Step::Lighter => format!("{path}/lighter"),
            Step::Decision => format!("{path}/decision"),
            Step::End => format!("{path}/end"),
        }
    }

    /// “Daily block”, or “Reserved block, Mira’s”.
    pub(super) fn name(&self) -> String {
        let name = self.block.name();
        self.whose.as_ref().map_or_else(|| name.to_owned(), |whose| format!("{name}, {whose}"))
    }

    /// What a member reads in the time of colleagues, where the buttons would be.
    pub(super) fn of_colleagues(&self) -> Markup {
        let whose = self.whose.as_deref().unwrap_or_default();
        html! {
            p class="quiet" { "This block is " (whose) ". What you note in it is welcome; sending, setting aside and closing it is theirs, or the lead’s." }
        }
    }

    /// “Wednesday 25 November, 11:30 to 12:00 (Berlin)”.
    pub(super) fn time(&self) -> String {
        let (when, block) = (&self.when, &self.block);
        let end = when.day_of(block.ends_at) == when.day_of(block.starts_at);
        let end = if end { when.time(block.ends_at) } else { when.short(block.ends_at) };
        format!("{} to {end} ({})", when.long(block.starts_at), when.city())
    }

    /// The steps of this block, in their order.
    pub(super) fn steps(&self) -> Vec<Planned> {
        self.course.steps(self.looked.len(), self.block.length_minutes())
    }

    pub(super) fn looked_at(&self, number: usize) -> Option<&Looked> {
        self.looked.iter().find(|looked| looked.number == number)
    }

    /// The step after this one: after a request the next further on that is still to be looked at, then what comes after all of them.
    pub(super) fn next(&self, from: Step) -> Step {
        let settled: Vec<bool> = self.looked.iter().map(|looked| looked.is_settled(self.block.key)).collect();
        let of_requests = match from {
            Step::Request(number) => crate::rules::next_to_look_at(&settled, number),
            Step::Business => crate::rules::next_to_look_at(&settled, 0),
            Step::Due | Step::Project | Step::Lighter | Step::Decision | Step::End => None,
        };
        if let Some(number) = of_requests {
            return Step::Request(number);
        }
        let steps: Vec<Step> = self.steps().into_iter().map(|planned| planned.step).collect();
        let is_request = |step: &Step| matches!(step, Step::Request(_));
        let place = match from {
            Step::Request(_) | Step::Business => steps.iter().position(|step| *step == Step::Project),
            Step::Due | Step::Project | Step::Lighter | Step::Decision | Step::End => {
                steps.iter().position(|step| *step == from).map(|place| place + 1)
            }
        };
        let rest = place.and_then(|place| steps.get(place..)).unwrap_or_default();
        rest.iter().find(|step| !is_request(step)).copied().unwrap_or(Step::End)
    }

    /// What a button says that leads to a step.
    pub(super) fn next_words(&self, step: Step) -> String {
        match step {
            Step::Request(number) => {
                format!("Next: {}", self.looked_at(number).map_or("the request", |looked| &looked.request.subject))
            }
            Step::Business => "Begin with the business".to_owned(),
            Step::Project => "Next: the one strategic project".to_owned(),
            Step::Lighter => "Next: what can get lighter".to_owned(),
            Step::Decision => "Next: one decision, one clue".to_owned(),
            Step::Due | Step::End => "Next: send and schedule".to_owned(),
        }
    }

    /// The first step that nothing was done about yet.
    pub(super) fn way_on(&self) -> Step {
        let steps = self.steps().into_iter().map(|planned| planned.step);
        let mut open = steps.filter(|step| *step != Step::Due && !self.is_done(*step));
        open.next().unwrap_or(Step::End)
    }

    fn is_done(&self, step: Step) -> bool {
        let has = |fields: &[Field]| fields.iter().any(|field| self.words.some(*field).is_some());
        match step {
            Step::Due => true,
            Step::Business => {
                has(&[Field::Best, Field::Help]) || (self.course == Course::Week && has(&[Field::Difference]))
            }
            Step::Request(number) => self.looked_at(number).is_none_or(|looked| looked.is_settled(self.block.key)),
            Step::Project => {
                has(&[Field::NextStep, Field::Obstacle, Field::Hours])
                    || (self.course == Course::Day && has(&[Field::Difference]))
            }
            Step::Lighter => has(&[Field::Lighter, Field::Frees]),
            Step::Decision => has(&[Field::What, Field::Clue, Field::Learned]),
            Step::End => false,
        }
    }

    /// The frame of a page of the block: steps on the left, what is known on the right.
    pub(super) fn frame(
        &self,
        title: &str,
        here: Step,
        said: Said,
        beside: Option<(&str, Markup)>,
        body: &Markup,
    ) -> Markup {
        let (name, time) = (self.name(), format!("{}{}", self.time(), self.with_others()));
        let frame = shell::Focus {
            title,
            block: &name,
            when: &time,
            pause: shell::DESK,
            steps: self.rail(here),
            beside,
            habits: self.habits,
            said,
        };
        frame.page(body)
    }

    /// “, with Aylin and Ruth”: who else opened it or wrote in it.
    fn with_others(&self) -> String {
        let names: Vec<&str> = self.others.iter().map(|(_, name)| name.as_str()).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => format!(", with {one}"),
            [before @ .., last] => format!(", with {} and {last}", before.join(", ")),
        }
    }

    fn rail(&self, here: Step) -> Markup {
        let of = number(u64::try_from(self.looked.len()).unwrap_or(u64::MAX));
        let steps = self.steps();
        let rows = steps.iter().map(|planned| {
            let step = planned.step;
            let word = html! { a href=(self.path_of(step)) { (self.title(step)) } };
            let row = if step == here {
                lists::Step::here(word)
            } else if self.is_done(step) {
                lists::Step::done(word)
            } else {
                lists::Step::to_come(word)
            };
            let below = match step {
                Step::Request(number) => self.looked_at(number).map(|looked| self.stands(looked, &of)),
                Step::Due | Step::Business | Step::Project | Step::Lighter | Step::Decision | Step::End => None,
            };
            if let Some(below) = below { row.below(below) } else { row }
        });
        let minutes = steps.iter().find(|planned| planned.step == here).map(|planned| (planned.from, planned.to));
        html! {
            (steps_compact("Steps of this block", rows))
            @if let Some(minutes) = minutes { p class="small quiet" { (self.minutes(here, minutes)) } }
        }
    }

    fn title(&self, step: Step) -> &str {
        match step {
            Step::Due => "What is held and due",
            Step::Business => "The business first",
            Step::Request(number) => self.looked_at(number).map_or("A request", |looked| &looked.request.subject),
            Step::Project => "The one strategic project",
            Step::Lighter => "What can get lighter",
            Step::Decision => "One decision, one clue",
            Step::End => "Send and schedule",
        }
    }

    /// The minutes that belong to a step: named once, and never counted down.
    fn minutes(&self, step: Step, (from, to): (i64, i64)) -> String {
        let named = match to - from {
            ..=1 => "A minute belongs".to_owned(),
            many => format!("{} minutes belong", capital(&number(many.unsigned_abs()))),
        };
        match step {
            Step::Due => format!("{named} to what is held and due. No inbox."),
            Step::Business => format!("{named} to the business. The requests can wait that long."),
            Step::Request(_) => {
                let about = match to - from {
                    ..=1 => "About a minute each.".to_owned(),
                    many => format!("About {} minutes each.", number(many.unsigned_abs())),
                };
                format!("{about} What you don’t reach now moves to the next block if its promise allows.")
            }
            Step::Project => format!("{named} to the one strategic project."),
            Step::Lighter => format!("{named} to what the team can stop, shrink or move."),
            Step::Decision => format!("{named} to one decision and one clue. Both can stay empty."),
            Step::End => "What you leave open here stays open. Nothing is sent by itself.".to_owned(),
        }
    }

    fn stands(&self, looked: &Looked, of: &str) -> String {
        if looked.sent.is_some() {
            "answered".to_owned()
        } else if !looked.is_open() {
            looked.request.state.words().to_owned()
        } else if looked.is_set_aside {
            "set aside".to_owned()
        } else if let Some(send_at) = looked.goes_out_at() {
            format!("goes out {}", self.when.near(send_at))
        } else if looked.is_ready(self.block.key) {
            "answer ready".to_owned()
        } else if looked.draft.as_ref().is_some_and(|draft| !draft.parts.is_empty()) {
            "draft written".to_owned()
        } else {
            let place = looked.number.checked_sub(1).and_then(|place| PLACES.get(place));
            place.map_or_else(String::new, |place| format!("{place} of {of}"))
        }
    }

    /// What was written about the business, above everything that comes after it.
    pub(super) fn business_line(&self) -> Markup {
        let said = [Field::Help, Field::Best, Field::Difference]
            .into_iter()
            .filter(|field| *field != Field::Difference || self.course == Course::Week);
        let said: Vec<(&str, &str)> =
            said.filter_map(|field| Some((self.wrote(field), self.words.some(field)?))).collect();
        html! {
            section class="sheet" data-tone="sunken" data-pad="s" aria-labelledby="b-biz" {
                div class="cluster" data-justify="between" {
                    h2 class="eyebrow" id="b-biz" { "The business, looked at first" }
                    a class="small" href=(self.path_of(Step::Business)) { "Open" }
                }
                @if said.is_empty() { p class="small quiet" { "Nothing was written about it yet." } }
                @for (writer, words) in said { p class="small" { (writer) " wrote: “" (words) "”" } }
            }
        }
    }

    /// Who wrote a field last: “You”, or a colleague's first name.
    pub(super) fn wrote(&self, field: Field) -> &str {
        let by = self.words.find(field).map(|word| word.kept.by);
        self.others.iter().find(|(id, _)| Some(*id) == by).map_or("You", |(_, name)| name)
    }
}

async fn others(tx: &mut Tx, who: &Member, key: BlockKey, written: &[Sent]) -> web::Result<Vec<(MemberId, String)>> {
    let mut there = store::there(tx, who.team, key).await?;
    for sent in written {
        if !there.contains(&sent.sent_by) {
            there.push(sent.sent_by);
        }
    }
    there.retain(|member| *member != who.id);
    if there.is_empty() {
        return Ok(Vec::new());
    }
    let members = team::members::list(tx, who.team).await?;
    let name = |id| Some((id, first_name(&members.iter().find(|member| member.id == id)?.name).to_owned()));
    Ok(there.into_iter().filter_map(name).collect())
}

async fn whose(tx: &mut Tx, who: &Member, holders: &Holders) -> web::Result<Option<String>> {
    if *holders == Holders::Team {
        return Ok(None);
    }
    Ok(blocks::whose_words(holders, who, &team::members::list(tx, who.team).await?))
}

pub(super) fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// “no answers”, “one answer”, “three answers”.
pub(super) fn how_many(many: usize, one: &str, more: &str) -> String {
    let words = number(u64::try_from(many).unwrap_or(u64::MAX));
    format!("{words} {}", if many == 1 { one } else { more })
}
