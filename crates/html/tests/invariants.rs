//! What holds for every page, however broken: it is read, in linear time, and
//! each character of the text is found again at its place in the HTML.

use std::time::{Duration, Instant};

use gongbao_html::Page;
use proptest::prelude::*;

fn check(page: &Page<'_>) {
    assert!(page.text.is_empty() || page.text.ends_with('\n'));
    assert!(!page.text.contains("\n\n\n"));
    let mut at = 0;
    for (start, char) in page.text.char_indices() {
        let span = start..start + char.len_utf8();
        let Some(html) = page.map.to_html(span) else {
            assert!(matches!(char, '\n' | ' ' | '|' | '：'), "{char:?} has no source");
            continue;
        };
        assert!(html.start >= at, "{char:?} at {html:?} goes back behind {at}");
        at = html.start;
        let raw = page.html.get(html.clone()).expect("a range of characters");
        let same = raw.chars().eq([char]) || raw.starts_with('&') || (char, raw) == ('｜', "|");
        assert!(same, "{char:?} is not {raw:?}");
    }
    if let Some(whole) = page.map.to_html(0..page.text.len()) {
        assert!(page.html.get(whole).is_some());
    }
}

const PIECES: [&str; 62] = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<td rowspan=3 colspan=2>",
    "<th>",
    "<tbody>",
    "<caption>",
    "<ul>",
    "</ul>",
    "<li>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<b>",
    "</b>",
    "<span>",
    "</span>",
    "<a href=x>",
    "</a>",
    "<br>",
    "<h1>",
    "</h1>",
    "<pre>",
    "</pre>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<title>",
    "</title>",
    "<select>",
    "</select>",
    "<p hidden>",
    "<nav>",
    "</nav>",
    "<!--",
    "-->",
    "<",
    "&nbsp;",
    "&",
    "&lt",
    "&#x6237;",
    "索引号",
    "索引号：",
    "文号",
    "0012/7",
    "甲镇2023年总结",
    "共3户。",
    " ",
    "\n",
    "|",
    "\0",
    "a",
    "<div class=footer>",
];

proptest! {
    #[test]
    fn random_pages(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..60)) {
        let html = pieces.concat();
        check(&gongbao_html::extract_str(&html));
    }

    #[test]
    fn random_text(html in "[\\PC<>&/ =\"'!-]{0,80}") {
        check(&gongbao_html::extract_str(&html));
    }

    #[test]
    fn random_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        let page = gongbao_html::extract(&bytes, Some("text/html; charset=gbk"));
        check(&page);
        let _ = gongbao_html::looks_like_html(&bytes);
    }
}

#[test]
fn hostile_pages_take_linear_time() {
    let deep = 100_000;
    let n = 30_000;
    let fonts: String = (0..n).map(|size| format!("<font size={size}>甲")).collect();
    let attributes: String = (0..n).map(|at| format!("a{at}=1 ")).collect();
    let pages = [
        "<div>".repeat(deep) + "甲",
        "<table><tr><td>".repeat(deep) + "甲",
        "<table><tr><td>甲<p>".repeat(n),
        "<ul><li>甲".repeat(n),
        "<b><i>甲</b></i>".repeat(n),
        "<a href=x>甲".repeat(n),
        fonts + &"<p>乙".repeat(n),
        "<div>索引号：".repeat(n),
        "<span>索引号</span>".repeat(n),
        "<table>".to_owned() + &"<tr><td colspan=1000 rowspan=65534>甲<td>乙".repeat(n),
        "<tr>".repeat(n) + &"<table>".repeat(n) + &"</tr>".repeat(n),
        format!("<p {attributes}>甲"),
        format!("<p class='{}'>甲", "a ".repeat(10 * n)),
        "&".repeat(10 * n),
        "&nbsp".repeat(n),
        "<".repeat(10 * n),
        "<!--".repeat(n),
        "</div>".repeat(n),
        format!("<p>甲{}乙", " ".repeat(10 * n)),
    ];
    for html in pages {
        let start = Instant::now();
        let page = gongbao_html::extract_str(&html);
        let took = start.elapsed();
        // quadratic time would be minutes
        assert!(took < Duration::from_secs(10), "{took:?} for {:.40}…", html);
        assert!(page.text.len() <= html.len() * 16);
    }
}
