//! Text in, document out: the stages in their order.

use std::ops::Range;
use std::sync::Arc;

use crate::bulletin::{Block, BlockKind, Bulletin, Header, SCHEMA_VERSION, Section};
use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::header::Head;
use crate::lines::{self, Line};
use crate::normalise::Normalised;
use crate::outline::{self, Outline};
use crate::quantity::{Context, Found, Reader};
use crate::source::Source;
use crate::time::Frame;
use crate::{closing, header, paragraph};

/// Reads one bulletin. Never fails: what cannot be read becomes a diagnostic.
///
/// ```
/// let bulletin = gongbao::parse("甲镇2023年度总结\n\n一、经济\n全年财政总收入达1.6亿元。");
/// assert_eq!(bulletin.header.title.as_deref(), Some("甲镇2023年度总结"));
/// assert_eq!(bulletin.outline[0].title, "经济");
/// ```
pub fn parse(text: &str) -> Bulletin {
    Parser::new().parse(text)
}

/// A parser with choices; [`parse`] uses the defaults.
///
/// ```
/// let parser = gongbao::Parser::new().year(2023);
/// let bulletin = parser.parse("一、经济\n全年收入1.6亿元。");
/// assert_eq!(bulletin.outline[0].title, "经济");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Parser {
    year: Option<i16>,
    known: Header,
}

/// The first words of a body, in bytes, that may state its year.
const OPENING: usize = 200;

impl Parser {
    /// A parser with the defaults.
    pub fn new() -> Parser {
        Parser::default()
    }

    /// The year that 全年, 今年 and 去年 are counted from, for texts whose own
    /// header does not tell it. A year in the title or header goes before it.
    #[must_use]
    pub fn year(mut self, year: i16) -> Parser {
        self.year = Some(year);
        self
    }

    /// What is known of the document from elsewhere than its text, like the
    /// `<meta>` tags of its page. Header fields that the text does not give
    /// are taken from here; they have no entry in [`Header::fields`]. A title
    /// without label that stands in the text is told from other lines by it.
    #[must_use]
    pub fn known(mut self, header: Header) -> Parser {
        self.known = header;
        self
    }

    /// Reads one bulletin.
    pub fn parse(&self, text: &str) -> Bulletin {
        let normal = Normalised::new(text);
        let folded = normal.text.as_ref();
        let Layout { head, closing, paragraphs } = Layout::of(folded, &self.known);
        let opening = opening_lines(folded, &paragraphs);
        let prose = &paragraphs[opening.len()..];
        let marked = outline::mark_paragraphs(folded, prose, &normal.openers);
        let outline = outline::build(folded, &marked, &annexes(&closing));

        let first = prose.first().map_or("", |passage| &folded[passage.clone()]);
        let first = &first[..first.floor_char_boundary(OPENING)];
        let frame = Frame::of_document(&head.header, first, self.year);
        let mut reader = Reader::new(Context { source: text, normal: &normal }, frame);
        for (passage, marked) in prose.iter().zip(&marked) {
            let label = marked.label_len();
            if marked.opens_section() {
                reader.enter(passage.clone(), label);
            }
            reader.read(passage.clone(), label);
        }
        drop(marked);
        let mut found = reader.finish();
        place_quantities(&mut found, &outline.sections);

        let blocks = head
            .blocks
            .into_iter()
            .chain(opening)
            .chain(body_blocks(prose, &outline, closing))
            .collect();
        let mut diagnostics = head.diagnostics;
        diagnostics.extend(outline.diagnostics);
        diagnostics.append(&mut found.diagnostics);
        diagnostics.sort_by_key(|d| d.span.as_ref().map_or(0, |span| span.start));
        if folded.trim().is_empty() {
            diagnostics.push(Diagnostic::new(
                DiagnosticCode::EmptyText,
                "the text is empty, or holds nothing but white space",
                0..folded.len(),
            ));
        }
        let bulletin = Bulletin {
            schema_version: SCHEMA_VERSION,
            source: Source::of_text(text, normal.source_chars),
            header: head.header,
            outline: outline.sections,
            quantities: found.quantities,
            times: found.times,
            blocks,
            diagnostics,
        };
        in_source(bulletin, text, &normal)
    }
}

/// What the lines of a text are. The lines themselves are let go: they take more room than
/// a third of the text.
struct Layout {
    head: Head,
    closing: Vec<(usize, Block)>,
    paragraphs: Vec<Range<usize>>,
}

impl Layout {
    fn of(folded: &str, known: &Header) -> Layout {
        let lines = lines::split(folded);
        let head = header::read(folded, &lines, known);
        let closing = closing::read(folded, &lines, head.body_line);
        let body = body_lines(&lines, head.body_line, &closing);
        let paragraphs = paragraph::join(folded, &body);
        Layout { head, closing, paragraphs }
    }
}

