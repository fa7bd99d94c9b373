//! A handout as the files that the template reads: its words as JSON, its pictures as drawings.

use crate::french;
use crate::world::FACES;
use serde_json::{Value, json};
use vigie_engine::publish::{Handout, Line, Part, Picture, Reference};

/// Name and content of each file beside the template.
pub fn files(handout: &Handout) -> Vec<(String, String)> {
    let words = Words { is_french: handout.lang == "fr" };
    let drawing = |p: &Picture| (format!("{}.svg", p.name), in_our_face(&p.svg));
    let brief = ("brief.json".to_string(), words.brief(handout).to_string());
    std::iter::once(brief).chain(handout.pictures.iter().map(drawing)).collect()
}

/// Sets the words by the custom of the brief's language.
struct Words {
    is_french: bool,
}

impl Words {
    fn brief(&self, handout: &Handout) -> Value {
        let (heading, columns, rows) = &handout.table;
        let marks = |n: usize| handout.row_marks.get(n).cloned().unwrap_or_default();
        let row = |(n, cells): (usize, &Vec<String>)| json!({ "cells": self.all(cells), "marks": marks(n) });
        let list = |(heading, lines): &(String, Vec<String>)| json!({ "heading": self.set(heading), "lines": self.all(lines) });
        json!({
            // Typst wants a language of everything; "und" is that of what says none.
            "lang": if handout.lang.is_empty() { "und" } else { &handout.lang },
            "faces": FACES,
            "title": self.set(&handout.title),
            "period": self.set(&handout.period),
            "verdict": self.all(&handout.verdict),
            "coverage": self.all(&handout.coverage),
            "rule": handout.rule,
            "empty": handout.empty,
            "parts": handout.parts.iter().map(|p| self.part(p)).collect::<Vec<_>>(),
            "pictures": handout.pictures.iter().map(|p| self.picture(p)).collect::<Vec<_>>(),
            "lists": handout.lists.iter().map(list).collect::<Vec<_>>(),
            "table": {
                "heading": self.set(heading),
                "columns": self.all(columns),
                "rows": rows.iter().enumerate().map(row).collect::<Vec<_>>(),
            },
            "references": {
                "heading": self.set(&handout.references.0),
                "list": handout.references.1.iter().map(|r| self.reference(r)).collect::<Vec<_>>(),
            },
            "quote": [handout.quote.0, handout.quote.1],
        })
    }

    fn part(&self, part: &Part) -> Value {
        let by = |l: &Line| l.by.as_deref().map(|by| self.set(by));
        let line = |l: &Line| json!({ "text": self.set(&l.text), "by": by(l), "marks": l.marks });
        let lines: Vec<Value> = part.lines.iter().map(line).collect();
        json!({ "heading": self.set(&part.heading), "form": part.form, "lines": lines })
    }

    fn picture(&self, picture: &Picture) -> Value {
        // What the drawing or its title says already is not said again.
        let drawn = picture.svg.rsplit("</desc>").next().unwrap_or("");
        let is_said = picture.about == picture.title || drawn.contains(&picture.about);
        json!({
            "name": picture.name,
            "file": format!("{}.svg", picture.name),
            "title": self.set(&picture.title),
            "about": (!is_said).then(|| self.set(&picture.about)),
            "alt": picture.text,
            "ratio": f64::from(picture.height) / f64::from(picture.width.max(1)),
        })
    }

    fn reference(&self, reference: &Reference) -> Value {
        let passage = |(letter, words): &(String, String)| json!({ "letter": letter, "words": self.set(words) });
        let cited: Vec<Value> = reference.cited.iter().map(passage).collect();
        let (source, title) = (self.set(&reference.source), self.set(&reference.title));
        json!({ "source": source, "title": title, "url": reference.url, "cited": cited })
    }

    fn all(&self, texts: &[String]) -> Vec<String> {
        texts.iter().map(|t| self.set(t)).collect()
    }

    fn set(&self, text: &str) -> String {
        if self.is_french { french::spaced(text) } else { text.to_string() }
    }
}

/// The drawing with its labels in the face of the text, which is the only one that is surely there.
fn in_our_face(svg: &str) -> String {
    const ATTRIBUTE: &str = "font-family=\"";
    let parted = svg.split_once(ATTRIBUTE).and_then(|(before, rest)| Some((before, rest.split_once('"')?.1)));
    parted.map_or_else(|| svg.to_string(), |(before, after)| format!("{before}{ATTRIBUTE}{}\"{after}", FACES.join(",")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_in_the_face_of_the_text() {
        let svg = "<svg font-family=\"'DejaVu Sans',Arial\"><text>font-family=\"x\"</text></svg>";
        let set = in_our_face(svg);
        assert!(set.starts_with("<svg font-family=\"Libertinus Serif,"), "{set}");
        assert!(set.ends_with("\"><text>font-family=\"x\"</text></svg>"), "{set}");
        assert_eq!(in_our_face("<svg/>"), "<svg/>");
    }

    #[test]
    fn french_is_set_as_french_and_addresses_stay() {
        let handout = |lang: &str| Handout {
            lang: lang.into(),
            title: "Mali : juillet".into(),
            references: (
                String::new(),
                vec![Reference { url: Some("https://a.org/ ?".into()), ..Reference::default() }],
            ),
            ..Handout::default()
        };
        let fr = &files(&handout("fr"))[0].1;
        assert!(fr.contains("Mali\u{202F}: juillet") && fr.contains("https://a.org/ ?"), "{fr}");
        assert!(files(&handout("en"))[0].1.contains("Mali : juillet"));
    }
}
