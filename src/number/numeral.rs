//! Reads one number where it begins: digits, Chinese numerals, scales.
//!
//! ```text
//! 1.6亿 → 160000000        六百零三万 → 6030000     1300余万 → 13000000, over
//! 十几 → 11–19             上千万 → 10000000–       二三十 → 20–30
//! 百分之五点八 → 5.8 %      三分之二 → 2/3           3万5千 → 35000
//! ```
//!
//! [`read`] looks at no more than [`LONGEST`] bytes, so a scan that calls it at
//! every numeral of a text stays linear.

use rust_decimal::Decimal;

use super::{Number, Value};
use crate::bulletin::Hedge;

/// No number is longer than this, in bytes.
const LONGEST: usize = 160;

/// A [`Decimal`] holds this many digits, whatever they are.
const MOST_DIGITS: u32 = 28;

/// The powers of ten that an `i128` holds.
const POWERS: [i128; 39] = {
    let mut powers = [1; 39];
    let mut zeros = 1;
    while zeros < powers.len() {
        powers[zeros] = powers[zeros - 1] * 10;
        zeros += 1;
    }
    powers
};

/// One with so many zeros.
fn power(zeros: u32) -> Option<i128> {
    POWERS.get(zeros as usize).copied()
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    /// Begins with digits: `12`, `1.5万`.
    Digits,
    /// Begins with a Chinese numeral: `十二`, `六百万`.
    Chinese,
    /// One Chinese digit: `三`, `两`.
    OneDigit,
    /// Chinese digits by place, as years are written: `一九九五`.
    Places,
    /// A scale alone: `千万`, `亿`.
    Scale,
    /// Has an end open: `数百`, `十几`, `上千`.
    Vague,
    /// A fraction in words: `三分之二`.
    Fraction,
    /// `百分之五`
    Percent,
    /// `千分之五`
    Permille,
}

/// One number of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Numeral {
    /// Where it ends.
    pub(crate) end: usize,
    /// Its value, scale multiplied in.
    pub(crate) value: Value,
    /// The scale that was multiplied in last, as a power of ten: 4 of `1.2万`.
    pub(crate) zeros: u32,
    /// A hedge that stands inside: `余`, `多`, `来`.
    pub(crate) hedge: Hedge,
    /// How it is written.
    pub(crate) script: Script,
}

/// What may stand where a number was looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Read {
    /// A number.
    Number(Numeral),
    /// More digits than an exact value can hold, up to the place given.
    TooLong(usize),
}

/// The digit that a Chinese numeral is.
pub(crate) fn chinese_digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' => 1,
        '二' | '两' | '兩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The power of ten that a character stands for.
fn zeros_of(c: char) -> Option<u32> {
    Some(match c {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        _ => return None,
    })
}

/// Reads the number that begins at `at`, if one does.
pub(crate) fn read(text: &str, at: usize) -> Option<Read> {
    let limit = text.floor_char_boundary((at + LONGEST).min(text.len()));
    let mut cursor = Cursor { text: &text[..limit], at };
    let first = cursor.peek()?;
    if first.is_ascii_digit() {
        return Some(match digits(&mut cursor) {
            // 16分之5
            Ok(numeral) => Read::Number(fraction(&mut cursor, numeral).unwrap_or(numeral)),
            Err(TooLong) => {
                cursor.skip_digits();
                Read::TooLong(cursor.at)
            }
        });
    }
    let numeral = match first {
        '数' | '几' | '上' => vague(&mut cursor)?,
        _ => chinese(&mut cursor)?,
    };
    Some(Read::Number(fraction(&mut cursor, numeral).unwrap_or(numeral)))
}

/// A number has more digits than a [`Decimal`] holds.
struct TooLong;

