//! What files were like when a run came to them, so that one that goes on can tell what has changed.
//!
//! `inputs.ndjson` beside the growing output has a line for each file on the disk, archives among them,
//! as far as the checkpoint is: name, length, time of the last change.

use std::fmt;
use std::fs::{self, File, Metadata};
use std::io::{BufRead, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::error::BatchError;
use super::label;

/// What a file is like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Its name.
    pub path: String,
    /// How long it is.
    pub bytes: u64,
    /// When it was last changed, in nanoseconds since 1970, where the system tells.
    pub modified: Option<i64>,
}

impl Stamp {
    /// The stamp of a file.
    pub fn of(path: &Path, metadata: &Metadata) -> Stamp {
        let since = metadata.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        let modified = since.and_then(|since| i64::try_from(since.as_nanos()).ok());
        // A device is what it is at any time.
        let modified = modified.filter(|_| metadata.is_file());
        Stamp { path: label::of_path(path), bytes: metadata.len(), modified }
    }

    /// What has become of what this stamp is of, if `now` stands in its place.
    fn change(self, now: &Stamp) -> Option<Change> {
        let Stamp { path, bytes, modified } = self;
        if path != now.path {
            let is_there = fs::symlink_metadata(&path).is_ok();
            return Some(if is_there {
                Change::Added(now.path.clone())
            } else {
                Change::Gone(path)
            });
        }
        if bytes != now.bytes {
            return Some(Change::Length { path, before: bytes, now: now.bytes });
        }
        (modified != now.modified).then_some(Change::Modified(path))
    }
}

/// What has changed between two runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// There is a file where there was none.
    Added(String),
    /// A file is not where it was.
    Gone(String),
    /// A file is longer or shorter.
    Length {
        /// The file.
        path: String,
        /// How long it was.
        before: u64,
        /// How long it is.
        now: u64,
    },
    /// A file was written to.
    Modified(String),
    /// The members of archives are others, after so many inputs.
    Members(u64),
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Change::Added(path) => write!(f, "`{path}` is new among them"),
            Change::Gone(path) => write!(f, "`{path}` is no longer among them"),
            Change::Length { path, before, now } => {
                write!(f, "`{path}` had {before} bytes and has {now}")
            }
            Change::Modified(path) => write!(f, "`{path}` was modified since"),
            Change::Members(inputs) => write!(f, "they differ in the first {inputs}"),
        }
    }
}

/// The stamps that an earlier run left.
#[derive(Debug)]
pub struct Record {
    path: PathBuf,
    lines: BufReader<std::io::Take<File>>,
}

impl Record {
    /// Those in the first `bytes` of a file.
    pub fn open(path: &Path, bytes: u64) -> Result<Record, BatchError> {
        let file = File::open(path).map_err(|error| unreadable(path, &error))?;
        Ok(Record { path: path.to_owned(), lines: BufReader::new(file.take(bytes)) })
    }

    /// Compares the next file with what stands there for it. Where nothing does, it is to be recorded.
    pub fn compare(&mut self, now: &Stamp) -> Result<Compared, BatchError> {
        Ok(match self.next()? {
            None => Compared::Unrecorded,
            Some(stamp) => stamp.change(now).map_or(Compared::Same, Compared::Changed),
        })
    }

    /// What is left when there are no more files.
    pub fn rest(&mut self) -> Result<Option<Change>, BatchError> {
        Ok(self.next()?.map(|stamp| Change::Gone(stamp.path)))
    }

    fn next(&mut self) -> Result<Option<Stamp>, BatchError> {
        let mut line = String::new();
        let read =
            self.lines.read_line(&mut line).map_err(|error| unreadable(&self.path, &error))?;
        if read == 0 {
            return Ok(None);
        }
        serde_json::from_str(&line).map(Some).map_err(|error| unreadable(&self.path, &error))
    }
}

/// What a comparison comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compared {
    /// It is as it was.
    Same,
    /// It is not.
    Changed(Change),
    /// The earlier run did not come so far.
    Unrecorded,
}

fn unreadable(path: &Path, error: &dyn fmt::Display) -> BatchError {
    BatchError::Checkpoint { path: path.to_owned(), reason: error.to_string() }
}
