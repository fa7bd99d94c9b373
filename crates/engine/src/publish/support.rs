//! The one gate that every sentence passes: do its cited words hold what it names?

use super::covered::{FaultKind, add, covered};
use super::quotes;
use super::voice::Voices;
use crate::code::{self, Facts};
use crate::data::Data;
use crate::model::{Citation, Day, Document, Lang, Sentence};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A text to be looked through, and what it takes to understand it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    pub text: &'a str,
    pub lang: Lang,
    pub anchor: Option<Day>,
    pub country: Option<&'a str>,
}

/// How facts are found in a text; tests put their own in its place.
pub(super) type FactsOf<'a> = &'a dyn Fn(Asked) -> Facts;

/// The language, day and country of the sentences that are checked.
#[derive(Clone, Debug)]
pub(super) struct Voice {
    pub lang: Lang,
    pub anchor: Option<Day>,
    pub country: Option<String>,
}

/// Looks sentences up against the documents that they cite.
pub(super) struct Support<'a> {
    pub documents: BTreeMap<&'a str, &'a Document>,
    pub voice: Voice,
    /// Who says what in the cited reports; without records, nobody is asked.
    voices: Voices<'a>,
    facts: FactsOf<'a>,
    country_of: &'a dyn Fn(&Document) -> Option<String>,
    cited: RefCell<BTreeMap<Citation, Facts>>,
    countries: RefCell<BTreeMap<String, Option<String>>>,
}

/// What is found wrong, item by item.
pub(super) type Missing = Vec<(FaultKind, String)>;

impl<'a> Support<'a> {
    /// A gate over these documents.
    pub fn new(
        documents: &'a [Document],
        voice: Voice,
        facts: FactsOf<'a>,
        country_of: &'a dyn Fn(&Document) -> Option<String>,
    ) -> Self {
        Self {
            documents: documents.iter().map(|d| (d.id.as_str(), d)).collect(),
            voice,
            voices: Voices::default(),
            facts,
            country_of,
            cited: RefCell::default(),
            countries: RefCell::default(),
        }
    }

    /// The same gate, which also asks whose word it is.
    pub fn with(mut self, voices: Voices<'a>) -> Self {
        self.voices = voices;
        self
    }

    /// Whether the sentence may be published.
    pub fn passes(&self, sentence: &Sentence) -> bool {
        self.missing(sentence).is_empty()
    }

    /// All that is wrong with a sentence and its citations.
    pub fn missing(&self, sentence: &Sentence) -> Missing {
        if sentence.citations.is_empty() {
            return vec![(FaultKind::NoCitation, String::new())];
        }
        let mut missing: Missing = sentence.citations.iter().filter_map(|c| self.broken(c)).collect();
        let mut held = Facts::default();
        sentence.citations.iter().for_each(|c| add(&mut held, &self.held(c)));
        let (own, alien) = quotes::unquoted(&sentence.text, &self.words(sentence));
        missing.extend(alien.into_iter().map(|quote| (FaultKind::Quote, quote)));
        missing.extend(covered(&self.named(&own), &held));
        let as_fact = self.voices.told_as_fact(sentence, &|clause| self.named(clause).numbers);
        missing.extend(as_fact.into_iter().map(|item| (FaultKind::Voice, item)));
        missing
    }

    /// What a sentence that a person added names and the words that it cites, if any, do not hold.
    pub fn unheld(&self, sentence: &Sentence) -> Missing {
        let mut held = Facts::default();
        sentence.citations.iter().for_each(|c| add(&mut held, &self.held(c)));
        let (own, alien) = quotes::unquoted(&sentence.text, &self.words(sentence));
        let mut missing: Missing = sentence.citations.iter().filter_map(|c| self.broken(c)).collect();
        missing.extend(alien.into_iter().map(|quote| (FaultKind::Quote, quote)));
        missing.extend(covered(&self.named(&own), &held));
        missing
    }

    /// The cited words, one text for each citation.
    fn words(&self, sentence: &Sentence) -> Vec<String> {
        let text = |c: &Citation| self.documents.get(c.doc.as_str())?.text.get(c.start..c.end).map(str::to_string);
        sentence.citations.iter().filter_map(text).collect()
    }

    /// What a text in the brief's voice names.
    fn named(&self, text: &str) -> Facts {
        let Voice { lang, anchor, ref country } = self.voice;
        (self.facts)(Asked { text, lang, anchor, country: country.as_deref() })
    }

    fn broken(&self, citation: &Citation) -> Option<(FaultKind, String)> {
        let Some(document) = self.documents.get(citation.doc.as_str()) else {
            return Some((FaultKind::UnknownDocument, citation.doc.clone()));
        };
        let is_in = citation.start < citation.end && document.text.get(citation.start..citation.end).is_some();
        let range = format!("{} {}-{}", citation.doc, citation.start, citation.end);
        (!is_in).then_some((FaultKind::SpanOutside, range))
    }

    /// What the cited words hold; nothing if there are none.
    fn held(&self, citation: &Citation) -> Facts {
        if let Some(facts) = self.cited.borrow().get(citation) {
            return facts.clone();
        }
        let document = self.documents.get(citation.doc.as_str());
        let facts = document.map_or_else(Facts::default, |d| self.read(d, citation));
        self.cited.borrow_mut().insert(citation.clone(), facts.clone());
        facts
    }

    fn read(&self, document: &Document, citation: &Citation) -> Facts {
        let text = document.text.get(citation.start..citation.end).unwrap_or("");
        let country = self.country(document);
        let anchor = document.published_day().or_else(|| document.fetched_day());
        let lang = document.lang().unwrap_or(self.voice.lang);
        (self.facts)(Asked { text, lang, anchor, country: country.as_deref() })
    }

    /// The country a document is about, looked up once.
    pub fn country(&self, document: &Document) -> Option<String> {
        let mut known = self.countries.borrow_mut();
        known.entry(document.id.clone()).or_insert_with(|| (self.country_of)(document)).clone()
    }
}

/// The coder's own eye for facts. Actors without a name of their own ("civilians", "armed men") are no facts.
pub(super) fn coder(data: &Data) -> impl Fn(Asked) -> Facts + '_ {
    |a| {
        let mut facts = code::facts(a.text, a.lang, a.anchor, a.country, data);
        facts.actors.retain(|name| !data.phrases.is_generic(name));
        facts
    }
}
