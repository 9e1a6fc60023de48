//! From a name on the command line to a parsed document.

use std::borrow::Cow;
use std::fmt;
use std::fs;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::PathBuf;

use gongbao::Bulletin;
use sha2::{Digest as _, Sha256};

use crate::error::{Binary, Cause, Error, InputError};

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
            Err(error) => Err(self.error(self.cause(error))),
        }
    }

    fn cause(&self, error: io::Error) -> Cause {
        match error.kind() {
            io::ErrorKind::NotFound => Cause::Missing,
            io::ErrorKind::PermissionDenied => Cause::Denied,
            io::ErrorKind::IsADirectory => {
                Cause::Directory(self.to_string().trim_end_matches('/').to_owned())
            }
            _ => Cause::Read(error),
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

/// A parsed input, and the text that its spans point into.
#[derive(Debug)]
pub struct Document<'b> {
    /// The decoded text.
    pub text: Cow<'b, str>,
    /// What it says, with the facts of its source.
    pub bulletin: Bulletin,
}

impl Bytes<'_> {
    /// Decodes and parses them.
    pub fn parse(&self) -> Result<Document<'_>, InputError> {
        if let Some(binary) = Binary::by_signature(&self.bytes) {
            return Err(self.input.error(Cause::Binary(binary)));
        }
        let Document { text, mut bulletin } = self.parse_text()?;
        bulletin.source.path = match self.input {
            Input::Stdin => None,
            Input::File(path) => Some(path.to_string_lossy().into_owned()),
        };
        bulletin.source.sha256 = Some(format!("{:x}", Sha256::digest(&self.bytes)));
        Ok(Document { text, bulletin })
    }

    /// Parses a page or a plain text.
    fn parse_text(&self) -> Result<Document<'_>, InputError> {
        let document = if self.is_page() {
            let page = gongbao_html::extract(&self.bytes, None);
            if page.looks_binary() {
                return Err(self.input.error(Cause::Binary(Binary::Other)));
            }
            let bulletin = page.parse();
            Document { text: Cow::Owned(page.text), bulletin }
        } else {
            let decoded = gongbao::decode(&self.bytes);
            if decoded.looks_binary() {
                return Err(self.input.error(Cause::Binary(Binary::Other)));
            }
            let bulletin = gongbao::parse(&decoded.text).with_decoding(&decoded);
            Document { text: decoded.text, bulletin }
        };
        if document.text.trim().is_empty() {
            return Err(self.input.error(Cause::Empty));
        }
        Ok(document)
    }

    /// Whether they are an HTML page, by their content or the file's name.
    fn is_page(&self) -> bool {
        let named = matches!(self.input, Input::File(path) if gongbao_html::is_named_html(path));
        named || gongbao_html::looks_like_html(&self.bytes)
    }
}
