//! Elements and texts of a page, in its order.
//!
//! A node is followed by all that it contains, and knows where that ends; so
//! there is nothing to recurse into, and a page as deep as it is long is as
//! good as any other.
//!
//! ```text
//! <p>甲<b>乙</b></p>丙   →   0 Paragraph, ends at 4;  1 甲;  2 Inline, ends at 4;  3 乙;  4 丙
//! ```

use std::ops::{AddAssign, Range};

use crate::element::Tag;
use crate::meta::Meta;

/// A page, taken apart.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    pub(crate) title: Option<String>,
    pub(crate) metas: Vec<Meta>,
}

/// An element or a text.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) what: What,
    /// The first node that is not in this one.
    pub(crate) end: usize,
    pub(crate) parent: Option<usize>,
    /// What it adds to the facts of its parent by itself.
    pub(crate) own: Sums,
    /// The facts of all that it contains, furniture left out.
    pub(crate) inner: Sums,
    pub(crate) place: Place,
}

/// Where a node belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// To the document.
    Document,
    /// To the page: navigation, lists of links, footers.
    Furniture,
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

/// Facts of a part of the page, for telling what it is.
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
    /// Labels of a document's header.
    pub(crate) labels: usize,
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Sums) {
        self.chars += other.chars;
        self.link_chars += other.link_chars;
        self.links += other.links;
        self.stops += other.stops;
        self.blocks += other.blocks;
        self.tables += other.tables;
        self.labels += other.labels;
    }
}

impl Tree {
    /// The facts of what `node` contains, furniture left out.
    pub(crate) fn within(&self, node: usize) -> Sums {
        self.nodes[node].inner
    }

    /// The sort of the element at `node`; `None` for a text or a break.
    pub(crate) fn tag(&self, node: usize) -> Option<Tag> {
        match self.nodes.get(node)?.what {
            What::Element { tag, .. } => Some(tag),
            What::Text(_) | What::Break => None,
        }
    }
}
