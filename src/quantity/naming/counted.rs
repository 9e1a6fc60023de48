//! What a count counts: things, people, or what is done.
//!
//! ```text
//! 税源企业60家             the things before it      14家企业入驻      those behind it
//! 信息员培训2场            what is held              参保1.2万人       what is done by those counted
//! ```

use std::ops::Range;

use super::Names;
use crate::Dimension;
use crate::bulletin::{Hedge, Quantity};
use crate::number::{Number, Value, WAN};
use crate::quantity::carried::Carried;
use crate::quantity::clause::{self, Name, Of, Token};
use crate::quantity::endings::Ending;
use crate::quantity::names;
use crate::quantity::reader::{Case, Reader};
use crate::quantity::words::{self, Class};
use crate::unit::{Counted, Unit};

impl<'t> Reader<'t> {
    /// The names of a count: the counted noun behind or before it, or the action that is counted.
    pub(super) fn counted(
        &self,
        carried: &Carried<'t>,
        case: &Case<'t>,
        own: Option<Range<usize>>,
    ) -> Names {
        let Case { counted, before, .. } = case;
        let missing = counted.unit.is_none();
        if missing && counted.value == Value::Exact(Number::Decimal(0.into())) {
            // 行政诉讼零败诉
            let from = case.span.end;
            let event = names::event(&self.text[from..]).map(|event| from..from + event.len());
            let object = event.or_else(|| case.behind.name.clone());
            return Names { indicator: own, object };
        }
        let again = again(carried, case);
        if case.behind.deed.is_some()
            && case.behind.deed == case.behind.name
            && before.name.is_none()
            && !counted.is_of_people()
            && again.is_some()
        {
            // 416个村中，398个通公路
            return Names::object(again.cloned());
        }
        if again.is_some() && case.behind.name.is_none() && self.are_those(case) {
            // 70岁以上的有12人
            return Names::object(again.cloned());
        }
        let measured = |name: &Range<usize>| Ending::Measure.closes(&self.text[name.clone()]);
        if !case.behind.of
            && before.name.is_none()
            && again.is_some()
            && case.behind.name.as_ref().is_some_and(measured)
        {
            // 11个村中有6个年收入不足5万元
            return Names::object(again.cloned());
        }
        if let Some(names) = self.counted_behind(case, own.as_ref()) {
            return names;
        }
        if case.behind.name.is_none()
            && !case.doubled
            && let [list @ .., etc] = &self.before[..]
            && etc.class == Class::Etc
            && let Some(list) = clause::before(list, Of::Amount).name
        {
            // 调解邻里纠纷、宅基地纠纷等11起
            return self.counts(carried, case, list.span);
        }
        let own = own.filter(|_| !before.opens);
        let name = before.name.as_ref().filter(|_| !before.opens);
        match (name, own) {
            // 新建敬老院2所、改扩建3所: but a verb is no name of things
            (Some(name), Some(_))
                if name.action
                    && !before.verb_before
                    && again.as_ref().is_some_and(|again| {
                        // 新建2所。改扩建3所, but 公证1207件 speaks of its own
                        let acts = |last: &Token<'_>| last.class == Class::Act;
                        again.start >= carried.start || self.before.last().is_some_and(acts)
                    })
                    && !counted.is_of_people()
                    && !counted.counts(Counted::Repeats)
                    && before.deed.as_ref() == Some(&name.span) =>
            {
                Names::object(again.cloned())
            }
            // 栽树38万株，人均20株
            (Some(_), Some(own)) if self.is_average(&own) && again.is_some() => {
                Names::object(again.cloned())
            }
            // 人均|走访14次
            (Some(_), Some(own)) if self.is_average(&own) => {
                let done =
                    self.before.last().filter(|last| last.is_done()).map(|last| last.span.end);
                Names::indicator(Some(own.start..done.unwrap_or(own.end)))
            }
            (Some(name), Some(own)) => match self.people_before(carried, case, name, &own) {
                Some(people) => Names::object(Some(people)),
                None => self.counted_before(carried, case, name, own),
            },
            (None, Some(own)) => self.counts(carried, case, own),
            _ => self.unnamed(carried, case, again),
        }
    }

