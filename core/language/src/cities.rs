//! Cities of time zones that a language calls by a name of its own. Others keep the name that the zone has.

use crate::Language;

/// The last part of the zone's name, then German, Spanish and French.
const CITIES: [(&str, [&str; 3]); 53] = [
    ("Addis Ababa", ["Addis Abeba", "Adís Abeba", "Addis-Abeba"]),
    ("Algiers", ["Algier", "Argel", "Alger"]),
    ("Amsterdam", ["Amsterdam", "Ámsterdam", "Amsterdam"]),
    ("Athens", ["Athen", "Atenas", "Athènes"]),
    ("Belgrade", ["Belgrad", "Belgrado", "Belgrade"]),
    ("Berlin", ["Berlin", "Berlín", "Berlin"]),
    ("Bogota", ["Bogotá", "Bogotá", "Bogota"]),
    ("Brussels", ["Brüssel", "Bruselas", "Bruxelles"]),
    ("Bucharest", ["Bukarest", "Bucarest", "Bucarest"]),
    ("Cairo", ["Kairo", "El Cairo", "Le Caire"]),
    ("Copenhagen", ["Kopenhagen", "Copenhague", "Copenhague"]),
    ("Damascus", ["Damaskus", "Damasco", "Damas"]),
    ("Dubai", ["Dubai", "Dubái", "Dubaï"]),
    ("Dublin", ["Dublin", "Dublín", "Dublin"]),
    ("Havana", ["Havanna", "La Habana", "La Havane"]),
    ("Hong Kong", ["Hongkong", "Hong Kong", "Hong Kong"]),
    ("Istanbul", ["Istanbul", "Estambul", "Istanbul"]),
    ("Jakarta", ["Jakarta", "Yakarta", "Jakarta"]),
    ("Jerusalem", ["Jerusalem", "Jerusalén", "Jérusalem"]),
    ("Johannesburg", ["Johannesburg", "Johannesburgo", "Johannesburg"]),
    ("Kolkata", ["Kalkutta", "Calcuta", "Calcutta"]),
    ("Lisbon", ["Lissabon", "Lisboa", "Lisbonne"]),
    ("Ljubljana", ["Ljubljana", "Liubliana", "Ljubljana"]),
    ("London", ["London", "Londres", "Londres"]),
    ("Los Angeles", ["Los Angeles", "Los Ángeles", "Los Angeles"]),
    ("Luxembourg", ["Luxemburg", "Luxemburgo", "Luxembourg"]),
    ("Malta", ["Malta", "Malta", "Malte"]),
    ("Manila", ["Manila", "Manila", "Manille"]),
    ("Mexico City", ["Mexiko-Stadt", "Ciudad de México", "Mexico"]),
    ("Monaco", ["Monaco", "Mónaco", "Monaco"]),
    ("Moscow", ["Moskau", "Moscú", "Moscou"]),
    ("New York", ["New York", "Nueva York", "New York"]),
    ("Panama", ["Panama", "Panamá", "Panama"]),
    ("Paris", ["Paris", "París", "Paris"]),
    ("Prague", ["Prag", "Praga", "Prague"]),
    ("Reykjavik", ["Reykjavík", "Reikiavik", "Reykjavik"]),
    ("Riyadh", ["Riad", "Riad", "Riyad"]),
    ("Rome", ["Rom", "Roma", "Rome"]),
    ("Sao Paulo", ["São Paulo", "São Paulo", "São Paulo"]),
    ("Seoul", ["Seoul", "Seúl", "Séoul"]),
    ("Shanghai", ["Shanghai", "Shanghái", "Shanghai"]),
    ("Singapore", ["Singapur", "Singapur", "Singapour"]),
    ("Sofia", ["Sofia", "Sofía", "Sofia"]),
    ("Stockholm", ["Stockholm", "Estocolmo", "Stockholm"]),
    ("Sydney", ["Sydney", "Sídney", "Sydney"]),
    ("Taipei", ["Taipeh", "Taipéi", "Taipei"]),
    ("Tallinn", ["Tallinn", "Tallin", "Tallinn"]),
    ("Tehran", ["Teheran", "Teherán", "Téhéran"]),
    ("Tokyo", ["Tokio", "Tokio", "Tokyo"]),
    ("Tunis", ["Tunis", "Túnez", "Tunis"]),
    ("Vienna", ["Wien", "Viena", "Vienne"]),
    ("Warsaw", ["Warschau", "Varsovia", "Varsovie"]),
    ("Zurich", ["Zürich", "Zúrich", "Zurich"]),
];

impl Language {
    /// What the language calls a city; the given name where it has none of its own for it.
    pub fn city(self, city: &str) -> &str {
        let found = CITIES.binary_search_by(|(name, _)| (*name).cmp(city)).ok().and_then(|place| CITIES.get(place));
        match (found, self) {
            (None, _) | (_, Self::En) => city,
            (Some((_, [de, _, _])), Self::De) => de,
            (Some((_, [_, es, _])), Self::Es) => es,
            (Some((_, [_, _, fr])), Self::Fr) => fr,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_city_of_the_table_is_found_and_is_a_zone() {
        for (name, [de, es, fr]) in CITIES {
            assert_eq!([Language::De, Language::Es, Language::Fr].map(|language| language.city(name)), [de, es, fr]);
            assert_eq!(Language::En.city(name), name);
            let zone = jiff::tz::db()
                .available()
                .any(|zone| zone.as_str().rsplit('/').next().is_some_and(|city| city.replace('_', " ") == name));
            assert!(zone, "{name} is no city of a zone");
        }
    }

    #[test]
    fn a_city_without_a_name_of_its_own_keeps_the_one_it_has() {
        assert_eq!(Language::De.city("Lagos"), "Lagos");
        assert_eq!(Language::Es.city("UTC"), "UTC");
    }
}
