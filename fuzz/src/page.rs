//! What holds for every page, however broken.

use gongbao_html::Page;

/// Reads `bytes` as a page, with and without a charset from elsewhere.
pub fn check(bytes: &[u8]) {
    let _ = gongbao_html::looks_like_html(bytes);
    for hint in [None, Some("text/html; charset=gbk")] {
        let page = gongbao_html::extract(bytes, hint);
        finds_the_way_back(&page);
        let bulletin = page.parse();
        for quantity in &bulletin.quantities {
            assert_eq!(page.text.get(quantity.span.clone()), Some(quantity.text.as_str()));
        }
        let last = bulletin.blocks.last().map_or(0, |block| block.span.end);
        assert_eq!(last, page.text.len(), "blocks cover the text");
    }
}

fn finds_the_way_back(page: &Page<'_>) {
    assert!(page.text.is_empty() || page.text.ends_with('\n'));
    assert!(!page.text.contains("\n\n\n"));
    assert!(page.text.len() <= page.html.len() * 16, "a text is no longer than its page");
    let mut at = 0;
    for (start, char) in page.text.char_indices() {
        let Some(html) = page.map.to_html(start..start + char.len_utf8()) else {
            assert!(matches!(char, '\n' | ' ' | '|' | '：'), "{char:?} has no source");
            continue;
        };
        assert!(html.start >= at, "{char:?} at {html:?} goes back behind {at}");
        at = html.start;
        let raw = page.html.get(html).expect("a range of characters");
        let same = raw.chars().eq([char]) || raw.starts_with('&') || (char, raw) == ('｜', "|");
        assert!(same, "{char:?} is not {raw:?}");
    }
    if let Some(whole) = page.map.to_html(0..page.text.len()) {
        assert!(page.html.get(whole).is_some());
    }
}
