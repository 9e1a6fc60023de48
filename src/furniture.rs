//! Page furniture: lines that belong to the page, not to the document.
//!
//! ```text
//! 【字体：大 中 小】   打印   上一篇：……   版权所有……      →  furniture
//! ```
//!
//! The words are in `furniture.tsv`. They are asked for only above and below
//! the body, where a line `大` can be nothing else.

use std::collections::HashSet;
use std::sync::LazyLock;

struct Table {
    whole: HashSet<&'static str>,
    start: Vec<&'static str>,
    part: Vec<&'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { whole: HashSet::new(), start: Vec::new(), part: Vec::new() };
    for [place, words, _] in rows() {
        match place {
            "whole" => {
                table.whole.insert(words);
            }
            "start" => table.start.push(words),
            _ => table.part.push(words),
        }
    }
    table
});

fn rows() -> impl Iterator<Item = [&'static str; 3]> {
    include_str!("furniture.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        Some([cells.next()?, cells.next()?, cells.next()?])
    })
}

/// The longest line that can be furniture, in bytes.
const LONGEST: usize = 300;

/// Whether a trimmed line is page furniture.
pub(crate) fn is_furniture(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let squeezed: String;
    let line = if line.contains(':') {
        squeezed = line.replace(':', "：");
        squeezed.as_str()
    } else {
        line
    };
    TABLE.whole.contains(line.trim_end_matches('：'))
        || TABLE.start.iter().any(|words| line.starts_with(words))
        || TABLE.part.iter().any(|words| line.contains(words))
        || !line.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_knows_its_example() {
        for [_, words, example] in rows() {
            assert!(is_furniture(example), "{words}: {example}");
        }
    }

    #[test]
    fn text_is_no_furniture() {
        for line in ["大力发展产业。", "首页改版完成，访问量增长三成。", "中小企业"]
        {
            assert!(!is_furniture(line), "{line}");
        }
    }
}
