//! Tables as text.

use crate::guard::Released;
use crate::options::{Fault, Options, Tables};
use crate::table::Table;
use crate::tables;
use std::io::{Cursor, Write};
use vigie_engine::data::Data;
use zip::write::SimpleFileOptions;

/// The mark by which some programs know UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The tables asked for: one as it is, all in a ZIP with their dictionary.
pub(crate) fn tables(released: &Released, options: &Options, data: &Data, tags: bool) -> Result<Vec<u8>, Fault> {
    let one = |name: &str| {
        let table = tables::table(released, name, data);
        if tags { tagged(&table, options.mark) } else { bytes(&table, options.mark) }
    };
    match &options.tables {
        Tables::One(name) => Ok(one(tables::known(name)?)),
        Tables::All => {
            let files = tables::NAMES.iter().map(|name| (format!("{name}.csv"), one(name)));
            let dictionary = crate::dictionary(options.format, data).into_bytes();
            zipped(files.chain([("dictionary.csv".to_string(), dictionary)]))
        }
    }
}

/// A table with its heading.
pub(crate) fn bytes(table: &Table, mark: bool) -> Vec<u8> {
    let heading = table.columns.iter().map(|c| c.name.clone()).collect();
    marked(lines(std::iter::once(heading).chain(rows(table))), mark)
}

/// The same with a second heading: the tags of the Humanitarian Exchange Language.
fn tagged(table: &Table, mark: bool) -> Vec<u8> {
    let heading = table.columns.iter().map(|c| c.name.clone()).collect();
    let tags = table.columns.iter().map(|c| c.hxl.clone().unwrap_or_default()).collect();
    marked(lines([heading, tags].into_iter().chain(rows(table))), mark)
}

fn rows(table: &Table) -> impl Iterator<Item = Vec<String>> {
    table.rows.iter().map(|row| row.iter().map(|cell| cell.plain()).collect())
}

fn marked(text: String, mark: bool) -> Vec<u8> {
    let mark = if mark { MARK } else { b"" };
    [mark, text.as_bytes()].concat()
}

/// Rows as RFC 4180 has them, save that lines end as they do on most systems.
pub(crate) fn lines(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Memory takes every row.
        let _ = writer.write_record(&row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Files in a ZIP whose bytes depend on nothing else.
pub(crate) fn zipped(files: impl Iterator<Item = (String, Vec<u8>)>) -> Result<Vec<u8>, Fault> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let broken = |e: String| Fault::new(format!("the ZIP cannot be made: {e}"), "export fewer incidents at a time");
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        zip.start_file(name, options).map_err(|e| broken(e.to_string()))?;
        zip.write_all(&bytes).map_err(|e| broken(e.to_string()))?;
    }
    Ok(zip.finish().map_err(|e| broken(e.to_string()))?.into_inner())
}
