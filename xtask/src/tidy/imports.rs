//! Imports run one way: core ← ground ← edges/web ← rooms in their order ← offwheel; in a room rules ← store ← acts ← pages.

use super::source::{Source, tokens};
use super::{Finding, TextFile};

/// The rooms in the order of the house: each may use those before it.
const ROOMS: [&str; 17] = [
    "team",
    "decisions",
    "business",
    "blocks",
    "promises",
    "requests",
    "diagnosis",
    "capacity",
    "strategy",
    "standards",
    "options",
    "answers",
    "sessions",
    "evaluation",
    "assessment",
    "scorecard",
    "desk",
];

/// The crates of the core in their order.
const CORE: [&str; 5] = ["catalogue", "language", "worktime", "evidence", "method"];

/// The crates of the edges; `web` stands below the rooms, the others beside them.
const EDGES: [&str; 5] = ["web", "mail", "calendar", "signin", "spreadsheets"];

/// What has a clock, a database or a network, and so is not for the core.
const NOT_PURE: [&str; 12] = [
    "tokio",
    "futures",
    "axum",
    "hyper",
    "tower",
    "rusqlite",
    "tokio-postgres",
    "deadpool-postgres",
    "lettre",
    "async-imap",
    "tracing",
    "rand",
];

/// What only ground or the edges speak with; a room asks them.
const NOT_FOR_ROOMS: [&str; 6] =
    ["rusqlite", "tokio-postgres", "deadpool-postgres", "lettre", "async-imap", "tokio-rustls"];

/// What a room's rules may know, beside themselves.
const FOR_RULES: [&str; 13] = [
    "std",
    "core",
    "alloc",
    "language",
    "worktime",
    "evidence",
    "method",
    "jiff",
    "serde",
    "rust_stemmers",
    "thiserror",
    "unicode_normalization",
    "unicode_segmentation",
];

/// For each part of a room, the parts it must not know.
const ABOVE: [(&str, &[&str]); 7] = [
    ("schema", &["store", "acts", "pages", "letters", "jobs", "api"]),
    ("store", &["acts", "pages", "letters", "jobs", "api"]),
    ("letters", &["acts", "pages", "jobs", "api"]),
    ("acts", &["pages", "jobs", "api"]),
    ("pages", &["jobs", "api"]),
    ("jobs", &["pages", "api"]),
    ("api", &["pages", "jobs"]),
];

/// All findings about who knows whom.
pub fn check(files: &[TextFile], sources: &[Source]) -> Vec<Finding> {
    let manifests = files.iter().filter(|file| file.path.ends_with("/Cargo.toml"));
    let mut findings = manifests.flat_map(manifest).collect::<Vec<_>>();
    for source in
        sources.iter().filter(|source| source.package().starts_with("rooms/") && source.path.contains("/src/"))
    {
        findings.extend(room_parts(source));
    }
    findings
}

/// Where a crate stands in the house.
#[derive(PartialEq, Clone, Copy)]
enum Place {
    Core(usize),
    Ground,
    Web,
    Edge,
    Room(usize),
    Program,
    Apart,
}

impl Place {
    fn of(folder: &str) -> Option<Place> {
        let at = |names: &[&str], name: &str| names.iter().position(|known| *known == name);
        match folder.split_once('/') {
            Some(("core", name)) => at(&CORE, name).map(Place::Core),
            Some(("edges", "web")) => Some(Place::Web),
            Some(("edges", name)) => at(&EDGES, name).map(|_| Place::Edge),
            Some(("rooms", name)) => at(&ROOMS, name).map(Place::Room),
            Some((_, _)) => None,
            None => match folder {
                "ground" => Some(Place::Ground),
                "offwheel" => Some(Place::Program),
                "xtask" => Some(Place::Apart),
                _ => None,
            },
        }
    }

    /// Of a dependency, by the name of its crate; none when it is not of the house.
    fn of_crate(name: &str) -> Option<Place> {
        ["core/", "edges/", "rooms/", ""].iter().find_map(|layer| Place::of(&format!("{layer}{name}")))
    }

    fn may_use(self, other: Place) -> bool {
        match self {
            Place::Core(own) => matches!(other, Place::Core(below) if below < own),
            Place::Ground => matches!(other, Place::Core(_)),
            Place::Web => matches!(other, Place::Core(_) | Place::Ground),
            Place::Edge => other == Place::Ground,
            Place::Room(own) => match other {
                Place::Core(_) | Place::Ground | Place::Web => true,
                Place::Room(below) => below < own,
                Place::Edge | Place::Program | Place::Apart => false,
            },
            Place::Program => !matches!(other, Place::Program | Place::Apart),
            Place::Apart => false,
        }
    }

