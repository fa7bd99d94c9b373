//! Where an incident stands on a map, and how far around it may have been.

use vigie_engine::data::Data;
use vigie_engine::model::{Incident, PlacePrecision};

/// A point with the ground around it that the words may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spot {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Kilometres around it.
    pub radius: f64,
    /// How exactly it is known; less than the place's own precision where no gazetteer has the place.
    pub precision: PlacePrecision,
}

/// Kilometres around a settlement, a place near one or a district, and a first-level region.
const RADII: [f64; 3] = [5.0, 30.0, 120.0];

/// The point of the place, else of its region, else of its country.
pub(crate) fn spot(incident: &Incident, data: &Data) -> Option<Spot> {
    let event = &incident.shown;
    let country = event.country.as_deref();
    let region = event.admin1.as_deref();
    let exact = |place: &String| data.places.point(place, country, region);
    let fine = event.place_precision < PlacePrecision::Country;
    let own = event.place.as_ref().filter(|_| fine).and_then(exact).or(incident.point.filter(|_| fine));
    let of_region = || data.places.point(region?, country, region);
    let of_country = || data.places.country(country?).map(|c| c.point);
    let (point, precision) = match own {
        Some(point) => (point, event.place_precision),
        None => match of_region() {
            Some(point) => (point, PlacePrecision::Admin1),
            None => (of_country()?, PlacePrecision::Country),
        },
    };
    let radius = RADII.get(precision as usize).copied().unwrap_or(f64::INFINITY);
    Some(Spot { lat: point.0, lon: point.1, radius, precision })
}

/// The same, unless only the country is known: that is no place.
pub(crate) fn place(incident: &Incident, data: &Data) -> Option<Spot> {
    spot(incident, data).filter(|s| s.precision < PlacePrecision::Country)
}

/// The PRIO-GRID cell of half a degree that holds a point.
pub(crate) fn priogrid(spot: &Spot) -> i64 {
    let row = (((spot.lat + 90.0) / 0.5).floor() as i64).clamp(0, 359);
    let column = (((spot.lon + 180.0) / 0.5).floor() as i64).clamp(0, 719);
    row * 720 + column + 1
}

/// Corners of a circle around a point, counter-clockwise and closed, as longitude and latitude; none where it would
/// cross the date line or a pole.
pub(crate) fn ring(spot: &Spot) -> Option<Vec<[f64; 2]>> {
    const CORNERS: usize = 32;
    let angle = spot.radius / 6371.0;
    let (lat, lon) = (spot.lat.to_radians(), spot.lon.to_radians());
    let corner = |n: usize| {
        // Bearings fall, so that the ring turns against the clock.
        let bearing = -(n as f64) * std::f64::consts::TAU / CORNERS as f64;
        let to = (lat.sin() * angle.cos() + lat.cos() * angle.sin() * bearing.cos()).asin();
        let turn = (bearing.sin() * angle.sin() * lat.cos()).atan2(angle.cos() - lat.sin() * to.sin());
        [crate::cell::rounded((lon + turn).to_degrees()), crate::cell::rounded(to.to_degrees())]
    };
    let mut corners: Vec<[f64; 2]> = (0..CORNERS).map(corner).collect();
    corners.push(corners[0]);
    let whole = spot.radius.is_finite() && spot.lat.abs() + angle.to_degrees() < 89.0;
    (whole && corners.iter().all(|c| c[0].abs() <= 180.0)).then_some(corners)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64, radius: f64) -> Spot {
        Spot { lat, lon, radius, precision: PlacePrecision::Area }
    }

    proptest::proptest! {
        #[test]
        fn every_ring_keeps_the_rules_of_the_map(lat in -90.0..90.0f64, lon in -180.0..180.0f64, radius in 1.0..200.0f64) {
            if let Some(ring) = ring(&at(lat, lon, radius)) {
                proptest::prop_assert!(ring.len() >= 4 && ring.first() == ring.last());
                proptest::prop_assert!(ring.iter().all(|c| c[0].abs() <= 180.0 && c[1].abs() <= 90.0));
                let area: f64 = ring.windows(2).map(|w| w[0][0] * w[1][1] - w[1][0] * w[0][1]).sum();
                proptest::prop_assert!(area > 0.0);
            }
            proptest::prop_assert!((1..=259_200).contains(&priogrid(&at(lat, lon, radius))));
        }
    }

    #[test]
    fn cells_are_numbered_from_the_south_west() {
        assert_eq!(priogrid(&at(-90.0, -180.0, 1.0)), 1);
        assert_eq!(priogrid(&at(12.65, -8.0, 1.0)), 205 * 720 + 345);
        assert_eq!(priogrid(&at(90.0, 180.0, 1.0)), 360 * 720);
    }

    #[test]
    fn rings_are_closed_turn_against_the_clock_and_are_as_wide_as_they_say() {
        let ring = ring(&at(14.0, -4.0, 30.0)).expect("a ring");
        assert_eq!(ring.first(), ring.last());
        let area: f64 = ring.windows(2).map(|w| w[0][0] * w[1][1] - w[1][0] * w[0][1]).sum();
        assert!(area > 0.0);
        let north = ring.iter().map(|c| c[1]).fold(f64::MIN, f64::max);
        assert!(((north - 14.0) * 111.2 - 30.0).abs() < 0.5, "{north}");
        assert_eq!((super::ring(&at(0.0, 179.99, 30.0)), super::ring(&at(0.0, 0.0, f64::INFINITY))), (None, None));
    }
}
