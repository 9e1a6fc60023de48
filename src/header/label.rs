//! Header labels: which words name a field, and which field.
//!
//! ```text
//! at_start("索 引 号 : 0012/7")  →  label 索引号, key index_number, up to and with the colon
//! ```
//!
//! The words are in `labels.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::bulletin::FieldKey;

/// What a label stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A typed field.
    Key(FieldKey),
    /// A field that is kept as it stands.
    Kept,
    /// A widget of the page.
    Furniture,
}

/// Whether a label counts without a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strength {
    /// A word of the trade: it needs no colon.
    Strong,
    /// A word of running text too.
    Weak,
}

/// A label found in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) meaning: Meaning,
    pub(crate) strength: Strength,
    /// Bytes of the label's words, inner blanks included.
    pub(crate) words: usize,
    /// Bytes with the colon, if there is one; else the same as `words`.
    pub(crate) len: usize,
}

impl Hit {
    pub(crate) fn has_colon(self) -> bool {
        self.len > self.words
    }
}

/// The longest label, in characters.
const LONGEST: usize = 10;

static LABELS: LazyLock<HashMap<&'static str, (Meaning, Strength)>> = LazyLock::new(|| {
    rows().map(|[label, key, strength, _]| (label, (meaning(key), strength_of(strength)))).collect()
});

fn rows() -> impl Iterator<Item = [&'static str; 4]> {
    include_str!("labels.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        Some([cells.next()?, cells.next()?, cells.next()?, cells.next()?])
    })
}

fn strength_of(cell: &str) -> Strength {
    if cell == "strong" { Strength::Strong } else { Strength::Weak }
}

fn meaning(cell: &str) -> Meaning {
    match cell {
        "furniture" => Meaning::Furniture,
        "title" => Meaning::Key(FieldKey::Title),
        "index_number" => Meaning::Key(FieldKey::IndexNumber),
        "issuer" => Meaning::Key(FieldKey::Issuer),
        "document_number" => Meaning::Key(FieldKey::DocumentNumber),
        "written_date" => Meaning::Key(FieldKey::WrittenDate),
        "published_at" => Meaning::Key(FieldKey::PublishedAt),
        "source" => Meaning::Key(FieldKey::Source),
        "disclosure" => Meaning::Key(FieldKey::Disclosure),
        "topic_category" => Meaning::Key(FieldKey::TopicCategory),
        "group_category" => Meaning::Key(FieldKey::GroupCategory),
        "registration_number" => Meaning::Key(FieldKey::RegistrationNumber),
        "file_code" => Meaning::Key(FieldKey::FileCode),
        "validity" => Meaning::Key(FieldKey::Validity),
        "views" => Meaning::Key(FieldKey::Views),
        _ => Meaning::Kept,
    }
}

/// The label at the very start of `text`: the longest one in the table that is
/// followed by a colon, a blank, a bar or the end; else a word that the table
/// does not know, if a colon follows it at once.
pub(crate) fn at_start(text: &str) -> Option<Hit> {
    let mut letters = 0;
    let mut best: Option<Hit> = None;
    let mut blanks = 0;
    for (at, c) in text.char_indices() {
        if c == ' ' || c == '\u{3000}' || c == '\u{A0}' {
            blanks += 1;
            if letters == 0 || blanks > 12 {
                break;
            }
            continue;
        }
        if !matches!(c, '\u{4E00}'..='\u{9FFF}') || letters == LONGEST {
            break;
        }
        letters += 1;
        let words = at + c.len_utf8();
        // most words go on: the table is asked for those that end
        let Some(len) = colon(text, words) else {
            continue;
        };
        let Some(&(meaning, strength)) = LABELS.get(clean(&text[..words]).as_str()) else {
            continue;
        };
        best = Some(Hit { meaning, strength, words, len });
    }
    best
}

/// A label of two to eight characters that is in no table, before a colon.
pub(crate) fn unknown_at_start(text: &str) -> Option<Hit> {
    let words: usize = text
        .chars()
        .take_while(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | ' ' | '\u{3000}'))
        .take(16)
        .map(char::len_utf8)
        .sum();
    let words = text[..words].trim_end().len();
    let count = text[..words].chars().filter(|c| !c.is_whitespace()).count();
    let len = colon(text, words)?;
    let hit = Hit { meaning: Meaning::Kept, strength: Strength::Weak, words, len };
    ((2..=8).contains(&count) && hit.has_colon()).then_some(hit)
}

/// The length of a label with its colon, or without one where a blank, a bar
/// or the end follows; `None` where the word simply goes on.
fn colon(text: &str, words: usize) -> Option<usize> {
    let rest = &text[words..];
    let tight = rest.trim_start_matches([' ', '\u{3000}', '\t', '\u{A0}']);
    if tight.starts_with([':', '：']) {
        let sign = tight.chars().next().map_or(0, char::len_utf8);
        return Some(text.len() - tight.len() + sign);
    }
    let stands =
        rest.is_empty() || rest.starts_with([' ', '\u{3000}', '\t', '|', '】', ']', '\u{A0}']);
    stands.then_some(words)
}

/// The label as it is kept in [`Field`](crate::Field): without blanks and colon.
pub(crate) fn clean(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_found_in_its_example() {
        for [label, key, _, example] in rows() {
            let text = example.trim_start_matches('【');
            let hit = at_start(text).unwrap_or_else(|| panic!("{label} not found in {example}"));
            assert_eq!(clean(&text[..hit.words]), label);
            assert_eq!(hit.meaning, meaning(key));
        }
    }

    #[test]
    fn labels_spaced_out_and_words_that_are_none() {
        let rows = [
            ("索 引 号：1", Some("索引号")),
            ("文      号", Some("文号")),
            ("标　　题 : 甲", Some("标题")),
            ("来源于生活", None),
            ("主题教育", None),
            ("时间紧、任务重", None),
        ];
        for (text, want) in rows {
            let got = at_start(text).map(|hit| clean(&text[..hit.words]));
            assert_eq!(got.as_deref(), want, "{text}");
        }
    }
}
