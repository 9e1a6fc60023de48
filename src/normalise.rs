//! Source text → the text that the later stages read, with the way back.
//!
//! Pages write one thing in many forms. This stage folds what never carries
//! meaning, so that no later stage has to know of it:
//!
//! | in the source | folded to |
//! | --- | --- |
//! | full-width digits, letters and `％ ＋ － ． ／ ～`, `﹪` | ASCII |
//! | no-break blanks (U+00A0) | blanks |
//! | zero-width marks (U+200B–U+200F, U+2060, U+FEFF, U+00AD) | nothing |
//! | left-over HTML entities (`&nbsp;`) | their character |
//! | traditional characters | simplified ones |
//! | digits set apart by single blanks (`7 4 7 7 2 亿`) | `74772 亿` |
//! | a blank inside a number (`5 .82万`, `1 106户`) | nothing |
//!
//! Chinese punctuation stays as it is. Text that needs no folding is
//! borrowed, not copied. Folding what is folded changes nothing.
//!
//! This is the pass that sees all characters of the text, so it also notes where those
//! stand that the outline asks for, and [those](Sifted) with which a mark of a quantity may
//! begin: they are rare, and a pass of its own costs as much as this.

mod traditional;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use crate::chars::{CharTable, Place, Scan, Sieve, Sifted};
use crate::{outline, quantity};

/// A place where folded text and source do not run on in parallel.
#[derive(Debug, Clone, Copy)]
struct Entry {
    folded: usize,
    /// From `folded` on, up to the next entry, the source runs parallel from here.
    source: usize,
    /// What stands before `folded` ends here; what lies between was dropped.
    before: usize,
}

/// A folded text, and where each of its characters stood in the source.
#[derive(Debug)]
pub(crate) struct Normalised<'t> {
    pub(crate) text: Cow<'t, str>,
    /// Where in the folded text characters stand with which a numbering mark may begin
    /// inside a paragraph.
    pub(crate) openers: Vec<usize>,
    /// Where in the folded text characters stand with which a mark of a quantity may begin.
    pub(crate) sifted: Sifted,
    map: Vec<Entry>,
    source_len: usize,
    /// The length of the source in code points.
    pub(crate) source_chars: usize,
}

impl<'t> Normalised<'t> {
    /// Folds `source`, in one pass.
    pub(crate) fn new(source: &'t str) -> Self {
        let ([signs, sifted], source_chars) = SIEVE.sift(source);
        let mut fold = Fold::new(source, &sifted);
        let mut walk = SIGNS.walk(source, &signs, 0);
        while let Some(Place { at, meaning, .. }) = walk.next() {
            let done = match meaning {
                Sign::Opener => fold.opener(at),
                Sign::Traditional(simplified) => fold.simplify(at, simplified),
                Sign::Form => fold.character(at),
                Sign::Ampersand => fold.entity(at),
                Sign::Blank => fold.spaced_digits(at),
            };
            if let Some(end) = done {
                walk.skip_to(end);
            }
        }
        let mut normal = fold.finish(source_chars);
        if matches!(normal.text, Cow::Borrowed(_)) {
            normal.sifted = sifted;
        }
        normal
    }

    /// Whether every place in the folded text is the same in the source.
    pub(crate) fn is_parallel(&self) -> bool {
        self.map.is_empty()
    }

