//! Reads one time where it begins: dates, months, quarters, years, spans.
//!
//! ```text
//! 2024年3月26日 → 2024-03-26      二季度 → 2023-Q2      “十四五”时期 → 2021/2025
//! 1—10月 → 2023-01/2023-10        去年 → 2022           一九九五年 → 1995
//! ```
//!
//! What the text leaves out (全年, 3月) is taken from the document's year; a time
//! that needs a year where none is known has no value.

use super::{Now, Period};
use crate::number::numeral::chinese_digit;

/// A time at a place of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Time {
    /// Its length in bytes.
    pub(crate) len: usize,
    /// What it names; `None` where the year is not known.
    pub(crate) value: Option<Period>,
}

/// Reads the time that `text` begins with; words for years count from `now`.
#[inline]
pub(crate) fn read(text: &str, now: Now) -> Option<Time> {
    if may_begin(text) { read_on(text, now) } else { None }
}

fn read_on(text: &str, now: Now) -> Option<Time> {
    if let Some(len) = clock(text) {
        return Some(Time { len, value: None });
    }
    let mut cursor = Cursor { text, at: 0, needs_year: false };
    let value = cursor.time(now)?;
    let known = now.year.is_some() || !cursor.needs_year;
    Some(Time { len: cursor.at, value: known.then_some(value) })
}

/// Whether a time can begin with `text`: most numbers and words are none, which is told at
/// once by what stands behind their digits or first character.
fn may_begin(text: &str) -> bool {
    /// A year has so many digits, a month fewer.
    const YEAR: usize = 4;
    let mut characters = text.chars();
    match characters.next() {
        Some(first) if is_digit(first) => {}
        // 今年, 上半年, 这一年: most that begin so are other words
        Some('今' | '去' | '全' | '上' | '下' | '本' | '当' | '这' | '明' | '来') => {
            return matches!(characters.next(), Some('年' | '半' | '一'));
        }
        first => return first.is_some(),
    }
    for (count, c) in (1..=YEAR).zip(characters) {
        if is_digit(c) {
            continue;
        }
        return match c {
            '-' | '—' | '–' | '~' | '－' | '至' | '到' => true,
            '月' | '季' | '时' => count < YEAR,
            '年' => count == YEAR || text.starts_with("一年来"),
            '/' | '.' | ' ' => count == YEAR,
            _ => false,
        };
    }
    false
}

/// The length of a time of day: `8时`, `20时30分`, `11时许`.
fn clock(text: &str) -> Option<usize> {
    let two = |text: &str| text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let digits = two(text);
    let hour: u8 = text[..digits].parse().ok().filter(|_| digits <= 2)?;
    let behind = text[digits..].strip_prefix('时')?;
    let minutes = two(behind);
    let minute = behind[minutes..].strip_prefix('分').filter(|_| (1..=2).contains(&minutes));
    let rest = minute.unwrap_or(behind);
    let rest = rest.strip_prefix('许').unwrap_or(rest);
    // 3时段
    let ends = !rest.starts_with(['段', '间', '期', '候', '长', '代', '点', '效']);
    (hour <= 24 && ends).then(|| text.len() - rest.len())
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || (!c.is_ascii() && (c == '十' || chinese_digit(c).is_some()))
}

/// The words for years, counted from the document's: 0 is the year itself.
const YEARS: [(&str, i16); 14] = [
    ("今年", 0),
    ("本年度", 0),
    ("本年", 0),
    ("当年", 0),
    ("全年", 0),
    ("这一年", 0),
    ("一年来", 0),
    ("去年", -1),
    ("上年度", -1),
    ("上年", -1),
    ("上一年", -1),
    ("前年", -2),
    ("明年", 1),
    ("来年", 1),
];

/// The five-year plans by their numerals, first year each: 十四五 = 2021–2025.
/// The first began in 1953; the sixth in 1981, and every five years from there.
const PLANS: [(&str, i16); 15] = [
    ("十五五", 2026),
    ("十四五", 2021),
    ("十三五", 2016),
    ("十二五", 2011),
    ("十一五", 2006),
    ("十五", 2001),
    ("十六五", 2031),
    ("九五", 1996),
    ("八五", 1991),
    ("七五", 1986),
    ("六五", 1981),
    ("五五", 1976),
    ("四五", 1971),
    ("三五", 1966),
    ("一五", 1953),
];

