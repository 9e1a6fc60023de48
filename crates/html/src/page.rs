//! Bytes of a page → its text.

use std::borrow::Cow;

use gongbao::{Bulletin, Decoded};
use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, Token};

use crate::map::{Piece, SourceMap};

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
}

/// Reads a page. `hint` is the charset that came with it from elsewhere, as
/// in the header of an HTTP response. Never fails, whatever the bytes are.
pub fn extract<'b>(bytes: &'b [u8], hint: Option<&str>) -> Page<'b> {
    let _ = hint;
    let decoded = gongbao::decode(bytes);
    from_decoded(decoded)
}

fn from_decoded(decoded: Decoded<'_>) -> Page<'_> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let (mut text, mut map, mut blocks) = (String::new(), SourceMap::default(), 0);
    for token in Tokenizer::new_with_emitter(decoded.text.as_ref(), emitter) {
        let Ok(token) = token;
        match token {
            Token::String(value) => {
                let start = text.len();
                text.push_str(&String::from_utf8_lossy(&value.value.0));
                map.push(Piece { text: start..text.len(), html: value.span.start..value.span.end });
                blocks += 1;
            }
            Token::EndTag(tag) if matches!(&tag.name.0[..], b"p" | b"div" | b"h1") => {
                if blocks > 0 {
                    text.push('\n');
                }
                blocks = 0;
            }
            _ => {}
        }
    }
    Page { html: decoded.text, text, map, title: None }
}

impl Page<'_> {
    /// Reads the page as a bulletin; its spans point into [`Page::text`].
    pub fn parse(&self) -> Bulletin {
        gongbao::parse(&self.text)
    }
}
