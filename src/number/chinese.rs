//! Numbers in Chinese numerals.
//!
//! ```text
//! 六百零三万      三万五      两千余      十几      数百      二〇二三      三分之二
//! ```

use rust_decimal::Decimal;

use super::cursor::{Cursor, chinese_digit, zeros_of};
use super::digits::digits;
use super::exact::{Exact, power};
use super::script::{Numeral, Script};
use super::{Number, Value};
use crate::bulletin::Hedge;

/// A Chinese numeral, read from left to right in sections of 亿 and 万.
pub(super) fn chinese(cursor: &mut Cursor<'_>) -> Option<Numeral> {
    one_digit(cursor).or_else(|| sections(cursor))
}

/// `三` of 三家: one digit, as most numerals are, and behind it nothing with which one goes on.
pub(super) fn one_digit(cursor: &mut Cursor<'_>) -> Option<Numeral> {
    let first = cursor.peek()?;
    let digit = chinese_digit(first).filter(|&digit| digit > 0)?;
    let goes_on =
        |c| matches!(c, '点' | '个') || chinese_digit(c).is_some() || zeros_of(c).is_some();
    if cursor.peek_second().is_some_and(goes_on) {
        return None;
    }
    cursor.at += first.len_utf8();
    let value = Value::Exact(Number::Decimal(digit.into()));
    Some(Numeral { end: cursor.at, value, zeros: 0, hedge: Hedge::None, script: Script::OneDigit })
}

/// Any Chinese numeral.
pub(super) fn sections(cursor: &mut Cursor<'_>) -> Option<Numeral> {
    let start = cursor.at;
    if let Some(numeral) = by_place(cursor) {
        return Some(numeral);
    }
    cursor.at = start;
    let mut sum = Sections::default();
    let mut hedge = Hedge::None;
    let mut only_scales = true;
    let mut count = 0;
    while let Some(c) = cursor.peek() {
        let in_number = sum.open > 0 && sum.digit.is_none() && hedge == Hedge::None;
        if in_number && cursor.take_str("零几").is_some() {
            // 一百零几: the last place is open
            return some_more(cursor, &sum, 1);
        }
        if let Some(d) = chinese_digit(c) {
            if !sum.digit(i128::from(d), cursor) {
                break;
            }
            only_scales = false;
            cursor.at += c.len_utf8();
        } else if let Some(zeros) = cursor.take_scale() {
            sum.scale(zeros)?;
            only_scales &= zeros > 1;
        } else if count > 0 && hedge == Hedge::None && sum.takes_hedge() {
            match take_chinese_hedge(cursor) {
                Some(InHedge::Hedge(found)) => hedge = found,
                Some(InHedge::Some) => {
                    let step = 10_i128.pow(sum.last_zeros.saturating_sub(1));
                    return some_more(cursor, &sum, step);
                }
                None => break,
            }
        } else {
            break;
        }
        count += 1;
    }
    if count == 0 {
        return None;
    }
    let (low, high) = sum.total()?;
    let mut low = Exact::integer(low);
    let mut zeros = sum.last_zeros;
    if high.is_none()
        && hedge == Hedge::None
        && let Some(part) = point(cursor)
    {
        low = low.plus(part)?;
        count += 1;
        let scales = cursor.take_scales();
        low = low.scaled(scales)?;
        zeros = scales;
        hedge = cursor.take_hedge().unwrap_or_default();
    } else if high.is_none()
        && hedge == Hedge::None
        && let Some(half) = cursor.take_half()
    {
        low = low.plus(half)?;
        count += 1;
    }
    let value = match high {
        None => Value::Exact(low.number()?),
        Some(high) => {
            Value::Range { low: Some(low.number()?), high: Some(Exact::integer(high).number()?) }
        }
    };
    let one_digit = count == 1 && !only_scales && cursor.text[start..cursor.at] != *"十";
    let script = match (only_scales, one_digit) {
        (true, _) => Script::Scale,
        (_, true) => Script::OneDigit,
        _ => Script::Chinese,
    };
    Some(Numeral { end: cursor.at, value, zeros, hedge, script })
}

/// The sum of a Chinese numeral so far.
#[derive(Default)]
pub(super) struct Sections {
    /// Closed by 亿 or 万.
    closed: i128,
    /// Below 万.
    open: i128,
    /// A digit that waits for its scale.
    digit: Option<i128>,
    /// The digit before it in `二三十`.
    spread: Option<i128>,
    /// The low end, once a spread was multiplied out: the sums above are the high end.
    low: Option<(i128, i128)>,
    last_zeros: u32,
    after_zero: bool,
    /// A digit stood before the last scale below 万.
    told: bool,
}

