//! Requests for machines: taking one in, reading them with their conversations, working on them; and the tray.

mod described;
mod emergencies;
mod letters;
mod similar;
mod tray;
mod work;

use std::collections::HashMap;

use axum::Router;
use axum::extract::{Request as HttpRequest, State as AxumState};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ground::{Ground, TeamId, Tx};
use http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use team::{Scope, Token};
use web::forms::{Attached, Errors};
use web::{Asked, Failure, Json, Language, Listed, WithDocument};

pub use described::{described, emergency_told};
pub use emergencies::EmergencyTold;

use crate::RequestId;
use crate::acts::Refused;
use crate::acts::take_in::{Ask, Door, FileIn, take_in};
use crate::rules::{Channel, State};
use crate::store::emergencies::{Emergency, emergencies_of};
use crate::store::requests::{self, Request, View};

/// The longest line, and the longest key, in signs.
const LINE: usize = 500;
const KEY: usize = 255;

/// The routes below `/api/v1`.
pub fn routes() -> Router<Ground> {
    Router::new()
        .route("/api/v1/requests", post(create).get(list))
        .route("/api/v1/requests/{id}", get(work::one))
        .route("/api/v1/requests/{id}/messages", get(work::messages).post(work::say))
        .route("/api/v1/requests/{id}/similar", get(similar::list))
        .route("/api/v1/requests/{id}/letters", get(letters::of_request))
        .route("/api/v1/requests/{id}/told", post(work::told))
        .route("/api/v1/requests/{id}/setting-aside", post(work::set_aside))
        .route("/api/v1/requests/{id}/promise", post(work::promise))
        .route("/api/v1/requests/{id}/withdrawal", post(work::withdraw))
        .route("/api/v1/requests/{id}/spam", post(work::mark_spam))
        .route("/api/v1/requests/{id}/emergency/end", post(emergencies::take_back))
        .route("/api/v1/emergencies", get(emergencies::marked))
        .route("/api/v1/emergency-kinds", get(emergencies::kinds).post(emergencies::name_kind))
        .route("/api/v1/emergency-kinds/{id}/end", post(emergencies::end_kind))
        .route("/api/v1/letters", get(letters::list))
        .route("/api/v1/letters/not-through", get(letters::not_through))
        .route("/api/v1/letters/{id}", get(letters::one))
        .route("/api/v1/letters/{id}/again", post(letters::offer_again))
        .route("/api/v1/letters/{id}/setting-aside", post(letters::set_aside))
        .route("/api/v1/attachments/{id}", get(work::attachment))
        .route("/api/v1/tray", get(tray::list))
        .route("/api/v1/tray/{id}/request", post(tray::take_in))
        .route("/api/v1/tray/{id}/joining", post(tray::add_to))
        .route("/api/v1/tray/{id}/setting-aside", post(tray::set_aside))
}

/// Who asks, as the API takes and gives it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    address: String,
    #[serde(default)]
    name: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewRequest {
    from: Person,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    zone: Option<String>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    subject: Option<String>,
    text: String,
    #[serde(default)]
    result: Option<String>,
    #[serde(default)]
    fixed_on: Option<Date>,
    #[serde(default)]
    audience: Option<String>,
    #[serde(default)]
    asked_at: Option<Timestamp>,
    #[serde(default)]
    acknowledge: Option<bool>,
}

/// A request as it is given.
#[derive(Debug, Serialize)]
struct Item {
    id: RequestId,
    number: i64,
    label: String,
    subject: String,
    from: Person,
    language: &'static str,
    channel: &'static str,
    state: &'static str,
    unit: Option<String>,
    result: Option<String>,
    fixed_on: Option<Date>,
    audience: Option<String>,
    received_at: Timestamp,
    closed_at: Option<Timestamp>,
    emergency: Option<Marked>,
    #[serde(skip_serializing_if = "Option::is_none")]
    promise: Option<Promised>,
}

/// Which exception it is, if it was marked as one.
#[derive(Debug, Serialize)]
struct Marked {
    kind: String,
    why: String,
    marked_at: Timestamp,
}

#[derive(Debug, Serialize)]
struct Promised {
    due_at: Timestamp,
    words: String,
}

