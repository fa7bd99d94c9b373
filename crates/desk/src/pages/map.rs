//! The map that needs no script: borders, dots for settlements, rings for wider areas, each a link to its incidents.

use super::asked::Asked;
use super::ctx::Ctx;
use std::sync::OnceLock;
use vigie_engine::data::Data;
use vigie_engine::publish::Border;
use vigie_store::Spot;

/// Width of the drawing; all sizes are in its units.
const WIDTH: f64 = 720.0;
/// A page should not be all map.
const MOST_HIGH: f64 = 520.0;
/// Width of a letter of a label, and height of its line.
const LETTER: (f64, f64) = (6.9, 15.0);

/// A drawing ready for the page.
#[derive(Clone, Debug, Default)]
pub struct Map {
    /// Its size.
    pub width: f64,
    /// Its size.
    pub height: f64,
    /// Class and outline of each area.
    pub paths: Vec<(&'static str, String)>,
    /// Places, wide areas first so that dots stand on top.
    pub marks: Vec<Mark>,
}

/// A place with incidents.
#[derive(Clone, Debug, Default)]
pub struct Mark {
    /// Its middle.
    pub x: f64,
    /// Its middle.
    pub y: f64,
    /// Its size.
    pub r: f64,
    /// `dot`, `area` or `region`.
    pub class: &'static str,
    /// What it says on touch.
    pub title: String,
    /// Its name with the number of incidents, where there is room.
    pub label: Option<(f64, f64, &'static str, String)>,
    /// The incidents there.
    pub address: String,
}

fn countries(data: &'static Data) -> &'static [(String, Vec<Border>)] {
    static ALL: OnceLock<Vec<(String, Vec<Border>)>> = OnceLock::new();
    ALL.get_or_init(|| data.outlines.country_borders())
}

/// The map of these places; none without places and without a country.
pub fn draw(spots: &[Spot], home: Option<&str>, asked: &Asked, c: &Ctx) -> Option<Map> {
    let countries = countries(c.data);
    let own = countries.iter().find(|(iso, _)| Some(iso.as_str()) == home);
    if spots.is_empty() && own.is_none() {
        return None;
    }
    let view = View::around(spots, own.map(|(_, rings)| rings.as_slice()).unwrap_or_default());
    let mut map = Map { width: view.width.round(), height: view.height.round(), ..Map::default() };
    for (iso, rings) in countries {
        let class = if Some(iso.as_str()) == home { "home" } else { "land" };
        map.paths.extend(view.path(rings).map(|d| (class, d)));
    }
    let regions = home.map(|h| c.data.outlines.region_borders(h)).unwrap_or_default();
    map.paths.extend(regions.iter().filter_map(|(_, rings)| Some(("region", view.path(rings)?))));
    map.marks = marks(spots, &view, asked, c);
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
    fn around(spots: &[Spot], home: &[Border]) -> Self {
        let own = spots.iter().map(|s| (s.point.1, s.point.0));
        let (mut west, mut south, mut east, mut north) = (180f64, 90f64, -180f64, -90f64);
        // Where a country is asked for, what lies far outside of it does not make it small.
        let points: Vec<(f64, f64)> =
            if home.is_empty() { own.collect() } else { home.iter().flatten().copied().collect() };
        for (lon, lat) in points {
            (west, east) = (west.min(lon), east.max(lon));
            (south, north) = (south.min(lat), north.max(lat));
        }
        let pad = |span: f64| (span * 0.05).max((4.0 - span) / 2.0).max(0.3);
        let (side, top) = (pad(east - west), pad(north - south));
        (west, east, south, north) = (west - side, east + side, south - top, north + top);
        let squeeze = ((south + north) / 2.0).to_radians().cos().max(0.2);
        let (wide, high) = ((east - west) * squeeze, north - south);
        let scale = (WIDTH / wide).min(MOST_HIGH / high);
        Self { west, north, east, south, squeeze, scale, width: wide * scale, height: high * scale }
    }

    fn place(&self, (lon, lat): (f64, f64)) -> (f64, f64) {
        let round = |v: f64| (v * 10.0).round() / 10.0;
        (round((lon - self.west) * self.squeeze * self.scale), round((self.north - lat) * self.scale))
    }

    fn sees(&self, ring: &Border) -> bool {
        let any = |f: &dyn Fn(&(f64, f64)) -> bool| ring.iter().any(f);
        any(&|p| p.0 >= self.west)
            && any(&|p| p.0 <= self.east)
            && any(&|p| p.1 >= self.south)
            && any(&|p| p.1 <= self.north)
    }

    fn path(&self, rings: &[Border]) -> Option<String> {
        let ring = |r: &Border| {
            let points: Vec<String> = r.iter().map(|p| self.place(*p)).map(|(x, y)| format!("{x} {y}")).collect();
            format!("M{}Z", points.join("L"))
        };
        let d: String = rings.iter().filter(|r| self.sees(r)).map(ring).collect();
        (!d.is_empty()).then_some(d)
    }

    fn holds(&self, spot: &Spot) -> bool {
        let (lat, lon) = spot.point;
        (self.south..=self.north).contains(&lat) && (self.west..=self.east).contains(&lon)
    }
}

/// Marks with labels, those with most incidents first; a label that finds no room is left to the list.
fn marks(spots: &[Spot], view: &View, asked: &Asked, c: &Ctx) -> Vec<Mark> {
    let mut marks: Vec<(Mark, String)> =
        spots.iter().filter(|s| s.precision < 4 && view.holds(s)).map(|s| mark(s, view, asked, c)).collect();
    let mut taken: Vec<Frame> =
        marks.iter().filter(|(m, _)| m.class == "dot").map(|(m, _)| Frame::of_mark(m)).collect();
    for (mark, text) in &mut marks {
        let room = places(mark, text).into_iter().find(|(_, f)| f.is_within(view) && !taken.iter().any(|t| t.hits(f)));
        mark.label = room.map(|((x, y, anchor), frame)| {
            taken.push(frame);
            (x, y, anchor, text.clone())
        });
    }
    let mut marks: Vec<Mark> = marks.into_iter().map(|(m, _)| m).collect();
    marks.sort_by(|a, b| b.r.total_cmp(&a.r));
    marks
}

fn mark(spot: &Spot, view: &View, asked: &Asked, c: &Ctx) -> (Mark, String) {
    let (x, y) = view.place((spot.point.1, spot.point.0));
    let n = spot.tally.incidents;
    let weight = (n as f64).sqrt();
    let (class, r) = match spot.precision {
        1 => ("dot", 3.0 + 1.8 * weight),
        2 => ("area", 11.0 + 3.0 * weight),
        _ => ("region", 20.0 + 3.0 * weight),
    };
    let name = c.place(&spot.name);
    let text = if n > 1 { format!("{name} · {n}") } else { name.to_string() };
    let address = asked.set("place", Some(&spot.name)).set("view", None).address() + "#incidents";
    let title = format!("{name}: {}", c.count("count.incidents", n));
    (Mark { x, y, r: (r * 10.0).round() / 10.0, class, title, label: None, address }, text)
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
        self.left >= 2.0 && self.top >= 2.0 && self.right <= view.width - 2.0 && self.bottom <= view.height - 2.0
    }
}

/// Where a label may stand: right, left, above, below.
fn places(m: &Mark, text: &str) -> Vec<((f64, f64, &'static str), Frame)> {
    let (wide, high) = (text.chars().count() as f64 * LETTER.0, LETTER.1);
    let gap = if m.class == "dot" { m.r + 3.0 } else { 4.0 };
    let frame = |left: f64, top: f64| Frame { left, top, right: left + wide, bottom: top + high };
    let middle = m.y - high / 2.0;
    vec![
        ((m.x + gap, m.y + 4.0, "start"), frame(m.x + gap, middle)),
        ((m.x - gap, m.y + 4.0, "end"), frame(m.x - gap - wide, middle)),
        ((m.x, m.y - gap - 3.0, "middle"), frame(m.x - wide / 2.0, m.y - gap - high)),
        ((m.x, m.y + gap + 11.0, "middle"), frame(m.x - wide / 2.0, m.y + gap)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_store::Tally;

    fn spot(name: &str, point: (f64, f64), incidents: i64) -> Spot {
        let tally = Tally { incidents, ..Tally::default() };
        Spot { name: name.into(), point, precision: 1, tally, ..Spot::default() }
    }

    #[test]
    fn labels_do_not_lie_on_each_other() {
        let spots: Vec<Spot> = (0..40).map(|n| spot(&format!("Place {n}"), (12.0, f64::from(n) * 0.01), 1)).collect();
        let view = View::around(&spots, &[]);
        let labels: Vec<Frame> = marks(&spots, &view, &Asked::default(), &super::super::testing::ctx())
            .iter()
            .filter_map(|m| m.label.as_ref().map(|l| (m, l)))
            .map(|(m, l)| places(m, &l.3).into_iter().find(|(p, _)| (p.0, p.1) == (l.0, l.1)).expect("a place").1)
            .collect();
        assert!(!labels.is_empty() && labels.len() < 40);
        assert!(labels.iter().enumerate().all(|(n, a)| labels.iter().skip(n + 1).all(|b| !a.hits(b))));
    }
}