    /// The place in the source of a place in the folded text.
    pub(crate) fn to_source(&self, span: Range<usize>) -> Range<usize> {
        if self.is_parallel() {
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
        let after = self.map.partition_point(|entry| entry.folded <= at);
        self.parallel(after, at)
    }

    /// Where what stands before `at` in the folded text ends in the source.
    fn end_of(&self, at: usize) -> usize {
        let n = self.map.partition_point(|entry| entry.folded < at);
        match self.map.get(n).filter(|entry| entry.folded == at) {
            Some(entry) => entry.before,
            None => self.parallel(n, at),
        }
    }

    /// The source's offset for `at`, which stands behind the first `n` entries.
    fn parallel(&self, n: usize, at: usize) -> usize {
        match n.checked_sub(1).map(|last| self.map[last]) {
            None => at,
            Some(last) => last.source + (at - last.folded),
        }
    }
}

/// What this stage does at a character.
#[derive(Debug, Clone, Copy)]
enum Sign {
    /// Notes it for the outline.
    Opener,
    /// Writes the simplified form.
    Traditional(char),
    /// Folds a full-width form, or leaves out an invisible mark.
    Form,
    /// Looks for an entity.
    Ampersand,
    /// Looks for split digits.
    Blank,
}

static SIGNS: LazyLock<CharTable<Sign>> = LazyLock::new(|| {
    let signs = [
        ("０１２３４５６７８９", Sign::Form),
        ("ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ", Sign::Form),
        ("ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ", Sign::Form),
        ("％﹪＋－．／～", Sign::Form),
        ("\u{200B}\u{200C}\u{200D}\u{200E}\u{200F}\u{2060}\u{FEFF}\u{AD}\u{A0}", Sign::Form),
        ("&", Sign::Ampersand),
        (" ", Sign::Blank),
    ];
    let openers = outline::OPENERS.map(|characters| (characters, Sign::Opener));
    let traditional = traditional::rows().map(|(from, to)| (from, Sign::Traditional(to)));
    CharTable::new(signs.into_iter().chain(openers).chain(traditional))
});

static SIEVE: LazyLock<Sieve> = LazyLock::new(|| {
    let fold = SIGNS.characters().map(|c| (c, Scan::Fold));
    let mark = quantity::mark_characters().map(|c| (c, Scan::Mark));
    Sieve::new(fold.chain(mark))
});

/// The entities that pages leave behind, each with its character.
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

struct Fold<'t, 's> {
    source: &'t str,
    /// Where in the source marks may begin.
    sifted: &'s Sifted,
    out: String,
    /// Where in `out` they may.
    out_sifted: Sifted,
    openers: Vec<usize>,
    map: Vec<Entry>,
    copied: usize,
}

impl<'t, 's> Fold<'t, 's> {
    fn new(source: &'t str, sifted: &'s Sifted) -> Self {
        Fold {
            source,
            sifted,
            out: String::new(),
            out_sifted: Sifted::default(),
            openers: Vec::new(),
            map: Vec::new(),
            copied: 0,
        }
    }

    /// Copies what stands before `at`.
    fn copy_to(&mut self, at: usize) {
        if self.out.capacity() == 0 {
            // no fold is longer than what it stands for
            self.out.reserve_exact(self.source.len());
            self.out_sifted = Sifted::new(self.source.len());
        }
        self.out_sifted.copy(self.sifted, self.copied..at, self.out.len());
        self.out.push_str(&self.source[self.copied..at]);
    }

    /// Writes what stands for a character of the source.
    fn write(&mut self, c: char) {
        self.out_sifted.add(&SIEVE, Scan::Mark, self.out.len(), c);
        self.out.push(c);
    }

    /// Puts `with` in the place of `source[at..end]`.
    fn replace(&mut self, at: usize, end: usize, with: Option<u8>) -> Option<usize> {
        self.copy_to(at);
        match with {
            Some(byte) => {
                self.mark(at, at);
                self.write(char::from(byte));
                self.mark(end, end);
            }
            None => self.mark(end, at),
        }
        self.copied = end;
        Some(end)
    }

    /// Puts `with` in the place of the character at `at`, which is as long.
    fn simplify(&mut self, at: usize, with: char) -> Option<usize> {
        self.copy_to(at);
        self.write(with);
        self.copied = at + with.len_utf8();
        None
    }

    /// Notes where in the folded text the character at `at` stands.
    fn opener(&mut self, at: usize) -> Option<usize> {
        self.openers.push(self.out.len() + at - self.copied);
        None
    }

    fn mark(&mut self, source: usize, before: usize) {
        let folded = self.out.len();
        match self.map.last_mut() {
            Some(last) if last.folded == folded => last.source = source,
            _ => self.map.push(Entry { folded, source, before }),
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
            '\u{A0}' => self.replace(at, end, Some(b' ')),
            _ => Some(end),
        }
    }

    fn entity(&mut self, at: usize) -> Option<usize> {
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
            return None;
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

    /// Whether the blank at `at` is inside a number: `5 .82万`, `6. 5公里`, `1 106户`, `41 027 元`,
    /// `234, 558万元`.
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
            (Some(','), Some(first)) => {
                second.is_some_and(is_digit)
                    && is_digit(first)
                    && self.groups(at - 1, at + 1)
                    && !self.lists(at - 1)
            }
            (Some(last), Some(first)) => {
                is_digit(last) && is_digit(first) && self.groups(at, at + 1)
            }
            _ => false,
        }
    }

