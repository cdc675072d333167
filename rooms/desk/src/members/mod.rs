//! The pages that members work with. Each collects what it shows in one reading transaction and then draws it; what is done from a page
//! is posted to the room whose act it is.

mod block_list;
mod desk;
mod ledger;
mod missed;
mod new_request;
mod outgoing;
mod pattern_end;
mod people;
mod plan;
mod remembered;
mod request;
mod request_list;
mod shares;
#[cfg(test)]
mod tests;
mod tray;

use self::remembered::Remembered;
use axum::routing::{get, post};
use axum::{Extension, Router};
use ground::Ground;
use team::Member;
use web::Said;
use web::shell::{BLOCKS, DESK, NEW_REQUEST, PROMISES, REQUESTS, Who};

/// Where letters that leave are seen.
const OUTGOING: &str = "/outgoing";
/// Where the rows behind a figure of the ledger are.
const PROMISE_ROWS: &str = "/promises/rows";
/// Where mail waits that is no person's request.
const TRAY: &str = "/tray";

/// The pages for people with an account.
pub(crate) fn routes() -> Router<Ground> {
    Router::new()
        .route(DESK, get(desk::show))
        .route(REQUESTS, get(request_list::show))
        .route(NEW_REQUEST, get(new_request::show).post(new_request::submit))
        .route("/requests/new/preview", post(new_request::preview))
        .route("/requests/{id}", get(request::show))
        .route(BLOCKS, get(block_list::show))
        .route("/blocks/patterns/{id}/end", get(pattern_end::show).post(pattern_end::submit))
        .route(PROMISES, get(ledger::show))
        .route(PROMISE_ROWS, get(ledger::show_rows))
        .route(OUTGOING, get(outgoing::show))
        .route("/outgoing/{id}", get(outgoing::show_letter))
        .route(TRAY, get(tray::show))
        .layer(Extension(Remembered::default()))
}

/// Who looks, with what was said about the act before.
fn looking(who: &Member, said: Said) -> Who {
    Who { said, ..who.shell() }
}

/// A number in words, for a sentence; of more than were looked at it says so.
fn how_many(number: usize) -> String {
    web::when::number(u64::try_from(number).unwrap_or(u64::MAX))
}

/// The beginning of a text, cut at a word below `most` signs.
fn beginning(text: &str, most: usize) -> String {
    let mut cut = String::new();
    for word in text.split_whitespace() {
        if !cut.is_empty() && cut.chars().count() + 1 + word.chars().count() > most {
            return format!("{cut} …");
        }
        if !cut.is_empty() {
            cut.push(' ');
        }
        cut.extend(word.chars().take(most));
    }
    cut
}
