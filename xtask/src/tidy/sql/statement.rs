//! A string literal read as SQL: whether it is some, and its tokens.

/// A literal that is SQL.
pub struct Statement {
    /// What it does.
    pub kind: Kind,
    /// Its tokens; the texts in single quotes are one token each.
    pub tokens: Vec<Token>,
}

/// What a statement does.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Kind {
    Select,
    Insert,
    Update,
    Delete,
    With,
    /// Makes, changes or removes a table or an index.
    Definition,
    /// A part of a statement, put together elsewhere.
    Part,
}

/// A token and the line within the literal it stands on, from zero.
#[derive(Debug)]
pub struct Token {
    /// Words in lower case; `'` for a text; `{}` for a part put in by `format!`; `"` and the name for a quoted name.
    pub text: String,
    /// Lines after the first.
    pub line: usize,
}

impl Token {
    /// Whether it is a word, be it a keyword or a name.
    pub fn is_word(&self) -> bool {
        self.text.starts_with(|first: char| first.is_alphabetic() || first == '_')
    }

    /// Whether it is `$` and a number.
    pub fn is_placeholder(&self) -> bool {
        self.text.starts_with('$') && self.text.len() > 1
    }
}

impl Statement {
    /// Reads a literal; none when it is not SQL.
    pub fn read(text: &str) -> Option<Statement> {
        if begins_as_a_sentence(text) {
            return None;
        }
        let tokens = tokens(text);
        let kind = kind(&tokens)?;
        Some(Statement { kind, tokens })
    }

    /// The words and marks of the statement.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().map(|token| token.text.as_str())
    }

    /// Whether a word stands anywhere in it.
    pub fn has(&self, word: &str) -> bool {
        self.words().any(|token| token == word)
    }

    /// The token at an index, as text; empty past the end.
    pub fn at(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| token.text.as_str())
    }

    /// Where the parenthesis that opens at an index is closed; the end when it never is.
    pub fn closing(&self, opening: usize) -> usize {
        let mut depth = 0_usize;
        for (index, word) in self.words().enumerate().skip(opening) {
            match word {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ => (),
            }
            if depth == 0 {
                return index;
            }
        }
        self.tokens.len()
    }

    /// The indexes of what stands between commas in the parenthesis that opens at an index.
    pub fn items(&self, opening: usize) -> Vec<std::ops::Range<usize>> {
        let end = self.closing(opening);
        let mut items = Vec::new();
        let (mut begin, mut index) = (opening + 1, opening + 1);
        while index < end {
            match self.at(index) {
                "(" => index = self.closing(index),
                "," => {
                    items.push(begin..index);
                    begin = index + 1;
                }
                _ => (),
            }
            index += 1;
        }
        items.push(begin..end);
        items
    }
}

/// The house writes SQL in small letters, and people's sentences with a capital.
fn begins_as_a_sentence(text: &str) -> bool {
    let mut letters = text.trim_start().chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none_or(|second| !second.is_uppercase())
}

fn kind(tokens: &[Token]) -> Option<Kind> {
    let at = |index: usize| tokens.get(index).map_or("", |token| token.text.as_str());
    let has = |word: &str| tokens.iter().any(|token| token.text == word);
    let is_prose = ["the", "your", "you", "this"].iter().any(|word| has(word));
    let has_placeholder = tokens.iter().any(Token::is_placeholder);
    match (at(0), at(1)) {
        _ if is_prose => None,
        ("select", _) if has("from") || at(1).starts_with(|first: char| !first.is_alphabetic()) && tokens.len() > 1 => {
            Some(Kind::Select)
        }
        ("insert" | "merge" | "replace", "into") | ("insert", "or") => Some(Kind::Insert),
        ("update", _) if at(2) == "set" || at(3) == "set" || at(4) == "set" => Some(Kind::Update),
        ("delete", "from") => Some(Kind::Delete),
        ("with", _) if at(1) == "recursive" || matches!(at(2), "as" | "(") => Some(Kind::With),
        ("create" | "alter" | "drop", _) if defines(at(1)) => Some(Kind::Definition),
        _ if has_placeholder && tokens.iter().any(|token| CLAUSES.contains(&token.text.as_str())) => Some(Kind::Part),
        ("where" | "and" | "join" | "left", _) if has("=") => Some(Kind::Part),
        ("on", "conflict") | ("order" | "group", "by") | ("returning", "*") => Some(Kind::Part),
        _ => None,
    }
}

