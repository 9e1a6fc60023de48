//! Quantities in running text: numbers with unit, hedge, change, name and period.
//!
//! ```text
//! 其中一般公共预算收入7907万元，同比增长5.08%
//!     7907万元   79070000 元, indicator 一般公共预算收入
//!     5.08%      5.08 %, indicator 一般公共预算收入, increase, year on year
//! ```
//!
//! A passage is read in two steps: [`scan`] finds its numbers, times, names and
//! breaks; then each number is [read](reader) with the words of its clause.

mod bare;
mod carried;
mod change;
mod check;
mod clause;
mod endings;
mod keep;
mod names;
mod naming;
mod reader;
mod scan;
mod words;

use std::ops::Range;

use crate::bulletin::{Quantity, TimeMention};
use crate::diagnostic::Diagnostic;
use crate::normalise::Normalised;

pub(crate) use reader::Reader;
pub(crate) use scan::characters as mark_characters;

/// What the document tells of its passages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'t> {
    /// The source text, and the way from the folded text back to it.
    pub(crate) source: &'t str,
    pub(crate) normal: &'t Normalised<'t>,
}

impl<'t> Context<'t> {
    /// What stands in the source at a place of the folded text.
    fn verbatim(&self, span: &Range<usize>) -> &'t str {
        &self.source[self.normal.to_source(span.clone())]
    }
}

/// What passages hold, in text order; spans are places in the folded text.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) quantities: Vec<Quantity>,
    pub(crate) times: Vec<TimeMention>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// For every quantity, whether its sentence states its period.
    dated: Vec<bool>,
}
