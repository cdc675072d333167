//! The languages that stakeholders read: which one it is, how it writes days, numbers and lists. Here live the four languages and what is
//! the same for every text in them; the texts themselves lie beside the room that says them, in its folder `words`, and become functions by
//! [`catalogue!`]. No text of a room, no zone and no present instant belongs here.

mod cities;
mod days;
mod numbers;

pub use catalogue::catalogue;
pub use numbers::{Size, capital};

/// A language in which we speak to stakeholders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
    /// Spanish.
    Es,
    /// French.
    Fr,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::En, Self::De, Self::Es, Self::Fr];

    /// Its IETF tag, as pages and tables have it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Es => "es",
            Self::Fr => "fr",
        }
    }

    /// What it calls itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
            Self::Es => "Español",
            Self::Fr => "Français",
        }
    }

    /// The language of an IETF tag, whatever region it names: `de`, `de-AT`, `DE_at`.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The language that a browser asks for first among ours, by its `Accept-Language` header.
    ///
    /// A weight of 0 says “not this one”; what can't be read is passed over; `*` says nothing.
    pub fn accepted(header: &str) -> Option<Self> {
        let asked = header.split(',').filter_map(|part| {
            let (tag, rest) = part.split_once(';').unwrap_or((part, ""));
            let weight = match rest.trim().strip_prefix("q=") {
                Some(weight) => weight.trim().parse::<f32>().ok()?,
                None => 1.0,
            };
            Some((Self::of_tag(tag)?, weight))
        });
        let wanted = asked.filter(|(_, weight)| *weight > 0.0);
        // Of equal weight the first one counts.
        let best = wanted.reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map(|(language, _)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_gets_the_first_of_ours_that_it_asks_for() {
        for (header, language) in [
            ("de-AT,de;q=0.9,en;q=0.8", Some(Language::De)),
            ("nl,fr;q=0.5,en;q=0.4", Some(Language::Fr)),
            ("en;q=0.3, es;q=0.7", Some(Language::Es)),
            ("en;q=0.5,de;q=0.5", Some(Language::En)),
            ("de;q=0,en;q=0.1", Some(Language::En)),
            ("nl, it", None),
            ("*", None),
            ("", None),
            ("de;q=lots,fr", Some(Language::Fr)),
            ("DE_ch", Some(Language::De)),
        ] {
            assert_eq!(Language::accepted(header), language, "{header}");
        }
    }

    #[test]
    fn a_tag_leads_to_its_language_and_back() {
        for language in Language::ALL {
            assert_eq!(Language::of_tag(language.tag()), Some(language));
        }
        assert_eq!(Language::of_tag("deutsch"), None);
        assert_eq!(Language::of_tag(""), None);
    }
}