#[derive(Clone, Copy)]
struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn peek_second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    /// Takes the next character if `read` makes something of it.
    fn take<T>(&mut self, read: impl Fn(char) -> Option<T>) -> Option<T> {
        let c = self.peek()?;
        let taken = read(c)?;
        self.at += c.len_utf8();
        Some(taken)
    }

    fn take_str(&mut self, word: &str) -> Option<()> {
        self.rest().starts_with(word).then(|| self.at += word.len())
    }

    /// A scale, where it is one and does not begin a unit (千瓦, 百分点).
    fn take_scale(&mut self) -> Option<u32> {
        if self.rest().starts_with("个亿") {
            // 1.3个亿
            self.at += '个'.len_utf8();
        }
        let c = self.peek()?;
        let zeros = zeros_of(c)?;
        let next = self.peek_second();
        let of_unit = match c {
            '千' => {
                matches!(next, Some('瓦' | '克' | '米' | '卡' | '伏' | '赫' | '帕' | '焦' | '字'))
            }
            '百' => next == Some('帕') || self.rest().starts_with("百分点"),
            _ => false,
        };
        if of_unit {
            return None;
        }
        self.at += c.len_utf8();
        Some(zeros)
    }

    /// `个半` between a number and 小时: what it adds.
    fn take_half(&mut self) -> Option<Exact> {
        let unit = self.rest().strip_prefix("个半")?;
        if !unit.starts_with("小时") && !unit.starts_with("钟头") {
            return None;
        }
        self.at += "个半".len();
        Some(Exact { mantissa: 5, decimals: 1 })
    }

    /// All scales that follow one another, `千万` = 7 zeros, at most three.
    fn take_scales(&mut self) -> u32 {
        let mut zeros = 0;
        for _ in 0..3 {
            zeros += self.take_scale().unwrap_or(0);
        }
        zeros
    }

    /// 余 or 多 where it belongs to the number.
    fn take_hedge(&mut self) -> Option<Hedge> {
        let blank = self.rest().starts_with([' ', '\u{3000}'])
            && self.peek_second().is_some_and(|c| matches!(c, '余' | '多'));
        if blank || self.rest().starts_with("个多亿") {
            self.take(Some);
        }
        let c = self.peek()?;
        let next = self.peek_second();
        let hedge = match c {
            '余' | '餘' if next.is_some_and(|c| !c.is_ascii_digit()) => Hedge::Over,
            // 3800多元, but 多元化
            '多' if self.rest().starts_with("多元") => {
                let word = self.rest()["多元".len()..].starts_with(['化', '性', '主', '投']);
                (!word).then_some(Hedge::Over)?
            }
            '多' if !matches!(next, None | Some('样' | '边' | '式' | '于' | '达')) => {
                Hedge::Over
            }
            _ => return None,
        };
        self.at += c.len_utf8();
        Some(hedge)
    }

    fn skip_digits(&mut self) {
        while self.take(|c| (c.is_ascii_digit() || c == '.').then_some(())).is_some() {}
    }

    /// Blanks, or a broken line, where a scale follows: `1.6 亿`.
    fn skip_blank_before_scale(&mut self) {
        /// There are no more of them than this.
        const MOST: usize = 3;
        let rest = self.rest();
        let blank = rest.chars().take(MOST).take_while(|c| c.is_whitespace());
        let len: usize = blank.map(char::len_utf8).sum();
        if rest[len..].chars().next().and_then(zeros_of).is_some() {
            self.at += len;
        }
    }
}

/// `mantissa × 10^-decimals`
#[derive(Clone, Copy)]
struct Exact {
    mantissa: i128,
    decimals: u32,
}

impl Exact {
    const fn integer(mantissa: i128) -> Exact {
        Exact { mantissa, decimals: 0 }
    }

    /// Times a power of ten.
    fn scaled(self, zeros: u32) -> Option<Exact> {
        if zeros == 0 {
            return Some(self);
        }
        let drop = zeros.min(self.decimals);
        let factor = power(zeros - drop)?;
        let mantissa = self.mantissa.checked_mul(factor)?;
        Some(Exact { mantissa, decimals: self.decimals - drop })
    }

    fn plus(self, other: Exact) -> Option<Exact> {
        let decimals = self.decimals.max(other.decimals);
        let lift = |x: Exact| x.mantissa.checked_mul(power(decimals - x.decimals)?);
        Some(Exact { mantissa: lift(self)?.checked_add(lift(other)?)?, decimals })
    }

    fn number(self) -> Option<Number> {
        let decimal = match i64::try_from(self.mantissa) {
            // most are short
            Ok(short) => Decimal::try_new(short, self.decimals),
            Err(_) => Decimal::try_from_i128_with_scale(self.mantissa, self.decimals),
        };
        decimal.ok().map(Number::Decimal)
    }

