//! Writers: a parsed document to what is printed.

pub mod json;
pub mod tree;
