//! Bytes to a parsed document: the one way in for every command.

use std::borrow::Cow;
use std::path::Path;

use gongbao::{Bulletin, Decoded};
use gongbao_html::Page;

use crate::error::{Binary, Cause};

/// A parsed input, and the text that its spans point into.
#[derive(Debug)]
pub struct Document<'b> {
    /// The decoded text; of a page, the text without its tags.
    pub text: Cow<'b, str>,
    /// What it says. Path and checksum of the source are the caller's to add.
    pub bulletin: Bulletin,
}

/// Decodes and parses `bytes`; `name` is the file's, where it has one.
pub fn read<'b>(bytes: &'b [u8], name: Option<&str>) -> Result<Document<'b>, Cause> {
    Ok(match decode(bytes, name)? {
        Source::Plain(decoded) => {
            let bulletin = gongbao::parse(&decoded.text).with_decoding(&decoded);
            Document { text: decoded.text, bulletin }
        }
        Source::Page(page) => {
            let bulletin = page.parse();
            Document { text: Cow::Owned(page.text), bulletin }
        }
    })
}

/// The text alone, without parsing it.
pub fn text<'b>(bytes: &'b [u8], name: Option<&str>) -> Result<Cow<'b, str>, Cause> {
    Ok(match decode(bytes, name)? {
        Source::Plain(decoded) => decoded.text,
        Source::Page(page) => Cow::Owned(page.text),
    })
}

/// What the bytes are, once they are decoded.
enum Source<'b> {
    Plain(Decoded<'b>),
    Page(Page<'b>),
}

/// Tells pages from plain texts, and what is neither, or has no text in it.
fn decode<'b>(bytes: &'b [u8], name: Option<&str>) -> Result<Source<'b>, Cause> {
    if let Some(binary) = Binary::by_signature(bytes) {
        return Err(Cause::Binary(binary));
    }
    let named = name.is_some_and(|name| gongbao_html::is_named_html(Path::new(name)));
    let source = if (named && bytes.contains(&b'<')) || gongbao_html::looks_like_html(bytes) {
        Source::Page(gongbao_html::extract(bytes, None))
    } else {
        Source::Plain(gongbao::decode(bytes))
    };
    let (binary, text) = match &source {
        Source::Plain(decoded) => (decoded.looks_binary(), decoded.text.as_ref()),
        Source::Page(page) => (page.looks_binary(), page.text.as_str()),
    };
    if binary {
        return Err(Cause::Binary(Binary::Other));
    }
    if text.trim().is_empty() {
        return Err(Cause::Empty);
    }
    Ok(source)
}