/// Turns all spans from places in the folded text to places in the source.
fn in_source(mut bulletin: Bulletin, text: &str, normal: &Normalised<'_>) -> Bulletin {
    if !normal.is_parallel() {
        bulletin.each_span(&mut |span| *span = normal.to_source(span.clone()));
    }
    for quantity in &mut bulletin.quantities {
        quantity.text = text[quantity.span.clone()].into();
    }
    for time in &mut bulletin.times {
        time.text = text[time.span.clone()].into();
    }
    name_sections(&mut bulletin.outline, text);
    bulletin.blocks = fill_gaps(std::mem::take(&mut bulletin.blocks), text.len());
    bulletin
}

/// Copies labels and titles as the source has them; a title loses its soft line breaks.
fn name_sections(sections: &mut [Section], text: &str) {
    for section in sections {
        let title = &text[section.title_span.clone()];
        section.title = match memchr::memchr2(b'\n', b'\r', title.as_bytes()) {
            None => title.trim().to_owned(),
            Some(_) => title.split(['\n', '\r']).map(str::trim).collect(),
        };
        section.label = text[section.span.start..section.title_span.start].trim().to_owned();
        name_sections(&mut section.children, text);
    }
}

/// The lines between head and closing.
fn body_lines<'l>(lines: &'l [Line], from: usize, closing: &[(usize, Block)]) -> Vec<&'l Line> {
    let mut closed = closing.iter().map(|(line, _)| *line).peekable();
    (from..lines.len()).filter(|at| closed.next_if_eq(at).is_none()).map(|at| &lines[at]).collect()
}

/// Where annexes begin.
fn annexes(closing: &[(usize, Block)]) -> Vec<usize> {
    let attachments = closing.iter().filter(|(_, block)| block.kind == BlockKind::Attachment);
    attachments.map(|(_, block)| block.span.start).collect()
}

/// The salutation or addressee with which a body may open.
fn opening_lines(text: &str, paragraphs: &[Range<usize>]) -> Vec<Block> {
    let Some(first) = paragraphs.first() else {
        return Vec::new();
    };
    let line = &text[first.clone()];
    let kind = if header::is_salutation(line) {
        BlockKind::Salutation
    } else if header::is_addressee(line) {
        BlockKind::Addressee
    } else {
        return Vec::new();
    };
    vec![Block { kind, span: first.clone() }]
}

/// Tells every quantity the way to its section.
fn place_quantities(found: &mut Found, sections: &[Section]) {
    let mut places = Vec::new();
    list_sections(sections, &mut Vec::new(), &mut places);
    let mut next = 0;
    let mut open: Vec<usize> = Vec::new();
    for quantity in &mut found.quantities {
        let at = quantity.span.start;
        while places
            .get(next)
            .is_some_and(|(span, _): &(Range<usize>, Arc<[usize]>)| span.start <= at)
        {
            while open
                .last()
                .is_some_and(|&last: &usize| places[last].1.len() >= places[next].1.len())
            {
                open.pop();
            }
            open.push(next);
            next += 1;
        }
        let place = open.iter().rev().find(|&&place| places[place].0.contains(&at));
        quantity.section = place.map(|&place| places[place].1.clone());
    }
}

/// All sections in text order, each with its way from the root. As deep as
/// there are forms of numbering, no deeper.
fn list_sections(
    sections: &[Section],
    way: &mut Vec<usize>,
    places: &mut Vec<(Range<usize>, Arc<[usize]>)>,
) {
    for (at, section) in sections.iter().enumerate() {
        way.push(at);
        places.push((section.span.clone(), Arc::from(way.as_slice())));
        list_sections(&section.children, way, places);
        way.pop();
    }
}

/// The blocks from the body's beginning on.
fn body_blocks(
    paragraphs: &[Range<usize>],
    outline: &Outline,
    closing: Vec<(usize, Block)>,
) -> Vec<Block> {
    let mut blocks: Vec<Block> = closing.into_iter().map(|(_, block)| block).collect();
    let mut headings = outline.headings.iter().peekable();
    for paragraph in paragraphs {
        let mut from = paragraph.start;
        if let Some(heading) = headings.next_if(|heading| heading.start == paragraph.start) {
            let end = heading.end.min(paragraph.end);
            blocks.push(Block { kind: BlockKind::Heading, span: from..end });
            from = end;
        }
        if from < paragraph.end {
            blocks.push(Block { kind: BlockKind::Paragraph, span: from..paragraph.end });
        }
    }
    blocks.sort_by_key(|block| block.span.start);
    blocks
}

/// Covers what lies between the blocks, so that they cover the whole source.
fn fill_gaps(blocks: Vec<Block>, len: usize) -> Vec<Block> {
    let mut filled = Vec::with_capacity(blocks.len() * 2 + 1);
    let mut at = 0;
    for mut block in blocks {
        block.span.start = block.span.start.max(at);
        if block.span.is_empty() || block.span.start > block.span.end {
            continue;
        }
        if block.span.start > at {
            filled.push(Block { kind: BlockKind::Gap, span: at..block.span.start });
        }
        at = block.span.end;
        filled.push(block);
    }
    if at < len {
        filled.push(Block { kind: BlockKind::Gap, span: at..len });
    }
    filled
}
