//! A table over characters, for the scans that look at each of a text.
//!
//! A scan asks for every character what can begin there, and for nearly all the
//! answer is nothing. [`CharTable::walk`] goes from one that has a meaning to the next.
//!
//! ```text
//! table: 一 → Numeral, 。 → Break      walk of "一家。" = (0, Numeral), (6, Break)
//! ```
//!
//! What makes it fast:
//!
//! - No character is decoded. A bit for each tells whether it has a meaning: its leading
//!   bytes choose a word of 64 bits, its last byte a bit in it. All bits together fit into
//!   the fastest cache, where the meanings do not.
//! - The bits of some 60 bytes of text are gathered in one word, without a branch that depends
//!   on them: a processor that guesses where the next meaning stands guesses wrong.
//! - Four characters are looked at together where all take three bytes, as nearly all do.

/// A meaning for characters of the Basic Multilingual Plane; all others have the default.
#[derive(Debug)]
pub(crate) struct CharTable<T> {
    /// A bit for each character, in words of the 64 that differ in their last byte alone.
    bits: Box<[u64; WORDS]>,
    /// For each word, which of the `pages` has the meanings of its characters.
    page_of: Box<[u16; WORDS]>,
    pages: Vec<[T; 64]>,
}

const WORDS: usize = 0x1_0000 / 64;

impl<T: Copy + Default> CharTable<T> {
    /// A table of rows of characters, each with their meaning.
    pub(crate) fn new<'c>(rows: impl IntoIterator<Item = (&'c str, T)>) -> CharTable<T> {
        let mut bits = Box::new([0; WORDS]);
        let mut page_of = Box::new([0; WORDS]);
        let mut pages = vec![[T::default(); 64]];
        for (characters, meaning) in rows {
            for c in characters.chars() {
                assert!(c <= '\u{FFFF}', "{c} is beyond the Basic Multilingual Plane");
                let (word, bit) = (word_of(c as usize / 64), c as usize % 64);
                if bits[word] == 0 {
                    page_of[word] =
                        u16::try_from(pages.len()).expect("no more than there are words");
                    pages.push([T::default(); 64]);
                }
                bits[word] |= 1 << bit;
                pages[usize::from(page_of[word])][bit] = meaning;
            }
        }
        CharTable { bits, page_of, pages }
    }

    /// The meaning and length of the character that begins at byte `at`.
    ///
    /// `bytes` are those of a `str`, and `at` is a character's beginning; elsewhere
    /// the answer means nothing, but nothing breaks.
    #[inline]
    fn at(&self, bytes: &[u8], at: usize) -> (T, usize) {
        let (word, last, len) = match bytes[at..] {
            [a, ..] if a < 0x80 => (word_of(usize::from(a / 64)), a, 1),
            [a, b, c, ..] if a >= 0xE0 => (word_of_three(a, b), c, 3),
            [a, b, ..] => (word_of(usize::from(a & 0x1F)), b, 2),
            _ => return (T::default(), 1),
        };
        (self.pages[usize::from(self.page_of[word])][usize::from(last % 64)], len)
    }

    /// Goes through the characters of `text` from `at` on that have a meaning.
    pub(crate) fn walk<'w>(&'w self, text: &'w str, at: usize) -> Walk<'w, T> {
        Walk { table: self, bytes: text.as_bytes(), word: 0, base: at, next: at }
    }
}

/// The way through a text from one character that has a meaning to the next.
#[derive(Debug)]
pub(crate) struct Walk<'w, T> {
    table: &'w CharTable<T>,
    bytes: &'w [u8],
    /// Bit n: the character at `base + n` has a meaning, and was not come to yet.
    word: u64,
    base: usize,
    /// The character behind those that `word` tells of.
    next: usize,
}

/// A character that has a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place<T> {
    pub(crate) at: usize,
    pub(crate) len: usize,
    pub(crate) meaning: T,
}

