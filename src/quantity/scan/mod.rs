//! A passage → the marks in it: numbers with their units, times, names, breaks.
//!
//! ```text
//! 全年|财政总收入达|1.6亿元|，|其中…      Time, Number, Break(Clause)
//! ```
//!
//! One pass over the text. A table tells for every character whether anything
//! can begin with it, so that most cost one look.

mod figure;
mod place;
mod points;
mod share;

use std::ops::Range;
use std::sync::LazyLock;

use crate::Dimension;
use crate::bulletin::{Hedge, QuantityKind};
use crate::chars::{CharTable, Place, Sifted};
use crate::normalise::Normalised;
use crate::number::Value;
use crate::number::numeral::{self, Script};
use crate::time::{self, Now, Period};
use crate::unit::{self, Unit};

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
    /// The scale that was multiplied in last, as a power of ten: 4 of `1.2万`.
    pub(super) zeros: u32,
}

impl Counted<'_> {
    /// What its unit measures, where it has one that the table knows.
    pub(super) fn dimension(&self) -> Option<Dimension> {
        self.unit.and_then(|unit| unit.dimension)
    }

    /// Whether its unit counts what is of this sort.
    pub(super) fn counts(&self, sort: unit::Counted) -> bool {
        self.unit.is_some_and(|unit| unit.counts(sort))
    }

    /// Whether it counts people or their households.
    pub(super) fn counts_people(&self) -> bool {
        matches!(self.dimension(), Some(Dimension::People | Dimension::Households))
    }

    /// Whether those it counts are people, one by one, as families or as visitors. 口
    /// counts wells too.
    pub(super) fn is_of_people(&self) -> bool {
        let visits = self.dimension() == Some(Dimension::Visits);
        (visits || self.counts_people()) && self.unit.is_some_and(|unit| unit.name != "口")
    }

    /// Whether this is a length of time: 五年, 48小时.
    pub(super) fn is_duration(&self) -> bool {
        self.dimension() == Some(Dimension::Time)
    }
}

/// The breaks, from the weakest to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// （ or ）
    Bracket,
    /// ，
    Clause,
    /// ；
    Semicolon,
    /// 。
    Sentence,
}

/// What may begin with a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
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
        ("“《〔\"", Class::Quote),
        ("（）()", Class::Break(Break::Bracket)),
        ("，,：:【】", Class::Break(Break::Clause)),
        ("；;", Class::Break(Break::Semicolon)),
        // a line's end inside a paragraph is soft
        ("。！？!?", Class::Break(Break::Sentence)),
    ])
});

/// The characters with which a mark may begin.
pub(crate) fn characters() -> impl Iterator<Item = char> {
    CLASSES.characters()
}

/// The passage that is read.
pub(super) struct Scanner<'t, 'm> {
    text: &'t str,
    passage: Range<usize>,
    now: Now,
    marks: &'m mut Vec<Mark<'t>>,
}

/// Appends the marks of `text[passage]` to `marks`, in order; words for times count from `now`.
pub(super) fn scan<'t>(
    normal: &'t Normalised<'_>,
    passage: Range<usize>,
    now: Now,
    marks: &mut Vec<Mark<'t>>,
) {
    let text = &normal.text[..passage.end];
    Scanner { text, passage, now, marks }.run(&normal.sifted);
    share::share_units(text, marks);
}

/// A name in quotes is no longer than this, in bytes: some twenty characters.
const LONGEST_NAME: usize = 64;
/// So is a title in 《》.
const LONGEST_TITLE: usize = 300;

