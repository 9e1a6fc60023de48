//! Raw text between tags → characters, each with the bytes it stands for.
//!
//! ```text
//! 共&nbsp;3&#x6237;  →  共, U+00A0 (6 bytes), 3, 户 (8 bytes)
//! ```

use std::ops::Range;

use html5gum::Token;

use crate::tokens::tokens;

/// The longest name of a character reference, with `&` and `;`.
const LONGEST: usize = 40;

/// One character of the text, and where in the HTML it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) char: char,
    pub(crate) html: Range<usize>,
}

/// Calls `take` with each character of the text at `span` of `html`.
pub(crate) fn each_char(html: &str, span: Range<usize>, mut take: impl FnMut(Placed)) {
    let Some(raw) = html.get(span.clone()) else { return };
    let mut at = 0;
    while let Some(char) = raw[at..].chars().next() {
        let from = span.start + at;
        if char == '&'
            && let Some((decoded, len)) = reference(&raw[at..])
        {
            decoded.chars().for_each(|char| take(Placed { char, html: from..from + len }));
            at += len;
        } else {
            let len = char.len_utf8();
            take(Placed { char, html: from..from + len });
            at += len;
        }
    }
}

/// The character reference at the start of `text`, and its length.
fn reference(text: &str) -> Option<(String, usize)> {
    for (name, char) in
        [("&nbsp;", "\u{A0}"), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\"")]
    {
        if text.starts_with(name) {
            return Some((char.to_owned(), name.len()));
        }
    }
    let inner = text[1..].bytes().take(LONGEST);
    let name = 1 + inner.take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    let end = if text[name..].starts_with(';') { name + 1 } else { name };
    let raw = &text[..end];
    let Some(Token::String(value)) = tokens(raw).find(|token| matches!(token, Token::String(_)))
    else {
        return None;
    };
    let decoded = String::from_utf8_lossy(&value.value.0).into_owned();
    // `&nbspabc`: the name ends before what stays as it was
    let same = raw.bytes().rev().zip(decoded.bytes().rev()).take_while(|(a, b)| a == b).count();
    let same = if decoded == raw { return None } else { same };
    Some((decoded[..decoded.len() - same].to_owned(), end - same))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_as_the_tokenizer_decodes_them() {
        let rows = [
            ("共&nbsp;3&#x6237;&#25143;", "共\u{A0}3户户"),
            ("&nbspabc &ampx &copy2024", "\u{A0}abc &x ©2024"),
            ("a & b && &foo; &foo c&", "a & b && &foo; &foo c&"),
            ("&ensp;&emsp;&mdash;&middot;", "\u{2002}\u{2003}—·"),
            ("&#0;&#xD800;&#9999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("a &lt; b < c", "a < b < c"),
        ];
        for (html, want) in rows {
            let mut got = String::new();
            each_char(html, 0..html.len(), |placed| got.push(placed.char));
            assert_eq!(got, want, "{html}");
            let by_tokenizer: String = tokens(html)
                .filter_map(|token| match token {
                    Token::String(value) => {
                        Some(String::from_utf8_lossy(&value.value.0).into_owned())
                    }
                    _ => None,
                })
                .collect();
            assert_eq!(by_tokenizer, want, "{html}");
        }
    }
}
