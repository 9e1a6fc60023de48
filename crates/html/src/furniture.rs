//! Which elements belong to the page and not to the document: what its tags or
//! classes call navigation or a footer, and what holds hardly more than links.
//! Sentences, and labels of a header, speak against it.
//!
//! ```text
//! <ul><li><a href=/>首页</a><li><a href=/xw>要闻</a> … </ul>       →  furniture
//! <div class=footer>版权所有：甲县人民政府</div>                     →  furniture
//! ```

use crate::build::Keep;
use crate::element::Tag;
use crate::tree::{Place, Role, Sums, Tree, What};

/// So many links make a list of them.
const LINKS: usize = 5;

/// What is longer is no furniture, whatever its class.
const LONGEST: usize = 1500;

/// Sums the facts of all elements up, from the innermost outward, and marks
/// those that are furniture; these count for nothing in what contains them.
pub(crate) fn mark(tree: &mut Tree, keep: Keep) {
    for at in (0..tree.nodes.len()).rev() {
        let node = &mut tree.nodes[at];
        if let What::Element { tag, role, .. } = node.what
            && keep == Keep::Visible
            && is_furniture(tag, role, node.inner)
        {
            node.place = Place::Furniture;
            continue;
        }
        let (own, inner) = (node.own, node.inner);
        if let Some(parent) = node.parent {
            tree.nodes[parent].inner += own;
            tree.nodes[parent].inner += inner;
        }
    }
}

fn is_furniture(tag: Tag, role: Role, inner: Sums) -> bool {
    if tag.is_inline() || inner.labels > 0 {
        return false;
    }
    let links = inner.links >= LINKS && inner.link_chars * 2 >= inner.chars && inner.stops == 0;
    let named = role == Role::Furniture && inner.stops < 2 && inner.chars < LONGEST;
    links || named || tag == Tag::Navigation
}
