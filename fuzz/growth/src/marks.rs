//! The marks that the library looks for: its tables, and what stands in its code.

use std::fs;
use std::path::{Path, PathBuf};

use crate::pattern::Pattern;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Stands for a number that goes up by one each time: in digits,
pub(crate) const DIGITS: &str = "\u{1}";
/// and in Chinese numerals.
pub(crate) const NUMERALS: &str = "\u{2}";

/// Marks by kind. A pattern takes a kind first, or the thousand units would
/// leave no room for the dozen brackets.
pub(crate) fn all() -> Vec<Vec<String>> {
    let mut kinds: Vec<Vec<String>> = CODE.iter().map(|kind| words(kind)).collect();
    kinds.push(vec![DIGITS.to_owned(), NUMERALS.to_owned()]);
    kinds.push(vec![" ".into(), "\u{3000}".into(), "\t".into(), "\n".into(), "\r\n".into()]);
    kinds.push(vec!["\n".into(), "\n\n".into(), "。\n".into(), "：\n".into()]);
    let mut tables = Vec::new();
    find_tables(&root().join("src"), &mut tables);
    tables.sort();
    for path in tables {
        let table = fs::read_to_string(path).expect("a table of the library");
        let rows = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        // the first cell may be a class, as `start`; then the second is the word
        let cells = rows.flat_map(|row| row.split('\t').take(2).flat_map(|cell| cell.split(' ')));
        kinds.push(cells.filter(|cell| !cell.is_empty()).map(str::to_owned).collect());
    }
    kinds
}

fn find_tables(folder: &Path, tables: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the library") {
        let path = entry.expect("and readable").path();
        if path.is_dir() {
            find_tables(&path, tables);
        } else if path.extension().is_some_and(|ending| ending == "tsv") {
            tables.push(path);
        }
    }
}

fn words(list: &str) -> Vec<String> {
    list.split(' ').map(str::to_owned).collect()
}

const CODE: [&str; 8] = [
    "， 。 、 ； ： ？ ！ … , . ; : ? ! · / | -",
    "“ ” ‘ ’ （ ） ( ) 〔 〕 [ ] 【 】 《 》 < > \"",
    "零 一 二 三 五 十 百 千 万 亿 两 半 几 数 多 余 〇 廿 壹 拾",
    "0 1 12 123456789 1,234 1.5 5% 2023 ０ ９ ． １２",
    "- — —— ~ ～ 至 到 － + ×",
    "一、 （一） 1. 1、 （1） (1) ① 一是 第一章 第一节 第一条 首先， 其次， • ● ■ 附件： 附件1",
    "年 月 日 2023年 3月 26日 上年 去年 全年 上半年 一季度 十四五 2024-03-26 1—9月 同期",
    "&nbsp; & \u{200B} \u{FEFF} \u{A0} 7 8 9 甲 乙 的 了 a GDP 𠀀 é \u{FFFD} \0",
];

/// Patterns that once were slow, or that look as if they might be.
pub(crate) fn patterns() -> Vec<Pattern> {
    let lines = include_str!("../patterns.txt").lines();
    let rows = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(Pattern::of_row).collect()
}
