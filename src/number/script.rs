//! What a number of a text is: its value, and how it is written.

use super::Value;
use crate::bulletin::Hedge;

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    /// Begins with digits: `12`, `1.5万`.
    Digits,
    /// Begins with a Chinese numeral: `十二`, `六百万`.
    Chinese,
    /// One Chinese digit: `三`, `两`.
    OneDigit,
    /// Chinese digits by place, as years are written: `一九九五`.
    Places,
    /// A scale alone: `千万`, `亿`.
    Scale,
    /// Has an end open: `数百`, `十几`, `上千`.
    Vague,
    /// A fraction in words: `三分之二`.
    Fraction,
    /// `百分之五`
    Percent,
    /// `千分之五`
    Permille,
}

/// One number of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Numeral {
    /// Where it ends.
    pub(crate) end: usize,
    /// Its value, scale multiplied in.
    pub(crate) value: Value,
    /// The scale that was multiplied in last, as a power of ten: 4 of `1.2万`.
    pub(crate) zeros: u32,
    /// A hedge that stands inside: `余`, `多`, `来`.
    pub(crate) hedge: Hedge,
    /// How it is written.
    pub(crate) script: Script,
}

/// What may stand where a number was looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Read {
    /// A number.
    Number(Numeral),
    /// More digits than an exact value can hold, up to the place given.
    TooLong(usize),
}
