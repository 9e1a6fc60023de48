//! The main output while it grows: lines in one file, or Parquet in segments.

use std::path::PathBuf;

use super::error::BatchError;
use super::job::Payload;
use super::log::Log;
use super::options::{BatchFormat, Options, Output};
use super::partial::Partial;
use crate::render::columns::Observations;
use crate::render::csv::{self, Opening};

/// Where documents go.
#[derive(Debug)]
pub enum Store {
    /// NDJSON or CSV.
    Lines(Log),
    /// Parquet.
    #[cfg(feature = "parquet")]
    Segments(super::parquet::Segments),
}

impl Store {
    /// Opens the store as it was at a checkpoint that says `mark`, 0 for none.
    pub fn open(options: &Options, partial: &Partial, mark: u64) -> Result<Store, BatchError> {
        match options.format {
            BatchFormat::Ndjson => {
                Ok(Store::Lines(Log::open(partial.file("documents.ndjson"), mark)?))
            }
            BatchFormat::Csv => {
                let mut log = Log::open(partial.file("observations.csv"), mark)?;
                if mark == 0 {
                    let mut header = Vec::new();
                    csv::write_header::<Observations>(&mut header, Opening::Plain).map_err(
                        |source| BatchError::Write { path: log.path().to_owned(), source },
                    )?;
                    log.append(&header)?;
                }
                Ok(Store::Lines(log))
            }
            #[cfg(feature = "parquet")]
            BatchFormat::Parquet => {
                Ok(Store::Segments(super::parquet::Segments::open(partial, mark)))
            }
            #[cfg(not(feature = "parquet"))]
            BatchFormat::Parquet => Err(BatchError::NoParquet),
        }
    }

    /// Adds the documents of a chunk.
    pub fn add(&mut self, payload: Payload) -> Result<(), BatchError> {
        match (self, payload) {
            (Store::Lines(log), Payload::Lines(lines)) => log.append(&lines),
            #[cfg(feature = "parquet")]
            (Store::Segments(segments), Payload::Segment(segment)) => segments.add(&segment),
            #[cfg(feature = "parquet")]
            _ => Ok(()), // a payload is rendered for the store that there is
        }
    }

    /// Makes sure that all is on the disk. The result brings the store back to here.
    pub fn sync(&mut self) -> Result<u64, BatchError> {
        match self {
            Store::Lines(log) => log.sync(),
            #[cfg(feature = "parquet")]
            Store::Segments(segments) => segments.sync(),
        }
    }

    /// Makes the files whole.
    pub fn finish(&mut self) -> Result<(), BatchError> {
        match self {
            Store::Lines(_) => Ok(()),
            #[cfg(feature = "parquet")]
            Store::Segments(segments) => segments.merge(),
        }
    }

    /// The finished files, and their places.
    pub fn places(options: &Options, partial: &Partial) -> Vec<(PathBuf, PathBuf)> {
        let Output { main, documents, failures, .. } = &options.output;
        let place = |name: &str, to: &PathBuf| (partial.file(name), to.clone());
        // The main file comes last: where it is, the others are.
        let mut places = vec![place("failures.ndjson", failures)];
        match options.format {
            BatchFormat::Ndjson => places.push(place("documents.ndjson", main)),
            BatchFormat::Csv => places.push(place("observations.csv", main)),
            BatchFormat::Parquet => {
                places.push(place("documents.parquet", documents));
                places.push(place("observations.parquet", main));
            }
        }
        places
    }
}