    fn is_below(self, zeros: u32) -> bool {
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

/// `12,345.67`
fn mantissa(cursor: &mut Cursor<'_>) -> Result<Exact, TooLong> {
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
struct Digits {
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
fn middle_dot(rest: &str) -> bool {
    let behind = rest.trim_start_matches('·').trim_start_matches(|c: char| c.is_ascii_digit());
    behind.starts_with(['%', '万', '亿', '倍', '元', '吨', '公', '亩'])
}

/// The length of the comma, where one and just three digits come next. Old texts
/// set thousands off by the Chinese comma: `3，189，270，000元`.
fn thousands_comma(rest: &str) -> Option<usize> {
    let comma = [",", "，"].into_iter().find(|comma| rest.starts_with(comma))?.len();
    let group = rest.as_bytes().get(comma..comma + 3)?;
    let more = rest.as_bytes().get(comma + 3).is_some_and(u8::is_ascii_digit);
    (group.iter().all(u8::is_ascii_digit) && !more).then_some(comma)
}

/// A number that begins with digits.
fn digits(cursor: &mut Cursor<'_>) -> Result<Numeral, TooLong> {
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
fn scales_and_hedge(cursor: &mut Cursor<'_>) -> (u32, Hedge) {
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

fn all_scales_and_hedge(cursor: &mut Cursor<'_>) -> (u32, Hedge) {
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

/// A Chinese numeral, read from left to right in sections of 亿 and 万.
fn chinese(cursor: &mut Cursor<'_>) -> Option<Numeral> {
    one_digit(cursor).or_else(|| sections(cursor))
}

/// `三` of 三家: one digit, as most numerals are, and behind it nothing with which one goes on.
fn one_digit(cursor: &mut Cursor<'_>) -> Option<Numeral> {
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
fn sections(cursor: &mut Cursor<'_>) -> Option<Numeral> {
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
struct Sections {
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
        self.last_zeros = zeros;
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
                Some(digit) => digit * factor,
                // 千百, 百千: not a number that goes on
                None if self.open > 0 => return None,
                None => factor,
            };
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

enum InHedge {
    Hedge(Hedge),
    /// 几: some more, up to the next ten.
    Some,
}

fn take_chinese_hedge(cursor: &mut Cursor<'_>) -> Option<InHedge> {
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
fn some_more(cursor: &mut Cursor<'_>, sum: &Sections, step: i128) -> Option<Numeral> {
    let (whole, _) = sum.total()?;
    let zeros = cursor.take_scales();
    let hedge = cursor.take_hedge().unwrap_or_default();
    let end = |value: i128| Exact::integer(value).scaled(zeros)?.number();
    let value = Value::Range { low: end(whole + step), high: end(whole + 9 * step) };
    Some(Numeral { end: cursor.at, value, zeros, hedge, script: Script::Vague })
}

/// `点五八`
fn point(cursor: &mut Cursor<'_>) -> Option<Exact> {
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
fn by_place(cursor: &mut Cursor<'_>) -> Option<Numeral> {
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
fn vague(cursor: &mut Cursor<'_>) -> Option<Numeral> {
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
fn fraction(cursor: &mut Cursor<'_>, whole: Numeral) -> Option<Numeral> {
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

        /// The short ways end where the long ones do.
        #[test]
        fn what_most_numbers_are_is_read_as_all_are(
            text in "[零〇一二两三九十百千万亿点个半小时多余几数来瓦克 \u{3000}元,，.0-9]{0,8}",
        ) {
            let cursor = Cursor { text: &text, at: 0 };
            let (mut short, mut long) = (cursor, cursor);
            if let Some(numeral) = one_digit(&mut short) {
                prop_assert_eq!(Some(numeral), sections(&mut long));
                prop_assert_eq!(short.at, long.at);
            }
            let (mut short, mut long) = (cursor, cursor);
            prop_assert_eq!(scales_and_hedge(&mut short), all_scales_and_hedge(&mut long));
            prop_assert_eq!(short.at, long.at);
        }
    }

    fn show(text: &str) -> String {
        match read(text, 0) {
            None => "-".to_owned(),
            Some(Read::TooLong(end)) => format!("too long {end}"),
            Some(Read::Number(n)) => {
                let hedge = match n.hedge {
                    Hedge::None => "",
                    Hedge::About => " about",
                    Hedge::Over => " over",
                    Hedge::Under => " under",
                };
                format!("{} {}{hedge}", &text[..n.end], n.value)
            }
        }
    }

    #[test]
    fn numbers_are_read_as_far_as_they_go() {
        // one row: the text, what is read of it, its value, the hedge inside
        for row in include_str!("numeral.tsv").lines().filter(|row| !row.starts_with('#')) {
            let (text, want) = row.split_once('\t').expect("two cells");
            assert_eq!(show(text), want, "{text}");
        }
    }

    #[test]
    fn digits_without_end_are_told_not_held() {
        let text = "9".repeat(500);
        assert!(matches!(read(&text, 0), Some(Read::TooLong(_))));
        let text = "亿".repeat(500);
        assert!(read(&text, 0).is_none_or(|r| matches!(r, Read::Number(n) if n.end <= LONGEST)));
    }
}
