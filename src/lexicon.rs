//! Words to look up at a place of a text: the longest that begins there.
//!
//! The tables of units, names and words are all looked up in this way.
//!
//! ```text
//! rows: 公里, 公顷, 里        longest("公里，比…") = 公里
//! ```
//!
//! What makes it fast:
//!
//! - Most places begin no word at all, or one of a single character. One look, by the first
//!   character, tells both: what stands there has the short words, and a bit for each second
//!   character (by its last byte) with which the long ones go on.
//! - Only where that bit is set is the text looked for among the long words, by its
//!   first two characters.
//! - The first eight bytes are compared as one number, so that hardly any strings are.

use std::collections::HashSet;
use std::ops::Range;

/// A set of words, each with a meaning.
#[derive(Debug)]
pub(crate) struct Lexicon<T> {
    /// What begins with a character, by a hash of so many bits.
    heads: Vec<Head>,
    head_bits: u32,
    /// Words shorter than [`KEY`] bytes, where `heads` say.
    short: Vec<Entry<T>>,
    /// The others, by a hash of their first [`KEY`] bytes of so many bits.
    long: Buckets<T>,
    long_bits: u32,
}

/// The bytes by which a long word is found: two Chinese characters.
const KEY: u32 = 6;

/// The words that begin with one character, or with others of the same hash.
#[derive(Debug, Clone, Default)]
struct Head {
    /// The short ones, the longest first.
    short: Range<u32>,
    /// A bit for the last byte of the key of each long one.
    long: u64,
}

/// Words in buckets, the longest first.
#[derive(Debug)]
struct Buckets<T> {
    /// Where the words of bucket `n` begin in `words`; one entry more than buckets.
    starts: Vec<u32>,
    words: Vec<Entry<T>>,
}

/// A word, and what it means.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<T> {
    pub(crate) word: &'static str,
    pub(crate) meaning: T,
    /// Its first bytes as a number, so that most texts that do not begin so are told by
    /// one comparison.
    first: u64,
    /// Which of eight bytes these are.
    mask: u64,
}

/// The first eight bytes of `bytes` as a number, zeros where there are fewer.
#[inline]
fn first_eight(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)),
    }
}

/// Which of 2^`bits` places the low `bytes` bytes of `first` have.
#[inline]
fn place(first: u64, bytes: u32, bits: u32) -> usize {
    // Fibonacci hashing: the high bits of the product depend on all bytes of the key
    let key = first << (64 - 8 * bytes);
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - bits)) as usize
}

/// How many bits a hash has by which few of `count` share a place with others.
fn bits_for(count: usize) -> u32 {
    1 + count.next_power_of_two().trailing_zeros()
}

/// The length of the character that begins with the lowest byte of `first`, as far as it is
/// looked at.
#[inline]
fn character(first: u64) -> u32 {
    match first & 0xFF {
        0..0x80 => 1,
        0x80..0xE0 => 2,
        _ => 3,
    }
}

/// The bit of a [`Head`] for the long words that begin with `first`.
#[inline]
fn long_bit(first: u64) -> u64 {
    1 << (first >> (8 * (KEY - 1)) & 63)
}

impl<T> Entry<T> {
    fn new(word: &'static str, meaning: T) -> Entry<T> {
        let mask = u64::MAX >> (64 - 8 * word.len().clamp(1, 8));
        Entry { word, meaning, first: first_eight(word.as_bytes()) & mask, mask }
    }

    /// Whether a text begins with this word, to tell by its first eight bytes.
    #[inline]
    fn begins(&self, first: u64) -> Begins {
        match first & self.mask == self.first {
            false => Begins::No,
            true if self.word.len() <= 8 => Begins::Yes,
            true => Begins::Perhaps,
        }
    }
}

/// Whether a text begins with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begins {
    No,
    Yes,
    /// Its first eight bytes do not tell.
    Perhaps,
}

