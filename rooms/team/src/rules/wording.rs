//! Words of a team for a letter: what may be filled in, and what may never be missing.

use serde::{Deserialize, Serialize};

/// The languages in which letters go out, by IETF tag, with their own names.
pub const LANGUAGES: [(&str, &str); 4] = [("en", "English"), ("de", "Deutsch"), ("es", "Español"), ("fr", "Français")];

/// What is filled in where its name stands in braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blank {
    /// The name of who asked, as one greets with it in the language; nothing where it is not known.
    Name,
    /// What they asked about.
    Topic,
    /// The promised instant.
    Time,
    /// The team.
    Team,
    /// The number of the request.
    Number,
}

impl Blank {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Name, Self::Topic, Self::Time, Self::Team, Self::Number];

    /// How it is called in a language, without its braces.
    pub fn called(self, language: &str) -> &'static str {
        let words = match language {
            "de" => ["Name", "Thema", "Zeitpunkt", "Team", "Nummer"],
            "es" => ["nombre", "tema", "momento", "equipo", "número"],
            "fr" => ["prénom", "sujet", "échéance", "équipe", "numéro"],
            _ => ["name", "topic", "time", "team", "number"],
        };
        let of = |place: Self| Self::ALL.iter().position(|blank| *blank == place);
        of(self).and_then(|place| words.get(place)).copied().unwrap_or_default()
    }
}

/// The words of a team for one letter in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// The subject, without the number, which is added.
    pub subject: String,
    /// How it greets.
    pub greeting: String,
    /// Its sentences; an empty line parts paragraphs. One of them holds the promised instant.
    pub text: String,
    /// How it closes; may be empty.
    pub closing: String,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece<'a> {
    Words(&'a str),
    Blank(&'a str),
}

/// Words and what stands in braces, in order; an error is a brace without its other.
fn pieces(text: &str) -> Result<Vec<Piece<'_>>, NotAWording> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        if before.contains('}') {
            return Err(NotAWording::LoneBrace);
        }
        let (name, after) = after.split_once('}').ok_or(NotAWording::LoneBrace)?;
        if name.contains('{') {
            return Err(NotAWording::LoneBrace);
        }
        pieces.extend([Piece::Words(before), Piece::Blank(name.trim())]);
        rest = after;
    }
    if rest.contains('}') {
        return Err(NotAWording::LoneBrace);
    }
    pieces.push(Piece::Words(rest));
    Ok(pieces)
}

/// The blank of this name, in the words of the language or of English.
fn blank_of(name: &str, language: &str) -> Option<Blank> {
    let folded = name.to_lowercase();
    Blank::ALL.into_iter().find(|blank| [language, "en"].iter().any(|tag| blank.called(tag).to_lowercase() == folded))
}

