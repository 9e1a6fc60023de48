//! Text in, document out: the stages in their order.

use crate::bulletin::{Bulletin, Header, SCHEMA_VERSION};
use crate::quantity::{self, Context, Found};
use crate::source::Source;

/// Reads one bulletin. Never fails: what cannot be read becomes a diagnostic.
pub fn parse(text: &str) -> Bulletin {
    Parser::new().parse(text)
}

/// A parser with choices.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Parser {}

impl Parser {
    /// A parser with the defaults, which [`parse`] uses.
    pub fn new() -> Parser {
        Parser::default()
    }

    /// Reads one bulletin.
    pub fn parse(&self, text: &str) -> Bulletin {
        let mut found = Found::default();
        quantity::read(text, 0..text.len(), &Context::default(), &mut found);
        Bulletin {
            schema_version: SCHEMA_VERSION,
            source: Source::of_text(text),
            header: Header::default(),
            outline: Vec::new(),
            quantities: found.quantities,
            times: found.times,
            blocks: Vec::new(),
            diagnostics: found.diagnostics,
        }
    }
}
