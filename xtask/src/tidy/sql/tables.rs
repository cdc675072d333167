//! What needs to know the tables: the team in every key and every statement, types, nulls in an order, whose table it is.

use std::collections::BTreeMap;

use super::statement::{Kind, Statement};
use super::{Found, Say};

/// The tables that the sources make.
pub struct Tables(BTreeMap<String, Table>);

struct Table {
    /// The package that makes it, such as `rooms/promises`.
    package: String,
    /// It has a `team_id`.
    is_of_a_team: bool,
    /// The columns that may be null.
    nullable: Vec<String>,
}

/// The column types that all engines have and the getters read.
const TYPES: [&str; 5] = ["text", "bigint", "double", "boolean", "bytea"];

impl Tables {
    /// Reads the `create table` statements; the named tables have a key of their own and are no team's.
    pub fn of(found: &[Found<'_>], own_key: &[&str]) -> Tables {
        let tables = found.iter().filter_map(|found| {
            let made = Made::read(&found.statement)?;
            let nullable =
                made.columns().filter(|column| !column.never_null).map(|column| column.name.to_owned()).collect();
            let package = found.source.package().to_owned();
            Some((
                made.name.to_owned(),
                Table { package, is_of_a_team: made.has_team() && !own_key.contains(&made.name), nullable },
            ))
        });
        let mut known = BTreeMap::new();
        for (name, table) in tables {
            known.entry(name).or_insert(table);
        }
        let mut tables = Tables(known);
        tables.add_columns(found);
        tables
    }

    /// Columns that came later: `alter table t add column c text`.
    fn add_columns(&mut self, found: &[Found<'_>]) {
        for Found { statement, .. } in found {
            let words = statement.words().collect::<Vec<_>>();
            if let ["alter", "table", table, "add", "column", column, rest @ ..] = words.as_slice()
                && let Some(table) = self.0.get_mut(*table)
                && !rest.contains(&"not")
            {
                table.nullable.push((*column).to_owned());
            }
        }
    }

    /// Findings about one statement.
    pub fn check(&self, found: &Found<'_>, say: &mut Say<'_>) {
        if let Some(made) = Made::read(&found.statement) {
            made.check(say);
            if self.0.get(made.name).is_some_and(|table| table.is_of_a_team) {
                made.keys_begin_with_the_team(say);
            }
        }
        definitions_run_again(&found.statement, say);
        unique_index_begins_with_the_team(self, &found.statement, say);
        if found.is_query() {
            self.names_the_team(found, say);
            self.stays_at_home(found, say);
        }
        self.says_where_nulls_go(&found.statement, say);
    }

    /// A statement about a team's table finds the team in its `where`, or writes it in its `insert`.
    fn names_the_team(&self, found: &Found<'_>, say: &mut Say<'_>) {
        let statement = &found.statement;
        let of_a_team =
            named_tables(statement).into_iter().find(|named| self.0.get(named.table).is_some_and(|t| t.is_of_a_team));
        let Some(named) = of_a_team else { return };
        let has_team = match statement.kind {
            Kind::Insert => {
                statement.words().skip(named.index).take_while(|word| *word != ")").any(|word| word == "team_id")
            }
            Kind::Select | Kind::Update | Kind::Delete | Kind::With | Kind::Definition | Kind::Part => {
                statement.words().skip_while(|word| *word != "where").any(|word| word == "team_id")
            }
        };
        if !has_team && !found.may_lack_the_team {
            let instead =
                format!("{} is a team's: ask for team_id, or say `// every team: why` above it.", named.table);
            say(
                statement.tokens.get(named.index).map_or(0, |token| token.line),
                "SQL: a statement without team_id",
                instead,
            );
        }
    }

    /// No package reads the tables of another.
    fn stays_at_home(&self, found: &Found<'_>, say: &mut Say<'_>) {
        for named in named_tables(&found.statement) {
            let Some(table) = self.0.get(named.table) else { continue };
            if table.package != found.source.package() {
                let line = found.statement.tokens.get(named.index).map_or(0, |token| token.line);
                say(
                    line,
                    "SQL: another's table",
                    format!("{} belongs to {}: call its front door.", named.table, table.package),
                );
            }
        }
    }

    /// Engines sort nulls to different ends.
    fn says_where_nulls_go(&self, statement: &Statement, say: &mut Say<'_>) {
        let tables = named_tables(statement);
        for order in indexes_of(statement, &["order", "by"]) {
            for item in order_items(statement, order + 2) {
                let Some(column) = self.nullable_column(statement, &tables, item.clone()) else { continue };
                if !item.clone().any(|index| statement.at(index) == "nulls") {
                    let line = statement.tokens.get(item.start).map_or(0, |token| token.line);
                    say(
                        line,
                        "SQL: order by a column with nulls",
                        format!("Say `{column} nulls first` or `nulls last`."),
                    );
                }
            }
        }
    }

    fn nullable_column<'a>(
        &self,
        statement: &'a Statement,
        tables: &[Named<'_>],
        item: std::ops::Range<usize>,
    ) -> Option<&'a str> {
        let (alias, column, next) = match statement.at(item.start + 1) {
            "." => (Some(statement.at(item.start)), statement.at(item.start + 2), item.start + 3),
            _ => (None, statement.at(item.start), item.start + 1),
        };
        if next < item.end && !matches!(statement.at(next), "asc" | "desc" | "nulls") {
            return None; // an expression
        }
        let of_alias = |named: &&Named<'_>| alias.is_none_or(|alias| named.alias == alias || named.table == alias);
        let is_nullable =
            |named: &Named<'_>| self.0.get(named.table).is_some_and(|table| table.nullable.iter().any(|c| c == column));
        tables.iter().filter(of_alias).any(is_nullable).then_some(column)
    }
}

/// A table that a statement names, and under which name it goes there.
struct Named<'a> {
    table: &'a str,
    alias: &'a str,
    index: usize,
}

