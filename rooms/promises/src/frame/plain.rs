//! A letter as plain text, which reads the same as its HTML.

use web::Language;

use super::{Button, Card, Foot, Frame, Part, labelled};
use crate::say;

/// Lines are broken before this many signs; an address is never broken.
const WIDTH: usize = 76;

pub(super) fn write(letter: &Frame) -> String {
    let has_link = letter.thread.link.is_some();
    let language = letter.language;
    let mut pieces: Vec<String> = letter.body.iter().filter_map(|part| body_piece(part, has_link, language)).collect();
    let is_signed = letter.body.iter().any(|part| matches!(part, Part::Signed(_)));
    let mut foot: Vec<String> = letter.foot.iter().map(|foot| foot_piece(foot, language)).collect();
    if !is_signed {
        foot.insert(0, letter.thread.from_name.clone());
    }
    if let Some(first) = foot.first_mut() {
        first.insert_str(0, "--\n");
    }
    pieces.append(&mut foot);
    pieces.join("\n\n") + "\n"
}

pub(super) fn heart(letter: &Frame) -> String {
    let pieces: Vec<String> = letter.body.iter().filter_map(|part| heart_piece(part, letter.language)).collect();
    pieces.join("\n\n")
}

fn body_piece(part: &Part, has_link: bool, language: Language) -> Option<String> {
    Some(match part {
        Part::Headline(words) | Part::Greeting(words) | Part::Signed(words) => wrapped(words, "", ""),
        Part::Words(words) | Part::Strong(words) => wrapped(words, "", ""),
        Part::Promised { label, time, place } => {
            let instant = format!("    {time} {place}").trim_end().to_owned();
            if label.is_empty() { instant } else { format!("{}\n\n{instant}", wrapped(label, "", "")) }
        }
        Part::Asked(words) => wrapped(words, "    ", "    "),
        Part::Listed(items) => listed(items),
        Part::Card(card) => card_piece(card, has_link, language),
        Part::Buttons(buttons) if has_link => {
            // Buttons to one place are one address with all their words.
            let mut lines: Vec<(String, String)> = Vec::new();
            for button in buttons {
                match lines.iter_mut().find(|(_, address)| *address == button.address()) {
                    Some((words, _)) => *words = format!("{words}  /  {}", button.word),
                    None => lines.push((button.word.clone(), button.address())),
                }
            }
            lines.iter().map(|(words, address)| addressed(words, address, language)).collect::<Vec<_>>().join("\n\n")
        }
        Part::Buttons(_) => return None,
    })
}

fn heart_piece(part: &Part, language: Language) -> Option<String> {
    Some(match part {
        Part::Headline(_) | Part::Greeting(_) | Part::Buttons(_) | Part::Signed(_) => return None,
        Part::Words(words) | Part::Strong(words) | Part::Asked(words) => words.trim().to_owned(),
        Part::Promised { label, time, place } => format!("{label} {time} {place}").trim().to_owned(),
        Part::Listed(items) => {
            let lines: Vec<String> = (1..).zip(items).map(|(nth, item)| format!("{nth}. {}", item.trim())).collect();
            lines.join("\n")
        }
        Part::Card(card) => {
            format!("{}\n{}", say::titled(language, labelled(card, language), &card.title), card.words.trim())
        }
    })
}

fn listed(items: &[String]) -> String {
    let lines: Vec<String> = (1..).zip(items).map(|(nth, item)| wrapped(item, &format!("{nth}. "), "   ")).collect();
    lines.join("\n")
}

fn card_piece(card: &Card, has_link: bool, language: Language) -> String {
    let mut piece = wrapped(&say::titled(language, labelled(card, language), &card.title), "", "   ");
    if !card.words.trim().is_empty() {
        piece = format!("{piece}\n{}", wrapped(&card.words, "   ", "   "));
    }
    match &card.button {
        Some(button) if has_link => {
            format!("{piece}\n   {}\n   {}", say::followed(language, &button.word), button.address())
        }
        Some(_) | None => piece,
    }
}

fn addressed(words: &str, address: &str, language: Language) -> String {
    format!("{}\n{address}", say::followed(language, words))
}

fn foot_piece(foot: &Foot, language: Language) -> String {
    match foot {
        Foot::Quoted { label, words } => format!("{}\n{}", say::followed(language, label), wrapped(words, "> ", "> ")),
        Foot::Note(sentence) => wrapped(sentence, "", ""),
    }
}

/// Breaks each line of a text at blanks; the first line begins with `first`, every other with `rest`.
fn wrapped(text: &str, first: &str, rest: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let normal = text.trim().replace("\r\n", "\n").replace('\r', "\n");
    for line in normal.lines() {
        let mut open = if lines.is_empty() { first.to_owned() } else { rest.to_owned() };
        let mut is_bare = true;
        for word in line.split([' ', '\t']).filter(|word| !word.is_empty()) {
            let width = open.chars().count() + 1 + word.chars().count();
            if !is_bare && width > WIDTH {
                lines.push(open);
                open = rest.to_owned();
                is_bare = true;
            }
            if !is_bare {
                open.push(' ');
            }
            open.push_str(word);
            is_bare = false;
        }
        lines.push(if is_bare { open.trim_end().to_owned() } else { open });
    }
    lines.join("\n")
}

/// Whether a button leads anywhere in a letter without a private link.
pub(super) fn leads(letter: &Frame, button: &Button) -> Option<String> {
    letter.thread.link.map(|_| button.address())
}
