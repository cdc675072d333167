//! Our letters for machines: those about a request and those of the team, how far each is on its way, and what is done with one that did
//! not get through.

use axum::extract::{Path, State};
use ground::outbox::{self, LINK, Letter, LetterId};
use ground::uuid::Uuid;
use ground::{Ground, TeamId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use team::{Scope, Token};
use web::paging::{Place, with_query};
use web::{Asked, Failure, Json, Listed};

use super::work::{at_words, id_of};
use crate::RequestId;
use crate::acts::outgoing as acts;
use crate::store::requests;

/// How long a mail server may take until a member should know.
const AN_HOUR: SignedDuration = SignedDuration::from_hours(1);

/// A letter as it is given: what it says, and how far it is.
#[derive(Debug, Serialize)]
pub(super) struct LetterItem {
    id: LetterId,
    request: Option<Uuid>,
    kind: String,
    to_address: String,
    to_name: String,
    subject: String,
    words: String,
    state: &'static str,
    /// What the mail server said last.
    told: Option<String>,
    tries: i64,
    created_at: Timestamp,
    sent_at: Option<Timestamp>,
}

/// The same with all that its reader gets, but for the private link.
#[derive(Debug, Serialize)]
pub(super) struct WholeLetter {
    #[serde(flatten)]
    letter: LetterItem,
    text: String,
}

impl From<Letter> for LetterItem {
    fn from(letter: Letter) -> Self {
        let Letter { id, thread, kind, to_address, to_name, subject, words, told, created_at, sent_at, .. } = letter;
        let (state, tries) = (letter.state.as_str(), letter.attempt);
        Self { id, request: thread, kind, to_address, to_name, subject, words, state, told, tries, created_at, sent_at }
    }
}

impl From<Letter> for WholeLetter {
    fn from(letter: Letter) -> Self {
        // The private link is the stakeholder's alone.
        let text = letter.text.replace(LINK, "(their private link)");
        Self { letter: letter.into(), text }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Page {
    limit: Option<i64>,
    after: Option<String>,
}

/// To which address a letter is offered again; the same, where none is given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfferedAgain {
    address: Option<String>,
}

async fn letter_of(ground: &Ground, team: TeamId, id: LetterId) -> web::Result<Letter> {
    outbox::find(&mut ground.read().await?, team, id).await?.ok_or(Failure::NotFound)
}

pub(super) async fn of_request(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
) -> web::Result<Json<Listed<LetterItem>>> {
    token.need(Scope::Read)?;
    let id: RequestId = id_of(&request)?;
    let mut tx = ground.read().await?;
    requests::find(&mut tx, token.team, id).await?.ok_or(Failure::NotFound)?;
    let letters = outbox::of_thread(&mut tx, token.team, id.uuid()).await?;
    Ok(Json(Listed::whole(letters.into_iter().map(LetterItem::from).collect())))
}

pub(super) async fn list(
    State(ground): State<Ground>,
    token: Token,
    Asked(page): Asked<Page>,
) -> web::Result<Json<Listed<LetterItem>>> {
    token.need(Scope::Read)?;
    let limit = Listed::<LetterItem>::limit(page.limit)?;
    let after = page.after.as_deref().map(place).transpose()?;
    let found = outbox::newest(&mut ground.read().await?, token.team, after, limit + 1).await?;
    let next = |last: &Letter| {
        let after = Place { key: last.created_at.as_millisecond(), id: last.id.to_string() }.to_string();
        let path = format!("{}/api/v1/letters", ground.settings().public_url);
        with_query(&path, &[("limit", &limit.to_string()), ("after", &after)])
    };
    Ok(Json(Listed::part(found, limit, next, LetterItem::from)))
}

fn place(text: &str) -> web::Result<(Timestamp, LetterId)> {
    let read = || {
        let place: Place = text.parse().ok()?;
        Some((Timestamp::from_millisecond(place.key).ok()?, place.id.parse().ok()?))
    };
    read().ok_or_else(Listed::<LetterItem>::no_place)
}

pub(super) async fn not_through(State(ground): State<Ground>, token: Token) -> web::Result<Json<Listed<LetterItem>>> {
    token.need(Scope::Read)?;
    let mut tx = ground.read().await?;
    let hour_ago = tx.now().checked_sub(AN_HOUR).unwrap_or(Timestamp::MIN);
    let letters = outbox::not_through(&mut tx, token.team, hour_ago).await?;
    Ok(Json(Listed::whole(letters.into_iter().map(LetterItem::from).collect())))
}

pub(super) async fn one(
    State(ground): State<Ground>,
    token: Token,
    Path(letter): Path<String>,
) -> web::Result<Json<WholeLetter>> {
    token.need(Scope::Read)?;
    Ok(Json(letter_of(&ground, token.team, id_of(&letter)?).await?.into()))
}

pub(super) async fn offer_again(
    State(ground): State<Ground>,
    token: Token,
    Path(letter): Path<String>,
    Json(sent): Json<OfferedAgain>,
) -> web::Result<Json<LetterItem>> {
    token.need(Scope::Work)?;
    let id: LetterId = id_of(&letter)?;
    let who = token.hand(&ground, None).await?;
    acts::offer_again(&ground, &who, id, sent.address.as_deref()).await.map_err(at_words)?;
    Ok(Json(letter_of(&ground, token.team, id).await?.into()))
}

pub(super) async fn set_aside(
    State(ground): State<Ground>,
    token: Token,
    Path(letter): Path<String>,
) -> web::Result<Json<LetterItem>> {
    token.need(Scope::Work)?;
    let id: LetterId = id_of(&letter)?;
    acts::set_aside(&ground, &token.hand(&ground, None).await?, id).await?;
    Ok(Json(letter_of(&ground, token.team, id).await?.into()))
}