fn named_tables(statement: &Statement) -> Vec<Named<'_>> {
    let mut named = Vec::new();
    for (index, word) in statement.words().enumerate() {
        let introduces = matches!(word, "from" | "join" | "into") || word == "update" && index == 0;
        if !introduces || !statement.tokens.get(index + 1).is_some_and(super::statement::Token::is_word) {
            continue;
        }
        let after = if statement.at(index + 2) == "as" { index + 3 } else { index + 2 };
        named.push(Named { table: statement.at(index + 1), alias: statement.at(after), index: index + 1 });
    }
    named
}

fn indexes_of(statement: &Statement, words: &[&str]) -> Vec<usize> {
    let begins = |index: &usize| words.iter().enumerate().all(|(n, word)| statement.at(index + n) == *word);
    (0..statement.tokens.len()).filter(begins).collect()
}

/// What an `order by` sorts by, up to its end.
fn order_items(statement: &Statement, begin: usize) -> Vec<std::ops::Range<usize>> {
    let mut items = Vec::new();
    let (mut from, mut index) = (begin, begin);
    loop {
        match statement.at(index) {
            "(" => index = statement.closing(index),
            "," => {
                items.push(from..index);
                from = index + 1;
            }
            "" | ")" | "limit" | "offset" | "rows" | "range" | ";" | "{}" => break,
            _ => (),
        }
        index += 1;
    }
    items.push(from..index);
    items
}

fn definitions_run_again(statement: &Statement, say: &mut Say<'_>) {
    let words = statement.words().take(6).collect::<Vec<_>>();
    let may_run_again = match words.as_slice() {
        ["create", "table", rest @ ..] | ["create", "index", rest @ ..] | ["create", "unique", "index", rest @ ..] => {
            rest.starts_with(&["if", "not", "exists"])
        }
        ["drop", "table" | "index", rest @ ..] => rest.starts_with(&["if", "exists"]),
        _ => true,
    };
    if !may_run_again {
        say(0, "SQL: a step that can't run again", "Write if not exists, or if exists.".into());
    }
}

fn unique_index_begins_with_the_team(tables: &Tables, statement: &Statement, say: &mut Say<'_>) {
    let is_unique_index = statement.at(0) == "create" && statement.at(1) == "unique";
    let Some(on) = is_unique_index.then(|| indexes_of(statement, &["on"])).and_then(|found| found.first().copied())
    else {
        return;
    };
    let of_a_team = tables.0.get(statement.at(on + 1)).is_some_and(|table| table.is_of_a_team);
    if of_a_team && statement.at(on + 3) != "team_id" {
        say(
            0,
            "SQL: a key that does not begin with team_id",
            "Every unique index of a team's table starts with team_id.".into(),
        );
    }
}

