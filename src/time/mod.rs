//! Dates, moments and periods.

pub mod moment;
mod period;
mod scan;

pub use moment::{Moment, MomentError};
pub use period::{Period, PeriodError};
pub(crate) use scan::{plan, read};
