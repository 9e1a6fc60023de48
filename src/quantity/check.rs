//! Quantities that cannot all be right, said as diagnostics.
//!
//! ```text
//! 参保率达102%                          a share above its whole
//! 总投资3亿元，其中财政资金5亿元          a part above its whole
//! 全年接待游客3万人次 … 接待游客4万人次   two values for one indicator and period
//! ```

use std::collections::HashMap;
use std::ops::Range;

use rust_decimal::Decimal;

use super::Found;
use super::endings::Ending;
use crate::bulletin::{Hedge, Quantity, QuantityKind};
use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::number::{Number, Value};
use crate::time::Period;

/// A name shorter than this, in characters, may name many things: 面积.
const SHORT_NAME: usize = 4;

/// Appends what is wrong with the quantities of `text`.
pub(super) fn check(text: &str, found: &mut Found) {
    let Found { quantities, diagnostics, dated, .. } = found;
    shares(quantities, diagnostics);
    parts(text, quantities, diagnostics);
    conflicts(quantities, dated, diagnostics);
}

/// The value of a quantity that is exactly stated, and no size of a change.
fn level(quantity: &Quantity) -> Option<Decimal> {
    match quantity.value {
        Value::Exact(Number::Decimal(value))
            if quantity.change.is_none() && quantity.hedge == Hedge::None =>
        {
            Some(value)
        }
        _ => None,
    }
}

fn shares(quantities: &[Quantity], out: &mut Vec<Diagnostic>) {
    for quantity in quantities.iter().filter(|quantity| quantity.unit == "%") {
        let Some(name) = &quantity.indicator else { continue };
        let share = Ending::Share.closes(name);
        if share && level(quantity).is_some_and(|value| value > Decimal::ONE_HUNDRED) {
            let message = format!("{name} is a share of a whole and cannot be {}", quantity.value);
            let code = DiagnosticCode::ShareAboveWhole;
            out.push(Diagnostic::new(code, format!("{message} %"), quantity.span.clone()));
        }
    }
}

fn parts(text: &str, quantities: &[Quantity], out: &mut Vec<Diagnostic>) {
    for pair in quantities.windows(2) {
        let [whole, part] = pair else { continue };
        let alike = whole.kind == QuantityKind::Amount
            && part.kind == whole.kind
            && part.sentence == whole.sentence
            && part.unit == whole.unit;
        if !alike {
            continue;
        }
        let between = text.get(whole.span.end..part.span.start).unwrap_or_default();
        let (Some(a), Some(b)) = (level(whole), level(part)) else { continue };
        let named = name(whole).zip(name(part));
        if let Some((whole_name, part_name)) = named
            && b > a
            && part_name != whole_name
            && between.contains("其中")
        {
            let message = format!("{part_name} is said to be part of {whole_name}, but is greater");
            out.push(Diagnostic::new(DiagnosticCode::PartAboveWhole, message, part.span.clone()));
        }
    }
}

fn name(quantity: &Quantity) -> Option<&str> {
    quantity.indicator.as_deref().or(quantity.object.as_deref())
}

/// One measure with two values: only where both sentences state the period, since
/// a report's chapters speak of several.
fn conflicts(quantities: &[Quantity], dated: &[bool], out: &mut Vec<Diagnostic>) {
    type Key<'q> = (&'q str, Period, &'q str);
    let mut first: HashMap<Key<'_>, (Decimal, &Range<usize>)> = HashMap::new();
    for (quantity, _) in quantities.iter().zip(dated).filter(|(_, dated)| **dated) {
        let Some(name) = quantity.indicator.as_deref() else { continue };
        let Some(period) = quantity.period else { continue };
        let plain = quantity.hedge == Hedge::None && quantity.kind != QuantityKind::Rank;
        let Some(value) = level(quantity).filter(|_| plain) else { continue };
        if name.chars().count() < SHORT_NAME || !Ending::Measure.closes(name) {
            continue;
        }
        let key = (name, period, quantity.unit.as_ref());
        let (seen, sentence) = *first.entry(key).or_insert((value, &quantity.sentence));
        if seen != value && *sentence != quantity.sentence {
            let message = format!(
                "{name} is {value} {unit} here, but {seen} {unit} before, both for {period}",
                unit = quantity.unit,
            );
            let code = DiagnosticCode::ValueConflict;
            out.push(Diagnostic::new(code, message, quantity.span.clone()));
        }
    }
}
