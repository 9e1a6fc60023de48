//! The words by which something is compared: with what it was, or with others.
//!
//! ```text
//! 比上年|增长5%, 比2020年|增长5%     what it was: a change
//! 比全省平均水平|高3个百分点         others: a distance, and no change
//! 超|警戒水位|2.31米                 by how much a mark is exceeded
//! ```

use super::token::{Token, trim_end};
use crate::bulletin::Direction;
use crate::quantity::endings::Ending;
use crate::quantity::words::{self, Class};
use crate::time;

/// Where `比|上一年` begins that ends a clause.
pub(in crate::quantity) fn last_basis(text: &str) -> Option<usize> {
    /// What is compared with is named in so many bytes at most.
    const LONGEST: usize = 36;
    let from = text.ceil_char_boundary(text.len().saturating_sub(LONGEST));
    let at = from + text[from..].rfind(['比', '较'])?;
    let (len, word) = words::longest(&text[at..])?;
    let rest = &text[at + len..];
    let told = matches!(word.class, Class::YearOnYear | Class::MonthOnMonth) && rest.is_empty();
    let year = word.class == Class::Versus
        && rest.ends_with('年')
        && time::read(rest, time::Now::default()).is_some_and(|time| time.len == rest.len());
    (told || year).then_some(at)
}

/// `超|警戒水位|约`: by how much a mark is exceeded.
pub(super) fn exceeds(tokens: &[Token<'_>]) -> bool {
    let mark = |token: &Token<'_>| token.text.ends_with("水位") || Ending::Plan.closes(token.text);
    matches!(trim_end(tokens, Token::is_hedge), [first, .., last] if first.text.starts_with('超') && mark(last))
}

/// Whether the word sets what stands before it against what stands behind: 高于, 超过.
pub(super) fn sets(token: &Token<'_>) -> bool {
    // most words have another end than any of these
    token.text.ends_with(['于', '过', '先', '超', '出'])
        && matches!(
            token.text,
            "高于"
                | "低于"
                | "快于"
                | "慢于"
                | "大于"
                | "小于"
                | "多于"
                | "少于"
                | "优于"
                | "好于"
                | "超过"
                | "领先"
                | "超"
                | "高出"
        )
}

/// `低于|上年|约`: where the words begin that tell which way something has changed since last
/// year, and that way.
pub(super) fn exceeds_last(tokens: &[Token<'_>]) -> Option<(usize, Direction)> {
    let [words @ .., sets_off, last] = trim_end(tokens, Token::is_hedge) else { return None };
    let year = last.class == Class::YearOnYear
        || (last.class == Class::Time && last.text.starts_with(['上', '去']));
    let direction = match sets_off.text {
        "高于" | "多于" | "快于" => Direction::Increase,
        "低于" | "少于" | "慢于" => Direction::Decrease,
        _ => return None,
    };
    year.then_some((words.len(), direction))
}

/// `比|全省平均水平|高|约`: where the words begin that set a number against others.
pub(super) fn outdoes(tokens: &[Token<'_>]) -> Option<usize> {
    /// They are no more than these.
    const LONGEST: usize = 6;
    let end = trim_end(tokens, |token| token.class == Class::Adverb || token.is_hedge()).len();
    let last = tokens[..end].last()?;
    let comparative = matches!(last.class, Class::Comparative(_));
    // 比|年度任务|多出: so many more were done
    let more = last.text.starts_with(['多', '少']);
    let from = end.saturating_sub(LONGEST);
    let at = from + tokens[from..end].iter().rposition(|token| token.class == Class::Versus)?;
    let planned = || tokens[at..end - 1].last().is_some_and(|to| Ending::Plan.closes(to.text));
    // 比|预期目标|低: as far from what was aimed at
    let distance = if planned() { !more } else { !compares(&tokens[..end - 1]) };
    (comparative && distance).then_some(at)
}

/// Whether something is compared in these words with what it was: 比上年, 比2020年,
/// but not 比全国平均水平, 比目标.
fn compares(tokens: &[Token<'_>]) -> bool {
    Comparison::last(tokens).is_some_and(|last| last.told <= tokens.len())
}

/// The word by which something is compared: 比上年, 比.
#[derive(Debug, Clone)]
pub(super) struct Comparison {
    pub(super) at: usize,
    /// The number of words that tell that it is compared with what was; more than all, if it
    /// is not.
    pub(super) told: usize,
}

impl Comparison {
    /// The last among `tokens`.
    pub(super) fn last(tokens: &[Token<'_>]) -> Option<Comparison> {
        let at = tokens.iter().rposition(|token| {
            matches!(token.class, Class::YearOnYear | Class::MonthOnMonth | Class::Versus)
        })?;
        let (own, behind) = (&tokens[at], &tokens[at + 1..]);
        let then = |token: &Token<'_>| {
            token.class == Class::Time
                || token.text.ends_with(['前', '初', '末', '时'])
                || Ending::Plan.closes(token.text)
        };
        let told = if own.class != Class::Versus || own.text.chars().nth(1).is_some() {
            at + 1
        } else {
            behind.iter().position(then).map_or(usize::MAX, |then| at + 1 + then + 1)
        };
        Some(Comparison { at, told })
    }
}
