//! What is noted in a block, for machines: about a request, or about the block itself. Its decision and its clue are written down when the
//! block is closed.

use axum::extract::{Path, State};
use blocks::BlockKey;
use ground::{Ground, TeamId};
use jiff::Timestamp;
use requests::RequestId;
use serde::{Deserialize, Serialize};
use team::{Scope, Token};
use web::forms::Errors;
use web::{Failure, Json, Listed};

use super::key_of;
use crate::acts::{self, Typing};
use crate::store::{self, Field, Of};

/// The longest text of a field, and the longest of what is read as one line, in signs.
pub(super) const LONGEST: usize = 5_000;
const LINE: usize = 300;
/// How many fields there are.
pub(super) const MOST: usize = Field::WORDS.len();

#[derive(Debug, Serialize)]
pub(super) struct Noted {
    field: &'static str,
    words: String,
    changed_at: Timestamp,
    version: i64,
}

/// What is noted: each field by itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    fields: Vec<SentField>,
    by: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentField {
    field: String,
    words: String,
    #[serde(default)]
    base: i64,
}

/// The fields that are about a block itself.
pub(super) fn of_block() -> Vec<&'static str> {
    let of_request = Field::OF_REQUEST.map(Field::as_str);
    Field::WORDS.iter().copied().filter(|word| !of_request.contains(word)).collect()
}

async fn noted(ground: &Ground, team: TeamId, of: Of) -> web::Result<Json<Listed<Noted>>> {
    let words = store::words_of(&mut ground.read().await?, team, of).await?;
    let noted = words.iter().map(|word| Noted {
        field: word.field.as_str(),
        words: word.words.clone(),
        changed_at: word.changed_at,
        version: word.kept.version,
    });
    Ok(Json(Listed::whole(noted.collect())))
}

fn typing(sent: &Sent, known: &[&'static str]) -> web::Result<Vec<Typing>> {
    let (mut errors, mut ruled) = (Errors::default(), Errors::default());
    let mut all = Vec::new();
    if sent.fields.len() > MOST {
        errors.add("fields", format!("There are {MOST} fields."));
    }
    for (place, SentField { field: word, words, base }) in sent.fields.iter().enumerate() {
        let at = |part: &str| format!("fields.{place}.{part}");
        let signs = words.chars().count();
        if signs > LONGEST {
            errors.add(&at("words"), format!("Shorten this to {LONGEST} signs; it has {signs}."));
        }
        if sent.fields.iter().take(place).any(|before| before.field == *word) {
            ruled.add(&at("field"), "This field stands above already. Name each once.");
            continue;
        }
        match Field::from_word(word).filter(|_| known.contains(&word.as_str())) {
            Some(Field::What | Field::Clue | Field::Source) if signs > LINE => {
                ruled.add(&at("words"), format!("This is one line. Shorten it to {LINE} signs; it has {signs}."));
            }
            Some(field) => all.push(Typing { field, words: words.clone(), base: *base, is_as_loaded: false }),
            None => errors.add(&at("field"), format!("Take one of {}.", known.join(", "))),
        }
    }
    errors.into_result()?;
    ruled.into_result().map_err(Failure::RefusedAt)?;
    Ok(all)
}

async fn request_of(ground: &Ground, token: &Token, request: &str) -> web::Result<RequestId> {
    let request: RequestId = request.parse().map_err(|_no_id| Failure::NotFound)?;
    let found = requests::readings::find(&mut ground.read().await?, token.team, request).await?;
    found.map(|request| request.id).ok_or(Failure::NotFound)
}

async fn block_of(ground: &Ground, token: &Token, key: &str) -> web::Result<BlockKey> {
    let found = blocks::find(&mut ground.read().await?, token.team, key_of(key)?).await?;
    found.map(|block| block.key).ok_or(Failure::NotFound)
}

pub(super) async fn about_request(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
) -> web::Result<Json<Listed<Noted>>> {
    token.need(Scope::ReadBlocks)?;
    noted(&ground, token.team, Of::Request(request_of(&ground, &token, &request).await?)).await
}

pub(super) async fn note_about_request(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
    Json(sent): Json<Sent>,
) -> web::Result<Json<Listed<Noted>>> {
    token.need(Scope::WriteBlocks)?;
    let typing = typing(&sent, &Field::OF_REQUEST.map(Field::as_str))?;
    let of = Of::Request(request_of(&ground, &token, &request).await?);
    acts::keep(&ground, &token.hand(&ground, Some(&sent.by)).await?, None, of, &typing).await?;
    noted(&ground, token.team, of).await
}

pub(super) async fn about_block(
    State(ground): State<Ground>,
    token: Token,
    Path(key): Path<String>,
) -> web::Result<Json<Listed<Noted>>> {
    token.need(Scope::ReadBlocks)?;
    noted(&ground, token.team, Of::Block(block_of(&ground, &token, &key).await?)).await
}

pub(super) async fn note_about_block(
    State(ground): State<Ground>,
    token: Token,
    Path(key): Path<String>,
    Json(sent): Json<Sent>,
) -> web::Result<Json<Listed<Noted>>> {
    token.need(Scope::WriteBlocks)?;
    let typing = typing(&sent, &of_block())?;
    let block = block_of(&ground, &token, &key).await?;
    let of = Of::Block(block);
    acts::keep(&ground, &token.hand(&ground, Some(&sent.by)).await?, Some(block), of, &typing).await?;
    noted(&ground, token.team, of).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_named_once() {
        let field = |field: &str| SentField { field: field.to_owned(), words: "Nine.".to_owned(), base: 0 };
        let typed = |fields: &[&str]| {
            let fields = fields.iter().map(|word| field(word)).collect();
            typing(&Sent { fields, by: String::new() }, &["behind", "touches"])
        };
        assert_eq!(typed(&["behind", "touches"]).unwrap().len(), 2);
        let Err(Failure::RefusedAt(errors)) = typed(&["behind", "touches", "behind"]) else { panic!("named twice") };
        assert!(errors.of("fields.2.field").unwrap().contains("once") && errors.iter().count() == 1);
    }
}
