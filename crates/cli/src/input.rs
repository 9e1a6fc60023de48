//! From a name on the command line to a parsed document.

use std::borrow::Cow;
use std::fmt;
use std::fs;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::PathBuf;

use sha2::{Digest as _, Sha256};

use crate::document::{self, Document};
use crate::error::{Cause, Error, InputError};

/// Where a text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input, `-`.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// The inputs that `files` name; none is standard input, unless that is a
    /// terminal, where one would wait for a text that nobody types.
    pub fn list(files: &[PathBuf]) -> Result<Vec<Input>, Error> {
        if files.is_empty() && io::stdin().is_terminal() {
            return Err(Error::NoInput);
        }
        if files.is_empty() {
            return Ok(vec![Input::Stdin]);
        }
        Ok(files.iter().cloned().map(Input::named).collect())
    }

    fn named(path: PathBuf) -> Input {
        if path.as_os_str() == "-" { Input::Stdin } else { Input::File(path) }
    }

    /// All of its bytes.
    pub fn read(&self) -> Result<Bytes<'_>, InputError> {
        let read = match self {
            Input::Stdin => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
            Input::File(path) => fs::read(path),
        };
        match read {
            Ok(bytes) => Ok(Bytes { input: self, bytes }),
            Err(error) => Err(self.error(Cause::of_io(error, &self.to_string()))),
        }
    }

    fn error(&self, cause: Cause) -> InputError {
        InputError { name: self.to_string(), cause }
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Input::Stdin => f.write_str("standard input"),
            Input::File(path) => path.display().fmt(f),
        }
    }
}

/// The bytes of an input.
#[derive(Debug)]
pub struct Bytes<'i> {
    input: &'i Input,
    bytes: Vec<u8>,
}

impl Bytes<'_> {
    /// Decodes and parses them.
    pub fn parse(&self) -> Result<Document<'_>, InputError> {
        let path = self.path();
        let mut document = document::read(&self.bytes, path.as_deref())
            .map_err(|cause| self.input.error(cause))?;
        document.bulletin.source.path = path;
        document.bulletin.source.sha256 = Some(format!("{:x}", Sha256::digest(&self.bytes)));
        Ok(document)
    }

    /// The text that spans point into.
    pub fn text(&self) -> Result<Cow<'_, str>, InputError> {
        document::text(&self.bytes, self.path().as_deref()).map_err(|cause| self.input.error(cause))
    }

    fn path(&self) -> Option<String> {
        match self.input {
            Input::Stdin => None,
            Input::File(path) => Some(path.to_string_lossy().into_owned()),
        }
    }
}
