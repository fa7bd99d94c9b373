//! The pictures of a brief as SVG, each with a text that says the same: map, timeline, series and verdicts.
//!
//! One colour and its shades, shapes and labels in place of legends: they read in print and for the colour-blind.

mod map;
mod series;
mod timeline;
mod verdicts;

use super::Phrases;
use super::phrases::Wording;
use crate::assess::Labels;
use crate::data::Data;
use crate::model::{Brief, Lang, MonthMark};
use std::fmt::Write;

/// A picture ready to show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// `map`, `timeline`, `series` or `verdicts`.
    pub name: &'static str,
    /// Its heading.
    pub title: String,
    /// What its marks mean.
    pub about: String,
    /// The same in words, for those who do not see it.
    pub text: String,
    /// The drawing.
    pub svg: String,
    /// Its width in points.
    pub width: u32,
    /// Its height in points.
    pub height: u32,
}

/// The pictures for which a brief holds something to show.
pub fn pictures(brief: &Brief, data: &Data) -> Vec<Picture> {
    drawn(brief, &data.phrases, &data.outlines, &data.verdicts.labels)
}

/// The same from the tables that they need.
pub(super) fn drawn(brief: &Brief, phrases: &Phrases, outlines: &super::Outlines, labels: &Labels) -> Vec<Picture> {
    let words = phrases.of(brief.lang);
    let verdict = |key: &str| label(labels, brief.lang, key);
    let pictures = [
        map::picture(brief, words, outlines),
        timeline::picture(brief, words),
        series::picture(brief, words),
        verdicts::picture(brief, words, &verdict),
    ];
    pictures.into_iter().flatten().collect()
}

pub(super) fn label(labels: &Labels, lang: Lang, key: &str) -> String {
    labels.get(lang.code()).and_then(|l| l.get(key)).cloned().unwrap_or_else(|| key.to_string())
}

/// Ink, soft ink, rules and the one accent; as in the page.
const INK: &str = "#1c2024";
const SOFT: &str = "#59626b";
const RULE: &str = "#d9dce0";
const ACCENT: &str = "#14597d";
/// Width of every picture.
const WIDTH: f64 = 720.0;
/// The faces in which labels are set, the first that a machine has.
const FACES: &str = "'DejaVu Sans','Noto Sans','Liberation Sans',Arial,Helvetica,sans-serif";

/// A drawing under way.
struct Canvas {
    out: String,
    high: f64,
}

impl Canvas {
    fn new(name: &str, title: &str, about: &str, high: f64) -> Self {
        let mut out = String::new();
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{high}\" viewBox=\"0 0 {WIDTH} {high}\" \
             font-family=\"{FACES}\" font-size=\"12\" role=\"img\" aria-labelledby=\"{name}-t {name}-d\">\
             <title id=\"{name}-t\">{}</title><desc id=\"{name}-d\">{}</desc>\
             <rect width=\"{WIDTH}\" height=\"{high}\" fill=\"#fff\"/>",
            escape(title),
            escape(about)
        );
        Self { out, high }
    }

    /// A piece of drawing, as it stands.
    fn add(&mut self, piece: &str) {
        self.out.push_str(piece);
    }

    fn line(&mut self, d: &str, colour: &str, wide: f64) {
        let _ = write!(self.out, "<path d=\"{d}\" stroke=\"{colour}\" stroke-width=\"{wide}\" fill=\"none\"/>");
    }

    /// Words at a place; `anchor` is `start`, `middle` or `end`.
    fn text(&mut self, (x, y): (f64, f64), anchor: &str, colour: &str, words: &str) {
        let words = escape(words);
        let _ = write!(
            self.out,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"{colour}\">{words}</text>"
        );
    }

    fn done(self, name: &'static str, title: &str, about: &str, text: String) -> Picture {
        let svg = self.out + "</svg>";
        let (title, about) = (title.to_string(), about.to_string());
        Picture { name, title, about, text, svg, width: WIDTH as u32, height: self.high as u32 }
    }
}

/// Text within a drawing.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// "20 (10–40)", or the number alone where nobody gives another.
pub(super) fn range(m: &MonthMark) -> String {
    if m.low == m.high { m.best.to_string() } else { format!("{} ({}–{})", m.best, m.low, m.high) }
}

/// "July 2025" of `2025-07`.
pub(super) fn month_name(month: &str, words: &Wording) -> String {
    let parts = month.split_once('-').and_then(|(y, m)| Some((y, m.parse::<usize>().ok()?)));
    let named = parts.and_then(|(y, m)| Some(format!("{} {y}", words.months.get(m.checked_sub(1)?)?)));
    named.unwrap_or_else(|| month.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::Outlines;
    use super::super::testing::phrases;
    use super::*;
    use crate::model::{MapPoint, Moment};

    fn brief() -> Brief {
        let point = |name: &str, area| MapPoint { name: name.into(), lat: 14.0, lon: -4.0, incidents: 2, area };
        let moment =
            |day: &str, theme: &str, incidents| Moment { day: day.parse().ok(), theme: theme.into(), incidents };
        let month = |month: &str, best| MonthMark {
            month: month.into(),
            verdict: "deteriorated".into(),
            incidents: 3,
            low: best / 2,
            best,
            high: best * 2,
        };
        Brief {
            map: vec![point("Kolo <b>", false), point("Mopti", true)],
            moments: vec![moment("2025-05-03", "Security", 4), moment("2025-06-01", "A & B", 1)],
            months: vec![month("2025-05", 20), month("2025-06", 0)],
            ..Brief::default()
        }
    }

    fn all(brief: &Brief) -> Vec<Picture> {
        drawn(brief, phrases(), &Outlines::default(), &Labels::default())
    }

    #[test]
    fn every_picture_has_a_title_and_the_same_in_words() {
        let pictures = all(&brief());
        let names: Vec<&str> = pictures.iter().map(|p| p.name).collect();
        assert_eq!(names, ["map", "timeline", "series", "verdicts"]);
        for picture in &pictures {
            assert!(
                !picture.title.is_empty() && !picture.about.is_empty() && !picture.text.is_empty(),
                "{}",
                picture.name
            );
            assert!(picture.svg.contains("<title") && picture.svg.contains("<desc") && picture.svg.ends_with("</svg>"));
        }
        assert!(pictures[2].text.contains("May 2025: 20 (10–40)"), "{}", pictures[2].text);
        assert!(pictures[0].text.contains("Kolo <b>: 2"), "{}", pictures[0].text);
    }

    #[test]
    fn pictures_are_well_formed_whatever_the_names() {
        for picture in all(&brief()) {
            assert!(!picture.svg.contains("<b>") && !picture.svg.contains("A & B"), "{}", picture.name);
            let (open, closed) = (picture.svg.matches('<').count(), picture.svg.matches('>').count());
            assert_eq!(open, closed, "{}", picture.name);
            assert!(!picture.svg.contains("NaN") && !picture.svg.contains("inf"), "{}", picture.name);
        }
    }

    #[test]
    fn nothing_to_show_is_no_picture() {
        assert!(all(&Brief::default()).is_empty());
    }

    #[test]
    fn months_are_named() {
        let words = phrases().of(Lang::Fr);
        assert_eq!(month_name("2025-08", words), "août 2025");
        assert_eq!(month_name("2025-99", words), "2025-99");
    }
}
