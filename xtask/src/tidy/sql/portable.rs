//! What at least one engine refuses or understands otherwise, seen in the statement alone.

use super::Say;
use super::statement::{Kind, Statement};

/// Words one after the other that are refused: what they are called, and what to write instead. `(` is a call.
const REFUSED: &[(&[&str], &str, &str)] = &[
    (
        &["on", "conflict", "on", "constraint"],
        "SQL: on conflict on constraint",
        "Name the columns: shards rename constraints.",
    ),
    (&["now", "("], "SQL: now()", "Pass the instant as a value."),
    (&["current_timestamp"], "SQL: current_timestamp", "Pass the instant as a value."),
    (&["current_date"], "SQL: current_date", "Pass the day as a value."),
    (&["greatest", "("], "SQL: greatest", "Compare in Rust, or write a case."),
    (&["least", "("], "SQL: least", "Compare in Rust, or write a case."),
    (&["string_agg"], "SQL: string_agg", "Read the rows in order and join them in Rust."),
    (&["group_concat"], "SQL: group_concat", "Read the rows in order and join them in Rust."),
    (&["array_agg"], "SQL: arrays", "Read the rows and gather them in Rust."),
    (&["unnest", "("], "SQL: arrays", "Use values (...), or a statement a row."),
    (&["array", "["], "SQL: arrays", "Use rows of a table."),
    (&["in", "(", ")"], "SQL: an empty in ()", "Answer without a statement when there is nothing to look for."),
    (&["any", "("], "SQL: = any(array)", "Use exists, a join, or in with one placeholder a value."),
    (&["for", "update"], "SQL: for update", "Compare and set: where version = $n."),
    (&["for", "share"], "SQL: for share", "Compare and set: where version = $n."),
    (&["ilike"], "SQL: ilike", "Fold in Rust into a _key column and compare that."),
    (&["like"], "SQL: like", "Engines fold differently: compare a _key column, or a range of it for a beginning."),
    (&["similar", "to"], "SQL: similar to", "Match in Rust."),
    (&["regexp"], "SQL: regexp", "Match in Rust."),
    (&["distinct", "on"], "SQL: distinct on", "Use row_number() over (...) and keep the first."),
    (&["lateral"], "SQL: lateral", "Use a window function or a second statement."),
    (&["merge", "into"], "SQL: merge", "Use insert ... on conflict (columns) do update."),
    (&["insert", "or"], "SQL: insert or", "Use insert ... on conflict (columns) do ..."),
    (&["replace", "into"], "SQL: replace into", "Use insert ... on conflict (columns) do update."),
    (&["lower", "("], "SQL: lower()", "Fold in Rust into a _key column."),
    (&["upper", "("], "SQL: upper()", "Fold in Rust into a _key column."),
    (&["percentile_cont"], "SQL: percentile_cont", "Take the figures and compute it in core/evidence."),
    (&["percentile_disc"], "SQL: percentile_disc", "Take the figures and compute it in core/evidence."),
    (&["rollup"], "SQL: rollup", "Sum up in Rust, or use a second statement."),
    (&["grouping", "sets"], "SQL: grouping sets", "Sum up in Rust, or use a second statement."),
    (&["cube", "("], "SQL: cube", "Sum up in Rust, or use a second statement."),
    (&["returning", "*"], "SQL: returning *", "Name the columns."),
    (&["select", "*"], "SQL: select *", "Name the columns; in exists write select 1."),
    (&["->"], "SQL: JSON operator", "Give what is asked for a column of its own."),
    (&["->>"], "SQL: JSON operator", "Give what is asked for a column of its own."),
    (&["#>"], "SQL: JSON operator", "Give what is asked for a column of its own."),
    (&["@>"], "SQL: JSON operator", "Give what is asked for a column of its own."),
    (&["<@"], "SQL: JSON operator", "Give what is asked for a column of its own."),
    (&["::"], "SQL: ::", "Write cast(... as ...)."),
    (&["ifnull", "("], "SQL: ifnull", "Write coalesce."),
    (&["iif", "("], "SQL: iif", "Write a case."),
    (&["bool_or", "("], "SQL: bool_or", "Write max(case when ... then 1 else 0 end)."),
    (&["bool_and", "("], "SQL: bool_and", "Write min(case when ... then 1 else 0 end)."),
    (&["random", "("], "SQL: random()", "Make it in Rust and pass it."),
    (&["gen_random_uuid", "("], "SQL: gen_random_uuid()", "Ids are made by the application."),
    (&["last_insert_rowid", "("], "SQL: last_insert_rowid()", "Ids are made by the application."),
    (&["generate_series", "("], "SQL: generate_series", "Count in Rust."),
    (&["date_trunc", "("], "SQL: date_trunc", "Instants and days are worked out in Rust."),
    (&["extract", "("], "SQL: extract", "Instants and days are worked out in Rust."),
    (&["to_char", "("], "SQL: to_char", "Instants and days are worded in Rust."),
    (&["strftime", "("], "SQL: strftime", "Instants and days are worked out in Rust."),
    (&["datetime", "("], "SQL: datetime", "Instants and days are worked out in Rust."),
    (&["julianday", "("], "SQL: julianday", "Instants and days are worked out in Rust."),
    (&["unixepoch", "("], "SQL: unixepoch", "Pass the instant as a value."),
    (&["interval", "'"], "SQL: interval", "Instants are bigint: add in Rust."),
    (&["concat", "("], "SQL: concat", "Write ||, or join in Rust."),
    (&["truncate", "table"], "SQL: truncate", "Write delete from ... where team_id = ..."),
    (&["nextval", "("], "SQL: sequences", "Ids are made by the application."),
    (&["rowid"], "SQL: rowid", "Keys are (team_id, id)."),
    (&["ctid"], "SQL: ctid", "Keys are (team_id, id)."),
    (&["create", "trigger"], "SQL: triggers", "Write it in the act."),
    (&["create", "sequence"], "SQL: sequences", "Ids are made by the application."),
    (&["create", "type"], "SQL: enums and types", "Use text, and a type in Rust."),
    (&["generated", "always"], "SQL: generated columns", "Compute it in Rust and store it."),
    (&["autoincrement"], "SQL: autoincrement", "Ids are made by the application."),
    (
        &["add", "constraint"],
        "SQL: add constraint",
        "SQLite can't: write it inline in create table, expand then contract.",
    ),
    (&["alter", "column"], "SQL: alter column", "SQLite can't: add a new column, expand then contract."),
    (&["create", "table", "{}"], "SQL: create table without if not exists", "Every step may run again."),
];

