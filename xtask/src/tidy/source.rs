//! A Rust file taken apart as far as the rules need: code, string literals, comments, and which lines are tests.
//!
//! Not a parser. It knows where literals and comments begin and end, so that no rule mistakes one for the other.

use std::ops::RangeInclusive;

use super::TextFile;

/// A Rust file, taken apart.
pub struct Source {
    /// From the root, with `/`.
    pub path: String,
    /// The text with the insides of literals and all comments turned to blanks; lines stay where they are.
    pub code: String,
    /// The string literals, without their escapes.
    pub literals: Vec<Passage>,
    /// The comments, without their slashes.
    pub comments: Vec<Passage>,
    tests: Vec<RangeInclusive<usize>>,
    is_test_file: bool,
}

/// Takes all files apart, and finds out which of them are tests because the module that names them says so.
pub fn read_all<'a>(files: impl Iterator<Item = &'a TextFile>) -> Vec<Source> {
    let mut sources = files.map(Source::read).collect::<Vec<_>>();
    let of_tests = sources.iter().flat_map(Source::files_of_tests).collect::<Vec<_>>();
    for source in &mut sources {
        source.is_test_file |= of_tests.contains(&source.path);
    }
    sources
}

/// A piece of text and the line it begins on, counted from one.
pub struct Passage {
    /// Its first line.
    pub line: usize,
    /// What it says.
    pub text: String,
    /// Where the code behind it begins.
    pub end: usize,
}

impl Source {
    /// Takes a file apart.
    pub fn read(file: &TextFile) -> Source {
        let mut reader =
            Reader { rest: file.text.chars().collect(), at: 0, line: 1, code: String::new(), ..Reader::default() };
        reader.read();
        let tests = test_modules(&reader.code);
        Source {
            path: file.path.clone(),
            code: reader.code,
            literals: reader.literals,
            comments: reader.comments,
            tests,
            is_test_file: is_test_path(&file.path),
        }
    }

    /// The lines of code, counted from one.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// Whether a line is part of a test: its whole file, or a module behind `#[cfg(test)]`.
    pub fn is_test(&self, line: usize) -> bool {
        self.is_test_file() || self.tests.iter().any(|lines| lines.contains(&line))
    }

    /// Whether the whole file is tests.
    pub fn is_test_file(&self) -> bool {
        self.is_test_file
    }

    /// The files that `#[cfg(test)] mod name;` may mean here.
    fn files_of_tests(&self) -> Vec<String> {
        let folder = ["/lib.rs", "/main.rs", "/mod.rs"].iter().find_map(|file| self.path.strip_suffix(file));
        let folder = folder.unwrap_or_else(|| self.path.trim_end_matches(".rs"));
        let tokens = tokens(&self.code);
        let words = tokens.iter().map(|(_, token)| *token).collect::<Vec<_>>();
        let behind_test = ["#", "[", "cfg", "(", "test", ")", "]", "mod"];
        let named =
            words.windows(behind_test.len() + 2).filter_map(|seen| match seen.split_at_checked(behind_test.len())? {
                (attribute, [name, ";"]) if attribute == behind_test => Some(*name),
                (_, _) => None,
            });
        named.flat_map(|name| [format!("{folder}/{name}.rs"), format!("{folder}/{name}/mod.rs")]).collect()
    }

    /// The file's name without `.rs`, or for a file below a folder of `src` that folder's name: its part in the room.
    pub fn part(&self) -> &str {
        let inside = self.path.split_once("/src/").map_or(self.path.as_str(), |(_, inside)| inside);
        let first = inside.split('/').next().unwrap_or(inside);
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The folder of the file's package, such as `rooms/promises`; empty where it has none.
    pub fn package(&self) -> &str {
        ["/src/", "/tests/", "/examples/", "/benches/"]
            .iter()
            .find_map(|inside| self.path.split_once(inside))
            .map_or("", |(package, _)| package)
    }
}

/// Whether a path is that of a file of tests.
pub fn is_test_path(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs") || path.contains("/benches/")
}

/// The words of code and the marks between them, with the line of each: `a::b` is `a`, `::`, `b`.
pub fn tokens(code: &str) -> Vec<(usize, &str)> {
    let mut tokens = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let is_word = |character: char| character.is_alphanumeric() || character == '_';
            let length = match first {
                first if is_word(first) => rest.find(|character| !is_word(character)).unwrap_or(rest.len()),
                ':' if rest.starts_with("::") => 2,
                _ => first.len_utf8(),
            };
            let (token, behind) = rest.split_at(length);
            tokens.push((index + 1, token));
            rest = behind.trim_start();
        }
    }
    tokens
}

