//! Entries to chunks of inputs, without those that earlier runs have done.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use sha2::{Digest as _, Sha256};

use super::archive;
use super::chunk::{Chunker, Give};
use super::error::BatchError;
use super::input::{Body, Inputs};
use super::job::{Chain, Content, Job};
use super::limited::limited;
use super::options::BatchFormat;
use super::seen::Seen;

/// What earlier runs have done.
#[derive(Debug, Default)]
pub struct Before {
    /// How many inputs.
    pub inputs: u64,
    /// The chain up to the last of them.
    pub chain: Chain,
    /// The documents among them.
    pub seen: Seen,
}

/// The reader.
#[derive(Debug)]
pub struct Reader<'o> {
    inputs: Inputs<'o>,
    done: u64,
    done_chain: Chain,
    stop: &'o AtomicBool,
}

impl<'o> Reader<'o> {
    /// Reads `inputs` but those that were done before, until `stop`.
    pub fn new(inputs: Inputs<'o>, before: &Before, stop: &'o AtomicBool) -> Reader<'o> {
        Reader { inputs, done: before.inputs, done_chain: before.chain, stop }
    }

    /// Gives all chunks to `give`, in order, until it has enough.
    pub fn each(&self, give: &mut Give<'_>) -> Result<(), BatchError> {
        let options = self.inputs.options;
        let (mut number, mut chain) = (0, Chain::default());
        let mut same = self.done == 0;
        let mut chunker = Chunker::new(options);
        let flow = self.inputs.each(&mut |entry| {
            if self.stop.load(Ordering::Relaxed) {
                return ControlFlow::Break(());
            }
            number += 1;
            let link = Sha256::new().chain_update(chain).chain_update(&entry.label);
            chain = link.finalize().into();
            if number <= self.done {
                same = chain == self.done_chain;
                let differs = number == self.done && !same;
                return if differs { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
            }
            let content = content(entry.body, options.max_bytes);
            chunker.add(number, chain, entry.cost, Job { label: entry.label, content }, give)
        });
        let interrupted = self.stop.load(Ordering::Relaxed);
        let too_few = flow.is_continue() && number < self.done;
        if too_few || (number >= self.done && !same && !interrupted) {
            let partial = options.output.partial.clone();
            return Err(BatchError::OtherInputs { at: self.done, partial });
        }
        // Lines do not show where a run was interrupted; row groups would.
        if !interrupted || options.format != BatchFormat::Parquet {
            let _ = chunker.give(give);
        }
        Ok(())
    }
}

/// What can be read later is; what comes by but once is read here.
pub fn content(body: Body<'_>, max: u64) -> Content {
    match body {
        Body::Failed(cause) => Content::Failed(cause),
        Body::File(path, bytes) => Content::File(path.to_owned(), bytes),
        Body::Packed(member) => Content::Packed(member),
        Body::Next(reader, size) => {
            let read = limited(reader, size, max);
            match read.and_then(|read| read.map_err(archive::broken)) {
                Ok(bytes) => Content::Here(bytes),
                Err(cause) => Content::Failed(cause),
            }
        }
    }
}
