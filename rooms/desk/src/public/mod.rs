//! What people without an account see: the form of a team, the receipt after it, and the private page behind the link in a letter.

mod form;
mod private;
mod received;

use axum::Router;
use ground::Ground;
use maud::{Markup, html};
use team::{InForce, Team};
use web::shell::Public;
use web::{Failure, Language, Said};

use crate::say;

/// The public pages.
pub(crate) fn routes() -> Router<Ground> {
    Router::new().merge(form::routes()).merge(received::routes()).merge(private::routes())
}

/// Where the form of a team lies.
pub(crate) fn form_path(slug: &str) -> String {
    format!("/t/{slug}/ask")
}

/// A team whose page somebody opened, and the calendar it promises by.
struct Host {
    team: Team,
    in_force: InForce,
    /// The team's own language.
    language: Language,
}

impl Host {
    async fn of(ground: &Ground, slug: &str) -> web::Result<Self> {
        let mut tx = ground.read().await?;
        let team = team::teams::by_slug(&mut tx, slug).await?.ok_or(Failure::NotFound)?;
        let in_force = team::calendar::current(&mut tx, team.id).await?;
        let language = team::languages::of_team(&mut tx, team.id).await?;
        Ok(Self { team, in_force, language })
    }
}

/// What stands below every page of a team.
fn foot(team: &Team, language: Language) -> String {
    say::foot(language, &team.name)
}

/// The frame of a page of a team, in English unless its page says otherwise.
fn frame<'a>(team: &'a Team, title: &'a str, foot: &'a str) -> Public<'a> {
    Public { title, team_name: &team.name, foot: Some(foot), ..Public::default() }
}

/// A page below what is said about the act before it, with room between them.
pub(crate) fn after(said: &Said, body: &Markup) -> Markup {
    html! { div class="stack" data-gap="l" { (said) (body) } }
}
