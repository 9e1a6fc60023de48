//! Elements → lines of text, a block a line.
//!
//! ```text
//! <h1>甲镇总结</h1><p>全年<b>收入</b>增长。</p>   →  甲镇总结
//!                                                 全年收入增长。
//! <li><b>索引号</b>0012/7</li>                    →  索引号：0012/7
//! <dt>文号</dt><dd>甲政发〔2024〕7号</dd>           →  文号：甲政发〔2024〕7号
//! ```

use std::ops::Range;

use gongbao::header_label;

use crate::element::Tag;
use crate::map::SourceMap;
use crate::table;
use crate::text::{self, Placed};
use crate::tree::{Place, Tree, What};
use crate::writer::{Breaks, Writer};

/// Lays a page out.
pub(crate) fn lay_out(html: &str, tree: &Tree) -> (String, SourceMap) {
    let mut layout = Layout {
        html,
        tree,
        out: Writer::default(),
        run_start: 0,
        edge: Edge::None,
        bars: Bars::Keep,
        glued: None,
    };
    layout.walk(0..tree.nodes.len());
    layout.out.finish()
}

pub(crate) struct Layout<'t> {
    html: &'t str,
    pub(crate) tree: &'t Tree,
    pub(crate) out: Writer,
    /// Where the text since the last edge begins.
    run_start: usize,
    edge: Edge,
    bars: Bars,
    /// The node that goes on the line of the label before it.
    glued: Option<usize>,
}

/// Whether an element of the line began or ended since the last text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    None,
    Passed,
}

/// What becomes of a bar in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bars {
    Keep,
    /// In a row of cells, a wide bar is put for it.
    Replace,
}

/// An element that is being laid out.
struct Open {
    node: usize,
    tag: Tag,
    /// Where its parent ends.
    parent_end: usize,
}

/// A value that may go on its label's line is no longer than this.
const LONGEST_VALUE: usize = 100;

