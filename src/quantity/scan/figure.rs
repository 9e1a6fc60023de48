//! Numbers with their units: alone, in ranges, as shares.
//!
//! ```text
//! 1.6亿|元     3—5|个     10%至15|%     1/3     17.6:40.1:42.3     五天半     翻一番
//! ```

use rust_decimal::Decimal;

use super::points::is_article;
use super::{Break, Counted, Scanner, What};

use crate::Dimension;
use crate::bulletin::{Hedge, QuantityKind};
use crate::number::numeral::{self, Numeral, Read, Script};
use crate::number::{Number, Value, WAN};
use crate::outline;
use crate::quantity::names;
use crate::quantity::words::{self, Class};
use crate::time;
use crate::unit::{self, After, Unit};

impl<'t> Scanner<'t, '_> {
    /// `翻一番`, `翻了两番`, `翻番`
    pub(super) fn turn(&mut self, at: usize) -> Option<usize> {
        let rest = &self.text[at + '翻'.len_utf8()..];
        let mut hedge = Hedge::None;
        let (times, end) = if rest.starts_with('番') {
            (1, at + "翻番".len())
        } else {
            let mut skip = if rest.starts_with('了') { '了'.len_utf8() } else { 0 };
            let bound = rest[skip..].chars().next().and_then(|c| match c {
                '近' => Some(Hedge::Under),
                '约' => Some(Hedge::About),
                '超' => Some(Hedge::Over),
                _ => None,
            });
            if let Some(bound) = bound {
                hedge = bound;
                skip += '近'.len_utf8();
            }
            let c = rest[skip..].chars().next()?;
            let times = numeral::chinese_digit(c).or_else(|| c.to_digit(10))?;
            let after = skip + c.len_utf8();
            rest[after..].starts_with('番').then_some(())?;
            (times, at + '翻'.len_utf8() + after + '番'.len_utf8())
        };
        let value = Value::Exact(Number::Decimal(2_u32.checked_pow(times)?.into()));
        let unit = Unit::named("倍", Dimension::Ratio);
        let counted = Counted {
            kind: QuantityKind::Ratio,
            value,
            unit: Some(unit),
            hedge,
            script: Script::Vague,
            zeros: 0,
        };
        self.push(at..end, What::Number(counted))
    }

    pub(super) fn numeral(&mut self, at: usize) -> Option<usize> {
        if let Some(end) = names::covering(self.text, self.passage.start, at) {
            // 同一 is a word, but 同|一九八○年 is none
            let year = time::read(self.rest(at), self.now).filter(|time| at + time.len > end);
            return year
                .map_or(Some(end), |year| self.push(at..at + year.len, What::Time(year.value)));
        }
        if let Some(plan) = time::plan(self.rest(at)) {
            return self.push(at..at + plan.len, What::Time(plan.value));
        }
        self.time(at).or_else(|| self.zero(at)).or_else(|| self.number(at))
    }

    /// `零败诉`
    fn zero(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at).strip_prefix('零')?;
        let stated = matches!(self.before(at), Some('为' | '是'))
            && rest.starts_with(|c: char| ['，', '。', '；', ',', '.', ';'].contains(&c));
        if !stated {
            names::event(rest)?;
        }
        let counted = Counted {
            kind: QuantityKind::Amount,
            value: Value::Exact(Number::Decimal(0.into())),
            unit: None,
            hedge: Hedge::None,
            script: Script::OneDigit,
            zeros: 0,
        };
        self.push(at..at + '零'.len_utf8(), What::Number(counted))
    }

    pub(super) fn digits(&mut self, at: usize) -> Option<usize> {
        let mut back = self.text[self.passage.start..at].chars().rev();
        let (last, second) = (back.next(), back.next());
        let stop = last == Some('.') && second.is_some_and(|c| !c.is_ascii());
        // 27座/1136延米
        let stop = stop || (last == Some('/') && second.is_some_and(|c| !c.is_ascii()));
        let glued = last.filter(|_| !stop).is_some_and(|c| {
            c.is_ascii_alphabetic() || matches!(c, '+' | '_' | '.' | '/' | '@' | '#' | '·' | '×')
        });
        if glued && !self.is_of_devices(at) {
            return Some(self.skip_code(at));
        }
        self.time(at).or_else(|| self.number(at)).or_else(|| Some(self.skip_code(at)))
    }

    /// Whether the digits at `at` count devices that are named by letters: `购置CT|1台`,
    /// but no `A4`, no `G20峰会`.
    fn is_of_devices(&self, at: usize) -> bool {
        /// Names are no longer, and the number of devices neither.
        const LONGEST: usize = 6;
        const MOST_DIGITS: usize = 3;
        let before = &self.text.as_bytes()[self.passage.start..at];
        let name = before.iter().rev().take(LONGEST).take_while(|b| b.is_ascii_uppercase()).count();
        let word = self.text[..at - name].chars().next_back();
        let stands = word.is_some_and(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | '、'));
        let behind = self.rest(at);
        let digits = behind.bytes().take(MOST_DIGITS).take_while(u8::is_ascii_digit).count();
        name > 1
            && stands
            && unit::read(&behind[digits..]).is_some_and(|unit| unit.counts(unit::Counted::Solids))
    }

    /// The end of the digits, letters and joints of a code: `0575-8888`, `1+10+N`.
    fn skip_code(&self, at: usize) -> usize {
        let joint = |b: u8| b.is_ascii_alphanumeric() || b"+-_./@#:".contains(&b);
        at + self.rest(at).bytes().take_while(|&b| joint(b)).count()
    }

    /// A number with its unit, alone, in a range or before a list.
    pub(super) fn number(&mut self, at: usize) -> Option<usize> {
        let numeral = match numeral::read(self.text, at)? {
            Read::Number(numeral) => numeral,
            Read::TooLong(end) => return self.push(at..end, What::TooLong),
        };
        let figure = self.figure(at, numeral);
        if let Some(end) = self.range(&figure) {
            return Some(end);
        }
        if let Some(end) = self.fraction(&figure) {
            return Some(end);
        }
        if self.points(&figure) {
            return self.push(at..figure.end, What::Name);
        }
        if let Some(end) = self.list_number(&figure) {
            return self.push(at..end, What::Break(Break::Clause));
        }
        if let Some(end) = self.proportion(&figure) {
            return Some(end);
        }
        if self.is_code(&figure) {
            let end = self.skip_code(figure.end);
            return self.push(at..end, What::Name);
        }
        let spoken_of = |unit: &Unit<'_>| {
            is_article(&figure, unit) || self.is_period(&figure, unit) || self.recurs(&figure, unit)
        };
        if let Some(unit) = figure.unit.filter(spoken_of) {
            // 这五年: a time that was spoken of
            return self.push(at..figure.end + unit.len, What::Time(None));
        }
        let (mut counted, end) = self.with_unit(&figure)?;
        let mut start = at;
        if let Some(sign) = self.minus(&figure) {
            let Value::Exact(Number::Decimal(value)) = counted.value else { return None };
            counted.value = Value::Exact(Number::Decimal(-value));
            start -= sign;
        }
        let end = self.and_a_half(&mut counted, end);
        self.push(start..end, What::Number(counted))
    }

    /// Looks around a number.
    fn figure(&self, at: usize, numeral: Numeral) -> Figure<'t> {
        let rest = self.rest(numeral.end);
        Figure {
            at,
            end: numeral.end,
            before: self.before(at),
            next: rest.chars().next(),
            unit: unit::read(rest),
            numeral,
        }
    }

    /// `1/3`
    fn fraction(&mut self, figure: &Figure<'t>) -> Option<usize> {
        if figure.next != Some('/') {
            return None;
        }
        let Figure { at, end, ref numeral, .. } = *figure;
        let Value::Exact(Number::Decimal(numerator)) = numeral.value else { return None };
        let under = self.rest(end + 1);
        let len = under.bytes().take(4).take_while(u8::is_ascii_digit).count();
        let joined = under[len..].starts_with(['/', '-', '.', ':', '万', '亿']);
        let whole = numeral.zeros == 0 && numerator.is_integer();
        let numerator = u64::try_from(numerator).ok().filter(|_| whole)?;
        let denominator =
            under[..len].parse().ok().filter(|&under| numerator < under && under <= 100)?;
        if joined || figure.before == Some('-') {
            return None;
        }
        let counted = Counted {
            kind: QuantityKind::Ratio,
            value: Value::Exact(Number::Fraction { numerator, denominator }),
            unit: None,
            hedge: Hedge::None,
            script: Script::Fraction,
            zeros: 0,
        };
        self.push(at..end + 1 + len, What::Number(counted))
    }

    /// `3—5个`, `10%至15%`, `3到5年`
    fn range(&mut self, figure: &Figure<'t>) -> Option<usize> {
        let low = &figure.numeral;
        let mut end = low.end;
        let own = figure.unit.filter(|_| low.script != Script::Percent);
        let behind = own.and_then(|unit| Some((end + unit.len, self.joins(end + unit.len)?)));
        if let Some((unit_end, _)) = behind {
            end = unit_end;
        }
        let start = behind.map(|(_, start)| start).or_else(|| self.joins(end))?;
        let Value::Exact(from) = low.value else { return None };
        let moves = figure.before.is_some_and(|c| matches!(c, '由' | '从' | '自' | '的'));
        if moves && end > low.end {
            return None;
        }
        let Some(Read::Number(high)) = numeral::read(self.text, start) else { return None };
        let Value::Exact(Number::Decimal(to)) = high.value else { return None };
        let (counted, close) = match low.script {
            // 百分之四到五
            Script::Percent if high.script == Script::OneDigit => {
                (self.with_unit(figure)?.0, high.end)
            }
            _ => self.with_unit(&self.figure(start, high))?,
        };
        if end > low.end && own.map(|u| u.name) != counted.unit.map(|u| u.name) {
            return None;
        }
        let scaled = match numeral::scale_value(low.value, high.zeros) {
            // 十八至三十万: what is above the high end is tried and dropped below
            Some(Value::Exact(scaled)) if low.zeros < WAN && end == low.end => scaled,
            _ => from,
        };
        let smaller = |n: Number| matches!(n, Number::Decimal(d) if d < to);
        let low = [scaled, from].into_iter().find(|&n| smaller(n))?;
        let value = Value::Range { low: Some(low), high: Some(Number::Decimal(to)) };
        self.push(figure.at..close, What::Number(Counted { value, ..counted }))
    }

    /// Where the number behind a range's dash begins.
    fn joins(&self, at: usize) -> Option<usize> {
        const DASHES: [&str; 9] = ["——", "—", "–", "--", "-", "~", "〜", "至", "到"];
        let mut rest = self.rest(at);
        // 70 - 90
        if rest.starts_with(' ') && rest[1..].starts_with(['—', '–', '-', '~']) {
            rest = &rest[1..];
        }
        let next = rest.chars().next()?;
        if !matches!(next, '—' | '–' | '-' | '~' | '〜' | '至' | '到') {
            return None;
        }
        let dash = DASHES.iter().find(|dash| rest.starts_with(*dash))?;
        let behind = &rest[dash.len()..];
        let behind = behind.strip_prefix(' ').unwrap_or(behind);
        Some(self.text.len() - behind.len())
    }

    /// The end of the number of a point inside a paragraph: `；2.新建`, `；20.2026年`.
    fn list_number(&self, figure: &Figure<'t>) -> Option<usize> {
        let digits = match self.text.as_bytes()[figure.at..] {
            [_, b'.', ..] => 1,
            [_, _, b'.', ..] if figure.end > figure.at + 1 => 2,
            _ => return None,
        };
        let opens = figure.before.is_none_or(|c| c.is_whitespace() || outline::opens_point(c));
        if !opens {
            return None;
        }
        let end = figure.at + digits + 1;
        let after = self.rest(end);
        let year = time::read(after, self.now).is_some_and(|time| time.len > "2026".len());
        let ends = !after.starts_with(|c: char| c.is_ascii_digit()) || year;
        ends.then_some(end)
    }

    /// `17.6:40.1:42.3`: the parts of a whole.
    fn proportion(&mut self, figure: &Figure<'t>) -> Option<usize> {
        /// So many parts and no more have a proportion.
        const MOST: usize = 6;
        let Figure { at, numeral: ref first, .. } = *figure;
        if first.script != Script::Digits || !matches!(figure.next, Some(':' | '：' | '∶')) {
            return None;
        }
        let mut parts = vec![(at..first.end, first.value)];
        let mut end = first.end;
        while parts.len() < MOST {
            let Some(colon) = [":", "：", "∶"].iter().find(|c| self.rest(end).starts_with(**c))
            else {
                break;
            };
            let from = end + colon.len();
            let Some(Read::Number(next)) = numeral::read(self.text, from) else { break };
            if next.script != Script::Digits || next.zeros > 0 {
                break;
            }
            parts.push((from..next.end, next.value));
            end = next.end;
        }
        // whole numbers may be a time of day, unless they make up a hundred
        let decimal = self.text[at..end].contains('.');
        let sum: Decimal = parts.iter().filter_map(|(_, value)| whole(*value)).sum();
        let hundred = (sum - Decimal::ONE_HUNDRED).abs() <= Decimal::ONE;
        if parts.len() < 3 || !(decimal || hundred) {
            return None;
        }
        for (span, value) in parts {
            let counted = Counted {
                kind: QuantityKind::Ratio,
                value,
                unit: None,
                hedge: Hedge::None,
                script: Script::Fraction,
                zeros: 0,
            };
            self.push(span, What::Number(counted));
        }
        Some(end)
    }

    /// The length of the sign of a negative number: `增速-3.2%`, `负3.2%`, but no dash
    /// between two numbers, and no 担负3项.
    pub(super) fn minus(&self, figure: &Figure<'t>) -> Option<usize> {
        let sign = figure.before.filter(|c| matches!(c, '-' | '负'))?;
        let second = self.before(figure.at - sign.len_utf8());
        let negative = match sign {
            '-' => {
                second.is_some_and(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | '：' | '、' | '，'))
            }
            _ => !second.is_some_and(|c| "担抱自胜欠肩身重减背辜税责".contains(c)),
        };
        negative.then_some(sign.len_utf8())
    }

    /// The number with the unit behind it; `None` where it is no quantity.
    fn with_unit(&self, figure: &Figure<'t>) -> Option<(Counted<'t>, usize)> {
        let numeral = &figure.numeral;
        let mut counted = Counted {
            kind: QuantityKind::Amount,
            value: numeral.value,
            unit: None,
            hedge: numeral.hedge,
            script: numeral.script,
            zeros: numeral.zeros,
        };
        let share = match numeral.script {
            Script::Percent => Some(Some("%")),
            Script::Permille => Some(Some("‰")),
            Script::Fraction => Some(None),
            _ => None,
        };
        if let Some(unit) = share {
            counted.kind = QuantityKind::Ratio;
            counted.unit = unit.map(|unit| Unit::named(unit, Dimension::Ratio));
            return Some((counted, numeral.end));
        }
        let mut end = numeral.end;
        let mut unit = figure.unit;
        if numeral.script == Script::Digits && figure.next == Some(' ') {
            end += 1;
            unit = unit::read(self.rest(end));
        }
        if let Some(len) = unit::measure_word(self.rest(end)) {
            // 8个多百分点
            end += len;
            counted.hedge = Hedge::Over;
            unit = unit::read(self.rest(end)).or_else(|| month(self.rest(end)));
        }
        if let Some(unit) = self.stands(figure, unit, self.rest(end)) {
            counted.unit = Some(unit);
            if unit.dimension == Some(Dimension::Ratio) {
                counted.kind = QuantityKind::Ratio;
            }
            return Some((counted, end + unit.len));
        }
        let hedge = self.stands_bare(figure, self.rest(end))?;
        if hedge != Hedge::None {
            counted.hedge = hedge;
        }
        Some((counted, numeral.end))
    }

    /// The unit that `rest` begins with: `known` of the table, or another, where it stands for one.
    fn stands(
        &self,
        figure: &Figure<'t>,
        known: Option<Unit<'t>>,
        rest: &'t str,
    ) -> Option<Unit<'t>> {
        let unit =
            known.or_else(|| letters(rest).map(Unit::unknown)).or_else(|| days_within(rest))?;
        let stands = !begins_noun(&unit, &figure.numeral, rest)
            && fits(&unit, &figure.numeral, figure.before, &rest[unit.len..])
            && !is_article(figure, &unit);
        stands.then_some(unit)
    }

    /// Whether a number is one without a unit behind it, and a hedge that tells so:
    /// `近千万知识青年`, `突破万亿，`.
    fn stands_bare(&self, figure: &Figure<'t>, rest: &str) -> Option<Hedge> {
        let Figure { before, ref numeral, .. } = *figure;
        if numeral.script == Script::Digits {
            return Some(Hedge::None);
        }
        let noun = rest.starts_with(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
        let counts = match numeral.script {
            Script::Chinese | Script::Vague => noun,
            Script::Scale => noun && matches!(before, Some('近' | '超' | '逾' | '约')),
            _ => false,
        };
        let passed = numeral.script == Script::Scale
            && matches!(before, Some('破' | '过' | '超' | '近' | '逾' | '达' | '越'))
            && (rest.is_empty()
                || rest.starts_with(['，', '。', '；', '、', ',', ';', '！', '）', '”']));
        let over = passed && matches!(before, Some('破' | '越'));
        (numeral.zeros >= WAN && (counts || passed)).then_some(if over {
            Hedge::Over
        } else {
            Hedge::None
        })
    }

    /// A single Chinese digit that counts nothing of its own.
    fn one_digit(&self, at: usize) -> Option<(u32, usize)> {
        let mut rest = self.rest(at).chars();
        let first = rest.next()?;
        let digit = numeral::chinese_digit(first)?;
        let ends =
            rest.next().is_none_or(|c| ['，', '。', '；', '、', ',', ';', '的', '以'].contains(&c));
        (ends && digit > 0).then_some((digit, first.len_utf8()))
    }

    /// Adds what stands behind the unit at `end`, and gives its end: `五天|半`, `八成|五`.
    fn and_a_half(&self, counted: &mut Counted<'t>, end: usize) -> usize {
        let Some(unit) = counted.unit else { return end };
        let Value::Exact(Number::Decimal(whole)) = counted.value else { return end };
        let tenths = unit.name == "成";
        // 两年半, 三斤半, 三成半
        let measured = matches!(
            unit.dimension,
            Some(Dimension::Time | Dimension::Mass | Dimension::Length | Dimension::Volume)
        );
        let (added, len) = if tenths && let Some(digit) = self.one_digit(end) {
            digit
        } else if (measured || tenths)
            && counted.zeros == 0
            && counted.hedge == Hedge::None
            && self.rest(end).starts_with('半')
        {
            (5, '半'.len_utf8())
        } else {
            return end;
        };
        let Some(sum) = whole.checked_add(Decimal::new(added.into(), 1)) else { return end };
        counted.value = Value::Exact(Number::Decimal(sum));
        end + len
    }
}

