//! Tables over characters, for the scans that look at each of a text.
//!
//! A scan asks for every character what can begin there, and for nearly all the
//! answer is nothing. A [`Sieve`] goes through a text once and notes where the few stand
//! that a scan asks for; [`CharTable::walk`] goes from one of them to the next.
//!
//! ```text
//! table: 一 → Numeral, 。 → Break
//! sifted "一家。": bits 0 and 6 of the first word    walk: (0, Numeral), (6, Break)
//! ```
//!
//! What makes it fast:
//!
//! - All scans share one sieve, and so one pass.
//! - The sieve decodes no character and is not exact: it looks at the last two bytes of
//!   each, as at one number, and lets some pass that no scan asks for. The walk looks at
//!   all bytes of the few that passed.
//! - Eight characters are looked at together where all take three bytes, as nearly all do,
//!   without a branch that depends on what they mean: a processor that guesses where the
//!   next meaning stands guesses wrong.
//! - What it notes is a bit for each byte of the text and each scan: a quarter of the text's
//!   size at all, less than a list of places where they are many, and a walk that begins
//!   anywhere has nothing to look for.

use std::ops::Range;

/// A meaning for some characters of the Basic Multilingual Plane.
#[derive(Debug)]
pub(crate) struct CharTable<T> {
    rows: Vec<Row<T>>,
    /// For each slot the first row of a character that has it; [`NONE`] has no row.
    first: Box<[u16; SLOTS]>,
}

#[derive(Debug)]
struct Row<T> {
    c: char,
    /// The first of its bytes, which tells it from the others of its slot.
    lead: u8,
    meaning: T,
    /// The next row with its slot.
    next: u16,
}

/// A place behind all rows.
const NONE: u16 = u16::MAX;

impl<T: Copy> CharTable<T> {
    /// A table of rows of characters, each with their meaning; of two the later one holds.
    pub(crate) fn new<'c>(rows: impl IntoIterator<Item = (&'c str, T)>) -> CharTable<T> {
        let mut table = CharTable { rows: Vec::new(), first: Box::new([NONE; SLOTS]) };
        for (characters, meaning) in rows {
            for c in characters.chars() {
                assert!(c <= '\u{FFFF}', "{c} is beyond the Basic Multilingual Plane");
                table.add(c, meaning);
            }
        }
        table
    }

    fn add(&mut self, c: char, meaning: T) {
        let lead = c.encode_utf8(&mut [0; 4]).as_bytes()[0];
        let row = u16::try_from(self.rows.len()).ok().filter(|&row| row < NONE);
        let first = &mut self.first[slot(key_of(c))];
        let next = std::mem::replace(first, row.expect("there are fewer rows"));
        self.rows.push(Row { c, lead, meaning, next });
    }

    /// The characters that have a meaning.
    pub(crate) fn characters(&self) -> impl Iterator<Item = char> {
        self.rows.iter().map(|row| row.c)
    }

    /// The character that begins at byte `at`, if it has a meaning.
    ///
    /// `bytes` are those of a `str`, and `at` is a character's beginning; elsewhere
    /// the answer means nothing, but nothing breaks.
    #[inline]
    fn at(&self, bytes: &[u8], at: usize) -> Option<Place<T>> {
        let (lead, key, len) = match bytes.get(at..)? {
            [a, b, c, ..] if *a >= 0xE0 => (*a, u16::from_le_bytes([*b, *c]), 3),
            [a, ..] if *a < 0x80 => (*a, u16::from(*a), 1),
            [a, b, ..] => (*a, u16::from_le_bytes([*a, *b]), 2),
            _ => return None,
        };
        let mut next = self.first[slot(key)];
        while let Some(row) = self.rows.get(usize::from(next)) {
            if row.lead == lead {
                return Some(Place { at, len, meaning: row.meaning });
            }
            next = row.next;
        }
        None
    }

    /// Goes through the characters of `text` from byte `from` on that have a meaning, as far as
    /// `sifted` tells of them, which is `text`, or a longer one that begins with it.
    pub(crate) fn walk<'w>(
        &'w self,
        text: &'w str,
        sifted: &'w Sifted,
        from: usize,
    ) -> Walk<'w, T> {
        let mut walk = Walk { table: self, bytes: text.as_bytes(), sifted, word: 0, bits: 0 };
        walk.go_to(from);
        walk
    }
}

