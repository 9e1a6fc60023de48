//! The checks that the targets run: those of the library's own tests.

#[path = "../../tests/common/mod.rs"]
pub mod invariants;

pub mod archive;
pub mod page;
