//! One job: bytes to a document to what goes into the output.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, catch_unwind};

use super::job::{Content, Done, Job, Payload, Rendered};
use super::options::{BatchFormat, Options};
use crate::document::{self, Document};
use crate::error::Cause;
use crate::render::columns::{Observations, Row};
use crate::render::{csv, json};

thread_local! {
    /// Where this thread last panicked.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// A fault of the program is told as a failure of the input that it was found by, on one line.
pub fn note_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        PLACE.with(|cell| cell.replace(place));
    }));
}

/// Does a job. One bad input costs its own failure, nothing else.
pub fn done(job: Job, options: &Options) -> Done {
    let weight = job.weight();
    let Job { label, chain, cost, content } = job;
    let result = content.and_then(|content| {
        let rendered = catch_unwind(AssertUnwindSafe(|| render(&label, content, options)));
        rendered.unwrap_or_else(|_| Err(Cause::Panicked(PLACE.with(RefCell::take))))
    });
    Done { label, chain, cost, weight, result }
}

fn render(label: &str, content: Content, options: &Options) -> Result<Rendered, Cause> {
    let Content { bytes, sha256, duplicate_of } = content;
    let Document { text, mut bulletin } = document::read(&bytes, Some(label))?;
    bulletin.source.path = Some(label.to_owned());
    bulletin.source.sha256 = Some(hex(&sha256));
    let bulletin = bulletin.with_offsets(&text, options.offsets);
    let rows = || {
        gongbao::observations(&bulletin, &text)
            .map(|observation| Row { observation, duplicate_of: duplicate_of.as_deref() })
    };
    let payload = match options.format {
        BatchFormat::Ndjson => {
            let mut line = Vec::new();
            json::write_noted(&mut line, &bulletin, duplicate_of.as_deref())
                .map_err(Cause::Read)?;
            Payload::Lines(line)
        }
        BatchFormat::Csv => {
            let mut lines = Vec::new();
            csv::write_rows::<Observations>(&mut lines, rows()).map_err(Cause::Read)?;
            Payload::Lines(lines)
        }
        #[cfg(feature = "parquet")]
        BatchFormat::Parquet => {
            Payload::Tables(super::parquet::Tables::of(&bulletin, rows(), duplicate_of.as_deref()))
        }
        #[cfg(not(feature = "parquet"))]
        BatchFormat::Parquet => Payload::Lines(Vec::new()), // `Options::of` does not let it come here
    };
    let quantities = bulletin.quantities.len() as u64;
    Ok(Rendered { payload, quantities, sha256, duplicate_of })
}

/// In hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
