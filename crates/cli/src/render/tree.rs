//! The outline as an indented tree, each point with the quantities it states.
//!
//! ```text
//! 甲镇2023年度总结
//! 一、经济
//!   · 财政总收入 超 1.6亿元
//!   （一）招商
//!     · 税源企业 60家
//! ```

use std::io::{self, Write};

use gongbao::{Basis, Bulletin, Change, Direction, Hedge, Quantity, Section};

/// Writes the tree of the document at `position` among several, under `heading`.
pub fn write(
    out: &mut impl Write,
    bulletin: &Bulletin,
    heading: Option<&str>,
    position: usize,
) -> io::Result<()> {
    let mut tree = Tree { lines: String::new(), quantities: &bulletin.quantities };
    if position > 0 {
        tree.lines.push('\n');
    }
    if let Some(heading) = heading {
        tree.line(0, &[heading, ":"]);
    }
    if let Some(title) = &bulletin.header.title {
        tree.line(0, &[title]);
    }
    tree.quantities_of(None, 0);
    tree.sections(&bulletin.outline, &mut Vec::new());
    out.write_all(tree.lines.as_bytes())
}

/// The lines so far, and what is to be hung into them.
struct Tree<'b> {
    lines: String,
    quantities: &'b [Quantity],
}

impl Tree<'_> {
    fn sections(&mut self, sections: &[Section], path: &mut Vec<usize>) {
        for (position, section) in sections.iter().enumerate() {
            let depth = path.len();
            self.line(depth, &[&section.label, gap(&section.label), &section.title]);
            path.push(position);
            self.quantities_of(Some(path), depth + 1);
            self.sections(&section.children, path);
            path.pop();
        }
    }

    fn quantities_of(&mut self, section: Option<&[usize]>, depth: usize) {
        for quantity in self.quantities {
            if quantity.section.as_deref() == section {
                self.line(depth, &["· ", &describe(quantity)]);
            }
        }
    }

    fn line(&mut self, depth: usize, parts: &[&str]) {
        self.lines.push_str(&"  ".repeat(depth));
        self.lines.extend(parts.iter().copied());
        self.lines.push('\n');
    }
}

/// What goes between a label and its title: `第一章 总则`, but `一、经济`, `一是强产业`.
fn gap(label: &str) -> &'static str {
    let ends_in_a_word = label.ends_with(|c: char| c.is_alphanumeric());
    if (label.starts_with('第') && ends_in_a_word) || label.ends_with('.') { " " } else { "" }
}

/// `财政总收入 超 1.6亿元`, `一般公共预算收入 5.08% ↑ 同比`.
fn describe(quantity: &Quantity) -> String {
    let mut words: Vec<&str> = Vec::new();
    words.extend(quantity.indicator.as_deref());
    words.extend(quantity.object.as_deref());
    words.extend(hedge(quantity));
    // A span may go over a line that was broken within it.
    words.extend(quantity.text.split_whitespace());
    if let Some(change) = &quantity.change {
        words.push(arrow(change));
        words.extend(basis(change));
    }
    words.join(" ")
}

/// The word for how exact the value is, unless the quantity's text has it.
fn hedge(quantity: &Quantity) -> Option<&'static str> {
    const IN_TEXT: [char; 10] = ['约', '近', '超', '逾', '余', '多', '上', '下', '右', '几'];
    if quantity.text.contains(IN_TEXT) {
        return None;
    }
    match quantity.hedge {
        Hedge::About => Some("约"),
        Hedge::Over => Some("超"),
        Hedge::Under => Some("近"),
        _ => None,
    }
}

fn arrow(change: &Change) -> &'static str {
    match change.direction {
        Direction::Increase => "↑",
        Direction::Decrease => "↓",
        _ => "",
    }
}

fn basis(change: &Change) -> Option<&str> {
    match change.basis.as_ref()? {
        Basis::YearOnYear => Some("同比"),
        Basis::MonthOnMonth => Some("环比"),
        Basis::Versus(words) => Some(words),
        _ => None,
    }
}
