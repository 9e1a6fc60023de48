//! Parquet: documents as columns, in segments that are merged at the end.
//!
//! A segment is what one worker makes of one chunk: two files, encoded and compressed, whose row groups
//! end where the chunk does or a row group has [`MAX_ROWS`]. That depends on the inputs alone, so that a
//! resumed run gives the same bytes, and any number of jobs. Decimals are `DECIMAL(38, 10)`; a value
//! that does not fit is null there, and stands in `value_text` or `normalised_text`.

use std::fs::File;
use std::io::{self, Write};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use gongbao::Bulletin;
use jiff::civil::Date;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::{ColumnCloseResult, ColumnWriterImpl};
use parquet::data_type::{
    ByteArray, ByteArrayType, DataType, FixedLenByteArrayType, Int32Type, Int64Type,
};
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::reader::FileReader as _;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use rust_decimal::Decimal;

use super::error::BatchError;
use super::partial::Partial;
use crate::render::columns::{Cell, Column, Kind, Observations, PLACES, Row, Table};
use crate::render::documents::{Document, Documents};

/// Digits of a decimal: what 16 bytes hold.
const PRECISION: i32 = 38;

/// A row group is closed with this many rows, so that it stays small enough for memory.
const MAX_ROWS: usize = 1 << 16;

/// How many files are open at most until they are on the disk.
const MAX_UNSYNCED: usize = 64;

/// How many values are handed to the encoder at a time.
const PIECE: usize = 1024;

/// The rows of a chunk in the two tables, as whole files.
#[derive(Debug)]
pub struct Segment {
    observations: Vec<u8>,
    documents: Vec<u8>,
}

/// A segment that is growing.
#[derive(Default)]
pub struct Growing {
    observations: GrowingTable<Observations>,
    documents: GrowingTable<Documents>,
}

impl Growing {
    /// Adds a document.
    pub fn add<'r>(
        &mut self,
        bulletin: &'r Bulletin,
        rows: impl Iterator<Item = Row<'r>>,
        duplicate_of: Option<&'r str>,
    ) -> io::Result<()> {
        for row in rows {
            self.observations.push(&row).map_err(to_io)?;
        }
        self.documents.push(&Document { bulletin, duplicate_of }).map_err(to_io)
    }

    /// All that was added.
    pub fn finish(self) -> io::Result<Segment> {
        let observations = self.observations.finish().map_err(to_io)?;
        let documents = self.documents.finish().map_err(to_io)?;
        Ok(Segment { observations, documents })
    }
}

/// One table of a growing segment: the row groups that are encoded, and the rows of the next.
struct GrowingTable<T: Table> {
    encoded: Option<SerializedFileWriter<Vec<u8>>>,
    columns: Columns<T>,
}

impl<T: Table> Default for GrowingTable<T> {
    fn default() -> GrowingTable<T> {
        GrowingTable { encoded: None, columns: Columns::empty() }
    }
}

impl<T: Table> GrowingTable<T> {
    fn push(&mut self, row: &T::Row<'_>) -> Result<()> {
        self.columns.push(row);
        if self.columns.rows >= MAX_ROWS { self.encode() } else { Ok(()) }
    }

    fn encode(&mut self) -> Result<()> {
        let columns = std::mem::replace(&mut self.columns, Columns::empty());
        let encoded = match &mut self.encoded {
            Some(encoded) => encoded,
            none => none.insert(writer::<T, _>(Vec::new())?),
        };
        let mut group = encoded.next_row_group()?;
        for values in columns.columns {
            values.write(&mut group)?;
        }
        group.close().map(drop)
    }

    fn finish(mut self) -> Result<Vec<u8>> {
        if self.columns.rows > 0 {
            self.encode()?;
        }
        let encoded = match self.encoded {
            Some(encoded) => encoded,
            None => writer::<T, _>(Vec::new())?,
        };
        encoded.into_inner()
    }
}

/// Rows of one table, by columns.
struct Columns<T> {
    rows: usize,
    columns: Vec<Values>,
    of: PhantomData<T>,
}

/// A column: the values that there are, and for each row whether there is one.
struct Values {
    present: Vec<i16>,
    typed: Typed,
}

enum Typed {
    Text(Texts),
    Decimal(Vec<[u8; 16]>),
    Date(Vec<i32>),
    Count(Vec<i64>),
}

