//! Names that are given out one by one, to numbers listed in the same order.
//!
//! ```text
//! A和B分别为x、y                           A to x, B to y
//! 出栏58万头，存栏33万头，分别增长4%、2%      what the numbers before had
//! 城镇和农村住房面积32.9平方米和37.1平方米    as many names as numbers, without 分别
//! ```

use std::ops::Range;

use crate::Dimension;
use crate::bulletin::Quantity;
use crate::quantity::carried::Carried;
use crate::quantity::clause::Name;
use crate::quantity::reader::{Case, LONGEST_CARRIED, Reader};
use crate::quantity::scan::{Mark, What};
use crate::quantity::words::{self, Class};

/// A measure of whom it is told of has a name of three characters: 死亡率.
const SHORT_MEASURE: usize = 3 * '一'.len_utf8();

/// A list that names are shared out to has fewer numbers than this.
const MOST_LISTED: usize = 32;

impl<'t> Reader<'t> {
    /// The name that `A和B分别为x、y` gives to this number, else its own.
    pub(super) fn shared(
        &mut self,
        carried: &mut Carried<'t>,
        marks: &[Mark<'t>],
        case: &Case<'t>,
    ) -> Option<Range<usize>> {
        let before = &case.before;
        if before.share {
            let count = chain(self.text, marks, case.at);
            carried.part = 0;
            match &before.name {
                Some(name) if name.parts.len() == count => carried.parts.clone_from(&name.parts),
                // 批发和零售业、住宿和餐饮业: parts of two words each
                Some(name) if name.coarse.len() == count => carried.parts.clone_from(&name.coarse),
                Some(_) => carried.parts.clear(),
                None => self.share_carried(carried, marks, count),
            }
        }
        let parts = carried.parts.len();
        let told = parts > 1 && carried.part == parts && before.name.is_none();
        if told && !before.bare && chain(self.text, marks, case.at) == parts {
            // 分别为3元、4元，增长5%、6%
            carried.part = 0;
            carried.listed = true;
        }
        let goes_on = carried.listed && before.name.is_none();
        if (before.share || before.bare || goes_on)
            && let Some(part) = carried.parts.get(carried.part)
            && part.len() < LONGEST_CARRIED
        {
            carried.part += 1;
            return Some(part.clone());
        }
        let Some(name) = before.name.as_ref() else {
            // 机床（不含简易机床）增加3台
            let closed = self.is_behind_bracket(carried.words);
            let asks = closed && !before.bare && !before.opens;
            return if asks { self.bracket_name(carried) } else { None };
        };
        if !before.share && carried.parts.is_empty() {
            // 城镇和农村住房面积32.9平方米和37.1平方米
            self.share_listed(carried, marks, case, name);
            if !carried.parts.is_empty() {
                carried.part = 1;
                return carried.parts.first().cloned();
            }
        }
        // 17个重点制造业|增加值: what was counted is what has the measure
        let counted = carried.name.as_ref().filter(|last| last.span.end == name.span.start);
        // 5岁以下儿童|死亡率: the age says of whom it is told
        let of_age = |last: &Quantity| last.dimension == Some(Dimension::Age);
        let told_of = name.measure
            && name.span.len() <= SHORT_MEASURE
            && self.found.quantities.last().is_some_and(of_age);
        Some(match counted.filter(|_| name.generic || told_of) {
            Some(counted) => counted.span.start..name.span.end,
            None => name.span.clone(),
        })
    }

    /// Names that are as many as the measures listed behind them, without 分别.
    fn share_listed(
        &self,
        carried: &mut Carried<'t>,
        marks: &[Mark<'t>],
        case: &Case<'t>,
        name: &Name,
    ) {
        let measured = case.dimension().is_some_and(|dimension| !dimension.counts());
        let text = &self.text[name.span.clone()];
        if !measured || !text.contains(['、', '和']) {
            return;
        }
        let mut name = name.clone();
        name.share(&self.before);
        let mut end = case.at;
        while let Some(next) = marks.get(end + 1).filter(|_| end - case.at < MOST_LISTED)
            && matches!(next.what, What::Number(_))
            && matches!(&self.text[marks[end].span.end..next.span.start], "、" | "和" | "与")
        {
            end += 1;
        }
        let count = end + 1 - case.at;
        let mut lists = [name.parts, name.coarse].into_iter();
        if let Some(parts) = lists.find(|parts| count > 1 && parts.len() == count) {
            carried.parts = parts;
        }
    }

    /// 分别 without names of its own: those of the clause before, or of the numbers before
    /// (`出栏58万头，存栏33万头，分别增长4%、2%`).
    fn share_carried(&mut self, carried: &mut Carried<'t>, marks: &[Mark<'t>], count: usize) {
        if carried.parts.is_empty() {
            carried.parts = self.topic(carried, marks).map_or_else(Vec::new, |topic| topic.parts);
        }
        if carried.parts.len() != count && carried.names.len() >= count {
            carried.parts = carried.names.split_off(carried.names.len() - count);
        }
    }
}

/// How many numbers, from the one at `at` on, stand in a list, but no more than
/// [`MOST_LISTED`]: each of a long list may ask.
fn chain(text: &str, marks: &[Mark<'_>], at: usize) -> usize {
    let mut end = marks[at].span.end;
    let follows = |mark: &&Mark<'_>| {
        let between = &text[end..mark.span.start];
        // 增长4%、下降2%
        let listed = between.trim_start_matches(['、', '和', '与', '及']);
        let change = words::longest(listed)
            .filter(|(_, word)| matches!(word.class, Class::Change(_)))
            .map(|(len, _)| &listed[len..]);
        let between = change.unwrap_or(between);
        let joined = between.trim_matches(|c: char| {
            ['、', '和', '与', '及', '以', '上', '下', '左', '右', '约', '超', '近'].contains(&c)
                || c == ' '
        });
        end = mark.span.end;
        matches!(mark.what, What::Number(_))
            && joined.is_empty()
            && (change.is_some() || !between.is_empty())
    };
    1 + marks[at + 1..].iter().take(MOST_LISTED).take_while(follows).count()
}
