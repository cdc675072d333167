//! The API as its OpenAPI document tells it: every route is described, nothing else is, and what is answered is what is described.

use std::collections::BTreeSet;

use ground::Actor;
use serde_json::{Value, json};
use team::Scope;

use crate::harness::{Answer, Engine, Installation, NewTeam, Visitor, wait};
use crate::routes::{ROUTES, in_the_sources};
use crate::things::Things;

const TEAM: NewTeam = NewTeam::BRIGHTWATER;
const OURS: NewTeam = NewTeam { name: "Ours", slug: "ours", prefix: "O", domain: "ours.example" };
const SECRET: &str = "Quittenmarmelade";
const PLACE: &str = "/api/v1/openapi.json";

#[test]
fn every_route_of_the_api_is_described_and_nothing_else() {
    let installation = Installation::new(Engine::Sqlite);
    installation.found(TEAM);
    let program = installation.start();
    let answer = program.visitor().get(PLACE).unwrap().with(200);
    let known = program.visitor().with_header("if-none-match", answer.header("etag").unwrap());
    assert!(known.clone().get(PLACE).unwrap().with(304).body.is_empty());
    let document = answer.json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1."));

    let paths = document["paths"].as_object().unwrap();
    let described: BTreeSet<(String, String)> = paths
        .iter()
        .flat_map(|(path, methods)| {
            methods.as_object().unwrap().keys().map(|method| (method.to_uppercase(), path.clone()))
        })
        .collect();
    let routed: BTreeSet<(String, String)> =
        in_the_sources().into_iter().filter(|(_, path)| path.starts_with("/api/")).collect();
    let untold: Vec<_> = routed.difference(&described).collect();
    let gone: Vec<_> = described.difference(&routed).collect();
    assert!(untold.is_empty() && gone.is_empty(), "not described: {untold:?}; described and not there: {gone:?}");

    // Who has no token opens nothing but the document, and is told so as described.
    let operations =
        paths.iter().flat_map(|(path, methods)| methods.as_object().unwrap().iter().map(move |one| (path, one)));
    for (path, (method, operation)) in operations.filter(|(path, _)| *path != PLACE) {
        let path = path.replace("{id}", "00000000-0000-7000-8000-000000000000").replace("{n}", "Q1");
        let answer =
            program.visitor().ask(&method.to_uppercase(), &path, &[("content-type", "application/json")], b"{}");
        let answer = answer.unwrap().with(401);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{method} {path}");
        let reference = operation["responses"]["401"]["$ref"].as_str().unwrap();
        let content = &document.pointer(reference.trim_start_matches('#')).unwrap()["content"];
        assert!(content.get("application/problem+json").is_some(), "{method} {path}");
    }
    assert!(program.stop().success());
}

/// The least that a schema takes.
fn least(schema: &Value, document: &Value, lead: &str) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        return least(document.pointer(reference.trim_start_matches('#')).unwrap(), document, lead);
    }
    if let Some(word) = schema["enum"].as_array().and_then(|words| words.first()) {
        return word.clone();
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"].get(0).and_then(Value::as_str));
    match kind {
        Some("object") => {
            let needed = schema["required"].as_array().cloned().unwrap_or_default();
            let field = |name: &Value| {
                let name = name.as_str().unwrap();
                let value = match name {
                    "by" => json!(lead),
                    "address" => json!("karin@customer.example"),
                    "base" if schema["properties"][name]["type"] == "string" => json!("0.0"),
                    "block" => json!(NOBODY),
                    _ => least(&schema["properties"][name], document, lead),
                };
                (name.to_owned(), value)
            };
            Value::Object(needed.iter().map(field).collect())
        }
        Some("array") if schema["minItems"].as_i64().is_some() => json!([least(&schema["items"], document, lead)]),
        Some("array") => json!([]),
        Some("integer" | "number") => schema.get("minimum").cloned().unwrap_or_else(|| json!(0)),
        Some("boolean") => json!(false),
        Some("string") => match schema["format"].as_str() {
            Some("date-time") => json!("2090-01-02T10:00:00Z"),
            Some("date") => json!("2026-01-02"),
            Some("uuid") => json!(NOBODY),
            _ => json!("x"),
        },
        _ => Value::Null,
    }
}

