//! Documents, and their schema, as JSON.

use std::io::{self, Write};

use gongbao::Bulletin;
use schemars::generate::SchemaSettings;
use serde::Serialize;

/// How a JSON value is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Over many lines, for people.
    Indented,
    /// On one line, for programs.
    Line,
}

/// Writes one document, and a line's end.
pub fn write(out: &mut impl Write, bulletin: &Bulletin, layout: Layout) -> io::Result<()> {
    write_value(out, bulletin, layout)
}

/// Adds one document on a line, noting an earlier one with the same bytes.
pub fn append_noted(
    lines: &mut Vec<u8>,
    bulletin: &Bulletin,
    duplicate_of: Option<&str>,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Noted<'n> {
        #[serde(flatten)]
        bulletin: &'n Bulletin,
        duplicate_of: &'n str,
    }
    match duplicate_of {
        None => serde_json::to_writer(&mut *lines, bulletin)?,
        Some(duplicate_of) => {
            serde_json::to_writer(&mut *lines, &Noted { bulletin, duplicate_of })?;
        }
    }
    lines.push(b'\n');
    Ok(())
}

/// Adds a line to a list. Nothing in its values may fail to be JSON.
pub fn append_line(lines: &mut Vec<u8>, value: &impl Serialize) {
    let line = serde_json::to_vec(value).unwrap_or_default();
    lines.extend(line);
    lines.push(b'\n');
}

/// Writes the JSON Schema of a document.
pub fn write_schema(out: &mut impl Write) -> io::Result<()> {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<Bulletin>();
    write_value(out, &schema, Layout::Indented)
}

fn write_value(out: &mut impl Write, value: &impl Serialize, layout: Layout) -> io::Result<()> {
    let mut json = match layout {
        Layout::Indented => serde_json::to_vec_pretty(value)?,
        Layout::Line => serde_json::to_vec(value)?,
    };
    json.push(b'\n');
    out.write_all(&json)
}