fn defines(what: &str) -> bool {
    let things =
        ["table", "index", "unique", "view", "trigger", "temporary", "temp", "type", "sequence", "materialized"];
    things.contains(&what)
}

const CLAUSES: [&str; 7] = ["where", "and", "set", "values", "limit", "from", "order"];

fn tokens(text: &str) -> Vec<Token> {
    let characters = text.chars().collect::<Vec<_>>();
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 0);
    while let Some(first) = characters.get(at).copied() {
        let until = |end: &dyn Fn(char) -> bool| {
            characters
                .iter()
                .skip(at + 1)
                .position(|character| end(*character))
                .map_or(characters.len(), |n| at + 1 + n)
        };
        let is_name = |character: char| character.is_alphanumeric() || character == '_';
        let end = match first {
            '\'' | '"' => until(&|character| character == first) + 1,
            '{' => until(&|character| character == '}') + 1,
            '$' => until(&|character| !is_name(character)),
            _ if first.is_ascii_digit() => until(&|character| !is_name(character) && character != '.'),
            _ if is_name(first) => until(&|character| !is_name(character)),
            _ => at + mark_length(&characters, at),
        };
        let raw = characters.iter().take(end).skip(at).collect::<String>();
        let text = match first {
            '\'' => "'".to_owned(),
            '{' => "{}".to_owned(),
            _ => raw.to_lowercase(),
        };
        if !first.is_whitespace() {
            tokens.push(Token { text, line });
        }
        line += raw.matches('\n').count();
        at = end;
    }
    tokens
}

/// The length of the mark that begins here: `->>` is one.
fn mark_length(characters: &[char], at: usize) -> usize {
    let begins =
        |mark: &&str| mark.chars().enumerate().all(|(n, character)| characters.get(at + n) == Some(&character));
    ["->>", "->", "::", "#>", "@>", "<@", "||", "<=", ">=", "<>", "!="]
        .iter()
        .find(|mark| begins(mark))
        .map_or(1, |m| m.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(text: &str) -> Option<Kind> {
        Statement::read(text).map(|statement| statement.kind)
    }

    #[test]
    fn statements_are_known_by_how_they_begin() {
        assert_eq!(kind_of("select id from promise where team_id = $1"), Some(Kind::Select));
        assert_eq!(kind_of("\n  insert into promise (team_id) values ($1)"), Some(Kind::Insert));
        assert_eq!(kind_of("UPDATE promise SET a = 1"), Some(Kind::Update));
        assert_eq!(kind_of("delete from promise where team_id = $1"), Some(Kind::Delete));
        assert_eq!(kind_of("with due as (select 1) select * from due"), Some(Kind::With));
        assert_eq!(kind_of("create table if not exists promise (team_id text)"), Some(Kind::Definition));
        assert_eq!(kind_of("{SELECT} where team_id = $1"), Some(Kind::Part));
        assert_eq!(kind_of(" order by due_at"), Some(Kind::Part));
    }

    #[test]
    fn sentences_and_names_are_no_sql() {
        let sentences = [
            "select",
            "Select a day from this list.",
            "select a day from the list",
            "update your calendar",
            "With the team's consent",
            "where it stands",
            "delete from your inbox",
            "create a block",
            "Update promise set by the lead",
            "costs $10",
            "returning soon",
        ];
        for sentence in sentences {
            assert_eq!(kind_of(sentence), None, "{sentence}");
        }
    }

    #[test]
    fn texts_and_put_in_parts_are_one_token_each() {
        let read = Statement::read("select 'a now() b', \"Name\", {COLUMNS} from t where a->>'b' = $12").unwrap();
        let words = read.words().collect::<Vec<_>>();
        let expected = ["select", "'", ",", "\"name\"", ",", "{}", "from", "t", "where", "a", "->>", "'", "=", "$12"];
        assert_eq!(words, expected);
    }

    #[test]
    fn what_stands_between_commas_is_found_at_its_own_depth() {
        let read = Statement::read("create table t (a text, primary key (a, b), c text)").unwrap();
        let items =
            read.items(3).into_iter().map(|item| item.map(|index| read.at(index)).collect::<Vec<_>>().join(" "));
        assert_eq!(items.collect::<Vec<_>>(), ["a text", "primary key ( a , b )", "c text"]);
    }
}
