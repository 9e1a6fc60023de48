//! The size of a change: its direction, what it is compared with, and where it starts from.
//!
//! ```text
//! 同比增长|5.08%                up, year on year          由12.1%|降至9.8%      down, from 12.1
//! 与2020年相比，……增加|300亩    up, against 与2020年相比   净增企业3家、|农户5户  up, as its neighbour
//! ```

use std::cmp::Ordering;
use std::ops::Range;

use super::carried::Carried;
use super::clause::{self, Against, Token};
use super::reader::{Case, LONGEST_CARRIED, Reader};
use super::words::{self, Class};
use crate::bulletin::{Basis, Direction, Quantity, QuantityKind};
use crate::number::{Number, Value};

/// The size of a change, as the clause tells it.
#[derive(Debug, Clone)]
pub(super) struct Changed {
    pub(super) direction: Direction,
    pub(super) against: Option<Against>,
    pub(super) from: Option<Value>,
}

/// `由290元|调整到|340元`: how one value stands to the other.
fn between(from: &Value, to: &Value) -> Option<Ordering> {
    match (from, to) {
        (Value::Exact(Number::Decimal(from)), Value::Exact(Number::Decimal(to))) => {
            Some(from.cmp(to))
        }
        _ => None,
    }
}

impl Reader<'_> {
    /// The direction of a change, what it is compared with, and where it starts from.
    pub(super) fn changed(&self, carried: &mut Carried<'_>, case: &Case<'_>) -> Option<Changed> {
        let Case { before, behind, .. } = case;
        if before.rate && case.counted.is_duration() {
            // 增速|连续4年|居首位
            return None;
        }
        let from = carried.from.take();
        let basis = carried.basis.take();
        // 同比分别增长4%、下降2%; 同比增加3吨，增幅5%
        let last = carried.change.as_ref().and_then(|(_, against)| against.clone());
        let listed = (carried.listed || before.rate) && before.name.is_none();
        let retold = self.is_retold(carried, case);
        let against = || {
            let own = before.against.clone().or(basis).or_else(|| carried.against.clone());
            own.or(last.filter(|_| listed || retold))
        };
        let turns = self.text[case.span.clone()].starts_with('翻');
        let turned = turns.then_some(Direction::Increase);
        // 同比增速-3.2%
        let negative = matches!(
            case.counted.value,
            Value::Exact(Number::Decimal(value)) if value.is_sign_negative()
        );
        let down = (negative && before.change.is_some()).then_some(Direction::Decrease);
        if let Some(direction) = down.or(before.change).or(behind.change).or(turned) {
            return Some(Changed { direction, against: against(), from: None });
        }
        // 提高到84%, 由85户发展到112户
        if let Some(direction) = before.reach.filter(|_| before.directed || from.is_some()) {
            let told = from.as_ref().filter(|_| !before.directed);
            let direction = match told.and_then(|from| between(from, &case.counted.value)) {
                Some(Ordering::Less) => Direction::Increase,
                Some(Ordering::Greater) => Direction::Decrease,
                Some(Ordering::Equal) => return None,
                None => direction,
            };
            return Some(Changed { direction, against: against(), from });
        }
        let (direction, against) = carried.change.clone()?;
        let ranked = case.counted.kind == QuantityKind::Rank;
        (before.bare && carried.listed && !ranked).then_some(Changed {
            direction: if negative { Direction::Decrease } else { direction },
            against,
            from: None,
        })
    }

    /// `同比增加8万元，|增长28.6%`: the change that was told last, now as a share, or the
    /// other way round.
    fn is_retold(&self, carried: &Carried<'_>, case: &Case<'_>) -> bool {
        let Case { before, counted, .. } = case;
        let direction = carried.change.as_ref().map(|(direction, _)| *direction);
        let again = before.change.is_some() && before.change == direction;
        let share = |kind| kind == QuantityKind::Ratio;
        let other = |last: &Quantity| share(last.kind) != share(counted.kind);
        // but 年均增长5%, 明年增长5%, 计划增加5家
        let told = |token: &Token<'_>| {
            matches!(token.class, Class::Change(_) | Class::Yield(_) | Class::Hedge(_))
        };
        let only = self.before.iter().all(told);
        again && only && self.found.quantities.last().is_some_and(other)
    }

    /// `净增企业3家、|农户|5户`: the verb before the first name of a list is that of the next too.
    pub(super) fn verb_change(&self, carried: &Carried<'_>, case: &Case<'_>) -> Option<Direction> {
        let name = case.before.name.as_ref()?;
        let between = self.text.get(carried.words..name.span.start)?;
        carried.verb_change.filter(|_| carried.listed && between == "、" && !case.before.link)
    }

    /// `与2020年相比`: what a clause says that the next ones are compared with.
    pub(super) fn compared(&self, words: &Range<usize>) -> Option<Against> {
        let text = &self.text[words.clone()];
        words::may_end_basis(text).then_some(())?;
        let text = text.trim_end();
        if let Some(at) = clause::last_basis(text) {
            // 比上一年，原煤增产了…
            return Some(self.basis_of(words.start + at..words.end));
        }
        let compares = ["相比", "比较"].iter().any(|word| text.ends_with(word));
        (compares && text.len() < LONGEST_CARRIED).then_some(())?;
        let versus = text.rfind(['比', '较'])?;
        // 与|去年同期|相比
        let opens = |(at, _): &(usize, &str)| !text[*at..].starts_with("同期");
        let (from, _) = text[..versus].rmatch_indices(['与', '同', '和', '跟']).find(opens)?;
        Some(self.basis_of(words.start + from..words.end))
    }

    pub(super) fn basis_of(&self, span: Range<usize>) -> Against {
        let text = &self.text[span.clone()];
        let last =
            |(at, _)| ["上", "去", "上一", "前一"].iter().any(|word| text[..at].ends_with(word));
        if text.match_indices('年').any(last) {
            Against::YearOnYear
        } else if text.contains("上月") {
            Against::MonthOnMonth
        } else {
            Against::Versus(span)
        }
    }

    pub(super) fn basis(&self, against: Against) -> Basis {
        match against {
            Against::YearOnYear => Basis::YearOnYear,
            Against::MonthOnMonth => Basis::MonthOnMonth,
            Against::Versus(span) => Basis::Versus(self.context.verbatim(&span).to_owned()),
        }
    }
}
