//! Writes the functions of a catalogue.

use crate::plural;
use crate::read::{File, Piece, values};

/// Beyond its language, one message in every language.
struct Said<'a> {
    is_html: bool,
    /// The values in the order of English, each with whether it is counted by anywhere.
    values: Vec<(String, bool)>,
    of: Vec<(&'static str, &'a [Piece])>,
}

pub(crate) fn functions(language: &str, folder: &str, files: &[File]) -> String {
    let mut code = String::new();
    for file in files {
        // Compiled again when the file changes.
        code.push_str(&format!("const _: &str = ::core::include_str!(::core::concat!(::core::env!(\"CARGO_MANIFEST_DIR\"), \"/{folder}/{}.ftl\"));",
            file.tag
        ));
    }
    let Some(english) = files.first() else { return code };
    for (id, pieces) in &english.messages {
        let of: Vec<_> = files.iter().filter_map(|file| Some((file.tag, file.messages.get(id)?.as_slice()))).collect();
        let mut all = values(pieces);
        for (name, counted) in &mut all {
            *counted = of.iter().any(|(_, pieces)| values(pieces).contains(&(name.clone(), true)));
        }
        let said = Said { is_html: id.ends_with("-html"), values: all, of };
        function(&mut code, language, id, &said);
    }
    code
}

fn function(code: &mut String, language: &str, id: &str, said: &Said<'_>) {
    let english = said.of.first().map(|(_, pieces)| shown(pieces)).unwrap_or_default();
    code.push_str(&format!("#[doc = {english:?}] pub(crate) fn {}(language: {language}", named(id)));
    let kind = if said.is_html { "impl ::maud::Render" } else { "impl ::core::fmt::Display" };
    for (name, counted) in &said.values {
        code.push_str(&format!(", {}: {}", named(name), if *counted { "usize" } else { kind }));
    }
    let gives = match (said.is_html, said.values.is_empty()) {
        (true, _) => "::maud::Markup",
        (false, true) => "&'static str",
        (false, false) => "::std::string::String",
    };
    code.push_str(&format!(") -> {gives} {{"));
    if !said.is_html && said.values.is_empty() {
        code.push_str("match language {");
        for (tag, pieces) in &said.of {
            code.push_str(&format!("{language}::{} => {:?},", variant(tag), shown(pieces)));
        }
        code.push_str("}}");
        return;
    }
    code.push_str("let mut said = ::std::string::String::new(); match language {");
    for (tag, pieces) in &said.of {
        code.push_str(&format!("{language}::{} => {{", variant(tag)));
        pushed(code, tag, pieces, said);
        code.push('}');
    }
    code.push('}');
    code.push_str(if said.is_html { "::maud::PreEscaped(said)" } else { "said" });
    code.push('}');
}

fn pushed(code: &mut String, tag: &str, pieces: &[Piece], said: &Said<'_>) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                let text = if said.is_html { escaped(text) } else { text.clone() };
                let mut signs = text.chars();
                match (signs.next(), signs.next()) {
                    (Some(sign), None) => code.push_str(&format!("said.push({sign:?});")),
                    _ => code.push_str(&format!("said.push_str({text:?});")),
                }
            }
            Piece::Value(name) if said.is_html => {
                code.push_str(&format!("::maud::Render::render_to(&{}, &mut said);", named(name)));
            }
            Piece::Value(name) => {
                code.push_str(&format!("said.push_str(&::std::string::ToString::to_string(&{}));", named(name)));
            }
            Piece::Counted(name, forms) => {
                code.push_str(&format!("match {} {{", named(name)));
                // A number that an exact form has taken already is no part of the plural form.
                for (form, pieces) in forms {
                    code.push_str(&format!("#[allow(unreachable_patterns)] {} => {{", plural::pattern(tag, form)));
                    pushed(code, tag, pieces, said);
                    code.push('}');
                }
                code.push('}');
            }
        }
    }
}

/// A message as a person reads it in the code.
fn shown(pieces: &[Piece]) -> String {
    pieces.iter().fold(String::new(), |shown, piece| match piece {
        Piece::Text(text) => shown + text,
        Piece::Value(name) => format!("{shown}{{{name}}}"),
        Piece::Counted(_, forms) => shown + &forms.last().map(|(_, pieces)| self::shown(pieces)).unwrap_or_default(),
    })
}

fn named(id: &str) -> String {
    id.replace('-', "_")
}

fn variant(tag: &str) -> String {
    let mut signs = tag.chars();
    signs.next().into_iter().flat_map(char::to_uppercase).chain(signs).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
