//! The words by which a clause is read: verbs that end a name, hedges,
//! directions of change, nouns that shield what is inside them.
//!
//! ```text
//! 全年|共|办理|法律援助案件   →   Time, Adverb, Verb, Head
//! ```

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::bulletin::{Direction, Hedge};
use crate::lexicon::{self, Lexicon};

/// What a word does in a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// 约, 超过: before the number.
    Hedge(Hedge),
    /// 以上, 左右: behind the unit.
    HedgeAfter(Hedge),
    /// 达, 为: binds a number to its name.
    Link,
    /// 增至, 降至: binds the end level of a change.
    Reach(Direction),
    /// 共, 累计: stands anywhere before a number.
    Adverb,
    /// 分别: aligns names with numbers.
    Share,
    /// 增长, 下降.
    Change(Direction),
    /// 增收, 减产: a direction, and part of the name of what changes.
    Yield(Direction),
    /// 多, 少: a direction where something is compared.
    Comparative(Direction),
    /// 增速, 降幅.
    Rate(Direction),
    /// 同比, 比上年.
    YearOnYear,
    /// 环比, 比上月.
    MonthOnMonth,
    /// 比, 较: what follows names the basis.
    Versus,
    /// 由, 从.
    From,
    /// 位居, 排名.
    Rank,
    /// 全市, 全省.
    Scope,
    /// 开展, 完成: ends a name before it.
    Verb,
    /// 带动, 促进: a verb that has a change as its object.
    Cause,
    /// 就业, 供水: a verb without an object, so part of a name.
    Deed,
    /// 对: opens a name, or ends one.
    Toward,
    /// 改造, 审批: a verb, or part of a name.
    Act,
    /// Part of a name.
    Noun,
    /// 企业, 项目: closes the name of counted things.
    Head,
    /// 销售额: closes the name of a measure.
    Metric,
    /// 率, 额: makes a noun of the word before it.
    Suffix,
    /// 各类, 系列.
    Determiner,
    /// 今年, 去年.
    Time,
    /// 和, 、
    Conjunction,
    /// 的
    Of,
    /// 等
    Etc,
    /// 把, 但是: ends a name.
    Stop,
}

/// What a word of the table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) class: Class,
    /// It names nothing without what stands before it.
    pub(super) generic: bool,
    /// Its last character may begin the next word: 收入比, 争取到, 农户, 加上
    pub(super) open: bool,
}

impl Word {
    /// One that no table has.
    pub(super) fn noun() -> Word {
        Word { class: Class::Noun, generic: false, open: false }
    }
}

static WORDS: LazyLock<Lexicon<Word>> = LazyLock::new(|| {
    let table = include_str!("words.tsv");
    let generic: HashSet<&str> = lexicon::rows::<3>(table)
        .filter(|[class, ..]| *class == "generic")
        .flat_map(|[_, words, _]| words.split(' '))
        .collect();
    Lexicon::new(lexicon::rows::<3>(table).flat_map(|[class, words, _]| {
        let class = class_of(class);
        let generic = &generic;
        let word = move |word: &'static str| {
            let open = word.ends_with(['比', '到', '户']) || word == "加上";
            (word, Word { class, generic: generic.contains(word), open })
        };
        words.split(' ').map(word).collect::<Vec<_>>()
    }))
});

/// The class that the table calls so.
fn class_of(name: &str) -> Class {
    match name {
        "about" => Class::Hedge(Hedge::About),
        "over" => Class::Hedge(Hedge::Over),
        "under" => Class::Hedge(Hedge::Under),
        "after_about" => Class::HedgeAfter(Hedge::About),
        "after_over" => Class::HedgeAfter(Hedge::Over),
        "after_under" => Class::HedgeAfter(Hedge::Under),
        "link" => Class::Link,
        "reach_up" => Class::Reach(Direction::Increase),
        "reach_down" => Class::Reach(Direction::Decrease),
        "adverb" => Class::Adverb,
        "share" => Class::Share,
        "up" => Class::Change(Direction::Increase),
        "down" => Class::Change(Direction::Decrease),
        "yield_up" => Class::Yield(Direction::Increase),
        "yield_down" => Class::Yield(Direction::Decrease),
        "more" => Class::Comparative(Direction::Increase),
        "less" => Class::Comparative(Direction::Decrease),
        "rate_up" => Class::Rate(Direction::Increase),
        "rate_down" => Class::Rate(Direction::Decrease),
        "yoy" => Class::YearOnYear,
        "mom" => Class::MonthOnMonth,
        "versus" => Class::Versus,
        "from" => Class::From,
        "rank" => Class::Rank,
        "scope" => Class::Scope,
        "verb" => Class::Verb,
        "cause" => Class::Cause,
        "deed" => Class::Deed,
        "toward" => Class::Toward,
        "act" => Class::Act,
        "head" => Class::Head,
        "metric" | "generic" => Class::Metric,
        "suffix" => Class::Suffix,
        "determiner" => Class::Determiner,
        "time" => Class::Time,
        "conj" => Class::Conjunction,
        "of" => Class::Of,
        "etc" => Class::Etc,
        "stop" => Class::Stop,
        _ => Class::Noun,
    }
}

