//! Members of ZIP and TAR archives, one after another, with limits on how far they may swell.
//!
//! Nothing is ever unpacked to the disk: names in an archive are labels, wherever they point to.
//!
//! Limits: a member may be as large as any file; an archive may hold so many bytes in all; and nothing
//! may swell more than [`MAX_RATIO`]-fold, which no text does.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::rc::Rc;

use flate2::read::MultiGzDecoder;

use super::input::{Body, Entry, Inputs, Visit};
use super::label;
use crate::error::{Cause, Excess};

/// How many times its packed size something may be. Texts shrink to a third, pages to a tenth.
const MAX_RATIO: u64 = 250;

/// Up to here nobody asks for the ratio: a short text may well be one line over and over.
const RATIO_FREE: u64 = 1 << 20;

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

/// Gives all members to `visit`; what is wrong with the archive itself is an entry of its own.
pub fn each(
    inputs: &Inputs<'_>,
    path: &Path,
    kind: Kind,
    visit: &mut Visit<'_>,
) -> ControlFlow<()> {
    let name = label::of_path(path);
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) => {
            let cause = Cause::of_io(error, &name);
            return visit(Entry { label: name, cost: 0, body: Body::Failed(cause) });
        }
    };
    let members = Members { inputs, name: &name };
    let read = match kind {
        Kind::Zip => members.zip(BufReader::new(file), visit),
        Kind::Tar => {
            let (packed, file) = Counted::new(file);
            members.tar(BufReader::new(file), &packed, visit)
        }
        Kind::TarGz => {
            let (packed, file) = Counted::new(file);
            let unpacked = MultiGzDecoder::new(BufReader::new(file));
            let most = inputs.options.max_archive_bytes;
            let ratio = Ratio::Counted(Rc::clone(&packed));
            members.tar(Guard { inner: unpacked, out: 0, most, ratio }, &packed, visit)
        }
    };
    match read {
        Ok(flow) => flow,
        Err(cause) => visit(Entry { label: name, cost: 0, body: Body::Failed(cause) }),
    }
}

/// The members of one archive.
struct Members<'m> {
    inputs: &'m Inputs<'m>,
    name: &'m str,
}

