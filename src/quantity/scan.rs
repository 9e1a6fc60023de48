//! A passage → the marks in it: numbers with their units, times, names, breaks.
//!
//! ```text
//! 全年|财政总收入达|1.6亿元|，|其中…      Time, Number, Break(Clause)
//! ```
//!
//! One pass over the text. A table tells for every character whether anything
//! can begin with it, so that most cost one look.

use std::ops::Range;
use std::sync::LazyLock;

use super::names;
use crate::bulletin::{Hedge, QuantityKind};
use crate::chars::CharTable;
use crate::number::numeral::{self, Numeral, Read, Script};
use crate::number::{Number, Value};
use crate::time::{self, Period};
use crate::unit::{self, After, Unit};

/// Something that stands at a place of a passage.
#[derive(Debug, Clone)]
pub(super) struct Mark<'t> {
    pub(super) span: Range<usize>,
    pub(super) what: What<'t>,
}

/// What a mark is.
#[derive(Debug, Clone)]
pub(super) enum What<'t> {
    /// A number that counts or measures.
    Number(Counted<'t>),
    /// A date or period.
    Time(Option<Period>),
    /// A name in quotes or brackets, or a number that is none; nothing inside is read.
    Name,
    /// A mark of punctuation.
    Break(Break),
    /// More digits than a value holds.
    TooLong,
}

/// A number with its unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted<'t> {
    pub(super) kind: QuantityKind,
    pub(super) value: Value,
    pub(super) unit: Option<Unit<'t>>,
    /// A hedge inside.
    pub(super) hedge: Hedge,
    pub(super) script: Script,
    /// What of the number is its own, for the list and the range that it may be part of.
    pub(super) zeros: u32,
}

impl Counted<'_> {
    /// Whether this is a length of time: 五年, 48小时.
    pub(super) fn is_duration(&self) -> bool {
        self.unit.and_then(|unit| unit.dimension) == Some(crate::Dimension::Time)
    }
}

/// The breaks, from the weakest to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// （ or ）
    Bracket,
    /// ，
    Clause,
    /// ；
    Semicolon,
    /// 。 or a line's end
    Sentence,
}

/// What may begin with a character.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Class {
    #[default]
    Nothing,
    Digit,
    Numeral,
    /// 第, 前, 首, 榜
    Order,
    /// 翻番
    Turn,
    /// 今, 去, 全: times in words
    Time,
    Quote,
    /// A full stop in ASCII, or a point in a number.
    Point,
    Break(Break),
}

static CLASSES: LazyLock<CharTable<Class>> = LazyLock::new(|| {
    CharTable::new([
        ("0123456789", Class::Digit),
        ("零〇○一二两兩三四五六七八九十百千万萬亿億数几", Class::Numeral),
        ("第前首榜", Class::Order),
        ("翻", Class::Turn),
        (".", Class::Point),
        ("今去全上下本当这明来", Class::Time),
        ("“《〔", Class::Quote),
        ("（）()", Class::Break(Break::Bracket)),
        ("，,：:", Class::Break(Break::Clause)),
        ("；;", Class::Break(Break::Semicolon)),
        ("。！？!?\n", Class::Break(Break::Sentence)),
    ])
});

/// The passage that is read.
pub(super) struct Scanner<'t, 'm> {
    text: &'t str,
    passage: Range<usize>,
    year: Option<i16>,
    marks: &'m mut Vec<Mark<'t>>,
}

/// Appends the marks of `text[passage]` to `marks`, in order; `year` is the document's.
pub(super) fn scan<'t>(
    text: &'t str,
    passage: Range<usize>,
    year: Option<i16>,
    marks: &mut Vec<Mark<'t>>,
) {
    Scanner { text: &text[..passage.end], passage, year, marks }.run();
}

/// A name in quotes is no longer than this, in bytes: some twenty characters.
const LONGEST_NAME: usize = 64;
/// So is a title in 《》.
const LONGEST_TITLE: usize = 300;

