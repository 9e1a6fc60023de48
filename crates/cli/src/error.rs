//! What can go wrong, each in one line that names the input and a way out.

use std::io;

use thiserror::Error;

use crate::batch::BatchError;

/// What ends a run.
#[derive(Debug, Error)]
pub enum Error {
    /// There is no input, and nobody would pipe any.
    #[error("no input: name a file, or pipe a text in (`gongbao parse < 总结.txt`)")]
    NoInput,
    /// A batch ended early.
    #[error(transparent)]
    Batch(#[from] BatchError),
    /// Standard output went away, or its disk is full.
    #[error("cannot write the output: {0}")]
    Write(#[from] io::Error),
}

impl Error {
    /// The code to end with, as `--help` lists them.
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::NoInput => 2,
            Error::Batch(error) => error.exit_code(),
            Error::Write(_) => 1,
        }
    }
}

/// Why one input could not be read.
#[derive(Debug, Error)]
#[error("{name}: {cause}")]
pub struct InputError {
    /// The input, as it was named.
    pub name: String,
    /// What is wrong with it.
    pub cause: Cause,
}

/// What is wrong with an input, and what to do about it.
#[derive(Debug, Error)]
pub enum Cause {
    /// There is no such file.
    #[error("no such file; check the path")]
    Missing,
    /// It is a directory.
    #[error("is a directory; name the files in it, such as `{0}/*.txt`")]
    Directory(String),
    /// It may not be read.
    #[error("permission denied; make it readable, or pipe it in")]
    Denied,
    /// It could not be read for another reason.
    #[error("cannot be read: {0}; check the disk, or copy the file")]
    Read(#[source] io::Error),
    /// There is nothing in it.
    #[error("is empty; check that it was saved or downloaded in full")]
    Empty,
    /// There is no text in it.
    #[error("is {0}")]
    Binary(Binary),
    /// It is larger than was allowed.
    #[error("is larger than {max} bytes; check that it is one document, or raise `--max-bytes`")]
    TooLarge {
        /// What was allowed.
        max: u64,
    },
    /// Links to folders lead back to where they started.
    #[error("is a link to a folder that it stands in; remove the link, or `--exclude` it")]
    Loop,
    /// An archive swells beyond measure.
    #[error(transparent)]
    Excess(Excess),
    /// An archive or a member of it is broken.
    #[error("cannot be unpacked: {0}; check that it was downloaded in full")]
    Damaged(String),
    /// A member of an archive is encrypted.
    #[error("is encrypted; unpack it with its password")]
    Locked,
    /// A ZIP archive names several members alike.
    #[error("holds members of one name, of which one was read; unpack it with `7z x -aou`")]
    SameNames,
    /// An archive in an archive.
    #[error("is an archive within an archive; unpack the outer one")]
    Nested,
    /// The program has a fault.
    #[error("found a fault in gongbao ({0}); please report it, with the file if you may")]
    Panicked(String),
}

impl Cause {
    /// The cause of an error that the system gave for the input `name`.
    pub fn of_io(error: io::Error, name: &str) -> Cause {
        match error.kind() {
            io::ErrorKind::NotFound => Cause::Missing,
            io::ErrorKind::PermissionDenied => Cause::Denied,
            io::ErrorKind::IsADirectory => Cause::Directory(name.trim_end_matches('/').to_owned()),
            _ => Cause::Read(error),
        }
    }

    /// Its name, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Cause::Missing => "missing",
            Cause::Directory(_) => "directory",
            Cause::Denied => "permission-denied",
            Cause::Read(_) => "unreadable",
            Cause::Empty => "empty",
            Cause::Binary(Binary::Pdf) => "pdf",
            Cause::Binary(Binary::Zip) => "zip-or-office",
            Cause::Binary(Binary::Ole) => "old-office",
            Cause::Binary(Binary::Other) => "binary",
            Cause::TooLarge { .. } => "too-large",
            Cause::Loop => "link-loop",
            Cause::Excess(Excess::Ratio) => "archive-ratio",
            Cause::Excess(Excess::Total) => "archive-size",
            Cause::Damaged(_) => "damaged-archive",
            Cause::Locked => "encrypted",
            Cause::SameNames => "same-names",
            Cause::Nested => "nested-archive",
            Cause::Panicked(_) => "internal",
        }
    }
}

/// How an archive swells beyond measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Excess {
    /// Many times its packed size.
    #[error("swells more than 250-fold when unpacked, as no text does; leave it out")]
    Ratio,
    /// More bytes than were allowed, or than it says of itself.
    #[error("unpacks to more bytes than are allowed; check it, or raise `--max-archive-bytes`")]
    Total,
}

/// Files that are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Binary {
    /// Portable Document Format.
    #[error("a PDF, not a text; extract its text first, such as with `pdftotext`")]
    Pdf,
    /// ZIP, and with it DOCX, XLSX, OFD.
    #[error("a ZIP archive or an office document, not a text; unpack it, or save it as text")]
    Zip,
    /// The container of DOC, XLS, PPT.
    #[error("an old office document, not a text; save it as text")]
    Ole,
    /// Some other.
    #[error("no text but binary data; extract its text, or leave it out")]
    Other,
}

impl Binary {
    /// What the first bytes of a file say that it is.
    pub fn by_signature(bytes: &[u8]) -> Option<Binary> {
        const SIGNATURES: [(&[u8], Binary); 3] = [
            (b"%PDF-", Binary::Pdf),
            (b"PK\x03\x04", Binary::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Binary::Ole),
        ];
        SIGNATURES.iter().find(|(opening, _)| bytes.starts_with(opening)).map(|(_, kind)| *kind)
    }
}
