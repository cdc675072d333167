//! The tray: mail that is no person's request or could not be read. Why, in words; take it in, add it to a request, or set it aside.

use axum::extract::State as AxumState;
use ground::{Ground, StoreError, Tx};
use maud::{Markup, html};
use requests::{TrayItem, TrayState, readings};
use team::{Member, Worker};
use web::buttons::{Button, one_button};
use web::forms::Typed;
use web::heads::{PageHead, View, views};
use web::lists::empty_page;
use web::shell::{Here, REQUESTS, Shell};
use web::when::When;
use web::words::quote;
use web::{Said, capital};

use super::people::{first_name, path_of};
use super::plan::Plan;
use super::{TRAY, how_many, looking};

/// How many letters are shown.
const SHOWN: i64 = 50;

struct Shown {
    plan: Plan,
    state: TrayState,
    items: Vec<TrayItem>,
}

pub(super) async fn show(
    AxumState(ground): AxumState<Ground>,
    Worker(who): Worker,
    said: Said,
    typed: Typed,
) -> web::Result<Markup> {
    let state = TrayState::from_word(typed.text("state")).unwrap_or(TrayState::Waiting);
    let mut tx = ground.read().await?;
    let shown = read(&mut tx, &who, state).await?;
    drop(tx);
    Ok(page(&who, said, &shown))
}

async fn read(tx: &mut Tx, who: &Member, state: TrayState) -> Result<Shown, StoreError> {
    let items = readings::tray(tx, who.team, state, SHOWN).await?;
    Ok(Shown { plan: Plan::read(tx, who.team).await?.read_by(who), state, items })
}

fn page(who: &Member, said: Said, shown: &Shown) -> Markup {
    let lead = lead(shown);
    let of = |state: TrayState, word, path| View { word, path, count: None, current: shown.state == state };
    let places = [
        of(TrayState::Waiting, "Waiting", TRAY),
        of(TrayState::TakenIn, "Taken in", "/tray?state=taken-in"),
        of(TrayState::SetAside, "Set aside", "/tray?state=set-aside"),
    ];
    let body = html! {
        (PageHead::new("Tray").under("Requests", REQUESTS).ends("Tray").lead(&lead))
        div class="split" {
            div class="stack" data-gap="l" {
                (views("Letters in the tray", &places))
                @if shown.items.is_empty() { (nothing(shown.state)) }
                @for (number, item) in shown.items.iter().enumerate() { (article(shown, number, item)) }
                p class="small quiet measure" { "Letters stay here until a member looks. Set aside means kept; nothing is deleted. What was set aside can be taken in later: a time that would already be past then counts from now." }
            }
            aside class="stack" data-gap="l" aria-label="About the tray" {
                section class="stack" data-gap="s" aria-labelledby="what" {
                    h2 class="eyebrow" id="what" { "What comes here" }
                    ul class="small" {
                        li { "automatic mail: absence notes, reports, receipts" }
                        li { "mail through a list" }
                        li { "letters of ours that came back" }
                        li { "what could not be read: locked, damaged, no text and no sender" }
                    }
                    p class="small quiet" { "A person who writes to us never lands here for what they say or how they say it." }
                }
                section class="stack" data-gap="s" aria-labelledby="taking" {
                    h2 class="eyebrow" id="taking" { "Taking it in" }
                    p class="small quiet" { "It becomes a request with its own number and the words as they came. The person gets the acknowledgement with a promised time. A list, a machine or a returned letter is never written to." }
                }
            }
        }
    };
    Shell::new("Tray", Here::Requests, &looking(who, said)).page(&body)
}

fn lead(shown: &Shown) -> String {
    match (shown.state, shown.items.len()) {
        (TrayState::Waiting, 0) => "Nothing waits for a look.".to_owned(),
        (TrayState::Waiting, 1) => {
            "One letter waits for a look. It is no person’s request, or could not be read. Nobody was answered, and nothing was promised."
                .to_owned()
        }
        (TrayState::Waiting, many) => format!(
            "{} letters wait for a look. They are no person’s request, or could not be read. Nobody was answered, and nothing was promised.",
            capital(&how_many(many))
        ),
        (TrayState::TakenIn, _) => "Letters that became a request, or were added to one.".to_owned(),
        (TrayState::SetAside, _) => "Letters that need no answer. They are kept, and can be taken in later.".to_owned(),
    }
}

fn nothing(state: TrayState) -> Markup {
    let (title, words) = match state {
        TrayState::Waiting => (
            "The tray is empty",
            "Mail that is no person’s request, or could not be read, waits here until one of you looks.",
        ),
        TrayState::TakenIn => {
            ("None was taken in", "What you take in from the tray stands here, with the request it became.")
        }
        TrayState::SetAside => ("None was set aside", "What you set aside stands here."),
    };
    empty_page(title, &html! { p { (words) } }, None)
}

