//! What was read, and how places in it are counted.
//!
//! ```
//! use gongbao::OffsetUnit;
//! let text = "共3户";
//! let bulletin = gongbao::parse(text);
//! assert_eq!(bulletin.source.offsets, OffsetUnit::Bytes);
//! assert_eq!((bulletin.source.bytes, bulletin.source.chars), (7, 3));
//! ```

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Facts about the source text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Source {
    /// The file, as the caller named it; the library itself opens none.
    pub path: Option<String>,
    /// The encoding it was decoded from, by its WHATWG name in lower case.
    pub encoding: String,
    /// Length of the source as it was read, before decoding, in bytes.
    pub bytes: usize,
    /// Length of the decoded text in Unicode code points.
    pub chars: usize,
    /// SHA-256 of the source's bytes, in hexadecimal, where the caller took it.
    pub sha256: Option<String>,
    /// What the spans of this document count.
    pub offsets: OffsetUnit,
}

impl Source {
    /// The facts of a text of so many characters that was UTF-8 from the start.
    pub(crate) fn of_text(text: &str, chars: usize) -> Source {
        Source {
            path: None,
            encoding: "utf-8".to_owned(),
            bytes: text.len(),
            chars,
            sha256: None,
            offsets: OffsetUnit::Bytes,
        }
    }
}

/// What the offsets of a span count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OffsetUnit {
    /// UTF-8 bytes: `&text[span]` in Rust.
    #[default]
    Bytes,
    /// Unicode code points: `text[start:end]` in Python.
    Chars,
    /// UTF-16 code units: `text.slice(start, end)` in JavaScript.
    Utf16,
}

/// A half-open range as it stands in JSON.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[allow(dead_code)] // only its schema is used: `Range<usize>` serializes like this
pub(crate) struct Span {
    start: usize,
    end: usize,
}

/// Turns byte offsets into offsets of another unit.
///
/// It notes the count at every 128th byte, so that one conversion looks at
/// no more than 128 bytes of the text.
pub(crate) struct OffsetIndex<'t> {
    text: &'t str,
    unit: OffsetUnit,
    marks: Vec<usize>,
}

const STRIDE: usize = 128;

impl<'t> OffsetIndex<'t> {
    pub(crate) fn new(text: &'t str, unit: OffsetUnit) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            marks.push(count);
            count += units_in(chunk, unit);
        }
        marks.push(count);
        OffsetIndex { text, unit, marks }
    }

    pub(crate) fn convert(&self, span: Range<usize>) -> Range<usize> {
        self.at(span.start)..self.at(span.end)
    }

    /// The way back: a span in this unit as a byte range, clamped to the text.
    pub(crate) fn to_bytes(&self, span: Range<usize>) -> Range<usize> {
        self.byte_at(span.start)..self.byte_at(span.end)
    }

    /// The byte at which the character with offset `offset` starts.
    fn byte_at(&self, offset: usize) -> usize {
        let mark = self.marks.partition_point(|&count| count <= offset).saturating_sub(1);
        let (mut byte, mut count) = (mark * STRIDE, self.marks[mark]);
        let bytes = self.text.as_bytes();
        while byte < bytes.len() {
            let next = count + units_in(&bytes[byte..=byte], self.unit);
            if next > offset {
                break;
            }
            (byte, count) = (byte + 1, next);
        }
        byte
    }

    /// The offset of the character that starts at byte `byte` (clamped to the text's end).
    fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let mark = byte / STRIDE;
        self.marks[mark] + units_in(&self.text.as_bytes()[mark * STRIDE..byte], self.unit)
    }
}

/// How many units start in `bytes`: each is counted at the first byte of its character.
fn units_in(bytes: &[u8], unit: OffsetUnit) -> usize {
    match unit {
        OffsetUnit::Bytes => bytes.len(),
        OffsetUnit::Chars => bytes.iter().filter(|&&b| (b as i8) >= -0x40).count(),
        OffsetUnit::Utf16 => {
            bytes.iter().map(|&b| usize::from((b as i8) >= -0x40) + usize::from(b >= 0xF0)).sum()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_agree_with_a_plain_count() {
        let text = "a共𠀀3户\u{1F600}".repeat(40);
        for unit in [OffsetUnit::Bytes, OffsetUnit::Chars, OffsetUnit::Utf16] {
            let index = OffsetIndex::new(&text, unit);
            for (byte, _) in text.char_indices() {
                let before = &text[..byte];
                let plain = match unit {
                    OffsetUnit::Bytes => byte,
                    OffsetUnit::Chars => before.chars().count(),
                    OffsetUnit::Utf16 => before.encode_utf16().count(),
                };
                assert_eq!(index.convert(byte..text.len()).start, plain);
                assert_eq!(index.to_bytes(plain..usize::MAX), byte..text.len());
            }
        }
    }
}
