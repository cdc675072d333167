use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::StoreError;

/// One value as the database keeps it.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// `text`
    Text(String),
    /// `bigint`, and `boolean` where an engine keeps it as a number.
    Int(i64),
    /// `double precision`
    Real(f64),
    /// `boolean`
    Bool(bool),
    /// `bytea`
    Bytes(Vec<u8>),
}

impl Value {
    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Null | Self::Int(_) | Self::Real(_) | Self::Bool(_) | Self::Bytes(_) => None,
        }
    }
}

/// What can be bound to a placeholder.
pub trait ToValue {
    /// The value as it is kept.
    fn to_value(self) -> Value;
}

/// What can be read from a column. `None` means the column holds something else.
pub trait FromValue: Sized {
    /// Reads the value strictly: nothing is guessed or rounded.
    fn from_value(value: &Value) -> Option<Self>;
}

macro_rules! to_value {
    ($($type:ty, $it:ident => $value:expr;)*) => { $(
        impl ToValue for $type {
            fn to_value(self) -> Value {
                let $it = self;
                $value
            }
        }
    )* };
}

to_value! {
    Value, it => it;
    &str, it => Value::Text(it.to_owned());
    &String, it => Value::Text(it.clone());
    String, it => Value::Text(it);
    i64, it => Value::Int(it);
    i32, it => Value::Int(it.into());
    u32, it => Value::Int(it.into());
    f64, it => Value::Real(it);
    bool, it => Value::Bool(it);
    Vec<u8>, it => Value::Bytes(it);
    &[u8], it => Value::Bytes(it.to_vec());
    Timestamp, it => Value::Int(it.as_millisecond());
    Date, it => Value::Text(it.to_string());
    Uuid, it => Value::Text(it.to_string());
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(self) -> Value {
        self.map_or(Value::Null, ToValue::to_value)
    }
}

impl FromValue for String {
    fn from_value(value: &Value) -> Option<Self> {
        value.text().map(str::to_owned)
    }
}

impl FromValue for i64 {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Int(number) => Some(*number),
            Value::Null | Value::Text(_) | Value::Real(_) | Value::Bool(_) | Value::Bytes(_) => None,
        }
    }
}

impl FromValue for f64 {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Real(number) => Some(*number),
            Value::Null | Value::Text(_) | Value::Int(_) | Value::Bool(_) | Value::Bytes(_) => None,
        }
    }
}

impl FromValue for bool {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(truth) => Some(*truth),
            Value::Int(0) => Some(false),
            Value::Int(1) => Some(true),
            Value::Null | Value::Text(_) | Value::Int(_) | Value::Real(_) | Value::Bytes(_) => None,
        }
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bytes(bytes) => Some(bytes.clone()),
            Value::Null | Value::Text(_) | Value::Int(_) | Value::Real(_) | Value::Bool(_) => None,
        }
    }
}

impl FromValue for Timestamp {
    fn from_value(value: &Value) -> Option<Self> {
        Timestamp::from_millisecond(i64::from_value(value)?).ok()
    }
}

impl FromValue for Date {
    fn from_value(value: &Value) -> Option<Self> {
        value.text()?.parse().ok()
    }
}

impl FromValue for Uuid {
    fn from_value(value: &Value) -> Option<Self> {
        value.text()?.parse().ok()
    }
}

impl FromValue for Value {
    fn from_value(value: &Value) -> Option<Self> {
        Some(value.clone())
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            Value::Text(_) | Value::Int(_) | Value::Real(_) | Value::Bool(_) | Value::Bytes(_) => {
                T::from_value(value).map(Some)
            }
        }
    }
}

/// The values of a statement, in the order of its placeholders: a tuple, or a list where the number is known only when running.
pub trait Values {
    /// All values, `$1` first.
    fn into_values(self) -> Vec<Value>;
}

impl Values for () {
    fn into_values(self) -> Vec<Value> {
        Vec::new()
    }
}

impl Values for Vec<Value> {
    fn into_values(self) -> Vec<Value> {
        self
    }
}

macro_rules! tuples {
    ($($name:ident)+) => {
        impl<$($name: ToValue),+> Values for ($($name,)+) {
            #[allow(non_snake_case)]
            fn into_values(self) -> Vec<Value> {
                let ($($name,)+) = self;
                vec![$($name.to_value()),+]
            }
        }
    };
}

macro_rules! all_tuples {
    ($first:ident) => { tuples!($first); };
    ($first:ident $($rest:ident)+) => { tuples!($first $($rest)+); all_tuples!($($rest)+); };
}

all_tuples!(A B C D E F G H I J K L M N O P Q R S T U V W X);

/// One row of an answer.
#[derive(Debug, Clone)]
pub struct Row(pub(crate) Vec<Value>);

impl Row {
    /// The value of the column at `index`, counted from 0 in the order of the `select`.
    pub fn get<T: FromValue>(&self, index: usize) -> Result<T, StoreError> {
        self.0.get(index).and_then(T::from_value).ok_or_else(|| {
            StoreError::Broken(format!(
                "column {index} holds no {}: {:?}",
                std::any::type_name::<T>(),
                self.0.get(index)
            ))
        })
    }
}

/// Gives an enum of states its spelling in the database, the same as in pages and addresses.
#[macro_export]
macro_rules! text_enum {
    ($name:ty { $($variant:ident => $text:literal),+ $(,)? }) => {
        impl $name {
            /// All words, in their order.
            #[allow(dead_code, reason = "only what the API names has to tell its words")]
            pub const WORDS: &'static [&'static str] = &[$($text),+];

            /// The word under which it is kept.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The thing of that word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl $crate::ToValue for $name {
            fn to_value(self) -> $crate::Value {
                $crate::Value::Text(self.as_str().to_owned())
            }
        }

        impl $crate::FromValue for $name {
            fn from_value(value: &$crate::Value) -> Option<Self> {
                Self::from_word(value.text()?)
            }
        }
    };
}
