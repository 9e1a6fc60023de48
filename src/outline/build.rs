//! Marked paragraphs → the tree of sections.

use std::ops::Range;

use super::Marked;
use super::mark::{Family, Mark};
use super::order::Order;
use crate::bulletin::{Paragraph, Section, SectionKind};
use crate::diagnostic::{Diagnostic, DiagnosticCode};

/// The outline, with what the later stages need of it.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub(crate) sections: Vec<Section>,
    /// For every paragraph that opens with a heading: where the heading ends
    /// and the paragraph's own body begins.
    pub(crate) headings: Vec<Range<usize>>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Hangs the marked paragraphs of `text` under each other.
///
/// At each of `breaks` a new part of the document begins (an annex), and
/// nothing from before goes on.
pub(crate) fn build(text: &str, marked: &[Marked], breaks: &[usize]) -> Outline {
    let openings = openings(marked, breaks);
    let marks = marked.iter().zip(&openings).flat_map(|(paragraph, opening)| {
        opening.iter().copied().chain(paragraph.inline.iter().map(|inline| inline.mark))
    });
    let mut tree = Tree {
        text,
        order: Order::learn(marks),
        top: top_of(&openings),
        outermost: None,
        missing: 0,
        open: Vec::new(),
        outline: Outline::default(),
    };
    let mut breaks = breaks.iter().peekable();
    for (paragraph, opening) in marked.iter().zip(&openings) {
        while let Some(&at) = breaks.next_if(|&&at| at <= paragraph.text.start) {
            tree.close_to(0, at);
        }
        tree.paragraph(paragraph, *opening);
    }
    let end = marked.last().map_or(0, |paragraph| paragraph.text.end);
    tree.close_to(0, end);
    tree.outline
}

/// The first of the headings that have the highest form of numbering.
fn top_of(openings: &[Option<Mark>]) -> Option<Mark> {
    let numbered = openings.iter().flatten().filter(|mark| mark.family.is_numbered());
    numbered.copied().min_by_key(|mark| mark.family)
}

/// The marks that open the paragraphs; those of a run of 一、 inside another have a form of
/// their own.
fn openings(marked: &[Marked], breaks: &[usize]) -> Vec<Option<Mark>> {
    let mut openings: Vec<Option<Mark>> = marked.iter().map(|m| m.opening).collect();
    let mut runs = Runs::default();
    let mut breaks = breaks.iter().peekable();
    for (at, paragraph) in marked.iter().enumerate() {
        while breaks.next_if(|&&at| at <= paragraph.text.start).is_some() {
            runs = Runs { inner: runs.inner, ..Runs::default() };
        }
        if let Some(mark) = paragraph.opening.filter(|mark| mark.family == Family::HanComma) {
            runs.take(at, mark.number);
        }
    }
    for at in runs.inner {
        if let Some(mark) = &mut openings[at] {
            mark.family = Family::HanInner;
        }
    }
    openings
}

/// Finds runs of one form that stand inside another: 一、 二、 [一、 二、 三、] 三、
#[derive(Default)]
struct Runs {
    /// The last number of the outer run, and of the one that began anew behind it.
    outer: u32,
    last: u32,
    /// What began anew since the outer run's last number.
    anew: Vec<usize>,
    /// What stands inside.
    inner: Vec<usize>,
}

impl Runs {
    /// Comes to the number at `at`. What began anew stands inside once the outer run goes on.
    fn take(&mut self, at: usize, number: u32) {
        let goes_on = !self.anew.is_empty() && number == self.last + 1;
        if goes_on || (number == 1 && self.outer > 0) {
            self.anew.push(at);
            self.last = number;
            return;
        }
        if number == self.outer + 1 {
            self.inner.append(&mut self.anew);
        }
        self.anew.clear();
        self.outer = number;
    }
}

/// A section that is still open, and the form that opened it.
struct Open {
    family: Family,
    section: Section,
}

struct Tree<'t> {
    text: &'t str,
    order: Order,
    /// The first heading of the highest form, until it is come to.
    top: Option<Mark>,
    /// The form of the last outermost section, and how many levels are missing above it.
    outermost: Option<Family>,
    missing: usize,
    open: Vec<Open>,
    outline: Outline,
}

