//! What holds for every text: nothing is lost, spans slice to their text,
//! the JSON reads back, and the order of things is the order of the text.

use gongbao::{Bulletin, OffsetUnit, Section};
use proptest::prelude::*;

fn check(text: &str) {
    let bulletin = gongbao::parse(text);
    blocks_cover(&bulletin, text);
    spans_slice(&bulletin, text);
    sections_nest(&bulletin.outline, 0..text.len(), 1);
    reads_back(&bulletin);
    for unit in [OffsetUnit::Chars, OffsetUnit::Utf16] {
        let _ = bulletin.clone().with_offsets(text, unit);
    }
}

fn blocks_cover(bulletin: &Bulletin, text: &str) {
    let mut at = 0;
    for block in &bulletin.blocks {
        assert_eq!(block.span.start, at, "a gap or an overlap before {block:?}");
        assert!(!block.span.is_empty());
        assert!(text.get(block.span.clone()).is_some(), "{block:?} cuts a character");
        at = block.span.end;
    }
    assert_eq!(at, text.len(), "the end is lost");
}

fn spans_slice(bulletin: &Bulletin, text: &str) {
    for quantity in &bulletin.quantities {
        assert_eq!(text.get(quantity.span.clone()), Some(quantity.text.as_str()));
    }
    for pair in bulletin.quantities.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "quantities overlap: {pair:?}");
    }
    for time in &bulletin.times {
        assert_eq!(text.get(time.span.clone()), Some(time.text.as_str()));
    }
    for field in &bulletin.header.fields {
        assert!(text.get(field.span.clone()).is_some(), "{field:?}");
    }
    for diagnostic in &bulletin.diagnostics {
        if let Some(span) = &diagnostic.span {
            assert!(text.get(span.clone()).is_some(), "{diagnostic:?}");
        }
    }
}

fn sections_nest(sections: &[Section], within: std::ops::Range<usize>, level: u8) {
    let mut at = within.start;
    for section in sections {
        assert_eq!(section.level, level);
        assert!(at <= section.span.start && section.span.end <= within.end, "{section:?}");
        assert!(section.span.start <= section.title_span.start);
        assert!(section.title_span.end <= section.span.end);
        at = section.span.end;
        sections_nest(&section.children, section.span.clone(), level + 1);
    }
}

fn reads_back(bulletin: &Bulletin) {
    let json = serde_json::to_string(bulletin).expect("a bulletin serializes");
    let again: Bulletin = serde_json::from_str(&json).expect("and reads back");
    assert_eq!(&again, bulletin);
}

#[test]
fn fixtures() {
    for entry in std::fs::read_dir("fixtures").expect("fixtures/ is there") {
        let path = entry.expect("and readable").path();
        if path.extension().is_some_and(|ext| ext == "txt") {
            check(&std::fs::read_to_string(&path).expect("a text"));
        }
    }
}

/// Pieces that the stages look for, so that random texts reach deep into them.
const PIECES: [&str; 101] = [
    "一、",
    "（一）",
    "1.",
    "（1）",
    "①",
    "一是",
    "二是",
    "三是",
    "第一章",
    "第一条",
    "——",
    "• ",
    "首先，",
    "\n",
    "\n\n",
    "索引号：",
    "发布日期: ",
    "2024-03-26",
    "文 号",
    "国发〔2019〕5号",
    "| ",
    "\t",
    "附件：",
    "附件",
    "2024年3月26日",
    "甲县人民政府",
    "各位代表：",
    "【字体：大 中 小】",
    "来源：",
    "上一篇：",
    "1.6亿元",
    "增长5.08%",
    "同比",
    "比上年",
    "分别为",
    "约",
    "超",
    "余",
    "万",
    "亿",
    "千",
    "十几",
    "三分之二",
    "百分之",
    "12",
    "１２",
    "1 2 3",
    "\u{200B}",
    "&nbsp;",
    "家",
    "企业",
    "其中",
    "全市第五",
    "“1+10+N”",
    "12345热线",
    "由",
    "降至",
    "，",
    "。",
    "\u{3000}",
    "-",
    "/",
    "1/3",
    ".",
    "国道",
    "零败诉",
    "占",
    "的",
    "了",
    "年",
    "半",
    "级",
    "第",
    "前",
    "上",
    "(",
    ")",
    "翻番",
    "GDP",
    "5G",
    "次",
    "届",
    "每",
    "二",
    "两",
    "增收",
    "比上年",
    "相比",
    "至",
    "万元",
    "PF",
    "人次",
    "以上",
    "推出5三项",
    "打造",
    "5",
    "三项",
    "个亿",
    "\"",
    "28:41:31",
    "举办3",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn random_text(text in ".{0,200}") {
        check(&text);
    }

    #[test]
    fn random_bulletins(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)) {
        check(&pieces.concat());
    }
}
