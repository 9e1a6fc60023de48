//! What the end of a name tells of it, for names that no table has.
//!
//! ```text
//! 居民人均可支配收入: a measure      城乡收入比: one without a unit
//! 育龄妇女: people                    陈列室: a place
//! ```
//!
//! Most names end in a character that no ending has, or in one that tells all. So the last
//! character has bits for what it may tell, and few names are compared with any ending.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use crate::lexicon;

/// What a name with a certain ending is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// 率, 面积: how much there is of something.
    Measure,
    /// 比, 指数: a measure without unit.
    Pure,
    /// 参保率: a part of a whole.
    Share,
    /// 员, 妇, 企业: those who are counted by 人 and 户, or their dwellings.
    People,
    /// 站, 室: places and things made.
    Place,
    /// 试点, 环境: what is so with what is counted.
    Affair,
    /// 国家, 行业: belongs to the noun behind it.
    Attribute,
    /// 派出所, 防火期: who does something, or when it is done.
    Doer,
    /// 中心, 设备: a verb may say what it is for, 培训中心.
    Work,
    /// 自然村, 小区: where people live.
    Home,
    /// 群众, 残疾人: those for whom or with whom something is done.
    Served,
    /// 任务, 预算: what is to be done, and so no measure of what was.
    Plan,
    /// 生产, 消耗: a verb by which there is more or less of something.
    Output,
}

/// So many sorts there are.
const SORTS: usize = Ending::Output as usize + 1;

/// All endings.
#[derive(Debug)]
struct Endings {
    /// For each Chinese character, bits for the sorts of which it is an ending, and
    /// for those of which it is the last of a longer one.
    bits: Vec<u32>,
    /// The longer endings of each sort, with their last characters.
    words: [Vec<(char, &'static str)>; SORTS],
}

/// The Chinese characters of the first block; no ending has any other.
const HAN: RangeInclusive<char> = '\u{4E00}'..='\u{9FFF}';

static ENDINGS: LazyLock<Endings> = LazyLock::new(|| {
    let mut all = Endings {
        bits: vec![0; *HAN.end() as usize - *HAN.start() as usize + 1],
        words: Default::default(),
    };
    for [sort, endings, _] in lexicon::rows::<3>(include_str!("endings.tsv")) {
        let Some(sort) = sort_of(sort) else { continue };
        for ending in endings.split(' ') {
            let mut back = ending.chars().rev();
            let Some(last) = back.next() else { continue };
            let bits = &mut all.bits[place(last).expect("an ending's last character is Chinese")];
            if back.next().is_none() {
                *bits |= sort.alone();
            } else {
                *bits |= sort.longer();
                all.words[sort as usize].push((last, ending));
            }
        }
    }
    all
});

/// Where the bits of a character stand.
fn place(c: char) -> Option<usize> {
    HAN.contains(&c).then(|| c as usize - *HAN.start() as usize)
}

/// The sort that the table calls so.
fn sort_of(name: &str) -> Option<Ending> {
    Some(match name {
        "measure" => Ending::Measure,
        "pure" => Ending::Pure,
        "share" => Ending::Share,
        "people" => Ending::People,
        "place" => Ending::Place,
        "affair" => Ending::Affair,
        "attribute" => Ending::Attribute,
        "home" => Ending::Home,
        "served" => Ending::Served,
        "plan" => Ending::Plan,
        "output" => Ending::Output,
        "doer" => Ending::Doer,
        "work" => Ending::Work,
        _ => return None,
    })
}

impl Ending {
    /// Whether `name` ends so.
    pub(super) fn closes(self, name: &str) -> bool {
        let endings = &*ENDINGS;
        let Some(last) = name.chars().next_back() else { return false };
        let bits = place(last).map_or(0, |place| endings.bits[place]);
        let fits = |(own, word): &(char, &str)| *own == last && name.ends_with(word);
        bits & self.alone() != 0
            || (bits & self.longer() != 0 && endings.words[self as usize].iter().any(fits))
    }

    /// Whether `name` is such an ending of two characters or more, and nothing else.
    pub(super) fn is(self, name: &str) -> bool {
        ENDINGS.words[self as usize].iter().any(|(_, word)| *word == name)
    }

    /// What is left of `name` without the longest such ending of two characters or more.
    pub(super) fn strip(self, name: &str) -> Option<&str> {
        let left =
            ENDINGS.words[self as usize].iter().filter_map(|(_, word)| name.strip_suffix(word));
        left.min_by_key(|left| left.len())
    }

    /// The bit of a character that is such an ending.
    fn alone(self) -> u32 {
        1 << self as u32
    }

    /// The bit of a character that is the last of such an ending of two or more.
    fn longer(self) -> u32 {
        1 << (16 + self as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_closes_its_example() {
        for [sort, endings, example] in lexicon::rows::<3>(include_str!("endings.tsv")) {
            let shown = endings.split(' ').any(|ending| example.contains(ending));
            assert!(shown, "{sort}: {example} shows none of {endings}");
            let ending = sort_of(sort).unwrap_or_else(|| panic!("{sort} is no sort"));
            assert!(ending.closes(example), "{sort}: {example}");
        }
    }

    /// The plain twin: every ending is tried.
    fn closes_by_search(sort: Ending, name: &str) -> bool {
        lexicon::rows::<3>(include_str!("endings.tsv"))
            .filter(|[own, ..]| sort_of(own) == Some(sort))
            .any(|[_, endings, _]| endings.split(' ').any(|ending| name.ends_with(ending)))
    }

    #[test]
    fn agrees_with_a_search_through_all_endings() {
        use Ending::{Affair, Attribute, Doer, Measure, People, Place, Plan, Pure, Share, Work};
        let rows = lexicon::rows::<3>(include_str!("endings.tsv"));
        let endings = rows.flat_map(|[_, endings, _]| endings.split(' ')).map(str::to_owned);
        let text: Vec<char> = include_str!("../../fixtures/seed.txt").chars().collect();
        let names = (0..4).flat_map(|len| text.windows(len + 1)).map(|name| name.iter().collect());
        for name in endings.chain(names).chain([String::new()]) {
            let name = name.as_str();
            for sort in [Measure, Pure, Share, People, Place, Affair, Attribute, Doer, Work, Plan] {
                assert_eq!(sort.closes(name), closes_by_search(sort, name), "{sort:?}: {name}");
            }
        }
    }
}
