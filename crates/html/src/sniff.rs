//! Is a file a page? Asked of its first bytes, whatever its name.

use std::ffi::OsStr;
use std::path::Path;

/// How many bytes are looked at.
const WINDOW: usize = 8192;

/// Elements that a page or a fragment of one may open with.
const OPENERS: [&str; 28] = [
    "html", "head", "body", "meta", "title", "link", "script", "style", "base", "div", "table",
    "tbody", "tr", "td", "p", "span", "ul", "ol", "dl", "h1", "h2", "h3", "article", "section",
    "main", "center", "font", "form",
];

/// Closing tags that no plain text has three of.
const CLOSERS: [&str; 9] =
    ["</p>", "</div>", "</td>", "</tr>", "</span>", "</table>", "</li>", "</body>", "</html>"];

/// Whether `bytes` are HTML: they open with a doctype or a tag, or hold at
/// least three closing tags near the start.
///
/// ```
/// use gongbao_html::looks_like_html;
/// assert!(looks_like_html("\u{FEFF}\n<!-- 存档 --><div class=\"a\">甲镇</div>".as_bytes()));
/// assert!(!looks_like_html("甲镇2023年度总结\n<北镇>共3户".as_bytes()));
/// ```
pub fn looks_like_html(bytes: &[u8]) -> bool {
    let mut start: Vec<u8> = bytes.iter().copied().take(WINDOW).collect();
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        // UTF-16: the bytes between ASCII characters are zero
        start.retain(|&byte| byte != 0);
    }
    let start = String::from_utf8_lossy(&start).to_ascii_lowercase();
    opens_with_tag(&start)
        || CLOSERS.iter().map(|tag| start.matches(tag).count()).sum::<usize>() >= 3
}

/// Whether a file's name ends as names of pages do.
///
/// ```
/// use std::path::Path;
/// assert!(gongbao_html::is_named_html(Path::new("存档/content_5345407.HTM")));
/// assert!(!gongbao_html::is_named_html(Path::new("html")));
/// ```
pub fn is_named_html(path: &Path) -> bool {
    const ENDINGS: [&str; 5] = ["html", "htm", "shtml", "xhtml", "jhtml"];
    let ending = path.extension().and_then(OsStr::to_str);
    ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Whether the text opens with a tag, perhaps after white space and comments.
fn opens_with_tag(text: &str) -> bool {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| {
            c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{FFFD}')
        });
        let skipped = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.find("-->").map(|at| &comment[at + 3..])
        } else if let Some(declaration) = rest.strip_prefix("<?xml") {
            declaration.find('>').map(|at| &declaration[at + 1..])
        } else {
            break;
        };
        match skipped {
            Some(after) => rest = after,
            None => return false,
        }
    }
    let Some(tag) = rest.strip_prefix('<') else { return false };
    if tag.starts_with("!doctype html") {
        return true;
    }
    let name: &str = &tag[..tag.bytes().take_while(u8::is_ascii_alphanumeric).count()];
    OPENERS.contains(&name) && tag[name.len()..].starts_with(['>', '/', ' ', '\t', '\n', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_from_texts() {
        let rows: [(&[u8], bool); 12] = [
            (b"<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\">", true),
            (b"<?xml version=\"1.0\"?>\n<!doctype HTML>", true),
            (b"\xEF\xBB\xBF  <HTML lang=zh>", true),
            (b"\xFF\xFE<\0h\0t\0m\0l\0>\0", true),
            (b"<table><tr>", true),
            ("<p>甲".as_bytes(), true),
            ("首页 <p>甲</p><p>乙</p><p>丙</p>".as_bytes(), true),
            (b"<svg>", false),
            (b"<!-- never closed", false),
            ("甲镇<br>乙镇<br>丙镇".as_bytes(), false),
            ("当a<b时".as_bytes(), false),
            (b"", false),
        ];
        for (bytes, want) in rows {
            assert_eq!(looks_like_html(bytes), want, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
