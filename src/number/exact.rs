//! Exact arithmetic with powers of ten: what digits and scales add up to.
//!
//! ```text
//! 1.6 × 10^8 = 160000000       3万 + 5千 = 35000
//! ```

use rust_decimal::Decimal;

use super::{Number, Value};

/// A [`Decimal`] holds this many digits, whatever they are.
pub(super) const MOST_DIGITS: u32 = 28;

/// The powers of ten that an `i128` holds.
pub(super) const POWERS: [i128; 39] = {
    let mut powers = [1; 39];
    let mut zeros = 1;
    while zeros < powers.len() {
        powers[zeros] = powers[zeros - 1] * 10;
        zeros += 1;
    }
    powers
};

/// One with so many zeros.
pub(super) fn power(zeros: u32) -> Option<i128> {
    POWERS.get(zeros as usize).copied()
}

/// A number has more digits than a [`Decimal`] holds.
pub(super) struct TooLong;

/// `mantissa × 10^-decimals`
#[derive(Clone, Copy)]
pub(super) struct Exact {
    pub(super) mantissa: i128,
    pub(super) decimals: u32,
}

impl Exact {
    pub(super) const fn integer(mantissa: i128) -> Exact {
        Exact { mantissa, decimals: 0 }
    }

    /// Times a power of ten.
    pub(super) fn scaled(self, zeros: u32) -> Option<Exact> {
        if zeros == 0 {
            return Some(self);
        }
        let drop = zeros.min(self.decimals);
        let factor = power(zeros - drop)?;
        let mantissa = self.mantissa.checked_mul(factor)?;
        Some(Exact { mantissa, decimals: self.decimals - drop })
    }

    pub(super) fn plus(self, other: Exact) -> Option<Exact> {
        let decimals = self.decimals.max(other.decimals);
        let lift = |x: Exact| x.mantissa.checked_mul(power(decimals - x.decimals)?);
        Some(Exact { mantissa: lift(self)?.checked_add(lift(other)?)?, decimals })
    }

    pub(super) fn number(self) -> Option<Number> {
        let decimal = match i64::try_from(self.mantissa) {
            // most are short
            Ok(short) => Decimal::try_new(short, self.decimals),
            Err(_) => Decimal::try_from_i128_with_scale(self.mantissa, self.decimals),
        };
        decimal.ok().map(Number::Decimal)
    }

    pub(super) fn is_below(self, zeros: u32) -> bool {
        power(zeros + self.decimals).is_some_and(|limit| self.mantissa < limit)
    }
}

/// The same number, multiplied by a power of ten that stands further on: the
/// 1.2 of `1.2、3.4亿元`.
pub(crate) fn scale_value(value: Value, zeros: u32) -> Option<Value> {
    let scale = |number: Number| match number {
        Number::Decimal(decimal) => {
            let factor = Decimal::from_i128_with_scale(power(zeros)?, 0);
            decimal.checked_mul(factor).map(Number::Decimal)
        }
        fraction => Some(fraction),
    };
    Some(match value {
        Value::Exact(number) => Value::Exact(scale(number)?),
        Value::Range { low, high } => Value::Range {
            low: low.map(scale).unwrap_or_default(),
            high: high.map(scale).unwrap_or_default(),
        },
    })
}
