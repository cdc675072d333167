//! Schemathesis asks for every operation of the API with what fits its description and what doesn't. It is told ids that exist, so that it
//! comes as far as the rules.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::process::Command;

use serde_json::{Value, json};

use crate::harness::{Engine, Installation, NewTeam, Visitor, wait};
use crate::routes::ROUTES;
use crate::things::Things;

const TEAM: NewTeam = NewTeam::BRIGHTWATER;
const LEAD: &str = "lead@brightwater.example";
const TOM: &str = "tom@brightwater.example";
const PLACE: &str = "/api/v1/openapi.json";

/// What ends something is sent to things of its own, since the others have to go on.
fn ends(path: &str) -> bool {
    ["/end", "/removal", "/spam", "/setting-aside", "/skip"].iter().any(|end| path.ends_with(end))
}

/// Where in what is sent something stands that exists: `path.id`, `body.by`; and what can stand there.
type Known = BTreeMap<String, Vec<String>>;

/// What a team has, as a program made it.
struct Story {
    sets: [Things; 2],
    /// Open blocks of the lead and of a member, and the requests that the first looks at.
    open: [String; 2],
    looked: Vec<String>,
    /// One that is taken back, and a promise that moves; then two questions about another time, one to be agreed to and one refused.
    withdrawn: String,
    moved: String,
    moves: [String; 2],
    change: String,
    entry: String,
    kind: String,
    hours: Vec<String>,
    later: Vec<String>,
}

impl Story {
    fn of(client: &mut Visitor, sets: [Things; 2]) -> Self {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let id = |things: &Things, path: &str| things.path(ROUTES.iter().find(|route| route.path == path).unwrap());
        let now = sets[0].made_at();
        let in_hours = |hours: i64| (now + jiff::SignedDuration::from_hours(hours)).to_string();
        let open = [(LEAD, 5), (TOM, 6)].map(|(by, hours)| {
            let block = json!({ "starts_at": in_hours(hours), "minutes": 45, "holders": [by], "by": by });
            let key = text(&send(client, "/blocks", &block)["key"]);
            send(client, &format!("/blocks/{key}/opening"), &json!({ "by": by }));
            key
        });
        let asked = [0, 1, 2, 3].map(|_place| {
            let asked = json!({ "from": { "address": "karin@customer.example" }, "text": "A course, please." });
            text(&send(client, "/requests", &asked)["id"])
        });
        let promises = asked.each_ref().map(|request| {
            let promises = client.get(&format!("/api/v1/requests/{request}/promises")).unwrap().with(200).json();
            text(&promises["items"][0]["id"])
        });
        let moves = [0, 1].map(|place| {
            let later = json!({ "due_at": in_hours(24 * 40), "reason": "We wait.", "kind": "waiting" });
            text(&send(client, &format!("/promises/{}/renegotiation", promises[place]), &later)["id"])
        });
        let metric = id(&sets[0], "/api/v1/metrics/{id}");
        let metric = metric.trim_start_matches("/api/v1");
        let changed = json!({ "on": "2026-01-05", "words": "A new form." });
        let changed = send(client, &format!("{metric}/changes"), &changed);
        let readings = json!({ "readings": [{ "on": "2026-01-12", "value": 8.0 }] });
        let entry = text(&send(client, &format!("{metric}/readings"), &readings)["entry"]);
        let kind = json!({ "word": "a recall", "sentence": "A product comes back.", "by": LEAD });
        let kind = text(&send(client, "/emergency-kinds", &kind)["id"]);
        // The lead's own block looks at nothing else: what is owed waits for the team's, but for what jumps the queue.
        let marking = json!({ "kind": "safety", "why": "A guard is loose.", "by": LEAD });
        send(client, &format!("/requests/{}/emergency", sets[0].request()), &marking);
        let agenda = client.get(&format!("/api/v1/blocks/{}/agenda", open[0])).unwrap().with(200).json();
        let looked = agenda["items"].as_array().unwrap().iter().map(|item| text(&item["request"])).collect();
        Self {
            sets,
            open,
            looked,
            withdrawn: asked[3].clone(),
            moved: promises[2].clone(),
            moves,
            change: text(&changed["changes"][0]["id"]),
            entry,
            kind,
            hours: (10..40).map(|day| in_hours(day * 24 + day % 7)).collect(),
            later: (50..60).map(|day| in_hours(day * 24)).collect(),
        }
    }