impl Layout<'_> {
    /// Lays out the nodes of `range`, which holds elements as wholes.
    pub(crate) fn walk(&mut self, range: Range<usize>) {
        let mut open: Vec<Open> = Vec::new();
        let mut at = range.start;
        while at < range.end {
            while let Some(done) = open.pop_if(|top| self.tree.nodes[top.node].end <= at) {
                self.leave(&done);
            }
            match &self.tree.nodes[at].what {
                What::Text(span) => self.text(span.clone(), open.last().map(|top| top.tag)),
                What::Break => self.end_line(),
                What::Element { tag, .. } => {
                    let tag = *tag;
                    let furniture = self.tree.nodes[at].place == Place::Furniture;
                    if furniture || (tag == Tag::Table && table::lay_out(self, at)) {
                        at = self.tree.nodes[at].end;
                        continue;
                    }
                    let parent_end =
                        open.last().map_or(range.end, |top| self.tree.nodes[top.node].end);
                    self.enter(at, tag);
                    open.push(Open { node: at, tag, parent_end });
                }
            }
            at += 1;
        }
        while let Some(done) = open.pop() {
            self.leave(&done);
        }
    }

    fn enter(&mut self, node: usize, tag: Tag) {
        if self.glued == Some(node) {
            self.glued = None;
            self.edge = Edge::None;
        } else if tag.is_inline() {
            self.edge = Edge::Passed;
        } else {
            self.end_line();
        }
    }

    fn leave(&mut self, done: &Open) {
        if done.tag.is_inline() {
            self.edge = Edge::Passed;
        } else if !self.glue(done) {
            self.end_line();
        }
    }

    pub(crate) fn end_line(&mut self) {
        self.out.end_line();
        self.run_start = self.out.len();
        self.edge = Edge::None;
        self.glued = None;
    }

    /// Writes the text between two tags.
    fn text(&mut self, span: Range<usize>, parent: Option<Tag>) {
        if parent == Some(Tag::Preformatted) {
            text::each_char(self.html, span, |placed| match placed.char {
                '\n' => self.out.end_line(),
                _ => self.out.push(placed),
            });
            return;
        }
        if self.html[span.clone()].chars().all(char::is_whitespace) {
            // white space alone has no edges
        } else if std::mem::replace(&mut self.edge, Edge::None) == Edge::Passed {
            self.cross_edge(span.clone(), parent);
            self.run_start = self.out.len();
        }
        let mut from = span.start;
        for line in self.html[span.clone()].split_inclusive('\n') {
            let part = from..from + line.len();
            from = part.end;
            if part.start > span.start
                && self.out.is_tight()
                && self.is_label(&self.opening(part.clone()))
            {
                self.out.space();
            }
            text::each_char(self.html, part, |mut placed| {
                if placed.char == '|' && self.bars == Bars::Replace {
                    placed.char = '｜';
                }
                self.out.push(placed);
            });
        }
    }

    /// Sets labels and values apart where the page does so by elements alone.
    fn cross_edge(&mut self, next: Range<usize>, parent: Option<Tag>) {
        if self.out.line().is_empty() {
            return;
        }
        let next = self.opening(next);
        let run = self.out.since(self.run_start);
        let in_prose = matches!(parent, Some(Tag::Paragraph | Tag::Heading));
        let label = header_label(run.trim())
            .is_some_and(|l| l.len == run.trim().len() && !l.has_colon && !(l.is_weak && in_prose));
        if label && !next.starts_with([':', '：', '】', ']']) && header_label(&next).is_none() {
            self.out.put('：');
        } else if self.is_label(&next) && self.out.is_tight() {
            self.out.space();
        }
    }

    /// Whether a label begins here that is to be set apart from what stands before it.
    fn is_label(&self, opening: &str) -> bool {
        let opens = self.out.line().ends_with(['【', '[', '（', '(', '|', '：', ':']);
        let label = header_label(opening);
        !opens && label.is_some_and(|label| label.has_colon || !label.is_weak)
    }

    /// The first characters of a raw text, white space before them left out.
    fn opening(&self, span: Range<usize>) -> String {
        let mut opening = String::new();
        let mut count = 0;
        let raw = &self.html[span.clone()];
        let skipped = raw.len() - raw.trim_start().len();
        let from = span.start + skipped;
        let near = raw[skipped..].char_indices().nth(60).map_or(span.end, |(at, _)| from + at);
        text::each_char(self.html, from..near, |Placed { char, .. }| {
            if count < 30 && !(count == 0 && char.is_whitespace()) {
                opening.push(char);
                count += 1;
            }
        });
        opening
    }

    /// Where a block is a label and its neighbour the value, both go on one line.
    fn glue(&mut self, done: &Open) -> bool {
        let line = self.out.line().trim();
        let Some(label) = header_label(line).filter(|label| label.len == line.len()) else {
            return false;
        };
        let sure = label.has_colon || !label.is_weak || done.tag == Tag::Term;
        let labelled = matches!(done.tag, Tag::Block | Tag::Item | Tag::Term | Tag::Paragraph);
        if !(sure && labelled) {
            return false;
        }
        let Some(value) = self.neighbour(done) else { return false };
        if !label.has_colon {
            self.out.put('：');
        }
        self.glued = Some(value);
        true
    }

    /// The element after a label, if it can be its value.
    fn neighbour(&self, label: &Open) -> Option<usize> {
        let mut at = self.tree.nodes[label.node].end;
        for _ in 0..4 {
            if at >= label.parent_end {
                return None;
            }
            match &self.tree.nodes[at].what {
                What::Text(span) if self.html[span.clone()].chars().all(char::is_whitespace) => {
                    at = self.tree.nodes[at].end;
                }
                What::Element { tag: Tag::Dropped, .. } => at = self.tree.nodes[at].end,
                _ => break,
            }
        }
        let tag = self.tree.tag(at)?;
        let sums = self.tree.within(at);
        let simple =
            sums.blocks == 0 && sums.stops == 0 && (1..=LONGEST_VALUE).contains(&sums.chars);
        let value = matches!(tag, Tag::Block | Tag::Item | Tag::Description | Tag::Paragraph);
        if !(simple && value && at < label.parent_end) {
            return None;
        }
        let texts = self.tree.nodes[at..self.tree.nodes[at].end].iter().take(8);
        let first = texts.filter_map(|node| match &node.what {
            What::Text(span) => Some(self.opening(span.clone())),
            _ => None,
        });
        let first = first.into_iter().find(|text| !text.is_empty())?;
        let another = header_label(&first)
            .is_some_and(|label| label.has_colon || (label.len == first.len() && !label.is_weak));
        (!another).then_some(at)
    }

    /// Writes the content of a cell on the line, whose bars stand between cells only.
    pub(crate) fn cell(&mut self, node: usize, breaks: Breaks) {
        self.edge = Edge::None;
        self.run_start = self.out.len();
        self.bars = Bars::Replace;
        let mut parent = Some(node);
        let mut at = node + 1;
        while at < self.tree.nodes[node].end {
            let inner = &self.tree.nodes[at];
            match &inner.what {
                What::Text(span) => {
                    if std::mem::replace(&mut parent, inner.parent) != inner.parent {
                        self.edge = Edge::Passed;
                    }
                    self.text(span.clone(), Some(Tag::Cell));
                }
                What::Break => self.out.line_break(breaks),
                What::Element { .. } if inner.place == Place::Furniture => {
                    at = inner.end;
                    continue;
                }
                What::Element { tag, .. } if !tag.is_inline() => self.out.line_break(breaks),
                What::Element { .. } => {}
            }
            at += 1;
        }
        self.bars = Bars::Keep;
    }

    /// Whether a cell holds a colon and nothing else.
    pub(crate) fn is_colon(&self, node: usize) -> bool {
        let inner = &self.tree.nodes[node + 1..self.tree.nodes[node].end];
        let text = inner.iter().find_map(|node| match &node.what {
            What::Text(span) if node.own.chars > 0 => Some(self.opening(span.clone())),
            _ => None,
        });
        self.tree.within(node).chars == 1 && text.is_some_and(|text| text.starts_with([':', '：']))
    }
}
