//! What is remembered of a diagnosis.

pub(crate) mod answers;
pub(crate) mod askings;
pub(crate) mod case;
pub(crate) mod reviews;

use ground::StoreError;
use method::{Cause, Evidence, Question, Recommendation};

/// A word in the database that names nothing.
fn broken(what: &str, word: &str) -> StoreError {
    StoreError::Broken(format!("“{word}” is no {what}"))
}

fn question(code: &str) -> Result<Question, StoreError> {
    Question::from_code(code).ok_or_else(|| broken("question", code))
}

fn evidence(word: &str) -> Result<Evidence, StoreError> {
    Evidence::from_word(word).ok_or_else(|| broken("evidence", word))
}

fn cause(code: &str) -> Result<Cause, StoreError> {
    Cause::from_code(code).ok_or_else(|| broken("cause", code))
}

fn recommendation(word: &str) -> Result<Recommendation, StoreError> {
    Recommendation::from_word(word).ok_or_else(|| broken("recommendation", word))
}

fn parts(json: &str) -> Result<crate::rules::Parts, StoreError> {
    serde_json::from_str(json).map_err(|error| StoreError::Broken(format!("an answer can't be read: {error}")))
}

fn json(parts: &crate::rules::Parts) -> Result<String, StoreError> {
    serde_json::to_string(parts).map_err(|error| StoreError::Broken(format!("an answer can't be kept: {error}")))
}