impl Tree<'_> {
    fn paragraph(&mut self, paragraph: &Marked, opening: Option<Mark>) {
        let Range { start, end } = paragraph.text;
        let first_inline = paragraph.inline.first().map_or(end, |inline| start + inline.at);
        let body = match opening {
            Some(mark) => self.heading(mark, start..first_inline, Place::Opening),
            None => start,
        };
        self.body(body..first_inline);
        for (at, inline) in paragraph.inline.iter().enumerate() {
            let stop = paragraph.inline.get(at + 1).map_or(end, |next| start + next.at);
            let body = self.heading(inline.mark, start + inline.at..stop, Place::Inline);
            self.body(body..stop);
        }
        // what follows the paragraph does not belong to a point inside it
        let keep = self.open.iter().position(|open| open.section.inline).unwrap_or(self.open.len());
        self.close_to(keep, end);
    }

    /// Opens a section for the heading at the start of `range`; returns where its body begins.
    fn heading(&mut self, mark: Mark, range: Range<usize>, place: Place) -> usize {
        self.make_room_for(mark, range.start);
        if self.top.is_some_and(|top| top.family == mark.family) {
            self.top = None;
        }
        if self.open.is_empty() && self.outermost.replace(mark.family) != Some(mark.family) {
            self.missing = usize::from(self.is_orphan(mark));
        }
        let parent = self.open.last().map(|open| open.family);
        let label_end = range.start + mark.len;
        let rest = &self.text[label_end..range.end];
        // nothing but blanks: an empty title at the label's end
        let title_start = match rest.trim_start() {
            "" => label_end,
            words => range.end - words.len(),
        };
        let line = &self.text[title_start..range.end];
        let title = match mark.family {
            Family::Bracketed => line.split_inclusive('】').next().unwrap_or(line),
            _ => title_of(line, place),
        };
        let title_end = title_start + title.len();
        let after = &self.text[title_end..range.end];
        let body = match mark.family {
            Family::LeadIn | Family::Announced => range.end,
            _ => range.end - after.trim_start_matches(ends_title).len(),
        };
        if place == Place::Opening {
            self.outline.headings.push(range.start..body);
        }
        self.open.push(Open {
            family: mark.family,
            section: Section {
                level: u8::try_from(self.open.len() + self.missing + 1).unwrap_or(u8::MAX),
                kind: kind_of(mark.family, parent),
                label: String::new(),
                number: mark.family.is_numbered().then_some(mark.number),
                title: String::new(),
                span: range.start..range.end,
                title_span: title_start..title_end,
                inline: place == Place::Inline,
                paragraphs: Vec::new(),
                children: Vec::new(),
            },
        });
        body
    }

    /// Whether the heading above `mark` is not in the text: an excerpt that begins with
    /// （七）, and comes to 三、 later, or with 一是 in running text.
    fn is_orphan(&self, mark: Mark) -> bool {
        self.top.is_some_and(|top| {
            top.family < mark.family
                && (mark.number > 1 || top.number > 1 || (mark.opens_text() && !top.opens_text()))
                && !self.order.is_seen_inside(mark.family, top.family)
        })
    }

    /// Adds body text to the open section.
    fn body(&mut self, range: Range<usize>) {
        let words = self.text[range.clone()].trim_start();
        let start = range.end - words.len();
        let span = start..start + words.trim_end().len();
        if let Some(open) = self.open.last_mut().filter(|_| !span.is_empty()) {
            open.section.paragraphs.push(Paragraph { span });
        }
    }

    /// Closes what cannot hold `mark`, and checks the numbering beside its neighbour.
    fn make_room_for(&mut self, mark: Mark, at: usize) {
        let (depth, sibling) = self.place_for(mark);
        if let Some(open) = sibling.map(|at| &self.open[at]) {
            let before = open.section.number.unwrap_or(0);
            // 最后 may follow any number
            let last = mark.family == Family::First && mark.number > before;
            if mark.family.is_numbered() && mark.number != before + 1 && mark.number != 1 && !last {
                let (code, what) = if mark.number > before {
                    (DiagnosticCode::NumberingGap, "numbers are left out before")
                } else {
                    (DiagnosticCode::NumberingRepeat, "the numbering steps back at")
                };
                let span = at..at + mark.len;
                let label = &self.text[span.clone()];
                let message = format!("{what} `{label}`, after number {before}");
                self.outline.diagnostics.push(Diagnostic::new(code, message, span));
            } else if mark.family.is_numbered() && mark.number == 1 && before == 1 {
                let span = at..at + mark.len;
                let message = format!("`{}` stands twice", &self.text[span.clone()]);
                self.outline.diagnostics.push(Diagnostic::new(
                    DiagnosticCode::NumberingRepeat,
                    message,
                    span,
                ));
            }
        }
        self.close_to(depth, at);
    }

    /// How many of the open sections stay open above `mark`, and whether the
    /// one that closes next is its neighbour in a run.
    fn place_for(&self, mark: Mark) -> (usize, Option<usize>) {
        let same = |open: &Open| open.family == mark.family;
        let goes_on =
            |open: &Open| same(open) && open.section.number.is_none_or(|n| n + 1 == mark.number);
        if let Some(at) = self.open.iter().rposition(goes_on) {
            return (at, Some(at));
        }
        let begins_anew = mark.number == 1
            && self.open.last().is_some_and(|top| {
                !same(top) && self.order.is_seen_inside(top.family, mark.family)
            });
        match self.open.iter().rposition(same) {
            Some(at) if !begins_anew => (at, Some(at)),
            // ——民生福祉不断增进。 and then 1.
            _ if mark.number == 1 && self.opens_with_title() => (self.open.len(), None),
            _ => {
                let holder = self
                    .open
                    .iter()
                    .rposition(|open| self.order.may_hold(open.family, mark.family));
                (holder.map_or(0, |at| at + 1), None)
            }
        }
    }

    /// Whether the last heading is one of a dash that has nothing but its title.
    fn opens_with_title(&self) -> bool {
        self.open.last().is_some_and(|Open { family, section }| {
            *family == Family::Dash && section.children.is_empty() && section.paragraphs.is_empty()
        })
    }

    /// Closes all but the outermost `depth` sections; they end before `end`.
    fn close_to(&mut self, depth: usize, end: usize) {
        while self.open.len() > depth {
            let Some(Open { mut section, .. }) = self.open.pop() else {
                return;
            };
            let raw = &self.text[section.span.start..end];
            section.span.end = section.span.start + raw.trim_end().len();
            if section.title_span.end > section.span.end {
                // a mark with nothing but blanks behind it: the empty title stands at its end
                section.title_span = section.span.end..section.span.end;
            }
            match self.open.last_mut() {
                Some(parent) => parent.section.children.push(section),
                None => self.outline.sections.push(section),
            }
        }
    }
}

