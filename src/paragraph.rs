//! Lines of the body → paragraphs: soft line breaks are mended.
//!
//! ```text
//! 确立了\n习近平\n总书记的核心地位。\n\n——经济……   →  two paragraphs
//! ```
//!
//! Two lines are one paragraph where the break can only be soft: a mark that
//! cannot begin a line begins the second, or one that cannot end it ends the
//! first; or, on pages that set paragraphs apart by blank lines, where the
//! first does not end a sentence.

use std::ops::Range;

use crate::lines::Line;
use crate::outline::scan_mark;

/// Joins `lines` (the body, in order) to paragraphs; blank lines separate, and so does a
/// line between them that is none of the body.
pub(crate) fn join(text: &str, lines: &[&Line]) -> Vec<Range<usize>> {
    let spaced = is_spaced(lines);
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let mut blank_before = true;
    let mut end = 0;
    for line in lines {
        let cut = std::mem::replace(&mut end, line.span.end) != line.span.start;
        if line.is_blank() {
            blank_before = true;
            continue;
        }
        match paragraphs.last_mut() {
            Some(last)
                if !cut
                    && is_soft(
                        &text[last.clone()],
                        line,
                        text,
                        Between { blank_before, spaced },
                    ) =>
            {
                last.end = line.text.end;
            }
            _ => paragraphs.push(line.text.clone()),
        }
        blank_before = false;
    }
    paragraphs
}

/// What stands between two lines.
#[derive(Clone, Copy)]
struct Between {
    blank_before: bool,
    spaced: bool,
}

/// Whether the page sets its paragraphs apart by blank lines.
fn is_spaced(lines: &[&Line]) -> bool {
    let full = lines.iter().filter(|line| !line.is_blank()).count();
    let blank = lines.len() - full;
    blank * 5 >= full * 2
}

/// Whether the break before `line` is soft.
fn is_soft(before: &str, line: &Line, text: &str, between: Between) -> bool {
    let after = line.of(text);
    let (Some(end), Some(start)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    // 74.4⏎万亿元: a number is not cut from its scale
    if end.is_ascii_digit() && matches!(start, '万' | '亿' | '多' | '余' | '%') {
        return true;
    }
    if between.blank_before {
        return false;
    }
    if matches!(start, '》' | '，' | '、' | '。' | '；' | '”' | '）' | '：' | '％' | '%')
    {
        return true;
    }
    if matches!(end, '《' | '“' | '（' | '、') {
        return true;
    }
    let label_alone = scan_mark(before).is_some_and(|mark| mark.len == before.len());
    if label_alone {
        return scan_mark(after).is_none();
    }
    let ended =
        matches!(end, '。' | '！' | '？' | '；' | '：' | '”' | '.' | ';' | ':' | '!' | '?' | '）');
    !ended
        && (between.spaced || matches!(end, '，' | ','))
        && line.indent == 0
        && scan_mark(after).is_none()
        && !is_short_heading(before)
}

/// A numbered line without a full stop: its break is meant.
fn is_short_heading(line: &str) -> bool {
    scan_mark(line).is_some_and(|mark| !mark.opens_text()) && line.chars().take(61).count() <= 60
}
