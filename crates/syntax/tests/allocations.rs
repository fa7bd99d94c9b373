//! Once there is room to work in, a sentence costs no memory: not for its features, its scores, its tree or its lemmas.

use std::ops::Range;
use vigie_syntax::conllu;
use vigie_syntax::train::headlines::Style;
use vigie_syntax::train::{Plan, train};
use vigie_syntax::tree::Tree;
use vigie_syntax::{Grammar, Scratch};

fn words(text: &str) -> Vec<Range<usize>> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split(' ').map(|word| start(word)..start(word) + word.len()).collect()
}

#[test]
fn a_sentence_costs_no_memory() {
    let golds = conllu::read(include_str!("data/spanish.conllu"));
    let plan = Plan { seeds: 1, rounds: 3, enough: 1, ..Plan::default() };
    let grammar = Grammar::load(&train(&golds, &Style::default(), &plan)).expect("a model");
    let (mut scratch, mut tree) = (Scratch::default(), Tree::default());
    let long =
        "los soldados , que atacaron la aldea ( el lunes ) , fueron capturados por \" la milicia \" en la ciudad .";
    let short = "la milicia mató a dos soldados .";
    grammar.parse(long, &words(long), &mut scratch, &mut tree);
    for text in [short, long] {
        let spans = words(text);
        let cost = allocation_counter::measure(|| {
            grammar.parse(text, &spans, &mut scratch, &mut tree);
        });
        assert_eq!(tree.words.len(), spans.len());
        assert_eq!(cost.count_total, 0, "{text}");
    }
}
