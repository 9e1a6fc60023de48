//! The table of documents, column by column.

use gongbao::{Bulletin, Section};

use super::columns::{Cell, Column, Kind, Table, columns, date, text, word};

/// One row a document.
#[derive(Debug)]
pub struct Documents;

/// A row: a document, and what the program knows beside it.
#[derive(Debug, Clone, Copy)]
pub struct Document<'r> {
    /// The document.
    pub bulletin: &'r Bulletin,
    /// An earlier input with the same bytes.
    pub duplicate_of: Option<&'r str>,
}

impl Table for Documents {
    type Row<'r> = Document<'r>;
    const COLUMNS: &'static [Column<Self>] = columns! {
        "path" Text |r| text(r.bulletin.source.path.as_deref());
        "sha256" Text |r| text(r.bulletin.source.sha256.as_deref());
        "duplicate_of" Text |r| text(r.duplicate_of);
        "encoding" Text |r| text(Some(&r.bulletin.source.encoding));
        "bytes" Count |r| Cell::Count(r.bulletin.source.bytes as u64);
        "chars" Count |r| Cell::Count(r.bulletin.source.chars as u64);
        "title" Text |r| text(r.bulletin.header.title.as_deref());
        "issuer" Text |r| text(r.bulletin.header.issuer.as_deref());
        "index_number" Text |r| text(r.bulletin.header.index_number.as_deref());
        "document_number" Text |r| text(r.bulletin.header.document_number.as_deref());
        "written_date" Date |r| date(r.bulletin.header.written_date);
        "published_at" Text |r| word(&r.bulletin.header.published_at);
        "topic_category" Text |r| text(r.bulletin.header.topic_category.as_deref());
        "sections" Count |r| Cell::Count(count(&r.bulletin.outline));
        "quantities" Count |r| Cell::Count(r.bulletin.quantities.len() as u64);
        "diagnostics" Count |r| Cell::Count(r.bulletin.diagnostics.len() as u64);
    };
}

/// All sections, with those below. As deep as there are forms of numbering, no deeper.
fn count(sections: &[Section]) -> u64 {
    sections.iter().map(|section| 1 + count(&section.children)).sum()
}