/// The scans that share a sieve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scan {
    /// Folds the source.
    Fold,
    /// Looks for marks in the folded text.
    Mark,
}

/// A character that has a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place<T> {
    pub(crate) at: usize,
    pub(crate) len: usize,
    pub(crate) meaning: T,
}

/// The way through a text from one character that has a meaning to the next.
#[derive(Debug)]
pub(crate) struct Walk<'w, T> {
    table: &'w CharTable<T>,
    bytes: &'w [u8],
    sifted: &'w Sifted,
    /// The word that the walk has come to.
    word: usize,
    /// Its bits for characters that may have a meaning, and were not come to yet.
    bits: u64,
}

impl<T: Copy> Walk<'_, T> {
    /// The next character that has a meaning.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<Place<T>> {
        loop {
            while self.bits == 0 {
                self.word += 1;
                // the text may be the beginning of a longer one that was sifted
                if self.word * WORD >= self.bytes.len() {
                    return None;
                }
                self.bits = *self.sifted.0.get(self.word)?;
            }
            let at = self.word * WORD + self.bits.trailing_zeros() as usize;
            self.bits &= self.bits - 1;
            if at >= self.bytes.len() {
                return None;
            }
            if let Some(place) = self.table.at(self.bytes, at) {
                return Some(place);
            }
        }
    }

    /// Leaves out what stands before byte `at`, which is a character's beginning.
    #[inline]
    pub(crate) fn skip_to(&mut self, at: usize) {
        if at / WORD == self.word {
            self.bits &= !0 << (at % WORD);
        } else if at / WORD > self.word {
            self.go_to(at);
        }
    }

    fn go_to(&mut self, at: usize) {
        self.word = at / WORD;
        self.bits = self.sifted.word(self.word) & (!0 << (at % WORD));
    }
}

/// Tells for characters which scans may ask for them.
#[derive(Debug)]
pub(crate) struct Sieve(Box<[u8; KEYS]>);

/// Where in a sifted text characters stand that a scan may ask for: a bit for each byte.
#[derive(Debug, Default)]
pub(crate) struct Sifted(Vec<u64>);

/// The bits of a word.
const WORD: usize = u64::BITS as usize;

impl Sifted {
    /// Tells nothing of a text of no more than `len` bytes.
    pub(crate) fn new(len: usize) -> Sifted {
        // bits that are noted at the end reach over into one word more
        Sifted(vec![0; len / WORD + 2])
    }

    /// Takes over what `other` tells of `range` of its text, which stands in this one's from
    /// `to` on.
    pub(crate) fn copy(&mut self, other: &Sifted, range: Range<usize>, to: usize) {
        for at in range.clone().step_by(WORD) {
            let behind = WORD - (range.end - at).min(WORD);
            self.note(to + at - range.start, other.bits_from(at) << behind >> behind);
        }
    }

    /// Takes up the character `c`, which stands at `at`, if the scan may ask for it.
    pub(crate) fn add(&mut self, sieve: &Sieve, scan: Scan, at: usize, c: char) {
        let (bits, _) = sieve.one(c.encode_utf8(&mut [0; 4]).as_bytes());
        self.note(at, bits >> scan as u8 & 1);
    }

    /// Adds what `bits` tells: bit n of the byte at `at + n`.
    #[inline]
    fn note(&mut self, at: usize, bits: u64) {
        if let Some([word, next]) = self.0.get_mut(at / WORD..at / WORD + 2) {
            let (low, high) = (bits << (at % WORD), bits >> 1 >> (WORD - 1 - at % WORD));
            (*word, *next) = (*word | low, *next | high);
        }
    }

    /// The bits of as many bytes from `at` on as there are in a word.
    fn bits_from(&self, at: usize) -> u64 {
        let (word, next) = (self.word(at / WORD), self.word(at / WORD + 1));
        word >> (at % WORD) | next << 1 << (WORD - 1 - at % WORD)
    }

    fn word(&self, at: usize) -> u64 {
        self.0.get(at).copied().unwrap_or_default()
    }
}

