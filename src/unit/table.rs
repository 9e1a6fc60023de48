//! The table of units, and what of it a text begins with.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::Dimension;
use crate::lexicon::{self, Entry, Lexicon};

/// What numbers a unit stands after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum After {
    /// Any number: 三家, 3家.
    Any,
    /// Any number but one in 万 or 亿: 三千人口, but 八亿 人口, of which the noun is no unit.
    Plain,
    /// Digits, or a number in 万 or 亿: 3镇, but not 三镇, and not the 十二镇 of a name.
    Digits,
}

/// A unit that stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unit<'t> {
    /// Its name: as written, but 百分点 for 个百分点.
    pub(crate) name: &'t str,
    /// The length of what is written, in bytes.
    pub(crate) len: usize,
    /// What it measures; `None` where the unit is in no table.
    pub(crate) dimension: Option<Dimension>,
    pub(crate) after: After,
    /// Its row in the table, where it has one.
    row: Option<&'static Row>,
}

impl<'t> Unit<'t> {
    /// A unit that stands in no table: taken as written.
    pub(crate) fn unknown(name: &'t str) -> Unit<'t> {
        Unit { name, len: name.len(), dimension: None, after: After::Digits, row: None }
    }

    /// The unit that a word implies: 位 of 第一, 倍 of 翻番.
    pub(crate) fn named(name: &'static str, dimension: Dimension) -> Unit<'t> {
        let row = UNITS.longest(name).map(|entry| &entry.meaning);
        Unit { name, len: 0, dimension: Some(dimension), after: After::Any, row }
    }

    /// ISO 4217 or UCUM, empty where neither has it.
    pub(crate) fn code(&self) -> &'static str {
        self.row.map_or("", |row| row.code)
    }

    /// Whether it is a noun rather than a classifier: 城市, 人口.
    pub(crate) fn is_noun(&self) -> bool {
        let long = self.name.chars().nth(1).is_some();
        self.after == After::Plain || (self.after == After::Digits && long && self.row.is_some())
    }

    /// Its name, copied only where no table has it.
    pub(crate) fn owned_name(&self) -> Cow<'static, str> {
        self.row.map_or_else(|| Cow::Owned(self.name.to_owned()), |row| Cow::Borrowed(row.name))
    }

    /// Whether it counts what `sort` says.
    pub(crate) fn counts(&self, sort: Counted) -> bool {
        self.row.is_some_and(|row| row.counts & sort.bit() != 0)
    }
}

/// What a classifier counts, where it is more than a thing of some sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// How often the same is done: 次, 遍.
    Repeats,
    /// How often something is done: 次, 场次. What is done stands before.
    Times,
    /// What happens or is done: 场, 批次. An action may be what is counted.
    Events,
    /// What is held, one after the other: 场, 期.
    Sessions,
    /// Things that can be touched, and no actions: 座, 台.
    Solids,
    /// What happened or is dealt with, named by more than a verb: 行政诉讼0起.
    Cases,
    /// What money was dealt with, one time each: 笔.
    Deals,
}

impl Counted {
    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The sort that the table calls so.
fn sort_of(name: &str) -> Option<Counted> {
    Some(match name {
        "repeat" => Counted::Repeats,
        "times" => Counted::Times,
        "event" => Counted::Events,
        "session" => Counted::Sessions,
        "solid" => Counted::Solids,
        "deal" => Counted::Deals,
        "case" => Counted::Cases,
        _ => return None,
    })
}

/// Bits for all that a classifier counts.
fn counts_of(name: &str) -> u8 {
    let sorts = lexicon::rows::<2>(include_str!("counted.tsv"));
    let own = sorts.filter(|[_, classifiers]| classifiers.split(' ').any(|one| one == name));
    own.filter_map(|[sort, _]| sort_of(sort)).map(Counted::bit).sum()
}

/// One row of the table.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    name: &'static str,
    dimension: Dimension,
    code: &'static str,
    after: After,
    /// Bits of [`Counted`].
    counts: u8,
}

