//! What ends a batch, each in one line with a way out.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::stamp::Change;
use crate::error::Cause;

/// Why a batch ended before its inputs did.
#[derive(Debug, Error)]
pub enum BatchError {
    /// A pattern of `--glob` or `--exclude` is none.
    #[error("`{pattern}` is no pattern: {reason}; see `gongbao batch --help`")]
    Pattern {
        /// As it was given.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The program was built without Parquet.
    #[cfg(not(feature = "parquet"))]
    #[error(
        "this program was built without Parquet; build it with `--features parquet`, or take csv"
    )]
    NoParquet,
    /// The output's folder cannot be made or used.
    #[error("cannot write to `{path}`: {source}; name a folder that exists and may be written to")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file of the output cannot be written.
    #[error("cannot write `{path}`: {source}; make room or allow it, then go on with `--resume`")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// What an earlier run left cannot be read.
    #[error("`{path}` cannot be resumed from: {reason}; remove its folder and begin anew")]
    Checkpoint {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// An earlier run was not finished.
    #[error("`{0}` is left from a run that was not finished; go on with `--resume`, or remove it")]
    Unfinished(PathBuf),
    /// The earlier run was another one.
    #[error("`{0}` is from a run with other options; give the same ones, or remove it")]
    OtherOptions(PathBuf),
    /// The inputs have changed since the earlier run.
    #[error(
        "the inputs are not those of the run to be resumed: {change}; \
         restore them, or remove `{partial}` and begin anew"
    )]
    OtherInputs {
        /// What has.
        change: Change,
        /// What the earlier run left.
        partial: PathBuf,
    },
    /// Another run writes the same output.
    #[error("`{0}` is being written by another run; wait for its end, or name another `--out`")]
    InUse(PathBuf),
    /// The program has a fault that no single input can be blamed for.
    #[error("{0}")]
    Fault(Cause),
    /// No handler for Ctrl-C.
    #[error("cannot listen for Ctrl-C: {0}")]
    Signals(#[source] ctrlc::Error),
}

impl BatchError {
    /// The code to end with, as `--help` lists them.
    pub fn exit_code(&self) -> u8 {
        match self {
            BatchError::Folder { .. }
            | BatchError::Write { .. }
            | BatchError::Fault(_)
            | BatchError::Signals(_) => 1,
            _ => 2,
        }
    }
}
