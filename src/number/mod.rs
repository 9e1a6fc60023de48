//! Numbers as the text writes them, to exact values.

mod chinese;
mod cursor;
mod digits;
mod exact;
pub(crate) mod numeral;
mod script;

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The zeros of 万. A number in 万 or 亿 may stand without a unit: 6434万农村人口.
pub(crate) const WAN: u32 = 4;

/// An exact number: a decimal, or a fraction that the text states as one.
///
/// In JSON a string, so that no reader makes a float of it: `"5.08"`, `"2/3"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
#[non_exhaustive]
pub enum Number {
    /// `1.6亿` → 160000000
    Decimal(Decimal),
    /// `三分之二` → 2/3
    Fraction {
        /// 分子
        numerator: u64,
        /// 分母, never 0.
        denominator: u64,
    },
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Decimal(decimal) => decimal.normalize().fmt(f),
            Number::Fraction { numerator, denominator } => write!(f, "{numerator}/{denominator}"),
        }
    }
}

impl From<Number> for String {
    fn from(number: Number) -> String {
        number.to_string()
    }
}

/// Why a string is no [`Number`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither a decimal like `5.08` nor a fraction like `2/3`")]
pub struct NumberError(String);

impl TryFrom<String> for Number {
    type Error = NumberError;
    fn try_from(text: String) -> Result<Number, NumberError> {
        let read = match text.split_once('/') {
            Some((n, d)) => match (n.parse(), d.parse()) {
                (Ok(numerator), Ok(denominator)) if denominator != 0 => {
                    Some(Number::Fraction { numerator, denominator })
                }
                _ => None,
            },
            None => text.parse().ok().map(Number::Decimal),
        };
        read.ok_or(NumberError(text))
    }
}

/// What a quantity states: one number, or the ends of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "ValueFields", try_from = "ValueFields")]
#[non_exhaustive]
pub enum Value {
    /// `7907万元`
    Exact(Number),
    /// `3—5个`; `上千万元` has no high end.
    Range {
        /// The low end.
        low: Option<Number>,
        /// The high end.
        high: Option<Number>,
    },
}

/// How a [`Value`] stands among a quantity's fields in JSON.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ValueFields {
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    value: Option<Number>,
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    low: Option<Number>,
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    high: Option<Number>,
}

impl From<Value> for ValueFields {
    fn from(value: Value) -> Self {
        match value {
            Value::Exact(number) => ValueFields { value: Some(number), low: None, high: None },
            Value::Range { low, high } => ValueFields { value: None, low, high },
        }
    }
}

impl TryFrom<ValueFields> for Value {
    type Error = &'static str;
    fn try_from(fields: ValueFields) -> Result<Value, Self::Error> {
        match fields {
            ValueFields { value: Some(number), low: None, high: None } => Ok(Value::Exact(number)),
            ValueFields { value: None, low, high } if low.is_some() || high.is_some() => {
                Ok(Value::Range { low, high })
            }
            _ => Err("a quantity needs either `value` or `low` and `high`"),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Value {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        ValueFields::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        ValueFields::json_schema(generator)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Exact(number) => number.fmt(f),
            Value::Range { low, high } => {
                if let Some(low) = low {
                    low.fmt(f)?;
                }
                f.write_str("–")?;
                if let Some(high) = high {
                    high.fmt(f)?;
                }
                Ok(())
            }
        }
    }
}
