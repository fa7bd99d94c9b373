//! Tables as Parquet, with the kinds of the codebook: days as days, times as times, nothing as null.
#![warn(missing_docs)]

use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::Result;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use std::sync::Arc;
use vigie_engine::data::codebook::{Cell as Kind, Column};
use vigie_engine::model::Day;
use vigie_export::{Cell, Fault, Table};

/// Rows that are written at a time.
const GROUP: usize = 100_000;

/// The table as a Parquet file.
pub fn bytes(table: &Table) -> std::result::Result<Vec<u8>, Fault> {
    write(table).map_err(|e| Fault::new(format!("the Parquet file cannot be made: {e}"), "export csv instead"))
}

fn write(table: &Table) -> Result<Vec<u8>> {
    let fields = table.columns.iter().map(field).collect::<Result<Vec<TypePtr>>>()?;
    let schema = Type::group_type_builder(&table.name).with_fields(fields).build()?;
    let about = table.columns.iter().map(|c| KeyValue::new(c.name.clone(), c.about.clone())).collect();
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by(format!("vigie {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(about))
        .build();
    let mut file = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    for rows in table.rows.chunks(GROUP) {
        let mut group = file.next_row_group()?;
        for (n, column) in table.columns.iter().enumerate() {
            if let Some(mut writer) = group.next_column()? {
                let cells: Vec<&Cell> = rows.iter().map(|row| &row[n]).collect();
                fill(&mut writer, column.kind, &cells)?;
                writer.close()?;
            }
        }
        group.close()?;
    }
    file.into_inner()
}

fn field(column: &Column) -> Result<TypePtr> {
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT64, None),
        Kind::Number => (Physical::DOUBLE, None),
        Kind::Boolean => (Physical::BOOLEAN, None),
        Kind::Date => (Physical::INT32, Some(LogicalType::Date)),
        Kind::Time => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MILLIS))),
    };
    let made = Type::primitive_type_builder(&column.name, physical).with_repetition(Repetition::OPTIONAL);
    Ok(Arc::new(made.with_logical_type(logical).build()?))
}

fn fill(writer: &mut SerializedColumnWriter<'_>, kind: Kind, cells: &[&Cell]) -> Result<()> {
    match kind {
        Kind::Text => put::<ByteArrayType>(writer, cells, |c| match c {
            Cell::Text(text) => Some(ByteArray::from(text.as_str())),
            _ => None,
        }),
        Kind::Integer => put::<Int64Type>(writer, cells, |c| match c {
            Cell::Int(n) => Some(*n),
            _ => None,
        }),
        Kind::Number => put::<DoubleType>(writer, cells, |c| match c {
            Cell::Real(n) => Some(*n),
            _ => None,
        }),
        Kind::Boolean => put::<BoolType>(writer, cells, |c| match c {
            Cell::Bool(yes) => Some(*yes),
            _ => None,
        }),
        Kind::Date => put::<Int32Type>(writer, cells, |c| match c {
            Cell::Date(day) => Some(since_1970(*day)),
            _ => None,
        }),
        Kind::Time => put::<Int64Type>(writer, cells, |c| match c {
            Cell::Time(time) => Some(time.as_millisecond()),
            _ => None,
        }),
    }
}

/// The values that there are, and for each row whether there is one.
fn put<T: DataType>(
    writer: &mut SerializedColumnWriter<'_>,
    cells: &[&Cell],
    value: impl Fn(&Cell) -> Option<T::T>,
) -> Result<()> {
    let values: Vec<Option<T::T>> = cells.iter().map(|cell| value(cell)).collect();
    let there: Vec<i16> = values.iter().map(|v| i16::from(v.is_some())).collect();
    let values: Vec<T::T> = values.into_iter().flatten().collect();
    writer.typed::<T>().write_batch(&values, Some(&there), None)?;
    Ok(())
}

fn since_1970(day: Day) -> i32 {
    let first = Day::constant(1970, 1, 1);
    first.until(day).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    fn column(name: &str, kind: Kind) -> Column {
        Column { name: name.into(), kind, about: format!("what {name} is"), example: String::new(), hxl: None }
    }

    fn table(rows: Vec<Vec<Cell>>) -> Table {
        let columns = vec![
            column("id", Kind::Text),
            column("killed", Kind::Integer),
            column("lat", Kind::Number),
            column("fine", Kind::Boolean),
            column("day", Kind::Date),
            column("at", Kind::Time),
        ];
        Table { name: "incidents".into(), columns, rows }
    }

    fn read(bytes: Vec<u8>) -> Vec<Vec<Field>> {
        let path = std::env::temp_dir().join(format!("vigie-parquet-{}-{}", std::process::id(), bytes.len()));
        std::fs::write(&path, bytes).expect("a file");
        let reader = SerializedFileReader::new(std::fs::File::open(&path).expect("a file")).expect("Parquet");
        let rows = reader.get_row_iter(None).expect("rows");
        rows.map(|row| row.expect("a row").get_column_iter().map(|(_, f)| f.clone()).collect()).collect()
    }

    #[test]
    fn cells_keep_their_kinds_and_nothing_is_null() {
        let day = Day::constant(2025, 7, 1);
        let full = vec![
            Cell::Text("é".into()),
            Cell::Int(3),
            Cell::Real(14.5),
            Cell::Bool(true),
            Cell::Date(day),
            Cell::Time(jiff::Timestamp::UNIX_EPOCH),
        ];
        let found = read(bytes(&table(vec![full, vec![Cell::Empty; 6]])).expect("a file"));
        let first = vec![
            Field::Str("é".into()),
            Field::Long(3),
            Field::Double(14.5),
            Field::Bool(true),
            Field::Date(20270),
            Field::TimestampMillis(0),
        ];
        assert_eq!(found, [first, vec![Field::Null; 6]]);
    }

    #[test]
    fn an_empty_table_is_a_file_with_columns() {
        let made = bytes(&table(Vec::new())).expect("a file");
        assert!(made.starts_with(b"PAR1") && made.ends_with(b"PAR1"));
    }
}
