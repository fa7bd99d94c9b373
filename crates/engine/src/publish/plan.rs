//! A flat drawing of a part of the world: where a point lies on it, and where there is room for words.

use super::Border;

/// Degrees shown, and how large.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Its size, in units of the drawing.
    pub width: f64,
    /// Its size.
    pub height: f64,
    west: f64,
    north: f64,
    east: f64,
    south: f64,
    squeeze: f64,
    scale: f64,
}

impl View {
    /// All points (degrees east and north) with a margin, never closer than a few degrees, at most so wide and so high.
    pub fn around(points: impl Iterator<Item = (f64, f64)>, (most_wide, most_high): (f64, f64)) -> Self {
        let (mut west, mut south, mut east, mut north) = (180f64, 90f64, -180f64, -90f64);
        for (lon, lat) in points {
            (west, east) = (west.min(lon), east.max(lon));
            (south, north) = (south.min(lat), north.max(lat));
        }
        let pad = |span: f64| (span * 0.06).max((5.0 - span) / 2.0).max(0.4);
        let (side, top) = (pad(east - west), pad(north - south));
        (west, east, south, north) = (west - side, east + side, south - top, north + top);
        let squeeze = ((south + north) / 2.0).to_radians().cos().max(0.2);
        let (wide, high) = ((east - west) * squeeze, north - south);
        let scale = (most_wide / wide).min(most_high / high);
        Self { width: wide * scale, height: high * scale, west, north, east, south, squeeze, scale }
    }

    /// Where a point lies, to a tenth.
    pub fn place(&self, (lon, lat): (f64, f64)) -> (f64, f64) {
        (tenth((lon - self.west) * self.squeeze * self.scale), tenth((self.north - lat) * self.scale))
    }

    /// Whether a point is in sight.
    pub fn holds(&self, (lon, lat): (f64, f64)) -> bool {
        (self.south..=self.north).contains(&lat) && (self.west..=self.east).contains(&lon)
    }

    /// The outline of an area as the path of a drawing, if any of it is in sight.
    pub fn path(&self, rings: &[Border]) -> Option<String> {
        let ring = |r: &Border| {
            let points: Vec<String> = r.iter().map(|p| self.place(*p)).map(|(x, y)| format!("{x} {y}")).collect();
            format!("M{}Z", points.join("L"))
        };
        let d: String = rings.iter().filter(|r| self.sees(r)).map(ring).collect();
        (!d.is_empty()).then_some(d)
    }

    fn sees(&self, ring: &Border) -> bool {
        let any = |f: &dyn Fn(&(f64, f64)) -> bool| ring.iter().any(f);
        any(&|p| p.0 >= self.west)
            && any(&|p| p.0 <= self.east)
            && any(&|p| p.1 >= self.south)
            && any(&|p| p.1 <= self.north)
    }
}

/// To a tenth of a unit, which is finer than a screen shows.
pub fn tenth(n: f64) -> f64 {
    (n * 10.0).round() / 10.0
}

/// Where a label stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Label {
    /// Its point.
    pub x: f64,
    /// Its point.
    pub y: f64,
    /// Which part of it stands there: `start`, `middle` or `end`.
    pub anchor: &'static str,
}

/// What of a drawing is taken: no label is set upon a mark or another label, nor over the edge.
#[derive(Clone, Debug)]
pub struct Room {
    size: (f64, f64),
    letter: (f64, f64),
    taken: Vec<Frame>,
}

impl Room {
    /// An empty drawing; `letter` is the width of a letter of a label and the height of its line.
    pub fn new(view: &View, letter: (f64, f64)) -> Self {
        Self { size: (view.width, view.height), letter, taken: Vec::new() }
    }

    /// Takes the room of a round mark.
    pub fn take(&mut self, (x, y): (f64, f64), r: f64) {
        self.taken.push(Frame { left: x - r, top: y - r, right: x + r, bottom: y + r });
    }

    /// A place for words beside a point, at a distance from it; the best that is free, which it takes.
    pub fn label(&mut self, at: (f64, f64), gap: f64, words: &str) -> Option<Label> {
        let free = |f: &Frame| f.is_within(self.size) && !self.taken.iter().any(|t| t.hits(f));
        let (label, frame) = self.places(at, gap, words).into_iter().find(|(_, f)| free(f))?;
        self.taken.push(frame);
        Some(label)
    }

    /// Best first: right, left, above, below.
    fn places(&self, (x, y): (f64, f64), gap: f64, words: &str) -> [(Label, Frame); 4] {
        let (wide, high) = (words.chars().count() as f64 * self.letter.0, self.letter.1);
        let at = |x: f64, y: f64, anchor: &'static str| {
            let left = match anchor {
                "start" => x,
                "end" => x - wide,
                _ => x - wide / 2.0,
            };
            let frame = Frame { left, top: y - high * 0.75, right: left + wide, bottom: y + high * 0.25 };
            (Label { x: tenth(x), y: tenth(y), anchor }, frame)
        };
        [
            at(x + gap, y + 4.5, "start"),
            at(x - gap, y + 4.5, "end"),
            at(x, y - gap, "middle"),
            at(x, y + gap + high * 0.7, "middle"),
        ]
    }
}

/// A rectangle that is taken.
#[derive(Clone, Copy, Debug)]
struct Frame {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Frame {
    fn hits(&self, other: &Frame) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn is_within(&self, (width, height): (f64, f64)) -> bool {
        self.left >= 0.0 && self.top >= 0.0 && self.right <= width && self.bottom <= height
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_do_not_overlap_and_stay_on_the_drawing() {
        let points: Vec<(f64, f64)> =
            (0..30).map(|n| (-4.0 + f64::from(n) * 0.05, 14.0 + f64::from(n % 5) * 0.1)).collect();
        let view = View::around(points.iter().copied(), (720.0, 620.0));
        let mut room = Room::new(&view, (6.6, 15.0));
        let places: Vec<(f64, f64)> = points.iter().map(|p| view.place(*p)).collect();
        places.iter().for_each(|at| room.take(*at, 4.0));
        let labels = places.iter().filter_map(|at| room.label(*at, 8.0, "Village 12")).count();
        assert!((6..30).contains(&labels), "{labels}");
        let of_labels = &room.taken[points.len()..];
        assert_eq!(of_labels.len(), labels);
        assert!(of_labels.iter().all(|f| f.is_within(room.size)));
        let apart = |(n, frame): (usize, &Frame)| !room.taken[..points.len() + n].iter().any(|f| f.hits(frame));
        assert!(of_labels.iter().enumerate().all(apart));
    }

    #[test]
    fn what_is_out_of_sight_has_no_path() {
        let view = View::around([(0.0, 10.0)].into_iter(), (720.0, 620.0));
        let square = |east: f64| vec![vec![(east, 9.0), (east + 1.0, 9.0), (east, 11.0)]];
        assert!(view.path(&square(0.0)).is_some_and(|d| d.starts_with('M') && d.ends_with('Z')));
        assert_eq!(view.path(&square(90.0)), None);
        assert!(view.holds((0.0, 10.0)) && !view.holds((90.0, 10.0)));
    }
}
