//! Paragraphs → the outline: chapters, sections, points, however numbered.
//!
//! ```text
//! 一、总体情况            Chapter  level 1
//! （一）农业。粮食……      Section  level 2, title 农业
//! 一是稳产；二是……        Point    level 3, two of them
//! ```
//!
//! Levels are relative: a heading hangs below the nearest open heading whose
//! form may hold its own, by the document's own [order](order).

mod build;
mod inline;
mod mark;
mod order;

use std::ops::Range;

use mark::Mark;

pub(crate) use build::{Outline, build};
pub(crate) use inline::OPENERS;
pub(crate) use mark::{Family, han_number, opens_point, scan as scan_mark};

/// A paragraph with its marks.
#[derive(Debug, Clone)]
pub(crate) struct Marked {
    /// The paragraph's text, in the normalised document.
    pub(crate) text: Range<usize>,
    opening: Option<Mark>,
    inline: Vec<inline::InlineMark>,
}

impl Marked {
    /// Makes of what opens the paragraph a title without number, of the form `family`:
    /// 改革方面。一是……, 【人民调解】 全县有…。
    fn open(&mut self, family: Family) {
        self.opening = Some(Mark::unnumbered(family));
    }

    /// Makes of the paragraph a chapter's title without number, of the form `family`.
    fn lead_in(&mut self, family: Family) {
        self.open(family);
        self.inline.clear();
    }

    /// How long the label of the heading is that opens the paragraph, in bytes: 3 of `2、`.
    pub(crate) fn label_len(&self) -> usize {
        self.opening.map_or(0, |mark| mark.len)
    }

    /// Whether a heading opens the paragraph that names a chapter or section.
    pub(crate) fn opens_section(&self) -> bool {
        self.opening.is_some_and(|mark| !mark.opens_text())
    }
}

/// Finds the marks of every paragraph; `paragraphs` are ranges of `text` in order, and
/// at `openers` stand the characters of [`OPENERS`], in order.
pub(crate) fn mark_paragraphs(
    text: &str,
    paragraphs: &[Range<usize>],
    mut openers: &[usize],
) -> Vec<Marked> {
    let openings: Vec<Option<Mark>> =
        paragraphs.iter().map(|range| mark::scan(&text[range.clone()])).collect();
    let mut marked: Vec<Marked> = paragraphs
        .iter()
        .enumerate()
        .map(|(at, range)| {
            let opening = openings[at];
            let next = openings.get(at + 1).copied().flatten();
            let before = openers.iter().take_while(|&&at| at < range.start).count();
            openers = &openers[before..];
            let inside =
                openers.iter().take_while(|&&at| at < range.end).map(|&at| at - range.start);
            let inline = inline::scan_inline(&text[range.clone()], opening, next, inside);
            Marked { text: range.clone(), opening, inline }
        })
        .collect();
    drop_lone_decimals(&mut marked);
    drop_lone_dashes(text, &mut marked);
    drop_lone_firsts(&mut marked);
    mark_lead_ins(text, &mut marked);
    mark_titles(text, &mut marked);
    marked
}

/// `1.2 万` and `3 月` at the opening of a paragraph are numbers, where no 1.1 begins an
/// outline in decimals.
fn drop_lone_decimals(marked: &mut [Marked]) {
    let decimal =
        |family| matches!(family, Family::Decimal | Family::DecimalTwo | Family::DecimalThree);
    let begins = |mark: Mark| mark.family == Family::DecimalTwo && mark.number == 1;
    let outline = marked.iter().filter_map(|m| m.opening).any(begins);
    for paragraph in marked.iter_mut().filter(|_| !outline) {
        paragraph.opening = paragraph.opening.filter(|mark| !decimal(mark.family));
    }
}

/// A dash that opens one paragraph alone, with no other beside it, is an
/// aside or a date line, not a point.
fn drop_lone_dashes(text: &str, marked: &mut [Marked]) {
    let dashes = marked.iter().filter(|m| m.opening.is_some_and(|o| o.family == Family::Dash));
    if dashes.count() == 1 {
        for paragraph in marked {
            let long = text[paragraph.text.clone()].len() > 60;
            if !long && paragraph.opening.is_some_and(|o| o.family == Family::Dash) {
                paragraph.opening = None;
            }
        }
    }
}

