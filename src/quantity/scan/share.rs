//! The unit and scale that only the last number of a list has.
//!
//! ```text
//! 1.2、3.4亿元            both of 亿元          提高1.2个、2.3个百分点   both points
//! 由2.12缩小至2.07         neither has any       执行29，处置3件          no list
//! ```

use super::{Mark, What};
use crate::bulletin::QuantityKind;
use crate::number::numeral::{self, Script};

/// Gives the numbers of a list the unit and scale that only its last has: `1.2、3.4亿元`.
pub(super) fn share_units(text: &str, marks: &mut [Mark<'_>]) {
    for at in (1..marks.len()).rev() {
        let (head, tail) = marks.split_at_mut(at);
        let (Some(first), Some(second)) = (head.last_mut(), tail.first()) else { continue };
        let (What::Number(own), What::Number(next)) = (&mut first.what, &second.what) else {
            continue;
        };
        let between = &text[first.span.end..second.span.start];
        let lists = matches!(between, "、" | "和" | "与" | "或" | "及" | "，" | ",");
        // 提高1.2个、2.3个百分点
        let points = own.unit.is_some_and(|unit| unit.name == "个")
            && next.unit.is_some_and(|unit| unit.name == "百分点");
        if (own.unit.is_some() && !points)
            || own.script != Script::Digits
            || next.unit.is_none()
            || !lists
        {
            continue;
        }
        if next.kind == QuantityKind::Rank {
            continue;
        }
        own.unit = next.unit;
        own.kind = next.kind;
        if own.zeros == 0 {
            own.value = numeral::scale_value(own.value, next.zeros).unwrap_or(own.value);
            own.zeros = next.zeros;
        }
    }
}
