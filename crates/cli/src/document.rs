//! Bytes to a parsed document: the one way in for every command.

use std::borrow::Cow;

use gongbao::Bulletin;

use crate::error::{Binary, Cause};

/// A parsed input, and the text that its spans point into.
#[derive(Debug)]
pub struct Document<'b> {
    /// The decoded text.
    pub text: Cow<'b, str>,
    /// What it says. Path and checksum of the source are the caller's to add.
    pub bulletin: Bulletin,
}

/// Decodes and parses `bytes`; `_name` is the file's, where it has one.
///
/// SEAM: input that is no plain text, such as a saved page, is told and turned into text here,
/// and nowhere else.
pub fn read<'b>(bytes: &'b [u8], _name: Option<&str>) -> Result<Document<'b>, Cause> {
    if let Some(binary) = Binary::by_signature(bytes) {
        return Err(Cause::Binary(binary));
    }
    let decoded = gongbao::decode(bytes);
    if decoded.looks_binary() {
        return Err(Cause::Binary(Binary::Other));
    }
    if decoded.text.trim().is_empty() {
        return Err(Cause::Empty);
    }
    let bulletin = gongbao::parse(&decoded.text).with_decoding(&decoded);
    Ok(Document { text: decoded.text, bulletin })
}
