//! What a number measures or counts, from the words of its clause and what is carried on.
//!
//! ```text
//! 新引进税源企业60家          object 税源企业          14家企业入驻          object 企业
//! 财政总收入达1.6亿元         indicator 财政总收入      审批64户              indicator 审批
//! A和B分别增长4%、5%          A to the first, B to the second
//! ```

use std::ops::Range;

use super::carried::{Carried, Named};
use super::clause::{self, Name, Of};
use super::endings::Ending;
use super::reader::{Case, LONGEST_CARRIED, Reader, WAN};
use super::scan::{Break, Counted, Mark, What};
use crate::Dimension;
use crate::bulletin::{Hedge, QuantityKind};
use crate::number::{Number, Value};

/// A clause whose name is carried on is no longer than this, in bytes.
const LONGEST_CLAUSE: usize = 300;

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
        if amount && case.dimension().is_none_or(Dimension::counts) {
            return self.counted(carried, case, own);
        }
        let names = match (case.dimension(), meaning) {
            // 平均年龄44.6岁, but 3岁以下婴幼儿
            (Some(Dimension::Age), Meaning::Level)
                if case.behind.name.is_some() || own.is_none() =>
            {
                Some(Names::object(case.behind.name.clone()))
            }
            (Some(Dimension::Time), Meaning::Level) => {
                Some(Names::indicator(own.clone().filter(|own| self.lasts(case, own))))
            }
            (_, Meaning::Level) => named_behind(case, own.as_ref()),
            _ => None,
        };
        if let Some(names) = names {
            return names;
        }
        if own.is_some() {
            return Names::indicator(own);
        }
        if case.before.only_of && carried.listed && case.counted.kind == QuantityKind::Ratio {
            // 造林3.26万亩，占任务3万亩的108.7%
            return Names::indicator(carried.names.iter().rev().nth(1).cloned());
        }
        if carried.name.is_none() && case.before.yielding.is_some() {
            return Names::indicator(case.before.yielding.clone());
        }
        // 累计建成19.8万亩: what is left out is what was built before, in the same unit
        let elsewhere = case.before.verb && case.unit_name() != carried.unit;
        let attributive = case.behind.hedge != Hedge::None && case.behind.name.is_some();
        if case.counted.kind == QuantityKind::Rank
            && carried.name.is_none()
            && case.before.among.is_some()
        {
            // 在年度考核中名列第三
            return Names::indicator(case.before.among.clone());
        }
        let money = case.dimension() == Some(Dimension::Money) && meaning == Meaning::Level;
        if money && case.before.verb && case.behind.purpose.is_some() {
            // 筹措7亿元实施惠民工程
            return Names::indicator(case.behind.purpose.clone());
        }
        let bounds = case.behind.hedge != Hedge::None || case.behind.of;
        if money && !bounds && carried.name.as_ref().is_some_and(|name| !name.measure) {
            // 村均收入412万元，6个村超过500万元
            let measure = carried
                .names
                .iter()
                .rfind(|name| Ending::Measure.closes(&self.text[(*name).clone()]));
            if measure.is_some() && !case.before.verb {
                return Names::indicator(measure.cloned());
            }
        }
        let measured = case.counted.kind != QuantityKind::Rank && meaning == Meaning::Level;
        if measured && (elsewhere || attributive) {
            return Names::default();
        }
        Names::indicator(self.carried_name(carried, marks))
    }

    /// Whether a length of time is that of what `own` names: 工期, 优良天数.
    fn lasts(&self, case: &Case<'t>, own: &Range<usize>) -> bool {
        let before = &case.before;
        before.link
            || before.from
            || before.reach.is_some()
            || case.unit_name() == "周年"
            || self.text[own.clone()].ends_with(['期', '限', '龄', '命', '长', '间', '数'])
    }

    /// The name that `A和B分别为x、y` gives to this number, else its own.
    fn shared(
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
            let closed = self.text[..carried.words].ends_with(['）', ')']);
            return self.bracket_name(carried).filter(|_| closed && !before.bare && !before.opens);
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
        Some(match counted.filter(|_| name.generic) {
            Some(counted) => counted.span.start..name.span.end,
            None => name.span.clone(),
        })
    }

    /// What stood before the bracket that the words of a number come behind.
    fn bracket_name(&mut self, carried: &Carried<'t>) -> Option<Range<usize>> {
        let words = carried.bracket.clone().filter(|words| words.len() < LONGEST_CLAUSE)?;
        clause::tokens(self.text, words, &[], &mut self.before);
        clause::before(&self.before, Of::Amount).name.map(|name| name.span)
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
        while let Some(next) = marks.get(end + 1)
            && matches!(next.what, What::Number(_))
            && matches!(&self.text[marks[end].span.end..next.span.start], "、" | "和" | "与")
        {
            end += 1;
        }
        let count = end + 1 - case.at;
        if count > 1 && name.parts.len() == count {
            carried.parts = name.parts;
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

    /// The names of a count: the counted noun behind or before it, or the action that is counted.
    fn counted(&self, carried: &Carried<'t>, case: &Case<'t>, own: Option<Range<usize>>) -> Names {
        let Case { counted, before, behind, .. } = case;
        let missing = counted.unit.is_none();
        let again =
            carried.object.as_ref().filter(|(_, unit)| *unit == case.unit_name() && !missing);
        let again = again.map(|(object, _)| object);
        if missing && counted.value == Value::Exact(Number::Decimal(0.into())) {
            // 行政诉讼零败诉
            return Names { indicator: own, object: behind.name.clone() };
        }
        let times = counted.unit.is_some_and(|unit| unit.counts_times());
        // 6434万农村居民, but 执法行动29
        let bare = missing && counted.zeros < WAN;
        // 11个左右的县
        let of = behind.of && behind.hedge == Hedge::None;
        if of_people(counted) && behind.deed.is_some() && !before.opens {
            return Names::indicator(behind.deed.clone());
        }
        // 快递单量达1000单以上的主体
        let stated = before.link && before.name.as_ref().is_some_and(|name| name.measure);
        if (!times || before.opens) && !stated && !bare && !of && behind.name.is_some() {
            return Names::object(behind.name.clone());
        }
        if times && before.name.is_none() && before.verb && behind.name.is_some() {
            // 开展9轮核酸检测
            return Names::object(behind.name.clone());
        }
        let own = own.filter(|_| !before.opens);
        let name = before.name.as_ref().filter(|_| !before.opens);
        match (name, own) {
            // 新建敬老院2所、改扩建3所: but a verb is no name of things
            (Some(name), Some(_))
                if name.action
                    && again.is_some()
                    && !of_people(counted)
                    && before.deed.as_ref() == Some(&name.span) =>
            {
                Names::object(again.cloned())
            }
            (Some(name), Some(own)) => self.counted_before(carried, case, name, own),
            (None, Some(own)) => self.counts(case, own),
            // 惠及786户1922人: what the first has no name for, the second has none for either
            _ if before.bare && carried.listed && !carried.named => Names::default(),
            // 三个万亩水果基地: what stands behind the next number is counted by both
            _ if case.doubled && !missing => Names::default(),
            (None, None) if before.deed.is_some() && of_people(counted) => {
                Names::indicator(before.deed.clone())
            }
            // 企业数量翻番、达1.8万家
            (None, None) if before.link && carried.counts_things(self.text) => {
                Names::indicator(carried.name.as_ref().map(|name| name.span.clone()))
            }
            (None, None)
                if again.is_some()
                    && (!before.bare || (carried.unit != case.unit_name() && !case.adjoins)) =>
            {
                Names::object(again.cloned())
            }
            // 上亿人喜迁新居: who does something is counted, and nothing else
            (None, None) if before.bare && !carried.listed && behind.verb.is_some() => {
                Names::default()
            }
            (None, None) if before.deed.is_some() && !missing => {
                Names::indicator(before.deed.clone())
            }
            _ if before.verb && !missing && case.unit_name() != carried.unit => Names::default(),
            _ => match &carried.name {
                // a count is not measured by what money or a ratio measured
                Some(Named { measure: true, counted: false, .. }) => Names::default(),
                Some(Named { span, measure: true, .. }) => Names::indicator(Some(span.clone())),
                Some(Named { span, .. })
                    if missing && Ending::Pure.closes(&self.text[span.clone()]) =>
                {
                    Names::indicator(Some(span.clone()))
                }
                Some(Named { span, .. }) => self.counts(case, span.clone()),
                None => Names::default(),
            },
        }
    }

    /// The names of a count that has `name`, or `own` in its place, before it.
    fn counted_before(
        &self,
        carried: &Carried<'t>,
        case: &Case<'t>,
        name: &Name,
        own: Range<usize>,
    ) -> Names {
        let unit = case.counted.unit;
        if name.generic
            && !name.action
            && let Some(what) = &carried.name
        {
            // 新增上市公司48家、总量达122家
            let object = (!what.measure).then(|| what.span.clone());
            return Names { indicator: Some(own), object };
        }
        // 加油站改造2座 counts stations, but 危房改造93户 what was done
        let done = unit
            .is_some_and(|unit| unit.dimension == Some(Dimension::Households) || unit.name == "套");
        if let Some(end) = name.things.filter(|_| !done) {
            return Names::object(Some(own.start..end));
        }
        // 走访14次: how often something is done counts no things
        let often = unit.is_some_and(|unit| matches!(unit.name, "次" | "遍" | "趟" | "回"));
        let happens =
            unit.is_none_or(|unit| unit.counts_events()) && (!often || case.before.verb_before);
        let of_many = unit.is_none() && case.counted.zeros >= WAN;
        let pure = unit.is_none() && Ending::Pure.closes(&self.text[own.clone()]);
        if pure || name.measure || (name.action && !happens) || of_many {
            return Names::indicator(Some(own));
        }
        self.counts(case, own)
    }

    /// A name as the object of a count, if it names what the unit counts:
    /// 高龄津贴1965人 are no 津贴.
    fn counts(&self, case: &Case<'t>, name: Range<usize>) -> Names {
        let things = case.before.name.as_ref().is_some_and(|own| own.head && own.span == name);
        let houses = case.dimension() == Some(Dimension::Households) && things;
        if of_people(&case.counted) && !houses && !names_people(&self.text[name.clone()]) {
            Names::indicator(Some(name))
        } else {
            Names::object(Some(name))
        }
    }

    /// What the clause before speaks of.
    fn topic(&mut self, carried: &Carried<'t>, marks: &[Mark<'t>]) -> Option<Name> {
        let words = carried.clause.clone().filter(|words| words.len() < LONGEST_CLAUSE)?;
        let first = marks.partition_point(|mark| mark.span.start < words.start);
        clause::tokens(self.text, words, &marks[first..], &mut self.before);
        clause::topic(&self.before)
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
        if heading.is_empty() || heading.len() > LONGEST_CLAUSE {
            return None;
        }
        clause::tokens(self.text, heading, &[], &mut self.before);
        let name = clause::before(&self.before, Of::Amount).name?;
        name.measure.then_some(name.span)
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
    let share = counted.kind == QuantityKind::Ratio;
    let of_share = share && !before.link && !behind.of;
    // 中央财政安排27亿元国债资金
    let money =
        counted.dimension() == Some(Dimension::Money) && before.gives && behind.fund && !behind.of;
    let of_amount = own.is_none() && (share || !behind.of && behind.hedge == Hedge::None);
    let name = behind.name.clone().filter(|_| of_share || of_amount || money)?;
    Some(Names::indicator(Some(name)))
}

/// Whether a unit counts people.
fn of_people(counted: &Counted<'_>) -> bool {
    // 口 counts wells too
    let Some(unit) = counted.unit.filter(|unit| unit.name != "口") else { return false };
    matches!(unit.dimension, Some(Dimension::People | Dimension::Visits | Dimension::Households))
}

/// Whether a name, in quotes or not, is one of people.
fn names_people(name: &str) -> bool {
    Ending::People.closes(name.trim_end_matches(['”', '"']))
}

/// How many numbers, from the one at `at` on, stand in a list.
fn chain(text: &str, marks: &[Mark<'_>], at: usize) -> usize {
    let mut end = marks[at].span.end;
    let follows = |mark: &&Mark<'_>| {
        let between = &text[end..mark.span.start];
        const CHANGES: [&str; 8] = ["增长", "下降", "提高", "减少", "增加", "上升", "回落", "降低"];
        let change =
            CHANGES.iter().find_map(|change| between.trim_start_matches('、').strip_prefix(change));
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
    1 + marks[at + 1..]
        .iter()
        .filter(|mark| !matches!(mark.what, What::Break(Break::Clause)))
        .take_while(follows)
        .count()
}
