//! Small pages and their text, line for line.

fn text(html: &str) -> String {
    gongbao_html::extract_str(html).text
}

#[test]
fn blocks_become_lines() {
    let rows = [
        ("<p>甲<p>乙", "甲\n乙\n"),
        ("甲<br>乙<br><br>丙", "甲\n乙\n丙\n"),
        ("<p>共<span>3</span><span>户</span></p>", "共3户\n"),
        ("<p>稳定\n  增长 5 %\n以上</p>", "稳定增长 5 % 以上\n"),
        ("<p>甲 \n 乙\n2024 年</p>", "甲乙 2024 年\n"),
        ("<p>排查3260户、\n8912人</p>", "排查3260户、8912人\n"),
        ("<p>&nbsp;</p><p>\u{3000}\u{3000}甲</p>", "\u{3000}\u{3000}甲\n"),
        ("<pre>甲\n  乙</pre>丙", "甲\n乙\n丙\n"),
        ("<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙\n"),
        ("<span>甲<div>乙</div></span>丙", "甲\n乙\n丙\n"),
        ("a &lt;b&gt; c", "a <b> c\n"),
        ("", ""),
        ("<p></p>", ""),
        ("\0甲\0", "甲\n"),
    ];
    for (html, want) in rows {
        assert_eq!(text(html), want, "{html}");
    }
}

#[test]
fn labels_and_values_are_set_apart() {
    let rows = [
        ("<li><b>索引号</b>0012/7</li>", "索引号：0012/7\n"),
        ("<li><b>索引号：</b>0012/7</li>", "索引号：0012/7\n"),
        ("<li><b>文号</b><i>甲发〔2024〕7号</i></li>", "文号：甲发〔2024〕7号\n"),
        ("<dl><dt>文号<dd>甲发〔2024〕7号<dt>来源<dd></dl>", "文号：甲发〔2024〕7号\n来源\n"),
        ("<div><div>发布机构</div><div>甲镇</div></div>", "发布机构：甲镇\n"),
        ("<div>发布机构：</div>\n<div><span>甲镇</span></div>", "发布机构：甲镇\n"),
        ("<div>发布机构：</div><div>文号：</div><div>甲</div>", "发布机构：\n文号：甲\n"),
        ("<div><div>文号：</div></div><p>甲镇总结</p>", "文号：\n甲镇总结\n"),
        (
            "<em>来源：甲镇</em><em>发布时间：2024-01-22</em><em>点击量：48</em>",
            "来源：甲镇 发布时间：2024-01-22 点击量：48\n",
        ),
        (
            "<p>来源：甲镇\n发布时间：2024-01-22\n点击量：48</p>",
            "来源：甲镇 发布时间：2024-01-22 点击量：48\n",
        ),
        // words that are labels elsewhere
        ("<p><b>主题</b>教育</p>", "主题教育\n"),
        ("<p>公布的<span>时间：</span>三月</p>", "公布的 时间：三月\n"),
        ("<div>主题</div><div>甲</div>", "主题\n甲\n"),
    ];
    for (html, want) in rows {
        assert_eq!(text(html), want, "{html}");
    }
}

#[test]
fn tables_keep_their_rows() {
    let rows = [
        (
            "<table><tr><td>索 引 号：<td>0012/7<tr><td>文号：<td>",
            "| 索 引 号： | 0012/7 |\n| 文号： | |\n",
        ),
        // columns stay in line under cells that take several
        (
            "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁</table>",
            "| 甲 | 乙 | |\n| | 丙 | 丁 |\n",
        ),
        ("<table><tr><td><b>索引号</b>0012/7<td><b>文号</b>：", "| 索引号：0012/7 | 文号： |\n"),
        ("<table><tr><td>文号<td>：<td>甲发〔2024〕7号", "| 文号 | 甲发〔2024〕7号 |\n"),
        (
            "<table><tr><td>标题<td><p>甲县关于<p>乙的通知<td>来源<td>甲<br>乙",
            "| 标题 | 甲县关于乙的通知 | 来源 | 甲 乙 |\n",
        ),
        (
            "<table><tr><td rowspan=2>甲<td>乙<tr><td>丙<tr><td>丁<td>戊",
            "| 甲 | 乙 |\n| | 丙 |\n| 丁 | 戊 |\n",
        ),
        ("<table><tr><td><p>甲<p>乙<td>a|b", "| 甲 乙 | a｜b |\n"),
        // one column, or an article in a cell: a table for the looks
        ("<table><tr><td>甲<tr><td>乙", "甲\n乙\n"),
        (
            "<table><tr><td><table><tr><td>甲<td>乙</table><td>丙</table>丁",
            "| 甲 | 乙 |\n\n丙\n丁\n",
        ),
        ("<table><caption>表1<tr><td>甲<td>乙</table>丙", "表1\n| 甲 | 乙 |\n\n丙\n"),
        ("<table><tr><td colspan=2>表1<tr><td>甲<td>乙</table>", "表1\n| 甲 | 乙 |\n"),
        ("<table><tr><td><td><tr></table>甲", "甲\n"),
    ];
    for (html, want) in rows {
        assert_eq!(text(html), want, "{html}");
    }
    let hostile = "<table><tr><td colspan=1000 rowspan=65534>甲<td>乙<tr><td>丙<td>丁";
    assert!(text(hostile).len() < 300, "a row has no end of columns");
    let article = format!("<table><tr><td>导航<td>{}</table>", "<p>全年收入增长。".repeat(60));
    assert_eq!(text(&article), format!("导航\n{}", "全年收入增长。\n".repeat(60)));
}

