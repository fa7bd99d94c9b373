//! Tables of places from elsewhere (GeoNames dumps, tables with a header) → rows of our gazetteer.

use super::{Gazetteer, phrase};
use crate::model::PlacePrecision;
use std::collections::{BTreeMap, HashMap};

/// The header of a table of places, as data/README.md describes its columns.
pub const HEADER: &str = "name\tfr\taliases\tkind\tadmin1\tadmin1_old\tcountry\tlat\tlon\trank";

/// Reads a table line by line. Lines are offered twice: first all to `learn`, then all to `row`, so that a
/// file of any size needs no more memory than its regions' names.
#[derive(Debug)]
pub struct Importer<'a> {
    world: &'a Gazetteer,
    columns: Columns,
    /// Names of first-level units by country and code.
    regions: HashMap<(String, String), String>,
    /// Towns of the units that a table names but has no rows for: sums of degrees, and how many.
    middles: BTreeMap<(String, String), (f64, f64, f64)>,
    /// Rows with fewer people are left out, unless they are seats of a unit.
    pub least_people: u64,
}

/// A row with what it is sorted by: people, most first.
pub type Row = (u64, String);

/// Where the columns of a table stand.
#[derive(Debug, Default)]
struct Columns {
    ours: bool,
    name: usize,
    plain: Option<usize>,
    aliases: usize,
    separator: char,
    lat: usize,
    lon: usize,
    class: Option<usize>,
    code: usize,
    country: usize,
    region: usize,
    region_name: Option<usize>,
    people: usize,
}

impl Columns {
    /// The nineteen columns of a GeoNames dump, which has no header.
    fn dump() -> Self {
        Columns {
            name: 1,
            plain: Some(2),
            aliases: 3,
            separator: ',',
            lat: 4,
            lon: 5,
            class: Some(6),
            code: 7,
            country: 8,
            region: 10,
            people: 14,
            ..Columns::default()
        }
    }

    fn of_header(line: &str) -> Option<Self> {
        let names: Vec<&str> = line.split('\t').collect();
        let at = |name: &str| names.iter().position(|n| *n == name);
        Some(Columns {
            ours: false,
            name: at("name")?,
            plain: at("asciiname"),
            aliases: at("altnames").or(at("alternatenames"))?,
            separator: '|',
            lat: at("lat").or(at("latitude"))?,
            lon: at("lon").or(at("longitude"))?,
            class: None,
            code: at("fcode").or(at("feature code"))?,
            country: at("country")?,
            region: at("admin1")?,
            region_name: at("admin1_name"),
            people: at("population")?,
        })
    }
}

impl<'a> Importer<'a> {
    /// An importer for the table that begins with this line; `None` where its form is not known.
    pub fn new(first_line: &str, world: &'a Gazetteer) -> Option<Self> {
        let first = first_line.trim_start_matches('\u{feff}').trim_end();
        let dump = || {
            let cells: Vec<&str> = first.split('\t').collect();
            let point = |i: usize| cells.get(i).is_some_and(|c| c.parse::<f64>().is_ok());
            (cells.len() == 19 && point(4) && point(5)).then(Columns::dump)
        };
        let ours = || (first == HEADER).then(|| Columns { ours: true, ..Columns::default() });
        let columns = ours().or_else(|| Columns::of_header(first)).or_else(dump)?;
        Some(Self { world, columns, regions: HashMap::new(), middles: BTreeMap::new(), least_people: 0 })
    }

    /// Learns the name of a first-level unit.
    pub fn learn(&mut self, line: &str) {
        let cells: Vec<&str> = line.split('\t').collect();
        let c = &self.columns;
        let cell = |i: usize| cells.get(i).copied().unwrap_or("");
        if !c.ours && cell(c.code) == "ADM1" {
            let key = (cell(c.country).to_string(), cell(c.region).to_string());
            self.regions.insert(key, cell(c.name).to_string());
        }
        if let Some(name) = c.region_name.map(cell).filter(|n| !n.is_empty())
            && let (Some(country), Ok(lat), Ok(lon)) =
                (self.world.iso3(cell(c.country)), cell(c.lat).parse::<f64>(), cell(c.lon).parse::<f64>())
        {
            let sum = self.middles.entry((country.to_string(), name.to_string())).or_default();
            *sum = (sum.0 + lat, sum.1 + lon, sum.2 + 1.0);
        }
    }

