//! News in other dress: headlines made of sentences, capitals everywhere, no accents. Treebanks hardly have them.

use super::chance::Chance;
use super::sample::Sample;
use super::vocabulary::{Words, told_again};
use crate::tree::{Mood, Number, Rel, Tag, Tense, Upos, VerbForm, Word};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a language says of its headlines.
#[derive(Clone, Debug, Default)]
pub struct Style {
    /// Lemmas of articles, which headlines drop.
    pub articles: Vec<String>,
    /// What a verb takes in the present after a singular subject, where a treebank has not shown its form.
    pub singular_present: Option<String>,
    /// Words of news that treebanks hardly have.
    pub words: Vec<Words>,
}

/// Another way to write the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dress {
    /// As They Do in Titles.
    Titles,
    /// ALL CAPITALS.
    Capitals,
    /// no capitals.
    Small,
    /// ALL CAPITALS, AND NO ACCENTS.
    PlainCapitals,
    /// No accents.
    Plain,
}

/// Writes a sentence in another dress.
pub fn dress(sample: &Sample, dress: Dress) -> Sample {
    let forms: Vec<String> = (0..sample.words.len()).map(|n| dressed(sample, n, dress)).collect();
    Sample::from_forms(&forms, sample.words.clone())
}

fn dressed(sample: &Sample, n: usize, dress: Dress) -> String {
    let (form, upos) = (sample.form(n), sample.words[n].tag.upos);
    let small = matches!(upos, Upos::Adp | Upos::Det | Upos::Cconj | Upos::Part) && form.chars().count() < 5 && n > 0;
    match dress {
        Dress::Titles if small || form.starts_with('\'') => form.to_string(),
        Dress::Titles => title(form),
        Dress::Capitals => form.to_uppercase(),
        Dress::Small => form.to_lowercase(),
        Dress::PlainCapitals => plain(&form.to_uppercase()),
        Dress::Plain => plain(form),
    }
}

