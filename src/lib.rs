//! gongbao (公报) turns raw Chinese government bulletins into typed, traceable data.
//!
//! One call reads one text:
//!
//! ```
//! let text = "索引号: 0012/2024-7\n发布机构: 甲镇\n\n甲镇2023年度总结\n\n\
//!             一、经济\n全年财政总收入约1.6亿元，同比增长5.08%。";
//! let bulletin = gongbao::parse(text);
//!
//! // the header, typed
//! assert_eq!(bulletin.header.issuer.as_deref(), Some("甲镇"));
//! // the outline, with levels inferred
//! assert_eq!(bulletin.outline[0].title, "经济");
//! // every quantity: value, unit, hedge, what it measures, when, and where it stands
//! let income = &bulletin.quantities[0];
//! assert_eq!(income.indicator.as_deref(), Some("财政总收入"));
//! assert_eq!(income.value.to_string(), "160000000");
//! assert_eq!(income.unit, "元");
//! assert_eq!(income.hedge, gongbao::Hedge::About);
//! assert_eq!(income.period, Some(gongbao::Period::Year(2023)));
//! assert_eq!(&text[income.span.clone()], "1.6亿元");
//! ```
//!
//! # What you get
//!
//! [`parse`] gives a [`Bulletin`], which owns its strings and serializes to JSON:
//!
//! - [`Header`]: 索引号, 发布机构, 文号, dates …, each typed, and all fields as they stood;
//! - [`Section`]s: chapters, sections and points, nested as the document nests them;
//! - [`Quantity`]s, in text order: [`Value`], unit and [`Dimension`], [`Hedge`], [`Change`]
//!   with its [`Basis`], indicator or object, [`Period`], sentence and section;
//! - [`TimeMention`]s: the dates and periods of the text;
//! - [`Block`]s: the whole source cut into parts, so that nothing is lost;
//! - [`Diagnostic`]s: where the text itself is at fault, or could not be read.
//!
//! # Offsets
//!
//! Spans are half-open byte ranges of the text that was parsed, so `&text[span]` is what they
//! name. [`Bulletin::with_offsets`] counts them in code points or UTF-16 units for readers in
//! other languages.
//!
//! # Bytes
//!
//! Who holds bytes calls [`decode`] first, which tells UTF-8, UTF-16, GB 18030 and Big5 apart
//! and reports what it guessed and replaced:
//!
//! ```
//! let decoded = gongbao::decode("甲镇2023年度总结".as_bytes());
//! let bulletin = gongbao::parse(&decoded.text).with_decoding(&decoded);
//! assert_eq!(bulletin.source.encoding, "utf-8");
//! ```
//!
//! Saved HTML pages are the business of the crate `gongbao-html`.
//!
//! # Errors
//!
//! Parsing has none: it never fails, never panics, and takes time in line with the length of
//! the text, whatever the text. [`NumberError`], [`PeriodError`] and [`MomentError`] are for
//! those who parse such values from strings of their own.
//!
//! # Features
//!
//! - `schema` (off): a JSON Schema of the document, by `schemars`.
//!
//! # The way of the data
//!
//! decode → normalise → lines → header, closing → paragraphs → outline → quantities (numbers,
//! units, times) → document. `ARCHITECTURE.md` in the repository names the module of each stage.
#![forbid(unsafe_code)]

mod bulletin;
mod chars;
mod closing;
mod decode;
mod diagnostic;
mod furniture;
mod header;
mod lexicon;
mod lines;
mod normalise;
mod number;
mod observation;
mod outline;
mod paragraph;
mod parser;
mod quantity;
mod source;
mod text;
mod time;
mod unit;

pub use bulletin::*;
pub use decode::{Decoded, Encoding, Evidence, decode, decode_as};
pub use diagnostic::{Diagnostic, DiagnosticCode, Severity};
pub use header::{HeaderLabel, header_label};
pub use number::{Number, NumberError, Value};
pub use observation::{Bounds, Normalised, Observation, observations};
pub use parser::{Parser, parse};
pub use source::{OffsetUnit, Source};
pub use text::Text;
pub use time::{Moment, MomentError, Period, PeriodError};
pub use unit::Dimension;
