//! gongbao (公报) turns raw Chinese government bulletins into typed, traceable data.
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
mod outline;
mod paragraph;
mod parser;
mod quantity;
mod source;
mod time;
mod unit;

pub use bulletin::*;
pub use decode::{Decoded, Encoding, Evidence, decode, decode_as};
pub use diagnostic::{Diagnostic, DiagnosticCode, Severity};
pub use header::{HeaderLabel, header_label};
pub use number::{Number, NumberError, Value};
pub use parser::{Parser, parse};
pub use source::{OffsetUnit, Source};
pub use time::{Moment, MomentError, Period, PeriodError};
pub use unit::Dimension;
