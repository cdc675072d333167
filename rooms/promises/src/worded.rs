//! What is promised, and two times told apart, as a sentence of each language has them.

use jiff::Timestamp;
use web::Language;
use web::when::When;

use crate::rules::What;
use crate::say;

impl What {
    /// As it stands behind “promised”: “a first answer”.
    pub fn words(self) -> &'static str {
        self.words_in(Language::En)
    }

    /// The same in a language, as what somebody is promised: “eine erste Antwort”, “den Liefertermin”.
    pub fn words_in(self, language: Language) -> &'static str {
        match self {
            Self::FirstAnswer => say::what_first_answer(language),
            Self::LaterAnswer => say::what_later_answer(language),
            Self::NextStep => say::what_next_step(language),
            Self::OptionsSheet => say::what_options(language),
            Self::DeliveryDate => say::what_delivery(language),
        }
    }

    /// The same in a letter: “an answer to your note about …”, “the delivery date of …”.
    pub fn about(self, title: &str, language: Language) -> String {
        match self {
            Self::FirstAnswer | Self::LaterAnswer => say::about_answer(language, title),
            Self::NextStep => say::about_next_step(language, title),
            Self::OptionsSheet => say::about_options(language, title),
            Self::DeliveryDate => say::about_delivery(language, title),
        }
    }
}

/// One of two times, in as few words as tell it from the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    told: By,
    at: String,
    language: Language,
}

/// By what two times are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Weekday,
    Time,
    Date,
}

/// The old and the new time in as few words as tell them apart: by weekday within a week, by time on one day, else by date.
pub fn apart(when: &When, old_at: Timestamp, new_at: Timestamp) -> (Apart, Apart) {
    let told = match when.day_of(old_at).duration_until(when.day_of(new_at)).as_hours() / 24 {
        0 => By::Time,
        1..7 => By::Weekday,
        _ => By::Date,
    };
    let of = |at: Timestamp| {
        let at = match told {
            By::Weekday => when.language().weekday(when.day_of(at).weekday()).to_owned(),
            By::Time => when.time(at),
            By::Date => when.day(when.day_of(at)),
        };
        Apart { told, at, language: when.language() }
    };
    (of(old_at), of(new_at))
}

impl Apart {
    /// “Friday”, “el viernes”; “12:00”, “las 12:00”.
    pub fn bare(&self) -> String {
        let (language, at) = (self.language, &self.at);
        match self.told {
            By::Weekday => say::bare_weekday(language, at),
            By::Time => say::bare_time(language, at),
            By::Date => say::bare_date(language, at),
        }
    }

    /// “on Friday”, “am Freitag”; “at 12:00”, “um 12:00 Uhr”.
    pub fn on(&self) -> String {
        let (language, at) = (self.language, &self.at);
        match self.told {
            By::Weekday => say::on_weekday(language, at),
            By::Time => say::on_time(language, at),
            By::Date => say::on_date(language, at),
        }
    }

    /// “by Friday”, “bis Freitag”, “d’ici vendredi”.
    pub fn by(&self) -> String {
        let (language, at) = (self.language, &self.at);
        match self.told {
            By::Weekday => say::by_weekday(language, at),
            By::Time => say::by_time(language, at),
            By::Date => say::by_date(language, at),
        }
    }

    /// “instead of Friday”, “en lugar del viernes”.
    pub fn instead(&self) -> String {
        let (language, at) = (self.language, &self.at);
        match self.told {
            By::Weekday => say::instead_weekday(language, at),
            By::Time => say::instead_time(language, at),
            By::Date => say::instead_date(language, at),
        }
    }

    /// “Friday stands”, “bleibt es bei Freitag”: what holds until somebody says yes.
    pub fn stands(&self) -> String {
        let (language, at) = (self.language, &self.at);
        match self.told {
            By::Weekday => say::stands_weekday(language, at),
            By::Time => say::stands_time(language, at),
            By::Date => say::stands_date(language, at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(language: Language, old: &str, new: &str) -> [String; 5] {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let when = When::in_zone("Europe/Berlin", at("2026-11-25T09:15:00Z")).unwrap().in_language(language);
        let (old, new) = apart(&when, at(old), at(new));
        [new.bare(), new.on(), old.by(), old.instead(), old.stands()]
    }

    #[test]
    fn two_times_are_told_apart_in_few_words_of_each_language() {
        const FRIDAY: &str = "2026-11-27T11:00:00Z";
        let (later, tuesday, far) = ("2026-11-27T15:00:00Z", "2026-12-01T11:00:00Z", "2026-12-04T11:00:00Z");
        let en = |new| told(Language::En, FRIDAY, new);
        assert_eq!(en(later), ["16:00", "at 16:00", "by 12:00", "instead of 12:00", "12:00 stands"]);
        assert_eq!(en(tuesday), ["Tuesday", "on Tuesday", "by Friday", "instead of Friday", "Friday stands"]);
        assert_eq!(en(far)[3], "instead of Friday 27 November");
        let de = |new| told(Language::De, FRIDAY, new);
        assert_eq!(de(later)[1..4], ["um 16:00 Uhr", "bis 12:00 Uhr", "statt 12:00 Uhr"]);
        assert_eq!(de(tuesday), ["Dienstag", "am Dienstag", "bis Freitag", "statt Freitag", "bleibt es bei Freitag"]);
        assert_eq!(de(far)[0], "Freitag, 4. Dezember");
        let es = |new| told(Language::Es, FRIDAY, new);
        assert_eq!(es(later)[0..2], ["las 16:00", "a las 16:00"]);
        assert_eq!(es(later)[3], "en lugar de las 12:00");
        assert_eq!(es(tuesday)[0..4], ["el martes", "el martes", "a más tardar el viernes", "en lugar del viernes"]);
        assert_eq!(es(far)[4], "seguimos con el viernes, 27 de noviembre");
        let fr = |new| told(Language::Fr, FRIDAY, new);
        assert_eq!(fr(later)[4], "nous en restons à 12:00");
        assert_eq!(fr(tuesday)[2..], ["d’ici vendredi", "au lieu de vendredi", "nous en restons à vendredi"]);
        assert_eq!(
            fr(far)[2..],
            [
                "d’ici au vendredi 27 novembre",
                "au lieu du vendredi 27 novembre",
                "nous en restons au vendredi 27 novembre"
            ]
        );
    }
}
