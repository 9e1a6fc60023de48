//! Makes a quantity of a number and what was read of it, and adds it to what was found.
//!
//! ```text
//! 每人每月|715元   →  715 元/人·月        12类|45件|民生实事   →  both count 民生实事
//! ```

use std::borrow::Cow;
use std::ops::Range;

use super::carried::Carried;
use super::change::Changed;
use super::naming::Names;
use super::reader::{Case, Reader};
use crate::Dimension;
use crate::bulletin::{Change, Quantity, QuantityKind};
use crate::number::{Number, Value};
use crate::text::Text;
use crate::unit;

impl<'t> Reader<'t> {
    /// `12类45件民生实事`: what stands behind the second is counted by the first too.
    pub(super) fn share_object(
        &mut self,
        carried: &mut Carried<'t>,
        case: &Case<'t>,
        names: &Names,
    ) {
        // 320户1200口人: 人 says nothing of the families
        let told = |name: &&Range<usize>| name.len() > '人'.len_utf8();
        let thing = names.object.as_ref().or(case.behind.name.as_ref()).filter(told);
        if let (Some(first), Some(thing)) = (carried.counts.take(), thing)
            && let Some(first) = self.found.quantities.get_mut(first)
        {
            // 8万户25万人|受灾: what happened to both
            let happened = names.object.is_none()
                && (case.behind.deed.as_ref() == Some(thing)
                    || (case.counted.is_of_people() && names.indicator.as_ref() == Some(thing)));
            let name = if happened { &mut first.indicator } else { &mut first.object };
            name.get_or_insert_with(|| self.context.verbatim(thing).into());
        }
        let counts = case.dimension().is_none_or(Dimension::counts);
        if case.doubled && counts && names.first().is_none() {
            carried.counts = Some(self.found.quantities.len());
        }
    }

    /// Adds the quantity to what was found.
    pub(super) fn keep(
        &mut self,
        carried: &mut Carried<'t>,
        case: &Case<'t>,
        names: &Names,
        changed: Option<Changed>,
    ) {
        let dated = carried.time.is_some() || carried.own_time.is_some();
        let starts_from = changed.as_ref().is_some_and(|changed| changed.from.is_some());
        let verbatim = |span: &Range<usize>| Text::from(self.context.verbatim(span));
        let change = changed.map(|changed| {
            Box::new(Change {
                direction: changed.direction,
                basis: changed.against.map(|against| self.basis(against)),
                from: changed.from.and_then(exact),
            })
        });
        let each = self.for_each(case, starts_from);
        let unit = case.counted.unit;
        let code = unit.map(|unit| unit.code()).filter(|code| !code.is_empty() && each.is_none());
        let dimension = each.as_ref().map_or(case.dimension(), |_| Some(Dimension::Per));
        let quantity = Quantity {
            text: Text::default(),
            kind: case.counted.kind,
            value: case.counted.value,
            unit: each.or_else(|| unit.map(|unit| unit.owned_name())).unwrap_or_default(),
            hedge: case.hedge(),
            dimension,
            unit_code: code.map(Cow::Borrowed),
            indicator: names.indicator.as_ref().map(verbatim),
            object: names.object.as_ref().map(verbatim),
            scope: case.before.scope.as_ref().map(verbatim),
            change,
            period: carried.own_time.take().or(carried.time).or(self.frame.period),
            sentence: case.span.clone(),
            section: None,
            span: case.span.clone(),
        };
        self.make_room(case.span.end);
        self.found.dated.push(dated);
        self.found.quantities.push(quantity);
    }

    /// The unit of what is told for each of something: `每人每月|715元` → 元/人·月. So is that
    /// of the value to which such a one has changed.
    fn for_each(&self, case: &Case<'t>, starts_from: bool) -> Option<Cow<'static, str>> {
        let unit = case.unit_name();
        // 每千人口|3岁以下婴幼儿托位数
        let spans = matches!(case.dimension(), Some(Dimension::Time | Dimension::Age));
        let measured = case.counted.kind == QuantityKind::Amount && !spans;
        if !measured || unit.is_empty() || case.dimension() == Some(Dimension::Per) {
            return None;
        }
        // 每户补助3.5万元, 每天巡查两遍, but 每天新增1.2万户
        let often = case.counted.counts(unit::Counted::Repeats);
        let told = often || case.dimension() == Some(Dimension::Money);
        /// What stands for each is no longer, in bytes; more is no unit.
        const LONGEST: usize = 64;
        let each = case.before.each.as_ref().filter(|each| each.words.len() <= LONGEST);
        if let Some(each) = each.filter(|each| told || !each.done) {
            let each = self.text[each.words.clone()].split('每').skip(1).map(str::trim);
            return Some(Cow::Owned(format!("{unit}/{}", each.collect::<Vec<_>>().join("·"))));
        }
        let last = self.found.quantities.last()?;
        let between = self.text.get(last.span.end..case.span.start);
        let listed = matches!(between, Some("、" | "和" | "与" | "及"));
        (starts_from || listed).then_some(())?;
        let same = last.unit.strip_prefix(unit).is_some_and(|rest| rest.starts_with('/'));
        same.then(|| last.unit.clone())
    }

    /// Makes room for as many quantities as the text from `at` on has if it goes on as it
    /// began. Else a long list would be copied when it is nearly done, and the copy be too large.
    fn make_room(&mut self, at: usize) {
        /// So many tell how many there will be, and no fewer.
        const SAMPLE: usize = 256;
        /// A text that only opens with a list has fewer: room is made for so many times
        /// what there is, and no more.
        const MOST: usize = 16;
        let quantities = &mut self.found.quantities;
        let len = quantities.len();
        if len < quantities.capacity() {
            return;
        }
        let more = if len < SAMPLE {
            len.max(4)
        } else {
            let more = len.saturating_mul(self.text.len() - at) / at.max(1);
            // some more, as no text is even; and never so few that copies add up
            let more = (more + more / 16).max(len / 4);
            let whole = len.saturating_add(more);
            // if that is too many to believe, half the way in powers, so that the copy to
            // come, when more is known, is of few
            let more = if more > len * MOST { len.saturating_mul(whole).isqrt() } else { more };
            more.min(len * MOST)
        };
        quantities.reserve_exact(more);
    }
}

/// The number that a value is, where it is no range.
fn exact(value: Value) -> Option<Number> {
    match value {
        Value::Exact(number) => Some(number),
        Value::Range { .. } => None,
    }
}
