//! What can go wrong, each in one line that names the input and a way out.

use std::io;

use thiserror::Error;

/// What ends a run.
#[derive(Debug, Error)]
pub enum Error {
    /// There is no input, and nobody would pipe any.
    #[error("no input: name a file, or pipe a text in (`gongbao parse < 总结.txt`)")]
    NoInput,
    /// Standard output went away, or its disk is full.
    #[error("cannot write the output: {0}")]
    Write(#[from] io::Error),
}

impl Error {
    /// The code to end with, as `--help` lists them.
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::NoInput => 2,
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
    #[error("cannot be read: {0}")]
    Read(#[source] io::Error),
    /// There is nothing in it.
    #[error("is empty; check that it was saved or downloaded in full")]
    Empty,
    /// There is no text in it.
    #[error("is {0}")]
    Binary(Binary),
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
