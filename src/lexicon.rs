//! Words to look up at a place of a text: the longest that begins or ends there.
//!
//! The tables of units, names and words are all looked up in this way. A word is
//! found by its outer character, so that most places cost one look into a table.
//!
//! ```text
//! rows: 公里, 公顷, 里        longest("公里，比…") = 公里     longest_end("…达到") = 达到
//! ```

/// A set of words, each with a meaning.
#[derive(Debug)]
pub(crate) struct Lexicon<T> {
    by_first: Index<T>,
    by_last: Index<T>,
}

/// Words in buckets, by one of their characters, the longest first.
#[derive(Debug)]
struct Index<T> {
    /// Where the words of bucket `n` begin in `words`; one entry more than buckets.
    starts: Vec<u32>,
    words: Vec<(&'static str, T)>,
}

const BUCKETS: usize = 4096;

fn bucket(c: char) -> usize {
    c as usize % BUCKETS
}

impl<T: Copy> Index<T> {
    fn new(rows: &[(&'static str, T)], outer: impl Fn(&str) -> Option<char>) -> Index<T> {
        let mut words: Vec<(usize, &'static str, T)> = rows
            .iter()
            .filter_map(|&(word, meaning)| Some((bucket(outer(word)?), word, meaning)))
            .collect();
        words.sort_by_key(|&(bucket, word, _)| (bucket, std::cmp::Reverse(word.len())));
        let mut starts = Vec::with_capacity(BUCKETS + 1);
        let mut next = 0;
        for at in 0..=BUCKETS {
            while words.get(next).is_some_and(|&(bucket, ..)| bucket < at) {
                next += 1;
            }
            starts.push(u32::try_from(next).unwrap_or(u32::MAX));
        }
        Index {
            starts,
            words: words.into_iter().map(|(_, word, meaning)| (word, meaning)).collect(),
        }
    }

    fn of(&self, c: char) -> &[(&'static str, T)] {
        let at = bucket(c);
        &self.words[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

impl<T: Copy> Lexicon<T> {
    /// A lexicon of `rows`; of a word that stands twice, the first counts.
    pub(crate) fn new(rows: impl IntoIterator<Item = (&'static str, T)>) -> Lexicon<T> {
        let rows: Vec<_> = rows.into_iter().collect();
        Lexicon {
            by_first: Index::new(&rows, |word| word.chars().next()),
            by_last: Index::new(&rows, |word| word.chars().next_back()),
        }
    }

    /// The longest word that `text` begins with.
    pub(crate) fn longest(&self, text: &str) -> Option<(&'static str, T)> {
        let first = text.chars().next()?;
        self.by_first.of(first).iter().find(|(word, _)| text.starts_with(word)).copied()
    }

    /// The longest word that `text` ends with.
    pub(crate) fn longest_end(&self, text: &str) -> Option<(&'static str, T)> {
        let last = text.chars().next_back()?;
        self.by_last.of(last).iter().find(|(word, _)| text.ends_with(word)).copied()
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
    use super::*;

    #[test]
    fn the_longest_word_is_found_at_either_end() {
        let lexicon = Lexicon::new([("公里", 1), ("里", 2), ("平方公里", 3), ("公", 4)]);
        let rows = [
            ("公里数", Some(("公里", 1)), None),
            ("公元", Some(("公", 4)), None),
            ("3平方公里", None, Some(("平方公里", 3))),
            ("万里", None, Some(("里", 2))),
            ("", None, None),
        ];
        for (text, first, last) in rows {
            assert_eq!(lexicon.longest(text), first, "{text}");
            assert_eq!(lexicon.longest_end(text), last, "{text}");
        }
    }
}
