//! Files, folders, archives and lists of them, as a sequence of entries that is always the same.

use std::fs::{self, Metadata};
use std::io::{self, BufRead as _, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;

use super::archive::{Archive, Kind, Origin, Packed};
use super::label;
use super::options::Options;
use super::select::Select;
use super::stamp::Stamp;
use super::summary::LeftOut;
use crate::error::Cause;

/// One input, not yet read.
#[derive(Debug)]
pub struct Entry<'e> {
    /// Its name.
    pub label: String,
    /// How many bytes on the disk it stands for.
    pub cost: u64,
    /// Where its bytes are.
    pub body: Body<'e>,
}

/// Where the bytes of an entry are.
pub enum Body<'e> {
    /// In a file, so many bytes long.
    File(&'e Path, u64),
    /// In an archive from which they can be taken at any time.
    Packed(Packed),
    /// In an archive of which they are the next bytes, as many as it says.
    Next(&'e mut dyn Read, u64),
    /// Nowhere.
    Failed(Cause),
}

impl std::fmt::Debug for Body<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Body::File(path, _) => path.fmt(f),
            Body::Packed(member) => member.fmt(f),
            Body::Next(..) => f.write_str("member"),
            Body::Failed(cause) => cause.fmt(f),
        }
    }
}

/// What inputs consist of, one after another.
#[derive(Debug)]
pub enum Step<'s> {
    /// A file on the disk. The entries that follow are in it.
    File(Stamp),
    /// An entry.
    Entry(Entry<'s>),
}

/// What takes the steps.
pub type Take<'t> = dyn FnMut(Step<'_>) -> ControlFlow<()> + 't;

/// What takes the entries.
pub type Visit<'v> = dyn FnMut(Entry<'_>) -> ControlFlow<()> + 'v;

/// The longest path in a list.
const MAX_PATH: u64 = 1 << 16;

/// What is gone through.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'o> {
    /// What was asked for.
    pub options: &'o Options,
    /// What is taken of folders and archives.
    pub select: &'o Arc<Select>,
    /// Counts what is not.
    pub left_out: &'o LeftOut,
}

/// What takes files, archives among them unopened.
type VisitFile<'v> = dyn FnMut(Found<'_>) -> ControlFlow<()> + 'v;

/// What a walk comes by.
enum Found<'f> {
    /// A file.
    File(&'f Path, &'f Metadata),
    /// A place where it cannot go on, and why.
    Failed(String, Cause),
}

