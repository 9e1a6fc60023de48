//! A clause → its words, by the longest that the table has at each place.

use std::ops::Range;

use crate::quantity::endings::Ending;
use crate::quantity::scan::{Mark, What};
use crate::quantity::words::{self, Class, Word};
use crate::unit;

/// A word of a clause.
#[derive(Debug, Clone)]
pub(in crate::quantity) struct Token<'t> {
    pub(in crate::quantity) span: Range<usize>,
    pub(in crate::quantity) class: Class,
    /// Names nothing alone: 面积, 占比.
    pub(super) generic: bool,
    /// It is a word of the table.
    pub(super) known: bool,
    /// It is a name in quotes.
    pub(super) quoted: bool,
    pub(super) text: &'t str,
}

impl<'t> Token<'t> {
    /// Whether this is one character, and so perhaps a part of a longer word that no table has.
    pub(super) fn is_short(&self) -> bool {
        self.text.len() <= '一'.len_utf8()
    }

    /// A link that is a verb with an object: what stands before it may be the one who does it.
    pub(super) fn is_light(&self) -> bool {
        const LIGHT: [&str; 7] = ["实现", "完成", "新增", "贡献", "拉动", "实现了", "完成了"];
        LIGHT.contains(&self.text)
    }

    /// A verb that modifies: 新登记企业.
    pub(super) fn is_attributive(&self) -> bool {
        self.text.starts_with('新')
    }

    /// Whether it can stand inside a name.
    pub(in crate::quantity) fn is_nominal(&self) -> bool {
        let noun = matches!(self.class, Class::Noun | Class::Head | Class::Metric | Class::Suffix);
        noun || matches!(self.class, Class::Act | Class::Deed)
    }

    /// Takes in what stands up to `end` of `text`, which makes another word of it.
    fn grow(&mut self, text: &'t str, end: usize) {
        self.span.end = end;
        self.text = &text[self.span.clone()];
        self.generic = false;
        self.known = false;
    }

    /// The name of a measure: 面积, 人数, 周转量.
    pub(super) fn is_measure(&self) -> bool {
        self.class == Class::Metric || Ending::Measure.closes(self.text)
    }
}

/// Cuts `text[range]` into words; names and times among `marks` are one word each.
pub(in crate::quantity) fn tokens<'t>(
    text: &'t str,
    range: Range<usize>,
    marks: &[Mark<'_>],
    out: &mut Vec<Token<'t>>,
) {
    out.clear();
    let range = range.start.min(range.end)..range.end;
    let range = range.start..range.start + text[range].trim_end().len();
    let mut marks = marks.iter().skip_while(|mark| mark.span.start < range.start).peekable();
    let mut at = range.start;
    while at < range.end {
        if is_filler(text, at) {
            at += 1;
            continue;
        }
        while marks.next_if(|mark| mark.span.start < at).is_some() {}
        let fits = |mark: &&Mark<'_>| mark.span.start == at && mark.span.end <= range.end;
        let (len, class, generic, known, quoted) = if let Some(mark) = marks.next_if(fits) {
            let mut len = mark.span.len();
            let class = match mark.what {
                What::Time(_) => Class::Time,
                What::Number(counted) if counted.is_duration() => Class::Time,
                What::Break(_) | What::TooLong => Class::Stop,
                What::Name | What::Number(_) => Class::Noun,
            };
            if class == Class::Time {
                // 五年间, 三年来
                let tail = text[at + len..range.end].chars().next();
                let own = tail
                    .filter(|c| ['间', '来', '内', '后', '前', '中', '里'].contains(c))
                    .map_or(0, char::len_utf8);
                // but 中央
                let word = words::longest(&text[at + len..range.end]);
                if word.is_none_or(|(word, _)| word <= own) {
                    len += own;
                }
            }
            (len, class, false, false, matches!(mark.what, What::Name))
        } else if let Some(len) = each(&text[at..range.end]) {
            (len, Class::Adverb, false, true, false)
        } else if let Some((len, word)) = word(&text[at..range.end], at == range.start) {
            (len, word.class, word.generic, true, false)
        } else {
            let c = text[at..].chars().next().unwrap_or(' ');
            let class = if c.is_whitespace() { Class::Stop } else { Class::Noun };
            (c.len_utf8(), class, false, false, false)
        };
        let span = at..at + len;
        at = span.end;
        let last = out.last_mut().filter(|last| last.class != Class::Stop && !last.quoted);
        match last {
            // 办结 + 率 is the name of a measure
            Some(last) if class == Class::Suffix => {
                last.grow(text, span.end);
                last.class =
                    if Ending::Measure.closes(&text[span]) { Class::Metric } else { Class::Noun };
            }
            // what no table knows is one word
            Some(last) if class == Class::Noun && last.class == Class::Noun && !quoted => {
                last.grow(text, span.end);
            }
            _ => out.push(Token { text: &text[span.clone()], span, class, generic, known, quoted }),
        }
    }
}

/// The word of the table that `text` begins with. A verb of one character is one only
/// where it opens or ends the clause, or another word of the table follows: 建|沼气池, but 建材.
fn word(text: &str, opens: bool) -> Option<(usize, Word)> {
    let found = words::longest(text).map(|whole| without_last(text, whole.0).unwrap_or(whole));
    found.filter(|(len, word)| {
        let short = word.class == Class::Act && *len == '一'.len_utf8();
        !short
            || text.len() == *len
            || (opens && text[*len..].chars().nth(1).is_some())
            || words::longest(&text[*len..]).is_some_and(|(next, _)| next > *len)
    })
}

/// `收入|比上年`, `争取|到位`: the shorter word, where the last character of the first
/// `len` bytes begins a word of its own.
fn without_last(text: &str, len: usize) -> Option<(usize, Word)> {
    let last = text[..len].chars().next_back().filter(|c| matches!(c, '比' | '到'))?;
    let head = len - last.len_utf8();
    let year = last == '比' && text[len..].starts_with(|c: char| c.is_ascii_digit());
    let begins =
        year || words::longest(&text[head..]).is_some_and(|(longer, _)| longer > last.len_utf8());
    words::longest(&text[..head]).filter(|(short, _)| begins && *short == head)
}

/// `电价|每千瓦时|平均下降`: the length of what a number is told for each of, where no
/// noun follows: else it is part of a name, 每千人口床位数.
fn each(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('每')?;
    let scaled = rest.trim_start_matches(['十', '百', '千', '万']);
    let unit = unit::read(scaled)?;
    let behind = &scaled[unit.len..];
    let goes_on = words::longest(behind).is_none_or(|(_, word)| {
        matches!(word.class, Class::Noun | Class::Head | Class::Metric | Class::Suffix)
    });
    // 每座年纯收入, but 每千人口床位数
    let scales = scaled.len() < rest.len();
    (behind.is_empty() || !goes_on || !scales).then_some(text.len() - behind.len())
}

/// Whether a blank stands at `at` that only sets a number off from the words around it: `覆盖率 97% 以上`.
fn is_filler(text: &str, at: usize) -> bool {
    if text.as_bytes()[at] != b' ' {
        return false;
    }
    let number = |c: char| c.is_ascii_alphanumeric() || c == '%';
    text[at..]
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(number) || text[..at].ends_with(number))
}
