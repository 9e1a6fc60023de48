//! Tables → a line a row, cells between bars; tables that only lay the page
//! out are passed over.
//!
//! ```text
//! <tr><td>索引号：<td>0012/7<td>文号：<td></tr>  →  | 索引号： | 0012/7 | 文号： | |
//! ```

use gongbao::{FieldKey, header_label};

use crate::element::Tag;
use crate::layout::Layout;
use crate::tree::{Place, Tree, What};
use crate::writer::Breaks;

/// No row is filled up to more columns than this.
const MOST_COLUMNS: usize = 64;

/// What a table holds, in order.
struct Table {
    parts: Vec<Part>,
}

enum Part {
    /// The cells of a row.
    Row(Vec<usize>),
    /// A node in no row: the caption, or what was put in the wrong place.
    Loose(usize),
}

/// Writes the table at `node` as rows; `false`, with nothing written, where it
/// is no table of facts but a means to lay out the page.
pub(crate) fn lay_out(layout: &mut Layout<'_>, node: usize) -> bool {
    if layout.tree.within(node).tables > 0 {
        return false;
    }
    let table = Table::of(layout.tree, node);
    if table.is_layout(layout.tree, node) {
        return false;
    }
    layout.end_line();
    let mut carried = vec![0; table.width(layout.tree)];
    for part in &table.parts {
        match part {
            Part::Row(cells) => write_row(layout, cells, &mut carried),
            Part::Loose(node) => {
                layout.walk(*node..layout.tree.nodes[*node].end);
                layout.end_line();
            }
        }
    }
    layout.out.blank_line();
    true
}

impl Table {
    fn of(tree: &Tree, node: usize) -> Table {
        let mut parts = Vec::new();
        let (mut at, end) = (node + 1, tree.nodes[node].end);
        while at < end {
            let inner = &tree.nodes[at];
            if inner.place == Place::Furniture {
                at = inner.end;
                continue;
            }
            match tree.tag(at) {
                Some(Tag::Row) => parts.push(Part::Row(Vec::new())),
                Some(Tag::RowGroup) => {}
                Some(Tag::Cell) => {
                    match parts.last_mut() {
                        Some(Part::Row(cells)) => cells.push(at),
                        _ => parts.push(Part::Row(vec![at])),
                    }
                    at = inner.end;
                    continue;
                }
                None if inner.own.chars == 0 => {}
                _ => {
                    parts.push(Part::Loose(at));
                    at = inner.end;
                    continue;
                }
            }
            at += 1;
        }
        Table { parts }
    }

    fn rows(&self) -> impl Iterator<Item = &[usize]> {
        self.parts.iter().filter_map(|part| match part {
            Part::Row(cells) => Some(cells.as_slice()),
            Part::Loose(_) => None,
        })
    }

    /// How many columns the table has.
    fn width(&self, tree: &Tree) -> usize {
        let of_row = |row: &[usize]| row.iter().map(|&cell| spans(tree, cell).0).sum();
        self.rows().map(of_row).max().unwrap_or(0_usize).min(MOST_COLUMNS)
    }

    /// Whether the table is there for the looks of the page: it has one column,
    /// or one cell holds an article.
    fn is_layout(&self, tree: &Tree, node: usize) -> bool {
        let all = tree.within(node).chars;
        self.rows().map(<[usize]>::len).max().unwrap_or(0) <= 1
            || self.rows().flatten().any(|&cell| {
                let sums = tree.within(cell);
                sums.chars >= 300 && sums.blocks >= 3 && sums.chars * 2 >= all
            })
    }
}

/// What the cells of a row have said so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    /// Facts in columns.
    Facts,
    /// A label of the header and its value: the columns carry no meaning.
    Labelled,
    /// The same, and the label of a title was the last: lines in its cell are one title.
    Titled,
}

/// Writes one row. `carried` tells for each column how many rows more a cell
/// from above reaches into it.
fn write_row(layout: &mut Layout<'_>, row: &[usize], carried: &mut [usize]) {
    let reached = carried.iter().any(|rows| *rows > 0);
    let empty = row.iter().all(|&cell| layout.tree.within(cell).chars == 0);
    if empty || (row.len() == 1 && !reached) {
        carried.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        if let ([only], false) = (row, empty) {
            layout.walk(only + 1..layout.tree.nodes[*only].end);
            layout.end_line();
        }
        return;
    }
    let mut column = 0;
    let mut kind = Row::Facts;
    layout.out.put('|');
    for &cell in row {
        if kind != Row::Facts && layout.is_colon(cell) {
            continue;
        }
        column = skip_carried(layout, column, carried);
        let before = layout.out.len();
        layout.out.space();
        layout.cell(cell, if kind == Row::Titled { Breaks::Soft } else { Breaks::Blank });
        let label = header_label(layout.out.since(before).trim());
        kind = match (label.map(|label| label.key), kind) {
            (Some(Some(FieldKey::Title)), _) => Row::Titled,
            (Some(_), _) | (None, Row::Titled) => Row::Labelled,
            (None, kind) => kind,
        };
        close_cell(layout);
        let (columns, rows) = spans(layout.tree, cell);
        let last = if kind == Row::Facts { column + columns } else { column + 1 };
        for taken in column..last {
            if let Some(carry) = carried.get_mut(taken) {
                *carry = rows - 1;
                if taken > column {
                    close_cell(layout);
                }
            }
        }
        column = last;
    }
    skip_carried(layout, column, carried);
    layout.end_line();
}

/// Leaves the columns empty that cells from above reach into.
fn skip_carried(layout: &mut Layout<'_>, mut column: usize, carried: &mut [usize]) -> usize {
    while let Some(carry) = carried.get_mut(column).filter(|carry| **carry > 0) {
        *carry -= 1;
        close_cell(layout);
        column += 1;
    }
    column
}

fn close_cell(layout: &mut Layout<'_>) {
    layout.out.space();
    layout.out.put('|');
}

fn spans(tree: &Tree, cell: usize) -> (usize, usize) {
    match tree.nodes[cell].what {
        What::Element { spans, .. } => spans,
        What::Text(_) | What::Break => (1, 1),
    }
}