impl<'t> Scanner<'t, '_> {
    fn run(&mut self, sifted: &Sifted) {
        let mut walk = CLASSES.walk(self.text, sifted, self.passage.start);
        while let Some(Place { at, len, meaning }) = walk.next() {
            let taken = match meaning {
                Class::Digit => self.digits(at),
                Class::Numeral => self.numeral(at),
                Class::Order => self.order(at),
                Class::Turn => self.turn(at),
                Class::Time => self.time(at).or_else(|| self.vague(at)),
                Class::Quote => self.quote(at),
                Class::Point => self.point(at),
                // 【康复服务】 opens a paragraph, but 产值【2】 has a footnote
                Class::Break(Break::Clause) if self.is_note(at) => None,
                Class::Break(kind) => {
                    let aside = if kind == Break::Bracket { self.aside(at) } else { None };
                    if aside.is_none() {
                        self.push(at..at + len, What::Break(kind));
                    }
                    aside
                }
            };
            if let Some(end) = taken {
                walk.skip_to(end);
            }
        }
    }

    fn push(&mut self, span: Range<usize>, what: What<'t>) -> Option<usize> {
        let end = span.end;
        self.marks.push(Mark { span, what });
        Some(end)
    }

    /// Whether one of 【】 stands at `at`, and names nothing that the passage speaks of.
    fn is_note(&self, at: usize) -> bool {
        self.rest(at).starts_with(['【', '】'])
            && !self.text[self.passage.start..].starts_with('【')
    }

    fn rest(&self, at: usize) -> &'t str {
        &self.text[at..]
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[self.passage.start..at].chars().next_back()
    }

    fn time(&mut self, at: usize) -> Option<usize> {
        let time = time::read(self.rest(at), self.now)?;
        // 历时3时20分: how long, and no time of day
        let lasts = |word: &str| self.text[self.passage.start..at].ends_with(word);
        if time.value.is_none() && ["用时", "历时", "耗时", "时长"].into_iter().any(lasts) {
            return None;
        }
        self.push(at..at + time.len, What::Time(time.value))
    }

    /// `上千万元`
    fn vague(&mut self, at: usize) -> Option<usize> {
        let scale = self.rest(at).strip_prefix('上')?.starts_with(['百', '千', '万', '亿']);
        // 跨上万亿元台阶
        let verb = || self.before(at).is_some_and(|c| "跨迈登站踏冲奔以之".contains(c));
        if scale && !verb() { self.number(at) } else { None }
    }

    /// `“八八战略”`, `《…条例》`, `〔2024〕5号`: a name, unless it runs like a sentence.
    fn quote(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        if let Some(plan) = time::plan(rest) {
            return self.push(at..at + plan.len, What::Time(plan.value));
        }
        let mut inside = rest.char_indices();
        let (close, longest) = match inside.next()?.1 {
            '“' => ('”', LONGEST_NAME),
            // pages without typographic quotes open and close with the same sign
            '"' => ('"', LONGEST_NAME),
            '《' => ('》', LONGEST_TITLE),
            _ => ('〕', LONGEST_NAME),
        };
        let may_stop = matches!(close, '》' | '〕');
        let len = inside
            .map(|(at, c)| (at + c.len_utf8(), c))
            .take_while(|(end, _)| *end <= longest)
            .take_while(|(_, c)| may_stop || !matches!(c, '，' | '。' | '；' | '\n'))
            .find(|(_, c)| *c == close)?
            .0;
        let mut end = at + len;
        if close == '〕' {
            end += self.rest(end).bytes().take_while(u8::is_ascii_digit).count();
            end += self.rest(end).chars().next().filter(|c| *c == '号').map_or(0, char::len_utf8);
        }
        self.push(at..end, What::Name)
    }

    /// `执业（助理）医师`, `小（2）型水库`: the end of a bracket that stands inside a word.
    fn aside(&self, at: usize) -> Option<usize> {
        /// No more characters than this stand in it.
        const LONGEST: usize = 3;
        let is_word = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}');
        let rest = self.rest(at);
        let opened = rest.chars().next()?;
        let close = match opened {
            '（' => '）',
            '(' => ')',
            _ => return None,
        };
        let inside = &rest[opened.len_utf8()..];
        let len: usize = inside
            .chars()
            .take(LONGEST)
            .take_while(|c| is_word(*c) || *c == '、' || c.is_ascii_digit())
            .map(char::len_utf8)
            .sum();
        let behind = inside[len..].strip_prefix(close)?;
        let digit = |c: char| c.is_ascii_digit() || numeral::chinese_digit(c).is_some();
        // 小（2）型水库
        let type_of = behind.starts_with('型') && inside[..len].chars().all(digit);
        let numeral = inside[..len].chars().any(digit) && !type_of;
        let word = len > 0 && !numeral && self.before(at).is_some_and(is_word);
        // 13个村（居）、26个单位
        let listed = inside[..len].chars().nth(1).is_none() && behind.starts_with('、');
        (word && (listed || behind.starts_with(is_word))).then(|| self.text.len() - behind.len())
    }

    /// `经济.发展`: the end of a sentence, where it stands behind a word or a percent sign.
    fn point(&mut self, at: usize) -> Option<usize> {
        let ends = self.before(at).is_some_and(|c| !c.is_ascii() || c == '%');
        if ends { self.push(at..at + 1, What::Break(Break::Sentence)) } else { None }
    }
}