/// Why words can't be a letter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAWording {
    /// A brace that opens or closes nothing.
    #[error("A brace stands alone. Words in braces are filled in; write them like {{name}}, or take the brace away.")]
    LoneBrace,
    /// Something in braces that is not known.
    #[error("{{{name}}} is not known. Did you mean {{{near}}}?")]
    Unknown {
        /// What was written.
        name: String,
        /// What is most like it.
        near: &'static str,
    },
    /// The promise is missing.
    #[error("The promised time is missing. Write {{{0}}} where it shall stand.")]
    NoTime(&'static str),
    /// The promise stands there more than once.
    #[error("The promised time stands here more than once. Keep {{{0}}} in one place.")]
    TimeTwice(&'static str),
    /// The promise where it can't stand.
    #[error("The promised time belongs into the text and the subject. Take {{{0}}} away here.")]
    TimeElsewhere(&'static str),
    /// Nothing was written.
    #[error("Write something here, or go back to the words we came with.")]
    Empty,
    /// Too much was written.
    #[error("Shorten this to {0} signs.")]
    Long(usize),
}

fn checked(text: &str, language: &str, most: usize) -> Result<Vec<Blank>, NotAWording> {
    if text.chars().count() > most {
        return Err(NotAWording::Long(most));
    }
    let mut blanks = Vec::new();
    for piece in pieces(text)? {
        let Piece::Blank(name) = piece else { continue };
        match blank_of(name, language) {
            Some(blank) => blanks.push(blank),
            None => return Err(NotAWording::Unknown { name: name.to_owned(), near: nearest(name, language) }),
        }
    }
    Ok(blanks)
}

/// The name of a blank that shares most signs with what was written, from its beginning on.
fn nearest(name: &str, language: &str) -> &'static str {
    let folded = name.to_lowercase();
    let shared = |blank: &Blank| {
        let called = blank.called(language).to_lowercase();
        folded.chars().zip(called.chars()).take_while(|(one, other)| one == other).count()
    };
    let best = Blank::ALL.into_iter().max_by_key(|blank| (shared(blank), *blank == Blank::Time));
    best.unwrap_or(Blank::Time).called(language)
}

impl Wording {
    /// Whether a letter can be made of it that states the promise; else what is wrong, at the name of its field.
    pub fn check(&self, language: &str) -> Result<(), Vec<(&'static str, NotAWording)>> {
        let mut wrong = Vec::new();
        let time = Blank::Time.called(language);
        let mut look = |field: &'static str, text: &str, most: usize, may_be_empty: bool| {
            let found = match checked(text, language, most) {
                Ok(_) if text.trim().is_empty() && !may_be_empty => Err(NotAWording::Empty),
                Ok(blanks) => {
                    let times = blanks.iter().filter(|blank| **blank == Blank::Time).count();
                    match (field, times) {
                        ("text", 0) => Err(NotAWording::NoTime(time)),
                        ("text" | "subject", 0 | 1) | ("greeting" | "closing", 0) => Ok(()),
                        ("text" | "subject", _) => Err(NotAWording::TimeTwice(time)),
                        _ => Err(NotAWording::TimeElsewhere(time)),
                    }
                }
                Err(error) => Err(error),
            };
            wrong.extend(found.err().map(|error| (field, error)));
        };
        look("subject", &self.subject, 150, false);
        look("greeting", &self.greeting, 150, false);
        look("text", &self.text, 3_000, false);
        look("closing", &self.closing, 300, true);
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }
}

/// A text with everything in braces filled in. What is filled in is never looked at again, and what is not known stays as it stands.
/// A name that is not known takes the blank before it along: “Hello {name},” becomes “Hello,”.
pub fn filled(text: &str, language: &str, with: impl Fn(Blank) -> String) -> String {
    let Ok(pieces) = pieces(text) else { return text.to_owned() };
    let mut whole = String::new();
    for piece in pieces {
        match piece {
            Piece::Words(words) => whole.push_str(words),
            Piece::Blank(name) => match blank_of(name, language).map(&with) {
                Some(value) if value.is_empty() => whole.truncate(whole.trim_end_matches(' ').len()),
                Some(value) => whole.push_str(&value),
                None => whole.push_str(&format!("{{{name}}}")),
            },
        }
    }
    whole
}

/// The paragraphs of a text; that with the promised instant is parted into what stands before and behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paragraph {
    /// Words.
    Words(String),
    /// The promised instant, with the words before and behind it.
    Promised {
        /// “You will hear from us by”.
        before: String,
        /// What follows it, if more than a full stop does.
        behind: String,
    },
}