const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

/// Each operation of the document: method, path, what it needs, the least document that it takes.
fn operations(document: &Value, lead: &str) -> Vec<(String, String, String, Option<Value>)> {
    let paths = document["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(|(path, methods)| methods.as_object().unwrap().iter().map(move |one| (path, one)));
    let told = |(path, (method, operation)): (&String, (&String, &Value))| {
        let scope = operation["security"][0]["token"][0].as_str().unwrap_or_default().to_owned();
        let schema = operation.pointer("/requestBody/content/application~1json/schema");
        let mut body = schema.map(|schema| least(schema, document, lead));
        // One of two has to be there, which the schema does not say.
        match body.as_mut().and_then(Value::as_object_mut) {
            Some(fields) if path.contains("/links") => fields.insert("goal".to_owned(), json!(NOBODY)),
            Some(fields) if path.ends_with("{element}") => fields.insert("waived".to_owned(), json!("x")),
            Some(_) | None => None,
        };
        (method.to_uppercase(), path.clone(), scope, body)
    };
    all.map(told).filter(|(_, path, _, _)| path != PLACE).collect()
}

fn send(client: &mut Visitor, method: &str, path: &str, body: Option<&Value>) -> Answer {
    let body = body.map(ToString::to_string).unwrap_or_default();
    client.ask(method, path, &[("content-type", "application/json")], body.as_bytes()).unwrap()
}

#[test]
fn a_token_opens_what_its_scopes_say_and_nothing_of_another_team() {
    let installation = Installation::new(Engine::Sqlite);
    installation.found(OURS);
    let team = installation.found(TEAM);
    let theirs = wait(async { Things::make(&installation.ground(), TEAM.slug, 0, SECRET).await });
    let ground = installation.ground();
    let make = |team, scopes: Vec<Scope>| {
        wait(async {
            let ends_at = ground.now().checked_add(jiff::SignedDuration::from_hours(24)).unwrap();
            team::make_token(&ground, team, "a test", &scopes, ends_at, Actor::Machine("test")).await.unwrap().text
        })
    };
    let lacking = Scope::ALL.map(|scope| {
        let others = Scope::ALL.into_iter().filter(|other| *other != scope).collect();
        (scope, make(team, others))
    });
    let ours =
        wait(async { team::teams::by_slug(&mut ground.read().await.unwrap(), OURS.slug).await.unwrap().unwrap().id });
    let foreign = make(ours, Scope::ALL.to_vec());
    drop(ground);

    let program = installation.start();
    let document = program.visitor().get(PLACE).unwrap().json();
    let lead = format!("lead@{}", OURS.domain);
    let mut tried = 0;
    for (method, path, scope, body) in operations(&document, &lead) {
        let route = ROUTES.iter().find(|route| route.method == method && route.path == path);
        let route = route.unwrap_or_else(|| panic!("{method} {path} is not walked"));
        let place = theirs.path(route).replace("/answers/1", "/answers/Q1");
        let (_, without) = lacking.iter().find(|(known, _)| known.as_str() == scope).unwrap();
        let answer = send(&mut program.visitor().with_token(without), &method, &place, body.as_ref());
        assert_eq!(answer.status, 403, "{method} {path} without {scope}: {}", answer.text());
        assert!(answer.json()["detail"].as_str().unwrap().contains(scope.as_str()), "{}", answer.text());
        let answer = send(&mut program.visitor().with_token(&foreign), &method, &place, body.as_ref());
        assert!(!answer.text().contains(SECRET), "{method} {path}: {}", answer.text());
        if path.contains('{') {
            assert_eq!(
                answer.status,
                404,
                "{method} {path} of another team: {} {} {body:?}",
                answer.status,
                answer.text()
            );
            tried += 1;
        }
    }
    assert!(tried > 40, "{tried} operations name a thing");
    assert!(program.stop().success());
}