/// The number of keys of characters.
const KEYS: usize = 0x1_0000;

/// The number of slots that the keys share in a table of characters.
const SLOTS: usize = 0x1000;

/// The length of eight characters of three bytes.
const EIGHT: usize = 24;

impl Sieve {
    /// A sieve that lets pass the characters that each scan asks for.
    pub(crate) fn new(scans: impl IntoIterator<Item = (char, Scan)>) -> Sieve {
        let mut keys = Box::new([0; KEYS]);
        for (c, scan) in scans {
            keys[usize::from(key_of(c))] |= 1 << scan as u8;
        }
        Sieve(keys)
    }

    /// Notes for each scan where in `text` the characters stand that it may ask for, and
    /// counts all.
    pub(crate) fn sift(&self, text: &str) -> ([Sifted; 2], usize) {
        let mut count = 0;
        let mut rest = text.as_bytes();
        let [mut fold, mut mark] = [(); 2].map(|()| Sifted::new(text.len()));
        let mut note = |at, bits| {
            fold.note(at, bits >> Scan::Fold as u8 & FIRSTS);
            mark.note(at, bits >> Scan::Mark as u8 & FIRSTS);
        };
        while !rest.is_empty() {
            while let Some((eight, tail)) = rest.split_first_chunk().filter(|(c, _)| are_three(c)) {
                note(text.len() - rest.len(), self.eight(eight));
                count += 8;
                rest = tail;
            }
            // one by one, up to the next that takes fewer bytes, or more
            while let [lead, ..] = *rest {
                let (bits, tail) = self.one(rest);
                if bits != 0 {
                    note(text.len() - rest.len(), bits);
                }
                count += 1;
                rest = tail;
                if !(0xE0..0xF0).contains(&lead) {
                    break;
                }
            }
        }
        ([fold, mark], count)
    }

    /// The bits of one character, and what stands behind it.
    #[inline]
    fn one<'t>(&self, bytes: &'t [u8]) -> (u64, &'t [u8]) {
        match bytes {
            [a, tail @ ..] if *a < 0x80 => (self.key(u16::from(*a)), tail),
            [a, b, tail @ ..] if *a < 0xE0 => (self.key(u16::from_le_bytes([*a, *b])), tail),
            [a, b, c, tail @ ..] if *a < 0xF0 => (self.key(u16::from_le_bytes([*b, *c])), tail),
            [_, _, _, _, tail @ ..] => (0, tail),
            _ => (0, &[]),
        }
    }

    #[inline]
    fn key(&self, key: u16) -> u64 {
        u64::from(self.0[usize::from(key)])
    }

    /// The bits of eight characters, those of each at its first byte and the one behind.
    #[inline]
    fn eight(&self, bytes: &[u8; EIGHT]) -> u64 {
        let (characters, _) = bytes.as_chunks::<3>();
        characters.iter().rev().fold(0, |bits, c| {
            let key = c.last_chunk().map_or(0, |key| u16::from_le_bytes(*key));
            (bits << 3) + self.key(key)
        })
    }
}

/// The first of three bits of each of eight characters.
const FIRSTS: u64 = 0o1111_1111;

/// Whether all characters take three bytes.
#[inline]
fn are_three(bytes: &[u8; EIGHT]) -> bool {
    let leads = (0..8).fold(0xFF, |leads, n| leads & bytes[3 * n]);
    // of four bytes can be the last alone: behind any other none would begin in its place
    leads >= 0xE0 && bytes[21] < 0xF0
}

/// The key of a character: of the last two of its bytes, or the only one.
fn key_of(c: char) -> u16 {
    match *c.encode_utf8(&mut [0; 4]).as_bytes() {
        [a] => u16::from(a),
        [.., b, c] => u16::from_le_bytes([b, c]),
        [] => 0,
    }
}

/// The slot of a key: characters whose last two bytes end in the same six bits share one, those
/// of three bytes no other, and all of a table fit into the fastest cache.
#[inline]
fn slot(key: u16) -> usize {
    usize::from(key & 0x3F | key >> 2 & 0xFC0)
}

