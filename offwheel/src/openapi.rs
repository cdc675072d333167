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
        ("team", team::api::described()),
        ("requests", requests::api::described()),
        ("promises", promises::api::described()),
        ("blocks", blocks::api::described()),
        ("decisions", decisions::api::described()),
        ("diagnosis", diagnosis::api::described()),
        ("sessions", sessions::api::described()),
        ("answers", answers::api::described()),
        ("options", options::api::described()),
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
    use web::describe::{Schema, any_text, line, object};

    use super::*;

    #[derive(serde::Deserialize)]
    #[expect(dead_code, reason = "only its fields are looked at")]
    struct Sent {
        title: String,
        version: Option<i64>,
    }

    fn told(title: &'static str) -> Vec<String> {
        let taken = object([("title", line(300)), (title, any_text())], []).named("Taken");
        let operation = Operation::post("/api/v1/things", "addThing", "Adds a thing.").takes::<Sent>(taken);
        let groups = vec![("things", vec![operation.gives_nothing(204, "It is there.")])];
        web::describe::flaws(&groups).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_field_that_only_the_description_or_only_the_handler_knows_is_a_flaw() {
        assert_eq!(told("version"), Vec::<String>::new());
        let flaws = told("wish");
        assert!(flaws.iter().any(|flaw| flaw.contains("version is read but not described")), "{flaws:?}");
        assert!(flaws.iter().any(|flaw| flaw.contains("wish is described but not read")), "{flaws:?}");
    }

    #[test]
    fn two_things_of_one_name_and_two_operations_of_one_name_are_flaws() {
        let thing = |of: Schema| Operation::get("/api/v1/things", "listThings", "Things.").gives(200, "All.", of);
        let first = object([("title", any_text())], []).named("Thing");
        let second = object([("name", any_text())], []).named("Thing");
        let flaws = web::describe::flaws(&[("things", vec![thing(first), thing(second)])]);
        let told: Vec<String> = flaws.iter().map(ToString::to_string).collect();
        assert!(told.iter().any(|flaw| flaw.contains("listThings comes twice")), "{told:?}");
        assert!(told.iter().any(|flaw| flaw.contains("get /api/v1/things: comes twice")), "{told:?}");
    }

    #[test]
    fn the_descriptions_hang_together() {
        let flaws: Vec<String> = web::describe::flaws(&groups()).iter().map(ToString::to_string).collect();
        assert!(flaws.is_empty(), "{flaws:#?}");
    }
}