/// The lines of each `#[cfg(test)] mod … { … }`.
fn test_modules(code: &str) -> Vec<RangeInclusive<usize>> {
    let line_at = |at: usize| code.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
    code.match_indices("#[cfg(test)]")
        .filter_map(|(begin, _)| {
            let opening = begin + code.get(begin..)?.find(['{', ';'])?;
            let end = opening + closing_brace(code.get(opening..)?)?;
            Some(line_at(begin)..=line_at(end))
        })
        .collect()
}

/// Where the brace that the text begins with is closed.
pub fn closing_brace(code: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, character) in code.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.checked_sub(1)?,
            _ => (),
        }
        if depth == 0 {
            return (character == '}').then_some(at);
        }
    }
    None
}

#[derive(Default)]
struct Reader {
    rest: Vec<char>,
    at: usize,
    line: usize,
    code: String,
    literals: Vec<Passage>,
    comments: Vec<Passage>,
}

impl Reader {
    fn read(&mut self) {
        while let Some(character) = self.peek(0) {
            match (character, self.peek(1)) {
                ('/', Some('/')) => self.line_comment(),
                ('/', Some('*')) => self.block_comment(),
                ('"', _) => self.string(),
                ('r', Some('"' | '#')) if self.begins_word() && self.raw_marks(1).is_some() => self.raw_string(1),
                ('b' | 'c', Some('r')) if self.begins_word() && self.raw_marks(2).is_some() => self.raw_string(2),
                ('\'', _) => self.character_or_lifetime(),
                (_, _) => self.keep(),
            }
        }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.rest.get(self.at + ahead).copied()
    }

    fn begins_word(&self) -> bool {
        !self.code.ends_with(|before: char| before.is_alphanumeric() || before == '_')
    }

    /// The number of `#` of a raw string whose prefix has this length; none when it is no raw string.
    fn raw_marks(&self, prefix: usize) -> Option<usize> {
        let marks = (0..).take_while(|ahead| self.peek(prefix + ahead) == Some('#')).count();
        (self.peek(prefix + marks) == Some('"')).then_some(marks)
    }

    fn keep(&mut self) {
        if let Some(character) = self.peek(0) {
            self.code.push(character);
            self.line += usize::from(character == '\n');
            self.at += 1;
        }
    }

    /// Steps over one character, leaving a blank in the code, and gives it.
    fn blank(&mut self) -> Option<char> {
        let character = self.peek(0)?;
        self.code.push(if character == '\n' { '\n' } else { ' ' });
        self.line += usize::from(character == '\n');
        self.at += 1;
        Some(character)
    }

    fn line_comment(&mut self) {
        let line = self.line;
        let mut text = String::new();
        while self.peek(0).is_some_and(|character| character != '\n') {
            text.extend(self.blank());
        }
        let text = text.trim_start_matches(['/', '!']).trim().to_owned();
        self.comments.push(Passage { line, text, end: self.code.len() });
    }

    fn block_comment(&mut self) {
        let line = self.line;
        let mut text = String::new();
        let mut depth = 0_usize;
        while let Some(character) = self.peek(0) {
            match (character, self.peek(1)) {
                ('/', Some('*')) => depth += 1,
                ('*', Some('/')) => depth = depth.saturating_sub(1),
                (_, _) => {
                    text.extend(self.blank());
                    continue;
                }
            }
            text.extend(self.blank());
            text.extend(self.blank());
            if depth == 0 {
                break;
            }
        }
        self.comments.push(Passage { line, text, end: self.code.len() });
    }

    fn string(&mut self) {
        let line = self.line;
        let mut text = String::new();
        self.keep();
        while let Some(character) = self.peek(0) {
            match character {
                '"' => {
                    self.keep();
                    break;
                }
                '\\' => {
                    self.blank();
                    match self.blank() {
                        // A line that goes on: its blanks mean nothing to SQL, and the line is counted.
                        Some('n' | 't' | 'r' | '0') => text.push(' '),
                        escaped => text.extend(escaped),
                    }
                }
                _ => text.extend(self.blank()),
            }
        }
        self.literals.push(Passage { line, text, end: self.code.len() });
    }