#[cfg(test)]
impl Sifted {
    /// Where it tells of characters.
    pub(crate) fn places(&self) -> Vec<usize> {
        (0..self.0.len() * WORD).filter(|at| self.bits_from(*at) & 1 == 1).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sieve<T: Copy>(fold: &CharTable<T>, mark: &CharTable<T>) -> Sieve {
        let fold = fold.characters().map(|c| (c, Scan::Fold));
        Sieve::new(fold.chain(mark.characters().map(|c| (c, Scan::Mark))))
    }

    fn walked<T: Copy>(table: &CharTable<T>, text: &str) -> Vec<(usize, T)> {
        let ([sifted, _], _) = sieve(table, &CharTable::new([])).sift(text);
        let mut walk = table.walk(text, &sifted, 0);
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
    fn by_search(rows: &[(&str, u8)], text: &str, from: usize, skips: &[usize]) -> Vec<Place<u8>> {
        let mut skips = skips.iter().copied();
        let mut chars = text.char_indices().skip_while(|(at, _)| *at < from);
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

    /// Rows of characters with meanings, among which are some that a sieve cannot tell apart.
    fn rows() -> impl Strategy<Value = Vec<(String, u8)>> {
        proptest::collection::vec(("[a-c一-五帀渀é€。\u{FFFF}]{1,4}", 1_u8..9), 0..6)
    }

    fn text() -> impl Strategy<Value = String> {
        "([a-c一-五帀渀é€。\u{FFFF}]{0,20}.{0,20}[一-十]{0,20}){0,8}"
    }

    fn borrowed(rows: &[(String, u8)]) -> Vec<(&str, u8)> {
        rows.iter().map(|(row, n)| (row.as_str(), *n)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn agrees_with_a_search_through_the_rows(
            (fold, mark) in (rows(), rows()),
            (text, behind) in (text(), text()),
            first in 0_usize..40,
            skips in proptest::collection::vec(0_usize..40, 0..8),
        ) {
            let rows = [borrowed(&fold), borrowed(&mark)];
            let [fold, mark] = rows.clone().map(CharTable::new);
            let whole = format!("{text}{behind}");
            let (sifted, count) = sieve(&fold, &mark).sift(&whole);
            prop_assert_eq!(count, whole.chars().count());
            let from = text.char_indices().nth(first).map_or(text.len(), |(at, _)| at);
            for ((sifted, table), rows) in sifted.iter().zip([&fold, &mark]).zip(&rows) {
                let mut skip = skips.iter().copied();
                let mut walk = table.walk(&text, sifted, from);
                let mut found = Vec::new();
                while let Some(place) = walk.next() {
                    found.push(place);
                    let behind = &text[place.at + place.len..];
                    let left = behind.char_indices().nth(skip.next().unwrap_or(0));
                    walk.skip_to(left.map_or(text.len(), |(n, _)| text.len() - behind.len() + n));
                }
                prop_assert_eq!(found, by_search(rows, &text, from, &skips));
            }
        }

        #[test]
        fn a_copy_tells_what_sifting_the_copied_text_does(
            (fold, mark) in (rows(), rows()),
            text in text(),
            cuts in proptest::collection::vec((0_usize..30, 0_usize..30, any::<bool>()), 0..8),
        ) {
            let [fold, mark] = [borrowed(&fold), borrowed(&mark)].map(CharTable::new);
            let sieve = sieve(&fold, &mark);
            let ([_, sifted], _) = sieve.sift(&text);
            let mut copy = Sifted::new(text.len());
            let mut out = String::new();
            let mut rest = text.as_str();
            let after = |rest: &str, n| rest.char_indices().nth(n).map_or(rest.len(), |(at, _)| at);
            for (kept, dropped, with) in cuts {
                let at = text.len() - rest.len();
                let end = at + after(rest, kept);
                copy.copy(&sifted, at..end, out.len());
                out.push_str(&text[at..end]);
                let behind = after(&text[end..], dropped);
                if let Some(c) = text[end..end + behind].chars().next_back().filter(|_| with) {
                    copy.add(&sieve, Scan::Mark, out.len(), c);
                    out.push(c);
                }
                rest = &text[end + behind..];
            }
            let ([_, sifted], _) = sieve.sift(&out);
            prop_assert_eq!(copy.places(), sifted.places());
        }
    }
}
