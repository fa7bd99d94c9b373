//! Where an incident stands on the map.

use crate::data::Data;

/// Latitude and longitude of a place, when the gazetteer knows it.
pub fn point(place: &str, country: Option<&str>, data: &Data) -> Option<(f64, f64)> {
    let nation = || data.places.country(country?).filter(|c| c.name == place).map(|c| c.point);
    data.places.point(place, country, None).or_else(nation)
}