fn sender(item: &TrayItem) -> String {
    match (item.from_name.as_str(), item.from_address.as_str()) {
        ("", "") => "an unknown sender".to_owned(),
        ("", address) => address.to_owned(),
        (name, "") => name.to_owned(),
        (name, address) => format!("{name}, {address}"),
    }
}

fn subject(item: &TrayItem) -> &str {
    if item.subject.trim().is_empty() { "Without a subject" } else { &item.subject }
}

fn article(shown: &Shown, number: usize, item: &TrayItem) -> Markup {
    let when = &shown.plan.when;
    let id = format!("t-{number}");
    html! {
        article class="sheet stack" data-gap="s" aria-labelledby=(id) {
            p class="meta" { (capital(&sender(item))) ", " (when.near(item.arrived_at)) }
            h2 id=(id) { (subject(item)) }
            p { b { "Why it lies here." } " " (item.why) }
            @if item.words.trim().is_empty() {
                p class="small quiet" { "There is no text in it that can be read." }
            } @else { (quote(&item.words)) }
            @match (item.state, item.request) {
                (TrayState::TakenIn, Some(request)) => p class="small" { a href=(path_of(request)) { "The request it belongs to" } },
                (TrayState::TakenIn, None) => {}
                (TrayState::Waiting | TrayState::SetAside, _) => (ways_on(shown, number, item)),
            }
        }
    }
}

fn ways_on(shown: &Shown, number: usize, item: &TrayItem) -> Markup {
    let path = format!("{TRAY}/{}", item.id);
    let aside = format!("{path}/setting-aside");
    let of = format!(": {}", subject(item));
    html! {
        details class="explain" {
            summary { "Take it in as a request" span class="visually-hidden" { (of) } }
            div class="explain-body" { (take_in(shown, number, item, &path)) }
        }
        details class="explain" {
            summary { "Add it to a request that is there" span class="visually-hidden" { (of) } }
            div class="explain-body" { (add_to(number, &path)) }
        }
        @if item.state == TrayState::Waiting {
            div class="actions" { (one_button(&aside, &Button::submit("Set it aside").quiet().small().heard_as(of.clone()))) }
        }
    }
}

/// By when somebody would hear from us, and which block would look at it.
fn promised(shown: &Shown, item: &TrayItem, when: &When) -> Option<String> {
    let due = promises::computed(&shown.plan.in_force, item.arrived_at, shown.plan.now()).ok()?.due_at;
    let name = if item.from_name.is_empty() { "They" } else { first_name(&item.from_name) };
    let block = shown.plan.if_promised(due).map_or_else(
        || "no block would be in time for it".to_owned(),
        |joining| format!("it would join {}", super::plan::block_words(when, joining.block.starts_at)),
    );
    Some(format!("{name} will hear from us by {}, counted from when it reached the mailbox; {block}.", when.full(due)))
}

fn take_in(shown: &Shown, number: usize, item: &TrayItem, path: &str) -> Markup {
    let (address, name, words) =
        (format!("t-{number}-address"), format!("t-{number}-name"), format!("t-{number}-words"));
    html! {
        form class="stack" data-gap="s" method="post" action={ (path) "/request" } {
            div class="field-row" {
                div class="field" data-size="s" {
                    label for=(address) { "Whose request is it? Their address" }
                    input class="input" type="email" id=(address) name="address" value=(item.from_address) autocomplete="off";
                }
                div class="field" data-size="s" {
                    label for=(name) { "Name " span class="field-optional" { "optional" } }
                    input class="input" type="text" id=(name) name="name" value=(item.from_name) autocomplete="off";
                }
            }
            div class="field" data-size="s" {
                label for=(words) { "What do they ask for? Their words" }
                textarea class="input" id=(words) name="words" { (item.words) }
            }
            @if let Some(promised) = promised(shown, item, &shown.plan.when) { p class="small quiet" { (promised) } }
            div class="actions" { (Button::submit("Take it in").small().heard_as(format!(": {}", subject(item)))) }
        }
    }
}

fn add_to(number: usize, path: &str) -> Markup {
    let label = format!("t-{number}-label");
    html! {
        form class="stack" data-gap="s" method="post" action={ (path) "/joining" } {
            div class="field" data-size="s" data-width="s" {
                label for=(label) { "Its number, as R-218" }
                input class="input" type="text" id=(label) name="label" autocomplete="off";
            }
            p class="small quiet" { "It joins the conversation as a machine’s note. It answers nothing and starts no clock." }
            div class="actions" { (Button::submit("Add it").small()) }
        }
    }
}
