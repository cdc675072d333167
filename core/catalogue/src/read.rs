//! Reads a catalogue, and holds the four against each other.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser;

use crate::plural;

/// A piece of a message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    Value(String),
    /// One of several, by the value of this name: the form, and what it says.
    Counted(String, Vec<(String, Vec<Piece>)>),
}

/// A catalogue: its messages by name, in the order of their names.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) tag: &'static str,
    pub(crate) name: String,
    pub(crate) messages: BTreeMap<String, Vec<Piece>>,
}

impl File {
    pub(crate) fn empty(tag: &'static str, name: &str) -> Self {
        Self { tag, name: name.to_owned(), messages: BTreeMap::new() }
    }
}

pub(crate) fn file(tag: &'static str, name: &str, text: &str) -> Result<File, Vec<String>> {
    let line = |place: usize| text.bytes().take(place).filter(|byte| *byte == b'\n').count() + 1;
    let read = parser::parse(text).map_err(|(_, errors)| {
        errors.iter().map(|error| format!("{name}:{}: {error}", line(error.pos.start))).collect::<Vec<_>>()
    })?;
    let mut file = File::empty(tag, name);
    let mut wrong = Vec::new();
    for entry in &read.body {
        match entry {
            Entry::Message(message) => match pieces_of(tag, message) {
                Ok(pieces) => {
                    if file.messages.insert(message.id.name.to_owned(), pieces).is_some() {
                        wrong.push(format!("{name}: {} stands there twice", message.id.name));
                    }
                }
                Err(why) => wrong.push(format!("{name}: {}: {why}", message.id.name)),
            },
            Entry::Term(term) => wrong.push(format!("{name}: -{}: terms are not read here", term.id.name)),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            Entry::Junk { content } => wrong.push(format!("{name}: can’t be read: {content}")),
        }
    }
    if wrong.is_empty() { Ok(file) } else { Err(wrong) }
}

fn pieces_of(tag: &str, message: &Message<&str>) -> Result<Vec<Piece>, String> {
    if !message.attributes.is_empty() {
        return Err("attributes are not read here".to_owned());
    }
    pieces(tag, message.value.as_ref().ok_or("it says nothing")?)
}

fn pieces(tag: &str, pattern: &Pattern<&str>) -> Result<Vec<Piece>, String> {
    let mut pieces: Vec<Piece> = Vec::new();
    for element in &pattern.elements {
        let piece = match element {
            PatternElement::TextElement { value } if tag == "fr" => Piece::Text(spaced_as_french(value)),
            PatternElement::TextElement { value } => Piece::Text((*value).to_owned()),
            PatternElement::Placeable { expression } => placed(tag, expression)?,
        };
        match (pieces.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, piece) => pieces.push(piece),
        }
    }
    Ok(pieces)
}

/// French parts its high signs by a space at which no line breaks; whoever types the file need not see which space it is.
fn spaced_as_french(text: &str) -> String {
    let mut spaced = text.replace("« ", "«\u{a0}");
    for sign in [':', ';', '!', '?', '»', '%'] {
        spaced = spaced.replace(&format!(" {sign}"), &format!("\u{a0}{sign}"));
    }
    spaced
}

fn placed(tag: &str, expression: &Expression<&str>) -> Result<Piece, String> {
    match expression {
        Expression::Inline(InlineExpression::StringLiteral { value }) => {
            Ok(Piece::Text(fluent_syntax::unicode::unescape_unicode_to_string(value).into_owned()))
        }
        Expression::Inline(InlineExpression::VariableReference { id }) => Ok(Piece::Value(id.name.to_owned())),
        Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
            let mut forms = Vec::new();
            for variant in variants {
                let form = match variant.key {
                    VariantKey::Identifier { name } => name,
                    VariantKey::NumberLiteral { value } => value,
                };
                let is_number = form.bytes().all(|sign| sign.is_ascii_digit());
                if !is_number && !plural::forms(tag).contains(&form) {
                    return Err(format!(
                        "[{form}] is no plural form here; there are {}",
                        plural::forms(tag).join(", ")
                    ));
                }
                if variant.default != (form == "other") {
                    return Err("*[other] must be there, and it alone with a star".to_owned());
                }
                forms.push((form.to_owned(), pieces(tag, &variant.value)?));
            }
            // Exact numbers go before plural forms, whatever order they are written in.
            forms.sort_by_key(|(form, _)| match form.as_str() {
                "one" => 1,
                "other" => 2,
                _ => 0,
            });
            Ok(Piece::Counted(id.name.to_owned(), forms))
        }
        Expression::Inline(_) | Expression::Select { .. } => {
            Err("only { $values }, { \"signs\" } and { $values -> … } are read here".to_owned())
        }
    }
}

