//! Names that say nothing, and files that are two.

use super::source::{Source, is_test_path, tokens};
use super::{Finding, TextFile};

/// File and folder names under which anything could lie.
const SAYS_NOTHING: [&str; 9] =
    ["util", "utils", "helper", "helpers", "common", "manager", "managers", "misc", "shared"];

/// Endings of types that do for others what a function of a room does.
const DOERS: [&str; 5] = ["Manager", "Helper", "Helpers", "Util", "Utils"];

/// The lines of a source file, of tests, and of everything else that is written by hand.
const LONGEST: usize = 600;
const LONGEST_TESTS: usize = 900;

/// All findings about names and sizes.
pub fn check(files: &[TextFile], sources: &[Source]) -> Vec<Finding> {
    let code = files.iter().filter(|file| is_code(&file.path));
    let mut findings = code.flat_map(|file| named_badly(file).into_iter().chain(too_long(file))).collect::<Vec<_>>();
    findings.extend(sources.iter().flat_map(doers));
    findings
}

fn is_code(path: &str) -> bool {
    [".rs", ".mjs", ".js", ".sh", ".py"].iter().any(|ending| path.ends_with(ending)) && !path.contains("/data/")
}

fn named_badly(file: &TextFile) -> Option<Finding> {
    let bad = file
        .path
        .split('/')
        .map(|part| part.split('.').next().unwrap_or(part))
        .find(|name| SAYS_NOTHING.contains(name))?;
    let instead = format!("Anything could lie in `{bad}`: name it after what lies in it.");
    Some(Finding::new(&file.path, 1, "Names: a file that says nothing", instead))
}

fn too_long(file: &TextFile) -> Option<Finding> {
    let is_test = is_test_path(&file.path) || file.path.contains(".test.");
    let longest = if is_test { LONGEST_TESTS } else { LONGEST };
    let lines = file.text.lines().count();
    let is_generated = file.text.lines().take(5).any(|line| line.contains("@generated"));
    let instead = || format!("It has {lines} lines, {longest} at most: it is usually two files.");
    (lines > longest && !is_generated)
        .then(|| Finding::new(&file.path, longest + 1, "Names: a file too long", instead()))
}

fn doers(source: &Source) -> Vec<Finding> {
    let tokens = tokens(&source.code);
    let defined = tokens.windows(2).filter_map(|pair| match pair {
        [(_, "struct" | "enum" | "trait" | "type"), (line, name)] => Some((*line, *name)),
        _ => None,
    });
    let doers = defined.filter(|(_, name)| DOERS.iter().any(|doer| name.ends_with(doer)));
    let told = doers.map(|(line, name)| {
        let instead = format!("`{name}` does for others: write the function in its room, or name the thing it is.");
        Finding::new(&source.path, line, "Names: a doer", instead)
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{file, source, told};
    use super::*;

    #[test]
    fn a_name_under_which_anything_could_lie_is_refused() {
        let rule = ["1: Names: a file that says nothing"];
        for path in [
            "ground/src/utils.rs",
            "rooms/team/src/helpers/a.rs",
            "rooms/team/tests/common/mod.rs",
            "journeys/helper.mjs",
        ] {
            assert_eq!(told(check(&[file(path, "")], &[])), rule, "{path}");
        }
        assert!(check(&[file("rooms/team/src/people.rs", ""), file("a/tests/data/common/a.rs", "")], &[]).is_empty());
    }

    #[test]
    fn a_file_that_is_two_is_named_at_its_first_line_too_many() {
        let lines = |count: usize| "//\n".repeat(count);
        assert_eq!(told(check(&[file("a/src/a.rs", &lines(601))], &[])), ["601: Names: a file too long"]);
        assert!(check(&[file("a/src/a.rs", &lines(600))], &[]).is_empty());
        assert!(check(&[file("a/tests/a.rs", &lines(900)), file("a.test.mjs", &lines(900))], &[]).is_empty());
        assert_eq!(told(check(&[file("a/tests/a.rs", &lines(901))], &[])), ["901: Names: a file too long"]);
        assert!(check(&[file("a/src/a.rs", &format!("// @generated\n{}", lines(700)))], &[]).is_empty());
    }

    #[test]
    fn a_doer_is_refused_where_it_is_defined() {
        let code = "use deadpool::Manager;\nstruct BlockManager;\nenum Helper {}\nstruct Managed;";
        assert_eq!(told(check(&[], &[source("a/src/a.rs", code)])), ["2: Names: a doer", "3: Names: a doer"]);
    }
}
