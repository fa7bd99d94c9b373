//! Tags, lemmas and trees of one language, from a model.

use crate::agree;
use crate::lemma::Lemmatiser;
use crate::look::Look;
use crate::model::bytes::{Bytes, put_str};
use crate::model::hash;
use crate::model::triples::Triples;
use crate::model::weights::Weights;
use crate::parser::features::Node;
use crate::parser::{Parse, punct};
use crate::tagger::{Inventory, Sight};
use crate::tree::{Rel, Tag, Tree, Upos, Word};
use std::ops::Range;

pub use crate::model::bytes::BadModel;

/// The first bytes of a model; the number goes up when features change.
pub const MAGIC: &str = "vigie grammar 2";

/// A sentence of more words is parsed in pieces.
pub const LONGEST: usize = 400;
/// Room for a lemma: few are longer.
const USUAL: usize = 24;

/// The grammar of a language.
#[derive(Clone, Debug, Default)]
pub struct Grammar {
    pub(crate) inventory: Inventory,
    pub(crate) tags: Weights,
    pub(crate) lemmas: Lemmatiser,
    pub(crate) actions: Triples,
    pub(crate) rels: Weights,
    pub(crate) labels: Weights,
    pub(crate) marks: Weights,
}

/// Room to work in, kept from sentence to sentence.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(crate) looks: Vec<Look>,
    pub(crate) sight: Sight,
    pub(crate) parse: Parse,
    /// For each node of the parse its word.
    pub(crate) places: Vec<u32>,
    pub(crate) kinds: Vec<u32>,
    pairs: Vec<Option<usize>>,
    marks: punct::Marks,
    small: String,
    /// Lemmas of trees that are no longer needed, to be written over.
    spare: Vec<String>,
    numbers: Vec<usize>,
}

impl Grammar {
    /// Reads a model.
    pub fn load(model: &[u8]) -> Result<Self, BadModel> {
        let mut bytes = Bytes(model);
        if bytes.str()? != MAGIC {
            return Err(BadModel);
        }
        let inventory = Inventory::read(&mut bytes)?;
        let lemmas = Lemmatiser::read(&mut bytes)?;
        let tags = Weights::read(&mut bytes)?;
        let actions = Triples::read(&mut bytes)?;
        let rels = Weights::read(&mut bytes)?;
        let labels = Weights::read(&mut bytes)?;
        let marks = Weights::read(&mut bytes)?;
        Ok(Self { inventory, tags, lemmas, actions, rels, labels, marks })
    }

    /// Tags, lemmatises and parses the words of a sentence, given by their bytes in the text. True if the sentence
    /// was too long to be parsed in one piece.
    pub fn parse(&self, text: &str, words: &[Range<usize>], scratch: &mut Scratch, tree: &mut Tree) -> bool {
        scratch.spare.extend(tree.words.drain(..).map(|word| word.lemma));
        scratch.spare.reserve(words.len().saturating_sub(scratch.spare.len()));
        for piece in words.chunks(LONGEST) {
            let start = tree.words.len();
            self.parse_piece(text, piece, scratch, &mut tree.words);
            join(&mut tree.words, start);
        }
        words.len() > LONGEST
    }

    fn parse_piece(&self, text: &str, spans: &[Range<usize>], scratch: &mut Scratch, out: &mut Vec<Word>) {
        let start = out.len();
        self.tag(text, spans, scratch, out);
        see(text, &mut out[start..], scratch);
        scratch.parse.run(&self.actions, &self.rels, &self.labels);
        let words = &mut out[start..];
        copy_arcs(words, scratch);
        punct::pairs(&scratch.kinds, &mut scratch.pairs);
        punct::attach(words, &scratch.kinds, &scratch.pairs, &mut scratch.marks, &self.marks);
        agree::voices(words);
    }

    fn tag(&self, text: &str, spans: &[Range<usize>], scratch: &mut Scratch, out: &mut Vec<Word>) {
        let Scratch { looks, sight, small, spare, numbers, .. } = scratch;
        let form = |span: &Range<usize>| text.get(span.clone()).unwrap_or("");
        looks.clear();
        looks.extend(spans.iter().map(|span| Look::at(form(span), small)));
        numbers.clear();
        sight.tag(&self.inventory, looks, &self.tags, |number| numbers.push(number));
        for (span, &number) in spans.iter().zip(&*numbers) {
            let tag = self.inventory.tags[number];
            let mut lemma = spare.pop().unwrap_or_else(|| String::with_capacity(USUAL));
            self.lemmas.lemma(form(span), tag, small, &mut lemma);
            out.push(Word { span: span.clone(), lemma, tag, head: None, rel: Rel::Root });
        }
    }

    /// Writes a model whose weights are already bytes.
    pub(crate) fn write(inventory: &Inventory, lemmas: &Lemmatiser, tables: &[Vec<u8>]) -> Vec<u8> {
        let mut out = Vec::new();
        put_str(&mut out, MAGIC);
        inventory.write(&mut out);
        lemmas.write(&mut out);
        tables.iter().for_each(|table| out.extend_from_slice(table));
        out
    }
}

/// Later pieces of a long sentence hang on the root of the first.
fn join(words: &mut [Word], start: usize) {
    let Some(top) = words[..start].iter().position(|w| w.head.is_none()) else { return };
    for word in &mut words[start..] {
        match &mut word.head {
            Some(head) => *head += start as u32,
            None => (word.head, word.rel) = (Some(top as u32), Rel::Parataxis),
        }
    }
}

/// A number for a tag, for use in features.
pub(crate) fn tag_number(tag: Tag) -> u32 {
    let features = [tag.form as u32, tag.mood as u32, tag.tense as u32, tag.number as u32, tag.voice as u32];
    features.iter().fold(tag.upos as u32 + 1, |number, f| number << 3 | f)
}

/// Makes the parser see tagged words: those that are no punctuation, with the marks between them.
pub(crate) fn see(text: &str, words: &mut [Word], scratch: &mut Scratch) {
    let Scratch { looks, parse, places, kinds, .. } = scratch;
    parse.nodes.clear();
    places.clear();
    kinds.clear();
    let (mut marks, mut commas) = (0, 0);
    for (n, (word, look)) in words.iter().zip(&*looks).enumerate() {
        let is_mark = word.tag.upos == Upos::Punct;
        let kind = if is_mark { punct::kind(text.get(word.span.clone()).unwrap_or("")) } else { 0 };
        kinds.push(kind);
        if is_mark {
            marks |= kind;
            commas += u32::from(kind == 1);
            continue;
        }
        let lemma = hash::of(word.lemma.as_bytes());
        let (tag, upos) = (tag_number(word.tag), word.tag.upos as u32 + 1);
        parse.nodes.push(Node { word: look.word, tag, upos, lemma, marks, commas });
        places.push(n as u32);
        marks = 0;
    }
    let root = Node { word: 2, tag: 2, upos: 31, lemma: 2, marks, commas };
    parse.nodes.extend([root, Node::default()]);
}

/// Gives the words what the parser found for its nodes.
fn copy_arcs(words: &mut [Word], scratch: &Scratch) {
    let state = &scratch.parse.state;
    for (node, &place) in scratch.places.iter().enumerate() {
        let head = state.heads[node];
        let word = &mut words[place as usize];
        word.head = scratch.places.get(head as usize).copied();
        let rel = Rel::numbered(state.rels[node] as usize).unwrap_or(Rel::Dep);
        word.rel = match (word.head, rel) {
            (None, _) => Rel::Root,
            (Some(_), Rel::Root) => Rel::Dep,
            (Some(_), rel) => rel,
        };
    }
}
