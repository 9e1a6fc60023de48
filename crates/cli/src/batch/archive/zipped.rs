//! Members of ZIP archives. Going through them reads the directory at the archive's end alone; each is
//! unpacked wherever it is needed, by any thread.

use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use zip::ZipArchive;
use zip::result::ZipError;

use super::blob::Blob;
use super::guard::{Guard, Ratio, broken};
use super::{Archive, Kind};
use crate::batch::input::{Body, Entry, Visit};
use crate::batch::label;
use crate::batch::limited::limited;
use crate::error::{Cause, Excess};

/// A member, not yet unpacked.
#[derive(Debug, Clone)]
pub struct Packed {
    archive: Arc<ZipArchive<Blob>>,
    at: usize,
    packed: u64,
    size: u64,
}

impl Packed {
    /// How long it says that it is. It will not come to more.
    pub fn size(&self) -> u64 {
        self.size
    }
}

/// Unpacks members. Those of one archive share an open file.
#[derive(Debug, Default)]
pub struct Unpacker {
    open: Option<(Arc<ZipArchive<Blob>>, ZipArchive<Blob>)>,
}

impl Unpacker {
    /// The bytes of a member, if they are no more than `max`.
    pub fn unpack(&mut self, member: &Packed, max: u64) -> Result<Vec<u8>, Cause> {
        let archive = self.archive(&member.archive);
        let inner = archive.by_index(member.at).map_err(damaged)?;
        limited(Guard::new(inner, member.size, Ratio::Known(member.packed)), member.size, max)?
            .map_err(broken)
    }

    fn archive(&mut self, archive: &Arc<ZipArchive<Blob>>) -> &mut ZipArchive<Blob> {
        let other = self.open.take_if(|(open, _)| !Arc::ptr_eq(open, archive));
        drop(other);
        &mut self.open.get_or_insert_with(|| (Arc::clone(archive), (**archive).clone())).1
    }
}

impl Archive<'_> {
    /// Gives all members to `visit`.
    pub(super) fn zip(&self, visit: &mut Visit<'_>) -> Result<ControlFlow<()>, Cause> {
        let blob = Blob::open(&self.origin).map_err(|error| self.unopened(error))?;
        let archive = Arc::new(ZipArchive::new(blob).map_err(damaged)?);
        if total(&archive) > u128::from(self.max_bytes) {
            return Err(Cause::Excess(Excess::Total));
        }
        for at in 0..archive.len() {
            let facts = archive.by_index_data(at).map_err(damaged)?;
            if !facts.is_file() || !self.takes(facts.name_raw()) {
                continue;
            }
            let (packed, size) = (facts.compressed_size(), facts.size());
            let label = label::of_member(&self.label, facts.name_raw());
            let body = match Kind::of(Path::new(&label)) {
                Some(_) => Body::Failed(Cause::Nested),
                None => Body::Packed(Packed { archive: Arc::clone(&archive), at, packed, size }),
            };
            if visit(Entry { label, cost: packed, body }).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        // The directory is read into a table of names: of two members with one name, one is left.
        if archive.has_duplicate_names() {
            Err(Cause::SameNames)
        } else {
            Ok(ControlFlow::Continue(()))
        }
    }
}

/// What all members say that they come to.
fn total(archive: &ZipArchive<Blob>) -> u128 {
    let sizes = (0..archive.len()).filter_map(|at| archive.by_index_data(at).ok());
    sizes.map(|facts| u128::from(facts.size())).sum()
}

/// What is wrong with a ZIP archive or a member of it.
fn damaged(error: ZipError) -> Cause {
    match error {
        ZipError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Cause::Damaged("it is cut off".to_owned())
        }
        ZipError::Io(error) => broken(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Cause::Locked,
        other => Cause::Damaged(other.to_string()),
    }
}
