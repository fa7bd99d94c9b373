//! Rows under the columns that the codebook names.

use crate::cell::Cell;
use vigie_engine::data::Data;
use vigie_engine::data::codebook::Column;

/// A table: its columns as the codebook names them, and its rows.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// In the codebook's order.
    pub columns: Vec<Column>,
    /// A cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    pub(crate) fn new(name: &str, data: &Data, rows: Vec<Vec<Cell>>) -> Table {
        let columns = data.codebook.columns(name).to_vec();
        debug_assert!(rows.iter().all(|r| r.len() == columns.len()), "{name} has {} columns", columns.len());
        Table { name: name.into(), columns, rows }
    }
}

/// A row as an object, in the order of the columns.
pub(crate) fn object(columns: &[Column], row: &[Cell]) -> serde_json::Map<String, serde_json::Value> {
    columns.iter().zip(row).map(|(column, cell)| (column.name.clone(), cell.json())).collect()
}
