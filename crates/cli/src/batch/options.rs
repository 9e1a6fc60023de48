//! What was asked for, with what follows from it.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use clap::ValueEnum;
use gongbao::OffsetUnit;

use super::error::BatchError;
use super::select::Select;
use crate::args::BatchArgs;

/// The forms of a batch's output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BatchFormat {
    /// One document a line
    Ndjson,
    /// A table with one row a quantity
    Csv,
    /// That table and one of the documents, for DuckDB, pandas, Polars
    Parquet,
}

/// How much is said on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Talk {
    /// Progress, failures, a summary, for people.
    People,
    /// Failures and a summary as JSON, one object a line.
    Json,
    /// Nothing but what ends the run.
    Quiet,
}

/// Whether an earlier run is gone on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// From the beginning.
    Anew,
    /// Where the earlier run was, if there was one.
    Resumed,
}

/// Where the output goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Documents or observations.
    pub main: PathBuf,
    /// The documents table beside the observations; Parquet only.
    pub documents: PathBuf,
    /// What could not be read.
    pub failures: PathBuf,
    /// The folder in which all of that grows.
    pub partial: PathBuf,
}

/// The options of a batch.
#[derive(Debug)]
pub struct Options {
    /// Files, folders, archives, `-`.
    pub inputs: Vec<PathBuf>,
    /// The form of the output.
    pub format: BatchFormat,
    /// Where it goes.
    pub output: Output,
    /// How many documents at a time.
    pub jobs: usize,
    /// The largest input.
    pub max_bytes: u64,
    /// The most that may come out of one archive.
    pub max_archive_bytes: u64,
    /// How many inputs between two checkpoints.
    pub checkpoint: u64,
    /// What spans count.
    pub offsets: OffsetUnit,
    /// Whether to go on with an earlier run.
    pub start: Start,
    /// How much to say.
    pub talk: Talk,
    include: Vec<String>,
    exclude: Vec<String>,
}

impl Options {
    /// From the command line.
    pub fn of(args: &BatchArgs) -> Result<Options, BatchError> {
        let format = args.format.unwrap_or_else(|| format_of(&args.out));
        #[cfg(not(feature = "parquet"))]
        if format == BatchFormat::Parquet {
            return Err(BatchError::NoParquet);
        }
        let cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Ok(Options {
            inputs: args.inputs.clone(),
            format,
            output: output(&args.out, format)?,
            jobs: args.jobs.map_or_else(cores, NonZeroUsize::get),
            max_bytes: args.max_bytes,
            max_archive_bytes: args.max_archive_bytes,
            checkpoint: args.checkpoint.get(),
            offsets: args.offsets.into(),
            start: if args.resume { Start::Resumed } else { Start::Anew },
            talk: match (args.quiet, args.json_log) {
                (true, _) => Talk::Quiet,
                (false, true) => Talk::Json,
                (false, false) => Talk::People,
            },
            include: args.glob.clone(),
            exclude: args.exclude.clone(),
        })
    }

    /// What is taken of folders and archives.
    pub fn select(&self) -> Result<Arc<Select>, BatchError> {
        let Output { main, documents, failures, partial } = &self.output;
        let output = [main, documents, failures, partial].map(Clone::clone).to_vec();
        Ok(Arc::new(Select::new(&self.include, &self.exclude, output)?))
    }

    /// All that the bytes of the output follow from, besides the inputs.
    pub fn settings(&self) -> String {
        format!(
            "gongbao {} {:?} {:?} max {} {} checkpoint {} glob {:?} exclude {:?}",
            env!("CARGO_PKG_VERSION"),
            self.format,
            self.offsets,
            self.max_bytes,
            self.max_archive_bytes,
            self.checkpoint,
            self.include,
            self.exclude,
        )
    }
}

fn format_of(out: &Path) -> BatchFormat {
    match out.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => BatchFormat::Csv,
        Some("parquet") => BatchFormat::Parquet,
        _ => BatchFormat::Ndjson,
    }
}

/// Names of the files: in a folder their own, beside a file such as begin with its name.
fn output(out: &Path, format: BatchFormat) -> Result<Output, BatchError> {
    let (extension, main) = match format {
        BatchFormat::Ndjson => ("ndjson", "documents.ndjson"),
        BatchFormat::Csv => ("csv", "observations.csv"),
        BatchFormat::Parquet => ("parquet", "observations.parquet"),
    };
    let is_folder = out.is_dir() || out.as_os_str().as_encoded_bytes().ends_with(b"/");
    let folder = if is_folder { out } else { out.parent().unwrap_or(Path::new("")) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let at_folder = |source| BatchError::Folder { path: folder.to_owned(), source };
    if is_folder {
        fs::create_dir_all(folder).map_err(at_folder)?;
        return Ok(Output {
            main: out.join(main),
            documents: out.join("documents.parquet"),
            failures: out.join("failures.ndjson"),
            partial: out.join("gongbao.partial"),
        });
    }
    fs::metadata(folder).map_err(at_folder)?;
    let beside = |ending: &str| {
        let stem = match out.extension() {
            Some(own) if own == extension => out.with_extension(""),
            _ => out.to_owned(),
        };
        let mut path = stem.into_os_string();
        path.push(ending);
        PathBuf::from(path)
    };
    let mut partial = out.as_os_str().to_owned();
    partial.push(".partial");
    Ok(Output {
        main: out.to_owned(),
        documents: beside(".documents.parquet"),
        failures: beside(".failures.ndjson"),
        partial: partial.into(),
    })
}
