//! What a number measures or counts, from the words of its clause and what is carried on.
//!
//! ```text
//! 新引进税源企业60家          object 税源企业          14家企业入驻          object 企业
//! 财政总收入达1.6亿元         indicator 财政总收入      审批64户              indicator 审批
//! A和B分别增长4%、5%          A to the first, B to the second
//! ```

mod counted;
mod list;
mod unnamed;

use std::ops::Range;

use super::carried::Carried;
use super::clause::{self, Name, Of, Token};
use super::endings::Ending;
use super::reader::{Case, Reader};
use super::scan::Mark;
use super::words::{self, Class};
use crate::Dimension;
use crate::bulletin::{Hedge, Quantity, QuantityKind};

/// A clause whose name is carried on is no longer than this, in bytes.
pub(super) const LONGEST_CLAUSE: usize = 300;

/// What a number states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// 收入7907万元
    Level,
    /// 增长5.08%
    Change,
}

/// The words that name a quantity; it has one or the other, or none, seldom both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) indicator: Option<Range<usize>>,
    pub(super) object: Option<Range<usize>>,
}

impl Names {
    fn indicator(span: Option<Range<usize>>) -> Names {
        Names { indicator: span, object: None }
    }

    fn object(span: Option<Range<usize>>) -> Names {
        Names { indicator: None, object: span }
    }

    /// The one that is carried on.
    pub(super) fn first(&self) -> Option<&Range<usize>> {
        self.indicator.as_ref().or(self.object.as_ref())
    }
}

