//! Message catalogues, made into functions while the program is built. Here live reading four Fluent files, holding them against each
//! other, and writing the functions; no word of the product, and no language but by its tag and plural rule.
//!
//! `catalogue!(web::Language, "words")` reads `words/en.ftl`, `de.ftl`, `es.ftl` and `fr.ftl` of the crate and gives a function for each
//! message: `the-title = What { $who } wrote` becomes `the_title(language, who) -> String`. A message without a value to fill in is a
//! `&'static str`; one whose name ends in `-html` takes parts of pages and gives one (its own words are text, never markup). A value that
//! a message counts by, as `{ $ways -> [one] … *[other] … }`, is a `usize`.
//!
//! What can be wrong with a catalogue stops the build, at the line of the file: a message that one language lacks or that English does
//! not have, a value that is filled in here and not there, a plural form that the language has not. A message that nobody uses is a
//! function that nobody calls, which the compiler tells.

mod plural;
mod read;
mod write;

use std::path::Path;

use proc_macro::{Group, Span, TokenStream, TokenTree};

/// The languages, by the name of their file. English is the one that the others are held against.
const LANGUAGES: [&str; 4] = ["en", "de", "es", "fr"];

/// Makes the catalogue of a folder into functions. See the head of this crate.
#[proc_macro]
pub fn catalogue(input: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = input.into_iter().collect();
    let span = tokens.last().map_or_else(Span::call_site, TokenTree::span);
    let made = asked(&tokens).and_then(|(path, folder)| made(&path, &folder));
    let code = made.unwrap_or_else(|wrong| format!("::core::compile_error!({:?});", wrong.join("\n")));
    match code.parse() {
        Ok(tokens) => at(tokens, span),
        Err(error) => {
            format!("::core::compile_error!({:?});", error.to_string()).parse().unwrap_or_else(|_| TokenStream::new())
        }
    }
}

/// The path of the type `Language`, and the folder.
fn asked(tokens: &[TokenTree]) -> Result<(String, String), Vec<String>> {
    let usage = || vec!["Write it like catalogue!(web::Language, \"words\").".to_owned()];
    let Some((TokenTree::Literal(folder), [path @ .., TokenTree::Punct(_)])) = tokens.split_last() else {
        return Err(usage());
    };
    let folder = folder.to_string();
    let folder = folder.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).ok_or_else(usage)?;
    Ok((path.iter().map(ToString::to_string).collect(), folder.to_owned()))
}

fn made(language: &str, folder: &str) -> Result<String, Vec<String>> {
    let root = std::env::var("CARGO_MANIFEST_DIR").map_err(|error| vec![error.to_string()])?;
    let mut files = Vec::new();
    let mut wrong = Vec::new();
    for tag in LANGUAGES {
        let name = format!("{folder}/{tag}.ftl");
        match std::fs::read_to_string(Path::new(&root).join(&name)) {
            Ok(text) => files.push(read::file(tag, &name, &text).unwrap_or_else(|found| {
                wrong.extend(found);
                read::File::empty(tag, &name)
            })),
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    read::alike(&files)?;
    Ok(write::functions(language, folder, &files))
}

/// The tokens as if they stood where the macro was asked for, so that the compiler tells of a function that nobody calls.
fn at(tokens: TokenStream, span: Span) -> TokenStream {
    let moved = tokens.into_iter().map(|token| match token {
        TokenTree::Group(ref group) => {
            let mut moved = Group::new(group.delimiter(), at(group.stream(), span));
            moved.set_span(span);
            TokenTree::Group(moved)
        }
        TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {
            let mut moved = token;
            moved.set_span(span);
            moved
        }
    });
    moved.collect()
}
