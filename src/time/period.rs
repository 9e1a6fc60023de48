//! Dates and periods as ISO 8601 writes them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::bulletin::TimeKind;

/// A date or a period: what a quantity holds for.
///
/// In JSON, and as text, ISO 8601: a day `2024-03-26`, a month `2024-03`, a quarter
/// `2023-Q2` (as EDTF and most statistics offices write it), a year `2023`, several
/// years or months as an interval `2021/2025`, `2023-01/2023-10`.
///
/// ```
/// use gongbao::Period;
/// let period: Period = "2023-Q2".parse()?;
/// assert_eq!(period, Period::Quarter { year: 2023, quarter: 2 });
/// assert_eq!(period.to_string(), "2023-Q2");
/// # Ok::<(), gongbao::PeriodError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
#[non_exhaustive]
pub enum Period {
    /// 2024年3月26日
    Day {
        /// The year.
        year: i16,
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
    },
    /// 2024年3月
    Month {
        /// The year.
        year: i16,
        /// 1 to 12.
        month: u8,
    },
    /// 2023年二季度
    Quarter {
        /// The year.
        year: i16,
        /// 1 to 4.
        quarter: u8,
    },
    /// 2023年
    Year(i16),
    /// 2020—2023年, “十四五”时期
    Years {
        /// The first year.
        from: i16,
        /// The last year.
        to: i16,
    },
    /// 1—10月, 上半年
    Months {
        /// The year.
        year: i16,
        /// The first month, 1 to 12.
        from: u8,
        /// The last month, 1 to 12.
        to: u8,
    },
}

/// Why a string is no [`Period`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no period like `2023`, `2023-Q2`, `2024-03`, `2024-03-26` or `2021/2025`")]
pub struct PeriodError(String);

impl Period {
    /// What sort of time this is.
    ///
    /// ```
    /// use gongbao::{Period, TimeKind};
    /// assert_eq!(Period::Year(2023).kind(), TimeKind::Year);
    /// ```
    pub fn kind(self) -> TimeKind {
        match self {
            Period::Day { .. } => TimeKind::Date,
            Period::Month { .. } => TimeKind::Month,
            Period::Quarter { .. } => TimeKind::Quarter,
            Period::Year(_) => TimeKind::Year,
            Period::Years { .. } | Period::Months { .. } => TimeKind::Span,
        }
    }

    /// Its year; of several, the last.
    ///
    /// ```
    /// use gongbao::Period;
    /// assert_eq!(Period::Years { from: 2021, to: 2025 }.year(), 2025);
    /// ```
    pub fn year(self) -> i16 {
        match self {
            Period::Day { year, .. }
            | Period::Month { year, .. }
            | Period::Quarter { year, .. }
            | Period::Year(year)
            | Period::Years { to: year, .. }
            | Period::Months { year, .. } => year,
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Day { year, month, day } => write!(f, "{year:04}-{month:02}-{day:02}"),
            Period::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Period::Quarter { year, quarter } => write!(f, "{year:04}-Q{quarter}"),
            Period::Year(year) => write!(f, "{year:04}"),
            Period::Years { from, to } => write!(f, "{from:04}/{to:04}"),
            Period::Months { year, from, to } => {
                write!(f, "{year:04}-{from:02}/{year:04}-{to:02}")
            }
        }
    }
}

impl Period {
    /// Whether it ends no earlier than it begins, on days that the calendar has.
    fn runs_forward(self) -> bool {
        let small = |part: u8| i8::try_from(part).unwrap_or_default();
        match self {
            Period::Years { from, to } => from <= to,
            Period::Months { from, to, .. } => from <= to,
            Period::Day { year, month, day } => {
                jiff::civil::Date::new(year, small(month), small(day)).is_ok()
            }
            _ => true,
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Period, PeriodError> {
        // one form each, and no other: 2023-03, not 2023-3
        read(text)
            .filter(|period| period.runs_forward() && period.to_string() == text)
            .ok_or_else(|| PeriodError(text.to_owned()))
    }
}

fn read(text: &str) -> Option<Period> {
    let month = |text: &str| text.parse().ok().filter(|month| (1..=12).contains(month));
    if let Some((from, to)) = text.split_once('/') {
        return Some(match (from.split_once('-'), to.split_once('-')) {
            (None, None) => Period::Years { from: from.parse().ok()?, to: to.parse().ok()? },
            (Some((year, from)), Some((same, to))) if year == same => {
                Period::Months { year: year.parse().ok()?, from: month(from)?, to: month(to)? }
            }
            _ => return None,
        });
    }
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    let period = match (parts.next(), parts.next()) {
        (None, _) => Period::Year(year),
        (Some(part), None) => match part.strip_prefix('Q') {
            Some(quarter) => {
                let quarter = quarter.parse().ok().filter(|q| (1..=4).contains(q))?;
                Period::Quarter { year, quarter }
            }
            None => Period::Month { year, month: month(part)? },
        },
        (Some(part), Some(day)) => {
            let day = day.parse().ok().filter(|day| (1..=31).contains(day))?;
            Period::Day { year, month: month(part)?, day }
        }
    };
    parts.next().is_none().then_some(period)
}

impl From<Period> for String {
    fn from(period: Period) -> String {
        period.to_string()
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;
    fn try_from(text: String) -> Result<Period, PeriodError> {
        text.parse()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Period {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Period".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "A date or period in ISO 8601.",
            "pattern": r"^\d{4}(-\d{2}(-\d{2})?|-Q[1-4]|/\d{4}|-\d{2}/\d{4}-\d{2})?$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let periods =
            ["2024-03-26", "2024-03", "2023-Q2", "2023", "2021/2025", "2023-01/2023-10", "0996"];
        for text in periods {
            let period: Period = text.parse().expect(text);
            assert_eq!(period.to_string(), text);
        }
        let none = ["", "2023-13", "2023-Q5", "2023-01/2024-10", "2024-03-26-1", "二〇二三"];
        let unlike = ["2023-3", "2025/2021", "2023-10/2023-01", "2023-02-30", "+2023", "996"];
        for text in none.into_iter().chain(unlike) {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
