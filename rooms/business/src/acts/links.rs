//! A request is linked to a goal or metric, by a person.

use ground::uuid::Uuid;
use ground::{Actor, Ground, TeamId, events, threads};
use serde_json::json;

use super::Refused;
use crate::store::links::{self, Link, Thing};
use crate::store::{goals, metrics};

/// Links a request; the same again changes nothing.
pub async fn link(ground: &Ground, team: TeamId, actor: Actor, request: Uuid, thing: Thing) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    threads::get(&mut tx, team, request).await?.ok_or(Refused::Unknown)?;
    let is_there = match thing {
        Thing::Goal(id) => goals::find(&mut tx, team, id).await?.is_some_and(|goal| goal.ended_at.is_none()),
        Thing::Metric(id) => metrics::find(&mut tx, team, id).await?.is_some_and(|metric| metric.ended_at.is_none()),
    };
    if !is_there {
        return Err(Refused::Unknown);
    }
    let linked = Link { request, thing, by: actor.to_string(), linked_at: tx.now() };
    if links::add(&mut tx, team, &linked).await? {
        let payload = json!({ thing.kind(): thing.id() });
        events::record(&mut tx, team, actor, "request.linked", request, payload).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Ends a link.
pub async fn unlink(ground: &Ground, team: TeamId, actor: Actor, request: Uuid, thing: Thing) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    threads::get(&mut tx, team, request).await?.ok_or(Refused::Unknown)?;
    if links::end(&mut tx, team, request, thing).await? {
        let payload = json!({ thing.kind(): thing.id() });
        events::record(&mut tx, team, actor, "request.unlinked", request, payload).await?;
        tx.commit().await?;
    }
    Ok(())
}
