//! Text → lines: where each starts, what stands on it, how far it is indented.
//!
//! ```text
//! "  甲镇\r\n\n乙"  →  "甲镇" (indent 2), "" , "乙"
//! ```

use std::ops::Range;

/// One line of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// The line with its line break.
    pub(crate) span: Range<usize>,
    /// What stands on it, white space trimmed; empty for a blank line.
    pub(crate) text: Range<usize>,
    /// How many white space characters stand before.
    pub(crate) indent: usize,
}

impl Line {
    pub(crate) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.text.clone()]
    }
}

/// Cuts `text` into lines at `\n`, `\r\n` and `\r`; every byte is in one of them.
pub(crate) fn split(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let mut start = 0;
    while start < bytes.len() {
        let rest = &bytes[start..];
        let end = match memchr::memchr2(b'\n', b'\r', rest) {
            None => bytes.len(),
            Some(n) if rest[n] == b'\r' && rest.get(n + 1) == Some(&b'\n') => start + n + 2,
            Some(n) => start + n + 1,
        };
        let whole = &text[start..end];
        let left = whole.trim_start();
        let from = if left.is_empty() { start } else { end - left.len() };
        let to = from + left.trim_end().len();
        let indent = whole[..from - start].chars().count();
        lines.push(Line { span: start..end, text: from..to, indent });
        start = end;
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_byte_is_in_a_line() {
        let text = "  甲镇\r\n\n\u{3000}乙\r丙";
        let lines = split(text);
        let rejoined: String = lines.iter().map(|l| &text[l.span.clone()]).collect();
        assert_eq!(rejoined, text);
        let shown: Vec<_> = lines.iter().map(|l| (l.of(text), l.indent)).collect();
        assert_eq!(shown, [("甲镇", 2), ("", 0), ("乙", 1), ("丙", 0)]);
    }

    /// The plain twin: one character after the other.
    fn by_character(text: &str) -> Vec<Line> {
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let mut lines = Vec::new();
        let mut start = 0;
        for (n, &(_, c)) in chars.iter().enumerate() {
            let next = chars.get(n + 1).map_or(text.len(), |&(at, _)| at);
            let goes_on = c == '\r' && chars.get(n + 1).is_some_and(|&(_, c)| c == '\n');
            if (matches!(c, '\n' | '\r') && !goes_on) || next == text.len() {
                lines.push(line_of(text, start..next));
                start = next;
            }
        }
        lines
    }

    fn line_of(text: &str, span: Range<usize>) -> Line {
        let ink = |(_, c): &(usize, char)| !c.is_whitespace();
        let chars: Vec<_> =
            text[span.clone()].char_indices().map(|(at, c)| (span.start + at, c)).collect();
        let Some(first) = chars.iter().position(ink) else {
            return Line { text: span.start..span.start, span, indent: 0 };
        };
        let (last, c) = chars.iter().rfind(|c| ink(c)).expect("there is a first");
        Line { text: chars[first].0..last + c.len_utf8(), span, indent: first }
    }

    #[test]
    fn agrees_with_one_character_after_the_other_on_a_bulletin() {
        let text = include_str!("../fixtures/seed.txt");
        assert_eq!(split(text), by_character(text));
    }

    proptest! {
        #[test]
        fn agrees_with_one_character_after_the_other(text in "[\n\r \u{3000}\t甲a。\u{85}\u{2028}𠀀]{0,40}") {
            prop_assert_eq!(split(&text), by_character(&text));
        }
    }
}
