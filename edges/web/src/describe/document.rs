use std::collections::BTreeSet;
use std::fmt;

use serde_json::{Map, Value, json};

use super::schema::NAME;
use super::{Operation, Schema};

/// The problems that are told of operations: status and name among the document's responses.
pub(super) const PROBLEMS: [(u16, &str); 9] = [
    (400, "Unreadable"),
    (401, "NoToken"),
    (403, "NotOpen"),
    (404, "NotHere"),
    (409, "Refused"),
    (413, "TooLarge"),
    (422, "ToMend"),
    (429, "TooMany"),
    (503, "NotNow"),
];

/// The OpenAPI 3.1 document of these operations, each group below its name.
pub fn document(version: &str, about: &str, groups: &[(&str, Vec<Operation>)]) -> Value {
    let mut paths = Map::new();
    for (tag, operation) in groups.iter().flat_map(|(tag, all)| all.iter().map(move |operation| (tag, operation))) {
        let place = paths.entry(operation.path).or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(methods) = place {
            methods.insert(operation.method.to_owned(), operation.told(tag));
        }
    }
    let mut schemas = Map::new();
    schemas.insert("Problem".to_owned(), problem());
    let mut paths = Value::Object(paths);
    gather(&mut paths, &mut schemas);
    let tags: Vec<Value> = groups.iter().map(|(tag, _)| json!({ "name": tag })).collect();
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Offwheel", "version": version, "description": about, "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" } },
        "servers": [{ "url": "/" }],
        "tags": tags,
        "paths": paths,
        "components": {
            "securitySchemes": { "token": {
                "type": "http",
                "scheme": "bearer",
                "description": "A token of one team, made at the command line (`offwheel token new`), with the scopes that it needs.",
            } },
            "responses": responses(),
            "schemas": schemas,
        },
    })
}

/// Moves what has a name to the components, and leaves a reference in its place.
fn gather(value: &mut Value, schemas: &mut Map<String, Value>) {
    match value {
        Value::Object(fields) => {
            for inner in fields.values_mut() {
                gather(inner, schemas);
            }
            if let Some(Value::String(name)) = fields.shift_remove(NAME) {
                // What it means is said where it stands, since the same thing can mean something else in another place.
                let words = fields.shift_remove("description");
                let whole = std::mem::take(fields);
                fields.insert("$ref".to_owned(), format!("#/components/schemas/{name}").into());
                fields.extend(words.map(|words| ("description".to_owned(), words)));
                // Two things of one name are a flaw, and told as one.
                let known = schemas.get(&name).is_some_and(|known| *known != Value::Object(whole.clone()));
                let name = if known { format!("{name} again") } else { name };
                schemas.insert(name, Value::Object(whole));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|inner| gather(inner, schemas)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A problem document (RFC 9457), as [`Problem`](crate::Problem) is written.
fn problem() -> Value {
    let words = super::any_text;
    let at_field = super::object(
        [
            ("pointer", words().says("JSON pointer to the field, such as `#/from/address`.")),
            ("detail", words().says("What to do.")),
        ],
        [],
    );
    let problem = super::object(
        [
            ("type", Schema(json!({ "const": "about:blank" })).says("The status says it all.")),
            ("title", words().says("The kind of problem in a few words.")),
            ("status", super::whole(400, 599).says("The HTTP status.")),
            ("detail", words().says("What is wrong and what to do.")),
        ],
        [
            ("instance", words().says("The number of this request in the log of the installation.")),
            ("errors", super::list(at_field.into()).says("What to mend, field by field.")),
        ],
    );
    Schema::from(problem).says("A problem document (RFC 9457).").0
}

fn responses() -> Value {
    let mut all = Map::new();
    for (status, name) in PROBLEMS {
        let words = match status {
            400 => "What was sent can’t be read as what it should be.",
            401 => "There is no token, or it opens nothing any more.",
            403 => "The token lacks the scope.",
            404 => "There is no such thing, or it is another team’s.",
            409 => "A rule says no, or somebody else changed it first; the words say what to do next.",
            413 => "The document is larger than what is taken.",
            422 => "Something in the document or the query has to be mended; `errors` says where.",
            429 => "Too often in a short time; `Retry-After` says when the next one is taken.",
            _ => "Not at the moment; nothing was changed unless the words say so.",
        };
        let content = json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } });
        let mut answer = json!({ "description": words, "content": content });
        let header = match status {
            401 => Some(("WWW-Authenticate", json!({ "type": "string" }))),
            429 => Some(("Retry-After", json!({ "type": "integer", "minimum": 1 }))),
            _ => None,
        };
        if let (Some((name, schema)), Value::Object(fields)) = (header, &mut answer) {
            fields.insert("headers".to_owned(), json!({ name: { "schema": schema } }));
        }
        all.insert(name.to_owned(), answer);
    }
    Value::Object(all)
}

/// What is wrong with a description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw(String);

impl fmt::Display for Flaw {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// What is wrong with these descriptions; nothing, if a test is content.
///
/// Names that come twice, fields that only the description or only the handler knows, references to nothing, operations that give nothing,
/// places in an address that are not described.
pub fn flaws(groups: &[(&str, Vec<Operation>)]) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let (mut names, mut places) = (BTreeSet::new(), BTreeSet::new());
    for operation in groups.iter().flat_map(|(_, all)| all) {
        let at = format!("{} {}", operation.method, operation.path);
        if !names.insert(operation.name) {
            flaws.push(Flaw(format!("{at}: the name {} comes twice", operation.name)));
        }
        if !places.insert(at.clone()) {
            flaws.push(Flaw(format!("{at}: comes twice")));
        }
        flaws.extend(operation.differing_fields().into_iter().map(|words| Flaw(format!("{at}: {words}"))));
        if !operation.gives_something() {
            flaws.push(Flaw(format!("{at}: says nothing of what is given")));
        }
    }
    let whole = document("0", "", groups);
    let mut references = BTreeSet::new();
    referred(&whole, &mut references);
    for reference in references {
        let pointer = reference.trim_start_matches('#');
        if whole.pointer(pointer).is_none() {
            flaws.push(Flaw(format!("{reference} leads nowhere")));
        }
    }
    let schemas = whole.pointer("/components/schemas").and_then(Value::as_object);
    for name in schemas.into_iter().flat_map(Map::keys).filter(|name| name.contains(' ')) {
        flaws.push(Flaw(format!("two things are called {}", name.trim_end_matches(" again"))));
    }
    flaws
}

fn referred(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get("$ref") {
                found.insert(reference.clone());
            }
            fields.values().for_each(|inner| referred(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| referred(inner, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
