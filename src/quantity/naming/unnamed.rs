//! What a count counts that has no name of its own.
//!
//! ```text
//! 新建敬老院2所，改扩建3所        what an earlier one counted     涉恶案件8件|46人    so of those beside it
//! 刑拘21人, 取缔3家               what was done                  开展巡河220次      how often
//! 企业数量翻番、达1.8万家         what was measured before
//! ```

use std::ops::Range;

use super::Names;
use super::counted::names_people;
use crate::Dimension;
use crate::quantity::carried::{Carried, Named};
use crate::quantity::clause::Token;
use crate::quantity::endings::Ending;
use crate::quantity::reader::{Case, Reader};
use crate::quantity::words::{self, Class};
use crate::unit::{self, Counted};

impl<'t> Reader<'t> {
    /// The names of a count that has none of its own; `again` is what an earlier one with the
    /// same unit counted.
    pub(super) fn unnamed(
        &self,
        carried: &Carried<'t>,
        case: &Case<'t>,
        again: Option<&Range<usize>>,
    ) -> Names {
        let Case { counted, before, .. } = case;
        let missing = counted.unit.is_none();
        let elsewhere = carried.unit != case.unit_name();
        if let Some(object) = self.beside(carried, case) {
            return Names::object(Some(object));
        }
        // 惠及786户1922人: what the first has no name for, the second has none for either
        let another = again.is_some() && elsewhere && !case.adjoins;
        let nameless = before.bare && carried.listed && !carried.named && !another;
        let deed = before.deed.clone().filter(|_| !before.opens);
        let people = counted.is_of_people();
        let repeats = counted.counts(Counted::Repeats);
        let sessions = counted.counts(Counted::Sessions);
        // 三个万亩水果基地: what stands behind the next number is counted by both; but 搬迁64户271人
        let doubled = case.doubled && !missing && !(people && deed.is_some());
        if nameless || doubled {
            return Names::default();
        }
        if let Some(deed) = deed {
            if repeats {
                return Names::object(Some(deed));
            }
            if people {
                let plan = self.planned(carried, case).filter(|_| again.is_none());
                return Names::indicator(Some(plan.unwrap_or(deed)));
            }
        }
        if let Some(measured) = self.measured_before(carried, case) {
            return Names::indicator(Some(measured));
        }
        if another || (again.is_some() && !before.bare) {
            return Names::object(again.cloned());
        }
        if before.bare && !carried.listed && case.behind.verb.is_some() {
            // 上亿人喜迁新居: who does something is counted, and nothing else
            return Names::default();
        }
        if before.deed.is_some() && !missing {
            // 演练46场, but 立案67起
            let named = if sessions { Names::object } else { Names::indicator };
            return named(before.deed.clone());
        }
        let things = |name: &Named| name.counted && !name.measure && self.is_noun(name);
        let told = carried.name.as_ref().is_some_and(things) && !elsewhere;
        let alone = self.behind.is_empty() && !repeats && !sessions;
        if before.done.is_some() && !missing && again.is_none() && !told && alone {
            // 取缔3家, but 坚持四项基本原则, 举办一次
            return Names::indicator(before.done.clone());
        }
        if before.verb && !missing && elsewhere {
            return Names::default();
        }
        self.carried_on(carried, case)
    }

    /// `涉恶案件8件|46人`, `低保12户|21人`: what the number right before counted, of which so
    /// many are in all.
    fn beside(&self, carried: &Carried<'t>, case: &Case<'t>) -> Option<Range<usize>> {
        let (object, unit) = carried.object.as_ref().filter(|_| case.adjoins)?;
        let last = self.found.quantities.last().filter(|last| last.object.is_some())?;
        let between = self.text.get(last.span.end..case.span.start)?;
        // but 培训9期430人次
        let held = [Counted::Times, Counted::Events, Counted::Sessions];
        let held = unit::read(unit).is_some_and(|unit| held.iter().any(|sort| unit.counts(*sort)));
        (between.trim().is_empty() && !held).then(|| object.clone())
    }

    /// `泥草房改造218户，已开工|163户`: the work that families were told for before.
    fn planned(&self, carried: &Carried<'t>, case: &Case<'t>) -> Option<Range<usize>> {
        let families = case.dimension() == Some(Dimension::Households);
        let work = |name: &&Named| !name.measure && self.is_noun(name);
        let same = families && carried.unit == case.unit_name();
        carried.name.as_ref().filter(|name| same && work(name)).map(|name| name.span.clone())
    }

    /// Whether a name is more than one word of the table: but 安置58户，搬迁86户.
    fn is_noun(&self, name: &Named) -> bool {
        let text = &self.text[name.span.clone()];
        words::longest(text).is_none_or(|(len, _)| len < text.len())
    }

    /// `企业数量翻番、达1.8万家`, `辍学人数由227人降至14人`: the measure whose level the count is.
    fn measured_before(&self, carried: &Carried<'t>, case: &Case<'t>) -> Option<Range<usize>> {
        let before = &case.before;
        let name = carried.name.as_ref()?;
        let level = (before.link && carried.counts_things(self.text))
            || (before.reach.is_some() && name.measure);
        level.then(|| name.span.clone())
    }

    /// Whether a noun stands before the number, though it names nothing: 全村|286户.
    fn speaks_anew(&self) -> bool {
        let noun = |token: &Token<'_>| {
            matches!(token.class, Class::Scope | Class::Noun | Class::Head | Class::Metric)
        };
        self.before.iter().any(noun)
    }

    /// What the number before had for a name.
    fn carried_on(&self, carried: &Carried<'t>, case: &Case<'t>) -> Names {
        let Case { counted, .. } = case;
        match &carried.name {
            // a count is not measured by what money or a ratio measured
            Some(Named { measure: true, counted: false, .. }) | None => Names::default(),
            Some(Named { span, measure: true, .. }) => Names::indicator(Some(span.clone())),
            Some(Named { span, .. })
                if counted.unit.is_none() && Ending::Pure.closes(&self.text[span.clone()]) =>
            {
                Names::indicator(Some(span.clone()))
            }
            // 6个村412户: those who are counted are not what was counted before
            Some(Named { span, counted: true, .. })
                if counted.is_of_people()
                    && span.end == case.span.start
                    && !names_people(&self.text[span.clone()]) =>
            {
                Names::default()
            }
            // 1人就业，全村286户: nor are they what was done by others
            Some(Named { span, .. })
                if counted.is_of_people()
                    && !names_people(&self.text[span.clone()])
                    && self.speaks_anew() =>
            {
                Names::default()
            }
            Some(Named { span, .. }) => self.counts(carried, case, span.clone()),
        }
    }
}
