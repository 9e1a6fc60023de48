//! Entries to chunks of inputs, without those that earlier runs have done.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use sha2::{Digest as _, Sha256};

use super::archive;
use super::chunk::{Chunker, Give};
use super::error::BatchError;
use super::input::{Body, Inputs, Step};
use super::job::{Chain, Content, Job};
use super::limited::limited;
use super::options::BatchFormat;
use super::stamp::{Change, Compared, Record};

/// What earlier runs have done.
#[derive(Debug)]
pub struct Before {
    /// How many inputs.
    pub inputs: u64,
    /// The chain up to the last of them.
    pub chain: Chain,
    /// The files that they were in.
    pub record: Record,
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

    /// Gives all chunks to `give`, in order, until it has enough.
    pub fn each(&mut self, give: &mut Give<'_>) -> Result<(), BatchError> {
        let options = self.inputs.options;
        let Before { inputs: done, chain: done_chain, ref mut record } = self.before;
        let (mut number, mut chain) = (0, Chain::default());
        let mut chunker = Chunker::new(options);
        // Why it cannot go on with the earlier run.
        let mut refused = Ok(None);
        let flow = self.inputs.each(&mut |step| {
            if self.stop.load(Ordering::Relaxed) {
                return ControlFlow::Break(());
            }
            let entry = match step {
                Step::Entry(entry) => entry,
                Step::File(stamp) => {
                    refused = match record.compare(&stamp) {
                        Ok(Compared::Changed(change)) => Ok(Some(change)),
                        Ok(Compared::Unrecorded) => {
                            chunker.note(&stamp);
                            Ok(None)
                        }
                        Ok(Compared::Same) => Ok(None),
                        Err(error) => Err(error),
                    };
                    let goes_on = matches!(refused, Ok(None));
                    return if goes_on {
                        ControlFlow::Continue(())
                    } else {
                        ControlFlow::Break(())
                    };
                }
            };
            number += 1;
            let link = Sha256::new().chain_update(chain).chain_update(&entry.label);
            chain = link.finalize().into();
            if number <= done {
                if number == done && chain != done_chain {
                    refused = Ok(Some(Change::Members(done)));
                    return ControlFlow::Break(());
                }
                return ControlFlow::Continue(());
            }
            let content = content(entry.body, options.max_bytes);
            chunker.add(number, chain, entry.cost, Job { label: entry.label, content }, give)
        });
        let mut change = refused?;
        if flow.is_continue() && change.is_none() {
            change = record.rest()?.or((number < done).then_some(Change::Members(done)));
        }
        if let Some(change) = change {
            let partial = options.output.partial.clone();
            return Err(BatchError::OtherInputs { change, partial });
        }
        // Lines do not show where a run was interrupted; row groups would.
        let interrupted = self.stop.load(Ordering::Relaxed);
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
