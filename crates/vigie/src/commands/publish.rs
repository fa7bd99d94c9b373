//! The rendering that the brief commands call.

use std::fmt;
use vigie_engine::data::Data;
use vigie_engine::model::{Brief, Day, Document, Kind, Lang, Record, Resolution};

/// What a brief is made of.
#[allow(dead_code)]
pub struct Input<'a> {
    pub documents: &'a [Document],
    pub records: &'a [Record],
    pub resolution: &'a Resolution,
}

/// What is asked of it.
pub struct Options {
    pub area: Option<String>,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub kind: Kind,
    pub lang: Lang,
}

/// An empty brief of the area and days asked for.
pub fn brief(_input: &Input, options: &Options, _data: &Data) -> Brief {
    Brief {
        title: options.area.clone().unwrap_or_default(),
        area: options.area.clone().unwrap_or_default(),
        from: options.from,
        to: options.to,
        lang: options.lang,
        kind: options.kind,
        verdict: vec![],
        sections: vec![],
        table: vec![],
        map: vec![],
        sources: vec![],
    }
}

/// The brief as Markdown.
pub fn markdown(brief: &Brief, _documents: &[Document], _data: &Data) -> String {
    format!("# {}\n", brief.title)
}

/// The brief as a page.
pub fn html(brief: &Brief, _documents: &[Document], _data: &Data) -> String {
    format!("<!doctype html>\n<title>{}</title>\n", brief.title)
}

/// The brief as JSON.
pub fn json(brief: &Brief) -> String {
    crate::output::json(brief, true) + "\n"
}

pub mod verify {
    //! The check of citations.

    use super::*;

    /// Something that a citation does not support.
    pub struct Fault(String);

    impl fmt::Display for Fault {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(&self.0)
        }
    }

    /// A brief from its JSON form.
    pub fn parse(text: &str) -> Result<Brief, String> {
        serde_json::from_str(text).map_err(|e| e.to_string())
    }

    /// Citations that do not fit a document's text.
    pub fn check(brief: &Brief, documents: &[Document], _data: &Data) -> Vec<Fault> {
        let sentences = brief.sections.iter().flat_map(|s| &s.sentences);
        let cited = |c: &vigie_engine::model::Citation| {
            documents.iter().any(|d| d.id == c.doc && d.text.get(c.start..c.end).is_some())
        };
        let lacking = sentences.filter(|s| s.citations.is_empty() || !s.citations.iter().all(cited));
        lacking.map(|s| Fault(format!("not supported: {}", s.text))).collect()
    }
}
