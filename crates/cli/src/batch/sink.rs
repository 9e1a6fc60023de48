//! Results in input order, into the files of the output.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::Ending;
use super::error::BatchError;
use super::failure::Failure;
use super::job::{Chain, Done, Rendered};
use super::label;
use super::log::Log;
use super::options::Options;
use super::partial::{Checkpoint, Partial};
use super::progress::Progress;
use super::reader::{Before, Seen};
use super::store::Store;
use super::summary::{LeftOut, Run, Summary, Totals};
use crate::error::Cause;

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
    /// Inputs since the last checkpoint.
    since: u64,
    begun: Instant,
    documents: u64,
    bytes: u64,
}

/// The files that grow.
#[derive(Debug)]
struct Files {
    store: Store,
    failures: Log,
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
            since: 0,
            begun: Instant::now(),
            documents: 0,
            bytes: 0,
        };
        if begins {
            sink.checkpoint(Stage::Growing)?;
        }
        Ok(sink)
    }

    /// What was done before this run.
    pub fn before(&self) -> Result<Before, BatchError> {
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
        Ok(Before { inputs: self.inputs, chain: self.chain, seen })
    }

    /// Takes the next result.
    pub fn accept(&mut self, done: Done) -> Result<(), BatchError> {
        let Done { label, chain, cost, weight, result } = done;
        self.inputs += 1;
        self.chain = chain;
        self.totals.files += 1;
        match result {
            Ok(rendered) => self.document(&label, rendered, weight)?,
            Err(cause) => self.failure(&label, &cause)?,
        }
        self.since += 1;
        if self.since >= self.options.checkpoint || self.files.store.is_full() {
            self.checkpoint(Stage::Growing)?;
        }
        self.progress.done(cost, self.totals.documents);
        Ok(())
    }

    fn document(
        &mut self,
        label: &str,
        rendered: Rendered,
        weight: usize,
    ) -> Result<(), BatchError> {
        self.totals.documents += 1;
        self.totals.quantities += rendered.quantities;
        self.documents += 1;
        self.bytes += weight as u64;
        if rendered.duplicate_of.is_some() {
            self.totals.duplicates += 1;
        } else {
            self.files.seen.append(&json_line(&(rendered.sha256, label)))?;
        }
        self.files.store.add(rendered.payload)
    }

    fn failure(&mut self, label: &str, cause: &Cause) -> Result<(), BatchError> {
        let failure = Failure::new(label, cause);
        *self.totals.failures.entry(failure.code.to_owned()).or_default() += 1;
        self.progress.failed(&failure);
        self.files.failures.append(&json_line(&failure))
    }

    /// Makes sure that a run can go on from here.
    fn checkpoint(&mut self, stage: Stage) -> Result<(), BatchError> {
        self.since = 0;
        let checkpoint = Checkpoint {
            settings: self.options.settings(),
            inputs: self.inputs,
            chain: self.chain,
            main: self.files.store.sync()?,
            failures: self.files.failures.sync()?,
            seen: self.files.seen.sync()?,
            totals: self.totals.clone(),
            complete: stage == Stage::Complete,
        };
        self.partial.save(&checkpoint)
    }

    /// Leaves what is done so that a run can go on from it.
    pub fn interrupt(mut self) -> Result<Ending, BatchError> {
        self.checkpoint_early()?;
        self.progress.interrupted(self.inputs, &label::of_path(self.partial.path()));
        Ok(Ending::Interrupted)
    }

    /// Puts the output in its place.
    pub fn publish(mut self) -> Result<Ending, BatchError> {
        self.checkpoint(Stage::Growing)?;
        self.files.store.finish()?;
        self.checkpoint(Stage::Complete)?;
        let Sink { options, progress, left_out, partial, totals, .. } = self;
        let run =
            Run { elapsed: self.begun.elapsed(), documents: self.documents, bytes: self.bytes };
        put_in_place(options, &partial)?;
        progress.summary(&Summary::new(&totals, left_out, run));
        Ok(ending(&totals))
    }

    /// A checkpoint where a run without an interruption has none. Lines do not show where it was;
    /// segments would, so what came after the last of them is done again.
    fn checkpoint_early(&mut self) -> Result<(), BatchError> {
        match &self.files.store {
            Store::Lines(_) => self.checkpoint(Stage::Growing),
            #[cfg(feature = "parquet")]
            Store::Segments(_) => Ok(()),
        }
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
    let run = Run { elapsed: Duration::ZERO, documents: 0, bytes: 0 };
    progress.summary(&Summary::new(totals, left_out, run));
    Ok(ending(totals))
}

fn put_in_place(options: &Options, partial: &Partial) -> Result<(), BatchError> {
    partial.publish(&Store::places(options, partial))
}

fn ending(totals: &Totals) -> Ending {
    if totals.failures.is_empty() { Ending::AllRead } else { Ending::SomeFailed }
}

fn json_line(value: &impl Serialize) -> Vec<u8> {
    // Nothing in these values can fail to be JSON.
    let mut line = serde_json::to_vec(value).unwrap_or_default();
    line.push(b'\n');
    line
}