    /// Whether the digits that end at `end` and the three at `start`, behind which a unit
    /// stands, are groups of one number: `1|106户`, `234,|558万元`, `1|030.5万元`.
    fn groups(&self, end: usize, start: usize) -> bool {
        let run = self.source[..end].chars().rev().take(4).take_while(|c| is_digit(*c));
        let group: Vec<char> = self.source[start..].chars().take(5).collect();
        let three = group.iter().take(3).all(|c| is_digit(*c));
        let unit = match group[..] {
            [_, _, _, ' ', unit] | [_, _, _, unit, ..] if is_word(unit) => true,
            [_, _, _, '.' | '．', tenth] => is_digit(tenth),
            _ => false,
        };
        run.count() <= 3 && three && unit
    }

    /// Whether the number that ends at `end` is of a list and no group of digits: but for the
    /// first, a group has three digits, and nothing that sets out a list stands before it.
    fn lists(&self, end: usize) -> bool {
        let before = self.source[..end].trim_end_matches(is_digit);
        let digits = end - before.len();
        let opens = ["分别为", "分别", "第", "图", "表", "、", " "];
        digits != 3 || opens.iter().any(|word| before.ends_with(word))
    }

    fn last_char(&self, at: usize) -> Option<(char, usize)> {
        self.source[..at].chars().next_back().map(|c| (c, c.len_utf8()))
    }

    fn finish(mut self, source_chars: usize) -> Normalised<'t> {
        let source_len = self.source.len();
        let text = if self.copied == 0 && self.map.is_empty() {
            Cow::Borrowed(self.source)
        } else {
            self.copy_to(source_len);
            Cow::Owned(self.out)
        };
        Normalised {
            text,
            openers: self.openers,
            sifted: self.out_sifted,
            map: self.map,
            source_len,
            source_chars,
        }
    }
}

