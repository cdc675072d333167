//! The OpenAPI document: what every room says of itself, in one.

use std::sync::LazyLock;

use axum::response::Response;
use http::HeaderMap;
use web::describe::{Operation, document};

const ABOUT: &str = "Requests, promises, blocks, answers, diagnosis and the business of one team, by the same acts as on its pages.\n\n\
    A token belongs to one team and opens what its scopes say. What can’t be done is told as a problem document (RFC 9457): 422 where \
    something is not as described here, 409 where a rule of the product or another thing of the team says no. Lists are given in parts; \
    `next` is the address of the next one. Instants are given in UTC. Text that is taken may not hold U+0000.";

/// What each room does for machines, below its name.
pub fn groups() -> Vec<(&'static str, Vec<Operation>)> {
    let own = Operation::get("/api/v1/openapi.json", "readDescription", "This document.").gives(
        200,
        "The document.",
        web::describe::anything(),
    );
    vec![
        ("requests", requests::api::described()),
        ("decisions", decisions::api::described()),
        ("diagnosis", diagnosis::api::described()),
        ("business", business::api::described()),
        ("description", vec![own.gives_nothing(304, "It is known by its ETag.")]),
    ]
}

/// Answers with the document, or with nothing if it is known. It holds nothing of a team, so it needs no token.
pub async fn serve(headers: HeaderMap) -> Response {
    static TEXT: LazyLock<String> = LazyLock::new(|| document(env!("CARGO_PKG_VERSION"), ABOUT, &groups()).to_string());
    web::paging::unless_known(&headers, "application/json", TEXT.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_descriptions_hang_together() {
        let flaws: Vec<String> = web::describe::flaws(&groups()).iter().map(ToString::to_string).collect();
        assert!(flaws.is_empty(), "{flaws:#?}");
    }
}
