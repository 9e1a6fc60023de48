//! Source text → the text that the later stages read, with the way back.
//!
//! Pages write one thing in many forms. This stage folds what never carries
//! meaning, so that no later stage has to know of it:
//!
//! | in the source | folded to |
//! | --- | --- |
//! | full-width digits, letters and `％ ＋ － ． ／ ～` | ASCII |
//! | zero-width marks (U+200B–U+200F, U+2060, U+FEFF, U+00AD) | nothing |
//! | left-over HTML entities (`&nbsp;`) | their character |
//! | digits set apart by single blanks (`7 4 7 7 2 亿`) | `74772 亿` |
//!
//! Chinese punctuation stays as it is. Text that needs no folding is
//! borrowed, not copied. Folding what is folded changes nothing.

use std::borrow::Cow;
use std::ops::Range;

/// A folded text, and where each of its characters stood in the source.
#[derive(Debug)]
pub(crate) struct Normalised<'t> {
    pub(crate) text: Cow<'t, str>,
    /// `(folded, source)`: from offset `folded` on, up to the next entry, the
    /// source runs parallel from offset `source`.
    map: Vec<(usize, usize)>,
    source_len: usize,
}

impl<'t> Normalised<'t> {
    /// Folds `source`, in one pass.
    pub(crate) fn new(source: &'t str) -> Self {
        let mut fold = Fold { source, out: String::new(), map: Vec::new(), copied: 0 };
        let bytes = source.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            let done = match byte {
                // Chinese characters and punctuation: three bytes, of which none is folded
                0xE3..=0xEE => Some(at + 3),
                // most that begin with EF are Chinese punctuation, which stays
                0xEF if !folds(bytes, at) => None,
                0xEF | 0xE2 | 0xC2 => fold.character(at),
                b'&' => fold.entity(at),
                b' ' => fold.spaced_digits(at),
                _ => None,
            };
            at = done.unwrap_or(at + 1);
        }
        fold.finish()
    }

    /// The place in the source of a place in the folded text.
    pub(crate) fn to_source(&self, span: Range<usize>) -> Range<usize> {
        if self.map.is_empty() {
            return span;
        }
        if span.is_empty() {
            // behind what stands before it, not behind what was dropped there
            let at = self.end_of(span.start);
            return at..at;
        }
        let start = self.start_of(span.start);
        start..self.end_of(span.end).max(start)
    }

    /// Where the folded text's character at `at` starts in the source.
    pub(crate) fn start_of(&self, at: usize) -> usize {
        if at >= self.text.len() {
            return self.source_len;
        }
        match self.map.partition_point(|&(folded, _)| folded <= at) {
            0 => at,
            n => {
                let (folded, source) = self.map[n - 1];
                source + (at - folded)
            }
        }
    }

    /// Where what stands before `at` in the folded text ends in the source.
    fn end_of(&self, at: usize) -> usize {
        // The character before `at` is either copied as it is, or folded to one
        // ASCII byte with an entry of its own and one for what follows it.
        let n = self.map.partition_point(|&(folded, _)| folded < at);
        let next = self.map.get(n).filter(|&&(folded, _)| folded == at);
        let by_run = match n {
            0 => at,
            n => {
                let (folded, source) = self.map[n - 1];
                source + (at - folded)
            }
        };
        // An entry at `at` marks either the end of a folded character, or the
        // place where something was dropped; only the first is `at` itself.
        match next {
            Some(&(_, source)) if n > 0 && self.folded_alone(n - 1, at) => {
                source.min(self.source_len)
            }
            _ => by_run.min(self.source_len),
        }
    }

    /// Whether map entry `entry` covers exactly one folded character that ends at `at`.
    fn folded_alone(&self, entry: usize, at: usize) -> bool {
        let (folded, _) = self.map[entry];
        at - folded == 1
    }
}