/// A number, with what stands around it: looked at once, for all that asks.
pub(super) struct Figure<'t> {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) numeral: Numeral,
    /// The character before it, and the one behind.
    pub(super) before: Option<char>,
    pub(super) next: Option<char>,
    /// The unit of the table behind it, whether it is the number's or not.
    pub(super) unit: Option<Unit<'t>>,
}

pub(super) fn is_one(numeral: &Numeral) -> bool {
    numeral.value == Value::Exact(Number::Decimal(Decimal::ONE))
}

/// The value that a part of a proportion states.
fn whole(value: Value) -> Option<Decimal> {
    match value {
        Value::Exact(Number::Decimal(value)) => Some(value),
        _ => None,
    }
}

/// `1个多|月`: what is left of 个月 behind 个多.
fn month(rest: &str) -> Option<Unit<'static>> {
    let mut month = unit::read("个月").filter(|_| rest.starts_with('月'))?;
    month.len = '月'.len_utf8();
    Some(month)
}

/// `7日内`: no date.
fn days_within(rest: &str) -> Option<Unit<'static>> {
    let behind = rest.strip_prefix('日')?;
    ["内", "以内", "之内"].iter().any(|word| behind.starts_with(word)).then(|| {
        let mut day = Unit::named("日", Dimension::Time);
        day.len = day.name.len();
        day
    })
}

