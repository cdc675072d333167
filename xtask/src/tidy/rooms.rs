//! Every crate of the house opens with a paragraph: what lives here, and what must not.

use super::{Finding, TextFile};

/// Crates whose `lib.rs` does not say both.
pub fn check(files: &[TextFile]) -> Vec<Finding> {
    files.iter().filter(|file| is_front_door(&file.path)).filter_map(missing).collect()
}

fn is_front_door(path: &str) -> bool {
    let in_house = ["core/", "ground/", "edges/", "rooms/"].iter().any(|layer| path.starts_with(layer));
    in_house && path.ends_with("/src/lib.rs")
}

fn missing(file: &TextFile) -> Option<Finding> {
    let paragraph =
        file.text.lines().map_while(|line| line.strip_prefix("//!")).take_while(|line| !line.trim().is_empty());
    let paragraph = paragraph.collect::<Vec<_>>().join(" ");
    let rule = match () {
        () if paragraph.trim().is_empty() => "Room: no paragraph",
        () if sentences(&paragraph) < 2 => "Room: a paragraph of one sentence",
        () if !forbids(&paragraph) => "Room: a paragraph that forbids nothing",
        () => return None,
    };
    Some(Finding::new(
        &file.path,
        1,
        rule,
        "Open lib.rs with `//!`: what lives here, and what must not, in two sentences or more.",
    ))
}

fn sentences(paragraph: &str) -> usize {
    let text = format!("{} ", paragraph.trim());
    text.matches(". ").count() + text.matches(".) ").count()
}

fn forbids(paragraph: &str) -> bool {
    let is_no = |word: &str| {
        matches!(word, "not" | "no" | "never" | "nothing" | "nobody" | "none" | "nor" | "neither" | "without")
    };
    paragraph.to_lowercase().split(|letter: char| !letter.is_alphabetic()).any(is_no)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{file, told};
    use super::*;

    fn room(text: &str) -> Vec<String> {
        told(check(&[file("rooms/promises/src/lib.rs", text)]))
    }

    #[test]
    fn a_room_says_what_lives_in_it_and_what_must_not() {
        assert!(room("//! The ledger of promises.\n//! No letter is worded here.\n\nmod rules;").is_empty());
        assert_eq!(room("mod rules;"), ["1: Room: no paragraph"]);
        assert_eq!(room("//!\n"), ["1: Room: no paragraph"]);
        assert_eq!(room("//! Promises."), ["1: Room: a paragraph of one sentence"]);
        assert_eq!(room("//! Promises. And their ledger."), ["1: Room: a paragraph that forbids nothing"]);
    }

    #[test]
    fn only_the_first_paragraph_counts() {
        assert_eq!(
            room("//! Promises.\n//!\n//! Not letters. Nothing else."),
            ["1: Room: a paragraph of one sentence"]
        );
    }
}
