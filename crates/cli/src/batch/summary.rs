//! What a batch came to.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::job::Counts;

/// Counts over a whole batch, with the runs that it was resumed from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Inputs, read or not.
    pub files: u64,
    /// Documents in the output.
    pub documents: u64,
    /// Their quantities.
    pub quantities: u64,
    /// Documents with the bytes of an earlier one.
    pub duplicates: u64,
    /// Inputs that are no documents, by cause.
    pub failures: BTreeMap<String, u64>,
}

impl Totals {
    /// Adds so many inputs, with the documents among them.
    pub fn add(&mut self, inputs: u64, counts: Counts) {
        self.files += inputs;
        self.documents += counts.documents;
        self.quantities += counts.quantities;
        self.duplicates += counts.duplicates;
    }
}

/// Files in folders and archives that no pattern takes, by extension.
#[derive(Debug, Default)]
pub struct LeftOut(Mutex<BTreeMap<String, u64>>);

impl LeftOut {
    /// Counts one.
    pub fn add(&self, path: &Path) {
        let extension = path.extension().map_or_else(String::new, |extension| {
            extension.to_string_lossy().to_lowercase().chars().take(16).collect()
        });
        *self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(extension).or_default() += 1;
    }

    fn counts(&self) -> BTreeMap<String, u64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The closing summary.
#[derive(Debug, Serialize)]
pub struct Summary {
    event: &'static str,
    #[serde(flatten)]
    totals: Totals,
    left_out: BTreeMap<String, u64>,
    seconds: f64,
    documents_per_second: f64,
    megabytes_per_second: f64,
}

/// What this run alone did.
#[derive(Debug, Clone, Copy, Default)]
pub struct Run {
    /// How long it took.
    pub elapsed: Duration,
    /// Documents in it.
    pub documents: u64,
    /// Bytes of their sources.
    pub bytes: u64,
}

impl Run {
    /// Adds documents.
    pub fn add(&mut self, counts: Counts) {
        self.documents += counts.documents;
        self.bytes += counts.bytes;
    }
}

impl Summary {
    /// The summary of all that was done, with the throughput of this run.
    pub fn new(totals: &Totals, left_out: &LeftOut, run: Run) -> Summary {
        let seconds = run.elapsed.as_secs_f64();
        let rate = |count: f64| (count / seconds.max(1e-9) * 10.0).round() / 10.0;
        Summary {
            event: "summary",
            totals: totals.clone(),
            left_out: left_out.counts(),
            seconds: (seconds * 1000.0).round() / 1000.0,
            documents_per_second: rate(run.documents as f64),
            megabytes_per_second: rate(run.bytes as f64 / 1e6),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Totals { files, documents, quantities, duplicates, failures } = &self.totals;
        let failed: u64 = failures.values().sum();
        writeln!(f, "files       {files}")?;
        writeln!(f, "documents   {documents}")?;
        if *duplicates > 0 {
            writeln!(f, "  of them {duplicates} with the bytes of an earlier one")?;
        }
        writeln!(f, "quantities  {quantities}")?;
        writeln!(f, "failures    {failed}")?;
        for (cause, count) in failures {
            writeln!(f, "  {count} {cause}")?;
        }
        let left_out: u64 = self.left_out.values().sum();
        if left_out > 0 {
            let kinds: Vec<String> =
                self.left_out.iter().map(|(kind, count)| format!("{count} .{kind}")).collect();
            writeln!(f, "left out    {left_out} ({}); `--glob` takes them", kinds.join(", "))?;
        }
        write!(
            f,
            "time        {:.1} s, {:.0} documents/s, {:.1} MB/s",
            self.seconds, self.documents_per_second, self.megabytes_per_second,
        )
    }
}
