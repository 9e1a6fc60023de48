//! The lines above the body: which are fields, title, furniture, and where they end.

use std::ops::Range;

use super::label::{self, Meaning};
use super::token::{self, Token};
use super::{fields, title, value};
use crate::bulletin::{Block, BlockKind, Field, FieldKey, Header};
use crate::diagnostic::Diagnostic;
use crate::furniture::is_furniture;
use crate::lines::Line;
use crate::outline::scan_mark;

/// What stands above the body.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub(crate) header: Header,
    /// Parts of the head in text order; what is not in them is white space.
    pub(crate) blocks: Vec<Block>,
    /// The line with which the body begins.
    pub(crate) body_line: usize,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// No head is longer than this many lines that are not blank; a longer one is no head.
const LONGEST_HEAD: usize = 200;

/// Reads the head of a document, of which `known` is known beforehand.
pub(crate) fn read(text: &str, lines: &[Line], known: &Header) -> Head {
    let mut reader =
        Reader { text, lines, blocks: Vec::new(), fields: Vec::new(), others: Vec::new() };
    let body_line = reader.lines_of_head();
    let mut head = reader.finish(body_line, known.title.as_deref());
    head.header.fill_from(known);
    head
}

/// A line of the head that is neither field nor furniture: perhaps the title.
#[derive(Debug, Clone)]
pub(super) struct Other {
    pub(super) line: usize,
    pub(super) span: Range<usize>,
    pub(super) kind: Option<BlockKind>,
}

struct Reader<'t> {
    text: &'t str,
    lines: &'t [Line],
    blocks: Vec<Block>,
    fields: Vec<Field>,
    others: Vec<Other>,
}

/// A label whose value has not come yet.
struct Pending {
    meaning: Meaning,
    line: usize,
    indent: usize,
    layout: Layout,
}

/// How labels and values stand to each other on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// The label had a bullet: its value is indented below it.
    Bullet,
    /// The label stood alone or with others.
    Plain,
}