impl<'t> Reader<'t> {
    /// What is measured, and what is counted.
    pub(super) fn names(
        &mut self,
        carried: &mut Carried<'t>,
        marks: &[Mark<'t>],
        case: &Case<'t>,
        meaning: Meaning,
    ) -> Names {
        let own = self.shared(carried, marks, case);
        let amount = case.counted.kind == QuantityKind::Amount;
        if meaning == Meaning::Change && self.moves_places(case) {
            // 居全省第6位，比去年前移2位
            let name = own.or_else(|| carried.name.as_ref().map(|name| name.span.clone()));
            return Names::indicator(name);
        }
        if amount && case.dimension().is_none_or(Dimension::counts) {
            // 幼儿园（含教学点）|12所
            let closed = case.before.bare && self.is_behind_bracket(case.span.start);
            let own = own.or_else(|| if closed { self.bracket_name(carried) } else { None });
            return self.counted(carried, case, own);
        }
        let level = meaning == Meaning::Level;
        if level && let Some(rate) = self.rate_behind(case) {
            return Names::indicator(Some(rate));
        }
        if level && let Some(extent) = self.extent(case) {
            return Names::indicator(Some(extent));
        }
        let own = own.filter(|own| !(level && self.is_payee(case, own)));
        let names = match (case.dimension(), meaning) {
            // 平均年龄44.6岁, but 3岁以下婴幼儿
            (Some(Dimension::Age), Meaning::Level)
                if case.behind.name.is_some() || own.is_none() =>
            {
                let behind = &case.behind;
                Some(Names::object(behind.people.clone().or_else(|| behind.name.clone())))
            }
            (Some(Dimension::Time), Meaning::Level) => {
                // 挂牌督办3个月: how long it is done
                let closes =
                    self.text[case.span.end..].starts_with(['，', '。', '；', '、', ',', ';']);
                let bounds = case.before.hedge != Hedge::None;
                let right_before =
                    |deed: &Range<usize>| closes && (bounds || deed.end == case.span.start);
                let done = case.before.deed.clone().filter(right_before);
                Some(Names::indicator(own.clone().filter(|own| self.lasts(case, own)).or(done)))
            }
            (_, Meaning::Level) => named_behind(case, own.as_ref()),
            _ => None,
        };
        if let Some(names) = names {
            return names;
        }
        if let Some(own) = own {
            if level && self.is_handled(case, &own) {
                return Names::object(Some(own));
            }
            if level && let Some(paid) = self.paid_for_people(case, &own) {
                return Names::indicator(Some(paid));
            }
            if level && let Some(paid) = self.payment(case, &own) {
                return Names::indicator(Some(paid));
            }
            // 发放救助金2084万元，人均2600元
            let average =
                if self.is_average(&own) { self.averaged(carried, marks, case) } else { None };
            return Names::indicator(average.or(Some(own)));
        }
        self.unnamed_measure(carried, marks, case, meaning)
    }

    /// The names of a measure that has none of its own: what the words around it tell, else
    /// what is carried on.
    fn unnamed_measure(
        &mut self,
        carried: &Carried<'t>,
        marks: &[Mark<'t>],
        case: &Case<'t>,
        meaning: Meaning,
    ) -> Names {
        if case.before.only_of && carried.listed && case.counted.kind == QuantityKind::Ratio {
            // 造林3.26万亩，占任务3万亩的108.7%
            return Names::indicator(carried.names.iter().rev().nth(1).cloned());
        }
        if case.before.each_yields.is_some() {
            return Names::indicator(case.before.each_yields.clone());
        }
        // 减税5.4万亿元、降费2.8万亿元
        if (carried.name.is_none() || carried.listed) && case.before.yielding.is_some() {
            return Names::indicator(case.before.yielding.clone());
        }
        // 累计建成19.8万亩: what is left out is what was built before, in the same unit
        let elsewhere = case.before.verb && case.unit_name() != carried.unit;
        let named = case.behind.hedge != Hedge::None && case.behind.name.is_some();
        let attributive = named || case.behind.modifies || case.bounds;
        if case.counted.kind == QuantityKind::Rank
            && let Some(among) = &case.before.among
            && (carried.name.is_none() || self.is_event(among))
        {
            // 在年度考核中名列第三, but 在全县各乡镇中名列第三
            return Names::indicator(case.before.among.clone());
        }
        let money = case.dimension() == Some(Dimension::Money) && meaning == Meaning::Level;
        if money && case.before.verb && case.behind.purpose.is_some() {
            // 筹措7亿元实施惠民工程
            return Names::indicator(case.behind.purpose.clone());
        }
        let bounds = case.behind.hedge != Hedge::None || case.behind.of;
        // 医药费4217人次、253.4万元
        let joined = self
            .found
            .quantities
            .last()
            .is_some_and(|last| self.text.get(last.span.end..case.span.start) == Some("、"));
        if money && !bounds && !joined && carried.name.as_ref().is_some_and(|name| !name.measure) {
            // 村均收入412万元，6个村超过500万元
            let measure = carried
                .names
                .iter()
                .rfind(|name| Ending::Measure.closes(&self.text[(*name).clone()]));
            if measure.is_some() && !case.before.verb {
                return Names::indicator(measure.cloned());
            }
        }
        // 筹资15万元
        let done = case.before.done.clone().filter(|_| money && carried.object.is_none());
        let measured = case.counted.kind != QuantityKind::Rank && meaning == Meaning::Level;
        if measured && (elsewhere || attributive) {
            let spoken_of = if attributive || carried.name.is_some() {
                None
            } else {
                self.clause_object(carried, marks)
            };
            return Names::indicator(spoken_of.or(done.filter(|_| !attributive)));
        }
        let name = self.carried_name(carried, marks).map(|name| self.unplanned(case, name));
        let name = name.filter(|name| !(money && self.is_payee(case, name)));
        Names::indicator(match name {
            // 实施退耕还林，拟安排500万亩; 压缩接待费，下降41%; 筹资15万元
            None => {
                let level = meaning == Meaning::Level;
                let spoken_of = self.clause_object(carried, marks);
                let cost = |name: &Range<usize>| level || self.text[name.clone()].ends_with('费');
                spoken_of.filter(cost).or(done)
            }
            name => name,
        })
    }

    /// `60岁以上老人|每人每月60元`: whether those who are named have so much each.
    fn is_payee(&self, case: &Case<'t>, name: &Range<usize>) -> bool {
        case.before.each.is_some() && Ending::People.closes(&self.text[name.clone()])
    }

    /// `收入|年初预算|为16亿元，完成18亿元`: what was done is named without what was planned.
    fn unplanned(&self, case: &Case<'t>, name: Range<usize>) -> Range<usize> {
        let done = self.before.iter().any(Token::is_light);
        let rest = Ending::Plan.strip(&self.text[name.clone()]);
        let measure = rest.filter(|rest| done && Ending::Measure.closes(rest));
        match measure.filter(|_| case.dimension() == Some(Dimension::Money)) {
            Some(rest) => name.start..name.start + rest.len(),
            None => name,
        }
    }

    /// `按每亩80元的|标准|发放补贴`: by what it is paid.
    fn rate_behind(&self, case: &Case<'t>) -> Option<Range<usize>> {
        let money = case.dimension() == Some(Dimension::Money);
        let standard = |name: &Range<usize>| self.text[name.clone()].ends_with("标准");
        case.behind.name.clone().filter(|name| money && case.behind.of && standard(name))
    }

    /// `80米|深|机井`: which way it is so long.
    fn extent(&self, case: &Case<'t>) -> Option<Range<usize>> {
        let end = case.span.end;
        let way = self.text[end..].chars().next()?;
        let lies = case.dimension() == Some(Dimension::Length) && "深高长宽厚".contains(way);
        let behind = end + way.len_utf8();
        // but 500米高架桥, of which no table has the rest
        let word = words::longest(&self.text[end..]).is_some_and(|(len, _)| len > way.len_utf8());
        let noun =
            |(_, word): (usize, words::Word)| matches!(word.class, Class::Head | Class::Noun);
        let apart = !word && words::longest(&self.text[behind..]).is_some_and(noun);
        (lies && apart && case.before.name.is_none()).then_some(end..behind)
    }

    /// `收购|假种皮|300万斤`: goods with which something is done are counted by what they weigh,
    /// but what is 生产 or 消耗 is measured.
    fn is_handled(&self, case: &Case<'t>, own: &Range<usize>) -> bool {
        let weighed = matches!(case.dimension(), Some(Dimension::Mass | Dimension::Volume));
        let goods = |name: &Name| name.span == *own && !name.measure && !name.action;
        let words =
            &self.before[..self.before.partition_point(|token| token.span.end <= own.start)];
        let handles = match words {
            // 日均|清运|厨余垃圾|11吨
            [.., each, _] if each.is_average() => false,
            [.., verb] => verb.is_done() && !Ending::Output.closes(&self.text[verb.span.clone()]),
            [] => false,
        };
        weighed
            && handles
            && case.before.verb_before
            && case.before.name.as_ref().is_some_and(goods)
    }

    /// `为|农民|报销|医药费|73万元`: what was paid for, without those for whom.
    fn paid_for_people(&self, case: &Case<'t>, own: &Range<usize>) -> Option<Range<usize>> {
        let name = case.before.name.as_ref().filter(|name| name.span == *own)?;
        let start = name.done_to?;
        let served = self.text[..own.start].ends_with(['为', '给', '帮']);
        let money = case.dimension() == Some(Dimension::Money);
        (served && money).then_some(start..own.end)
    }

    /// `群众|筹资|76万元`: who pays, with what they do.
    fn payment(&self, case: &Case<'t>, own: &Range<usize>) -> Option<Range<usize>> {
        let payer = case.dimension() == Some(Dimension::Money)
            && !case.before.copula
            && case.before.name.as_ref().is_some_and(|name| name.span == *own)
            && Ending::People.closes(&self.text[own.clone()]);
        let done = case.before.done.as_ref()?;
        let between = self.text.get(done.end..case.span.start);
        let closes = between.is_some_and(|between| between.trim_start().is_empty());
        (payer && done.start == own.end && closes).then_some(own.start..done.end)
    }

    /// Whether `among` is what is done or held, and not those among whom a place was won.
    fn is_event(&self, among: &Range<usize>) -> bool {
        let field = &self.text[among.clone()];
        let head = |token: &Token<'_>| token.span.end >= among.end && token.class == Class::Head;
        !Ending::Place.closes(field)
            && !Ending::People.closes(field)
            && !self.before.iter().any(head)
    }

    /// Whether the places are those by which a place won before has changed.
    fn moves_places(&self, case: &Case<'t>) -> bool {
        let places = matches!(case.unit_name(), "位" | "名" | "位次");
        let ranked = |last: &Quantity| last.kind == QuantityKind::Rank;
        places
            && case.counted.kind == QuantityKind::Amount
            && self.found.quantities.last().is_some_and(ranked)
    }

    /// Whether a length of time is that of what `own` names: 工期, 优良天数.
    fn lasts(&self, case: &Case<'t>, own: &Range<usize>) -> bool {
        let before = &case.before;
        // 增速为6年来最低
        if self.text[case.span.end..].starts_with('来') {
            return false;
        }
        // 发展指数连续5年居首位
        if self.text.get(own.end..case.span.start).is_some_and(|words| words.ends_with("连续")) {
            return false;
        }
        before.link
            || before.from
            || before.reach.is_some()
            || case.unit_name() == "周年"
            || self.text[own.clone()].ends_with(['期', '限', '龄', '命', '长', '间', '数'])
    }

    /// What the clause before speaks of.
    fn topic(&mut self, carried: &Carried<'t>, marks: &[Mark<'t>]) -> Option<Name> {
        clause::topic(self.clause_before(carried, marks)?)
    }

    /// The words of the clause before, if it had no number.
    fn clause_before(&mut self, carried: &Carried<'t>, marks: &[Mark<'t>]) -> Option<&[Token<'t>]> {
        let words = carried.clause.clone().filter(|words| words.len() < LONGEST_CLAUSE)?;
        let first = marks.partition_point(|mark| mark.span.start < words.start);
        clause::tokens(self.text, words, &marks[first..], &mut self.elsewhere);
        Some(&self.elsewhere)
    }