/// 首先 with no 其次 after it opens a greeting, and 最后 with no 首先 before it
/// closes a text: neither is a point. A run ends where a higher heading begins.
fn drop_lone_firsts(marked: &mut [Marked]) {
    let mut run = FirstRun::default();
    let mut lone: Vec<usize> = Vec::new();
    for (at, paragraph) in marked.iter().enumerate() {
        let higher = paragraph.opening.is_some_and(|mark| mark.family <= Family::HanParen);
        let first = paragraph.opening.filter(|mark| mark.family == Family::First);
        if higher || first.is_some_and(|mark| mark.number == 1) {
            lone.extend(std::mem::take(&mut run).lone());
        }
        if let Some(mark) = first {
            let inside = paragraph.inline.iter().any(|i| i.mark.family == Family::First);
            run.begins |= mark.number == 1;
            run.goes_on |= inside || matches!(mark.number, 2 | 3);
            run.paragraphs.push(at);
        }
    }
    lone.extend(run.lone());
    for at in lone {
        marked[at].opening = None;
    }
}

/// A run of 首先, 其次, 最后 at the openings of paragraphs.
#[derive(Default)]
struct FirstRun {
    begins: bool,
    goes_on: bool,
    paragraphs: Vec<usize>,
}

impl FirstRun {
    /// Its paragraphs, if they are no run.
    fn lone(self) -> Vec<usize> {
        if self.begins && self.goes_on { Vec::new() } else { self.paragraphs }
    }
}

/// The longest paragraph that can be a lead-in, in bytes: some 40 characters more than real ones have.
const LONGEST_LEAD_IN: usize = 300;

/// Marks the unnumbered paragraphs that open runs of points, where they are
/// the document's chapters: at least two of them, or one that says how many points or
/// which work will follow. Beside numbered chapters only what does no more than that is one.
fn mark_lead_ins(text: &str, marked: &mut [Marked]) {
    let opens_run = |marked: &[Marked], at: usize| {
        marked[at].opening.is_none() && marked[at + 1].opening.is_some_and(|o| o.begins_run())
    };
    let above = |m: &Marked| m.opening.is_some_and(|o| o.family <= Family::HanComma);
    if marked.iter().any(above) {
        for at in 0..marked.len().saturating_sub(1) {
            if opens_run(marked, at) && announces_briefly(&text[marked[at].text.clone()]) {
                marked[at].lead_in(Family::Announced);
            }
        }
        return;
    }
    mark_bracketed(text, marked);
    let fields: Vec<usize> = (0..marked.len())
        .filter(|&at| marked[at].opening.is_none() && is_field(&text[marked[at].text.clone()]))
        .collect();
    if fields.len() >= 2 {
        for at in fields {
            marked[at].open(Family::LeadIn);
        }
    }
    let candidates: Vec<usize> = (0..marked.len().saturating_sub(1))
        .filter(|&at| opens_run(marked, at) && is_lead_in(&text[marked[at].text.clone()]))
        .collect();
    let leads = |at: &usize| {
        let paragraph = &text[marked[*at].text.clone()];
        // what opens the text is its introduction, but 一年来，我们…
        let introduces = *at == 0 && !tells_what_was_done(paragraph);
        announces(paragraph) || (!introduces && sums_up(paragraph))
    };
    if candidates.len() >= 2 || candidates.iter().any(leads) {
        for at in candidates {
            marked[at].lead_in(Family::LeadIn);
        }
    }
}

/// The name of a field, or the line over some, is no longer, in bytes.
const LONGEST_FIELD: usize = 16 * '一'.len_utf8();

