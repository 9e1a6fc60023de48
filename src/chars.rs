//! A table over characters, for the scans that look at each of a text.
//!
//! A scan asks for every character what can begin there, and for nearly all the
//! answer is nothing. One look into a table gives it without decoding the
//! character to a `char` and matching that against dozens of others.
//!
//! ```text
//! table: 一 → Numeral, 。 → Break      table.at(bytes of "一家。", 0) = (Numeral, 3)
//! ```

/// A meaning for each character of the Basic Multilingual Plane; others have the default.
///
/// A bit for each character tells whether it has a meaning at all: all the bits
/// together fit into the fastest cache, where the meanings do not.
#[derive(Debug)]
pub(crate) struct CharTable<T> {
    bits: Box<[u64]>,
    meanings: Box<[T]>,
}

/// One entry a code point, and one for all that are beyond.
const SIZE: usize = 0x1_0001;
const BEYOND: usize = 0x1_0000;

impl<T: Copy + Default> CharTable<T> {
    /// A table of rows of characters, each with their meaning.
    pub(crate) fn new<'c>(rows: impl IntoIterator<Item = (&'c str, T)>) -> CharTable<T> {
        let mut bits = vec![0; SIZE.div_ceil(64)].into_boxed_slice();
        let mut meanings = vec![T::default(); SIZE].into_boxed_slice();
        for (characters, meaning) in rows {
            for c in characters.chars() {
                let code = (c as usize).min(BEYOND);
                bits[code / 64] |= 1 << (code % 64);
                meanings[code] = meaning;
            }
        }
        CharTable { bits, meanings }
    }

    /// The meaning and length of the character that begins at byte `at`.
    ///
    /// `bytes` are those of a `str`, and `at` is a character's beginning; elsewhere
    /// the answer means nothing, but nothing breaks.
    #[inline]
    pub(crate) fn at(&self, bytes: &[u8], at: usize) -> (T, usize) {
        let low =
            |offset: usize| usize::from(bytes.get(at + offset).copied().unwrap_or_default() & 0x3F);
        let first = usize::from(bytes[at]);
        let (code, len) = match first {
            0..0x80 => (first, 1),
            0xE0..0xF0 => ((first & 0x0F) << 12 | low(1) << 6 | low(2), 3),
            0xF0.. => (BEYOND, 4),
            _ => ((first & 0x1F) << 6 | low(1), 2),
        };
        if self.bits[code / 64] >> (code % 64) & 1 == 0 {
            return (T::default(), len);
        }
        (self.meanings[code], len)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_character_is_found_where_it_stands() {
        let table = CharTable::new([("一三", 1_u8), ("a。é", 2)]);
        let text = "一a二。é\u{20000}三z";
        let mut at = 0;
        let mut seen = Vec::new();
        while at < text.len() {
            let (meaning, len) = table.at(text.as_bytes(), at);
            assert!(text.is_char_boundary(at + len));
            seen.push(meaning);
            at += len;
        }
        assert_eq!(seen, [1, 2, 0, 2, 2, 0, 1, 0]);
    }

    /// The plain twin: the character is decoded, and looked for in every row.
    fn by_search<T: Copy + Default>(rows: &[(&str, T)], text: &str, at: usize) -> (T, usize) {
        let c = text[at..].chars().next().expect("a character begins here");
        // all beyond the Basic Multilingual Plane are one
        let same = |other: char| other == c || (other > '\u{FFFF}' && c > '\u{FFFF}');
        let row = rows.iter().rfind(|(characters, _)| characters.chars().any(same));
        (row.map(|row| row.1).unwrap_or_default(), c.len_utf8())
    }

    proptest! {
        #[test]
        fn agrees_with_a_search_through_the_rows(
            rows in proptest::collection::vec(("[a-c一-五é€。\u{FFFF}]{1,4}", 0_u8..9), 0..6),
            text in "[a-c一-五é€。\u{FFFF}]{0,20}.{0,20}",
        ) {
            let rows: Vec<(&str, u8)> = rows.iter().map(|(row, n)| (row.as_str(), *n)).collect();
            let table = CharTable::new(rows.iter().copied());
            for (at, _) in text.char_indices() {
                prop_assert_eq!(table.at(text.as_bytes(), at), by_search(&rows, &text, at));
            }
        }
    }
}
