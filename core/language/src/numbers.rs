//! Numbers and lists as each language writes them.

use crate::Language;

/// How large a file is, in the language's letters for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// In bytes.
    pub bytes: i64,
}

impl Size {
    /// “340 KB”, “1.3 MB”, “1,3 Mo”: number and unit never part.
    pub fn words(self, language: Language) -> String {
        let french = language == Language::Fr;
        let (kilo, mega) = if french { ("Ko", "Mo") } else { ("KB", "MB") };
        match self.bytes {
            ..1_000 => match language {
                Language::En => format!("{}\u{a0}bytes", self.bytes),
                Language::De => format!("{}\u{a0}Byte", self.bytes),
                Language::Es => format!("{}\u{a0}bytes", self.bytes),
                Language::Fr => format!("{}\u{a0}octets", self.bytes),
            },
            bytes @ 1_000..1_000_000 => format!("{}\u{a0}{kilo}", bytes / 1_000),
            bytes => {
                format!("{}{}{}\u{a0}{mega}", bytes / 1_000_000, language.decimal_mark(), bytes % 1_000_000 / 100_000)
            }
        }
    }
}

impl Language {
    /// The sign before decimals.
    pub fn decimal_mark(self) -> char {
        match self {
            Self::En => '.',
            Self::De | Self::Es | Self::Fr => ',',
        }
    }

    /// From two to twelve in letters, as text has them; else in digits. Of none and one a message says itself what it says.
    pub fn number(self, number: usize) -> String {
        const WORDS: [[&str; 11]; 4] = [
            ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
            ["zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"],
            ["dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"],
            ["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"],
        ];
        let [en, de, es, fr] = WORDS;
        let words = match self {
            Self::En => en,
            Self::De => de,
            Self::Es => es,
            Self::Fr => fr,
        };
        let word = number.checked_sub(2).and_then(|place| words.get(place).copied());
        word.map_or_else(|| number.to_string(), str::to_owned)
    }

    /// “a”, “a and b”, “a, b and c”. Spanish says “e” before the sound of i.
    pub fn and(self, things: &[impl AsRef<str>]) -> String {
        let Some((last, first)) = things.split_last() else { return String::new() };
        let last = last.as_ref();
        if first.is_empty() {
            return last.to_owned();
        }
        let and = match self {
            Self::En => "and",
            Self::De => "und",
            Self::Es if sounds_like_i(last) => "e",
            Self::Es => "y",
            Self::Fr => "et",
        };
        let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
        format!("{} {and} {last}", first.join(", "))
    }
}

/// A text with its first letter as a sentence begins.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn sounds_like_i(word: &str) -> bool {
    let word = word.to_lowercase();
    let rest = word.strip_prefix('h').unwrap_or(&word);
    // Not before “hie…”, which begins with another sound.
    (rest.starts_with('i') || rest.starts_with('í')) && !word.starts_with("hie")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_joined_by_the_word_of_the_language() {
        let things = ["a", "b", "c"];
        let joined = Language::ALL.map(|language| language.and(&things));
        assert_eq!(joined, ["a, b and c", "a, b und c", "a, b y c", "a, b et c"]);
        assert_eq!(Language::Es.and(&["objetivo", "indicador"]), "objetivo e indicador");
        assert_eq!(Language::Es.and(&["agua", "hielo"]), "agua y hielo");
        assert_eq!(Language::De.and(&["a"]), "a");
        assert_eq!(Language::De.and(&[] as &[&str]), "");
    }

    #[test]
    fn a_size_has_the_mark_and_letters_of_the_language() {
        let words = |bytes| Language::ALL.map(|language| Size { bytes }.words(language));
        assert_eq!(words(1_340_000), ["1.3\u{a0}MB", "1,3\u{a0}MB", "1,3\u{a0}MB", "1,3\u{a0}Mo"]);
        assert_eq!(words(340_999), ["340\u{a0}KB", "340\u{a0}KB", "340\u{a0}KB", "340\u{a0}Ko"]);
        assert_eq!(words(12), ["12\u{a0}bytes", "12\u{a0}Byte", "12\u{a0}bytes", "12\u{a0}octets"]);
    }

    #[test]
    fn small_numbers_are_words() {
        assert_eq!(Language::ALL.map(|language| language.number(3)), ["three", "drei", "tres", "trois"]);
        assert_eq!(Language::De.number(1), "1");
        assert_eq!(Language::De.number(13), "13");
    }
}
