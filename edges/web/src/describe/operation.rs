use serde_json::{Map, Value, json};

use super::Schema;

/// One thing that can be done at one address.
#[derive(Debug, Clone)]
pub struct Operation {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) name: &'static str,
    words: &'static str,
    more: &'static str,
    scope: Option<&'static str>,
    query: Vec<(&'static str, Schema)>,
    headers: Vec<(&'static str, Schema)>,
    places: Vec<(&'static str, Schema)>,
    body: Option<Body>,
    answers: Vec<(u16, &'static str, Given)>,
    refuses: bool,
}

#[derive(Debug, Clone)]
struct Body {
    schema: Schema,
    files: Option<Files>,
    /// The names that the handler's type reads, where they are known.
    read: Option<&'static [&'static str]>,
}

/// Files that may come with a document, in a form.
#[derive(Debug, Clone, Copy)]
enum Files {
    /// Several, in parts called `files`.
    Several,
    /// One, in the part of this name.
    One(&'static str, &'static str),
}

#[derive(Debug, Clone)]
enum Given {
    Document(Schema),
    Bytes,
    Calendar,
    Nothing,
}

impl Operation {
    /// Reading at `path`. `name` is what programs call it by, `words` say what it does.
    pub fn get(path: &'static str, name: &'static str, words: &'static str) -> Self {
        Self::new("get", path, name, words)
    }

    /// Doing something at `path`.
    pub fn post(path: &'static str, name: &'static str, words: &'static str) -> Self {
        Self { refuses: true, ..Self::new("post", path, name, words) }
    }

    /// Putting something in the place of what stands at `path`.
    pub fn put(path: &'static str, name: &'static str, words: &'static str) -> Self {
        Self { refuses: true, ..Self::new("put", path, name, words) }
    }

    fn new(method: &'static str, path: &'static str, name: &'static str, words: &'static str) -> Self {
        Self {
            method,
            path,
            name,
            words,
            more: "",
            scope: None,
            query: Vec::new(),
            headers: Vec::new(),
            places: Vec::new(),
            body: None,
            answers: Vec::new(),
            refuses: false,
        }
    }

    /// What is worth knowing beside the one sentence.
    #[must_use]
    pub fn more(self, more: &'static str) -> Self {
        Self { more, ..self }
    }

    /// The scope that the token needs.
    #[must_use]
    pub fn needs(self, scope: &'static str) -> Self {
        Self { scope: Some(scope), ..self }
    }

    /// What may stand in the query.
    #[must_use]
    pub fn asks(mut self, name: &'static str, schema: Schema) -> Self {
        self.query.push((name, schema));
        self
    }

    /// Which part of the list: `limit` and `after`, of which the last has the form of the places that this list gives.
    #[must_use]
    pub fn paged(self, most: i64, after: Schema) -> Self {
        let limit = super::whole(1, most).with("default", 50).says("How many items to give at most.");
        self.asks("limit", limit).asks("after", after.says("The place that stands in the address of the next part."))
    }

    /// A header that is read, if it is there.
    #[must_use]
    pub fn reads(mut self, name: &'static str, schema: Schema) -> Self {
        self.headers.push((name, schema));
        self
    }

    /// What a place in the path is, where it is no id.
    #[must_use]
    pub fn place(mut self, name: &'static str, schema: Schema) -> Self {
        self.places.push((name, schema));
        self
    }

    /// The document that is sent, read as a `T`.
    #[must_use]
    pub fn takes<'de, T: serde::Deserialize<'de>>(self, schema: impl Into<Schema>) -> Self {
        let read = super::fields_taken::<T>();
        Self { body: Some(Body { schema: schema.into(), files: None, read }), ..self }
    }

    /// The same document as the part `document` of a form with files beside it in parts called `files`.
    #[must_use]
    pub fn or_with_files(self) -> Self {
        self.with_files(Files::Several)
    }

    /// The same document as the part `document` of a form with one file beside it, in the part called `name`; `words` say what it is.
    #[must_use]
    pub fn or_with_a_file(self, name: &'static str, words: &'static str) -> Self {
        self.with_files(Files::One(name, words))
    }

    fn with_files(mut self, files: Files) -> Self {
        if let Some(body) = &mut self.body {
            body.files = Some(files);
        }
        self
    }

    /// What is given when it went well.
    #[must_use]
    pub fn gives(mut self, status: u16, words: &'static str, schema: impl Into<Schema>) -> Self {
        self.answers.push((status, words, Given::Document(schema.into())));
        self
    }

    /// A file is given.
    #[must_use]
    pub fn gives_a_file(mut self, words: &'static str) -> Self {
        self.answers.push((200, words, Given::Bytes));
        self
    }

    /// A calendar is given.
    #[must_use]
    pub fn gives_a_calendar(mut self, words: &'static str) -> Self {
        self.answers.push((200, words, Given::Calendar));
        self
    }

    /// Nothing is given but that it went well.
    #[must_use]
    pub fn gives_nothing(mut self, status: u16, words: &'static str) -> Self {
        self.answers.push((status, words, Given::Nothing));
        self
    }

    pub(super) fn gives_something(&self) -> bool {
        !self.answers.is_empty()
    }

    /// Names in the path, in their order.
    pub(super) fn names_in_path(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
    }

    /// In what the described document differs from what is read: names that only one of both knows.
    pub(super) fn differing_fields(&self) -> Vec<String> {
        let Some(body) = &self.body else { return Vec::new() };
        let Some(read) = body.read else { return Vec::new() };
        let known = body.schema.0.get("properties").and_then(Value::as_object);
        let known: Vec<&str> = known.into_iter().flat_map(Map::keys).map(String::as_str).collect();
        let untold =
            read.iter().filter(|name| !known.contains(name)).map(|name| format!("{name} is read but not described"));
        let unread =
            known.iter().filter(|name| !read.contains(name)).map(|name| format!("{name} is described but not read"));
        untold.chain(unread).collect()
    }

    /// The operation as the document has it; below `tag`.
    pub(super) fn told(&self, tag: &str) -> Value {
        let mut told = Map::new();
        told.insert("operationId".to_owned(), self.name.into());
        told.insert("tags".to_owned(), json!([tag]));
        told.insert("summary".to_owned(), self.words.into());
        if !self.more.is_empty() {
            told.insert("description".to_owned(), self.more.into());
        }
        let security = self.scope.map_or_else(|| json!([]), |scope| json!([{ "token": [scope] }]));
        told.insert("security".to_owned(), security);
        let parameters = self.parameters();
        if !parameters.is_empty() {
            told.insert("parameters".to_owned(), Value::Array(parameters));
        }
        if let Some(body) = &self.body {
            let mut content = json!({ "application/json": { "schema": body.schema.0 } });
            if let (Some(files), Some(content)) = (body.files, content.as_object_mut()) {
                content.insert("multipart/form-data".to_owned(), in_a_form(&body.schema, files));
            }
            told.insert("requestBody".to_owned(), json!({ "required": true, "content": content }));
        }
        told.insert("responses".to_owned(), Value::Object(self.responses()));
        Value::Object(told)
    }

    fn parameters(&self) -> Vec<Value> {
        let place = |name: &str| {
            let own = self.places.iter().find(|(known, _)| *known == name).map(|(_, schema)| schema.clone());
            parameter("path", name, &own.unwrap_or_else(super::id))
        };
        let query = self.query.iter().map(|(name, schema)| parameter("query", name, schema));
        let headers = self.headers.iter().map(|(name, schema)| parameter("header", name, schema));
        self.names_in_path().map(place).chain(query).chain(headers).collect()
    }

    fn responses(&self) -> Map<String, Value> {
        let mut all = Map::new();
        for (status, words, given) in &self.answers {
            let content = match given {
                Given::Document(schema) => Some(json!({ "application/json": { "schema": schema.0 } })),
                Given::Bytes => Some(json!({ "application/octet-stream": {} })),
                Given::Calendar => Some(json!({ "text/calendar": {} })),
                Given::Nothing => None,
            };
            let mut answer = Map::new();
            answer.insert("description".to_owned(), (*words).into());
            answer.extend(content.map(|content| ("content".to_owned(), content)));
            all.insert(status.to_string(), Value::Object(answer));
        }
        for (status, name) in super::document::PROBLEMS {
            let is_told = match status {
                400 => self.body.is_some() || !self.query.is_empty() || !self.headers.is_empty(),
                401 | 403 => self.scope.is_some(),
                404 => self.names_in_path().next().is_some(),
                409 => self.refuses,
                413 => self.body.is_some(),
                422 => self.body.is_some() || !self.query.is_empty(),
                _ => self.scope.is_some(),
            };
            if is_told {
                all.insert(status.to_string(), json!({ "$ref": format!("#/components/responses/{name}") }));
            }
        }
        all
    }
}

/// A form that carries a document and files.
fn in_a_form(document: &Schema, files: Files) -> Value {
    let (name, files) = match files {
        Files::Several => (
            "files",
            json!({
                "type": "array",
                "items": { "type": "string", "format": "binary" },
                "maxItems": crate::forms::FILES,
                "description": "At most 25 MB each and 50 MB together.",
            }),
        ),
        Files::One(name, words) => {
            (name, json!({ "type": "string", "format": "binary", "description": format!("{words} At most 25 MB.") }))
        }
    };
    json!({
        "schema": {
            "type": "object",
            "properties": { "document": document.0, name: files },
            "required": ["document"],
            "additionalProperties": false,
        },
        "encoding": { "document": { "contentType": "application/json" } },
    })
}

fn parameter(place: &str, name: &str, schema: &Schema) -> Value {
    let mut schema = schema.0.clone();
    let words = schema.as_object_mut().and_then(|fields| fields.shift_remove("description"));
    let mut told = Map::new();
    told.insert("name".to_owned(), name.into());
    told.insert("in".to_owned(), place.into());
    told.insert("required".to_owned(), (place == "path").into());
    told.extend(words.map(|words| ("description".to_owned(), words)));
    told.insert("schema".to_owned(), schema);
    Value::Object(told)
}
