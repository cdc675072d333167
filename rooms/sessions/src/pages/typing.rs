//! Fields of a block as a page shows them and as they come back: each with the version and the print of the text that the page was opened
//! with, so that what it left alone is told from what it changed.

use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use web::forms::{Errors, Filled, Typed};
use web::notices::{Notice, Tone};
use web::when::When;
use web::words::paragraphs;
use web::{Icon, Said, see_other};

use super::reading::Session;
use crate::acts::{Lost, Typing};
use crate::rules::print_of;
use crate::store::{Direction, Field, Words};

/// The longest text of a field, in signs.
const LONGEST: usize = 20_000;
/// The longest line of what others read as one.
const LINE: usize = 300;

/// The name of the hidden field that tells what the page had before it.
fn base_name(field: Field) -> String {
    format!("base-{}", field.as_str())
}

/// The form as it is kept.
pub(super) fn filled(words: &Words, fields: &[Field]) -> Filled {
    let mut typed = Typed::default();
    for field in fields {
        let text = words.verbatim(*field);
        typed.set(field.as_str(), text);
        let version = words.find(*field).map_or(0, |word| word.kept.version);
        typed.set(&base_name(*field), format!("{version}.{:x}", print_of(text)));
    }
    Filled { typed, errors: Errors::default() }
}

/// The hidden fields of a form of these.
pub(super) fn bases(form: &Filled, fields: &[Field]) -> Markup {
    html! { @for field in fields { (form.hidden(&base_name(*field))) } }
}

/// What came of these fields, or what is to be mended.
pub(super) fn typing(typed: &Typed, fields: &[Field]) -> Vec<Typing> {
    let read = |field: &Field| {
        let words = typed.verbatim(field.as_str()).to_owned();
        let (base, print) = typed.text(&base_name(*field)).split_once('.').unwrap_or(("0", ""));
        let is_as_loaded = u64::from_str_radix(print, 16).is_ok_and(|print| print == print_of(&words));
        Typing { field: *field, words, base: base.parse().unwrap_or_default(), is_as_loaded }
    };
    // A page shows some of the fields; one that did not come was not touched.
    let came = |field: &&Field| typed.ticked(field.as_str()) || typed.ticked(&base_name(**field));
    fields.iter().filter(came).map(read).collect()
}

pub(super) fn checked(typed: &Typed, fields: &[Field]) -> Errors {
    let mut errors = typed.check();
    for field in fields {
        let most = match field {
            Field::What | Field::Clue | Field::Source => LINE,
            Field::Why => decisions::WHY,
            Field::Behind
            | Field::Touches
            | Field::Besides
            | Field::Direction
            | Field::Best
            | Field::Help
            | Field::Difference
            | Field::NextStep
            | Field::Obstacle
            | Field::Hours
            | Field::Lighter
            | Field::LighterHow
            | Field::Frees
            | Field::Learned
            | Field::Driver => LONGEST,
        };
        errors.limit(typed, field.as_str(), most);
    }
    errors
}

/// Both texts on one page: yours in the fields, theirs above. Sent again, yours stands in their place, knowingly.
pub(super) fn told_both(typed: &mut Typed, lost: &[Lost], when: &When) -> Markup {
    for one in lost {
        typed.set(&base_name(one.word.field), format!("{}.", one.word.kept.version));
    }
    let Some(last) = lost.iter().max_by_key(|one| one.word.changed_at) else { return html! {} };
    let title = format!("{} changed this {}", last.by, when.ago(last.word.changed_at));
    let body = html! {
        p { "What you typed stands in the fields below and is not kept yet. This is what stands there now:" }
        @for one in lost {
            @let words = shown(one.word.field, &one.word.words);
            @if words.trim().is_empty() { p class="quiet" { (one.by) " emptied it." } }
            @else { blockquote class="words" { (paragraphs(words)) } }
        }
        p { "Take over what you want to keep of it. What you send next stands in its place. Your other fields are kept." }
    };
    html! { div role="alert" { (Notice::new(Tone::Care, &title).icon(Icon::Care).body(body)) } }
}

/// A block that takes no words any more, or none yet: what was typed stands in the fields, with why it is not kept.
pub(super) fn told_unkept(session: &Session) -> Markup {
    let title = if session.block.closed_at.is_some() { "This block is closed" } else { "This block is not open" };
    let body = html! {
        p { "What you typed stands in the fields below and is not kept. Copy what you still need into the next block, or into a note on a request." }
        p { a href=(session.path()) { "Look at this block" } }
    };
    html! { div role="alert" { (Notice::new(Tone::Care, title).icon(Icon::Care).body(body)) } }
}

/// Where a page leads whose words were kept in a block that is not open any more, since nobody closed it for half a day.
pub(super) fn kept_late(session: &Session) -> Response {
    let said = Said::well("Kept.").more("This block is not open any more. What you noted stands in it.");
    (said, see_other(session.path())).into_response()
}

/// A text as a reader knows it.
fn shown(field: Field, words: &str) -> &str {
    if field == Field::Direction { Direction::from_word(words).map_or("", Direction::title) } else { words }
}
