//! The end of a block: what is ready goes out, what is open stays open, and the block says whether it counts as held.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use jiff::SignedDuration;
use maud::{Markup, html};
use requests::RequestId;
use team::{Member, Worker};
use web::buttons::Button;
use web::forms::{Filled, ToMend, Typed};
use web::heads::section;
use web::lists::{DiaryRow, diary_unordered};
use web::shell::BLOCKS;
use web::when::{lasting, number};
use web::{Said, see_other};

use super::reading::{Here, Looked, Session};
use crate::acts::{self, Closed};
use crate::plan::{self, Plan};
use crate::rules::{Counts, counts, minutes_used};

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(key): Path<String>,
    said: Said,
) -> web::Result<Response> {
    let session = match Session::open(&ground, &who, &key).await? {
        Ok(session) => session,
        Err(path) => return Ok(see_other(path).into_response()),
    };
    let end = End::of(&ground, &who, session).await?;
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
    let session = match Session::open(&ground, &who, &key).await? {
        Ok(session) => session,
        Err(path) => return Ok(see_other(path).into_response()),
    };
    let mut errors = typed.check();
    let send: Result<Vec<RequestId>, _> = typed.all("send").map(str::parse).collect();
    let send = if typed.text("do") == "close" { Vec::new() } else { send? };
    let closed = acts::close(&ground, &who, session.block.key, &send).await?;
    if let Some(block) = &closed.block {
        return Ok((said(&session, block, &closed), see_other(BLOCKS)).into_response());
    }
    for (request, why) in &closed.refused {
        let subject = requests::readings::find(&mut ground.read().await?, who.team, *request).await?;
        let subject = subject.map_or_else(|| "One answer".to_owned(), |request| request.subject);
        errors.add_whole(format!("{subject}: {why}"));
    }
    let end = End::of(&ground, &who, Session::of(&ground, &who, &key).await?).await?;
    Ok(ToMend(end.page(&Filled::back(typed, errors), Said::default())).into_response())
}

/// What the list of blocks says about one that was just closed.
fn said(session: &Session, block: &blocks::Block, closed: &Closed) -> Said {
    let sent = match closed.sent.len() {
        0 => String::new(),
        1 => "One answer sent. ".to_owned(),
        many => format!("{} answers sent. ", capital(&counted(many))),
    };
    let used = minutes(block.minutes_used.unwrap_or_default());
    match block.state(session.when.now()) {
        blocks::State::Held => Said::well("Closed. It counts as held.").more(format!("{sent}{used} used.")),
        blocks::State::Planned | blocks::State::Open | blocks::State::NotHeld | blocks::State::Skipped => {
            let length = minutes(block.length_minutes());
            Said::well("Closed.").more(format!("{sent}{used} of {length} used; what is open waits for the next block."))
        }
    }
}

/// An answer that is sent when the block ends.
struct Ready {
    request: RequestId,
    subject: String,
    below: String,
}

struct End {
    session: Session,
    ready: Vec<Ready>,
    after: Plan,
}

impl End {
    async fn of(ground: &Ground, who: &Member, session: Session) -> web::Result<Self> {
        let mut tx = ground.read().await?;
        let key = session.block.key;
        let mut ready = Vec::new();
        for draft in answers::readings::drafts_ready_in(&mut tx, who.team, key).await? {
            let Some(request) = requests::readings::find(&mut tx, who.team, draft.request).await? else { continue };
            let asker = team::stakeholders::get(&mut tx, who.team, request.stakeholder).await?;
            let owed = promises::owed_of(&mut tx, who.team, request.id.uuid()).await?.into_iter().next();
            let asker = asker.map_or_else(|| "somebody".to_owned(), |asker| asker.called().to_owned());
            let kind = draft.kind.map_or("", |kind| kind.words());
            let when = &session.when;
            let keeps = match owed {
                Some(owed) if when.now() <= owed.due_at => format!(". Keeps the promise of {}", when.near(owed.due_at)),
                Some(owed) => format!(". It was promised by {}, so that promise stays broken", when.near(owed.due_at)),
                None => String::new(),
            };
            let below = format!("{asker}, {kind}{keeps}");
            ready.push(Ready { request: request.id, subject: request.subject, below });
        }
        let leaving: Vec<RequestId> = ready.iter().map(|ready| ready.request).collect();
        let after = plan::after(&mut tx, who.team, key, &leaving, session.when.now()).await?;
        Ok(Self { session, ready, after })
    }