/// Texts, one behind the other.
#[derive(Default)]
struct Texts {
    bytes: Vec<u8>,
    places: Vec<(usize, usize)>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        // Most cells say what the row above says: they share its bytes.
        let above =
            self.places.last().filter(|&&(start, end)| &self.bytes[start..end] == text.as_bytes());
        let place = above.copied().unwrap_or_else(|| {
            let start = self.bytes.len();
            self.bytes.extend(text.as_bytes());
            (start, self.bytes.len())
        });
        self.places.push(place);
    }
}

impl<T: Table> Columns<T> {
    fn empty() -> Columns<T> {
        let column = |column: &Column<T>| Values {
            present: Vec::new(),
            typed: match column.kind {
                Kind::Text => Typed::Text(Texts::default()),
                Kind::Decimal => Typed::Decimal(Vec::new()),
                Kind::Date => Typed::Date(Vec::new()),
                Kind::Count => Typed::Count(Vec::new()),
            },
        };
        Columns { rows: 0, columns: T::COLUMNS.iter().map(column).collect(), of: PhantomData }
    }

    fn push(&mut self, row: &T::Row<'_>) {
        self.rows += 1;
        for (column, values) in T::COLUMNS.iter().zip(&mut self.columns) {
            values.push((column.cell)(row));
        }
    }
}

impl Values {
    fn push(&mut self, cell: Cell<'_>) {
        let present = match (&mut self.typed, cell) {
            (Typed::Text(list), Cell::Text(text)) => {
                list.push(&text);
                true
            }
            (Typed::Decimal(list), Cell::Decimal(decimal)) => match sixteen_bytes(decimal) {
                Some(bytes) => {
                    list.push(bytes);
                    true
                }
                None => false,
            },
            (Typed::Date(list), Cell::Date(date)) => {
                list.push(days_since_1970(date));
                true
            }
            (Typed::Count(list), Cell::Count(count)) => match i64::try_from(count) {
                Ok(count) => {
                    list.push(count);
                    true
                }
                Err(_) => false,
            },
            _ => false,
        };
        self.present.push(i16::from(present));
    }

    fn write<W: Write + Send>(self, group: &mut SerializedRowGroupWriter<'_, W>) -> Result<()> {
        let Some(mut column) = group.next_column()? else { return Ok(()) };
        let present = self.present;
        match self.typed {
            Typed::Text(Texts { bytes, places }) => {
                let bytes = Bytes::from(bytes);
                let value = |&(start, end): &(usize, usize)| bytes.slice(start..end).into();
                write_pieces::<ByteArrayType, _>(column.typed(), &present, &places, value)?;
            }
            Typed::Decimal(list) => {
                let value = |value: &[u8; 16]| ByteArray::from(value.to_vec()).into();
                write_pieces::<FixedLenByteArrayType, _>(column.typed(), &present, &list, value)?;
            }
            Typed::Date(list) => {
                column.typed::<Int32Type>().write_batch(&list, Some(&present), None)?;
            }
            Typed::Count(list) => {
                column.typed::<Int64Type>().write_batch(&list, Some(&present), None)?;
            }
        }
        column.close()
    }
}

/// Writes a column of values that the encoder has in another form than the rows, a piece at a time.
fn write_pieces<D: DataType, V>(
    column: &mut ColumnWriterImpl<'_, D>,
    present: &[i16],
    values: &[V],
    value: impl Fn(&V) -> D::T,
) -> Result<()> {
    let mut rest = values;
    for present in present.chunks(PIECE) {
        let count = present.iter().filter(|&&level| level == 1).count();
        let (these, behind) = rest.split_at(count);
        rest = behind;
        let these: Vec<D::T> = these.iter().map(&value).collect();
        column.write_batch(&these, Some(present), None)?;
    }
    Ok(())
}

/// The decimal as an integer of tenths of billionths, if it is one.
fn sixteen_bytes(decimal: Decimal) -> Option<[u8; 16]> {
    let decimal = decimal.normalize();
    let shift = PLACES.checked_sub(decimal.scale())?;
    let scaled = decimal.mantissa().checked_mul(10_i128.checked_pow(shift)?)?;
    let fits = scaled.unsigned_abs() < 10_u128.pow(PRECISION.unsigned_abs());
    fits.then(|| scaled.to_be_bytes())
}

fn days_since_1970(date: Date) -> i32 {
    const EPOCH: Date = Date::constant(1970, 1, 1);
    // Ten thousand years of days are far from the limits.
    (date - EPOCH).get_days()
}

/// The segments of a run.
#[derive(Debug)]
pub struct Segments {
    folder: PathBuf,
    count: u64,
    /// Those that may not be on the disk yet.
    unsynced: Vec<(PathBuf, File)>,
}

