//! The private page itself.

use answers::Sent;
use axum::extract::State;
use ground::{Ground, StoreError, Tx};
use maud::{Markup, html};
use options::Sheet;
use promises::{Move, Promise};
use web::Said;
use web::buttons::Button;
use web::forms::Filled;
use web::lists::steps;
use web::notices::{Notice, Tone};
use web::promise::{promise, promise_small};

use super::Visit;
use super::conversation::{self, Conversation};
use super::standing::{Facts, promise_label};

/// All that the page tells.
struct Told {
    promises: Vec<Promise>,
    answers: Vec<Sent>,
    sheet: Option<Sheet>,
    asked: Option<(Promise, Move)>,
    conversation: Conversation,
}

impl Told {
    async fn of(tx: &mut Tx, visit: &Visit) -> Result<Self, StoreError> {
        let (team, request) = (visit.team_id(), visit.request.id);
        Ok(Self {
            promises: promises::of_request(tx, team, request.uuid()).await?,
            answers: answers::readings::of_request(tx, team, request).await?,
            sheet: options::of_request(tx, team, request).await?,
            asked: promises::open_move(tx, team, request.uuid()).await?,
            conversation: Conversation::of(tx, visit).await?,
        })
    }
}

pub(super) async fn show(State(ground): State<Ground>, visit: Visit, said: Said) -> web::Result<Markup> {
    page(&ground, &visit, said, &Filled::empty()).await
}

/// The page, with the reply as it was typed where something in it is to be mended.
pub(super) async fn page(ground: &Ground, visit: &Visit, said: Said, reply: &Filled) -> web::Result<Markup> {
    let told = Told::of(&mut ground.read().await?, visit).await?;
    let facts = Facts {
        request: &visit.request,
        promises: &told.promises,
        answers: &told.answers,
        sheet: told.sheet.as_ref(),
        turnaround: visit.in_force.turnaround.to_string(),
        when: &visit.when,
    };
    let (new_link, withdrawal) = (visit.path("/link"), visit.path("/withdrawal"));
    let body = html! {
        div class="stack" data-gap="xl" {
            (reply.notice())
            (head(visit, &facts))
            @if let Some((promise, asked)) = &told.asked { (may_we_move(visit, promise, asked)) }
            @if let Some(owed) = facts.owed() { (promised(visit, owed)?) }
            section class="stack" aria-labelledby="where" { h2 id="where" { "Where it stands" } (steps("Where it stands", facts.steps())) }
            (conversation::section(visit, &told.conversation, reply))
            p class="small quiet" {
                "Anyone with this link can read this page. " a href=(new_link) { "Get a new link" }
                @if visit.request.state.is_open() { " or " a href=(withdrawal) { "take the request back" } }
                "."
            }
        }
    };
    Ok(visit.page(&visit.thread.title, said, &body))
}

fn head(visit: &Visit, facts: &Facts<'_>) -> Markup {
    let path = visit.path("/options");
    html! {
        div class="stack" {
            h1 { (visit.thread.title) }
            p class="lead" { (facts.lead()) }
            @if facts.to_choose().is_some() {
                div class="actions" { (Button::link("Look at the options", &path).primary().large()) }
            } @else if facts.sheet.is_some() {
                p { a href=(path) { "Look at the options sheet" } }
            }
        }
    }
}

fn may_we_move(visit: &Visit, promise: &Promise, asked: &Move) -> Markup {
    let path = visit.path("/promise");
    let body = html! {
        p { "We promised you " (promise.what.words()) " by " (visit.when.moment_strong(promise.due_at)) " and would like to move that to " (visit.when.moment_strong(asked.asked.due_at)) ". Until you say yes, the first time stands." }
    };
    let actions = html! { (Button::link("Tell us which shall hold", &path).primary().small()) };
    html! { (Notice::new(Tone::Plain, "We would like to tell you later").body(body).actions(actions)) }
}

/// What is owed, and why then.
fn promised(visit: &Visit, owed: &Promise) -> web::Result<Markup> {
    let moment = visit.when.moment(owed.due_at);
    let is_late = owed.state(visit.when.now()) == promises::State::Broken;
    Ok(html! {
        section class="sheet" data-pad="l" aria-label="What we promised" {
            @if is_late { (promise_small(format!("We promised you {} by", owed.what.words()), &moment, None)) }
            @else { (promise(promise_label(owed.what), &moment)) }
            (promises::explain(&owed.explanation)?)
        }
    })
}
