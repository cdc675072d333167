use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::failure::Failure;
use crate::forms::Errors;

/// A JSON document, as the body of a request to the API or of its answer.
///
/// What can't be read is a [`Failure`] that names the place in the document and says what was expected there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Json<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let media =
            request.headers().get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let media = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if !(media == "application/json" || (media.starts_with("application/") && media.ends_with("+json"))) {
            return Err(Failure::Unreadable("Send a JSON document, with Content-Type: application/json.".to_owned()));
        }
        let body = Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status() {
            http::StatusCode::PAYLOAD_TOO_LARGE => {
                Failure::TooLarge("The document is larger than we take here.".to_owned())
            }
            _ => Failure::Unreadable("The document did not arrive whole. Send it again.".to_owned()),
        })?;
        Self::read(&body).map(Self)
    }
}

impl<T: DeserializeOwned> Json<T> {
    /// Reads a document that came by another way than as the whole body.
    ///
    /// # Errors
    /// [`Failure::Unreadable`] if it is no JSON, [`Failure::Invalid`] at the place where it is not what is expected.
    pub fn read(body: &[u8]) -> Result<T, Failure> {
        read(body)
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    // Parsed twice, since the first pass alone can tell whether it is JSON at all and whether a sign is in it that no database keeps.
    let mut whole: serde_json::Value =
        serde_json::from_slice(body).map_err(|error| Failure::Unreadable(format!("This is not JSON: {error}.")))?;
    if let Some(place) = zero_sign(&whole, String::new()) {
        return Err(Failure::Invalid(Errors::at(&place, "The sign U+0000 can’t be kept. Leave it out.")));
    }
    // Else a list would be read as the values of the fields, in the order in which they happen to be written here.
    if whole.is_array() {
        let mut errors = Errors::default();
        errors.add_whole("This is a list. Send an object, with the names of its fields.");
        return Err(Failure::Invalid(errors));
    }
    settle_whole_numbers(&mut whole);
    serde_path_to_error::deserialize(whole).map_err(|error| {
        let place = error.path().iter().map(ToString::to_string).collect::<Vec<_>>().join(".");
        Failure::Invalid(Errors::at(&place, format!("This is not what is expected here: {}.", error.inner())))
    })
}

/// JSON knows no difference between 7 and 7.0, and neither does a schema; so a number without decimals is a whole one.
fn settle_whole_numbers(value: &mut serde_json::Value) {
    /// Up to here each whole number is a number of its own.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        serde_json::Value::Number(number) if !number.is_i64() && !number.is_u64() => {
            let whole = number.as_f64().filter(|float| float.fract().abs() <= 0.0 && float.abs() < EXACT);
            if let Some(whole) = whole.and_then(|float| format!("{float:.0}").parse::<i64>().ok()) {
                *value = whole.into();
            }
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(settle_whole_numbers),
        serde_json::Value::Object(fields) => fields.values_mut().for_each(settle_whole_numbers),
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => {}
    }
}

/// Where a text holds U+0000: its path with dots.
fn zero_sign(value: &serde_json::Value, place: String) -> Option<String> {
    let below = |key: &str| if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") };
    match value {
        serde_json::Value::String(text) => text.contains('\0').then_some(place),
        serde_json::Value::Array(items) => {
            items.iter().enumerate().find_map(|(index, item)| zero_sign(item, below(&index.to_string())))
        }
        serde_json::Value::Object(fields) => fields.iter().find_map(|(key, item)| match key.contains('\0') {
            true => Some(place.clone()),
            false => zero_sign(item, below(key)),
        }),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => None,
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[expect(dead_code, reason = "only read")]
    struct Note {
        from: Sender,
        files: Vec<Sender>,
    }

    #[derive(Debug, serde::Deserialize)]
    #[expect(dead_code, reason = "only read")]
    struct Sender {
        address: String,
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (body, status, place) in [
            (r#"{"from": {"address": 7}, "files": []}"#, 422, "#/from/address"),
            (r#"{"from": {}, "files": []}"#, 422, "#/from"),
            (
                r#"{"from": {"address": "a"}, "files": [{"address": "a"}, {"address": "b\u0000"}]}"#,
                422,
                "#/files/1/address",
            ),
            (r#"{"from": "#, 400, ""),
            ("", 400, ""),
        ] {
            let problem = read::<Note>(body.as_bytes()).unwrap_err().problem();
            let told = problem.errors.first().map_or("", |error| &error.pointer);
            assert_eq!((problem.status, told), (status, place), "{body}");
        }
        assert!(read::<Note>(br#"{"from": {"address": "a"}, "files": []}"#).is_ok());
        let list = read::<Note>(br#"[{"address": "a"}, []]"#).unwrap_err().problem();
        assert_eq!(list.status, 422, "fields have names");
    }
}
