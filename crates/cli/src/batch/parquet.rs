//! Parquet: documents as columns, in segments that are merged at the end.
//!
//! A segment is a file with one row group, of the inputs between two checkpoints. Its place depends on
//! the inputs alone, so that a resumed run gives the same bytes. Decimals are `DECIMAL(38, 10)`;
//! a value that does not fit is null there, and stands in `value_text` or `normalised_text`.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gongbao::Bulletin;
use jiff::civil::Date;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnCloseResult;
use parquet::data_type::{
    ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int32Type, Int64Type,
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

/// A row group is closed with this many observations, so that it stays small enough for memory.
const MAX_ROWS: usize = 1 << 16;

/// The rows of the two tables, by columns.
#[derive(Debug)]
pub struct Tables {
    observations: Columns,
    documents: Columns,
}

impl Tables {
    /// No rows.
    fn empty() -> Tables {
        Tables {
            observations: Columns::empty::<Observations>(),
            documents: Columns::empty::<Documents>(),
        }
    }

    /// The rows of one document.
    pub fn of<'r>(
        bulletin: &'r Bulletin,
        rows: impl Iterator<Item = Row<'r>>,
        duplicate_of: Option<&'r str>,
    ) -> Tables {
        let mut tables = Tables::empty();
        for row in rows {
            tables.observations.push::<Observations>(&row);
        }
        tables.documents.push::<Documents>(&Document { bulletin, duplicate_of });
        tables
    }
}

/// Rows of one table, by columns.
#[derive(Debug)]
struct Columns {
    rows: usize,
    columns: Vec<Values>,
}

/// A column: the values that there are, and for each row whether there is one.
#[derive(Debug)]
struct Values {
    present: Vec<i16>,
    typed: Typed,
}

#[derive(Debug)]
enum Typed {
    Text(Vec<ByteArray>),
    Decimal(Vec<FixedLenByteArray>),
    Date(Vec<i32>),
    Count(Vec<i64>),
}

impl Columns {
    fn empty<T: Table>() -> Columns {
        let column = |column: &Column<T>| Values {
            present: Vec::new(),
            typed: match column.kind {
                Kind::Text => Typed::Text(Vec::new()),
                Kind::Decimal => Typed::Decimal(Vec::new()),
                Kind::Date => Typed::Date(Vec::new()),
                Kind::Count => Typed::Count(Vec::new()),
            },
        };
        Columns { rows: 0, columns: T::COLUMNS.iter().map(column).collect() }
    }

    fn push<T: Table>(&mut self, row: &T::Row<'_>) {
        self.rows += 1;
        for (column, values) in T::COLUMNS.iter().zip(&mut self.columns) {
            values.push((column.cell)(row));
        }
    }

    /// Takes over the rows of `other`.
    fn append(&mut self, other: Columns) {
        self.rows += other.rows;
        for (values, more) in self.columns.iter_mut().zip(other.columns) {
            values.append(more);
        }
    }
}