static UNITS: LazyLock<Lexicon<Row>> = LazyLock::new(|| {
    let rows = lexicon::rows::<5>(include_str!("units.tsv"));
    Lexicon::new(rows.map(|[surface, name, dimension, after, code]| {
        let name = if name.is_empty() { surface } else { name };
        let after = match after {
            "digits" => After::Digits,
            "plain" => After::Plain,
            _ => After::Any,
        };
        let counts = counts_of(name);
        (surface, Row { name, dimension: dimension_of(dimension), code, after, counts })
    }))
});

/// The dimension that the table calls so.
fn dimension_of(name: &str) -> Dimension {
    match name {
        "money" => Dimension::Money,
        "area" => Dimension::Area,
        "mass" => Dimension::Mass,
        "length" => Dimension::Length,
        "volume" => Dimension::Volume,
        "energy" => Dimension::Energy,
        "power" => Dimension::Power,
        "voltage" => Dimension::Voltage,
        "temperature" => Dimension::Temperature,
        "time" => Dimension::Time,
        "age" => Dimension::Age,
        "people" => Dimension::People,
        "visits" => Dimension::Visits,
        "households" => Dimension::Households,
        "ratio" => Dimension::Ratio,
        "transport" => Dimension::Transport,
        "computing" => Dimension::Computing,
        "information" => Dimension::Information,
        "physical" => Dimension::Physical,
        "grade" => Dimension::Grade,
        _ => Dimension::Count,
    }
}

/// The longest unit that `text` begins with, with what it is per: `微克/立方米`, `/10万`.
pub(crate) fn read(text: &str) -> Option<Unit<'_>> {
    if text.starts_with('/') {
        return of_many(text);
    }
    let Entry { word: surface, meaning: row, .. } = UNITS.longest(text)?;
    let ends_in_letter = surface.ends_with(|c: char| c.is_ascii_alphabetic());
    if ends_in_letter && text[surface.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let unit = Unit {
        name: row.name,
        len: surface.len(),
        dimension: Some(row.dimension),
        after: row.after,
        row: Some(row),
    };
    Some(per(text, unit).or_else(|| or_other(text, unit)).unwrap_or(unit))
}

/// The length of 个多 before a unit that 个 is part of: `个多|百分点`, `个多|月`.
pub(crate) fn measure_word(text: &str) -> Option<usize> {
    const WITHOUT: [&str; 5] = ["百分点", "月", "小时", "季度", "工作日"];
    let rest = text.strip_prefix("个多")?;
    let known = WITHOUT.iter().any(|unit| rest.starts_with(unit));
    known.then(|| text.len() - rest.len())
}

/// `/10万`, `/万人`: so many of so many.
fn of_many(text: &str) -> Option<Unit<'_>> {
    let many = &text['/'.len_utf8()..];
    let digits = many.bytes().take_while(u8::is_ascii_digit).count();
    let scaled = many[digits..].trim_start_matches(['百', '千', '万', '亿']);
    let counted = UNITS.longest(scaled).filter(|under| under.meaning.dimension.counts());
    let len = text.len() - scaled.len() + counted.map_or(0, |under| under.word.len());
    let number = matches!(&many[..digits], "" | "10" | "100" | "1000");
    (number && scaled.len() < many.len() - digits).then(|| composed(&text[..len]))
}

/// `台（套）`, `头（只、匹）`: one of two classifiers or more.
fn or_other<'t>(text: &'t str, unit: Unit<'t>) -> Option<Unit<'t>> {
    /// A bracket has no more of them.
    const MOST: usize = 5;
    let counts = |dimension: Option<Dimension>| dimension.is_some_and(Dimension::counts);
    let (open, close) = [("（", "）"), ("(", ")")]
        .into_iter()
        .find(|(open, _)| counts(unit.dimension) && text[unit.len..].starts_with(open))?;
    let mut len = unit.len + open.len();
    for _ in 0..MOST {
        let Entry { word: other, meaning: row, .. } = UNITS.longest(&text[len..])?;
        if !counts(Some(row.dimension)) {
            return None;
        }
        len += other.len();
        match text[len..].strip_prefix('、') {
            Some(_) => len += '、'.len_utf8(),
            None => break,
        }
    }
    let closed = text[len..].starts_with(close);
    len += close.len();
    closed.then(|| Unit { name: &text[..len], len, row: None, ..unit })
}

