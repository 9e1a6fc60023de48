//! From a name on the command line to a parsed document.

use std::borrow::Cow;
use std::fmt;
use std::fs;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::PathBuf;

use gongbao::{Bulletin, Decoded};
use gongbao_html::Page;
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

/// What the bytes of an input are, once they are decoded.
enum Source<'b> {
    Plain(Decoded<'b>),
    Page(Page<'b>),
}

impl Bytes<'_> {
    /// Decodes and parses them.
    pub fn parse(&self) -> Result<Document<'_>, InputError> {
        let (text, mut bulletin) = match self.source()? {
            Source::Plain(decoded) => {
                let bulletin = gongbao::parse(&decoded.text).with_decoding(&decoded);
                (decoded.text, bulletin)
            }
            Source::Page(page) => {
                let bulletin = page.parse();
                (Cow::Owned(page.text), bulletin)
            }
        };
        bulletin.source.path = match self.input {
            Input::Stdin => None,
            Input::File(path) => Some(path.to_string_lossy().into_owned()),
        };
        bulletin.source.sha256 = Some(format!("{:x}", Sha256::digest(&self.bytes)));
        Ok(Document { text, bulletin })
    }

    /// The text that spans point into: decoded, and of a page without its tags.
    pub fn text(&self) -> Result<Cow<'_, str>, InputError> {
        Ok(match self.source()? {
            Source::Plain(decoded) => decoded.text,
            Source::Page(page) => Cow::Owned(page.text),
        })
    }

    /// Decodes them, and says so where there is no text in them.
    fn source(&self) -> Result<Source<'_>, InputError> {
        if let Some(binary) = Binary::by_signature(&self.bytes) {
            return Err(self.input.error(Cause::Binary(binary)));
        }
        let source = if self.is_page() {
            Source::Page(gongbao_html::extract(&self.bytes, None))
        } else {
            Source::Plain(gongbao::decode(&self.bytes))
        };
        let (binary, text) = match &source {
            Source::Plain(decoded) => (decoded.looks_binary(), decoded.text.as_ref()),
            Source::Page(page) => (page.looks_binary(), page.text.as_str()),
        };
        if binary {
            return Err(self.input.error(Cause::Binary(Binary::Other)));
        }
        if text.trim().is_empty() {
            return Err(self.input.error(Cause::Empty));
        }
        Ok(source)
    }

    /// Whether they are an HTML page, by their content or the file's name.
    fn is_page(&self) -> bool {
        let named = matches!(self.input, Input::File(path) if gongbao_html::is_named_html(path));
        named || gongbao_html::looks_like_html(&self.bytes)
    }
}
