//! Traditional characters → the simplified ones that the tables are written in.
//!
//! ```text
//! 萬 → 万      產 → 产      黨 → 党      产: no traditional character
//! ```
//!
//! Only characters of words that the crate knows have a row, and only those of which
//! both forms take three bytes, so that folding one moves nothing behind it.

use std::sync::LazyLock;

use crate::chars::CharTable;
use crate::lexicon;

static SIMPLIFIED: LazyLock<CharTable<char>> =
    LazyLock::new(|| {
        let rows = lexicon::rows::<2>(include_str!("traditional.tsv"));
        CharTable::new(rows.filter_map(|[simplified, traditional]| {
            Some((traditional, simplified.chars().next()?))
        }))
    });

/// The simplified form of the character that begins at byte `at`, if that is a traditional one.
pub(super) fn simplified(bytes: &[u8], at: usize) -> Option<char> {
    match SIMPLIFIED.at(bytes, at) {
        ('\0', _) => None,
        (simplified, _) => Some(simplified),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_folds_to_what_is_folded_no_further() {
        for [to, from] in lexicon::rows::<2>(include_str!("traditional.tsv")) {
            assert_eq!(simplified(to.as_bytes(), 0), None, "{to}");
            for c in from.chars() {
                let c = c.to_string();
                let folded = simplified(c.as_bytes(), 0).map(String::from);
                assert_eq!((folded.as_deref(), c.len(), to.len()), (Some(to), 3, 3), "{c}");
            }
        }
    }
}
