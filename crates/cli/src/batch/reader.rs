//! Entries to jobs: reads their bytes, and tells which were there before.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sha2::{Digest as _, Sha256};

use super::archive;
use super::error::BatchError;
use super::input::{Body, Entry, Inputs};
use super::job::{Chain, Content, Job};
use crate::error::Cause;

/// The documents there were, by their checksum. The only thing in a batch that grows with the number
/// of documents, by some 150 bytes each.
pub type Seen = HashMap<[u8; 32], Arc<str>>;

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
    before: Before,
    stop: &'o AtomicBool,
}

impl<'o> Reader<'o> {
    /// Reads `inputs` but those that were done before, until `stop`.
    pub fn new(inputs: Inputs<'o>, before: Before, stop: &'o AtomicBool) -> Reader<'o> {
        Reader { inputs, before, stop }
    }

    /// Gives all jobs to `give`, in order, until it has enough.
    pub fn each(&mut self, give: &mut dyn FnMut(Job) -> ControlFlow<()>) -> Result<(), BatchError> {
        let Before { inputs: done, chain: done_chain, ref mut seen } = self.before;
        let (mut number, mut chain) = (0, Chain::default());
        let mut same = done == 0;
        let max = self.inputs.options.max_bytes;
        let flow = self.inputs.each(&mut |entry| {
            if self.stop.load(Ordering::Relaxed) {
                return ControlFlow::Break(());
            }
            number += 1;
            let link = Sha256::new().chain_update(chain).chain_update(&entry.label);
            chain = link.finalize().into();
            if number <= done {
                same = chain == done_chain;
                let differs = number == done && !same;
                return if differs { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
            }
            give(job(entry, chain, max, seen))
        });
        let interrupted = self.stop.load(Ordering::Relaxed);
        let too_few = flow.is_continue() && number < done;
        if too_few || (number >= done && !same && !interrupted) {
            let partial = self.inputs.options.output.partial.clone();
            return Err(BatchError::OtherInputs { at: done, partial });
        }
        Ok(())
    }
}

fn job(entry: Entry<'_>, chain: Chain, max: u64, seen: &mut Seen) -> Job {
    let Entry { label, cost, body } = entry;
    let content = bytes(body, &label, max).map(|bytes| {
        let sha256: [u8; 32] = Sha256::digest(&bytes).into();
        let duplicate_of = seen.get(&sha256).map(Arc::clone);
        if duplicate_of.is_none() {
            seen.insert(sha256, Arc::from(label.as_str()));
        }
        Content { bytes, sha256, duplicate_of }
    });
    Job { label, chain, cost, content }
}

/// All bytes of an entry, if they are no more than `max`.
fn bytes(body: Body<'_>, label: &str, max: u64) -> Result<Vec<u8>, Cause> {
    match body {
        Body::Failed(cause) => Err(cause),
        Body::Member(member) => limited(member, max)?.map_err(archive::broken),
        Body::File(path) => {
            let in_file = |error| Cause::of_io(error, label);
            let file = File::open(path).map_err(in_file)?;
            if file.metadata().is_ok_and(|metadata| metadata.len() > max) {
                return Err(Cause::TooLarge { max });
            }
            limited(file, max)?.map_err(in_file)
        }
    }
}

fn limited(reader: impl Read, max: u64) -> Result<std::io::Result<Vec<u8>>, Cause> {
    let mut bytes = Vec::new();
    let read = reader.take(max.saturating_add(1)).read_to_end(&mut bytes);
    if bytes.len() as u64 > max {
        return Err(Cause::TooLarge { max });
    }
    Ok(read.map(|_| bytes))
}