/// Findings that need nothing but the statement.
pub fn check(statement: &Statement, say: &mut Say<'_>) {
    refused_words(statement, say);
    quoted_names(statement, say);
    functions_of_json(statement, say);
    whole_number_division(statement, say);
    smallest_of_several(statement, say);
    delete_using(statement, say);
    recursion_without_the_team(statement, say);
    one_statement_a_step(statement, say);
    placeholders_in_order(statement, say);
}

fn refused_words(statement: &Statement, say: &mut Say<'_>) {
    for (index, token) in statement.tokens.iter().enumerate() {
        for (words, rule, instead) in REFUSED {
            let matches = words.iter().enumerate().all(|(n, word)| statement.at(index + n) == *word);
            // `a.lower` and `x as like` are names: a word of SQL follows no dot.
            if matches && index.checked_sub(1).is_none_or(|before| statement.at(before) != ".") {
                say(token.line, rule, (*instead).to_owned());
            }
        }
    }
}

fn quoted_names(statement: &Statement, say: &mut Say<'_>) {
    for token in statement.tokens.iter().filter(|token| token.text.starts_with('"')) {
        say(token.line, "SQL: double quotes", "Name it so that it needs no quotes; texts take single ones.".into());
    }
}

fn functions_of_json(statement: &Statement, say: &mut Say<'_>) {
    for (index, token) in statement.tokens.iter().enumerate() {
        let is_json = token.text.starts_with("json_") || token.text.starts_with("jsonb_");
        if is_json && statement.at(index + 1) == "(" {
            say(token.line, "SQL: JSON function", "Give what is asked for a column of its own.".into());
        }
    }
}

/// On doubles both engines agree, so a statement that casts to them may divide.
fn whole_number_division(statement: &Statement, say: &mut Say<'_>) {
    if statement.has("precision") {
        return;
    }
    for token in statement.tokens.iter().filter(|token| token.text == "/") {
        say(token.line, "SQL: / of whole numbers", "Divide in Rust.".into());
    }
}

/// SQLite's `max(a, b)` of one row is an aggregate with too many arguments elsewhere.
fn smallest_of_several(statement: &Statement, say: &mut Say<'_>) {
    for (index, token) in statement.tokens.iter().enumerate() {
        let is_call = matches!(token.text.as_str(), "min" | "max") && statement.at(index + 1) == "(";
        if is_call && statement.items(index + 1).len() > 1 {
            say(token.line, "SQL: min or max of several values", "Compare in Rust, or write a case.".into());
        }
    }
}