/// Reads `“十四五”时期`, `“十三五”末`, `十四五期间` at the beginning of `text`.
pub(crate) fn plan(text: &str) -> Option<Time> {
    let quoted = text.strip_prefix('“');
    let inner = quoted.unwrap_or(text);
    // all end so, behind one numeral or two
    let ends = |at: usize| inner.as_bytes()[at.min(inner.len())..].starts_with("五".as_bytes());
    if !ends("一".len()) && !ends("十一".len()) {
        return None;
    }
    let (name, first) = PLANS.iter().find(|(name, _)| inner.starts_with(name))?;
    let at = text.len() - inner.len() + name.len();
    let mut cursor = Cursor { text, at, needs_year: false };
    if quoted.is_some() {
        cursor.word("”")?;
    }
    let span =
        ["时期", "期间", "以来", "前三年", "前四年"].iter().any(|w| cursor.word(w).is_some());
    let end = ["期末", "末", "收官之年", "收官年"].iter().any(|w| cursor.word(w).is_some());
    let start = ["开局之年", "开局年"].iter().any(|w| cursor.word(w).is_some());
    if quoted.is_none() && !(span || end || start) {
        return None;
    }
    let value = match (end, start) {
        (true, _) => Period::Year(first + 4),
        (_, true) => Period::Year(*first),
        _ => Period::Years { from: *first, to: first + 4 },
    };
    Some(Time { len: cursor.at, value: Some(value) })
}