impl Members<'_> {
    fn zip(&self, file: BufReader<File>, visit: &mut Visit<'_>) -> Result<ControlFlow<()>, Cause> {
        let mut archive = zip::ZipArchive::new(file).map_err(damaged)?;
        let most = self.inputs.options.max_archive_bytes;
        if archive.decompressed_size().is_some_and(|size| size > u128::from(most)) {
            return Err(Cause::Excess(Excess::Total));
        }
        for at in 0..archive.len() {
            let Some(facts) = Facts::of(&mut archive, at) else {
                let label = label::of_member(self.name, format!("#{at}").as_bytes());
                let body = Body::Failed(Cause::Damaged("its entry is cut off".to_owned()));
                if visit(Entry { label, cost: 0, body }).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                continue;
            };
            if !facts.is_file || !self.takes(&facts.name) {
                continue;
            }
            let label = label::of_member(self.name, &facts.name);
            let member = archive.by_index(at);
            let flow = match member {
                _ if Kind::of(Path::new(&label)).is_some() => {
                    visit(Entry { label, cost: facts.packed, body: Body::Failed(Cause::Nested) })
                }
                Err(error) => {
                    let body = Body::Failed(damaged(error));
                    visit(Entry { label, cost: facts.packed, body })
                }
                Ok(inner) => {
                    let ratio = Ratio::Known(facts.packed);
                    let mut guard = Guard { inner, out: 0, most: facts.size, ratio };
                    visit(Entry { label, cost: facts.packed, body: Body::Member(&mut guard) })
                }
            };
            if flow.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn tar(
        &self,
        unpacked: impl Read,
        packed: &Cell<u64>,
        visit: &mut Visit<'_>,
    ) -> Result<ControlFlow<()>, Cause> {
        let mut archive = tar::Archive::new(unpacked);
        let mut seen = 0;
        for member in archive.entries().map_err(broken)? {
            let mut member = member.map_err(broken)?;
            let name = member.path_bytes().into_owned();
            if !member.header().entry_type().is_file() || !self.takes(&name) {
                continue;
            }
            let label = label::of_member(self.name, &name);
            let cost = packed.get() - seen;
            seen = packed.get();
            let size = member.size();
            let mut whole = Whole { inner: &mut member, missing: size };
            let body = match Kind::of(Path::new(&label)) {
                Some(_) => Body::Failed(Cause::Nested),
                None => Body::Member(&mut whole),
            };
            if visit(Entry { label, cost, body }).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn takes(&self, name: &[u8]) -> bool {
        let plain = label::of_bytes(name);
        let path = Path::new(&plain);
        let taken = match Kind::of(path) {
            Some(_) => self.inputs.select.opens(path, path),
            None => self.inputs.select.takes(path, path),
        };
        if !taken {
            self.inputs.left_out.add(path);
        }
        taken
    }
}

/// What a ZIP archive says of a member.
struct Facts {
    name: Vec<u8>,
    is_file: bool,
    packed: u64,
    size: u64,
}

impl Facts {
    fn of(archive: &mut zip::ZipArchive<BufReader<File>>, at: usize) -> Option<Facts> {
        let raw = archive.by_index_raw(at).ok()?;
        Some(Facts {
            name: raw.name_raw().to_vec(),
            is_file: raw.is_file(),
            packed: raw.compressed_size(),
            size: raw.size(),
        })
    }
}

/// What is wrong with a ZIP archive or a member of it.
fn damaged(error: zip::result::ZipError) -> Cause {
    match error {
        zip::result::ZipError::Io(error) => broken(error),
        zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => {
            Cause::Locked
        }
        other => Cause::Damaged(other.to_string()),
    }
}

/// What is wrong with the bytes of an archive.
pub fn broken(error: io::Error) -> Cause {
    let mut source: Option<&(dyn std::error::Error + 'static)> =
        error.get_ref().map(|inner| inner as _);
    while let Some(inner) = source {
        if let Some(excess) = inner.downcast_ref::<Excess>() {
            return Cause::Excess(*excess);
        }
        // An `io::Error` within another hides its own inner error from `source`.
        source = match inner.downcast_ref::<io::Error>() {
            Some(io) => io.get_ref().map(|inner| inner as _),
            None => inner.source(),
        };
    }
    Cause::Damaged(error.to_string())
}

/// What the size of unpacked bytes is compared with.
enum Ratio {
    /// The packed size is known.
    Known(u64),
    /// It is counted as it is read.
    Counted(Rc<Cell<u64>>),
}

/// A reader that stops when too much comes out of it.
struct Guard<R> {
    inner: R,
    out: u64,
    most: u64,
    ratio: Ratio,
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.out += read as u64;
        let packed = match &self.ratio {
            Ratio::Known(packed) => *packed,
            Ratio::Counted(packed) => packed.get(),
        };
        if self.out > RATIO_FREE && self.out / packed.max(1) > MAX_RATIO {
            return Err(io::Error::other(Excess::Ratio));
        }
        if self.out > self.most {
            return Err(io::Error::other(Excess::Total));
        }
        Ok(read)
    }
}

/// A reader of a member that must not end too early.
struct Whole<R> {
    inner: R,
    missing: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        if read == 0 && !buffer.is_empty() && self.missing > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.missing = self.missing.saturating_sub(read as u64);
        Ok(read)
    }
}

/// A reader that counts.
struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R> Counted<R> {
    fn new(inner: R) -> (Rc<Cell<u64>>, Counted<R>) {
        let count = Rc::new(Cell::new(0));
        (Rc::clone(&count), Counted { inner, count })
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}
