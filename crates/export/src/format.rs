//! The formats by name.

/// A form in which incidents leave the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Format {
    Acled,
    Ucdp,
    Geojson,
    #[default]
    Csv,
    Jsonl,
    Parquet,
    Hapi,
    Hxl,
    Atom,
    Cap,
    Stix,
    Xlsx,
}

/// Names on the command line, endings of files, and the tables whose dictionary stands beside them.
const NAMES: [(Format, &str, &str, &[&str]); 12] = [
    (Format::Acled, "acled", "csv", &["acled"]),
    (Format::Ucdp, "ucdp", "csv", &["ucdp"]),
    (Format::Geojson, "geojson", "geojson", &["incidents"]),
    (Format::Csv, "csv", "csv", &ALL),
    (Format::Jsonl, "jsonl", "jsonl", &["jsonl"]),
    (Format::Parquet, "parquet", "parquet", &ALL),
    (Format::Hapi, "hapi", "csv", &["hapi"]),
    (Format::Hxl, "hxl", "csv", &ALL),
    (Format::Atom, "atom", "atom", &["atom"]),
    (Format::Cap, "cap", "zip", &["cap"]),
    (Format::Stix, "stix", "json", &["stix"]),
    (Format::Xlsx, "xlsx", "xlsx", &ALL),
];

const ALL: [&str; 7] = ["incidents", "claims", "figures", "reports", "indicators", "campaigns", "contradictions"];

impl Format {
    /// All of them, in the order of the manual.
    pub fn all() -> impl Iterator<Item = Format> {
        NAMES.iter().map(|(format, ..)| *format)
    }

    /// The format of a name.
    pub fn named(name: &str) -> Option<Format> {
        NAMES.iter().find(|(_, own, ..)| *own == name).map(|(format, ..)| *format)
    }

    /// The format that the ending of a file's name means, where it means one.
    pub fn of_ending(ending: &str) -> Option<Format> {
        let only = |e: &&(Format, &str, &str, &[&str])| e.2 == ending && (ending != "csv" || e.0 == Format::Csv);
        NAMES.iter().find(only).map(|(format, ..)| *format)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(format, ..)| *format == self).map_or("", |(_, name, ..)| name)
    }

    /// The tables that its dictionary tells.
    pub fn tables(self) -> &'static [&'static str] {
        NAMES.iter().find(|(format, ..)| *format == self).map_or(&[], |(.., tables)| tables)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::data::Data;

    #[test]
    fn every_format_has_a_name_and_a_dictionary() {
        for format in Format::all() {
            assert_eq!(Format::named(format.name()), Some(format));
            let columns = |table: &&str| Data::bundled().codebook.columns(table).len();
            assert!(format.tables().iter().map(columns).all(|n| n > 3), "{}", format.name());
        }
        assert_eq!(Format::of_ending("csv"), Some(Format::Csv));
        assert_eq!(Format::of_ending("xlsx"), Some(Format::Xlsx));
        assert_eq!(Format::of_ending("doc"), None);
    }
}
