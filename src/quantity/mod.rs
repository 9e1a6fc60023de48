//! Quantities in running text.

use std::ops::Range;

use crate::bulletin::{Quantity, TimeMention};
use crate::diagnostic::Diagnostic;

/// What the document tells of a passage.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Context {
    /// The year the document reports on.
    pub(crate) year: Option<i16>,
}

/// What passages hold, in text order.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) quantities: Vec<Quantity>,
    pub(crate) times: Vec<TimeMention>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Adds to `found` what stands in `text[passage]`; spans are places in `text`.
pub(crate) fn read(_text: &str, _passage: Range<usize>, context: &Context, _found: &mut Found) {
    let _ = context.year;
}
