//! Parts of speech with features, word by word from the left.

use crate::look::{Look, capitals};
use crate::model::bytes::{BadModel, Bytes, put};
use crate::model::hash::Features;
use crate::model::{Weigh, best};
use crate::tree::{Mood, Number, Tag, Tense, Upos, VerbForm, Voice};

/// What a tagger knows: its tags, and for words seen often the parts of speech they had.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// Tags by number.
    pub tags: Vec<Tag>,
    /// Hashes of words in small letters, sorted, with their parts of speech as bits.
    pub lexicon: Vec<(u32, u32)>,
}

/// What is known of a sentence while its words are tagged.
#[derive(Debug, Default)]
pub struct Sight {
    /// Looks of the words, between two words on either side that do not exist.
    looks: Vec<Look>,
    known: Vec<u32>,
    capitals: u32,
    /// Numbers of tags so far, one more than in the inventory, between zeros.
    tags: Vec<u32>,
    /// Features of the word at hand.
    pub features: Features,
    scores: Vec<i32>,
}

const MARGIN: usize = 2;

impl Sight {
    /// Looks at the words of a sentence.
    pub fn look(&mut self, inventory: &Inventory, looks: &[Look]) {
        let none = [Look::default(); MARGIN];
        self.looks.clear();
        self.looks.extend(none.iter().chain(looks).chain(&none));
        self.capitals = capitals(looks) as u32;
        self.known.clear();
        self.known.extend(self.looks.iter().map(|l| inventory.known(l.word)));
        self.tags.clear();
        self.tags.resize(self.looks.len(), 0);
    }

    /// Takes note of the tag of a word.
    pub fn set(&mut self, word: usize, tag: usize) {
        self.tags[word + MARGIN] = tag as u32 + 1;
    }

    /// The features of a word whose predecessors are tagged.
    pub fn describe(&mut self, word: usize) {
        let i = word + MARGIN;
        let (looks, known) = (&self.looks, &self.known);
        let (here, before, after) = (&looks[i], &looks[i - 1], &looks[i + 1]);
        let (t1, t2) = (self.tags[i - 1], self.tags[i - 2]);
        let shape = here.shape << 3 | self.capitals;
        let first = u32::from(word == 0);
        let f = &mut self.features;
        f.start(1);
        f.one(here.word);
        f.two(here.word, t1);
        f.two(here.word, after.word);
        f.two(here.word, before.word);
        f.two(here.word, known[i + 1]);
        f.two(t1, t2);
        f.one(t1);
        f.three(t1, t2, known[i]);
        f.three(t1, known[i], known[i + 1]);
        f.three(known[i], known[i + 1], known[i + 2]);
        f.one(before.word);
        f.one(after.word);
        f.one(looks[i - 2].word);
        f.one(looks[i + 2].word);
        f.two(known[i], after.word);
        f.two(known[i], before.word);
        f.three(before.word, after.word, known[i]);
        here.ends.iter().for_each(|&end| f.one(end));
        here.starts.iter().for_each(|&start| f.one(start));
        f.two(here.ends[2], t1);
        f.two(here.ends[1], known[i + 1]);
        f.two(here.ends[2], known[i]);
        f.two(here.ends[2], here.shape);
        f.two(shape, first);
        f.three(shape, known[i], first);
        f.three(shape, t1, first);
        f.two(shape, after.shape << 3 | self.capitals);
        f.two(shape, before.shape << 3 | self.capitals);
        f.two(after.ends[2], known[i]);
        f.two(before.ends[2], known[i]);
        f.two(t1, after.ends[1]);
    }

    /// The most likely tag of the word that `describe` saw last.
    pub fn guess(&mut self, tags: usize, weights: &impl Weigh) -> usize {
        self.scores.clear();
        self.scores.resize(tags, 0);
        weights.add_all(&self.features.hashes, &mut self.scores);
        best(&self.scores)
    }

    /// Tags all words in order; tells each number.
    pub fn tag(&mut self, inventory: &Inventory, looks: &[Look], weights: &impl Weigh, mut tell: impl FnMut(usize)) {
        self.look(inventory, looks);
        for word in 0..looks.len() {
            self.describe(word);
            let tag = self.guess(inventory.tags.len(), weights);
            self.set(word, tag);
            tell(tag);
        }
    }
}

impl Inventory {
    /// The parts of speech a word had, as bits; 0 if it is not known.
    fn known(&self, word: u32) -> u32 {
        self.lexicon.binary_search_by_key(&word, |l| l.0).map_or(0, |n| self.lexicon[n].1)
    }

    /// Writes the inventory.
    pub fn write(&self, out: &mut Vec<u8>) {
        put(out, self.tags.len() as u64);
        for tag in &self.tags {
            let Tag { upos, form, mood, tense, number, voice } = *tag;
            out.extend([upos as u8, form as u8, mood as u8, tense as u8, number as u8, voice as u8]);
        }
        put(out, self.lexicon.len() as u64);
        let mut before = 0;
        for &(word, parts) in &self.lexicon {
            put(out, u64::from(word - before));
            put(out, u64::from(parts));
            before = word;
        }
    }

    /// Reads what `write` wrote.
    pub fn read(bytes: &mut Bytes) -> Result<Self, BadModel> {
        let tags = (0..bytes.count()?).map(|_| read_tag(bytes).ok_or(BadModel)).collect::<Result<Vec<_>, _>>()?;
        if tags.is_empty() || tags.len() > 128 {
            return Err(BadModel);
        }
        let count = bytes.count()?;
        let mut word = 0u32;
        let mut entry = || {
            word = word.wrapping_add(bytes.number()? as u32);
            Ok((word, bytes.number()? as u32))
        };
        let lexicon = (0..count).map(|_| entry()).collect::<Result<_, _>>()?;
        Ok(Self { tags, lexicon })
    }
}

fn read_tag(bytes: &mut Bytes) -> Option<Tag> {
    let mut next = || bytes.byte().ok().map(usize::from);
    Some(Tag {
        upos: Upos::numbered(next()?)?,
        form: VerbForm::numbered(next()?)?,
        mood: Mood::numbered(next()?)?,
        tense: Tense::numbered(next()?)?,
        number: Number::numbered(next()?)?,
        voice: Voice::numbered(next()?)?,
    })
}
