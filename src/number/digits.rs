//! Numbers in ASCII digits, with their scales.
//!
//! ```text
//! 12,345.67      1.6亿      1300余万      3万5千      4万多亿
//! ```

use super::Value;
use super::cursor::{Cursor, zeros_of};
use super::exact::{Exact, MOST_DIGITS, TooLong};
use super::script::{Numeral, Script};
use crate::bulletin::Hedge;

/// `12,345.67`
pub(super) fn mantissa(cursor: &mut Cursor<'_>) -> Result<Exact, TooLong> {
    let mut digits = Digits::default();
    let whole = digits.take(cursor)?;
    if whole <= 3 {
        while let Some(comma) = thousands_comma(cursor.rest()) {
            cursor.at += comma;
            digits.take(cursor)?;
        }
    }
    let point = match *cursor.rest().as_bytes() {
        [b'.', b'0'..=b'9', ..] => '.'.len_utf8(),
        [0xC2, 0xB7, b'0'..=b'9', ..] if middle_dot(cursor.rest()) => '·'.len_utf8(),
        _ => return Ok(Exact::integer(digits.value)),
    };
    cursor.at += point;
    let decimals = digits.take(cursor)?;
    Ok(Exact { mantissa: digits.value, decimals })
}

/// Digits, read as one number whatever stands between them.
#[derive(Default)]
pub(super) struct Digits {
    value: i128,
    count: u32,
}

impl Digits {
    /// Takes the digits that stand next; tells how many they are.
    fn take(&mut self, cursor: &mut Cursor<'_>) -> Result<u32, TooLong> {
        let before = self.count;
        let text = cursor.text;
        let bytes = text[cursor.at..].bytes();
        for digit in bytes.map(|byte| byte.wrapping_sub(b'0')).take_while(|&digit| digit < 10) {
            self.value = self.value * 10 + i128::from(digit);
            self.count += 1;
            cursor.at += 1;
            if self.count > MOST_DIGITS {
                return Err(TooLong);
            }
        }
        Ok(self.count - before)
    }
}

/// Whether the dot in the middle is a decimal point: `4·3%`, but `9·18`.
pub(super) fn middle_dot(rest: &str) -> bool {
    let behind = rest.trim_start_matches('·').trim_start_matches(|c: char| c.is_ascii_digit());
    behind.starts_with(['%', '万', '亿', '倍', '元', '吨', '公', '亩'])
}

/// The length of the comma, where one and just three digits come next. Old texts
/// set thousands off by the Chinese comma: `3，189，270，000元`.
pub(super) fn thousands_comma(rest: &str) -> Option<usize> {
    let comma = [",", "，"].into_iter().find(|comma| rest.starts_with(comma))?.len();
    let group = rest.as_bytes().get(comma..comma + 3)?;
    let more = rest.as_bytes().get(comma + 3).is_some_and(u8::is_ascii_digit);
    (group.iter().all(u8::is_ascii_digit) && !more).then_some(comma)
}

/// A number that begins with digits.
pub(super) fn digits(cursor: &mut Cursor<'_>) -> Result<Numeral, TooLong> {
    let mut sum = mantissa(cursor)?;
    let (mut zeros, mut hedge) = scales_and_hedge(cursor);
    sum = sum.scaled(zeros).ok_or(TooLong)?;
    // 3万5千: a smaller scale follows with digits of its own
    while zeros > 0 && hedge == Hedge::None {
        let mut ahead = *cursor;
        ahead.take(|c| matches!(c, '零' | '〇').then_some(()));
        if !ahead.peek().is_some_and(|c| c.is_ascii_digit()) {
            break;
        }
        let Ok(part) = mantissa(&mut ahead) else { break };
        let (part_zeros, part_hedge) = scales_and_hedge(&mut ahead);
        let Some(part) = part.scaled(part_zeros) else { break };
        if part_zeros == 0 || part_zeros >= zeros || !part.is_below(zeros) {
            break;
        }
        let Some(total) = sum.plus(part) else { break };
        (sum, zeros, hedge, *cursor) = (total, part_zeros, part_hedge, ahead);
    }
    if zeros == 0
        && hedge == Hedge::None
        && let Some(half) = cursor.take_half()
    {
        sum = sum.plus(half).ok_or(TooLong)?;
    }
    let value = Value::Exact(sum.number().ok_or(TooLong)?);
    Ok(Numeral { end: cursor.at, value, zeros, hedge, script: Script::Digits })
}

/// `余万`, `多亿`, `万余`: the scales after digits and the hedge among them.
pub(super) fn scales_and_hedge(cursor: &mut Cursor<'_>) -> (u32, Hedge) {
    // most numbers have neither
    let more = |c: char| {
        c.is_whitespace() || zeros_of(c).is_some() || matches!(c, '余' | '餘' | '多' | '个')
    };
    let Some(first) = cursor.peek().filter(|c| more(*c)) else {
        return (0, Hedge::None);
    };
    // most that have one have a scale alone
    if let '万' | '亿' = first
        && !cursor.peek_second().is_some_and(more)
    {
        cursor.at += first.len_utf8();
        return (zeros_of(first).unwrap_or(0), Hedge::None);
    }
    all_scales_and_hedge(cursor)
}

pub(super) fn all_scales_and_hedge(cursor: &mut Cursor<'_>) -> (u32, Hedge) {
    let before = *cursor;
    let inner = cursor.take_hedge();
    cursor.skip_blank_before_scale();
    // 10十佳: behind digits 十 is no scale
    let zeros = if cursor.peek() == Some('十') { 0 } else { cursor.take_scales() };
    if inner.is_some() && zeros == 0 {
        // 40多种: the hedge stands last
        return (0, inner.unwrap_or_default());
    }
    if zeros == 0 {
        *cursor = before;
    }
    let hedge = inner.or_else(|| cursor.take_hedge()).unwrap_or_default();
    // 4万多亿: the scale goes on behind the hedge
    let more = if hedge == Hedge::None || zeros == 0 { 0 } else { cursor.take_scales() };
    (zeros + more, hedge)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        /// The short way ends where the long one does.
        #[test]
        fn a_lone_scale_is_read_as_all_are(
            text in "[零〇一二两三九十百千万亿点个半小时多余几数来瓦克 \u{3000}元,，.0-9]{0,8}",
        ) {
            let cursor = Cursor { text: &text, at: 0 };
            let (mut short, mut long) = (cursor, cursor);
            prop_assert_eq!(scales_and_hedge(&mut short), all_scales_and_hedge(&mut long));
            prop_assert_eq!(short.at, long.at);
        }
    }
}