/// Whether the character that begins with EF at `at` is one that is folded: U+FEFF,
/// or a full-width form that is no Chinese punctuation.
fn folds(bytes: &[u8], at: usize) -> bool {
    match (bytes.get(at + 1), bytes.get(at + 2)) {
        (Some(0xBC), Some(&last)) => {
            // ％ ＋ － ． ／ ０–９ Ａ–Ｚ
            matches!(last, 0x85 | 0x8B | 0x8D | 0x8E | 0x8F | 0x90..=0x99 | 0xA1..=0xBA)
        }
        // ａ–ｚ ～
        (Some(0xBD), Some(&last)) => matches!(last, 0x81..=0x9A | 0x9E),
        (Some(0xBB), _) => true,
        // ﹪
        (Some(0xB9), Some(0xAA)) => true,
        _ => false,
    }
}

struct Fold<'t> {
    source: &'t str,
    out: String,
    map: Vec<(usize, usize)>,
    copied: usize,
}

impl<'t> Fold<'t> {
    /// Puts `with` in the place of `source[at..end]`.
    fn replace(&mut self, at: usize, end: usize, with: Option<u8>) -> Option<usize> {
        self.out.push_str(&self.source[self.copied..at]);
        if let Some(byte) = with {
            self.mark(at);
            self.out.push(char::from(byte));
        }
        self.mark(end);
        self.copied = end;
        Some(end)
    }

    fn mark(&mut self, source: usize) {
        let folded = self.out.len();
        match self.map.last_mut() {
            Some(last) if last.0 == folded => last.1 = source,
            _ => self.map.push((folded, source)),
        }
    }