    /// `残疾人7863人，其中|视力残疾|912人、听力残疾|85人`: whether `name` is a sort of the people who were
    /// counted before.
    fn is_sort(&self, carried: &Carried<'t>, case: &Case<'t>, name: &Range<usize>) -> bool {
        let people = |object: &Range<usize>| {
            object.start >= carried.start && names_people(&self.text[object.clone()])
        };
        let noun = |own: &&Name| own.span == *name && !own.action && !own.verb && !own.measure;
        let Some(words) = self.text.get(carried.words..name.start) else { return false };
        let last =
            |last: &Quantity| last.object.is_some() && last.span.end + words.len() == name.start;
        case.before.name.as_ref().is_some_and(|own| noun(&own))
            && (words == "其中"
                || (words == "、" && self.found.quantities.last().is_some_and(last)))
            && carried.object.as_ref().is_some_and(|(object, _)| people(object) || words == "、")
    }

    /// Whether 的有 stands before the number: of what was spoken of, it tells how many are so.
    fn are_those(&self, case: &Case<'t>) -> bool {
        let skips = |token: &Token<'_>| token.class == Class::Adverb || token.is_hedge();
        let said = clause::trim_end(&self.before, skips);
        case.before.link
            && matches!(said, [.., of, has] if of.class == Class::Of && has.class == Class::Link)
    }

    /// The names of a count that what stands behind it decides: 14家|企业|入驻.
    fn counted_behind(&self, case: &Case<'t>, own: Option<&Range<usize>>) -> Option<Names> {
        let Case { counted, before, behind, .. } = case;
        let missing = counted.unit.is_none();
        let times = counted.counts(Counted::Times);
        let people = behind.name.as_ref().map(|name| names_people(&self.text[name.clone()]));
        let bounds = matches!(behind.hedge, Hedge::Over | Hedge::Under);
        if counted.counts_people() && bounds && before.name.is_none() && people == Some(false) {
            // 25户以上自然村, 3人以上事故, but 30户以上工厂 are so many of them
            let units = case.dimension() == Some(Dimension::Households) && before.gives;
            let built =
                |name: &Range<usize>| units && !Ending::Home.closes(&self.text[name.clone()]);
            return Some(Names::object(behind.name.clone().filter(built)));
        }
        if counted.counts_people()
            && behind.of
            && people == Some(false)
            && (before.gives || case.adjoins)
            && before.name.is_none()
            && behind
                .name
                .as_ref()
                .is_some_and(|name| Ending::Affair.closes(&self.text[name.clone()]))
        {
            // 解决2.4万人的饮水困难
            return Some(Names::indicator(behind.name.clone()));
        }
        // 6434万农村居民, but 执法行动29
        let bare = missing && counted.zeros < WAN;
        // 11个左右的县
        let of = behind.of && behind.hedge == Hedge::None;
        let free = before.name.is_none() || before.gives;
        if counted.is_of_people() && behind.deed.is_some() && free && !before.opens {
            return Some(Names::indicator(behind.deed.clone()));
        }
        let affair = |name: &Range<usize>| Ending::Affair.closes(&self.text[name.clone()]);
        let affair = behind.name.as_ref().is_some_and(affair);
        if counted.is_of_people() && affair && !behind.of && behind.people.is_none() {
            // 6个村2380人饮水困难
            return Some(Names::default());
        }
        let team = behind.name.as_ref().is_some_and(|name| {
            let team = &self.text[name.clone()];
            Ending::Place.closes(team) && Ending::People.closes(team)
        });
        if of && counted.is_of_people() && team {
            // 25人的扑火队
            return Some(Names::object(behind.name.clone()));
        }
        let grown = before.deed.clone().filter(|deed| deed.end == case.span.start);
        if behind.of && bounds && grown.is_some() {
            // 年出栏500头以上的养猪场
            return Some(Names::indicator(own.cloned().or(grown)));
        }
        // 快递单量达1000单以上的主体
        let stated = before.copula && before.name.as_ref().is_some_and(|name| name.measure);
        // 选派医师73名下沉坐诊: what is done stands behind the number, not what is counted
        let chosen = before.verb_before
            && !before.opens
            && !behind.head
            && before
                .name
                .as_ref()
                .is_some_and(|name| name.head && name.span.end == case.span.start);
        // 为386人报销医药费: what is paid is not who is counted
        if counted.is_of_people() && behind.fund && !behind.of && before.name.is_none() {
            return Some(Names::default());
        }
        let stated = stated || chosen;
        let bare = bare && (people != Some(true) || before.name.is_some());
        if (!times || before.opens) && !stated && !bare && !of && behind.name.is_some() {
            // 1127株古树名木投保, but 12场文艺演出
            if counted.is_of_people() && behind.deed == behind.name {
                // 至少1人就业
                return Some(Names::indicator(behind.deed.clone()));
            }
            let named = match &behind.people {
                Some(_) if counted.is_of_people() => &behind.people,
                _ if counted.unit.as_ref().is_some_and(happens) => &behind.name,
                _ => &behind.things,
            };
            return Some(Names::object(named.clone()));
        }
        let repeats = counted.counts(Counted::Repeats);
        if repeats && before.name.is_none() && !behind.of && behind.task.is_some() {
            // 两次|上调基准利率: what is done stands behind
            return Some(Names::object(behind.task.clone()));
        }
        let visitors = counted.is_of_people() && people == Some(true);
        if times && free && (before.verb || visitors) && behind.name.is_some() {
            // 开展9轮核酸检测, 为1836人次参合农民
            return Some(Names::object(behind.name.clone()));
        }
        None
    }

