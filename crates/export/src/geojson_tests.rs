use super::*;
use crate::Format;
use crate::testing::{input, options};
use geojson::GeoJson;

fn made(told: &[&[&str]], geometry: Geometry) -> FeatureCollection {
    let world = input(told);
    let options = Options { geometry, ..options(Format::Geojson) };
    let bytes = crate::export(&world.input(), &options, Data::bundled()).expect("a file").bytes;
    let text = String::from_utf8(bytes).expect("UTF-8 without a mark");
    match text.parse::<GeoJson>().expect("GeoJSON") {
        GeoJson::FeatureCollection(collection) => collection,
        other => panic!("{other:?}"),
    }
}

const TOLD: &[&str] = &[
    "Attack|2025-07-01|Gao|JNIM|Civilians|killed 9",
    "Attack|2025-07-02|~Menaka|JNIM|Civilians|",
    "Threat|2025-07-03|-|JNIM||",
];

/// The rules of RFC 7946: longitude first and within bounds, rings of four corners or more, closed, the outer one
/// against the clock.
fn faults(collection: &FeatureCollection) -> Vec<String> {
    let mut faults = Vec::new();
    for feature in &collection.features {
        let id = format!("{:?}", feature.id);
        let mut check = |fine: bool, what: &str| {
            if !fine {
                faults.push(format!("{id}: {what}"));
            }
        };
        let within = |c: &geojson::Position| c[0].abs() <= 180.0 && c[1].abs() <= 90.0;
        match feature.geometry.as_ref().map(|g| &g.value) {
            None => {}
            Some(GeometryValue::Point { coordinates }) => check(within(coordinates), "a point out of bounds"),
            Some(GeometryValue::Polygon { coordinates }) => {
                for ring in coordinates {
                    check(ring.len() >= 4 && ring.first() == ring.last(), "an open ring");
                    check(ring.iter().all(within), "a corner out of bounds");
                    let area: f64 = ring.windows(2).map(|w| w[0][0] * w[1][1] - w[1][0] * w[0][1]).sum();
                    check(area > 0.0, "an outer ring that turns with the clock");
                }
            }
            Some(_) => check(false, "another geometry"),
        }
    }
    faults
}

#[test]
fn every_form_of_drawing_keeps_the_rules() {
    for geometry in [Geometry::Mixed, Geometry::Point, Geometry::Footprint] {
        let collection = made(&[TOLD], geometry);
        assert_eq!((collection.features.len(), faults(&collection)), (3, Vec::new()));
        let bbox = collection.bbox.expect("bounds");
        assert!(bbox[0] < bbox[2] && bbox[1] < bbox[3] && (-5.0..5.0).contains(&bbox[0]), "{bbox:?}");
    }
}

#[test]
fn no_dot_stands_where_nobody_named_a_place() {
    let kinds = |geometry| -> Vec<&'static str> {
        let drawn = made(&[TOLD], geometry);
        drawn.features.iter().map(|f| f.geometry.as_ref().map_or("none", |g| g.value.type_name())).collect()
    };
    assert_eq!(kinds(Geometry::Mixed), ["Point", "Polygon", "none"]);
    assert_eq!(kinds(Geometry::Point), ["Point", "Point", "none"]);
    assert_eq!(kinds(Geometry::Footprint), ["Polygon", "Polygon", "none"]);
}

#[test]
fn properties_are_the_columns_and_an_empty_record_is_an_empty_collection() {
    let collection = made(&[TOLD], Geometry::Mixed);
    let first = &collection.features[0];
    assert_eq!(first.property("sub_type"), Some(&json!("Attack")));
    assert_eq!(first.property("killed_best"), Some(&json!(9)));
    assert_eq!(first.property("said_by"), Some(&json!(null)));
    let empty = made(&[], Geometry::Mixed);
    assert_eq!((empty.features.len(), empty.bbox), (0, None));
}
