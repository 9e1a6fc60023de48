//! Words to look up at a place of a text: the longest that begins there.
//!
//! The tables of units, names and words are all looked up in this way. A word of two
//! characters or more is found by its first six bytes, a shorter one by its first
//! character, so that most places cost two looks into a table and no comparison of
//! strings.
//!
//! ```text
//! rows: 公里, 公顷, 里        longest("公里，比…") = 公里
//! ```

/// A set of words, each with a meaning.
#[derive(Debug)]
pub(crate) struct Lexicon<T> {
    /// Words of [`KEY`] bytes or more.
    long: Buckets<T>,
    short: Buckets<T>,
}

/// The bytes by which a word is found: two Chinese characters.
const KEY: usize = 6;

/// Words in buckets, the longest first.
#[derive(Debug)]
struct Buckets<T> {
    /// Where the words of bucket `n` begin in `words`; one entry more than buckets.
    starts: Vec<u32>,
    words: Vec<Entry<T>>,
}

/// A word with its first bytes as a number, so that most words that do not fit
/// are told by one comparison.
#[derive(Debug, Clone, Copy)]
struct Entry<T> {
    first: u64,
    mask: u64,
    word: &'static str,
    meaning: T,
}

const BUCKETS: usize = 4096;

/// The first eight bytes of `bytes` as a number, zeros where there are fewer.
fn first_eight(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)),
    }
}

/// The bucket of a word of [`KEY`] bytes or more that begins with `first`.
fn long_bucket(first: u64) -> usize {
    // Fibonacci hashing: the high bits of the product depend on all bytes of the key
    let key = first << (64 - 8 * KEY);
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize
}

/// The bucket of a shorter word that begins with `first`.
fn short_bucket(first: u64) -> usize {
    let key = first & if first & 0x80 == 0 { 0xFF } else { 0xFF_FFFF };
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize
}

impl<T: Copy> Lexicon<T> {
    /// A lexicon of `rows`; of a word that stands twice, the first counts.
    pub(crate) fn new(rows: impl IntoIterator<Item = (&'static str, T)>) -> Lexicon<T> {
        let rows = rows.into_iter().filter(|(word, _)| !word.is_empty());
        let entry = |(word, meaning): (&'static str, T)| {
            let mask = u64::MAX >> (64 - 8 * word.len().clamp(1, 8));
            let first = first_eight(word.as_bytes()) & mask;
            Entry { first, mask, word, meaning }
        };
        let (long, short) = rows.map(entry).partition(|entry: &Entry<T>| entry.word.len() >= KEY);
        Lexicon { long: Buckets::new(long, long_bucket), short: Buckets::new(short, short_bucket) }
    }

    /// The longest word that `text` begins with.
    pub(crate) fn longest(&self, text: &str) -> Option<(&'static str, T)> {
        let first = first_eight(text.as_bytes());
        let long = self.long.longest(text, first, long_bucket(first));
        long.or_else(|| self.short.longest(text, first, short_bucket(first)))
    }
}

impl<T: Copy> Buckets<T> {
    fn new(entries: Vec<Entry<T>>, bucket: fn(u64) -> usize) -> Buckets<T> {
        let mut words = entries;
        words.sort_by_key(|entry| (bucket(entry.first), std::cmp::Reverse(entry.word.len())));
        let mut starts = Vec::with_capacity(BUCKETS + 1);
        let mut next = 0;
        for at in 0..=BUCKETS {
            while words.get(next).is_some_and(|entry| bucket(entry.first) < at) {
                next += 1;
            }
            starts.push(u32::try_from(next).unwrap_or(u32::MAX));
        }
        Buckets { starts, words }
    }

    fn longest(&self, text: &str, first: u64, bucket: usize) -> Option<(&'static str, T)> {
        let words = &self.words[self.starts[bucket] as usize..self.starts[bucket + 1] as usize];
        let fits = |entry: &&Entry<T>| {
            first & entry.mask == entry.first
                && (entry.word.len() <= 8 || text.starts_with(entry.word))
        };
        words.iter().find(fits).map(|entry| (entry.word, entry.meaning))
    }
}

/// The rows of a table: lines of cells set apart by tabs, `#` opens a remark.
pub(crate) fn rows<const CELLS: usize>(
    table: &'static str,
) -> impl Iterator<Item = [&'static str; CELLS]> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_longest_word_is_found() {
        let lexicon = Lexicon::new([("公里", 1), ("里", 2), ("平方公里", 3), ("公", 4)]);
        let rows = [
            ("公里数", Some(("公里", 1))),
            ("公元", Some(("公", 4))),
            ("平方公里", Some(("平方公里", 3))),
            ("平方公", None),
            ("3平方公里", None),
            ("", None),
        ];
        for (text, first) in rows {
            assert_eq!(lexicon.longest(text), first, "{text}");
        }
    }

    /// The plain twin: every row is tried.
    fn by_search<T: Copy>(rows: &[(&'static str, T)], text: &str) -> Option<(&'static str, T)> {
        let mut best: Option<(&str, T)> = None;
        for &(word, meaning) in rows {
            let longer = best.is_none_or(|(best, _)| word.len() > best.len());
            if !word.is_empty() && text.starts_with(word) && longer {
                best = Some((word, meaning));
            }
        }
        best
    }

    /// The words of all tables, each with its row.
    fn all_words() -> Vec<(&'static str, usize)> {
        let tables = [
            include_str!("unit/units.tsv"),
            include_str!("quantity/names.tsv"),
            include_str!("quantity/words.tsv"),
            include_str!("header/labels.tsv"),
        ];
        let cells = tables.into_iter().flat_map(rows::<2>).flatten();
        let words = cells.flat_map(|cell| cell.split(' ')).filter(|word| !word.is_empty());
        words.enumerate().map(|(row, word)| (word, row)).collect()
    }

    fn agree(rows: &[(&'static str, usize)], text: &str) {
        let lexicon = Lexicon::new(rows.iter().copied());
        for (at, _) in text.char_indices() {
            let rest = &text[at..];
            let shown = rest.chars().take(20).collect::<String>();
            assert_eq!(lexicon.longest(rest), by_search(rows, rest), "{shown}");
        }
        assert_eq!(lexicon.longest(""), None);
    }

    #[test]
    fn agrees_with_a_search_through_all_rows_on_a_bulletin() {
        agree(&all_words(), include_str!("../fixtures/seed.txt"));
    }

    proptest! {
        #[test]
        fn agrees_with_a_search_through_all_rows_on_random_words(
            words in proptest::collection::vec(proptest::sample::select(all_words()), 1..20),
            cut in 0..6_usize,
        ) {
            let text: String = words.iter().map(|(word, _)| *word).collect();
            let end = text.char_indices().rev().nth(cut).map_or(text.len(), |(at, _)| at);
            agree(&all_words(), &text[..end]);
        }

        /// Few characters, so that words begin with each other, and repeat.
        #[test]
        fn agrees_on_random_tables(
            table in proptest::collection::vec("[ab一二]{1,5}", 0..12),
            text in "[ab一二𠀀]{0,30}",
        ) {
            let leaked = |word: String| -> &'static str { word.leak() };
            let rows: Vec<_> = table.into_iter().map(leaked).zip(0..).collect();
            agree(&rows, &text);
        }
    }
}
