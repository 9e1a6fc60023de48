//! Writers: a parsed document to what is printed.

pub mod columns;
pub mod csv;
#[cfg(feature = "parquet")]
pub mod documents;
pub mod json;
pub mod tree;
