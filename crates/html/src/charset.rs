//! Which encoding a page is in: a byte-order mark, what came with it, what its
//! `<meta>` says, and what its bytes look like, in this order.
//!
//! A declaration that the bytes contradict is not believed: pages are often
//! converted to UTF-8 when they are saved, and keep their old `charset=gb2312`.
//!
//! ```text
//! <meta charset="gbk">                                             →  gb18030
//! <meta http-equiv="Content-Type" content="text/html; charset=big5">  →  big5
//! ```

use gongbao::{Decoded, Encoding};
use html5gum::Token;

use crate::tokens::{attribute, tokens};

/// How far into the page a declaration counts, as in the standard.
const PRESCAN: usize = 1024;

/// Decodes a page; `hint` is a charset, or a whole `Content-Type`.
pub(crate) fn decode<'b>(bytes: &'b [u8], hint: Option<&str>) -> Decoded<'b> {
    let declared = hint.and_then(of_content_type).or_else(|| in_meta(bytes));
    match declared {
        // The guess knows UTF-8, also where it is damaged.
        None | Some(Encoding::Utf8) => gongbao::decode(bytes),
        Some(_) if is_chinese_utf8(bytes) => gongbao::decode(bytes),
        Some(encoding) => gongbao::decode_as(bytes, encoding),
    }
}

/// The charset in `text/html; charset=gbk`, or in `gbk` alone.
fn of_content_type(value: &str) -> Option<Encoding> {
    let lower = value.to_ascii_lowercase();
    let label = match lower.split_once("charset") {
        Some((_, rest)) => rest.trim_start().strip_prefix('=')?,
        None => lower.as_str(),
    };
    let label = label.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    let end = label.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';'));
    Encoding::for_label(&label[..end.unwrap_or(label.len())])
}

/// What the first `<meta>` with a charset says.
fn in_meta(bytes: &[u8]) -> Option<Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN)]);
    tokens(&start).find_map(|token| {
        let Token::StartTag(tag) = token else { return None };
        if &tag.name.0[..] != b"meta" {
            return None;
        }
        let declared = match attribute(&tag, "charset") {
            Some(charset) => Encoding::for_label(charset.trim()),
            None => attribute(&tag, "content")
                .filter(|content| content.to_ascii_lowercase().contains("charset"))
                .and_then(|content| of_content_type(&content)),
        };
        // A declaration in ASCII cannot be in UTF-16.
        declared.map(|encoding| match encoding {
            Encoding::Utf16Le | Encoding::Utf16Be => Encoding::Utf8,
            other => other,
        })
    })
}

/// Whether the bytes are UTF-8 with Chinese in it, characters of three bytes,
/// which text in another encoding is not by chance.
fn is_chinese_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| text.bytes().any(|byte| byte >= 0xE0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_count_in_their_order() {
        let gbk = b"<p>\xC1\xAA\xCD\xA8\xB9\xAB\xCB\xBE</p>";
        let with_meta = [b"<meta charset=big5>".as_slice(), gbk].concat();
        let http_equiv = [
            b"<meta http-equiv=Content-Type content='text/html; charset = gb2312'>".as_slice(),
            gbk,
        ]
        .concat();
        let saved = "<meta charset=gbk><p>联通公司</p>".as_bytes().to_vec();
        let marked = [b"\xEF\xBB\xBF".as_slice(), &saved].concat();
        let far = [vec![b' '; PRESCAN], b"<meta charset=big5>".to_vec(), gbk.to_vec()].concat();
        let rows: [(&[u8], Option<&str>, Encoding); 9] = [
            (gbk, None, Encoding::Gb18030),
            (gbk, Some("text/html; charset=GBK"), Encoding::Gb18030),
            (gbk, Some("nonsense"), Encoding::Gb18030),
            (&with_meta, None, Encoding::Big5),
            (&with_meta, Some("gb2312"), Encoding::Gb18030),
            (&http_equiv, None, Encoding::Gb18030),
            (&saved, None, Encoding::Utf8),
            (&marked, Some("gbk"), Encoding::Utf8),
            (&far, None, Encoding::Gb18030),
        ];
        for (bytes, hint, want) in rows {
            let decoded = decode(bytes, hint);
            assert_eq!(decoded.encoding, want, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
