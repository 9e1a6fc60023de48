//! Traditional characters → the simplified ones that the tables are written in.
//!
//! ```text
//! 萬 → 万      產 → 产      黨 → 党      产: no traditional character
//! ```
//!
//! Only characters of words that the crate knows have a row, and only those of which
//! both forms take three bytes, so that folding one moves nothing behind it.

use crate::lexicon;

/// Each row's traditional characters, with their simplified form.
pub(super) fn rows() -> impl Iterator<Item = (&'static str, char)> {
    lexicon::rows::<2>(include_str!("traditional.tsv"))
        .filter_map(|[simplified, traditional]| Some((traditional, simplified.chars().next()?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::Normalised;
    use crate::outline;

    #[test]
    fn every_row_is_read_and_folds_to_what_is_folded_no_further() {
        for (from, to) in rows() {
            let to = to.to_string();
            assert_eq!(Normalised::new(&to).text, to);
            for c in from.chars() {
                let c = c.to_string();
                let folded = Normalised::new(&c).text.into_owned();
                assert_eq!((folded.as_str(), c.len(), to.len()), (to.as_str(), 3, 3), "{c}");
            }
        }
    }

    #[test]
    fn none_becomes_one_that_opens_a_mark() {
        for (_, to) in rows() {
            assert!(outline::OPENERS.iter().all(|row| !row.contains(to)), "{to}");
        }
    }
}