impl Sections {
    /// Takes a digit; false where no number goes on so.
    fn digit(&mut self, digit: i128, cursor: &Cursor<'_>) -> bool {
        match self.digit {
            None | Some(0) => {}
            // 二三十, 十五六, 三四个: two digits that follow one another
            Some(before) if self.spread.is_none() && self.low.is_none() => {
                let next = cursor.peek_second();
                // 三五百, but 十三五
                let apart = self.open == 0
                    && self.closed == 0
                    && (before, digit) == (3, 5)
                    && next.and_then(zeros_of).is_some_and(|zeros| zeros > 1);
                let follow = digit == before + 1 && next.and_then(chinese_digit).is_none();
                if !apart && !follow {
                    return false;
                }
                self.spread = Some(before);
            }
            Some(_) => return false,
        }
        self.after_zero |= digit == 0;
        self.digit = Some(digit);
        true
    }

    fn scale(&mut self, zeros: u32) -> Option<()> {
        let factor = power(zeros)?;
        let digit = self.digit.take();
        let spread = self.spread.take();
        let above = std::mem::replace(&mut self.last_zeros, zeros);
        self.after_zero = false;
        if zeros >= 4 {
            let section =
                self.open + digit.unwrap_or(i128::from(self.open == 0 && self.closed == 0));
            let below = if section == 0 { std::mem::take(&mut self.closed) } else { 0 };
            let add = (section + below).checked_mul(factor)?;
            if let Some(spread) = spread {
                self.low = Some((self.closed + (self.open + spread) * factor, 0));
            } else if let Some((closed, open)) = self.low {
                self.low = Some((closed.max(self.closed) + open * factor, 0));
            }
            self.closed = self.closed.checked_add(add)?;
            self.open = 0;
        } else {
            if let Some(spread) = spread {
                self.low = Some((self.closed, self.open + spread * factor));
            }
            self.open += match digit {
                // 二千零十七
                Some(0) => factor,
                Some(digit) => digit * factor,
                // 一百十八, but 千百, 百十 and 百千 are no numbers that go on
                None if self.open > 0 && !(self.told && zeros == 1 && above > 1) => return None,
                None => factor,
            };
            self.told |= digit.is_some();
        }
        (self.closed < 10_i128.pow(24)).then_some(())
    }

    /// Whether a hedge may stand here: behind a scale, not behind a single digit.
    fn takes_hedge(&self) -> bool {
        self.digit.is_none()
    }

    /// The sum, or the low and the high end.
    fn total(&self) -> Option<(i128, Option<i128>)> {
        let last = match self.digit {
            // 三万五 = 35000, but 三万零五 = 30005
            Some(digit) if self.last_zeros >= 2 && !self.after_zero && self.spread.is_none() => {
                digit * 10_i128.pow(self.last_zeros - 1)
            }
            digit => digit.unwrap_or(0),
        };
        let sum = self.closed + self.open + last;
        if let Some(spread) = self.spread {
            return Some((self.closed + self.open + spread, Some(sum)));
        }
        Some(match self.low {
            Some((closed, open)) => (closed + open + last, Some(sum)),
            None => (sum, None),
        })
    }
}

pub(super) enum InHedge {
    Hedge(Hedge),
    /// 几: some more, up to the next ten.
    Some,
}

pub(super) fn take_chinese_hedge(cursor: &mut Cursor<'_>) -> Option<InHedge> {
    if let Some(hedge) = cursor.take_hedge() {
        return Some(InHedge::Hedge(hedge));
    }
    match cursor.peek()? {
        '几' => {
            cursor.at += '几'.len_utf8();
            Some(InHedge::Some)
        }
        '来' if cursor.peek_second().is_some_and(|next| !"，。、的".contains(next)) => {
            cursor.at += '来'.len_utf8();
            Some(InHedge::Hedge(Hedge::About))
        }
        _ => None,
    }
}

/// `十几万`, `二十几`: from one step more up to nine.
pub(super) fn some_more(cursor: &mut Cursor<'_>, sum: &Sections, step: i128) -> Option<Numeral> {
    let (whole, _) = sum.total()?;
    let zeros = cursor.take_scales();
    let hedge = cursor.take_hedge().unwrap_or_default();
    let end = |value: i128| Exact::integer(value).scaled(zeros)?.number();
    let value = Value::Range { low: end(whole + step), high: end(whole + 9 * step) };
    Some(Numeral { end: cursor.at, value, zeros, hedge, script: Script::Vague })
}

