use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use uuid::Uuid;

/// A text that is no id of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("This address is not complete. Copy the whole link, or start from the desk.")]
pub struct IdError;

/// The counters of the milliseconds that had ids lately: ids made in one process are ordered even within a millisecond, whatever else is
/// made for another instant in between.
static COUNTERS: Mutex<BTreeMap<u64, u16>> = Mutex::new(BTreeMap::new());
const LATELY: usize = 64;

/// A UUIDv7 (RFC 9562) of the instant `now`: milliseconds, a counter of 12 bits that starts at random, 62 random bits.
#[doc(hidden)]
pub fn uuid_at(now: Timestamp) -> Uuid {
    let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or_default();
    let mut bytes: [u8; 10] = rand::random();
    let mut counters = COUNTERS.lock().unwrap_or_else(PoisonError::into_inner);
    let counter = counters.entry(milliseconds).or_insert_with(|| rand::random::<u16>() & 0x03ff);
    *counter = counter.wrapping_add(1) & 0x0fff;
    let counted = counter.to_be_bytes();
    if counters.len() > LATELY {
        counters.pop_first();
    }
    drop(counters);
    let [high, low, ..] = &mut bytes;
    [*high, *low] = counted;
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &bytes).into_uuid()
}

/// Makes an id type of its own for a thing, so that ids of two things can't be mixed up: a UUIDv7, kept as lowercase text.
#[macro_export]
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, $crate::serde::Serialize, $crate::serde::Deserialize)]
        #[serde(crate = "ground::serde", transparent)]
        pub struct $name($crate::uuid::Uuid);
        $crate::id_impl!($name);
    };
}

/// What [`id!`] gives each type; apart, since this crate can't name itself as others do.
#[doc(hidden)]
#[macro_export]
macro_rules! id_impl {
    ($name:ident) => {
        impl $name {
            /// A new id, ordered by the instant `now`.
            pub fn new(now: $crate::jiff::Timestamp) -> Self {
                Self($crate::new_uuid(now))
            }

            /// The id as a plain UUID, where kinds of things are not told apart.
            pub fn uuid(self) -> $crate::uuid::Uuid {
                self.0
            }
        }

        impl From<$crate::uuid::Uuid> for $name {
            fn from(uuid: $crate::uuid::Uuid) -> Self {
                Self(uuid)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::IdError;
            fn from_str(text: &str) -> Result<Self, $crate::IdError> {
                text.parse().map(Self).map_err(|_| $crate::IdError)
            }
        }

        impl $crate::ToValue for $name {
            fn to_value(self) -> $crate::Value {
                $crate::Value::Text(self.0.to_string())
            }
        }

        impl $crate::FromValue for $name {
            fn from_value(value: &$crate::Value) -> Option<Self> {
                value.text()?.parse().ok()
            }
        }
    };
}

/// The id of a team: the unit of isolation, first in every key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct TeamId(Uuid);
crate::id_impl!(TeamId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_millisecond_are_ordered_and_carry_their_instant() {
        let now = Timestamp::from_millisecond(1_795_600_000_123).unwrap();
        let before = Timestamp::from_millisecond(1_795_600_000_000).unwrap();
        let ids: Vec<Uuid> = (0..500).map(|_| (uuid_at(now), uuid_at(before)).0).collect();
        assert!(ids.is_sorted());
        assert_eq!(ids[0].get_version_num(), 7);
        assert!(ids[0] < uuid_at(Timestamp::from_millisecond(1_795_600_000_124).unwrap()));
    }
}