impl Reader<'_> {
    /// Reads lines until the body begins; returns the body's first line.
    fn lines_of_head(&mut self) -> usize {
        let mut pending: Option<Pending> = None;
        let mut seen = 0;
        for (at, line) in self.lines.iter().enumerate() {
            if line.is_blank() {
                continue;
            }
            seen += 1;
            let text = line.of(self.text);
            if seen > LONGEST_HEAD {
                return at;
            }
            if let Some(waiting) = pending.take_if(|waiting| self.takes(waiting, at)) {
                self.late_value(waiting.meaning, line.text.clone());
                continue;
            }
            if value::is_time(text) && self.late_time(at) {
                continue;
            }
            if self.begins_body(at) {
                if is_salutation(text) || !self.is_above_salutation(at) {
                    return at;
                }
                let kind = Some(BlockKind::Caption);
                self.others.push(Other { line: at, span: line.text.clone(), kind });
                continue;
            }
            let tokens = token::tokens(text, line.text.start);
            if matches!(tokens.first(), Some(Token::Label { .. })) {
                pending = self.field_line(at, &tokens);
            } else if is_furniture(text) || is_breadcrumb(text) {
                self.block(BlockKind::Furniture, line.text.clone());
            } else {
                if tokens.len() > 1 && self.lead_date(&tokens) {
                    pending = self.field_line(at, &tokens[1..]);
                    continue;
                }
                pending = None;
                let kind = special(text).or_else(|| self.speakers_name(text));
                self.others.push(Other { line: at, span: line.text.clone(), kind });
            }
        }
        self.lines.len()
    }

    /// A name alone on the line after the speaker's office, or on a speech's page.
    fn speakers_name(&self, text: &str) -> Option<BlockKind> {
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        let named = self.others.last().is_some_and(|last| match last.kind {
            Some(BlockKind::Speaker) => !self.text[last.span.clone()].contains([' ', '\u{3000}']),
            Some(BlockKind::SpeechDate) => true,
            _ => false,
        });
        (named && (2..=4).contains(&letters)).then_some(BlockKind::Speaker)
    }

    /// Prose above the salutation of a speech tells of the speech: a caption.
    fn is_above_salutation(&self, at: usize) -> bool {
        let speech = self.others.iter().any(|other| other.kind == Some(BlockKind::SpeechDate));
        let mut below = self.lines[at + 1..].iter().filter(|line| !line.is_blank()).take(4);
        speech && below.any(|line| is_salutation(line.of(self.text)))
    }

    /// A date without label before the first label of a publish line.
    fn lead_date(&mut self, tokens: &[Token]) -> bool {
        let Some(Token::Text { span }) = tokens.first() else {
            return false;
        };
        let found = value::moment(&self.text[span.clone()]).is_some();
        if found {
            self.field("", Some(FieldKey::PublishedAt), span.clone(), span.clone());
        }
        found
    }

    /// Whether the line is the waiting label's value.
    fn takes(&self, waiting: &Pending, at: usize) -> bool {
        let line = &self.lines[at];
        let text = line.of(self.text);
        let numbered = text.starts_with(|c: char| c.is_ascii_digit());
        if token::has_bullet(text) || (scan_is_heading(text) && !numbered) {
            return false;
        }
        if let Some(Token::Label { .. }) = token::tokens(text, 0).first() {
            return false;
        }
        let gap = at - waiting.line - 1;
        let near = match waiting.layout {
            Layout::Bullet => line.indent > waiting.indent && gap <= 2,
            Layout::Plain => gap == 0 || (gap <= 1 && line.indent > waiting.indent),
        };
        let typed_far = gap <= 2;
        match waiting.meaning {
            Meaning::Furniture => false,
            Meaning::Kept => near && fields::fits_kept(text),
            Meaning::Key(key) => match fields::is_typed(key) {
                true => typed_far && fields::fits(key, text),
                false => near && fields::fits(key, text),
            },
        }
    }

    fn late_value(&mut self, meaning: Meaning, span: Range<usize>) {
        self.block(BlockKind::Field, span.clone());
        if let Some(field) = self.fields.last_mut().filter(|_| meaning != Meaning::Furniture) {
            field.value = self.text[span.clone()].to_owned();
            field.span.end = span.end;
        }
    }

    /// A time of day alone on the line below its date.
    fn late_time(&mut self, at: usize) -> bool {
        let span = self.lines[at].text.clone();
        let above = self.lines[..at].iter().rev().find(|line| !line.is_blank());
        let dated = self.fields.last_mut().filter(|field| {
            field.key == Some(FieldKey::PublishedAt)
                && above.is_some_and(|line| line.text.end == field.span.end)
                && value::moment(&field.value).is_some_and(|moment| moment.time().is_none())
        });
        let Some(field) = dated else {
            return false;
        };
        field.value = format!("{} {}", field.value, &self.text[span.clone()]);
        field.span.end = span.end;
        self.block(BlockKind::Field, span);
        true
    }

    /// Takes a line of labels and values; returns the label that still waits for its value.
    fn field_line(&mut self, at: usize, tokens: &[Token]) -> Option<Pending> {
        let line = &self.lines[at];
        let mut pending = None;
        let mut tokens = tokens.iter().peekable();
        while let Some(current) = tokens.next() {
            match current {
                Token::Text { span } => self.block(BlockKind::Furniture, span.clone()),
                Token::Label { hit, span } => {
                    let mut value = None;
                    while let Some(Token::Text { span }) = tokens.peek() {
                        let from = value.take().map_or(span.start, |v: Range<usize>| v.start);
                        value = Some(from..span.end);
                        tokens.next();
                    }
                    let whole = span.start..value.as_ref().map_or(span.end, |v| v.end);
                    if hit.meaning == Meaning::Furniture {
                        self.block(BlockKind::Furniture, whole);
                        continue;
                    }
                    let key = match hit.meaning {
                        Meaning::Key(key) => Some(key),
                        _ => None,
                    };
                    let name = label::clean(&self.text[span.start..span.start + hit.words]);
                    let empty = value.is_none();
                    let value = value.unwrap_or(span.end..span.end);
                    self.field(&name, key, whole, value);
                    // a cell's value is in its row, or nowhere
                    let waits =
                        empty && tokens.peek().is_none() && !token::is_row(line.of(self.text));
                    pending = waits.then_some(Pending {
                        meaning: hit.meaning,
                        line: at,
                        indent: line.indent,
                        layout: if token::has_bullet(line.of(self.text)) {
                            Layout::Bullet
                        } else {
                            Layout::Plain
                        },
                    });
                }
            }
        }
        pending
    }

    fn field(
        &mut self,
        label: &str,
        key: Option<FieldKey>,
        whole: Range<usize>,
        value: Range<usize>,
    ) {
        let shown = fields::trim_value(&self.text[value.clone()]);
        self.fields.push(Field {
            label: label.to_owned(),
            key,
            value: shown.to_owned(),
            span: whole.clone(),
        });
        self.block(BlockKind::Field, whole);
    }

    fn block(&mut self, kind: BlockKind, span: Range<usize>) {
        self.blocks.push(Block { kind, span });
    }

    /// Whether the body begins with this line.
    fn begins_body(&self, at: usize) -> bool {
        let text = self.lines[at].of(self.text);
        let labelled =
            label::at_start(token::skip_bullets(text)).is_some_and(|hit| hit.has_colon());
        if special(text).is_some() || labelled {
            return false;
        }
        if is_salutation(text) || is_addressee(text) || scan_is_heading(text) {
            return true;
        }
        let chars = text.chars().take(400).count();
        let clauses =
            text.contains(['，', '。', '；']) || (chars >= 40 && text.contains([',', ';']));
        let prose = (chars >= 40 && clauses) || (text.ends_with('。') && chars >= 8);
        prose && !is_furniture(text) && !is_breadcrumb(text) && !text.contains('|')
    }

    fn finish(mut self, body_line: usize, known_title: Option<&str>) -> Head {
        let choice = title::choose(self.text, &self.others, &self.fields, known_title);
        let mut head = Head { body_line, ..Head::default() };
        let last_field = self.blocks.iter().map(|block| block.span.end).max().unwrap_or(0);
        for (index, other) in self.others.iter().enumerate() {
            let is_title = choice.lines.contains(&index);
            let after =
                choice.lines.last().is_some_and(|&last| index > last) || choice.lines.is_empty();
            let kind = match other.kind {
                _ if is_title => BlockKind::Title,
                Some(kind) => kind,
                None if after && other.span.start >= last_field => {
                    // text after the title and the fields: the body begins here already
                    head.body_line = head.body_line.min(other.line);
                    break;
                }
                None => BlockKind::Furniture,
            };
            self.blocks.push(Block { kind, span: other.span.clone() });
        }
        self.blocks.sort_by_key(|block| block.span.start);
        head.blocks = self.blocks;
        head.header = fields::typed(self.fields, choice.title, &mut head.diagnostics);
        if head.header.document_number.is_none() {
            let own = head.blocks.iter().find(|block| block.kind == BlockKind::DocumentNumber);
            head.header.document_number = own.map(|block| {
                self.text[block.span.clone()].trim_matches(['(', ')', '（', '）']).to_owned()
            });
            head.header.document_number_parts =
                head.header.document_number.as_deref().and_then(value::document_number);
        }
        head
    }
}