struct Cursor<'t> {
    text: &'t str,
    at: usize,
    /// The year was not said, and is the document's.
    needs_year: bool,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.rest().starts_with(word).then(|| self.at += word.len())
    }

    fn any(&mut self, words: &[&str]) -> Option<()> {
        words.iter().find_map(|word| self.word(word))
    }

    fn try_read<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let read = read(self);
        if read.is_none() {
            self.at = before;
        }
        read
    }

    fn time(&mut self, now: Now) -> Option<Period> {
        let first = self.rest().chars().next()?;
        if (first.is_ascii_digit() || chinese_digit(first).is_some())
            && let Some(of) = self.try_read(Self::stated_year)
        {
            return Some(self.within(of));
        }
        self.needs_year = true;
        if !first.is_ascii_digit()
            && let Some(of) = self.try_read(|c| c.relative_year(now))
        {
            return Some(self.within(of));
        }
        Some(self.try_read(Self::part)?.of(now.of.unwrap_or_default()))
    }

    /// `2020—2023年`, `2023年`, `2024-03-26`, `一九九五年`.
    fn stated_year(&mut self) -> Option<Period> {
        let year = self.four_digits()?;
        if let Some(day) = self.try_read(|c| c.dashed_day(year)) {
            return Some(day);
        }
        let to = self.try_read(|c| {
            c.dash()?;
            c.four_digits()
        });
        if let Some(to) = to.filter(|&to| to > year) {
            self.any(&["年间", "年"])?;
            return Some(Period::Years { from: year, to });
        }
        self.try_read(|c| c.word(" "));
        self.word("年")?;
        if let Some(to) = self.try_read(|c| {
            c.dash()?;
            let to = c.four_digits()?;
            c.word("年")?;
            (to > year).then_some(to)
        }) {
            return Some(Period::Years { from: year, to });
        }
        Some(Period::Year(year))
    }

    fn dashed_day(&mut self, year: i16) -> Option<Period> {
        let mark = self.rest().chars().next().filter(|c| ['-', '/', '.'].contains(c))?;
        self.at += 1;
        let month = self.small(12)?;
        self.word(mark.encode_utf8(&mut [0; 4]))?;
        let day = self.small(31)?;
        is_day(year, month, day).then_some(Period::Day { year, month, day })
    }

    fn relative_year(&mut self, now: Now) -> Option<Period> {
        let (word, shift) = YEARS.iter().find(|(word, _)| self.word(word).is_some())?;
        // 全年 of a chapter on another year is that one's
        let whole = matches!(*word, "全年" | "当年" | "这一年" | "一年来");
        let from = if whole { now.of } else { now.year };
        Some(Period::Year(from.unwrap_or_default() + shift))
    }

    /// What of a year follows: `3月26日`, `上半年`, `二季度`, `末`.
    fn within(&mut self, year: Period) -> Period {
        let Period::Year(of) = year else { return year };
        let part = self.try_read(|c| {
            c.word("的");
            c.part()
        });
        match part {
            Some(part) => part.of(of),
            None => {
                self.any(&["年底", "年末", "度", "末", "底", "初", "全年"]);
                year
            }
        }
    }

    /// A part of a year.
    fn part(&mut self) -> Option<Part> {
        match self.rest().chars().next()? {
            '上' => self.word("上半年").map(|()| Part::Months(1, 6)),
            '下' => self.word("下半年").map(|()| Part::Months(7, 12)),
            '前' => self.first_months(),
            '第' => {
                self.word("第")?;
                let quarter = self.small(4)?;
                self.word("季度").map(|()| Part::Quarter(quarter))
            }
            _ => self.month(),
        }
    }

    /// `前三季度`, `前10个月`
    fn first_months(&mut self) -> Option<Part> {
        self.word("前")?;
        let last = self.small(12)?;
        if self.word("个月").is_some() {
            return Some(Part::Months(1, last));
        }
        self.any(&["季度", "个季度"])?;
        (last <= 4).then_some(Part::Months(1, last * 3))
    }

    /// `3月26日`, `1—10月`, `9月底`, `二季度`
    fn month(&mut self) -> Option<Part> {
        let month = self.small(12)?;
        if month <= 4 && self.word("季度").is_some() {
            return Some(Part::Quarter(month));
        }
        let to = self.try_read(|c| {
            c.word("月");
            c.dash()?;
            c.small(12)
        });
        if let Some(to) = to.filter(|&to| to > month) {
            self.any(&["月份", "月"])?;
            return Some(Part::Months(month, to));
        }
        self.any(&["月份", "月"])?;
        let day = self.try_read(|c| {
            let day = c.small(31)?;
            c.any(&["日", "号"])?;
            Some(day)
        });
        if let Some(day) = day {
            return Some(Part::Day(month, day));
        }
        self.any(&["底", "末", "初", "上旬", "中旬", "下旬"]);
        Some(Part::Month(month))
    }

    fn dash(&mut self) -> Option<()> {
        self.any(&["——", "—", "–", "-", "~", "－", "至", "到"])
    }

    /// A year of four digits, ASCII or Chinese, 1000 to 2999.
    fn four_digits(&mut self) -> Option<i16> {
        let mut year = 0;
        for _ in 0..4 {
            let c = self.rest().chars().next()?;
            let digit = c.to_digit(10).or_else(|| chinese_digit(c).filter(|_| c != '两'))?;
            year = year * 10 + i16::try_from(digit).ok()?;
            self.at += c.len_utf8();
        }
        let more = self.rest().chars().next().is_some_and(|c| c.is_ascii_digit());
        (!more && (1000..3000).contains(&year)).then_some(year)
    }

    /// A whole number from 1 up to `most`, ASCII or Chinese.
    fn small(&mut self, most: u8) -> Option<u8> {
        let before = self.at;
        let ascii = self.rest().bytes().take(3).take_while(u8::is_ascii_digit).count();
        let value = if ascii > 0 {
            self.at += ascii;
            self.text[before..self.at].parse().ok()?
        } else {
            self.chinese_small()?
        };
        (1..=most).contains(&value).then_some(value)
    }

    /// `三`, `十二`, `二十六`, `三十一`.
    fn chinese_small(&mut self) -> Option<u8> {
        let mut value = None;
        let mut tens = None;
        for _ in 0..3 {
            let Some(c) = self.rest().chars().next() else { break };
            match (c, chinese_digit(c)) {
                ('十', _) if tens.is_none() => {
                    tens = Some(value.take().unwrap_or(1) * 10);
                }
                (_, Some(digit)) if value.is_none() => value = u8::try_from(digit).ok(),
                _ => break,
            }
            self.at += c.len_utf8();
        }
        match (tens, value) {
            (None, None) => None,
            (tens, value) => Some(tens.unwrap_or(0) + value.unwrap_or(0)),
        }
    }
}

