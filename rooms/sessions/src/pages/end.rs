//! The end of a block: what is ready goes out now or at a chosen time, what is open stays open, and the block says whether it counts as held.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::{Ground, Tx};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use requests::RequestId;
use team::{Member, Worker};
use web::buttons::Button;
use web::fields::send_value;
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::section;
use web::lists::{DiaryRow, diary_unordered};
use web::shell::BLOCKS;
use web::when::lasting;
use web::{Said, capital, see_other};

use super::reading::{Looked, Session, how_many};
use crate::acts::{self, Closed, Refused, Wanted};
use crate::plan::{self, Plan};
use crate::rules::{Counts, Course, Step, counts, minutes_used};
use crate::store::Field;

/// The name of the field that says when an answer goes out.
fn at_name(request: RequestId) -> String {
    format!("at-{request}")
}

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(key): Path<String>,
    said: Said,
) -> web::Result<Response> {
    let mut tx = ground.read().await?;
    let session = match Session::open(&mut tx, &who, &key).await? {
        Ok(session) => session,
        Err(path) => return Ok(see_other(path).into_response()),
    };
    let end = End::of(&mut tx, &who, session).await?;
    let ready = end.ready.iter().map(|ready| ("send", ready.request.to_string()));
    let form = Filled::with(ready.collect::<Vec<_>>());
    Ok(end.page(&form, said).into_response())
}

pub(super) async fn submit(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(key): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let session = match Session::open(&mut ground.read().await?, &who, &key).await? {
        Ok(session) => session,
        Err(path) => return Ok(see_other(path).into_response()),
    };
    let mut errors = typed.check();
    let wanted = if typed.text("do") == "close" { Vec::new() } else { wanted(&typed, &session, &mut errors)? };
    if !errors.is_empty() {
        return mend(&ground, &who, &key, typed, errors).await;
    }
    let closed = match acts::close_with(&ground, &who, session.block.key, &wanted).await {
        Ok(closed) => closed,
        Err(refused @ (Refused::Undecided(_) | Refused::Decision(decisions::Refused::CannotRecord(_)))) => {
            errors.add_whole(refused.to_string());
            return mend(&ground, &who, &key, typed, errors).await;
        }
        Err(refused) => return Err(refused.into()),
    };
    if let Some(block) = &closed.block {
        return Ok((said(&session, block, &closed), see_other(BLOCKS)).into_response());
    }
    for (request, why) in &closed.refused {
        let subject = session.looked.iter().find(|looked| looked.request.id == *request);
        let subject = subject.map_or("One answer", |looked| &looked.request.subject);
        if let answers::Refused::CannotSchedule(words) = why {
            errors.add(&at_name(*request), words.clone());
        } else {
            errors.add_whole(format!("{subject}: {why}"));
        }
    }
    mend(&ground, &who, &key, typed, errors).await
}

/// What is ticked, each with its time if one is named.
fn wanted(typed: &Typed, session: &Session, errors: &mut Errors) -> web::Result<Vec<Wanted>> {
    let mut wanted = Vec::new();
    for request in typed.all("send") {
        let request: RequestId = request.parse()?;
        let name = at_name(request);
        let send_at = typed.some(&name).and_then(|text| errors.keep(&name, session.when.parse(text)));
        wanted.push(Wanted { request, send_at });
    }
    Ok(wanted)
}

async fn mend(ground: &Ground, who: &Member, key: &str, typed: Typed, errors: Errors) -> web::Result<Response> {
    let mut tx = ground.read().await?;
    let session = Session::of(&mut tx, who, key).await?;
    let end = End::of(&mut tx, who, session).await?;
    Ok(ToMend(end.page(&Filled::back(typed, errors), Said::default())).into_response())
}

