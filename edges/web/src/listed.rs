use axum::extract::{FromRequestParts, Query};
use http::request::Parts;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::failure::Failure;
use crate::forms::Errors;

/// Most items that one part of a list of the API has.
pub const MOST_ITEMS: i64 = 200;

/// A part of a list as the API gives it, and the address of the next one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed<T> {
    /// What is in it.
    pub items: Vec<T>,
    /// Where the next part is; none at the end of the list.
    pub next: Option<String>,
}

impl<T> Listed<T> {
    /// A list that is given whole.
    pub fn whole(items: Vec<T>) -> Self {
        Self { items, next: None }
    }

    /// A part of at most `limit`, made of what was found when one more was looked for. `next` names the address after the last item shown.
    pub fn part<F>(mut found: Vec<F>, limit: i64, next: impl FnOnce(&F) -> String, item: impl FnMut(F) -> T) -> Self {
        let limit = usize::try_from(limit).unwrap_or_default();
        let has_more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| has_more).map(next);
        Self { items: found.into_iter().map(item).collect(), next }
    }

    /// How many items a part shall have: 50 where nothing is said.
    ///
    /// # Errors
    /// [`Failure::Invalid`] below 1 and above [`MOST_ITEMS`].
    pub fn limit(asked: Option<i64>) -> Result<i64, Failure> {
        let limit = asked.unwrap_or(50);
        if (1..=MOST_ITEMS).contains(&limit) {
            Ok(limit)
        } else {
            Err(Failure::Invalid(Errors::at("limit", format!("A page holds 1 to {MOST_ITEMS} items."))))
        }
    }

    /// A place that is none of this list's.
    pub fn no_place() -> Failure {
        Failure::Invalid(Errors::at("after", "Take the address of the next page as it was given in next."))
    }
}

/// What an address of the API asks beside its path; what can't be read is a [`Failure`].
#[derive(Debug, Clone)]
pub struct Asked<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(error) => Err(Failure::Unreadable(error.body_text())),
        }
    }
}