    /// Whether a name is but a word for how much there is to each: 人均.
    pub(in crate::quantity) fn is_average(&self, name: &Range<usize>) -> bool {
        self.before.iter().any(|token| token.span == *name && token.is_average())
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
        // one of a list of names may not go on so far
        let within = |end: &usize| own.start < *end && *end <= own.end;
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
        let solids = case.counted.counts(Counted::Solids);
        let things = name.things.or(name.acted_on.filter(|_| solids)).filter(within);
        // 信息员培训2场, 河长巡河14次: what is held or done, and to how many things
        let held = case.counted.counts(Counted::Sessions);
        let often = case.counted.counts(Counted::Repeats);
        // 整车销售28万辆
        let flows = Ending::Output.closes(&self.text[own.clone()]);
        if let Some(end) = things.filter(|_| !done && !held && !often && !flows) {
            return Names::object(Some(own.start..end));
        }
        let cases = case.counted.counts(Counted::Cases);
        let doers = name.doers.filter(within);
        let people = |end: &usize| names_people(&self.text[own.start..*end]);
        let agent = |end: &usize| Ending::Doer.closes(&self.text[own.start..*end]);
        if doers.is_some_and(|end| cases && agent(&end)) {
            // 市热线转办702件
            return Names::indicator(Some(own));
        }
        if let Some(end) = doers.filter(|end| cases && !people(end)) {
            // 刑事案件发案47起, but 群众信访146件
            return Names::object(Some(own.start..end));
        }
        let times = case.counted.counts(Counted::Times);
        let helped = case.before.verb_before && !cases && !times;
        if let Some(end) = doers.filter(|end| helped && people(end)) {
            // 帮扶失业人员再就业1215人, but 组织劳动力培训540人次
            return Names::object(Some(own.start..end));
        }
        // 走访14次: how often something is done counts no things
        let happens = often || unit.as_ref().is_none_or(happens);
        // 行政诉讼0起, but 立案3起
        let happens = happens
            || cases && (case.before.deed.as_ref() != Some(&name.span) || case.before.verb_before);
        if case.counted.is_of_people() && Ending::Served.closes(&self.text[own.clone()]) {
            // 街道|转移|群众4326人
            return Names::object(Some(self.behind_deed(&own)));
        }
        // 女生接种疫苗2190剂
        let own = name.done_to.filter(|at| own.contains(at)).unwrap_or(own.start)..own.end;
        // 贷款用户|超1亿: people are counted without a unit too
        let of_many =
            unit.is_none() && case.counted.zeros >= WAN && !names_people(&self.text[own.clone()]);
        let pure = unit.is_none() && Ending::Pure.closes(&self.text[own.clone()]);
        // 发放贷款120笔
        let dealt = case.counted.counts(Counted::Deals);
        // but 转移|农村人口
        let measured = Ending::Measure.closes(&self.text[own.clone()]) && !case.before.verb_before;
        let measure = name.measure || measured;
        if pure || (measure && !dealt) || (name.action && !happens) || of_many {
            return Names::indicator(Some(own));
        }
        self.counts(carried, case, own)
    }

    /// What of `own` stands behind the last verb in it, where those who do it stand before:
    /// 街道|转移|群众, but 城镇|登记|失业人员.
    fn behind_deed(&self, own: &Range<usize>) -> Range<usize> {
        let inside = |token: &&Token<'_>| own.start < token.span.start && token.span.end < own.end;
        let mut words = self.before.iter().filter(inside);
        let deed = words.rfind(|token| matches!(token.class, Class::Act | Class::Verb));
        let cut = deed.filter(|deed| acts(&self.text[own.start..deed.span.start]));
        cut.map_or(own.start, |deed| deed.span.end)..own.end
    }

