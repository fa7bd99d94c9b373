//! Tables of months and of events that were coded elsewhere, read for this run and kept nowhere.

use crate::cli;
use crate::commands::{Known, brief};
use crate::failure::Failure;
use crate::installation;
use crate::pipeline::Run;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use vigie_engine::assess::count::Area;
use vigie_engine::assess::dataset;
use vigie_engine::assess::forecast::History;
use vigie_engine::model::{Day, Note};
use vigie_store::Select;

/// Names under which a table of months keeps its units and its counts, the first that is there.
const UNITS: [&str; 5] = ["unit", "country_id", "country", "iso", "region"];
const COUNTS: [&str; 7] = ["y", "value", "count", "fatalities", "best", "ged_sb", "events"];

/// The months of a file of JSON lines: `unit`, `month` (`2025-07`), and a count.
pub fn months(file: &Path, value: Option<&str>) -> Result<Known, Failure> {
    let mut units = BTreeMap::new();
    let mut rows = Vec::new();
    for (n, row) in lines(file)?.into_iter().enumerate() {
        let counted = value.map_or_else(|| first(&row, &COUNTS), |name| row.get(name));
        let month = row["month"].as_str().and_then(|m| format!("{}-01", m.get(..7)?).parse::<Day>().ok());
        let (Some(unit), Some(month), Some(count)) = (first(&row, &UNITS), month, counted.and_then(number)) else {
            let hint = "each line needs a unit, a month such as 2025-07, and a count; --value names the count";
            return Err(Failure::new(format!("{}: line {} is no month of a history", file.display(), n + 1), hint));
        };
        let name = unit.as_str().map_or_else(|| unit.to_string(), str::to_string);
        units.entry(name.clone()).or_insert_with(|| unit.clone());
        rows.push((name, month, count));
    }
    Ok(Known { history: History::new(rows), units })
}

/// The objects of a file of JSON lines.
pub fn lines(file: &Path) -> Result<Vec<Value>, Failure> {
    let text = fs::read_to_string(file)
        .map_err(|e| Failure::new(format!("cannot read {}: {e}", file.display()), "give a file of JSON lines"))?;
    let parse = |(n, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|e| {
            Failure::new(format!("{}: line {} is no JSON: {e}", file.display(), n + 1), "give a file of JSON lines")
        })
    };
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(parse).collect()
}

fn first<'a>(row: &'a Value, names: &[&str]) -> Option<&'a Value> {
    names.iter().find_map(|name| row.get(name).filter(|v| !v.is_null()))
}

fn number(value: &Value) -> Option<u64> {
    let number = value.as_f64().or_else(|| value.as_str()?.parse().ok())?;
    (number >= 0.0 && number.is_finite()).then(|| number.round() as u64)
}

/// What a command looks at: reports, or event data coded elsewhere, and the area asked for.
pub struct Told {
    pub run: Run,
    pub area: Area,
    /// The area as results name it.
    pub name: Option<String>,
    /// Whether all of it is event data that leaves nothing out.
    pub complete: bool,
}

impl Told {
    /// Opens what the options name.
    pub fn open(args: &cli::Told, quiet: bool) -> Result<Self, Failure> {
        let (area, name) = args.area.as_deref().map(area).transpose()?.unwrap_or_default();
        let only_events = !args.history.is_empty() && args.from_reports.names_nothing();
        let mut run = match only_events {
            true => Run::default(),
            false => Run::of(&args.from_reports, &Select::default(), quiet)?,
        };
        for file in &args.history {
            events(file, country_of(&area), &mut run)?;
        }
        Ok(Told { run, area, name, complete: only_events })
    }
}

impl Told {
    /// Names under which reports write the area.
    pub fn names(&self) -> Vec<String> {
        let country = country_of(&self.area).and_then(|iso| installation::data().places.country(iso));
        let named = match &self.area {
            Area::Named(_, name) => vec![name.clone()],
            _ => Vec::new(),
        };
        let of_country = |c: &vigie_engine::data::Country| {
            [vec![c.iso.as_str(), &c.fr], c.names_en()].concat().iter().map(ToString::to_string).collect()
        };
        if named.is_empty() { country.map(of_country).unwrap_or_default() } else { named }
    }
}

fn country_of(area: &Area) -> Option<&str> {
    match area {
        Area::Country(iso) | Area::Named(Some(iso), _) => Some(iso),
        _ => None,
    }
}

