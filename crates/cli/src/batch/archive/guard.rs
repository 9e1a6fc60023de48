//! Readers that stop where what comes out of them cannot be right, and tell why.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use crate::error::{Cause, Excess};

/// How many times its packed size something may be. Texts shrink to a third, pages to a tenth.
const MAX_RATIO: u64 = 250;

/// Up to here nobody asks for the ratio: a short text may well be one line over and over.
const RATIO_FREE: u64 = 1 << 20;

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
pub enum Ratio {
    /// The packed size is known.
    Known(u64),
    /// It is counted as it is read.
    Counted(Rc<Cell<u64>>),
}

/// A reader that stops when too much comes out of it.
pub struct Guard<R> {
    inner: R,
    out: u64,
    most: u64,
    ratio: Ratio,
}

impl<R> Guard<R> {
    /// No more than `most` bytes come out of `inner`, and no more than its packed size lets expect.
    pub fn new(inner: R, most: u64, ratio: Ratio) -> Guard<R> {
        Guard { inner, out: 0, most, ratio }
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // To the byte: what comes before the limit is as good as ever.
        let room = usize::try_from(self.most.saturating_sub(self.out)).unwrap_or(usize::MAX);
        let end = buffer.len().min(room.max(1));
        let read = self.inner.read(&mut buffer[..end])?;
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
pub struct Whole<R> {
    /// The member.
    pub inner: R,
    /// How many bytes of it are still to come.
    pub missing: u64,
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
pub struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R> Counted<R> {
    /// The count, and the reader.
    pub fn new(inner: R) -> (Rc<Cell<u64>>, Counted<R>) {
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