impl Inputs<'_> {
    /// Gives all files and entries to `take`, in order, until it has enough.
    pub fn each(&self, take: &mut Take<'_>) -> ControlFlow<()> {
        self.each_file(&mut |found| match found {
            Found::Failed(label, cause) => {
                take(Step::Entry(Entry { label, cost: 0, body: Body::Failed(cause) }))
            }
            Found::File(path, metadata) => {
                take(Step::File(Stamp::of(path, metadata)))?;
                self.file(path, metadata.len(), &mut |entry| take(Step::Entry(entry)))
            }
        })
    }

    fn file(&self, path: &Path, bytes: u64, visit: &mut Visit<'_>) -> ControlFlow<()> {
        let Some(kind) = Kind::of(path) else {
            let label = label::of_path(path);
            return visit(Entry { label, cost: bytes, body: Body::File(path, bytes) });
        };
        let (origin, most) = (Origin::File(path.to_owned()), self.options.max_archive_bytes);
        Archive::new(origin, kind, most, self.select, self.left_out).each(visit)
    }

    /// How many bytes all inputs have on the disk. Archives are not opened for it.
    pub fn bytes_on_disk(&self) -> u64 {
        let mut total = 0;
        let uncounted = LeftOut::default();
        let inputs = Inputs { left_out: &uncounted, ..*self };
        let _ = inputs.each_file(&mut |found| {
            if let Found::File(_, metadata) = found {
                total += metadata.len();
            }
            ControlFlow::Continue(())
        });
        total
    }

    fn each_file(&self, visit: &mut VisitFile<'_>) -> ControlFlow<()> {
        for path in &self.options.inputs {
            if path.as_os_str() == "-" {
                self.list(visit)?;
            } else {
                self.named(path, visit)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// The paths on standard input, one a line, or set apart by NUL as `find -print0` does.
    fn list(&self, visit: &mut VisitFile<'_>) -> ControlFlow<()> {
        let mut lines = io::stdin().lock();
        loop {
            let mut line = Vec::new();
            match lines.by_ref().take(MAX_PATH).read_until(b'\n', &mut line) {
                Ok(0) => return ControlFlow::Continue(()),
                Ok(_) => {}
                Err(error) => return failed("standard input".to_owned(), error, visit),
            }
            for name in line.split(|byte| matches!(byte, b'\n' | b'\r' | 0)) {
                if !name.is_empty() {
                    self.named(&path_of(name), visit)?;
                }
            }
        }
    }

    /// A path that was named: read whatever it is.
    fn named(&self, path: &Path, visit: &mut VisitFile<'_>) -> ControlFlow<()> {
        match fs::metadata(path) {
            Err(error) => failed(label::of_path(path), error, visit),
            Ok(metadata) if metadata.is_dir() => self.folder(path, visit),
            Ok(metadata) => visit(Found::File(path, &metadata)),
        }
    }

    /// All that is in a folder, by name.
    fn folder(&self, root: &Path, visit: &mut VisitFile<'_>) -> ControlFlow<()> {
        let select = Arc::clone(self.select);
        let base = root.to_owned();
        let walk = WalkBuilder::new(root)
            .standard_filters(false)
            .follow_links(true)
            .sort_by_file_name(|a, b| a.cmp(b))
            .filter_entry(move |entry| {
                let inner = entry.path().strip_prefix(&base).unwrap_or(entry.path());
                let folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                !folder || inner.as_os_str().is_empty() || select.enters(entry.path(), inner)
            })
            .build();
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let (path, cause) = walk_failure(error, root);
                    visit(Found::Failed(label::of_path(&path), cause))?;
                    continue;
                }
            };
            // Pipes and devices in a folder are no documents.
            if !entry.file_type().is_some_and(|kind| kind.is_file()) {
                continue;
            }
            let path = entry.path();
            let inner = path.strip_prefix(root).unwrap_or(path);
            let taken = match Kind::of(path) {
                Some(_) => self.select.opens(path, inner),
                None => self.select.takes(path, inner),
            };
            if !taken {
                self.left_out.add(inner);
                continue;
            }
            match fs::metadata(path) {
                Ok(metadata) => visit(Found::File(path, &metadata))?,
                Err(error) => failed(label::of_path(path), error, visit)?,
            }
        }
        ControlFlow::Continue(())
    }
}

fn failed(label: String, error: io::Error, visit: &mut VisitFile<'_>) -> ControlFlow<()> {
    let cause = Cause::of_io(error, &label);
    visit(Found::Failed(label, cause))
}

/// Where a walk failed, and why.
fn walk_failure(error: ignore::Error, root: &Path) -> (PathBuf, Cause) {
    match error {
        ignore::Error::WithPath { path, err } => {
            let (_, cause) = walk_failure(*err, root);
            (path, cause)
        }
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            walk_failure(*err, root)
        }
        ignore::Error::Loop { child, .. } => (child, Cause::Loop),
        ignore::Error::Io(error) => {
            let cause = Cause::of_io(error, &label::of_path(root));
            (root.to_owned(), cause)
        }
        other => (root.to_owned(), Cause::Read(io::Error::other(other.to_string()))),
    }
}

#[cfg(unix)]
fn path_of(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    std::ffi::OsStr::from_bytes(name).into()
}

#[cfg(not(unix))]
fn path_of(name: &[u8]) -> PathBuf {
    String::from_utf8_lossy(name).into_owned().into()
}
