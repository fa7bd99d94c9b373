//! The incidents on a map: dots for settlements, rings for wider areas, labels that do not overlap.

use super::outlines::{Outlines, Ring, Shape};
use crate::model::MapPoint;

/// Width of the drawing; all sizes are in its units.
const WIDTH: f64 = 720.0;
/// A page should not be all map.
const MOST_HIGH: f64 = 620.0;
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

/// Where a label stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Label {
    pub x: f64,
    pub y: f64,
    pub anchor: &'static str,
}

/// The map of these points; none without points.
pub(super) fn draw(points: &[MapPoint], home: Option<&str>, outlines: &Outlines) -> Option<Map> {
    if points.is_empty() {
        return None;
    }
    let countries = outlines.countries();
    let home_shape = countries.iter().find(|s| Some(s.name.as_str()) == home);
    let view = View::around(points, home_shape);
    let mut map = Map { width: view.width.round(), height: view.height.round(), ..Map::default() };
    let class = |s: &Shape| if Some(s.name.as_str()) == home { "home" } else { "land" };
    map.paths.extend(countries.iter().filter_map(|s| view.path(s, class(s))));
    let regions = home.map(|h| outlines.regions(h)).unwrap_or_default();
    map.paths.extend(regions.iter().filter_map(|s| view.path(s, "region")));
    map.marks = marks(points, &view);
    Some(map)
}

/// Degrees shown, and how large.
struct View {
    west: f64,
    north: f64,
    east: f64,
    south: f64,
    squeeze: f64,
    scale: f64,
    width: f64,
    height: f64,
}

impl View {
    /// All points and the home country, with a margin; never closer than a few degrees.
    fn around(points: &[MapPoint], home: Option<&Shape>) -> Self {
        let own = points.iter().map(|p| (p.lon, p.lat));
        let borders = home.into_iter().flat_map(|s| s.rings.iter().flatten().copied());
        let (mut west, mut south, mut east, mut north) = (180f64, 90f64, -180f64, -90f64);
        for (lon, lat) in own.chain(borders) {
            (west, east) = (west.min(lon), east.max(lon));
            (south, north) = (south.min(lat), north.max(lat));
        }
        let pad = |span: f64| (span * 0.06).max((5.0 - span) / 2.0).max(0.4);
        let (side, top) = (pad(east - west), pad(north - south));
        (west, east, south, north) = (west - side, east + side, south - top, north + top);
        let squeeze = ((south + north) / 2.0).to_radians().cos().max(0.2);
        let (wide, high) = ((east - west) * squeeze, north - south);
        let scale = (WIDTH / wide).min(MOST_HIGH / high);
        Self { west, north, east, south, squeeze, scale, width: wide * scale, height: high * scale }
    }

    fn place(&self, (lon, lat): (f64, f64)) -> (f64, f64) {
        ((lon - self.west) * self.squeeze * self.scale, (self.north - lat) * self.scale)
    }

    fn sees(&self, ring: &Ring) -> bool {
        let any = |f: &dyn Fn(&(f64, f64)) -> bool| ring.iter().any(f);
        any(&|p| p.0 >= self.west)
            && any(&|p| p.0 <= self.east)
            && any(&|p| p.1 >= self.south)
            && any(&|p| p.1 <= self.north)
    }

    fn path(&self, shape: &Shape, class: &'static str) -> Option<Path> {
        let ring = |r: &Ring| {
            let points: Vec<String> = r.iter().map(|p| self.place(*p)).map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
            format!("M{}Z", points.join("L"))
        };
        let d: String = shape.rings.iter().filter(|r| self.sees(r)).map(ring).collect();
        (!d.is_empty()).then_some(Path { class, d })
    }
}