/// Marks the fields in brackets of a yearbook, and the lines over them.
///
/// ```text
/// 公　安                  Chapter
/// 【概况】 全县有民警……    Section, title 【概况】
/// 【禁毒】 破获案件……
/// ```
fn mark_bracketed(text: &str, marked: &mut [Marked]) {
    let fields: Vec<usize> = (0..marked.len())
        .filter(|&at| marked[at].opening.is_none() && is_bracketed(&text[marked[at].text.clone()]))
        .collect();
    if fields.len() < 2 {
        return;
    }
    for at in fields {
        marked[at].open(Family::Bracketed);
        let Some(over) = at.checked_sub(1).map(|over| &mut marked[over]) else { continue };
        let line = &text[over.text.clone()];
        let word = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}' | ' ' | '\u{3000}' | '、');
        if over.opening.is_none() && line.len() <= LONGEST_FIELD && line.chars().all(word) {
            over.lead_in(Family::LeadIn);
        }
    }
}

/// `【康复服务】为残疾人……`: a name in brackets opens the paragraph.
fn is_bracketed(paragraph: &str) -> bool {
    let end = paragraph.strip_prefix('【').and_then(|inside| inside.find('】'));
    end.is_some_and(|end| (1..=LONGEST_FIELD).contains(&end))
}

/// A title without number is no longer than this, in bytes, and no shorter.
const TITLE: Range<usize> = 12..121;

/// Shorter paragraphs may be lines of all sorts, in bytes.
const PROSE: usize = 120;

/// Marks the titles that have no number, where the page tells them from its paragraphs.
fn mark_titles(text: &str, marked: &mut [Marked]) {
    let titles = set_apart(text, marked).unwrap_or_else(|| unclosed(text, marked));
    for at in titles {
        marked[at].lead_in(Family::LeadIn);
    }
}

/// The paragraphs that have no mark and are long.
fn prose(marked: &[Marked]) -> impl Iterator<Item = &Marked> {
    marked.iter().filter(|m| m.opening.is_none() && m.text.len() > PROSE)
}

/// Whether nearly all that `of` gives are `so`.
fn nearly_all<'m>(of: impl Iterator<Item = &'m Marked>, so: impl Fn(&Marked) -> bool) -> bool {
    let (all, some) = of.fold((0, 0), |(all, some), m| (all + 1, some + usize::from(so(m))));
    some >= 2 && some * 5 >= all * 4
}

/// A line that may be a title: short, and no sentence.
fn is_title(text: &str, paragraph: &Marked) -> bool {
    let line = &text[paragraph.text.clone()];
    paragraph.opening.is_none()
        && TITLE.contains(&line.len())
        && line.ends_with(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | '）' | '”'))
        && !line.contains(['\n', '。', '；'])
}

/// Lines that are not indented, between blank lines, among paragraphs that are indented;
/// nothing where paragraphs are not.
fn set_apart(text: &str, marked: &[Marked]) -> Option<Vec<usize>> {
    nearly_all(prose(marked), |m| indent(text, m.text.start) >= 2).then_some(())?;
    let blank_before = |at: usize| {
        let from = at.checked_sub(1).map_or(0, |before| marked[before].text.end);
        from == 0 || text[from..marked[at].text.start].matches('\n').nth(1).is_some()
    };
    let is_title = |at: &usize| {
        is_title(text, &marked[*at])
            && indent(text, marked[*at].text.start) == 0
            && blank_before(*at)
            && blank_before(at + 1)
    };
    Some((0..marked.len().saturating_sub(1)).filter(is_title).collect())
}

