//! The rules of "One SQL for every engine", over the string literals that are SQL.
//!
//! Statements of the one trait's engine files in `ground` and of tests are not the product's SQL and are left alone. A
//! statement that must look across teams says why in a comment just above it: `// every team: …`.

mod portable;
mod statement;
mod tables;

use super::Finding;
use super::source::{Passage, Source, tokens};
use statement::{Kind, Statement};
use tables::Tables;

/// All findings about SQL.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    let statements = sources
        .iter()
        .filter(|source| speaks_our_sql(source))
        .flat_map(|source| statements_of(source, sources))
        .collect::<Vec<_>>();
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
    /// It says why it looks across teams, or is a beginning that is always completed with the team.
    may_lack_the_team: bool,
}

fn statements_of<'a>(source: &'a Source, sources: &[Source]) -> Vec<Found<'a>> {
    let literals = source.literals.iter().filter(|literal| !source.is_test(literal.line));
    let found = literals.filter_map(|literal| {
        let statement = Statement::read(&literal.text)?;
        let may_lack_the_team = is_across_teams(source, literal) || is_completed(source, literal, sources);
        Some(Found { source, first_line: literal.line, statement, may_lack_the_team })
    });
    found.collect()
}

fn is_across_teams(source: &Source, literal: &Passage) -> bool {
    let near = |line: usize| (line..=line + 4).contains(&literal.line);
    source.comments.iter().any(|comment| near(comment.line) && comment.text.starts_with("every team: "))
}

/// Whether a literal is a constant that never goes to the database alone: the package only has it in texts such as
/// `{MESSAGES} where team_id = $1`.
fn is_completed(source: &Source, literal: &Passage, sources: &[Source]) -> bool {
    let Some(name) = constant_of(source, literal) else { return false };
    let in_package = || sources.iter().filter(|other| other.package() == source.package());
    let mentions = in_package().flat_map(|other| tokens(&other.code)).filter(|(_, token)| *token == name).count();
    let beginning = format!("{{{name}}}");
    let texts = in_package().flat_map(|other| &other.literals).filter_map(|text| text.text.split_once(&beginning));
    let ends =
        texts.map(|(_, end)| end.split_once("where").is_some_and(|(_, condition)| condition.contains("team_id")));
    let ends = ends.collect::<Vec<_>>();
    mentions == 1 && !ends.is_empty() && ends.iter().all(|with_team| *with_team)
}

/// The name of the constant that a literal is the value of.
fn constant_of<'a>(source: &'a Source, literal: &Passage) -> Option<&'a str> {
    let opening = source.code.get(..literal.end.checked_sub(1)?)?.rfind('"')?;
    let named = source.code.get(..opening)?.trim_end().strip_suffix('=')?.trim_end().strip_suffix("&str")?.trim_end();
    let (before, name) = named.strip_suffix(':')?.trim_end().rsplit_once(char::is_whitespace)?;
    before.trim_end().ends_with("const").then_some(name)
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
    fn a_beginning_may_lack_the_team_when_every_text_completes_it() {
        let table = "const T: &str = \"create table if not exists promise (team_id text not null)\";";
        let beginning = "const ALL: &str = \"select due_at from promise\";";
        let with =
            |uses: &str| findings("rooms/promises/src/store.rs", &format!("{table}\n{beginning}\nfn f() {{ {uses} }}"));
        let rule = ["2: SQL: a statement without team_id"];
        assert!(
            with("x(format!(\"{ALL} where team_id = $1\")); y(format!(\"{ALL} p where p.team_id = $1\"))").is_empty()
        );
        assert_eq!(with("x(format!(\"{ALL} where team_id = $1\")); y(format!(\"{ALL} where id = $1\"))"), rule);
        assert_eq!(with("x(format!(\"{ALL} where team_id = $1\")); y(ALL)"), rule);
        assert_eq!(with(""), rule);
    }

    #[test]
    fn a_page_holds_no_sql() {
        let text = "fn f() { x(\"select id from promise where team_id = $1\"); }";
        assert_eq!(findings("rooms/promises/src/pages.rs", text), ["1: SQL outside store.rs and schema.rs"]);
        assert!(findings("rooms/promises/src/store/open.rs", text).is_empty());
    }
}
