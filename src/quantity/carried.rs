//! What of a sentence is carried on from number to number.
//!
//! ```text
//! 收入7907万元，同比增长5.08%        the name of the first is that of the second
//! A和B分别为x、y                     the second name waits for the second number
//! 由12.1%降至9.8%                    the first value is what the second changed from
//! ```

use std::ops::Range;

use super::clause::Against;
use crate::bulletin::{Direction, Hedge};
use crate::number::Value;
use crate::time::Period;

/// What of a sentence is carried on from number to number.
#[derive(Debug, Default)]
pub(super) struct Carried<'t> {
    /// Where the sentence starts, and which quantity is its first.
    pub(super) start: usize,
    pub(super) first: usize,
    /// Where the words of the next number start, and which mark is the first among them.
    pub(super) words: usize,
    pub(super) mark: usize,
    /// A clause that had no number.
    pub(super) clause: Option<Range<usize>>,
    pub(super) has_number: bool,
    /// What stood before the bracket that is open, or was last.
    pub(super) bracket: Option<Range<usize>>,
    /// A bracket is open.
    pub(super) inside: bool,
    /// The name that the last number before the bracket had: it goes on behind it.
    pub(super) outer: Option<Named>,
    /// The name that the last number had.
    pub(super) name: Option<Named>,
    /// What all changes of the sentence are compared with: 与2020年相比，
    pub(super) against: Option<Against>,
    /// The last count's object and unit.
    pub(super) object: Option<(Range<usize>, &'t str)>,
    /// A count whose object stands behind the next one.
    pub(super) counts: Option<usize>,
    /// No break has come since the last number.
    pub(super) listed: bool,
    pub(super) change: Option<(Direction, Option<Against>)>,
    /// How exact all numbers of a list are: 分别超过|8万元、4万元.
    pub(super) hedge: Hedge,
    /// The last number had its direction before its name: 净增|企业3家、农户5户.
    pub(super) verb_change: Option<Direction>,
    /// Names to be given out in turn, and which is next.
    pub(super) parts: Vec<Range<usize>>,
    pub(super) part: usize,
    /// The names that the sentence's numbers had so far, the last few.
    pub(super) names: Vec<Range<usize>>,
    /// The unit of the last number.
    pub(super) unit: &'t str,
    /// The last number had a name.
    pub(super) named: bool,
    /// A semicolon has come since the last name.
    pub(super) stale: bool,
    /// The value that a change starts from: 由12.1%.
    pub(super) from: Option<Value>,
    /// What the next change is compared with: 比2020年的3亿元|增长.
    pub(super) basis: Option<Against>,
    pub(super) time: Option<Period>,
    /// That time is one that is aimed at: 到2025年.
    pub(super) aimed: bool,
    /// The time of the next number alone: 由2015年的3亿元增加到….
    pub(super) own_time: Option<Period>,
}

impl Carried<'_> {
    /// Whether the last name is that of a number of things: 企业数量.
    pub(super) fn counts_things(&self, text: &str) -> bool {
        let name = self.name.as_ref().map_or("", |name| &text[name.span.clone()]);
        name.ends_with('数') || name.ends_with("数量") || name.ends_with("人次")
    }
}

/// A name, and whether it names a measure: 参保人数.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) span: Range<usize>,
    pub(super) measure: bool,
    /// It is that of a count, so another count may take it over.
    pub(super) counted: bool,
}
