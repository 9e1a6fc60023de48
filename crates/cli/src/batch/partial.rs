//! The folder in which output grows, and the checkpoint in it.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::BatchError;
use super::job::Chain;
use super::lock::Lock;
use super::options::Options;
use super::summary::Totals;

/// How far a run was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// What the bytes of the output follow from besides the inputs.
    pub settings: String,
    /// How many inputs are done.
    pub inputs: u64,
    /// The chain up to the last of them.
    pub chain: Chain,
    /// How long the main file is; for Parquet, how many segments there are.
    pub main: u64,
    /// How long the list of failures is.
    pub failures: u64,
    /// How long the list of files is.
    pub files: u64,
    /// How long the list of documents that were seen is.
    pub seen: u64,
    /// The counts up to here.
    pub totals: Totals,
    /// Whether all inputs are done, and only renames are left.
    pub complete: bool,
}

/// The folder.
#[derive(Debug)]
pub struct Partial {
    path: PathBuf,
    /// Nobody else writes there.
    _lock: Lock,
}

impl Partial {
    /// Opens the folder, made if there is none, and the checkpoint in it if it is to be gone on from.
    pub fn open(options: &Options) -> Result<(Partial, Option<Checkpoint>), BatchError> {
        let path = options.output.partial.as_path();
        let lock = Lock::take(path, options.start)?;
        let (partial, checkpoint) = Partial::at(path, lock)?;
        let other = |before: &Checkpoint| before.settings != options.settings();
        if checkpoint.as_ref().is_some_and(other) {
            return Err(BatchError::OtherOptions(path.to_owned()));
        }
        Ok((partial, checkpoint))
    }

    fn at(path: &Path, lock: Lock) -> Result<(Partial, Option<Checkpoint>), BatchError> {
        let partial = Partial { path: path.to_owned(), _lock: lock };
        let file = partial.file("checkpoint.json");
        let checkpoint = match fs::read(&file) {
            Ok(json) => Some(serde_json::from_slice(&json).map_err(|error| {
                BatchError::Checkpoint { path: file, reason: error.to_string() }
            })?),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => {
                return Err(BatchError::Checkpoint { path: file, reason: error.to_string() });
            }
        };
        Ok((partial, checkpoint))
    }

    /// A file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Replaces the checkpoint, at once and for good.
    pub fn save(&self, checkpoint: &Checkpoint) -> Result<(), BatchError> {
        let (new, place) = (self.file("checkpoint.json.new"), self.file("checkpoint.json"));
        let save = || {
            let mut file = File::create(&new)?;
            file.write_all(&serde_json::to_vec(checkpoint)?)?;
            file.sync_data()?;
            fs::rename(&new, &place)?;
            sync_folder(&self.path)
        };
        save().map_err(|source| BatchError::Write { path: place.clone(), source })
    }

    /// Renames finished files to their places, and removes the folder. If it is stopped on the way,
    /// it can be called again.
    pub fn publish(&self, files: &[(PathBuf, PathBuf)]) -> Result<(), BatchError> {
        for (from, to) in files {
            let publish = || {
                if from.exists() {
                    fs::rename(from, to)?;
                }
                sync_folder(to.parent().unwrap_or(Path::new("")))
            };
            publish().map_err(|source| BatchError::Write { path: to.clone(), source })?;
        }
        fs::remove_dir_all(&self.path)
            .map_err(|source| BatchError::Folder { path: self.path.clone(), source })
    }
}

/// Makes sure that renames in a folder are on the disk.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}
