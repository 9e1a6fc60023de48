//! What goes from the reader over a worker to the sink.

use std::sync::Arc;

use crate::error::Cause;

/// The chain of checksums over the names of all inputs up to one.
pub type Chain = [u8; 32];

/// One input, read but not parsed.
#[derive(Debug)]
pub struct Job {
    /// Its name.
    pub label: String,
    /// The chain up to it.
    pub chain: Chain,
    /// How many bytes of the input on the disk it stands for.
    pub cost: u64,
    /// Its bytes, or why there are none.
    pub content: Result<Content, Cause>,
}

/// The bytes of an input.
#[derive(Debug)]
pub struct Content {
    /// All of them.
    pub bytes: Vec<u8>,
    /// Their SHA-256.
    pub sha256: [u8; 32],
    /// An earlier input with the same bytes.
    pub duplicate_of: Option<Arc<str>>,
}

impl Job {
    /// How much memory it takes.
    pub fn weight(&self) -> usize {
        self.content.as_ref().map_or(0, |content| content.bytes.len())
    }
}

/// One input, done.
#[derive(Debug)]
pub struct Done {
    /// Its name.
    pub label: String,
    /// The chain up to it.
    pub chain: Chain,
    /// How many bytes of the input on the disk it stood for.
    pub cost: u64,
    /// How much memory its job took.
    pub weight: usize,
    /// The rendered document, or why there is none.
    pub result: Result<Rendered, Cause>,
}

/// A document as it goes into the output.
#[derive(Debug)]
pub struct Rendered {
    /// In the output's format.
    pub payload: Payload,
    /// How many quantities it has.
    pub quantities: u64,
    /// The SHA-256 of its source.
    pub sha256: [u8; 32],
    /// Whether an earlier input had the same bytes.
    pub duplicate_of: Option<Arc<str>>,
}

/// A document in the output's format.
#[derive(Debug)]
pub enum Payload {
    /// Lines of NDJSON or CSV.
    Lines(Vec<u8>),
    /// Columns of the two tables.
    #[cfg(feature = "parquet")]
    Tables(super::parquet::Tables),
}
