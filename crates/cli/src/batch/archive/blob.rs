//! Bytes that several readers can read at once, each from its own place.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::batch::label;

/// Where the bytes of an archive are.
#[derive(Debug)]
pub enum Origin {
    /// In a file.
    File(PathBuf),
    /// In memory.
    Memory(Vec<u8>),
}

impl Origin {
    /// The bytes from the first to the last, wherever they come from: a pipe will do.
    pub fn stream(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(match self {
            Origin::File(path) => Box::new(File::open(path)?),
            Origin::Memory(bytes) => Box::new(Cursor::new(bytes)),
        })
    }

    /// The name of the archive.
    pub fn label(&self) -> String {
        label::of_path(match self {
            Origin::File(path) => path,
            Origin::Memory(_) => Path::new("memory"),
        })
    }
}

/// How much is read ahead: the members of an archive lie one behind the other.
const AHEAD: usize = 1 << 15;

/// A reader. A copy of it opens its own file when it is first read from, so that copies that wait hold
/// none open.
#[derive(Debug)]
pub struct Blob {
    origin: Arc<Origin>,
    file: Option<File>,
    at: u64,
    ahead: Vec<u8>,
    /// Where `ahead` is from.
    from: u64,
}

impl Blob {
    /// A reader from the beginning.
    pub fn open(origin: &Arc<Origin>) -> io::Result<Blob> {
        let mut blob = Blob::of(origin);
        if let Origin::File(path) = &**origin {
            blob.file = Some(File::open(path)?);
        }
        Ok(blob)
    }

    fn of(origin: &Arc<Origin>) -> Blob {
        Blob { origin: Arc::clone(origin), file: None, at: 0, ahead: Vec::new(), from: 0 }
    }

    /// What is already there of the bytes from here.
    fn rest(&self) -> &[u8] {
        let skipped = self.at.checked_sub(self.from).and_then(|skipped| skipped.try_into().ok());
        skipped.and_then(|skipped: usize| self.ahead.get(skipped..)).unwrap_or_default()
    }
}

impl Clone for Blob {
    fn clone(&self) -> Blob {
        Blob::of(&self.origin)
    }
}

impl Read for Blob {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Origin::Memory(bytes) = &*self.origin {
            let start = usize::try_from(self.at).unwrap_or(usize::MAX).min(bytes.len());
            let read = (&bytes[start..]).read(buffer)?;
            self.at += read as u64;
            return Ok(read);
        }
        if self.rest().is_empty() {
            self.ahead.resize(AHEAD, 0);
            let file = match (&mut self.file, &*self.origin) {
                (Some(file), _) => file,
                (none, Origin::File(path)) => none.insert(File::open(path)?),
                (None, Origin::Memory(_)) => return Ok(0),
            };
            let read = file.seek(SeekFrom::Start(self.at)).and_then(|_| file.read(&mut self.ahead));
            self.from = self.at;
            self.ahead.truncate(*read.as_ref().unwrap_or(&0));
            read?;
        }
        let read = self.rest().read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Blob {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let (base, by) = match to {
            SeekFrom::Start(at) => (at, 0),
            SeekFrom::Current(by) => (self.at, by),
            SeekFrom::End(by) => match &*self.origin {
                Origin::File(path) => (path.metadata()?.len(), by),
                Origin::Memory(bytes) => (bytes.len() as u64, by),
            },
        };
        let outside = || io::Error::from(io::ErrorKind::InvalidInput);
        self.at = base.checked_add_signed(by).ok_or_else(outside)?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_file_reads_as_memory_does() {
        let bytes: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("blob");
        std::fs::write(&path, &bytes).unwrap();
        let file = Blob::open(&Arc::new(Origin::File(path))).unwrap();
        let memory = Blob::open(&Arc::new(Origin::Memory(bytes.clone()))).unwrap();
        let places = [
            (SeekFrom::Start(0), 10),
            (SeekFrom::Current(7), 40_000),
            (SeekFrom::Current(-39_999), 8),
            (SeekFrom::End(-5), 50),
            (SeekFrom::Start(1 << 40), 1),
            (SeekFrom::Start(AHEAD as u64 - 1), 2),
        ];
        for (mut file, mut memory) in [(file.clone(), memory.clone()), (file, memory)] {
            for (to, length) in places {
                let at = file.seek(to).unwrap();
                assert_eq!(at, memory.seek(to).unwrap(), "{to:?}");
                let (mut left, mut right) = (Vec::new(), Vec::new());
                file.by_ref().take(length).read_to_end(&mut left).unwrap();
                memory.by_ref().take(length).read_to_end(&mut right).unwrap();
                let start = usize::try_from(at).unwrap().min(bytes.len());
                let end = (start + usize::try_from(length).unwrap()).min(bytes.len());
                assert!(left == bytes[start..end] && left == right, "{to:?}");
            }
            assert!(file.seek(SeekFrom::Current(i64::MIN)).is_err());
        }
    }
}
