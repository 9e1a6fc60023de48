//! What stands below the body: attachments, signature and date, remarks, furniture.
//!
//! ```text
//! 附件：1.任务清单            Attachment
//!         甲县人民政府        Signature
//!         2024年3月26日       SignatureDate
//! （此件公开发布）            Remark
//! 【打印本页】【关闭窗口】    Furniture
//! ```

use crate::bulletin::{Block, BlockKind};
use crate::furniture::is_furniture;
use crate::header::value::date_at_start;
use crate::lines::Line;
use crate::outline::scan_mark;

/// The lines that are no body text, in text order.
pub(crate) fn read(text: &str, lines: &[Line], body_line: usize) -> Vec<(usize, Block)> {
    let closing = Closing { text, lines, first: body_line };
    let mut found = closing.upward_from(lines.len());
    // an annex in full may follow the signature
    let top = found.first().map_or(lines.len(), |(line, _)| *line);
    let annex = (body_line + 1..top).find(|&at| closing.opens_annex(at));
    if let Some(at) = annex {
        let block = Block { kind: BlockKind::Attachment, span: lines[at].text.clone() };
        let mut before = closing.upward_from(at);
        before.push((at, block));
        before.append(&mut found);
        found = before;
    }
    found
}

struct Closing<'t> {
    text: &'t str,
    lines: &'t [Line],
    first: usize,
}

/// How far up a list of attachments may begin.
const LONGEST_LIST: usize = 30;

impl Closing<'_> {
    fn upward_from(&self, end: usize) -> Vec<(usize, Block)> {
        let mut found = Vec::new();
        let mut at = end;
        let mut signed = Signed::No;
        while let Some(line_at) = self.line_above(at) {
            let line = &self.lines[line_at];
            let text = line.of(self.text);
            let kind = if let Some(kind) = fixed(text) {
                kind
            } else if signed == Signed::No && is_date_line(text) {
                signed = Signed::Dated;
                BlockKind::SignatureDate
            } else if signed == Signed::Dated && is_signatory(text) {
                BlockKind::Signature
            } else if let Some(from) = self.list_begins(line_at) {
                let mut list: Vec<_> = (from..=line_at)
                    .rev()
                    .filter(|&at| !self.lines[at].is_blank())
                    .map(|at| {
                        (
                            at,
                            Block {
                                kind: BlockKind::Attachment,
                                span: self.lines[at].text.clone(),
                            },
                        )
                    })
                    .collect();
                found.append(&mut list);
                at = from;
                signed = if signed == Signed::Dated { Signed::Done } else { signed };
                continue;
            } else {
                break;
            };
            found.push((line_at, Block { kind, span: line.text.clone() }));
            at = line_at;
        }
        found.reverse();
        found
    }

    /// The nearest line above `at` that is not blank, down to the body's first.
    fn line_above(&self, at: usize) -> Option<usize> {
        (self.first..at).rev().find(|&above| !self.lines[above].is_blank())
    }

    /// Where a list of attachments that ends on this line begins.
    fn list_begins(&self, at: usize) -> Option<usize> {
        let stop = at.saturating_sub(LONGEST_LIST).max(self.first);
        for above in (stop..=at).rev() {
            let text = self.lines[above].of(self.text);
            if is_attachment(text) {
                return Some(above);
            }
            let item =
                text.is_empty() || scan_mark(text).is_some() || text.chars().take(41).count() <= 40;
            if !item || text.contains('。') {
                return None;
            }
        }
        None
    }

    /// `附件`, `附件1` alone on a line, with a body below.
    fn opens_annex(&self, at: usize) -> bool {
        let text = self.lines[at].of(self.text);
        let rest = text.strip_prefix("附件").or_else(|| text.strip_prefix("附表"));
        rest.is_some_and(|rest| {
            rest.trim_matches([' ', '：', ':'])
                .chars()
                .all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        })
    }
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Signed {
    No,
    Dated,
    Done,
}

/// Lines that show by their form what they are.
fn fixed(text: &str) -> Option<BlockKind> {
    if text.len() > 600 {
        None
    } else if is_furniture(text) {
        Some(BlockKind::Furniture)
    } else if text.starts_with("抄送") || text.starts_with("抄报") || text.starts_with("主送")
    {
        Some(BlockKind::Attachment)
    } else if text.starts_with(['（', '('])
        && text.ends_with(['）', ')'])
        && text.chars().take(41).count() <= 40
        && scan_mark(text).is_none()
    {
        Some(BlockKind::Remark)
    } else {
        None
    }
}

/// `附件：1.任务清单`, `附件1：……`
fn is_attachment(text: &str) -> bool {
    ["附件", "附表", "附："].iter().any(|word| text.starts_with(word))
        && text.chars().take(121).count() <= 120
}

/// Nothing but a date, perhaps with 印发 after it.
fn is_date_line(text: &str) -> bool {
    date_at_start(text).is_some_and(|(_, len)| {
        let rest = text[len..].trim();
        rest.is_empty() || rest == "印发"
    })
}

/// A short line without sentence marks: the name of a body.
fn is_signatory(text: &str) -> bool {
    text.chars().take(41).count() <= 40
        && !text.contains(['。', '，', '；', '：', ':'])
        && scan_mark(text).is_none()
        && !is_attachment(text)
}
