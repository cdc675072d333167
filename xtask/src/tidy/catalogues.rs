//! What stakeholders read, in each language: addressed as one addresses a customer, calm, and translated. That every message is there in
//! every language and that every one is used the build itself tells.

use std::collections::HashMap;

use super::{Finding, TextFile};

/// The familiar forms of address. A catalogue says “Sie”, “usted” and “vous”.
const FAMILIAR: [(&str, &[&str]); 3] = [
    ("de", &["du", "dich", "dir", "dein", "deine", "deinen", "deinem", "deiner", "euch", "euer", "eure"]),
    ("es", &["tú", "tu", "tus", "te", "ti", "contigo", "vosotros", "vuestro"]),
    ("fr", &["tu", "te", "toi", "ton", "ta", "tes"]),
];

/// A message of a catalogue: where it begins, what it is called, what it says.
struct Message {
    line: usize,
    id: String,
    text: String,
}

/// All findings in catalogues.
pub fn check(files: &[TextFile]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut english: HashMap<(String, String), String> = HashMap::new();
    let catalogues = || files.iter().filter_map(|file| Some((file, place(&file.path)?)));
    for (file, (folder, tag)) in catalogues() {
        if tag == "en" {
            english.extend(messages(&file.text).into_iter().map(|said| ((folder.to_owned(), said.id), said.text)));
        }
    }
    for (file, (folder, tag)) in catalogues() {
        for said in messages(&file.text) {
            let mut find = |rule: &'static str, instead: String| {
                findings.push(Finding::new(&file.path, said.line, rule, instead));
            };
            if said.text.contains(['!', '¡']) {
                find("Catalogue: an exclamation mark", "Say it calmly.".to_owned());
            }
            let familiar = FAMILIAR.iter().find(|(known, _)| *known == tag).map_or(&[] as &[_], |(_, words)| words);
            if let Some(word) = words(&said.text).iter().find(|word| familiar.contains(&word.as_str())) {
                let formal = if tag == "de" {
                    "Sie"
                } else if tag == "es" {
                    "usted"
                } else {
                    "vous"
                };
                find("Catalogue: a familiar address", format!("“{word}”: say “{formal}”."));
            }
            let same = english.get(&(folder.to_owned(), said.id.clone())).is_some_and(|text| *text == said.text);
            if tag != "en" && same && words(&said.text).iter().filter(|word| word.chars().count() > 2).count() > 1 {
                find("Catalogue: a message that is English still", "Say it in this language.".to_owned());
            }
        }
    }
    findings
}

/// The folder and the language of a catalogue: `rooms/desk/words/de.ftl`.
fn place(path: &str) -> Option<(&str, &str)> {
    let (folder, name) = path.rsplit_once('/')?;
    Some((folder, name.strip_suffix(".ftl")?))
}

fn messages(text: &str) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    for (nth, line) in text.lines().enumerate() {
        let goes_on = line.starts_with([' ', '}']);
        match (line.split_once(" = "), messages.last_mut()) {
            (_, Some(message)) if goes_on => {
                message.text.push('\n');
                message.text.push_str(line);
            }
            (Some((id, said)), _) if !goes_on && !line.starts_with('#') => {
                messages.push(Message { line: nth + 1, id: id.to_owned(), text: said.to_owned() });
            }
            _ => {}
        }
    }
    messages
}

/// The words of a message in lower case, without what is filled in.
fn words(text: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for sign in text.chars() {
        match sign {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            // What a plural chooses from stands within braces, behind its forms.
            _ if depth == 0 || text.contains("->") => plain.push(sign),
            _ => {}
        }
    }
    let word = |word: &str| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase();
    plain
        .split(|sign: char| !sign.is_alphanumeric() && sign != '$')
        .filter(|word| !word.starts_with('$'))
        .map(word)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{file, told};
    use super::*;

    fn found(german: &str) -> Vec<String> {
        let english = file("rooms/a/words/en.ftl", "ask = What do you need?\nboth = { $hours } h { $minutes } min\n");
        told(check(&[english, file("rooms/a/words/de.ftl", german)]))
    }

    #[test]
    fn a_catalogue_is_polite_calm_and_translated() {
        assert_eq!(found("ask = Was brauchen Sie?\nboth = { $hours } h { $minutes } min\n"), [] as [&str; 0]);
        assert_eq!(found("## Du\nask = Was brauchst du?\n"), ["2: Catalogue: a familiar address"]);
        assert_eq!(found("ask = Was brauchen Sie!\n"), ["1: Catalogue: an exclamation mark"]);
        assert_eq!(found("ask = What do you need?\n"), ["1: Catalogue: a message that is English still"]);
        assert_eq!(
            found("x = y\nask = { $many ->\n    [one] dir\n   *[other] Ihnen\n}\n"),
            ["2: Catalogue: a familiar address"]
        );
    }
}
