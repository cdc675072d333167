//! Instants as RFC 9557 text with their zone. Read back, the offset fixes the instant even where the rules of the zone
//! have changed since: what was said to be due stays due.

use jiff::ZonedDateTime;
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::OffsetConflict;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serializer};

static PARSER: DateTimeParser = DateTimeParser::new().offset_conflict(OffsetConflict::AlwaysOffset);

pub(crate) fn serialize<S: Serializer>(at: &ZonedDateTime, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(at)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<ZonedDateTime, D::Error> {
    PARSER.parse_zoned_datetime(String::deserialize(from)?).map_err(D::Error::custom)
}

pub(crate) mod option {
    use super::{Deserialize, Deserializer, PARSER, Serializer, ZonedDateTime};
    use serde::de::Error as _;

    pub(crate) fn serialize<S: Serializer>(at: &Option<ZonedDateTime>, to: S) -> Result<S::Ok, S::Error> {
        match at {
            Some(at) => to.collect_str(at),
            None => to.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<ZonedDateTime>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|text| PARSER.parse_zoned_datetime(text).map_err(D::Error::custom)).transpose()
    }
}
