//! What the words before a number may have in them beside its name: of what it is a share,
//! for each of what it is told, since when, by which verbs.
//!
//! ```text
//! 占|全国增量的|12%      每人|每月|715元      比|2020年的|3亿元      累计|移送|起诉|21人
//! ```

use std::ops::Range;

use super::token::{Token, trim_end};
use super::{Against, Each};
use crate::bulletin::Hedge;
use crate::quantity::endings::Ending;
use crate::quantity::words::Class;

/// `累计|移送|起诉|近`: the verbs of these classes that stand right before the number.
pub(super) fn deed(tokens: &[Token<'_>], classes: &[Class]) -> Option<Range<usize>> {
    let said = trim_end(tokens, |token| token.class == Class::Adverb || token.is_hedge());
    let rest = trim_end(said, |token| classes.contains(&token.class));
    let verbs = &said[rest.len()..];
    Some(verbs.first()?.span.start..verbs.last()?.span.end)
}

/// `占|全国增量|的`, `完成|年度目标|的`, `压缩至|法定时限|的`: where the words begin that say what a share is of.
pub(super) fn whole(tokens: &[Token<'_>]) -> Option<usize> {
    // 预算收入的|102%, but 为|预算|的|102%
    let given = tokens.last().is_some_and(|last| last.class == Class::Of);
    // 降至|去年|的|9.8%: when, and not of what
    let when = matches!(tokens, [.., time, _] if time.class == Class::Time);
    let at = tokens.iter().rposition(|token| {
        let bounds = matches!(token.class, Class::Hedge(_)) && !token.is_short();
        let reaches = matches!(token.class, Class::Reach(_)) && !when;
        // 分别完成|年计划|的
        let shares = token.class == Class::Share && !token.text.ends_with("分别");
        // 新增|财力|的|70%: that is what is new
        let links = token.class == Class::Link && !token.is_attributive();
        let binds = bounds || reaches || shares || links;
        // 完成|年计划|27%
        let planned = token.text == "完成"
            && tokens.last().is_some_and(|last| Ending::Plan.closes(last.text));
        token.takes_part() || (given && binds) || planned
    })?;
    let inner = |token: &Token<'_>| {
        let noun = matches!(token.class, Class::Noun | Class::Head | Class::Metric);
        let deed = matches!(token.class, Class::Act | Class::Deed);
        let other = matches!(token.class, Class::Scope | Class::Of | Class::Time);
        noun || deed
            || other
            || matches!(token.class, Class::Hedge(_) | Class::Adverb | Class::Conjunction)
            // 规模|以上|工业
            || matches!(token.class, Class::HedgeAfter(_))
    };
    let behind = &tokens[at + 1..];
    // 完成|州|下达|任务|的
    let set = matches!(behind, [.., thing, of] if of.class == Class::Of && Ending::Plan.closes(thing.text));
    let inner = |token: &Token<'_>| inner(token) || (set && token.class == Class::Verb);
    let share = behind.iter().any(names_share);
    // 完成|总工程量|的|73%: that is measured, a plan is not
    let done = tokens[at].text == "完成" && given && !set;
    (!behind.is_empty() && behind.iter().all(inner) && !share && !done).then_some(at)
}

/// `占全国|比重`: a share that is named with what it is a share of.
pub(super) fn names_share(token: &Token<'_>) -> bool {
    matches!(token.text, "比重" | "比例" | "份额")
}

/// `同比`: since when.
pub(super) fn since(token: &Token<'_>) -> Option<Against> {
    match token.class {
        Class::YearOnYear => Some(Against::YearOnYear),
        Class::MonthOnMonth => Some(Against::MonthOnMonth),
        _ => None,
    }
}

/// `每人`, `每10万人`
fn is_each(token: &Token<'_>) -> bool {
    token.class == Class::Adverb && token.text.starts_with('每')
}

/// `每人|每月|约`: what stands right before the number that is told for each of something,
/// or before what is done with it, `每户|补助`.
pub(super) fn each(tokens: &[Token<'_>]) -> Option<Each> {
    let mut end = trim_end(tokens, Token::is_hedge).len();
    let does = |token: &Token<'_>| token.is_done() || matches!(token.class, Class::Change(_));
    let done = tokens[..end].last().is_some_and(does);
    if done {
        end -= 1;
    }
    let start = end - tokens[..end].iter().rev().take_while(|token| is_each(token)).count();
    let words = &tokens[start..end];
    Some(Each { words: words.first()?.span.start..words.last()?.span.end, done })
}

/// `比|2020年|的`: where the words begin that make of the number behind them what
/// others are compared with.
pub(super) fn basis(tokens: &[Token<'_>]) -> Option<usize> {
    let [rest @ .., of] = tokens else { return None };
    let at = match rest {
        [before @ .., Token { class: Class::Versus, .. }, Token { class: Class::Time, .. }] => {
            before.len()
        }
        [before @ .., Token { class: Class::YearOnYear | Class::MonthOnMonth, .. }] => before.len(),
        _ => return None,
    };
    (of.class == Class::Of).then_some(at)
}

/// `由|最高时|的`: where the words begin that say when a change started from the number
/// behind them.
pub(super) fn origin(tokens: &[Token<'_>]) -> Option<usize> {
    /// They are no more than these.
    const LONGEST: usize = 4;
    let [rest @ .., of] = tokens else { return None };
    let from = rest.len().saturating_sub(LONGEST);
    let at = from + rest[from..].iter().rposition(|token| token.class == Class::From)?;
    let ends = rest.last()?.text.ends_with(['时', '初', '末', '前', '底', '期']);
    (of.class == Class::Of && ends && at + 1 < rest.len()).then_some(at)
}

/// The last hedge among `tokens`.
pub(super) fn hedge_of(tokens: &[Token<'_>]) -> Hedge {
    let hedge = |token: &Token<'_>| match token.class {
        Class::Hedge(hedge) => Some(hedge),
        _ => None,
    };
    tokens.iter().rev().find_map(hedge).unwrap_or_default()
}
