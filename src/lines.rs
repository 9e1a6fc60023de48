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
}
