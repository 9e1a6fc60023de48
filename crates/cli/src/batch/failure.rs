//! Inputs that are no documents, as lines of `failures.ndjson`.

use serde::Serialize;

use crate::error::Cause;

/// Such a line.
#[derive(Debug, Serialize)]
pub struct Failure<'f> {
    /// The input.
    pub path: &'f str,
    /// The cause, for programs.
    pub code: &'static str,
    /// The cause, for people.
    pub cause: String,
    /// What to do.
    pub advice: String,
}

impl Failure<'_> {
    /// The failure of an input.
    pub fn new<'f>(path: &'f str, cause: &Cause) -> Failure<'f> {
        let said = cause.to_string();
        let (what, advice) = said.split_once("; ").unwrap_or((&said, ""));
        let (what, advice) = (what.to_owned(), advice.to_owned());
        Failure { path, code: cause.code(), cause: what, advice }
    }
}
