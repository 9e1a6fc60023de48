//! The table of observations, column by column: CSV and Parquet both follow it.
//!
//! | columns | meaning |
//! | --- | --- |
//! | `value`, `low`, `high`, `lower`, `upper`, `change_from`, `normalised_value` | decimals; empty where the number is a fraction such as 2/3 |
//! | `value_text` | the exact value always, as in the JSON: `2/3` |
//! | `normalised_value` | in the base unit, to ten places where it is no finite decimal (10亩 = 6666.6666666667 m²) |
//! | `normalised_text` | the same, exact: `20000/3` |
//! | `section` | the way in the outline: `0/2` |
//! | `start`, `end` | the span, counted as `--offsets` says |
//! | `duplicate_of` | in a batch, the path of an earlier input with the same bytes |

use std::borrow::Cow;

use gongbao::{Number, Observation, Value};
use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

/// A row: an observation, and what the program knows of its document beside it.
#[derive(Debug, Clone)]
pub struct Row<'r> {
    /// What the library gives.
    pub observation: Observation<'r>,
    /// An earlier input with the same bytes.
    pub duplicate_of: Option<&'r str>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'r> {
    /// Nothing.
    Empty,
    /// Words.
    Text(Cow<'r, str>),
    /// An exact decimal.
    Decimal(Decimal),
    /// A day.
    Date(Date),
    /// A count.
    Count(u64),
}

/// What the cells of a column hold, where they are not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// [`Cell::Text`]
    Text,
    /// [`Cell::Decimal`]
    Decimal,
    /// [`Cell::Date`]
    Date,
    /// [`Cell::Count`]
    Count,
}

/// A table: what a row of it is, and its columns in order.
pub trait Table: 'static {
    /// What a row is made of.
    type Row<'r>;
    /// Its columns.
    const COLUMNS: &'static [Column<Self>];
}

/// A column of a table.
pub struct Column<T: Table + ?Sized> {
    /// Its name in the header.
    pub name: &'static str,
    /// What its cells hold.
    #[cfg_attr(not(feature = "parquet"), allow(dead_code))] // CSV has no types
    pub kind: Kind,
    /// The cell of a row.
    pub cell: for<'c, 'r> fn(&'c T::Row<'r>) -> Cell<'c>,
}

/// One row a quantity.
#[derive(Debug)]
pub struct Observations;

macro_rules! columns {
    ($($name:literal $kind:ident $cell:expr;)*) => {
        &[$(Column { name: $name, kind: Kind::$kind, cell: $cell }),*]
    };
}
#[cfg(feature = "parquet")] // for the table of documents
pub(crate) use columns;

impl Table for Observations {
    type Row<'r> = Row<'r>;
    const COLUMNS: &'static [Column<Self>] = columns! {
        "path" Text |r| text(r.observation.path);
        "title" Text |r| text(r.observation.title);
        "issuer" Text |r| text(r.observation.issuer);
        "index_number" Text |r| text(r.observation.index_number);
        "written_date" Date |r| date(r.observation.written_date);
        "section" Text |r| way(r.observation.quantity.section.as_deref());
        "section_titles" Text |r| titles(&r.observation.section_titles);
        "kind" Text |r| word(&r.observation.quantity.kind);
        "indicator" Text |r| text(r.observation.quantity.indicator.as_deref());
        "object" Text |r| text(r.observation.quantity.object.as_deref());
        "scope" Text |r| text(r.observation.quantity.scope.as_deref());
        "text" Text |r| text(Some(&r.observation.quantity.text));
        "value" Decimal |r| number(ends(r).0);
        "low" Decimal |r| number(ends(r).1);
        "high" Decimal |r| number(ends(r).2);
        "value_text" Text |r| exact(ends(r).0);
        "unit" Text |r| text(Some(&r.observation.quantity.unit));
        "unit_code" Text |r| text(r.observation.quantity.unit_code.as_deref());
        "dimension" Text |r| word(&r.observation.quantity.dimension);
        "hedge" Text |r| word(&r.observation.quantity.hedge);
        "lower" Decimal |r| number(r.observation.bounds.lower);
        "upper" Decimal |r| number(r.observation.bounds.upper);
        "normalised_value" Decimal |r| rounded(normal(r));
        "normalised_text" Text |r| exact(normal(r));
        "normalised_unit" Text |r| text(r.observation.normalised.as_ref().map(|n| &*n.unit));
        "change" Text |r| word(&r.observation.quantity.change.as_ref().map(|c| c.direction));
        "change_basis" Text
            |r| word(&r.observation.quantity.change.as_ref().and_then(|c| c.basis.as_ref()));
        "change_from" Decimal |r| number(r.observation.quantity.change.as_ref().and_then(|c| c.from));
        "period" Text |r| word(&r.observation.quantity.period);
        "sentence" Text |r| text(Some(r.observation.sentence));
        "start" Count |r| Cell::Count(r.observation.quantity.span.start as u64);
        "end" Count |r| Cell::Count(r.observation.quantity.span.end as u64);
        "duplicate_of" Text |r| text(r.duplicate_of);
    };
}

/// The places behind the point that a rounded value has, and Parquet's decimals.
pub const PLACES: u32 = 10;

/// A cell of words; none at all are an empty cell.
pub fn text(words: Option<&str>) -> Cell<'_> {
    words.map_or(Cell::Empty, |words| Cell::Text(Cow::Borrowed(words)))
}

/// A cell of a day.
pub fn date(date: Option<Date>) -> Cell<'static> {
    date.map_or(Cell::Empty, Cell::Date)
}

/// A cell of a value that is a word in JSON.
pub fn word(value: &impl Serialize) -> Cell<'static> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Cell::Text(Cow::Owned(word)),
        _ => Cell::Empty,
    }
}

fn way(section: Option<&[usize]>) -> Cell<'static> {
    let Some(section) = section else { return Cell::Empty };
    let steps: Vec<String> = section.iter().map(usize::to_string).collect();
    Cell::Text(Cow::Owned(steps.join("/")))
}

fn titles<'r>(titles: &[Cow<'r, str>]) -> Cell<'r> {
    if titles.is_empty() { Cell::Empty } else { Cell::Text(Cow::Owned(titles.join(" / "))) }
}

/// Value, low and high.
fn ends(row: &Row<'_>) -> (Option<Number>, Option<Number>, Option<Number>) {
    match row.observation.quantity.value {
        Value::Exact(number) => (Some(number), None, None),
        Value::Range { low, high } => (None, low, high),
        _ => (None, None, None),
    }
}

fn normal(row: &Row<'_>) -> Option<Number> {
    row.observation.normalised.as_ref().map(|normal| normal.value)
}

fn number(number: Option<Number>) -> Cell<'static> {
    match number {
        Some(Number::Decimal(decimal)) => Cell::Decimal(decimal.normalize()),
        _ => Cell::Empty,
    }
}

fn exact(number: Option<Number>) -> Cell<'static> {
    number.map_or(Cell::Empty, |number| Cell::Text(Cow::Owned(number.to_string())))
}

fn rounded(value: Option<Number>) -> Cell<'static> {
    let Some(Number::Fraction { numerator, denominator }) = value else { return number(value) };
    match Decimal::from(numerator).checked_div(Decimal::from(denominator)) {
        Some(quotient) => {
            let half_even = RoundingStrategy::MidpointNearestEven;
            Cell::Decimal(quotient.round_dp_with_strategy(PLACES, half_even).normalize())
        }
        None => Cell::Empty,
    }
}
