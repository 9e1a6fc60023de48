//! The title among the lines of the head.

use super::head::Other;
use crate::bulletin::{Field, FieldKey};

/// The title, and which of the `others` it stands on.
#[derive(Debug, Default)]
pub(super) struct Choice {
    pub(super) title: Option<String>,
    pub(super) lines: Vec<usize>,
}

/// The words that titles of official documents end in (公文种类, and kinds of report).
const ENDINGS: [&str; 49] = [
    "报告", "通知", "意见", "总结", "公报", "办法", "决定", "批复", "函", "方案", "规划", "要点",
    "公告", "通告", "条例", "规定", "细则", "讲话", "计划", "纪要", "命令", "令", "议案", "答复",
    "目录", "指南", "说明", "情况", "通报", "决议", "纲要", "措施", "清单", "简报", "年报", "月报",
    "快报", "分析", "解读", "标准", "名单", "任务", "制度", "预案", "工作", "打算", "思路", "公示",
    "汇报",
];

/// Whether a line reads as the title of an official document.
pub(super) fn is_title_like(line: &str) -> bool {
    let bare = line.trim_end_matches(['）', ')', '》', '”']);
    let bare = match bare.rfind(['（', '(']) {
        Some(at) if line.ends_with(['）', ')']) => &bare[..at],
        _ => bare,
    };
    ENDINGS.iter().any(|ending| bare.ends_with(ending))
}

/// Finds the title. `known` is what those say who brought the text.
pub(super) fn choose(
    text: &str,
    others: &[Other],
    fields: &[Field],
    known: Option<&str>,
) -> Choice {
    let labelled = fields
        .iter()
        .find(|field| field.key == Some(FieldKey::Title) && !field.value.is_empty())
        .map(|field| field.value.clone());
    if let Some(title) = labelled.filter(|title| !title.ends_with(['…', '.'])) {
        let lines = lines_of(&title, text, others);
        return Choice { title: Some(title), lines };
    }
    if let Some(title) = known.filter(|title| is_title_like(title)) {
        let lines = lines_of(title, text, others);
        if !lines.is_empty() {
            return Choice { title: Some(title.to_owned()), lines };
        }
    }
    let mut best: Option<(i32, Choice)> = None;
    for at in 0..others.len() {
        for count in 1..=3 {
            let Some(lines) = others.get(at..at + count) else {
                break;
            };
            let Some((score, title)) = rate(text, lines) else {
                break;
            };
            if best.as_ref().is_none_or(|(top, _)| score > *top) {
                best =
                    Some((score, Choice { title: Some(title), lines: (at..at + count).collect() }));
            }
        }
    }
    let mut choice =
        best.filter(|(score, _)| *score > 0).map(|(_, choice)| choice).unwrap_or_default();
    // the same title once more is still the title
    if let Some(title) = &choice.title {
        choice.lines = lines_of(title, text, others);
    }
    choice
}

/// The lines on which `title` stands, whole or broken over up to three.
fn lines_of(title: &str, text: &str, others: &[Other]) -> Vec<usize> {
    let mut lines = Vec::new();
    let mut at = 0;
    while at < others.len() {
        let mut rest = title;
        let mut used = 0;
        for other in others[at..].iter().take(3) {
            let Some(after) = rest.strip_prefix(&text[other.span.clone()]) else { break };
            rest = after;
            used += 1;
        }
        if rest.is_empty() {
            lines.extend(at..at + used);
        }
        at += if rest.is_empty() { used.max(1) } else { 1 };
    }
    lines
}

/// How much the lines, put together, are like a title.
fn rate(text: &str, lines: &[Other]) -> Option<(i32, String)> {
    if lines.iter().any(|line| line.kind.is_some()) {
        return None;
    }
    let next_to_each_other = lines.windows(2).all(|pair| pair[1].line - pair[0].line <= 2);
    if !next_to_each_other {
        return None;
    }
    let title: String = lines.iter().map(|line| &text[line.span.clone()]).collect();
    let chars = title.chars().take(121).count();
    if chars > 120 || title.contains(['。', '；', '|']) || title.ends_with(['：', ':', '，']) {
        return None;
    }
    let mut score = 0;
    let first_done = is_title_like(&text[lines[0].span.clone()]);
    let ends_well = is_title_like(&title);
    let broken = title.matches('《').count() != title.matches('》').count();
    score += if ends_well { 6 } else { 0 };
    score += if title.contains("关于") { 3 } else { 0 };
    score += if title.contains('年') { 1 } else { 0 };
    score += match chars {
        0..=3 => -6,
        4..=5 => 0,
        6..=80 => 2,
        _ => 1,
    };
    score -= if broken { 4 } else { 0 };
    if lines.len() > 1 {
        // lines are one title only where the first alone is not finished
        score -= if first_done || !ends_well { 12 } else { 0 };
        score += 1;
    }
    Some((score, title))
}
