//! What the attributes of a start tag say.
//!
//! ```text
//! style="display: none"  →  hidden        class="nav top"  →  furniture
//! ```

use html5gum::StartTag;

use crate::tokens::attribute;
use crate::tree::Role;

/// Whether a link leads to another page, and not to a file or nowhere.
pub(crate) fn leads_away(tag: &StartTag<usize>) -> bool {
    const FILES: [&str; 11] =
        [".doc", ".docx", ".wps", ".pdf", ".ofd", ".xls", ".xlsx", ".et", ".zip", ".rar", ".txt"];
    attribute(tag, "href").is_some_and(|href| {
        let href = href.trim().to_ascii_lowercase();
        !FILES.iter().any(|ending| href.ends_with(ending))
    })
}

/// Whether a browser would not show the element.
pub(crate) fn is_hidden(tag: &StartTag<usize>) -> bool {
    let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    attribute(tag, "hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// What class, id and role say of an element.
pub(crate) fn role(tag: &StartTag<usize>) -> Role {
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
pub(crate) fn spans(tag: &StartTag<usize>) -> (usize, usize) {
    let count = |name| {
        let value = attribute(tag, name).and_then(|value| value.trim().parse().ok());
        value.unwrap_or(1_usize).clamp(1, 1000)
    };
    (count("colspan"), count("rowspan"))
}
