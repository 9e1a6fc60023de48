//! Writers: a parsed document to what is printed.

pub mod columns;
pub mod csv;
pub mod json;
pub mod tree;
