//! The plan that a goal or step stands in, as the file that was given: a download alone, whatever it is called.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::{Ground, StoreError, TeamId, files};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use maud::{Markup, html};
use team::{Member, Worker};
use web::Failure;
use web::forms::Attached;

use super::id;
use crate::store::goals::{self, Plan, PlanFile};

pub(super) async fn of_goal(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(goal): Path<String>,
) -> web::Result<Response> {
    let goal = goals::find(&mut ground.read().await?, who.team, id(&goal)?).await?.ok_or(Failure::NotFound)?;
    serve(&ground, who.team, goal.plan.file.ok_or(Failure::NotFound)?).await
}

pub(super) async fn of_step(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(step): Path<String>,
) -> web::Result<Response> {
    let step = goals::find_step(&mut ground.read().await?, who.team, id(&step)?).await?.ok_or(Failure::NotFound)?;
    serve(&ground, who.team, step.plan.file.ok_or(Failure::NotFound)?).await
}

async fn serve(ground: &Ground, team: TeamId, file: PlanFile) -> web::Result<Response> {
    let content = files::get(ground, team, &file.print).await?;
    let content = content.ok_or_else(|| StoreError::Broken("a plan's content is not there".to_owned()))?;
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, disposition(&file.name)),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, content).into_response())
}

/// RFC 6266: a plain name for old programs, the whole name in UTF-8 for all others.
fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|sign| if sign.is_ascii_alphanumeric() || ".-_ ".contains(sign) { sign } else { '_' })
        .collect();
    let whole: String = name.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
        text
    });
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
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
    fn a_name_is_told_in_two_ways_and_ends_no_header() {
        assert_eq!(
            disposition("Plan “2027”\r\n.pdf"),
            "attachment; filename=\"Plan _2027___.pdf\"; filename*=UTF-8''Plan%20%E2%80%9C2027%E2%80%9D%0D%0A.pdf"
        );
        assert_eq!(
            (host("https://intranet.example/plan?x"), host("http://a.example")),
            ("intranet.example", "a.example")
        );
    }
}
