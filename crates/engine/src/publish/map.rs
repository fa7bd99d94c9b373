//! The incidents on a map: dots for settlements, rings for wider areas, labels that do not overlap.

use super::outlines::{Outlines, Shape};
use super::plan::{Label, Room, View, tenth};
use crate::model::MapPoint;

/// Width and height that the drawing has at most; a page should not be all map.
const MOST: (f64, f64) = (720.0, 620.0);
/// Width of a letter of a label, and height of its line.
const LETTER: (f64, f64) = (6.6, 15.0);

/// A drawing ready for the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Map {
    pub width: f64,
    pub height: f64,
    pub paths: Vec<Path>,
    pub marks: Vec<Mark>,
}

/// Borders of an area.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Path {
    /// `land`, `home` or `region`.
    pub class: &'static str,
    pub d: String,
}

/// A place with incidents.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Mark {
    pub x: f64,
    pub y: f64,
    pub r: f64,
    pub area: bool,
    pub name: String,
    pub incidents: usize,
    pub label: Option<Label>,
}

/// The map of these points; none without points.
pub(super) fn draw(points: &[MapPoint], home: Option<&str>, outlines: &Outlines) -> Option<Map> {
    if points.is_empty() {
        return None;
    }
    let countries = outlines.countries();
    let home_shape = countries.iter().find(|s| Some(s.name.as_str()) == home);
    let borders = home_shape.into_iter().flat_map(|s| s.rings.iter().flatten().copied());
    let view = View::around(points.iter().map(|p| (p.lon, p.lat)).chain(borders), MOST);
    let mut map = Map { width: view.width.round(), height: view.height.round(), ..Map::default() };
    let path = |s: &Shape, class: &'static str| Some(Path { class, d: view.path(&s.rings)? });
    let class = |s: &Shape| if Some(s.name.as_str()) == home { "home" } else { "land" };
    map.paths.extend(countries.iter().filter_map(|s| path(s, class(s))));
    let regions = home.map(|h| outlines.regions(h)).unwrap_or_default();
    map.paths.extend(regions.iter().filter_map(|s| path(s, "region")));
    map.marks = marks(points, &view);
    Some(map)
}

/// Marks with labels, those with most incidents first; a label that finds no room is left to the list.
fn marks(points: &[MapPoint], view: &View) -> Vec<Mark> {
    let mut points: Vec<&MapPoint> = points.iter().collect();
    points.sort_by(|a, b| (b.incidents, a.area, &a.name).cmp(&(a.incidents, b.area, &b.name)));
    let mut marks: Vec<Mark> = points.into_iter().map(|p| mark(p, view)).collect();
    let mut room = Room::new(view, LETTER);
    marks.iter().filter(|m| !m.area).for_each(|m| room.take((m.x, m.y), m.r));
    let dotted: Vec<String> = marks.iter().filter(|m| !m.area).map(|m| m.name.clone()).collect();
    for mark in marks.iter_mut().filter(|m| !m.area || !dotted.contains(&m.name)) {
        mark.label = room.label((mark.x, mark.y), mark.r + 4.0, &mark.text());
    }
    marks
}

fn mark(point: &MapPoint, view: &View) -> Mark {
    let (x, y) = view.place((point.lon, point.lat));
    let weight = (point.incidents as f64).sqrt();
    let r = if point.area { 13.0 + 3.0 * weight } else { 2.8 + 1.8 * weight };
    Mark { x, y, r: tenth(r), area: point.area, name: point.name.clone(), incidents: point.incidents, label: None }
}

impl Mark {
    /// The name, with the number of incidents where there are several.
    pub fn text(&self) -> String {
        if self.incidents > 1 { format!("{} · {}", self.name, self.incidents) } else { self.name.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(name: &str, lat: f64, lon: f64, incidents: usize) -> MapPoint {
        MapPoint { name: name.into(), lat, lon, incidents, area: false }
    }

    #[test]
    fn a_single_point_has_country_around_it() {
        let map = draw(&[point("Kolo", 14.0, -4.0, 2)], None, &Outlines::default()).expect("a map");
        assert!(map.width > 300.0 && map.height > 300.0 && map.paths.is_empty());
        assert_eq!(map.marks[0].text(), "Kolo · 2");
        assert_eq!(draw(&[], None, &Outlines::default()), None);
    }
}