/// The paragraphs of a text that was [checked](Wording::check), filled in but for the promised instant.
pub fn paragraphs(text: &str, language: &str, with: impl Fn(Blank) -> String) -> Vec<Paragraph> {
    /// Stands for the instant while the rest is filled in; nobody can type it, since forms refuse it.
    const INSTANT: &str = "\0";
    let fill =
        |text: &str| {
            filled(text, language, |blank| {
                if blank == Blank::Time { INSTANT.to_owned() } else { with(blank).replace('\0', "") }
            })
        };
    let parts = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    let paragraph = |part: &str| {
        let words = fill(part);
        match words.split_once(INSTANT) {
            None => Paragraph::Words(words),
            Some((before, behind)) => {
                let behind = behind.trim_start_matches(['.', ' ', ',']).trim();
                Paragraph::Promised { before: before.trim().to_owned(), behind: behind.to_owned() }
            }
        }
    };
    parts.map(paragraph).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn german() -> Wording {
        Wording {
            subject: "Sie hören bis {Zeitpunkt} von uns".to_owned(),
            greeting: "Guten Tag {Name},".to_owned(),
            text: "Ihre Nachricht zu „{Thema}“ ist bei uns.\n\nSie hören von uns bis {Zeitpunkt}.".to_owned(),
            closing: "Ihr {Team}".to_owned(),
        }
    }

    fn with(blank: Blank) -> String {
        match blank {
            Blank::Name => "Karin",
            Blank::Topic => "Regel {Zeitpunkt}",
            Blank::Time => "Donnerstag, 10:15",
            Blank::Team => "Lernen",
            Blank::Number => "R-221",
        }
        .to_owned()
    }

    #[test]
    fn a_letter_must_state_the_promise_once() {
        assert_eq!(german().check("de"), Ok(()));
        let field = |wording: Wording| wording.check("de").unwrap_err();
        let text = |text: &str| field(Wording { text: text.to_owned(), ..german() });
        assert_eq!(text("Bis bald."), [("text", NotAWording::NoTime("Zeitpunkt"))]);
        assert_eq!(text("{Zeitpunkt} {time}"), [("text", NotAWording::TimeTwice("Zeitpunkt"))]);
        assert_eq!(text("  "), [("text", NotAWording::Empty)]);
        assert_eq!(text("Bis {Zeitpunkt"), [("text", NotAWording::LoneBrace)]);
        assert_eq!(text("Bis Zeitpunkt}"), [("text", NotAWording::LoneBrace)]);
        assert_eq!(text("Bis {{Zeitpunkt}}"), [("text", NotAWording::LoneBrace)]);
        assert_eq!(text(&"a".repeat(3_001)), [("text", NotAWording::Long(3_000))]);
        let closing = field(Wording { closing: "Ihr Team {Teamname}".to_owned(), ..german() });
        assert_eq!(closing[0].1.to_string(), "{Teamname} is not known. Did you mean {Team}?");
        let greeting = field(Wording { greeting: "Bis {Zeitpunkt}".to_owned(), ..german() });
        assert_eq!(greeting, [("greeting", NotAWording::TimeElsewhere("Zeitpunkt"))]);
        assert_eq!(Wording { closing: String::new(), ..german() }.check("de"), Ok(()));
    }

    #[test]
    fn what_is_filled_in_is_never_filled_in_again() {
        assert_eq!(filled("Zu „{Thema}“ ({Nummer})", "de", with), "Zu „Regel {Zeitpunkt}“ (R-221)");
        let nameless = |blank| if blank == Blank::Name { String::new() } else { with(blank) };
        assert_eq!(filled("Guten Tag {Name},", "de", nameless), "Guten Tag,");
        assert_eq!(filled("{name}: {unknown}", "de", with), "Karin: {unknown}");
    }

    #[test]
    fn the_promised_instant_stands_for_itself_between_the_paragraphs() {
        let promised =
            |before: &str, behind: &str| Paragraph::Promised { before: before.to_owned(), behind: behind.to_owned() };
        assert_eq!(
            paragraphs(&german().text, "de", with),
            [
                Paragraph::Words("Ihre Nachricht zu „Regel {Zeitpunkt}“ ist bei uns.".to_owned()),
                promised("Sie hören von uns bis", "")
            ]
        );
        assert_eq!(
            paragraphs("By {time}, at the latest. {team}", "en", with),
            [promised("By", "at the latest. Lernen")]
        );
        let hostile = |blank| if blank == Blank::Topic { "\0".to_owned() } else { with(blank) };
        assert_eq!(paragraphs("{topic}\n\n{time}", "en", hostile), [Paragraph::Words(String::new()), promised("", "")]);
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_typed_a_letter_that_is_taken_states_the_promise_once(
            text in "([a-z .\n]|\\{|\\}|\\{(time|name|topic|Zeit|team)\\}){0,40}", topic in "\\PC{0,20}"
        ) {
            let wording = Wording { text: text.clone(), subject: "x".to_owned(), greeting: "x".to_owned(), closing: String::new() };
            let with = |blank| if blank == Blank::Topic { topic.clone() } else { with(blank) };
            let promised = paragraphs(&text, "en", with);
            let promised = promised.iter().filter(|part| matches!(part, Paragraph::Promised { .. })).count();
            if wording.check("en").is_ok() {
                assert_eq!(promised, 1, "{text}");
            } else {
                assert!(promised <= 1 || text.matches("{time}").count() > 1, "{text}");
            }
        }
    }

    #[test]
    fn every_language_calls_every_blank_by_a_name_of_its_own() {
        for (language, _) in LANGUAGES {
            for blank in Blank::ALL {
                assert_eq!(blank_of(blank.called(language), language), Some(blank), "{language}");
            }
        }
    }
}
