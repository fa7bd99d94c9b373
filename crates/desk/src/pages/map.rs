//! The map that needs no script: borders, dots for settlements, rings for wider areas, each a link to its incidents.

use super::asked::Asked;
use super::ctx::Ctx;
use std::sync::OnceLock;
use vigie_engine::data::Data;
use vigie_engine::publish::Border;
use vigie_engine::publish::plan::{Label, Room, View, tenth};
use vigie_store::Spot;

/// Width and height that the drawing has at most; a page should not be all map.
const MOST: (f64, f64) = (720.0, 520.0);
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
    pub label: Option<(Label, String)>,
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
    let view = view(spots, own.map(|(_, rings)| rings.as_slice()).unwrap_or_default());
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

/// The country that is asked for, else all places: what lies far outside of the country does not make it small.
fn view(spots: &[Spot], home: &[Border]) -> View {
    let own = spots.iter().filter(|_| home.is_empty()).map(|s| (s.point.1, s.point.0));
    View::around(own.chain(home.iter().flatten().copied()), MOST)
}

/// Marks with labels, those with most incidents first; a label that finds no room is left to the list.
fn marks(spots: &[Spot], view: &View, asked: &Asked, c: &Ctx) -> Vec<Mark> {
    let seen = |s: &&Spot| s.precision < 4 && view.holds((s.point.1, s.point.0));
    let mut marks: Vec<(Mark, String)> = spots.iter().filter(seen).map(|s| mark(s, view, asked, c)).collect();
    let mut room = Room::new(view, LETTER);
    marks.iter().filter(|(m, _)| m.class == "dot").for_each(|(m, _)| room.take((m.x, m.y), m.r));
    for (mark, text) in &mut marks {
        let gap = if mark.class == "dot" { mark.r + 3.0 } else { 4.0 };
        mark.label = room.label((mark.x, mark.y), gap, text).map(|label| (label, text.clone()));
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
    (Mark { x, y, r: tenth(r), class, title, label: None, address }, text)
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
    fn where_there_is_no_room_a_mark_has_no_label() {
        let spots: Vec<Spot> = (0..40).map(|n| spot(&format!("Place {n}"), (12.0, f64::from(n) * 0.01), 1)).collect();
        let marks = marks(&spots, &view(&spots, &[]), &Asked::default(), &super::super::testing::ctx());
        let labels = marks.iter().filter(|m| m.label.is_some()).count();
        assert!(marks.len() == 40 && (1..40).contains(&labels), "{labels} of {}", marks.len());
    }
}