/// What the list of blocks says about one that was just closed.
fn said(session: &Session, block: &blocks::Block, closed: &Closed) -> Said {
    let some = |many: usize, word: &str| match many {
        0 => String::new(),
        many => format!("{} {word}. ", capital(&how_many(many, "answer", "answers"))),
    };
    let went = format!("{}{}", some(closed.sent.len(), "sent"), some(closed.scheduled.len(), "scheduled"));
    let used = minutes(block.minutes_used.unwrap_or_default());
    match block.state(session.when.now()) {
        blocks::State::Held => Said::well("Closed. It counts as held.").more(format!("{went}{used} used.")),
        blocks::State::Planned | blocks::State::Open | blocks::State::NotHeld | blocks::State::Skipped => {
            let length = minutes(block.length_minutes());
            Said::well("Closed.").more(format!("{went}{used} of {length} used; what is open waits for the next block."))
        }
    }
}

/// An answer that is sent when the block ends.
struct Ready {
    request: RequestId,
    subject: String,
    below: String,
    due_at: Option<Timestamp>,
}

struct End {
    session: Session,
    ready: Vec<Ready>,
    after: Plan,
    /// Whether a decision of this block stands in the log already.
    has_decided: bool,
}

impl End {
    async fn of(tx: &mut Tx, who: &Member, session: Session) -> web::Result<Self> {
        let key = session.block.key;
        let mut ready = Vec::new();
        for draft in answers::readings::drafts_ready_in(tx, who.team, key).await? {
            let looked = session.looked.iter().find(|looked| looked.request.id == draft.request);
            let of_elsewhere = match looked {
                Some(_) => None,
                None => requests::readings::find(tx, who.team, draft.request).await?,
            };
            let Some(request) = looked.map(|looked| &looked.request).or(of_elsewhere.as_ref()) else { continue };
            let owed = match looked {
                Some(looked) => looked.owed.as_ref().map(|owed| owed.due_at),
                None => promises::owed_for(tx, who.team, &[request.id.uuid()]).await?.first().map(|owed| owed.due_at),
            };
            let asker = match looked.and_then(|looked| looked.asker.clone()) {
                Some(asker) => Some(asker),
                None => team::stakeholders::get(tx, who.team, request.stakeholder).await?,
            };
            let asker = asker.map_or_else(|| "somebody".to_owned(), |asker| asker.called().to_owned());
            let kind = draft.kind.map_or("", |kind| kind.words());
            let when = &session.when;
            let keeps = match owed {
                Some(due_at) if when.now() <= due_at => format!(". Keeps the promise of {}", when.near(due_at)),
                Some(due_at) => format!(". It was promised by {}, so that promise stays broken", when.near(due_at)),
                None => String::new(),
            };
            let below = format!("{asker}, {kind}{keeps}");
            ready.push(Ready { request: request.id, subject: request.subject.clone(), below, due_at: owed });
        }
        let leaving: Vec<RequestId> = ready.iter().map(|ready| ready.request).collect();
        let after = plan::after(tx, who.team, key, &leaving, session.when.now()).await?;
        let has_decided = !decisions::in_block(tx, who.team, &key.to_string()).await?.is_empty();
        Ok(Self { session, ready, after, has_decided })
    }

    fn page(self, form: &Filled, said: Said) -> Markup {
        let body = html! {
            header class="stack" data-gap="s" { h1 { "Send and schedule" } p class="lead" { (self.lead()) } }
            form class="stack" data-gap="xl" method="post" action=(self.session.path_of(Step::End)) data-zone=(self.session.zone_name) {
                (form.notice())
                @if !self.ready.is_empty() { (section("be-1", "To send", None, &self.to_send(form))) }
                @if !self.open().is_empty() { (section("be-2", "Still open", None, &self.still_open())) }
                (self.decided())
                (self.buttons())
            }
            @if !self.session.scheduled.is_empty() { (section("be-3", "Goes out later", None, &self.later())) }
        };
        let beside = self.beside();
        self.session.frame("Send and schedule", Step::End, said, Some(("This block", beside)), &body)
    }

