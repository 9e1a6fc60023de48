//! Which numbering form stands above which, in this document.
//!
//! GB/T 9704 gives an order (一、 （一） 1. （1）), but real documents also nest
//! `（一）` under `1.`, or `第一，` under `①`. What nests inside what shows where a
//! run starts again: if `（一）` begins anew between `1.` and `2.`, it is below `1.`.

use super::mark::{Family, Mark};

/// The order of the forms in one document.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    /// `inside[a][b]`: how often a run of `b` began between two neighbours of `a`.
    inside: [[u32; Family::COUNT]; Family::COUNT],
}

impl Order {
    /// Learns the order from a document's marks, in text order.
    pub(crate) fn learn(marks: impl IntoIterator<Item = Mark>) -> Order {
        let mut order = Order { inside: [[0; Family::COUNT]; Family::COUNT] };
        let mut last = [0_u32; Family::COUNT];
        let mut begun = [[0_u32; Family::COUNT]; Family::COUNT];
        for mark in marks {
            let family = mark.family as usize;
            if !mark.family.is_numbered() {
                continue;
            }
            if mark.number == last[family] + 1 && last[family] > 0 {
                for (other, count) in begun[family].iter().enumerate() {
                    order.inside[family][other] += count;
                }
            }
            begun[family] = [0; Family::COUNT];
            last[family] = mark.number;
            if mark.number == 1 {
                for (other, row) in begun.iter_mut().enumerate() {
                    if other != family && last[other] > 0 {
                        row[family] += 1;
                    }
                }
            }
        }
        order
    }

    /// Whether a heading of form `outer` may hold one of form `inner`: by the
    /// standard's order, or because the document does it.
    pub(crate) fn may_hold(&self, outer: Family, inner: Family) -> bool {
        // what is announced is a chapter too
        let peers = outer == Family::HanComma && inner == Family::Announced;
        (outer < inner && !peers) || self.is_seen_inside(outer, inner)
    }

    /// Whether the document itself shows runs of `inner` between neighbours of `outer`.
    pub(crate) fn is_seen_inside(&self, outer: Family, inner: Family) -> bool {
        self.inside[outer as usize][inner as usize] > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::mark::scan;

    #[test]
    fn use_beats_the_standard() {
        let learn = |lines: &[&str]| Order::learn(lines.iter().filter_map(|line| scan(line)));
        let standard = learn(&["一、甲", "（一）乙", "（二）丙", "二、丁"]);
        assert!(standard.may_hold(Family::HanComma, Family::HanParen));
        assert!(!standard.may_hold(Family::HanParen, Family::HanComma));
        let turned = learn(&["1.甲", "（一）乙", "（二）丙", "2.丁", "（一）戊"]);
        assert!(turned.may_hold(Family::Arabic, Family::HanParen));
    }
}
