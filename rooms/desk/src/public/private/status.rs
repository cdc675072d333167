//! The private page itself.

use answers::{Sent, Upgrade};
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
use crate::say;

/// All that the page tells.
struct Told {
    promises: Vec<Promise>,
    answers: Vec<Sent>,
    sheet: Option<Sheet>,
    asked: Option<(Promise, Move)>,
    upgrade: Option<Upgrade>,
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
            upgrade: answers::upgrade_of(tx, team, request).await?,
            conversation: Conversation::of(tx, visit).await?,
        })
    }
}

pub(super) async fn show(State(ground): State<Ground>, visit: Visit, said: Said) -> web::Result<Markup> {
    page(&ground, &visit, said, &Filled::empty().in_language(visit.language())).await
}

/// The page, with the reply as it was typed where something in it is to be mended.
pub(super) async fn page(ground: &Ground, visit: &Visit, said: Said, reply: &Filled) -> web::Result<Markup> {
    let language = visit.language();
    let told = Told::of(&mut ground.read().await?, visit).await?;
    let facts = Facts {
        request: &visit.request,
        promises: &told.promises,
        answers: &told.answers,
        sheet: told.sheet.as_ref(),
        turnaround: visit.in_force.turnaround.words(language),
        when: &visit.when,
    };
    let (new_link, withdrawal) = (visit.path("/link"), visit.path("/withdrawal"));
    let body = html! {
        div class="stack" data-gap="xl" {
            (reply.notice())
            (head(visit, &facts))
            @if let Some((promise, asked)) = &told.asked { (may_we_move(visit, promise, asked)) }
            @if let Some(upgrade) = told.upgrade.as_ref().filter(|_| answers::may_still_say(&visit.request)) {
                (answers::additions_notice(upgrade, &visit.when, &visit.path("")))
            }
            @if let Some(owed) = facts.owed() { (promised(visit, owed)?) }
            section class="stack" aria-labelledby="where" { h2 id="where" { (say::where_it_stands(language)) } (steps(say::where_it_stands(language), facts.steps())) }
            (conversation::section(visit, &told.conversation, reply))
            p class="small quiet" {
                @let renew = html! { a href=(new_link) { (say::link_renew(language)) } };
                @let withdraw = html! { a href=(withdrawal) { (say::link_withdraw(language)) } };
                @if visit.request.state.is_open() { (say::link_open_html(language, renew, withdraw)) }
                @else { (say::link_over_html(language, renew)) }
            }
        }
    };
    Ok(visit.page(&visit.thread.title, said, &body))
}

fn head(visit: &Visit, facts: &Facts<'_>) -> Markup {
    let (language, path) = (visit.language(), visit.path("/options"));
    html! {
        div class="stack" {
            h1 { (visit.thread.title) }
            p class="lead" { (facts.lead()) }
            @if facts.to_choose().is_some() {
                div class="actions" { (Button::link(say::look_options(language), &path).primary().large()) }
            } @else if facts.sheet.is_some() {
                p { a href=(path) { (say::look_sheet(language)) } }
            }
        }
    }
}

fn may_we_move(visit: &Visit, promise: &Promise, asked: &Move) -> Markup {
    let (language, path) = (visit.language(), visit.path("/promise"));
    let (old, new) = (visit.when.moment_strong(promise.due_at), visit.when.moment_strong(asked.asked.due_at));
    let body = html! {
        p { (say::move_words_html(language, promise.what.words_in(language), old, new)) }
    };
    let actions = html! { (Button::link(say::move_button(language), &path).primary().small()) };
    html! { (Notice::new(Tone::Plain, say::move_title(language)).body(body).actions(actions)) }
}

/// What is owed, and why then.
fn promised(visit: &Visit, owed: &Promise) -> web::Result<Markup> {
    let (language, moment) = (visit.language(), visit.when.moment(owed.due_at));
    let is_late = owed.state(visit.when.now()) == promises::State::Broken;
    Ok(html! {
        section class="sheet" data-pad="l" aria-label=(say::promised_name(language)) {
            @if is_late { (promise_small(say::label_promised(language, owed.what.words_in(language)), &moment, None)) }
            @else { (promise(promise_label(owed.what, language), &moment)) }
            (promises::explain(&owed.explanation, &visit.when)?)
        }
    })
}
