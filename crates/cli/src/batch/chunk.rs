//! Inputs to chunks, as large as the output's format likes them.

use std::ops::ControlFlow;

use super::job::{Chain, Chunk, Job};
use super::options::{BatchFormat, Options};
use super::stamp::Stamp;
use crate::render::json;

/// How large chunks are, and how many are under way.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// A chunk is full with so many inputs.
    inputs: usize,
    /// A chunk is full with so many bytes of input.
    bytes: usize,
    /// Bytes of input under way for each worker.
    pub ahead: usize,
}

impl Limit {
    /// Lines go into the output as they are: chunks are small enough for a core's own memory, and large
    /// enough that handing them over is no work. What comes of a chunk is about ten times as long.
    ///
    /// A chunk of Parquet is a segment, and row groups are better the larger they are; but the workers
    /// should come to their ends together. What comes of a chunk is shorter than it.
    pub fn of(format: BatchFormat) -> Limit {
        match format {
            BatchFormat::Ndjson | BatchFormat::Csv => {
                Limit { inputs: 64, bytes: 1 << 18, ahead: 1 << 22 }
            }
            BatchFormat::Parquet => Limit { inputs: 2500, bytes: 1 << 23, ahead: 1 << 24 },
        }
    }
}

/// A chunk that is growing.
#[derive(Debug)]
pub struct Chunker<'o> {
    options: &'o Options,
    limit: Limit,
    growing: Chunk,
    /// The files since the last input.
    files: Vec<u8>,
}

/// What takes the chunks.
pub type Give<'g> = dyn FnMut(Chunk) -> ControlFlow<()> + 'g;

impl<'o> Chunker<'o> {
    /// An empty one.
    pub fn new(options: &'o Options) -> Chunker<'o> {
        Chunker {
            options,
            limit: Limit::of(options.format),
            growing: Chunk::default(),
            files: Vec::new(),
        }
    }

    /// Notes the file that the next input is in.
    pub fn note(&mut self, file: &Stamp) {
        json::append_line(&mut self.files, file);
    }

    /// Adds the input with this number, counted from 1, with the chain up to it.
    pub fn add(
        &mut self,
        number: u64,
        chain: Chain,
        cost: u64,
        job: Job,
        give: &mut Give<'_>,
    ) -> ControlFlow<()> {
        let weight = job.content.weight(self.options.max_bytes);
        // One that is long stands alone, so that no more than one is in a worker's memory.
        if self.growing.weight.saturating_add(weight) > self.limit.bytes {
            self.give(give)?;
        }
        self.growing.jobs.push(job);
        self.growing.files.append(&mut self.files);
        self.growing.chain = chain;
        self.growing.cost += cost;
        self.growing.weight += weight;
        // A checkpoint comes between two chunks.
        let is_due = number.is_multiple_of(self.options.checkpoint);
        if is_due || self.growing.jobs.len() >= self.limit.inputs {
            self.give(give)
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Gives what there is.
    pub fn give(&mut self, give: &mut Give<'_>) -> ControlFlow<()> {
        if self.growing.jobs.is_empty() {
            return ControlFlow::Continue(());
        }
        give(std::mem::take(&mut self.growing))
    }
}