    fn raw_string(&mut self, prefix: usize) {
        let line = self.line;
        let marks = self.raw_marks(prefix).unwrap_or(0);
        (0..prefix + marks + 1).for_each(|_| self.keep());
        let mut text = String::new();
        while let Some(character) = self.peek(0) {
            if character == '"' && (1..=marks).all(|ahead| self.peek(ahead) == Some('#')) {
                (0..=marks).for_each(|_| self.keep());
                break;
            }
            text.extend(self.blank());
        }
        self.literals.push(Passage { line, text, end: self.code.len() });
    }

    fn character_or_lifetime(&mut self) {
        self.keep();
        if self.peek(0) == Some('\\') {
            self.blank();
            self.blank();
            while self.peek(0).is_some_and(|character| character != '\'') {
                self.blank();
            }
            self.keep();
        } else if self.peek(1) == Some('\'') {
            self.blank();
            self.keep();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{file, source};
    use super::*;

    fn literals(text: &str) -> Vec<String> {
        source("a/src/a.rs", text).literals.into_iter().map(|literal| literal.text).collect()
    }

    #[test]
    fn literals_of_every_kind_are_taken_out_of_the_code() {
        let text = r##"f("a \"b\"", r#"c "d" e"#, b"f", br"g", '"', '\'', 'x); // "h""##;
        assert_eq!(literals(text), [r#"a "b""#, r#"c "d" e"#, "f", "g"]);
        let code = source("a/src/a.rs", text).code;
        assert!(!code.contains('b') || !code.contains("h"), "{code}");
        assert_eq!(code.chars().count(), text.chars().count());
    }

    #[test]
    fn comments_are_kept_apart_even_when_they_nest() {
        let read = source("a/src/a.rs", "/* one /* two */ \"three\" */ let a = 1; // four\n/// five\n");
        assert!(read.literals.is_empty());
        let lines = read.comments.iter().map(|comment| comment.line).collect::<Vec<_>>();
        assert_eq!(lines, [1, 1, 2]);
        assert_eq!(read.code.trim(), "let a = 1;");
    }

    #[test]
    fn a_lifetime_is_no_character() {
        assert_eq!(literals("fn a<'a>(x: &'a str) -> &'static str { \"b\" }"), ["b"]);
    }

    #[test]
    fn the_lines_of_a_test_module_are_known() {
        let read = source("a/src/a.rs", "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { if x {} }\n}\nfn c() {}\n");
        let tests = (1..=6).filter(|line| read.is_test(*line)).collect::<Vec<_>>();
        assert_eq!(tests, [2, 3, 4, 5]);
        assert!(source("a/src/tests.rs", "fn a() {}").is_test(1));
    }

    #[test]
    fn a_file_that_is_named_behind_a_test_is_one() {
        let named = file("a/src/lib.rs", "mod page;\n#[cfg(test)]\nmod gallery;\n");
        let all = read_all([named, file("a/src/page.rs", ""), file("a/src/gallery.rs", "")].iter());
        assert_eq!(all.iter().map(Source::is_test_file).collect::<Vec<_>>(), [false, false, true]);
    }

    #[test]
    fn a_file_knows_its_package_and_its_part_in_the_room() {
        let page = source("rooms/promises/src/pages/renegotiation.rs", "");
        assert_eq!((page.package(), page.part()), ("rooms/promises", "pages"));
        let rules = source("rooms/promises/src/rules.rs", "");
        assert_eq!((rules.package(), rules.part()), ("rooms/promises", "rules"));
    }

    #[test]
    fn a_literal_over_many_lines_keeps_count() {
        let read = source("a/src/a.rs", "let a = \"one\n two \\\n  three\"; let b = \"four\";");
        let lines = read.literals.iter().map(|literal| literal.line).collect::<Vec<_>>();
        assert_eq!(lines, [1, 3]);
        assert_eq!(read.literals.first().map(|literal| literal.text.lines().count()), Some(3));
    }
}
