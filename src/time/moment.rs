//! A date with or without a time of day.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

/// A date, with the time of day where it is known: `2024-03-26`, `2024-03-26T11:17`.
///
/// ```
/// let moment: gongbao::Moment = "2024-03-26T11:17".parse()?;
/// assert_eq!(moment.date(), jiff::civil::date(2024, 3, 26));
/// assert_eq!(moment.to_string(), "2024-03-26T11:17");
/// # Ok::<(), gongbao::MomentError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Moment {
    date: Date,
    time: Option<Time>,
}

/// Why a string is no [`Moment`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no date like `2024-03-26` or moment like `2024-03-26T11:17`")]
pub struct MomentError(String);

impl Moment {
    pub(crate) fn new(date: Date, time: Option<Time>) -> Moment {
        Moment { date, time }
    }

    /// The day.
    pub fn date(self) -> Date {
        self.date
    }

    /// The time of day, where the page gives one.
    pub fn time(self) -> Option<Time> {
        self.time
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date.fmt(f)?;
        match self.time {
            None => Ok(()),
            Some(time) if time.second() == 0 => {
                write!(f, "T{:02}:{:02}", time.hour(), time.minute())
            }
            Some(time) => {
                write!(f, "T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
            }
        }
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> String {
        moment.to_string()
    }
}

impl FromStr for Moment {
    type Err = MomentError;
    fn from_str(text: &str) -> Result<Moment, MomentError> {
        let (day, clock) = match text.split_once(['T', ' ']) {
            Some((day, clock)) => (day, Some(clock)),
            None => (text, None),
        };
        let error = || MomentError(text.to_owned());
        let date = day.parse().map_err(|_| error())?;
        let time = clock.map(str::parse).transpose().map_err(|_| error())?;
        Ok(Moment { date, time })
    }
}

impl TryFrom<String> for Moment {
    type Error = MomentError;
    fn try_from(text: String) -> Result<Moment, MomentError> {
        text.parse()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Moment {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Moment".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "A date, with the time of day where it is known.",
            "pattern": r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$",
        })
    }
}