/// Lines of the head that show by their form what they are.
fn special(text: &str) -> Option<BlockKind> {
    let chars = text.chars().take(121).count();
    if chars > 120 {
        return None;
    }
    if is_speech_date(text) {
        Some(BlockKind::SpeechDate)
    } else if is_caption(text) {
        Some(BlockKind::Caption)
    } else if value::document_number(text.trim_matches(['(', ')', '（', '）'])).is_some() {
        Some(BlockKind::DocumentNumber)
    } else if is_speaker(text) {
        Some(BlockKind::Speaker)
    } else if text.starts_with(['（', '('])
        && text.ends_with(['）', ')'])
        && scan_mark(text).is_none()
    {
        Some(BlockKind::Remark)
    } else {
        None
    }
}

/// `——2026年1月27日在……会议上`, also without the dashes, also in brackets.
fn is_speech_date(text: &str) -> bool {
    let inner = text.trim_start_matches(['—', '-', '－', '(', '（', ' ', '─', '―', '–']);
    let Some((_, len)) = value::date_at_start(inner) else {
        return false;
    };
    let meeting =
        inner.trim_end_matches(['）', ')', ' ']).ends_with(['上', '议']) || inner.contains("会议");
    meeting && inner[len..].trim_start().starts_with('在')
}

/// `……本报记者 某某 摄`
fn is_caption(text: &str) -> bool {
    text.ends_with('摄')
        || text.ends_with("供图")
        || text.contains("本报记者") && !text.ends_with('。')
        || text.ends_with("摄影报道")
        || text.ends_with("摄）")
}