impl Segments {
    /// The segments of an earlier run that had so many of them.
    pub fn open(partial: &Partial, count: u64) -> Segments {
        Segments { folder: partial.path().to_owned(), count, unsynced: Vec::new() }
    }

    /// Adds a segment.
    pub fn add(&mut self, segment: &Segment) -> std::result::Result<(), BatchError> {
        self.write("observations", &segment.observations)?;
        self.write("documents", &segment.documents)?;
        self.count += 1;
        if self.unsynced.len() >= MAX_UNSYNCED { self.sync().map(drop) } else { Ok(()) }
    }

    fn write(&mut self, table: &str, bytes: &[u8]) -> std::result::Result<(), BatchError> {
        let path = self.segment(table, self.count);
        // What stands there is from a run that was killed before its checkpoint.
        let written = File::create(&path).and_then(|mut file| file.write_all(bytes).map(|()| file));
        match written {
            Ok(file) => {
                self.unsynced.push((path, file));
                Ok(())
            }
            Err(source) => Err(BatchError::Write { path, source }),
        }
    }

    /// Makes sure that all segments are on the disk, and tells how many there are.
    pub fn sync(&mut self) -> std::result::Result<u64, BatchError> {
        for (path, file) in self.unsynced.drain(..) {
            file.sync_data().map_err(|source| BatchError::Write { path, source })?;
        }
        Ok(self.count)
    }

    /// Joins all segments, row group by row group.
    pub fn merge(&mut self) -> std::result::Result<(), BatchError> {
        self.merge_table::<Observations>("observations")?;
        self.merge_table::<Documents>("documents")
    }

    fn merge_table<T: Table>(&self, table: &str) -> std::result::Result<(), BatchError> {
        let path = self.folder.join(format!("{table}.parquet"));
        let segments = (0..self.count).map(|number| self.segment(table, number));
        merge::<T>(segments, &path).map_err(|error| failed(&path, error))
    }

    fn segment(&self, table: &str, number: u64) -> PathBuf {
        self.folder.join(format!("{table}-{number:06}.parquet"))
    }
}

fn failed(path: &Path, error: ParquetError) -> BatchError {
    BatchError::Write { path: path.to_owned(), source: to_io(error) }
}

fn to_io(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(io) => *io,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}

fn merge<T: Table>(segments: impl Iterator<Item = PathBuf>, path: &Path) -> Result<()> {
    // What stands there is from a run that was killed before its checkpoint.
    let mut out = writer::<T, _>(File::create(path)?)?;
    for segment in segments {
        let file = File::open(&segment)?;
        let reader = SerializedFileReader::new(file.try_clone()?)?;
        for group in reader.metadata().row_groups() {
            let mut copy = out.next_row_group()?;
            let rows = u64::try_from(group.num_rows()).unwrap_or_default();
            for column in group.columns() {
                let close = ColumnCloseResult {
                    bytes_written: u64::try_from(column.compressed_size()).unwrap_or_default(),
                    rows_written: rows,
                    metadata: column.clone(),
                    bloom_filter: None,
                    column_index: None,
                    offset_index: None,
                };
                copy.append_column(&file, close)?;
            }
            copy.close()?;
        }
    }
    out.into_inner()?.sync_data()?;
    Ok(())
}

fn writer<T: Table, W: Write + Send>(to: W) -> Result<SerializedFileWriter<W>> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_created_by(concat!("gongbao ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    SerializedFileWriter::new(to, schema::<T>()?, Arc::new(properties))
}

fn schema<T: Table>() -> Result<TypePtr> {
    let fields = T::COLUMNS.iter().map(|column| field(column).map(Arc::new));
    let fields = fields.collect::<Result<Vec<_>>>()?;
    Ok(Arc::new(Type::group_type_builder("gongbao").with_fields(fields).build()?))
}

fn field<T: Table>(column: &Column<T>) -> Result<Type> {
    let scale = i32::try_from(PLACES).unwrap_or_default();
    let decimal = LogicalType::decimal(scale, PRECISION);
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Decimal => (Physical::FIXED_LEN_BYTE_ARRAY, Some(decimal)),
        Kind::Date => (Physical::INT32, Some(LogicalType::Date)),
        Kind::Count => (Physical::INT64, None),
    };
    let builder = Type::primitive_type_builder(column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    let builder = if column.kind == Kind::Decimal {
        builder.with_length(16).with_precision(PRECISION).with_scale(scale)
    } else {
        builder
    };
    builder.build()
}
