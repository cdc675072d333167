//! The private page of a stakeholder: where their request stands, what was promised, the conversation, and what they can do. Whoever has the
//! link sees what was written by or to this stakeholder, and nothing else. Opening a page of it changes nothing.

mod additions;
mod asked;
mod choosing;
mod conversation;
mod language;
mod link;
mod moving;
mod questions;
mod standing;
mod status;
mod withdrawal;

use axum::Router;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ground::links::Link;
use ground::threads::{self, Thread};
use ground::{Actor, Ground, StoreError, TeamId, Tx, links};
use http::request::Parts;
use maud::{Markup, html};
use requests::{Request, RequestId};
use team::{InForce, Stakeholder, Team};
use web::forms::Typed;
use web::languages::{FIELD, choice};
use web::shell::Public;
use web::when::When;
use web::{Failure, Language, Said};

use self::additions::Additions;
use self::questions::Questions;
use super::{after, foot, frame};
use crate::say;

/// The scope of a link that opens the page of a request.
const SCOPE: &str = "request";

pub(super) fn routes() -> Router<Ground> {
    Router::new()
        .route("/s/{token}", get(status::show))
        .route("/s/{token}/language", post(language::choose))
        .route("/s/{token}/messages", post(conversation::add))
        .route("/s/{token}/attachments/{id}", get(conversation::download))
        .route("/s/{token}/withdrawal", get(withdrawal::ask).post(withdrawal::withdraw))
        .route("/s/{token}/link", get(link::ask).post(link::renew))
        .route("/s/{token}/promise", get(moving::show).post(moving::answer))
        .route("/s/{token}/questions/{n}", get(asked::show::<Questions>).post(asked::answer::<Questions>))
        .route("/s/{token}/questions/{n}/thanks", get(asked::thanks::<Questions>))
        .route("/s/{token}/additions/{n}", get(asked::show::<Additions>).post(asked::answer::<Additions>))
        .route("/s/{token}/additions/{n}/thanks", get(asked::thanks::<Additions>))
        .route("/s/{token}/options", get(choosing::show).post(choosing::counter))
        .route("/s/{token}/options/{n}", get(choosing::ask).post(choosing::choose))
}

/// A request as a link opens it.
struct Visit {
    token: String,
    team: Team,
    in_force: InForce,
    request: Request,
    thread: Thread,
    stakeholder: Stakeholder,
    /// As the stakeholder reads times, in their language.
    when: When,
    /// The page below the private page that was opened, such as `/promise`.
    below: String,
}

/// Why a link opens no page.
enum TurnedAway {
    /// It is none of ours, or something failed.
    Failed(Failure),
    /// It was one of ours.
    Closed(Box<Visit>),
}

impl Visit {
    /// What the token of a link opens, if it is open.
    async fn at(ground: &Ground, token: &str) -> Result<Self, TurnedAway> {
        let mut tx = ground.read().await?;
        let link = links::find(&mut tx, token).await?.filter(|link| link.scope == SCOPE).ok_or(Failure::NotFound)?;
        let visit = Self::of(&mut tx, &link, token).await?.ok_or(Failure::NotFound)?;
        if link.is_open(tx.now()) { Ok(visit) } else { Err(TurnedAway::Closed(Box::new(visit))) }
    }

    async fn of(tx: &mut Tx, link: &Link, token: &str) -> Result<Option<Self>, StoreError> {
        let Ok(id) = link.subject.parse::<RequestId>() else { return Ok(None) };
        let Some(team) = team::teams::get(tx, link.team).await? else { return Ok(None) };
        let Some(request) = requests::readings::find(tx, team.id, id).await? else { return Ok(None) };
        let Some(thread) = threads::get(tx, team.id, id.uuid()).await? else { return Ok(None) };
        let Some(stakeholder) = team::stakeholders::get(tx, team.id, request.stakeholder).await? else {
            return Ok(None);
        };
        let in_force = team::calendar::current(tx, team.id).await?;
        let language = team::languages::of(tx, &stakeholder).await?;
        let when = When::new(requests::zone_of(&stakeholder, &in_force), tx.now()).in_language(language);
        let below = String::new();
        Ok(Some(Self { token: token.to_owned(), team, in_force, request, thread, stakeholder, when, below }))
    }

    /// The path of a page below the private page: `/promise`, or nothing for the page itself.
    fn path(&self, below: &str) -> String {
        format!("{}{}{below}", web::shell::PRIVATE, self.token)
    }

    fn language(&self) -> Language {
        self.when.language()
    }

    /// What was sent with a form of it, in its language.
    fn typed(&self, typed: Typed) -> Typed {
        typed.in_language(self.language())
    }

    /// The first name of the stakeholder, or nothing.
    fn first_name(&self) -> &str {
        self.stakeholder.name.split_whitespace().next().unwrap_or_default()
    }

    fn team_id(&self) -> TeamId {
        self.team.id
    }

    /// Whoever has the link acts as the stakeholder.
    fn actor(&self) -> Actor {
        Actor::Stakeholder(self.stakeholder.id.uuid())
    }

    /// A page of it.
    fn page(&self, title: &str, said: Said, body: &Markup) -> Markup {
        let aside = html! { (say::private_aside(self.language(), &self.thread.label)) };
        self.framed(title, aside, false, &foot(&self.team, self.language()), &after(&said, body))
    }

    /// The frame of its pages, with the ways to another language.
    fn framed(&self, title: &str, aside: Markup, wide: bool, foot: &str, body: &Markup) -> Markup {
        let language = self.language();
        let languages = choice(language, &self.path("/language"), &self.below);
        let frame = frame(&self.team, title, foot);
        Public { wide, aside: Some(aside), language, languages: Some(languages), ..frame }.page(body)
    }
}

impl FromRequestParts<Ground> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, ground: &Ground) -> Result<Self, Response> {
        let params = RawPathParams::from_request_parts(parts, ground).await.map_err(IntoResponse::into_response)?;
        let token = params.iter().find(|(name, _)| *name == "token").map_or("", |(_, token)| token);
        match Self::at(ground, token).await {
            Ok(visit) => {
                let path = parts.uri.path();
                let below = path.get(web::shell::PRIVATE.len() + token.len()..).unwrap_or_default().to_owned();
                Ok(Self { below, ..visit })
            }
            Err(TurnedAway::Failed(failure)) => Err(failure.into_response()),
            Err(TurnedAway::Closed(visit)) => {
                let said = Said::from_request_parts(parts, ground).await.unwrap_or_default();
                // Whoever has an old link chooses nothing for its stakeholder: only what they see themselves follows.
                let query = Typed::from_urlencoded(parts.uri.query().unwrap_or_default().as_bytes());
                let chosen = Language::of_tag(query.text(FIELD));
                let language = chosen.unwrap_or_else(|| visit.language());
                Err(link::closed(&visit, language, said).into_response())
            }
        }
    }
}

impl From<Failure> for TurnedAway {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<StoreError> for TurnedAway {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}
