//! Dates, moments and periods.

mod frame;
pub mod moment;
mod period;
mod scan;

pub(crate) use frame::{Frame, Now};
pub use moment::{Moment, MomentError};
pub use period::{Period, PeriodError};
pub(crate) use scan::{plan, read};
