//! Incidents on a map, by RFC 7946.

use crate::geo::{self, Spot};
use crate::guard::Released;
use crate::options::{Geometry, Options};
use crate::table::object;
use crate::tables;
use geojson::{Feature, FeatureCollection, GeometryValue};
use serde_json::json;
use vigie_engine::data::Data;
use vigie_engine::model::{Incident, PlacePrecision};

/// A collection with a feature for each incident; one whose place is not known has no geometry.
pub(crate) fn bytes(released: &Released, options: &Options, data: &Data) -> Vec<u8> {
    let columns = data.codebook.columns("incidents");
    let feature = |incident: &Incident| {
        let row = tables::incident(incident, released, data);
        Feature {
            id: Some(geojson::feature::Id::String(incident.id.clone())),
            geometry: geo::place(incident, data).map(|spot| drawn(&spot, options.geometry)),
            properties: Some(object(columns, &row)),
            ..Feature::default()
        }
    };
    let features: Vec<Feature> = released.incidents.iter().map(feature).collect();
    let bbox = bounds(&features);
    let about = json!({"about": data.codebook.tables.get("incidents").map(|t| t.about.clone())});
    let collection = FeatureCollection { bbox, features, foreign_members: about.as_object().cloned() };
    (collection.to_string() + "\n").into_bytes()
}

fn drawn(spot: &Spot, geometry: Geometry) -> geojson::Geometry {
    let point = || GeometryValue::new_point([crate::cell::rounded(spot.lon), crate::cell::rounded(spot.lat)]);
    let exact = spot.precision == PlacePrecision::Settlement;
    let round = match geometry {
        Geometry::Point => None,
        Geometry::Mixed if exact => None,
        _ => geo::ring(spot),
    };
    geojson::Geometry::new(match round {
        Some(ring) => GeometryValue::new_polygon([ring]),
        None => point(),
    })
}

/// West, south, east, north.
fn bounds(features: &[Feature]) -> Option<Vec<f64>> {
    let mut corners: Vec<(f64, f64)> = Vec::new();
    for geometry in features.iter().filter_map(|f| f.geometry.as_ref()) {
        match &geometry.value {
            GeometryValue::Point { coordinates } => corners.push((coordinates[0], coordinates[1])),
            GeometryValue::Polygon { coordinates } => {
                corners.extend(coordinates.iter().flatten().map(|c| (c[0], c[1])));
            }
            _ => {}
        }
    }
    let least = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).reduce(f64::min);
    let most = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).reduce(f64::max);
    Some(vec![least(|c| c.0)?, least(|c| c.1)?, most(|c| c.0)?, most(|c| c.1)?])
}

#[cfg(test)]
#[path = "geojson_tests.rs"]
mod tests;