pub(super) fn title(form: &str) -> String {
    let mut letters = form.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn plain(form: &str) -> String {
    form.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// The sentences, a share of them again with words of news, and a share of all of these as headlines and in other dress.
pub fn with_headlines(mut samples: Vec<Sample>, style: &Style) -> Vec<Sample> {
    samples.extend(told_again(&samples, &style.words, &style.articles));
    let present = Present::of(&samples, style);
    let mut chance = Chance::new(17);
    let mut more = Vec::new();
    for sample in &samples {
        if chance.percent(30) {
            more.extend(headline(sample, style, &present).map(|h| again(&h, &mut chance, 45)));
        }
        if chance.percent(22) {
            more.push(again(sample, &mut chance, 0));
        }
    }
    samples.into_iter().chain(more).collect()
}

/// A sentence in a dress by chance; so many times in a hundred as it is.
fn again(sample: &Sample, chance: &mut Chance, as_is: usize) -> Sample {
    if chance.percent(as_is) {
        return sample.clone();
    }
    const WARDROBE: [Dress; 7] = [
        Dress::Titles,
        Dress::Titles,
        Dress::Titles,
        Dress::Capitals,
        Dress::Small,
        Dress::PlainCapitals,
        Dress::Plain,
    ];
    dress(sample, WARDROBE[chance.below(WARDROBE.len())])
}

/// Forms of the present by lemma and number.
struct Present {
    forms: BTreeMap<(String, Number), String>,
    singular: Option<String>,
}

impl Present {
    fn of(samples: &[Sample], style: &Style) -> Self {
        let mut forms = BTreeMap::new();
        for (sample, n) in samples.iter().flat_map(|s| (0..s.words.len()).map(move |n| (s, n))) {
            let word = &sample.words[n];
            let third = word.tag == present_tag(word.tag.number);
            if third && word.tag.number != Number::None && sample.form(n).chars().all(char::is_lowercase) {
                forms.insert((word.lemma.to_string(), word.tag.number), sample.form(n).to_string());
            }
        }
        Self { forms, singular: style.singular_present.clone() }
    }

    fn form(&self, lemma: &str, number: Number) -> Option<String> {
        let known = self.forms.get(&(lemma.to_string(), number)).cloned();
        known.or_else(|| {
            let ending = self.singular.as_deref()?;
            Some(if number == Number::Sing { format!("{lemma}{ending}") } else { lemma.to_string() })
        })
    }
}

fn present_tag(number: Number) -> Tag {
    Tag { form: VerbForm::Fin, mood: Mood::Ind, tense: Tense::Pres, number, ..Tag::plain(Upos::Verb) }
}

/// A headline made of a sentence: no articles, no auxiliaries of the passive, no copula, the past told as present,
/// no stop. None if the sentence does not lend itself to it.
fn headline(sample: &Sample, style: &Style, present: &Present) -> Option<Sample> {
    let words = &sample.words;
    let root = words.iter().position(|w| w.head.is_none())?;
    let has_subject = words.iter().any(|w| w.head == Some(root as u32) && matches!(w.rel, Rel::Nsubj | Rel::NsubjPass));
    if !has_subject || !(4..=30).contains(&words.len()) || words[root].tag.upos == Upos::Aux {
        return None;
    }
    let mut forms: Vec<String> = (0..words.len()).map(|n| sample.form(n).to_string()).collect();
    let mut told = words.clone();
    for n in 0..words.len() {
        let number = subject_number(words, n);
        let past =
            words[n].tag.upos == Upos::Verb && words[n].tag.form == VerbForm::Fin && words[n].tag.tense == Tense::Past;
        if let Some(form) =
            number.filter(|_| past && n == root).and_then(|number| present.form(&words[n].lemma, number))
        {
            forms[n] = form;
            told[n].tag = present_tag(number.unwrap_or(Number::Plur));
        }
    }
    let drop: Vec<bool> = (0..words.len()).map(|n| dropped(words, n, root, style)).collect();
    drop.contains(&true).then(|| without(&forms, &told, &drop))
}

/// The number of the subject of a verb.
fn subject_number(words: &[Word], verb: usize) -> Option<Number> {
    let subject = words.iter().find(|w| w.head == Some(verb as u32) && w.rel == Rel::Nsubj)?;
    let third = matches!(subject.tag.upos, Upos::Noun | Upos::Propn | Upos::Num);
    third.then_some(if subject.tag.number == Number::Plur { Number::Plur } else { Number::Sing })
}

fn dropped(words: &[Word], n: usize, root: usize, style: &Style) -> bool {
    let word = &words[n];
    let bare = words.iter().all(|w| w.head != Some(n as u32));
    let passive = |head: u32| words.iter().any(|w| w.head == Some(head) && w.rel == Rel::AuxPass);
    bare && match (word.rel, word.head) {
        (Rel::Det, _) => style.articles.iter().any(|a| **a == *word.lemma),
        (Rel::AuxPass, Some(head)) => head as usize == root,
        (Rel::Aux, Some(head)) => head as usize == root && passive(head) && word.tag.tense != Tense::None,
        (Rel::Cop, Some(head)) => head as usize == root,
        (Rel::Punct, _) => n + 1 == words.len(),
        _ => false,
    }
}

/// The sentence without some words that nothing depends on.
fn without(forms: &[String], words: &[Word], drop: &[bool]) -> Sample {
    let kept: Vec<usize> = (0..words.len()).filter(|&n| !drop[n]).collect();
    let place = |head: u32| kept.binary_search(&(head as usize)).ok().map(|n| n as u32);
    let moved = kept.iter().map(|&n| Word { head: words[n].head.and_then(place), ..words[n].clone() });
    let mut forms: Vec<String> = kept.iter().map(|&n| forms[n].clone()).collect();
    if let Some(first) = forms.first_mut() {
        *first = title(first);
    }
    Sample::from_forms(&forms, moved.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu;

    fn sample() -> Sample {
        let text = "# text = The bombs killed a général.
1\tThe\tthe\tDET\t_\t_\t2\tdet\t_\t_
2\tbombs\tbomb\tNOUN\t_\tNumber=Plur\t3\tnsubj\t_\t_
3\tkilled\tkill\tVERB\t_\tMood=Ind|Tense=Past|VerbForm=Fin\t0\troot\t_\t_
4\ta\ta\tDET\t_\t_\t5\tdet\t_\t_
5\tgénéral\tgénéral\tNOUN\t_\tNumber=Sing\t3\tobj\t_\t_
6\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_
";
        Sample::of(&conllu::read(text)[0])
    }

    fn style() -> Style {
        Style { articles: vec!["the".into(), "a".into()], singular_present: Some("s".into()), words: Vec::new() }
    }

    #[test]
    fn a_sentence_becomes_a_headline_with_the_same_tree() {
        let present = Present::of(&[], &style());
        let headline = headline(&sample(), &style(), &present).expect("a headline");
        assert_eq!(headline.text, "Bombs kill général ");
        assert_eq!(headline.words[1].tag.to_string(), "VERB.Fin.Ind.Pres.Plur");
        assert_eq!(headline.words.iter().map(|w| w.head).collect::<Vec<_>>(), [Some(1), None, Some(1)]);
    }

    #[test]
    fn dresses_change_letters_only() {
        let dressed = |d| dress(&sample(), d).text;
        assert_eq!(dressed(Dress::Titles), "The Bombs Killed a Général . ");
        assert_eq!(dressed(Dress::PlainCapitals), "THE BOMBS KILLED A GENERAL . ");
        assert_eq!(dressed(Dress::Small), "the bombs killed a général . ");
    }

    #[test]
    fn the_same_sentences_are_made_every_time() {
        let made = || with_headlines(vec![sample(); 40], &style()).iter().map(|s| s.text.clone()).collect::<Vec<_>>();
        assert!(made().len() > 45);
        assert_eq!(made(), made());
    }
}
