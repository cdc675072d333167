//! `cargo xtask tidy`: reads the sources against the rules of the house that neither rustfmt nor clippy knows.
//!
//! Each rule is a function from sources to findings, and its tests show that it can fail. A rule that cries wolf is
//! sharpened, not silenced; the one exception that may be claimed is a statement across teams (see `sql`).

mod catalogues;
mod clock;
mod imports;
mod markup;
mod names;
mod rooms;
mod source;
mod sql;
mod words;

use std::fs;
use std::path::Path;

use anyhow::Context;

/// Something in the sources that the house does not want.
#[derive(Debug, PartialEq, PartialOrd, Eq, Ord)]
pub struct Finding {
    path: String,
    line: usize,
    rule: &'static str,
    instead: String,
}

impl Finding {
    fn new(path: &str, line: usize, rule: &'static str, instead: impl Into<String>) -> Finding {
        Finding { path: path.to_owned(), line, rule, instead: instead.into() }
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}. {}", self.path, self.line, self.rule, self.instead)
    }
}

/// A file that is text.
pub struct TextFile {
    /// From the root, with `/`.
    path: String,
    text: String,
}

/// Prints what is found; true when nothing is.
pub fn report(root: &Path) -> anyhow::Result<bool> {
    let files = read(root)?;
    let findings = check(&files);
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => println!("   tidy: {} files read", files.len()),
        1 => println!("   tidy: 1 finding in {} files", files.len()),
        many => println!("   tidy: {many} findings in {} files", files.len()),
    }
    Ok(findings.is_empty())
}

/// All rules over all files, in the order of the files.
fn check(files: &[TextFile]) -> Vec<Finding> {
    let sources = source::read_all(files.iter().filter(|file| file.path.ends_with(".rs")));
    let mut findings = Vec::new();
    findings.extend(sql::check(&sources));
    findings.extend(imports::check(files, &sources));
    findings.extend(clock::check(&sources));
    findings.extend(rooms::check(files));
    findings.extend(names::check(files, &sources));
    findings.extend(markup::check(&sources));
    findings.extend(words::check(files, &sources));
    findings.extend(catalogues::check(files));
    findings.sort();
    findings.dedup();
    findings
}

/// Folders that are made, not written.
const MADE: [&str; 6] = [".git", "node_modules", "offwheel-data", ".peers", "target", "__pycache__"];

fn read(root: &Path) -> anyhow::Result<Vec<TextFile>> {
    let mut files = Vec::new();
    gather(root, root, &mut files)?;
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

fn gather(root: &Path, folder: &Path, files: &mut Vec<TextFile>) -> anyhow::Result<()> {
    let unreadable = || format!("{} can't be read", folder.display());
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let entry = entry.with_context(unreadable)?;
        let (path, kind) = (entry.path(), entry.file_type().with_context(unreadable)?);
        if kind.is_dir() {
            if !MADE.iter().any(|made| entry.file_name() == *made) {
                gather(root, &path, files)?;
            }
        } else if kind.is_file() {
            // What is no text has no words in it.
            if let Ok(text) =
                String::from_utf8(fs::read(&path).with_context(|| format!("{} can't be read", path.display()))?)
            {
                let path = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                files.push(TextFile { path, text });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod testing {
    //! What the tests of the rules share: files from words, and the rules that a file breaks.

    use super::source::Source;
    use super::{Finding, TextFile};

    pub fn file(path: &str, text: &str) -> TextFile {
        TextFile { path: path.into(), text: text.into() }
    }

    pub fn source(path: &str, text: &str) -> Source {
        Source::read(&file(path, text))
    }

    /// `line: rule` of each finding.
    pub fn told(findings: Vec<Finding>) -> Vec<String> {
        findings.iter().map(|finding| format!("{}: {}", finding.line, finding.rule)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::testing::file;
    use super::*;

    #[test]
    fn a_finding_says_where_what_and_what_to_do_instead() {
        let finding = Finding::new("rooms/a/src/store.rs", 7, "SQL: now()", "Pass the instant.");
        assert_eq!(finding.to_string(), "rooms/a/src/store.rs:7: SQL: now(). Pass the instant.");
    }

    #[test]
    fn findings_of_all_rules_come_in_the_order_of_the_files() {
        let files = [
            file("rooms/team/src/lib.rs", "//! People. No letters here, and no calendar.\n"),
            file("rooms/team/src/store.rs", "const ALL: &str = \"select * from member where team_id = $1\";"),
            file("rooms/team/src/acts.rs", "fn a() { Timestamp::now(); }\n// TO\u{44}O: more"),
        ];
        let told = check(&files).iter().map(ToString::to_string).collect::<Vec<_>>();
        let begins = |place: &str| told.iter().any(|line| line.starts_with(place));
        assert!(begins("rooms/team/src/acts.rs:1: ") && begins("rooms/team/src/acts.rs:2: "), "{told:#?}");
        assert!(begins("rooms/team/src/store.rs:1: "), "{told:#?}");
        assert!(told.is_sorted(), "{told:#?}");
    }
}