/// The longest word that `text` begins with: its length in bytes, and what it does.
#[inline]
pub(super) fn longest(text: &str) -> Option<(usize, Word)> {
    WORDS.longest(text).map(|entry| (entry.word.len(), entry.meaning))
}

/// The last characters of all that may end a clause which says what is compared with what:
/// 比上年, 较上月, 比2020年, 与2020年相比.
#[derive(Debug, Default)]
struct BasisEnds {
    characters: Vec<char>,
    /// A bit for the last byte of each.
    last_bytes: u64,
}

static BASIS_ENDS: LazyLock<BasisEnds> = LazyLock::new(|| {
    let rows = lexicon::rows::<3>(include_str!("words.tsv"))
        .filter(|[class, ..]| matches!(class_of(class), Class::YearOnYear | Class::MonthOnMonth));
    let words = rows.flat_map(|[_, words, _]| words.split(' ')).chain(["年", "比", "较"]);
    let mut ends = BasisEnds::default();
    for (word, last) in words.filter_map(|word| Some((word, word.chars().next_back()?))) {
        ends.last_bytes |= word.bytes().next_back().map_or(0, byte_bit);
        ends.characters.push(last);
    }
    ends.characters.sort_unstable();
    ends.characters.dedup();
    ends
});

fn byte_bit(byte: u8) -> u64 {
    1 << (byte % 64)
}

/// Whether `clause` may end in what says what is compared with what. Most do not, and most
/// of them are told by the last byte.
pub(super) fn may_end_basis(clause: &str) -> bool {
    let ends = &*BASIS_ENDS;
    match clause.as_bytes() {
        // a Chinese character
        [.., 0xE4..=0xE9, _, last] => {
            ends.last_bytes & byte_bit(*last) != 0
                && clause.chars().next_back().is_some_and(|c| ends.characters.contains(&c))
        }
        // a blank, perhaps
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::clause;

    #[test]
    fn a_clause_that_ends_in_a_basis_has_one_of_the_last_characters() {
        let rows = lexicon::rows::<3>(include_str!("words.tsv"));
        for word in rows.flat_map(|[_, words, _]| words.split(' ')) {
            for clause in [format!("收入{word}"), format!("收入{word}年"), format!("收入比{word}")]
            {
                assert!(
                    may_end_basis(&clause) || clause::last_basis(&clause).is_none(),
                    "{clause}"
                );
            }
        }
    }

    #[test]
    fn every_row_has_an_example_that_is_read() {
        for [class, words, example] in lexicon::rows::<3>(include_str!("words.tsv")) {
            assert!(class == "noun" || class_of(class) != Class::Noun, "{class} is no class");
            let shown = words.split(' ').any(|word| example.contains(word));
            assert!(shown, "{class}: {example} shows none of {words}");
            let text = format!("甲镇总结\n\n今年，{example}。");
            let quantities = crate::parse(&text).quantities;
            assert!(!quantities.is_empty(), "{class}: {example}");
        }
    }

    #[test]
    fn a_word_does_one_thing() {
        for [class, words, _] in lexicon::rows::<3>(include_str!("words.tsv")) {
            for word in words.split(' ').filter(|_| class != "generic") {
                let found = longest(word).map(|(len, found)| (len, found.class));
                assert_eq!(found, Some((word.len(), class_of(class))), "{class}: {word}");
            }
        }
    }
}
