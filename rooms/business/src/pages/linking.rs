//! A request is linked to a goal or metric, from its page.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use ground::uuid::Uuid;
use team::Worker;
use web::forms::Typed;
use web::{Failure, Said, see_other};

use super::id;
use crate::acts;
use crate::store::links::Thing;

fn read(request: &str, typed: &Typed) -> web::Result<(Uuid, Thing)> {
    typed.check().into_result()?;
    let thing = Thing::from_word(typed.text("thing")).ok_or(Failure::NotFound)?;
    Ok((id(request)?, thing))
}

pub(super) async fn link(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let (request, thing) = read(&request, &typed)?;
    acts::link(&ground, who.team, who.actor(), request, thing).await?;
    Ok((Said::well("Linked."), see_other(format!("/requests/{request}"))).into_response())
}

pub(super) async fn unlink(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let (request, thing) = read(&request, &typed)?;
    acts::unlink(&ground, who.team, who.actor(), request, thing).await?;
    Ok((Said::well("The link is taken away."), see_other(format!("/requests/{request}"))).into_response())
}