    fn page(self, form: &Filled, said: Said) -> Markup {
        let body = html! {
            header class="stack" data-gap="s" { h1 { "Send and close" } p class="lead" { (self.lead()) } }
            form class="stack" data-gap="xl" method="post" action={ (self.session.path()) "/end" } {
                (form.notice())
                @if !self.ready.is_empty() { (section("be-1", "To send", None, &self.to_send(form))) }
                @if !self.open().is_empty() { (section("be-2", "Still open", None, &self.still_open())) }
                (self.buttons())
            }
        };
        let beside = self.beside();
        self.session.frame("Send and close", Here::End, said, Some(("This block", beside)), &body)
    }

    /// How many answers are ready, and whether all that falls due before another block is covered.
    fn lead(&self) -> Markup {
        let ready = match self.ready.len() {
            0 => "No answer is ready.".to_owned(),
            1 => "One answer is ready.".to_owned(),
            many => format!("{} answers are ready.", capital(&counted(many))),
        };
        let uncovered = self.after.without_block();
        html! {
            (ready) " "
            @match uncovered.first() {
                None => "Everything due before the next block is covered.",
                Some(first) => {
                    @if uncovered.len() == 1 { "One request falls" } @else { (capital(&counted(uncovered.len()))) " requests fall" }
                    " due before any block: " a href={ "/requests/" (first.request.id) } { (first.request.subject) } ", " (self.session.when.near(first.due_at)) ". "
                    a href="/blocks/new" { "Reserve the time" } ", or answer now."
                }
            }
        }
    }

    fn to_send(&self, form: &Filled) -> Markup {
        let back = format!("{}/end", self.session.path());
        let again = |ready: &Ready| {
            let path = format!("/requests/{}/answer", ready.request);
            let path = web::paging::with_query(&path, &[("back", back.as_str())]);
            html! { (Button::link("Read again", &path).plain().small().heard_as(format!(": {}", ready.subject))) }
        };
        html! {
            ul class="diary" role="list" {
                @for ready in &self.ready {
                    li class="diary-row" {
                        div class="diary-body" {
                            (form.tick_of("send", &ready.request.to_string(), &ready.subject, Some(&ready.below)))
                        }
                        div class="diary-end" { (again(ready)) }
                    }
                }
            }
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
            DiaryRow::link(&looked.request.subject, &self.session.path_of(looked.number))
                .note(html! { (looked.asker()) ", " (next) })
        }))
    }

    fn buttons(&self) -> Markup {
        let send = if self.ready.is_empty() { "Close the block" } else { "Send what is ticked and close the block" };
        html! {
            div class="actions" {
                (Button::submit(send).primary().large().named("do", "send"))
                @if !self.ready.is_empty() { (Button::submit("Close without sending").plain().named("do", "close")) }
            }
        }
    }

    fn beside(&self) -> Markup {
        let (block, when) = (&self.session.block, &self.session.when);
        let used = block.opened_at.map_or(0, |opened_at| minutes_used(opened_at, when.now()));
        let wrote = !self.session.written.is_empty() || !self.ready.is_empty();
        let length = block.length_minutes();
        let words = match counts(blocks::has_held(length, used, wrote), length, wrote) {
            Counts::Held => "It counts as held.".to_owned(),
            Counts::NothingWritten => "It counts as held with one answer at least.".to_owned(),
            Counts::TooShort(enough) => format!("It counts as held from {enough} minutes on."),
        };
        let next = self.after.blocks.first();
        html! {
            section aria-labelledby="be-this" {
                h2 class="eyebrow" id="be-this" { "This block" }
                p class="small quiet" { (capital(&minutes(used))) " of " (minutes(length)) " used, " (answers(self.session.written.len())) " sent. " (words) }
            }
            @if let Some(next) = next {
                section aria-labelledby="be-next" {
                    h2 class="eyebrow" id="be-next" { "Next, " (when.near(next.starts_at)) }
                    p class="small quiet" { (subjects(&self.after, next)) }
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

fn answers(many: usize) -> String {
    if many == 1 { "one answer".to_owned() } else { format!("{} answers", counted(many)) }
}

fn counted(many: usize) -> String {
    number(u64::try_from(many).unwrap_or(u64::MAX))
}

fn capital(word: &str) -> String {
    let mut signs = word.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}