/// The office and the name of a speaker: `甲省省长 某 某`.
fn is_speaker(text: &str) -> bool {
    const OFFICES: [&str; 18] = [
        "省长",
        "市长",
        "县长",
        "区长",
        "镇长",
        "乡长",
        "州长",
        "盟长",
        "旗长",
        "主席",
        "总理",
        "主任",
        "局长",
        "部长",
        "书记",
        "院长",
        "检察长",
        "厅长",
    ];
    // what shows at once comes first: each office is a search of its own
    if text.chars().take(31).count() > 30
        || text.contains(['，', '。', '、', '年', '《', '>'])
        || !text.contains(['长', '席', '理', '任', '记'])
    {
        return false;
    }
    OFFICES.iter().any(|office| match text.find(office) {
        Some(at) => {
            let name = &text[at + office.len()..];
            name.is_empty()
                || name.starts_with([' ', '\u{3000}', '：', ':'])
                || name.chars().count() <= 3
        }
        None => false,
    })
}

/// `各位代表：`
pub(crate) fn is_salutation(text: &str) -> bool {
    let called =
        ["各位", "尊敬的", "同志们", "女士们", "主席团"].iter().any(|word| text.starts_with(word));
    called && text.ends_with(['：', ':', '！', '!', '，']) && text.chars().count() <= 40
}

/// `各省、自治区、直辖市人民政府，国务院各部委、各直属机构：`
pub(crate) fn is_addressee(text: &str) -> bool {
    const BODIES: [&str; 14] = [
        "政府",
        "机构",
        "部门",
        "单位",
        "委员会",
        "办公室",
        "公司",
        "局",
        "厅",
        "委",
        "办",
        "院",
        "会",
        "处",
    ];
    let Some(list) = text.strip_suffix(['：', ':']) else {
        return false;
    };
    let known = label::at_start(text).is_some();
    let body = BODIES.iter().any(|body| list.ends_with(body)) || list.starts_with('各');
    !known && body && !list.contains('。') && list.chars().count() >= 3
}

/// `首页 > 政务公开 > 甲镇`
fn is_breadcrumb(text: &str) -> bool {
    let steps = text.matches(['>', '›', '»', '＞']).count();
    steps >= 2 || (steps == 1 && text.chars().count() <= 30)
}

/// A heading that opens a body; dashes and bullets do not show enough.
fn scan_is_heading(text: &str) -> bool {
    use crate::outline::Family;
    scan_mark(text).is_some_and(|mark| !matches!(mark.family, Family::Dash | Family::Bullet))
}
