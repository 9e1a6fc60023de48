//! Points that stand inside a paragraph: `……：一是……；二是……。`
//!
//! A run counts only where its first and second number both stand in the
//! paragraph, in order, or where the next paragraph opens with the second; a
//! later number may stand after a missing stop.
//!
//! Where [characters stand](OPENERS) with which such a mark may begin, the stage
//! that folded the text tells.

use super::mark::{Family, Mark, is_in_han_number, opens_point, scan};

/// A mark inside a paragraph, at byte `at` of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct InlineMark {
    pub(crate) at: usize,
    pub(crate) mark: Mark,
}

/// What a mark inside a paragraph may begin with.
pub(crate) const OPENERS: [&str; 4] =
    [HAN_DIGITS, "第首其再最(（", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"];

/// 一是 may stand behind a missing stop.
const HAN_DIGITS: &str = "一二三四五六七八九十";

/// The inline marks of `paragraph`, whose opening mark (if any) is `opening`;
/// `next` is the mark that opens the paragraph after it, and at `openers` stand
/// the characters of [`OPENERS`].
pub(crate) fn scan_inline(
    paragraph: &str,
    opening: Option<Mark>,
    next: Option<Mark>,
    openers: impl Iterator<Item = usize>,
) -> Vec<InlineMark> {
    let mut runs = [Run::default(); Family::COUNT];
    let mut found: Vec<InlineMark> = Vec::new();
    if let Some(mark) = opening {
        runs[mark.family as usize] = Run { last: mark.number, sure: true };
    }
    let start = opening.map_or(0, |mark| mark.len);
    let numbered = numbered(paragraph, opening, next);
    for at in merge(openers, numbered.into_iter()) {
        if at < start || (at == start && opening.is_some()) {
            continue;
        }
        let mut ahead = paragraph[at..].chars();
        let numeral = ahead.next().is_some_and(is_han_digit);
        if numeral
            && !ahead.next().is_some_and(|c| matches!(c, '是' | '要' | '抓') || is_in_han_number(c))
        {
            // 一批: most numerals are no mark that fits
            continue;
        }
        let previous = paragraph[start..at].chars().next_back();
        let ended = previous.is_none_or(ends_clause);
        let may_run_on = numeral && !previous.is_some_and(joins);
        if !ended && !may_run_on {
            continue;
        }
        let Some(mark) = scan(&paragraph[at..]).filter(|mark| fits_inline(mark, paragraph, at))
        else {
            continue;
        };
        let run = &mut runs[mark.family as usize];
        let next = mark.number == run.last + 1 && run.last > 0;
        if mark.number == 1 && ended {
            // an earlier start that never went on was none
            if !run.sure {
                drop_last_start(&mut found, mark.family);
            }
            *run = Run { last: 1, sure: false };
        } else if next && (ended || matches!(mark.family, Family::HanIs | Family::HanMust)) {
            *run = Run { last: mark.number, sure: true };
        } else {
            continue;
        }
        found.push(InlineMark { at, mark });
    }
    if found.is_empty() {
        return found;
    }
    for (family, run) in runs.iter().enumerate() {
        let goes_on = next.is_some_and(|next| next.family as usize == family && next.number == 2);
        if !run.sure
            && !goes_on
            && run.last == 1
            && let Some(at) = found.iter().rposition(|f| f.mark.family as usize == family)
        {
            found.remove(at);
        }
    }
    found
}

/// Where in `paragraph` digits stand that may be the numbers of points: `……。1.稳产。2.扩面。`
/// In most paragraphs no 1 does, which one search tells; in a list of points that is all
/// numbered in this way no point has points of its own.
fn numbered(paragraph: &str, opening: Option<Mark>, next: Option<Mark>) -> Vec<usize> {
    let arabic = |mark: Option<Mark>| mark.is_some_and(|mark| mark.family == Family::Arabic);
    if arabic(opening) && arabic(next) {
        return Vec::new();
    }
    let mut ones = memchr::memchr_iter(b'1', paragraph.as_bytes());
    if !arabic(opening) && !ones.any(|at| is_numbered(paragraph, at)) {
        return Vec::new();
    }
    let digits = paragraph.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit());
    digits.map(|(at, _)| at).filter(|&at| is_numbered(paragraph, at)).collect()
}

/// Whether the digits at `at` may be the number of a point: behind a sentence, before a word.
fn is_numbered(paragraph: &str, at: usize) -> bool {
    /// No number of a point has more digits.
    const DIGITS: usize = 2;
    let before = &paragraph[..at];
    let stops = before.ends_with(opens_point);
    let digits = || paragraph[at..].bytes().take(DIGITS).take_while(u8::is_ascii_digit).count();
    let word = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}' | '“' | '《');
    let titled = || {
        let title = paragraph[at + digits()..].strip_prefix(['.', '．', '、']);
        title.is_some_and(|title| title.strip_prefix(' ').unwrap_or(title).starts_with(word))
    };
    stops && titled()
}

