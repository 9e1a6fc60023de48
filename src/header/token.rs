//! A line of the header → labels and texts.
//!
//! ```text
//! 索引号: 0012/7 公开方式: 主动公开   →  Label(索引号) Text(0012/7) Label(公开方式) Text(主动公开)
//! | 索引号 | 0012/7 | 文号 | |        →  the same, cell by cell
//! ```

use std::ops::Range;

use super::label::{self, Hit, Strength};

/// A piece of a header line; ranges are places in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    Label { hit: Hit, span: Range<usize> },
    Text { span: Range<usize> },
}

/// Takes a line apart. `start` is where `line` stands in the document.
pub(crate) fn tokens(line: &str, start: usize) -> Vec<Token> {
    let mut found = Vec::new();
    if line.contains('\t') || is_row(line) {
        let mut at = 0;
        for cell in line.split(['\t', '|']) {
            let opening = match found.last() {
                Some(Token::Label { span, .. }) if span.end <= start + at => Place::Value,
                _ => Place::Opening,
            };
            cell_tokens(cell, start + at, opening, &mut found);
            at += cell.len() + 1;
        }
    } else {
        cell_tokens(line, start, Place::Opening, &mut found);
    }
    found
}

/// The bullets and brackets that may stand before a label.
const BULLETS: [char; 12] = ['•', '·', '●', '*', '▪', '■', '◆', '○', '【', '[', '［', '-'];

fn cell_tokens(cell: &str, start: usize, opening: Place, found: &mut Vec<Token>) {
    let lead = cell.len() - skip_bullets(cell).len();
    let mut text_from = lead;
    let mut at = lead;
    let mut fresh = true;
    for (place, c) in cell[lead..].char_indices() {
        let place = lead + place;
        if place < at {
            continue;
        }
        if sets_apart(c) {
            fresh = true;
            continue;
        }
        if !fresh {
            continue;
        }
        fresh = false;
        let opens = place == lead;
        let Some(hit) = hit_at(&cell[place..], if opens { opening } else { Place::Later }) else {
            continue;
        };
        push_text(cell, text_from..place, start, found);
        let end = place + hit.len;
        found.push(Token::Label { hit, span: start + place..start + end });
        text_from = end;
        at = end;
        fresh = true;
    }
    push_text(cell, text_from..cell.len(), start, found);
}

/// Whether a label may begin behind `c`.
fn sets_apart(c: char) -> bool {
    // nearly all are Chinese, and none of those does
    !matches!(c, '\u{4E00}'..='\u{9FFF}')
        && (c.is_whitespace() || BULLETS.contains(&c) || matches!(c, '】' | ']' | '；' | ';'))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Opening,
    /// At the start of the cell after a label: what is no label of the table is the value.
    Value,
    Later,
}

/// The label at the start of `text`, if it counts where it stands.
fn hit_at(text: &str, place: Place) -> Option<Hit> {
    let known = label::at_start(text).filter(|hit| {
        let alone = text[hit.words..].trim_start_matches(['】', ']']).trim().is_empty();
        hit.has_colon() || hit.strength == Strength::Strong || (place != Place::Later && alone)
    });
    known.or_else(|| label::unknown_at_start(text).filter(|_| place == Place::Opening))
}

fn push_text(cell: &str, range: Range<usize>, start: usize, found: &mut Vec<Token>) {
    let raw = &cell[range.clone()];
    let left = raw.trim_start_matches(is_edge);
    let from = range.start + (raw.len() - left.len());
    let text = left.trim_end_matches(is_edge);
    if !text.is_empty() {
        found.push(Token::Text { span: start + from..start + from + text.len() });
    }
}

/// What may stand around a value without being part of it.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, '•' | '●' | '▪' | '|')
}

pub(crate) fn skip_bullets(cell: &str) -> &str {
    cell.trim_start_matches(|c: char| c.is_whitespace() || BULLETS.contains(&c))
}

/// Whether the line is a row of cells between bars.
pub(crate) fn is_row(line: &str) -> bool {
    line.matches('|').count() >= 2
}

/// Whether the line opens with a bullet.
pub(crate) fn has_bullet(line: &str) -> bool {
    line.starts_with(['•', '·', '●', '*', '▪', '■', '◆', '○'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_apart() {
        let rows: [(&str, &[&str]); 9] = [
            (
                "索引号: 0012/7 公开方式: 主动公开",
                &["L索引号:", "0012/7", "L公开方式:", "主动公开"],
            ),
            ("  • 信息索引号:", &["L信息索引号:"]),
            (
                "索 引 号 1133/2024-10 公开方式 主动公开",
                &["L索 引 号", "1133/2024-10", "L公开方式", "主动公开"],
            ),
            ("| 索引号 | 6207/7 | 发文字号 | |", &["L索引号", "6207/7", "L发文字号"]),
            ("文号: 发布日期: 2024-01-18", &["L文号:", "L发布日期:", "2024-01-18"]),
            (
                "发布时间：2024-03-26 11:17 来源：丁县统计局 浏览次数：152 字体：[大 中 小] 【打印】",
                &[
                    "L发布时间：",
                    "2024-03-26 11:17",
                    "L来源：",
                    "丁县统计局",
                    "L浏览次数：",
                    "152",
                    "L字体：",
                    "[大 中 小] 【打印】",
                ],
            ),
            ("甲镇2023年度总结", &["甲镇2023年度总结"]),
            ("归口处室：综合处", &["L归口处室：", "综合处"]),
            (
                "| 标题： | 开新局：甲镇2023年度总结 | 文号 | |",
                &["L标题：", "开新局：甲镇2023年度总结", "L文号"],
            ),
        ];
        for (line, want) in rows {
            let got: Vec<String> = tokens(line, 0)
                .into_iter()
                .map(|token| match token {
                    Token::Label { span, .. } => format!("L{}", &line[span]),
                    Token::Text { span } => line[span].to_owned(),
                })
                .collect();
            assert_eq!(got, want, "{line}");
        }
    }
}