const NO_LANGUAGE: &str = "Pages and letters come in en, de, es and fr. Write one of them, or leave it out.";
const NO_ZONE: &str = "This is no time zone. Write it as in Europe/Berlin, or leave it out.";

impl NewRequest {
    fn check(&self) -> web::Result<()> {
        let mut errors = Errors::default();
        let lines = [
            ("from.name", &self.from.name),
            ("unit", &self.unit),
            ("subject", &self.subject),
            ("result", &self.result),
            ("audience", &self.audience),
        ];
        for (field, text) in lines {
            let signs = text.as_deref().map_or(0, |text| text.chars().count());
            if signs > LINE {
                errors.add(field, format!("Shorten this to {LINE} signs; it has {signs}."));
            }
        }
        let is_no_name = |zone: &str| !zone.chars().all(|sign| sign.is_ascii_alphanumeric() || "_+/-".contains(sign));
        if self.zone.as_deref().is_some_and(|zone| zone.is_empty() || zone.len() > 60 || is_no_name(zone)) {
            errors.add("zone", NO_ZONE);
        }
        if self.language.is_some() && self.language().is_none() {
            errors.add("language", NO_LANGUAGE);
        }
        errors.into_result()?;
        match &self.zone {
            Some(zone) if team::zone_named(zone).is_none() => Err(Failure::RefusedAt(Errors::at("zone", NO_ZONE))),
            Some(_) | None => Ok(()),
        }
    }

    fn language(&self) -> Option<Language> {
        let tag = self.language.as_deref()?;
        Language::ALL.into_iter().find(|language| language.tag() == tag)
    }
}

/// Tells whether the same came again.
fn print(arriving: &WithDocument) -> String {
    let mut print = Sha256::new();
    print.update(&arriving.document);
    for file in &arriving.files {
        print.update([0]);
        print.update(file.name.as_bytes());
        print.update([0]);
        print.update(&file.content);
    }
    print.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn create(
    AxumState(ground): AxumState<Ground>,
    token: Token,
    headers: HeaderMap,
    request: HttpRequest,
) -> web::Result<Response> {
    token.need(Scope::TakeIn)?;
    let arriving = WithDocument::of(request, "files").await?;
    let asked: NewRequest = arriving.read()?;
    asked.check()?;
    let now = ground.now();
    let mut ask = Ask::new(Channel::Api, &asked.from.address, &asked.text, asked.asked_at.unwrap_or(now));
    ask.language = asked.language();
    ask.from_name = asked.from.name;
    ask.unit = asked.unit;
    ask.zone = asked.zone;
    ask.subject = asked.subject;
    ask.result = asked.result;
    ask.fixed_on = asked.fixed_on;
    ask.audience = asked.audience;
    ask.acknowledge = asked.acknowledge.unwrap_or(true);
    ask.door = door(&headers, &token, print(&arriving))?;
    let file = |file: Attached| FileIn { name: file.name, media_type: file.media, content: file.content.to_vec() };
    ask.files = arriving.files.into_iter().map(file).collect();
    let receipt = take_in(&ground, token.team, token.actor(), ask).await.map_err(at_its_field)?;
    let mut tx = ground.read().await?;
    let request = requests::find(&mut tx, token.team, receipt.request).await?.ok_or(Failure::NotFound)?;
    let mut item = items(&mut tx, token.team, vec![request]).await?.pop().ok_or(Failure::NotFound)?;
    let language = Language::of_tag(item.language).unwrap_or_default();
    let when = web::when::When::new(receipt.zone.clone(), now).in_language(language);
    let promise = Promised { due_at: receipt.due_at, words: when.full(receipt.due_at) };
    item.promise = Some(promise);
    let status = if receipt.is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(item)).into_response())
}

/// The key by which a retry is known. It belongs to its token, so that two programs can't meet by chance.
fn door(headers: &HeaderMap, token: &Token, print: String) -> web::Result<Option<Door>> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    let key = key.to_str().ok().filter(|key| !key.trim().is_empty() && key.len() <= KEY);
    let key =
        key.ok_or_else(|| Failure::Unreadable("Idempotency-Key holds 1 to 255 visible ASCII signs.".to_owned()))?;
    Ok(Some(Door { name: "api", key: format!("{}:{key}", token.id), content_print: print }))
}