#[test]
fn what_is_not_of_the_document_is_dropped() {
    let links: String =
        (0..6).map(|n| format!("<li><a href=/{n}>甲县召开全体会议</a> 2024")).collect();
    let files: String = (0..6).map(|n| format!("<li><a href={n}.doc>附件{n}</a>")).collect();
    let rows = [
        (format!("<ul>{links}</ul>甲"), "甲\n".to_owned()),
        (format!("<div><h3>要闻</h3><ul>{links}</ul></div>甲"), "要闻\n甲\n".to_owned()),
        (format!("<ul>{files}</ul>"), (0..6).map(|n| format!("附件{n}\n")).collect()),
        ("<nav>甲</nav><footer>乙</footer>丙".to_owned(), "丙\n".to_owned()),
        ("<div class='a footer'>甲</div>丙".to_owned(), "丙\n".to_owned()),
        ("<div class=share>甲。乙。</div>丙".to_owned(), "甲。乙。\n丙\n".to_owned()),
        // what is left beside a menu is the document
        (format!("<div><ul>{links}</ul><h1>甲</h1><p>乙</div>丙"), "甲\n乙\n丙\n".to_owned()),
        (
            "<aside>甲</aside><aside>索引号：0012/7</aside>".to_owned(),
            "索引号：0012/7\n".to_owned(),
        ),
        ("<style>甲</style><script>乙</script><!-- 丁 -->丙".to_owned(), "丙\n".to_owned()),
        ("<p hidden>甲</p><p style='display:none'>乙</p>丙".to_owned(), "丙\n".to_owned()),
        // rather what is hidden than nothing
        ("<div style='display:none'>甲</div>".to_owned(), "甲\n".to_owned()),
        (format!("<ul>{links}</ul>"), "甲县召开全体会议 2024\n".repeat(6)),
    ];
    for (html, want) in rows {
        assert_eq!(text(&html), want, "{html}");
    }
}

#[test]
fn meta_fills_what_the_text_lacks() {
    let html = "<title>甲县公报_甲县</title><meta name=PUBDATE content='2024-01-02 10:00'>\
        <meta name=PubDate content=2023-01-01><meta property=og:title content=甲县2023年统计公报>\
        <p>来源：甲县统计局</p><p>2023年，全县生产总值增长5%，人口稳定。</p><meta name=ContentSource content=别处>";
    let header = gongbao_html::extract_str(html).parse().header;
    assert_eq!(header.title.as_deref(), Some("甲县2023年统计公报"));
    assert_eq!(header.published_at.map(|at| at.to_string()).as_deref(), Some("2024-01-02T10:00"));
    assert_eq!(header.source.as_deref(), Some("甲县统计局"));
}

#[test]
fn replaced_bytes_are_remarked_on_in_the_text() {
    let page = gongbao_html::extract("<p>全年收入\u{0}增长</p>".as_bytes(), None);
    assert!(page.parse().diagnostics.is_empty());
    let bytes =
        [b"<p class=x>\xE5\x85\xB1".as_slice(), b"\xFF", "建3户，全年收入增长</p>".as_bytes()]
            .concat();
    let page = gongbao_html::extract(&bytes, None);
    let bulletin = page.parse();
    let span = bulletin.diagnostics[0].span.clone().expect("a place");
    assert_eq!(&page.text[span], "\u{FFFD}");
    assert_eq!(bulletin.source.bytes, bytes.len());
}
