//! Paragraphs → the outline: chapters, sections, points, however numbered.
//!
//! ```text
//! 一、总体情况            Chapter  level 1
//! （一）农业。粮食……      Section  level 2, title 农业
//! 一是稳产；二是……        Point    level 3, two of them
//! ```
//!
//! Levels are relative: a heading hangs below the nearest open heading whose
//! form may hold its own, by the document's own [order](order).

mod build;
mod inline;
mod mark;
mod order;

use std::ops::Range;

use mark::Mark;

pub(crate) use build::{Outline, build};
pub(crate) use inline::OPENERS;
pub(crate) use mark::{Family, han_number, scan as scan_mark};

/// A paragraph with its marks.
#[derive(Debug, Clone)]
pub(crate) struct Marked {
    /// The paragraph's text, in the normalised document.
    pub(crate) text: Range<usize>,
    opening: Option<Mark>,
    inline: Vec<inline::InlineMark>,
}

impl Marked {
    /// Whether a heading opens the paragraph that names a chapter or section.
    pub(crate) fn opens_section(&self) -> bool {
        self.opening.is_some_and(|mark| !mark.opens_text())
    }
}

/// Finds the marks of every paragraph; `paragraphs` are ranges of `text` in order, and
/// at `openers` stand the characters of [`OPENERS`], in order.
pub(crate) fn mark_paragraphs(
    text: &str,
    paragraphs: &[Range<usize>],
    mut openers: &[usize],
) -> Vec<Marked> {
    let openings: Vec<Option<Mark>> =
        paragraphs.iter().map(|range| mark::scan(&text[range.clone()])).collect();
    let mut marked: Vec<Marked> = paragraphs
        .iter()
        .enumerate()
        .map(|(at, range)| {
            let opening = openings[at];
            let next = openings.get(at + 1).copied().flatten();
            let before = openers.iter().take_while(|&&at| at < range.start).count();
            openers = &openers[before..];
            let inside =
                openers.iter().take_while(|&&at| at < range.end).map(|&at| at - range.start);
            let inline = inline::scan_inline(&text[range.clone()], opening, next, inside);
            Marked { text: range.clone(), opening, inline }
        })
        .collect();
    drop_lone_dashes(text, &mut marked);
    drop_lone_firsts(&mut marked);
    mark_lead_ins(text, &mut marked);
    marked
}

/// A dash that opens one paragraph alone, with no other beside it, is an
/// aside or a date line, not a point.
fn drop_lone_dashes(text: &str, marked: &mut [Marked]) {
    let dashes = marked.iter().filter(|m| m.opening.is_some_and(|o| o.family == Family::Dash));
    if dashes.count() == 1 {
        for paragraph in marked {
            let long = text[paragraph.text.clone()].len() > 60;
            if !long && paragraph.opening.is_some_and(|o| o.family == Family::Dash) {
                paragraph.opening = None;
            }
        }
    }
}

/// 首先 with no 其次 after it opens a greeting, and 最后 with no 首先 before it
/// closes a text: neither is a point. A run ends where a higher heading begins.
fn drop_lone_firsts(marked: &mut [Marked]) {
    let mut run = FirstRun::default();
    let mut lone: Vec<usize> = Vec::new();
    for (at, paragraph) in marked.iter().enumerate() {
        let higher = paragraph.opening.is_some_and(|mark| mark.family <= Family::HanParen);
        let first = paragraph.opening.filter(|mark| mark.family == Family::First);
        if higher || first.is_some_and(|mark| mark.number == 1) {
            lone.extend(std::mem::take(&mut run).lone());
        }
        if let Some(mark) = first {
            let inside = paragraph.inline.iter().any(|i| i.mark.family == Family::First);
            run.begins |= mark.number == 1;
            run.goes_on |= inside || matches!(mark.number, 2 | 3);
            run.paragraphs.push(at);
        }
    }
    lone.extend(run.lone());
    for at in lone {
        marked[at].opening = None;
    }
}

/// A run of 首先, 其次, 最后 at the openings of paragraphs.
#[derive(Default)]
struct FirstRun {
    begins: bool,
    goes_on: bool,
    paragraphs: Vec<usize>,
}

impl FirstRun {
    /// Its paragraphs, if they are no run.
    fn lone(self) -> Vec<usize> {
        if self.begins && self.goes_on { Vec::new() } else { self.paragraphs }
    }
}

/// The longest paragraph that can be a lead-in, in bytes: some 40 characters more than real ones have.
const LONGEST_LEAD_IN: usize = 300;

/// Marks the unnumbered paragraphs that open runs of points, where they are
/// the document's chapters: at least two of them, and no numbered chapters.
fn mark_lead_ins(text: &str, marked: &mut [Marked]) {
    let above = |m: &Marked| m.opening.is_some_and(|o| o.family <= Family::HanComma);
    if marked.iter().any(above) {
        return;
    }
    let candidates: Vec<usize> = (0..marked.len().saturating_sub(1))
        .filter(|&at| {
            let opens_run = marked[at + 1].opening.is_some_and(|o| o.number == 1);
            opens_run && marked[at].opening.is_none() && is_lead_in(&text[marked[at].text.clone()])
        })
        .collect();
    if candidates.len() >= 2 {
        for at in candidates {
            marked[at].opening = Some(Mark { family: Family::LeadIn, number: 0, len: 0 });
            marked[at].inline.clear();
        }
    }
}

/// One short sentence.
fn is_lead_in(paragraph: &str) -> bool {
    let body = paragraph.trim_end_matches(['。', '：', ':', '.', '；']);
    paragraph.len() <= LONGEST_LEAD_IN && !body.contains(['。', '；']) && !paragraph.contains('\n')
}
