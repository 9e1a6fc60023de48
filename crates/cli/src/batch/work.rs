//! One chunk: bytes to documents to what goes into the output.

use std::cell::RefCell;
use std::fs::File;
use std::panic::{self, AssertUnwindSafe, catch_unwind};

use gongbao::Bulletin;
use sha2::{Digest as _, Sha256};

use super::archive::Unpacker;
use super::job::{Chunk, Content, Counts, Done, Job};
use super::limited::limited;
use super::options::Options;
use super::output::Output;
use super::seen::{Gate, Known};
use crate::document::{self, Document};
use crate::error::Cause;
use crate::render::json;

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

/// Does a chunk, which is that with this number. One bad input costs its own failure, nothing else.
pub fn done(number: u64, chunk: Chunk, gate: &Gate, options: &Options) -> Done {
    let Chunk { jobs, chain, files, cost, weight } = chunk;
    let inputs = jobs.len() as u64;
    let mut unpacker = Unpacker::default();
    let mut sources: Vec<Source> =
        jobs.into_iter().map(|job| Source::of(job, &mut unpacker, options.max_bytes)).collect();
    drop(unpacker);
    gate.pass(number, sources.iter_mut().filter_map(Source::known));
    let rendered = loop {
        if let Some(rendered) = render(&mut sources, options) {
            break rendered;
        }
    };
    let (output, seen, counts) = rendered;
    let payload = caught(|| output.finish());
    let failures =
        sources.into_iter().filter_map(|source| Some((source.label, source.read.err()?)));
    let failures = failures.collect();
    Done { inputs, chain, files, cost, weight, payload, seen, failures, counts }
}

/// An input whose bytes were read, or could not be.
struct Source {
    label: String,
    read: Result<(Vec<u8>, Known), Cause>,
}

impl Source {
    fn of(job: Job, unpacker: &mut Unpacker, max: u64) -> Source {
        let Job { label, content } = job;
        let read = caught(|| bytes(content, &label, unpacker, max)).map(|bytes| {
            let sha256 = Sha256::digest(&bytes).into();
            (bytes, Known { sha256, first: None })
        });
        Source { label, read }
    }

    fn known(&mut self) -> Option<(&str, &mut Known)> {
        Some((&self.label, &mut self.read.as_mut().ok()?.1))
    }
}

/// All bytes of an input, if they are no more than `max`.
pub fn bytes(
    content: Content,
    label: &str,
    unpacker: &mut Unpacker,
    max: u64,
) -> Result<Vec<u8>, Cause> {
    match content {
        Content::Failed(cause) => Err(cause),
        Content::Here(bytes) => Ok(bytes),
        Content::Packed(member) => unpacker.unpack(&member, max),
        Content::File(path, expected) => {
            let in_file = |error| Cause::of_io(error, label);
            let file = File::open(path).map_err(in_file)?;
            if expected > max {
                return Err(Cause::TooLarge { max });
            }
            limited(file, expected, max)?.map_err(in_file)
        }
    }
}

/// Where an input came to be none.
enum Stumble {
    /// Before any of it was rendered.
    Before(Cause),
    /// After some of it may have been.
    Within(Cause),
}

/// Parses and renders what was read. A fault on the way to a document is its failure; one after some
/// of it was rendered is that too, and nothing is given: all but that document is to be done again.
fn render(sources: &mut [Source], options: &Options) -> Option<(Output, Vec<u8>, Counts)> {
    let (mut output, mut seen, mut counts) =
        (Output::of(options.format), Vec::new(), Counts::default());
    for source in sources {
        let Ok((bytes, known)) = &source.read else { continue };
        let first = known.first.as_deref();
        let added = match caught(|| parse(&source.label, bytes, &known.sha256, options)) {
            Err(cause) => Err(Stumble::Before(cause)),
            Ok(Document { text, bulletin }) => caught(|| output.add(&bulletin, &text, first))
                .map(|()| bulletin.quantities.len())
                .map_err(Stumble::Within),
        };
        match added {
            Ok(quantities) => {
                counts.documents += 1;
                counts.quantities += quantities as u64;
                counts.bytes += bytes.len() as u64;
                match first {
                    Some(_) => counts.duplicates += 1,
                    None => json::append_line(&mut seen, &(known.sha256, &source.label)),
                }
            }
            Err(Stumble::Before(cause)) => source.read = Err(cause),
            Err(Stumble::Within(cause)) => {
                source.read = Err(cause);
                return None;
            }
        }
    }
    Some((output, seen, counts))
}

fn parse<'b>(
    label: &str,
    bytes: &'b [u8],
    sha256: &[u8],
    options: &Options,
) -> Result<Document<'b>, Cause> {
    let Document { text, bulletin } = document::read(bytes, Some(label))?;
    let mut bulletin: Bulletin = bulletin;
    bulletin.source.path = Some(label.to_owned());
    bulletin.source.sha256 = Some(hex(sha256));
    let bulletin = bulletin.with_offsets(&text, options.offsets);
    Ok(Document { text, bulletin })
}

/// A panic is a failure.
fn caught<T>(work: impl FnOnce() -> Result<T, Cause>) -> Result<T, Cause> {
    let done = catch_unwind(AssertUnwindSafe(work));
    done.unwrap_or_else(|_| Err(Cause::Panicked(PLACE.with(RefCell::take))))
}

/// In hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
