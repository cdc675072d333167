//! What a request is about, as terms that can be compared: the words of a text without those that say nothing, each brought to its stem in
//! the language of the text, without accents.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use language::Language;
use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::silent::Silent;

/// How many words of a text are read: whoever writes more has said what it is about by then.
const READ: usize = 3_000;
/// The longest word in letters; what is longer is an address or a key.
const LONGEST: usize = 40;

/// The terms of a text, in the order in which they come first, each with how often it stands there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Terms {
    /// Term and count.
    pub counted: Vec<(String, u16)>,
    /// How many words the text has that say something.
    pub length: u16,
    /// The language by which its words were brought to their stems.
    pub language: Language,
    /// Whether the text itself shows that language.
    pub shows_language: bool,
}

impl Terms {
    /// Reads texts as one. `spoken` is the language where the texts themselves don't show theirs.
    pub(crate) fn of<'a>(texts: impl IntoIterator<Item = &'a str>, spoken: Language) -> Self {
        let words = words(texts);
        let known: Vec<Silent> = words.iter().map(|word| Silent::of(word)).collect();
        let (language, shows_language) = language_of(&known, spoken);
        let stemmer = Stemmer::create(algorithm(language));
        let mut counter = Counter::default();
        for (word, silent) in words.iter().zip(known) {
            if silent.is_silent(language) {
                continue;
            }
            match compound(word, language) {
                Some((first, last)) => {
                    counter.count(term(first, language, &stemmer));
                    counter.count(term(last, language, &stemmer));
                }
                None => counter.count(term(word, language, &stemmer)),
            }
        }
        Self { language, shows_language, ..counter.terms }
    }

    /// What a request is about: what it says in its words, and in its subject where that is more than their beginning.
    pub(crate) fn of_request(said: &Said<'_>, spoken: Language) -> Self {
        let subject = Some(said.subject).filter(|subject| *subject != super::subject_from(said.words));
        Self::of(
            subject.into_iter().chain([said.words, said.forwarded]).chain(said.result).chain(said.audience),
            spoken,
        )
    }

    /// As it is kept: each term with its count, parted by blanks.
    pub(crate) fn written(&self) -> String {
        let mut written = String::new();
        for (term, count) in &self.counted {
            if !written.is_empty() {
                written.push(' ');
            }
            written.push_str(term);
            written.push(' ');
            written.push_str(&count.to_string());
        }
        written
    }
}

/// Terms and counts as [`Terms::written`] wrote them.
pub(crate) fn read(written: &str) -> impl Iterator<Item = (&str, u16)> {
    let mut parts = written.split(' ');
    std::iter::from_fn(move || Some((parts.next()?, parts.next()?.parse().ok()?)))
}

/// Whether it is the stem of a word that every team like ours hears in most requests, in whatever language: what it delivers, and to whom.
pub(crate) fn is_usual(term: &str) -> bool {
    USUAL.contains(&term)
}

const USUAL: [&str; 45] = [
    "train",
    "cours",
    "workshop",
    "seminar",
    "session",
    "learn",
    "elearn",
    "peopl",
    "team",
    "staff",
    "employe",
    "person",
    "particip",
    "colleagu",
    "half",
    "hour",
    "minut",
    "year",
    "month",
    "week",
    "schulung",
    "training",
    "kur",
    "unterweis",
    "unterweisung",
    "mitarbeit",
    "leut",
    "teilnehm",
    "stund",
    "tag",
    "woch",
    "jahr",
    "formacion",
    "curs",
    "tall",
    "equip",
    "personal",
    "emplead",
    "hor",
    "format",
    "atelier",
    "personn",
    "salari",
    "heur",
    "lern",
];

/// What was said in a request, as far as it tells what it is about. Whoever said it, and from which position, is not in it.
pub(crate) struct Said<'a> {
    pub subject: &'a str,
    pub words: &'a str,
    pub forwarded: &'a str,
    pub result: Option<&'a str>,
    pub audience: Option<&'a str>,
}

#[derive(Default)]
struct Counter {
    terms: Terms,
    places: HashMap<String, usize>,
}

