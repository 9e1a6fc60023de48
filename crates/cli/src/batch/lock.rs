//! One run at a time writes an output: whoever does holds the lock on a file in the folder where it
//! grows. The system lets go of it when a process ends, however it does.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;

use super::error::BatchError;
use super::options::Start;

/// The lock. It is held as long as this is.
#[derive(Debug)]
pub struct Lock {
    _file: Option<File>,
}

impl Lock {
    /// Takes the lock of a folder, which is made if there is none.
    pub fn take(folder: &Path, start: Start) -> Result<Lock, BatchError> {
        let in_folder = |source| BatchError::Folder { path: folder.to_owned(), source };
        if start == Start::Anew {
            match fs::create_dir(folder) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    // Without the name of a file in it, a folder is nothing to be locked.
                    let held = attempt(&folder.join(NAME), Opening::Existing).map_err(in_folder)?;
                    return Err(match held {
                        Attempt::Held => BatchError::InUse(folder.to_owned()),
                        _ => BatchError::Unfinished(folder.to_owned()),
                    });
                }
                made => made.map_err(in_folder)?,
            }
        }
        loop {
            fs::create_dir_all(folder).map_err(in_folder)?;
            match attempt(&folder.join(NAME), Opening::New).map_err(in_folder)? {
                Attempt::Taken(lock) => return Ok(lock),
                Attempt::Held => return Err(BatchError::InUse(folder.to_owned())),
                // Who held it has just put the output in its place and removed the folder.
                Attempt::Gone => {}
            }
        }
    }
}

const NAME: &str = "lock";

/// What may be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// Only a file that there is.
    Existing,
    /// Any.
    New,
}

enum Attempt {
    Taken(Lock),
    Held,
    Gone,
}

fn attempt(path: &Path, opening: Opening) -> io::Result<Attempt> {
    let create = opening == Opening::New;
    let file = match File::options().create(create).truncate(false).write(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Attempt::Gone),
        Err(error) => return Err(error),
    };
    match file.try_lock() {
        Ok(()) if is_at(&file, path) => Ok(Attempt::Taken(Lock { _file: Some(file) })),
        Ok(()) => Ok(Attempt::Gone),
        Err(TryLockError::WouldBlock) => Ok(Attempt::Held),
        // A disk without locks: the run goes on as it did before there were any.
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
            Ok(Attempt::Taken(Lock { _file: None }))
        }
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Whether what was locked is still what stands there.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let place = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata(), fs::metadata(path)) {
        (Ok(locked), Ok(there)) => place(locked) == place(there),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}