impl<T: Copy + Default> Walk<'_, T> {
    /// The next character that has a meaning.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<Place<T>> {
        while self.word == 0 {
            if self.next >= self.bytes.len() {
                return None;
            }
            self.gather();
        }
        let at = self.base + self.word.trailing_zeros() as usize;
        self.word &= self.word - 1;
        let (meaning, len) = self.table.at(self.bytes, at);
        Some(Place { at, len, meaning })
    }

    /// Leaves out what stands before byte `at`, which is a character's beginning.
    #[inline]
    pub(crate) fn skip_to(&mut self, at: usize) {
        if at >= self.next {
            self.word = 0;
            self.next = at;
        } else {
            self.word = self.word >> (at - self.base) << (at - self.base);
        }
    }

    /// Gathers the bits of the next characters, as far as they go into a word.
    fn gather(&mut self) {
        let bits = &*self.table.bits;
        let bit = |word: usize, last: u8| bits[word] >> (last % 64) & 1;
        let three = |a: u8, b: u8, c: u8| bit(word_of_three(a, b), c);
        let mut rest = &self.bytes[self.next..];
        let mut word = 0;
        let mut shift = 0;
        while shift <= 64 - FOUR {
            let (hits, len, tail) = match *rest {
                [a, ref tail @ ..] if a < 0x80 => (bit(word_of(usize::from(a / 64)), a), 1, tail),
                // most stand among others of three bytes
                [a, b, c, d, e, f, g, h, i, j, k, l, ref tail @ ..]
                    if (a & d & g & j) >= 0xE0 && (a | d | g | j) < 0xF0 =>
                {
                    let hits = three(a, b, c)
                        | three(d, e, f) << 3
                        | three(g, h, i) << 6
                        | three(j, k, l) << 9;
                    (hits, FOUR, tail)
                }
                [a, b, c, ref tail @ ..] if (0xE0..0xF0).contains(&a) => (three(a, b, c), 3, tail),
                [a, b, ref tail @ ..] if a < 0xE0 => {
                    (bit(word_of(usize::from(a & 0x1F)), b), 2, tail)
                }
                [_, _, _, _, ref tail @ ..] => (0, 4, tail),
                _ => break,
            };
            word |= hits << shift;
            shift += len;
            rest = tail;
        }
        self.word = word;
        self.base = self.next;
        // a text does not end within a character; if it did, nothing would be left to gather
        self.next = if shift == 0 { self.bytes.len() } else { self.base + shift };
    }
}

/// The length of four characters of three bytes.
const FOUR: usize = 12;

/// The word of a character, by the part of its code point that its last byte leaves out.
const fn word_of(code: usize) -> usize {
    // what the marking bits of three bytes add up to, so that nobody need take them away
    (code + 0x80) % WORDS
}

/// The word of a character of three bytes, by its first two.
#[inline]
fn word_of_three(a: u8, b: u8) -> usize {
    ((usize::from(a) << 6) + usize::from(b)) % WORDS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn walked<T: Copy + Default>(table: &CharTable<T>, text: &str) -> Vec<(usize, T)> {
        let mut walk = table.walk(text, 0);
        std::iter::from_fn(|| walk.next()).map(|place| (place.at, place.meaning)).collect()
    }

    #[test]
    fn every_character_is_found_where_it_stands() {
        let table = CharTable::new([("一三", 1_u8), ("a。é", 2)]);
        let text = "一a二。é\u{20000}三z";
        assert_eq!(walked(&table, text), [(0, 1), (3, 2), (7, 2), (10, 2), (16, 1)]);
    }

    #[test]
    fn each_of_many_is_told_from_all_others() {
        let all = || (1..=0xFFFF).filter_map(char::from_u32);
        let rows: Vec<(String, u32)> =
            all().step_by(7).map(|c| (c.to_string(), u32::from(c))).collect();
        let table = CharTable::new(rows.iter().map(|(c, code)| (c.as_str(), *code)));
        let text: String = all().collect();
        let found = text.char_indices().step_by(7).map(|(at, c)| (at, u32::from(c)));
        assert_eq!(walked(&table, &text), found.collect::<Vec<_>>());
    }

    /// The plain twin: every character is decoded, and looked for in every row. `skips`
    /// tells of each that was found how many characters to leave out behind it.
    fn by_search(rows: &[(&str, u8)], text: &str, skips: &[usize]) -> Vec<Place<u8>> {
        let mut skips = skips.iter().copied();
        let mut chars = text.char_indices();
        let mut found = Vec::new();
        while let Some((at, c)) = chars.next() {
            if let Some((_, meaning)) = rows.iter().rfind(|(row, _)| row.contains(c)) {
                found.push(Place { at, len: c.len_utf8(), meaning: *meaning });
                for _ in 0..skips.next().unwrap_or(0) {
                    chars.next();
                }
            }
        }
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn agrees_with_a_search_through_the_rows(
            rows in proptest::collection::vec(("[a-c一-五é€。\u{FFFF}]{1,4}", 1_u8..9), 0..6),
            text in "([a-c一-五é€。\u{FFFF}]{0,20}.{0,20}[一-十]{0,20}){0,8}",
            skips in proptest::collection::vec(0_usize..40, 0..8),
        ) {
            let rows: Vec<(&str, u8)> = rows.iter().map(|(row, n)| (row.as_str(), *n)).collect();
            let table = CharTable::new(rows.iter().copied());
            let mut skip = skips.iter().copied();
            let mut walk = table.walk(&text, 0);
            let mut found = Vec::new();
            while let Some(place) = walk.next() {
                found.push(place);
                let behind = &text[place.at + place.len..];
                let left = behind.char_indices().nth(skip.next().unwrap_or(0));
                walk.skip_to(left.map_or(text.len(), |(n, _)| text.len() - behind.len() + n));
            }
            prop_assert_eq!(found, by_search(&rows, &text, &skips));
        }
    }
}