fn is_word(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
            ("收入41 027 元", "收入41027 元", "41027 元", "41 027 元"),
            ("占95﹪。", "占95%。", "95%", "95﹪"),
            ("表 1 2 3 4.5 6", "表 123 4.5 6", "123", "1 2 3"),
            ("增长５％\u{200B}，", "增长5%，", "5%", "５％"),
            ("\u{200B}5\u{200B}%", "5%", "5", "5"),
            ("甲7 ８，", "甲7 8，", "8，", "８，"),
            ("共1.2萬畝", "共1.2万亩", "1.2万亩", "1.2萬畝"),
            ("產值１億元", "产值1亿元", "1亿元", "１億元"),
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

    /// The plain twin: a list of characters, each with its place in the source.
    fn by_character(source: &str) -> Vec<(char, Range<usize>)> {
        let chars: Vec<(usize, char)> = source.char_indices().collect();
        let char_at = |n: usize| chars.get(n).map(|&(_, c)| c);
        let place = |n: usize| chars.get(n).map_or(source.len(), |&(at, _)| at);
        let mut out = Vec::new();
        let mut dropped = vec![false; chars.len()];
        let mut n = 0;
        while n < chars.len() {
            let (at, c) = chars[n];
            if let Some((name, with)) =
                ENTITIES.iter().find(|(name, _)| source[at..].starts_with(name))
            {
                out.push((char::from(*with), at..at + name.len()));
                n += name.len();
                continue;
            }
            if c == ' ' && !dropped[n] && is_in_broken_number(&chars, n) {
                dropped[n] = true;
            } else if c == ' ' && !dropped[n] && n > 0 {
                let blanks = blanks_of_spaced_digits(&chars, n);
                blanks.into_iter().for_each(|blank| dropped[blank] = true);
            }
            let folded = match c {
                '０'..='９'
                | 'Ａ'..='Ｚ'
                | 'ａ'..='ｚ'
                | '％'
                | '＋'
                | '－'
                | '．'
                | '／'
                | '～' => char::from_u32(u32::from(c) - 0xFEE0),
                '﹪' => Some('%'),
                '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => None,
                '\u{A0}' => Some(' '),
                ' ' if dropped[n] => None,
                '萬' => Some('万'),
                _ => char_at(n),
            };
            out.extend(folded.map(|c| (c, at..place(n + 1))));
            n += 1;
        }
        out
    }

    fn is_in_broken_number(chars: &[(usize, char)], blank: usize) -> bool {
        let before: String = chars[..blank].iter().map(|&(_, c)| c).collect();
        let behind: String = chars[blank + 1..].iter().map(|&(_, c)| c).collect();
        let digits = |text: &str| text.chars().take_while(|&c| is_digit(c)).count();
        let backwards: String = before.chars().rev().collect();
        // 5 .82
        let whole = digits(&backwards);
        let point = behind.strip_prefix('.').is_some_and(|rest| digits(rest) > 0);
        // 6. 5, but not 2. 5 where it opens a line or clause
        let fraction = backwards.strip_prefix('.').is_some_and(|rest| {
            let opens = rest.chars().nth(digits(rest));
            let opens = opens.is_none_or(|c| c.is_whitespace() || "。；：;:".contains(c));
            digits(rest) > 0 && digits(&behind) > 0 && !opens
        });
        // 1 106户
        let tail: String = behind.chars().skip(3).collect();
        let unit = tail.strip_prefix(' ').unwrap_or(&tail).starts_with(is_word)
            || tail.strip_prefix(['.', '．']).is_some_and(|tail| tail.starts_with(is_digit));
        let thousands = (1..=3).contains(&whole) && digits(&behind) == 3 && unit;
        (whole > 0 && point) || fraction || thousands
    }

    /// Which blanks are dropped of the spaced digits whose first blank is `first`.
    fn blanks_of_spaced_digits(chars: &[(usize, char)], first: usize) -> Vec<usize> {
        let char_at = |n: usize| chars.get(n).map(|&(_, c)| c);
        let joins = |c: char| is_digit(c) || matches!(c, '.' | '．' | ',' | '/' | '-' | ':');
        let opens = char_at(first - 1).is_some_and(is_digit)
            && !(first >= 2 && char_at(first - 2).is_some_and(joins));
        if !opens {
            return Vec::new();
        }
        let mut blanks = Vec::new();
        let mut n = first;
        while char_at(n) == Some(' ')
            && char_at(n + 1).is_some_and(|c| is_digit(c) || matches!(c, '.' | '．'))
            && !char_at(n + 2).is_some_and(|c| is_digit(c) || c == '.')
        {
            blanks.push(n);
            n += 2;
        }
        let behind = (n..).map_while(char_at).find(|&c| c != ' ');
        let unit = behind.is_some_and(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | '%' | '％'));
        if blanks.len() >= 2 || (blanks.len() == 1 && unit) { blanks } else { Vec::new() }
    }

    /// The text is that of the twin, and every stretch of it leads back to where
    /// its first and last characters stood.
    fn agree(source: &str) {
        let normal = Normalised::new(source);
        let plain = by_character(source);
        let text: String = plain.iter().map(|(c, _)| *c).collect();
        assert_eq!(normal.text, text);
        let is_opener = |c: &char| outline::OPENERS.iter().any(|row| row.contains(*c));
        let openers = text.char_indices().filter(|(_, c)| is_opener(c)).map(|(at, _)| at);
        assert_eq!(normal.openers, openers.collect::<Vec<_>>(), "{source:?}");
        let ([_, sifted], _) = SIEVE.sift(&text);
        assert_eq!(normal.sifted.places(), sifted.places(), "{source:?}");
        let mut at = 0;
        let folded: Vec<Range<usize>> = plain
            .iter()
            .map(|(c, _)| {
                let start = at;
                at += c.len_utf8();
                start..at
            })
            .collect();
        for first in 0..plain.len() {
            for last in (first..plain.len()).take(12) {
                let got = normal.to_source(folded[first].start..folded[last].end);
                let want = plain[first].1.start..plain[last].1.end;
                assert_eq!(got, want, "{:?} of {source:?}", &text[folded[first].start..]);
            }
        }
    }

    #[test]
    fn agrees_with_one_character_after_the_other_on_a_bulletin() {
        agree(include_str!("../fixtures/seed.txt"));
    }

    const PIECES: [&str; 35] = [
        " ",
        "  ",
        "1",
        "7 ",
        " 8",
        "12",
        "３",
        "．",
        ".",
        ",",
        "/",
        "-",
        ":",
        "％",
        "﹪",
        "万",
        "亿元",
        "甲",
        "，",
        "Ａ",
        "\u{200B}",
        "\u{FEFF}",
        "\u{AD}",
        "\u{A0}",
        "&nbsp;",
        "&#39;",
        "&",
        "𠀀",
        "é",
        "\n",
        "萬",
        "一是",
        "（二）",
        "第",
        "①",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn agrees_with_one_character_after_the_other(
            pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..24),
        ) {
            agree(&pieces.concat());
        }
    }
}