/// An area in words: a country, a country and a name, a name alone, or a file with a drawn area.
pub fn area(text: &str) -> Result<(Area, Option<String>), Failure> {
    if text.ends_with("json") {
        return Ok((Area::Drawn(corners(Path::new(text))?), Some(text.into())));
    }
    if let Some((country, name)) = text.split_once('/') {
        let iso = brief::country(country)?;
        return Ok((Area::Named(Some(iso.clone()), name.trim().into()), Some(format!("{iso}/{}", name.trim()))));
    }
    Ok(match brief::country(text) {
        Ok(iso) => (Area::Country(iso.clone()), Some(iso)),
        Err(_) if !installation::data().places.named(text).is_empty() => {
            (Area::Named(None, text.into()), Some(text.into()))
        }
        Err(failure) => return Err(failure),
    })
}

/// The outer ring of the first polygon of a GeoJSON file; its points are longitude, latitude.
fn corners(file: &Path) -> Result<Vec<(f64, f64)>, Failure> {
    let wrong = |why: String| Failure::new(format!("{}: {why}", file.display()), "give a GeoJSON file with a polygon");
    let text = fs::read_to_string(file).map_err(|e| wrong(e.to_string()))?;
    let json: Value = serde_json::from_str(&text).map_err(|e| wrong(e.to_string()))?;
    let shape = json.pointer("/features/0/geometry").or_else(|| json.get("geometry")).unwrap_or(&json);
    let ring = match shape["type"].as_str() {
        Some("MultiPolygon") => shape.pointer("/coordinates/0/0"),
        _ => shape.pointer("/coordinates/0"),
    };
    let point = |p: &Value| Some((p.get(1)?.as_f64()?, p.get(0)?.as_f64()?));
    let found: Vec<(f64, f64)> = ring.and_then(Value::as_array).into_iter().flatten().filter_map(point).collect();
    if found.len() > 2 { Ok(found) } else { Err(wrong("there is no polygon in it".into())) }
}

/// Adds the events of a file of event data to a run.
fn events(file: &Path, country: Option<&str>, run: &mut Run) -> Result<(), Failure> {
    let rows = rows(file)?;
    let (incidents, unread) = dataset::incidents(&rows, country, installation::data());
    if incidents.is_empty() {
        let hint = "give a file with the columns that docs/verdicts.md names, as CSV or JSON lines";
        return Err(Failure::new(format!("{} holds no event data that is known", file.display()), hint));
    }
    if unread > 0 {
        let message = format!("{unread} rows have no day or no type that is known, and were left out");
        run.notes.push(Note { doc: file.display().to_string(), message });
    }
    run.resolution.incidents.extend(incidents);
    Ok(())
}

/// The rows of a CSV file or of JSON lines.
fn rows(file: &Path) -> Result<Vec<dataset::Row>, Failure> {
    if file.extension().is_none_or(|e| !e.eq_ignore_ascii_case("csv")) {
        return Ok(lines(file)?
            .iter()
            .filter_map(Value::as_object)
            .map(|o| o.iter().map(|(k, v)| (k.clone(), cell(v))).collect())
            .collect());
    }
    let wrong =
        |e: csv::Error| Failure::new(format!("cannot read {}: {e}", file.display()), "give a CSV file with a heading");
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(file).map_err(wrong)?;
    reader.deserialize().collect::<Result<_, _>>().map_err(wrong)
}

/// A value as a cell has it; whole numbers without a fraction.
fn cell(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Number(n) => {
            n.as_f64().filter(|f| f.fract() == 0.0).map_or_else(|| n.to_string(), |f| format!("{f:.0}"))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> std::path::PathBuf {
        let path = std::env::temp_dir().join(format!("vigie-history-{}-{name}", std::process::id()));
        fs::write(&path, text).expect("a file");
        path
    }

    #[test]
    fn months_keep_the_units_as_they_are_written() {
        let path = file(
            "months.jsonl",
            "{\"unit\": 50, \"month\": \"2020-02\", \"y\": 4}\n{\"unit\": 50, \"month\": \"2019-12\", \"y\": 1.0}\n",
        );
        let Ok(known) = months(&path, None) else { panic!("a history") };
        assert_eq!(known.units["50"], serde_json::json!(50));
        assert_eq!(known.history.units[0].counts, [1, 0, 4]);
        assert!(months(&path, Some("deaths")).is_err());
    }

    #[test]
    fn a_drawn_area_turns_its_points_round() {
        let path = file(
            "area.geojson",
            r#"{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[-4, 14], [-3, 14], [-3, 15], [-4, 14]]]}}"#,
        );
        let Ok((area, _)) = area(path.to_str().unwrap()) else { panic!("an area") };
        assert!(matches!(area, Area::Drawn(ref corners) if corners[0] == (14.0, -4.0)));
        assert!(super::area(file("no.json", "{}").to_str().unwrap()).is_err());
    }

    #[test]
    fn numbers_of_json_are_cells_without_a_fraction() {
        let shown = |json: &str| cell(&serde_json::from_str(json).unwrap());
        assert_eq!(["1.0", "2.5", "\"x\"", "null"].map(shown), ["1", "2.5", "x", ""]);
    }
}