/// `点五八`
pub(super) fn point(cursor: &mut Cursor<'_>) -> Option<Exact> {
    if cursor.peek()? != '点' || chinese_digit(cursor.peek_second()?).is_none() {
        return None;
    }
    cursor.at += '点'.len_utf8();
    let mut exact = Exact::integer(0);
    while exact.decimals < 12
        && let Some(d) = cursor.take(chinese_digit)
    {
        exact.mantissa = exact.mantissa * 10 + i128::from(d);
        exact.decimals += 1;
    }
    Some(exact)
}

/// `二〇二三`: three digits by place or more, or two of which one is 〇.
pub(super) fn by_place(cursor: &mut Cursor<'_>) -> Option<Numeral> {
    let mut value = 0;
    let mut count = 0;
    let mut ring = false;
    while let Some(c) = cursor.peek() {
        let Some(d) = chinese_digit(c).filter(|_| c != '两' && c != '零') else { break };
        ring |= matches!(c, '〇' | '○');
        count += 1;
        if count > 12 {
            return None;
        }
        value = value * 10 + i128::from(d);
        cursor.at += c.len_utf8();
    }
    let plain = (count >= 3 || (count == 2 && ring)) && cursor.peek().and_then(zeros_of).is_none();
    plain.then_some(Numeral {
        end: cursor.at,
        value: Value::Exact(Exact::integer(value).number()?),
        zeros: 0,
        hedge: Hedge::None,
        script: Script::Places,
    })
}

/// `数百`, `几十万`, `上千`.
pub(super) fn vague(cursor: &mut Cursor<'_>) -> Option<Numeral> {
    let first = cursor.take(Some)?;
    let lead = cursor.peek().and_then(zeros_of)?;
    if first == '上' && lead == 1 {
        return None;
    }
    let zeros = cursor.take_scales();
    if zeros == 0 {
        return None;
    }
    let inner = cursor.take_hedge();
    let scaled = |value| Exact::integer(value).scaled(zeros).and_then(Exact::number);
    let (low, high, hedge) = if first == '上' {
        (scaled(1), None, Hedge::Over)
    } else {
        // 数百: 200–999; 几十万: 200000–990000 is no bound that anyone means, so 999999
        let high = Exact::integer(10).scaled(zeros)?.plus(Exact::integer(-1))?.number();
        (scaled(2), high, inner.unwrap_or_default())
    };
    let value = Value::Range { low, high };
    Some(Numeral { end: cursor.at, value, zeros, hedge, script: Script::Vague })
}

/// `分之` and what follows, after a number: `百分之五点八`, `三分之二`.
pub(super) fn fraction(cursor: &mut Cursor<'_>, whole: Numeral) -> Option<Numeral> {
    let mut ahead = *cursor;
    ahead.take_str("分之")?;
    let part = match ahead.peek()? {
        c if c.is_ascii_digit() => digits(&mut ahead).ok()?,
        '几' => {
            ahead.at += '几'.len_utf8();
            let [low, high] = [2, 9].map(|end| Exact::integer(end).number());
            let value = Value::Range { low, high };
            Numeral { end: ahead.at, value, zeros: 0, hedge: Hedge::None, script: Script::Vague }
        }
        '数' | '上' => vague(&mut ahead)?,
        _ => chinese(&mut ahead)?,
    };
    let Value::Exact(Number::Decimal(denominator)) = whole.value else { return None };
    let script = match (whole.script, u64::try_from(denominator).ok()?) {
        (Script::Scale, 100) => Script::Percent,
        (Script::Scale, 1000) => Script::Permille,
        _ => Script::Fraction,
    };
    if script != Script::Fraction {
        return Some(Numeral { script, ..part });
    }
    let Value::Exact(Number::Decimal(numerator)) = part.value else { return None };
    let denominator = Some(denominator).filter(Decimal::is_integer)?;
    let denominator = u64::try_from(denominator).ok().filter(|&d| d > 0)?;
    let numerator = numerator.is_integer().then(|| u64::try_from(numerator).ok())??;
    let value = Value::Exact(Number::Fraction { numerator, denominator });
    Some(Numeral { value, script, ..part })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        /// The short way ends where the long one does.
        #[test]
        fn one_digit_is_read_as_all_numerals_are(
            text in "[零〇一二两三九十百千万亿点个半小时多余几数来瓦克 \u{3000}元,，.0-9]{0,8}",
        ) {
            let cursor = Cursor { text: &text, at: 0 };
            let (mut short, mut long) = (cursor, cursor);
            if let Some(numeral) = one_digit(&mut short) {
                prop_assert_eq!(Some(numeral), sections(&mut long));
                prop_assert_eq!(short.at, long.at);
            }
        }
    }
}
