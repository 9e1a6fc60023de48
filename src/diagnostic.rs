//! What is wrong with a text, said without stopping.
//!
//! ```
//! let bulletin = gongbao::parse("一、甲\n三、乙\n");
//! assert_eq!(bulletin.diagnostics[0].code, gongbao::DiagnosticCode::NumberingGap);
//! ```

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// One remark on the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Diagnostic {
    /// What it is, for programs.
    pub code: DiagnosticCode,
    /// How much it matters.
    pub severity: Severity,
    /// What it is, for people.
    pub message: String,
    /// Where; `None` where it is about the whole document.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::source::Span>"))]
    pub span: Option<Range<usize>>,
}

impl Diagnostic {
    /// A remark of the code's own severity.
    pub(crate) fn new(
        code: DiagnosticCode,
        message: impl Into<String>,
        span: Range<usize>,
    ) -> Self {
        Diagnostic { code, severity: code.severity(), message: message.into(), span: Some(span) }
    }
}

/// The remarks there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DiagnosticCode {
    /// Bytes that were no text in the encoding were replaced.
    BytesReplaced,
    /// The text is empty or white space.
    EmptyText,
    /// One header field stands twice with different values; the first is used.
    FieldConflict,
    /// A header value is not of the form that its label promises.
    FieldUnreadable,
    /// A number in a run of headings is left out (一、 三、).
    NumberingGap,
    /// A number in a run of headings stands twice (一、 一、).
    NumberingRepeat,
    /// A quantity has no unit in the text.
    MissingUnit,
    /// The unit is in no table; it is taken as written.
    UnknownUnit,
    /// A number with more digits than an exact value can hold.
    NumberTooLong,
    /// A share of a whole is above 100 %.
    ShareAboveWhole,
    /// A part (其中) is greater than the whole that it is a part of.
    PartAboveWhole,
    /// One indicator has two values for one period.
    ValueConflict,
    /// Two sentences stand together without a mark between them.
    RunTogether,
}

impl DiagnosticCode {
    /// How much a remark of this code matters.
    ///
    /// ```
    /// use gongbao::{DiagnosticCode, Severity};
    /// assert_eq!(DiagnosticCode::MissingUnit.severity(), Severity::Warning);
    /// ```
    pub fn severity(self) -> Severity {
        match self {
            DiagnosticCode::UnknownUnit | DiagnosticCode::RunTogether => Severity::Info,
            _ => Severity::Warning,
        }
    }
}

/// How much a remark matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Worth a look in the source.
    Warning,
    /// Something could not be read.
    Error,
}
