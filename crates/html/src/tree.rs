//! Tokens → elements and texts, in the order of the page.
//!
//! A node is followed by all that it contains, and knows where that ends; so
//! there is nothing to recurse into, and a page as deep as it is long is as
//! good as any other. Tags that were left out are put in where the standard
//! puts them in, and end tags that end nothing are passed over; tables are
//! walls that an end tag from inside does not get through. Every step costs
//! a fixed time, or closes what was opened before.
//!
//! ```text
//! <table><tr><td>甲<td>乙</div></table>  →  Table[Row[Cell[甲] Cell[乙]]]
//! ```

use std::ops::{AddAssign, Range, Sub};

use html5gum::{StartTag, Token};

use crate::element::{Name, TAGS, Tag};
use crate::meta::Meta;
use crate::tokens::{attribute, tokens};

/// Whether what a browser does not show is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// What is visible.
    Visible,
    /// Hidden parts and navigation too.
    Hidden,
}

/// A page, taken apart.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    /// What stands before each node, summed up; one entry more than nodes.
    sums: Vec<Sums>,
    pub(crate) title: Option<String>,
    pub(crate) metas: Vec<Meta>,
}

/// An element or a text.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) what: What,
    /// The first node that is not in this one.
    pub(crate) end: usize,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    Element {
        tag: Tag,
        /// Its class or role says that it belongs to the page.
        role: Role,
        /// How many columns and rows a cell takes.
        spans: (usize, usize),
    },
    /// Raw text, at its place in the HTML.
    Text(Range<usize>),
    Break,
}

/// What class, id and role say of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing of interest.
    Plain,
    /// Navigation, a footer, a share bar.
    Furniture,
}

/// Facts of all that a node contains, itself left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    /// Characters that are not white space.
    pub(crate) chars: usize,
    /// Those of them that are in links.
    pub(crate) link_chars: usize,
    pub(crate) links: usize,
    /// Full stops.
    pub(crate) stops: usize,
    /// Elements that stand on lines of their own, and line breaks.
    pub(crate) blocks: usize,
    pub(crate) tables: usize,
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Sums) {
        self.chars += other.chars;
        self.link_chars += other.link_chars;
        self.links += other.links;
        self.stops += other.stops;
        self.blocks += other.blocks;
        self.tables += other.tables;
    }
}

impl Sub for Sums {
    type Output = Sums;
    fn sub(self, other: Sums) -> Sums {
        Sums {
            chars: self.chars - other.chars,
            link_chars: self.link_chars - other.link_chars,
            links: self.links - other.links,
            stops: self.stops - other.stops,
            blocks: self.blocks - other.blocks,
            tables: self.tables - other.tables,
        }
    }
}

impl Tree {
    /// Takes a page apart.
    pub(crate) fn build(html: &str, keep: Keep) -> Tree {
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

    /// The facts of what `node` contains.
    pub(crate) fn within(&self, node: usize) -> Sums {
        self.sums[self.nodes[node].end] - self.sums[node + 1]
    }

    /// The sort of the element at `node`; `None` for a text or a break.
    pub(crate) fn tag(&self, node: usize) -> Option<Tag> {
        match self.nodes.get(node)?.what {
            What::Element { tag, .. } => Some(tag),
            What::Text(_) | What::Break => None,
        }
    }
}

struct Builder {
    tree: Tree,
    keep: Keep,
    /// What is known so far of all nodes.
    sum: Sums,
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
            sum: Sums::default(),
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
        let tag = if tag == Tag::Link && !leads_away(start) { Tag::Inline } else { tag };
        self.close_implied(tag);
        let node = self.add(What::Element { tag, role: role(start), spans: spans(start) });
        let here = self.open.len();
        self.places[tag as usize].push(here);
        if !tag.is_inline() {
            self.blocks.push(here);
        }
        if matches!(tag, Tag::Table | Tag::Cell) {
            self.walls.push(here);
        }
        self.open.push(Open { tag, node });
        let left_out = tag.is_dropped()
            || (self.keep == Keep::Visible && (tag == Tag::Navigation || is_hidden(start)));
        if left_out && self.silent.is_none() {
            self.silent = Some(here);
        }
        if self.silent.is_none() {
            self.sum.links += usize::from(tag == Tag::Link);
            self.sum.blocks += usize::from(!tag.is_inline());
            self.sum.tables += usize::from(tag == Tag::Table);
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
        let stops = value.chars().filter(|&c| c == '。').count();
        self.add(What::Text(span));
        self.sum.chars += chars;
        self.sum.stops += stops;
        if !self.places[Tag::Link as usize].is_empty() {
            self.sum.link_chars += chars;
        }
    }

    fn line_break(&mut self) {
        if self.silent.is_none() {
            self.add(What::Break);
            self.sum.blocks += 1;
        }
    }

    fn add(&mut self, what: What) -> usize {
        let at = self.tree.nodes.len();
        self.tree.sums.push(self.sum);
        self.tree.nodes.push(Node { what, end: at + 1 });
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
        self.tree.sums.push(self.sum);
        self.tree
    }
}

/// Whether a link leads to another page, and not to a file or nowhere.
fn leads_away(tag: &StartTag<usize>) -> bool {
    const FILES: [&str; 11] =
        [".doc", ".docx", ".wps", ".pdf", ".ofd", ".xls", ".xlsx", ".et", ".zip", ".rar", ".txt"];
    attribute(tag, "href").is_some_and(|href| {
        let href = href.trim().to_ascii_lowercase();
        !FILES.iter().any(|ending| href.ends_with(ending))
    })
}

/// Whether a browser would not show the element.
fn is_hidden(tag: &StartTag<usize>) -> bool {
    let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    attribute(tag, "hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// What class, id and role say of an element.
fn role(tag: &StartTag<usize>) -> Role {
    const WORDS: [&str; 22] = [
        "nav",
        "navbar",
        "navigation",
        "menu",
        "topnav",
        "subnav",
        "footer",
        "foot",
        "copyright",
        "sidebar",
        "share",
        "sharebox",
        "toolbar",
        "search",
        "searchbox",
        "contentinfo",
        "pagination",
        "related",
        "bdsharebuttonbox",
        "top-bar",
        "topbar",
        "friendlink",
    ];
    let named =
        ["class", "id", "role"].iter().filter_map(|name| attribute(tag, name)).any(|value| {
            value.split_whitespace().any(|word| WORDS.contains(&word.to_ascii_lowercase().as_str()))
        });
    if named { Role::Furniture } else { Role::Plain }
}

/// How many columns and rows a cell takes.
fn spans(tag: &StartTag<usize>) -> (usize, usize) {
    let count = |name| {
        let value = attribute(tag, name).and_then(|value| value.trim().parse().ok());
        value.unwrap_or(1_usize).clamp(1, 1000)
    };
    (count("colspan"), count("rowspan"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree in one line.
    fn shown(html: &str) -> String {
        let tree = Tree::build(html, Keep::Visible);
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
        let tree = Tree::build(html, Keep::Visible);
        assert_eq!(tree.title.as_deref(), Some("甲镇 总结"));
        assert_eq!(
            (tree.metas[0].name.as_str(), tree.metas[0].content.as_str()),
            ("PubDate", "2024")
        );
    }
}
