//! From a word to its form in a dictionary: words known by heart, and rules by ending for all others.

use crate::look::lower;
use crate::model::bytes::{BadModel, Bytes, put, put_str};
use crate::model::hash;
use crate::model::index::Index;
use crate::tree::{Tag, Upos};

/// What to do to a word: drop so many letters at its end, and add some.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// Letters to drop, counted as characters.
    pub drop: u8,
    /// Letters to add.
    pub add: Box<str>,
    /// Keep the capitals of the word, as names do.
    pub keep: bool,
}

impl Edit {
    /// The edit that makes a lemma of a word.
    pub fn between(word: &str, lemma: &str) -> Self {
        let mut small = String::new();
        lower_plain(word, &mut small);
        let keep = word != small && shared(word, lemma) > shared(&small, lemma);
        let from = if keep { word } else { &small };
        let shared = shared(from, lemma);
        let drop = from.chars().count() - shared;
        Self { drop: drop.min(255) as u8, add: lemma.chars().skip(shared).collect::<String>().into(), keep }
    }

    /// Does it to a word.
    pub fn apply(&self, word: &str, out: &mut String) {
        out.clear();
        if self.keep {
            out.push_str(word)
        } else {
            lower_plain(word, out)
        }
        for _ in 0..self.drop {
            out.pop();
        }
        out.push_str(&self.add);
    }
}

fn shared(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

fn lower_plain(word: &str, out: &mut String) {
    out.clear();
    out.extend(word.chars().flat_map(char::to_lowercase));
}

/// Edits by what a word is and how it ends, the longest ending first; whole words are endings too.
#[derive(Clone, Debug, Default)]
pub struct Lemmatiser {
    /// The edits, by number.
    pub edits: Vec<Edit>,
    /// Hashes of tag and ending, sorted, with the number of the edit.
    pub rules: Vec<(u32, u16)>,
    /// The same to be looked up; numbers are one more.
    index: Index,
}

/// Endings longer than this are only asked for as whole words.
pub const LONGEST: usize = 7;

impl Lemmatiser {
    /// A lemmatiser of edits and rules, these sorted.
    pub fn new(edits: Vec<Edit>, rules: Vec<(u32, u16)>) -> Self {
        let index = Index::of(rules.iter().map(|&(key, edit)| (key, u32::from(edit) + 1)));
        Self { edits, rules, index }
    }

    /// The lemma of a word of this tag, in `out`; `small` is room to work in.
    pub fn lemma(&self, word: &str, tag: Tag, small: &mut String, out: &mut String) {
        lower(word, small);
        let found = keys(small, tag).find_map(|key| self.edit(key));
        match found {
            Some(edit) => edit.apply(word, out),
            None if tag.upos == Upos::Propn => word.clone_into(out),
            None => lower_plain(word, out),
        }
    }

    fn edit(&self, key: u32) -> Option<&Edit> {
        let number = (self.index.get(key) as usize).checked_sub(1)?;
        self.edits.get(number)
    }

    /// Writes edits and rules.
    pub fn write(&self, out: &mut Vec<u8>) {
        put(out, self.edits.len() as u64);
        for edit in &self.edits {
            out.extend([edit.drop, u8::from(edit.keep)]);
            put_str(out, &edit.add);
        }
        put(out, self.rules.len() as u64);
        let mut before = 0;
        for &(key, edit) in &self.rules {
            put(out, u64::from(key - before));
            put(out, u64::from(edit));
            before = key;
        }
    }

    /// Reads what `write` wrote.
    pub fn read(bytes: &mut Bytes) -> Result<Self, BadModel> {
        let edit =
            |bytes: &mut Bytes| Ok(Edit { drop: bytes.byte()?, keep: bytes.byte()? != 0, add: bytes.str()?.into() });
        let edits = (0..bytes.count()?).map(|_| edit(bytes)).collect::<Result<_, _>>()?;
        let mut key = 0u32;
        let count = bytes.count()?;
        let mut rule = || {
            key = key.wrapping_add(bytes.number()? as u32);
            Ok((key, bytes.number()? as u16))
        };
        let rules = (0..count).map(|_| rule()).collect::<Result<_, _>>()?;
        Ok(Self::new(edits, rules))
    }
}

/// The keys under which a rule for a word may stand: the word itself, then its endings, longest first.
pub fn keys(small: &str, tag: Tag) -> impl Iterator<Item = u32> + '_ {
    let kind = (tag.upos as u32) << 12 | (tag.form as u32) << 9 | (tag.tense as u32) << 6 | (tag.number as u32) << 3;
    let key =
        move |end: &str, whole: u32| hash::of(end.as_bytes()).wrapping_add((kind | whole).wrapping_mul(0x9E37_79B1));
    let length = small.chars().count();
    let ends = small.char_indices().skip(length.saturating_sub(LONGEST)).map(|(at, _)| &small[at..]).chain([""]);
    std::iter::once(key(small, 1)).chain(ends.map(move |end| key(end, 0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(word: &str, lemma: &str) -> String {
        let mut out = String::new();
        Edit::between(word, lemma).apply(word, &mut out);
        out
    }

    #[test]
    fn an_edit_makes_the_lemma() {
        for (word, lemma) in [("Killed", "kill"), ("were", "be"), ("Mali", "Mali"), ("ÉTÉ", "être"), ("USA", "USA")]
        {
            assert_eq!(done(word, lemma), lemma);
        }
        let mut out = String::new();
        Edit::between("killed", "kill").apply("attacked", &mut out);
        assert_eq!(out, "attack");
    }

    #[test]
    fn the_longest_ending_wins() {
        let verb = Tag::plain(Upos::Verb);
        let edits = vec![Edit::between("ed", ""), Edit::between("ied", "y")];
        let key = |end| keys(end, verb).nth(1).expect("a key");
        let mut rules = vec![(key("ed"), 0), (key("ied"), 1)];
        rules.sort_unstable();
        let lemmatiser = Lemmatiser::new(edits, rules);
        let mut out = String::new();
        lemmatiser.lemma("Carried", verb, &mut String::new(), &mut out);
        assert_eq!(out, "carry");
        lemmatiser.lemma("Bamako", Tag::plain(Upos::Propn), &mut String::new(), &mut out);
        assert_eq!(out, "Bamako");
    }
}
