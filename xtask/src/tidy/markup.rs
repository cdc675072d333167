//! Pages carry no style and no script of their own: the content security policy would refuse them.

use super::Finding;
use super::source::{Source, closing_brace};

/// Inline style and script in maud's markup, and in literals that are markup. Letters are no pages: mail needs inline style.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    let pages = sources.iter().filter(|source| !source.is_test_file() && !is_letter(source));
    pages.flat_map(|source| in_maud(source).into_iter().chain(in_literals(source))).collect()
}

fn is_letter(source: &Source) -> bool {
    source.path.contains("letter") || source.package() == "edges/mail" || source.package() == "xtask"
}

fn in_maud(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (begin, _) in source.code.match_indices("html!") {
        let Some(opening) = source.code.get(begin..).and_then(|code| code.find('{')).map(|at| begin + at) else {
            continue;
        };
        let Some(markup) = source.code.get(opening..) else { continue };
        let Some(markup) = closing_brace(markup).and_then(|end| markup.get(..end)) else { continue };
        let first_line = source.code.get(..opening).unwrap_or("").matches('\n').count() + 1;
        for (index, line) in markup.lines().enumerate() {
            findings.extend(in_maud_line(line).map(|rule| told(source, first_line + index, rule)));
        }
    }
    findings
}

fn told(source: &Source, line: usize, rule: &'static str) -> Finding {
    let instead = match rule {
        INLINE_STYLE => "Give it a class of offwheel.css; in SVG use attributes.",
        _ => "Put it into offwheel.js; the page must work without it.",
    };
    Finding::new(&source.path, line, rule, instead)
}

const INLINE_STYLE: &str = "Markup: inline style";
const INLINE_SCRIPT: &str = "Markup: inline script";

fn in_maud_line(line: &str) -> Option<&'static str> {
    let mut before = "";
    for (at, word) in words(line) {
        let after = line.get(at + word.len()..).unwrap_or("");
        let is_attribute = after.starts_with(['=']) && !after.starts_with("==") && before != "@let";
        let is_element = after.trim_start().starts_with('{') || after.trim_start().starts_with('"');
        match word {
            "style" if is_attribute || is_element => return Some(INLINE_STYLE),
            "script" if is_element => return Some(INLINE_SCRIPT),
            handler if is_attribute && is_handler(handler) => return Some(INLINE_SCRIPT),
            _ => (),
        }
        before = if word == "let" && line.get(..at).is_some_and(|left| left.ends_with('@')) { "@let" } else { word };
    }
    None
}

/// `onclick`, `onsubmit` and all other names by which markup calls script.
fn is_handler(name: &str) -> bool {
    name.len() > 4 && name.starts_with("on") && name.chars().all(|letter| letter.is_ascii_lowercase())
}

/// The names in a line of markup (a hyphen belongs to a name) and where they begin; not those after a dot or another mark of code.
fn words(line: &str) -> Vec<(usize, &str)> {
    let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(begin) = line.get(at..).and_then(|rest| rest.find(is_word)).map(|found| at + found) {
        let rest = line.get(begin..).unwrap_or("");
        let length = rest.find(|letter| !is_word(letter)).unwrap_or(rest.len());
        let is_apart = !line.get(..begin).unwrap_or("").ends_with(['.', '(', ':', '&']);
        if let Some(word) = rest.get(..length).filter(|_| is_apart) {
            words.push((begin, word));
        }
        at = begin + length;
    }
    words
}

fn in_literals(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    for literal in source.literals.iter().filter(|literal| !source.is_test(literal.line)) {
        for (index, line) in literal.text.lines().enumerate() {
            let rule = match () {
                () if !line.contains('<') => continue,
                () if line.contains(" style=") || line.contains("<style") => INLINE_STYLE,
                () if line.contains("<script>") || line.contains(" onclick=") || line.contains(" onload=") => {
                    INLINE_SCRIPT
                }
                () => continue,
            };
            findings.push(told(source, literal.line + index, rule));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::testing::{source, told};
    use super::*;

    fn markup(body: &str) -> Vec<String> {
        told(check(&[source("rooms/team/src/pages.rs", &format!("fn a() -> Markup {{ html! {{\n{body}\n}} }}"))]))
    }

    #[test]
    fn inline_style_is_refused() {
        assert_eq!(markup("p style=\"color: red\" { \"a\" }"), ["2: Markup: inline style"]);
        assert_eq!(markup("p style=(width) { \"a\" }"), ["2: Markup: inline style"]);
        assert_eq!(markup("style { \"p { color: red }\" }"), ["2: Markup: inline style"]);
        assert_eq!(
            told(check(&[source("edges/web/src/chart.rs", "const A: &str = r#\"<p style=\"a\">\"#;")])),
            ["1: Markup: inline style"]
        );
    }

    #[test]
    fn inline_script_is_refused() {
        assert_eq!(markup("button onclick=\"go()\" { \"a\" }"), ["2: Markup: inline script"]);
        assert_eq!(markup("script { \"go()\" }"), ["2: Markup: inline script"]);
    }

    #[test]
    fn what_only_looks_like_it_is_left_alone() {
        let good = [
            "script src=(web::asset(\"offwheel.js\")) defer {}",
            "link rel=\"stylesheet\" href=\"/style.css\";",
            "p class=\"style onclick\" data-style=\"a\" { \"style= onclick=\" }",
            "@let style = line.style; p { (chart.style) }",
            "input type=\"radio\" name=\"on\" value=\"once\" checked[once];",
        ];
        for body in good {
            assert!(markup(body).is_empty(), "{body}: {:?}", markup(body));
        }
    }

    #[test]
    fn a_letter_may_carry_its_style() {
        let letter = source("rooms/requests/src/letters.rs", "fn a() { html! { p style=\"margin: 0\" { } } }");
        assert!(check(&[letter]).is_empty());
    }
}