impl Values {
    fn push(&mut self, cell: Cell<'_>) {
        let present = match (&mut self.typed, cell) {
            (Typed::Text(list), Cell::Text(text)) => {
                // Most cells say what the row above says: they share its bytes.
                let again = list.last().filter(|last| last.data() == text.as_bytes()).cloned();
                list.push(again.unwrap_or_else(|| text.into_owned().into_bytes().into()));
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

    fn append(&mut self, mut other: Values) {
        self.present.append(&mut other.present);
        match (&mut self.typed, other.typed) {
            (Typed::Text(list), Typed::Text(mut more)) => list.append(&mut more),
            (Typed::Decimal(list), Typed::Decimal(mut more)) => list.append(&mut more),
            (Typed::Date(list), Typed::Date(mut more)) => list.append(&mut more),
            (Typed::Count(list), Typed::Count(mut more)) => list.append(&mut more),
            _ => {} // columns of one table have one type
        }
    }

    fn write<W: std::io::Write + Send>(
        &self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<()> {
        let Some(mut column) = group.next_column()? else { return Ok(()) };
        let present = Some(self.present.as_slice());
        match &self.typed {
            Typed::Text(list) => {
                column.typed::<ByteArrayType>().write_batch(list, present, None)?
            }
            Typed::Decimal(list) => {
                column.typed::<FixedLenByteArrayType>().write_batch(list, present, None)?
            }
            Typed::Date(list) => column.typed::<Int32Type>().write_batch(list, present, None)?,
            Typed::Count(list) => column.typed::<Int64Type>().write_batch(list, present, None)?,
        };
        column.close()
    }
}

/// The decimal as an integer of tenths of billionths, if it is one.
fn sixteen_bytes(decimal: Decimal) -> Option<FixedLenByteArray> {
    let decimal = decimal.normalize();
    let shift = PLACES.checked_sub(decimal.scale())?;
    let scaled = decimal.mantissa().checked_mul(10_i128.checked_pow(shift)?)?;
    let fits = scaled.unsigned_abs() < 10_u128.pow(PRECISION.unsigned_abs());
    fits.then(|| ByteArray::from(scaled.to_be_bytes().to_vec()).into())
}

fn days_since_1970(date: Date) -> i32 {
    const EPOCH: Date = Date::constant(1970, 1, 1);
    // Ten thousand years of days are far from the limits.
    (date - EPOCH).get_days()
}

/// The segments of a run, and the one that is growing.
#[derive(Debug)]
pub struct Segments {
    folder: PathBuf,
    count: u64,
    growing: Tables,
}

impl Segments {
    /// The segments of an earlier run that had so many of them.
    pub fn open(partial: &Partial, count: u64) -> Segments {
        Segments { folder: partial.path().to_owned(), count, growing: Tables::empty() }
    }

    /// Adds a document.
    pub fn add(&mut self, tables: Tables) {
        self.growing.observations.append(tables.observations);
        self.growing.documents.append(tables.documents);
    }

    /// Whether the segment is long enough.
    pub fn is_full(&self) -> bool {
        self.growing.observations.rows >= MAX_ROWS
    }

    /// Closes the segment, and tells how many there are.
    pub fn sync(&mut self) -> std::result::Result<u64, BatchError> {
        if self.growing.documents.rows > 0 {
            let Tables { observations, documents } =
                std::mem::replace(&mut self.growing, Tables::empty());
            self.write::<Observations>("observations", &observations)?;
            self.write::<Documents>("documents", &documents)?;
            self.count += 1;
        }
        Ok(self.count)
    }

    fn write<T: Table>(
        &self,
        table: &str,
        columns: &Columns,
    ) -> std::result::Result<(), BatchError> {
        let path = self.segment(table, self.count);
        write_segment::<T>(&path, columns).map_err(|error| failed(&path, error))
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
    let source = match error {
        ParquetError::External(inner) => match inner.downcast::<std::io::Error>() {
            Ok(io) => *io,
            Err(other) => std::io::Error::other(other),
        },
        other => std::io::Error::other(other),
    };
    BatchError::Write { path: path.to_owned(), source }
}

fn write_segment<T: Table>(path: &Path, columns: &Columns) -> Result<()> {
    let mut file = writer::<T>(path)?;
    if columns.rows > 0 {
        let mut group = file.next_row_group()?;
        for values in &columns.columns {
            values.write(&mut group)?;
        }
        group.close()?;
    }
    file.into_inner()?.sync_data()?;
    Ok(())
}

fn merge<T: Table>(segments: impl Iterator<Item = PathBuf>, path: &Path) -> Result<()> {
    let mut out = writer::<T>(path)?;
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

fn writer<T: Table>(path: &Path) -> Result<SerializedFileWriter<File>> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_created_by(concat!("gongbao ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    // What stands there is from a run that was killed before its checkpoint.
    if path.exists() {
        fs::remove_file(path)?;
    }
    SerializedFileWriter::new(File::create(path)?, schema::<T>()?, Arc::new(properties))
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
