use std::fmt;
use std::str::FromStr;

use ground::{FromValue, IdError, ToValue, Value};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{PatternId, ReservedId};

/// Which block. A planned one is named by its pattern and the day that the pattern names, so it needs no row; a reserved one has an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum BlockKey {
    /// Of a pattern.
    Planned(PatternId, Date),
    /// Reserved once.
    Reserved(ReservedId),
}

impl fmt::Display for BlockKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Planned(pattern, day) => write!(f, "{pattern}.{day}"),
            Self::Reserved(id) => id.fmt(f),
        }
    }
}

impl FromStr for BlockKey {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        match text.split_once('.') {
            Some((pattern, day)) => Ok(Self::Planned(pattern.parse()?, day.parse().map_err(|_no_day| IdError)?)),
            None => text.parse().map(Self::Reserved),
        }
    }
}

impl TryFrom<String> for BlockKey {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<BlockKey> for String {
    fn from(key: BlockKey) -> Self {
        key.to_string()
    }
}

impl ToValue for BlockKey {
    fn to_value(self) -> Value {
        Value::Text(self.to_string())
    }
}

impl FromValue for BlockKey {
    fn from_value(value: &Value) -> Option<Self> {
        String::from_value(value)?.parse().ok()
    }
}