    fn may_know(self) -> &'static str {
        match self {
            Place::Core(_) => "the core knows only the core before it",
            Place::Ground => "ground knows the core alone",
            Place::Web => "edges/web knows core and ground",
            Place::Edge => "an edge knows ground alone; offwheel joins it to rooms",
            Place::Room(_) => "a room knows core, ground, edges/web and the rooms before it",
            Place::Program => "offwheel knows everything but xtask",
            Place::Apart => "xtask stands alone",
        }
    }
}

fn manifest(file: &TextFile) -> Vec<Finding> {
    let folder = file.path.trim_end_matches("/Cargo.toml");
    let Some(place) = Place::of(folder) else {
        let is_of_the_house = ["core/", "edges/", "rooms/"].iter().any(|layer| folder.starts_with(layer));
        let instead = "Give it its place in the order of the house: xtask/src/tidy/imports.rs.";
        return if is_of_the_house {
            vec![Finding::new(&file.path, 1, "Imports: a crate without a place", instead)]
        } else {
            vec![]
        };
    };
    let mut findings = Vec::new();
    for (line, name) in dependencies(&file.text) {
        let mut say =
            |rule: &'static str, instead: String| findings.push(Finding::new(&file.path, line, rule, instead));
        // A crate may name itself, for the features that its own tests need.
        let is_itself = folder.rsplit('/').next() == Some(name);
        if !is_itself && Place::of_crate(name).is_some_and(|other| !place.may_use(other)) {
            say("Imports: against the house", format!("{folder} must not know {name}: {}.", place.may_know()));
        }
        match place {
            Place::Core(_) if NOT_PURE.contains(&name) => {
                say(
                    "Imports: the core is pure",
                    format!("{name} is not for values in, values out: leave it to ground."),
                );
            }
            Place::Room(_) if NOT_FOR_ROOMS.contains(&name) => {
                say("Imports: not for a room", format!("{name} is spoken by ground and the edges: ask them."));
            }
            Place::Core(_)
            | Place::Ground
            | Place::Web
            | Place::Edge
            | Place::Room(_)
            | Place::Program
            | Place::Apart => (),
        }
    }
    findings
}

/// The names under `[dependencies]` and its kin, with their lines.
fn dependencies(manifest: &str) -> Vec<(usize, &str)> {
    let mut in_dependencies = false;
    let mut names = Vec::new();
    for (index, line) in manifest.lines().enumerate() {
        let line = line.trim();
        if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_end_matches(']');
            in_dependencies = section.ends_with("dependencies");
            if let Some((kind, name)) = section.rsplit_once('.')
                && kind.ends_with("dependencies")
            {
                names.push((index + 1, name));
            }
        } else if in_dependencies && let Some((name, _)) = line.split_once(['.', '=', ' ']) {
            names.push((index + 1, name.trim_matches('"')));
        }
    }
    names.retain(|(_, name)| !name.is_empty() && !name.starts_with('#'));
    names
}

fn room_parts(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let part = source.part();
    for path in paths(&source.code).into_iter().filter(|path| !source.is_test(path.line)) {
        let mut say = |rule: &'static str, instead: String| {
            findings.push(Finding::new(&source.path, path.line, rule, instead));
        };
        let own_part = match path.root.as_str() {
            "crate" => Some(path.next.as_str()),
            // In the part's own file `super` is the room; in a folder below it, the part.
            "super" if is_part_itself(source) => Some(path.next.as_str()),
            _ => None,
        };
        let above = ABOVE.iter().find(|(known, _)| *known == part).map_or(&[][..], |(_, above)| above);
        match own_part {
            _ if path.root == "super" && path.next == "super" => {
                say("Imports: super::super", "Write crate:: and the part, so that the order can be read.".into());
            }
            Some(other) if above.contains(&other) => {
                let instead = format!("{part} must not know {other}: rules ← store ← acts ← pages, jobs, api.");
                say("Imports: against the order of a room", instead);
            }
            Some(other) if part == "rules" && other != "rules" => {
                say(
                    "Imports: rules know rules alone",
                    format!("Move what it needs of {other} into rules, or pass it as a value."),
                );
            }
            None if part == "rules" && path.is_crate && !FOR_RULES.contains(&path.root.as_str()) => {
                say("Imports: rules are pure", format!("{} is not for rules: take values, give values.", path.root));
            }
            Some(_) | None => (),
        }
    }
    if part == "pages" {
        for (line, code) in source.lines().filter(|(line, code)| code.contains(".execute(") && !source.is_test(*line)) {
            let column = code.trim();
            let instead = format!("A page calls an act, or a store to read, and not `{column}`.");
            findings.push(Finding::new(&source.path, line, "Imports: a page never writes", instead));
        }
    }
    findings
}

