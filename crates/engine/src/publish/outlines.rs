//! Borders for the map, from `data/outlines`.

use crate::data::Files;
use std::collections::BTreeMap;

/// Border files as they are; they are read only when a map is drawn.
#[derive(Debug, Default)]
pub struct Outlines(BTreeMap<String, String>);

/// A ring of points: longitude and latitude in degrees.
pub(super) type Ring = Vec<(f64, f64)>;

/// A named area and its rings.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shape {
    pub name: String,
    pub rings: Vec<Ring>,
}

impl Outlines {
    /// Takes the border files; without them the map has no borders.
    pub fn load(files: &Files) -> Self {
        Self(files.below("outlines/", ".tsv").map(|f| (f.path.clone(), f.text.clone())).collect())
    }

    /// All countries.
    pub(super) fn countries(&self) -> Vec<Shape> {
        self.shapes("outlines/countries.tsv")
    }

    /// The first-level regions of a country.
    pub(super) fn regions(&self, iso3: &str) -> Vec<Shape> {
        self.shapes(&format!("outlines/admin1_{iso3}.tsv"))
    }

    fn shapes(&self, path: &str) -> Vec<Shape> {
        let text = self.0.get(path).map_or("", String::as_str);
        text.lines().filter_map(shape).collect()
    }
}

/// `name<TAB>lon,lat lon,lat ...;lon,lat ...`; a header has no rings.
fn shape(line: &str) -> Option<Shape> {
    let (name, rings) = line.split_once('\t')?;
    let rings: Vec<Ring> = rings.split(';').map(ring).filter(|r| r.len() > 2).collect();
    (!rings.is_empty()).then(|| Shape { name: name.to_string(), rings })
}

fn ring(text: &str) -> Ring {
    let point = |p: &str| {
        let (lon, lat) = p.split_once(',')?;
        Some((lon.parse().ok()?, lat.parse().ok()?))
    };
    text.split_whitespace().filter_map(point).filter(|(a, b): &(f64, f64)| a.is_finite() && b.is_finite()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_are_read_and_headers_are_not() {
        assert_eq!(shape("iso3\trings"), None);
        let shape = shape("MLI\t0,1 2,3 4,5;1,1 2,2").expect("a shape");
        assert_eq!((shape.name.as_str(), shape.rings.len(), shape.rings[0][2]), ("MLI", 1, (4.0, 5.0)));
    }
}
