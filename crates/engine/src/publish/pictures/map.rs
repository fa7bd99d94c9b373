//! The map: a filled dot for a settlement, a hatched ring for a wider area, never a dot for a place nobody named.

use super::super::map::{self, Map, Mark};
use super::super::{Outlines, phrases::Wording};
use super::{ACCENT, Canvas, INK, Picture, WIDTH, escape};
use crate::model::{Brief, MapPoint};
use std::fmt::Write;

pub(super) fn picture(brief: &Brief, words: &Wording, outlines: &Outlines) -> Option<Picture> {
    let map = map::draw(&brief.map, brief.country.as_deref(), outlines)?;
    let (title, about) = (words.page("map_title"), words.page("map_desc"));
    let mut canvas = Canvas::new("map", title, about, map.height + 26.0);
    // Countries are long shapes: the map stands in the middle of its width.
    let left = ((WIDTH - map.width) / 2.0).max(0.0);
    canvas.add(&format!("<g transform=\"translate({left:.1} 0)\">{}</g>", drawing(&map)));
    let y = map.height + 17.0;
    canvas.add(&format!("<circle cx=\"8\" cy=\"{:.1}\" r=\"4.5\" fill=\"{ACCENT}\"/>", y - 4.0));
    canvas.text((18.0, y), "start", INK, words.page("dot"));
    canvas.add(&ring(130.0, y - 4.0, 6.0));
    canvas.text((142.0, y), "start", INK, words.page("ring"));
    Some(canvas.done("map", title, about, text(&brief.map, words)))
}

/// Borders, rings, dots, names; what lies over the edge is cut.
fn drawing(map: &Map) -> String {
    let mut out = format!(
        "<clipPath id=\"edge\"><rect width=\"{0}\" height=\"{1}\"/></clipPath>\
         <pattern id=\"area\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
         <path d=\"M0 0V5\" stroke=\"{ACCENT}\" stroke-opacity=\".4\"/></pattern>\
         <g clip-path=\"url(#edge)\"><rect width=\"{0}\" height=\"{1}\" fill=\"#e3eaed\"/>",
        map.width, map.height
    );
    for path in &map.paths {
        let (fill, stroke, wide) = match path.class {
            "home" => ("#fbfaf6", "#8d8b82", 1.2),
            "region" => ("none", "#d3d0c4", 0.7),
            _ => ("#efeee9", "#cfcdc4", 0.7),
        };
        let _ = write!(out, "<path d=\"{}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"{wide}\"/>", path.d);
    }
    map.marks.iter().filter(|m| m.area).for_each(|m| out.push_str(&ring(m.x, m.y, m.r)));
    map.marks.iter().filter(|m| !m.area).for_each(|m| out.push_str(&dot(m)));
    map.marks.iter().for_each(|m| out.push_str(&name(m)));
    out + "</g>"
}

fn ring(x: f64, y: f64, r: f64) -> String {
    format!(
        "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r}\" fill=\"url(#area)\" stroke=\"{ACCENT}\" stroke-width=\"1.2\" stroke-dasharray=\"3 2.5\"/>"
    )
}

fn dot(m: &Mark) -> String {
    format!(
        "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{ACCENT}\" stroke=\"#fff\" stroke-width=\"1.2\"/>",
        m.x, m.y, m.r
    )
}

/// A name on a white edge, drawn twice: not every program knows how to paint an edge below its letters.
fn name(m: &Mark) -> String {
    let Some(label) = m.label else { return String::new() };
    let text = |style: &str| {
        let at = format!("x=\"{}\" y=\"{}\" text-anchor=\"{}\"", label.x, label.y, label.anchor);
        format!("<text {at} {style}>{}</text>", escape(&m.text()))
    };
    text("fill=\"#fff\" stroke=\"#fff\" stroke-width=\"3\" stroke-linejoin=\"round\" stroke-opacity=\".85\"")
        + &text(&format!("fill=\"{INK}\""))
}

/// Places with their numbers, most incidents first.
fn text(points: &[MapPoint], words: &Wording) -> String {
    let mut points: Vec<&MapPoint> = points.iter().collect();
    points.sort_by(|a, b| (b.incidents, &a.name).cmp(&(a.incidents, &b.name)));
    let one = |p: &&MapPoint| match p.area {
        true => format!("{}: {} ({})", p.name, p.incidents, words.page("ring")),
        false => format!("{}: {}", p.name, p.incidents),
    };
    points.iter().map(one).collect::<Vec<_>>().join("; ")
}
