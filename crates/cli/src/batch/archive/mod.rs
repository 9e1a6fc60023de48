//! Members of ZIP and TAR archives, one after another, with limits on how far they may swell.
//!
//! Nothing is ever unpacked to the disk: names in an archive are labels, wherever they point to.
//!
//! Limits: a member may be as large as any file; an archive may hold so many bytes in all; and nothing
//! may swell more than 250-fold, which no text does (`guard.rs`).

mod blob;
mod guard;
mod tarred;
mod zipped;

use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

pub use blob::Origin;
pub use guard::broken;
pub use zipped::{Packed, Unpacker};

use super::input::{Body, Entry, Visit};
use super::label;
use super::select::Select;
use super::summary::LeftOut;
use crate::error::Cause;

/// The sorts of archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `.zip`
    Zip,
    /// `.tar`
    Tar,
    /// `.tar.gz`, `.tgz`
    TarGz,
}

impl Kind {
    /// What a file's name says that it is.
    pub fn of(path: &Path) -> Option<Kind> {
        const ENDINGS: [(&[u8], Kind); 4] = [
            (b".zip", Kind::Zip),
            (b".tar", Kind::Tar),
            (b".tar.gz", Kind::TarGz),
            (b".tgz", Kind::TarGz),
        ];
        let name = path.file_name()?.as_encoded_bytes();
        let ends = |ending: &[u8]| {
            name.len() > ending.len()
                && name[name.len() - ending.len()..].eq_ignore_ascii_case(ending)
        };
        ENDINGS.iter().find(|(ending, _)| ends(ending)).map(|(_, kind)| *kind)
    }
}

/// An archive, and what is taken of it.
#[derive(Debug)]
pub struct Archive<'a> {
    origin: Arc<Origin>,
    label: String,
    kind: Kind,
    /// The most that may come out of it.
    max_bytes: u64,
    select: &'a Select,
    left_out: &'a LeftOut,
}

impl<'a> Archive<'a> {
    /// An archive of which `select` takes what it takes, up to `max_bytes` in all.
    pub fn new(
        origin: Origin,
        kind: Kind,
        max_bytes: u64,
        select: &'a Select,
        left_out: &'a LeftOut,
    ) -> Archive<'a> {
        let label = origin.label();
        Archive { origin: Arc::new(origin), label, kind, max_bytes, select, left_out }
    }

    /// Gives all members to `visit`; what is wrong with the archive itself is an entry of its own.
    pub fn each(&self, visit: &mut Visit<'_>) -> ControlFlow<()> {
        let read = match self.kind {
            Kind::Zip => self.zip(visit),
            Kind::Tar => self.tar(visit),
            Kind::TarGz => self.tar_gz(visit),
        };
        let failed =
            |cause| Entry { label: self.label.clone(), cost: 0, body: Body::Failed(cause) };
        read.unwrap_or_else(|cause| visit(failed(cause)))
    }

    fn takes(&self, name: &[u8]) -> bool {
        let plain = label::of_bytes(name);
        let path = Path::new(&plain);
        let taken = match Kind::of(path) {
            Some(_) => self.select.opens(path, path),
            None => self.select.takes(path, path),
        };
        if !taken {
            self.left_out.add(path);
        }
        taken
    }

    fn unopened(&self, error: io::Error) -> Cause {
        Cause::of_io(error, &self.label)
    }
}
