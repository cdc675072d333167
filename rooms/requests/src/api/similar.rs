//! Requests that are like one, the likest first.

use axum::extract::{Path, State};
use ground::Ground;
use serde::Serialize;
use team::{Scope, Token};
use web::{Failure, Json};

use super::{Item, items};
use crate::RequestId;
use crate::store::{requests, similar};

/// Those that were found, five at most.
#[derive(Debug, Serialize)]
pub(super) struct Alike {
    items: Vec<AlikeItem>,
}

/// One of them, with how much it is like the other: what both share, as a share of what that one shares with itself, a common unit
/// weighed in; so it may be a little more than 1.
#[derive(Debug, Serialize)]
struct AlikeItem {
    likeness: f64,
    request: Item,
}

pub(super) async fn list(
    State(ground): State<Ground>,
    token: Token,
    Path(id): Path<String>,
) -> web::Result<Json<Alike>> {
    token.need(Scope::Read)?;
    let id: RequestId = id.parse().map_err(|_no_id| Failure::NotFound)?;
    let mut tx = ground.read().await?;
    requests::find(&mut tx, token.team, id).await?.ok_or(Failure::NotFound)?;
    let found = similar::similar(&mut tx, token.team, id).await?;
    let likeness: Vec<f64> = found.iter().map(|similar| similar.likeness).collect();
    let found = found.into_iter().map(|similar| similar.request).collect();
    let items = items(&mut tx, token.team, found).await?.into_iter().zip(likeness);
    Ok(Json(Alike { items: items.map(|(request, likeness)| AlikeItem { likeness, request }).collect() }))
}
