//! One request: its promise, the next action and the facts; then their words, and the conversation.

mod conversation;
mod gathered;
mod history;
mod page;

use axum::extract::{Path, State};
use ground::Ground;
use maud::Markup;
use requests::RequestId;
use team::Worker;
use web::{Failure, Said};

use self::gathered::Known;

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    said: Said,
    Path(id): Path<RequestId>,
) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let known = Known::read(&mut tx, &who, id, ground.settings().demo).await?.ok_or(Failure::NotFound)?;
    drop(tx);
    page::page(&who, said, &known)
}