/// Marks with labels, those with most incidents first; a label that finds no room is left to the list.
fn marks(points: &[MapPoint], view: &View) -> Vec<Mark> {
    let mut points: Vec<&MapPoint> = points.iter().collect();
    points.sort_by(|a, b| (b.incidents, a.area, &a.name).cmp(&(a.incidents, b.area, &b.name)));
    let mut marks: Vec<Mark> = points.into_iter().map(|p| mark(p, view)).collect();
    let mut taken: Vec<Frame> = marks.iter().filter(|m| !m.area).map(Frame::of_mark).collect();
    let dotted: Vec<String> = marks.iter().filter(|m| !m.area).map(|m| m.name.clone()).collect();
    for mark in marks.iter_mut().filter(|m| !m.area || !dotted.contains(&m.name)) {
        let room = places(mark).into_iter().find(|(_, f)| f.is_within(view) && !taken.iter().any(|t| t.hits(f)));
        mark.label = room.map(|(label, frame)| {
            taken.push(frame);
            label
        });
    }
    marks
}

fn mark(point: &MapPoint, view: &View) -> Mark {
    let (x, y) = view.place((point.lon, point.lat));
    let weight = (point.incidents as f64).sqrt();
    let r = if point.area { 13.0 + 3.0 * weight } else { 2.8 + 1.8 * weight };
    let (x, y, r) = ((x * 10.0).round() / 10.0, (y * 10.0).round() / 10.0, (r * 10.0).round() / 10.0);
    Mark { x, y, r, area: point.area, name: point.name.clone(), incidents: point.incidents, label: None }
}

impl Mark {
    /// The name, with the number of incidents where there are several.
    pub fn text(&self) -> String {
        if self.incidents > 1 { format!("{} · {}", self.name, self.incidents) } else { self.name.clone() }
    }
}

/// A rectangle that is taken.
#[derive(Clone, Copy)]
struct Frame {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Frame {
    fn of_mark(m: &Mark) -> Self {
        Self { left: m.x - m.r, top: m.y - m.r, right: m.x + m.r, bottom: m.y + m.r }
    }

    fn hits(&self, other: &Frame) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn is_within(&self, view: &View) -> bool {
        self.left >= 0.0 && self.top >= 0.0 && self.right <= view.width && self.bottom <= view.height
    }
}

/// Places for a label, best first: right, left, above, below.
fn places(mark: &Mark) -> [(Label, Frame); 4] {
    let wide = mark.text().chars().count() as f64 * LETTER.0;
    let high = LETTER.1;
    let gap = mark.r + 4.0;
    let at = |x: f64, y: f64, anchor: &'static str| {
        let left = match anchor {
            "start" => x,
            "end" => x - wide,
            _ => x - wide / 2.0,
        };
        let frame = Frame { left, top: y - high * 0.75, right: left + wide, bottom: y + high * 0.25 };
        let tenth = |n: f64| (n * 10.0).round() / 10.0;
        (Label { x: tenth(x), y: tenth(y), anchor }, frame)
    };
    [
        at(mark.x + gap, mark.y + 4.5, "start"),
        at(mark.x - gap, mark.y + 4.5, "end"),
        at(mark.x, mark.y - gap, "middle"),
        at(mark.x, mark.y + gap + high * 0.7, "middle"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(name: &str, lat: f64, lon: f64, incidents: usize) -> MapPoint {
        MapPoint { name: name.into(), lat, lon, incidents, area: false }
    }

    #[test]
    fn labels_do_not_overlap_and_stay_on_the_map() {
        let points: Vec<MapPoint> = (0..30)
            .map(|n| point(&format!("Village {n}"), 14.0 + f64::from(n % 5) * 0.1, -4.0 + f64::from(n) * 0.05, 1))
            .collect();
        let view = View::around(&points, None);
        let marks = marks(&points, &view);
        let frames: Vec<Frame> = marks
            .iter()
            .filter_map(|m| places(m).into_iter().find(|(l, _)| Some(*l) == m.label).map(|(_, f)| f))
            .collect();
        assert!(frames.len() > 5);
        for (n, frame) in frames.iter().enumerate() {
            assert!(frame.is_within(&view));
            assert!(!frames[..n].iter().any(|f| f.hits(frame)));
        }
    }

    #[test]
    fn a_single_point_has_country_around_it() {
        let map = draw(&[point("Kolo", 14.0, -4.0, 2)], None, &Outlines::default()).expect("a map");
        assert!(map.width > 300.0 && map.height > 300.0 && map.paths.is_empty());
        assert_eq!(map.marks[0].text(), "Kolo · 2");
        assert_eq!(draw(&[], None, &Outlines::default()), None);
    }
}