/// The values that a message fills in, each with whether it is counted by, in the order in which they come first.
pub(crate) fn values(pieces: &[Piece]) -> Vec<(String, bool)> {
    fn gather(pieces: &[Piece], found: &mut Vec<(String, bool)>) {
        for piece in pieces {
            let (name, counted) = match piece {
                Piece::Text(_) => continue,
                Piece::Value(name) => (name, false),
                Piece::Counted(name, _) => (name, true),
            };
            match found.iter_mut().find(|(known, _)| known == name) {
                Some((_, is_counted)) => *is_counted |= counted,
                None => found.push((name.clone(), counted)),
            }
            if let Piece::Counted(_, forms) = piece {
                forms.iter().for_each(|(_, pieces)| gather(pieces, found));
            }
        }
    }
    let mut found = Vec::new();
    gather(pieces, &mut found);
    found
}

/// Goes on only if every language says the same messages with the same values.
pub(crate) fn alike(files: &[File]) -> Result<(), Vec<String>> {
    let Some((english, others)) = files.split_first() else { return Ok(()) };
    let names = |pieces: &[Piece]| values(pieces).into_iter().map(|(name, _)| name).collect::<BTreeSet<_>>();
    let mut wrong = Vec::new();
    for other in others {
        for (id, pieces) in &english.messages {
            match other.messages.get(id) {
                None => wrong.push(format!("{}: {id} is missing", other.name)),
                Some(theirs) if names(theirs) != names(pieces) => wrong.push(format!(
                    "{}: {id} fills in {:?}, and {} fills in {:?}",
                    other.name,
                    names(theirs),
                    english.name,
                    names(pieces)
                )),
                Some(_) => {}
            }
        }
        let unknown = other.messages.keys().filter(|id| !english.messages.contains_key(*id));
        wrong.extend(unknown.map(|id| format!("{}: {id} is not in {}", other.name, english.name)));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(tag: &'static str, text: &str) -> Result<File, Vec<String>> {
        file(tag, &format!("words/{tag}.ftl"), text)
    }

    fn told(english: &str, german: &str) -> Vec<String> {
        let files = [read("en", english).unwrap(), read("de", german).unwrap()];
        alike(&files).err().unwrap_or_default()
    }

    #[test]
    fn a_message_that_a_language_lacks_is_told() {
        assert_eq!(told("a = A\nb = B", "a = A"), ["words/de.ftl: b is missing"]);
        assert_eq!(told("a = A", "a = A\nb = B"), ["words/de.ftl: b is not in words/en.ftl"]);
        assert_eq!(told("a = A", "a = Ä"), [] as [&str; 0]);
    }

    #[test]
    fn values_that_differ_are_told_and_their_order_is_free() {
        assert_eq!(told("a = { $who }, { $at }", "a = { $at }, { $who }"), [] as [&str; 0]);
        let found = told("a = { $who }", "a = { $wer }");
        assert_eq!(found, ["words/de.ftl: a fills in {\"wer\"}, and words/en.ftl fills in {\"who\"}"]);
    }

    #[test]
    fn a_plural_form_that_there_is_not_is_told() {
        let found = read("de", "a = { $n ->\n [few] w\n *[other] v\n }").unwrap_err();
        assert_eq!(found, ["words/de.ftl: a: [few] is no plural form here; there are one, other"]);
        let found = read("de", "a = { $n ->\n *[one] w\n [other] v\n }").unwrap_err();
        assert_eq!(found, ["words/de.ftl: a: *[other] must be there, and it alone with a star"]);
    }

    #[test]
    fn french_signs_stay_with_their_word() {
        let said = |text: &str| read("fr", text).unwrap().messages.remove("a").unwrap();
        assert_eq!(
            said("a = Et « vous » ? 14 % ; oui : non"),
            [Piece::Text("Et «\u{a0}vous\u{a0}»\u{a0}? 14\u{a0}%\u{a0}; oui\u{a0}: non".to_owned())]
        );
        let quoted = said("a = « { $x } »");
        assert_eq!(quoted[0], Piece::Text("«\u{a0}".to_owned()));
        assert_eq!(quoted[2], Piece::Text("\u{a0}»".to_owned()));
        assert_eq!(read("es", "a = ¿Y usted ?").unwrap().messages["a"], [Piece::Text("¿Y usted ?".to_owned())]);
    }

    #[test]
    fn what_can_not_be_read_is_told_with_its_line() {
        let found = read("en", "a = A\n\nb = { $x\nc = C").unwrap_err();
        assert!(found[0].starts_with("words/en.ftl:"), "{found:?}");
        assert_eq!(read("en", "a = A\na = B").unwrap_err(), ["words/en.ftl: a stands there twice"]);
        assert!(read("en", "-t = T\na = { -t }").is_err());
    }
}