impl Counter {
    fn count(&mut self, term: String) {
        self.terms.length = self.terms.length.saturating_add(1);
        match self.places.entry(term) {
            Entry::Occupied(place) => {
                if let Some((_, count)) = self.terms.counted.get_mut(*place.get()) {
                    *count = count.saturating_add(1);
                }
            }
            Entry::Vacant(place) => {
                self.terms.counted.push((place.key().clone(), 1));
                place.insert(self.terms.counted.len() - 1);
            }
        }
    }
}

/// The words of the texts in small letters, composed. A letter alone is none; a number or an ideograph is.
fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut words = Vec::new();
    for text in texts {
        let folded = text.nfc().collect::<String>().to_lowercase().replace('’', "'");
        for word in folded.unicode_words() {
            for part in word.split(|sign: char| !sign.is_alphanumeric() && !is_combining_mark(sign)) {
                let long = part.chars().count();
                let is_sign_of_its_own =
                    part.chars().next().is_some_and(|first| first.is_numeric() || '\u{2e80}' <= first);
                if words.len() < READ && (1 < long || long == 1 && is_sign_of_its_own) && long <= LONGEST {
                    words.push(part.to_owned());
                }
            }
        }
    }
    words
}

/// The language most of whose small words stand in the text, and that it shows one; of several, or of none, the one that its writer reads.
fn language_of(known: &[Silent], spoken: Language) -> (Language, bool) {
    let count = |language: Language| known.iter().filter(|word| word.belongs_to(language)).count();
    let most = Language::ALL.into_iter().map(count).max().unwrap_or_default();
    let mut first = Language::ALL.into_iter().filter(|language| count(*language) == most);
    match (first.next(), first.next()) {
        (Some(one), None) => (one, true),
        (Some(one), Some(_)) if count(spoken) < most => (one, false),
        (Some(_) | None, _) => (spoken, false),
    }
}

fn algorithm(language: Language) -> Algorithm {
    match language {
        Language::En => Algorithm::English,
        Language::De => Algorithm::German,
        Language::Es => Algorithm::Spanish,
        Language::Fr => Algorithm::French,
    }
}

fn term(word: &str, language: Language, stemmer: &Stemmer) -> String {
    let stem = stemmer.stem(word);
    let plain = stem.nfd().filter(|sign| !is_combining_mark(*sign)).collect::<String>();
    let plain = plain.replace('ß', "ss").replace('œ', "oe").replace('æ', "ae").replace('ø', "o");
    if language == Language::De { without_umlauts_spelled_out(&plain) } else { plain }
}

/// “fuehrung” as “führung”, whose dots are gone by now; “qu” stays.
fn without_umlauts_spelled_out(word: &str) -> String {
    let mut before = ' ';
    let mut out = String::with_capacity(word.len());
    let mut signs = word.chars().peekable();
    while let Some(sign) = signs.next() {
        out.push(sign);
        if signs.peek() == Some(&'e') && matches!(sign, 'a' | 'o' | 'u') && !(sign == 'u' && before == 'q') {
            signs.next();
        }
        before = sign;
    }
    out
}

/// What a German word for something that a team like ours delivers ends with.
const DELIVERED: [&str; 22] = [
    "schulung",
    "schulungen",
    "training",
    "trainings",
    "seminar",
    "seminare",
    "kurs",
    "kurse",
    "workshop",
    "workshops",
    "unterweisung",
    "unterweisungen",
    "lehrgang",
    "lehrgänge",
    "fortbildung",
    "weiterbildung",
    "einweisung",
    "einarbeitung",
    "auffrischung",
    "coaching",
    "gespräch",
    "gespräche",
];

