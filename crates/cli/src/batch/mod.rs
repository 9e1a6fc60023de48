//! Archives: thousands of inputs, one command.
//!
//! ```text
//! inputs ─ entries in order ─→ reader ─ jobs ─→ workers ─ results ─→ sink (in input order)
//!                                 ↑                                    │
//!                                 └────────── window: what is under way┘
//! ```
//!
//! - `input.rs` walks files, folders, archives and lists, always in the same order.
//! - `pool.rs` has the threads. One job at a time is done without any.
//! - `work.rs` makes a job's bytes into a document and renders it.
//! - `sink.rs` takes results in input order, so that output is the same whatever `--jobs` says.
//!
//! # How a run is resumed
//!
//! All output grows in a folder beside it, `OUT.partial`, and is renamed into place at the end. After
//! every `--checkpoint` inputs the files there are synced to the disk, and then `checkpoint.json`, which
//! tells how many inputs are done and how long each file was, is replaced by rename. A run that is
//! killed leaves at worst some bytes after the last checkpoint; `--resume` cuts those off, passes over
//! the inputs that are done, and goes on. A chain of checksums over the names of the inputs tells when
//! they are not the ones that the earlier run saw. Parquet cannot grow line by line: between two
//! checkpoints lies one segment, a file of its own, and at the end the segments' row groups are copied
//! one after another into the output, without decoding them.

mod archive;
mod error;
mod failure;
mod input;
mod job;
mod label;
mod log;
mod options;
#[cfg(feature = "parquet")]
mod parquet;
mod partial;
mod pool;
mod progress;
mod reader;
mod select;
mod sink;
mod store;
mod summary;
mod window;
mod work;

use std::sync::atomic::{AtomicBool, Ordering};

pub use error::BatchError;
pub use options::BatchFormat;

use crate::args::BatchArgs;
use input::Inputs;
use options::Options;
use partial::Partial;
use progress::Progress;
use reader::Reader;
use sink::Sink;
use summary::LeftOut;

/// What a batch that came to its end came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// All inputs were read.
    AllRead,
    /// Some could not be read; they are listed.
    SomeFailed,
    /// It was interrupted; `--resume` goes on.
    Interrupted,
}

/// Set by Ctrl-C.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Runs `gongbao batch`.
pub fn run(args: &BatchArgs) -> Result<Ending, BatchError> {
    let options = Options::of(args)?;
    // A second Ctrl-C ends the program at once; what is at the last checkpoint is safe.
    ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })
    .map_err(BatchError::Signals)?;
    work::note_panics();
    let (select, left_out) = (options.select()?, LeftOut::default());
    let inputs = Inputs { options: &options, select: &select, left_out: &left_out };
    let progress = Progress::new(&inputs);
    let (partial, before) = Partial::open(&options)?;
    if let Some(before) = before.as_ref().filter(|before| before.complete) {
        return sink::publish_left(&options, &progress, &left_out, &partial, &before.totals);
    }
    let mut sink = Sink::open(&options, &progress, &left_out, partial, before)?;
    let reader = Reader::new(inputs, sink.before()?, &INTERRUPTED);
    pool::run(reader, &options, &mut sink)?;
    if INTERRUPTED.load(Ordering::Relaxed) {
        return sink.interrupt();
    }
    sink.publish()
}
