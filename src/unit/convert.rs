//! Values in the base unit of their dimension, exactly.
//!
//! ```text
//! 1.2万亩 × 2000/3 → 8000000 m2      10亩 × 2000/3 → 20000/3 m2      5.08% × 1/100 → 0.0508
//! ```

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::lexicon;
use crate::number::Number;

/// A value in a base unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Normal {
    /// A decimal where there is a finite one, else a fraction.
    pub(crate) value: Number,
    /// The base unit: UCUM, or ISO 4217 for money.
    pub(crate) unit: Cow<'static, str>,
}

/// `value` of `unit` in the unit's base; `None` where the table has no factor
/// for it, or the exact value is too long for a [`Number`].
pub(crate) fn to_base(value: Number, unit: &str) -> Option<Normal> {
    let (factor, base) = match unit.split_once('/') {
        Some((over, under)) => per(over, under)?,
        None => {
            let row = ROWS.get(unit)?;
            (row.factor, Cow::Borrowed(row.base))
        }
    };
    let value = Rational::of(value)?.times(factor)?.number()?;
    Some(Normal { value, unit: base })
}

/// The factor and base of `over/under`; the unit below may have a scale: 吨/万元.
fn per(over: &str, under: &str) -> Option<(Rational, Cow<'static, str>)> {
    let over = ROWS.get(over)?;
    let name = under.trim_start_matches(['百', '千', '万', '亿']);
    let scale = under[..under.len() - name.len()].chars().try_fold(1_u128, |scale, c| {
        scale.checked_mul(match c {
            '百' => 100,
            '千' => 1000,
            '万' => 10_000,
            _ => 100_000_000,
        })
    })?;
    // 千克, 千瓦 are units of their own, no scales.
    let (under, scale) = match ROWS.get(under) {
        Some(whole) => (whole, 1),
        None => (ROWS.get(name)?, scale),
    };
    let scale = Rational { numerator: 1, denominator: scale };
    let factor = over.factor.times(under.factor.inverse()?)?.times(scale)?;
    Some((factor, Cow::Owned(format!("{}/{}", over.base, under.base))))
}

/// What a unit is in its base.
#[derive(Debug, Clone, Copy)]
struct Row {
    factor: Rational,
    base: &'static str,
}

static ROWS: LazyLock<HashMap<&'static str, Row>> = LazyLock::new(|| {
    let mut by_name = HashMap::new();
    let rows = lexicon::rows::<6>(include_str!("units.tsv"));
    for [surface, name, dimension, _, code, factor] in rows {
        let Some(row) = row(dimension, code, factor) else { continue };
        by_name.entry(surface).or_insert(row);
        if !name.is_empty() {
            by_name.entry(name).or_insert(row);
        }
    }
    by_name
});

/// A row of the table, if it has a factor to a base that has a name.
fn row(dimension: &str, code: &'static str, factor: &str) -> Option<Row> {
    let factor = Rational::read(factor)?;
    let base = match dimension {
        "money" => code,
        "area" => "m2",
        "mass" => "kg",
        "length" => "m",
        "volume" => "m3",
        "energy" => "J",
        "power" => "W",
        "voltage" => "V",
        "time" => "s",
        "information" => "bit",
        "ratio" => "1",
        _ if factor == Rational::ONE => code,
        _ => "",
    };
    (!base.is_empty()).then_some(Row { factor, base })
}

/// A fraction in lowest terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rational {
    numerator: i128,
    /// Never 0.
    denominator: u128,
}

impl Rational {
    const ONE: Rational = Rational { numerator: 1, denominator: 1 };

    fn read(text: &str) -> Option<Rational> {
        let (over, under) = text.split_once('/').unwrap_or((text, "1"));
        Some(Rational { numerator: over.parse().ok()?, denominator: under.parse().ok()? }.reduced())
    }

    fn of(number: Number) -> Option<Rational> {
        let rational = match number {
            Number::Decimal(decimal) => Rational {
                numerator: decimal.mantissa(),
                denominator: 10_u128.checked_pow(decimal.scale())?,
            },
            Number::Fraction { numerator, denominator } => Rational {
                numerator: i128::from(numerator),
                denominator: u128::from(denominator.max(1)),
            },
        };
        Some(rational.reduced())
    }

    fn reduced(self) -> Rational {
        let common = gcd(self.numerator.unsigned_abs(), self.denominator).max(1);
        let divisor = i128::try_from(common).unwrap_or(1);
        Rational {
            numerator: self.numerator / divisor,
            denominator: self.denominator / divisor.unsigned_abs(),
        }
    }

    fn inverse(self) -> Option<Rational> {
        let denominator = u128::try_from(self.numerator).ok().filter(|&n| n > 0)?;
        Some(Rational { numerator: i128::try_from(self.denominator).ok()?, denominator })
    }

    /// The product, unless it is too long.
    fn times(self, other: Rational) -> Option<Rational> {
        // Crosswise first, so that the products are as short as can be.
        let left = Rational { denominator: other.denominator, ..self }.reduced();
        let right = Rational { denominator: self.denominator, ..other }.reduced();
        Some(Rational {
            numerator: left.numerator.checked_mul(right.numerator)?,
            denominator: left.denominator.checked_mul(right.denominator)?,
        })
    }

    /// As a decimal if that is finite, else as a fraction.
    fn number(self) -> Option<Number> {
        let (mut rest, mut scale, mut mantissa) = (self.denominator, 0_u32, self.numerator);
        // Each step moves the point by one place and takes a 2, a 5 or both out of the denominator.
        while rest > 1 && (rest.is_multiple_of(2) || rest.is_multiple_of(5)) {
            let tens = gcd(rest, 10);
            rest /= tens;
            mantissa = mantissa.checked_mul(i128::try_from(10 / tens).ok()?)?;
            scale += 1;
        }
        if rest == 1 {
            let decimal = Decimal::try_from_i128_with_scale(mantissa, scale).ok()?;
            return Some(Number::Decimal(decimal.normalize()));
        }
        Some(Number::Fraction {
            numerator: u64::try_from(self.numerator).ok()?,
            denominator: u64::try_from(self.denominator).ok()?,
        })
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_exact_in_their_base() {
        let rows = [
            ("12000", "亩", Some(("8000000", "m2"))),
            ("10", "亩", Some(("20000/3", "m2"))),
            ("1.5", "公里", Some(("1500", "m"))),
            ("3", "斤", Some(("1.5", "kg"))),
            ("5.08", "%", Some(("0.0508", "1"))),
            ("3", "百分点", Some(("0.03", "1"))),
            ("2/3", "吨", Some(("2000/3", "kg"))),
            ("-2", "公里", Some(("-2000", "m"))),
            ("5", "角", Some(("0.5", "CNY"))),
            ("5", "美元", Some(("5", "USD"))),
            ("12", "微克/立方米", Some(("0.000000012", "kg/m3"))),
            ("0.5", "吨标准煤/万元", Some(("1465380", "J/CNY"))),
            ("8000", "元/千瓦", Some(("8", "CNY/W"))),
            ("1", "吨/亩", Some(("1.5", "kg/m2"))),
            ("3", "家", None),
            ("3", "", None),
            ("3", "元/", None),
            ("79228162514264337593543950335", "吨", None),
        ];
        for (value, unit, expected) in rows {
            let number = Number::try_from(value.to_owned()).expect(value);
            let normal = to_base(number, unit).map(|n| (n.value.to_string(), n.unit));
            let normal = normal.as_ref().map(|(value, unit)| (value.as_str(), unit.as_ref()));
            assert_eq!(normal, expected, "{value}{unit}");
        }
    }
}