    /// Full-width forms and invisible marks.
    fn character(&mut self, at: usize) -> Option<usize> {
        let c = self.source[at..].chars().next()?;
        let end = at + c.len_utf8();
        match c {
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '＋' | '－' | '．' | '／' | '～' => {
                self.replace(at, end, u8::try_from(u32::from(c) - 0xFEE0).ok())
            }
            '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => {
                self.replace(at, end, None)
            }
            '﹪' => self.replace(at, end, Some(b'%')),
            '\u{A0}' => self.replace(at, end, Some(b' ')).map(|_| end),
            _ => Some(end),
        }
    }

    fn entity(&mut self, at: usize) -> Option<usize> {
        const ENTITIES: [(&str, u8); 8] = [
            ("&nbsp;", b' '),
            ("&ensp;", b' '),
            ("&emsp;", b' '),
            ("&#160;", b' '),
            ("&lt;", b'<'),
            ("&gt;", b'>'),
            ("&quot;", b'"'),
            ("&#39;", b'\''),
        ];
        let (name, byte) = ENTITIES.iter().find(|(name, _)| self.source[at..].starts_with(name))?;
        self.replace(at, at + name.len(), Some(*byte))
    }

    /// Drops the blanks in `7 4 7 7 2`: at least three single digits (or points),
    /// or two before a Chinese character, with one blank between each.
    /// Looks at the whole run from its first blank, so each is looked at once.
    fn spaced_digits(&mut self, at: usize) -> Option<usize> {
        let (first, first_len) = self.last_char(at)?;
        if self.broken_number(at) {
            return self.replace(at, at + 1, None);
        }
        if !is_digit(first) {
            return None;
        }
        let before = self.source[..at - first_len].chars().next_back();
        if before.is_some_and(|c| is_digit(c) || matches!(c, '.' | '．' | ',' | '/' | '-' | ':')) {
            return None;
        }
        let mut blanks = Vec::new();
        let mut tokens = 1;
        let mut place = at;
        while let Some(rest) = self.source[place..].strip_prefix(' ') {
            let Some(c) = rest.chars().next() else { break };
            let after = place + 1 + c.len_utf8();
            let follow = self.source[after..].chars().next();
            if !(is_digit(c) || matches!(c, '.' | '．'))
                || follow.is_some_and(|c| is_digit(c) || c == '.')
            {
                break;
            }
            blanks.push(place);
            tokens += 1;
            place = after;
        }
        let next = self.source[place..].trim_start_matches(' ').chars().next();
        let unit_follows = next.is_some_and(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | '%' | '％'));
        if tokens < 2 || (tokens == 2 && !unit_follows) {
            return Some(place.max(at + 1));
        }
        let mut from = at;
        for blank in blanks {
            // what stands between the blanks may itself need folding
            for (offset, c) in self.source[from..blank].char_indices() {
                if !c.is_ascii() {
                    self.character(from + offset);
                }
            }
            self.replace(blank, blank + 1, None);
            from = blank + 1;
        }
        Some(from)
    }

    /// Whether the blank at `at` is inside a number: `5 .82万`, `6. 5公里`, `1 106户`.
    fn broken_number(&self, at: usize) -> bool {
        let mut back = self.source[..at].chars().rev();
        let (last, second) = (back.next(), back.next());
        let mut next = self.source[at + 1..].chars();
        let (first, follow) = (next.next(), next.next());
        match (last, first) {
            (Some(last), Some('.')) => is_digit(last) && follow.is_some_and(is_digit),
            // but `2. 5家企业` is a point of a list
            (Some('.'), Some(first)) => {
                let inside = self.source[..at - 1].chars().rev().find(|c| !is_digit(*c));
                let numbered = inside.is_none_or(|c| c.is_whitespace() || "。；：;:".contains(c));
                second.is_some_and(is_digit) && is_digit(first) && !numbered
            }
            (Some(last), Some(first)) if is_digit(last) && is_digit(first) => {
                let run = self.source[..at].chars().rev().take(4).take_while(|c| is_digit(*c));
                let group: Vec<char> = self.source[at + 1..].chars().take(4).collect();
                let three = group.iter().take(3).all(|c| is_digit(*c));
                let unit = matches!(group.last(), Some('\u{4E00}'..='\u{9FFF}'));
                run.count() <= 3 && group.len() == 4 && three && unit
            }
            _ => false,
        }
    }

    fn last_char(&self, at: usize) -> Option<(char, usize)> {
        self.source[..at].chars().next_back().map(|c| (c, c.len_utf8()))
    }

    fn finish(mut self) -> Normalised<'t> {
        let source_len = self.source.len();
        let text = if self.copied == 0 && self.map.is_empty() {
            Cow::Borrowed(self.source)
        } else {
            self.out.push_str(&self.source[self.copied..]);
            Cow::Owned(self.out)
        };
        Normalised { text, map: self.map, source_len }
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_and_finds_the_way_back() {
        // source, folded, a piece of the folded text, the same piece in the source
        let rows = [
            ("共４３亿元", "共43亿元", "43亿元", "４３亿元"),
            ("增长１．４倍。", "增长1.4倍。", "1.4倍", "１．４倍"),
            ("全\u{200B}年12\u{FEFF}亿元", "全年12亿元", "12亿元", "12\u{FEFF}亿元"),
            ("约 7 4 7 7 2 亿公斤", "约 74772 亿公斤", "74772 亿", "7 4 7 7 2 亿"),
            ("到１ ９ ９ ７年", "到1997年", "1997年", "１ ９ ９ ７年"),
            ("甲&nbsp;乙", "甲 乙", "甲 乙", "甲&nbsp;乙"),
            ("共5 .82万亩", "共5.82万亩", "5.82", "5 .82"),
            ("长6. 5公里", "长6.5公里", "6.5", "6. 5"),
            ("2. 5家企业", "2. 5家企业", "5家", "5家"),
            ("惠及1 106户", "惠及1106户", "1106户", "1 106户"),
            ("占95﹪。", "占95%。", "95%", "95﹪"),
            ("表 1 2 3 4.5 6", "表 123 4.5 6", "123", "1 2 3"),
            ("没有变化", "没有变化", "变化", "变化"),
        ];
        for (source, folded, piece, want) in rows {
            let normal = Normalised::new(source);
            assert_eq!(normal.text, folded);
            let start = normal.text.find(piece).expect(piece);
            let span = normal.to_source(start..start + piece.len());
            assert_eq!(&source[span], want);
            let again = Normalised::new(&normal.text);
            assert_eq!(again.text, folded, "folding twice");
        }
    }
}
