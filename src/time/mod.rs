//! Dates, moments and periods.

pub mod moment;
mod scan;

pub use moment::{Moment, MomentError};
pub(crate) use scan::{Period, plan, read};
