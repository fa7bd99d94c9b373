//! Learning lemmas: a rule for an ending only where shorter endings would be wrong.

use super::sample::Sample;
use crate::lemma::{Edit, Lemmatiser, keys};
use crate::look::lower;
use crate::tree::Tag;
use std::collections::BTreeMap;

/// How often each edit was right.
type Votes = BTreeMap<u16, u32>;

/// Learns edits and rules.
pub fn learn(samples: &[Sample]) -> Lemmatiser {
    let mut edits = BTreeMap::new();
    let words = words(samples, &mut edits);
    let mut found: Vec<(&Edit, u16)> = edits.iter().map(|(e, n)| (e, *n)).collect();
    found.sort_by_key(|(_, n)| *n);
    let rules = rules(&words);
    Lemmatiser::new(found.into_iter().map(|(e, _)| e.clone()).collect(), rules.into_iter().collect())
}

/// All different words with their tags, and how often each edit makes their lemma.
fn words(samples: &[Sample], edits: &mut BTreeMap<Edit, u16>) -> BTreeMap<(String, Tag), Votes> {
    let mut words: BTreeMap<(String, Tag), Votes> = BTreeMap::new();
    for (sample, n) in samples.iter().flat_map(|s| (0..s.words.len()).map(move |n| (s, n))) {
        let (form, word) = (sample.form(n), &sample.words[n]);
        if &*word.lemma == "_" {
            continue;
        }
        let next = edits.len() as u16;
        let edit = *edits.entry(Edit::between(form, &word.lemma)).or_insert(next);
        let mut small = String::new();
        lower(form, &mut small);
        *words.entry((small, word.tag)).or_default().entry(edit).or_default() += 1;
    }
    words
}

fn winner(votes: &Votes) -> (u16, u32) {
    votes.iter().map(|(edit, count)| (*edit, *count)).rev().max_by_key(|(_, count)| *count).unwrap_or_default()
}

/// From the shortest ending to whole words, keeps what changes the answer of the shorter ones.
fn rules(words: &BTreeMap<(String, Tag), Votes>) -> BTreeMap<u32, u16> {
    let mut votes: BTreeMap<u32, Votes> = BTreeMap::new();
    for ((word, tag), own) in words {
        let (edit, _) = winner(own);
        for key in keys(word, *tag).skip(1) {
            *votes.entry(key).or_default().entry(edit).or_default() += 1;
        }
    }
    let mut rules = BTreeMap::new();
    for depth in 0..=crate::lemma::LONGEST + 1 {
        for ((word, tag), own) in words {
            let mut keys: Vec<u32> = keys(word, *tag).collect();
            let whole = keys.remove(0);
            keys.reverse();
            keys.push(whole);
            let is_whole = depth + 1 >= keys.len();
            let Some(&key) = keys.get(depth) else { continue };
            let shorter = keys[..depth].iter().rev().find_map(|k| rules.get(k)).copied();
            let (edit, count) = if is_whole { winner(own) } else { winner(&votes[&key]) };
            let trusted = is_whole || depth == 0 || count > 1;
            if trusted && shorter != Some(edit) {
                rules.insert(key, edit);
            }
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu;

    #[test]
    fn regular_words_make_rules_and_others_are_known_by_heart() {
        let word = |form: &str, lemma: &str| format!("1\t{form}\t{lemma}\tVERB\t_\tTense=Past\t0\troot\t_\t_\n\n");
        let pairs = [("walked", "walk"), ("talked", "talk"), ("burned", "burn"), ("went", "go")];
        let text: String = pairs.iter().map(|(form, lemma)| word(form, lemma)).collect();
        let samples: Vec<Sample> = conllu::read(&text).iter().map(Sample::of).collect();
        let lemmatiser = learn(&samples);
        let lemma = |word: &str| {
            let mut out = String::new();
            lemmatiser.lemma(word, Tag::parse("VERB", "Tense=Past"), &mut String::new(), &mut out);
            out
        };
        assert_eq!(["Went", "looted", "walked"].map(lemma), ["go", "loot", "walk"]);
        assert!(lemmatiser.rules.len() < 4, "{:?}", lemmatiser.rules);
    }
}
