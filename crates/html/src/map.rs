//! The way from the extracted text back to the page.

use std::ops::Range;

/// Which bytes of the HTML a piece of the text was taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where it stands in the text.
    pub(crate) text: Range<usize>,
    /// Where it was taken from. As long as `text` where it was taken byte by
    /// byte; otherwise it is a character reference or a run of them.
    pub(crate) html: Range<usize>,
}

impl Piece {
    fn is_exact(&self) -> bool {
        self.text.len() == self.html.len()
    }
}

/// Where in the HTML each part of the text comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceMap {
    /// In the order of the text, without overlap.
    pieces: Vec<Piece>,
}

impl SourceMap {
    /// The bytes of the HTML from which the text at `span` was taken, tags
    /// between them included; `None` where all of it was put there by the
    /// extraction: line ends, and the bars between cells.
    ///
    /// ```
    /// let page = gongbao_html::extract("<p>共<b>3</b>户</p>".as_bytes(), None);
    /// assert_eq!(page.text, "共3户\n");
    /// let span = page.map.to_html(0..7).ok_or("nothing there")?;
    /// assert_eq!(&page.html[span], "共<b>3</b>户");
    /// # Ok::<(), &str>(())
    /// ```
    pub fn to_html(&self, span: Range<usize>) -> Option<Range<usize>> {
        let first = self.pieces.partition_point(|piece| piece.text.end <= span.start);
        let last = self.pieces.partition_point(|piece| piece.text.start < span.end);
        let (from, to) = (self.pieces.get(first)?, self.pieces[..last].last()?);
        if first >= last {
            return None;
        }
        let start = match from.is_exact() {
            true => from.html.start + span.start.saturating_sub(from.text.start),
            false => from.html.start,
        };
        let end = match to.is_exact() {
            true => to.html.end - to.text.end.saturating_sub(span.end),
            false => to.html.end,
        };
        Some(start..end.max(start))
    }

    /// Adds a piece behind all others; one that goes on where the last ended is joined to it.
    pub(crate) fn push(&mut self, piece: Piece) {
        if let Some(last) = self.pieces.last_mut()
            && last.text.end == piece.text.start
            && last.html.end == piece.html.start
            && last.is_exact()
            && piece.is_exact()
        {
            last.text.end = piece.text.end;
            last.html.end = piece.html.end;
        } else {
            self.pieces.push(piece);
        }
    }

    /// Forgets what comes from the text's byte `len` on.
    pub(crate) fn truncate(&mut self, len: usize) {
        while self.pieces.pop_if(|piece| piece.text.start >= len).is_some() {}
    }
}