/// A German compound that ends in what is delivered, as its two parts: “Datenschutzschulung” is about data protection.
fn compound(word: &str, language: Language) -> Option<(&str, &str)> {
    if language != Language::De {
        return None;
    }
    let (first, last) = DELIVERED.iter().find_map(|last| Some((word.strip_suffix(last)?, *last)))?;
    let joined = first.strip_suffix("ungs").map_or(first, |_| first.trim_end_matches('s'));
    (4 <= joined.chars().count()).then_some((joined, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        Terms::of([text], Language::En).counted.into_iter().map(|(term, _)| term).collect()
    }

    #[test]
    fn words_are_stems_without_accents_in_the_language_of_the_text() {
        assert_eq!(of("Negotiation courses for the buyers"), ["negoti", "cours", "buyer"]);
        assert_eq!(of("Wir brauchen eine Schulung für unsere Führungskräfte"), ["schulung", "fuhrungskraft"]);
        assert_eq!(of("Wir brauchen eine Schulung fuer unsere Fuehrungskraefte"), ["schulung", "fur", "fuhrungskraft"]);
        assert_eq!(of("Il faut une formation à l’atelier de sécurité"), ["format", "ateli", "secur"]);
        assert_eq!(of("Necesitamos formación en prevención para los técnicos"), ["formacion", "prevencion", "tecnic"]);
    }

    #[test]
    fn what_presses_and_who_is_who_is_no_term() {
        let calm = of("A phishing training for all staff");
        for pressed in [
            "URGENT!!! A phishing training for all staff, ASAP, today at the latest",
            "A phishing training for all staff. The CEO wants it immediately, escalation otherwise? No: quickly",
        ] {
            let terms = of(pressed);
            assert!(calm.iter().all(|term| terms.contains(term)), "{terms:?}");
            assert!(terms.iter().all(|term| calm.contains(term) || term == "otherwis"), "{terms:?}");
        }
        for pressing in [
            "Dringend, sofort, so schnell wie möglich!",
            "Lo antes posible, es muy urgente",
            "C’est urgent, au plus vite",
        ] {
            assert_eq!(of(pressing), Vec::<String>::new(), "{pressing}");
        }
    }

    #[test]
    fn a_german_compound_is_about_what_it_begins_with() {
        assert_eq!(of("Das ist die Datenschutzschulung"), ["datenschutz", "schulung"]);
        assert_eq!(of("Es ist ein Kommunikationstraining"), ["kommunikation", "training"]);
        assert_eq!(of("Das ist ein Diskurs"), ["diskur"], "no course");
    }

    #[test]
    fn letters_alone_and_endless_words_say_nothing_and_numbers_do() {
        assert_eq!(of(&format!("R&D x 60 {} 研修", "y".repeat(80))), ["60", "研", "修"]);
        assert_eq!(of(""), Vec::<String>::new());
        assert_eq!(Terms::of(["word ".repeat(10_000).as_str()], Language::En).length, 3_000);
    }

    #[test]
    fn what_such_a_team_delivers_is_usual_in_every_language() {
        for text in [
            "training course workshop",
            "eine Schulung, ein Kurs, ein Training für die",
            "un curso de formación para el equipo",
            "une formation pour les personnes",
        ] {
            let terms = of(text);
            assert!(terms.len() > 1 && terms.iter().all(|term| is_usual(term)), "{terms:?}");
        }
        assert!(!is_usual("negoti"));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let terms = Terms::of(["Data protection: data, trainees, data"], Language::En);
        let again: Vec<(String, u16)> = read(&terms.written()).map(|(term, count)| (term.to_owned(), count)).collect();
        assert_eq!(again, terms.counted);
        assert_eq!((terms.length, terms.counted[0].clone()), (5, ("data".to_owned(), 3)));
        assert_eq!(read("").count(), 0);
    }

    #[test]
    fn a_subject_made_of_the_words_counts_once() {
        let said = |subject| Said {
            subject,
            words: "CRM refresher. Soon",
            forwarded: "",
            result: None,
            audience: Some("buyers"),
        };
        let of = |subject| Terms::of_request(&said(subject), Language::En).counted;
        assert_eq!(of("CRM refresher"), [("crm".to_owned(), 1), ("refresh".to_owned(), 1), ("buyer".to_owned(), 1)]);
        assert_eq!(of("CRM")[0], ("crm".to_owned(), 2));
    }

    #[test]
    fn the_language_is_told_by_the_small_words_and_else_by_who_wrote() {
        let of = |text: &str, spoken| {
            language_of(&words([text]).iter().map(|word| Silent::of(word)).collect::<Vec<_>>(), spoken).0
        };
        assert_eq!(of("CRM Auffrischung", Language::De), Language::De);
        assert_eq!(of("Wir haben eine Frage", Language::En), Language::De);
        assert_eq!(of("We have the question", Language::De), Language::En);
        assert_eq!(of("", Language::Fr), Language::Fr);
    }
}