/// `rules.rs` or `rules/mod.rs`, where `super` is the room itself.
fn is_part_itself(source: &Source) -> bool {
    source.path.split_once("/src/").is_some_and(|(_, inside)| !inside.contains('/') || inside.ends_with("/mod.rs"))
}

/// The beginning of a path in code: `jiff::civil::Date` begins with `jiff`, then `civil`.
struct PathBegin {
    line: usize,
    root: String,
    next: String,
    /// It begins with the name of a crate, as far as spelling tells: a `use`, or a word that is known to be one.
    is_crate: bool,
}

/// The paths that code speaks of: every branch of every `use`, and `a::b` within the code.
fn paths(code: &str) -> Vec<PathBegin> {
    let tokens = tokens(code);
    let at = |index: usize| tokens.get(index).map_or("", |(_, token)| *token);
    let is_name = |token: &str| token.starts_with(|first: char| first.is_alphabetic() || first == '_');
    // `mod words; pub use words::fold;` names a module of its own.
    let own_modules = tokens.windows(2).filter(|pair| matches!(pair, [(_, "mod"), _])).filter_map(|pair| pair.last());
    let own_modules = own_modules.map(|(_, name)| *name).collect::<Vec<_>>();
    let mut paths = Vec::new();
    let mut push = |line: usize, root: &str, next: &str, is_crate: bool| {
        paths.push(PathBegin { line, root: root.to_owned(), next: next.to_owned(), is_crate });
    };
    for (index, (line, token)) in tokens.iter().enumerate() {
        let before = index.checked_sub(1).map_or("", at);
        let begins = is_name(token) && before != "::" && at(index + 1) == "::";
        if !begins {
            // `use jiff;` and `use serde as s;` have no `::`.
            if before == "use" && is_name(token) {
                push(*line, token, "", true);
            }
            continue;
        }
        let in_use = before == "use";
        // A name between braces of a `use` is no root: `use crate::{store::find}` is reached through `crate`.
        if matches!(before, "{" | ",") && is_inside_use(&tokens, index) {
            continue;
        }
        let is_crate = in_use
            && !own_modules.contains(token)
            && !matches!(*token, "self" | "super")
            && token.starts_with(char::is_lowercase)
            || Place::of_crate(token).is_some()
            || KNOWN_CRATES.contains(token);
        if at(index + 2) == "{" {
            for next in branches(&tokens, index + 2) {
                push(next.0, token, next.1, is_crate);
            }
        } else {
            push(*line, token, at(index + 2), is_crate);
        }
    }
    paths
}

/// Crates of others that a room's code may name without a `use`.
const KNOWN_CRATES: [&str; 8] = ["axum", "maud", "tokio", "http", "tracing", "serde_json", "uuid", "futures"];

/// Whether the nearest `use` before has not ended yet.
fn is_inside_use(tokens: &[(usize, &str)], index: usize) -> bool {
    tokens.iter().take(index).rev().map(|(_, token)| *token).find(|token| matches!(*token, "use" | ";" | "fn"))
        == Some("use")
}