/// A `create table`.
struct Made<'a> {
    name: &'a str,
    statement: &'a Statement,
    items: Vec<std::ops::Range<usize>>,
}

struct Column<'a> {
    name: &'a str,
    begin: usize,
    never_null: bool,
}

impl<'a> Made<'a> {
    fn read(statement: &'a Statement) -> Option<Made<'a>> {
        let is_table = statement.kind == Kind::Definition && statement.at(0) == "create" && statement.at(1) == "table";
        let opening = statement.words().position(|word| word == "(").filter(|_| is_table)?;
        let name = statement.at(opening.checked_sub(1)?);
        Some(Made { name, statement, items: statement.items(opening) })
    }

    fn has_team(&self) -> bool {
        self.items.iter().any(|item| self.statement.at(item.start) == "team_id")
    }

    fn columns(&self) -> impl Iterator<Item = Column<'a>> + '_ {
        let keys = self.constraints(&["primary", "key"]).flat_map(|begin| {
            let items = self.statement.items(begin + 2);
            items.into_iter().map(|item| self.statement.at(item.start))
        });
        let keys = keys.collect::<Vec<_>>();
        self.items.iter().filter(|item| !is_constraint(self.statement.at(item.start))).map(move |item| {
            let has = |word: &str| item.clone().any(|index| self.statement.at(index) == word);
            let name = self.statement.at(item.start);
            Column {
                name,
                begin: item.start,
                never_null: has("not") && has("null") || has("primary") || keys.contains(&name),
            }
        })
    }

    /// Where constraints of the table, not of a column, of a kind begin.
    fn constraints(&self, words: &'static [&'static str]) -> impl Iterator<Item = usize> + '_ {
        let begins = move |item: &&std::ops::Range<usize>| {
            words.iter().enumerate().all(|(n, word)| self.statement.at(item.start + n) == *word)
        };
        self.items.iter().filter(begins).map(|item| item.start)
    }

    fn check(&self, say: &mut Say<'_>) {
        let line = |index: usize| self.statement.tokens.get(index).map_or(0, |token| token.line);
        for column in self.columns() {
            let kind = self.statement.at(column.begin + 1);
            if !TYPES.contains(&kind) {
                let instead = format!(
                    "{} is {kind}; the types are text, bigint, double precision, boolean and bytea.",
                    column.name
                );
                say(line(column.begin), "SQL: a type that not every engine has", instead);
            }
            let wanted = match column.name {
                name if name.ends_with("_at") => "bigint",
                name if name.ends_with("_on") => "text",
                _ => kind,
            };
            if kind != wanted {
                let instead = format!("{} is {wanted}: instants are milliseconds, days are ISO text.", column.name);
                say(line(column.begin), "SQL: an instant or day of another type", instead);
            }
        }
    }

    fn keys_begin_with_the_team(&self, say: &mut Say<'_>) {
        let rule = "SQL: a key that does not begin with team_id";
        let line = |index: usize| self.statement.tokens.get(index).map_or(0, |token| token.line);
        let tables_keys = [&["primary", "key"][..], &["unique"], &["foreign", "key"]];
        for (begin, words) in
            tables_keys.into_iter().flat_map(|words| self.constraints(words).map(move |begin| (begin, words)))
        {
            if self.statement.at(begin + words.len() + 1) != "team_id" {
                say(line(begin), rule, format!("{}: {} (team_id, ...).", self.name, words.join(" ")));
            }
        }
        for item in self.items.iter().filter(|item| !is_constraint(self.statement.at(item.start))) {
            let of_itself =
                item.clone().any(|index| matches!(self.statement.at(index), "primary" | "unique" | "references"));
            if of_itself && self.statement.at(item.start) != "team_id" {
                let column = self.statement.at(item.start);
                say(
                    line(item.start),
                    rule,
                    format!("{column} alone is a key: write it below the columns, as (team_id, {column})."),
                );
            }
        }
    }
}

