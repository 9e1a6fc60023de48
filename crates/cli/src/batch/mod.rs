//! Archives: thousands of inputs, one command.
//!
//! ```text
//! inputs ─ entries in order ─→ reader ─ chunks ─→ workers ─ results ─→ sink (in input order)
//!                                 ↑                                      │
//!                                 └────────── window: what is under way ─┘
//! ```
//!
//! - `input.rs` walks files, folders, archives and lists, always in the same order; `archive/` goes
//!   through an archive's members.
//! - `reader.rs` and `chunk.rs` put them into chunks. Where a chunk ends depends on the inputs alone.
//! - `pool.rs` has the threads. One worker is done without any.
//! - `work.rs` reads a chunk's inputs, unpacks them, tells by `seen.rs` which were there before, parses
//!   and renders them. Only TAR, which can be read but from one end to the other, is read by the reader.
//! - `sink.rs` writes results in input order, so that output is the same whatever `--jobs` says.
//!
//! # Memory
//!
//! Under way are some MiB of input for each worker (`chunk.rs`), or one chunk for each worker if those
//! are larger (`window.rs`). A document that is longer than a chunk is a chunk alone. So what is in
//! memory, whether it waits, is parsed, or waits to be written, is at most `--jobs` long documents, or
//! those few MiB of others. A document takes about 27 times its length while it is parsed and
//! rendered, and 80 times where there is a quantity every eight bytes.
//!
//! # How a run is resumed
//!
//! All output grows in a folder beside it, `OUT.partial`, and is renamed into place at the end. After
//! every `--checkpoint` inputs the files there are synced to the disk, and then `checkpoint.json`, which
//! tells how many inputs are done and how long each file was, is replaced by rename. A run that is
//! killed leaves at worst some bytes after the last checkpoint; `--resume` cuts those off, passes over
//! the inputs that are done, and goes on. A list of the files that were read, with their lengths and times
//! (`stamp.rs`), and a chain of checksums over the names of all inputs tell when they are not the ones
//! that the earlier run saw. Whoever writes there holds a lock (`lock.rs`). Parquet cannot grow line by line: each chunk becomes
//! a segment, a file of its own, and at the end the segments' row groups are copied one after another
//! into the output, without decoding them.

pub mod archive;
mod chunk;
mod error;
mod failure;
mod input;
mod job;
mod label;
mod limited;
mod lock;
mod log;
mod options;
mod output;
#[cfg(feature = "parquet")]
mod parquet;
mod partial;
mod pool;
mod progress;
mod reader;
mod seen;
mod select;
mod sink;
mod stamp;
mod store;
mod summary;
mod window;
mod work;

use std::sync::atomic::{AtomicBool, Ordering};

pub use error::BatchError;
pub use options::BatchFormat;
pub use reader::content;
pub use select::Select;
pub use summary::LeftOut;
pub use work::bytes;

use crate::args::BatchArgs;
use input::Inputs;
use options::Options;
use partial::Partial;
use progress::Progress;
use reader::Reader;
use sink::Sink;

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
    let (before, seen) = sink.before()?;
    let mut reader = Reader::new(inputs, before, &INTERRUPTED);
    pool::run(&mut reader, seen, &options, &mut sink)?;
    if INTERRUPTED.load(Ordering::Relaxed) {
        return sink.interrupt();
    }
    sink.publish()
}