/// A unit made up of others.
fn composed(name: &str) -> Unit<'_> {
    let dimension = Some(Dimension::Per);
    Unit { name, len: name.len(), dimension, after: After::Any, row: None }
}

/// `/立方米`, `/万元`, `/人·年` behind a unit.
fn per<'t>(text: &'t str, unit: Unit<'t>) -> Option<Unit<'t>> {
    let rest = text[unit.len..].strip_prefix('/')?;
    let scale =
        rest.chars().take_while(|c| ['百', '千', '万', '亿'].contains(c)).map(char::len_utf8).sum();
    // 日 and 月 are units of the table's only behind 个, and in dates
    let days = ["日", "月"].into_iter().find(|day| rest[scale..].starts_with(day));
    let under = UNITS.longest(&rest[scale..]).map(|under| under.word).or(days)?;
    let mut len = unit.len + 1 + scale + under.len();
    while let Some(times) = text[len..].strip_prefix('·')
        && let Some(under) = UNITS.longest(times)
    {
        // 元/人·年
        len += '·'.len_utf8() + under.word.len();
    }
    Some(Unit { after: unit.after, ..composed(&text[..len]) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_classifiers_count_is_shown_by_an_example() {
        for [sort, classifiers, example] in lexicon::rows::<3>(include_str!("counted.tsv")) {
            let sort = sort_of(sort).unwrap_or_else(|| panic!("{sort} is no sort"));
            for classifier in classifiers.split(' ') {
                let unit = read(classifier).unwrap_or_else(|| panic!("{classifier} is no unit"));
                assert!(unit.counts(sort), "{classifier}");
            }
            let shown = classifiers.split(' ').any(|classifier| example.ends_with(classifier));
            assert!(shown, "{sort:?}: {example} shows none of {classifiers}");
        }
    }

    #[test]
    fn every_row_is_found_in_its_example() {
        let rows = lexicon::rows::<7>(include_str!("units.tsv"));
        for [surface, _, dimension, after, _, factor, example] in rows {
            let at = example.find(surface).expect(surface);
            let unit = read(&example[at..]).expect(surface);
            assert_eq!(unit.len, surface.len(), "{surface}");
            assert!(matches!(after, "any" | "digits" | "plain"), "{surface}");
            let known = dimension_of(dimension) != Dimension::Count || dimension == "count";
            assert!(known, "{surface}: {dimension}");
            let exact = |part: &str| part.parse::<u128>().is_ok_and(|n| n > 0);
            let parts = factor.split('/').all(exact);
            assert!(factor.is_empty() || parts, "{surface}: {factor}");
        }
    }

    #[test]
    fn what_a_unit_is_per_belongs_to_it() {
        let rows = [
            ("微克/立方米，", "微克/立方米", Some(Dimension::Per)),
            ("吨标准煤/万元", "吨标准煤/万元", Some(Dimension::Per)),
            ("元/平方米", "元/平方米", Some(Dimension::Per)),
            ("元/", "元", Some(Dimension::Money)),
            ("元/人·年，", "元/人·年", Some(Dimension::Per)),
            ("/10万，", "/10万", Some(Dimension::Per)),
            ("/千人", "/千人", Some(Dimension::Per)),
            ("/12万", "", None),
            ("/3", "", None),
            ("台（套）农机", "台（套）", Some(Dimension::Count)),
            ("台(套)", "台(套)", Some(Dimension::Count)),
            ("头（只、匹）牲畜", "头（只、匹）", Some(Dimension::Count)),
            ("台（万元）", "台", Some(Dimension::Count)),
            ("元（台）", "元", Some(Dimension::Money)),
            ("个百分点", "百分点", Some(Dimension::Ratio)),
            ("kgx", "", None),
        ];
        for (text, name, dimension) in rows {
            let unit = read(text);
            assert_eq!(unit.map_or("", |u| u.name), name, "{text}");
            assert_eq!(unit.and_then(|u| u.dimension), dimension, "{text}");
        }
    }
}
