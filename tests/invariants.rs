//! What holds for every text: nothing is lost, spans slice to their text,
//! the JSON reads back, and the order of things is the order of the text.

mod common;

use common::check;
use proptest::prelude::*;

#[test]
fn fixtures() {
    for entry in std::fs::read_dir("fixtures").expect("fixtures/ is there") {
        let path = entry.expect("and readable").path();
        if path.extension().is_some_and(|ext| ext == "txt") {
            check(&std::fs::read_to_string(&path).expect("a text"));
        }
    }
}

/// Texts that once broke something, found by the fuzz targets.
const FOUND: [&str; 12] = [
    // a unit that blanks set off reached into the middle of a character
    "少于1 日。",
    // the unit that was made up for 3 reached into the next number
    "令3七人",
    // so did the classifier that no table has, behind a name
    "今年，水库12第1.1 甲。",
    // the title of nothing but blanks stood behind its section
    "一是\u{3000}二是",
    // of two lists of attachments below each other, the first ended the section behind both
    "附件\n附件\r二、脱\n我镇共有17个j/2025 heade信息索引号 | t214户36075人,其中",
    // a paragraph went on over the line that opens an annex
    "一、;\r节\n附件\n省\n（一）。\n\r\r",
    // people of a clause that the name leaves out stood before the name
    "为20名涉及学生的案件提供援助。",
    // words of another clause were taken for those of the place
    "工业经济获得发展，增长5%企业第4位。",
    "位列全省前列（第3位达标率第7位）。",
    // nothing but a field stood in front of 中
    "工业增加值增长5%，在全县中列第3位。",
    // one of a list of names went on to where the list has things
    "老旧小区改造和管网分别3个、5个。",
    // nobody stood behind the word for those for whom something is done
    "将32户企业重组为9户，解除劳动关系。",
];

#[test]
fn texts_that_once_broke_something() {
    FOUND.into_iter().for_each(check);
}

/// Pieces that the stages look for, so that random texts reach deep into them.
const PIECES: [&str; 114] = [
    "一要",
    "为老年人",
    "组织",
    "第一是",
    "1.新建",
    "20时",
    "（园）",
    "1.1 甲",
    "每人每月",
    "不到",
    "[2]",
    "附件\n",
    "附件：1.甲\n",
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
