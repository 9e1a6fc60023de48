//! gongbao (公报) turns raw Chinese government bulletins into typed, traceable data.
//!
//! Bulletins (年度总结, 政府工作报告, 统计公报, 通知) are texts for people. [`parse`] takes one as
//! it was saved from a page and gives a [`Bulletin`]: its header, its outline, its quantities, and
//! blocks that cover the whole text. Everything carries the span of the text that it was read from.
//!
//! ```
//! let text = "索引号：0012/2024-7　发布机构：甲镇\n甲镇2023年度总结\n一、经济\n（一）农业。稳产保供。";
//! let bulletin = gongbao::parse(text);
//!
//! assert_eq!(bulletin.header.title.as_deref(), Some("甲镇2023年度总结"));
//! assert_eq!(bulletin.header.issuer.as_deref(), Some("甲镇"));
//!
//! let chapter = &bulletin.outline[0];
//! assert_eq!((chapter.label.as_str(), chapter.title.as_str()), ("一、", "经济"));
//! assert_eq!(&text[chapter.children[0].title_span.clone()], "农业");
//! ```
//!
//! # Where to look
//!
//! - [`decode`]: bytes of unknown encoding to text, with what had to be replaced.
//! - [`parse`], and [`Parser`] where there is something to choose.
//! - [`Header`]: typed fields; [`Header::fields`] keeps every labelled field as it stood.
//! - [`Section`]: a heading, its body and what is below it, to any depth.
//! - [`Quantity`]: a number with its unit; [`Value`] is exact, never a float.
//! - [`Block`]: what each part of the text is: field, title, heading, paragraph, furniture.
//! - [`Diagnostic`]: what is doubtful in the text.
//!
//! # Spans and offsets
//!
//! Spans are byte ranges of the text that was parsed: `&text[span]` is what was read. Other
//! languages count otherwise; [`Bulletin::with_offsets`] gives the same document with code points
//! (Python) or UTF-16 units (JavaScript), see [`OffsetUnit`].
//!
//! # Errors
//!
//! There are none: every text has a bulletin, if perhaps an empty one. What cannot be read, or
//! contradicts itself, is told in [`Bulletin::diagnostics`]. Time grows linearly with the text.
//!
//! # Features
//!
//! - `schema`: a JSON Schema of [`Bulletin`], through `schemars`. Off unless asked for.
//!
//! All types serialize and deserialize with serde.
#![forbid(unsafe_code)]

mod bulletin;
mod closing;
mod decode;
mod diagnostic;
mod furniture;
mod header;
mod lexicon;
mod lines;
mod normalise;
mod number;
mod outline;
mod paragraph;
mod parser;
mod quantity;
mod source;
mod time;
mod unit;

pub use bulletin::*;
pub use decode::{Decoded, Encoding, Evidence, decode};
pub use diagnostic::{Diagnostic, DiagnosticCode, Severity};
pub use number::{Number, NumberError, Value};
pub use parser::{Parser, parse};
pub use source::{OffsetUnit, Source};
pub use time::{Moment, MomentError};
pub use unit::Dimension;