    /// The people who are counted, where `own` tells but what is done for them or with them:
    /// 为|育龄妇女|查体320人, 为65岁以上|老年人|体检120人, 监测对象126户，已消除风险71户.
    fn people_before(
        &self,
        carried: &Carried<'t>,
        case: &Case<'t>,
        name: &Name,
        own: &Range<usize>,
    ) -> Option<Range<usize>> {
        let are_people = |name: &Range<usize>| names_people(&self.text[name.clone()]);
        if name.span != *own || !case.counted.is_of_people() {
            return None;
        }
        if case.dimension() == Some(Dimension::People) && (name.action || !are_people(own)) {
            let of_age = |(_, unit): &&(Range<usize>, &str)| carried.listed && unit.ends_with('岁');
            let aged = carried.object.as_ref().filter(of_age).map(|(people, _)| people.clone());
            if let Some(served) = aged.or_else(|| clause::served(&self.before)) {
                return Some(served);
            }
        }
        let already = || self.before.iter().any(|token| &self.text[token.span.clone()] == "已");
        let rest = !name.action && case.before.verb_before && !are_people(own) && already();
        let told = |(object, _): &&(Range<usize>, &str)| {
            object.start >= carried.start && are_people(object)
        };
        carried.object.as_ref().filter(|_| rest).filter(told).map(|(object, _)| object.clone())
    }

    /// A name as the object of a count, if it names what the unit counts:
    /// 高龄津贴1965人 are no 津贴.
    pub(super) fn counts(
        &self,
        carried: &Carried<'t>,
        case: &Case<'t>,
        name: Range<usize>,
    ) -> Names {
        let things = case.before.name.as_ref().is_some_and(|own| {
            own.head && own.span == name && !Ending::Plan.closes(&self.text[name.clone()])
        });
        let houses = case.dimension() == Some(Dimension::Households) && things;
        let sorted = self.is_sort(carried, case, &name);
        let people = houses || sorted || names_people(&self.text[name.clone()]);
        if case.counted.is_of_people() && !people {
            return Names::indicator(Some(name));
        }
        let time = |word: &str| word.starts_with(['日', '月', '年', '周']);
        let to_each = |token: &Token<'_>| {
            let word = &self.text[token.span.clone()];
            let inside = name.start < token.span.start && token.span.start < name.end;
            token.is_average() && !time(word) && inside
        };
        if self.before.iter().any(to_each) {
            // 农户|户均|养羊3只
            return Names::indicator(Some(name));
        }
        if case.counted.is_of_people()
            && Ending::Measure.closes(&self.text[name.clone()])
            && !case.before.verb_before
        {
            // 总人口（户籍人口）74万人
            return Names::indicator(Some(name));
        }
        let average = words::longest(&self.text[name.clone()])
            .map(|(len, _)| &self.text[name.start..][..len])
            .filter(|word| word.len() < name.len() && word.ends_with('均'));
        match average {
            // 日均|发班
            Some(word) if time(word) => Names::object(Some(name.start + word.len()..name.end)),
            // 人均|藏书0.61册: how many to each is measured
            Some(_) => Names::indicator(Some(name)),
            None => Names::object(Some(name)),
        }
    }
}

/// What the count before counted, where this one has the same unit: but people are not those
/// of whom an earlier sentence spoke.
fn again<'c>(carried: &'c Carried<'_>, case: &Case<'_>) -> Option<&'c Range<usize>> {
    let (object, unit) = carried.object.as_ref()?;
    let same = case.counted.unit.is_some() && *unit == case.unit_name();
    (same && (object.start >= carried.start || !case.counted.is_of_people())).then_some(object)
}

/// Whether the unit counts what happens, or is held.
fn happens(unit: &Unit<'_>) -> bool {
    unit.counts(Counted::Events) || unit.counts(Counted::Sessions)
}

/// Whether a name is that of those who do something.
fn acts(name: &str) -> bool {
    Ending::Doer.closes(name) && !Ending::Attribute.closes(name)
}

/// Whether a name, in quotes or not, is one of people.
pub(super) fn names_people(name: &str) -> bool {
    Ending::People.closes(name.trim_end_matches(['”', '"']))
}
