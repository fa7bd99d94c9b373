//! Incidents in the forms that other tools load: event tables, maps, feeds, warnings, sheets.
//!
//! Pure functions from a record's values to bytes. What may leave is decided once, in [`guard`], before any format
//! sees it: sensitive sources, names of private people, places that are too exact, acts that are too fresh.
//! A manifest says what was held back and why.
#![warn(missing_docs)]

mod acled;
mod atom;
mod cap;
mod cell;
mod csv;
mod dictionary;
mod format;
mod geo;
mod geojson;
mod guard;
mod hapi;
mod jsonl;
mod known;
mod line;
mod manifest;
mod opposed;
mod options;
mod sources;
mod stamp;
mod stix;
mod table;
mod tables;
mod tolls;
mod ucdp;
mod xlsx;

#[cfg(test)]
mod testing;

pub use cell::Cell;
pub use dictionary::dictionary;
pub use format::Format;
pub use manifest::{Asked, Held, Manifest};
pub use options::{Fault, Geometry, Input, Options, Tables};
pub use table::Table;

use guard::Released;
use vigie_engine::data::Data;

/// A file that may leave, and what is said of it.
#[derive(Debug)]
pub struct Export {
    /// The file.
    pub bytes: Vec<u8>,
    /// What stands in it, and what was held back and why.
    pub manifest: Manifest,
}

/// The file of a format.
pub fn export(input: &Input, options: &Options, data: &Data) -> Result<Export, Fault> {
    let mut released = guard::release(input, options, data);
    let bytes = match options.format {
        Format::Acled => csv::bytes(&acled::table(&mut released, options, data), options.mark),
        Format::Ucdp => csv::bytes(&ucdp::table(&mut released, data), options.mark),
        Format::Hapi => csv::bytes(&hapi::table(&mut released, data), options.mark),
        Format::Csv => csv::tables(&released, options, data, false)?,
        Format::Hxl => csv::tables(&released, options, data, true)?,
        Format::Geojson => geojson::bytes(&released, options, data),
        Format::Jsonl => jsonl::bytes(&released),
        Format::Atom => atom::bytes(&released, options, data)?,
        Format::Cap => cap::bytes(input, &mut released, options, data)?,
        Format::Stix => stix::bytes(&released, options, data),
        Format::Xlsx => xlsx::bytes(&released, options, data)?,
        Format::Parquet => {
            return Err(Fault::new("parquet is written by a crate of its own", "call `table` for its rows"));
        }
    };
    Ok(Export { manifest: Manifest::of(&released, options, &bytes), bytes })
}

/// The tables asked for, for writers that live elsewhere, with the manifest of the file they make: one as it is, all in
/// a ZIP with their dictionary.
pub fn table(
    input: &Input,
    options: &Options,
    data: &Data,
    write: impl Fn(&Table) -> Result<Vec<u8>, Fault>,
) -> Result<Export, Fault> {
    let released: Released = guard::release(input, options, data);
    let one = |name: &str| write(&tables::table(&released, name, data));
    let bytes = match &options.tables {
        Tables::One(name) => one(tables::known(name)?)?,
        Tables::All => {
            let file = |name: &&str| -> Result<(String, Vec<u8>), Fault> {
                Ok((format!("{name}.{}", options.format.name()), one(name)?))
            };
            let mut files = tables::NAMES.iter().map(file).collect::<Result<Vec<_>, Fault>>()?;
            files.push(("dictionary.csv".to_string(), dictionary(options.format, data).into_bytes()));
            csv::zipped(files.into_iter())?
        }
    };
    Ok(Export { manifest: Manifest::of(&released, options, &bytes), bytes })
}
