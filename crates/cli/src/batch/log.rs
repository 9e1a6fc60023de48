//! A file that only grows, and can be cut back to where it was known to be whole.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::error::BatchError;

/// Such a file.
#[derive(Debug)]
pub struct Log {
    path: PathBuf,
    file: BufWriter<File>,
    len: u64,
}

impl Log {
    /// Opens the file, and cuts it off after `len` bytes.
    pub fn open(path: PathBuf, len: u64) -> Result<Log, BatchError> {
        let open = || {
            let mut file =
                OpenOptions::new().create(true).truncate(false).write(true).open(&path)?;
            if file.metadata()?.len() < len {
                let reason = "it is shorter than it was";
                return Err(std::io::Error::new(std::io::ErrorKind::UnexpectedEof, reason));
            }
            file.set_len(len)?;
            file.seek(SeekFrom::Start(len))?;
            Ok(file)
        };
        match open() {
            Ok(file) => Ok(Log { path, file: BufWriter::with_capacity(1 << 18, file), len }),
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                Err(BatchError::Checkpoint { path, reason: error.to_string() })
            }
            Err(source) => Err(BatchError::Write { path, source }),
        }
    }

    /// Adds `bytes`.
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), BatchError> {
        self.len += bytes.len() as u64;
        self.file.write_all(bytes).map_err(|source| self.failed(source))
    }

    /// Makes sure that all is on the disk, and tells how much that is.
    pub fn sync(&mut self) -> Result<u64, BatchError> {
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_data());
        synced.map_err(|source| self.failed(source))?;
        Ok(self.len)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How long it is, with what is not on the disk yet.
    pub fn len(&self) -> u64 {
        self.len
    }

    fn failed(&self, source: std::io::Error) -> BatchError {
        BatchError::Write { path: self.path.clone(), source }
    }
}