/// Why a request was not taken in, at the field where it can be mended.
fn at_its_field(refused: Refused) -> Failure {
    let field = match refused {
        Refused::NoWords | Refused::TooLong(_) | Refused::BadSign => "text",
        Refused::NoAddress(_) => "from.address",
        Refused::Unknown
        | Refused::NoNumber(_)
        | Refused::KeyUsed
        | Refused::Stand(_)
        | Refused::Settled
        | Refused::NothingStands
        | Refused::Emergency(_)
        | Refused::Through
        | Refused::NoTime(_)
        | Refused::Store(_) => return refused.into(),
    };
    Failure::Invalid(Errors::at(field, refused.to_string()))
}

#[derive(Debug, Deserialize)]
struct Page {
    limit: Option<i64>,
    after: Option<String>,
    state: Option<String>,
}

async fn list(
    AxumState(ground): AxumState<Ground>,
    token: Token,
    Asked(page): Asked<Page>,
) -> web::Result<Json<Listed<Item>>> {
    token.need(Scope::Read)?;
    let limit = Listed::<Item>::limit(page.limit)?;
    let view = match page.state.as_deref() {
        None => View::All,
        Some("open") => View::Open,
        Some("over") => View::Over,
        Some(word) => {
            let state = State::from_word(word).ok_or_else(|| {
                let words =
                    "A state is parked, in-review, answered, closed, withdrawn or spam; open means the first three, over the others.";
                Failure::Invalid(Errors::at("state", words))
            })?;
            View::In(state)
        }
    };
    let after = page.after.as_deref().map(cursor).transpose()?;
    let mut tx = ground.read().await?;
    let found = requests::list(&mut tx, token.team, view, after, limit + 1).await?;
    let next = |last: &Request| {
        let state = page.state.as_deref().map(|state| format!("&state={state}")).unwrap_or_default();
        let after = format!("{}.{}", last.received_at.as_millisecond(), last.id);
        format!("{}/api/v1/requests?limit={limit}&after={after}{state}", ground.settings().public_url)
    };
    let Listed { items: found, next } = Listed::part(found, limit, next, |request| request);
    Ok(Json(Listed { items: items(&mut tx, token.team, found).await?, next }))
}

fn cursor(text: &str) -> web::Result<(Timestamp, RequestId)> {
    let read = || {
        let (at, id) = text.split_once('.')?;
        Some((Timestamp::from_millisecond(at.parse().ok()?).ok()?, id.parse().ok()?))
    };
    read().ok_or_else(Listed::<Item>::no_place)
}

async fn items(tx: &mut Tx, team: TeamId, found: Vec<Request>) -> web::Result<Vec<Item>> {
    let prefix = team::teams::get(tx, team).await?.ok_or(Failure::NotFound)?.prefix;
    let ids: Vec<_> = found.iter().map(|request| request.stakeholder).collect();
    let people = team::stakeholders::get_many(tx, team, &ids).await?;
    let people: HashMap<_, _> = people.into_iter().map(|person| (person.id, person)).collect();
    let spoken = team::languages::of_team(tx, team).await?;
    let ids: Vec<RequestId> = found.iter().map(|request| request.id).collect();
    let marked = emergencies_of(tx, team, &ids).await?;
    let mut marked: HashMap<RequestId, Emergency> = marked.into_iter().map(|marked| (marked.request, marked)).collect();
    let mark = |Emergency { kind, why, marked_at, .. }: Emergency| Marked { kind, why, marked_at };
    let item = |request: Request| {
        let person = people.get(&request.stakeholder);
        let own = person.and_then(|person| Language::of_tag(person.language.as_deref()?));
        Item {
            id: request.id,
            number: request.number,
            label: format!("{prefix}-{}", request.number),
            from: Person {
                address: person.map(|person| person.address.clone()).unwrap_or_default(),
                name: person.map(|person| person.name.clone()).filter(|name| !name.is_empty()),
            },
            language: own.unwrap_or(spoken).tag(),
            subject: request.subject,
            channel: request.channel.as_str(),
            state: request.state.as_str(),
            unit: request.unit,
            result: request.result,
            fixed_on: request.fixed_on,
            audience: request.audience,
            received_at: request.received_at,
            closed_at: request.closed_at,
            emergency: marked.remove(&request.id).map(mark),
            promise: None,
        }
    };
    Ok(found.into_iter().map(item).collect())
}