/// Where a heading stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Opening,
    Inline,
}

/// The title: up to the first full stop or line break; a point inside a
/// paragraph also ends its title at a semicolon.
fn title_of(text: &str, place: Place) -> &str {
    let stops: &[char] = match place {
        Place::Opening => &['。', '！', '？'],
        Place::Inline => &['。', '；', ';', '！', '？'],
    };
    // the first bytes of these stops, which few other characters have
    let mut places = memchr::memchr3_iter(0xE3, 0xEF, b';', text.as_bytes());
    let end = places.find(|&at| text[at..].starts_with(stops)).unwrap_or(text.len());
    text[..end].trim_end_matches(ends_title)
}

/// Marks and blanks that may stand between a title and its body.
fn ends_title(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '。' | '；' | ';' | '：' | ':' | '，' | ',' | '、' | '！' | '？')
}

fn kind_of(family: Family, parent: Option<Family>) -> SectionKind {
    match family {
        Family::HanComma if parent.is_some_and(|p| p > family) => SectionKind::Point,
        Family::Part | Family::Chapter | Family::HanComma | Family::Decimal => SectionKind::Chapter,
        Family::LeadIn | Family::Announced => SectionKind::Chapter,
        Family::Bracketed if parent.is_none() => SectionKind::Chapter,
        Family::Bracketed | Family::Section | Family::Article | Family::HanParen => {
            SectionKind::Section
        }
        Family::DecimalTwo | Family::DecimalThree => SectionKind::Section,
        Family::Arabic if parent.is_none_or(|p| p <= Family::HanComma) => SectionKind::Section,
        _ => SectionKind::Point,
    }
}