fn is_constraint(word: &str) -> bool {
    matches!(word, "primary" | "unique" | "foreign" | "check" | "constraint")
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{source, told};
    use super::super::check;

    const PROMISE: &str =
        "create table if not exists promise (team_id text not null, id text not null, due_at bigint not null,
        closed_at bigint, primary key (team_id, id))";

    /// The rules that a statement of the room breaks, with the table of promises made beside it.
    fn rules(statement: &str) -> Vec<String> {
        rules_of("rooms/promises/src/store.rs", &format!("const A: &str = \"{statement}\";"))
    }

    fn rules_of(path: &str, text: &str) -> Vec<String> {
        let schema = source("rooms/promises/src/schema.rs", &format!("const A: &str = \"{PROMISE}\";"));
        told(check(&[schema, source(path, text)])).into_iter().map(|told| told.replacen("1: ", "", 1)).collect()
    }

    #[test]
    fn a_statement_about_a_teams_table_names_the_team() {
        assert_eq!(rules("select id from promise where id = $1"), ["SQL: a statement without team_id"]);
        assert_eq!(rules("select team_id from promise"), ["SQL: a statement without team_id"]);
        assert_eq!(rules("insert into promise (id, due_at) values ($1, $2)"), ["SQL: a statement without team_id"]);
        assert_eq!(rules("update promise set due_at = $1 where id = $2"), ["SQL: a statement without team_id"]);
        assert!(rules("select id from promise where team_id = $1").is_empty());
        assert!(rules("insert into promise (team_id, id) values ($1, $2)").is_empty());
        assert!(rules("select a from kept_elsewhere where a = $1").is_empty());
    }

    #[test]
    fn a_statement_across_teams_says_why() {
        let text = "// every team: the worker takes whatever is due\nconst A: &str = \"select id from promise where due_at < $1\";";
        assert!(rules_of("rooms/promises/src/store.rs", text).is_empty());
    }

    #[test]
    fn a_table_with_a_key_of_its_own_is_asked_before_the_team_is_known() {
        let table = "create table if not exists link (print text primary key, team_id text not null)";
        let asked = "select team_id from link where print = $1";
        let text = |by: &str| {
            format!("const A: &str = \"{table}\"; const B: &str = \"{asked}\"; const C: D = (\"link\", By::{by});")
        };
        assert!(rules_of("ground/src/links.rs", &text("OwnKey")).is_empty());
        assert_eq!(rules_of("ground/src/links.rs", &text("Team")).len(), 2);
    }

    #[test]
    fn no_room_reads_the_tables_of_another() {
        let text = "const A: &str = \"select id from promise where team_id = $1\";";
        assert_eq!(rules_of("rooms/requests/src/store.rs", text), ["SQL: another's table"]);
    }

    #[test]
    fn an_order_by_a_column_with_nulls_says_where_they_go() {
        let order = |order: &str| rules(&format!("select id from promise p where team_id = $1 order by {order}"));
        assert_eq!(order("closed_at"), ["SQL: order by a column with nulls"]);
        assert_eq!(order("p.closed_at desc, id limit 5"), ["SQL: order by a column with nulls"]);
        assert!(order("closed_at desc nulls last, id").is_empty());
        assert!(order("due_at, coalesce(closed_at, 0)").is_empty());
    }

    #[test]
    fn a_table_keeps_the_team_first_and_the_types_of_all_engines() {
        let table = |columns: &str| rules(&format!("create table if not exists a (team_id text not null, {columns})"));
        assert!(table("id text not null, on_desk boolean not null, primary key (team_id, id)").is_empty());
        assert_eq!(table("id text primary key"), ["SQL: a key that does not begin with team_id"]);
        assert_eq!(table("id text, primary key (id, team_id)"), ["SQL: a key that does not begin with team_id"]);
        assert_eq!(
            table("id text, foreign key (id) references promise (id)"),
            ["SQL: a key that does not begin with team_id"]
        );
        assert_eq!(table("id uuid"), ["SQL: a type that not every engine has"]);
        assert_eq!(table("sent_at text"), ["SQL: an instant or day of another type"]);
    }

    #[test]
    fn an_index_that_is_unique_begins_with_the_team() {
        let rule = ["SQL: a key that does not begin with team_id"];
        assert_eq!(rules("create unique index if not exists a on promise (id)"), rule);
        assert!(rules("create unique index if not exists a on promise (team_id, id)").is_empty());
        assert!(rules("create index if not exists a on promise (due_at)").is_empty());
    }

    #[test]
    fn every_step_may_run_again() {
        assert_eq!(rules("create table a (b text)"), ["SQL: a step that can't run again"]);
        assert_eq!(rules("drop index a"), ["SQL: a step that can't run again"]);
    }
}
