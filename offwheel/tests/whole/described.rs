//! The API as its OpenAPI document tells it: every route is described, nothing else is, and what is answered is what is described.

use std::collections::BTreeSet;
use std::process::Command;

use crate::harness::{Engine, Installation, NewTeam, wait};
use crate::routes::in_the_sources;
use crate::things::Things;

const TEAM: NewTeam = NewTeam::BRIGHTWATER;
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

/// Schemathesis reads the document, and sends what fits it and what doesn't. It must find no answer that is not as described.
#[test]
fn whatever_is_sent_is_answered_as_described() {
    let installation = Installation::new(Engine::Sqlite);
    installation.found(TEAM);
    wait(async { Things::make(&installation.ground(), TEAM.slug, 0, "Apfelkompott").await });
    let token = installation.token(TEAM.slug);
    let program = installation.start();
    let peers = std::env::var("OFFWHEEL_PEERS");
    let peers = peers.expect("OFFWHEEL_PEERS names no folder: run the tests by `cargo xtask test`, which sets it");
    let out = Command::new("bash")
        .arg(format!("{peers}/openapi-fuzz.sh"))
        .args([format!("{}{PLACE}", program.url()), installation.path("fuzz").display().to_string()])
        .arg(format!("--header=Authorization: Bearer {token}"))
        .args(["--examples=12", "--seconds=300"])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success(), "{}: {told} {}", out.status, String::from_utf8_lossy(&out.stderr));
    let described = program.visitor().get(PLACE).unwrap().json();
    // All but the document itself, which it has read already.
    let methods = described["paths"].as_object().unwrap().values().map(|methods| methods.as_object().unwrap().len());
    let many = methods.sum::<usize>() - 1;
    assert!(told.contains(&format!("Selected: {many}/{many}")), "all {many} were asked: {told}");
    assert!(program.stop().success());
}
