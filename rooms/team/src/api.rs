//! The team for machines: who works in it, and when they are away. Settings of the team are for people.

mod described;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ground::Ground;
use http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use web::forms::Errors;
use web::{Failure, Json, Listed};

pub use described::described;

use crate::acts::{self, LONGEST_WHY, Refused};
use crate::rules::{Right, Role, fold};
use crate::store::{absences, calendar, members};
use crate::{Absence, AbsenceId, Away, MemberId, Scope, Token};

/// The longest address, in signs.
const ADDRESS: usize = 254;

/// The routes below `/api/v1`.
pub fn routes() -> Router<Ground> {
    Router::new()
        .route("/api/v1/members", get(list))
        .route("/api/v1/absences", get(away).post(be_away))
        .route("/api/v1/absences/{id}/end", post(be_back))
}

#[derive(Debug, Serialize)]
struct MemberItem {
    id: MemberId,
    name: String,
    address: String,
    role: &'static str,
}

#[derive(Debug, Serialize)]
struct AbsenceItem {
    id: AbsenceId,
    member: MemberId,
    name: String,
    from_on: Date,
    until_on: Date,
    why: Option<String>,
}

impl From<Absence> for AbsenceItem {
    fn from(absence: Absence) -> Self {
        let Absence { team: _, id, member, member_name, from_on, until_on, why } = absence;
        Self { id, member, name: member_name, from_on, until_on, why }
    }
}

/// Those in whose name a program can act.
async fn list(State(ground): State<Ground>, token: Token) -> web::Result<Json<Listed<MemberItem>>> {
    token.need(Scope::Read)?;
    let all = members::list(&mut ground.read().await?, token.team).await?;
    let works = all.into_iter().filter(|member| member.may(Right::Work));
    let item = |member: crate::Member| MemberItem {
        id: member.id,
        role: member.role.map_or("", Role::as_str),
        name: member.name,
        address: member.address,
    };
    Ok(Json(Listed::whole(works.map(item).collect())))
}

async fn away(State(ground): State<Ground>, token: Token) -> web::Result<Json<Listed<AbsenceItem>>> {
    token.need(Scope::ReadBlocks)?;
    let mut tx = ground.read().await?;
    let today = calendar::current(&mut tx, token.team).await?.office.date_of(tx.now());
    let all = absences::between(&mut tx, token.team, today, Date::MAX).await?;
    Ok(Json(Listed::whole(all.into_iter().map(AbsenceItem::from).collect())))
}

/// Days on which somebody will be away: whoever it is done in the name of, or whom the lead says it of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewAbsence {
    from_on: Date,
    until_on: Option<Date>,
    why: Option<String>,
    member: Option<String>,
    by: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Back {
    by: String,
}

/// What was refused, at its place in the document.
fn at_its_field(refused: Refused) -> Failure {
    if let Refused::ToMend { words, .. } = refused {
        return Failure::RefusedAt(Errors::at("until_on", words));
    }
    let Refused::NotYours(words) = refused else { return refused.into() };
    Failure::RefusedAt(Errors::at("by", words))
}

async fn be_away(State(ground): State<Ground>, token: Token, Json(sent): Json<NewAbsence>) -> web::Result<Response> {
    token.need(Scope::WriteBlocks)?;
    let mut errors = Errors::default();
    for (field, text, most) in [("why", &sent.why, LONGEST_WHY), ("member", &sent.member, ADDRESS)] {
        let signs = text.as_deref().map_or(0, |text| text.chars().count());
        if signs > most {
            errors.add(field, format!("Shorten this to {most} signs; it has {signs}."));
        }
    }
    errors.into_result()?;
    let who = token.hand(&ground, Some(&sent.by)).await?;
    let member = match &sent.member {
        None => who.id,
        Some(address) => {
            let all = members::list(&mut ground.read().await?, token.team).await?;
            let known = all.into_iter().find(|member| fold(&member.address) == fold(address));
            let unknown = || Failure::RefusedAt(Errors::at("member", "Nobody in this team has this address."));
            known.ok_or_else(unknown)?.id
        }
    };
    let why = sent.why.map(|why| why.trim().to_owned()).filter(|why| !why.is_empty());
    let away = Away { member, from_on: sent.from_on, until_on: sent.until_on.unwrap_or(sent.from_on), why };
    let absence = acts::be_away(&ground, &who, away).await.map_err(at_its_field)?;
    Ok((StatusCode::CREATED, Json(AbsenceItem::from(absence))).into_response())
}

async fn be_back(
    State(ground): State<Ground>,
    token: Token,
    Path(id): Path<String>,
    Json(sent): Json<Back>,
) -> web::Result<StatusCode> {
    token.need(Scope::WriteBlocks)?;
    let id: AbsenceId = id.parse().map_err(|_no_id| Failure::NotFound)?;
    absences::find(&mut ground.read().await?, token.team, id).await?.ok_or(Failure::NotFound)?;
    let who = token.hand(&ground, Some(&sent.by)).await?;
    acts::be_back(&ground, &who, id).await.map_err(at_its_field)?;
    Ok(StatusCode::NO_CONTENT)
}
