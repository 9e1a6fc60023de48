//! Numbers behind which no unit of the table stands: left out, unknown, or no quantity.
//!
//! ```text
//! 开展执法行动29，     the unit is left out
//! 建成3驿站，          驿站 is in no table, and is taken as written
//! 2023年, 2.0, 0575    no quantities
//! ```

use std::ops::Range;

use super::carried::Carried;
use super::clause::Before;
use super::endings::Ending;
use super::names;
use super::words::{self, Class};
use crate::Dimension;
use crate::bulletin::Hedge;
use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::number::numeral;
use crate::unit::Unit;

/// A number without a unit of the table.
pub(super) enum Bare<'t> {
    /// The text has left the unit out.
    Missing,
    /// The unit is in no table.
    Unknown(Unit<'t>),
}

/// Whether a number without a unit is a quantity all the same. The next mark
/// begins at `next`.
pub(super) fn read<'t>(
    text: &'t str,
    carried: &Carried<'_>,
    before: &Before,
    span: &Range<usize>,
    next: usize,
) -> Option<Bare<'t>> {
    /// Longer numbers without a unit are codes.
    const LONGEST: usize = 7;
    /// People are counted without a unit from so many digits on.
    const MANY: usize = 3;
    /// A classifier that no table has is no longer than this.
    const MOST: usize = 2;
    let digits = &text[span.clone()];
    let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let follows = text[carried.words..span.start].trim_end_matches(' ').chars().next_back();
    let after_word = follows.is_some_and(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | '”' | '）'));
    // 数字政府2.0
    let version = digits.ends_with(".0");
    if digits.len() > LONGEST || year || version || !after_word {
        return None;
    }
    if names::is_lead(&text[carried.words..span.start], digits) {
        return None;
    }
    let rest = text[span.end..].trim_start_matches(' ');
    // 接待3七人次: the next number is no unit
    let own = &text[span.end..next.max(span.end)];
    let Some(follow) = rest.chars().next() else { return Some(Bare::Missing) };
    if "，,。；;）)\n".contains(follow) {
        // 建大棚126座共380: the name is that of the number before
        return (before.name.is_some() || carried.named).then_some(Bare::Missing);
    }
    if names::is_suffix(rest) || !matches!(follow, '\u{4E00}'..='\u{9FFF}') {
        return None;
    }
    let moves = words::longest(rest)
        .is_some_and(|(_, word)| matches!(word.class, Class::Reach(_) | Class::Change(_)));
    if before.from && moves {
        // 收入比由2.12缩小至2.07
        return Some(Bare::Missing);
    }
    if let Some(behind) = rest.strip_prefix('日') {
        // 不少于10日, 30日内: a length of time; else a date
        let lasts = before.hedge != Hedge::None || behind.starts_with(['内', '以']);
        return lasts.then(|| Bare::Unknown(Unit::named("日", Dimension::Time)));
    }
    let noun_stands_before = before
        .name
        .as_ref()
        .is_some_and(|name| text[name.span.end..span.start].trim_end_matches(' ').is_empty());
    if noun_stands_before {
        // 防火门11樘，: all that stands there, but 合同48行政诉讼, and 水库12|第1 has none
        let classifier = han(own.trim_start_matches(' '), MOST + 1);
        let told = (1..=MOST).contains(&classifier.chars().count())
            && words::longest(classifier).is_none()
            && !classifier.chars().any(|c| numeral::chinese_digit(c).is_some());
        return Some(if told { Bare::Unknown(Unit::unknown(classifier)) } else { Bare::Missing });
    }
    if numeral::chinese_digit(follow).is_some() {
        // 推出5三项举措: two numbers, of which the first is none
        return None;
    }
    // 近3000|群众
    let people = words::longest(rest)
        .filter(|(len, word)| word.class == Class::Head && Ending::People.closes(&rest[..*len]));
    if people.is_some() && digits.len() >= MANY {
        return Some(Bare::Missing);
    }
    let unit = han(own, MOST);
    // 或, 以及: words that bind are no classifiers
    let binds = words::longest(unit)
        .is_some_and(|(_, word)| matches!(word.class, Class::Conjunction | Class::Stop));
    (!binds && before.verb && !unit.is_empty()).then(|| Bare::Unknown(Unit::unknown(unit)))
}

/// The Chinese characters that `text` begins with, `most` of them at the most.
fn han(text: &str, most: usize) -> &str {
    let chars = text.chars().take(most);
    let len: usize =
        chars.take_while(|c| matches!(c, '\u{4E00}'..='\u{9FFF}')).map(char::len_utf8).sum();
    &text[..len]
}

/// What is to be said of the number at `span` of `text`, whose name is `name`.
pub(super) fn diagnose(
    text: &str,
    bare: &Bare<'_>,
    name: Option<&str>,
    span: &Range<usize>,
) -> Option<Diagnostic> {
    let (code, message) = match bare {
        Bare::Missing if name.is_some_and(|name| Ending::Pure.closes(name)) => return None,
        Bare::Missing => {
            let number = &text[span.clone()];
            (DiagnosticCode::MissingUnit, format!("no unit stands behind {number}"))
        }
        Bare::Unknown(unit) if unit.dimension.is_some() => return None,
        Bare::Unknown(unit) => {
            let message = format!("{} is in no table of units and is taken as written", unit.name);
            (DiagnosticCode::UnknownUnit, message)
        }
    };
    Some(Diagnostic::new(code, message, span.clone()))
}