impl<'t> Scanner<'t, '_> {
    fn run(&mut self) {
        let classes = &*CLASSES;
        let bytes = self.text.as_bytes();
        let mut at = self.passage.start;
        while at < bytes.len() {
            let (class, len) = classes.at(bytes, at);
            let taken = match class {
                Class::Nothing => None,
                Class::Digit => self.digits(at),
                Class::Numeral => self.numeral(at),
                Class::Order => self.order(at),
                Class::Turn => self.turn(at),
                Class::Time => self.time(at).or_else(|| self.vague(at)),
                Class::Quote => self.quote(at),
                Class::Point => self.point(at),
                Class::Break(kind) => self.push(at..at + len, What::Break(kind)),
            };
            at = taken.unwrap_or(at + len);
        }
    }

    fn push(&mut self, span: Range<usize>, what: What<'t>) -> Option<usize> {
        let end = span.end;
        self.marks.push(Mark { span, what });
        Some(end)
    }

    fn rest(&self, at: usize) -> &'t str {
        &self.text[at..]
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[self.passage.start..at].chars().next_back()
    }

    fn time(&mut self, at: usize) -> Option<usize> {
        let time = time::read(self.rest(at), self.year)?;
        self.push(at..at + time.len, What::Time(time.value))
    }

    /// `上千万元`
    fn vague(&mut self, at: usize) -> Option<usize> {
        // 跨上万亿元台阶
        let verb = self.before(at).is_some_and(|c| "跨迈登站踏冲奔以之".contains(c));
        let scale = self.rest(at).strip_prefix('上')?.starts_with(['百', '千', '万', '亿']);
        let scale = scale && !verb;
        if scale { self.number(at) } else { None }
    }

    /// `“八八战略”`, `《…条例》`, `〔2024〕5号`: a name, unless it runs like a sentence.
    fn quote(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        if let Some(plan) = time::plan(rest) {
            return self.push(at..at + plan.len, What::Time(plan.value));
        }
        let (close, longest) = match rest.chars().next()? {
            '“' => ('”', LONGEST_NAME),
            '《' => ('》', LONGEST_TITLE),
            _ => ('〕', LONGEST_NAME),
        };
        let window = &rest[..rest.floor_char_boundary(longest)];
        let len = window.find(close)? + close.len_utf8();
        let inside = &window[..len];
        if close == '”' && inside.contains(['，', '。', '；', '\n']) {
            return None;
        }
        let mut end = at + len;
        if close == '〕' {
            end += self.rest(end).bytes().take_while(u8::is_ascii_digit).count();
            end += self.rest(end).chars().next().filter(|c| *c == '号').map_or(0, char::len_utf8);
        }
        self.push(at..end, What::Name)
    }

    /// `经济.发展`: the end of a sentence, where it stands behind a word or a percent sign.
    fn point(&mut self, at: usize) -> Option<usize> {
        let ends = self.before(at).is_some_and(|c| !c.is_ascii() || c == '%');
        if ends { self.push(at..at + 1, What::Break(Break::Sentence)) } else { None }
    }

    /// `翻一番`, `翻了两番`, `翻番`
    fn turn(&mut self, at: usize) -> Option<usize> {
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
        let unit = Unit::named("倍", crate::Dimension::Ratio);
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

    /// `第五`, `前十`, `首位`, `榜首`, and what with 第 or 前 is none of these.
    fn order(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        if let Some(word) = ["首位", "榜首"].iter().find(|word| rest.starts_with(*word)) {
            return self.place(at..at + word.len(), 1.into(), Hedge::None);
        }
        if let Some(end) = self.time(at) {
            return Some(end);
        }
        let first = rest.chars().next()?;
        if !matches!(first, '第' | '前') {
            return None;
        }
        let from = at + first.len_utf8();
        let (value, end) = self.place_number(from)?;
        if self.rest(end).starts_with(['%', '‰', '％']) {
            return None;
        }
        let (len, place) = self.place_unit(end);
        let place = if self.after_scope(at) && self.goes_on(end) { Place::Rank } else { place };
        if first == '前' {
            return if place == Place::Pointer
                || self.before(at) == Some('以')
                || self.before(at) == Some('提')
            {
                None
            } else {
                self.place(at..end + len, value, Hedge::Under)
            };
        }
        if place == Place::Pointer {
            // 第十四届, 第二产业, 第一、二产业
            let mut end = end;
            while let Some(next) = self.rest(end).strip_prefix('、') {
                let from = self.text.len() - next.len();
                match self.place_number(from) {
                    Some((_, after)) => end = after,
                    None => break,
                }
            }
            let tail = self
                .rest(end)
                .chars()
                .next()
                .filter(|c| "届次期产个条章节批号代卷册名任轮阶类".contains(*c));
            end += tail.map_or(0, char::len_utf8);
            return self.push(at..end, What::Name);
        }
        self.place(at..end + len, value, Hedge::None)
    }

    /// The number of a place: `五`, `10`, `十二`.
    fn place_number(&self, at: usize) -> Option<(rust_decimal::Decimal, usize)> {
        match numeral::read(self.text, at)? {
            Read::Number(Numeral { end, value: Value::Exact(Number::Decimal(value)), .. }) => {
                Some((value, end))
            }
            _ => None,
        }
    }

    /// How a place goes on behind its number, and how much of that is its own.
    fn place_unit(&self, end: usize) -> (usize, Place) {
        let rest = self.rest(end);
        let Some(next) = rest.chars().next() else { return (0, Place::Rank) };
        let own = match next {
            '位' | '名' => next.len_utf8(),
            _ => 0,
        };
        let after = self.rest(end + own).chars().next();
        let ends =
            after.is_none_or(|c| c.is_whitespace() || "，,。；;、！）)”的以和并及与且".contains(c));
        let ranked = own > 0 && (next != '名' || ends);
        (own, if ends || ranked { Place::Rank } else { Place::Pointer })
    }

    /// Whether a field or a verb of ranking stands before: 全区|前三, 位列|前三.
    fn after_scope(&self, at: usize) -> bool {
        const WORDS: [&str; 12] =
            ["位列", "位居", "排名", "居", "列", "排", "内", "国", "同类", "世界", "由", "从"];
        let before = &self.text[self.passage.start..at];
        let mut last = before.chars().rev();
        let scope = last.next().is_some_and(|c| "市省区县国镇乡州盟旗球".contains(c))
            && last.next() == Some('全');
        scope || WORDS.iter().any(|word| before.ends_with(word))
    }

    /// Whether what follows an ordinal is a new word, and not what it orders.
    fn goes_on(&self, end: usize) -> bool {
        !self
            .rest(end)
            .starts_with(|c: char| "年季个月天期批次届大产号条章节类级强家所、—-".contains(c))
    }

    fn place(
        &mut self,
        span: Range<usize>,
        value: rust_decimal::Decimal,
        hedge: Hedge,
    ) -> Option<usize> {
        let counted = Counted {
            kind: QuantityKind::Rank,
            value: Value::Exact(Number::Decimal(value)),
            unit: Some(Unit::named("位", crate::Dimension::Rank)),
            hedge,
            script: Script::Chinese,
            zeros: 0,
        };
        self.push(span, What::Number(counted))
    }

    fn numeral(&mut self, at: usize) -> Option<usize> {
        if let Some(end) = names::covering(self.text, self.passage.start, at) {
            return Some(end);
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
            && rest.starts_with(|c: char| "，。；,.;".contains(c));
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

    fn digits(&mut self, at: usize) -> Option<usize> {
        let mut back = self.text[self.passage.start..at].chars().rev();
        let (last, second) = (back.next(), back.next());
        let stop = last == Some('.') && second.is_some_and(|c| !c.is_ascii());
        let glued = last.filter(|_| !stop).is_some_and(|c| {
            c.is_ascii_alphabetic()
                || matches!(c, '+' | '_' | '.' | '/' | '@' | '#' | '·' | '×' | '＋')
        });
        if glued {
            return Some(self.skip_code(at));
        }
        self.time(at).or_else(|| self.number(at)).or_else(|| Some(self.skip_code(at)))
    }

    /// The end of the digits, letters and joints of a code: `0575-8888`, `1+10+N`.
    fn skip_code(&self, at: usize) -> usize {
        let joint = |b: u8| b.is_ascii_alphanumeric() || b"+-_./@#:".contains(&b);
        at + self.rest(at).bytes().take_while(|&b| joint(b)).count()
    }

    /// A number with its unit, alone, in a range or before a list.
    fn number(&mut self, at: usize) -> Option<usize> {
        let numeral = match numeral::read(self.text, at)? {
            Read::Number(numeral) => numeral,
            Read::TooLong(end) => return self.push(at..end, What::TooLong),
        };
        if let Some(end) = self.range(at, &numeral) {
            return Some(end);
        }
        if let Some(end) = self.fraction(at, &numeral) {
            return Some(end);
        }
        if self.points(at, &numeral) {
            return self.push(at..numeral.end, What::Name);
        }
        if self.is_list_number(at, &numeral) {
            return self.push(at..numeral.end + 1, What::Break(Break::Clause));
        }
        if let Some(end) = self.proportion(at, &numeral) {
            return Some(end);
        }
        if self.is_code(at, &numeral) {
            let end = self.skip_code(numeral.end);
            return self.push(at..end.max(numeral.end), What::Name);
        }
        let (mut counted, end) = self.with_unit(at, &numeral)?;
        let mut at = at;
        if self.is_negative(at) {
            let Value::Exact(Number::Decimal(value)) = counted.value else { return None };
            counted.value = Value::Exact(Number::Decimal(-value));
            at -= 1;
        }
        let end = self.and_a_half(counted, end).map_or((counted, end), |pair| pair);
        self.push(at..end.1, What::Number(end.0))
    }

    /// `1/3`
    fn fraction(&mut self, at: usize, numeral: &Numeral) -> Option<usize> {
        let Value::Exact(Number::Decimal(numerator)) = numeral.value else { return None };
        let under = self.rest(numeral.end).strip_prefix('/')?;
        let len = under.bytes().take(4).take_while(u8::is_ascii_digit).count();
        let joined = under[len..].starts_with(['/', '-', '.', ':']);
        let numerator = u64::try_from(numerator).ok().filter(|_| numeral.zeros == 0)?;
        let denominator =
            under[..len].parse().ok().filter(|&under| numerator < under && under <= 100)?;
        if joined || self.before(at) == Some('-') {
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
        self.push(at..numeral.end + 1 + len, What::Number(counted))
    }

    /// `3—5个`, `10%至15%`, `3到5年`
    fn range(&mut self, at: usize, low: &Numeral) -> Option<usize> {
        let Value::Exact(from) = low.value else { return None };
        let mut end = low.end;
        let own = unit::read(self.rest(end)).filter(|_| low.script != Script::Percent);
        if let Some(unit) = own.filter(|unit| self.joins(end + unit.len).is_some()) {
            end += unit.len;
        }
        let start = self.joins(end)?;
        let moves = self.before(at).is_some_and(|c| matches!(c, '由' | '从' | '自' | '的'));
        if moves && end > low.end {
            return None;
        }
        let Some(Read::Number(high)) = numeral::read(self.text, start) else { return None };
        let Value::Exact(Number::Decimal(to)) = high.value else { return None };
        let (counted, close) = match low.script {
            // 百分之四到五
            Script::Percent if high.script == Script::OneDigit => {
                (self.with_unit(at, low)?.0, high.end)
            }
            _ => self.with_unit(start, &high)?,
        };
        if end > low.end && own.map(|u| u.name) != counted.unit.map(|u| u.name) {
            return None;
        }
        let scaled = match numeral::scale_value(low.value, high.zeros) {
            Some(Value::Exact(scaled)) if low.zeros == 0 && end == low.end => scaled,
            _ => from,
        };
        let smaller = |n: Number| matches!(n, Number::Decimal(d) if d < to);
        let low = [scaled, from].into_iter().find(|&n| smaller(n))?;
        let value = Value::Range { low: Some(low), high: Some(Number::Decimal(to)) };
        self.push(at..close, What::Number(Counted { value, ..counted }))
    }

    /// Where the number behind a range's dash begins.
    fn joins(&self, at: usize) -> Option<usize> {
        const DASHES: [&str; 10] = ["——", "—", "–", "－", "--", "-", "~", "〜", "至", "到"];
        let rest = self.rest(at);
        let dash = DASHES.iter().find(|dash| rest.starts_with(*dash))?;
        Some(at + dash.len())
    }

    /// Whether this is the number of a point inside a paragraph: `；2.新建`.
    fn is_list_number(&self, at: usize, numeral: &Numeral) -> bool {
        let opens = self.before(at).is_none_or(|c| c.is_whitespace() || "；。：;:".contains(c));
        let after = self.rest(numeral.end).strip_prefix('.');
        let goes_on = after.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
        opens && numeral.end - at <= 2 && goes_on
    }

    /// `17.6:40.1:42.3`: the parts of a whole.
    fn proportion(&mut self, at: usize, first: &Numeral) -> Option<usize> {
        /// So many parts and no more have a proportion.
        const MOST: usize = 6;
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
        // two whole numbers are a time of day
        let decimal = self.text[at..end].contains('.');
        if parts.len() < 3 || !decimal || first.script != Script::Digits {
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

    /// Whether the number only points: 十二届十次全会, 331国道, 每万人.
    fn points(&self, at: usize, numeral: &Numeral) -> bool {
        let rest = self.rest(numeral.end);
        let session = rest.starts_with('次')
            && (self.before(at) == Some('届')
                || ["全会", "会议", "全体会议", "代表大会"]
                    .iter()
                    .any(|w| rest["次".len()..].starts_with(w)));
        let unit = unit::read(rest);
        let road = numeral.script == Script::Digits
            && unit.is_none_or(|unit| unit.after == After::Digits)
            && names::is_road(rest);
        let digits = &self.text[at..numeral.end];
        let year = digits.len() == 4
            && (digits.starts_with("19") || digits.starts_with("20"))
            && unit.is_some_and(|unit| unit.after == After::Digits);
        let per = numeral.script == Script::Scale
            && (self.before(at) == Some('每')
                || rest.starts_with("人拥有")
                || rest.starts_with("人均"));
        // 12345平台: service numbers have five digits and begin so
        let service = digits.len() == 5
            && ["12", "95", "96"].iter().any(|code| digits.starts_with(code))
            && unit.is_some_and(|unit| unit.after == After::Digits);
        // 二 with a classifier orders: 二轮, 二期
        let second = numeral.script == Script::OneDigit
            && self.text[at..].starts_with('二')
            && unit.is_some_and(|unit| unit.dimension == Some(crate::Dimension::Count));
        session || road || year || per || service || second
    }

    /// Whether a minus sign stands before, and not a dash between two numbers.
    fn is_negative(&self, at: usize) -> bool {
        let mut before = self.text[self.passage.start..at].chars().rev();
        before.next() == Some('-')
            && before.next().is_some_and(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | '：'))
    }

    /// Whether the number is part of a code, a sum, a clock time or a fraction bar.
    fn is_code(&self, at: usize, numeral: &Numeral) -> bool {
        if numeral.script != Script::Digits {
            return false;
        }
        let rest = self.rest(numeral.end);
        let joint = rest.starts_with(['+', '-', '/', '_', '@', '×', '·', '＋', '.']);
        let clock =
            rest.strip_prefix(':').is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
        let lead = self.text[at..].starts_with('0')
            && self.text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        let minus = self.before(at) == Some('-') && !self.is_negative(at);
        let letter = rest.starts_with(|c: char| c.is_ascii_alphabetic())
            && unit::read(rest).is_none()
            && letters(rest).is_none();
        joint || clock || lead || minus || letter
    }

    /// The number with the unit behind it; `None` where it is no quantity.
    fn with_unit(&self, at: usize, numeral: &Numeral) -> Option<(Counted<'t>, usize)> {
        let mut counted = Counted {
            kind: QuantityKind::Amount,
            value: numeral.value,
            unit: None,
            hedge: numeral.hedge,
            script: numeral.script,
            zeros: numeral.zeros,
        };
        let ratio = |unit| Some(Unit::named(unit, crate::Dimension::Ratio));
        match numeral.script {
            Script::Percent => counted.unit = ratio("%"),
            Script::Permille => counted.unit = ratio("‰"),
            Script::Fraction => {}
            _ => {
                let mut end = numeral.end;
                if self.rest(end).starts_with(' ') && numeral.script == Script::Digits {
                    end += 1;
                }
                let rest = self.rest(end);
                let in_letters = || letters(rest).map(Unit::unknown);
                let unit = unit::read(rest)
                    .or_else(in_letters)
                    .filter(|unit| fits(unit, numeral, &rest[unit.len..]))
                    .filter(|unit| !self.is_article(at, unit, numeral));
                let Some(unit) = unit else {
                    let bare = numeral.script == Script::Digits
                        || (numeral.script == Script::Chinese && numeral.zeros >= 4);
                    return bare.then_some((counted, numeral.end));
                };
                counted.unit = Some(unit);
                if unit.dimension == Some(crate::Dimension::Ratio) {
                    counted.kind = QuantityKind::Ratio;
                }
                return Some((counted, end + unit.len));
            }
        }
        counted.kind = QuantityKind::Ratio;
        Some((counted, numeral.end))
    }

    /// `的一年`: no duration, but a year that was spoken of.
    fn is_article(&self, at: usize, unit: &Unit<'_>, numeral: &Numeral) -> bool {
        numeral.script == Script::OneDigit
            && unit.dimension == Some(crate::Dimension::Time)
            && self.before(at).is_some_and(|c| "的这那每某".contains(c))
    }

    /// A single Chinese digit that counts nothing of its own.
    fn one_digit(&self, at: usize) -> Option<(u32, usize)> {
        let mut rest = self.rest(at).chars();
        let first = rest.next()?;
        let digit = numeral::chinese_digit(first)?;
        let ends = rest.next().is_none_or(|c| "，。；、,;的以".contains(c));
        (ends && digit > 0).then_some((digit, first.len_utf8()))
    }

    /// `五天半`
    fn and_a_half(&self, counted: Counted<'t>, end: usize) -> Option<(Counted<'t>, usize)> {
        let unit = counted.unit?;
        if unit.name == "成"
            && let Some((tenths, len)) = self.one_digit(end)
        {
            // 八成五
            let Value::Exact(Number::Decimal(whole)) = counted.value else { return None };
            let value = whole + rust_decimal::Decimal::new(tenths.into(), 1);
            let value = Value::Exact(Number::Decimal(value));
            return Some((Counted { value, ..counted }, end + len));
        }
        let half = unit.dimension == Some(crate::Dimension::Time)
            && self.rest(end).starts_with('半')
            && counted.hedge == Hedge::None;
        let Value::Exact(Number::Decimal(whole)) = counted.value else { return None };
        let value = Value::Exact(Number::Decimal(whole + rust_decimal::Decimal::new(5, 1)));
        half.then_some((Counted { value, ..counted }, end + '半'.len_utf8()))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A place won in an order.
    Rank,
    /// An ordinal that only points.
    Pointer,
}

/// A unit in letters that no table has: two letters or more, with no digit behind them.
fn letters(rest: &str) -> Option<&str> {
    let len = rest.bytes().take(7).take_while(u8::is_ascii_alphabetic).count();
    let ends = !rest[len..].starts_with(|c: char| c.is_ascii_digit() || "-_+".contains(c));
    ((2..=6).contains(&len) && ends).then(|| &rest[..len])
}

/// Whether a unit can stand behind a number of this form.
fn fits(unit: &Unit<'_>, numeral: &Numeral, after: &str) -> bool {
    let name = unit.name;
    match numeral.script {
        Script::OneDigit => {
            if unit.after == After::Digits {
                return false;
            }
            // 一 with a classifier is an article, but with a measure a number
            let one = numeral.value == Value::Exact(Number::Decimal(1.into()));
            let article = one && unit.dimension.is_some_and(crate::Dimension::counts);
            !article || after.starts_with(['，', '。', '；', '、'])
        }
        Script::Places => false,
        Script::Digits | Script::Percent | Script::Permille | Script::Fraction => {
            // 2023年 that is no year any more, 5A
            !(name == "级" && after.starts_with('别'))
        }
        Script::Chinese | Script::Scale | Script::Vague => unit.after == After::Any,
    }
}