    /// How many answers are ready, and whether all that falls due before another block is covered.
    fn lead(&self) -> Markup {
        let ready = match self.ready.len() {
            0 => "No answer is ready.".to_owned(),
            many => format!("{} ready.", capital(&how_many(many, "answer is", "answers are"))),
        };
        let uncovered = self.after.without_block();
        html! {
            (ready) " "
            @match uncovered.first() {
                None => "Everything due before the next block is covered.",
                Some(first) => {
                    (capital(&how_many(uncovered.len(), "request falls", "requests fall")))
                    " due before any block: " a href={ "/requests/" (first.request.id) } { (first.request.subject) } ", " (self.session.when.near(first.due_at)) ". "
                    a href="/blocks/new" { "Reserve the time" } ", or answer now."
                }
            }
        }
    }

    fn to_send(&self, form: &Filled) -> Markup {
        let back = self.session.path_of(Step::End);
        let again = |ready: &Ready| {
            let path = format!("/requests/{}/answer", ready.request);
            let path = web::paging::with_query(&path, &[("back", back.as_str())]);
            html! { (Button::link("Read again", &path).plain().small().heard_as(format!(": {}", ready.subject))) }
        };
        html! {
            ul class="diary" role="list" {
                @for ready in &self.ready {
                    @let name = at_name(ready.request);
                    li class="diary-row" {
                        div class="diary-body stack" data-gap="s" {
                            @if self.session.may_change { (form.tick_of("send", &ready.request.to_string(), &ready.subject, Some(&ready.below))) }
                            @else { p { (ready.subject) } p class="small quiet" { (ready.below) } }
                            @if self.may_wait(ready) || form.errors.of(&name).is_some() {
                                (form.field(&name, "At a chosen time").note("else when the block closes").small().date_time())
                            }
                        }
                        div class="diary-end" { (again(ready)) }
                    }
                }
            }
        }
    }

    /// Whether there is any time left at which it could go out later and still keep its promise.
    fn may_wait(&self, ready: &Ready) -> bool {
        self.session.may_change && ready.due_at.is_none_or(|due_at| self.session.when.now() < due_at)
    }

    /// What was scheduled in this block, each with the way to take it back.
    fn later(&self) -> Markup {
        let when = &self.session.when;
        let back = self.session.path_of(Step::End);
        diary_unordered(self.session.scheduled.iter().map(|scheduled| {
            let looked = self.session.looked.iter().find(|looked| looked.request.id == scheduled.request);
            let subject = looked.map_or("An answer", |looked| &looked.request.subject);
            let path = format!("/requests/{}/answer/schedule/end", scheduled.request);
            let words = scheduled.stopped.clone().unwrap_or_else(|| when.full(scheduled.send_at));
            DiaryRow::new(subject).note(words).end(send_value(
                &path,
                "back",
                &back,
                &Button::submit("Take it back").plain().small().heard_as(format!(": {subject}")),
            ))
        }))
    }

    /// The decision and the clue as they were typed, with the way to them. They are written down when the block is closed.
    fn decided(&self) -> Markup {
        let words = &self.session.words;
        let path = self.session.path_of(Step::Decision);
        let (what, clue) = (words.some(Field::What), words.some(Field::Clue));
        let quoted = |title: &str, id: &str, said: Option<&str>, none: &str, then: &str| {
            html! {
                section aria-labelledby=(id) {
                    div class="section-head" { h2 id=(id) { (title) } p class="meta" { a href=(path) { @if said.is_some() { "Change it" } @else { "Write one" } } } }
                    @match said {
                        Some(said) => { p { "“" (said) "”" } @if !then.is_empty() { p class="small quiet" { (then) } } }
                        None => p class="quiet" { (none) },
                    }
                }
            }
        };
        let driver = words.some(Field::Driver).map(|driver| format!(" Driven by {driver}.")).unwrap_or_default();
        let what = what.map(|what| {
            let why = words.some(Field::Why).map(|why| format!(": {why}")).unwrap_or_default();
            format!("{what}{why}")
        });
        let log = format!("It goes into the log when the block is closed.{driver}");
        let no_decision = "None was written. That is fine where nothing was decided.";
        html! {
            (quoted("One decision", "be-d", what.as_deref(), no_decision, &log))
            (quoted("One clue", "be-c", clue, "None was noted.", ""))
        }
    }

