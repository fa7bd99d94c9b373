//! A third language, learnt from a small treebank of our own: nothing in the code knows it.

use std::ops::Range;
use std::sync::OnceLock;
use vigie_syntax::conllu;
use vigie_syntax::train::headlines::Style;
use vigie_syntax::train::{Plan, train};
use vigie_syntax::tree::{Rel, Tree, Upos};
use vigie_syntax::{Grammar, Scratch};

const TREEBANK: &str = include_str!("data/spanish.conllu");

fn model() -> &'static [u8] {
    static MODEL: OnceLock<Vec<u8>> = OnceLock::new();
    MODEL.get_or_init(learnt)
}

fn learnt() -> Vec<u8> {
    let style = Style { articles: vec!["el".into(), "uno".into()], ..Style::default() };
    train(&conllu::read(TREEBANK), &style, &Plan { seeds: 2, rounds: 12, enough: 1, ..Plan::default() })
}

/// Words between spaces.
fn spans(text: &str) -> Vec<Range<usize>> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(|w| start(w)..start(w) + w.len()).collect()
}

fn parsed(text: &str) -> Tree {
    let grammar = Grammar::load(model()).expect("a model");
    let mut tree = Tree::default();
    assert!(!grammar.parse(text, &spans(text), &mut Scratch::default(), &mut tree));
    tree
}

/// The word of a relation to the root.
fn of_root<'a>(text: &'a str, tree: &Tree, rel: Rel) -> Option<&'a str> {
    let word = tree.child(tree.root()?, rel)?;
    text.get(tree.words[word].span.clone())
}

#[test]
fn who_did_what_is_found_in_a_new_sentence() {
    let text = "Unos soldados robaron las casas de los vecinos .";
    let tree = parsed(text);
    assert_eq!(of_root(text, &tree, Rel::Nsubj), Some("soldados"), "{}", tree.draw(text));
    assert_eq!(of_root(text, &tree, Rel::Obj), Some("casas"), "{}", tree.draw(text));
    assert_eq!(&*tree.words[2].lemma, "robar");
}

#[test]
fn a_passive_has_its_agent() {
    let text = "El mercado fue atacado por los rebeldes .";
    let tree = parsed(text);
    assert_eq!(of_root(text, &tree, Rel::NsubjPass), Some("mercado"), "{}", tree.draw(text));
    assert_eq!(of_root(text, &tree, Rel::OblAgent), Some("rebeldes"), "{}", tree.draw(text));
}

#[test]
fn a_word_never_seen_is_read_by_its_place_and_ending() {
    let text = "Los bandidos asaltaron el pueblo .";
    let tree = parsed(text);
    assert_eq!(of_root(text, &tree, Rel::Nsubj), Some("bandidos"), "{}", tree.draw(text));
    assert_eq!((tree.words[2].tag.upos, &*tree.words[2].lemma), (Upos::Verb, "asaltar"));
}

#[test]
fn training_gives_the_same_bytes_every_time() {
    assert_eq!(learnt(), model());
}
