//! Observations as CSV: UTF-8, a header row, RFC 4180.

use std::io::{self, Write};

use super::columns::{Cell, Table};

/// What opens the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// The header row alone: any program but Excel reads UTF-8.
    Plain,
    /// A byte-order mark before it, without which Excel takes UTF-8 for the system's code page.
    Marked,
}

/// Writes the header row.
pub fn write_header<T: Table>(out: &mut impl Write, opening: Opening) -> io::Result<()> {
    if opening == Opening::Marked {
        out.write_all("\u{FEFF}".as_bytes())?;
    }
    let mut header = Rows::new();
    header.0.write_record(T::COLUMNS.iter().map(|column| column.name))?;
    out.write_all(&header.finish()?)
}

/// Writes a row for each of `rows`.
pub fn write_rows<'r, T: Table>(
    out: &mut impl Write,
    rows: impl IntoIterator<Item = T::Row<'r>>,
) -> io::Result<()> {
    let mut gathered = Rows::new();
    gathered.add::<T>(rows)?;
    out.write_all(&gathered.finish()?)
}

/// Rows in memory, so that an error of what they are written to comes through as it is.
pub struct Rows(csv::Writer<Vec<u8>>);

impl Rows {
    /// None yet.
    pub fn new() -> Rows {
        let mut builder = csv::WriterBuilder::new();
        Rows(builder.terminator(csv::Terminator::CRLF).from_writer(Vec::new()))
    }

    /// Adds `rows`.
    pub fn add<'r, T: Table>(
        &mut self,
        rows: impl IntoIterator<Item = T::Row<'r>>,
    ) -> io::Result<()> {
        let writer = &mut self.0;
        for row in rows {
            for column in T::COLUMNS {
                match (column.cell)(&row) {
                    Cell::Empty => writer.write_field("")?,
                    Cell::Text(text) => writer.write_field(text.as_bytes())?,
                    Cell::Decimal(decimal) => writer.write_field(decimal.to_string())?,
                    Cell::Date(date) => writer.write_field(date.to_string())?,
                    Cell::Count(count) => writer.write_field(count.to_string())?,
                }
            }
            writer.write_record(None::<&[u8]>)?;
        }
        Ok(())
    }

    /// All of them.
    pub fn finish(self) -> io::Result<Vec<u8>> {
        self.0.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}
