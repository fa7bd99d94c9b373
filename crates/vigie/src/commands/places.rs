//! `places import`: a table of places into the user's own gazetteer.

use crate::failure::Failure;
use crate::installation;
use crate::output::Outcome;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use vigie_engine::data::{Data, Importer, PLACES_HEADER};

/// Imports a GeoNames dump or another table; the file of the same name imported before is replaced.
pub fn import(file: &Path, least_people: u64) -> Result<Outcome, Failure> {
    let folder = installation::places_folder().ok_or_else(|| {
        Failure::new("there is no data folder for this user", "name one in the variable VIGIE_PLACES")
    })?;
    let rows = rows(file, least_people)?;
    if rows.is_empty() {
        let hint = "give a GeoNames dump (a country's or allCountries.txt), or a table with its header line";
        return Err(Failure::new(format!("{} holds no places", file.display()), hint));
    }
    let name = file.file_stem().map_or_else(|| "places".into(), |s| s.to_string_lossy().into_owned());
    let target = folder.join(name + ".tsv");
    let wrong = |e: std::io::Error| {
        Failure::new(format!("cannot write {}: {e}", target.display()), "is the folder yours to write?")
    };
    fs::create_dir_all(&folder).map_err(wrong)?;
    let text = std::iter::once(PLACES_HEADER).chain(rows.iter().map(|(_, row)| row.as_str()));
    fs::write(&target, text.collect::<Vec<_>>().join("\n") + "\n").map_err(wrong)?;
    let text = format!("{} places written to {}\n", rows.len(), target.display());
    Ok(Outcome { text, ..Outcome::default() })
}

/// The rows of a table, most people first, so that of namesakes the larger is the first.
fn rows(file: &Path, least_people: u64) -> Result<Vec<(u64, String)>, Failure> {
    let first = lines(file)?.next().transpose().map_err(|e| unreadable(file, &e))?.unwrap_or_default();
    let mut importer = Importer::new(&first, &Data::bundled().places).ok_or_else(|| {
        let hint = "give a GeoNames dump of 19 columns, or a table whose header names them as data/README.md does";
        Failure::new(format!("{} is no table of places that is known", file.display()), hint)
    })?;
    importer.least_people = least_people;
    for line in lines(file)? {
        importer.learn(&line.map_err(|e| unreadable(file, &e))?);
    }
    let mut rows = importer.units();
    for line in lines(file)? {
        rows.extend(importer.row(&line.map_err(|e| unreadable(file, &e))?));
    }
    rows.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    rows.dedup();
    Ok(rows)
}

fn lines(file: &Path) -> Result<impl Iterator<Item = std::io::Result<String>>, Failure> {
    Ok(BufReader::new(File::open(file).map_err(|e| unreadable(file, &e))?).lines())
}

fn unreadable(file: &Path, why: &std::io::Error) -> Failure {
    Failure::new(format!("cannot read {}: {why}", file.display()), "unpack it first if it is a .zip")
}
