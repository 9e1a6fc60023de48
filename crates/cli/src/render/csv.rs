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
    let mut writer = writer();
    writer.write_record(T::COLUMNS.iter().map(|column| column.name))?;
    finish(writer, out)
}

/// Writes a row for each of `rows`.
pub fn write_rows<'r, T: Table>(
    out: &mut impl Write,
    rows: impl IntoIterator<Item = T::Row<'r>>,
) -> io::Result<()> {
    let mut writer = writer();
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
    finish(writer, out)
}

/// Into memory first, so that an error of `out` comes through as it is.
fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new())
}

fn finish(writer: csv::Writer<Vec<u8>>, out: &mut impl Write) -> io::Result<()> {
    out.write_all(&writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}
