use serde_json::{Map, Value, json};

/// The largest whole number that every reader of JSON keeps exactly.
const LARGEST: i64 = 9_007_199_254_740_991;
/// Where a schema says by which name it stands among the components of the document.
pub(super) const NAME: &str = "x-name";

/// What a value may be, as JSON Schema 2020-12 says it.
#[derive(Debug, Clone, PartialEq)]
pub struct Schema(pub(super) Value);

impl Schema {
    /// The same, or null.
    #[must_use]
    pub fn or_null(self) -> Self {
        let mut whole = self.0;
        let fields = whole.as_object_mut().filter(|fields| !fields.contains_key(NAME));
        let Some(fields) = fields.filter(|fields| fields.get("type").is_some_and(Value::is_string)) else {
            return Self(json!({ "anyOf": [whole, { "type": "null" }] }));
        };
        let kind = fields.get("type").cloned().unwrap_or_default();
        fields.insert("type".to_owned(), json!([kind, "null"]));
        if let Some(words) = fields.get_mut("enum").and_then(Value::as_array_mut) {
            words.push(Value::Null);
        }
        Self(whole)
    }

    /// The same, with what it means.
    #[must_use]
    pub fn says(self, words: &str) -> Self {
        self.with("description", words)
    }

    /// The same, with one more word of JSON Schema.
    #[must_use]
    pub fn with(mut self, word: &str, value: impl Into<Value>) -> Self {
        if let Some(fields) = self.0.as_object_mut() {
            fields.insert(word.to_owned(), value.into());
        }
        self
    }
}

/// Any JSON.
pub fn anything() -> Schema {
    Schema(json!({}))
}

/// Null, and nothing else: a field that only another operation uses.
pub fn nothing() -> Schema {
    Schema(json!({ "type": "null" }))
}

/// A text as it is given: anything.
pub fn any_text() -> Schema {
    Schema(json!({ "type": "string" }))
}

/// A text that is taken, of up to `most` signs. U+0000 is refused, as no database keeps it.
pub fn text(most: usize) -> Schema {
    Schema(json!({ "type": "string", "maxLength": most, "pattern": "^[^\\u0000]*$" }))
}

/// A text that is taken and must say something, of up to `most` signs.
pub fn line(most: usize) -> Schema {
    Schema(
        json!({ "type": "string", "minLength": 1, "maxLength": most, "pattern": "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$" }),
    )
}

/// A long text that is taken and must say something. How many signs it may have stands in its words alone: programs that make examples
/// of a schema can’t make one of a hundred thousand signs.
pub fn long_line(most: usize) -> Schema {
    let words = format!("At most {most} signs.");
    Schema(json!({ "type": "string", "minLength": 1, "pattern": "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$" })).says(&words)
}

/// A number as people write it, such as R-218.
pub fn label() -> Schema {
    any_text().with("examples", json!(["R-218"]))
}

/// One of these words.
pub fn one_of(words: &[&str]) -> Schema {
    Schema(json!({ "type": "string", "enum": words }))
}

/// The mail address of the member in whose name a program acts.
pub fn in_the_name_of() -> Schema {
    text(254)
        .or_null()
        .says("The address of the member in whose name this is done; the team’s own name where it is left out.")
}

/// The id of a thing: a UUID.
pub fn id() -> Schema {
    Schema(json!({ "type": "string", "format": "uuid" }))
}

/// An instant (RFC 3339). It is given in UTC, and taken with any offset.
pub fn instant() -> Schema {
    Schema(json!({ "type": "string", "format": "date-time" }))
}

/// An instant (RFC 3339) as it is taken: with any offset, before the year 9000.
pub fn instant_taken() -> Schema {
    instant().with("pattern", "^[0-8]")
}

/// A text of this form (ECMA 262).
pub fn like(pattern: &str) -> Schema {
    any_text().with("pattern", pattern)
}

/// A place in a list, as [`Place`](crate::paging::Place) is written where it ends in a UUID.
pub fn place() -> Schema {
    like("^[0-9]{1,13}_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
}

/// A day, as 2026-11-30.
pub fn day() -> Schema {
    Schema(json!({ "type": "string", "format": "date" }))
}

/// A whole number within these bounds, both included.
pub fn whole(least: i64, most: i64) -> Schema {
    Schema(json!({ "type": "integer", "minimum": least, "maximum": most.min(LARGEST) }))
}

/// A number, which may have decimals.
pub fn number() -> Schema {
    Schema(json!({ "type": "number" }))
}

/// Yes or no.
pub fn truth() -> Schema {
    Schema(json!({ "type": "boolean" }))
}

/// Any number of these.
pub fn list(of: Schema) -> Schema {
    Schema(json!({ "type": "array", "items": of.0 }))
}

/// A part of a list as every list is given: the items, and the address of the next part if there is one.
pub fn page(of: Schema) -> Schema {
    let next =
        any_text().with("format", "uri").or_null().says("The address of the next part of the list; null at its end.");
    object([("items", list(of)), ("next", next)], []).into()
}

/// An object with these fields and no others: the first must be there, the second may be.
pub fn object<const N: usize, const M: usize>(
    needed: [(&'static str, Schema); N],
    optional: [(&'static str, Schema); M],
) -> Object {
    let named = |(name, schema): (&str, Schema)| (name.to_owned(), schema);
    Object { name: None, needed: needed.map(named).to_vec(), optional: optional.map(named).to_vec() }
}

/// An object that is still being described.
#[derive(Debug, Clone)]
pub struct Object {
    name: Option<&'static str>,
    needed: Vec<(String, Schema)>,
    optional: Vec<(String, Schema)>,
}

impl Object {
    /// The same with one more field that must be there.
    #[must_use]
    pub fn needs(mut self, name: &str, schema: Schema) -> Self {
        self.needed.push((name.to_owned(), schema));
        self
    }

    /// The same with one more field that may be there.
    #[must_use]
    pub fn may_have(mut self, name: &str, schema: Schema) -> Self {
        self.optional.push((name.to_owned(), schema));
        self
    }

    /// The same under a name of its own, by which the document tells it once.
    #[must_use]
    pub fn named(self, name: &'static str) -> Schema {
        Self { name: Some(name), ..self }.into()
    }
}

impl From<Object> for Schema {
    fn from(object: Object) -> Self {
        let required: Vec<String> = object.needed.iter().map(|(name, _)| name.clone()).collect();
        let all = object.needed.into_iter().chain(object.optional);
        let properties: Map<String, Value> = all.map(|(name, schema)| (name, schema.0)).collect();
        let mut whole = Map::new();
        whole.insert("type".to_owned(), "object".into());
        whole.insert("properties".to_owned(), Value::Object(properties));
        if !required.is_empty() {
            whole.insert("required".to_owned(), json!(required));
        }
        whole.insert("additionalProperties".to_owned(), false.into());
        if let Some(name) = object.name {
            whole.insert(NAME.to_owned(), name.into());
        }
        Self(Value::Object(whole))
    }
}
