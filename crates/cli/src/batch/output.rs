//! What a worker makes of a chunk's documents.

use gongbao::Bulletin;

use super::job::Payload;
use super::options::BatchFormat;
use crate::error::Cause;
use crate::render::columns::{Observations, Row};
use crate::render::{csv, json};

/// Documents in the output's format, while they are added.
pub enum Output {
    /// NDJSON.
    Documents(Vec<u8>),
    /// CSV.
    Rows(Box<csv::Rows>),
    /// Parquet.
    #[cfg(feature = "parquet")]
    Segment(Box<super::parquet::Growing>),
}

impl Output {
    /// Nothing yet.
    pub fn of(format: BatchFormat) -> Output {
        match format {
            BatchFormat::Ndjson => Output::Documents(Vec::new()),
            BatchFormat::Csv => Output::Rows(Box::new(csv::Rows::new())),
            #[cfg(feature = "parquet")]
            BatchFormat::Parquet => Output::Segment(Box::default()),
            #[cfg(not(feature = "parquet"))]
            BatchFormat::Parquet => Output::Documents(Vec::new()), // `Options::of` does not let it come here
        }
    }

    /// Adds a document with the text that it is of, and an earlier input with its bytes.
    pub fn add(
        &mut self,
        bulletin: &Bulletin,
        text: &str,
        duplicate_of: Option<&str>,
    ) -> Result<(), Cause> {
        let rows = || {
            gongbao::observations(bulletin, text)
                .map(|observation| Row { observation, duplicate_of })
        };
        match self {
            Output::Documents(lines) => json::append_noted(lines, bulletin, duplicate_of),
            Output::Rows(lines) => lines.add::<Observations>(rows()),
            #[cfg(feature = "parquet")]
            Output::Segment(segment) => segment.add(bulletin, rows(), duplicate_of),
        }
        .map_err(Cause::Read)
    }

    /// All that was added.
    pub fn finish(self) -> Result<Payload, Cause> {
        Ok(match self {
            Output::Documents(lines) => Payload::Lines(lines),
            Output::Rows(lines) => Payload::Lines(lines.finish().map_err(Cause::Read)?),
            #[cfg(feature = "parquet")]
            Output::Segment(segment) => Payload::Segment(segment.finish().map_err(Cause::Read)?),
        })
    }
}
