//! Tokens → the tree of a page.
//!
//! Tags that were left out are put in where the standard puts them in, and end
//! tags that end nothing are passed over; tables are walls that an end tag from
//! inside does not get through. Every step costs a fixed time, or closes what
//! was opened before.
//!
//! ```text
//! <table><tr><td>甲<td>乙</div></table>  →  Table[Row[Cell[甲] Cell[乙]]]
//! ```

use std::ops::Range;

use gongbao::header_label;
use html5gum::{StartTag, Token};

use crate::element::{Name, TAGS, Tag};
use crate::meta::Meta;
use crate::tokens::tokens;
use crate::tree::{Node, Place, Sums, Tree, What};
use crate::{attributes, furniture};

/// Whether what a browser does not show is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// What is visible.
    Visible,
    /// Hidden parts and navigation too.
    Hidden,
}

/// Takes a page apart.
pub(crate) fn tree(html: &str, keep: Keep) -> Tree {
    let mut builder = Builder::new(keep);
    for token in tokens(html) {
        match token {
            Token::StartTag(tag) => builder.start_tag(&tag),
            Token::EndTag(tag) => builder.end_tag(Name::of(&tag.name.0)),
            Token::String(value) => {
                builder.text(&value.value.0, value.span.start..value.span.end);
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    builder.finish()
}

struct Builder {
    tree: Tree,
    keep: Keep,
    /// Open elements, the innermost last.
    open: Vec<Open>,
    /// Where in `open` the elements of each sort are.
    places: [Vec<usize>; TAGS],
    /// Where in `open` those are that are no part of a line.
    blocks: Vec<usize>,
    /// Where in `open` the tables and cells are: the walls.
    walls: Vec<usize>,
    /// Where in `open` the outermost element is whose content is left out.
    silent: Option<usize>,
    title: Vec<u8>,
}

struct Open {
    tag: Tag,
    node: usize,
}

impl Builder {
    fn new(keep: Keep) -> Builder {
        Builder {
            tree: Tree::default(),
            keep,
            open: Vec::new(),
            places: std::array::from_fn(|_| Vec::new()),
            blocks: Vec::new(),
            walls: Vec::new(),
            silent: None,
            title: Vec::new(),
        }
    }

    fn start_tag(&mut self, start: &StartTag<usize>) {
        let tag = match Name::of(&start.name.0) {
            Name::Nothing => return,
            Name::Break => return self.line_break(),
            Name::Meta => return self.tree.metas.extend(Meta::of(start)),
            Name::Element(tag) => tag,
        };
        let tag =
            if tag == Tag::Link && !attributes::leads_away(start) { Tag::Inline } else { tag };
        self.close_implied(tag);
        let left_out =
            tag.is_dropped() || (self.keep == Keep::Visible && attributes::is_hidden(start));
        let what =
            What::Element { tag, role: attributes::role(start), spans: attributes::spans(start) };
        let own = match self.silent {
            None if !left_out => Sums {
                links: usize::from(tag == Tag::Link),
                blocks: usize::from(!tag.is_inline()),
                tables: usize::from(tag == Tag::Table),
                ..Sums::default()
            },
            _ => Sums::default(),
        };
        let node = self.add(what, own);
        let here = self.open.len();
        self.places[tag as usize].push(here);
        if !tag.is_inline() {
            self.blocks.push(here);
        }
        if matches!(tag, Tag::Table | Tag::Cell) {
            self.walls.push(here);
        }
        self.open.push(Open { tag, node });
        if left_out && self.silent.is_none() {
            self.silent = Some(here);
        }
    }

    /// Closes what cannot be open any more where `tag` starts.
    fn close_implied(&mut self, tag: Tag) {
        if matches!(tag, Tag::Cell | Tag::Row | Tag::RowGroup) {
            self.leave_cell();
            self.close(self.nearest(Tag::Caption));
        }
        match tag {
            Tag::Row => self.close(self.nearest(Tag::Row)),
            Tag::RowGroup => {
                self.close(self.nearest(Tag::Row));
                self.close(self.nearest(Tag::RowGroup));
            }
            Tag::Item => {
                self.close(self.nearest(Tag::Item).filter(|&at| self.is_last_of(at, Tag::List)))
            }
            Tag::Term | Tag::Description => {
                let at = self.nearest(Tag::Term).max(self.nearest(Tag::Description));
                self.close(at.filter(|&at| self.is_last_of(at, Tag::Terms)));
            }
            Tag::Heading if self.open.last().is_some_and(|top| top.tag == Tag::Heading) => {
                self.close(Some(self.open.len() - 1));
            }
            Tag::Link => self.close_inline(Tag::Link),
            _ => {}
        }
        if tag.ends_paragraph() {
            self.close(self.nearest(Tag::Paragraph));
        }
    }

    /// Whether no element of the sort `list` was opened after the one at `at`.
    fn is_last_of(&self, at: usize, list: Tag) -> bool {
        self.nearest(list).is_none_or(|list| list < at)
    }

    fn end_tag(&mut self, name: Name) {
        let tag = match name {
            Name::Break => return self.line_break(),
            Name::Nothing | Name::Meta => return,
            Name::Element(tag) => tag,
        };
        match tag {
            Tag::Inline => self.close_inline(Tag::Inline),
            Tag::Link => {
                // `a` that leads nowhere was opened as any other part of a line
                let link = self.nearest(Tag::Link);
                let plain = self.nearest(Tag::Inline);
                self.close_inline(if link > plain { Tag::Link } else { Tag::Inline });
            }
            Tag::Cell => self.leave_cell(),
            Tag::Row | Tag::RowGroup => {
                let outer = match self.walls.last() {
                    Some(&wall) if self.open[wall].tag == Tag::Cell => {
                        self.walls.iter().nth_back(1)
                    }
                    wall => wall,
                };
                let place = self.places[tag as usize].last().copied();
                self.close(place.filter(|&at| outer.is_none_or(|&wall| at > wall)));
            }
            Tag::Table => self.close(self.places[Tag::Table as usize].last().copied()),
            _ => self.close(self.nearest(tag)),
        }
    }

    fn text(&mut self, value: &[u8], span: Range<usize>) {
        if let Some(silent) = self.silent {
            let in_title = self.open[silent].tag == Tag::Title;
            if in_title && self.tree.title.is_none() {
                self.title.extend_from_slice(value);
            }
            return;
        }
        let value = String::from_utf8_lossy(value);
        let chars = value.chars().filter(|c| !c.is_whitespace()).count();
        let linked = !self.places[Tag::Link as usize].is_empty();
        let label = header_label(value.trim_start()).filter(|label| label.key.is_some());
        let own = Sums {
            chars,
            link_chars: if linked { chars } else { 0 },
            stops: value.chars().filter(|&c| c == '。').count(),
            labels: usize::from(label.is_some_and(|label| label.has_colon || !label.is_weak)),
            ..Sums::default()
        };
        self.add(What::Text(span), own);
    }

    fn line_break(&mut self) {
        if self.silent.is_none() {
            self.add(What::Break, Sums { blocks: 1, ..Sums::default() });
        }
    }

    fn add(&mut self, what: What, own: Sums) -> usize {
        let at = self.tree.nodes.len();
        let parent = self.open.last().map(|top| top.node);
        let place = Place::Document;
        self.tree.nodes.push(Node {
            what,
            end: at + 1,
            parent,
            own,
            inner: Sums::default(),
            place,
        });
        at
    }

    /// The innermost open element of a sort on this side of the last wall.
    fn nearest(&self, tag: Tag) -> Option<usize> {
        let at = *self.places[tag as usize].last()?;
        self.walls.last().is_none_or(|&wall| at > wall).then_some(at)
    }

    fn leave_cell(&mut self) {
        let wall = self.walls.last().copied();
        self.close(wall.filter(|&wall| self.open[wall].tag == Tag::Cell));
    }

    /// Closes a part of a line, if its line is still open.
    fn close_inline(&mut self, tag: Tag) {
        let at = self.places[tag as usize].last().copied();
        self.close(at.filter(|&at| self.blocks.last().is_none_or(|&block| at > block)));
    }

    /// Closes the element at `at`, and all within it.
    fn close(&mut self, at: Option<usize>) {
        let Some(at) = at else { return };
        while self.open.len() > at {
            let Some(Open { tag, node }) = self.open.pop() else { return };
            let here = self.open.len();
            self.tree.nodes[node].end = self.tree.nodes.len();
            self.places[tag as usize].pop();
            self.blocks.pop_if(|block| *block == here);
            self.walls.pop_if(|wall| *wall == here);
            if self.silent == Some(here) {
                self.silent = None;
                if tag == Tag::Title && self.tree.title.is_none() {
                    let title = String::from_utf8_lossy(&self.title);
                    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
                    self.tree.title = Some(title).filter(|title| !title.is_empty());
                }
            }
        }
    }

    fn finish(mut self) -> Tree {
        self.close(Some(0));
        furniture::mark(&mut self.tree, self.keep);
        self.tree
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree in one line.
    fn shown(html: &str) -> String {
        let tree = tree(html, Keep::Visible);
        let mut out = String::new();
        let mut ends = Vec::new();
        for (at, node) in tree.nodes.iter().enumerate() {
            while ends.pop_if(|end| *end == at).is_some() {
                out.push(']');
            }
            match &node.what {
                What::Text(span) => out.push_str(html[span.clone()].trim()),
                What::Break => out.push('/'),
                What::Element { tag, .. } => {
                    out.push_str(&format!("{tag:?}["));
                    ends.push(node.end);
                }
            }
        }
        out.extend(ends.iter().map(|_| ']'));
        out
    }

    #[test]
    fn tags_that_were_left_out_are_put_in() {
        let rows = [
            ("<p>甲<p>乙", "Paragraph[甲]Paragraph[乙]"),
            ("<p>甲<div>乙</div>丙</p>丁", "Paragraph[甲]Block[乙]丙丁"),
            (
                "<ul><li>甲<li>乙<ul><li>丙</ul>丁</ul>戊",
                "List[Item[甲]Item[乙List[Item[丙]]丁]]戊",
            ),
            ("<dl><dt>甲<dd>乙<dt>丙</dl>", "Terms[Term[甲]Description[乙]Term[丙]]"),
            (
                "<table><tr><td>甲<td>乙</div></p><tr><th>丙</table>丁",
                "Table[Row[Cell[甲]Cell[乙]]Row[Cell[丙]]]丁",
            ),
            (
                "<table><tr><td><table><tr><td>甲</table>乙</td></tr><tr><td>丙",
                "Table[Row[Cell[Table[Row[Cell[甲]]]乙]]Row[Cell[丙]]]",
            ),
            ("<div><td>甲</div>乙</td>丙", "Block[Cell[甲乙]丙]"),
            ("<b>甲<i>乙</b>丙</i>丁", "Inline[甲Inline[乙]丙]丁"),
            ("<span>甲<div>乙</span>丙</div>丁", "Inline[甲Block[乙丙]丁]"),
            ("<a href=x>甲<a href=y>乙</a>丙", "Link[甲]Link[乙]丙"),
            ("<a name=x>甲</a>乙", "Inline[甲]乙"),
            ("<h1>甲</h2>乙", "Heading[甲]乙"),
            ("甲</br>乙<br/>丙", "甲/乙/丙"),
            ("<html><body>甲</body></html>乙", "甲乙"),
            ("<script>if (a<b) {'</p>'}</script>甲<style>p{}</style>", "Dropped[]甲Dropped[]"),
            ("<p style='DISPLAY : none'>甲</p>乙<i hidden>丙</i>", "Paragraph[]乙Inline[]"),
            ("<select><option>甲<option>乙</select>丙", "Dropped[Inline[Inline[]]]丙"),
        ];
        for (html, want) in rows {
            assert_eq!(shown(html), want, "{html}");
        }
    }

    #[test]
    fn title_and_metas_are_kept_apart() {
        let html = "<head><title> 甲镇\n总结 </title><meta name=PubDate content=2024></head>乙";
        let tree = tree(html, Keep::Visible);
        assert_eq!(tree.title.as_deref(), Some("甲镇 总结"));
        assert_eq!(
            (tree.metas[0].name.as_str(), tree.metas[0].content.as_str()),
            ("PubDate", "2024")
        );
    }
}
