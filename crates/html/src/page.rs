//! Bytes of a page → its text, and what stands beside it.

use std::borrow::Cow;

use gongbao::{Bulletin, Decoded, Parser};

use crate::build::{self, Keep};
use crate::charset;
use crate::layout::lay_out;
use crate::map::SourceMap;
use crate::meta::{self, Meta};

/// What is read from a page.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page<'b> {
    /// The decoded HTML: what [`SourceMap::to_html`] points into.
    pub html: Cow<'b, str>,
    /// The text of the page, a block a line: what spans of its bulletin point into.
    pub text: String,
    /// The way from the text back to the HTML.
    pub map: SourceMap,
    /// What `<title>` says.
    pub title: Option<String>,
    /// The `<meta>` tags that have a name.
    pub metas: Vec<Meta>,
    /// How the bytes were decoded; its own text is empty.
    decoded: Decoded<'static>,
    looks_binary: bool,
}

/// Reads a page, or a fragment of one. `hint` is the charset that came with it
/// from elsewhere, or the whole `Content-Type` of an HTTP response. Never
/// fails, whatever the bytes are.
///
/// ```
/// let page = gongbao_html::extract(b"<td>\xB9\xB23\xBB\xA7</td>", Some("text/html; charset=gbk"));
/// assert_eq!(page.text, "共3户\n");
/// assert_eq!(page.html, "<td>共3户</td>");
/// ```
pub fn extract<'b>(bytes: &'b [u8], hint: Option<&str>) -> Page<'b> {
    of_decoded(charset::decode(bytes, hint))
}

/// Reads a page that is decoded already.
///
/// ```
/// let page = gongbao_html::extract_str("<title>甲镇</title><p>共&nbsp;3 户");
/// assert_eq!((page.title.as_deref(), page.text.as_str()), (Some("甲镇"), "共\u{A0}3 户\n"));
/// ```
pub fn extract_str(html: &str) -> Page<'_> {
    of_decoded(gongbao::decode(html.as_bytes()))
}

fn of_decoded(mut decoded: Decoded<'_>) -> Page<'_> {
    let looks_binary = decoded.looks_binary();
    let html = std::mem::take(&mut decoded.text);
    let mut tree = build::tree(&html, Keep::Visible);
    let (mut text, mut map) = lay_out(&html, &tree);
    if text.is_empty() {
        // rather what is hidden than nothing
        tree = build::tree(&html, Keep::Hidden);
        (text, map) = lay_out(&html, &tree);
    }
    let mut decoded = decoded.with_text(text);
    let text = std::mem::take(&mut decoded.text).into_owned();
    Page { html, text, map, title: tree.title, metas: tree.metas, decoded, looks_binary }
}

impl Page<'_> {
    /// Reads the page as a bulletin; its spans point into [`Page::text`].
    /// Header fields that the text lacks are taken from `<meta>` and `<title>`.
    ///
    /// ```
    /// let html = "<meta name='ContentSource' content='甲县统计局'><h1>甲县2023年统计公报</h1>";
    /// let bulletin = gongbao_html::extract_str(html).parse();
    /// assert_eq!(bulletin.header.source.as_deref(), Some("甲县统计局"));
    /// assert_eq!(bulletin.header.title.as_deref(), Some("甲县2023年统计公报"));
    /// ```
    pub fn parse(&self) -> Bulletin {
        self.parse_with(Parser::new())
    }

    /// Whether the bytes were hardly a page at all, but an image or an archive
    /// that is named like one; see [`Decoded::looks_binary`].
    pub fn looks_binary(&self) -> bool {
        self.looks_binary
    }

    /// What [`Page::parse`] reads, by a parser with choices.
    pub fn parse_with(&self, parser: Parser) -> Bulletin {
        let known = meta::header(&self.metas, self.title.as_deref());
        parser.known(known).parse(&self.text).with_decoding(&self.decoded)
    }
}