/// The places of both, in order.
fn merge(
    left: impl Iterator<Item = usize>,
    right: impl Iterator<Item = usize>,
) -> impl Iterator<Item = usize> {
    let (mut left, mut right) = (left.peekable(), right.peekable());
    std::iter::from_fn(move || match (left.peek(), right.peek()) {
        (Some(l), Some(r)) if r < l => right.next(),
        (None, _) => right.next(),
        _ => left.next(),
    })
}

#[derive(Debug, Clone, Copy, Default)]
struct Run {
    last: u32,
    sure: bool,
}

fn drop_last_start(found: &mut Vec<InlineMark>, family: Family) {
    if let Some(at) = found.iter().rposition(|f| f.mark.family == family)
        && found[at].mark.number == 1
    {
        found.remove(at);
    }
}

/// Whether a clause or sentence ends with `c`.
fn ends_clause(c: char) -> bool {
    matches!(
        c,
        '。' | '；' | ';' | '：' | ':' | '，' | ',' | '！' | '!' | '？' | '?' | '”' | '）' | '\n'
    ) || c.is_whitespace()
}

fn is_han_digit(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Characters that make one word with a following 一 or 二: 之一是, 统一是, 第一是.
fn joins(c: char) -> bool {
    is_han_digit(c)
        || matches!(
            c,
            '之' | '统'
                | '唯'
                | '第'
                | '同'
                | '单'
                | '其'
                | '周'
                | '星'
                | '月'
                | '万'
                | '专'
                | '初'
                | '高'
        )
}

/// Which forms may stand inside a paragraph, and after what.
fn fits_inline(mark: &Mark, paragraph: &str, at: usize) -> bool {
    let before = paragraph[..at].trim_end().chars().next_back();
    match mark.family {
        Family::HanIs | Family::HanMust | Family::Circled => true,
        Family::Ordinal | Family::First => {
            before.is_some_and(|c| matches!(c, '。' | '；' | ';' | '：' | ':' | '！' | '”'))
        }
        Family::HanParen | Family::Arabic | Family::ArabicParen => before.is_some_and(opens_point),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_inside_paragraphs() {
        let rows: [(&str, &[&str]); 22] = [
            ("抓好三件事：一是稳产；二是扩面；三是提质。", &["一是", "二是", "三是"]),
            ("一是稳产。二是扩面。", &["二是"]),
            ("今后，一要稳产，二要扩面。", &["一要", "二要"]),
            ("发展是第一要务。二要扩面。", &[]),
            ("今年重点：一抓项目，二抓服务。", &["一抓", "二抓"]),
            ("原因之一是天旱。", &[]),
            ("要点，一是稳产。", &[]),
            ("要求：一是稳产二是扩面。", &["一是", "二是"]),
            ("目标：（1）稳产；（2）扩面。", &["（1）", "（2）"]),
            ("坚持三条。第一，稳产。第二，扩面。", &["第一，", "第二，"]),
            ("变化有二：第一是面积扩大；第二是产量提高。", &["第一是", "第二是"]),
            ("第一、二、三产业协调发展，第一，第二。", &[]),
            ("抓实粮食安全。1.面积3万亩。2.产量1.8万吨。", &["1.", "2."]),
            ("1.面积3万亩。2、产量2.8万吨。", &["2、"]),
            ("抓实粮食安全。1.面积3万亩，2.5万亩。", &[]),
            ("注：1.数据为初步数。2.增速按可比价计算。", &["1.", "2."]),
            ("真抓实干！1. 稳产3万亩。2. 扩面2万亩。", &["1.", "2."]),
            ("农业：1.稳产；2.扩面。工业：1.投资；2.技改。", &["1.", "2.", "1.", "2."]),
            ("工作如下：1.稳产。1.投资。2.技改。", &["1.", "2."]),
            ("1.农业：1.稳产。2.扩面。\n2.工业。", &[]),
            ("抓好三件事。一是稳产。\n二是扩面。", &["一是"]),
            ("抓好三件事。一是稳产。\n三是扩面。", &[]),
        ];
        for (text, want) in rows {
            let (first, second) = text.split_once('\n').unwrap_or((text, ""));
            let openers = first
                .match_indices(|c| OPENERS.iter().any(|row| row.contains(c)))
                .map(|(at, _)| at);
            let marks = scan_inline(first, scan(first), scan(second), openers);
            let got: Vec<_> = marks.iter().map(|m| &text[m.at..m.at + m.mark.len]).collect();
            assert_eq!(got, want, "{text}");
        }
    }
}
