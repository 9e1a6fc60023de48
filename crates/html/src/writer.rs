//! Characters of the page → lines of text, with the way back.
//!
//! White space is folded as a browser does it; a line break in the HTML between
//! two Chinese characters is nothing at all.
//!
//! ```text
//! "  甲\n镇 2023\n 年"  →  "甲镇 2023 年"
//! ```

use crate::map::{Piece, SourceMap};
use crate::text::Placed;

/// A text that grows line by line.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    text: String,
    map: SourceMap,
    line_start: usize,
    gap: Gap,
    blank_due: bool,
}

/// What a line break in a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Breaks {
    /// Nothing, between Chinese characters.
    Soft,
    /// A blank.
    Blank,
}

/// White space since the last character of the line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Blank,
    /// With a line break in it: nothing, between Chinese characters.
    Soft,
    /// A blank whatever stands around it.
    Meant,
}

impl Writer {
    /// What the line holds so far.
    pub(crate) fn line(&self) -> &str {
        &self.text[self.line_start..]
    }

    /// How long the text is.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// The text from `start` on.
    pub(crate) fn since(&self, start: usize) -> &str {
        self.text.get(start.max(self.line_start)..).unwrap_or_default()
    }

    /// Whether a character stands on the line, and no blank after it.
    pub(crate) fn is_tight(&self) -> bool {
        let last = self.line().chars().next_back();
        matches!(self.gap, Gap::None | Gap::Soft) && last.is_some_and(|c| !c.is_whitespace())
    }

    /// Takes one character of the page.
    pub(crate) fn push(&mut self, placed: Placed) {
        let Placed { char, html } = placed;
        match char {
            '\0' => {}
            '\n' | '\r' => self.gap = self.gap.max(Gap::Soft),
            ' ' | '\t' | '\u{C}' => self.gap = self.gap.max(Gap::Blank),
            _ => {
                self.close_gap(char);
                let start = self.text.len();
                self.text.push(char);
                self.map.push(Piece { text: start..self.text.len(), html });
            }
        }
    }

    /// Puts a sign that is not on the page.
    pub(crate) fn put(&mut self, sign: char) {
        self.close_gap(sign);
        self.text.push(sign);
    }

    /// Makes sure that what follows is set apart by a blank.
    pub(crate) fn space(&mut self) {
        self.gap = Gap::Meant;
    }

    /// A line break inside of a cell.
    pub(crate) fn line_break(&mut self, breaks: Breaks) {
        self.gap = match breaks {
            Breaks::Soft => self.gap.max(Gap::Soft),
            Breaks::Blank => Gap::Meant,
        };
    }

    fn close_gap(&mut self, next: char) {
        let gap = std::mem::take(&mut self.gap);
        if self.line().is_empty() {
            if std::mem::take(&mut self.blank_due) && !self.text.is_empty() {
                self.text.push('\n');
                self.line_start = self.text.len();
            }
            return;
        }
        let before = self.line().chars().next_back().unwrap_or(' ');
        let joined = is_wide(before) && is_wide(next) || is_mark(before) || is_mark(next);
        match gap {
            Gap::None => {}
            Gap::Soft if joined => {}
            Gap::Blank | Gap::Soft | Gap::Meant => self.text.push(' '),
        }
    }

    /// Ends the line. One with nothing on it to see is not kept.
    pub(crate) fn end_line(&mut self) {
        self.gap = Gap::None;
        if self.line().chars().all(|c| c.is_whitespace() || c == '\u{200B}' || c == '\u{FEFF}') {
            self.text.truncate(self.line_start);
            self.map.truncate(self.line_start);
        } else {
            self.text.push('\n');
            self.line_start = self.text.len();
        }
    }

    /// Sets the next line apart by an empty one.
    pub(crate) fn blank_line(&mut self) {
        self.blank_due = true;
    }

    /// The text and its map.
    pub(crate) fn finish(mut self) -> (String, SourceMap) {
        self.end_line();
        (self.text, self.map)
    }
}

/// Chinese characters and marks: no line break between two of them means a blank.
fn is_wide(c: char) -> bool {
    c >= '\u{2E80}' || is_mark(c)
}

/// Chinese marks set their neighbours apart by themselves.
fn is_mark(c: char) -> bool {
    matches!(c, '、' | '。' | '，' | '；' | '：' | '（' | '）' | '《' | '》' | '“' | '”' | '—')
}
