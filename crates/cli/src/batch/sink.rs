//! Results in input order, into the files of the output.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::sync::Arc;
use std::time::Instant;

use super::Ending;
use super::error::BatchError;
use super::failure::Failure;
use super::job::{Chain, Done};
use super::label;
use super::log::Log;
use super::options::Options;
use super::partial::{Checkpoint, Partial};
use super::progress::Progress;
use super::reader::Before;
use super::seen::Seen;
use super::stamp::Record;
use super::store::Store;
use super::summary::{LeftOut, Run, Summary, Totals};
use crate::error::Cause;
use crate::render::json;

/// The end of the line.
#[derive(Debug)]
pub struct Sink<'o> {
    options: &'o Options,
    progress: &'o Progress,
    left_out: &'o LeftOut,
    partial: Partial,
    files: Files,
    inputs: u64,
    chain: Chain,
    totals: Totals,
    begun: Instant,
    run: Run,
}

/// The files that grow.
#[derive(Debug)]
struct Files {
    store: Store,
    failures: Log,
    inputs: Log,
    seen: Log,
}

impl<'o> Sink<'o> {
    /// Opens the output as it was at the checkpoint `before`.
    pub fn open(
        options: &'o Options,
        progress: &'o Progress,
        left_out: &'o LeftOut,
        partial: Partial,
        before: Option<Checkpoint>,
    ) -> Result<Sink<'o>, BatchError> {
        let begins = before.is_none();
        let before = before.unwrap_or_default();
        let files = Files {
            store: Store::open(options, &partial, before.main)?,
            failures: Log::open(partial.file("failures.ndjson"), before.failures)?,
            inputs: Log::open(partial.file("inputs.ndjson"), before.files)?,
            seen: Log::open(partial.file("seen.ndjson"), before.seen)?,
        };
        let mut sink = Sink {
            options,
            progress,
            left_out,
            partial,
            files,
            inputs: before.inputs,
            chain: before.chain,
            totals: before.totals,
            begun: Instant::now(),
            run: Run::default(),
        };
        if begins {
            sink.checkpoint(Stage::Growing)?;
        }
        Ok(sink)
    }

    /// What was done before this run, and the documents that were seen.
    pub fn before(&self) -> Result<(Before, Seen), BatchError> {
        let path = self.files.seen.path();
        let damaged = |error: &dyn std::fmt::Display| BatchError::Checkpoint {
            path: path.to_owned(),
            reason: error.to_string(),
        };
        let file = fs::File::open(path).map_err(|error| damaged(&error))?;
        let mut seen = Seen::new();
        for line in BufReader::new(file).lines() {
            let line = line.map_err(|error| damaged(&error))?;
            let (sha256, label): ([u8; 32], String) =
                serde_json::from_str(&line).map_err(|error| damaged(&error))?;
            seen.insert(sha256, Arc::from(label));
        }
        let files = &self.files.inputs;
        let record = Record::open(files.path(), files.len())?;
        Ok((Before { inputs: self.inputs, chain: self.chain, record }, seen))
    }

    /// Takes the next chunk.
    pub fn accept(&mut self, done: Done) -> Result<(), BatchError> {
        let Done { inputs, chain, files, cost, payload, seen, failures, counts, .. } = done;
        self.files.store.add(payload.map_err(BatchError::Fault)?)?;
        self.files.seen.append(&seen)?;
        self.files.inputs.append(&files)?;
        for (label, cause) in failures {
            self.failure(&label, &cause)?;
        }
        let before = self.inputs;
        self.inputs += inputs;
        self.chain = chain;
        self.totals.add(inputs, counts);
        self.run.add(counts);
        if before / self.options.checkpoint != self.inputs / self.options.checkpoint {
            self.checkpoint(Stage::Growing)?;
        }
        self.progress.done(cost, self.totals.documents);
        Ok(())
    }

    fn failure(&mut self, label: &str, cause: &Cause) -> Result<(), BatchError> {
        let failure = Failure::new(label, cause);
        *self.totals.failures.entry(failure.code.to_owned()).or_default() += 1;
        self.progress.failed(&failure);
        let mut line = Vec::new();
        json::append_line(&mut line, &failure);
        self.files.failures.append(&line)
    }

    /// Makes sure that a run can go on from here.
    fn checkpoint(&mut self, stage: Stage) -> Result<(), BatchError> {
        let checkpoint = Checkpoint {
            settings: self.options.settings(),
            inputs: self.inputs,
            chain: self.chain,
            main: self.files.store.sync()?,
            failures: self.files.failures.sync()?,
            files: self.files.inputs.sync()?,
            seen: self.files.seen.sync()?,
            totals: self.totals.clone(),
            complete: stage == Stage::Complete,
        };
        self.partial.save(&checkpoint)
    }

    /// Leaves what is done so that a run can go on from it.
    pub fn interrupt(mut self) -> Result<Ending, BatchError> {
        self.checkpoint(Stage::Growing)?;
        self.progress.interrupted(self.inputs, &label::of_path(self.partial.path()));
        Ok(Ending::Interrupted)
    }

    /// Puts the output in its place.
    pub fn publish(mut self) -> Result<Ending, BatchError> {
        self.checkpoint(Stage::Growing)?;
        self.files.store.finish()?;
        self.checkpoint(Stage::Complete)?;
        let Sink { options, progress, left_out, partial, totals, .. } = self;
        let run = Run { elapsed: self.begun.elapsed(), ..self.run };
        put_in_place(options, &partial)?;
        progress.summary(&Summary::new(&totals, left_out, run));
        Ok(ending(&totals))
    }
}

/// How far the output is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// More is to come.
    Growing,
    /// Only renames are left.
    Complete,
}

/// Puts the output of a run in its place that was killed when all but that was done.
pub fn publish_left(
    options: &Options,
    progress: &Progress,
    left_out: &LeftOut,
    partial: &Partial,
    totals: &Totals,
) -> Result<Ending, BatchError> {
    put_in_place(options, partial)?;
    progress.summary(&Summary::new(totals, left_out, Run::default()));
    Ok(ending(totals))
}

fn put_in_place(options: &Options, partial: &Partial) -> Result<(), BatchError> {
    partial.publish(&Store::places(options, partial))
}

fn ending(totals: &Totals) -> Ending {
    if totals.failures.is_empty() { Ending::AllRead } else { Ending::SomeFailed }
}
