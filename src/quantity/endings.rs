//! What the end of a name tells of it, for names that no table has.
//!
//! ```text
//! 居民人均可支配收入: a measure      城乡收入比: one without a unit
//! 育龄妇女: people                    陈列室: a place
//! ```

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
    /// 任务, 预算: what is to be done, and so no measure of what was.
    Plan,
}

/// The endings of one sort: most are one character, and are told by it alone.
#[derive(Debug, Default)]
struct Endings {
    characters: Vec<char>,
    words: Vec<&'static str>,
    /// The last characters of the words, which most names end in none of.
    last: Vec<char>,
}

static ENDINGS: LazyLock<[Endings; 8]> = LazyLock::new(|| {
    let mut all: [Endings; 8] = Default::default();
    for [sort, endings, _] in lexicon::rows::<3>(include_str!("endings.tsv")) {
        let Some(sort) = sort_of(sort) else { continue };
        for ending in endings.split(' ') {
            let mut characters = ending.chars();
            match (characters.next(), characters.next()) {
                (Some(only), None) => all[sort as usize].characters.push(only),
                _ => {
                    all[sort as usize].words.push(ending);
                    all[sort as usize].last.extend(ending.chars().next_back());
                }
            }
        }
    }
    all
});

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
        "plan" => Ending::Plan,
        _ => return None,
    })
}

impl Ending {
    /// Whether `name` ends so.
    pub(super) fn closes(self, name: &str) -> bool {
        let endings = &ENDINGS[self as usize];
        let Some(last) = name.chars().next_back() else { return false };
        endings.characters.contains(&last)
            || (endings.last.contains(&last)
                && endings.words.iter().any(|word| name.ends_with(word)))
    }

    /// Whether `name` is such an ending of two characters or more, and nothing else.
    pub(super) fn is(self, name: &str) -> bool {
        ENDINGS[self as usize].words.contains(&name)
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
}
