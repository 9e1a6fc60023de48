//! What goes from the reader over a worker to the sink: chunks of inputs.

use std::path::PathBuf;

use super::archive::Packed;
use crate::error::Cause;

/// The chain of checksums over the names of all inputs up to one.
pub type Chain = [u8; 32];

/// Inputs that one worker does. Where a chunk ends depends on the inputs alone.
#[derive(Debug, Default)]
pub struct Chunk {
    /// The inputs, in order.
    pub jobs: Vec<Job>,
    /// The chain up to the last of them.
    pub chain: Chain,
    /// The files that they are the first of, as lines of the list of those.
    pub files: Vec<u8>,
    /// How many bytes of the inputs on the disk they stand for.
    pub cost: u64,
    /// How many bytes they have, as far as is known before they are read.
    pub weight: usize,
}

/// One input.
#[derive(Debug)]
pub struct Job {
    /// Its name.
    pub label: String,
    /// Where its bytes are.
    pub content: Content,
}

/// Where the bytes of an input are.
#[derive(Debug)]
pub enum Content {
    /// In a file, so many bytes long.
    File(PathBuf, u64),
    /// In an archive.
    Packed(Packed),
    /// Here.
    Here(Vec<u8>),
    /// Nowhere.
    Failed(Cause),
}

impl Content {
    /// How many bytes it has, or says that it has, up to `max`, above which it is not read.
    pub fn weight(&self, max: u64) -> usize {
        let bytes = match self {
            Content::File(_, bytes) => *bytes,
            Content::Packed(member) => member.size(),
            Content::Here(bytes) => bytes.len() as u64,
            Content::Failed(_) => 0,
        };
        usize::try_from(bytes.min(max)).unwrap_or(usize::MAX)
    }
}

/// A chunk, done.
#[derive(Debug)]
pub struct Done {
    /// How many inputs.
    pub inputs: u64,
    /// The chain up to the last of them.
    pub chain: Chain,
    /// The files that they were the first of, as lines of the list of those.
    pub files: Vec<u8>,
    /// How many bytes of the inputs on the disk they stood for.
    pub cost: u64,
    /// What the chunk weighed.
    pub weight: usize,
    /// The documents in the output's format; that there are none is a fault of the program.
    pub payload: Result<Payload, Cause>,
    /// The documents that were not there before, as lines of the list of those.
    pub seen: Vec<u8>,
    /// The inputs that are no documents, in order.
    pub failures: Vec<(String, Cause)>,
    /// What there is of documents.
    pub counts: Counts,
}

/// Counts over the documents of a chunk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents.
    pub documents: u64,
    /// Their quantities.
    pub quantities: u64,
    /// Documents with the bytes of an earlier one.
    pub duplicates: u64,
    /// Bytes of their sources.
    pub bytes: u64,
}

/// Documents in the output's format.
#[derive(Debug)]
pub enum Payload {
    /// Lines of NDJSON or CSV.
    Lines(Vec<u8>),
    /// Whole row groups of the two tables.
    #[cfg(feature = "parquet")]
    Segment(super::parquet::Segment),
}
