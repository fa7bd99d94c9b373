//! A workbook: every table on a sheet of its own, the dictionary, and what was held back.

use crate::cell::Cell;
use crate::dictionary;
use crate::guard::Released;
use crate::manifest::Manifest;
use crate::options::{Fault, Options};
use crate::table::Table;
use crate::tables;
use jiff::tz::TimeZone;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use vigie_engine::data::Data;

/// A cell holds no more letters than this.
const LETTERS: usize = 32_767;
/// Widest column, in letters.
const WIDEST: usize = 60;

/// The workbook.
pub(crate) fn bytes(released: &Released, options: &Options, data: &Data) -> Result<Vec<u8>, Fault> {
    write(released, options, data).map_err(|e| {
        Fault::new(format!("the workbook cannot be made: {e}"), "choose fewer incidents with --from and --to, or csv")
    })
}

fn write(released: &Released, options: &Options, data: &Data) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let at = options.now.to_zoned(TimeZone::UTC);
    let made = ExcelDateTime::from_ymd(at.year() as u16, at.month() as u8, at.day() as u8)?;
    book.set_properties(&DocProperties::new().set_title("Vigie").set_creation_datetime(&made));
    for name in tables::NAMES {
        let table = tables::table(released, name, data);
        fill(book.add_worksheet().set_name(name)?, &table)?;
    }
    words(book.add_worksheet().set_name("dictionary")?, &columns(options, data))?;
    words(book.add_worksheet().set_name("about")?, &about(&Manifest::of(released, options, b"")))?;
    book.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let (bold, day) = (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"));
    let time = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    for (c, column) in table.columns.iter().enumerate() {
        sheet.write_string_with_format(0, c as u16, &column.name, &bold)?;
        let cells = table.rows.iter().take(1000).map(|row| row[c].plain().chars().count());
        let width = cells.chain([column.name.len()]).max().unwrap_or(8).clamp(8, WIDEST);
        sheet.set_column_width(c as u16, width as f64 + 1.0)?;
    }
    for (r, row) in table.rows.iter().enumerate() {
        for (c, cell) in row.iter().enumerate() {
            put(sheet, (r + 1) as u32, c as u16, cell, [&day, &time])?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    if !table.columns.is_empty() {
        sheet.autofilter(0, 0, table.rows.len() as u32, table.columns.len() as u16 - 1)?;
    }
    Ok(())
}

/// Text is written as text, whatever it begins with.
fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, [day, time]: [&Format; 2]) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => drop(sheet.write_string(row, column, cut(text))?),
        Cell::Int(n) if n.unsigned_abs() < 1 << 53 => drop(sheet.write_number(row, column, *n as f64)?),
        Cell::Int(n) => drop(sheet.write_string(row, column, n.to_string())?),
        Cell::Real(n) => drop(sheet.write_number(row, column, crate::cell::rounded(*n))?),
        Cell::Bool(yes) => drop(sheet.write_boolean(row, column, *yes)?),
        // Sheets know no day before 1900.
        Cell::Date(d) if d.year() < 1900 => drop(sheet.write_string(row, column, d.to_string())?),
        Cell::Date(d) => {
            let date = ExcelDateTime::from_ymd(d.year() as u16, d.month() as u8, d.day() as u8)?;
            sheet.write_datetime_with_format(row, column, &date, day)?;
        }
        Cell::Time(t) => {
            let z = t.to_zoned(TimeZone::UTC);
            let date = ExcelDateTime::from_ymd(z.year() as u16, z.month() as u8, z.day() as u8)?;
            let date = date.and_hms(z.hour() as u16, z.minute() as u8, f64::from(z.second()))?;
            sheet.write_datetime_with_format(row, column, &date, time)?;
        }
    }
    Ok(())
}

fn cut(text: &str) -> String {
    text.chars().take(LETTERS).collect()
}

fn words(sheet: &mut Worksheet, rows: &[Vec<String>]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (r, row) in rows.iter().enumerate() {
        for (c, text) in row.iter().enumerate() {
            match r {
                0 => sheet.write_string_with_format(0, c as u16, text, &bold)?,
                _ => sheet.write_string(r as u32, c as u16, cut(text))?,
            };
        }
    }
    for (c, width) in [16.0, 22.0, 10.0, 80.0, 40.0, 30.0].into_iter().enumerate() {
        sheet.set_column_width(c as u16, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn columns(options: &Options, data: &Data) -> Vec<Vec<String>> {
    let heading = ["table", "column", "type", "about", "example", "hxl"].map(String::from).to_vec();
    let of = |table: &&'static str| {
        data.codebook.columns(table).iter().map(|c| dictionary::row(table, c)).collect::<Vec<_>>()
    };
    std::iter::once(heading).chain(options.format.tables().iter().flat_map(of)).collect()
}

fn about(manifest: &Manifest) -> Vec<Vec<String>> {
    let row = |cells: [&str; 2]| cells.map(String::from).to_vec();
    let mut rows = vec![row(["what", "value"]), row(["made", &manifest.made]), row(["by", &manifest.by])];
    rows.push(row(["area", &manifest.asked.area]));
    rows.push(row(["incidents", &manifest.incidents.to_string()]));
    rows.extend(
        manifest.withheld.iter().map(|h| row([&format!("held back: {}", h.what), &format!("{} ({})", h.count, h.why)])),
    );
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{input, options};
    use std::io::Read;

    fn part(told: &[&[&str]], name: &str) -> String {
        let world = input(told);
        let made = crate::export(&world.input(), &options(crate::Format::Xlsx), Data::bundled()).expect("a file");
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(made.bytes)).expect("a ZIP");
        let mut text = String::new();
        zip.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
        text
    }

    #[test]
    fn every_table_has_a_sheet_and_nothing_is_a_formula() {
        let told: &[&str] = &["Attack|2025-07-01|Gao|JNIM|Civilians|killed 9"];
        let book = part(&[told], "xl/workbook.xml");
        for name in tables::NAMES.iter().chain(&["dictionary", "about"]) {
            assert!(book.contains(&format!("name=\"{name}\"")), "{name}");
        }
        let sheet = part(&[told], "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<autoFilter") && !sheet.contains("<f>"));
        assert!(part(&[], "xl/worksheets/sheet1.xml").contains("<row r=\"1\""));
    }
}
