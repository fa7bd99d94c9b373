//! The data dictionary that stands beside a file.

use crate::csv;
use crate::format::Format;
use vigie_engine::data::Data;
use vigie_engine::data::codebook::Column;

const HEADING: [&str; 6] = ["table", "column", "type", "about", "example", "hxl"];

/// What each column of a format holds, as CSV.
pub fn dictionary(format: Format, data: &Data) -> String {
    let of = |table: &&'static str| data.codebook.columns(table).iter().map(|c| row(table, c)).collect::<Vec<_>>();
    let rows = format.tables().iter().flat_map(of);
    csv::lines(std::iter::once(HEADING.map(String::from).to_vec()).chain(rows))
}

/// A column as the cells of the dictionary.
pub(crate) fn row(table: &str, column: &Column) -> Vec<String> {
    let kind = format!("{:?}", column.kind).to_lowercase();
    let hxl = column.hxl.clone().unwrap_or_default();
    vec![table.into(), column.name.clone(), kind, column.about.clone(), column.example.clone(), hxl]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_told_once_in_its_order() {
        let told = dictionary(Format::Acled, Data::bundled());
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines.len(), 32);
        assert!(lines[1].starts_with("acled,event_id_cnty,text,") && lines[31].starts_with("acled,timestamp,integer,"));
    }
}
