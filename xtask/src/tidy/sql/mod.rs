//! The rules of "One SQL for every engine", over the string literals that are SQL.
//!
//! Statements of the one trait's engine files in `ground` and of tests are not the product's SQL and are left alone. A
//! statement that must look across teams says why in a comment just above it: `// every team: …`.

mod portable;
mod statement;
mod tables;

use super::Finding;
use super::source::{Passage, Source};
use statement::{Kind, Statement};
use tables::Tables;

/// All findings about SQL.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    let statements = sources.iter().filter(|source| speaks_our_sql(source)).flat_map(statements_of).collect::<Vec<_>>();
    let tables = Tables::of(&statements, &of_their_own_key(sources));
    let mut findings = Vec::new();
    for found in &statements {
        let mut say = |line: usize, rule: &'static str, instead: String| {
            findings.push(Finding::new(&found.source.path, found.first_line + line, rule, instead));
        };
        portable::check(&found.statement, &mut say);
        tables.check(found, &mut say);
        if !may_hold_sql(found.source) {
            say(0, "SQL outside store.rs and schema.rs", "Move it to the room's store and call that.".into());
        }
    }
    findings
}

/// The tables that a schema gives a key of their own: small ones, asked before the team is known.
fn of_their_own_key(sources: &[Source]) -> Vec<&str> {
    let mut tables = Vec::new();
    for source in sources {
        let is_own = |literal: &&Passage| {
            let behind = source.code.get(literal.end..).unwrap_or("").trim_start();
            behind.strip_prefix(',').is_some_and(|behind| behind.trim_start().starts_with("By::OwnKey"))
        };
        tables.extend(source.literals.iter().filter(is_own).map(|literal| literal.text.as_str()));
    }
    tables
}

/// A statement and where it stands.
struct Found<'a> {
    source: &'a Source,
    first_line: usize,
    statement: Statement,
    /// It says why it looks across teams.
    across_teams: bool,
}

fn statements_of(source: &Source) -> Vec<Found<'_>> {
    let literals = source.literals.iter().filter(|literal| !source.is_test(literal.line));
    let found = literals.filter_map(|literal| {
        let statement = Statement::read(&literal.text)?;
        Some(Found { source, first_line: literal.line, statement, across_teams: is_across_teams(source, literal) })
    });
    found.collect()
}

fn is_across_teams(source: &Source, literal: &Passage) -> bool {
    let near = |line: usize| (line..=line + 4).contains(&literal.line);
    source.comments.iter().any(|comment| near(comment.line) && comment.text.starts_with("every team: "))
}

/// Whether the SQL of this file must run on every engine.
fn speaks_our_sql(source: &Source) -> bool {
    let package = source.package();
    let in_house = ["core/", "edges/", "rooms/"].iter().any(|layer| package.starts_with(layer))
        || package == "ground"
        || package == "offwheel";
    let of_one_engine = package == "ground"
        && ["sqlite", "postgres", "engine", "testing"].iter().any(|engine| source.path.contains(engine));
    in_house && !of_one_engine && !source.is_test_file() && !source.path.contains("/examples/")
}

/// In a room SQL lives where the tables live; ground and the program are no rooms.
fn may_hold_sql(source: &Source) -> bool {
    !source.package().starts_with("rooms/") || matches!(source.part(), "store" | "schema")
}

/// What a rule calls when it finds something: the line within the statement, the rule, and what to do instead.
type Say<'a> = dyn FnMut(usize, &'static str, String) + 'a;

impl Found<'_> {
    fn is_query(&self) -> bool {
        matches!(self.statement.kind, Kind::Select | Kind::Insert | Kind::Update | Kind::Delete | Kind::With)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{source, told};
    use super::*;

    fn findings(path: &str, text: &str) -> Vec<String> {
        told(check(&[source(path, text)]))
    }

    #[test]
    fn sql_is_found_in_literals_and_nowhere_else() {
        let text = "// select * from a\nfn f() { x(\"select * from promise where team_id = $1\"); g(\"Select all\") }";
        assert_eq!(findings("rooms/promises/src/store.rs", text), ["2: SQL: select *"]);
    }

    #[test]
    fn a_finding_names_the_line_within_a_long_statement() {
        let text = "\nconst A: &str = \"select id\n from promise\n where team_id = $1 and note like $2\";";
        assert_eq!(findings("rooms/promises/src/store.rs", text), ["4: SQL: like"]);
    }

    #[test]
    fn the_engines_of_ground_and_tests_are_left_alone() {
        let text = "fn f() { x(\"select * from a where lower(b) = now()\"); }";
        assert!(findings("ground/src/store/sqlite.rs", text).is_empty());
        assert!(findings("ground/tests/quirks.rs", text).is_empty());
        assert!(findings("rooms/team/src/tests.rs", text).is_empty());
        assert!(findings("rooms/team/src/store.rs", &format!("#[cfg(test)]\nmod t {{ {text} }}")).is_empty());
        assert_eq!(findings("ground/src/outbox.rs", text).len(), 3);
    }

    #[test]
    fn a_page_holds_no_sql() {
        let text = "fn f() { x(\"select id from promise where team_id = $1\"); }";
        assert_eq!(findings("rooms/promises/src/pages.rs", text), ["1: SQL outside store.rs and schema.rs"]);
        assert!(findings("rooms/promises/src/store/open.rs", text).is_empty());
    }
}
