//! Days and months as each language writes them: the names and orders of CLDR 48, and “1er” as French has it.

use jiff::civil::{Date, Weekday};

use crate::Language;

const WEEKDAYS: [[&str; 7]; 4] = [
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
];
const WEEKDAYS_SHORT: [[&str; 7]; 4] = [
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    ["Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."],
    ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"],
    ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
];
const MONTHS: [[&str; 12]; 4] = [
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
];
const MONTHS_SHORT: [[&str; 12]; 4] = [
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
    ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"],
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
];

impl Language {
    fn of<T: Copy>(self, table: [T; 4]) -> T {
        let [en, de, es, fr] = table;
        match self {
            Self::En => en,
            Self::De => de,
            Self::Es => es,
            Self::Fr => fr,
        }
    }

    /// “Thursday”, “Donnerstag”, “jueves”, “jeudi”.
    pub fn weekday(self, day: Weekday) -> &'static str {
        nth(&self.of(WEEKDAYS), day.to_monday_zero_offset())
    }

    /// “Thursday 26 November”, “Donnerstag, 26. November”, “jueves, 26 de noviembre”, “jeudi 26 novembre”; with the year if it is told.
    pub fn day(self, day: Date, year: Option<i16>) -> String {
        format!("{}{} {}", self.weekday(day.weekday()), self.of(["", ",", ",", ""]), self.day_of_month(day, year))
    }

    /// “26 November”, “26. November”, “26 de noviembre”, “26 novembre”; with the year if it is told.
    pub fn day_of_month(self, day: Date, year: Option<i16>) -> String {
        let of = self.of([" ", " ", " de ", " "]);
        let year = year.map(|year| format!("{of}{year}")).unwrap_or_default();
        format!("{}{of}{}{year}", self.numbered(day), nth(&self.of(MONTHS), day.month() - 1))
    }

    /// “Thu 26 Nov”, “Do., 26. Nov.”, “jue, 26 nov”, “jeu. 26 nov.”; with the year if it is told.
    pub fn day_short(self, day: Date, year: Option<i16>) -> String {
        let weekday = nth(&self.of(WEEKDAYS_SHORT), day.weekday().to_monday_zero_offset());
        let year = year.map(|year| format!(" {year}")).unwrap_or_default();
        let month = nth(&self.of(MONTHS_SHORT), day.month() - 1);
        format!("{weekday}{} {} {month}{year}", self.of(["", ",", ",", ""]), self.numbered(day))
    }

    /// What stands between a day and its time where both are told in full.
    pub fn between_day_and_time(self) -> &'static str {
        self.of([", ", ", ", ", ", " à "])
    }

    fn numbered(self, day: Date) -> String {
        match (self, day.day()) {
            (Self::De, day) => format!("{day}."),
            (Self::Fr, 1) => "1er".to_owned(),
            (Self::En | Self::Es | Self::Fr, day) => day.to_string(),
        }
    }
}

fn nth(names: &[&'static str], place: i8) -> &'static str {
    usize::try_from(place).ok().and_then(|place| names.get(place)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As ICU 2.4 with CLDR 48 writes them: `MDE` and `YMDE`, long, and `MDE` medium.
    const CLDR: &str = include_str!("../tests/data/days.tsv");

    #[test]
    fn days_are_written_as_cldr_has_them() {
        let mut seen = 0;
        for line in CLDR.lines() {
            let [tag, day, long, medium, with_year] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            let (language, day): (Language, Date) = (Language::of_tag(tag).unwrap(), day.parse().unwrap());
            // French writes the first of a month “1er”, which CLDR has only in whole dates of other lengths.
            let ours = |text: String| text.replace(" 1er ", " 1 ");
            assert_eq!(ours(language.day(day, None)), long);
            // English months have three letters here, so that they are the same in every list.
            assert_eq!(ours(language.day_short(day, None)).replace("Sep", "Sept").replace("Septt", "Sept"), medium);
            // English goes on without the comma that comes only with a year.
            let with = language.day(day, Some(day.year()));
            assert_eq!(
                ours(with),
                if language == Language::En { with_year.replace(',', "") } else { with_year.to_owned() }
            );
            seen += 1;
        }
        assert_eq!(seen, 52);
    }

    #[test]
    fn the_first_of_a_month_is_said_as_french_says_it() {
        let day = jiff::civil::date(2027, 1, 1);
        assert_eq!(Language::Fr.day(day, Some(2027)), "vendredi 1er janvier 2027");
        assert_eq!(Language::Fr.day_short(day, None), "ven. 1er janv.");
        assert_eq!(Language::De.day(day, None), "Freitag, 1. Januar");
    }
}