impl<T> Lexicon<T> {
    /// A lexicon of `rows`; of a word that stands twice, the first counts.
    pub(crate) fn new(rows: impl IntoIterator<Item = (&'static str, T)>) -> Lexicon<T> {
        let rows = rows.into_iter().filter(|(word, _)| !word.is_empty());
        let entries = rows.map(|(word, meaning)| Entry::new(word, meaning));
        let (long, short): (Vec<_>, Vec<_>) =
            entries.partition(|entry| entry.word.len() >= KEY as usize);
        let characters: HashSet<char> =
            long.iter().chain(&short).filter_map(|entry| entry.word.chars().next()).collect();
        let head_bits = bits_for(characters.len());
        let head = |first| place(first, character(first), head_bits);
        let Buckets { starts, words: short } = Buckets::new(short, head_bits, head);
        let short_of = |ends: &[u32]| Head { short: ends[0]..ends[1], long: 0 };
        let mut heads: Vec<Head> = starts.windows(2).map(short_of).collect();
        for entry in &long {
            heads[head(entry.first)].long |= long_bit(entry.first);
        }
        let long_bits = bits_for(long.len());
        let long = Buckets::new(long, long_bits, |first| place(first, KEY, long_bits));
        Lexicon { head_bits, heads, short, long_bits, long }
    }

    /// The longest word that `text` begins with.
    // called as it is, since what it is inlined into would have to keep much over the comparison
    #[inline(never)]
    pub(crate) fn longest(&self, text: &str) -> Option<&Entry<T>> {
        let first = first_eight(text.as_bytes());
        let head = self.head(first);
        if head.long & long_bit(first) != 0 {
            for entry in self.long(first) {
                match entry.begins(first) {
                    Begins::No => {}
                    Begins::Yes => return Some(entry),
                    // a call that nothing comes behind, so that the way here has nothing to keep
                    Begins::Perhaps => return self.longest_by_comparison(text),
                }
            }
        }
        self.short(head).iter().find(|entry| entry.begins(first) == Begins::Yes)
    }

    /// The same, where a word is longer than what is compared at once.
    #[cold]
    fn longest_by_comparison(&self, text: &str) -> Option<&Entry<T>> {
        let first = first_eight(text.as_bytes());
        let begins =
            |entry: &&Entry<T>| entry.begins(first) != Begins::No && text.starts_with(entry.word);
        let short = || self.short(self.head(first)).iter().find(begins);
        self.long(first).iter().find(begins).or_else(short)
    }

    #[inline]
    fn head(&self, first: u64) -> &Head {
        &self.heads[place(first, character(first), self.head_bits)]
    }

    #[inline]
    fn short(&self, head: &Head) -> &[Entry<T>] {
        &self.short[head.short.start as usize..head.short.end as usize]
    }

    /// The long words among which those are that begin with `first`.
    #[inline]
    fn long(&self, first: u64) -> &[Entry<T>] {
        let bucket = place(first, KEY, self.long_bits);
        let (start, end) = (self.long.starts[bucket], self.long.starts[bucket + 1]);
        &self.long.words[start as usize..end as usize]
    }
}

impl<T> Buckets<T> {
    /// Puts `words` into 2^`bits` buckets, each into the one that `bucket` gives for its first bytes.
    fn new(mut words: Vec<Entry<T>>, bits: u32, bucket: impl Fn(u64) -> usize) -> Buckets<T> {
        let count = 1 << bits;
        words
            .sort_by_cached_key(|entry| (bucket(entry.first), std::cmp::Reverse(entry.word.len())));
        let mut starts = Vec::with_capacity(count + 1);
        let mut next = 0;
        for at in 0..=count {
            while words.get(next).is_some_and(|entry| bucket(entry.first) < at) {
                next += 1;
            }
            starts.push(u32::try_from(next).unwrap_or(u32::MAX));
        }
        Buckets { starts, words }
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
            assert_eq!(longest(&lexicon, text), first, "{text}");
        }
    }

    fn longest<T: Copy>(lexicon: &Lexicon<T>, text: &str) -> Option<(&'static str, T)> {
        lexicon.longest(text).map(|entry| (entry.word, entry.meaning))
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
            assert_eq!(longest(&lexicon, rest), by_search(rows, rest), "{shown}");
        }
        assert_eq!(longest(&lexicon, ""), None);
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
            table in proptest::collection::vec("[abé一二]{1,5}", 0..12),
            text in "[abé一二𠀀]{0,30}",
        ) {
            let leaked = |word: String| -> &'static str { word.leak() };
            let rows: Vec<_> = table.into_iter().map(leaked).zip(0..).collect();
            agree(&rows, &text);
        }
    }
}
