//! What the coder knows of the world and of languages, loaded from the files under `data/`.

mod actors;
mod check;
pub mod codebook;
mod examples;
mod files;
mod forms;
mod frames;
mod grammar;
mod import;
mod lexicon;
mod mark;
mod names;
mod parser;
mod phrase;
mod places;
mod sources;
mod words;

pub use actors::{Actors, Institution, Named};
pub(crate) use check::CARE;
pub use codebook::Codebook;
pub use examples::tried;
pub use files::{DataError, File, Files};
pub use frames::{Example, Frame, Frames, Rule, in_set};
pub use grammar::Syntax;
pub use import::{HEADER as PLACES_HEADER, Importer};
pub use lexicon::{Act, Agent, Form, Lexicon, Lift, Toll, bracketed};
pub use mark::Mark;
pub use names::{Name, Names};
pub use parser::Parser;
pub use phrase::{Book, is_joint, phrase};
pub use places::{Country, Gazetteer, Place, without_article};
pub use sources::{Fetch, Full, Grade, Kind, Source, Sources};
pub use words::{Counted, DateExample, Dates, IndicatorWords, NumberExample, Numbers};

use crate::model::Lang;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// All tables, ready for use by every stage.
#[derive(Debug)]
pub struct Data {
    /// Groups, organisations and institutions.
    pub actors: Actors,
    /// Countries and places.
    pub places: Gazetteer,
    /// What each event type looks like.
    pub frames: Frames,
    /// Words by language.
    pub lexicons: BTreeMap<Lang, Lexicon>,
    /// Grammars by language.
    pub parsers: BTreeMap<Lang, Parser>,
    /// Names of actors and places, as they are found in text.
    pub names: Names,
    /// Sentences of briefs, by language.
    pub phrases: crate::publish::Phrases,
    /// Borders for maps.
    pub outlines: crate::publish::Outlines,
    /// How incidents become a verdict and alerts.
    pub verdicts: crate::assess::Rules,
    /// How events become incidents.
    pub resolve: crate::resolve::Rules,
    /// What stands on pages beside the report.
    pub furniture: crate::read::Furniture,
    /// How the files are made in which reports come.
    pub forms: crate::read::Forms,
    /// Outlets and organisations that report, with their grades.
    pub sources: Sources,
    /// Types, classes and measures in plain words and in the words of others.
    pub codebook: Codebook,
}

impl Data {
    /// Loads all tables from files, or says everything that is wrong with them at once.
    pub fn load(files: &Files) -> Result<Self, Vec<DataError>> {
        let mut errors = Vec::new();
        let actors = Actors::load(files, &mut errors);
        let places = Gazetteer::load(files, &mut errors);
        let lexicons = Lang::ALL.map(|l| (l, Lexicon::load(l, files, &mut errors))).into();
        let parsers = Lang::ALL.map(|l| (l, Parser::load(l, files, &mut errors))).into();
        let data = Data {
            names: Names::new(&actors, &places),
            frames: Frames::load(files, &mut errors),
            phrases: crate::publish::Phrases::load(files, &mut errors),
            outlines: crate::publish::Outlines::load(files),
            verdicts: crate::assess::Rules::load(files, &mut errors),
            resolve: crate::resolve::Rules::load(files, &mut errors),
            furniture: crate::read::Furniture::load(files, &mut errors),
            forms: crate::read::Forms::load(files, &mut errors),
            sources: Sources::load(files, &mut errors),
            codebook: Codebook::load(files, &mut errors),
            actors,
            places,
            lexicons,
            parsers,
        };
        check::check(&data, files, &mut errors);
        errors.sort();
        errors.dedup();
        if errors.is_empty() { Ok(data) } else { Err(errors) }
    }

    /// The words of a language.
    pub fn lexicon(&self, lang: Lang) -> &Lexicon {
        &self.lexicons[&lang]
    }

    /// The data that ships with the program.
    pub fn bundled() -> &'static Data {
        static BUNDLED: OnceLock<Data> = OnceLock::new();
        BUNDLED.get_or_init(|| match Data::load(&Files::bundled()) {
            Ok(data) => data,
            Err(errors) => panic!("bundled data: {}", errors[0]),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_data_loads() {
        let errors = Data::load(&Files::bundled()).err().unwrap_or_default();
        let shown: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert!(shown.is_empty(), "{}", shown.join("\n"));
    }
}