/// Lines without a mark at their end, each before a long paragraph, in a text whose
/// paragraphs all have one; they are titles where there are a few of them, or one over points.
fn unclosed(text: &str, marked: &[Marked]) -> Vec<usize> {
    /// A text has no more chapters than this.
    const MOST: usize = 12;
    let closed = |m: &Marked| text[m.text.clone()].ends_with(['。', '：', '！', '；', '？', '”']);
    let long = |m: &&Marked| m.text.len() > PROSE;
    if !nearly_all(prose(marked), closed) && !nearly_all(marked.iter().filter(long), closed) {
        return Vec::new();
    }
    let leads = |at: &usize| {
        let next = &marked[at + 1];
        let line = &text[marked[*at].text.clone()];
        is_title(text, &marked[*at])
            && !line.contains(['，', '：', ' ', '\u{3000}'])
            && match next.opening {
                None => next.text.len() > PROSE,
                Some(mark) => mark.begins_run(),
            }
    };
    let titles: Vec<usize> = (0..marked.len().saturating_sub(1)).filter(leads).collect();
    // 名词解释 before 1.: what the points are; but the first line of all may be the text's title
    let over_points = |at: usize| {
        let line = &text[marked[at].text.clone()];
        let speaks = line.starts_with("各位") || line.contains(|c: char| c.is_ascii_digit());
        at > 0
            && !speaks
            && marked[at + 1].opening.is_some_and(|mark| mark.family > Family::HanComma)
    };
    let told = match titles[..] {
        [one] => over_points(one),
        _ => titles.len() <= MOST,
    };
    if told { titles } else { Vec::new() }
}

/// How many blanks stand before `at` on its line.
fn indent(text: &str, at: usize) -> usize {
    let blanks = |c: &char| c.is_whitespace() && *c != '\n';
    text[..at].chars().rev().take_while(blanks).count()
}

/// `粮食生产方面。全年……`, `在卫生方面。……`: names the field that the paragraph speaks of.
fn is_field(paragraph: &str) -> bool {
    let end = paragraph.find(['。', '：']).filter(|end| *end <= LONGEST_FIELD);
    end.is_some_and(|end| paragraph[..end].ends_with("方面") && !paragraph[..end].contains('，'))
}

/// `主要做了以下工作。`, `今年要做好八个方面工作。`, `主要办了几件事。`, but no `现报告如下：`
fn announces(paragraph: &str) -> bool {
    let says = |words: &[&str]| words.iter().any(|word| paragraph.contains(word));
    tells_how_many(paragraph)
        || (says(&["工作", "任务"]) && says(&["以下", "下列", "方面", "几项", "主要工作是"]))
}

/// `一年来，我们主要做了以下工作：`: nothing but that points follow, and on what.
fn announces_briefly(paragraph: &str) -> bool {
    /// It is no longer, in bytes.
    const LONGEST: usize = 45 * '一'.len_utf8();
    paragraph.len() <= LONGEST && is_lead_in(paragraph) && announces(paragraph)
}

/// `办了几件事。`, `抓好十件实事：`, but no `案件事实`, no `高效办成一件事`.
fn tells_how_many(paragraph: &str) -> bool {
    let many = |c: char| "几两二三四五六七八九十".contains(c) || c.is_ascii_digit();
    ["件事", "件实事"].iter().any(|word| {
        let mut found = paragraph.match_indices(word);
        found.any(|(at, _)| {
            paragraph[..at].ends_with(many)
                && paragraph[at + word.len()..].starts_with(['。', '：', '，', ':', '；'])
        })
    })
}

/// `2019年，全街道围绕中心工作，各项事业迈出坚实步伐。`: a sentence on what the points tell one by
/// one, with no figure of its own.
fn sums_up(paragraph: &str) -> bool {
    /// It is no longer, in bytes.
    const LONGEST: usize = 66 * '一'.len_utf8();
    let told = paragraph.trim_start_matches(|c: char| c.is_ascii_digit());
    paragraph.len() <= if tells_what_was_done(paragraph) { LONGEST_LEAD_IN } else { LONGEST }
        && paragraph.ends_with(['。', '！'])
        && paragraph.contains(['，', ','])
        && !told.contains(|c: char| c.is_ascii_digit())
}

/// One short sentence.
fn is_lead_in(paragraph: &str) -> bool {
    let body = paragraph.trim_end_matches(['。', '：', ':', '.', '；']);
    paragraph.len() <= LONGEST_LEAD_IN && !body.contains(['。', '；']) && !paragraph.contains('\n')
}

/// `五年来，我们`: opens what was done.
fn tells_what_was_done(paragraph: &str) -> bool {
    paragraph.find("年来，我们").is_some_and(|at| at <= "二十".len())
}