    /// What there is so much of to each: what was measured before, in the same unit, or what the
    /// clause before speaks of.
    fn averaged(
        &mut self,
        carried: &Carried<'t>,
        marks: &[Mark<'t>],
        case: &Case<'t>,
    ) -> Option<Range<usize>> {
        let measured = carried.name.as_ref().filter(|_| carried.unit == case.unit_name());
        measured.map(|name| name.span.clone()).or_else(|| self.clause_object(carried, marks))
    }

    /// What something is done with in the clause before: 实施|退耕还林|，拟安排500万亩.
    fn clause_object(&mut self, carried: &Carried<'t>, marks: &[Mark<'t>]) -> Option<Range<usize>> {
        let words = self.clause_before(carried, marks)?;
        clause::before(words, Of::Amount).name.map(|name| name.span)
    }

    /// What the heading names, where that is a measure: （一）粮食产量。
    fn heading_name(&mut self) -> Option<Range<usize>> {
        if self.heading_name.is_none() {
            self.heading_name = Some(self.read_heading());
        }
        self.heading_name.clone().flatten()
    }

    fn read_heading(&mut self) -> Option<Range<usize>> {
        let heading = self.heading.clone();
        if heading.is_empty() {
            return None;
        }
        clause::tokens(self.text, heading, &[], &mut self.elsewhere);
        let name = clause::before(&self.elsewhere, Of::Amount).name?;
        name.measure.then_some(name.span)
    }

