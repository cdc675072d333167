//! Words that do not belong in the repository: the folders of one machine, and work left for later.

use super::source::Source;
use super::{Finding, TextFile};

/// Paths that exist on somebody's machine alone. Put together here, so that this file does not hold them.
const OF_A_MACHINE: [&str; 3] = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];

/// Marks of work left for later.
const FOR_LATER: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX")];

/// All findings about words.
pub fn check(files: &[TextFile], sources: &[Source]) -> Vec<Finding> {
    let written = files.iter().filter(|file| !is_data(&file.path));
    let mut findings = written.flat_map(of_a_machine).collect::<Vec<_>>();
    findings.extend(files.iter().filter(|file| file.path.ends_with("package-lock.json")).flat_map(registries));
    findings.extend(files.iter().filter(|file| is_script(&file.path)).flat_map(left_in_script));
    findings.extend(sources.iter().flat_map(left_in_code));
    findings
}

fn is_data(path: &str) -> bool {
    path.contains("/data/") || path.ends_with(".lock")
}

fn is_script(path: &str) -> bool {
    [".mjs", ".js", ".sh", ".py", ".css", ".toml"].iter().any(|ending| path.ends_with(ending)) && !is_data(path)
}

fn of_a_machine(file: &TextFile) -> Vec<Finding> {
    let found = lines(&file.text).filter_map(|(line, text)| {
        let path = OF_A_MACHINE.iter().find(|path| begins_a_path(text, path))?;
        let instead =
            format!("`{path}` is on one machine alone: take the folder from the root, a parameter or the environment.");
        Some(Finding::new(&file.path, line, "Words: a folder of one machine", instead))
    });
    found.collect()
}

/// Whether a line holds a path that begins so, and not one in which it only occurs.
fn begins_a_path(text: &str, path: &str) -> bool {
    let goes_on_before =
        |left: &str| left.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '_' | '-' | '.' | '/' | '}'));
    text.match_indices(path).any(|(at, _)| !text.get(..at).is_some_and(goes_on_before))
}

/// npm writes where it got a package from; with `omit-lockfile-registry-resolved` it does not.
fn registries(file: &TextFile) -> Vec<Finding> {
    let found = lines(&file.text).filter(|(_, text)| text.trim_start().starts_with("\"resolved\": \"http"));
    let instead = "Write the lock with `npm install --omit-lockfile-registry-resolved`.";
    found.map(|(line, _)| Finding::new(&file.path, line, "Words: the address of a registry", instead)).collect()
}

fn left_in_script(file: &TextFile) -> Vec<Finding> {
    lines(&file.text).filter(|(_, text)| is_for_later(text)).map(|(line, _)| later(&file.path, line)).collect()
}

fn left_in_code(source: &Source) -> Vec<Finding> {
    let comments =
        source.comments.iter().flat_map(|comment| lines(&comment.text).map(|(n, text)| (comment.line + n - 1, text)));
    let mut findings =
        comments.filter(|(_, text)| is_for_later(text)).map(|(line, _)| later(&source.path, line)).collect::<Vec<_>>();
    for (line, code) in source.lines() {
        if code.contains("#[ignore") {
            let instead = "No test skips itself: start what it needs, or take it out.";
            findings.push(Finding::new(&source.path, line, "Words: a test that is ignored", instead));
        }
    }
    findings
}

fn later(path: &str, line: usize) -> Finding {
    Finding::new(path, line, "Words: work left for later", "Do it, or leave it out and say so in the documentation.")
}

fn is_for_later(text: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric()).any(|word| FOR_LATER.contains(&word))
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{file, source, told};
    use super::*;

    fn words(path: &str, text: &str) -> Vec<String> {
        told(check(&[file(path, text)], &[]))
    }

    #[test]
    fn the_folders_of_one_machine_are_refused() {
        let rule = ["2: Words: a folder of one machine"];
        assert_eq!(words("docs/a.md", &format!("a\nsee {}main", OF_A_MACHINE[0])), rule);
        assert_eq!(words("peers/a.sh", &format!("#\ncd {}x", OF_A_MACHINE[1])), rule);
        let within = format!("https://a.example{0}plan and ..{0} and a.example{1}", OF_A_MACHINE[0], OF_A_MACHINE[2]);
        assert!(words("docs/a.md", &within).is_empty());
        assert!(words("core/a/tests/data/a.eml", OF_A_MACHINE[0]).is_empty());
    }

    #[test]
    fn a_lock_file_names_no_registry() {
        let lock = "{\n  \"resolved\": \"https://registry.example/a.tgz\",\n";
        assert_eq!(words("journeys/package-lock.json", lock), ["2: Words: the address of a registry"]);
    }

    #[test]
    fn work_left_for_later_is_found_in_comments_and_scripts() {
        let code = format!("fn a() {{}}\n// {}: more\nlet b = \"{}\";\n", FOR_LATER[0], FOR_LATER[1]);
        assert_eq!(told(check(&[], &[source("a/src/a.rs", &code)])), ["2: Words: work left for later"]);
        assert_eq!(words("peers/a.sh", &format!("# {}", FOR_LATER[1])), ["1: Words: work left for later"]);
    }

    #[test]
    fn an_ignored_test_is_found() {
        let code = "#[test]\n#[ignore = \"slow\"]\nfn a() {}\n#[must_use]\nfn b() {}";
        assert_eq!(told(check(&[], &[source("a/src/tests.rs", code)])), ["2: Words: a test that is ignored"]);
    }
}