    fn open(&self) -> Vec<&Looked> {
        self.session.looked.iter().filter(|looked| !looked.is_settled(self.session.block.key)).collect()
    }

    fn still_open(&self) -> Markup {
        let when = &self.session.when;
        diary_unordered(self.open().into_iter().map(|looked| {
            let next = match self.after.block_of(looked.request.id) {
                Some(block) => html! { "goes to the next block, " (when.near(block.starts_at)) },
                None => html! { "no other block ends before its promise is due" },
            };
            DiaryRow::link(&looked.request.subject, &self.session.path_of(Step::Request(looked.number)))
                .note(html! { (looked.asker()) ", " (next) })
        }))
    }

    fn buttons(&self) -> Markup {
        if !self.session.may_change {
            return self.session.of_colleagues();
        }
        let send = match self.ready.len() {
            0 => "Close the block".to_owned(),
            1 => "Send it and close the block".to_owned(),
            _ => "Send what is ticked and close the block".to_owned(),
        };
        html! {
            div class="actions" {
                (Button::submit(&send).primary().large().named("do", "send"))
                @if !self.ready.is_empty() { (Button::submit("Close without sending").plain().named("do", "close")) }
            }
        }
    }

    fn beside(&self) -> Markup {
        let (block, when) = (&self.session.block, &self.session.when);
        let used = block.opened_at.map_or(0, |opened_at| minutes_used(opened_at, when.now()));
        let decides = self.has_decided || self.session.words.some(Field::What).is_some();
        let written = self.session.written.len() + self.session.scheduled.len();
        let wrote = written > 0 || !self.ready.is_empty() || decides;
        let length = block.length_minutes();
        let words = match counts(blocks::has_held(length, used, wrote), length, wrote) {
            Counts::Held => "It counts as held.".to_owned(),
            Counts::NothingWritten => "It counts as held with one answer or one decision.".to_owned(),
            Counts::TooShort(enough) => format!("It counts as held from {enough} minutes on."),
        };
        let next = self.after.blocks.first();
        let project = match self.session.course {
            Course::Day => &[Field::Difference][..],
            Course::Week => &[Field::NextStep, Field::Obstacle, Field::Hours],
        };
        let said = |field: &Field| Some((self.session.wrote(*field), self.session.words.some(*field)?));
        let project: Vec<(&str, &str)> = project.iter().filter_map(said).collect();
        html! {
            section aria-labelledby="be-this" {
                h2 class="eyebrow" id="be-this" { "This block" }
                p class="small quiet" {
                    (capital(&minutes(used))) " of " (minutes(length)) " used, " (how_many(written, "answer", "answers")) " sent or scheduled"
                    @if decides { ", one decision" } ". " (words)
                }
            }
            @if let Some(next) = next {
                section aria-labelledby="be-next" {
                    h2 class="eyebrow" id="be-next" { "Next, " (when.near(next.starts_at)) }
                    p class="small quiet" { (subjects(&self.after, next)) }
                }
            }
            @if !project.is_empty() {
                section aria-labelledby="be-project" {
                    h2 class="eyebrow" id="be-project" { "The one strategic project" }
                    @for (writer, words) in project { p class="small quiet" { (writer) " wrote: “" (words) "”" } }
                }
            }
        }
    }
}

fn subjects(after: &Plan, block: &blocks::Block) -> String {
    let subjects: Vec<&str> =
        after.of_block(block.key).iter().map(|waiting| waiting.request.subject.as_str()).collect();
    if subjects.is_empty() { "Nothing falls to it yet.".to_owned() } else { format!("{}.", subjects.join(", ")) }
}

fn minutes(many: i64) -> String {
    lasting(SignedDuration::from_mins(many))
}