fn delete_using(statement: &Statement, say: &mut Say<'_>) {
    let using = statement.tokens.iter().find(|token| token.text == "using");
    if let (Kind::Delete, Some(token)) = (statement.kind, using) {
        say(token.line, "SQL: delete ... using", "Write where exists (select 1 from ...).".into());
    }
}

fn recursion_without_the_team(statement: &Statement, say: &mut Say<'_>) {
    if statement.has("recursive") && !statement.has("team_id") {
        say(0, "SQL: recursion without team_id", "Carry the team through every step of it.".into());
    }
}

fn one_statement_a_step(statement: &Statement, say: &mut Say<'_>) {
    let last = statement.tokens.len().saturating_sub(1);
    for (index, token) in statement.tokens.iter().enumerate() {
        if token.text == ";" && index < last {
            say(token.line, "SQL: two statements in one", "Make it two steps.".into());
        }
    }
}

/// SQLite numbers `$7` by its first use, so the order of first use is the order of the values.
fn placeholders_in_order(statement: &Statement, say: &mut Say<'_>) {
    if matches!(statement.kind, Kind::Part | Kind::Definition) || statement.has("{}") {
        return;
    }
    let mut next = 1_u32;
    for token in statement.tokens.iter().filter(|token| token.is_placeholder()) {
        let Some(number) = token.text.strip_prefix('$').and_then(|digits| digits.parse::<u32>().ok()) else { continue };
        if number > next {
            say(
                token.line,
                "SQL: placeholders out of order",
                format!("Number them by first use: ${next} comes before ${number}."),
            );
            return;
        }
        next = next.max(number + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> Vec<&'static str> {
        let statement = Statement::read(text).unwrap();
        let mut rules = Vec::new();
        check(&statement, &mut |_, rule, _| rules.push(rule));
        rules
    }

    #[test]
    fn each_refused_word_is_found_in_a_statement() {
        for (words, rule, _) in REFUSED {
            let refused = words.join(" ");
            let text = match *rule {
                "SQL: select *" => "select * from a".to_owned(),
                _ if matches!(words.first(), Some(&("create" | "insert" | "merge" | "replace"))) => {
                    format!("{refused} x set")
                }
                _ => format!("select a from b where {refused}"),
            };
            if Statement::read(&text).is_some() {
                assert!(rules(&text).contains(rule), "{rule}: {text}");
            } else {
                panic!("{text} is not read as SQL");
            }
        }
    }

    #[test]
    fn good_sql_has_no_finding() {
        let good = [
            "select id, due_at from promise where team_id = $1 and id = $2 order by due_at limit 50",
            "insert into promise (team_id, id) values ($1, $2) on conflict (team_id, id) do update set a = excluded.a returning id",
            "select count(*) filter (where state = $1), max(due_at) from promise where team_id = $2",
            "update promise set note = 'now() like / -> \"x\"' where team_id = $1 and (a, b) > ($2, $3) and a = $1",
            "select cast(sum(a) as double precision) / count(*) from b where team_id = $1",
            "delete from letter where team_id = $1 and exists (select 1 from thread t where t.team_id = $1 and t.id = $2)",
        ];
        for text in good {
            assert_eq!(rules(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_needs_more_than_a_word_is_found() {
        assert_eq!(rules("select \"a\" from b"), ["SQL: double quotes"]);
        assert_eq!(rules("select json_extract(a, '$.b') from c"), ["SQL: JSON function"]);
        assert_eq!(rules("select sum(a) / 2 from b"), ["SQL: / of whole numbers"]);
        assert_eq!(rules("select max(a, b) from c"), ["SQL: min or max of several values"]);
        assert_eq!(rules("delete from a using b where a.id = b.id"), ["SQL: delete ... using"]);
        assert_eq!(rules("with recursive a as (select b from c) select b from a"), ["SQL: recursion without team_id"]);
        assert_eq!(rules("delete from a; delete from b"), ["SQL: two statements in one"]);
        assert_eq!(rules("select a from b where c = $2 and d = $1"), ["SQL: placeholders out of order"]);
    }

    #[test]
    fn a_column_after_a_dot_is_a_name() {
        assert_eq!(rules("select a.rowid from a"), [""; 0]);
    }
}