/// Whether the calendar has this day.
fn is_day(year: i16, month: u8, day: u8) -> bool {
    let part = |part: u8| i8::try_from(part).unwrap_or_default();
    jiff::civil::Date::new(year, part(month), part(day)).is_ok()
}

/// A part of a year that is not said.
#[derive(Debug, Clone, Copy)]
enum Part {
    Day(u8, u8),
    Month(u8),
    Months(u8, u8),
    Quarter(u8),
}

impl Part {
    fn of(self, year: i16) -> Period {
        match self {
            Part::Day(month, day) if is_day(year, month, day) => Period::Day { year, month, day },
            Part::Day(month, _) => Period::Month { year, month },
            Part::Month(month) => Period::Month { year, month },
            Part::Months(from, to) => Period::Months { year, from, to },
            Part::Quarter(quarter) => Period::Quarter { year, quarter },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        /// Nothing that is a time is turned away by a look at how it begins.
        #[test]
        fn every_time_may_begin_as_it_does(
            text in "[今去全上下本当这明来前第]?[0-9零〇一二十]{0,5}[年月季度底来旬日号半个末—–~－至到/. 零〇一二十0-3-]{0,8}",
        ) {
            let time = read_on(&text, Now { year: Some(2023), of: Some(2023) });
            prop_assert!(time.is_none() || may_begin(&text));
        }
    }

    #[test]
    fn times_are_read_as_far_as_they_go() {
        let rows = [
            ("2024年3月26日，", "2024年3月26日", "2024-03-26"),
            ("2023年，", "2023年", "2023"),
            ("2023年上半年", "2023年上半年", "2023-01/2023-06"),
            ("2020—2023年", "2020—2023年", "2020/2023"),
            ("2024-03-26 11:17", "2024-03-26", "2024-03-26"),
            ("3月26日", "3月26日", "2023-03-26"),
            ("1—10月，", "1—10月", "2023-01/2023-10"),
            ("二季度", "二季度", "2023-Q2"),
            ("第一季度", "第一季度", "2023-Q1"),
            ("前三季度", "前三季度", "2023-01/2023-09"),
            ("上半年", "上半年", "2023-01/2023-06"),
            ("去年底", "去年底", "2022"),
            ("全年财政", "全年", "2023"),
            ("一九九五年", "一九九五年", "1995"),
            ("二〇二三年三月二十六日", "二〇二三年三月二十六日", "2023-03-26"),
            ("十二月", "十二月", "2023-12"),
            ("9月底", "9月底", "2023-09"),
            ("2020年–2023年", "2020年–2023年", "2020/2023"),
            ("3个", "", ""),
            ("20年", "", ""),
            ("20时至18日", "20时", ""),
            ("11时30分，", "11时30分", ""),
            ("2时许", "2时许", ""),
            ("30时", "", ""),
            ("3时段", "", ""),
            ("十年", "", ""),
        ];
        for (text, span, value) in rows {
            let time = read(text, Now { year: Some(2023), of: Some(2023) });
            assert_eq!(time.map_or("", |t| &text[..t.len]), span, "{text}");
            let got = time.and_then(|t| t.value).map(|v| v.to_string());
            assert_eq!(got.unwrap_or_default(), value, "{text}");
        }
    }

    #[test]
    fn plans_are_years() {
        let rows = [
            ("“十四五”时期，", "“十四五”时期", "2021/2025"),
            ("“十三五”末", "“十三五”末", "2020"),
            ("十四五期间", "十四五期间", "2021/2025"),
            ("“八五”普法", "“八五”", "1991/1995"),
            ("“八八战略”", "", ""),
            ("十五个", "", ""),
        ];
        for (text, span, value) in rows {
            let time = plan(text);
            assert_eq!(time.map_or("", |t| &text[..t.len]), span, "{text}");
            let got = time.and_then(|t| t.value).map(|v| v.to_string());
            assert_eq!(got.unwrap_or_default(), value, "{text}");
        }
    }
}
