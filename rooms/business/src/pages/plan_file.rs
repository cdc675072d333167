//! The plan that a goal or step stands in: the file that was given, and where it is written down.

use axum::extract::{Path, State};
use axum::response::Response;
use ground::{Ground, files};
use maud::{Markup, html};
use team::{Member, Worker};
use web::Failure;
use web::forms::Attached;

use super::id;
use crate::served;
use crate::store::goals::{self, Plan};

pub(super) async fn of_goal(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(goal): Path<String>,
) -> web::Result<Response> {
    let goal = goals::find(&mut ground.read().await?, who.team, id(&goal)?).await?.ok_or(Failure::NotFound)?;
    served::plan(&ground, who.team, goal.plan.file.ok_or(Failure::NotFound)?).await
}

pub(super) async fn of_step(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(step): Path<String>,
) -> web::Result<Response> {
    let step = goals::find_step(&mut ground.read().await?, who.team, id(&step)?).await?.ok_or(Failure::NotFound)?;
    served::plan(&ground, who.team, step.plan.file.ok_or(Failure::NotFound)?).await
}

/// Where it is written down: a link, a file, or both. `path` is that of the goal or step.
pub(super) fn shown(plan: &Plan, path: &str) -> Markup {
    html! {
        @if !plan.link.is_empty() { a href=(plan.link) rel="noreferrer" { (host(&plan.link)) } }
        @if !plan.link.is_empty() && plan.file.is_some() { ", " }
        @if let Some(file) = &plan.file { a href={ (path) "/plan" } download { (file.name) } }
    }
}

/// “intranet.example”, of the whole address.
fn host(link: &str) -> &str {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// Makes the file of a form safe, before the act begins.
pub(super) async fn keep(
    ground: &Ground,
    who: &Member,
    attached: Vec<Attached>,
) -> web::Result<Option<(String, files::Kept)>> {
    let Some(file) = attached.into_iter().find(|file| file.field == "plan" && !file.content.is_empty()) else {
        return Ok(None);
    };
    let kept = files::keep(ground, who.team, file.content.to_vec()).await?;
    Ok(Some((file.name, kept)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_named_by_where_it_lies() {
        assert_eq!(
            (host("https://intranet.example/plan?x"), host("http://a.example")),
            ("intranet.example", "a.example")
        );
    }
}