    /// First-level units that the table names only beside its towns, at the middle of these.
    pub fn units(&self) -> Vec<Row> {
        let known = |country: &str, name: &str| {
            let mut same = self.world.named(name).iter().map(|i| &self.world.places[*i]);
            same.any(|p| p.country == country && p.precision == PlacePrecision::Admin1)
        };
        let unknown = self.middles.iter().filter(|((country, name), _)| !known(country, name));
        let row = |((country, name), (lat, lon, n)): (&(String, String), &(f64, f64, f64))| {
            let (lat, lon) = (lat / n, lon / n);
            (u64::MAX, format!("{name}\t\t\tadmin1\t{name}\t\t{country}\t{lat:.3}\t{lon:.3}\t4"))
        };
        unknown.map(row).collect()
    }

    /// The row of our table that a line makes, if it is of a place that reports name.
    pub fn row(&self, line: &str) -> Option<Row> {
        let line = line.trim_end_matches(['\r', '\n']);
        let cells: Vec<&str> = line.split('\t').collect();
        if self.columns.ours {
            return self.own_row(&cells, line);
        }
        let c = &self.columns;
        let cell = |i: usize| cells.get(i).map_or("", |x| x.trim());
        let people: u64 = cell(c.people).parse().unwrap_or(0);
        let (kind, seat) = kind(c.class.map(cell), cell(c.code))?;
        if people < self.least_people && seat == 0 {
            return None;
        }
        let country = self.world.iso3(cell(c.country))?;
        let (lat, lon): (f64, f64) = (cell(c.lat).parse().ok()?, cell(c.lon).parse().ok()?);
        let rank = seat.max(rank_of(people, self.columns.class.is_none()));
        let name = cell(c.name);
        let fields = [
            name,
            "",
            &self.aliases(name, c.plain.map(cell), cell(c.aliases)),
            kind,
            &self.region(country, cell(c.country), cell(c.region), c.region_name.map(cell)),
            "",
            country,
            &format!("{lat:.4}"),
            &format!("{lon:.4}"),
            &rank.to_string(),
        ];
        (!name.is_empty()).then(|| (people, fields.join("\t")))
    }

    fn own_row(&self, cells: &[&str], line: &str) -> Option<Row> {
        let whole = cells.len() == 10 && cells[7].parse::<f64>().is_ok() && cells[8].parse::<f64>().is_ok();
        let known = self.world.country(cells.get(6)?).is_some() && matches!(cells[3], "settlement" | "area" | "admin1");
        let rank: u64 = cells.get(9)?.parse().ok()?;
        (whole && known).then(|| (rank, line.to_string()))
    }

    /// Other spellings in Latin letters, as many as a row can bear.
    fn aliases(&self, name: &str, plain: Option<&str>, cell: &str) -> String {
        let mut seen = vec![phrase(name)];
        let mut out: Vec<&str> = Vec::new();
        for alias in plain.into_iter().chain(cell.split(self.columns.separator)).map(str::trim) {
            let latin = alias.chars().all(|c| c < '\u{250}' || !c.is_alphabetic());
            let folded = phrase(alias);
            if latin && alias.chars().count() > 3 && !alias.contains(['|', '/', ':']) && !seen.contains(&folded) {
                seen.push(folded);
                out.push(alias);
            }
        }
        out.truncate(12);
        out.join("|")
    }

    /// The unit's name as our gazetteer writes it, else as the table does.
    fn region(&self, iso3: &str, iso2: &str, code: &str, named: Option<&str>) -> String {
        let learnt = || self.regions.get(&(iso2.to_string(), code.to_string())).map(String::as_str);
        let name = named.filter(|n| !n.is_empty()).or_else(learnt).unwrap_or("");
        let own = self.world.named(name).iter().map(|i| &self.world.places[*i]);
        let own = own.filter(|p| p.country == iso3).map(|p| p.admin1.clone()).next();
        own.filter(|n| !n.is_empty()).unwrap_or_else(|| name.to_string())
    }
}

