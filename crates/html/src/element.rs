//! The elements of HTML, in the few sorts that matter for the text of a page.

/// What an element is to the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    /// Part of a line: `span`, `b`, and whatever is not known.
    Inline,
    /// `a` that leads to another page.
    Link,
    /// Stands on lines of its own: `div`, `section`, `center`.
    Block,
    /// `p`
    Paragraph,
    /// `h1` to `h6`
    Heading,
    /// `pre`: its line ends count.
    Preformatted,
    /// `ul`, `ol`
    List,
    /// `li`
    Item,
    /// `dl`
    Terms,
    /// `dt`
    Term,
    /// `dd`
    Description,
    /// `table`
    Table,
    /// `caption`
    Caption,
    /// `tbody`, `thead`, `tfoot`
    RowGroup,
    /// `tr`
    Row,
    /// `td`, `th`
    Cell,
    /// `nav`, `footer`, `aside`: of the page, not of the document.
    Navigation,
    /// `script`, `style`, and all else whose content is no text of the page.
    Dropped,
    /// `title`: the same, but its text is kept apart.
    Title,
}

/// How many sorts there are.
pub(crate) const TAGS: usize = Tag::Title as usize + 1;

/// What a tag's name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    /// An element with content.
    Element(Tag),
    /// `br`, `hr`: a line ends.
    Break,
    /// `meta`
    Meta,
    /// An element that never has content, or one that is looked through: `html`, `body`.
    Nothing,
}

impl Name {
    /// Looks up a name in lower case.
    pub(crate) fn of(name: &[u8]) -> Name {
        let tag = match name {
            b"br" | b"hr" => return Name::Break,
            b"meta" => return Name::Meta,
            b"html" | b"head" | b"body" | b"area" | b"base" | b"basefont" | b"col"
            | b"colgroup" | b"embed" | b"frame" | b"frameset" | b"img" | b"image" | b"input"
            | b"keygen" | b"link" | b"param" | b"source" | b"track" | b"wbr" => {
                return Name::Nothing;
            }
            b"a" => Tag::Link,
            b"p" => Tag::Paragraph,
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Tag::Heading,
            b"pre" | b"listing" | b"xmp" | b"plaintext" => Tag::Preformatted,
            b"ul" | b"ol" | b"dir" | b"menu" => Tag::List,
            b"li" => Tag::Item,
            b"dl" => Tag::Terms,
            b"dt" => Tag::Term,
            b"dd" => Tag::Description,
            b"table" => Tag::Table,
            b"caption" => Tag::Caption,
            b"tbody" | b"thead" | b"tfoot" => Tag::RowGroup,
            b"tr" => Tag::Row,
            b"td" | b"th" => Tag::Cell,
            b"nav" | b"footer" | b"aside" => Tag::Navigation,
            b"script" | b"style" | b"noscript" | b"template" | b"iframe" | b"noframes"
            | b"object" | b"applet" | b"canvas" | b"svg" | b"math" | b"audio" | b"video"
            | b"select" | b"button" | b"textarea" | b"datalist" | b"map" | b"rt" | b"rp"
            | b"xml" => Tag::Dropped,
            b"title" => Tag::Title,
            b"address" | b"article" | b"blockquote" | b"center" | b"details" | b"dialog"
            | b"div" | b"fieldset" | b"figcaption" | b"figure" | b"form" | b"header"
            | b"hgroup" | b"legend" | b"main" | b"search" | b"section" | b"summary" => Tag::Block,
            _ => Tag::Inline,
        };
        Name::Element(tag)
    }
}

impl Tag {
    /// Whether it is part of a line.
    pub(crate) fn is_inline(self) -> bool {
        matches!(self, Tag::Inline | Tag::Link)
    }

    /// Whether nothing in it is text of the page.
    pub(crate) fn is_dropped(self) -> bool {
        matches!(self, Tag::Dropped | Tag::Title)
    }

    /// Whether its start tag ends an open paragraph.
    pub(crate) fn ends_paragraph(self) -> bool {
        !self.is_inline() && !self.is_dropped()
    }
}
