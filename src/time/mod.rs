//! Dates, moments and periods.

pub mod moment;

pub use moment::{Moment, MomentError};