    /// What exists for an operation whose document has these fields.
    fn known(&self, method: &str, path: &str, fields: &[String]) -> Known {
        let set = &self.sets[usize::from(ends(path))];
        let route = ROUTES.iter().find(|route| route.method == method && route.path == path).unwrap();
        let mut known = Known::new();
        let whole = set.path(route);
        for (name, word) in path.split('/').zip(whole.split('/')).filter(|(name, _)| ["{id}", "{key}"].contains(name)) {
            let own = match path {
                "/api/v1/emergency-kinds/{id}/end" => self.kind.as_str(),
                "/api/v1/renegotiations/{id}/agreed" => self.moves[0].as_str(),
                "/api/v1/renegotiations/{id}/refused" => self.moves[1].as_str(),
                "/api/v1/promises/{id}/renegotiation/agreed" => self.moved.as_str(),
                "/api/v1/requests/{id}/withdrawal" => self.withdrawn.as_str(),
                "/api/v1/requests/{id}/options" => set.with_options(),
                "/api/v1/blocks/{key}/closing" => self.open[1].as_str(),
                "/api/v1/metrics/{id}/readings/undoing" | "/api/v1/metrics/{id}/changes/removal" => "",
                _ if path.starts_with("/api/v1/blocks/{key}/")
                    && !path.ends_with("/move")
                    && !path.ends_with("/skip") =>
                {
                    self.open[0].as_str()
                }
                _ => word,
            };
            let own = match own {
                "" => self.sets[0].path(route).split('/').nth(4).unwrap().to_owned(),
                own => own.to_owned(),
            };
            known.insert(format!("path.{}", name.trim_matches(['{', '}'])), vec![own]);
        }
        for field in fields {
            let own: Vec<String> = match field.as_str() {
                "by" if path.ends_with("/closing") => vec![TOM.to_owned()],
                "by" | "member" => vec![LEAD.to_owned()],
                "request" if path.starts_with("/api/v1/blocks") => self.looked.clone(),
                "request" => vec![set.request().to_owned()],
                "goal" if !path.ends_with("/links/end") => vec![self.sets[0].goal().to_owned()],
                "label" => vec![set.label().to_owned()],
                "change" => vec![self.change.clone()],
                "entry" => vec![self.entry.clone()],
                "kind" if path.ends_with("/emergency") => vec!["safety".to_owned(), "outage".to_owned()],
                "base" if path.contains("/answer") => (0..4).map(|version| format!("0.{version}")).collect(),
                "starts_at" => self.hours.clone(),
                "due_at" => self.later.clone(),
                "on" if path.ends_with("/removal") => vec!["2026-01-05".to_owned()],
                "from_on" | "until_on" if path.ends_with("/absences") => vec!["2099-01-05".to_owned()],
                _ => continue,
            };
            known.insert(format!("body.{field}"), own);
        }
        known
    }
}

/// Sends a document that has to be taken.
fn send(client: &mut Visitor, path: &str, document: &Value) -> Value {
    let answer = client.post_json(&format!("/api/v1{path}"), &[], document).unwrap();
    assert!((200..300).contains(&answer.status), "{path}: {} {}", answer.status, answer.text());
    if answer.body.is_empty() { Value::Null } else { answer.json() }
}

/// The fields of the document that an operation takes.
fn fields_of(operation: &Value, document: &Value) -> Vec<String> {
    let Some(schema) = operation.pointer("/requestBody/content/application~1json/schema") else { return Vec::new() };
    let schema = match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    schema["properties"].as_object().map(|fields| fields.keys().cloned().collect()).unwrap_or_default()
}

