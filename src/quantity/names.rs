//! Words and names that have numerals in them, and are no quantities.
//!
//! ```text
//! 统一   进一步   千方百计   二十大   三峡   零售   12345热线   104国道
//! ```

use std::sync::LazyLock;

use crate::lexicon::{self, Lexicon};
use crate::number::numeral;
use crate::quantity::words::{self, Class};
use crate::unit;

/// What a row of the table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// 统一, 三峡: has a numeral inside.
    Name,
    /// 热线: makes a name of the number before it.
    Suffix,
    /// 国道: likewise, even where 国 could be a unit.
    Road,
    /// 败诉: can be none at all.
    Event,
    /// 拨打: makes a name of the number behind it.
    Lead,
    /// 电话: likewise, of a long one.
    Line,
    /// 累计: behind years, what was done in them is summed up.
    Sum,
}

/// All that the table lists as `kind`.
fn listed(kind: Kind) -> impl Iterator<Item = &'static str> {
    let rows = lexicon::rows::<3>(include_str!("names.tsv"));
    rows.filter(move |[name, ..]| kind_of(name) == kind).flat_map(|[_, names, _]| names.split(' '))
}

fn table(kind: Kind) -> Lexicon<()> {
    Lexicon::new(listed(kind).map(|name| (name, ())))
}

fn kind_of(name: &str) -> Kind {
    match name {
        "suffix" => Kind::Suffix,
        "road" => Kind::Road,
        "event" => Kind::Event,
        "lead" => Kind::Lead,
        "line" => Kind::Line,
        "sum" => Kind::Sum,
        // word, place, holiday, body, company, per
        _ => Kind::Name,
    }
}

static NAMES: LazyLock<Lexicon<()>> = LazyLock::new(|| table(Kind::Name));
static SUFFIXES: LazyLock<Lexicon<()>> = LazyLock::new(|| table(Kind::Suffix));
static ROADS: LazyLock<Lexicon<()>> = LazyLock::new(|| table(Kind::Road));
static EVENTS: LazyLock<Lexicon<()>> = LazyLock::new(|| table(Kind::Event));
static SUMS: LazyLock<Lexicon<()>> = LazyLock::new(|| table(Kind::Sum));
static LEADS: LazyLock<Vec<&str>> = LazyLock::new(|| listed(Kind::Lead).collect());
static LINES: LazyLock<Vec<&str>> = LazyLock::new(|| listed(Kind::Line).collect());

/// No name goes back further than this before its first numeral, in characters.
const REACH: usize = 2;

/// The end of the name that covers the numeral at `at`, if one does.
pub(super) fn covering(text: &str, from: usize, at: usize) -> Option<usize> {
    let names = &*NAMES;
    // 十一 is a holiday, but 十一家, 十一万元; 万分 is a word, but 万分之一
    let counts = |name: &str| {
        let rest = &text[at + name.len()..];
        let unit = unit::read(rest).is_some_and(|unit| unit.after == unit::After::Any);
        let numeral = |c: char| c == '十' || numeral::chinese_digit(c).is_some();
        let fraction = name.ends_with('分') && rest.starts_with('之');
        fraction || (name.chars().all(numeral) && (unit || rest.starts_with(['万', '亿'])))
    };
    if let Some(name) = names.longest(&text[at..]).filter(|name| !counts(name.word)) {
        return Some(at + name.word.len());
    }
    let mut start = at;
    for c in text[from..at].chars().rev().take(REACH) {
        start -= c.len_utf8();
        let end = names.longest(&text[start..]).map(|name| start + name.word.len());
        if let Some(end) = end.filter(|&end| end > at) {
            return Some(end);
        }
    }
    None
}

/// Whether what follows a number makes the name of a road or line of it.
pub(super) fn is_road(rest: &str) -> bool {
    ROADS.longest(rest).is_some()
}

/// Whether what follows a number makes a name of it.
pub(super) fn is_suffix(rest: &str) -> bool {
    SUFFIXES.longest(rest).is_some()
}

/// Whether what stands before a number without a unit makes a name of it: `拨打|12119`,
/// `电话|2301188`, but `受理热线1200`.
pub(super) fn is_lead(before: &str, digits: &str) -> bool {
    /// A number that can be called is no shorter, unless a colon sets it off.
    const SHORTEST: usize = 5;
    let lead = before.trim_end_matches([' ', '：', ':']);
    let colon = lead.len() < before.trim_end_matches(' ').len();
    let ends = |words: &[&str]| words.iter().any(|word| lead.ends_with(word));
    ends(&LEADS) || ((colon || digits.len() >= SHORTEST) && ends(&LINES))
}

/// Whether what follows some years sums up what was done in them: 五年|累计, but 三年|共同.
pub(super) fn is_sum(rest: &str) -> bool {
    SUMS.longest(rest).is_some() && !rest.starts_with("共同")
}

/// What can be none at all, where `rest` begins with it: 零|败诉, 零|事故, but 零|隐患|企业.
pub(super) fn event(rest: &str) -> Option<&'static str> {
    let event = EVENTS.longest(rest)?.word;
    let behind = words::longest(&rest[event.len()..]);
    let thing = behind.is_some_and(|(_, word)| matches!(word.class, Class::Noun | Class::Head));
    (!thing).then_some(event)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantities(text: &str) -> Vec<String> {
        let text = format!("甲镇总结\n\n今年，{text}");
        crate::parse(&text).quantities.into_iter().map(|quantity| quantity.text.into()).collect()
    }

    #[test]
    fn no_name_stands_twice() {
        let mut seen = std::collections::HashSet::new();
        for [kind, names, _] in lexicon::rows::<3>(include_str!("names.tsv")) {
            for name in names.split(' ') {
                assert!(seen.insert((kind, name)), "{kind}: {name}");
            }
        }
    }

    #[test]
    fn no_name_is_a_quantity() {
        for [kind, names, example] in lexicon::rows::<3>(include_str!("names.tsv")) {
            for name in names.split(' ') {
                let (text, want) = match kind_of(kind) {
                    Kind::Name => (format!("要推进{name}。"), vec![]),
                    // a unit goes before a name
                    Kind::Suffix if crate::unit::read(name).is_some() => continue,
                    Kind::Suffix => (format!("开通68{name}，"), vec![]),
                    Kind::Road => (format!("改造68{name}，"), vec![]),
                    Kind::Event => (format!("实现零{name}。"), vec!["零"]),
                    Kind::Sum => (format!("三年{name}建厂3座。"), vec!["3座"]),
                    Kind::Lead | Kind::Line => {
                        (format!("建厂3座。可{name}12119，或向村里报告。"), vec!["3座"])
                    }
                };
                assert_eq!(quantities(&text), want, "{text}");
            }
            let known = ["word", "place", "holiday", "body", "company", "per"];
            assert!(known.contains(&kind) || kind_of(kind) != Kind::Name, "{kind} is no kind");
            let shown = names.split(' ').any(|name| example.contains(name));
            assert!(shown, "{example} shows none of {names}");
        }
    }
}