/// The first names of each branch of a `{…}`.
fn branches<'a>(tokens: &[(usize, &'a str)], opening: usize) -> Vec<(usize, &'a str)> {
    let mut names = Vec::new();
    let mut depth = 0_usize;
    let mut begins = false;
    for (line, token) in tokens.iter().skip(opening) {
        match *token {
            "{" => {
                depth += 1;
                begins = depth == 1;
            }
            "}" => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            "," => begins = depth == 1,
            name if begins => {
                names.push((*line, name));
                begins = false;
            }
            _ => (),
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::super::testing::{file, source, told};
    use super::*;

    fn depends(folder: &str, dependency: &str) -> Vec<String> {
        let text = format!("[package]\nname = \"x\"\n\n[dependencies]\n{dependency}.workspace = true\n");
        told(check(&[file(&format!("{folder}/Cargo.toml"), &text)], &[]))
    }

    fn knows(path: &str, code: &str) -> Vec<String> {
        told(check(&[], &[source(path, code)]))
    }

    #[test]
    fn crates_know_only_what_stands_below_them() {
        let against = ["5: Imports: against the house"];
        assert_eq!(depends("core/worktime", "ground"), against);
        assert_eq!(depends("ground", "web"), against);
        assert_eq!(depends("edges/web", "team"), against);
        assert_eq!(depends("edges/mail", "requests"), against);
        assert_eq!(depends("edges/mail", "web"), against);
        assert_eq!(depends("edges/mail", "calendar"), against);
        assert!(depends("edges/mail", "mail").is_empty());
        assert_eq!(depends("rooms/promises", "requests"), against);
        assert_eq!(depends("rooms/requests", "mail"), against);
        assert_eq!(depends("xtask", "ground"), against);
        for (folder, below) in [
            ("ground", "worktime"),
            ("edges/web", "ground"),
            ("edges/mail", "ground"),
            ("rooms/requests", "promises"),
            ("rooms/desk", "answers"),
            ("offwheel", "mail"),
            ("rooms/team", "serde"),
        ] {
            assert!(depends(folder, below).is_empty(), "{folder} knows {below}");
        }
    }

    #[test]
    fn the_core_has_no_clock_and_a_room_no_driver() {
        assert_eq!(depends("core/worktime", "tokio"), ["5: Imports: the core is pure"]);
        assert_eq!(depends("rooms/team", "rusqlite"), ["5: Imports: not for a room"]);
    }

    #[test]
    fn dependencies_are_read_in_every_way_they_are_written() {
        let text = "[dependencies]\na.workspace = true\nb = \"1\"\n# c = \"1\"\n[dev-dependencies]\nd = { path = \"x\" }\n\
                    [dependencies.e]\nversion = \"1\"\n[features]\nf = []\n";
        let names = dependencies(text).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(names, ["a", "b", "d", "e"]);
    }

    #[test]
    fn a_crate_that_nobody_placed_is_named() {
        assert_eq!(depends("rooms/garage", "serde"), ["1: Imports: a crate without a place"]);
    }

    #[test]
    fn rules_know_values_and_rules() {
        let rules = |code: &str| knows("rooms/promises/src/rules.rs", code);
        assert!(
            rules(
                "use std::fmt;\nuse jiff::{Timestamp, civil::Date};\nuse worktime::Calendar;\nuse crate::rules::due;"
            )
            .is_empty()
        );
        assert!(rules("fn a() { State::Open; Vec::new(); std::mem::take(x); crate::rules::b(); }").is_empty());
        assert_eq!(rules("use ground::Tx;"), ["1: Imports: rules are pure"]);
        assert_eq!(rules("fn a(tx: &mut ground::Tx) {}"), ["1: Imports: rules are pure"]);
        assert_eq!(rules("fn a() { axum::x() }"), ["1: Imports: rules are pure"]);
        assert_eq!(rules("use crate::{rules::a,\n store::b};"), ["2: Imports: rules know rules alone"]);
        assert_eq!(rules("use super::store;"), ["1: Imports: rules know rules alone"]);
        assert!(rules("#[cfg(test)]\nmod tests { use ground::testing; }").is_empty());
        let below = "use super::due;\nuse serde::Serialize;";
        assert!(knows("rooms/promises/src/rules/renegotiation.rs", below).is_empty());
        let whole = "mod words;\npub use words::fold;\nuse jiff::Timestamp;";
        assert!(knows("rooms/promises/src/rules/mod.rs", whole).is_empty());
        let far = knows("rooms/promises/src/rules/renegotiation.rs", "use super::super::store;");
        assert_eq!(far, ["1: Imports: super::super"]);
    }

    #[test]
    fn the_parts_of_a_room_know_only_what_comes_before_them() {
        let against = ["1: Imports: against the order of a room"];
        assert_eq!(knows("rooms/team/src/store.rs", "use crate::acts::join;"), against);
        assert_eq!(knows("rooms/team/src/store.rs", "use crate::{pages, rules};"), against);
        assert_eq!(knows("rooms/team/src/acts.rs", "fn a() { crate::pages::show() }"), against);
        assert_eq!(knows("rooms/team/src/acts.rs", "use super::pages;"), against);
        assert_eq!(knows("rooms/team/src/pages/people.rs", "use crate::api;"), against);
        assert!(knows("rooms/team/src/pages.rs", "use crate::{acts, store};\nuse crate::letters;").is_empty());
        assert!(knows("rooms/team/src/acts/join.rs", "use super::Member;\nuse crate::store;").is_empty());
        assert!(knows("rooms/team/src/lib.rs", "pub use crate::pages::routes;\nmod acts;").is_empty());
    }

    #[test]
    fn a_page_never_writes() {
        let page = "async fn a() { tx.execute(sql, ()).await?; }";
        assert_eq!(knows("rooms/team/src/pages/people.rs", page), ["1: Imports: a page never writes"]);
    }
}