/// `900万|个体工商户`, `5万亿|台阶`: a noun that begins as a unit does.
fn begins_noun(unit: &Unit<'_>, numeral: &Numeral, rest: &str) -> bool {
    numeral.zeros >= WAN
        && words::longest(rest).is_some_and(|(len, word)| {
            // 1.3万|人|群众, though 人群 is a noun too
            let goes_on = words::longest(&rest[unit.len..]).map_or(0, |(behind, _)| behind);
            let noun = matches!(word.class, Class::Noun | Class::Head | Class::Stop);
            len > unit.len && noun && unit.len + goes_on <= len
        })
}

/// A unit in letters that no table has: two letters or more, with no digit behind them.
pub(super) fn letters(rest: &str) -> Option<&str> {
    let len = rest.bytes().take(7).take_while(u8::is_ascii_alphabetic).count();
    let ends =
        !rest[len..].starts_with(|c: char| c.is_ascii_digit() || ['-', '_', '+'].contains(&c));
    ((2..=6).contains(&len) && ends).then(|| &rest[..len])
}

/// Whether a unit can stand behind a number of this form.
fn fits(unit: &Unit<'_>, numeral: &Numeral, before: Option<char>, after: &str) -> bool {
    let name = unit.name;
    match numeral.script {
        Script::OneDigit => {
            if unit.after == After::Digits {
                return false;
            }
            // 一 with a classifier is an article, but with a measure a number
            let article = is_one(numeral) && unit.dimension.is_some_and(Dimension::counts);
            // 教学楼一幢，教学楼一幢1280平方米
            // but 最贵的一间1288元
            let solid = unit.counts(unit::Counted::Solids) && before != Some('的');
            let ends = |c: char| "，。；、".contains(c) || (solid && c.is_ascii_digit());
            !article || before == Some('、') || after.starts_with(ends)
        }
        Script::Places => false,
        // 2235万|城市居民
        _ if numeral.zeros >= WAN && unit.is_noun() => false,
        Script::Digits | Script::Percent | Script::Permille | Script::Fraction => {
            // 3级别 is no grade
            let grade = name == "级" && after.starts_with('别');
            // 由0.45升至0.58
            let rises = name == "升" && after.starts_with(['至', '到', '为']);
            !grade && !rises
        }
        // 二十四亿度, but 三度
        Script::Chinese | Script::Vague => unit.after != After::Digits || numeral.zeros >= WAN,
        // 千亿县
        Script::Scale => unit.after != After::Digits,
    }
}