/// What kind of place a GeoNames code is, and the rank of a seat. Streets, farms and hotels are left out.
fn kind(class: Option<&str>, code: &str) -> Option<(&'static str, u64)> {
    let seat = match code {
        "PPLC" => 5,
        "PPLA" => 4,
        "PPLA2" => 3,
        _ => 0,
    };
    match code {
        "PPLX" | "PPLQ" | "PPLH" | "PPLW" => None,
        "ADM1" => Some(("admin1", 4)),
        "ADM2" | "FRST" | "STM" | "LK" | "MT" | "MTS" | "DSRT" | "RESF" | "PRK" | "ISL" | "ISLS" | "RGN" => {
            Some(("area", 0))
        }
        _ if code.starts_with("PPL") && class.is_none_or(|c| c == "P") => Some(("settlement", seat)),
        _ => None,
    }
}

/// How well a place is known by its people. In a list of towns even the smallest is a town.
fn rank_of(people: u64, of_towns: bool) -> u64 {
    match people {
        1_000_000.. => 4,
        50_000.. => 3,
        10_000.. => 2,
        1_000.. => 1,
        _ => u64::from(of_towns && people > 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;

    fn row(table: &[&str]) -> Vec<String> {
        let mut importer = Importer::new(table[0], &Data::bundled().places).unwrap();
        table.iter().for_each(|l| importer.learn(l));
        table.iter().filter_map(|l| importer.row(l)).map(|(_, row)| row).collect()
    }

    const REGION: &str =
        "1\tXanadu Region\tXanadu Region\t\t1.5\t2.5\tA\tADM1\tML\t\t77\t\t\t\t0\t\t0\tAfrica/Bamako\t2020-01-01";
    const TOWN: &str = "2\tKubla\tKubla\tKoubla,库布拉,kubla\t1.25\t2.5\tP\tPPLA2\tML\t\t77\t\t\t\t1200\t\t0\tAfrica/Bamako\t2020-01-01";
    const FARM: &str = "3\tAlph\tAlph\t\t1.25\t2.5\tS\tFRM\tML\t\t77\t\t\t\t0\t\t0\tAfrica/Bamako\t2020-01-01";

    #[test]
    fn a_dump_gives_settlements_and_units_with_their_regions() {
        let rows = row(&[REGION, TOWN, FARM]);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1], "Kubla\t\tKoubla\tsettlement\tXanadu Region\t\tMLI\t1.2500\t2.5000\t3");
    }

    #[test]
    fn a_table_with_a_header_is_read_by_its_names() {
        let header = "geonameid\tname\tasciiname\taltnames\tlat\tlon\tfcode\tcountry\tadmin1\tadmin1_name\tpopulation";
        let rows = row(&[header, "4\tXanadu\tXanadu\tShangdu|上都\t1\t2\tPPL\tML\t01\tKayes\t60000"]);
        assert_eq!(rows, ["Xanadu\t\tShangdu\tsettlement\tKayes\t\tMLI\t1.0000\t2.0000\t3"]);
    }

    #[test]
    fn a_unit_named_only_beside_its_towns_stands_at_their_middle() {
        let header = "geonameid\tname\tasciiname\taltnames\tlat\tlon\tfcode\tcountry\tadmin1\tadmin1_name\tpopulation";
        let towns = ["4\tXa\tXa\t\t1\t2\tPPL\tML\t77\tXanadu\t5", "5\tNadu\tNadu\t\t3\t4\tPPL\tML\t77\tXanadu\t5"];
        let mut importer = Importer::new(header, &Data::bundled().places).unwrap();
        towns.iter().for_each(|l| importer.learn(l));
        assert_eq!(importer.units()[0].1, "Xanadu\t\t\tadmin1\tXanadu\t\tMLI\t2.000\t3.000\t4");
    }

    #[test]
    fn our_own_form_is_taken_as_it_is_and_another_is_refused() {
        let own = "Xanadu\t\t\tsettlement\tKayes\t\tMLI\t1\t2\t2";
        assert_eq!(row(&[HEADER, own, "Xanadu\t\t\thouse\tKayes\t\tMLI\t1\t2\t2"]), [own]);
        assert!(Importer::new("name;lat;lon", &Data::bundled().places).is_none());
    }
}
