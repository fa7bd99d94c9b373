//! Countries and places.

use super::{DataError, File, Files, phrase::phrase};
use crate::model::PlacePrecision;
use std::collections::{BTreeMap, HashMap};

/// Countries and places of the world.
#[derive(Debug, Default)]
pub struct Gazetteer {
    /// Countries in the order of the file.
    pub countries: Vec<Country>,
    /// Places, best known first within a file.
    pub places: Vec<Place>,
    by_iso: BTreeMap<String, usize>,
    /// Codes of two letters to those of three.
    codes: BTreeMap<String, String>,
    by_name: HashMap<String, Vec<usize>>,
}

/// A country.
#[derive(Clone, Debug, Default)]
pub struct Country {
    /// ISO 3166 alpha-3.
    pub iso: String,
    /// Common English name.
    pub name: String,
    /// The same as a sentence has it: "the United States".
    pub in_text: String,
    /// French name.
    pub fr: String,
    /// "au Mali".
    pub fr_in: String,
    /// "du Mali".
    pub fr_of: String,
    /// English adjective first.
    pub demonyms: Vec<String>,
    /// French adjective: masculine, feminine, and their plurals, then variants.
    pub fr_demonyms: Vec<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Capital city.
    pub capital: String,
    /// Degrees north and east of its middle.
    pub point: (f64, f64),
}

impl Country {
    /// The English adjective.
    pub fn demonym(&self) -> &str {
        self.demonyms.first().map_or(&self.name, String::as_str)
    }

    /// English name and aliases.
    pub fn names_en(&self) -> Vec<&str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str)).collect()
    }
}

/// A named place.
#[derive(Clone, Debug)]
pub struct Place {
    /// Common English spelling.
    pub name: String,
    /// French spelling, empty where it is the same.
    pub fr: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Settlement, area or first-level unit.
    pub precision: PlacePrecision,
    /// First-level region of today.
    pub admin1: String,
    /// First-level region before a reform, if it differs.
    pub admin1_old: String,
    /// ISO alpha-3.
    pub country: String,
    /// Degrees north and east.
    pub point: (f64, f64),
    /// 5 national capital to 0 bulk row (data/README.md).
    pub rank: u8,
}

impl Gazetteer {
    /// Loads every table under `places/`.
    pub fn load(files: &Files, errors: &mut Vec<DataError>) -> Self {
        let mut world = Gazetteer::default();
        for file in files.below("places/", ".tsv") {
            if file.path == "places/countries.tsv" {
                world.countries = rows(file, 11, errors, country);
            } else if file.path == "places/codes.tsv" {
                world.codes =
                    rows(file, 2, errors, |c| Some((c[0].to_string(), c[1].to_string()))).into_iter().collect();
            } else {
                world.places.extend(rows(file, 10, errors, place));
            }
        }
        world.by_iso = world.countries.iter().enumerate().map(|(i, c)| (c.iso.clone(), i)).collect();
        for (i, place) in world.places.iter().enumerate() {
            for name in place.names() {
                let list: &mut Vec<usize> = world.by_name.entry(phrase(name)).or_default();
                if !list.contains(&i) {
                    list.push(i);
                }
            }
        }
        world
    }

    /// The country of that ISO alpha-3 code.
    pub fn country(&self, iso: &str) -> Option<&Country> {
        self.by_iso.get(iso).map(|i| &self.countries[*i])
    }

    /// Where that country stands in the list.
    pub fn index_of(&self, iso: &str) -> Option<usize> {
        self.by_iso.get(iso).copied()
    }

    /// The code of three letters for one of two.
    pub fn iso3(&self, iso2: &str) -> Option<&str> {
        self.codes.get(iso2).map(String::as_str).filter(|iso| self.country(iso).is_some())
    }

    /// The code of two letters for one of three.
    pub fn iso2(&self, iso3: &str) -> Option<&str> {
        self.codes.iter().find(|(_, three)| *three == iso3).map(|(two, _)| two.as_str())
    }

    /// All places of that name.
    pub fn named(&self, name: &str) -> &[usize] {
        self.by_name.get(&phrase(name)).map_or(&[], Vec::as_slice)
    }

    /// All spellings with the places that bear them.
    pub fn spellings(&self) -> impl Iterator<Item = (&String, &Vec<usize>)> {
        self.by_name.iter()
    }

    /// Degrees north and east of the best-known place of that name in that country and, if given, region.
    pub fn point(&self, name: &str, country: Option<&str>, admin1: Option<&str>) -> Option<(f64, f64)> {
        let fits = |p: &&Place| country.is_none_or(|c| p.country == c);
        let places = || self.named(name).iter().map(|i| &self.places[*i]).filter(fits);
        let region = admin1.map(phrase);
        let here = places()
            .filter(|p| region.as_ref().is_some_and(|r| phrase(&p.admin1) == *r || phrase(&p.admin1_old) == *r));
        here.max_by_key(|p| p.rank).or_else(|| places().max_by_key(|p| p.rank)).map(|p| p.point)
    }
}

impl Place {
    /// All spellings.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain((!self.fr.is_empty()).then_some(&self.fr)).chain(&self.aliases)
    }
}

/// The rows of a table that are whole; the others become errors.
fn rows<T>(file: &File, columns: usize, errors: &mut Vec<DataError>, make: fn(&[&str]) -> Option<T>) -> Vec<T> {
    let mut out = Vec::new();
    for (line, cells) in file.rows() {
        // A place of the installation's own may have one cell more: the sentence by which it was tried.
        let fits = cells.len() == columns || (file.is_own() && cells.len() == columns + 1);
        match fits.then(|| make(&cells)).flatten() {
            Some(value) => out.push(value),
            None => errors.push(DataError::new(
                &file.path,
                line,
                &format!("{columns} cells split by tabs, with numbers for lat, lon and rank"),
                &format!("{} cells: {}", cells.len(), cells.join(" | ")),
                "compare it with the header line",
            )),
        }
    }
    out
}

fn list(cell: &str) -> Vec<String> {
    cell.split('|').map(str::trim).filter(|s| !s.is_empty()).map(String::from).collect()
}

/// The name of a country without the article that stands before some.
pub fn without_article(name: &str) -> &str {
    name.strip_prefix("the ").unwrap_or(name)
}

fn country(c: &[&str]) -> Option<Country> {
    let (lat, lon) = (c[9].trim().parse().ok()?, c[10].trim().parse().ok()?);
    Some(Country {
        iso: c[0].into(),
        name: without_article(c[1]).into(),
        in_text: c[1].into(),
        fr: c[2].into(),
        fr_in: c[3].into(),
        fr_of: c[4].into(),
        demonyms: list(c[5]),
        fr_demonyms: list(c[6]),
        aliases: list(c[7]),
        capital: c[8].into(),
        point: (lat, lon),
    })
}

fn place(c: &[&str]) -> Option<Place> {
    let precision = match c[3] {
        "settlement" => PlacePrecision::Settlement,
        "area" => PlacePrecision::Area,
        "admin1" => PlacePrecision::Admin1,
        _ => return None,
    };
    Some(Place {
        name: c[0].into(),
        fr: c[1].into(),
        aliases: list(c[2]),
        precision,
        admin1: c[4].into(),
        admin1_old: c[5].into(),
        country: c[6].into(),
        point: (c[7].trim().parse().ok()?, c[8].trim().parse().ok()?),
        rank: c[9].trim().parse().ok()?,
    })
}