/// Each operation of the document but its own: method, path, the fields that it takes.
fn operations(document: &Value) -> Vec<(String, String, Vec<String>)> {
    let paths = document["paths"].as_object().unwrap();
    let all = paths.iter().filter(|(path, _)| *path != PLACE);
    all.flat_map(|(path, methods)| methods.as_object().unwrap().iter().map(move |one| (path, one)))
        .map(|(path, (method, operation))| (method.to_uppercase(), path.clone(), fields_of(operation, document)))
        .collect()
}

/// The settings of Schemathesis in which all this stands.
fn settings(document: &Value, story: &Story) -> String {
    let (mut dictionaries, mut bound) = (String::new(), String::new());
    let mut count = 0;
    for (method, path, fields) in operations(document) {
        let known = story.known(&method, &path, &fields);
        if known.is_empty() {
            continue;
        }
        writeln!(bound, "[[operations]]\ninclude-name = \"{method} {path}\"\n[operations.parameters]").unwrap();
        for (place, values) in known {
            count += 1;
            writeln!(dictionaries, "[dictionaries.d{count}]\nvalues = {values:?}").unwrap();
            writeln!(bound, "\"{place}\" = {{ dictionary = \"d{count}\", probability = 0.9 }}").unwrap();
        }
    }
    dictionaries + &bound
}

/// The statuses that each operation met, as the script tells them.
fn met(told: &str) -> BTreeMap<String, BTreeSet<u16>> {
    let mut all = BTreeMap::new();
    for line in told.lines().filter_map(|line| line.strip_prefix("met ")) {
        let mut words = line.split(' ');
        let name = format!("{} {}", words.next().unwrap(), words.next().unwrap());
        let statuses = words.filter_map(|word| word.split('x').next()?.parse().ok()).collect();
        all.insert(name, statuses);
    }
    all
}

/// It must find no answer that is not as described, and must have come as far as the rules of each operation.
#[test]
fn whatever_is_sent_is_answered_as_described() {
    let installation = Installation::new(Engine::Sqlite);
    installation.found(TEAM);
    installation.add_person(TEAM.slug, "Tom Reyk", TOM, &["--role=member"]);
    let sets = [0, 1]
        .map(|place| wait(async { Things::make(&installation.ground(), TEAM.slug, place, "Apfelkompott").await }));
    let token = installation.token(TEAM.slug);
    let program = installation.start();
    let described = program.visitor().get(PLACE).unwrap().json();
    let story = Story::of(&mut program.visitor().with_token(&token), sets);
    let file = installation.path("schemathesis.toml");
    std::fs::write(&file, settings(&described, &story)).unwrap();
    let peers = std::env::var("OFFWHEEL_PEERS");
    let peers = peers.expect("OFFWHEEL_PEERS names no folder: run the tests by `cargo xtask test`, which sets it");
    let out = Command::new("bash")
        .arg(format!("{peers}/openapi-fuzz.sh"))
        .args([format!("{}{PLACE}", program.url()), installation.path("fuzz").display().to_string()])
        .arg(format!("--header=Authorization: Bearer {token}"))
        .arg(format!("--config={}", file.display()))
        .args(["--examples=5", "--seconds=500"])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success(), "{}: {told} {}", out.status, String::from_utf8_lossy(&out.stderr));
    // All but the document itself, which it has read already.
    let all = operations(&described);
    let many = all.len();
    assert!(told.contains(&format!("Selected: {many}/{many}")), "all {many} were asked: {told}");
    let met = met(&told);
    let names: Vec<String> = all.iter().map(|(method, path, _)| format!("{method} {path}")).collect();
    let has_met = |name: &String, least: u16, most: u16| {
        met.get(name).is_some_and(|met| met.iter().any(|status| (least..=most).contains(status)))
    };
    // Either it did something, or a rule said no; what never came so far was only told that its ids are unknown.
    let stuck: Vec<_> = names.iter().filter(|name| !has_met(name, 200, 299) && !has_met(name, 409, 409)).collect();
    assert!(stuck.is_empty(), "these came no further than their address: {stuck:#?}");
    let went_well = names.iter().filter(|name| has_met(name, 200, 299)).count();
    assert!(went_well * 5 >= many * 4, "only {went_well} of {many} went well once: {told}");
    assert!(program.stop().success());
}