    /// Whether a bracket closes right before `at`.
    fn is_behind_bracket(&self, at: usize) -> bool {
        self.text[..at].ends_with(['）', ')'])
    }

    /// What stood before the bracket that the words of a number come behind.
    fn bracket_name(&mut self, carried: &Carried<'t>) -> Option<Range<usize>> {
        let words = carried.bracket.clone().filter(|words| words.len() < LONGEST_CLAUSE)?;
        clause::tokens(self.text, words, &[], &mut self.elsewhere);
        clause::before(&self.elsewhere, Of::Amount).name.map(|name| name.span)
    }

    /// The name of the number before, or of the clause before.
    fn carried_name(&mut self, carried: &Carried<'t>, marks: &[Mark<'t>]) -> Option<Range<usize>> {
        if let Some(name) = self.bracket_name(carried) {
            return Some(name);
        }
        match (self.topic(carried, marks), &carried.name) {
            (Some(topic), Some(name)) => {
                let newer = topic.measure || carried.stale;
                Some(if newer { topic.span } else { name.span.clone() })
            }
            (Some(topic), None) => Some(topic.span),
            (None, Some(name)) => Some(name.span.clone()),
            (None, None) => self.heading_name(),
        }
    }
}

/// The name behind a number that measures: `建成3.2公里绿道`, `97%门诊量`, `80%的村`.
fn named_behind(case: &Case<'_>, own: Option<&Range<usize>>) -> Option<Names> {
    let Case { counted, before, behind, .. } = case;
    if counted.kind == QuantityKind::Rank || before.rank {
        return None;
    }
    let bounded = counted.dimension() == Some(Dimension::Money) && before.hedge != Hedge::None;
    if bounded && own.is_none() && !before.gives && behind.name.is_some() && !behind.fund {
        // 超亿元项目3个
        return Some(Names::default());
    }
    let share = counted.kind == QuantityKind::Ratio;
    let of_share = share && !before.link && !behind.of;
    // 中央财政安排27亿元国债资金
    let money =
        counted.dimension() == Some(Dimension::Money) && before.gives && behind.fund && !behind.of;
    // 4000公里的管道, but 3亿元的项目
    let fills = counted.dimension().is_some_and(Dimension::measures_things);
    let of_amount =
        own.is_none() && (share || (!behind.of || fills) && behind.hedge == Hedge::None);
    let name = behind.name.clone().filter(|_| of_share || of_amount || money)?;
    Some(Names::indicator(Some(name)))
}
